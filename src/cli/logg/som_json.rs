//! The log as JSON: codes and numbers, with the words beside them.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::domain::akt::Arendenummer;
use crate::store::logg::{
    Granskningsdel, Kedjefel, Kedjekontroll, Kedjetopp, Loggrad, Loggranskning,
};
use crate::text;

fn tid(tid: DateTime<Utc>) -> String {
    tid.to_rfc3339_opts(SecondsFormat::Millis, true)
}

pub(super) fn topp(topp: Option<Kedjetopp>) -> Value {
    topp.map_or(
        Value::Null,
        |topp| json!({"nr": topp.nr, "kort": topp.kort(), "hel": topp.hel()}),
    )
}

fn fel(fel: &Kedjefel) -> Value {
    let mut json = match fel {
        Kedjefel::Andrad { tabell, seq } => json!({"fel": "andrad", "logg": tabell, "rad": seq}),
        Kedjefel::Borta { tabell, seq } => json!({"fel": "borta", "logg": tabell, "rad": seq}),
        Kedjefel::Lank { nr } => json!({"fel": "lank", "lank": nr}),
        Kedjefel::Okedjad { tabell, seq } => json!({"fel": "okedjad", "logg": tabell, "rad": seq}),
        Kedjefel::Vakt { namn } => json!({"fel": "vakt", "vakt": namn}),
        Kedjefel::ToppBorta { nr } => json!({"fel": "topp_borta", "lank": nr}),
        Kedjefel::ToppAnnan { nr } => json!({"fel": "topp_annan", "lank": nr}),
    };
    json["i_ord"] = text::logg::fel(fel).into();
    json
}

pub(super) fn kontroll(svar: &Kedjekontroll, mot: bool) -> Value {
    json!({
        "hel": svar.hel(),
        "mot_topp": mot,
        "lankar": svar.lankar,
        "gallrade": svar.gallrade,
        "vantar": svar.vantar,
        "antal_fel": svar.antal_fel,
        "fel": svar.fel.iter().map(fel).collect::<Vec<_>>(),
        "topp": topp(svar.topp),
    })
}

pub(super) fn rad(rad: &Loggrad) -> Value {
    json!({
        "logg": rad.tabell,
        "rad": rad.seq,
        "tid": tid(rad.tid),
        "anvandare": rad.anvandare,
        "desk": rad.desk,
        "enhet": rad.enhet,
        "slag": rad.slag,
        "objekt": rad.objekt.as_ref().map(|id| &id.0),
        "arende": rad.arende.as_ref().map(Arendenummer::text),
        "skal": rad.skal,
        "i_ord": text::logg::gjort(rad),
    })
}

fn del<T>(del: &Granskningsdel<T>, rad: impl Fn(&T) -> Value) -> Value {
    json!({"rader": del.rader.iter().map(rad).collect::<Vec<_>>(), "fler": del.fler})
}

pub(super) fn granskning(svar: &Loggranskning, fran: NaiveDate, till: NaiveDate) -> Value {
    json!({
        "fran": fran.to_string(),
        "till": till.to_string(),
        "utan_egen_handling": del(&svar.utan_egen_handling, |(vem, arende, antal)| {
            json!({"anvandare": vem, "arende": arende.text(), "antal": antal})
        }),
        "utanfor_arbetstid": del(&svar.utanfor_arbetstid, |udda| {
            json!({
                "anvandare": udda.anvandare,
                "tid": tid(udda.tid),
                "slag": udda.slag,
                "arende": udda.arende.as_ref().map(Arendenummer::text),
            })
        }),
        "av_manga": del(&svar.av_manga, |(arende, antal)| {
            json!({"arende": arende.text(), "anvandare": antal})
        }),
        "kontakt": del(&svar.kontakt, |(vem, antal)| json!({"anvandare": vem, "antal": antal})),
        "nekade": del(&svar.nekade, |(vem, vad, antal)| {
            json!({"anvandare": vem, "vad": vad, "antal": antal})
        }),
        "misslyckade": del(&svar.misslyckade, |(vem, antal)| {
            json!({"anvandare": vem, "antal": antal})
        }),
        "konton_och_nycklar": del(&svar.forvaltning, |gjort| {
            json!({
                "anvandare": gjort.anvandare,
                "slag": gjort.slag,
                "om": gjort.om,
                "antal": gjort.antal,
            })
        }),
    })
}
