//! The bridge to needs-assessed help on the screen, with its checklists and its own clocks.

use chrono::NaiveDate;

use super::super::blankett::{
    Blankettfalt, Faltnamn, Valrad, datumfalt, flervalsfalt, textfalt, valfalt,
};
use super::super::kommando::Kommando;
use super::super::{App, Dialog, Effect, Env, rulla, rullning};
use super::blanketter::{Fel, Form, dag_om, pa_falt, valrad};
use super::blankettslag::Aktblankett;
use super::{Aktvy, dialoger, steg};
use crate::domain::akt::samtycke::{Delasmed, galler};
use crate::domain::akt::text::{Faltnamn as Aktfalt, KORT, Kort};
use crate::domain::bro::{Brodagar, galler_barn, har_listor};
use crate::domain::identitet::Nummer;
use crate::domain::tid::Fodd;
use crate::store::RadId;
use crate::store::akt::{Aktakt, Arendebild, Brobild, Samtyckesrad, Tarmed};
use crate::text::broskarm as ord;
use crate::ui::rader::Rulle;

/// The keys of the consents, and the codes by which the form knows them; nobody has more that hold for this.
const SAMTYCKESVAL: [(char, &str); 9] = [
    ('1', "1"),
    ('2', "2"),
    ('3', "3"),
    ('4', "4"),
    ('5', "5"),
    ('6', "6"),
    ('7', "7"),
    ('8', "8"),
    ('9', "9"),
];

/// Brovy, the bridge that is shown.
#[derive(Debug)]
pub struct Brovy {
    /// The bridge.
    pub bild: Box<Brobild>,
    /// The checklists are shown: they are about children and the young.
    pub listor: bool,
    /// The chosen list, by its place.
    pub lista: usize,
    /// The chosen point, by its place in the list.
    pub punkt: usize,
    /// How far the chosen point is scrolled; without lists, the whole view.
    pub rulle: Rulle,
}

impl Brovy {
    /// When a point was ticked, and by whom.
    pub fn bock(&self, lista: &str, punkt: &str) -> Option<(NaiveDate, &str)> {
        let bockar = self.bild.bockar.iter();
        bockar
            .filter(|(l, p, ..)| l == lista && p == punkt)
            .map(|(.., dag, av)| (*dag, av.as_str()))
            .next()
    }
}

/// The birth date that the number of the person proposes.
fn fodd(bild: &Arendebild, idag: NaiveDate) -> Option<Fodd> {
    let nummer = Nummer::las(bild.personnummer.as_deref()?, idag).ok()?;
    nummer.foreslagen_fodd(idag)
}

/// The consents that hold and let something be told to somebody outside, the latest first.
fn som_galler(bild: &Arendebild, idag: NaiveDate) -> Vec<&Samtyckesrad> {
    bild.samtycken
        .iter()
        .filter(|rad| rad.med != Delasmed::AnnanAkt)
        .filter(|rad| galler(rad.till, rad.aterkallat, idag).is_ok())
        .take(SAMTYCKESVAL.len())
        .collect()
}

impl App {
    /// Opens the bridge, or asks what is needed for one.
    pub(super) fn vill_over_bron(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(bild) = self.akt.bild() else { return };
        let arende = bild.rad.id.clone();
        if bild.bro.is_some() {
            self.aktakt(Aktakt::LasBro { arende }, env, effekter);
            return;
        }
        let samtycken = som_galler(bild, env.idag);
        let samtycken = samtycken.into_iter().map(|rad| rad.id.clone()).collect();
        self.oppna_aktblankett(Aktblankett::Bro(arende, samtycken), env, effekter);
    }

    /// What is to be said before somebody applies, and what is asked.
    pub(super) fn brofalt(&self, idag: NaiveDate) -> Option<(Vec<String>, Vec<Blankettfalt>)> {
        let bild = self.akt.bild()?;
        let mut sag: Vec<String> = ord::SAG.map(str::to_owned).to_vec();
        let barn = galler_barn(bild.aktslag, fodd(bild, idag), idag);
        let kontakt = if barn {
            &self.katalog.barn_och_unga
        } else {
            &self.katalog.ansokan
        };
        let mut falt = vec![textfalt(
            Faltnamn::Mottagare,
            ord::TILL,
            KORT,
            &kontakt.namn,
        )];
        let samtycken = som_galler(bild, idag);
        if samtycken.is_empty() {
            sag.push(ord::INGET_SAMTYCKE.to_owned());
        } else {
            falt.push(flervalsfalt(Faltnamn::Tarmed, ord::TARMED, tarmed()));
            let rader = samtycken
                .into_iter()
                .zip(SAMTYCKESVAL)
                .map(|(rad, (tangent, kod))| valrad(tangent, kod, &ord::samtycke(rad)))
                .collect();
            falt.push(valfalt(Faltnamn::Samtycke, ord::SAMTYCKE, rader));
        }
        Some((sag, falt))
    }

    /// The days of the bridge, as they stand.
    pub(super) fn brodagsfalt(&self) -> Option<(Vec<String>, Vec<Blankettfalt>)> {
        let dagar = self.akt.bro.as_ref()?.bild.dagar;
        let falt = dagar
            .alla()
            .into_iter()
            .zip(ord::DAGAR)
            .zip(0..)
            .map(|((dag, ord), plats)| datumfalt(Faltnamn::Brodag(plats), ord, dag))
            .collect();
        Some((vec![ord::DAGAR_SAG.to_owned()], falt))
    }

    /// A bridge has been opened or changed, and is shown.
    pub(super) fn visa_bro(&mut self, bild: Box<Brobild>, effekter: &mut Vec<Effect>) {
        if let Some(vy) = self.akt.bro.as_mut().filter(|vy| vy.bild.id == bild.id) {
            vy.bild = bild;
        } else if let Some(vy) = &mut self.akt.arende {
            let arende = &mut vy.bild;
            if arende.rad.id != bild.arende {
                return;
            }
            arende.bro = Some(bild.id.clone());
            let listor = har_listor(arende.aktslag, fodd(arende, self.idag), self.idag);
            let lista = self.senast_anvand(&bild);
            self.akt.bro = Some(Brovy {
                bild,
                listor,
                lista,
                punkt: 0,
                rulle: Rulle::default(),
            });
        }
        if self.akt.bro.is_some() && self.akt.vy() == Aktvy::Arende {
            self.oppna_aktvy(Aktvy::Bro, effekter);
        }
    }

    /// The last list in which something is done; the first where nothing is.
    fn senast_anvand(&self, bild: &Brobild) -> usize {
        let anvand = |id: &str| bild.bockar.iter().any(|(lista, ..)| lista == id);
        let listor = self.checklistor.alla();
        let plats = listor.iter().rposition(|lista| anvand(&lista.id));
        plats.unwrap_or(0)
    }

    pub(super) fn brokommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let listor = self.checklistor.alla();
        let Some(vy) = &mut self.akt.bro else {
            return;
        };
        if kommando == Kommando::Brodagar {
            let slag = Aktblankett::Brodagar(vy.bild.id.clone());
            self.oppna_aktblankett(slag, env, effekter);
            return;
        }
        if !vy.listor {
            rulla(&vy.rulle, kommando);
            return;
        }
        let antal = listor.len().max(1);
        let punkter = listor.get(vy.lista).map_or(0, |lista| lista.punkter.len());
        match kommando {
            Kommando::Upp | Kommando::Ner | Kommando::Forst | Kommando::Sist => {
                let steg = steg(kommando).unwrap_or(0);
                let sist = punkter.saturating_sub(1);
                vy.punkt = vy.punkt.saturating_add_signed(steg).min(sist);
                vy.rulle.nolla();
            }
            Kommando::SidaUpp | Kommando::SidaNer => {
                vy.rulle.flytta(rullning(kommando).unwrap_or(0));
            }
            Kommando::NastaLista | Kommando::ForraLista => {
                let steg = if kommando == Kommando::NastaLista {
                    1
                } else {
                    antal - 1
                };
                (vy.lista, vy.punkt) = ((vy.lista + steg) % antal, 0);
                vy.rulle.nolla();
            }
            Kommando::Vidare => self.bocka(env, effekter),
            _ => {}
        }
    }

    /// Ticks the chosen point, or takes the tick away. One of another day or of somebody else is asked about first: it
    /// cannot be set again as it was.
    fn bocka(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(vy) = &self.akt.bro else { return };
        let Some(lista) = self.checklistor.alla().get(vy.lista) else {
            return;
        };
        let Some(punkt) = lista.punkter.get(vy.punkt) else {
            return;
        };
        let bock = vy.bock(&lista.id, &punkt.id);
        let akt = Aktakt::Bocka {
            bro: vy.bild.id.clone(),
            lista: lista.id.clone(),
            punkt: punkt.id.clone(),
            gjord: bock.is_none().then_some(env.idag),
        };
        match bock {
            Some((dag, av)) if dag != env.idag || av != self.aktor.anvandare => {
                self.dialog = Some(ta_bort(akt, &punkt.aktivitet, &ord::bockad(dag, av)));
            }
            Some(_) | None => self.aktakt(akt, env, effekter),
        }
    }
}

fn ta_bort(akt: Aktakt, punkt: &str, bockad: &str) -> Dialog {
    dialoger::dialog(
        ord::TA_BORT_RUBRIK,
        vec![punkt.to_owned(), bockad.to_owned()],
        vec![dialoger::val('t', ord::TA_BORT, dialoger::akt(akt))],
    )
}

fn tarmed() -> Vec<Valrad> {
    Tarmed::ALLA
        .into_iter()
        .map(|vad| {
            let (tangent, text) = ord::tarmed(vad);
            valrad(tangent, vad.kod(), text)
        })
        .collect()
}

/// The bridge that the form asks for. Nothing goes along without a consent that holds.
pub(super) fn ny_bro(blankett: &Form, arende: &RadId, samtycken: &[RadId]) -> Result<Aktakt, Fel> {
    let till = blankett.text(Faltnamn::Mottagare);
    if till.trim().is_empty() {
        return Err((Faltnamn::Mottagare, ord::SKRIV_VART.to_owned()));
    }
    Kort::ny(Aktfalt::Mottagare, till).map_err(|fel| pa_falt(&fel))?;
    let mask = blankett.mask(Faltnamn::Tarmed);
    let med: Vec<Tarmed> = Tarmed::ALLA
        .into_iter()
        .zip(0..)
        .filter(|(_, plats)| mask & (1 << plats) != 0)
        .map(|(vad, _)| vad)
        .collect();
    let valt = blankett.vald(Faltnamn::Samtycke);
    let samtycke = SAMTYCKESVAL
        .iter()
        .zip(samtycken)
        .find(|((_, kod), _)| Some(*kod) == valt)
        .map(|(_, id)| id.clone());
    if !med.is_empty() && samtycke.is_none() {
        return Err((Faltnamn::Samtycke, ord::VALJ_SAMTYCKE.to_owned()));
    }
    Ok(Aktakt::OppnaBro {
        arende: arende.clone(),
        till: till.trim().to_owned(),
        samtycke: samtycke.filter(|_| !med.is_empty()),
        med,
    })
}

/// The days that the form states.
pub(super) fn brodagar(blankett: &Form, bro: &RadId) -> Result<Aktakt, Fel> {
    let dag = |plats| dag_om(blankett, Faltnamn::Brodag(plats));
    Ok(Aktakt::SattBrodagar {
        bro: bro.clone(),
        dagar: Brodagar {
            uppdrag: dag(0)?,
            beslut: dag(1)?,
            start: dag(2)?,
            senast_uppfoljd: dag(3)?,
            avslutad: dag(4)?,
        },
    })
}
