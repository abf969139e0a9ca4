//! The waiting list as JSON: codes, days and slips.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use crate::domain::ko::plats::{Kouppgifter, Platskrav, Pott, Veckodagar};
use crate::domain::ko::vantetid::Vantetid;
use crate::domain::ko::{KoOrsak, Kostatus};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::Aldersband;
use crate::rena::rena_rad;
use crate::store::ko::{
    Erbjudandebild, Kohandelse, Kokvitto, Korad, Koversikt, Pottbild, Underlag,
};
use crate::text;

pub(super) fn dag(dag: Option<NaiveDate>) -> Option<String> {
    dag.map(|dag| dag.to_string())
}

fn kod(kod: Option<Kolappskod>) -> Option<String> {
    kod.map(|kod| kod.to_string())
}

/// The fields of a status: always the same four.
pub(super) fn status(status: Kostatus) -> Map<String, Value> {
    let (fran, till, orsak) = match status {
        Kostatus::Vilande { fran, till } => (Some(fran), Some(till), None),
        Kostatus::Avslutad(orsak) => (None, None, Some(orsak)),
        Kostatus::IKo
        | Kostatus::Erbjuden
        | Kostatus::Accepterad
        | Kostatus::Paborjad
        | Kostatus::Felregistrerad => (None, None, None),
    };
    let mut karta = Map::new();
    karta.insert("status".to_owned(), json!(status.kod()));
    karta.insert("vilar_fran".to_owned(), json!(dag(fran)));
    karta.insert("vilar_till".to_owned(), json!(dag(till)));
    karta.insert("orsak".to_owned(), json!(orsak.map(KoOrsak::kod)));
    karta
}

pub(super) fn veckodagar(dagar: Veckodagar) -> Vec<&'static str> {
    text::ko::VECKODAGAR
        .iter()
        .enumerate()
        .filter(|(plats, _)| dagar.mask() & (1 << plats) != 0)
        .map(|(_, (kod, _))| *kod)
        .collect()
}

pub(super) fn uppgifter(uppgifter: &Kouppgifter) -> Map<String, Value> {
    let mut karta = Map::new();
    karta.insert("parti".to_owned(), json!(uppgifter.parti));
    karta.insert(
        "alder".to_owned(),
        json!(uppgifter.band.map(Aldersband::kod)),
    );
    karta.insert("sprak".to_owned(), json!(uppgifter.sprak));
    karta.insert("tidigast".to_owned(), json!(dag(uppgifter.tidigast)));
    karta.insert(
        "veckodagar".to_owned(),
        json!(uppgifter.veckodagar.map(veckodagar)),
    );
    karta
}

pub(super) fn rad(rad: &Korad) -> Value {
    let mut karta = Map::new();
    karta.insert("insats".to_owned(), json!(rad.insats.to_string()));
    karta.insert("plats".to_owned(), json!(rad.plats));
    karta.insert("kolapp".to_owned(), json!(rad.kod.to_string()));
    karta.insert("sedan".to_owned(), json!(rad.sedan.to_rfc3339()));
    karta.extend(status(rad.status));
    karta.extend(uppgifter(&rad.uppgifter));
    karta.insert("svar_senast".to_owned(), json!(dag(rad.svar_senast)));
    karta.insert("rattad".to_owned(), json!(rad.rattad));
    karta.insert("importerad".to_owned(), json!(rad.importerad));
    Value::Object(karta)
}

pub(super) fn oversikt(ko: &Koversikt, namn: &str) -> Value {
    json!({
        "insats": ko.insats.to_string(),
        "namn": namn,
        "langd": ko.langd,
        "vilande": ko.vilande,
        "erbjudna": ko.erbjudna,
        "accepterade": ko.accepterade,
        "aldst": ko.aldst.map(|tid| tid.to_rfc3339()),
        "lediga": ko.lediga,
        "nasta_omgang": ko.nasta_omgang.map(|(dag, lediga)| json!({"start": dag.to_string(), "lediga": lediga})),
        "granskad": dag(ko.granskad),
        "forsenad": ko.forsenad,
    })
}

pub(super) fn vantetid(vantetid: Vantetid) -> Value {
    let (fran, till, omgang) = match vantetid {
        Vantetid::Veckor(fran, till) => (Some(fran), Some(till), None),
        Vantetid::Omgang(dag) => (None, None, Some(dag)),
        Vantetid::KanInteBeraknas
        | Vantetid::IngenOmgangPlanerad
        | Vantetid::UtanforPlaneradeOmgangar => (None, None, None),
    };
    json!({
        "veckor_fran": fran,
        "veckor_till": till,
        "omgang": dag(omgang),
        "i_ord": text::ko::vantetid(vantetid),
    })
}

pub(super) fn pott(pott: &Pott) -> Value {
    match pott {
        Pott::Lopande(nr) => json!({"slag": "lopande", "insats": nr.to_string(), "omgang": null}),
        Pott::Omgang(id) => json!({"slag": "omgang", "insats": null, "omgang": id.text()}),
    }
}

pub(super) fn krav(krav: &Platskrav) -> Value {
    let band: Vec<&str> = krav.band.iter().map(|band| band.kod()).collect();
    json!({"start": dag(krav.start), "sprak": krav.sprak, "alder": band})
}

pub(super) fn erbjudande(bild: &Erbjudandebild) -> Value {
    json!({
        "pott": pott(&bild.pott),
        "nummer": bild.nummer,
        "start": dag(bild.start),
        "svar_senast": bild.svar_senast.to_string(),
        "utgatt": bild.utgatt,
    })
}

pub(super) fn handelse(handelse: &Kohandelse) -> Value {
    json!({
        "seq": handelse.seq,
        "tid": handelse.tid.to_rfc3339(),
        "anvandare": rena_rad(&handelse.anvandare),
        "desk": rena_rad(&handelse.desk),
        "slag": handelse.slag,
        "orsak": handelse.orsak,
        "om": handelse.om,
        "plats": handelse.plats,
        "angrar": handelse.angrar,
        "mening": handelse.mening.as_deref().map(rena_rad),
        "i_ord": text::ko::handelse(handelse),
    })
}

pub(super) fn underlag(underlag: &Underlag) -> Value {
    let overhoppade: Vec<Value> = underlag
        .overhoppade
        .iter()
        .map(|(kod, plats, skal)| {
            json!({"kolapp": kod.to_string(), "plats": plats, "skal": skal.kod()})
        })
        .collect();
    json!({
        "kolapp": underlag.kod.to_string(),
        "plats": underlag.plats,
        "parti": underlag.parti,
        "pott": pott(&underlag.pott),
        "lediga": underlag.lediga,
        "krav": krav(&underlag.krav),
        "svar_senast": underlag.svar_senast.to_string(),
        "overhoppade": overhoppade,
        "har_kontakt": underlag.har_kontakt,
    })
}

pub(super) fn pottbild(bild: &Pottbild) -> Value {
    let tagna: Vec<Value> = bild
        .tagna
        .iter()
        .map(|(nummer, vem, halls)| {
            json!({"nummer": nummer, "kolapp": kod(*vem), "erbjuden": halls})
        })
        .collect();
    let omgang = bild.omgang.as_ref().map(|omgang| {
        let tillfallen: Vec<Value> = omgang
            .tillfallen
            .iter()
            .map(|(start, minuter)| {
                json!({"start": start.format("%Y-%m-%d %H:%M").to_string(), "minuter": minuter})
            })
            .collect();
        json!({"tillfallen": tillfallen, "minst": omgang.minst, "installd": omgang.installd,
            "krav": krav(&omgang.krav)})
    });
    json!({"pott": pott(&bild.pott), "antal": bild.antal, "tagna": tagna, "omgang": omgang})
}

/// What an act led to; the same fields whatever the act.
pub(super) fn kvitto(kvitto: &Kokvitto) -> Map<String, Value> {
    let mut karta = Map::new();
    karta.insert(
        "kolapp".to_owned(),
        json!(kod(kvitto.post.map(|(kod, _)| kod))),
    );
    if let Some((_, nu)) = kvitto.post {
        karta.extend(status(nu));
    }
    karta.insert("plats".to_owned(), json!(kvitto.plats));
    karta.insert("svar_senast".to_owned(), json!(dag(kvitto.svar_senast)));
    karta.insert("nasta".to_owned(), nasta(kvitto));
    karta
}

/// The place that became free, and who is next in turn for it.
pub(super) fn nasta(kvitto: &Kokvitto) -> Value {
    kvitto.nasta.as_ref().map_or(
        Value::Null,
        |(fri, vem)| json!({"pott": pott(fri), "kolapp": kod(*vem)}),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn en_status_har_alltid_samma_falt() {
        let vilar = Kostatus::Vilande {
            fran: "2027-01-01".parse().unwrap(),
            till: "2027-02-01".parse().unwrap(),
        };
        let vantat = |status: &str, fran: Value, till: Value, orsak: Value| json!({"status": status, "vilar_fran": fran, "vilar_till": till, "orsak": orsak});
        let fall = [
            (
                Kostatus::IKo,
                vantat("i_ko", Value::Null, Value::Null, Value::Null),
            ),
            (
                vilar,
                vantat(
                    "vilande",
                    "2027-01-01".into(),
                    "2027-02-01".into(),
                    Value::Null,
                ),
            ),
            (
                Kostatus::Avslutad(KoOrsak::Dubblett),
                vantat("avslutad", Value::Null, Value::Null, "dubblett".into()),
            ),
        ];
        for (fore, efter) in fall {
            assert_eq!(Value::Object(status(fore)), efter);
        }
    }

    #[test]
    fn ett_kvitto_namner_slip_status_och_den_som_ar_nast() {
        let lapp = Kolappskod::las("2222-222").unwrap();
        let gjort = Kokvitto {
            post: Some((lapp, Kostatus::Erbjuden)),
            plats: Some(1),
            nasta: Some((Pott::Lopande("3.1.4".parse().unwrap()), None)),
            ..Kokvitto::default()
        };
        let json = Value::Object(kvitto(&gjort));
        assert_eq!(
            (&json["kolapp"], &json["status"], &json["plats"]),
            (&json!("2222-222"), &json!("erbjuden"), &json!(1))
        );
        assert_eq!(
            json["nasta"],
            json!({"pott": {"slag": "lopande", "insats": "3.1.4", "omgang": null}, "kolapp": null})
        );
        assert_eq!(kvitto(&Kokvitto::default())["nasta"], Value::Null);
    }

    #[test]
    fn vantetiden_ar_ett_spann_en_omgang_eller_ingenting() {
        let json = vantetid(Vantetid::Veckor(3, 7));
        assert_eq!(
            (&json["veckor_fran"], &json["veckor_till"]),
            (&json!(3), &json!(7))
        );
        let json = vantetid(Vantetid::KanInteBeraknas);
        assert_eq!(
            (&json["veckor_fran"], &json["omgang"]),
            (&Value::Null, &Value::Null)
        );
        assert!(
            json["i_ord"]
                .as_str()
                .unwrap()
                .contains("kan inte beräknas")
        );
    }
}
