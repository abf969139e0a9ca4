//! The file is looked through and copied.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::super::{CliFel, Svar};
use super::{forlopp, oppna, oppning, vem};
use crate::start::Installningar;
use crate::store::sqlite::{Kopiekvitto, Prov, Rotation};
use crate::text;

pub(super) fn kontrollera(installningar: &Installningar) -> Result<Svar, CliFel> {
    let (mut store, aktor) = oppna(installningar)?;
    let vem = vem(&aktor);
    let prov = forlopp::med(|gang| store.prova_filen(&vem, gang))?;
    let fel = text::databas::fel(&prov);
    Ok(Svar {
        ja: fel.is_empty(),
        json: prov_json(&prov, &fel),
        text: text::databas::kontroll(&prov, &fel),
    })
}

fn prov_json(prov: &Prov, fel: &[String]) -> Value {
    let regler = prov.regler.iter().map(
        |(kod, brott)| json!({"regel": kod, "i_ord": text::databas::regel(kod), "brott": brott}),
    );
    json!({
        "hel": fel.is_empty(),
        "krypterad": prov.filen.krypterad,
        "lankar": prov.loggen.lankar,
        "gallrade": prov.loggen.gallrade,
        "fel_i_loggen": prov.loggen.antal_fel,
        "fel": fel,
        "regler": regler.collect::<Vec<Value>>(),
    })
}

fn kvitto_json(kvitto: &Kopiekvitto) -> Value {
    let topp = kvitto.topp.map_or(
        Value::Null,
        |topp| json!({"nr": topp.nr, "kort": topp.kort(), "hel": topp.hel()}),
    );
    json!({
        "kopia": kvitto.vag.display().to_string(),
        "sidor": kvitto.sidor,
        "topp": topp,
        "tid": kvitto.tid.to_rfc3339(),
        "fel": text::databas::fel(&kvitto.prov),
    })
}

pub(super) fn kopiera(installningar: &Installningar, till: &Path) -> Result<Svar, CliFel> {
    let (mut store, aktor) = oppna(installningar)?;
    let (vem, oppning) = (vem(&aktor), oppning(installningar));
    let kvitto = forlopp::med(|gang| store.kopiera_med(till, oppning, &vem, gang))?;
    Ok(Svar {
        ja: kvitto.prov.hel(),
        json: kvitto_json(&kvitto),
        text: text::databas::kopierad(&kvitto),
    })
}

pub(super) fn sakerhetskopiera(
    installningar: &Installningar,
    mapp: &Path,
    rotation: Rotation,
) -> Result<Svar, CliFel> {
    let (mut store, aktor) = oppna(installningar)?;
    let (vem, oppning) = (vem(&aktor), oppning(installningar));
    let kopia = forlopp::med(|gang| store.sakerhetskopiera(mapp, rotation, oppning, &vem, gang))?;
    let vagar = |vagar: &[PathBuf]| -> Vec<String> {
        vagar.iter().map(|vag| vag.display().to_string()).collect()
    };
    let mut json = kvitto_json(&kopia.kvitto);
    json["borttagna"] = json!(vagar(&kopia.borttagna));
    json["lamnade"] = json!(vagar(&kopia.lamnade));
    Ok(Svar {
        ja: true,
        json,
        text: text::databas::sakerhetskopierad(&kopia),
    })
}
