//! What is to be done in the akter of the own enhet: follow-ups whose day has come, and handovers nobody has fetched.

use serde_json::{Value, json};

use super::{Lager, som_json};
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::insats::InsatsNr;
use crate::store::akt::{Aktfraga, Aktsvar};
use crate::text;

/// The list, as JSON and in words; of one insats or of all.
pub(in crate::cli) fn lista(
    kor: &Kor,
    bara: Option<InsatsNr>,
) -> Result<(Vec<Value>, Vec<String>), CliFel> {
    let mut lager = Lager::oppna(kor)?;
    let fraga = Aktfraga::Attgora {
        enhet: lager.enhet(),
        idag: kor.idag,
    };
    let Aktsvar::Attgora(arenden, overlamningar) = lager.fraga(fraga)? else {
        return Err(CliFel::programfel());
    };
    let galler = |nr: InsatsNr| bara.is_none_or(|bara| bara == nr);
    let (mut json, mut rader) = (Vec::new(), Vec::new());
    for rad in arenden.iter().filter(|rad| galler(rad.insats)) {
        let i_ord = text::akt::lista::folj_upp(rad);
        json.push(json!({
            "vad": "uppfoljning",
            "insats": rad.insats.to_string(),
            "arende": rad.nummer.text(),
            "overlamning": null,
            "dag": som_json::dag(rad.nasta_uppfoljning),
            "i_ord": i_ord,
        }));
        rader.push(i_ord);
    }
    for rad in overlamningar.iter().filter(|rad| galler(rad.insats)) {
        let i_ord = text::akt::lista::ohamtad(rad, text::akt::dagar(rad, kor.idag));
        json.push(json!({
            "vad": "ej_hamtad",
            "insats": rad.insats.to_string(),
            "arende": null,
            "overlamning": rad.id.0,
            "dag": text::ko::dag(rad.skapad),
            "i_ord": i_ord,
        }));
        rader.push(i_ord);
    }
    Ok((json, rader))
}

pub(super) fn kor(kor: &Kor) -> Result<Svar, CliFel> {
    let (json, rader) = lista(kor, None)?;
    let text = if rader.is_empty() {
        text::akt::cli::INGET_ATT_GORA.to_owned()
    } else {
        rader.join("\n")
    };
    Ok(Svar {
        ja: true,
        json: json!({"akt": json}),
        text,
    })
}
