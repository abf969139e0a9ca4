//! `troskel blad`: an ärende or a handover as a sheet for a case system. Taking it out is logged before it is shown.

use serde_json::{Value, json};

use super::Lager;
use crate::blad::{self, Blad, Bladval, Malsystem, som_json, som_text};
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::akt::Arendenummer;
use crate::store::RadId;
use crate::store::akt::{Aktakt, Aktsvar, Arendebild, Sokt};
use crate::text;

/// What the command has been given.
pub(in crate::cli) struct Flaggor<'a> {
    /// Number of an ärende, or id of a handover.
    pub(in crate::cli) vad: &'a str,
    /// Another system than the catalogue's.
    pub(in crate::cli) system: Option<&'a str>,
    /// Contact data too.
    pub(in crate::cli) kontakt: bool,
}

/// Makes the sheet.
pub(in crate::cli) fn kor(kor: &Kor, flaggor: &Flaggor<'_>) -> Result<Svar, CliFel> {
    let valt = flaggor
        .system
        .map(|kod| Malsystem::fran_kod(kod).ok_or_else(|| CliFel::indata(text::blad::SYSTEM)))
        .transpose()?;
    let system = |av: Option<&str>| valt.unwrap_or_else(|| Malsystem::av_katalogen(av));
    let val = Bladval {
        kontakt: flaggor.kontakt,
    };
    let id = flaggor.vad.trim();
    if let Some(nummer) = Arendenummer::las(id) {
        let mut lager = Lager::oppna(kor)?;
        let bild = sok(&mut lager, nummer)?;
        let blad = blad::av_arende(&bild, system(bild.system.as_deref()), val);
        lamna_ut(&mut lager, &bild.rad.id)?;
        Ok(svar(
            &blad,
            json!({"arende": bild.rad.nummer.text(), "overlamning": null}),
        ))
    } else if ar_radid(id) {
        let mut lager = Lager::oppna(kor)?;
        let hel = lager.hamta(RadId(id.to_ascii_lowercase()))?;
        let blad = blad::av_overlamning(&hel, system(hel.rad.system.as_deref()), val);
        lamna_ut(&mut lager, &hel.rad.id)?;
        Ok(svar(
            &blad,
            json!({"arende": null, "overlamning": hel.rad.id.0}),
        ))
    } else {
        // What was typed is not said again: it may be a name.
        Err(CliFel::indata(text::blad::VILKET))
    }
}

/// Looks the ärende up by its number and opens it; both are logged.
fn sok(lager: &mut Lager<'_>, nummer: Arendenummer) -> Result<Box<Arendebild>, CliFel> {
    let Aktsvar::Arenden(rader) = lager.akt(Aktakt::Sok(Sokt::Arende(nummer)))? else {
        return Err(CliFel::programfel());
    };
    let rad = rader.into_iter().next();
    let rad = rad.ok_or_else(|| CliFel::nej(text::blad::INGET_ARENDE))?;
    lager.bild(Aktakt::Las { arende: rad.id })
}

fn lamna_ut(lager: &mut Lager<'_>, id: &RadId) -> Result<(), CliFel> {
    lager.gjort(Aktakt::Utlamnat { id: id.clone() })
}

fn ar_radid(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Which ärende or handover it is, then the sheet.
fn svar(blad: &Blad, vilket: Value) -> Svar {
    let mut json = vilket;
    if let (Value::Object(karta), Value::Object(bladet)) = (&mut json, som_json(blad)) {
        karta.extend(bladet);
    }
    Svar {
        ja: true,
        json,
        text: som_text(blad).join("\n"),
    }
}
