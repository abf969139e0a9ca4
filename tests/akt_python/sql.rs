//! What `fallsystem.py` does, in SQL of its own.

use rusqlite::{Connection, Row, params_from_iter};
use serde_json::{Map, Value, json};

use super::Program;
use super::hem::Hem;

/// The same with the SQL that README shows.
pub struct Sql;

pub fn rad(rad: &Row<'_>) -> rusqlite::Result<Value> {
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
        conn.execute(
            "INSERT INTO v1_program(namn, version) VALUES ('sql', '1')",
            [],
        )
        .unwrap();
        let svar = Self::handling(&conn, som, argument, indata);
        let klart = matches!(svar, Ok(Some(_)));
        conn.execute_batch(if klart { "COMMIT" } else { "ROLLBACK" })
            .unwrap();
        svar.map_err(|fel| format!("fel: {fel}"))?
            .ok_or_else(|| "fel: överlämningen är inte att få".to_owned())
    }
}
