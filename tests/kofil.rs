//! An old list in: every way to write a good one, and every fault of a bad one by row and column.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod prov;

#[path = "gemensamt/kolista.rs"]
mod kolista;

use std::fmt::Write;

use chrono::Duration;
use kolista::{las_fil, nu, utc};
use proptest::prelude::*;
use troskel::domain::ko::fil::Importhinder as H;
use troskel::domain::ko::fil::Importkolumn as K;
use troskel::domain::ko::fil::{Importfel, Importrad};
use troskel::domain::ko::kontakt::Kontaktsatt;
use troskel::domain::tid::Aldersband;
use troskel::kofil::las::HOGST;
use troskel::text::kofil::importfel;

/// The faults as row, column and what.
fn fel(fil: &str, insats: Option<&str>) -> Vec<(usize, Option<usize>, H)> {
    let fel = las_fil(fil.as_bytes(), insats).unwrap_err();
    fel.iter()
        .map(|fel| (fel.rad, fel.kolumn, fel.vad))
        .collect()
}

const HEL: &str = "\
Insats;Ködatum;Namn;Kontaktsätt;Kontakt;Valt av;Parti;Band;Språk;Tidigast;Veckodagar\r\n\
1.1;2025-03-04 09:15;Åsa Öberg;sms;070-123 45 67;;2;25-44;SV;2026-01-07;mån,Tis ons\r\n\
\r\n\
1.3;04/03/2025;\"Kim; Ängby\";E-post;kim@exempel.se;personen;;15–17;ar;;\r\n\
;;;;;;;;;;\r\n\
1.4;20250305;;;;;;;;;lördag/sö\r\n";

fn ar_hela_listan(rader: &[Importrad]) {
    let [asa, kim, okand] = rader else {
        panic!("{} rows", rader.len());
    };
    assert_eq!((asa.rad, kim.rad, okand.rad), (2, 4, 6));
    assert_eq!(asa.kodatum, utc("2025-03-04 07:15"));
    assert_eq!(kim.kodatum, utc("2025-03-03 22:00"));
    assert_eq!(okand.kodatum, utc("2025-03-04 22:00"));
    let asas = asa.kontakt.as_ref().unwrap();
    assert_eq!(asas.avsloja_namn(), "Åsa Öberg");
    assert_eq!(asas.avsloja_varde(), "070-123 45 67");
    assert_eq!((asas.satt(), asas.sjalv()), (Kontaktsatt::Sms, true));
    let kims = kim.kontakt.as_ref().unwrap();
    assert_eq!(kims.avsloja_namn(), "Kim; Ängby");
    assert_eq!((kims.satt(), kims.sjalv()), (Kontaktsatt::Epost, true));
    assert_eq!(okand.kontakt, None);
    assert_eq!(asa.uppgifter.parti, 2);
    assert_eq!(asa.uppgifter.band, Some(Aldersband::Fran25Till44));
    assert_eq!(asa.uppgifter.sprak.as_deref(), Some("sv"));
    assert_eq!(asa.uppgifter.tidigast, Some("2026-01-07".parse().unwrap()));
    assert_eq!(asa.uppgifter.veckodagar.unwrap().mask(), 0b000_0111);
    assert_eq!(kim.uppgifter.band, Some(Aldersband::Fran15Till17));
    assert_eq!(okand.uppgifter.parti, 1);
    assert_eq!(okand.uppgifter.veckodagar.unwrap().mask(), 0b110_0000);
}

#[test]
fn samma_lista_i_varje_teckenkodning_och_radslut_ar_samma_lista() {
    let (windows, _, trasig) = encoding_rs::WINDOWS_1252.encode(HEL);
    assert!(!trasig && std::str::from_utf8(&windows).is_err());
    let utf16: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(HEL.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for fil in [
        HEL.as_bytes().to_vec(),
        format!("\u{feff}{HEL}").into_bytes(),
        windows.into_owned(),
        utf16,
        HEL.replace("\r\n", "\n").into_bytes(),
        HEL.replace("\r\n", "\r").into_bytes(),
        HEL.trim_end().as_bytes().to_vec(),
        // Marks written apart from their letters, as some systems do.
        HEL.replace('ö', "o\u{308}")
            .replace('Å', "A\u{30a}")
            .into_bytes(),
    ] {
        ar_hela_listan(&las_fil(&fil, None).unwrap());
    }
    let med_avskiljare = las_fil(format!("sep=;\r\n{HEL}").as_bytes(), None).unwrap();
    assert_eq!(med_avskiljare[0].rad, 3);
}

#[test]
fn bara_kodatum_behovs_nar_insatsen_sags_for_hela_filen() {
    let rader = las_fil(b"KODATUM\n2025-03-04\n2025-03-05T08:00\n", Some("1.2")).unwrap();
    assert_eq!(rader.len(), 2);
    assert!(rader.iter().all(|rad| rad.insats == "1.2".parse().unwrap()));
    let blandad = las_fil(
        b"kodatum;insats\n2025-03-04;\n2025-03-04;1.1\n",
        Some("1.2"),
    )
    .unwrap();
    assert_eq!(blandad[0].insats, "1.2".parse().unwrap());
    assert_eq!(blandad[1].insats, "1.1".parse().unwrap());
}

#[test]
fn rader_av_samma_dag_behaller_filens_ordning() {
    let mut fil = "kodatum\n2025-03-05\n".to_owned();
    fil.push_str(&"2025-03-04\n".repeat(3));
    fil.push_str("2025-03-05\n2025-03-04\n");
    let rader = las_fil(fil.as_bytes(), Some("1.1")).unwrap();
    let dag = |d: &str| utc(&format!("{d} 22:00"));
    let ms = Duration::milliseconds;
    let tider: Vec<_> = rader.iter().map(|rad| rad.kodatum).collect();
    let (fjarde, femte) = (dag("2025-03-03"), dag("2025-03-04"));
    assert_eq!(
        tider,
        [
            femte,
            fjarde,
            fjarde + ms(1),
            fjarde + ms(2),
            femte + ms(1),
            fjarde + ms(3)
        ]
    );
    assert_eq!(
        rader.iter().map(|rad| rad.rad).collect::<Vec<_>>(),
        [2, 3, 4, 5, 6, 7]
    );
}

#[test]
fn millisekunderna_gar_aldrig_forbi_nu_eller_nasta_tid_i_filen() {
    let mut fil = "kodatum\n".to_owned();
    fil.push_str(&"2025-11-22 14:00\n".repeat(3));
    fil.push_str(&"2025-03-04 09:15\n".repeat(60_005));
    fil.push_str("2025-03-04 09:16\n");
    let rader = las_fil(fil.as_bytes(), Some("1.1")).unwrap();
    assert!(rader[..3].iter().all(|rad| rad.kodatum == nu()));
    let nasta = rader.last().unwrap().kodatum;
    assert_eq!(nasta, utc("2025-03-04 07:16"));
    assert!(rader[3..60_008].is_sorted_by_key(|rad| rad.kodatum));
    assert!(rader[60_007].kodatum < nasta);
}

#[test]
fn fel_i_rubrikerna_pekas_ut_en_gang() {
    for (fil, insats, vad) in [
        ("", None, (1, None, H::Tom)),
        ("\n \n", None, (1, None, H::Tom)),
        ("\ninsats;kodatum\n;\n", None, (2, None, H::Tom)),
        ("PK\u{3}\u{4}\u{0}skrap", None, (1, None, H::InteText)),
        (
            "insats,kodatum\n1.1,2025-03-04\n",
            None,
            (1, None, H::Avskiljare),
        ),
        (
            "insats\tkodatum\n1.1\t2025-03-04\n",
            None,
            (1, None, H::Avskiljare),
        ),
        ("kodatum\n2025-03-04\n", None, (1, None, H::KolumnSaknas)),
        ("namn;insats\n;1.1\n", None, (1, None, H::KolumnSaknas)),
        ("Datum;Person\n;\n", None, (1, None, H::RubrikerSaknas)),
        (
            "kodatum\n2025-03-04\n",
            Some("7.7"),
            (1, None, H::OkandInsats),
        ),
        ("kodatum\n2025-03-04\n", Some("1.5"), (1, None, H::IngenKo)),
        (
            "kodatum;ködatum\n2025-03-04;\n",
            Some("1.1"),
            (1, Some(2), H::DubbelKolumn(1)),
        ),
        (
            "kodatum;Anm\n2025-03-04;x\n",
            Some("1.1"),
            (1, Some(2), H::OkandKolumn),
        ),
    ] {
        assert_eq!(fel(fil, insats), [vad], "{fil}");
    }
}

#[test]
fn en_lista_utan_rubriker_lases_inte_och_personen_i_forsta_raden_upprepas_inte() {
    let fil = "1.1;2025-03-04;Kim Hemlig\n1.1;2025-03-05;Lo Hemlig\n";
    let fel = las_fil(fil.as_bytes(), None).unwrap_err();
    assert_eq!(fel.len(), 1);
    assert_eq!((fel[0].rad, fel[0].vad), (1, H::RubrikerSaknas));
    for fel in fel {
        let text = format!("{fel:?} {}", importfel(&fel));
        assert!(!text.contains("Hemlig") && !text.contains("Kim"), "{text}");
    }
}

#[test]
fn ett_datum_som_bara_nastan_ar_ett_ar_inget() {
    for skrivet in [
        "2025-02-29",
        "25-03-04",
        "2025-13-01",
        "04-03-2025",
        "2025/03/04",
        "4/3/25",
        "45720",
        "2025-03-04 24:00",
        "2025-03-04 9",
        "2025-03-04 i gar",
        "2025-03-30 02:30",
        "+2025-03-04",
        "2025-03-04T",
        "i mars",
        "-2025-03-04",
        "202503044",
        "2025-03-04Z",
    ] {
        let fil = format!("kodatum\n{skrivet}\n");
        assert_eq!(
            fel(&fil, Some("1.1")),
            [(2, Some(1), H::Datum)],
            "{skrivet}"
        );
    }
    for (skrivet, vad) in [
        ("2025-11-22 14:01", H::IFramtiden),
        ("2026-01-01", H::IFramtiden),
        ("1989-12-31", H::ForeNittio),
        ("0025-03-04", H::ForeNittio),
    ] {
        let fil = format!("kodatum\n{skrivet}\n");
        assert_eq!(fel(&fil, Some("1.1")), [(2, Some(1), vad)], "{skrivet}");
    }
    for skrivet in [
        "2025-11-22 14:00",
        "1990-01-01",
        "2025-03-30 03:00",
        "2025-03-04 09:15:30",
    ] {
        let fil = format!("kodatum\n{skrivet}\n");
        assert_eq!(
            las_fil(fil.as_bytes(), Some("1.1")).unwrap().len(),
            1,
            "{skrivet}"
        );
    }
}

#[test]
fn fler_an_hundra_tusen_rader_tas_inte_pa_en_gang() {
    let hel = format!("kodatum\n{}", "2025-03-04\n".repeat(HOGST));
    assert_eq!(las_fil(hel.as_bytes(), Some("1.1")).unwrap().len(), HOGST);
    let for_lang = format!("{hel}2025-03-05\n");
    assert_eq!(
        fel(&for_lang, Some("1.1")),
        [(HOGST + 2, None, H::ForManga(HOGST))]
    );
}

#[test]
fn ett_citattecken_som_aldrig_slutar_sluker_inte_listan_tyst() {
    let fil = "kodatum;sprak\n2025-03-04;sv\n2025-03-05;\"sv\n2025-03-06;sv\n2025-03-07;sv\n";
    assert_eq!(fel(fil, Some("1.1")), [(3, Some(2), H::Styrtecken)]);
}

#[test]
fn bara_den_vuxne_och_den_som_sagt_det_har_valt_sjalv() {
    for (band, valt, sjalv) in [
        ("", "", false),
        ("0-14", "", false),
        ("0-14", "Vårdnadshavare", false),
        ("15-17", "personen", true),
        ("18-24", "", true),
        ("65+", "", true),
        ("", "personen", true),
    ] {
        let fil = format!(
            "kodatum;namn;kontaktsatt;kontakt;band;valt_av\n2025-03-04;Kim;sms;0701234567;{band};{valt}\n"
        );
        let rader = las_fil(fil.as_bytes(), Some("1.1")).unwrap();
        assert_eq!(
            rader[0].kontakt.as_ref().unwrap().sjalv(),
            sjalv,
            "{band} {valt}"
        );
    }
}

/// One way to spoil a good row: cells to write over, and the faults that come of it, by column.
type Skada = (&'static [(K, &'static str)], &'static [(K, H)]);

/// Every fault that a row can have; the last cells of a row are its neighbour's business.
const SKADOR: [Skada; 37] = [
    (&[], &[]),
    (&[(K::Kodatum, "i fjol")], &[(K::Kodatum, H::Datum)]),
    (&[(K::Kodatum, "")], &[(K::Kodatum, H::Tomt)]),
    (
        &[(K::Kodatum, "2025-12-24")],
        &[(K::Kodatum, H::IFramtiden)],
    ),
    (
        &[(K::Kodatum, "1925-03-04")],
        &[(K::Kodatum, H::ForeNittio)],
    ),
    (&[(K::Insats, "")], &[(K::Insats, H::Tomt)]),
    (&[(K::Insats, "3,1")], &[(K::Insats, H::Insatsnummer)]),
    (&[(K::Insats, "9.9")], &[(K::Insats, H::OkandInsats)]),
    (&[(K::Insats, "1.5")], &[(K::Insats, H::IngenKo)]),
    (&[(K::Parti, "0")], &[(K::Parti, H::Parti(20))]),
    (&[(K::Parti, "21")], &[(K::Parti, H::Parti(20))]),
    (&[(K::Parti, "två")], &[(K::Parti, H::Parti(20))]),
    (
        &[(K::Insats, "1.6"), (K::Parti, "5")],
        &[(K::Parti, H::Parti(4))],
    ),
    (&[(K::Band, "33")], &[(K::Band, H::Band)]),
    (&[(K::Sprak, "svenska")], &[(K::Sprak, H::Sprak)]),
    (&[(K::Sprak, "åå")], &[(K::Sprak, H::Sprak)]),
    (&[(K::Tidigast, "efter jul")], &[(K::Tidigast, H::Datum)]),
    (
        &[(K::Tidigast, "2026-01-07 10:00")],
        &[(K::Tidigast, H::Datum)],
    ),
    (
        &[(K::Veckodagar, "vardagar")],
        &[(K::Veckodagar, H::Veckodagar)],
    ),
    (&[(K::Veckodagar, ",")], &[(K::Veckodagar, H::Veckodagar)]),
    (
        &[(K::Kontaktsatt, "duva")],
        &[(K::Kontaktsatt, H::Kontaktsatt)],
    ),
    (&[(K::ValtAv, "mormor")], &[(K::ValtAv, H::ValtAv)]),
    (
        &[(K::Kontaktsatt, "")],
        &[(K::Kontaktsatt, H::KontaktUtanSatt)],
    ),
    (&[(K::Kontakt, "")], &[(K::Kontakt, H::SattUtanKontakt)]),
    (&[(K::Namn, "")], &[(K::Namn, H::KontaktUtanNamn)]),
    (
        &[(K::Namn, ""), (K::Kontaktsatt, "")],
        &[
            (K::Namn, H::KontaktUtanNamn),
            (K::Kontaktsatt, H::KontaktUtanSatt),
        ],
    ),
    (
        &[(K::Kontakt, ""), (K::Kontaktsatt, "")],
        &[(K::Namn, H::NamnUtanKontakt)],
    ),
    (&[(K::Namn, "Kim 19900101")], &[(K::Namn, H::NamnEjHelt)]),
    (
        &[(K::Kontakt, "ring mig")],
        &[(K::Kontakt, H::KontaktEjHel)],
    ),
    (
        &[(K::Insats, "1.4"), (K::Band, "")],
        &[
            (K::Namn, H::IngenKontakt),
            (K::Kontaktsatt, H::IngenKontakt),
            (K::Kontakt, H::IngenKontakt),
        ],
    ),
    (
        &[(K::Insats, "1.2"), (K::Kontaktsatt, "")],
        &[(K::Namn, H::IngenKontakt), (K::Kontakt, H::IngenKontakt)],
    ),
    (
        &[
            (K::Insats, "1.4"),
            (K::Namn, ""),
            (K::Kontaktsatt, ""),
            (K::Kontakt, ""),
        ],
        &[(K::Band, H::BandFarInteSparas)],
    ),
    (&[(K::Band, "15-17")], &[(K::ValtAv, H::UngHarInteValt)]),
    (
        &[
            (K::Band, "15-17"),
            (K::ValtAv, "vårdnadshavare"),
            (K::Kontaktsatt, "brev"),
        ],
        &[
            (K::ValtAv, H::UngHarInteValt),
            (K::Kontaktsatt, H::UngFarInteBrev),
        ],
    ),
    (&[(K::Namn, "Kim\u{202e}miK")], &[(K::Namn, H::Styrtecken)]),
    (&[(K::Kodatum, "2025\u{0}")], &[(K::Kodatum, H::Styrtecken)]),
    (
        &[
            (K::Kodatum, "?"),
            (K::Sprak, "?"),
            (K::Parti, "?"),
            (K::Kontakt, "?"),
        ],
        &[
            (K::Kodatum, H::Datum),
            (K::Sprak, H::Sprak),
            (K::Parti, H::Parti(20)),
            (K::Kontakt, H::KontaktEjHel),
        ],
    ),
];

#[test]
fn femtusen_trasiga_rader_och_varje_fel_pekas_ut_med_rad_och_kolumn() {
    // Not the order of the documentation, so that nothing can go by place.
    let mut ordning = K::ALLA;
    ordning.rotate_left(4);
    ordning.swap(0, 9);
    let plats = |kolumn| ordning.iter().position(|k| *k == kolumn).unwrap() + 1;
    let rubriker: Vec<&str> = ordning.iter().map(|kolumn| kolumn.kod()).collect();
    let mut fil = format!("\u{feff}{}\r\n", rubriker.join(";"));
    let mut vantat: Vec<(usize, Option<usize>, Option<K>, H)> = Vec::new();
    let (mut rad, mut senaste_hela) = (1, None);
    for n in 0..5000_usize {
        rad += 1;
        if n % 50 == 7 {
            // An empty row, which people leave between the years.
            fil.push_str("\r\n");
            rad += 1;
        }
        // A stride that has nothing in common with the number of kinds, so that every kind meets every neighbour.
        let slag = (n * 16 + n / 37) % (SKADOR.len() + 3);
        let (celler, fel): Skada = *SKADOR.get(slag).unwrap_or(&SKADOR[0]);
        let mut varden: Vec<(K, String)> = K::ALLA.map(|kolumn| (kolumn, god(kolumn, n))).to_vec();
        for (kolumn, text) in celler {
            let (_, varde) = varden.iter_mut().find(|(k, _)| k == kolumn).unwrap();
            *varde = (*text).to_owned();
        }
        vantat.extend(
            fel.iter()
                .map(|(k, vad)| (rad, Some(plats(*k)), Some(*k), *vad)),
        );
        match slag - slag.min(SKADOR.len()) {
            // The row's own person once more, in another way of writing.
            1 if let Some((forsta, m)) = senaste_hela => {
                varden[0].1 = god(K::Insats, m);
                varden[2].1 = god(K::Namn, m).to_uppercase();
                varden[4].1 = format!("0046 {}", &god(K::Kontakt, m)[1..]);
                let k = K::Kontakt;
                vantat.push((rad, Some(plats(k)), Some(k), H::Dubblett(forsta)));
            }
            _ if fel.is_empty() && slag == 0 => senaste_hela = Some((rad, n)),
            _ => {}
        }
        let mut celler: Vec<&str> = ordning
            .iter()
            .map(|kolumn| &*varden.iter().find(|(k, _)| k == kolumn).unwrap().1)
            .collect();
        if slag == SKADOR.len() + 2 {
            let har = if n % 2 == 0 { 12 } else { 9 };
            celler.resize(har, "");
            vantat.push((rad, None, None, H::AntalCeller { har, ska_ha: 11 }));
        }
        write!(fil, "{}\r\n", celler.join(";")).unwrap();
    }
    vantat.sort_by_key(|(rad, kolumn, _, _)| (*rad, kolumn.unwrap_or(0)));
    for (_, fel) in SKADOR {
        for (_, vad) in fel {
            assert!(
                vantat.iter().any(|(_, _, _, v)| v == vad),
                "{vad:?} never came"
            );
        }
    }
    assert!(
        vantat
            .iter()
            .any(|(_, _, _, v)| matches!(v, H::Dubblett(_)))
    );

    let fel = las_fil(fil.as_bytes(), None).unwrap_err();
    let fatt: Vec<_> = fel
        .iter()
        .map(|f| (f.rad, f.kolumn, f.namn, f.vad))
        .collect();
    for (fick, vantade) in fatt.iter().zip(&vantat) {
        assert_eq!(fick, vantade);
    }
    assert_eq!(fatt.len(), vantat.len());
    assert!(fatt.len() > 5000, "{}", fatt.len());
}

/// A good cell; every row is another person.
fn god(kolumn: K, n: usize) -> String {
    match kolumn {
        K::Insats => ["1.1", "1.3"][n % 2].to_owned(),
        K::Kodatum => {
            ["2025-03-04", "20240229", "04/03/2023", "2025-03-04T09:15"][n % 4].to_owned()
        }
        K::Namn => format!("Åke {}", ["Ås", "Ek", "Ö"][n % 3]),
        K::Kontaktsatt => ["sms", "Telefon"][n % 2].to_owned(),
        K::Kontakt => format!("07{n:08}"),
        K::ValtAv | K::Tidigast => String::new(),
        K::Parti => ["", "1", "20"][n % 3].to_owned(),
        K::Band => ["18-24", "65-"][n % 2].to_owned(),
        K::Sprak => ["sv", "", "und"][n % 3].to_owned(),
        K::Veckodagar => ["mån,tis", "", "fr"][n % 3].to_owned(),
    }
}

#[test]
fn varje_fel_har_ord_som_sager_hur_man_lagar_det_och_inte_vad_som_star() {
    let mut alla: Vec<H> = SKADOR
        .iter()
        .flat_map(|(_, fel)| fel.iter().map(|(_, vad)| *vad))
        .collect();
    alla.extend([
        H::Tom,
        H::InteText,
        H::Avskiljare,
        H::RubrikerSaknas,
        H::ForManga(HOGST),
        H::OkandKolumn,
        H::KolumnSaknas,
        H::DubbelKolumn(2),
        H::AntalCeller { har: 3, ska_ha: 4 },
        H::Dubblett(17),
    ]);
    for vad in alla {
        let text = importfel(&Importfel {
            rad: 12,
            kolumn: Some(3),
            namn: Some(K::Kodatum),
            vad,
        });
        assert!(text.starts_with("Rad 12, kolumn 3 (kodatum): "), "{text}");
        assert!(text.ends_with('.') && text.chars().count() > 45, "{text}");
    }
}

proptest! {
    /// Scraps of lists in any order, and bytes that are no text at all.
    #[test]
    fn vilka_bytes_som_helst_ger_en_lista_eller_ett_fel_och_aldrig_ett_stopp(
        delar in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "kodatum;", "insats;", "namn;kontaktsatt;kontakt", "\r\n", "\n", "\r", ";", "\"",
                    "2025-03-04", "1.1", "sms", "0701234567", "Åsa", "sep=;", "\u{feff}", "\0",
                ])
                .prop_map(|text| text.as_bytes().to_vec()),
                proptest::collection::vec(any::<u8>(), 0..6),
            ],
            0..40,
        ),
    ) {
        let fil = delar.concat();
        match las_fil(&fil, Some("1.1")) {
            Ok(rader) => prop_assert!(!rader.is_empty()),
            Err(fel) => {
                prop_assert!(!fel.is_empty());
                prop_assert!(fel.iter().all(|fel| fel.rad >= 1 && fel.kolumn != Some(0)));
            }
        }
    }
}
