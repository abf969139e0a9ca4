//! Each promise of a theme file, over the shipped ones and broken ones.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tempfile::TempDir;

use super::*;

fn temamapp() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes")
}

/// Every file in `themes/`, read as a user's own file would be.
fn filer() -> Vec<(String, Tema)> {
    let mut filer: Vec<PathBuf> = std::fs::read_dir(temamapp())
        .unwrap()
        .map(|post| post.unwrap().path())
        .collect();
    filer.sort();
    assert!(filer.len() >= 3);
    filer
        .into_iter()
        .map(|vag| {
            let (tema, varningar) = Tema::hitta(vag.to_str().unwrap(), None).unwrap();
            assert_eq!(varningar, Vec::<String>::new(), "{}", vag.display());
            (vag.file_stem().unwrap().to_str().unwrap().to_owned(), tema)
        })
        .collect()
}

fn alla() -> Vec<(String, Tema)> {
    let mut teman = filer();
    teman.push((STANDARD.to_owned(), Tema::terminal()));
    teman
}

fn skriv(mapp: &TempDir, namn: &str, text: &str) -> String {
    let vag = mapp.path().join(namn);
    std::fs::write(&vag, text).unwrap();
    vag.to_str().unwrap().to_owned()
}

fn las(text: &str) -> (Tema, Vec<String>) {
    let mapp = TempDir::new().unwrap();
    let vag = skriv(&mapp, "prov.toml", text);
    let (tema, varningar) = Tema::hitta(&vag, None).unwrap();
    let utan_mapp = |v: String| v.replace(&vag, "prov");
    (tema, varningar.into_iter().map(utan_mapp).collect())
}

#[test]
fn rollernas_nycklar_ar_egna_och_reserverna_slutar_i_grund() {
    for (i, roll) in Roll::ALLA.into_iter().enumerate() {
        assert_eq!(roll as usize, i);
        assert_eq!(Roll::fran_nyckel(roll.nyckel()), Some(roll));
        let mut steg = 0;
        let mut nu = roll;
        while let Some(nasta) = nu.reserv() {
            nu = nasta;
            steg += 1;
            assert!(steg < Roll::ALLA.len(), "cirkel från {roll:?}");
        }
        assert_eq!(nu, Roll::Grund);
    }
    assert_eq!(Roll::fran_nyckel("ej-uppfyllt"), Some(Roll::EjUppfyllt));
    assert_eq!(Roll::fran_nyckel("Grund"), None);
}

#[test]
fn kontrasten_racker_i_varje_fil_aven_med_256_farger() {
    for (namn, tema) in filer() {
        for (sort, tema) in [
            ("rgb", tema.clone().anpassa(true)),
            ("256", tema.anpassa(false)),
        ] {
            for roll in Roll::ALLA {
                let krav = if namn == "hogkontrast" {
                    KONTRAST_HOG
                } else {
                    roll.kontrastkrav()
                };
                let kontrast = tema.kontrast(roll).unwrap();
                assert!(
                    kontrast >= krav,
                    "{namn} {sort} {roll:?}: {kontrast:.2} < {krav}"
                );
            }
        }
    }
}

#[test]
fn filerna_satter_varje_roll_sjalva() {
    for post in std::fs::read_dir(temamapp()).unwrap() {
        let vag = post.unwrap().path();
        let tabell: toml::Table = std::fs::read_to_string(&vag).unwrap().parse().unwrap();
        for roll in Roll::ALLA {
            let stil = &tabell["roller"][roll.nyckel()];
            assert!(
                stil.get("fg").is_some() && stil.get("bg").is_some(),
                "{roll:?}"
            );
        }
    }
}

#[test]
fn tva_teman_ritas_inte_lika() {
    let omrade = Rect::new(0, 0, 12, u16::try_from(Roll::ALLA.len()).unwrap());
    let bilder: Vec<(String, Buffer)> = alla()
        .into_iter()
        .map(|(namn, tema)| {
            let mut buffert = Buffer::empty(omrade);
            for (rad, roll) in (0_u16..).zip(Roll::ALLA) {
                buffert.set_string(0, rad, roll.nyckel(), tema.stil(roll));
            }
            (namn, buffert)
        })
        .collect();
    for (i, (a, bild_a)) in bilder.iter().enumerate() {
        for (b, bild_b) in &bilder[i + 1..] {
            assert_ne!(bild_a, bild_b, "{a} och {b}");
        }
    }
}

#[test]
fn vald_och_fokus_syns_utan_farg() {
    for (namn, tema) in alla() {
        for roll in [Roll::Vald, Roll::Fokus] {
            let (egen, grund) = (tema.stil(roll), tema.stil(Roll::Grund));
            assert_ne!(egen.add_modifier, grund.add_modifier, "{namn} {roll:?}");
        }
    }
}

#[test]
fn terminal_har_inga_farger() {
    let (tema, varningar) = Tema::hitta("terminal", None).unwrap();
    assert_eq!((&tema, varningar.len()), (&Tema::default(), 0));
    let tillatna = Modifier::BOLD | Modifier::REVERSED | Modifier::UNDERLINED;
    for roll in Roll::ALLA {
        let stil = tema.stil(roll);
        assert_eq!((stil.fg, stil.bg), (Some(Color::Reset), Some(Color::Reset)));
        assert!(tillatna.contains(stil.add_modifier), "{roll:?}");
    }
    assert_eq!(tema.clone().anpassa(false), tema);
}

#[test]
fn namn_hittas_och_okanda_svaras_med_en_lista() {
    for (namn, visat) in [
        ("ljus", "Ljus"),
        ("Mörk", "Mörk"),
        ("HÖGKONTRAST", "Hög kontrast"),
    ] {
        assert_eq!(Tema::hitta(namn, None).unwrap().0.namn(), visat);
    }
    let mapp = TempDir::new().unwrap();
    skriv(&mapp, "kommunen.toml", "arver = 'ljus'\nnamn = 'Kommunen'");
    let (tema, varningar) = Tema::hitta("kommunen", Some(mapp.path())).unwrap();
    assert_eq!((tema.namn(), varningar.len()), ("Kommunen", 0));
    assert_eq!(tema.stilar, Tema::hitta("ljus", None).unwrap().0.stilar);

    for namn in ["lila", "../ljus", ""] {
        let fel = Tema::hitta(namn, Some(mapp.path()))
            .unwrap_err()
            .to_string();
        assert!(
            fel.contains("terminal, ljus, mork, hogkontrast, kommunen"),
            "{fel}"
        );
    }
    let fel = Tema::hitta("finns-inte.toml", None).unwrap_err();
    assert!(matches!(fel, TemaFel::GarInteAttLasa { .. }), "{fel}");
}

#[test]
fn mappens_fil_gar_fore_programmets_och_far_bygga_pa_den() {
    let mapp = TempDir::new().unwrap();
    skriv(
        &mapp,
        "mork.toml",
        "namn = 'Min'\narver = 'mork'\n[roller]\nfel = { fg = '#ffffff', bg = '#000000', fet = true }",
    );
    let (tema, varningar) = Tema::hitta("mork", Some(mapp.path())).unwrap();
    assert_eq!(varningar, Vec::<String>::new());
    let (inbyggt, _) = Tema::hitta("mork", None).unwrap();
    assert_eq!(tema.stil(Roll::Grund), inbyggt.stil(Roll::Grund));
    assert_ne!(tema.stil(Roll::Fel), inbyggt.stil(Roll::Fel));
}

#[test]
fn arvingens_palett_galler_ocksa_det_arvda() {
    let mapp = TempDir::new().unwrap();
    let vag = skriv(
        &mapp,
        "barn.toml",
        "arver = 'ljus'\n[palett]\nvit = '#eeeeee'",
    );
    let (tema, varningar) = Tema::hitta(&vag, None).unwrap();
    assert_eq!(varningar, Vec::<String>::new());
    assert_eq!(
        tema.stil(Roll::Grund).bg,
        Some(Color::Rgb(0xee, 0xee, 0xee))
    );
}

#[test]
fn cirklar_upptacks() {
    let mapp = TempDir::new().unwrap();
    skriv(&mapp, "a.toml", "arver = 'b'");
    skriv(&mapp, "b.toml", "arver = './a.toml'");
    skriv(&mapp, "sjalv.toml", "arver = 'sjalv'");
    for (namn, antal) in [("a", 3), ("sjalv", 2)] {
        match Tema::hitta(namn, Some(mapp.path())) {
            Err(TemaFel::Cirkel { kedja }) => assert_eq!(kedja.len(), antal),
            annat => panic!("{annat:?}"),
        }
    }
}

#[test]
fn allt_konstigt_blir_varningar() {
    let (tema, varningar) = las("fargton = 1
[palett]
bla = 'blue'
tal = 7
[roller]
grund = { fg = '#000000', bg = '#ffffff' }
rubrik = { fg = 'bla', bg = '#ffffff', blink = true, fet = 'ja' }
dampad = { fg = '#333333' }
vald = { fg = '#ffffff', bg = '#000000' }
fel = { fg = '#999999', bg = '#ffffff' }
hemlig = { fet = true }
notis = 3
");
    for vantad in [
        "nyckeln ”fargton” är okänd",
        "”blue” för ”palett.bla” är ingen färg",
        "värdet för ”palett.tal” är av fel sort",
        "”bla” för ”roller.rubrik.fg” är ingen färg",
        "nyckeln ”roller.rubrik.blink” är okänd",
        "värdet för ”roller.rubrik.fet” är av fel sort",
        "rollen ”dampad” ska ha både fg och bg",
        "rollen ”vald” skiljer sig bara genom färg",
        "rollen ”fel” har kontrasten 2,8",
        "rollen ”hemlig” är okänd",
        "värdet för ”roller.notis” är av fel sort",
    ] {
        assert!(
            varningar.iter().any(|v| v.contains(vantad)),
            "{vantad}: {varningar:#?}"
        );
    }
    let grund = tema.stil(Roll::Grund);
    assert_eq!(tema.stil(Roll::Dampad).fg, grund.fg);
    assert_eq!(tema.stil(Roll::Rubrik).bg, grund.bg);
    assert!(tema.stil(Roll::Vald).add_modifier.contains(Modifier::BOLD));
    assert!(
        tema.stil(Roll::Fokus)
            .add_modifier
            .contains(Modifier::UNDERLINED)
    );
}

#[test]
fn ett_tomt_tema_blir_terminalens_farger() {
    let (tema, varningar) = las("");
    assert_eq!(
        varningar,
        ["Tema prov: rollen ”grund” saknas. Terminalens egna färger används."]
    );
    assert_eq!(
        (tema.namn(), tema.stilar),
        ("prov", Tema::terminal().stilar)
    );
}

#[test]
fn trasiga_filer_sager_vilken_rad() {
    let mapp = TempDir::new().unwrap();
    let vag = skriv(&mapp, "x.toml", "namn = 'x'\n\n[roller\n");
    match Tema::hitta(&vag, None) {
        Err(TemaFel::Trasig { rad, .. }) => assert_eq!(rad, 3),
        annat => panic!("{annat:?}"),
    }
    let stor = skriv(&mapp, "stor.toml", &"# fyllnad\n".repeat(10_000));
    assert!(matches!(
        Tema::hitta(&stor, None),
        Err(TemaFel::ForStor { .. })
    ));
}

#[test]
fn varningar_kan_inte_styra_terminalen() {
    let (tema, varningar) = las("namn = \"a\\u001b]0;x\\u0007\"\n\"\\u001b[2J\" = 1");
    assert_eq!(tema.namn(), "a\u{FFFD}]0;x\u{FFFD}");
    assert!(varningar.iter().all(|v| crate::rena::ar_ren(v)));
}

#[test]
fn farger_utan_truecolor_blir_256() {
    let (tema, _) = Tema::hitta("ljus", None).unwrap();
    let liten = tema.clone().anpassa(false);
    for roll in Roll::ALLA {
        assert!(matches!(liten.stil(roll).fg, Some(Color::Indexed(16..))));
        assert!(matches!(tema.stil(roll).fg, Some(Color::Rgb(..))));
        assert_eq!(liten.stil(roll).add_modifier, tema.stil(roll).add_modifier);
    }
    assert!(har_truecolor(Some("truecolor")) && har_truecolor(Some("24bit")));
    assert!(!har_truecolor(Some("")) && !har_truecolor(None));
}

#[test]
fn no_color_ger_terminal() {
    assert_eq!(valj_namn(Some("ljus"), None), "ljus");
    assert_eq!(valj_namn(Some("ljus"), Some("")), "ljus");
    assert_eq!(valj_namn(Some("ljus"), Some("1")), "terminal");
    assert_eq!(valj_namn(None, None), "terminal");
}
