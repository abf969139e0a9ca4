//! The sheets for a case system: each field explained, each in its place, once; and what must never be on one.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "blad/bilder.rs"]
mod bilder;
mod gemensamt;
#[cfg(unix)]
#[path = "blad/kommando.rs"]
mod kommando;

use std::collections::BTreeSet;

use bilder::{EN_GANG, KONTAKT, PLANKONTAKT, avslutat, bild, overlamning};
use proptest::prelude::*;
use serde_json::Value;
use troskel::blad::{
    Blad, Bladval, Bladvarning, FALT, Malsystem, Plats, Postslag, av_arende, av_overlamning,
    som_json, som_text,
};
use troskel::domain::akt::avslut::Avslutsorsak;
use troskel::domain::akt::{Aktslag, Stegantal};
use troskel::domain::identitet::Kontaktuppgift;
use troskel::text;

const UTAN: Bladval = Bladval { kontakt: false };
const MED: Bladval = Bladval { kontakt: true };

fn tabellen() -> String {
    let mut rader = vec![
        "| Field | Where | What it is | Source |".to_owned(),
        "| --- | --- | --- | --- |".to_owned(),
    ];
    rader.extend(FALT.iter().map(|rad| {
        let (_, forklaring) = text::blad::falt(rad.nyckel);
        format!(
            "| `{}` | {} | {forklaring} | {} |",
            rad.nyckel,
            rad.marken(),
            rad.kalla
        )
    }));
    rader.join("\n")
}

#[test]
fn readme_forklarar_varje_falt() {
    let readme = include_str!("../README.md");
    let (_, efter) = readme.split_once("<!-- blad -->\n").expect("markören");
    let (star, _) = efter.split_once("\n<!-- /blad -->").expect("slutet");
    assert_eq!(star, tabellen(), "\n\nTabellen ska vara:\n{}", tabellen());
    let avsnitt = readme
        .split("\n## ")
        .find(|avsnitt| avsnitt.contains("<!-- blad -->"))
        .unwrap();
    // Whoever reads it has the laws and the five documents, and no list of rules.
    for id in [
        "DOK-", "TRE-", "PUL-", "SKY-", "SAM-", "INF-", "SEK-", "IUB-", "VIL-",
    ] {
        assert!(!avsnitt.contains(id), "{id}");
    }
    for dokument in ["000", "001", "004"] {
        assert!(avsnitt.contains(&format!("{dokument} = ")), "{dokument}");
    }
}

/// `14 kap. 3 § SoL` or `15 § SoLPuF`.
fn ar_lagrum(kalla: &str) -> bool {
    let Some((paragraf, lag)) = kalla.split_once(" § ") else {
        return false;
    };
    let tal = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let nummer = match paragraf.split_once(" kap. ") {
        Some((kapitel, paragraf)) => tal(kapitel) && tal(paragraf),
        None => tal(paragraf),
    };
    nummer && ["SoL", "SoLPuL", "SoLPuF", "OSL"].contains(&lag)
}

#[test]
fn varje_falt_har_ord_och_kalla_och_gar_nagonstans() {
    let nycklar: Vec<&str> = FALT.iter().map(|rad| rad.nyckel).collect();
    let ord: Vec<&str> = text::blad::FALT
        .iter()
        .map(|(nyckel, ..)| *nyckel)
        .collect();
    assert_eq!(nycklar, ord);
    assert_eq!(
        nycklar.iter().collect::<BTreeSet<_>>().len(),
        nycklar.len(),
        "två fält med samma nyckel"
    );
    for rad in FALT {
        let (etikett, forklaring) = text::blad::falt(rad.nyckel);
        assert!(!etikett.is_empty(), "{}", rad.nyckel);
        assert!(
            forklaring.ends_with('.') && forklaring.chars().count() <= 72,
            "{forklaring}"
        );
        assert!(!rad.marken().is_empty(), "{} går ingenstans", rad.nyckel);
        for kalla in rad.kalla.split(", ") {
            let dokument = ["000", "001", "002", "003", "004"].contains(&kalla);
            assert!(dokument || ar_lagrum(kalla), "{}: {kalla}", rad.nyckel);
        }
    }
}

#[test]
fn katalogens_ord_ger_systemet() {
    for (ord, system) in [
        (Some("Lifecare IFO"), Malsystem::Lifecare),
        (Some("UNGDOK"), Malsystem::Ungdok),
        (Some("Treserva"), Malsystem::Treserva),
        (Some("Procapita"), Malsystem::Annat),
        (Some(""), Malsystem::Annat),
        (None, Malsystem::Annat),
    ] {
        assert_eq!(Malsystem::av_katalogen(ord), system, "{ord:?}");
    }
    for system in Malsystem::ALLA {
        assert_eq!(Malsystem::fran_kod(system.kod()), Some(system));
    }
}

/// The codes of the places, each once, in their order.
fn platser(blad: &Blad) -> Vec<&'static str> {
    let mut platser: Vec<&str> = blad.delar.iter().map(|del| del.plats.kod()).collect();
    platser.dedup();
    platser
}

/// In which place a field stands.
fn star_i(blad: &Blad, nyckel: &str) -> Vec<&'static str> {
    blad.delar
        .iter()
        .filter(|del| del.falt.iter().any(|falt| falt.nyckel == nyckel))
        .map(|del| del.plats.kod())
        .collect()
}

fn treserva(antal: Stegantal) -> Blad {
    av_arende(&bild(antal), Malsystem::Treserva, UTAN)
}

#[test]
fn treserva_far_just_de_steg_som_anvands_i_ordning() {
    let steg = ["steg_1", "steg_2", "steg_3", "steg_4", "steg_5"];
    for (antal, insats, anteckningar) in [
        (Stegantal::Tva, "steg_2", "steg_2"),
        (Stegantal::Tre, "steg_3", "steg_2"),
        (Stegantal::Fem, "steg_4", "steg_5"),
    ] {
        let blad = treserva(antal);
        assert_eq!(platser(&blad), steg[..usize::from(antal.antal())]);
        assert_eq!(star_i(&blad, "namn"), ["steg_1"]);
        assert_eq!(star_i(&blad, "arendenummer"), ["steg_2"]);
        assert_eq!(star_i(&blad, "insats"), [insats]);
        assert_eq!(star_i(&blad, "anteckning_text"), [anteckningar; 3]);
        let registrering: &[&str] = match antal {
            Stegantal::Tva => &[],
            Stegantal::Tre | Stegantal::Fem => &["steg_3"],
        };
        assert_eq!(star_i(&blad, "registrering"), registrering);
    }
    let tre = som_text(&treserva(Stegantal::Tre)).join("\n");
    assert!(tre.contains("Registrering: Tills vidare, från 2026-11-03"));
}

#[test]
fn ett_steg_utan_uppgifter_syns_anda() {
    let mut tom = bild(Stegantal::Fem);
    tom.journal.clear();
    tom.planer.clear();
    tom.samtycken.clear();
    tom.uppfoljningar.clear();
    tom.rad.nasta_uppfoljning = None;
    let blad = av_arende(&tom, Malsystem::Treserva, UTAN);
    assert_eq!(platser(&blad).last(), Some(&"steg_5"));
    let rader = som_text(&blad);
    assert_eq!(
        rader[rader.len() - 2..],
        [
            "5 Genomföra och dokumentera insats",
            "  Inget att föra in än."
        ]
    );
    // With notes the step is not empty, though it has no field of its own.
    tom.journal = bild(Stegantal::Fem).journal;
    let rader = som_text(&av_arende(&tom, Malsystem::Treserva, UTAN));
    assert!(!rader.iter().any(|rad| rad.contains("Inget att föra in")));
}

#[test]
fn en_anteckning_star_under_sitt_steg() {
    let rader = som_text(&treserva(Stegantal::Fem));
    let borjar = rader
        .iter()
        .position(|rad| rad == "5 · Anteckning 2")
        .unwrap();
    assert_eq!(
        rader[borjar - 1..borjar + 7],
        [
            "",
            "5 · Anteckning 2",
            "  Slag: Rättelse av anteckning 1",
            "  Vad det gäller: sak nummer 2",
            "  När det hände: 2026-11-10 09:15",
            "  Varifrån uppgiften kommer: personen",
            "  Anteckning: text i anteckning två",
            &format!(
                "  Skriven av: Bo Prov, boendecoach, {}",
                text::ko::tid(bilder::tid(11, 10))
            ),
        ]
    );
}

#[test]
fn lifecare_far_en_aktualisering_med_bilaga() {
    for system in [Malsystem::Lifecare, Malsystem::Annat] {
        let blad = av_arende(&bild(Stegantal::Tva), system, UTAN);
        assert_eq!(platser(&blad), ["aktualisering", "bilaga"]);
        let nycklar: Vec<&str> = blad.delar[0].falt.iter().map(|f| f.nyckel).collect();
        assert_eq!(
            nycklar,
            [
                "namn",
                "personnummer",
                "mottagen",
                "typ",
                "fran",
                "orsak",
                "enhet",
                "status",
                "bilaga"
            ]
        );
        let rader = som_text(&blad).join("\n");
        for rad in [
            "  Orsak: 3.4.3 Boendecoachning",
            "  Arbetsläge: Pågår",
            "  Bilaga: uppgifter från mottagningen, 1 insatsplan, 3 anteckningar, 2 uppföljningar",
            "  Slag: Rättelse av anteckning 1",
            "  Slag: Kopia ur den andra förälderns akt, med samtycke",
        ] {
            assert!(rader.contains(rad), "{rad}\n{rader}");
        }
    }
}

#[test]
fn ungdok_far_person_dagar_insats_och_slut_och_inget_mer() {
    let blad = av_arende(&avslutat(Avslutsorsak::TidenSlut), Malsystem::Ungdok, UTAN);
    let nycklar: Vec<&str> = blad.falt().map(|falt| falt.nyckel).collect();
    assert_eq!(
        nycklar,
        [
            "namn",
            "personnummer",
            "mottagen",
            "oppnad",
            "enhet",
            "insats",
            "avslut_dag",
            "avslut_orsak"
        ]
    );
    let med = av_arende(&avslutat(Avslutsorsak::TidenSlut), Malsystem::Ungdok, MED);
    let rader = som_text(&med).join("\n");
    for fritt in EN_GANG.into_iter().chain([PLANKONTAKT]) {
        assert!(!rader.contains(fritt), "{fritt}");
    }
}

#[test]
fn en_overlamning_blir_en_aktualisering() {
    let treserva = av_overlamning(&overlamning(), Malsystem::Treserva, UTAN);
    assert_eq!(platser(&treserva), ["steg_1"]);
    let rader = som_text(&treserva).join("\n");
    for rad in [
        "  Från vem: Besök i mottagningen (Receptionen), mottagen av anna",
        "  Samtycke till insatsen: muntligt",
        "  Information om rätten att ansöka: muntligt, svenska, vanlig text, version 3",
    ] {
        assert!(rader.contains(rad), "{rad}\n{rader}");
    }
    let lifecare = av_overlamning(&overlamning(), Malsystem::Lifecare, UTAN);
    assert_eq!(platser(&lifecare), ["aktualisering", "bilaga"]);
    // What is not known is not there, rather than empty.
    for nyckel in ["enhet", "arendenummer", "vardnadshavare"] {
        assert!(star_i(&lifecare, nyckel).is_empty(), "{nyckel}");
    }
}

#[test]
fn inget_star_tva_ganger() {
    for (bild, system) in [
        (bild(Stegantal::Tva), Malsystem::Treserva),
        (bild(Stegantal::Tre), Malsystem::Treserva),
        (bild(Stegantal::Fem), Malsystem::Treserva),
        (bild(Stegantal::Fem), Malsystem::Lifecare),
        (avslutat(Avslutsorsak::MaletNatt), Malsystem::Treserva),
        (avslutat(Avslutsorsak::MaletNatt), Malsystem::Lifecare),
    ] {
        let blad = av_arende(&bild, system, MED);
        let mut sedda = BTreeSet::new();
        for del in &blad.delar {
            for falt in &del.falt {
                let post = del.post.map(|(slag, nr)| (slag.kod(), nr));
                assert!(sedda.insert((post, falt.nyckel)), "{}", falt.nyckel);
            }
        }
        let rader = som_text(&blad).join("\n");
        for text in EN_GANG.into_iter().chain(KONTAKT).chain([PLANKONTAKT]) {
            assert_eq!(rader.matches(text).count(), 1, "{text}\n{rader}");
        }
    }
}

#[test]
fn den_sista_uppfoljningen_ar_avslutet_och_inget_annat() {
    let blad = av_arende(
        &avslutat(Avslutsorsak::PersonenVillSluta),
        Malsystem::Treserva,
        UTAN,
    );
    let slag: Vec<Postslag> = blad
        .delar
        .iter()
        .filter_map(|del| del.post)
        .map(|(slag, _)| slag)
        .collect();
    assert_eq!(slag.last(), Some(&Postslag::Avslut));
    let antal = |sokt| slag.iter().filter(|slag| **slag == sokt).count();
    assert_eq!(
        (antal(Postslag::Uppfoljning), antal(Postslag::Avslut)),
        (1, 1)
    );
    let orsak = blad.falt().find(|falt| falt.nyckel == "avslut_orsak");
    assert!(orsak.unwrap().varde.ends_with("(i förtid)"));
}

#[test]
fn den_andra_foralderns_nummer_foljer_aldrig_med() {
    for system in Malsystem::ALLA {
        let blad = av_arende(&bild(Stegantal::Fem), system, MED);
        assert!(!som_text(&blad).join("\n").contains("2026-00099"));
        assert!(!som_json(&blad).to_string().contains("2026-00099"));
    }
}

#[test]
fn bara_planen_som_galler_ar_med_och_tva_om_ingen_fort_dem_samman() {
    let mut tva = bild(Stegantal::Fem);
    let blad = av_arende(&tva, Malsystem::Treserva, UTAN);
    let planer = |blad: &Blad| -> Vec<u32> {
        let poster = blad.delar.iter().filter_map(|del| del.post);
        poster
            .filter(|(slag, _)| *slag == Postslag::Plan)
            .map(|(_, nr)| nr)
            .collect()
    };
    assert_eq!(planer(&blad), [2]);
    assert!(!blad.varningar.contains(&Bladvarning::FleraPlaner));
    tva.planer[1].led.bygger_pa = None;
    let blad = av_arende(&tva, Malsystem::Treserva, UTAN);
    assert_eq!(planer(&blad), [1, 2]);
    assert!(blad.varningar.contains(&Bladvarning::FleraPlaner));
}

#[test]
fn kontaktuppgifter_star_sist_bara_pa_begaran_och_med_varning() {
    for system in Malsystem::ALLA {
        let utan = av_arende(&bild(Stegantal::Tre), system, UTAN);
        let med = av_arende(&bild(Stegantal::Tre), system, MED);
        assert_eq!(utan.varningar, [Bladvarning::KontaktUtelamnad]);
        assert!(utan.falt().all(|falt| falt.varning.is_none()));
        let rader = som_text(&utan).join("\n");
        for uppgift in KONTAKT.into_iter().chain([PLANKONTAKT]) {
            assert!(!rader.contains(uppgift), "{uppgift}");
        }
        assert!(med.varningar.is_empty());
        let (sista, resten) = med.delar.split_last().unwrap();
        assert_eq!(sista.plats, Plats::Kontakt);
        assert_eq!(resten, utan.delar);
        assert!(
            sista
                .falt
                .iter()
                .all(|falt| falt.varning == Some(Bladvarning::SynsForAndra))
        );
        let rader = som_text(&med).join("\n");
        assert_eq!(rader.matches("Syns för andra enheter").count(), 1);
    }
    let mut ingen = overlamning();
    ingen.kontakt = Kontaktuppgift::default();
    assert!(
        av_overlamning(&ingen, Malsystem::Treserva, UTAN)
            .varningar
            .is_empty()
    );
}

#[test]
fn text_utifran_kan_inte_se_ut_som_ett_falt() {
    let mut ond = bild(Stegantal::Fem);
    ond.journal[0].text = "rad ett\nTelefon: 070\u{1b}]52;c;QQ==\u{7}".to_owned();
    let blad = av_arende(&ond, Malsystem::Treserva, UTAN);
    let rader = som_text(&blad);
    assert!(rader.contains(&"    rad ett".to_owned()));
    assert!(
        rader
            .iter()
            .all(|rad| !rad.starts_with("  Telefon") && !rad.contains('\u{1b}'))
    );
    assert!(blad.falt().all(|falt| troskel::rena::ar_ren(&falt.varde)));
}

#[test]
fn ett_for_langt_falt_kopieras_inte_halvt() {
    let mut lang = bild(Stegantal::Fem);
    lang.journal[0].text = "å".repeat(60_000);
    let blad = av_arende(&lang, Malsystem::Treserva, UTAN);
    let ryms: Vec<bool> = blad
        .falt()
        .filter(|falt| falt.nyckel == "anteckning_text")
        .map(troskel::blad::Bladfalt::ryms_i_urklipp)
        .collect();
    assert_eq!(ryms, [false, true, true]);
}

#[test]
fn felutskrifter_visar_inget_om_personen() {
    let debug = format!(
        "{:?}",
        av_arende(&bild(Stegantal::Fem), Malsystem::Lifecare, MED)
    );
    assert!(debug.contains("namn"));
    for text in EN_GANG
        .into_iter()
        .chain(KONTAKT)
        .chain(["Övning", "19701063"])
    {
        assert!(!debug.contains(text), "{debug}");
    }
}

/// A code, and the key of the field that it is about.
type Varning = (String, Option<String>);

/// What a reader of the JSON finds: system, warnings, and place, record, key and value of each field.
fn last(json: &str) -> (String, Vec<Varning>, Vec<[String; 4]>) {
    let json: Value = serde_json::from_str(json).unwrap();
    let text = |varde: &Value| varde.as_str().map(str::to_owned);
    let varningar = json["varningar"].as_array().unwrap().iter();
    let varningar = varningar
        .map(|v| (text(&v["kod"]).unwrap(), text(&v["falt"])))
        .collect();
    let mut falt = Vec::new();
    for del in json["delar"].as_array().unwrap() {
        for (nyckel, varde) in del["falt"].as_object().unwrap() {
            falt.push([
                text(&del["del"]).unwrap(),
                format!("{}{}", del["post"], del["nr"]),
                nyckel.clone(),
                text(varde).unwrap(),
            ]);
        }
    }
    (text(&json["system"]).unwrap(), varningar, falt)
}

#[test]
fn json_bar_hela_bladet_i_ordning() {
    for system in Malsystem::ALLA {
        for val in [UTAN, MED] {
            let blad = av_arende(&avslutat(Avslutsorsak::MaletNatt), system, val);
            let (kod, varningar, falt) = last(&som_json(&blad).to_string());
            assert_eq!(kod, system.kod());
            let mut ratt = Vec::new();
            for del in &blad.delar {
                let post = del.post.map_or("nullnull".to_owned(), |(slag, nr)| {
                    format!("\"{}\"{nr}", slag.kod())
                });
                ratt.extend(del.falt.iter().map(|falt| {
                    [
                        del.plats.kod().to_owned(),
                        post.clone(),
                        falt.nyckel.to_owned(),
                        falt.varde.clone(),
                    ]
                }));
            }
            assert_eq!(falt, ratt);
            let om_bladet = blad.varningar.iter().map(|v| (v.kod().to_owned(), None));
            let om_falt = blad.falt().filter_map(|falt| {
                let kod = falt.varning?.kod().to_owned();
                Some((kod, Some(falt.nyckel.to_owned())))
            });
            assert_eq!(varningar, om_bladet.chain(om_falt).collect::<Vec<_>>());
        }
    }
}

#[test]
fn inget_blad_talar_om_myndighetsutovning() {
    let mut texter: Vec<String> = text::blad::FALT
        .iter()
        .map(|(_, etikett, forklaring)| format!("{etikett} {forklaring}"))
        .collect();
    for orsak in Avslutsorsak::ALLA {
        for slag in Aktslag::ALLA {
            for antal in Stegantal::ALLA {
                for system in Malsystem::ALLA {
                    let mut bild = avslutat(orsak);
                    bild.aktslag = slag;
                    bild.rad.steg.1 = antal;
                    bild.sekretessmarkering = antal == Stegantal::Fem;
                    let blad = av_arende(&bild, system, MED);
                    texter.extend(som_text(&blad));
                    texter.push(som_json(&blad).to_string());
                }
            }
        }
    }
    for text in texter {
        for stam in ["avslag", "avslå", "bevilj", "överklag", "myndighetsbeslut"] {
            assert!(!text.to_lowercase().contains(stam), "{stam}: {text}");
        }
    }
}

fn system() -> impl Strategy<Value = Malsystem> {
    proptest::sample::select(Malsystem::ALLA.to_vec())
}

fn antal() -> impl Strategy<Value = Stegantal> {
    proptest::sample::select(Stegantal::ALLA.to_vec())
}

/// Contact data that cannot stand there by chance; a piece may be missing.
fn uppgift() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "q[xyz]{6,12}@[0-9]{5}"]
}

proptest! {
    #[test]
    fn sekretess_slapper_aldrig_ut_kontaktuppgifter(
        uppgifter in [uppgift(), uppgift(), uppgift()],
        i_planen in "q[xyz]{6,12}@[0-9]{5}",
        system in system(),
        antal in antal(),
        kontakt in any::<bool>(),
        avslutad in any::<bool>(),
    ) {
        let mut bild = if avslutad { avslutat(Avslutsorsak::Flyttat) } else { bild(antal) };
        bild.rad.steg.1 = antal;
        bild.sekretessmarkering = true;
        let [telefon, epost, adress] = uppgifter.clone();
        bild.kontakt = Kontaktuppgift { telefon, epost, adress };
        bild.planer.iter_mut().for_each(|plan| plan.text = bilder::plantext(&i_planen, "mål"));
        let mut hel = overlamning();
        hel.sekretessmarkering = true;
        hel.kontakt = bild.kontakt.clone();
        for blad in [
            av_arende(&bild, system, Bladval { kontakt }),
            av_overlamning(&hel, system, Bladval { kontakt }),
        ] {
            prop_assert_eq!(blad.varningar.first(), Some(&Bladvarning::Sekretess));
            prop_assert!(!blad.varningar.contains(&Bladvarning::KontaktUtelamnad));
            let (text, json) = (som_text(&blad), som_json(&blad).to_string());
            prop_assert!(text[1].starts_with("OBS: Personen har sekretessmarkering."));
            for uppgift in uppgifter.iter().chain([&i_planen]).filter(|u| !u.is_empty()) {
                prop_assert!(!json.contains(uppgift), "{}", json);
                prop_assert!(!text.join("\n").contains(uppgift));
            }
            for rad in FALT.iter().filter(|rad| rad.kontakt) {
                prop_assert!(blad.falt().all(|falt| falt.nyckel != rad.nyckel));
            }
        }
    }

    #[test]
    fn utan_val_kommer_inga_kontaktuppgifter_och_med_val_alla(
        uppgifter in ["q[xyz]{6,12}@1", "q[xyz]{6,12}@2", "q[xyz]{6,12}@3"],
        system in system(),
        antal in antal(),
    ) {
        let mut bild = bild(antal);
        let [telefon, epost, adress] = uppgifter.clone();
        bild.kontakt = Kontaktuppgift { telefon, epost, adress };
        let rader = |val| som_text(&av_arende(&bild, system, val)).join("\n");
        for uppgift in &uppgifter {
            prop_assert!(!rader(UTAN).contains(uppgift));
            prop_assert_eq!(rader(MED).matches(uppgift.as_str()).count(), 1);
        }
    }
}
