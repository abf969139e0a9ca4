//! `troskel gallra`: the list first, then the erasure of what is due, its protocol, and cleaning up after it.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::{CliFel, Kor, Svar};
use crate::domain::gallring::{Dom, KanInteGallra};
use crate::start::ny_op;
use crate::store::gallring::{
    Gallringsakt, Gallringsfraga, Gallringsprotokoll, Gallringsrad, Gallringssvar, Kopialage,
    Stadning,
};
use crate::store::sqlite::SqliteStore;
use crate::store::{Change, Query, RadId, Reply, Store, StoreError};
use crate::text;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Gallra {
    #[command(subcommand)]
    vad: Option<GallraKommando>,
    /// Ärendenas nummer, eller överlämningars id
    #[arg(value_name = "NUMMER|ID", conflicts_with = "alla")]
    vilka: Vec<String>,
    /// Allt vid enheten som ska gallras i dag
    #[arg(long)]
    alla: bool,
    /// Gallra; utan flaggan visas bara vad som skulle gallras
    #[arg(long)]
    ja: bool,
    /// Töm filens skrivlogg och gallra i kopior som inte gick att nå förut
    #[arg(long, conflicts_with_all = ["vilka", "alla", "ja"])]
    stada: bool,
}

#[derive(Subcommand)]
enum GallraKommando {
    /// Vad som ska gallras, vad som inte ska det än och vad som bevaras; utan namn, och antecknas i loggen
    Lista,
    /// Protokollen, eller ett av dem att skriva ut
    Protokoll {
        /// Protokollets nummer
        nr: Option<i64>,
    },
}

pub(super) fn kor(kor: &Kor, flaggor: &Gallra) -> Result<Svar, CliFel> {
    let mut lager = Lager {
        kor,
        store: kor.oppna()?,
    };
    match &flaggor.vad {
        Some(GallraKommando::Lista) => {
            let (rader, ostadad) = lager.lista()?;
            Ok(lista(&rader, ostadad))
        }
        Some(GallraKommando::Protokoll { nr }) => protokoll(&lager.protokoll()?, *nr),
        None if flaggor.stada => {
            let (_, stadning) = lager.gallra(Gallringsakt::Stada)?;
            Ok(gallrat(None, &stadning))
        }
        None => gallra(&mut lager, flaggor),
    }
}

struct Lager<'a> {
    kor: &'a Kor,
    store: SqliteStore,
}

impl Lager<'_> {
    fn akt(&mut self, akt: Gallringsakt) -> Result<Gallringssvar, CliFel> {
        let Kor { aktor, nu, .. } = self.kor;
        let change = Change::Gallring(akt, self.kor.sammanhang());
        match self.store.save(aktor, ny_op(), *nu, &change)? {
            Reply::Gallring(svar) => Ok(*svar),
            _ => Err(CliFel::programfel()),
        }
    }

    fn lista(&mut self) -> Result<(Vec<Gallringsrad>, bool), CliFel> {
        match self.akt(Gallringsakt::Lista)? {
            Gallringssvar::Lista(lista, ostadad) => Ok((lista, ostadad)),
            _ => Err(CliFel::programfel()),
        }
    }

    fn gallra(
        &mut self,
        akt: Gallringsakt,
    ) -> Result<(Option<Gallringsprotokoll>, Stadning), CliFel> {
        match self.akt(akt)? {
            Gallringssvar::Gallrat(protokoll, stadning) => Ok((protokoll, stadning)),
            _ => Err(CliFel::programfel()),
        }
    }

    fn protokoll(&mut self) -> Result<Vec<Gallringsprotokoll>, CliFel> {
        let fraga = Query::Gallring(Gallringsfraga::Protokoll);
        match self.store.load(&fraga)? {
            Reply::Gallring(svar) => match *svar {
                Gallringssvar::Protokoll(alla) => Ok(alla),
                _ => Err(CliFel::programfel()),
            },
            _ => Err(CliFel::programfel()),
        }
    }
}

fn rad_json(rad: &Gallringsrad) -> Value {
    let (fran, senast) = match rad.dom {
        Dom::Gallras { fran, senast } => (Some(fran), senast),
        Dom::Senare(fran) | Dom::Bevaras { fran, .. } => (Some(fran), None),
        Dom::Vantar(_) | Dom::Oppet(_) => (None, None),
    };
    json!({
        "arende": rad.nummer,
        "overlamning": rad.nummer.is_none().then_some(&rad.id.0),
        "insats": rad.insats.to_string(),
        "dom": text::gallring::kod(rad.dom),
        "fran": fran.map(|dag| dag.to_string()),
        "senast": senast.map(|dag| dag.to_string()),
        "i_ord": text::gallring::domen(rad.dom),
    })
}

fn lista(lista: &[Gallringsrad], ostadad: bool) -> Svar {
    let mut rader: Vec<String> = lista.iter().map(text::gallring::rad).collect();
    if rader.is_empty() {
        rader.push(text::gallring::TOMT.to_owned());
    }
    if ostadad {
        rader.push(text::gallring::OSTADAD.to_owned());
    }
    let json: Vec<Value> = lista.iter().map(rad_json).collect();
    Svar {
        ja: true,
        json: json!({"gallring": json, "ostadad": ostadad}),
        text: rader.join("\n"),
    }
}

fn gallra(lager: &mut Lager<'_>, flaggor: &Gallra) -> Result<Svar, CliFel> {
    if flaggor.vilka.is_empty() && !flaggor.alla {
        return Err(CliFel::indata(text::gallring::VALJ));
    }
    let (lista, _) = lager.lista()?;
    let valda: Vec<&Gallringsrad> = if flaggor.alla {
        let gallras = |rad: &&Gallringsrad| matches!(rad.dom, Dom::Gallras { .. });
        lista.iter().filter(gallras).collect()
    } else {
        let hittade: Option<Vec<_>> = flaggor
            .vilka
            .iter()
            .map(|namn| {
                let namn = namn.trim().to_ascii_lowercase();
                lista.iter().find(|rad| rad.namn() == namn)
            })
            .collect();
        hittade.ok_or_else(|| CliFel::from(StoreError::from(KanInteGallra::Saknas)))?
    };
    if valda.is_empty() {
        return Ok(Svar {
            ja: true,
            json: json!({"gallrat": false, "skulle_gallras": [], "protokoll": null}),
            text: text::gallring::INGET.to_owned(),
        });
    }
    let inte_an: Vec<_> = valda
        .iter()
        .filter(|rad| !matches!(rad.dom, Dom::Gallras { .. }))
        .map(|rad| (rad.namn().to_owned(), rad.dom))
        .collect();
    if !inte_an.is_empty() {
        let fel = KanInteGallra::InteAn(inte_an);
        return Err(CliFel::from(StoreError::from(fel)));
    }
    if !flaggor.ja {
        let mut rader = vec![text::gallring::skulle_gallras(valda.len())];
        rader.extend(valda.iter().map(|rad| text::gallring::rad(rad)));
        rader.push(text::gallring::LAGG_TILL_JA.to_owned());
        let json: Vec<Value> = valda.iter().map(|rad| rad_json(rad)).collect();
        return Ok(Svar {
            ja: false,
            json: json!({"gallrat": false, "skulle_gallras": json, "protokoll": null}),
            text: rader.join("\n"),
        });
    }
    let idn: Vec<RadId> = valda.iter().map(|rad| rad.id.clone()).collect();
    let (protokoll, stadning) = lager.gallra(Gallringsakt::Gallra(idn))?;
    Ok(gallrat(protokoll.as_ref(), &stadning))
}

/// What was done, and what is left to do: then the answer is no although it is done.
fn gallrat(protokoll: Option<&Gallringsprotokoll>, stadning: &Stadning) -> Svar {
    let mut rader = protokoll.map_or_else(Vec::new, text::gallring::protokoll);
    let mer = text::gallring::stadning(stadning);
    if protokoll.is_none() && stadning.fil_ren {
        rader.push(text::gallring::STADAT.to_owned());
    } else if !mer.is_empty() {
        rader.push(String::new());
    }
    rader.extend(mer);
    let kopior: Vec<Value> = stadning
        .kopior
        .iter()
        .map(|(vag, lage)| {
            let lage = match lage {
                Kopialage::Rensad => "gallrad",
                Kopialage::Borta => "borta",
                Kopialage::EjNadd => "ej_nadd",
            };
            json!({"vag": vag.display().to_string(), "lage": lage})
        })
        .collect();
    Svar {
        ja: stadning.klar(),
        json: json!({
            "gallrat": protokoll.is_some(),
            "protokoll": protokoll.map(som_json),
            "fil_ren": stadning.fil_ren,
            "kopior": kopior,
        }),
        text: rader.join("\n"),
    }
}

fn som_json(protokoll: &Gallringsprotokoll) -> Value {
    let tal = |par: &[(String, u64)]| -> Value {
        par.iter()
            .map(|(namn, antal)| (namn.clone(), json!(antal)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    json!({
        "nr": protokoll.nr,
        "tid": protokoll.tid.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        "anvandare": protokoll.anvandare,
        "desk": protokoll.desk,
        "enhet": protokoll.enhet,
        "antal": tal(&protokoll.antal),
        "grunder": tal(&protokoll.grunder),
        "bevarade": protokoll.bevarade,
        "lankar": protokoll.lankar,
    })
}

fn protokoll(alla: &[Gallringsprotokoll], nr: Option<i64>) -> Result<Svar, CliFel> {
    let Some(nr) = nr else {
        let rader: Vec<String> = alla.iter().map(text::gallring::protokollrad).collect();
        let json: Vec<Value> = alla.iter().map(som_json).collect();
        return Ok(super::lista::rader(
            rader.is_empty(),
            json!({"protokoll": json}),
            &rader,
        ));
    };
    let ett = alla.iter().find(|protokoll| protokoll.nr == nr);
    let ett = ett.ok_or_else(|| CliFel::nej(text::gallring::INGET_PROTOKOLL))?;
    Ok(Svar {
        ja: true,
        json: som_json(ett),
        text: text::gallring::protokoll(ett).join("\n"),
    })
}
