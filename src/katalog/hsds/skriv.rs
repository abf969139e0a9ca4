//! A catalogue file out of JSON: TOML that a person can go on with.

use std::fmt::Write;

use serde_json::{Map, Value};

/// Rows longer than this are broken where they are lists.
const BREDD: usize = 110;

/// The file.
///
/// # Errors
/// The path of a value that no catalogue can have: null, or a number that is not whole.
pub(super) fn toml(rot: &Map<String, Value>) -> Result<String, String> {
    let mut ut = String::new();
    let tabeller = |varde: &Value| match varde {
        Value::Object(_) => true,
        Value::Array(lista) => !lista.is_empty() && lista.iter().all(Value::is_object),
        _ => false,
    };
    for (nyckel, varde) in rot.iter().filter(|(_, varde)| !tabeller(varde)) {
        rad(&mut ut, nyckel, varde, nyckel)?;
    }
    for (nyckel, varde) in rot {
        let namn = nyckelord(nyckel);
        match varde {
            Value::Object(tabell)
                if !tabell.is_empty() && tabell.values().all(Value::is_object) =>
            {
                for (under, innehall) in tabell {
                    let rubrik = format!("[{namn}.{}]", nyckelord(under));
                    avsnitt(&mut ut, &rubrik, innehall, &format!("{nyckel}.{under}"))?;
                }
            }
            Value::Object(_) => avsnitt(&mut ut, &format!("[{namn}]"), varde, nyckel)?,
            Value::Array(lista) if tabeller(varde) => {
                for (plats, innehall) in lista.iter().enumerate() {
                    let vag = format!("{nyckel}[{plats}]");
                    avsnitt(&mut ut, &format!("[[{namn}]]"), innehall, &vag)?;
                }
            }
            _ => {}
        }
    }
    Ok(ut)
}

fn avsnitt(ut: &mut String, rubrik: &str, innehall: &Value, vag: &str) -> Result<(), String> {
    ut.push('\n');
    ut.push_str(rubrik);
    ut.push('\n');
    for (nyckel, varde) in innehall.as_object().into_iter().flatten() {
        rad(ut, nyckel, varde, &format!("{vag}.{nyckel}"))?;
    }
    Ok(())
}

fn rad(ut: &mut String, nyckel: &str, varde: &Value, vag: &str) -> Result<(), String> {
    let pa_en_rad = format!("{} = {}\n", nyckelord(nyckel), ett_varde(varde, vag)?);
    let Value::Array(lista) = varde else {
        ut.push_str(&pa_en_rad);
        return Ok(());
    };
    if pa_en_rad.chars().count() <= BREDD {
        ut.push_str(&pa_en_rad);
        return Ok(());
    }
    ut.push_str(&nyckelord(nyckel));
    ut.push_str(" = [\n");
    for (plats, en) in lista.iter().enumerate() {
        ut.push_str("  ");
        ut.push_str(&ett_varde(en, &format!("{vag}[{plats}]"))?);
        ut.push_str(",\n");
    }
    ut.push_str("]\n");
    Ok(())
}

fn ett_varde(varde: &Value, vag: &str) -> Result<String, String> {
    Ok(match varde {
        Value::String(text) => citat(text),
        Value::Bool(sant) => sant.to_string(),
        Value::Number(tal) => tal.as_i64().ok_or_else(|| vag.to_owned())?.to_string(),
        Value::Null => return Err(vag.to_owned()),
        Value::Array(lista) => {
            let delar: Result<Vec<String>, String> = lista
                .iter()
                .enumerate()
                .map(|(plats, en)| ett_varde(en, &format!("{vag}[{plats}]")))
                .collect();
            format!("[{}]", delar?.join(", "))
        }
        Value::Object(tabell) => {
            let delar: Result<Vec<String>, String> = tabell
                .iter()
                .map(|(nyckel, en)| {
                    let en = ett_varde(en, &format!("{vag}.{nyckel}"))?;
                    Ok(format!("{} = {en}", nyckelord(nyckel)))
                })
                .collect();
            let delar = delar?;
            if delar.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", delar.join(", "))
            }
        }
    })
}

fn nyckelord(nyckel: &str) -> String {
    let bar = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    if !nyckel.is_empty() && nyckel.bytes().all(bar) {
        nyckel.to_owned()
    } else {
        citat(nyckel)
    }
}

fn citat(text: &str) -> String {
    let mut ut = String::with_capacity(text.len() + 2);
    ut.push('"');
    for tecken in text.chars() {
        match tecken {
            '"' => ut.push_str("\\\""),
            '\\' => ut.push_str("\\\\"),
            '\n' => ut.push_str("\\n"),
            '\t' => ut.push_str("\\t"),
            '\r' => ut.push_str("\\r"),
            tecken if tecken.is_control() => {
                // Writing to a String does not fail.
                let _ = write!(ut, "\\u{:04X}", u32::from(tecken));
            }
            tecken => ut.push(tecken),
        }
    }
    ut.push('"');
    ut
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn det_som_skrivs_ar_toml_med_samma_innehall() {
        let rot = json!({
            "a": 1, "b": "x\"\\\n\u{7f}å", "c": true, "tom": [], "tabell": {}, "lista": ["x".repeat(80), "y".repeat(80)],
            "kontakter": {"namnd": {"namn": "N", "telefon": {"oklart": "?"}}, "å ä": {"namn": "M"}},
            "blandat": {"x": 1, "y": {"z": [1, [2]]}},
            "insats": [{"nr": "1", "metoder": [{"namn": "m"}]}, {"nr": "2"}],
        });
        let text = toml(rot.as_object().unwrap()).unwrap();
        let last: toml::Table = text.parse().unwrap();
        assert_eq!(serde_json::to_value(last).unwrap(), rot);
    }

    #[test]
    fn det_som_ingen_katalog_kan_ha_namns_med_sin_vag() {
        for (rot, vag) in [
            (json!({"a": null}), "a"),
            (json!({"a": {"b": {"c": [1, 1.5]}}}), "a.b.c[1]"),
            (json!({"insats": [{"x": {"y": null}}]}), "insats[0].x.y"),
        ] {
            assert_eq!(toml(rot.as_object().unwrap()), Err(vag.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn varje_text_och_nyckel_lases_tillbaka(nyckel in ".{0,12}", text in ".{0,40}") {
            let rot = json!({ nyckel.clone(): text.clone() });
            let skrivet = toml(rot.as_object().unwrap()).unwrap();
            let last: toml::Table = skrivet.parse().unwrap();
            prop_assert_eq!(last.get(&nyckel).and_then(|v| v.as_str()), Some(text.as_str()));
        }
    }
}
