//! An old list through the real program: a broken one changes nothing and has every fault named, a good one goes in at
//! one step and tells how far it has come.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use gemensamt::hem::{Hem, nekas};

const RADER: usize = 5_000;
const RUBRIK: &str = "insats;ködatum;namn;kontaktsätt;kontakt;parti;valt_av\r\n";

/// A list in which every seventh row has one fault, each of another kind than the one before; and where they are:
/// row, and column from 1.
fn trasig() -> (String, Vec<(usize, usize)>) {
    let mut lista = RUBRIK.to_owned();
    let mut fel = Vec::new();
    for n in 0..RADER {
        let (mut insats, mut datum, mut namn, mut satt, mut parti) = (
            "3.4.3",
            "2025-03-04",
            "Övning Almqvist".to_owned(),
            "telefon",
            "1",
        );
        if n % 7 == 3 {
            let kolumn = [1, 2, 2, 3, 4, 6][n % 6];
            match n % 6 {
                0 => insats = "9.9",
                1 => datum = "2025-02-30",
                2 => datum = "2031-01-01",
                3 => namn.clear(),
                4 => satt = "duva",
                _ => parti = "noll",
            }
            fel.push((n + 2, kolumn));
        }
        write!(
            lista,
            "{insats};{datum};{namn};{satt};07000{n:05};{parti};personen\r\n"
        )
        .unwrap();
    }
    (lista, fel)
}

fn hel(antal: usize) -> String {
    let mut lista = RUBRIK.to_owned();
    for n in 0..antal {
        // Newest first: the order of the queue is that of the days, not that of the file.
        let dag = 1 + (antal - 1 - n) * 300 / antal;
        let datum = chrono::NaiveDate::from_yo_opt(2025, u32::try_from(dag).unwrap()).unwrap();
        write!(
            lista,
            "3.4.3;{datum};Övning Almqvist;telefon;07000{n:05};1;personen\r\n"
        )
        .unwrap();
    }
    lista
}

#[test]
fn en_trasig_lista_andrar_inget_och_varje_fel_namns_med_rad_och_kolumn() {
    let hem = Hem::nytt();
    hem.json(&["ko", "lista"]);
    let fore = hem.rader();
    let (lista, fel) = trasig();
    let fil = hem.fil("gammal.csv", &lista);
    for genomfor in [&[][..], &["--genomfor"]] {
        let ut = hem.kor(&[&["ko", "importera", &fil], genomfor].concat());
        nekas(&ut, 2, &format!("Listan har {} fel", fel.len()));
        let namnda: Vec<(usize, usize)> = ut
            .fel
            .lines()
            .filter_map(|rad| {
                let (rad, rest) = rad.trim().strip_prefix("Rad ")?.split_once(", kolumn ")?;
                let (kolumn, _) = rest.split_once(' ')?;
                Some((rad.parse().unwrap(), kolumn.parse().unwrap()))
            })
            .collect();
        assert_eq!(namnda, fel);
        // What stood in the cells is not said again: it may be about a person.
        assert!(!ut.fel.contains("Övning") && !ut.fel.contains("07000"));
        assert_eq!(hem.rader(), fore);
    }
}

/// Runs an import while another desk saves, until it is told that none of the rows is in yet; then it is let in.
fn under_tiden(hem: &Hem, argument: &[&str]) -> serde_json::Value {
    let annan = hem.sql();
    annan.execute_batch("BEGIN IMMEDIATE").unwrap();
    let svar = hem.mapp().join("svar.json");
    let mut barn = hem
        .kommando(argument)
        .stdin(Stdio::null())
        .stdout(File::create(&svar).unwrap())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut fel = BufReader::new(barn.stderr.take().unwrap());
    let mut sagt = String::new();
    while !sagt.contains("Sparar … 0 av 5\u{a0}000 rader, ") {
        assert!(fel.read_line(&mut sagt).unwrap() > 0, "sade bara: {sagt}");
    }
    annan.execute_batch("ROLLBACK").unwrap();
    fel.read_to_string(&mut sagt).unwrap();
    assert_eq!(barn.wait().unwrap().code(), Some(0), "{sagt}");
    // Whatever is told of how far it has come is a share of the whole, and never less than a moment before.
    let andelar: Vec<usize> = sagt
        .lines()
        .filter_map(|rad| {
            rad.strip_prefix("Sparar … ")?
                .split_once(" av 5\u{a0}000 rader")
        })
        .map(|(gjort, _)| gjort.replace('\u{a0}', "").parse().unwrap())
        .collect();
    assert!(
        andelar.is_sorted() && andelar.iter().all(|andel| *andel <= RADER),
        "{sagt}"
    );
    serde_json::from_slice(&std::fs::read(svar).unwrap()).unwrap()
}

#[test]
fn en_hel_lista_provas_forst_och_tas_sedan_in_i_ett_steg() {
    let hem = Hem::nytt();
    // As a Swedish spreadsheet saves it: Windows-1252, where ö is one byte.
    let bytes: Vec<u8> = hel(RADER)
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let fil = hem.fil("gammal.csv", bytes);
    // Where nobody knows the age, it is the person's own to choose: that is said before anything is taken in.
    let utan = hel(3).replacen("personen", "", 1);
    let utan = hem.fil("utan.csv", utan.as_bytes());
    for genomfor in [&[][..], &["--genomfor"]] {
        let ut = hem.kor(&[&["ko", "importera", &utan], genomfor].concat());
        nekas(&ut, 1, "Rad 2: Den som är 15–17 år väljer själv");
    }
    let prov = hem.json(&["ko", "importera", &fil]);
    assert_eq!(
        (&prov["rader"], &prov["genomford"]),
        (&RADER.into(), &false.into())
    );
    assert_eq!(hem.antal("kopost"), 0);
    let svar = under_tiden(&hem, &["ko", "importera", &fil, "--genomfor", "--json"]);
    let intagna = svar["importerade"].as_array().unwrap();
    let koder: BTreeSet<&str> = intagna
        .iter()
        .map(|rad| rad["kolapp"].as_str().unwrap())
        .collect();
    assert_eq!(koder.len(), RADER, "varje rad har sin egen kölapp");
    // The last row of the file has the oldest day.
    assert_eq!(intagna.last().unwrap()["rad"], RADER + 1);
    assert!(intagna.last().unwrap()["plats"].as_u64().unwrap() <= 20);
    let dagar: BTreeSet<String> = {
        let conn = hem.sql();
        let mut fraga = conn.prepare("SELECT DISTINCT tid FROM kohandelse").unwrap();
        let tider = fraga.query_map([], |rad| rad.get(0)).unwrap();
        tider.map(Result::unwrap).collect()
    };
    assert_eq!(dagar.len(), 1, "allt hände i samma steg");
    // The same list once more: the same persons wait already, so nothing of it is taken in.
    let fore = hem.rader();
    let ut = hem.kor(&["ko", "importera", &fil]);
    nekas(&ut, 1, "Listan har 5000 fel");
    assert_eq!(ut.fel.matches("står redan i den här kön").count(), RADER);
    assert!(ut.fel.contains("Rad 2: ") && ut.fel.contains("Rad 5001: "));
    assert_eq!(hem.rader(), fore);
    // The list on the screen and in an export has slips and no names.
    let export = hem.kor(&["ko", "exportera", "--insats", "3.4.3"]);
    assert_eq!(export.ut.lines().count(), RADER + 1);
    assert!(!export.ut.contains("Övning") && !export.ut.contains("07000"));
}
