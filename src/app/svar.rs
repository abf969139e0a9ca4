//! The store's answers, each to the request that asked.

use super::akt::Aktvantan;
use super::besok::Besoksvy;
use super::ko::blankettslag::Blankettslag;
use super::ko::{Koval, Kovantan};
use super::{App, Dialog, Dialogsvar, Effect, Env, Vy, dialogval};
use crate::domain::information::{Satt, Sprak};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::kontakt::Kontaktratt;
use crate::domain::statistik::period::Period;
use crate::domain::tid::Aldersklass;
use crate::flode::Platsbild;
use crate::rena::rena_rad;
use crate::store::akt::Aktsvar;
use crate::store::worker::Ticket;
use crate::store::{Change, Kvitto, OpId, Query, RadId, Reply, StoreError};
use crate::text;
use crate::ui::inmatning::Tangent;

/// What an answer is awaited for.
#[derive(Clone, Debug)]
pub enum Vantar {
    /// The header.
    Lage,
    /// The places of the open visit.
    Plats,
    /// The list of parked visits.
    Parkerade,
    /// The statistics of a period.
    Statistik(Period),
    /// What was left begun, when somebody begins at the desk.
    Paborjade,
    /// A change made from a list.
    Listandring,
    /// A visit was parked.
    Parkerad(RadId),
    /// A parked visit is to be taken up.
    TaUpp(RadId),
    /// The end of the open visit.
    Avslutat {
        /// What was sent.
        change: Box<Change>,
        /// With which id.
        op: OpId,
    },
    /// A question about the waiting list.
    Ko(Kovantan),
    /// An act on the waiting list.
    Koakt {
        /// What was sent.
        change: Box<Change>,
        /// With which id.
        op: OpId,
        /// In which queue, where that is known.
        insats: Option<InsatsNr>,
    },
    /// A question about handovers and akter.
    Akt(Aktvantan),
    /// An act on a handover or in an akt.
    Aktakt {
        /// What was sent.
        change: Box<Change>,
        /// With which id.
        op: OpId,
    },
    /// A draft is to be kept.
    Utkast(RadId),
    /// That the store does what time has done.
    Svep,
    /// A visitor who only asked.
    Informerad {
        /// Name of the insats.
        namn: String,
        /// What was sent.
        change: Box<Change>,
        /// With which id.
        op: OpId,
    },
}

impl Vantar {
    /// Whether something is to be written.
    pub(super) fn ar_sparning(&self) -> bool {
        match self {
            Self::Lage
            | Self::Plats
            | Self::Parkerade
            | Self::Statistik(_)
            | Self::Paborjade
            | Self::Ko(_)
            | Self::Akt(_)
            | Self::Svep => false,
            Self::Listandring
            | Self::Parkerad(_)
            | Self::TaUpp(_)
            | Self::Avslutat { .. }
            | Self::Koakt { .. }
            | Self::Aktakt { .. }
            | Self::Utkast(_)
            | Self::Informerad { .. } => true,
        }
    }
}

impl App {
    pub(super) fn store_svar(
        &mut self,
        biljett: Ticket,
        svar: Result<Reply, StoreError>,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        // Each request is told of once; anything else would be a fault of ours and has nobody to go to.
        let Some(vantar) = self.vantar.remove(&biljett.0) else {
            return;
        };
        match svar {
            Ok(reply) => self.gick_bra(vantar, reply, env, effekter),
            Err(fel) => self.gick_inte(vantar, &fel, env, effekter),
        }
    }

    fn gick_bra(&mut self, vantar: Vantar, reply: Reply, env: &Env, effekter: &mut Vec<Effect>) {
        match (vantar, reply) {
            (Vantar::Lage, Reply::Lage(lage)) => self.lage = lage,
            (Vantar::Plats, Reply::Platslage(plats)) => {
                self.platsbild(Platsbild {
                    lediga: plats.lediga,
                    vantar: plats.i_tur,
                });
            }
            (Vantar::Parkerade, Reply::Parkerade(rader)) => self.visa_parkerade(rader),
            (Vantar::Statistik(period), Reply::Statistik(underlag)) => {
                self.statistiksvar(period, underlag, effekter);
            }
            (Vantar::Paborjade, Reply::Parkerade(rader)) => self.erbjud_paborjade(&rader),
            (Vantar::Listandring, _) => self.ladda_parkerade(effekter),
            (Vantar::Parkerad(id), Reply::Parkerad(version)) => {
                self.parkerad(&id, version, env, effekter);
            }
            (Vantar::TaUpp(id), Reply::Upptagen { utkast, version }) => {
                self.ateruppta(id, &utkast, version, env, effekter);
            }
            (Vantar::Ko(fraga), Reply::Ko(svar)) => self.kosvar(fraga, *svar, env, effekter),
            (Vantar::Koakt { change, insats, .. }, Reply::Ko(svar)) => {
                self.koakt_gjord(&change, insats, *svar, effekter);
            }
            (Vantar::Akt(fraga), Reply::Akt(svar)) => self.aktsvar(fraga, *svar),
            (Vantar::Aktakt { change, .. }, svar) => self.aktakt_gjord(&change, svar, effekter),
            (Vantar::Utkast(id), Reply::Akt(svar)) => {
                if let Aktsvar::Utkastversion(version) = *svar {
                    self.utkast_sparat(&id, version, env, effekter);
                }
            }
            (Vantar::Svep, Reply::Ko(svar)) => self.svept(&svar, effekter),
            (Vantar::Avslutat { change, .. }, Reply::Avslutat(kvitto)) => {
                let besok = self.besok.take();
                let kontakt = besok
                    .as_ref()
                    .and_then(|besok| kontakt_efter(besok, &kvitto));
                let lapp = match (&besok, change.as_ref()) {
                    (Some(besok), Change::Avsluta { slut, .. }) => {
                        self.lappval(besok, slut, &kvitto)
                    }
                    _ => Vec::new(),
                };
                let insats =
                    besok.map_or_else(String::new, |besok| besok.flode.insats().namn.clone());
                self.vy = Vy::Sok;
                self.sok.falt.tom();
                self.sok_igen();
                let mut dialog = kvitto_dialog(&kvitto, &insats, kontakt);
                dialog.val.extend(lapp);
                self.dialog = Some(dialog);
                self.load(Query::Lage, Vantar::Lage, effekter);
            }
            (Vantar::Informerad { namn, .. }, _) => {
                let satt = text::satt(Satt::Muntligt).to_lowercase();
                self.sok.inaktuell = true;
                self.notis = Some(text::skarm::noterat(&namn, &satt, Sprak::SVENSKA.kod()));
            }
            // An answer of another kind than asked for cannot come from our own store.
            (
                Vantar::Lage
                | Vantar::Plats
                | Vantar::Parkerade
                | Vantar::Statistik(_)
                | Vantar::Paborjade
                | Vantar::Parkerad(_)
                | Vantar::TaUpp(_)
                | Vantar::Ko(_)
                | Vantar::Koakt { .. }
                | Vantar::Akt(_)
                | Vantar::Utkast(_)
                | Vantar::Svep
                | Vantar::Avslutat { .. },
                _,
            ) => {}
        }
    }

    fn gick_inte(
        &mut self,
        vantar: Vantar,
        fel: &StoreError,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let text = rena_rad(&text::hinder::store(fel));
        // Something was not saved: that has to be read before the program ends.
        self.slutar = false;
        match vantar {
            Vantar::Avslutat { change, op } => {
                self.slutet_gick_inte(change, op, fel, text, effekter);
            }
            Vantar::Informerad { namn, change, op } => {
                self.raknad_nyss = None;
                let vantar = Vantar::Informerad {
                    namn,
                    change: change.clone(),
                    op,
                };
                self.dialog = Some(forsok_igen(text, op, change, vantar));
            }
            Vantar::Parkerad(id) => {
                let borta = matches!(fel, StoreError::Konflikt { .. } | StoreError::Saknas);
                match self.ej_parkerad(&id, borta) {
                    Some(change) => {
                        let vantar = Vantar::Parkerad(id);
                        self.dialog = Some(forsok_igen(text, env.op, Box::new(change), vantar));
                    }
                    None => self.notis = Some(text),
                }
            }
            Vantar::TaUpp(_) | Vantar::Listandring => {
                self.notis = Some(text);
                self.ladda_parkerade(effekter);
            }
            Vantar::Ko(fraga) => self.kofraga_gick_inte(&fraga, fel, text, effekter),
            Vantar::Koakt { change, op, insats } => {
                self.koakt_gick_inte(change, op, insats, fel, text, effekter);
            }
            Vantar::Aktakt { change, op } => {
                self.aktakt_gick_inte(change, op, fel, text, effekter);
            }
            Vantar::Utkast(id) => self.utkast_inte_sparat(&id, fel, text),
            // The next opening does it; nothing was asked for that the desk has to know of.
            Vantar::Svep if matches!(fel, StoreError::Upptagen) => {}
            Vantar::Akt(fraga) => self.aktfraga_gick_inte(&fraga, fel, text, effekter),
            Vantar::Lage
            | Vantar::Plats
            | Vantar::Parkerade
            | Vantar::Statistik(_)
            | Vantar::Paborjade
            | Vantar::Svep => {
                self.notis = Some(text);
            }
        }
    }

    fn slutet_gick_inte(
        &mut self,
        mut change: Box<Change>,
        op: OpId,
        fel: &StoreError,
        text: String,
        effekter: &mut Vec<Effect>,
    ) {
        // It was being parked when the end was sent, and that failed: nothing lies there to erase, so it ends without.
        let aldrig_parkerat = self.besok.as_ref().is_some_and(Besoksvy::aldrig_parkerat);
        if let (StoreError::Saknas, true, Change::Avsluta { utkast, .. }) =
            (fel, aldrig_parkerat, change.as_mut())
            && utkast.take().is_some()
        {
            let vantar = Vantar::Avslutat {
                change: change.clone(),
                op,
            };
            self.save(op, *change, vantar, effekter);
            return;
        }
        if let Some(besok) = &mut self.besok {
            besok.avslutas = false;
            besok.hinder = Some(text.clone());
        }
        match fel {
            StoreError::IngenPlats(_) => {
                // Back to where the place is chosen; the identity that was typed is forgotten.
                if let Some(besok) = &mut self.besok {
                    besok.till_plats(text);
                }
                self.fraga_plats(effekter);
            }
            StoreError::Konflikt { .. } | StoreError::Saknas => {
                self.besok = None;
                self.vy = Vy::Sok;
                self.notis = Some(text);
            }
            StoreError::Upptagen
            | StoreError::Ko { .. }
            | StoreError::Akt(_)
            | StoreError::Konto(_)
            | StoreError::Gallring(_)
            | StoreError::EjBehorig(_)
            | StoreError::Utloggad
            | StoreError::Stopp(_)
            | StoreError::TrasigRad { .. } => {
                let vantar = Vantar::Avslutat {
                    change: change.clone(),
                    op,
                };
                self.dialog = Some(forsok_igen(text, op, change, vantar));
            }
        }
    }
}

/// The same act again, with the same id: a lost answer cannot make two of it.
pub(super) fn forsok_igen(text: String, op: OpId, change: Box<Change>, vantar: Vantar) -> Dialog {
    let svar = Dialogsvar::ForsokIgen(op, change, Box::new(vantar));
    Dialog {
        rubrik: text::skarm::EJ_SPARAT.to_owned(),
        text: vec![text],
        val: vec![
            dialogval(Tangent::ENTER, text::skarm::FORSOK_IGEN, svar),
            dialogval(Tangent::ESC, text::skarm::TILLBAKA, Dialogsvar::Stang),
        ],
    }
}

/// The form for how whoever was put in the queue can be reached, where that may be kept.
fn kontakt_efter(besok: &Besoksvy, kvitto: &Kvitto) -> Option<Blankettslag> {
    let (kod, _) = kvitto.kolapp?;
    let insats = besok.flode.insats();
    Kontaktratt::av(insats).ok()?;
    let ung = besok
        .flode
        .klass()
        .map(|klass| klass == Aldersklass::Fran15Till17);
    Some(Blankettslag::Kontakt(insats.nr, kod, ung))
}

/// What the person at the desk needs to say and hand over when a visit has ended.
fn kvitto_dialog(kvitto: &Kvitto, insats: &str, kontakt: Option<Blankettslag>) -> Dialog {
    let mut rader = Vec::new();
    if let Some((kod, plats)) = kvitto.kolapp {
        rader.push(format!("{insats}. {}", text::kolapp(kod, plats)));
        rader.extend(text::skarm::KOLAPP.map(str::to_owned));
    }
    if let Some(id) = &kvitto.overlamning {
        rader.push(text::skarm::tar_over(insats));
        rader.push(text::overlamnad(&id.0));
    }
    if rader.is_empty() {
        rader.push(text::skarm::BESOKET_RAKNAT.to_owned());
    }
    // A slip follows Enter: held down it would take the code away before anybody has read it.
    let tangent = if kvitto.kolapp.is_some() {
        Tangent::tecken('j')
    } else {
        Tangent::ENTER
    };
    let mut val = vec![dialogval(tangent, text::skarm::FORTSATT, Dialogsvar::Stang)];
    if let Some(slag) = kontakt {
        val.push(dialogval(
            Tangent::tecken('k'),
            text::koskarm::ANTECKNA_KONTAKT,
            Dialogsvar::Ko(Box::new(Koval::Blankett(slag))),
        ));
    }
    Dialog {
        rubrik: text::skarm::KLART.to_owned(),
        text: rader,
        val,
    }
}
