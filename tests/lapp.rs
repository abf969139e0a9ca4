//! The slip: what it says, what it never says, and that it is one page for everybody.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use chrono::NaiveDate;
use gemensamt::desk::Desk;
use gemensamt::hem::{Hem, nekas, utan_identitet};
use gemensamt::lucka::{CTRL_Q, ENTER, ESC, Lucka, start};
use troskel::app::Vy;
use troskel::domain::information::{InfoText, TextId, Texter};
use troskel::domain::insats::{Insats, Katalog, Uppgift};
use troskel::domain::kolapp::Kolappskod;
use troskel::information::Informationstexter;
use troskel::katalog;
use troskel::lapp::qr::Rutor;
use troskel::lapp::sida::Sida;
use troskel::lapp::{
    BREDD, Lapp, Lappslag, RADER, Vart, Visa, informationsblad, som_html, som_text,
};
use unicode_width::UnicodeWidthStr;

fn kataloger() -> Vec<Katalog> {
    let mapp = concat!(env!("CARGO_MANIFEST_DIR"), "/data/kataloger");
    let alla: Vec<Katalog> = fs::read_dir(mapp)
        .unwrap()
        .map(|post| fs::read_to_string(post.unwrap().path()).unwrap())
        .map(|text| katalog::las(&text).katalog.unwrap())
        .collect();
    assert!(alla.len() >= 2);
    alla
}

fn dag(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A code of its own for each number.
fn kod(nr: usize) -> Kolappskod {
    let nr = u8::try_from(nr).unwrap();
    Kolappskod::av_slump(&[nr % 17, nr / 17, 3, 5, 7, 11]).unwrap()
}

fn slagen(kod: Kolappskod) -> [Lappslag; 6] {
    [
        Lappslag::Kolapp(kod, dag("2026-11-22")),
        Lappslag::Mottagen(None),
        Lappslag::Mottagen(dag("2027-01-12").and_hms_opt(10, 0, 0)),
        Lappslag::Hanvisad(Vart::Ansokan),
        Lappslag::Hanvisad(Vart::Namnden),
        Lappslag::Informerad,
    ]
}

fn texter() -> Vec<InfoText> {
    let texter = Informationstexter::inbyggda();
    TextId::ALLA.map(|id| texter.text(id).clone()).to_vec()
}

fn sida(slag: Lappslag, katalog: &Katalog, insats: &Insats, visa: Visa, text: &InfoText) -> Sida {
    Lapp::ny(slag, katalog, (Some(insats), visa), text, dag("2026-11-26")).sida()
}

/// A page in every form it is written in.
fn former(sida: &Sida) -> [String; 3] {
    [som_text(sida, false), som_text(sida, true), som_html(sida)]
}

#[test]
fn ingen_kan_se_pa_lappen_vilken_insats_den_galler() {
    let (mut undantagna, mut alla) = (0, 0);
    for katalog in kataloger() {
        for text in texter() {
            for slag in 0..6 {
                let mut sedda: BTreeSet<[String; 3]> = BTreeSet::new();
                for (nr, insats) in katalog.insatser.iter().enumerate() {
                    let kod = kod(nr);
                    let sida = sida(slagen(kod)[slag], &katalog, insats, Visa::Inget, &text);
                    let former = former(&sida);
                    for form in &former {
                        assert_eq!(
                            form.matches(&kod.to_string()).count(),
                            usize::from(slag == 0),
                            "{form}"
                        );
                        // The page says that one may be anonymous for advice; the name of an insats it never says.
                        assert!(!form.contains(&insats.namn), "{}: {form}", insats.namn);
                    }
                    // Identical to the byte but for the code, whichever insats it was, exempt or not.
                    sedda.insert(former.map(|form| form.replace(&kod.to_string(), "KODEN")));
                    undantagna += usize::from(!insats.dokumentation.dokumenteras() || insats.silo);
                    alla += 1;
                }
                assert_eq!(sedda.len(), 1, "{} {slag} {:?}", katalog.kommun, text.id);
            }
        }
    }
    assert!(
        undantagna >= 15 * 24 && alla > undantagna,
        "{undantagna} {alla}"
    );
}

#[test]
fn den_som_vill_far_insatsen_pa_lappen_och_ingen_annan() {
    let text = &texter()[0];
    for katalog in kataloger() {
        for insats in &katalog.insatser {
            for slag in slagen(kod(1)) {
                let utan = sida(slag, &katalog, insats, Visa::Inget, text);
                let visa = Visa::Insatsen {
                    plats: Some(4),
                    start: Some(dag("2027-01-12")),
                };
                let med = sida(slag, &katalog, insats, visa, text);
                assert_ne!(utan, med);
                for form in former(&med) {
                    let hel = form.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(hel.contains(&insats.namn), "{form}");
                }
                assert!(
                    med.uppgifter
                        .iter()
                        .any(|fakta| fakta.varde.text().starts_with("4 ("))
                );
                let start = |sida: &Sida| {
                    let mut fakta = sida.uppgifter.iter();
                    fakta.any(|fakta| fakta.varde.text() == "12 januari 2027")
                };
                assert!(start(&med) && !start(&utan));
            }
        }
    }
}

#[test]
fn en_lapp_ar_en_sida_av_bara_bokstaver() {
    for katalog in &mut kataloger() {
        for nummer in [None, Some("0322-00 00 00")] {
            if let Some(nummer) = nummer {
                katalog.ansokan.telefon = Uppgift::Kand(nummer.to_owned());
                katalog.ansokan.adress = Some("Exempelgatan 1, 441 00 Alingsås".to_owned());
            }
            for text in texter() {
                for insats in &katalog.insatser {
                    for slag in slagen(kod(7)) {
                        let med = Visa::Insatsen {
                            plats: Some(12),
                            start: Some(dag("2027-09-12")),
                        };
                        for visa in [Visa::Inget, med] {
                            let sida = sida(slag, katalog, insats, visa, &text);
                            let ut = som_text(&sida, false);
                            assert!(ut.lines().count() <= RADER, "{ut}");
                            for rad in ut.lines() {
                                assert!(rad.width() <= BREDD && !rad.ends_with(' '), "{rad}");
                            }
                            let frammande: String = ut
                                .chars()
                                .filter(|c| !c.is_ascii_graphic() && !" \nåäöÅÄÖéÉ§–".contains(*c))
                                .collect();
                            assert_eq!(frammande, "", "{ut}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn sidan_har_sprak_en_rubrik_och_hamtar_inget() {
    for katalog in &mut kataloger() {
        katalog.ansokan.telefon = Uppgift::Kand("0322-00 00 00".to_owned());
        for text in texter() {
            let insats = &katalog.insatser[0];
            let mut sidor: Vec<Sida> = slagen(kod(2))
                .map(|slag| sida(slag, katalog, insats, Visa::Inget, &text))
                .into();
            sidor.push(informationsblad(&text, katalog));
            for sida in sidor {
                let html = som_html(&sida);
                let sprak = if text.id == TextId::Engelska {
                    "en"
                } else {
                    "sv"
                };
                assert!(html.starts_with(&format!("<!DOCTYPE html><html lang=\"{sprak}\">")));
                for (del, antal) in [("<h1>", 1), ("<main>", 1), ("<footer>", 1), ("<title>", 1)] {
                    assert_eq!(html.matches(del).count(), antal, "{del} {html}");
                }
                assert_eq!(
                    html.matches("<h2").count(),
                    html.matches("<section").count()
                );
                for frammande in [
                    "<table", "<script", "<link", "<img", "<iframe", "src=", "href=", "url(",
                    "@import", "onload", "http",
                ] {
                    assert!(!html.contains(frammande), "{frammande} {html}");
                }
                // On an English page the names of the catalogue are said to be Swedish.
                let namn = format!("<span lang=\"sv\" dir=\"auto\">{}</span>", katalog.kommun);
                assert_eq!(html.contains(&namn), sprak == "en", "{html}");
            }
        }
    }
}

/// The relative luminance of a colour (WCAG 2.2).
fn ljushet(hex: &str) -> f64 {
    let hex: String = match hex.len() {
        3 => hex.chars().flat_map(|c| [c, c]).collect(),
        _ => hex.to_owned(),
    };
    let del = |fran: usize| {
        let varde = f64::from(u8::from_str_radix(&hex[fran..fran + 2], 16).unwrap()) / 255.0;
        if varde <= 0.04045 {
            varde / 12.92
        } else {
            ((varde + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * del(0) + 0.7152 * del(2) + 0.0722 * del(4)
}

#[test]
fn varje_farg_syns_mot_papperet() {
    let katalog = &kataloger()[0];
    let html = som_html(&sida(
        Lappslag::Informerad,
        katalog,
        &katalog.insatser[0],
        Visa::Inget,
        &texter()[0],
    ));
    assert!((ljushet("767676") - 0.1812).abs() < 0.001);
    let stil = html.split("<style>").nth(1).unwrap();
    let stil = stil.split("</style>").next().unwrap();
    let farger: BTreeSet<&str> = stil
        .split("color:#")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_hexdigit()).next().unwrap())
        .collect();
    assert!(
        stil.contains("background:#fff") && farger.len() >= 2,
        "{farger:?}"
    );
    for farg in farger {
        let kontrast = 1.05 / (ljushet(farg) + 0.05);
        assert!(kontrast >= 7.0, "#{farg}: {kontrast}");
    }
}

#[test]
fn rutorna_sager_bara_det_som_star_i_katalogen() {
    for katalog in &mut kataloger() {
        assert_eq!(Rutor::av(&katalog.ansokan), None, "no number, no squares");
        let insats = katalog.insatser[0].clone();
        let slag = Lappslag::Kolapp(kod(3), dag("2026-11-22"));
        let utan = som_html(&sida(slag, katalog, &insats, Visa::Inget, &texter()[0]));
        assert!(!utan.contains("<svg"), "{utan}");

        katalog.ansokan.telefon = Uppgift::Kand("0322-00 00 00".to_owned());
        let rutor = Rutor::av(&katalog.ansokan).unwrap();
        assert_eq!(rutor.adress, "tel:+46322000000");
        let sida = sida(slag, katalog, &insats, Visa::Inget, &texter()[0]);
        // The same squares whatever the code: it is not in them.
        let i_sidan: Vec<_> = sida
            .avsnitt
            .iter()
            .filter_map(|del| del.rutor.as_ref())
            .collect();
        assert_eq!(i_sidan, [&rutor]);
        let html = som_html(&sida);
        assert!(
            html.contains("<svg role=\"img\" aria-labelledby=\"rutor\""),
            "{html}"
        );
        assert!(
            html.contains("<title id=\"rutor\">QR: 0322-00 00 00</title>"),
            "{html}"
        );
        assert!(
            html.contains("<figcaption>0322-00 00 00</figcaption>"),
            "{html}"
        );

        // Four quiet squares on every side, and the three corners that a reader looks for.
        let bredd = rutor.sida();
        for n in 0..bredd {
            for kant in (0..4).chain(bredd - 4..bredd) {
                assert!(!rutor.mork(n, kant) && !rutor.mork(kant, n));
            }
        }
        for (x, y) in [(4, 4), (bredd - 11, 4), (4, bredd - 11)] {
            for n in 0..7 {
                assert!(rutor.mork(x + n, y) && rutor.mork(x, y + n) && rutor.mork(x + n, y + 6));
            }
            assert!(!rutor.mork(x + 1, y + 1) && rutor.mork(x + 3, y + 3));
        }
        // The text and the picture are the same squares.
        let rader = rutor.som_text();
        let vag = rutor.som_vag();
        let mut ur_vagen = BTreeSet::new();
        for strip in vag.split('M').skip(1) {
            let (plats, resten) = strip.split_once('h').unwrap();
            let (x, y) = plats.split_once(' ').unwrap();
            let langd: usize = resten.split('v').next().unwrap().parse().unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            ur_vagen.extend((x..x + langd).map(|x| (x, y)));
        }
        for y in 0..bredd {
            let rad: Vec<char> = rader[y / 2].chars().collect();
            for (x, tecken) in rad.iter().enumerate() {
                let mork = matches!((tecken, y % 2), ('█', _) | ('▀', 0) | ('▄', 1));
                assert_eq!(mork, rutor.mork(x, y), "{x} {y}");
                assert_eq!(ur_vagen.contains(&(x, y)), mork, "{x} {y}");
            }
        }
        // What they say stands beside them, as text.
        let text = som_text(&sida, true);
        assert!(text.contains(&rader.last().unwrap().trim_end().to_owned()));
        assert_eq!(text.matches("0322-00 00 00").count(), 3, "{text}");
        assert!(text.lines().count() <= RADER + rader.len() + 1);
    }
}

/// Puts somebody in the queue to an insats and gives the code.
fn i_ko(hem: &Hem, nr: &str) -> String {
    let mut indata = utan_identitet(nr);
    indata["vill"] = "ko".into();
    let ut = hem.mottag(&indata);
    assert_eq!(ut.kod, 0, "{ut:?}");
    ut.json()["kolapp"].as_str().unwrap().to_owned()
}

#[test]
fn kolappen_ur_filen_sager_inte_vilken_ko() {
    let hem = Hem::nytt();
    let mut sedda = BTreeSet::new();
    // Rådgivning, rådgivning om våld, by the decision of the nämnd, and an insats that is documented.
    for nr in ["3.1.4", "3.1.5", "3.2.1", "3.4.3"] {
        let kod = i_ko(&hem, nr);
        for format in ["text", "html"] {
            let ut = hem.kor(&["lapp", "--kod", &kod.to_lowercase(), "--format", format]);
            assert_eq!(ut.kod, 0, "{ut:?}");
            assert!(ut.ut.contains(&kod), "{ut:?}");
            sedda.insert(ut.ut.replace(&kod, "KODEN"));
        }
        let ut = hem.kor(&["lapp", "--kod", &kod, "--visa-insats"]);
        let namn = hem.json(&["insats", nr])["namn"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(
            ut.ut.contains(&namn) && ut.ut.contains("Plats i kön"),
            "{ut:?}"
        );
        let json = hem.json(&["lapp", "--kod", &kod, "--text", "lattlast"]);
        assert_eq!(json["slag"], "kolapp");
        assert_eq!(json["visar_insats"], serde_json::Value::Null);
        assert_eq!(json["information"]["text"], "lattlast");
    }
    assert_eq!(sedda.len(), 2, "{sedda:#?}");
    // Who has left the queue has no place in it.
    let kod = i_ko(&hem, "3.1.4");
    assert_eq!(
        hem.kor(&["ko", "avsluta", &kod, "--orsak", "atertagen"])
            .kod,
        0
    );
    assert_eq!(hem.kor(&["lapp", "--kod", &kod]).kod, 1);
    nekas(&hem.kor(&["lapp", "--kod", "4HJ7-RM3"]), 2, "kod");
}

#[test]
fn de_andra_lapparna_behover_ingen_fil() {
    let hem = Hem::nytt();
    for (argument, ord) in [
        (&["--slag", "mottagen"][..], "Du är mottagen"),
        (&["--slag", "hanvisad"], "Här kan du ansöka"),
        (&["--slag", "informerad"], "Bra att veta"),
        (
            &["--slag", "hanvisad", "--till", "namnd"],
            "Socialnämnden i Alingsås kommun",
        ),
        (
            &["--slag", "mottagen", "--nasta", "2027-01-12 17:00"],
            "12 januari 2027 klockan 17.00",
        ),
        (
            &["--slag", "mottagen", "--nr", "3.1.4", "--visa-insats"],
            "Beroenderådgivning",
        ),
        (
            &["--slag", "informerad", "--text", "engelska"],
            "Good to know",
        ),
    ] {
        let ut = hem.kor(&[&["lapp"], argument].concat());
        assert!(ut.kod == 0 && ut.ut.contains(ord), "{ord}: {ut:?}");
        assert!(
            ut.ut.contains("2026-11-26"),
            "the version of the text: {ut:?}"
        );
    }
    assert!(!hem.databas().exists());
    for (argument, kod, mening) in [
        (&["--slag", "kolapp"][..], 2, "Slaget ska vara"),
        (&["--slag", "informerad", "--visa-insats"], 2, "--nr"),
        (&["--slag", "informerad", "--nr", "9.9.9"], 1, "9.9.9"),
        (&["--slag", "informerad", "--till", "namnd"], 2, "hör till"),
        (&["--slag", "hanvisad", "--till", "polisen"], 2, "--till"),
        (
            &["--slag", "hanvisad", "--nasta", "2027-01-12 17:00"],
            2,
            "hör till",
        ),
        (&["--slag", "mottagen", "--nasta", "på tisdag"], 2, "Tiden"),
        (
            &["--slag", "informerad", "--text", "klingon"],
            2,
            "Texten ska vara",
        ),
        (&["--slag", "informerad", "--format", "pdf"], 2, "Formatet"),
        (&["--slag", "informerad", "--skriv-ut"], 2, "Ingen skrivare"),
        (&[], 2, "saknas"),
    ] {
        nekas(&hem.kor(&[&["lapp"], argument].concat()), kod, mening);
    }
    let fil = hem.mapp().join("lapp.html");
    let argument = [
        "lapp",
        "--slag",
        "informerad",
        "--format",
        "html",
        "--ut",
        fil.to_str().unwrap(),
    ];
    assert_eq!(hem.kor(&argument).kod, 0);
    let skrivet = fs::read_to_string(&fil).unwrap();
    assert!(skrivet.starts_with("<!DOCTYPE html>") && skrivet.ends_with("</html>\n"));
    assert_eq!(
        fs::metadata(&fil).unwrap().permissions().mode() & 0o777,
        0o600
    );
    nekas(&hem.kor(&argument), 2, "finns redan");
    assert_eq!(fs::read_to_string(&fil).unwrap(), skrivet);
}

/// A print command that keeps what it is given, and its arguments.
fn skrivare(hem: &Hem, slut: i32) -> (String, std::path::PathBuf) {
    let ut = hem.mapp().join("papper");
    let program = hem.fil(
        &format!("skrivare{slut}"),
        format!(
            "#!/bin/sh\nprintf '%s|' \"$@\" > '{0}.arg'\ncat > '{0}'\nexit {slut}\n",
            ut.display()
        ),
    );
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
    (program, ut)
}

#[test]
fn utskriften_gar_genom_ett_ror_utan_skal_och_utan_fil() {
    let hem = Hem::nytt();
    let kod = i_ko(&hem, "3.1.4");
    let (program, papper) = skrivare(&hem, 0);
    let fore: BTreeSet<_> = fs::read_dir(hem.mapp())
        .unwrap()
        .map(|p| p.unwrap().path())
        .collect();
    let kommando = format!("{program} -P lucka1 $HOME;ls");
    let ut = hem.kor(&["lapp", "--kod", &kod, "--skriv-ut", "--skrivare", &kommando]);
    assert!(
        ut.kod == 0 && ut.ut.contains("skickad till skrivaren"),
        "{ut:?}"
    );
    assert!(!ut.ut.contains(&kod), "{ut:?}");
    let lappen = fs::read_to_string(&papper).unwrap();
    assert_eq!(
        lappen.trim_end(),
        hem.kor(&["lapp", "--kod", &kod]).ut.trim_end()
    );
    let argument = fs::read_to_string(papper.with_extension("arg")).unwrap();
    assert_eq!(argument, "-P|lucka1|$HOME;ls|", "no shell reads it");
    let efter: BTreeSet<_> = fs::read_dir(hem.mapp())
        .unwrap()
        .map(|p| p.unwrap().path())
        .collect();
    let nya: Vec<_> = efter.difference(&fore).cloned().collect();
    assert_eq!(nya, [papper.clone(), papper.with_extension("arg")]);

    for skrivare in [skrivare(&hem, 3).0, "/finns/inte".to_owned()] {
        let ut = hem.kor(&["lapp", "--kod", &kod, "--skriv-ut", "--skrivare", &skrivare]);
        nekas(&ut, 1, "Skrivaren tog inte emot");
    }
    let html = [
        "lapp",
        "--kod",
        &kod,
        "--skriv-ut",
        "--skrivare",
        "cat",
        "--format",
        "html",
    ];
    nekas(&hem.kor(&html), 2, "Bara text");
}

const I_KO: &str = "beroenderådgivning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>";

#[test]
fn efter_besoket_visas_lappen_pa_skarmen_och_gar_till_skrivaren() {
    let mapp = tempfile::tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck(I_KO);
    let rubrik = desk.app.dialog.as_ref().unwrap().rubrik.clone();
    let kod = desk.text_ur("SELECT kod FROM kopost");
    assert!(desk.text().contains(&kod) && desk.text().contains("lapp till personen"));
    desk.tryck("l");
    assert!(desk.app.vy == Vy::Rad && desk.app.dialog.is_none());
    assert!(
        desk.text().contains(&format!("Kod: {kod}")),
        "{}",
        desk.text()
    );
    assert_eq!(desk.utskrivet.len(), 1);
    assert!(desk.utskrivet[0].contains(&kod), "{:?}", desk.utskrivet);
    assert!(!desk.utskrivet[0].contains("Beroende") && !desk.text().contains("Lappen gäller"));
    // The page goes away, and the question is as it was: with it, what else can be done.
    desk.tryck("<Esc>");
    assert_eq!(desk.app.dialog.as_ref().unwrap().rubrik, rubrik);
    desk.tryck("v");
    assert!(
        desk.utskrivet[1].contains("Beroenderådgivning"),
        "{:?}",
        desk.utskrivet
    );
    assert!(
        desk.text().contains("Lappen gäller: Beroenderådgivning"),
        "{}",
        desk.text()
    );
    // Worried about a child: that page lies over this one, and goes back to it.
    desk.tryck("<F12><Esc>");
    assert!(desk.text().contains("Lappen gäller"), "{}", desk.text());
    desk.tryck("<Esc>j");
    assert!(desk.app.dialog.is_none() && desk.app.vy == Vy::Sok);
    assert_eq!(desk.utskrivet.len(), 2);
}

#[test]
fn den_som_bara_fragade_far_sin_lapp_efter_att_ha_raknats() {
    let mapp = tempfile::tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    let besok = |desk: &Desk| desk.tal("SELECT count(*) FROM raknat_besok");
    // Nothing was asked for yet: the first of all insatser is nobody's choice.
    desk.tryck("<F2><F6><Esc><F2>");
    assert!(desk.text().contains("Sök först"), "{}", desk.text());
    assert_eq!(besok(&desk), 0);
    // Nobody has been counted: no slip says that anybody has asked.
    desk.tryck("beroenderådgivning<F9>");
    assert!(desk.text().contains("Tryck F2 först"), "{}", desk.text());
    assert!(desk.app.dialog.is_none());
    desk.tryck("<F2>");
    assert!(desk.text().contains("F9 ger en lapp"), "{}", desk.text());
    desk.tryck("<F9>l");
    let lapp = desk.utskrivet.last().unwrap().clone();
    assert!(lapp.contains("Du har frågat om hjälp."), "{lapp}");
    assert!(!lapp.contains("Beroende") && !desk.text().contains("Beroende"));
    // The insats is on it only where the person wants it.
    desk.tryck("<Esc>v");
    assert!(desk.utskrivet[1].contains("Beroenderådgivning"));
    desk.tryck("<Esc><Esc>");
    assert!(desk.app.dialog.is_none() && desk.app.vy == Vy::Sok);
    assert_eq!(besok(&desk), 1, "en lapp är inget besök");
    // Nobody else has come: neither the slip nor what is looked at between makes it another visitor.
    desk.tryck("<F2><F9><Esc><F2><F6><Esc><F2>");
    assert_eq!(besok(&desk), 1);
    assert!(desk.text().contains("Besöket är räknat"), "{}", desk.text());
    desk.tryck("<Down><F9>");
    assert!(desk.text().contains("Tryck F2 först"), "{}", desk.text());
    assert_eq!(desk.utskrivet.len(), 2);
    desk.tryck("<F1><PgDn>");
    assert!(
        desk.text()
            .contains("F9           lapp till den som bara frågade"),
        "{}",
        desk.text()
    );
}

#[test]
fn kolappen_ges_igen_fran_posten_i_kon() {
    let mapp = tempfile::tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck(I_KO).tryck("j");
    let kod = desk.text_ur("SELECT kod FROM kopost");
    desk.tryck("beroenderådgivning<F4><Enter><Enter>l");
    assert!(
        desk.text().contains("lapp till personen"),
        "{}",
        desk.text()
    );
    desk.tryck("l");
    let lapp = desk.utskrivet[0].clone();
    assert!(lapp.contains(&kod), "{lapp}");
    for vad in ["Beroende", "Plats i kön", "Nästa grupp"] {
        assert!(!lapp.contains(vad), "{vad}: {lapp}");
    }
    desk.tryck("<Esc>v");
    let lapp = desk.utskrivet[1].clone();
    for vad in [&kod[..], "Beroenderådgivning", "Plats i kön"] {
        assert!(lapp.contains(vad), "{vad}: {lapp}");
    }
    // No group is planned.
    assert!(!lapp.contains("Nästa grupp"), "{lapp}");
    desk.tryck("<Esc><Esc>");
    assert_eq!(desk.app.vy, Vy::Ko);
    // The slip is the one that the command gives.
    let fil = mapp.path().join("troskel.db");
    let ut = std::process::Command::new(gemensamt::hem::TROSKEL)
        .args(["--prov", "--datum", "2026-11-22", "--databas"])
        .arg(&fil)
        .args(["lapp", "--kod", &kod])
        .env("HOME", mapp.path())
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(ut.stdout).unwrap().trim_end(),
        desk.utskrivet[0].trim_end()
    );
    // Whoever has left the queue has no place in it.
    desk.tryck("<F8>1j");
    let status = desk.text_ur("SELECT status FROM kopost");
    assert_eq!(status, "avslutad", "{}", desk.text());
    while desk.app.vy != Vy::Sok {
        desk.tryck("<Esc>");
    }
    desk.tryck(&format!("<Esc>{kod}<Enter>l"));
    assert!(
        desk.app.vy == Vy::Ko && desk.app.dialog.is_none(),
        "{}",
        desk.text()
    );
    assert!(desk.app.notis.is_some(), "{}", desk.text());
    assert_eq!(desk.utskrivet.len(), 2);
}

#[test]
fn nasta_grupp_star_pa_den_lapp_som_sager_insatsen() {
    let hem = Hem::nytt();
    let kod = i_ko(&hem, "3.4.3");
    for start in ["2027-03-01 17:00", "2027-01-12 17:00"] {
        hem.json(&["ko", "omgang", "3.4.3", "--start", start, "--hogst", "8"]);
    }
    let lapp = |argument: &[&str]| hem.kor(&[&["lapp", "--kod", &kod], argument].concat()).ut;
    let med = lapp(&["--visa-insats"]);
    assert!(
        med.contains("Nästa grupp börjar") && med.contains("12 januari 2027"),
        "{med}"
    );
    assert!(!lapp(&[]).contains("2027"), "{}", lapp(&[]));
    let mut desk = Desk::ny(hem.mapp());
    desk.tryck("boendecoachning<F4><Enter><Enter>lv");
    assert_eq!(desk.utskrivet[0].trim_end(), med.trim_end());
}

#[test]
fn varje_slut_har_sin_lapp_i_den_text_som_gavs() {
    for (tangenter, ord, text) in [
        (
            "boendecoachning<Enter>n<Enter>m<Enter>h<Enter>",
            "Här kan du ansöka",
            "vanlig text",
        ),
        (
            "boendecoachning<Enter>o<Enter>l<Enter>h<Enter>",
            "Det är nämnden som kan svara",
            "lättläst text",
        ),
        (
            "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>b<Enter>",
            "Bra att veta",
            "vanlig text",
        ),
        (
            "skuldrådgivning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>",
            "Du är mottagen",
            "vanlig text",
        ),
    ] {
        let mapp = tempfile::tempdir().unwrap();
        let mut desk = Desk::ny(mapp.path());
        desk.tryck(tangenter);
        assert!(
            desk.text().contains("lapp till personen"),
            "{tangenter}: {}",
            desk.text()
        );
        desk.tryck("l");
        let lappen = desk.utskrivet.concat();
        assert!(lappen.contains(ord), "{tangenter}: {lappen}");
        assert!(
            lappen.contains(&format!("Information: {text}, version 2026-11-26")),
            "{lappen}"
        );
        assert!(
            !lappen.contains("oendecoachning") && !lappen.contains("kuldr"),
            "{lappen}"
        );
        desk.tryck("<Esc><Enter>");
        assert!(desk.app.dialog.is_none());
    }
}

#[test]
fn i_terminalen_kommer_lappen_ur_skrivaren() {
    let hem = Hem::nytt();
    let (program, papper) = skrivare(&hem, 0);
    let mut lucka = Lucka::kor(start(&hem).miljo("TROSKEL_SKRIVARE", &program));
    lucka.valj("beroender", "3.1.4 Beroenderådgivning").steg(&[
        (ENTER, "[1 Villkor]"),
        ("1", "Villkoren är uppfyllda"),
        (ENTER, "[2 Information]"),
        ("m", "[x] m Muntligt"),
        (ENTER, "[3 Samtycke]"),
        ("1", "[x] 1 18 år"),
        (ENTER, "> Eget samtycke"),
        ("m", "[x] m Ja, muntligt"),
        (ENTER, "[4 Plats]"),
        ("k", "[x] k Ge kölapp"),
        (ENTER, "lapp till personen"),
        ("l", "Lappen är skickad till skrivaren."),
        (ESC, "Klart"),
    ]);
    let lappen = fs::read_to_string(&papper).unwrap();
    let kod: String = hem
        .sql()
        .query_row("SELECT kod FROM kopost", [], |rad| rad.get(0))
        .unwrap();
    assert!(
        lappen.contains(&kod) && !lappen.contains("Beroende"),
        "{lappen}"
    );
    lucka.steg(&[("j", "Sök:")]);
    lucka.skriv(CTRL_Q);
    assert_eq!(lucka.pty.vanta_slut(), 0);
}
