//! The forms of the akt: how each begins, and which act it becomes.

use chrono::{NaiveDate, NaiveTime};

use super::super::blankett::{
    Blankett, Blankettfalt, Faltnamn, Valrad, datumfalt, langfalt, textfalt, valfalt,
};
use super::super::kommando::Kommando;
use super::super::{App, Effect, Env};
use super::blankettslag::Aktblankett;
use super::utkast::Skrivet;
use super::{Aktvy, avslut, bro, plan, samtycken};
use crate::domain::akt::anteckning::{Anteckningsdelar, NyAnteckning};
use crate::domain::akt::hinder::KanInteIAkten;
use crate::domain::akt::text::{Faltnamn as Aktfalt, KORT, LANG};
use crate::domain::akt::{Aktslag, Arendenummer, Skrivare, Stegantal};
use crate::domain::fakta::SamtyckeSatt;
use crate::domain::identitet::{Identitet, Kontaktuppgift, Nummer};
use crate::domain::insats::InsatsNr;
use crate::store::RadId;
use crate::store::akt::{Aktakt, NyttArende, Sokt};
use crate::text;
use crate::text::aktblanketter as ord;
use crate::text::aktvyer as vyord;

pub(super) type Form = Blankett<Aktblankett>;

/// Why a form cannot be saved as it stands: the field to go to, and the words.
pub(super) type Fel = (Faltnamn, String);

impl App {
    pub(super) fn oppna_aktblankett(
        &mut self,
        slag: Aktblankett,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        // The answer that is awaited would close it.
        if self.akt.sparar || !self.provar_blankett(&slag) {
            return;
        }
        let Some(blankett) = self.ny_aktblankett(slag, env.idag) else {
            return;
        };
        let utkast = blankett.slag.utkast().is_some();
        self.akt.utkast = utkast.then(|| Skrivet::nytt(env.rad.clone(), None));
        self.akt.blankett = Some(blankett);
        self.oppna_aktvy(Aktvy::Blankett, effekter);
    }

    /// Goes on with a draft that lies in the ärende.
    pub(super) fn fortsatt_utkast(&mut self, id: &RadId, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(rad) = self
            .akt
            .bild()
            .and_then(|bild| bild.utkast.iter().find(|rad| rad.utkast.id == *id))
            .cloned()
        else {
            return;
        };
        let Some(slag) = Aktblankett::av_utkast(&rad.utkast) else {
            return;
        };
        let Some(mut blankett) = self.ny_aktblankett(slag, env.idag) else {
            return;
        };
        blankett.fyll(&rad.utkast.falt);
        self.akt.utkast = Some(Skrivet::nytt(rad.utkast.id, Some(rad.version)));
        self.akt.blankett = Some(blankett);
        self.oppna_aktvy(Aktvy::Blankett, effekter);
    }

    fn ny_aktblankett(&self, slag: Aktblankett, idag: NaiveDate) -> Option<Form> {
        let (att_saga, falt) = match &slag {
            Aktblankett::Oppna(_) => self.oppningsfalt()?,
            Aktblankett::Bro(..) => self.brofalt(idag)?,
            Aktblankett::Brodagar(_) => self.brodagsfalt()?,
            Aktblankett::AndraForaldern(_) => (
                vec![ord::ANDRA_FORALDERN_SAG.to_owned()],
                vec![
                    textfalt(Faltnamn::Namn, ord::NAMN, KORT, ""),
                    textfalt(Faltnamn::Nummer, ord::NUMMER, 20, ""),
                    valfalt(Faltnamn::Satt, ord::SAMTYCKESSATT, samtyckessatt()),
                ],
            ),
            Aktblankett::Sok => (
                vec![ord::SOK_SAG.to_owned()],
                vec![textfalt(Faltnamn::Sokt, ord::SOKT, KORT, "")],
            ),
            Aktblankett::Anteckning(_, galler) => (
                ord::anteckning_sag(*galler),
                self.anteckningsfalt(idag, ord::vad_forslag(*galler)),
            ),
            Aktblankett::Kopiera(_, _, samtycke) => {
                (self.kopiera_sag(samtycke), self.skrivarfalt())
            }
            Aktblankett::Uppfoljningsdag(_) => (
                vec![ord::UPPFOLJNING_SAG.to_owned()],
                vec![datumfalt(
                    Faltnamn::Uppfoljning,
                    ord::NASTA_UPPFOLJNING,
                    self.akt.bild()?.rad.nasta_uppfoljning,
                )],
            ),
            Aktblankett::Plan {
                bygger_pa, forenar, ..
            } => self.planfalt(*bygger_pa, *forenar)?,
            Aktblankett::Samtycke(_) => self.samtyckesfalt(idag)?,
            Aktblankett::FoljUpp(_) => self.uppfoljningsfalt(idag)?,
            Aktblankett::Avsluta(_) => self.avslutsfalt(idag)?,
        };
        let rubrik = rubrik(&slag);
        Some(Blankett::ny(slag, rubrik, att_saga, falt))
    }

    /// What opening an ärende asks: only what neither the handover nor the catalogue says.
    fn oppningsfalt(&self) -> Option<(Vec<String>, Vec<Blankettfalt>)> {
        let hel = self.akt.overlamning.as_ref()?;
        let (aktslag, steg) = self.av_katalogen(hel.rad.insats);
        let mut falt = Vec::new();
        if aktslag.is_none() {
            falt.push(valfalt(Faltnamn::Aktslag, ord::VEMS_AKT, aktslagen()));
        }
        if steg.is_none() {
            falt.push(valfalt(Faltnamn::Steg, ord::HUR_MANGA_STEG, stegen()));
        }
        if aktslag.is_none_or(|slag| slag == Aktslag::Barnet) {
            falt.push(textfalt(Faltnamn::Namn, ord::BARNETS_NAMN, KORT, ""));
            falt.push(textfalt(Faltnamn::Nummer, ord::BARNETS_NUMMER, 20, ""));
        }
        falt.push(datumfalt(
            Faltnamn::Uppfoljning,
            ord::FORSTA_UPPFOLJNING,
            None,
        ));
        Some((ord::oppna_sag(hel), falt))
    }

    /// Whose akt and how many steps, where the catalogue in use says so.
    fn av_katalogen(&self, nr: InsatsNr) -> (Option<Aktslag>, Option<Stegantal>) {
        let insats = self.katalog.insats(nr);
        insats.map_or((None, None), |insats| insats.dokumentation.akt_och_steg())
    }

    /// Under which consent a note is copied, and what that lets be told: only who reads both can see that it does.
    fn kopiera_sag(&self, samtycke: &RadId) -> Vec<String> {
        let mut samtycken = self.akt.bild().into_iter().flat_map(|bild| &bild.samtycken);
        let galler = samtycken.find(|rad| rad.id == *samtycke);
        let mut sag = vec![ord::KOPIERA_SAG.to_owned()];
        sag.extend(galler.map(ord::kopieras_med));
        sag
    }

    fn anteckningsfalt(&self, idag: NaiveDate, vad: &str) -> Vec<Blankettfalt> {
        let mut falt = vec![
            textfalt(Faltnamn::Vad, ord::VAD, KORT, vad),
            datumfalt(Faltnamn::Dag, ord::NAR, Some(idag)),
            textfalt(Faltnamn::Klockslag, ord::KLOCKSLAG, 5, ""),
            textfalt(Faltnamn::Kalla, ord::KALLA, KORT, ""),
            textfalt(Faltnamn::Deltog, ord::DELTOG, KORT, ""),
            langfalt(Faltnamn::Text, ord::TEXT, LANG, ""),
        ];
        falt.extend(self.skrivarfalt());
        falt
    }

    /// Who writes, as last time.
    pub(super) fn skrivarfalt(&self) -> Vec<Blankettfalt> {
        let skrivare = self.akt.skrivare.as_ref();
        vec![
            textfalt(
                Faltnamn::Skrivare,
                ord::SKRIVARE,
                KORT,
                skrivare.map_or("", Skrivare::namn),
            ),
            textfalt(
                Faltnamn::Titel,
                ord::TITEL,
                KORT,
                skrivare.map_or("", Skrivare::titel),
            ),
        ]
    }

    pub(super) fn aktblankettkommando(
        &mut self,
        kommando: Kommando,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        if self.akt.sparar {
            return;
        }
        let Some(blankett) = &mut self.akt.blankett else {
            return;
        };
        match kommando {
            Kommando::Tillbaka => self.lamna_blankett(env, effekter),
            Kommando::Ner => blankett.flytta(true),
            Kommando::Upp => blankett.flytta(false),
            Kommando::NastaVal | Kommando::ForraVal => {
                blankett.bladdra(kommando == Kommando::NastaVal);
                self.blankett_andrad(env, effekter);
            }
            Kommando::SidaNer => blankett.rulle.flytta(10),
            Kommando::SidaUpp => blankett.rulle.flytta(-10),
            Kommando::Vidare if blankett.sist() => {
                self.notis = Some(text::koskarm::TRYCK_F2.to_owned());
            }
            Kommando::Vidare => blankett.flytta(true),
            Kommando::Spara => self.spara_aktblankett(env, effekter),
            _ => {}
        }
    }

    /// Saves the form that is open; what is missing is said, and nothing typed is lost.
    fn spara_aktblankett(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(blankett) = &self.akt.blankett else {
            return;
        };
        let utkast = self.akt.utkast.as_ref().and_then(Skrivet::i_filen);
        let idag = env.idag;
        let akt = match &blankett.slag {
            Aktblankett::Oppna(overlamning) => self.nytt_arende(blankett, overlamning, idag),
            Aktblankett::AndraForaldern(arende) => andra_foraldern(blankett, arende, idag),
            Aktblankett::Sok => sok(blankett, idag),
            Aktblankett::Bro(arende, samtycken) => bro::ny_bro(blankett, arende, samtycken),
            Aktblankett::Brodagar(id) => bro::brodagar(blankett, id),
            Aktblankett::Anteckning(arende, galler) => {
                anteckning(blankett, *galler, idag).map(|anteckning| Aktakt::Signera {
                    arende: arende.clone(),
                    anteckning,
                    utkast,
                })
            }
            Aktblankett::Kopiera(arende, nr, samtycke) => {
                skrivare(blankett).map(|skrivare| Aktakt::Kopiera {
                    arende: arende.clone(),
                    nr: *nr,
                    samtycke: samtycke.clone(),
                    skrivare,
                })
            }
            Aktblankett::Uppfoljningsdag(arende) => {
                dag_om(blankett, Faltnamn::Uppfoljning).map(|dag| Aktakt::SattUppfoljning {
                    arende: arende.clone(),
                    dag,
                })
            }
            Aktblankett::Plan {
                arende,
                bygger_pa,
                forenar,
            } => plan::ny_version(blankett, (arende, *bygger_pa, *forenar), utkast),
            Aktblankett::Samtycke(arende) => samtycken::nytt(blankett, arende, idag),
            Aktblankett::FoljUpp(arende) => avslut::uppfoljning(blankett, arende, idag),
            Aktblankett::Avsluta(arende) => avslut::avslut(blankett, arende, idag),
        };
        match akt {
            Ok(akt) => {
                if let Ok(skrivare) = skrivare(blankett) {
                    self.akt.skrivare = Some(skrivare);
                }
                self.aktakt(akt, env, effekter);
            }
            Err((falt, varfor)) => {
                if let Some(blankett) = &mut self.akt.blankett {
                    blankett.fokusera(falt);
                }
                self.notis = Some(varfor);
            }
        }
    }

    fn nytt_arende(
        &self,
        blankett: &Form,
        overlamning: &RadId,
        idag: NaiveDate,
    ) -> Result<Aktakt, Fel> {
        let hel = self.akt.overlamning.as_ref();
        let (aktslag, steg) = hel.map_or((None, None), |hel| self.av_katalogen(hel.rad.insats));
        let valt = blankett.vald(Faltnamn::Aktslag).and_then(Aktslag::fran_kod);
        let aktslag = aktslag
            .or(valt)
            .ok_or_else(|| hinder(Faltnamn::Aktslag, &KanInteIAkten::AktslagKravs))?;
        let valt = blankett
            .vald(Faltnamn::Steg)
            .and_then(|kod| Stegantal::av_antal(kod.parse().ok()?));
        let steg = steg
            .or(valt)
            .ok_or_else(|| (Faltnamn::Steg, ord::VALJ_STEG.to_owned()))?;
        let person = if aktslag == Aktslag::Barnet {
            barnet(blankett, idag)?
        } else {
            None
        };
        Ok(Aktakt::Oppna(NyttArende {
            overlamning: overlamning.clone(),
            aktslag,
            steg,
            person,
            uppfoljning: dag_om(blankett, Faltnamn::Uppfoljning)?,
        }))
    }
}

fn rubrik(slag: &Aktblankett) -> String {
    match slag {
        Aktblankett::Oppna(_) => ord::OPPNA_RUBRIK.to_owned(),
        Aktblankett::AndraForaldern(_) => ord::ANDRA_FORALDERN_RUBRIK.to_owned(),
        Aktblankett::Sok => ord::SOK_RUBRIK.to_owned(),
        Aktblankett::Bro(..) => text::broskarm::FORM_RUBRIK.to_owned(),
        Aktblankett::Brodagar(_) => text::broskarm::DAGAR_RUBRIK.to_owned(),
        Aktblankett::Anteckning(_, galler) => ord::anteckningsform(*galler),
        Aktblankett::Kopiera(_, nr, _) => ord::kopia_rubrik(*nr),
        Aktblankett::Uppfoljningsdag(_) => ord::UPPFOLJNING_RUBRIK.to_owned(),
        Aktblankett::Plan {
            bygger_pa, forenar, ..
        } => vyord::planform(*bygger_pa, *forenar),
        Aktblankett::Samtycke(_) => vyord::SAMTYCKE_RUBRIK.to_owned(),
        Aktblankett::FoljUpp(_) => vyord::FOLJ_UPP_RUBRIK.to_owned(),
        Aktblankett::Avsluta(_) => vyord::AVSLUTA_RUBRIK.to_owned(),
    }
}

pub(super) fn hinder(falt: Faltnamn, hinder: &KanInteIAkten) -> Fel {
    (falt, text::akt::hinder(hinder))
}

/// The field of a form that a hinder is about.
fn falt_av(hinder: &KanInteIAkten) -> Faltnamn {
    match hinder {
        KanInteIAkten::Falt(falt) | KanInteIAkten::ForLang(falt, _) => match falt {
            Aktfalt::Forfattare | Aktfalt::Anvandare => Faltnamn::Skrivare,
            Aktfalt::Titel => Faltnamn::Titel,
            Aktfalt::Vad | Aktfalt::Galler => Faltnamn::Vad,
            Aktfalt::Kalla => Faltnamn::Kalla,
            Aktfalt::Deltog => Faltnamn::Deltog,
            Aktfalt::Text | Aktfalt::Mening => Faltnamn::Text,
            Aktfalt::Mottagare => Faltnamn::Mottagare,
            Aktfalt::Mal => Faltnamn::Mal(0),
        },
        KanInteIAkten::SamtyckeForLangt(_) => Faltnamn::Till,
        KanInteIAkten::Forfluten => Faltnamn::Uppfoljning,
        _ => Faltnamn::Dag,
    }
}

/// A hinder of the domain, on the field that it is about.
pub(super) fn pa_falt(fel: &KanInteIAkten) -> Fel {
    hinder(falt_av(fel), fel)
}

/// A day that may be left empty.
pub(super) fn dag_om(blankett: &Form, namn: Faltnamn) -> Result<Option<NaiveDate>, Fel> {
    let falt = blankett.datum(namn);
    match falt.datum() {
        None if !falt.ar_tomt() => Err((namn, text::koskarm::DATUM_FINNS_INTE.to_owned())),
        datum => Ok(datum),
    }
}

/// A day that has to be there.
pub(super) fn dag(blankett: &Form, namn: Faltnamn) -> Result<NaiveDate, Fel> {
    dag_om(blankett, namn)?.ok_or_else(|| (namn, text::koskarm::DATUM_FINNS_INTE.to_owned()))
}

pub(super) fn skrivare(blankett: &Form) -> Result<Skrivare, Fel> {
    Skrivare::ny(
        blankett.text(Faltnamn::Skrivare),
        blankett.text(Faltnamn::Titel),
    )
    .map_err(|fel| pa_falt(&fel))
}

fn anteckning(
    blankett: &Form,
    galler: crate::domain::akt::anteckning::Galler,
    idag: NaiveDate,
) -> Result<NyAnteckning, Fel> {
    let text = blankett.lang_text(Faltnamn::Text);
    let delar = Anteckningsdelar {
        galler,
        vad: blankett.text(Faltnamn::Vad),
        dag: dag(blankett, Faltnamn::Dag)?,
        klockslag: klockslag(blankett.text(Faltnamn::Klockslag))?,
        kalla: blankett.text(Faltnamn::Kalla),
        deltog: blankett.text(Faltnamn::Deltog),
        text: &text,
    };
    NyAnteckning::ny(&delar, skrivare(blankett)?, idag).map_err(|fel| pa_falt(&fel))
}

/// A time of day as people write it, or nothing.
fn klockslag(text: &str) -> Result<Option<NaiveTime>, Fel> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    super::super::blankett::klockslag(text)
        .map(Some)
        .ok_or_else(|| {
            (
                Faltnamn::Klockslag,
                text::koskarm::SKRIV_KLOCKSLAG.to_owned(),
            )
        })
}

fn nummer(blankett: &Form, idag: NaiveDate) -> Result<Option<Nummer>, Fel> {
    let skrivet = blankett.text(Faltnamn::Nummer).trim();
    if skrivet.is_empty() {
        return Ok(None);
    }
    Nummer::las(skrivet, idag)
        .map(Some)
        .map_err(|fel| (Faltnamn::Nummer, text::hinder::nummer(fel).to_owned()))
}

fn person(blankett: &Form, idag: NaiveDate) -> Result<Identitet, Fel> {
    Identitet::ny(
        blankett.text(Faltnamn::Namn),
        nummer(blankett, idag)?,
        Kontaktuppgift::default(),
        false,
    )
    .map_err(|_| (Faltnamn::Namn, ord::SKRIV_NAMN.to_owned()))
}

/// The child, where another than the handover names; empty where it is the child who came.
fn barnet(blankett: &Form, idag: NaiveDate) -> Result<Option<Identitet>, Fel> {
    let tomt = blankett.text(Faltnamn::Namn).trim().is_empty()
        && blankett.text(Faltnamn::Nummer).trim().is_empty();
    if tomt {
        Ok(None)
    } else {
        person(blankett, idag).map(Some)
    }
}

fn andra_foraldern(blankett: &Form, arende: &RadId, idag: NaiveDate) -> Result<Aktakt, Fel> {
    let satt = blankett
        .vald(Faltnamn::Satt)
        .and_then(SamtyckeSatt::fran_kod)
        .ok_or_else(|| (Faltnamn::Satt, ord::FRAGA_SAMTYCKE.to_owned()))?;
    Ok(Aktakt::OppnaForAndraForaldern {
        arende: arende.clone(),
        person: person(blankett, idag)?,
        samtycke: (satt, idag),
    })
}

/// What is typed is an ärendenummer, a number of a person, or a name.
fn sok(blankett: &Form, idag: NaiveDate) -> Result<Aktakt, Fel> {
    let skrivet = blankett.text(Faltnamn::Sokt).trim();
    if skrivet.is_empty() {
        return Err((Faltnamn::Sokt, ord::SKRIV_SOKT.to_owned()));
    }
    let sokt = if let Some(nummer) = Arendenummer::las(skrivet) {
        Sokt::Arende(nummer)
    } else if skrivet.chars().any(|c| c.is_ascii_digit()) {
        let nummer = Nummer::las(skrivet, idag)
            .map_err(|fel| (Faltnamn::Sokt, text::hinder::nummer(fel).to_owned()))?;
        Sokt::Nummer(nummer)
    } else {
        Sokt::Namn(skrivet.to_owned())
    };
    Ok(Aktakt::Sok(sokt))
}

fn aktslagen() -> Vec<Valrad> {
    Aktslag::ALLA
        .into_iter()
        .zip(['m', 'b', 'f'])
        .map(|(slag, tangent)| valrad(tangent, slag.kod(), ord::aktslag(slag)))
        .collect()
}

fn stegen() -> Vec<Valrad> {
    [('2', "2"), ('3', "3"), ('5', "5")]
        .into_iter()
        .map(|(tangent, kod)| valrad(tangent, kod, ord::stegantal(kod)))
        .collect()
}

pub(super) fn samtyckessatt() -> Vec<Valrad> {
    SamtyckeSatt::ALLA
        .into_iter()
        .zip(['m', 's'])
        .map(|(satt, tangent)| valrad(tangent, satt.kod(), text::akt::koder::samtyckessatt(satt)))
        .collect()
}

pub(super) fn valrad(tangent: char, kod: &'static str, text: &str) -> Valrad {
    Valrad {
        tangent,
        kod,
        text: text.to_owned(),
        vald: false,
    }
}
