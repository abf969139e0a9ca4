//! Lists and calendars out of the waiting list: what another program reads in them, and what never stands there.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, TimeZone, Utc};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, EventStatus};
use troskel::domain::ko::plats::{Kouppgifter, OmgangId, Overhopp, Platskrav, Pott, Veckodagar};
use troskel::domain::ko::{KoOrsak, Kostatus};
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::tid::Aldersband;
use troskel::kofil::formel::{ar_formel, utan_skydd};
use troskel::kofil::kalender::{Gruppstart, kalender};
use troskel::kofil::skriv::{ko, rattvisa, rattvisa_per_desk};
use troskel::rena::{otillaten, rena_rad};
use troskel::store::ko::{Insatsrattvisa, Korad, Omgangsbild, Pottbild, Rattvisa};

fn utc(text: &str) -> DateTime<Utc> {
    Utc.from_utc_datetime(&lokal(text))
}

fn lokal(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn dag(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn kod(n: u8) -> Kolappskod {
    Kolappskod::av_slump(&[n, 1, 2, 3, 4, 5]).unwrap()
}

fn korad(n: u8) -> Korad {
    Korad {
        kod: kod(n),
        insats: "3.1.4".parse().unwrap(),
        plats: Some(u64::from(n)),
        sedan: utc("2025-03-04 23:30"),
        katalog: "2025-09-01".to_owned(),
        status: Kostatus::IKo,
        uppgifter: Kouppgifter::default(),
        svar_senast: None,
        rattad: false,
        importerad: false,
    }
}

/// Reads a list as a spreadsheet does, and checks how it is put together.
fn celler(fil: &str) -> Vec<Vec<String>> {
    let text = fil.strip_prefix('\u{feff}').expect("a byte order mark");
    assert!(text.ends_with("\r\n"));
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|rad| rad.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn kon_kommer_ut_rad_for_rad_med_det_som_ar_kant_och_inget_mer() {
    let full = Korad {
        plats: None,
        status: Kostatus::Avslutad(KoOrsak::Avbojt),
        uppgifter: Kouppgifter {
            parti: 3,
            band: Some(Aldersband::Fran65),
            sprak: Some("ar".to_owned()),
            tidigast: Some(dag("2026-01-07")),
            veckodagar: Veckodagar::ny(0b110_0101),
        },
        svar_senast: Some(dag("2025-12-01")),
        rattad: true,
        importerad: true,
        ..korad(2)
    };
    // An hour ahead, so that the day is another one.
    let fil = ko(&[korad(1), full], &|tid| {
        tid.naive_utc() + Duration::hours(1)
    });
    let (ett, tva) = (kod(1).to_string(), kod(2).to_string());
    assert_eq!(
        celler(&fil),
        [
            vec![
                "kolapp",
                "insats",
                "plats",
                "kodatum",
                "status",
                "parti",
                "band",
                "sprak",
                "tidigast",
                "veckodagar",
                "svar_senast",
                "rattad",
                "importerad"
            ],
            vec![
                &ett,
                "3.1.4",
                "1",
                "2025-03-05 00:30",
                "i_ko",
                "1",
                "",
                "",
                "",
                "",
                "",
                "nej",
                "nej"
            ],
            vec![
                &tva,
                "3.1.4",
                "",
                "2025-03-05 00:30",
                "avslutad",
                "3",
                "65-",
                "ar",
                "2026-01-07",
                "man,ons,lor,son",
                "2025-12-01",
                "ja",
                "ja"
            ],
        ]
    );
}

#[test]
fn en_tom_ko_ar_bara_rubriker() {
    let fil = ko(&[], &|tid| tid.naive_utc());
    assert_eq!(celler(&fil).len(), 1);
}

fn rapport() -> Rattvisa {
    Rattvisa {
        insatser: vec![Insatsrattvisa {
            insats: "1.1".parse().unwrap(),
            erbjudanden: 40,
            inte_till_forsta: 7,
            overhopp: vec![(Overhopp::Sprak, 5), (Overhopp::Vilande, 2)],
            rattelser: 1,
            vilor: 3,
            vilor_over_tid: 2,
            starter: 4,
            median_dagar: None,
            ej_granskade: 6,
        }],
        per_desk: vec![
            ("A".to_owned(), "1.1".parse().unwrap(), 9, Some(21)),
            ("=1+1".to_owned(), "1.1".parse().unwrap(), 2, None),
        ],
    }
}

#[test]
fn rattvisan_har_en_kolumn_for_varje_skal_att_ga_forbi_nagon() {
    let rader = celler(&rattvisa(&rapport()));
    let [rubriker, rad] = rader.as_slice() else {
        panic!("{rader:?}");
    };
    let varde = |rubrik: &str| {
        let plats = rubriker.iter().position(|har| har == rubrik).unwrap();
        rad[plats].as_str()
    };
    for (rubrik, vantat) in [
        ("insats", "1.1"),
        ("erbjudanden", "40"),
        ("inte_till_forsta", "7"),
        ("overhopp_sprak", "5"),
        ("overhopp_vilande", "2"),
        ("overhopp_alder", "0"),
        ("rattelser", "1"),
        ("vilor", "3"),
        ("vilor_over_tid", "2"),
        ("starter", "4"),
        ("median_dagar", ""),
        ("ej_granskade", "6"),
    ] {
        assert_eq!(varde(rubrik), vantat, "{rubrik}");
    }
    assert_eq!(rubriker.len(), 9 + Overhopp::ALLA.len());
}

#[test]
fn lofte_11_en_desk_som_heter_som_en_formel_blir_aldrig_en_formel() {
    for namn in [
        "=HYPERLINK(\"http://x\";\"A\")",
        "+46",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=1;=2",
        "vanlig \"disk\"; norr",
        "rad\r\nbruten",
        " =1",
        "\"=1",
        "'=1",
        "＝1",
        "\u{feff}=1",
        "\u{0}=1",
        "1,=2",
    ] {
        let mut rapport = rapport();
        rapport.per_desk[0].0 = namn.to_owned();
        let rader = celler(&rattvisa_per_desk(&rapport));
        assert_eq!(rader.len(), 3, "{namn}");
        let cell = &rader[1][0];
        assert!(
            !ar_formel(cell) || cell.starts_with('\'') && ar_formel(&cell[1..]),
            "{cell}"
        );
        assert!(!cell.chars().any(otillaten), "{cell}");
        assert_eq!(utan_skydd(cell), rena_rad(namn));
        assert_eq!(rader[1][1..], ["1.1", "9", "21"]);
        assert_eq!(rader[2], ["'=1+1", "1.1", "2", ""]);
    }
}

fn omgang(installd: bool) -> Pottbild {
    let forsta = lokal("2026-03-28 23:30");
    Pottbild {
        pott: Pott::Omgang(OmgangId::ny(&"0f".repeat(16)).unwrap()),
        antal: 8,
        tagna: vec![(1, Some(kod(7)), false)],
        omgang: Some(Omgangsbild {
            tillfallen: (0..10)
                .map(|n| (forsta + Duration::days(7 * n), 90))
                .collect(),
            minst: 4,
            installd,
            krav: Platskrav::default(),
        }),
    }
}

fn fil(namn: &str, installd: bool) -> String {
    let erbjuden = Korad {
        status: Kostatus::Erbjuden,
        svar_senast: Some(dag("2025-12-01")),
        ..korad(9)
    };
    let lopande = Pottbild {
        pott: Pott::Lopande("1.1".parse().unwrap()),
        omgang: None,
        ..omgang(false)
    };
    let bild = omgang(installd);
    let starter = [&lopande, &bild].map(|bild| Gruppstart { insats: namn, bild });
    kalender(&starter, &[korad(8), erbjuden], utc("2025-11-22 12:00"))
}

/// A long name with every sign that the format has to guard.
const NAMN: &str = "Föräldrastöd, grupp; för Åländska öar \\ och ö-bor: en mycket lång rubrik på en grupp som börjar i mars";

#[test]
fn en_kalender_lases_av_ett_annat_program_som_den_skrevs() {
    let last: Calendar = fil(NAMN, false).parse().unwrap();
    let tillfallen: Vec<_> = last.events().collect();
    assert_eq!(tillfallen.len(), 10);
    for (n, tillfalle) in (1..).zip(&tillfallen) {
        let borjar = lokal("2026-03-28 23:30") + Duration::days(7 * (n - 1));
        let flytande = |tid| Some(DatePerhapsTime::DateTime(CalendarDateTime::Floating(tid)));
        assert_eq!(tillfalle.get_start(), flytande(borjar));
        assert_eq!(
            tillfalle.get_end(),
            flytande(borjar + Duration::minutes(90))
        );
        assert_eq!(
            tillfalle.get_summary(),
            Some(format!("{NAMN}, tillfälle {n} av 10").as_str())
        );
        assert_eq!(
            tillfalle.get_uid(),
            Some(format!("{}-{n}@troskel", "0f".repeat(16)).as_str())
        );
        assert_eq!(tillfalle.get_status(), Some(EventStatus::Confirmed));
        assert_eq!(tillfalle.get_timestamp(), Some(utc("2025-11-22 12:00")));
    }
    let svar: Vec<_> = last.todos().collect();
    assert_eq!(svar.len(), 1, "only the entry with an open offer");
    assert_eq!(
        svar[0].get_due(),
        Some(DatePerhapsTime::Date(dag("2025-12-01")))
    );
    assert_eq!(
        svar[0].get_summary(),
        Some(format!("Svar senast, kölapp {}", kod(9)).as_str())
    );
    assert_eq!(
        svar[0].get_uid(),
        Some(format!("{}@troskel", kod(9)).as_str())
    );
}

#[test]
fn en_installd_omgang_staller_in_samma_tillfallen() {
    let uid = |fil: &str| -> Vec<String> {
        let uid = fil.lines().filter(|rad| rad.starts_with("UID:"));
        uid.map(str::to_owned).collect()
    };
    let (fore, efter) = (fil(NAMN, false), fil(NAMN, true));
    assert_eq!(uid(&fore), uid(&efter));
    let last: Calendar = efter.parse().unwrap();
    for tillfalle in last.events() {
        assert_eq!(tillfalle.get_status(), Some(EventStatus::Cancelled));
        assert_eq!(tillfalle.get_sequence(), Some(1));
    }
    assert_eq!(last.events().count(), 10);
}

#[test]
fn varje_rad_slutar_ratt_och_ryms_pa_sjuttiofem_oktetter() {
    for langd in 0..200 {
        let namn = "ö å".repeat(langd);
        let fil = fil(&namn, false);
        let (rader, sist) = fil.split_at(fil.len() - 2);
        assert_eq!(sist, "\r\n");
        for rad in rader.split("\r\n") {
            assert!(rad.len() <= 75, "{} octets: {rad}", rad.len());
            assert!(!rad.contains(['\r', '\n']) && !rad.trim().is_empty());
        }
        // Unfolded by hand, the whole text is there again.
        let hel = fil.replace("\r\n ", "");
        assert!(hel.contains(&format!("SUMMARY:{namn}\\, tillfälle 10 av 10\r\n")));
    }
}

#[test]
fn kalendern_sager_vem_som_skrev_den_och_har_inget_eget_klockslag_eller_slump() {
    let en = fil(NAMN, false);
    for rad in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Troskel//troskel//SV",
        "END:VCALENDAR",
    ] {
        assert_eq!(en.lines().filter(|har| *har == rad).count(), 1, "{rad}");
    }
    assert_eq!(en, fil(NAMN, false));
    // A taken place does not say whose it is.
    assert!(!en.contains(&kod(7).to_string()));
    for egenskap in ["ATTENDEE", "ORGANIZER", "CONTACT", "DESCRIPTION", "TZID"] {
        assert!(!en.contains(egenskap), "{egenskap}");
    }
}

#[test]
fn en_tom_kalender_ar_en_hel_kalender() {
    let tom = kalender(&[], &[], utc("2025-11-22 12:00"));
    let last: Calendar = tom.parse().unwrap();
    assert_eq!(last.events().count() + last.todos().count(), 0);
}
