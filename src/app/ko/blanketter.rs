//! The forms of the waiting list: how each begins, and which act it becomes.

use chrono::NaiveDate;

use super::super::blankett::{
    self, Blankettfalt, Faltnamn, Valrad, datumfalt, flervalsfalt, talfalt, textfalt, valfalt,
};
use super::super::{App, Effect, Env};
use super::Kovy;
use super::blankettslag::Blankettslag;
use crate::domain::insats::{Insats, InsatsNr};
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use crate::domain::ko::plats::{Kouppgifter, Omgang, Veckodagar};
use crate::domain::ko::rattelse::{Mening, Rattelseorsak};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::{Aldersband, svenskt_moment};
use crate::store::ko::Koakt;
use crate::text;
use crate::text::koskarm as ord;

type Blankett = blankett::Blankett<Blankettslag>;

/// Why a form cannot be saved as it stands: the field to go to, and the words.
type Fel = (Faltnamn, String);

impl App {
    pub(in super::super) fn oppna_blankett(
        &mut self,
        slag: Blankettslag,
        env: &Env,
        effekter: &mut Vec<Effect>,
    ) {
        let Some(blankett) = self.ny_blankett(slag) else {
            self.notis = Some(text::ko::hinder(&KanInteIKon::IngenKontakt, None));
            return;
        };
        self.ko.blankett = Some(blankett);
        self.oppna_kovy(Kovy::Blankett, env, effekter);
    }

    /// The form; none where nothing may be kept.
    fn ny_blankett(&self, slag: Blankettslag) -> Option<Blankett> {
        let (att_saga, falt) = match slag {
            Blankettslag::Kontakt(nr, _, ung) => {
                let insats = self.katalog.insats(nr)?;
                Kontaktratt::av(insats).ok()?;
                (
                    ord::kontakt_sag(insats.ko.kontakt_gallras_dagar),
                    kontaktfalt(ung),
                )
            }
            Blankettslag::Rattelse(..) => (
                vec![ord::RATTELSE_SAG.to_owned()],
                vec![
                    datumfalt(Faltnamn::Dag, ord::RATT_DAG, None),
                    valfalt(Faltnamn::Orsak, ord::RATT_ORSAK, rattelseorsaker()),
                    textfalt(Faltnamn::Mening, ord::MENING, 200, ""),
                ],
            ),
            Blankettslag::Ateroppna(..) => (
                vec![ord::ATEROPPNA_SAG.to_owned()],
                vec![textfalt(Faltnamn::Mening, ord::MENING, 200, "")],
            ),
            Blankettslag::Onskemal(..) => (
                vec![ord::ONSKEMAL_SAG.to_owned()],
                onskemalsfalt(&self.ko.post.as_ref()?.bild.as_ref()?.rad.uppgifter),
            ),
            Blankettslag::Omgang(nr) => {
                let (minst, hogst) = self
                    .katalog
                    .insats(nr)
                    .and_then(|insats| insats.genomforande.gruppstorlek)
                    .map_or((String::new(), String::new()), |(minst, hogst)| {
                        (minst.to_string(), hogst.to_string())
                    });
                (Vec::new(), omgangsfalt(&minst, &hogst))
            }
            Blankettslag::Antal(_) => (
                vec![ord::ANTAL_SAG.to_owned()],
                vec![talfalt(Faltnamn::Antal, ord::ANTAL_PLATSER, 5, "")],
            ),
        };
        Some(Blankett::ny(slag, rubrik(slag), att_saga, falt))
    }

    /// Saves the form that is open; what is missing is said, and nothing typed is lost.
    pub(super) fn spara_blankett(&mut self, env: &Env, effekter: &mut Vec<Effect>) {
        let Some(blankett) = &self.ko.blankett else {
            return;
        };
        let insats = blankett.slag.insats();
        let akt = match blankett.slag {
            Blankettslag::Kontakt(_, kod, _) => kontakt(blankett, self.katalog.insats(insats), kod),
            Blankettslag::Rattelse(_, kod) => rattelse(blankett, kod),
            Blankettslag::Ateroppna(_, kod) => {
                mening(blankett).map(|mening| Koakt::Ateroppna { kod, mening })
            }
            Blankettslag::Onskemal(_, kod) => {
                onskemal(blankett, self.band()).map(|uppgifter| Koakt::Uppgifter { kod, uppgifter })
            }
            Blankettslag::Omgang(nr) => omgang(blankett, nr, env.idag),
            Blankettslag::Antal(nr) => blankett
                .tal(Faltnamn::Antal)
                .map(|antal| Koakt::Platser { insats: nr, antal })
                .ok_or_else(|| fel(Faltnamn::Antal, ord::SKRIV_TAL)),
        };
        match akt {
            Ok(akt) => self.koakt(akt, env, effekter),
            Err((falt, varfor)) => {
                if let Some(blankett) = &mut self.ko.blankett {
                    blankett.fokusera(falt);
                }
                self.notis = Some(varfor);
            }
        }
    }

    /// The age band that was said when the entry was made; the form has no field for it.
    fn band(&self) -> Option<Aldersband> {
        self.ko.post.as_ref()?.bild.as_ref()?.rad.uppgifter.band
    }
}

/// The heading of a form, with the slip that it is about.
fn rubrik(slag: Blankettslag) -> String {
    let (rubrik, kod) = match slag {
        Blankettslag::Kontakt(_, kod, _) => (ord::KONTAKT_RUBRIK, Some(kod)),
        Blankettslag::Rattelse(_, kod) => (ord::RATTELSE_BLANKETT, Some(kod)),
        Blankettslag::Ateroppna(_, kod) => (ord::ATEROPPNA_RUBRIK, Some(kod)),
        Blankettslag::Onskemal(_, kod) => (ord::ONSKEMAL_RUBRIK, Some(kod)),
        Blankettslag::Omgang(_) => (ord::OMGANG_RUBRIK, None),
        Blankettslag::Antal(_) => (ord::ANTAL_RUBRIK, None),
    };
    match kod {
        Some(kod) => format!("{rubrik} · {}", text::skarm::med_kolapp(kod)),
        None => rubrik.to_owned(),
    }
}

fn fel(falt: Faltnamn, varfor: &str) -> Fel {
    (falt, varfor.to_owned())
}

fn hinder(falt: Faltnamn, hinder: &KanInteIKon) -> Fel {
    (falt, text::ko::hinder(hinder, None))
}

fn val(rader: &[(char, &'static str, &str)], vald: Option<&str>) -> Vec<Valrad> {
    rader
        .iter()
        .map(|(tangent, kod, text)| Valrad {
            tangent: *tangent,
            kod,
            text: (*text).to_owned(),
            vald: Some(*kod) == vald,
        })
        .collect()
}

fn kontaktfalt(ung: Option<bool>) -> Vec<Blankettfalt> {
    let satt = Kontaktsatt::ALLA.map(|satt| {
        let (tangent, text) = ord::kontaktsatt(satt);
        (tangent, satt.kod(), text)
    });
    let ung = ung.map(|ung| if ung { "ja" } else { "nej" });
    vec![
        textfalt(Faltnamn::Namn, ord::KALLAS, 60, ""),
        valfalt(Faltnamn::Satt, ord::SATT, val(&satt, None)),
        textfalt(Faltnamn::Varde, ord::VARDE, 120, ""),
        valfalt(Faltnamn::Ung, ord::UNG, val(&ord::JA_NEJ, ung)),
        valfalt(Faltnamn::Sjalv, ord::SJALV, val(&ord::JA_NEJ, None)),
    ]
}

fn rattelseorsaker() -> Vec<Valrad> {
    let rader: Vec<_> = Rattelseorsak::ALLA
        .into_iter()
        .zip('1'..='9')
        .map(|(orsak, tangent)| (tangent, orsak.kod(), crate::text::ko::rattelseorsak(orsak)))
        .collect();
    val(&rader, None)
}

fn onskemalsfalt(uppgifter: &Kouppgifter) -> Vec<Blankettfalt> {
    let sprak: Vec<_> = text::SPRAK
        .into_iter()
        .filter(|(kod, _)| *kod != "und")
        .zip('1'..='9')
        .map(|((kod, namn), tangent)| (tangent, kod, namn))
        .chain([('0', "", ord::INGET_SPRAK)])
        .collect();
    let mask = uppgifter.veckodagar.map_or(0, Veckodagar::mask);
    let dagar = ord::VECKODAGAR
        .iter()
        .enumerate()
        .map(|(i, (tangent, namn))| Valrad {
            tangent: *tangent,
            kod: namn,
            text: (*namn).to_owned(),
            vald: mask & (1 << i) != 0,
        })
        .collect();
    let vald = uppgifter.sprak.as_deref().unwrap_or("");
    vec![
        talfalt(Faltnamn::Parti, ord::PARTI, 2, &uppgifter.parti.to_string()),
        valfalt(Faltnamn::Sprak, ord::SPRAK, val(&sprak, Some(vald))),
        datumfalt(Faltnamn::Dag, ord::TIDIGAST, uppgifter.tidigast),
        flervalsfalt(Faltnamn::Veckodagar, ord::DAGAR, dagar),
    ]
}

fn omgangsfalt(minst: &str, hogst: &str) -> Vec<Blankettfalt> {
    vec![
        datumfalt(Faltnamn::Dag, ord::FORSTA_DAG, None),
        textfalt(Faltnamn::Klockslag, ord::KLOCKSLAG, 5, ""),
        talfalt(Faltnamn::Antal, ord::TRAFFAR, 3, ""),
        talfalt(Faltnamn::Mellan, ord::MELLAN, 3, "7"),
        talfalt(Faltnamn::Minuter, ord::MINUTER, 4, ""),
        talfalt(Faltnamn::Minst, ord::MINST, 4, minst),
        talfalt(Faltnamn::Hogst, ord::HOGST, 4, hogst),
    ]
}

/// The day that is typed; `None` where nothing is.
fn dag(blankett: &Blankett) -> Result<Option<NaiveDate>, Fel> {
    let falt = blankett.datum(Faltnamn::Dag);
    match falt.datum() {
        None if !falt.ar_tomt() => Err(fel(Faltnamn::Dag, ord::DATUM_FINNS_INTE)),
        datum => Ok(datum),
    }
}

fn mening(blankett: &Blankett) -> Result<Mening, Fel> {
    Mening::ny(blankett.text(Faltnamn::Mening)).map_err(|fel| hinder(Faltnamn::Mening, &fel))
}

fn kontakt(blankett: &Blankett, insats: Option<&Insats>, kod: Kolappskod) -> Result<Koakt, Fel> {
    let ratt = insats
        .ok_or(KanInteIKon::OkandInsats)
        .and_then(Kontaktratt::av)
        .map_err(|fel| hinder(Faltnamn::Namn, &fel))?;
    let satt = blankett
        .vald(Faltnamn::Satt)
        .and_then(Kontaktsatt::fran_kod)
        .ok_or_else(|| fel(Faltnamn::Satt, ord::VALJ_SATT))?;
    let ja = |falt, varfor: &str| {
        let svar = blankett.vald(falt).map(|kod| kod == "ja");
        svar.ok_or_else(|| fel(falt, varfor))
    };
    let ung = ja(Faltnamn::Ung, ord::SVARA_UNG)?;
    let sjalv = ja(Faltnamn::Sjalv, ord::SVARA_SJALV)?;
    let (namn, varde) = (
        blankett.text(Faltnamn::Namn),
        blankett.text(Faltnamn::Varde),
    );
    Kokontakt::ny(ratt, namn, satt, varde, (ung, sjalv))
        .map(|kontakt| Koakt::Kontakt { kod, kontakt })
        .map_err(|fel| {
            let falt = match &fel {
                KanInteIKon::UngValjerSjalv if satt == Kontaktsatt::Brev => Faltnamn::Satt,
                KanInteIKon::UngValjerSjalv => Faltnamn::Sjalv,
                _ if namn.trim().is_empty() => Faltnamn::Namn,
                _ => Faltnamn::Varde,
            };
            hinder(falt, &fel)
        })
}

fn rattelse(blankett: &Blankett, kod: Kolappskod) -> Result<Koakt, Fel> {
    let dag = dag(blankett)?.ok_or_else(|| fel(Faltnamn::Dag, ord::DATUM_FINNS_INTE))?;
    // Which time of that day is not known: the beginning of it, as an imported list has it.
    let till = dag
        .and_hms_opt(0, 0, 0)
        .and_then(svenskt_moment)
        .ok_or_else(|| fel(Faltnamn::Dag, ord::DATUM_FINNS_INTE))?;
    let orsak = blankett
        .vald(Faltnamn::Orsak)
        .and_then(Rattelseorsak::fran_kod)
        .ok_or_else(|| fel(Faltnamn::Orsak, ord::VALJ_ORSAK))?;
    let mening = mening(blankett)?;
    Ok(Koakt::ForeslaRattelse {
        kod,
        till,
        orsak,
        mening,
    })
}

fn onskemal(blankett: &Blankett, band: Option<Aldersband>) -> Result<Kouppgifter, Fel> {
    let parti = blankett
        .tal(Faltnamn::Parti)
        .filter(|parti| (1..=20).contains(parti))
        .ok_or_else(|| fel(Faltnamn::Parti, ord::SKRIV_PARTI))?;
    Ok(Kouppgifter {
        parti,
        band,
        sprak: blankett
            .vald(Faltnamn::Sprak)
            .filter(|kod| !kod.is_empty())
            .map(str::to_owned),
        tidigast: dag(blankett)?,
        veckodagar: Veckodagar::ny(blankett.mask(Faltnamn::Veckodagar)),
    })
}

fn omgang(blankett: &Blankett, insats: InsatsNr, idag: NaiveDate) -> Result<Koakt, Fel> {
    let forsta = dag(blankett)?.ok_or_else(|| fel(Faltnamn::Dag, ord::DATUM_FINNS_INTE))?;
    let tid = blankett::klockslag(blankett.text(Faltnamn::Klockslag))
        .ok_or_else(|| fel(Faltnamn::Klockslag, ord::SKRIV_KLOCKSLAG))?;
    let tal = |falt| {
        blankett
            .tal::<u16>(falt)
            .ok_or_else(|| fel(falt, ord::SKRIV_TAL))
    };
    let antal = tal(Faltnamn::Antal)?;
    let mellan = tal(Faltnamn::Mellan)?;
    let minuter = tal(Faltnamn::Minuter)?;
    let storlek = (tal(Faltnamn::Minst)?, tal(Faltnamn::Hogst)?);
    Omgang::ny(forsta.and_time(tid), antal, mellan, minuter, storlek, idag)
        .map(|omgang| Koakt::NyOmgang { insats, omgang })
        .map_err(|fel| hinder(Faltnamn::Dag, &fel))
}
