//! One entry: what its keys lead to, by where it stands.

use super::super::kommando::Kommando;
use super::super::{App, Effect, Env};
use super::avslut::Avslut;
use super::blankettslag::Blankettslag;
use super::{Kovantan, Kovy, Underlagsfraga, avslut, dialoger};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::kontakt::Kontaktratt;
use crate::domain::ko::policy::Kopolicy;
use crate::domain::ko::{KoOrsak, Kostatus};
use crate::domain::tid::Aldersband;
use crate::store::ko::{Kofraga, Kopostbild};
use crate::text;

impl App {
    pub(super) fn postkommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(post) = &self.ko.post else { return };
        // Nothing is done with an entry that is not shown yet.
        let Some(bild) = post.bild.as_deref() else {
            return;
        };
        let (insats, kod) = (bild.rad.insats, bild.rad.kod);
        match kommando {
            Kommando::NastaSteg => self.nasta_steg(env, effekter),
            Kommando::Vidare => self.kalla_in(effekter),
            Kommando::Vila => match self.viladialog(env) {
                Ok(dialog) => self.dialog = Some(dialog),
                Err(hinder) => self.notis = Some(hinder),
            },
            Kommando::Rattelse if bild.rattelse.is_some() => {
                self.dialog = Some(dialoger::rattelse(bild));
            }
            // What the store would refuse is refused before anything is typed.
            Kommando::Onskemal | Kommando::Rattelse if !bild.lage.status.har_plats_i_ko() => {
                self.neka(&KanInteIKon::FelStatus(bild.lage.status));
            }
            Kommando::Onskemal => {
                self.oppna_blankett(Blankettslag::Onskemal(insats, kod), env, effekter);
            }
            Kommando::Kontakt => {
                let far_sparas = self
                    .katalog
                    .insats(insats)
                    .is_some_and(|insats| Kontaktratt::av(insats).is_ok());
                let ung = bild
                    .rad
                    .uppgifter
                    .band
                    .map(|band| band == Aldersband::Fran15Till17);
                let slag = far_sparas.then_some(Blankettslag::Kontakt(insats, kod, ung));
                self.dialog = Some(dialoger::kontakt(bild, slag));
            }
            Kommando::Rattelse => {
                self.oppna_blankett(Blankettslag::Rattelse(insats, kod), env, effekter);
            }
            // Whoever does not wait any longer has no place that a slip could be for.
            Kommando::Kolapp if !bild.lage.status.levande() => {
                self.neka(&KanInteIKon::Slutgiltig(bild.lage.status));
            }
            Kommando::Kolapp => {
                self.fraga_ko(Kofraga::Platser(insats), Kovantan::Lapp(kod), effekter);
            }
            Kommando::VisaBevis => {
                self.ko.bevis = None;
                self.oppna_kovy(Kovy::Bevis, env, effekter);
            }
            Kommando::AvslutaKopost => {
                let bild = bild.clone();
                self.fraga_avsluta(&bild);
            }
            annat => super::super::rulla(&post.rulle, annat),
        }
    }

    /// The step that follows from where the entry stands.
    fn nasta_steg(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(bild) = self.bild() else { return };
        let (insats, kod) = (bild.rad.insats, bild.rad.kod);
        match bild.lage.status {
            Kostatus::IKo => {
                let fraga = Underlagsfraga {
                    insats,
                    pott: None,
                    kod: Some(kod),
                    hoppa: Vec::new(),
                };
                self.fraga_underlag(fraga, effekter);
            }
            Kostatus::Vilande { .. } => {
                self.notis = Some(text::koskarm::AVSLUTA_VILAN_FORST.to_owned());
            }
            Kostatus::Erbjuden => {
                let stangt = &self.katalog.stangda_dagar;
                let policy = self.policy(insats);
                self.dialog = Some(dialoger::svar(bild, &policy, env.idag, stangt));
            }
            Kostatus::Accepterad => {
                self.dialog = Some(dialoger::tackat_ja(bild, &self.policy(insats)));
            }
            Kostatus::Avslutad(_) => {
                self.oppna_blankett(Blankettslag::Ateroppna(insats, kod), env, effekter);
            }
            status @ (Kostatus::Paborjad | Kostatus::Felregistrerad) => {
                self.neka(&KanInteIKon::Slutgiltig(status));
            }
        }
    }

    /// Somebody with the slip stands at the desk.
    fn kalla_in(&mut self, effekter: &mut Vec<Effect>) {
        let Some(bild) = self.bild() else { return };
        let (insats, kod) = (bild.rad.insats, bild.rad.kod);
        match bild.lage.status {
            Kostatus::IKo => {
                // A whole visit for nothing would be worse than a question first.
                let plats = bild.rad.plats.unwrap_or(1);
                let forst = plats.saturating_sub(bild.vilande_fore) <= 1;
                self.fraga_ko(
                    Kofraga::Underlag {
                        insats,
                        pott: None,
                        kod: Some(kod),
                        hoppa: Vec::new(),
                    },
                    Kovantan::KallaIn(insats, kod, forst),
                    effekter,
                );
            }
            Kostatus::Erbjuden | Kostatus::Accepterad => {
                self.dialog = Some(dialoger::kalla_in(insats, kod));
            }
            Kostatus::Vilande { .. } => {
                self.notis = Some(text::koskarm::AVSLUTA_VILAN_FORST.to_owned());
            }
            status @ (Kostatus::Paborjad | Kostatus::Avslutad(_) | Kostatus::Felregistrerad) => {
                self.neka(&KanInteIKon::FelStatus(status));
            }
        }
    }

    fn viladialog(&self, env: &Env) -> Result<super::super::Dialog, String> {
        let Some(bild) = self.bild() else {
            return Err(text::skarm::HAMTAR.to_owned());
        };
        let kod = bild.rad.kod;
        match bild.lage.status {
            Kostatus::IKo => {
                let hogst = self
                    .katalog
                    .insats(bild.rad.insats)
                    .map_or(6, |insats| insats.ko.vila_manader);
                Ok(dialoger::vila(kod, env.idag, hogst))
            }
            Kostatus::Vilande { till, .. } => Ok(dialoger::aktivera(kod, till)),
            status @ (Kostatus::Erbjuden
            | Kostatus::Accepterad
            | Kostatus::Paborjad
            | Kostatus::Avslutad(_)
            | Kostatus::Felregistrerad) => {
                Err(text::ko::hinder(&KanInteIKon::FelStatus(status), None))
            }
        }
    }

    /// Asks why an entry is to be ended.
    pub(super) fn fraga_avsluta(&mut self, bild: &Kopostbild) {
        match bild.lage.status {
            status if status.levande() => {
                let insats = self.katalog.insats(bild.rad.insats);
                self.dialog = Some(avslut::orsak(bild, insats, self.idag));
            }
            Kostatus::Avslutad(_) => {
                self.dialog = Some(dialoger::felregistrera(bild.rad.kod));
            }
            status => self.neka(&KanInteIKon::Slutgiltig(status)),
        }
    }

    /// Asks once more before an entry is ended; where a villkor is why, first which.
    pub(super) fn bekrafta_avslut(&mut self, val: Avslut) {
        let vilket = val.orsak == KoOrsak::VillkorEjUppfyllda && val.villkor.is_none();
        if !vilket {
            self.dialog = Some(avslut::bekrafta(val, &self.ratt_att_ansoka()));
            return;
        }
        match self.katalog.insats(val.insats) {
            Some(insats) => self.dialog = Some(avslut::villkor(val.kod, insats)),
            None => self.neka(&KanInteIKon::OkandInsats),
        }
    }

    /// What the nämnd has decided about the queue; what holds of itself where the insats is gone.
    fn policy(&self, insats: InsatsNr) -> Kopolicy {
        let insats = self.katalog.insats(insats);
        insats.map_or_else(Kopolicy::default, |insats| insats.ko)
    }

    pub(super) fn ratt_att_ansoka(&self) -> String {
        use crate::domain::information::{TextId, Texter};
        let text = self.texter.text(TextId::Standard);
        let forst = text.ratt_att_ansoka.lista().first();
        forst.cloned().unwrap_or_default()
    }

    fn bild(&self) -> Option<&Kopostbild> {
        self.ko.post.as_ref()?.bild.as_deref()
    }

    pub(super) fn neka(&mut self, hinder: &KanInteIKon) {
        self.notis = Some(text::ko::hinder(hinder, None));
    }
}
