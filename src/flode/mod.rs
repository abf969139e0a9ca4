//! Flödet, one visit as both front ends drive it: it asks in forms, takes answers, and goes from step to step.
//!
//! The typed steps of [`crate::domain::besok`] are what moves; this room only translates answers into facts.
#![deny(clippy::wildcard_enum_match_arm)]

mod formular;
mod svar;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::besok::{
    Besok, Dok, Identifiera, Informera, InformeraOmDokumentation, Informerad, KanInteTasEmot,
    Mottagen, Onskan, Placera, Slut, Underrattad, Villkorssteg,
};
use crate::domain::fakta::Fakta;
use crate::domain::identitet::{Identitet, Kontaktuppgift, Nummer};
use crate::domain::information::{Kvittens, Kvittensrad, Satt, Sprak, TextId, Texter};
use crate::domain::insats::{BarnDeltar, Insats};
use crate::domain::kolapp::Kolappskod;
use crate::domain::provning::prova;
use crate::domain::samtycke::{IngetSamtycke, prova_samtycke};
use crate::domain::tid::Aldersklass;
use crate::domain::utkast::{Kod, Steg, Utkast};
use crate::domain::villkor::{Krav, Provning, Status};
use crate::form::{FaltId, Hinder};

pub use formular::Platsbild;
pub use svar::Svarslada;

/// The code under which the slip of a parked visit is kept.
const KOLAPP: &str = "kolapp";

/// Where the typed visit stands.
#[derive(Clone, Debug)]
enum Lage {
    Villkor(Besok<Villkorssteg>),
    Information(Besok<Informera>),
    Samtycke(Besok<Informerad>),
    Utgang(Besok<Informerad>, KanInteTasEmot),
    Plats(Besok<Placera>),
    Dokumentation(Besok<Placera>, Dok<InformeraOmDokumentation>),
    Identitet(Besok<Placera>, Dok<Identifiera>),
}

/// Pågående besök.
#[derive(Clone, Debug)]
pub struct Pagaende {
    insats: Arc<Insats>,
    katalog: String,
    idag: NaiveDate,
    grund: Fakta,
    svar: Svarslada,
    lage: Lage,
    kvittens: Option<Kvittens>,
    lamnar: Option<Onskan>,
    kolapp: Option<Kolappskod>,
}

/// What a step forward led to.
#[derive(Clone, Debug)]
pub enum Vidare {
    /// The next step.
    Steg(Steg),
    /// The end.
    Slut(Box<Slut>),
}

impl Pagaende {
    /// Begins a visit about `insats`, with the facts already known (none at the desk).
    pub fn ny(insats: Arc<Insats>, katalog: &str, idag: NaiveDate, grund: Fakta) -> Self {
        Self {
            lage: Lage::Villkor(Besok::ny(Arc::clone(&insats))),
            insats,
            katalog: katalog.to_owned(),
            idag,
            grund,
            svar: Svarslada::default(),
            kvittens: None,
            lamnar: None,
            kolapp: None,
        }
    }

    /// The same visit, for somebody who comes with a slip.
    #[must_use]
    pub fn med_kolapp(mut self, kod: Option<Kolappskod>) -> Self {
        self.kolapp = kod;
        self
    }

    /// The insats.
    pub fn insats(&self) -> &Arc<Insats> {
        &self.insats
    }

    /// Version of the catalogue that is shown.
    pub fn katalog(&self) -> &str {
        &self.katalog
    }

    /// The slip that the person came with.
    pub fn kolapp(&self) -> Option<Kolappskod> {
        self.kolapp
    }

    /// The answers so far.
    pub fn svar(&self) -> &Svarslada {
        &self.svar
    }

    /// The answers, to be changed.
    pub fn svar_mut(&mut self) -> &mut Svarslada {
        &mut self.svar
    }

    /// Whether the person has been informed: from then on the visit may end.
    pub fn informerad(&self) -> bool {
        self.kvittens.is_some()
    }

    /// What the person has been told, where they have been.
    pub fn kvittensrad(&self) -> Option<Kvittensrad> {
        self.kvittens.map(Kvittens::rad)
    }

    /// What the visit is on its way out with, when it is being left early.
    pub fn lamnar(&self) -> Option<Onskan> {
        self.lamnar
    }

    /// The step that is shown.
    pub fn steg(&self) -> Steg {
        match self.lage {
            Lage::Villkor(_) => Steg::Villkor,
            Lage::Information(_) => Steg::Information,
            Lage::Samtycke(_) => Steg::Samtycke,
            Lage::Utgang(..) | Lage::Plats(_) => Steg::Plats,
            Lage::Dokumentation(..) => Steg::Dokumentation,
            Lage::Identitet(..) => Steg::Identitet,
        }
    }

    /// Why no place can be given, when the visit has come to a way out instead.
    pub fn utgang(&self) -> Option<KanInteTasEmot> {
        match &self.lage {
            Lage::Utgang(_, hinder) => Some(*hinder),
            Lage::Villkor(_)
            | Lage::Information(_)
            | Lage::Samtycke(_)
            | Lage::Plats(_)
            | Lage::Dokumentation(..)
            | Lage::Identitet(..) => None,
        }
    }

    /// The facts: those given, and those that the answers add.
    pub fn fakta(&self) -> Fakta {
        self.svar.fakta(&self.insats, &self.grund)
    }

    /// The check as it stands now.
    pub fn provning(&self) -> Provning {
        prova(&self.insats, &self.fakta(), self.idag)
    }

    /// The day as the rules see it.
    pub fn idag(&self) -> NaiveDate {
        self.idag
    }

    /// The visitor's age class, where it is known.
    pub fn klass(&self) -> Option<Aldersklass> {
        let person = self.fakta().person;
        let av_datum = person
            .fodd
            .and_then(|fodd| Aldersklass::for_fodd(fodd, self.idag));
        av_datum.or(person.klass)
    }

    /// Which information text fits: the language first, then the manner, then a child (INF-04).
    pub fn text_id(&self) -> TextId {
        let sprak = self.svar.val(&FaltId::Sprak).map_or("sv", Kod::text);
        let satt = self
            .svar
            .val(&FaltId::Satt)
            .and_then(|kod| Satt::fran_kod(kod.text()));
        match (sprak, satt, self.klass()) {
            ("en", _, _) => TextId::Engelska,
            (_, Some(Satt::Lattlast), _) => TextId::Lattlast,
            (_, _, Some(Aldersklass::Under15 | Aldersklass::Fran15Till17)) => TextId::Barn,
            _ => TextId::Standard,
        }
    }

    /// Leaves early: the way goes over the information, and nowhere else (INF-02, INF-05).
    ///
    /// Gives the end at once when the person has been informed already.
    pub fn lamna(&mut self, onskan: Onskan) -> Vidare {
        self.lamnar = Some(onskan);
        match self.lage.clone() {
            Lage::Villkor(besok) => {
                self.lage = Lage::Information(besok.provat(&self.fakta(), self.idag));
                Vidare::Steg(Steg::Information)
            }
            Lage::Information(_) => Vidare::Steg(Steg::Information),
            Lage::Samtycke(besok) => slut(besok.avsluta(
                onskan,
                self.svar.raknas(&self.fakta(), self.idag),
                self.idag,
            )),
            Lage::Utgang(besok, hinder) => self.lamna_utgang(besok, hinder, onskan),
            Lage::Plats(besok) | Lage::Dokumentation(besok, _) | Lage::Identitet(besok, _) => {
                slut(besok.avsta(
                    onskan,
                    self.svar.raknas(&self.fakta(), self.idag),
                    self.idag,
                ))
            }
        }
    }

    /// One step back; the answers stay.
    pub fn tillbaka(&mut self) -> Option<Steg> {
        self.lamnar = None;
        self.lage = match self.lage.clone() {
            Lage::Villkor(_) => return None,
            Lage::Information(besok) => Lage::Villkor(besok.om_fran_borjan()),
            Lage::Utgang(besok, KanInteTasEmot::Samtycke(_)) => Lage::Samtycke(besok),
            Lage::Samtycke(besok) | Lage::Utgang(besok, KanInteTasEmot::Villkor(_)) => {
                Lage::Information(besok.om_fran_borjan().provat(&self.fakta(), self.idag))
            }
            Lage::Plats(besok) => Lage::Samtycke(besok.tillbaka(&self.fakta(), self.idag)),
            Lage::Dokumentation(plats, _) => Lage::Plats(plats),
            Lage::Identitet(plats, _) => {
                self.svar.glom_identitet();
                self.dokumentera(plats)
            }
        };
        Some(self.steg())
    }

    /// One step forward.
    ///
    /// # Errors
    /// [`Hinder`]; the visit and all answers stay as they were.
    pub fn vidare(&mut self, texter: &impl Texter) -> Result<Vidare, Hinder> {
        let fakta = self.fakta();
        match self.lage.clone() {
            Lage::Villkor(besok) => {
                self.villkor_besvarade(&fakta)?;
                self.lage = Lage::Information(besok.provat(&fakta, self.idag));
            }
            Lage::Information(besok) => {
                let besok = besok.kvittera(self.underrattad(&FaltId::Satt, texter)?);
                self.kvittens = Some(besok.kvittens());
                if let Some(onskan) = self.lamnar {
                    return Ok(slut(besok.avsluta(
                        onskan,
                        self.svar.raknas(&fakta, self.idag),
                        self.idag,
                    )));
                }
                self.lage = efter_information(besok);
            }
            Lage::Samtycke(besok) => {
                self.lage = match besok.samtycker(&fakta, self.idag) {
                    Ok(besok) => Lage::Plats(besok),
                    Err((besok, hinder)) => {
                        self.samtycke_besvarat(hinder)?;
                        Lage::Utgang(besok, hinder)
                    }
                };
            }
            Lage::Utgang(besok, hinder) => {
                let onskan = self.onskan()?;
                return Ok(self.lamna_utgang(besok, hinder, onskan));
            }
            Lage::Plats(besok) => return self.placera(besok, &fakta),
            Lage::Dokumentation(plats, dok) => {
                let dok = dok.kvittera(self.underrattad(&FaltId::DokSatt, texter)?);
                self.lage = Lage::Identitet(plats, dok);
            }
            Lage::Identitet(_, dok) => {
                let identitet = self.identitet()?;
                return Ok(slut(dok.overlamna(identitet)));
            }
        }
        Ok(Vidare::Steg(self.steg()))
    }

    /// What is kept while the visit is parked: codes only. What a birth date has settled stays as an answer.
    pub fn utkast(&self) -> Utkast {
        let steg = match self.steg() {
            // Identity is typed in one go; after an interruption the records are told of again.
            Steg::Identitet => Steg::Dokumentation,
            steg @ (Steg::Villkor
            | Steg::Information
            | Steg::Samtycke
            | Steg::Plats
            | Steg::Dokumentation) => steg,
        };
        let mut svar = self
            .svar
            .koder(&self.insats, &self.fakta(), &self.provning(), self.idag);
        // The slip is kept with the answers: without it the place in line would be lost in the break.
        let kolapp = self.kolapp.map(|kod| kod.to_string().to_lowercase());
        if let (Some(falt), Some(kod)) = (Kod::ny(KOLAPP), kolapp.as_deref().and_then(Kod::ny))
            && !(svar.is_empty() && steg == Steg::Villkor)
        {
            svar.push((falt, kod));
        }
        Utkast {
            insats: self.insats.nr,
            katalog: self.katalog.clone(),
            steg,
            svar,
            kvittens: self.kvittens.map(Kvittens::rad),
        }
    }

    /// Takes up a parked visit by going through the steps again with the answers that were kept.
    ///
    /// It stops at the first step whose rules the answers no longer satisfy; the receipt counts only while the
    /// text is the one that was told.
    pub fn ateruppta(
        insats: Arc<Insats>,
        utkast: &Utkast,
        katalog: &str,
        idag: NaiveDate,
        texter: &impl Texter,
    ) -> Self {
        let mut besok = Self::ny(insats, katalog, idag, Fakta::default());
        for (falt, kod) in &utkast.svar {
            if falt.text() == KOLAPP {
                besok.kolapp = Kolappskod::las(kod.text());
            }
            if let Some(falt) = FaltId::fran_kod(falt) {
                besok.svar.valj(falt, kod.clone());
            }
        }
        if katalog != utkast.katalog {
            // Another decision may hold another villkor: the desk looks again from the beginning.
            return besok;
        }
        while besok.steg() < utkast.steg {
            if besok.steg() == Steg::Information {
                if !besok.aterta_kvittens(utkast.kvittens, texter) {
                    break;
                }
            } else if !matches!(besok.vidare(texter), Ok(Vidare::Steg(_))) {
                break;
            }
        }
        besok
    }

    /// The receipt that was given counts as it was given: an answer that came later may have made another text fit,
    /// but nobody has been told that one.
    fn aterta_kvittens(&mut self, rad: Option<Kvittensrad>, texter: &impl Texter) -> bool {
        let (Some(rad), Lage::Information(besok)) = (rad, self.lage.clone()) else {
            return false;
        };
        let Ok(besok) = besok.ateruppta(rad, texter.text(rad.text)) else {
            return false;
        };
        self.kvittens = Some(besok.kvittens());
        self.lage = efter_information(besok);
        true
    }

    fn lamna_utgang(
        &self,
        besok: Besok<Informerad>,
        hinder: KanInteTasEmot,
        onskan: Onskan,
    ) -> Vidare {
        let raknas = self.svar.raknas(&self.fakta(), self.idag);
        slut(match hinder {
            KanInteTasEmot::Villkor(_) => besok.avsluta(onskan, raknas, self.idag),
            KanInteTasEmot::Samtycke(inget) => {
                besok.avsluta_utan_samtycke(inget, onskan, raknas, self.idag)
            }
        })
    }

    fn villkor_besvarade(&self, fakta: &Fakta) -> Result<(), Hinder> {
        let provning = prova(&self.insats, fakta, self.idag);
        if provning.status != Status::EjKontrollerat {
            return Ok(());
        }
        let obesvarad = provning.rader.iter().find(|rad| {
            let doms = self
                .insats
                .villkor(&rad.id)
                .is_some_and(|v| v.krav == Krav::Bedomning);
            rad.status == Status::EjKontrollerat && !doms
        });
        obesvarad.map_or(Ok(()), |rad| {
            Err(Hinder::Obesvarat(FaltId::Villkor(rad.id.clone())))
        })
    }

    fn samtycke_besvarat(&self, hinder: KanInteTasEmot) -> Result<(), Hinder> {
        let saknas = match hinder {
            KanInteTasEmot::Samtycke(IngetSamtycke::DeltarEjBesvarat) => FaltId::BarnDeltar,
            KanInteTasEmot::Samtycke(IngetSamtycke::BarnetsAlderEjBesvarad) => FaltId::BarnKlass,
            KanInteTasEmot::Samtycke(IngetSamtycke::EgetEjBesvarat) => FaltId::Eget,
            KanInteTasEmot::Samtycke(IngetSamtycke::KraverEget)
                if self.fakta().samtycke.eget.is_none() =>
            {
                FaltId::Eget
            }
            KanInteTasEmot::Samtycke(
                IngetSamtycke::KraverVardnadshavare | IngetSamtycke::LamplighetEjBeslutad,
            ) if self.fakta().samtycke.vardnadshavare.is_none() => FaltId::Vardnadshavare,
            KanInteTasEmot::Samtycke(_) | KanInteTasEmot::Villkor(_) => return Ok(()),
        };
        Err(Hinder::Obesvarat(saknas))
    }

    fn underrattad<'t>(
        &self,
        falt: &FaltId,
        texter: &'t impl Texter,
    ) -> Result<Underrattad<'t>, Hinder> {
        let satt = self
            .svar
            .val(falt)
            .and_then(|kod| Satt::fran_kod(kod.text()));
        let satt = satt.ok_or_else(|| Hinder::Obesvarat(falt.clone()))?;
        let sprak = self
            .svar
            .val(&FaltId::Sprak)
            .and_then(|kod| Sprak::fran_kod(kod.text()));
        Ok(Underrattad {
            text: texter.text(self.text_id()),
            satt,
            sprak: sprak.unwrap_or(Sprak::SVENSKA),
        })
    }

    fn onskan(&self) -> Result<Onskan, Hinder> {
        match self.svar.val(&FaltId::Vill).map(Kod::text) {
            Some("ansoka") => Ok(Onskan::Ansoka),
            Some("bara_fraga") => Ok(Onskan::BaraFraga),
            Some("hanvisad") => Ok(Onskan::TaEmot),
            _ => Err(Hinder::Obesvarat(FaltId::Vill)),
        }
    }

    fn placera(&mut self, besok: Besok<Placera>, fakta: &Fakta) -> Result<Vidare, Hinder> {
        let raknas = self.svar.raknas(fakta, self.idag);
        match self.svar.val(&FaltId::Vill).map(Kod::text) {
            Some("ta_emot") => {
                self.lage = match besok.clone().ta_emot(raknas, self.idag) {
                    Mottagen::Dokumentera(dok) => Lage::Dokumentation(besok, dok),
                    Mottagen::Anonymt(mottagen) => return Ok(slut(Slut::Mottagen(mottagen))),
                };
                Ok(Vidare::Steg(self.steg()))
            }
            Some("ko") => Ok(slut(besok.stall_i_ko(raknas, self.idag))),
            _ => {
                let onskan = self.onskan()?;
                Ok(slut(besok.avsta(onskan, raknas, self.idag)))
            }
        }
    }

    fn dokumentera(&self, plats: Besok<Placera>) -> Lage {
        let raknas = self.svar.raknas(&self.fakta(), self.idag);
        match plats.clone().ta_emot(raknas, self.idag) {
            Mottagen::Dokumentera(dok) => Lage::Dokumentation(plats, dok),
            Mottagen::Anonymt(_) => Lage::Plats(plats),
        }
    }

    fn identitet(&self) -> Result<Identitet, Hinder> {
        let text = |falt: FaltId| self.svar.text(&falt).trim().to_owned();
        let sekretess = self
            .svar
            .val(&FaltId::Sekretess)
            .map(|kod| kod.text() == "ja");
        let sekretess = sekretess.ok_or(Hinder::Obesvarat(FaltId::Sekretess))?;
        let nummer = match text(FaltId::Nummer) {
            tomt if tomt.is_empty() => None,
            nummer => Some(Nummer::las(&nummer, self.idag).map_err(Hinder::Nummer)?),
        };
        if nummer
            .as_ref()
            .is_some_and(|nummer| self.annan_alder(nummer))
        {
            return Err(Hinder::NummerOchAlder);
        }
        let kontakt = Kontaktuppgift {
            telefon: text(FaltId::Telefon),
            epost: text(FaltId::Epost),
            adress: text(FaltId::Adress),
        };
        Identitet::ny(&text(FaltId::Namn), nummer, kontakt, sekretess).map_err(Hinder::Identitet)
    }

    /// Whether the birth date that a number proposes would not have led here: another age was answered.
    ///
    /// Where a child takes part it is not known whose number it is.
    fn annan_alder(&self, nummer: &Nummer) -> bool {
        let Some(fodd) = nummer.foreslagen_fodd(self.idag) else {
            return false;
        };
        let mut fakta = self.fakta();
        let klass = Aldersklass::for_fodd(fodd, self.idag);
        let annan_klass = self.klass().is_some() && klass.is_some() && self.klass() != klass;
        fakta.person.fodd = Some(fodd);
        fakta.person.klass = None;
        let kvar = prova(&self.insats, &fakta, self.idag).status == Status::Uppfyllt
            && prova_samtycke(&self.insats, &fakta, self.idag).is_ok();
        self.insats.barn.deltar == BarnDeltar::Nej && (annan_klass || !kvar)
    }
}

/// Where an informed visit goes: to samtycke, or to a way out.
fn efter_information(besok: Besok<Informerad>) -> Lage {
    let status = besok.provning().status;
    if status == Status::Uppfyllt {
        Lage::Samtycke(besok)
    } else {
        Lage::Utgang(besok, KanInteTasEmot::Villkor(status))
    }
}

fn slut(slut: Slut) -> Vidare {
    Vidare::Slut(Box::new(slut))
}
