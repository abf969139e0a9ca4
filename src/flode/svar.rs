//! The answers of a visit, and the facts that they make.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use crate::domain::fakta::{
    BarnFakta, EgetSamtycke, Fakta, SamtyckeSatt, Svar, Underlag, Vardnadshavare,
};
use crate::domain::insats::{BarnDeltar, Insats};
use crate::domain::raknat::{Kon, Raknas};
use crate::domain::tid::{Aldersband, Aldersklass, Fodd};
use crate::domain::utkast::Kod;
use crate::domain::villkor::{Krav, Part, Provning, Status};
use crate::form::FaltId;

/// Svarslåda, what has been answered. `Debug` tells only which fields, never what stands in them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Svarslada {
    val: BTreeMap<FaltId, Kod>,
    datum: BTreeMap<FaltId, NaiveDate>,
    text: BTreeMap<FaltId, String>,
}

impl fmt::Debug for Svarslada {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.val.keys())
            .entries(self.datum.keys())
            .entries(self.text.keys())
            .finish()
    }
}

impl Svarslada {
    /// The choice made in a field.
    pub fn val(&self, falt: &FaltId) -> Option<&Kod> {
        self.val.get(falt)
    }

    /// Makes a choice.
    pub fn valj(&mut self, falt: FaltId, kod: Kod) {
        self.val.insert(falt, kod);
    }

    /// The date in a field.
    pub fn datum(&self, falt: &FaltId) -> Option<NaiveDate> {
        self.datum.get(falt).copied()
    }

    /// Sets or clears a date.
    pub fn satt_datum(&mut self, falt: FaltId, datum: Option<NaiveDate>) {
        match datum {
            Some(datum) => self.datum.insert(falt, datum),
            None => self.datum.remove(&falt),
        };
    }

    /// The text in a field.
    pub fn text(&self, falt: &FaltId) -> &str {
        self.text.get(falt).map_or("", String::as_str)
    }

    /// Sets a text.
    pub fn satt_text(&mut self, falt: FaltId, text: &str) {
        self.text.insert(falt, text.to_owned());
    }

    /// Forgets name, number and contact data.
    pub fn glom_identitet(&mut self) {
        self.text.clear();
        self.val.remove(&FaltId::Sekretess);
    }

    fn kod(&self, falt: &FaltId) -> Option<&str> {
        self.val.get(falt).map(Kod::text)
    }

    /// The facts in `grund` and what the answers add to them.
    pub(super) fn fakta(&self, insats: &Insats, grund: &Fakta) -> Fakta {
        let mut fakta = grund.clone();
        for (falt, kod) in &self.val {
            let FaltId::Villkor(id) = falt else { continue };
            let (svar, underlag) = match kod.text().split_once('/') {
                Some((svar, underlag)) => (Svar::fran_kod(svar), Underlag::fran_kod(underlag)),
                None => (Svar::fran_kod(kod.text()), None),
            };
            fakta.svar.extend(svar.map(|svar| (id.clone(), svar)));
            fakta
                .underlag
                .extend(underlag.map(|underlag| (id.clone(), underlag)));
        }
        fakta.tveksamhet |= self.kod(&FaltId::Tveksamhet) == Some("ja");
        fakta.person.fodd = self.fodd(&FaltId::Fodd).or(fakta.person.fodd);
        fakta.person.klass = self
            .klass(&FaltId::Klass)
            .or(fakta.person.klass)
            .or_else(|| vuxen_av_villkor(insats, &fakta));
        self.barn(insats, &mut fakta);
        self.samtycke(&mut fakta);
        fakta
    }

    fn fodd(&self, falt: &FaltId) -> Option<Fodd> {
        // Whether the day lies in the future is the date field's to refuse.
        self.datum(falt)
            .and_then(|datum| Fodd::ny(datum, datum).ok())
    }

    fn klass(&self, falt: &FaltId) -> Option<Aldersklass> {
        self.kod(falt).and_then(Aldersklass::fran_kod)
    }

    fn barn(&self, insats: &Insats, fakta: &mut Fakta) {
        // A child that comes by itself is the visitor; there is no other one.
        let barnet_sjalvt = fakta
            .person
            .klass
            .is_some_and(|klass| klass != Aldersklass::Vuxen);
        let deltar = match (insats.barn.deltar, self.kod(&FaltId::BarnDeltar)) {
            (BarnDeltar::Kan, Some(kod)) => Some(kod == "ja"),
            (BarnDeltar::Ja, _) if !barnet_sjalvt => Some(true),
            (BarnDeltar::Ja | BarnDeltar::Kan | BarnDeltar::Nej, _) => None,
        };
        let (fodd, klass) = (self.fodd(&FaltId::BarnFodd), self.klass(&FaltId::BarnKlass));
        let eget = self.kod(&FaltId::BarnEget).map(|kod| kod == "ja");
        if !fakta.barn.is_empty() || (deltar.is_none() && fodd.is_none() && klass.is_none()) {
            return;
        }
        fakta.barn.push(BarnFakta {
            fodd,
            klass,
            deltar,
            samtycker: eget,
            ..BarnFakta::default()
        });
    }

    fn samtycke(&self, fakta: &mut Fakta) {
        match self.kod(&FaltId::Eget) {
            Some("nej") => fakta.samtycke.eget = Some(EgetSamtycke::Nej),
            Some("foretradare") => fakta.samtycke.foretradare = true,
            Some(kod) => {
                if let Some(satt) = SamtyckeSatt::fran_kod(kod) {
                    fakta.samtycke.eget = Some(EgetSamtycke::Ja(satt));
                }
            }
            None => {}
        }
        if let Some(kod) = self.kod(&FaltId::Vardnadshavare) {
            fakta.samtycke.vardnadshavare = match kod.split_once('/') {
                Some((samtycker, antal)) => match (samtycker.parse(), antal.parse()) {
                    (Ok(samtycker), Ok(antal)) => Some(Vardnadshavare {
                        antal,
                        samtycker,
                        hindrad: false,
                    }),
                    _ => None,
                },
                None => Some(Vardnadshavare {
                    antal: 2,
                    samtycker: 1,
                    hindrad: true,
                }),
            };
        }
    }

    /// What may be counted: what the date of birth settles, otherwise what was said.
    pub(super) fn raknas(&self, fakta: &Fakta, idag: NaiveDate) -> Raknas {
        let band = match (
            fakta.person.fodd,
            self.kod(&FaltId::Band),
            fakta.person.klass,
        ) {
            (Some(fodd), _, _) => Some(Aldersband::for_fodd(fodd, idag)),
            (None, Some(kod), _) => Aldersband::fran_kod(kod),
            (None, None, Some(Aldersklass::Fran15Till17)) => Some(Aldersband::Fran15Till17),
            (None, None, Some(Aldersklass::Under15)) => Some(Aldersband::Till14),
            (None, None, Some(Aldersklass::Vuxen) | None) => None,
        };
        Raknas {
            band,
            kon: self.kod(&FaltId::Kon).and_then(Kon::fran_kod),
        }
    }

    /// The choices as codes, and what dates have settled as answers; dates and texts themselves are left out.
    pub(super) fn koder(
        &self,
        insats: &Insats,
        fakta: &Fakta,
        provning: &Provning,
        idag: NaiveDate,
    ) -> Vec<(Kod, Kod)> {
        let mut koder: BTreeMap<Kod, Kod> = self
            .val
            .iter()
            .filter_map(|(falt, kod)| Some((falt.kod()?, kod.clone())))
            .collect();
        for rad in &provning.rader {
            let av_alder = insats
                .villkor(&rad.id)
                .is_some_and(|v| matches!(v.krav, Krav::Alder { .. }));
            let svar = match rad.status {
                Status::Uppfyllt => Svar::Ja,
                Status::EjUppfyllt => Svar::Nej,
                Status::Oklart => Svar::Oklart,
                Status::EjKontrollerat => continue,
            };
            let (Some(falt), Some(kod)) =
                (FaltId::Villkor(rad.id.clone()).kod(), Kod::ny(svar.kod()))
            else {
                continue;
            };
            if av_alder {
                koder.entry(falt).or_insert(kod);
            }
        }
        let klasser = [
            (FaltId::Klass, fakta.person.fodd),
            (
                FaltId::BarnKlass,
                fakta.barn.first().and_then(|barn| barn.fodd),
            ),
        ];
        for (falt, fodd) in klasser {
            let klass = fodd
                .and_then(|fodd| Aldersklass::for_fodd(fodd, idag))
                .map(Aldersklass::kod);
            if let (Some(falt), Some(kod)) = (falt.kod(), klass.and_then(Kod::ny)) {
                koder.insert(falt, kod);
            }
        }
        koder.into_iter().collect()
    }
}

/// A met villkor of 18 years or more says that the visitor is an adult; nothing need be asked again.
fn vuxen_av_villkor(insats: &Insats, fakta: &Fakta) -> Option<Aldersklass> {
    let vuxen = insats.villkor.iter().any(|villkor| {
        let atminstone_18 = matches!(&villkor.krav,
            Krav::Alder { avser: Part::Person, grans } if grans.fran.is_some_and(|fran| fran >= 18));
        atminstone_18 && fakta.svar.get(&villkor.id) == Some(&Svar::Ja)
    });
    (vuxen && fakta.person.fodd.is_none()).then_some(Aldersklass::Vuxen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svarsladan_visar_aldrig_vad_som_star_i_den() {
        let mut svar = Svarslada::default();
        svar.satt_text(FaltId::Namn, "Åsa Ek");
        svar.satt_datum(FaltId::Fodd, NaiveDate::from_ymd_opt(1990, 1, 1));
        let visat = format!("{svar:?}");
        assert!(
            visat.contains("Namn") && !visat.contains("Åsa") && !visat.contains("1990"),
            "{visat}"
        );
    }
}
