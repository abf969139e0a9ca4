//! Answers that store nothing: lookup, one insats, a villkorskontroll.

use serde_json::{Value, json};

use super::{Kor, Svar};
use crate::domain::fakta::Fakta;
use crate::domain::insats::{Dokumentation, Hanvisning, Insats, Katalog, Kontakt, Uppgift};
use crate::domain::ko::kontakt::Kontaktratt;
use crate::domain::ko::policy::{VidNej, VidTystnad};
use crate::domain::kontroll::{Utfall, alternativ, kontrollera};
use crate::domain::villkor::{Provning, Skal, Villkor};
use crate::sok::{Index, Traff};
use crate::text;

/// The words of the catalogue for what a no or silence means.
const STA_KVAR: &str = "sta-kvar";
const AVSLUTA: &str = "avsluta";

pub(super) fn sok(kor: &Kor, fraga: &str, antal: usize) -> Svar {
    let katalog = &kor.katalog;
    let svar = Index::ny(katalog).sok(fraga, antal);
    let hanvisning = svar
        .hanvisning
        .and_then(|plats| katalog.hanvisningar.get(plats));
    let traffar = |lista: &[Traff]| {
        lista
            .iter()
            .filter_map(|traff| traff_json(katalog, traff))
            .collect::<Vec<_>>()
    };
    let json = json!({
        "fraga": fraga,
        "traffar": traffar(&svar.traffar),
        "hanvisning": hanvisning.map(hanvisning_json),
        "sidoforslag": traffar(&svar.sidoforslag),
    });
    let rad = |traff: &Traff| {
        katalog
            .insats(traff.nr)
            .map(|insats| format!("{:<7} {}", insats.nr, insats.namn))
    };
    let mut rader: Vec<String> = svar.traffar.iter().filter_map(rad).collect();
    if let Some(hanvisning) = hanvisning {
        rader.push(format!(
            "{}: {}\n{}",
            hanvisning.rubrik,
            hanvisning.text,
            text::kontakt(&hanvisning.kontakt)
        ));
        rader.extend(svar.sidoforslag.iter().filter_map(rad));
    }
    let ja = !rader.is_empty();
    if !ja {
        rader.push(text::cli::INGET.to_owned());
    }
    Svar {
        ja,
        json,
        text: rader.join("\n"),
    }
}

fn traff_json(katalog: &Katalog, traff: &Traff) -> Option<Value> {
    let insats = katalog.insats(traff.nr)?;
    // Two decimals: more would promise a precision that a lookup does not have.
    let poang = (f64::from(traff.poang) * 100.0).round() / 100.0;
    Some(
        json!({"nr": insats.nr.to_string(), "namn": insats.namn, "poang": poang, "traff_i": traff.traff_i.text()}),
    )
}

fn hanvisning_json(hanvisning: &Hanvisning) -> Value {
    json!({"rubrik": hanvisning.rubrik, "text": hanvisning.text, "kontakt": text::kontakt(&hanvisning.kontakt)})
}

pub(super) fn insats(insats: &Insats) -> Svar {
    Svar {
        ja: true,
        json: insats_json(insats),
        text: insats_text(insats),
    }
}

/// The page for whoever is worried about a child: the general duty, for the command line knows of no visit.
pub(super) fn oro(katalog: &Katalog) -> Svar {
    let sida = text::oro::sida(&katalog.barn_och_unga, false);
    let json = sida
        .iter()
        .map(|avsnitt| json!({"rubrik": avsnitt.rubrik, "text": avsnitt.text}))
        .collect();
    let mut rader = Vec::new();
    for avsnitt in sida {
        rader.push(avsnitt.rubrik);
        rader.extend(avsnitt.text.iter().map(|mening| format!("- {mening}")));
    }
    Svar {
        ja: true,
        json,
        text: rader.join("\n"),
    }
}

fn uppgift_json<T: ToString>(uppgift: &Uppgift<T>) -> Value {
    uppgift
        .kand()
        .map_or(Value::Null, |varde| json!(varde.to_string()))
}

fn uppgift_oklar<T>(uppgift: &Uppgift<T>) -> Option<&str> {
    match uppgift {
        Uppgift::Kand(_) => None,
        Uppgift::Oklar(skal) => Some(skal),
    }
}

fn villkor_json(villkor: &Villkor) -> Value {
    json!({
        "id": villkor.id,
        "text": villkor.text,
        "typ": villkor.krav.typ(),
        "avser": villkor.krav.avser().iter().map(|part| part.kod()).collect::<Vec<_>>(),
        "underlag": villkor.underlag.iter().map(|underlag| underlag.kod()).collect::<Vec<_>>(),
        "oppet": villkor.oppet,
    })
}

fn dokumentation_json(dokumentation: &Dokumentation) -> Value {
    let (identitet, system, skal) = match dokumentation {
        Dokumentation::Dokumenteras { system, .. } => ("tillaten", uppgift_json(system), None),
        Dokumentation::Radgivning => ("behovs_inte", Value::Null, None),
        Dokumentation::Undantagen { skal } => ("forbjuden", Value::Null, Some(skal)),
    };
    json!({"paragraf": dokumentation.paragraf(), "identitet": identitet, "system": system, "skal": skal})
}

fn insats_json(insats: &Insats) -> Value {
    let genomforande = &insats.genomforande;
    let par = |lista: &[(String, String)], a: &str, b: &str| {
        lista
            .iter()
            .map(|(x, y)| json!({a: x, b: y}))
            .collect::<Vec<_>>()
    };
    let oklart: Vec<&str> = [
        uppgift_oklar(&insats.beslut.datum),
        uppgift_oklar(&insats.beslut.referens),
    ]
    .into_iter()
    .flatten()
    .collect();
    json!({
        "nr": insats.nr.to_string(),
        "namn": insats.namn,
        "grupp": insats.grupp,
        "ksi": insats.ksi,
        "innehall": insats.innehall,
        "malgrupp": insats.malgrupp.text,
        "villkor": insats.villkor.iter().map(villkor_json).collect::<Vec<_>>(),
        "dokumentation": dokumentation_json(&insats.dokumentation),
        "beslut": {
            "namnd": insats.beslut.namnd,
            "titel": insats.beslut.titel,
            "datum": uppgift_json(&insats.beslut.datum),
            "referens": uppgift_json(&insats.beslut.referens),
            "fran": insats.beslut.fran.map(|dag| dag.to_string()),
            "till": insats.beslut.till.map(|dag| dag.to_string()),
            "oklart": oklart,
        },
        "form": genomforande.form,
        "gruppstorlek": genomforande.gruppstorlek.map(|(minst, hogst)| json!({"minst": minst, "hogst": hogst})),
        "omfattning": genomforande.omfattning,
        "metoder": par(&genomforande.metoder, "namn", "text"),
        "utforare": par(&genomforande.utforare, "namn", "slag"),
        "avgift": genomforande.avgift,
        "ledtid": genomforande.ledtid,
        "bradskande": genomforande.bradskande,
        "oppettider": genomforande.oppettider,
        "platser": genomforande.platser,
        "uppfoljning": genomforande.uppfoljning,
        "stadsomraden": insats.stadsomraden,
        "narliggande": insats.narliggande.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "oppet": insats.oppet,
        "ko": ko_json(insats),
    })
}

/// How its queue is kept, in the words of the catalogue; the days and numbers that hold, decided or not.
fn ko_json(insats: &Insats) -> Value {
    let ko = &insats.ko;
    let nej = match ko.nej {
        VidNej::StaKvar => STA_KVAR,
        VidNej::Avsluta => AVSLUTA,
    };
    let tystnad = match ko.tyst {
        VidTystnad::StaKvar => STA_KVAR,
        VidTystnad::Avsluta => AVSLUTA,
    };
    let aterkomst = if ko.nytt_kodatum_vid_aterkomst {
        "nytt-kodatum"
    } else {
        "gammalt-kodatum"
    };
    json!({
        "slag": ko.slag.kod(),
        "svarstid_arbetsdagar": ko.svarstid,
        "svarstid_beslutad": ko.svarstid_beslutad,
        "nej": nej,
        "tystnad": tystnad,
        "sta_kvar_hogst": ko.sta_kvar_hogst,
        "vila_manader": ko.vila_manader,
        "kontaktforsok": ko.kontaktforsok,
        "bekraftelse_avslutar": ko.bekraftelse == VidTystnad::Avsluta,
        "paminnelser": ko.paminnelser,
        "bekraftas_manader": ko.bekraftas_manader,
        "kontakt": Kontaktratt::av(insats).is_ok(),
        "kontakt_gallras_dagar": ko.kontakt_gallras_dagar,
        "aterkomst": aterkomst,
        "parti_hogst": ko.parti_hogst,
    })
}

fn insats_text(insats: &Insats) -> String {
    let mut rader = vec![
        format!("{} {}", insats.nr, insats.namn),
        insats.innehall.clone(),
        format!("{}: {}", text::insats::MALGRUPP, insats.malgrupp.text),
        format!("{}:", text::insats::VILLKOR),
    ];
    if insats.villkor.is_empty() {
        rader.push(format!("- {}", text::insats::INGA_VILLKOR));
    }
    rader.extend(
        insats
            .villkor
            .iter()
            .map(|villkor| format!("- {}", villkor.text)),
    );
    rader.push(text::dokumentation(&insats.dokumentation));
    rader.push(text::beslut(&insats.beslut));
    rader.push(text::insats::ko(&insats.ko));
    let oppet = insats
        .oppet
        .iter()
        .chain(insats.villkor.iter().filter_map(|v| v.oppet.as_ref()));
    rader.extend(oppet.map(|fraga| format!("{}: {fraga}", text::insats::OPPET)));
    rader.join("\n")
}

fn hanvisning_for(katalog: &Katalog, utfall: Utfall, provning: &Provning) -> Option<Value> {
    let ansok = text::besok::ej_uppfyllt(&katalog.ansokan.namn);
    let (kontakt, text): (&Kontakt, String) = match utfall {
        Utfall::Uppfyllt | Utfall::EjKontrollerat => return None,
        Utfall::Oklart => (&katalog.namnd, text::besok::oklart(&katalog.namnd.namn)),
        Utfall::EjUppfyllt
            if provning
                .rader
                .iter()
                .any(|rad| rad.skal == Some(Skal::AnnanKommun)) =>
        {
            (
                &katalog.ansokan,
                format!("{ansok} {}", text::besok::ANNAN_KOMMUN),
            )
        }
        Utfall::EjUppfyllt | Utfall::KraverEgetSamtycke => (&katalog.ansokan, ansok),
        // A child alone is helped on, not away (SAM-08).
        Utfall::KraverVardnadshavaresSamtycke => {
            let barn = text::besok::barn(&katalog.barn_och_unga.namn);
            (&katalog.barn_och_unga, format!("{barn} {ansok}"))
        }
    };
    Some(json!({"rubrik": text::utfall(utfall), "text": text, "kontakt": text::kontakt(kontakt)}))
}

pub(super) fn kontroll(kor: &Kor, insats: &Insats, fakta: &Fakta) -> Svar {
    let kontroll = kontrollera(insats, fakta, kor.idag);
    let provning = &kontroll.provning;
    let rader: Vec<Value> = provning
        .rader
        .iter()
        .map(|rad| json!({"id": rad.id, "status": rad.status.kod(), "skal": rad.skal.as_ref().map(text::skal::skal)}))
        .collect();
    let uppfyllt = kontroll.utfall == Utfall::Uppfyllt;
    let andra = if uppfyllt || kontroll.utfall == Utfall::EjKontrollerat {
        Vec::new()
    } else {
        alternativ(&kor.katalog, insats, fakta, kor.idag)
    };
    let samtycke = kontroll.samtycke.err().map(text::skal::inget_samtycke);
    let json = json!({
        "nr": insats.nr.to_string(),
        "datum": kor.idag.to_string(),
        "utfall": kontroll.utfall.kod(),
        "skal": provning.oklarhet.map(text::skal::oklarhet),
        "samtycke": samtycke,
        "villkor": rader,
        "dokumentation": dokumentation_json(&insats.dokumentation),
        "hanvisning": hanvisning_for(&kor.katalog, kontroll.utfall, provning),
        "alternativ": andra.iter().map(|(insats, utfall)| {
            json!({"nr": insats.nr.to_string(), "namn": insats.namn, "utfall": utfall.kod()})
        }).collect::<Vec<_>>(),
        "katalog": kor.katalog.version,
    });
    let mut text = vec![format!(
        "{} {}: {}.",
        insats.nr,
        insats.namn,
        text::utfall(kontroll.utfall)
    )];
    for rad in &provning.rader {
        let villkor = insats
            .villkor(&rad.id)
            .map_or(rad.id.as_str(), |villkor| villkor.text.as_str());
        let skal = rad
            .skal
            .as_ref()
            .map(|skal| format!(" {}", text::skal::skal(skal)))
            .unwrap_or_default();
        text.push(format!("- {villkor} {}.{skal}", text::status(rad.status)));
    }
    text.extend(
        provning
            .oklarhet
            .map(|oklarhet| text::skal::oklarhet(oklarhet).to_owned()),
    );
    Svar {
        ja: uppfyllt,
        json,
        text: text.join("\n"),
    }
}
