//! Another program takes a case from handover to closing with plain SQL over the views: a small case system in Python
//! (`tests/andra_program/fallsystem.py`), and the same SQL once more from here, so that it is tried also where there is
//! no Python.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "gemensamt/hem.rs"]
mod hem;

use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::sync::Barrier;
use std::thread;

use hem::{Hem, NAMN, NUMMER, boendecoachning, innehaller};
use rusqlite::{Connection, Row, params_from_iter};
use serde_json::{Map, Value, json};

const FALLSYSTEM: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/andra_program/fallsystem.py"
);

/// A program beside the file: does a command as somebody, and answers or says no.
trait Program: Sync {
    fn gor(&self, hem: &Hem, som: &str, argument: &[&str], indata: &Value)
    -> Result<Value, String>;
}

struct Python;

impl Python {
    /// Said aloud where it is missing: then the test tries less than it says.
    fn finns() -> bool {
        let finns = Command::new("python3")
            .args([
                "-c",
                "import sqlite3; assert sqlite3.sqlite_version_info >= (3, 38)",
            ])
            .output()
            .is_ok_and(|ut| ut.status.success());
        if !finns {
            println!("UTELÄMNAT: python3 med SQLite 3.38 saknas; samma SQL prövas bara härifrån");
        }
        finns
    }

    fn starta(hem: &Hem, som: &str, argument: &[&str], indata: &Value) -> Child {
        let mut barn = Command::new("python3")
            .args(["-B", FALLSYSTEM])
            .arg(hem.databas())
            .args(["--som", som])
            .args(argument)
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads nothing may have ended already.
        let _ = barn
            .stdin
            .take()
            .unwrap()
            .write_all(indata.to_string().as_bytes());
        barn
    }

    fn svar(barn: Child) -> Result<Value, String> {
        let ut = barn.wait_with_output().unwrap();
        let fel = String::from_utf8(ut.stderr).unwrap();
        match ut.status.code() {
            Some(0) => Ok(serde_json::from_slice(&ut.stdout).unwrap()),
            Some(1) => {
                assert!(ut.stdout.is_empty() && fel.starts_with("fel: "), "{fel}");
                Err(fel)
            }
            annat => panic!("{annat:?}: {fel}"),
        }
    }
}

impl Program for Python {
    fn gor(
        &self,
        hem: &Hem,
        som: &str,
        argument: &[&str],
        indata: &Value,
    ) -> Result<Value, String> {
        Self::svar(Self::starta(hem, som, argument, indata))
    }
}

/// The same with the SQL that README shows.
struct Sql;

fn rad(rad: &Row<'_>) -> rusqlite::Result<Value> {
    let mut alla = Map::new();
    for n in 0..rad.as_ref().column_count() {
        let varde: rusqlite::types::Value = rad.get(n)?;
        let namn = rad.as_ref().column_name(n)?.to_owned();
        let varde = match varde {
            rusqlite::types::Value::Integer(tal) => tal.into(),
            rusqlite::types::Value::Text(text) => text.into(),
            _ => Value::Null,
        };
        alla.insert(namn, varde);
    }
    Ok(Value::Object(alla))
}

fn lagg_till(conn: &Connection, vy: &str, falt: &Value) -> rusqlite::Result<usize> {
    let falt = falt.as_object().unwrap();
    let namn: Vec<&str> = falt.keys().map(String::as_str).collect();
    let fragor = vec!["?"; namn.len()].join(", ");
    let varden = falt.values().map(|varde| match varde {
        Value::String(text) => rusqlite::types::Value::Text(text.clone()),
        Value::Number(tal) => rusqlite::types::Value::Integer(tal.as_i64().unwrap()),
        Value::Null => rusqlite::types::Value::Null,
        annat => rusqlite::types::Value::Text(annat.to_string()),
    });
    conn.execute(
        &format!("INSERT INTO {vy}({}) VALUES ({fragor})", namn.join(", ")),
        params_from_iter(varden),
    )
}

impl Sql {
    fn handling(
        conn: &Connection,
        som: &str,
        argument: &[&str],
        indata: &Value,
    ) -> rusqlite::Result<Option<Value>> {
        let forst = |sql: &str, varde: &str| {
            let mut fraga = conn.prepare(sql)?;
            let mut rader = fraga.query_map([varde], rad)?;
            rader.next().transpose()
        };
        let overlamning = |id: &str| forst("SELECT * FROM v1_overlamning WHERE id = ?1", id);
        let arende = |id: &str| forst("SELECT * FROM v1_arende WHERE id = ?1", id);
        let sist = |vy: &str, id: &str| {
            let nr = if vy == "v1_insatsplan" {
                "version"
            } else {
                "nr"
            };
            forst(
                &format!("SELECT * FROM {vy} WHERE arende = ?1 ORDER BY {nr} DESC"),
                id,
            )
        };
        let mut falt = indata.clone();
        let satt = |falt: &mut Value, vad: &[(&str, &str)]| {
            for (namn, varde) in vad {
                falt[*namn] = (*varde).into();
            }
        };
        match *argument {
            ["hamta", id] => {
                conn.execute(
                    "UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = ?2 WHERE id = ?1 AND status = 'ny'",
                    [id, som],
                )?;
                Ok(overlamning(id)?
                    .filter(|rad| rad["hamtad_av"] == som && rad["status"] == "hamtad"))
            }
            ["aterlamna", id, orsak] => {
                conn.execute(
                    "UPDATE v1_overlamning SET status = 'aterlamnad', orsak = ?2, aterlamnad_av = ?3
                     WHERE id = ?1 AND status = 'hamtad'",
                    [id, orsak, som],
                )?;
                Ok(overlamning(id)?.filter(|rad| rad["aterlamnad_av"] == som))
            }
            ["kvittera", id] => {
                conn.execute(
                    "UPDATE v1_overlamning SET status = 'kvitterad', kvitterad_av = ?2
                     WHERE id = ?1 AND status = 'hamtad'",
                    [id, som],
                )?;
                Ok(overlamning(id)?.filter(|rad| rad["kvitterad_av"] == som))
            }
            ["oppna", id] => {
                satt(
                    &mut falt,
                    &[("overlamning", id), ("enhet", "Stödet"), ("oppnad_av", som)],
                );
                for (namn, varde) in [("aktslag", json!("mottagaren")), ("stegantal", json!(3))] {
                    if falt.get(namn).is_none() {
                        falt[namn] = varde;
                    }
                }
                lagg_till(conn, "v1_arende", &falt)?;
                Ok(forst("SELECT * FROM v1_arende WHERE overlamning = ?1", id)?
                    .filter(|rad| rad["oppnad_av"] == som))
            }
            ["steg", id] => {
                conn.execute(
                    "UPDATE v1_arende SET steg = steg + 1, av = ?2 WHERE id = ?1",
                    [id, som],
                )?;
                arende(id)
            }
            ["aterkalla", id] => {
                conn.execute(
                    "UPDATE v1_delningssamtycke SET aterkallat = date('now'), aterkallat_av = ?2 WHERE id = ?1",
                    [id, som],
                )?;
                forst("SELECT * FROM v1_delningssamtycke WHERE id = ?1", id)
            }
            ["samtyck", id] => {
                satt(&mut falt, &[("arende", id), ("anvandare", som)]);
                lagg_till(conn, "v1_delningssamtycke", &falt)?;
                forst(
                    "SELECT * FROM v1_delningssamtycke WHERE arende = ?1 ORDER BY skriven DESC",
                    id,
                )
            }
            ["avsluta", id] => {
                let orsak = falt.as_object_mut().unwrap().remove("avslutsorsak");
                satt(&mut falt, &[("arende", id), ("anvandare", som)]);
                lagg_till(conn, "v1_uppfoljning", &falt)?;
                conn.execute(
                    "UPDATE v1_arende SET avslutad = ?2, avslutsorsak = ?3, avslutad_av = ?4 WHERE id = ?1",
                    [Some(id), falt["dag"].as_str(), orsak.as_ref().and_then(Value::as_str), Some(som)],
                )?;
                arende(id)
            }
            [vad, id, ..] => {
                satt(&mut falt, &[("arende", id), ("anvandare", som)]);
                if let ["ratta", _, nr] = *argument {
                    falt["slag"] = "rattelse".into();
                    falt["galler"] = nr.parse::<i64>().unwrap().into();
                }
                let vy = match vad {
                    "plan" => "v1_insatsplan",
                    "folj_upp" => "v1_uppfoljning",
                    _ => "v1_anteckning",
                };
                lagg_till(conn, vy, &falt)?;
                sist(vy, id)
            }
            _ => panic!("{argument:?}"),
        }
    }
}

impl Program for Sql {
    fn gor(
        &self,
        hem: &Hem,
        som: &str,
        argument: &[&str],
        indata: &Value,
    ) -> Result<Value, String> {
        let conn = hem.sql();
        conn.execute_batch("PRAGMA secure_delete = ON; BEGIN IMMEDIATE")
            .unwrap();
        let svar = Self::handling(&conn, som, argument, indata);
        let klart = matches!(svar, Ok(Some(_)));
        conn.execute_batch(if klart { "COMMIT" } else { "ROLLBACK" })
            .unwrap();
        svar.map_err(|fel| format!("fel: {fel}"))?
            .ok_or_else(|| "fel: överlämningen är inte att få".to_owned())
    }
}

fn programmen() -> Vec<(&'static str, Box<dyn Program>)> {
    let mut alla: Vec<(&str, Box<dyn Program>)> = vec![("sql", Box::new(Sql))];
    if Python::finns() {
        alla.push(("python", Box::new(Python)));
    }
    alla
}

fn mottagen(hem: &Hem) -> String {
    hem.mottag(&boendecoachning()).json()["overlamning"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn text(conn: &Connection, sql: &str) -> String {
    conn.query_row(sql, [], |rad| rad.get(0)).unwrap()
}

/// Every row of the akt, for what must not change.
fn allt(hem: &Hem) -> Vec<String> {
    let conn = hem.sql();
    let mut alla = Vec::new();
    for tabell in hem.rader().keys() {
        let mut fraga = conn.prepare(&format!("SELECT * FROM {tabell}")).unwrap();
        let rader = fraga.query_map([], rad).unwrap();
        alla.extend(rader.map(|rad| format!("{tabell}: {}", rad.unwrap())));
    }
    alla
}

fn skrivare(mut rad: Value) -> Value {
    rad["skrivare"] = "Eva Ek".into();
    rad["titel"] = "Handläggare".into();
    rad
}

#[test]
fn ett_annat_program_tar_arendet_hela_vagen() {
    for (vilket, program) in programmen() {
        let hem = Hem::nytt();
        let id = mottagen(&hem);
        let dag = text(&hem.sql(), "SELECT date('now')");
        let gor = |argument: &[&str], indata: Value| {
            program
                .gor(&hem, "h1", argument, &indata)
                .unwrap_or_else(|fel| panic!("{vilket} {argument:?}: {fel}"))
        };
        let hamtad = gor(&["hamta", &id], json!({}));
        assert_eq!(
            (&hamtad["namn"], &hamtad["personnummer"]),
            (&json!(NAMN), &json!(NUMMER.1))
        );
        let oppnat = gor(&["oppna", &id], json!({"oppnad": dag}));
        assert_eq!(
            (&oppnat["namn"], &oppnat["steg"]),
            (&json!(NAMN), &json!(1))
        );
        let arende = oppnat["id"].as_str().unwrap();
        let not = |text: &str| {
            skrivare(
                json!({"vad": "Möte", "dag": dag, "kalla": "Personen", "deltog": "Personen", "text": text}),
            )
        };
        assert_eq!(gor(&["anteckna", arende], not("Flyttar i maj."))["nr"], 1);
        let rattad = gor(&["ratta", arende, "1"], not("Flyttar i juni."));
        assert_eq!((&rattad["nr"], &rattad["galler"]), (&json!(2), &json!(1)));
        let plan = skrivare(
            json!({"gjord_med": "personen", "mal": "Bo kvar", "tidplan": "Till sommaren"}),
        );
        assert_eq!(gor(&["plan", arende], plan.clone())["version"], 1);
        let mut andra = plan;
        andra["bygger_pa"] = 1.into();
        assert_eq!(gor(&["plan", arende], andra)["version"], 2);
        let samtycke = gor(
            &["samtyck", arende],
            json!({"med": "vard", "mottagare": "Vårdcentralen", "vad": "Planen", "lamnat": dag, "till": dag, "satt": "muntligt"}),
        );
        let aterkallat = gor(&["aterkalla", samtycke["id"].as_str().unwrap()], json!({}));
        assert_eq!(aterkallat["aterkallat_av"], "h1");
        let uppfoljning = |text: &str| {
            skrivare(
                json!({"dag": dag, "text": text, "mal": [{"mal": "Bo kvar", "utfall": "battre"}]}),
            )
        };
        assert_eq!(
            gor(&["folj_upp", arende], uppfoljning("Det går bra."))["nr"],
            1
        );
        assert_eq!(gor(&["steg", arende], json!({}))["steg"], 2);
        let mut sist = uppfoljning("Bor kvar.");
        sist["avslutsorsak"] = "malet_natt".into();
        let avslutat = gor(&["avsluta", arende], sist);
        assert_eq!(
            (&avslutat["avslutad"], &avslutat["avslutsorsak"]),
            (&json!(dag), &json!("malet_natt"))
        );

        // The program sees that it is received, and the identity is in the akt alone.
        assert_eq!(
            hem.json(&["overlamning", "lista"]),
            json!({"overlamningar": []})
        );
        let alla = hem.json(&["overlamning", "lista", "--alla"]);
        assert_eq!(alla["overlamningar"][0]["status"], "kvitterad");
        assert_eq!(
            (hem.antal("overlamningsperson"), hem.antal("arendeperson")),
            (0, 1)
        );
        let conn = hem.sql();
        assert_eq!(
            text(
                &conn,
                "SELECT nummer || ' ' || namn || ' ' || avslutsorsak || ' ' || steg FROM v1_arende"
            ),
            format!("{}-00001 {NAMN} malet_natt 2", &dag[..4])
        );
        assert_eq!(
            text(
                &conn,
                "SELECT group_concat(slag) FROM (SELECT slag FROM akthandelse WHERE arende IS NOT NULL ORDER BY seq)"
            ),
            "oppnad,signerad,signerad,plan,plan,samtycke,samtycke_aterkallat,uppfoljd,steg,uppfoljd,avslutad"
        );
        assert_eq!(
            text(
                &conn,
                "SELECT group_concat(DISTINCT anvandare) FROM akthandelse"
            ),
            "h1"
        );
        // What is closed stays so; what is found out later is written as a correction.
        assert!(
            program
                .gor(&hem, "h1", &["steg", arende], &json!({}))
                .is_err()
        );
        assert_eq!(
            gor(&["ratta", arende, "1"], not("Flyttade aldrig."))["nr"],
            3
        );
    }
}

#[test]
fn det_som_inte_far_goras_sags_och_andrar_inget() {
    for (vilket, program) in programmen() {
        let hem = Hem::nytt();
        let (ny, tillbaka, kvitterad, oppen) = (
            mottagen(&hem),
            mottagen(&hem),
            mottagen(&hem),
            mottagen(&hem),
        );
        let dag = text(&hem.sql(), "SELECT date('now')");
        let ja =
            |argument: &[&str], indata: Value| program.gor(&hem, "h1", argument, &indata).unwrap();
        for id in [&tillbaka, &kvitterad, &oppen] {
            ja(&["hamta", id], json!({}));
        }
        assert_eq!(
            ja(&["aterlamna", &tillbaka, "fel_enhet"], json!({}))["status"],
            "aterlamnad"
        );
        assert_eq!(
            ja(&["kvittera", &kvitterad], json!({}))["namn"],
            Value::Null
        );
        let oppnat = ja(&["oppna", &oppen], json!({"oppnad": dag}));
        let arende = oppnat["id"].as_str().unwrap();
        let not =
            skrivare(json!({"vad": "Möte", "dag": dag, "kalla": "Personen", "text": "Flyttar."}));
        ja(&["anteckna", arende], not.clone());
        let med = |falt: &str, varde: Value| {
            let mut rad = not.clone();
            rad[falt] = varde;
            rad
        };
        let sist = |orsak: &str| {
            skrivare(
                json!({"dag": dag, "text": "Klart.", "mal": [{"mal": "Bo", "utfall": "battre"}], "avslutsorsak": orsak}),
            )
        };
        let nekade: [(&[&str], Value, &str); 18] = [
            (&["oppna", &ny], json!({}), "inte hämtad"),
            (&["oppna", &tillbaka], json!({}), "inte hämtad"),
            (&["oppna", &kvitterad], json!({}), "inte hämtad"),
            (&["oppna", &oppen], json!({}), "inte hämtad"),
            (&["hamta", &tillbaka], json!({}), "överlämningen är"),
            (&["hamta", &oppen], json!({}), "överlämningen är"),
            (&["kvittera", &ny], json!({}), "överlämningen är"),
            (
                &["aterlamna", &kvitterad, "dubblett"],
                json!({}),
                "överlämningen är",
            ),
            (
                &["anteckna", arende],
                med("dag", json!("2026-02-31")),
                "CHECK",
            ),
            (
                &["anteckna", arende],
                med("dag", json!("2999-01-01")),
                "har hänt",
            ),
            (&["anteckna", arende], med("text", json!(" ")), "CHECK"),
            (&["anteckna", arende], med("titel", Value::Null), "NOT NULL"),
            (&["anteckna", "finns-inte"], not.clone(), "in"),
            (&["ratta", arende, "7"], not.clone(), "inte finns i akten"),
            (
                &["plan", arende],
                skrivare(json!({"gjord_med": "personen"})),
                "CHECK",
            ),
            (
                &["folj_upp", arende],
                skrivare(json!({"dag": dag, "text": "Bra.", "mal": []})),
                "minst ett mål",
            ),
            (&["avsluta", arende], sist("vill inte"), "CHECK"),
            (
                &["avsluta", arende],
                skrivare(
                    json!({"dag": dag, "text": " ", "mal": [{"mal": "Bo", "utfall": "battre"}], "avslutsorsak": "malet_natt"}),
                ),
                "CHECK",
            ),
        ];
        let fore = allt(&hem);
        for (argument, indata, vantat) in nekade {
            let fel = program
                .gor(&hem, "h2", argument, &indata)
                .expect_err(&format!("{vilket} {argument:?} {indata}"));
            assert!(fel.contains(vantat), "{vilket} {argument:?}: {fel}");
            assert!(!fel.contains(NAMN) && !fel.contains(NUMMER.1), "{fel}");
            assert_eq!(fore, allt(&hem), "{vilket} {argument:?}");
        }
    }
}

#[test]
fn en_ensam_overlamning_som_kvitteras_lamnar_inget_av_personen() {
    for (vilket, program) in programmen() {
        let hem = Hem::nytt();
        let id = mottagen(&hem);
        let gor = |argument: &[&str]| program.gor(&hem, "h1", argument, &json!({})).unwrap();
        gor(&["hamta", &id]);
        assert!(innehaller(&hem.databasbytes(), NAMN), "{vilket}");
        gor(&["kvittera", &id]);
        hem.sql()
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .unwrap();
        let kvar = hem.databasbytes();
        assert!(
            !innehaller(&kvar, NAMN) && !innehaller(&kvar, NUMMER.1),
            "{vilket}"
        );
    }
}

#[test]
fn av_tva_som_tar_samma_overlamning_far_en_den() {
    let python = Python::finns();
    for varv in 0..4 {
        let hem = Hem::nytt();
        let id = mottagen(&hem);
        for (argument, oppnar) in [(["hamta", &id], false), (["oppna", &id], true)] {
            let svar: Vec<Result<Value, String>> = if python {
                // Two processes, started before either is waited for.
                let barn = ["h1", "h2"].map(|som| Python::starta(&hem, som, &argument, &json!({})));
                barn.into_iter().map(Python::svar).collect()
            } else {
                let grind = Barrier::new(2);
                thread::scope(|scope| {
                    let tradar = ["h1", "h2"].map(|som| {
                        let (grind, hem, argument) = (&grind, &hem, &argument);
                        scope.spawn(move || {
                            grind.wait();
                            Sql.gor(hem, som, argument, &json!({}))
                        })
                    });
                    tradar.map(|trad| trad.join().unwrap()).into()
                })
            };
            let vann: Vec<&Value> = svar.iter().flatten().collect();
            assert_eq!(vann.len(), 1, "varv {varv}: {svar:?}");
            let nej = svar.iter().find_map(|svar| svar.as_ref().err()).unwrap();
            assert!(nej.contains("överlämningen"), "{nej}");
            if oppnar {
                assert_eq!(hem.antal("arende"), 1);
                assert_eq!(vann[0]["nummer"].as_str().unwrap().len(), 10);
            } else {
                assert_eq!(vann[0]["namn"], NAMN);
            }
        }
        let logg = "SELECT (SELECT count(*) FROM handelse WHERE slag = 'hamtad') || ' ' || count(*) FROM akthandelse";
        assert_eq!(text(&hem.sql(), logg), "1 1");
    }
}
