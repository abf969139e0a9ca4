//! Contact data of a row: all of them or none, and only where they may be kept.

use super::cell::vik;
use super::las::{Cell, Rad};
use crate::domain::insats::Insats;
use crate::domain::ko::fil::{Importhinder, Importkolumn};
use crate::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use crate::domain::tid::Aldersband;

/// A way and value that nothing is wrong with, for asking the rule about one part at a time.
const GILTIG: (&str, Kontaktsatt, &str) = ("Namn", Kontaktsatt::Brev, "Adress");

/// Reads the contact data of a row; what is wrong goes to the row's faults.
pub(super) fn kontakt(
    rad: &mut Rad<'_>,
    insats: Option<&Insats>,
    band: Option<Aldersband>,
) -> Option<Kokontakt> {
    let kolumner = [
        Importkolumn::Namn,
        Importkolumn::Kontaktsatt,
        Importkolumn::Kontakt,
    ];
    let ratt = insats.map(Kontaktratt::av);
    if let Some(Err(_)) = ratt {
        for kolumn in kolumner {
            if rad.cell(kolumn) != Cell::Tom {
                rad.fel(kolumn, Importhinder::IngenKontakt);
            }
        }
        return None;
    }
    let satt = match rad.cell(Importkolumn::Kontaktsatt) {
        Cell::Text(text) => {
            let satt = Kontaktsatt::fran_kod(&vik(text).replace('_', ""));
            if satt.is_none() {
                rad.fel(Importkolumn::Kontaktsatt, Importhinder::Kontaktsatt);
            }
            satt
        }
        Cell::Tom | Cell::Trasig => None,
    };
    let valt = valt_av(rad);
    let [namn, sattcell, varde] = kolumner.map(|kolumn| rad.cell(kolumn));
    halvt(rad, [namn, sattcell, varde]);
    let (Cell::Text(namn), Some(satt), Cell::Text(varde), Some(Ok(ratt))) =
        (namn, satt, varde, ratt)
    else {
        return None;
    };
    let (nagot_namn, nagot_satt, nagot_varde) = GILTIG;
    if Kokontakt::ny(ratt, namn, nagot_satt, nagot_varde, (false, true)).is_err() {
        rad.fel(Importkolumn::Namn, Importhinder::NamnEjHelt);
    }
    if Kokontakt::ny(ratt, nagot_namn, satt, varde, (false, true)).is_err() {
        rad.fel(Importkolumn::Kontakt, Importhinder::KontaktEjHel);
    }
    let ung = band == Some(Aldersband::Fran15Till17);
    if ung && satt == Kontaktsatt::Brev {
        rad.fel(Importkolumn::Kontaktsatt, Importhinder::UngFarInteBrev);
    }
    if ung && matches!(valt, Valt::Osagt | Valt::Vardnadshavare) {
        rad.fel(Importkolumn::ValtAv, Importhinder::UngHarInteValt);
    }
    // Somebody grown up has no guardian who could have chosen; where the age is not known nothing is claimed.
    let vuxen = band.is_some_and(|band| band > Aldersband::Fran15Till17);
    let sjalv = match valt {
        Valt::Personen => true,
        Valt::Vardnadshavare => false,
        Valt::Osagt => vuxen,
        Valt::Olasligt => return None,
    };
    Kokontakt::ny(ratt, namn, satt, varde, (ung, sjalv)).ok()
}

#[derive(Clone, Copy)]
enum Valt {
    Personen,
    Vardnadshavare,
    Osagt,
    Olasligt,
}

fn valt_av(rad: &mut Rad<'_>) -> Valt {
    match rad.cell(Importkolumn::ValtAv) {
        Cell::Tom => Valt::Osagt,
        Cell::Trasig => Valt::Olasligt,
        Cell::Text(text) => match vik(text).as_str() {
            "personen" => Valt::Personen,
            "vardnadshavare" => Valt::Vardnadshavare,
            _ => {
                rad.fel(Importkolumn::ValtAv, Importhinder::ValtAv);
                Valt::Olasligt
            }
        },
    }
}

/// Says which of the three cells is missing, where some but not all of them are filled in.
fn halvt(rad: &mut Rad<'_>, [namn, satt, varde]: [Cell<'_>; 3]) {
    let tom = |cell| cell == Cell::Tom;
    match (tom(namn), tom(satt), tom(varde)) {
        (true, true, true) => {}
        (false, true, true) => rad.fel(Importkolumn::Namn, Importhinder::NamnUtanKontakt),
        (saknar_namn, saknar_satt, saknar_varde) => {
            if saknar_namn {
                rad.fel(Importkolumn::Namn, Importhinder::KontaktUtanNamn);
            }
            if saknar_satt {
                rad.fel(Importkolumn::Kontaktsatt, Importhinder::KontaktUtanSatt);
            }
            if saknar_varde {
                rad.fel(Importkolumn::Kontakt, Importhinder::SattUtanKontakt);
            }
        }
    }
}
