//! A sheet as lines of text and as JSON.

use serde_json::{Map, Value, json};

use super::{Blad, Bladfalt, Bladvarning, Del};
use crate::text;

/// The lines of a sheet: warnings first, then each part with its fields. What is written in several lines is indented,
/// so that nothing in it can be taken for another field.
pub fn som_text(blad: &Blad) -> Vec<String> {
    let mut rader = vec![text::blad::rubrik(blad.system.namn())];
    rader.extend(blad.varningar.iter().map(|varning| obs(*varning)));
    for del in &blad.delar {
        rader.push(String::new());
        rader.push(del.rubrik.clone());
        if del.falt.is_empty() && !fortsatter(blad, del) {
            rader.push(format!("  {}", text::blad::INGET));
        }
        let mut varnat = None;
        for falt in &del.falt {
            // Once for all that it holds for.
            if falt.varning != varnat {
                rader.extend(falt.varning.map(|varning| format!("  {}", obs(varning))));
                varnat = falt.varning;
            }
            rader.extend(falt_som_text(falt));
        }
    }
    rader
}

/// Whether the step of an empty part has notes or the like in parts of their own.
fn fortsatter(blad: &Blad, tom: &Del) -> bool {
    blad.delar
        .iter()
        .any(|del| del.plats == tom.plats && !del.falt.is_empty())
}

fn obs(varning: Bladvarning) -> String {
    format!("{}: {}", text::blad::OBS, varning.text())
}

fn falt_som_text(falt: &Bladfalt) -> Vec<String> {
    let etikett = falt.etikett();
    if falt.varde.contains('\n') {
        let rader = falt.varde.lines().map(|rad| format!("    {rad}"));
        std::iter::once(format!("  {etikett}:"))
            .chain(rader)
            .collect()
    } else {
        vec![format!("  {etikett}: {}", falt.varde)]
    }
}

/// A sheet as JSON: the fields of each part under their keys, in order.
pub fn som_json(blad: &Blad) -> Value {
    let om_bladet = blad
        .varningar
        .iter()
        .map(|varning| (*varning, None::<&'static str>));
    let om_falt = blad
        .falt()
        .filter_map(|falt| falt.varning.map(|varning| (varning, Some(falt.nyckel))));
    let varningar: Vec<Value> = om_bladet
        .chain(om_falt)
        .map(|(varning, falt)| json!({"kod": varning.kod(), "falt": falt, "text": varning.text()}))
        .collect();
    let delar: Vec<Value> = blad.delar.iter().map(del_som_json).collect();
    json!({"system": blad.system.kod(), "varningar": varningar, "delar": delar})
}

fn del_som_json(del: &Del) -> Value {
    let falt: Map<String, Value> = del
        .falt
        .iter()
        .map(|falt| (falt.nyckel.to_owned(), json!(falt.varde)))
        .collect();
    json!({
        "del": del.plats.kod(),
        "post": del.post.map(|(slag, _)| slag.kod()),
        "nr": del.post.map(|(_, nr)| nr),
        "rubrik": del.rubrik,
        "falt": falt,
    })
}
