//! The statistics in files, opened again by another program: the figures are the same, what is hidden stays hidden, and what
//! a spreadsheet would run is a text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/hem.rs"]
mod hem;
#[path = "gemensamt/statistiken.rs"]
mod statistiken;

use std::process::Command;

use hem::{Hem, boendecoachning, nekas, utan_identitet};
use serde_json::{Value, json};
use statistiken::{FORMEL, dag, katalogen, statistiken};
use troskel::domain::insats::Katalog;
use troskel::domain::statistik::Cell;
use troskel::domain::statistik::tabell::Statistik;
use troskel::statistikfil::csv::{KOLUMNER, csv};
use troskel::statistikfil::json::json as som_json;
use troskel::statistikfil::xlsx::xlsx;
use troskel::statistikfil::{Filunderlag, rader};
use troskel::text;

const LASARE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/andra_program/statistik_las.py"
);

fn fil<'a>(statistik: &'a Statistik, katalog: &'a Katalog) -> Filunderlag<'a> {
    Filunderlag {
        statistik,
        katalog,
        gjord: dag("2026-11-22"),
    }
}

/// The rows as they should be read in another program: the figure a number where it is one.
fn vantade(fil: &Filunderlag<'_>) -> Vec<Vec<Value>> {
    rader(fil)
        .iter()
        .map(|en| {
            let (antal, varfor) = match en.antal.unwrap() {
                Cell::Antal(antal) => (json!(antal), ""),
                Cell::FarreAn5 => (json!("<5"), "liten"),
                Cell::Dold => (json!("dold"), "skydd"),
                Cell::Odelad => (json!("odelat"), "odelad"),
            };
            let nr = en.insats.map(|nr| nr.to_string()).unwrap_or_default();
            vec![
                json!(fil.statistik.period.to_string()),
                json!("nej"),
                json!(en.del),
                json!(en.avsnitt),
                json!(nr),
                json!(en.namn),
                json!(en.ksi),
                json!(en.kod),
                json!(en.text),
                json!(en.hur.kod()),
                antal,
                json!(varfor),
            ]
        })
        .collect()
}

/// What a CSV cell is in another program: everything is text there, and a guarded cell has its guard.
fn som_i_csv(cell: &Value) -> String {
    let text = cell
        .as_str()
        .map_or_else(|| cell.to_string(), str::to_owned);
    if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text
    }
}

/// A statistik in which one figure is hidden to protect another.
fn med_skydd() -> Statistik {
    let mut statistik = statistiken("2026-K3");
    statistik.insatser.tabeller[0].rader[0].celler[0] = Cell::Dold;
    statistik
}

#[test]
fn csv_och_xlsx_ger_samma_siffror_i_ett_annat_program() {
    let (statistik, katalog) = (med_skydd(), katalogen());
    let fil = fil(&statistik, &katalog);
    let vantade = vantade(&fil);
    assert!(vantade.len() > 100);
    for skal in ["", "liten", "skydd"] {
        assert!(vantade.iter().any(|rad| rad[11] == json!(skal)), "{skal}");
    }
    let mapp = tempfile::tempdir().unwrap();
    let (csvfil, xlsxfil) = (mapp.path().join("s.csv"), mapp.path().join("s.xlsx"));
    std::fs::write(&csvfil, csv(&fil)).unwrap();
    std::fs::write(&xlsxfil, xlsx(&fil).unwrap()).unwrap();
    let ut = Command::new("python3")
        .arg(LASARE)
        .args([&csvfil, &xlsxfil])
        .output();
    let Some(ut) = ut.ok().filter(|ut| ut.status.code() != Some(127)) else {
        println!("ingen python3 här: filerna öppnades inte av ett annat program");
        return;
    };
    assert!(
        ut.status.success(),
        "{}",
        String::from_utf8_lossy(&ut.stderr)
    );
    let last: Value = serde_json::from_slice(&ut.stdout).unwrap();
    println!("öppnade igen av {}", last["vem"].as_str().unwrap());

    let i_csv: Vec<Vec<String>> = serde_json::from_value(last["csv"].clone()).unwrap();
    assert_eq!(i_csv[0], KOLUMNER);
    assert_eq!(i_csv.len(), vantade.len() + 1);
    for (rad, vantad) in i_csv[1..].iter().zip(&vantade) {
        let vantad: Vec<String> = vantad.iter().map(som_i_csv).collect();
        assert_eq!(*rad, vantad);
    }
    assert!(
        i_csv
            .iter()
            .flatten()
            .any(|cell| *cell == format!("'{FORMEL}"))
    );

    let blad = |namn: &str| -> Vec<Vec<Value>> {
        serde_json::from_value(last["blad"][namn]["rader"].clone())
            .unwrap_or_else(|fel| panic!("{namn}: {fel}"))
    };
    let uppgifter = blad(text::statistikfil::ALLA_UPPGIFTER);
    assert_eq!(uppgifter[0], KOLUMNER.map(|namn| json!(namn)));
    assert_eq!(uppgifter.len(), vantade.len() + 1);
    for (rad, vantad) in uppgifter[1..].iter().zip(&vantade) {
        assert_eq!(rad, vantad);
    }
    // A formula is a text, as it is: nothing in a workbook needs a guard that would be read aloud.
    assert!(uppgifter.iter().any(|rad| rad[7] == json!(FORMEL)));
    tabellerna(&statistik, &blad);
    for (namn, om) in last["blad"].as_object().unwrap() {
        if namn != text::statistikfil::OM {
            let fryst = om["fryst"].as_str().unwrap_or_else(|| panic!("{namn}"));
            assert!(fryst.ends_with('2'), "{namn}: {fryst}");
        }
    }
    assert_eq!(
        last["blad"].as_object().unwrap().keys().next().unwrap(),
        text::statistikfil::OM
    );
    for egen in last["egna"].as_array().unwrap() {
        assert_eq!(egen, "");
    }
}

/// Every cell of every table stands on its sheet, under its code and beside its insats.
fn tabellerna(statistik: &Statistik, blad: &dyn Fn(&str) -> Vec<Vec<Value>>) {
    let varde = |cell: &Cell| match cell {
        Cell::Antal(antal) => json!(antal),
        _ => json!(cell.to_string()),
    };
    let mut antal = 0;
    for (fore, del) in [
        (String::new(), &statistik.insatser),
        (
            format!("{} ", text::statistikfil::FAMILJERADGIVNING),
            &statistik.familjeradgivning,
        ),
    ] {
        for tabell in &del.tabeller {
            let kort = text::rapport::avsnitt_kort(tabell.avsnitt);
            let rader = blad(&format!("{fore}{kort}"));
            for (rad, vantad) in rader[1..].iter().zip(&tabell.rader) {
                assert_eq!(rad[0], json!(vantad.insats.to_string()));
                let celler: Vec<Value> = vantad
                    .celler
                    .iter()
                    .chain(&vantad.alla)
                    .map(varde)
                    .collect();
                assert_eq!(rad[3..], celler[..], "{kort}");
                antal += celler.len();
            }
            let summor: Vec<Value> = tabell
                .summor
                .iter()
                .chain(&tabell.alla)
                .map(varde)
                .collect();
            assert_eq!(rader[tabell.rader.len() + 1][3..], summor[..], "{kort}");
        }
        let rader = blad(&format!("{fore}{}", text::statistikfil::MANADER));
        assert_eq!(rader.len(), del.manader.len() + 2);
        let alla: Vec<Value> = del.manader_alla.iter().map(varde).collect();
        assert_eq!(rader[rader.len() - 1][3..], alla[..]);
    }
    assert!(antal > 100, "{antal}");
}

#[test]
fn libreoffice_ger_samma_siffror_dar_det_finns() {
    let (statistik, katalog) = (med_skydd(), katalogen());
    let fil = fil(&statistik, &katalog);
    let mapp = tempfile::tempdir().unwrap();
    let bok = mapp.path().join("s.xlsx");
    std::fs::write(&bok, xlsx(&fil).unwrap()).unwrap();
    // The last sheet is that with every figure; sheet -1 writes them all, each to a file with the name of the sheet.
    let ut = Command::new("soffice")
        .arg("--headless")
        .arg(format!(
            "-env:UserInstallation=file://{}/hem",
            mapp.path().display()
        ))
        .args([
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1",
        ])
        .arg("--outdir")
        .args([mapp.path(), &bok])
        .output();
    let Ok(ut) = ut else {
        println!("ingen soffice här: arbetsboken öppnades inte av LibreOffice");
        return;
    };
    assert!(ut.status.success(), "{ut:?}");
    let namn = format!("s-{}.csv", text::statistikfil::ALLA_UPPGIFTER);
    let last = std::fs::read_to_string(mapp.path().join(namn)).unwrap();
    let mut las = csv::ReaderBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .from_reader(last.as_bytes());
    let rader: Vec<Vec<String>> = las
        .records()
        .map(|rad| rad.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let vantade: Vec<Vec<String>> = vantade(&fil)
        .iter()
        .map(|rad| {
            rad.iter()
                .map(|cell| {
                    cell.as_str()
                        .map_or_else(|| cell.to_string(), str::to_owned)
                })
                .collect()
        })
        .collect();
    assert_eq!(rader.len(), vantade.len());
    for (rad, vantad) in rader.iter().zip(&vantade) {
        assert_eq!(rad, vantad);
    }
}

#[test]
fn json_har_samma_rader_och_sager_vad_som_ar_dolt() {
    let (statistik, katalog) = (med_skydd(), katalogen());
    let fil = fil(&statistik, &katalog);
    let json = som_json(&fil);
    assert_eq!(json["format"], "troskel-statistik-1");
    assert_eq!(json["period"]["slag"], "kvartal");
    assert_eq!(json["period"]["fran"], "2026-07");
    assert_eq!(json["period"]["till"], "2026-09");
    assert_eq!(json["period"]["preliminar"], false);
    assert_eq!(json["dolda"]["liten"], statistik.dolda.sma);
    let i_json = json["rader"].as_array().unwrap();
    let vantade = vantade(&fil);
    assert_eq!(i_json.len(), vantade.len());
    for (rad, vantad) in i_json.iter().zip(&vantade) {
        for (namn, plats) in [("del", 2), ("avsnitt", 3), ("rad", 9), ("antal", 10)] {
            assert_eq!(rad[namn], vantad[plats], "{rad}");
        }
        for (namn, plats) in [
            ("insats", 4),
            ("namn", 5),
            ("ksi", 6),
            ("kod", 7),
            ("varfor_dold", 11),
        ] {
            let vantad = &vantad[plats];
            if vantad == "" {
                assert_eq!(rad[namn], Value::Null, "{rad}");
            } else {
                assert_eq!(&rad[namn], vantad, "{rad}");
            }
        }
    }
    assert!(i_json.iter().any(|rad| rad["ksi"] == "SIB RC ZZ"));
    // Another day it is not over yet.
    let fore = Filunderlag {
        gjord: dag("2026-09-30"),
        ..fil
    };
    assert_eq!(som_json(&fore)["period"]["preliminar"], true);
    assert!(csv(&fore).contains("\"2026-K3\";\"ja\";"));
}

#[test]
fn en_manad_som_kommer_ar_tom_i_alla_former() {
    let (statistik, katalog) = (statistiken("2026-07..2026-11"), katalogen());
    let fil = Filunderlag {
        gjord: dag("2026-10-01"),
        ..fil(&statistik, &katalog)
    };
    let av_manaden = |manad: &str| -> Vec<Option<Cell>> {
        let rader = rader(&fil).into_iter();
        let rader = rader.filter(|rad| rad.avsnitt == "manad" && rad.kod == manad);
        rader.map(|rad| rad.antal).collect()
    };
    // One of October has begun, and nobody has come in it yet.
    assert!(
        av_manaden("2026-10")
            .iter()
            .all(|antal| *antal == Some(Cell::Antal(0)))
    );
    let kommer = av_manaden("2026-11");
    assert!(kommer.len() > 6 && kommer.iter().all(Option::is_none));

    let text = csv(&fil);
    let rader_i_csv = text.lines().filter(|rad| rad.contains(";\"2026-11\";"));
    assert_eq!(
        rader_i_csv
            .filter(|rad| rad.ends_with(";\"\";\"\""))
            .count(),
        kommer.len()
    );
    let json = som_json(&fil);
    let i_json = json["rader"].as_array().unwrap().iter();
    let i_json: Vec<_> = i_json.filter(|rad| rad["kod"] == "2026-11").collect();
    assert_eq!(i_json.len(), kommer.len());
    for rad in i_json {
        assert_eq!(
            (&rad["antal"], &rad["varfor_dold"]),
            (&json!(null), &json!(null))
        );
    }

    let mapp = tempfile::tempdir().unwrap();
    let (csvfil, xlsxfil) = (mapp.path().join("s.csv"), mapp.path().join("s.xlsx"));
    std::fs::write(&csvfil, text).unwrap();
    std::fs::write(&xlsxfil, xlsx(&fil).unwrap()).unwrap();
    let ut = Command::new("python3")
        .arg(LASARE)
        .args([&csvfil, &xlsxfil])
        .output();
    let Some(ut) = ut.ok().filter(|ut| ut.status.code() != Some(127)) else {
        println!("ingen python3 här: filerna öppnades inte av ett annat program");
        return;
    };
    let last: Value = serde_json::from_slice(&ut.stdout).unwrap();
    let manader = last["blad"][text::statistikfil::MANADER]["rader"]
        .as_array()
        .unwrap();
    assert_eq!(manader[0][6], "oktober 2026");
    for rad in &manader[1..] {
        assert_eq!(rad[6], json!(0), "{rad}");
        assert!(rad.get(7).is_none_or(|cell| cell == ""), "{rad}");
    }
}

#[test]
fn inget_litet_tal_star_i_nagon_fil() {
    let (statistik, katalog) = (statistiken("2026-K3"), katalogen());
    let fil = fil(&statistik, &katalog);
    for rad in csv(&fil).lines().skip(1) {
        let cell = rad.rsplit("\";\"").nth(1).unwrap();
        assert!(!["1", "2", "3", "4"].contains(&cell), "{rad}");
    }
    for rad in som_json(&fil)["rader"].as_array().unwrap() {
        assert!(
            !rad["antal"].as_u64().is_some_and(|n| (1..5).contains(&n)),
            "{rad}"
        );
    }
}

#[test]
fn samma_statistik_ger_samma_bytes_och_inget_om_anvandaren() {
    let (statistik, katalog) = (med_skydd(), katalogen());
    let fil = fil(&statistik, &katalog);
    let (ett, tva) = (xlsx(&fil).unwrap(), xlsx(&fil).unwrap());
    assert!(ett == tva, "two workbooks of the same statistics differ");
    assert_eq!(csv(&fil), csv(&fil));
    let annan_dag = Filunderlag {
        gjord: dag("2026-11-23"),
        ..fil
    };
    assert!(xlsx(&annan_dag).unwrap() != ett);
}

#[test]
fn en_tom_period_ger_hela_filer() {
    let (statistik, katalog) = (statistiken("2025-K3"), katalogen());
    let fil = fil(&statistik, &katalog);
    assert!(rader(&fil).is_empty());
    assert_eq!(csv(&fil).lines().count(), 1);
    assert!(xlsx(&fil).unwrap().starts_with(b"PK"));
}

/// A desk that has received six persons of one insats and two of another.
fn bemannat() -> Hem {
    let hem = Hem::nytt();
    for _ in 0..6 {
        assert_eq!(hem.mottag(&boendecoachning()).kod, 0);
    }
    for _ in 0..2 {
        let mut fraga = utan_identitet("3.1.3");
        fraga["vill"] = "bara_fraga".into();
        assert_eq!(hem.mottag(&fraga).kod, 0);
    }
    hem
}

#[test]
fn fran_kommandoraden_i_tre_former_med_samma_rader() {
    let hem = bemannat();
    let las = |namn: &str| std::fs::read(hem.mapp().join(namn)).unwrap();
    let mut antal = Vec::new();
    for namn in ["s.csv", "s.xlsx", "s.JSON"] {
        let json = hem.json(&["statistik", "ut", "--period", "2026-11", "--ut", namn]);
        assert_eq!(json["preliminar"], true);
        antal.push(json["rader"].as_u64().unwrap());
    }
    assert!(
        antal[0] > 20 && antal.iter().all(|n| *n == antal[0]),
        "{antal:?}"
    );
    let text = String::from_utf8(las("s.csv")).unwrap();
    assert_eq!(text.lines().count() as u64, antal[0] + 1);
    assert!(las("s.xlsx").starts_with(b"PK"));
    let json: Value = serde_json::from_slice(&las("s.JSON")).unwrap();
    // Six were received; the two that only asked are few.
    let rad = |insats: Option<&str>, kod: Option<&str>| {
        let rader = json["rader"].as_array().unwrap();
        let hittad = rader.iter().find(|rad| {
            rad["avsnitt"] == "resultat"
                && rad["insats"] == json!(insats)
                && rad["kod"] == json!(kod)
        });
        hittad.unwrap_or_else(|| panic!("{insats:?} {kod:?}"))["antal"].clone()
    };
    assert_ne!(rad(Some("3.1.3"), Some("informerad")), 2);
    assert!(["<5", "dold"].contains(&rad(Some("3.1.3"), None).as_str().unwrap()));
    assert_eq!(
        hem.json(&["statistik", "ut", "--period", "2026-11", "--format", "json"]),
        json
    );
    // The same without a file, but for the mark of the encoding.
    let ut = hem.kor(&["statistik", "ut", "--period", "2026-11"]);
    assert_eq!(
        ut.ut.trim_end(),
        text.trim_start_matches('\u{feff}')
            .replace("\r\n", "\n")
            .trim_end()
    );
}

#[test]
fn det_som_inte_gar_att_skriva_namns_och_inget_skrivs() {
    let hem = bemannat();
    let ut = |mer: &[&str]| hem.kor(&[&["statistik", "ut"], mer].concat());
    nekas(
        &ut(&["--period", "2026-11", "--format", "xlsx"]),
        2,
        "--ut FIL.xlsx",
    );
    nekas(
        &ut(&["--period", "2026-11", "--format", "ods"]),
        2,
        "csv, xlsx eller json",
    );
    nekas(
        &ut(&["--period", "2026-11", "--ut", "s.txt"]),
        2,
        "csv, xlsx eller json",
    );
    nekas(&ut(&["--period", "2026-11-01"]), 2, "--period");
    nekas(
        &ut(&["--period", "2026", "--ut", "saknas/s.csv"]),
        2,
        "Inget skrevs",
    );
    nekas(
        &ut(&[
            "--period",
            "2026",
            "--format",
            "csv",
            "--ut",
            "troskel.db-journal",
        ]),
        2,
        "Inget skrevs",
    );
    nekas(
        &hem.kor(&["rapport", "--period", "2026", "--format", "pdf"]),
        2,
        "html eller text",
    );
    hem.fil("fanns.csv", "fanns");
    nekas(
        &ut(&["--period", "2026", "--ut", "fanns.csv"]),
        2,
        "finns redan",
    );
    assert_eq!(
        std::fs::read(hem.mapp().join("fanns.csv")).unwrap(),
        b"fanns"
    );
    for fil in std::fs::read_dir(hem.mapp()).unwrap() {
        let namn = fil.unwrap().file_name().into_string().unwrap();
        assert!(
            namn.starts_with("troskel.db") || namn == "fanns.csv",
            "{namn}"
        );
    }
}

#[test]
fn rapporten_fran_kommandoraden_har_samma_innehall_som_text_och_html() {
    let hem = bemannat();
    let text = hem.json(&["rapport", "--period", "2026-K4"]);
    assert_eq!(text["format"], "text");
    assert_eq!(text["jamford_med"], "2026-K3");
    assert_eq!(text["preliminar"], true);
    assert!(
        text["innehall"]
            .as_str()
            .unwrap()
            .contains("fjärde kvartalet 2026")
    );
    let html = hem.json(&["rapport", "--period", "2026-K4", "--ut", "r.html"]);
    assert_eq!(html["format"], "html");
    let sida = std::fs::read_to_string(hem.mapp().join("r.html")).unwrap();
    assert!(
        sida.contains("Boendecoachning")
            && text["innehall"]
                .as_str()
                .unwrap()
                .contains("Boendecoachning")
    );
    let i_fil = hem.json(&["rapport", "--period", "2026-K4", "--ut", "r.txt"]);
    assert_eq!(i_fil["format"], "text");
    let i_fil = std::fs::read_to_string(hem.mapp().join("r.txt")).unwrap();
    assert_eq!(i_fil.trim_end(), text["innehall"].as_str().unwrap());
}
