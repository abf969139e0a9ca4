//! The same TOML written in another way, and small changes of what it holds.

use std::fmt::Write;

use proptest::sample::Index;
use toml::{Table, Value};

/// Writes a document: its tables in line, or each under its own heading.
pub fn skriv(rot: &Table, rubriker: bool) -> String {
    let mut ut = String::new();
    let egen = |varde: &Value| rubriker && varde.is_table();
    for (nyckel, varde) in rot.iter().filter(|(_, varde)| !egen(varde)) {
        writeln!(ut, "{} = {}", text(nyckel), i_rad(varde)).unwrap();
    }
    for (nyckel, varde) in rot.iter().filter(|(_, varde)| egen(varde)) {
        writeln!(ut, "\n[{}]", text(nyckel)).unwrap();
        for (under, varde) in varde.as_table().into_iter().flatten() {
            writeln!(ut, "{} = {}", text(under), i_rad(varde)).unwrap();
        }
    }
    ut
}

fn i_rad(varde: &Value) -> String {
    match varde {
        Value::String(s) => text(s),
        Value::Integer(tal) => tal.to_string(),
        Value::Float(tal) => format!("{tal:?}"),
        Value::Boolean(ja) => ja.to_string(),
        Value::Datetime(tid) => tid.to_string(),
        Value::Array(lista) => {
            let delar: Vec<String> = lista.iter().map(i_rad).collect();
            format!("[{}]", delar.join(", "))
        }
        Value::Table(tabell) => {
            let delar: Vec<String> = tabell
                .iter()
                .map(|(nyckel, varde)| format!("{} = {}", text(nyckel), i_rad(varde)))
                .collect();
            format!("{{{}}}", delar.join(", "))
        }
    }
}

fn text(s: &str) -> String {
    let mut ut = "\"".to_owned();
    for c in s.chars() {
        match c {
            '"' => ut.push_str("\\\""),
            '\\' => ut.push_str("\\\\"),
            c if c.is_control() => write!(ut, "\\u{:04X}", u32::from(c)).unwrap(),
            c => ut.push(c),
        }
    }
    ut + "\""
}

/// Every way to a value.
fn vagar(varde: &Value, fore: &[String], ut: &mut Vec<Vec<String>>) {
    let under: Vec<(String, &Value)> = match varde {
        Value::Table(tabell) => tabell
            .iter()
            .map(|(nyckel, varde)| (nyckel.clone(), varde))
            .collect(),
        Value::Array(lista) => lista
            .iter()
            .enumerate()
            .map(|(n, varde)| (n.to_string(), varde))
            .collect(),
        _ => Vec::new(),
    };
    for (nyckel, varde) in under {
        let vag = [fore, &[nyckel]].concat();
        vagar(varde, &vag, ut);
        ut.push(vag);
    }
}

/// Changes one value: away, or of another kind, or twice.
pub fn andra(rot: &mut Table, plats: Index, hur: u8) {
    let mut alla = Vec::new();
    vagar(&Value::Table(rot.clone()), &[], &mut alla);
    let vag = &alla[plats.index(alla.len())];
    let (sist, fore) = vag.split_last().unwrap();
    let mut hel = Value::Table(std::mem::take(rot));
    let mut har = &mut hel;
    for del in fore {
        har = match har {
            Value::Table(tabell) => tabell.get_mut(del).unwrap(),
            Value::Array(lista) => &mut lista[del.parse::<usize>().unwrap()],
            _ => unreachable!(),
        };
    }
    let nytt = match hur {
        0 => None,
        1 => Some(Value::Integer(-1)),
        2 => Some(Value::String(String::new())),
        3 => Some(Value::Boolean(true)),
        4 => Some(Value::Array(Vec::new())),
        5 => Some(Value::Table(Table::new())),
        _ => Some(Value::String("okänt".to_owned())),
    };
    match har {
        Value::Table(tabell) => {
            tabell.remove(sist);
            if let Some(nytt) = nytt {
                tabell.insert(sist.clone(), nytt);
            }
        }
        Value::Array(lista) => {
            let n: usize = sist.parse().unwrap();
            match nytt {
                None => {
                    let igen = lista[n].clone();
                    lista.push(igen);
                }
                Some(nytt) => lista[n] = nytt,
            }
        }
        _ => unreachable!(),
    }
    if let Value::Table(tabell) = hel {
        *rot = tabell;
    }
}
