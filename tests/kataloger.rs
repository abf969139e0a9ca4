//! Catalogues, whole and broken: each broken file begins with the remarks that it must give, and may give no other.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use troskel::domain::akt::Aktslag;
use troskel::domain::akt::Stegantal;
use troskel::domain::gallring::{Gallringsregler, Undantag};
use troskel::domain::insats::{Dokumentation, Uppgift};
use troskel::domain::ko::policy::{Kopolicy, Koslag, VidNej, VidTystnad};
use troskel::domain::villkor::{EgenUppgift, Krav, Part};
use troskel::katalog::{Grad, Last, granska, inbyggd, las};

fn mapp() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kataloger")
}

fn hel() -> String {
    fs::read_to_string(mapp().join("hel_annan_kommun.toml")).unwrap()
}

/// What must hold of any outcome, whatever the file.
fn haller(last: &Last) {
    let nagot_fel = last.anmarkningar.iter().any(|a| a.grad == Grad::Fel);
    assert_eq!(last.katalog.is_none(), nagot_fel, "{:?}", last.anmarkningar);
    assert!(
        last.anmarkningar.is_sorted_by_key(|a| (a.rad, a.kolumn)),
        "{:?}",
        last.anmarkningar
    );
    for anmarkning in &last.anmarkningar {
        assert!(anmarkning.rad >= 1 && anmarkning.kolumn >= 1);
        let rad = anmarkning.to_string();
        assert!(
            !rad.contains(|c: char| c.is_control() || matches!(c, '\u{200b}' | '\u{202e}')),
            "{rad:?}"
        );
    }
}

#[test]
fn varje_trasig_katalog_ger_precis_de_vantade_anmarkningarna() {
    let mut antal = 0;
    for post in fs::read_dir(mapp()).unwrap() {
        let fil = post.unwrap().path();
        let text = fs::read_to_string(&fil).unwrap();
        let vantade: Vec<&str> = text
            .lines()
            .filter_map(|rad| rad.strip_prefix("# vantat: "))
            .collect();
        let granskad = granska(&text);
        haller(&granskad);
        let rader: Vec<String> = granskad
            .anmarkningar
            .iter()
            .map(ToString::to_string)
            .collect();
        for n in 0..vantade.len().max(rader.len()) {
            let (vantad, rad) = (vantade.get(n), rader.get(n));
            let traff = vantad.is_some_and(|v| rad.is_some_and(|r| r.starts_with(v)));
            assert!(
                traff,
                "{}\nväntat: {vantad:?}\nkom:    {rad:?}\nalla: {rader:#?}",
                fil.display()
            );
        }
        // Reading at start sees the same faults and leaves the warnings out.
        let last = las(&text);
        let fel: Vec<_> = granskad
            .anmarkningar
            .into_iter()
            .filter(|a| a.grad == Grad::Fel)
            .collect();
        assert_eq!(last.anmarkningar, fel, "{}", fil.display());
        assert_eq!(last.katalog, granskad.katalog);
        antal += usize::from(!vantade.is_empty());
    }
    assert!(antal >= 20, "bara {antal} trasiga kataloger");
}

#[test]
fn den_inbyggda_katalogen_ar_felfri() {
    let last = las(inbyggd());
    assert_eq!(last.anmarkningar, []);
    let katalog = last.katalog.unwrap();
    assert_eq!(katalog.kommun, "Alingsås");
    assert_eq!(katalog.insatser.len(), 21);
}

#[test]
fn en_annan_kommun_ryms_i_formatet() {
    let last = granska(&hel());
    assert_eq!(last.anmarkningar, []);
    let katalog = last.katalog.unwrap();
    assert_eq!(
        (katalog.kommun.as_str(), katalog.version.as_str()),
        ("Exempelby", "2026-11-22")
    );
    assert_eq!(katalog.namnd.adress.as_deref(), Some("Storgatan 1"));
    let [grupp, radgivning, hus] = &katalog.insatser[..] else {
        panic!("{:?}", katalog.insatser.len())
    };

    assert_eq!(grupp.giltig.1.unwrap().to_string(), "2026-12-31");
    assert_eq!(grupp.beslut.till.unwrap().to_string(), "2027-06-30");
    assert_eq!(grupp.genomforande.gruppstorlek, Some((6, 12)));
    assert_eq!(
        grupp.genomforande.avgift.as_deref(),
        Some("Det kostar ingenting.")
    );
    assert_eq!(
        grupp.genomforande.metoder[1],
        ("Lek".to_owned(), String::new())
    );
    assert_eq!(grupp.narliggande, [radgivning.nr, hus.nr]);
    let Dokumentation::Dokumenteras {
        system,
        akt,
        enhet,
        steg,
    } = &grupp.dokumentation
    else {
        panic!()
    };
    assert_eq!(*akt, Some(Aktslag::VarjeForalder));
    assert_eq!(
        (enhet.as_deref(), *steg),
        (Some("Familjeenheten"), Some(Stegantal::Tre))
    );
    assert_eq!(system, &Uppgift::Oklar("Nämnden byter system.".to_owned()));

    assert_eq!(
        radgivning.genomforande.avgift.as_deref(),
        Some("Oklart om avgift tas ut.")
    );
    assert!(radgivning.silo && radgivning.villkor.is_empty());
    assert!(matches!(
        hus.dokumentation,
        Dokumentation::Undantagen { .. }
    ));
    let stangda: Vec<String> = katalog
        .stangda_dagar
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(stangda, ["2026-05-15", "2026-12-28"]);
    assert_eq!(
        katalog.hanvisningar[0].kontakt.telefon,
        Uppgift::Kand("0100-10 00 03".to_owned())
    );
}

#[test]
fn koreglerna_lases_som_de_star_och_annars_kostar_inget_nagon_platsen() {
    let katalog = las(&hel()).katalog.unwrap();
    let [grupp, radgivning, hus] = &katalog.insatser[..] else {
        panic!("{:?}", katalog.insatser.len())
    };
    assert_eq!(
        grupp.ko,
        Kopolicy {
            slag: Koslag::Omgang,
            svarstid: 7,
            svarstid_beslutad: true,
            nej: VidNej::Avsluta,
            tyst: VidTystnad::Avsluta,
            sta_kvar_hogst: Some(2),
            vila_manader: 12,
            kontaktforsok: Some(4),
            paminnelser: 0,
            bekraftas_manader: 3,
            bekraftelse: VidTystnad::Avsluta,
            kontakt: true,
            kontakt_gallras_dagar: 0,
            nytt_kodatum_vid_aterkomst: true,
            parti_hogst: 4,
        }
    );
    let standard = Kopolicy::default();
    assert_eq!(
        radgivning.ko,
        Kopolicy {
            kontakt: true,
            ..standard
        }
    );
    assert_eq!(
        hus.ko,
        Kopolicy {
            slag: Koslag::IngenKo,
            ..standard
        }
    );
    assert!(!standard.svarstid_beslutad && standard.nej == VidNej::StaKvar);
}

#[test]
fn det_kommunen_sager_om_gallring_lases_och_det_den_inte_sager_ar_oppet() {
    let hel = las(&hel()).katalog.unwrap().gallring;
    let nr = |text: &str| text.parse().unwrap();
    assert_eq!(
        hel,
        Gallringsregler {
            kommunkod: Some("1490".parse().unwrap()),
            overlamning_manader: Some(12),
            komening_dagar: 90,
            undantag: vec![
                (nr("2.1"), Undantag::Avtal),
                (nr("1"), Undantag::Placering),
                (nr("9.9"), Undantag::Placering)
            ],
        }
    );
    let inbyggd = las(inbyggd()).katalog.unwrap().gallring;
    assert_eq!(
        inbyggd,
        Gallringsregler {
            kommunkod: Some("1489".parse().unwrap()),
            ..Gallringsregler::default()
        }
    );
    assert_eq!(
        (inbyggd.overlamning_manader, inbyggd.komening_dagar),
        (None, 30)
    );
}

#[test]
fn bara_en_ren_grupp_far_omgangar_utan_att_det_star() {
    let slag = |andring: fn(String) -> String| {
        let utan_ko = hel().replace("slag = \"omgang\"\n", "");
        las(&andring(utan_ko)).katalog.unwrap().insatser[0].ko.slag
    };
    assert_eq!(slag(|text| text), Koslag::Omgang);
    assert_eq!(
        slag(|text| text.replace("form = [\"grupp\"]", "form = [\"individuellt\", \"grupp\"]")),
        Koslag::Lopande
    );
    assert_eq!(
        slag(|text| text.replace("form = [\"grupp\"]\n", "")),
        Koslag::Lopande
    );
    assert_eq!(
        slag(|text| text.replace("gruppstorlek = { minst = 6, hogst = 12 }\n", "")),
        Koslag::Lopande
    );
}

#[test]
fn den_inbyggda_katalogen_har_bara_de_koer_som_kallan_ger() {
    let katalog = las(inbyggd()).katalog.unwrap();
    let med = |slag| -> Vec<String> {
        let insatser = katalog
            .insatser
            .iter()
            .filter(|insats| insats.ko.slag == slag);
        insatser.map(|insats| insats.nr.to_string()).collect()
    };
    assert_eq!(med(Koslag::IngenKo), ["3.4.1"]);
    assert_eq!(med(Koslag::Omgang), ["3.1.10", "3.2.1", "3.2.4"]);
    for insats in &katalog.insatser {
        let slag = insats.ko.slag;
        assert_eq!(
            insats.ko,
            Kopolicy {
                slag,
                ..Kopolicy::default()
            },
            "{}",
            insats.nr
        );
    }
    assert_eq!(katalog.stangda_dagar, []);
}

#[test]
fn ett_delat_villkor_arver_det_som_inte_skrivs_om() {
    let katalog = las(&hel()).katalog.unwrap();
    let [delat, omskrivet, alder, ..] = &katalog.insatser[0].villkor[..] else {
        panic!()
    };

    assert_eq!(
        (delat.id.as_str(), delat.egen_uppgift),
        ("folkbokford", EgenUppgift::Racker)
    );
    assert_eq!(
        (omskrivet.id.as_str(), omskrivet.egen_uppgift),
        ("nagon-folkbokford", EgenUppgift::Markeras)
    );
    assert_eq!(omskrivet.text, "Någon av er ska vara folkbokförd här.");
    assert_eq!(omskrivet.underlag, delat.underlag);
    let Krav::Folkbokford { avser, kommuner } = &omskrivet.krav else {
        panic!()
    };
    assert_eq!(avser, &[Part::Person, Part::Partner]);
    assert_eq!(kommuner, &["Exempelby", "Grannköping"]);
    // Without a word of its own a villkor follows the catalogue's standard.
    assert_eq!(alder.egen_uppgift, EgenUppgift::RackerInte);
}

#[test]
fn utan_standard_ar_egen_uppgift_nagot_som_markeras() {
    let text = hel().replace("standard = \"racker-inte\"\n", "");
    let katalog = las(&text).katalog.unwrap();
    assert_eq!(
        katalog.insatser[0].villkor[2].egen_uppgift,
        EgenUppgift::Markeras
    );
}

#[test]
fn radslut_fran_windows_och_inledande_markering_flyttar_inga_platser() {
    let text = fs::read_to_string(mapp().join("varden_som_inte_gar.toml")).unwrap();
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(granska(&windows), granska(&text));
}

#[test]
fn en_fil_som_inte_ar_en_katalog_ger_fel_i_rimlig_tid() {
    for skrap in [
        "x\n".repeat(20_000),
        "[".repeat(50_000),
        "a = [\n".repeat(5_000),
        "\"\"\"\n".repeat(5_000),
    ] {
        let fore = std::time::Instant::now();
        let last = las(&skrap);
        haller(&last);
        assert!(last.katalog.is_none());
        assert!(fore.elapsed().as_secs() < 20, "{:?}", fore.elapsed());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn en_skadad_katalog_lases_utan_att_nagot_gar_sonder(
        plats in 0.0..1.0f64,
        bort in 0usize..40,
        dit in "[\\[\\]{}\"'=,.#\\\\\nåa1\u{202e}\u{1b}-]{0,6}",
    ) {
        let text = hel();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let fran = text.floor_char_boundary((plats * text.len() as f64) as usize);
        let till = text.floor_char_boundary((fran + bort).min(text.len()));
        let skadad = format!("{}{dit}{}", &text[..fran], &text[till..]);
        let last = granska(&skadad);
        haller(&last);
        if let Some(katalog) = last.katalog {
            let allt = format!("{katalog:?}");
            // Debug writes a control as an escape.
            prop_assert!(!allt.contains("\\u{"), "{}", allt);
        }
    }
}
