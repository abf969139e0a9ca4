//! What is to be done today: each kind of work by an index of its own, so that the list costs what there is to do.

pub(super) mod poster;

use std::collections::BTreeSet;

use chrono::Days;
use rusqlite::{Connection, params};

use super::{Genomgang, Ko, koer as valda};
use crate::domain::arbetsdag::efter_arbetsdagar;
use crate::domain::insats::InsatsNr;
use crate::domain::kolapp::Kolappskod;
use crate::store::StoreError;
use crate::store::ko::{Attgora, Sammanhang, Uppgift};
use crate::store::sqlite::ko::post::{dag, dag_om};
use crate::store::sqlite::ko::rang;
use crate::store::sqlite::ko::urval::{self, Potten};
use crate::store::sqlite::rad::rader;

/// How many of each kind in each queue; the rest show when these are done.
const HOGST: i64 = 200;
/// A group start shows so many days ahead.
const OMGANG_DAGAR: u64 = 14;
/// Those who have said yes to a group start show so many days ahead of it.
const BORJA_DAGAR: u64 = 7;

/// Open offers whose time to answer ends on a day or before.
pub(super) const OPPNA: &str = "SELECT p.kod, e.svar_senast FROM erbjudande e JOIN kopost p ON p.id = e.kopost_id
   WHERE e.utfall IS NULL AND e.insats_nr = ?1 AND e.svar_senast <= ?2 ORDER BY e.svar_senast, p.ordning LIMIT ?3";

/// Those who have said yes to a running place, or to a group that starts on a day or before.
pub(super) const BORJA: &str = "SELECT kod, start FROM (
     SELECT p.kod, p.ordning, p.id, (SELECT t.start FROM erbjudande e LEFT JOIN pott t ON t.id = e.pott
       WHERE e.kopost_id = p.id AND e.utfall = 'ja' ORDER BY e.skapat DESC LIMIT 1) AS start
     FROM kopost p WHERE p.insats_nr = ?1 AND p.status = 'accepterad')
   WHERE start IS NULL OR start <= ?2 ORDER BY ordning, id LIMIT ?3";

/// Proposals that wait for a second person.
pub(super) const RATTELSER: &str = "SELECT p.kod, p.insats_nr, substr(r.foreslagen_tid, 1, 10) AS dag
   FROM korattelse r JOIN kopost p ON p.id = r.kopost_id WHERE r.status = 'foreslagen' ORDER BY r.foreslagen_tid";

/// Those whose pause has ended since a day.
pub(super) const AKTIVA: &str = "SELECT p.kod, p.insats_nr, max(substr(h.tid, 1, 10)) AS dag
   FROM kohandelse h JOIN kopost p ON p.id = h.kopost_id
   WHERE h.slag = 'ater_aktiv' AND h.tid >= ?1 AND p.status = 'i_ko' GROUP BY p.kod, p.insats_nr";

/// The list, the most pressing first.
pub(super) fn attgora(
    conn: &Connection,
    s: &Sammanhang,
    bara: Option<InsatsNr>,
) -> Result<Vec<Uppgift>, StoreError> {
    let koer = valda(conn, s, bara)?;
    let mut lista = Lista {
        conn,
        s,
        ut: Vec::new(),
    };
    for ko in &koer {
        lista.svarstider(*ko)?;
        lista.platser(*ko)?;
        lista.accepterade(*ko)?;
        lista.granska(*ko)?;
        lista.poster(*ko)?;
    }
    let nummer = koer.iter().map(|ko| ko.nr).collect();
    lista.rattelser(&nummer)?;
    lista.ater_aktiva(&nummer)?;
    let mut ut = lista.ut;
    // Stable: within a day the queue's own order stays.
    ut.sort_by_key(|uppgift| (uppgift.vad, uppgift.dag, uppgift.insats));
    Ok(ut)
}

/// The list as it grows.
struct Lista<'l> {
    conn: &'l Connection,
    s: &'l Sammanhang,
    ut: Vec<Uppgift>,
}

/// A task of an insats, without entry, day or number.
fn om(vad: Attgora, insats: InsatsNr) -> Uppgift {
    Uppgift {
        vad,
        insats,
        kod: None,
        dag: None,
        pott: None,
        antal: None,
    }
}

impl Lista<'_> {
    fn svarstider(&mut self, ko: Ko<'_>) -> Result<(), StoreError> {
        let idag = self.s.idag;
        let snart = efter_arbetsdagar(idag, 1, &self.s.katalog.stangda_dagar);
        let oppna = rader(
            self.conn,
            "erbjudande",
            OPPNA,
            params![ko.nr.to_string(), snart.to_string(), HOGST],
            |rad| Ok((rad.tolka("kod", Kolappskod::las)?, dag(rad, "svar_senast")?)),
        )?;
        self.ut.extend(oppna.into_iter().map(|(kod, senast)| {
            let vad = if senast < idag {
                Attgora::SvarstidUte
            } else {
                Attgora::SvarstidSnart
            };
            Uppgift {
                kod: Some(kod),
                dag: Some(senast),
                ..om(vad, ko.nr)
            }
        }));
        Ok(())
    }

    fn platser(&mut self, ko: Ko<'_>) -> Result<(), StoreError> {
        let idag = self.s.idag;
        let ser_till = idag.checked_add_days(Days::new(OMGANG_DAGAR));
        for potten in ko.potter(self.conn)? {
            if !potten.oppen(idag) {
                continue;
            }
            self.ledig(ko, &potten)?;
            let Some(start) = potten.krav.start.filter(|start| Some(*start) <= ser_till) else {
                continue;
            };
            let startar = Uppgift {
                dag: Some(start),
                antal: Some(u64::from(potten.tagna)),
                ..om(Attgora::OmgangStartar, ko.nr)
            };
            if potten.minst.is_some_and(|minst| potten.tagna < minst) {
                self.ut.push(Uppgift {
                    vad: Attgora::OmgangForLiten,
                    ..startar.clone()
                });
            }
            self.ut.push(startar);
        }
        Ok(())
    }

    /// A free place is work only when somebody is next in turn for it.
    fn ledig(&mut self, ko: Ko<'_>, potten: &Potten) -> Result<(), StoreError> {
        if potten.lediga() == 0 || ko.insats.is_none() {
            return Ok(());
        }
        if let Some(post) = urval::forsta_som_passar(self.conn, potten, None, self.s.idag)? {
            self.ut.push(Uppgift {
                kod: Some(post.kod),
                dag: potten.krav.start,
                pott: Some(potten.pott.clone()),
                antal: Some(u64::from(potten.lediga())),
                ..om(Attgora::LedigPlats, ko.nr)
            });
        }
        Ok(())
    }

    fn accepterade(&mut self, ko: Ko<'_>) -> Result<(), StoreError> {
        let senast = self.s.idag.checked_add_days(Days::new(BORJA_DAGAR));
        let borja = rader(
            self.conn,
            "kopost",
            BORJA,
            params![
                ko.nr.to_string(),
                senast.unwrap_or(self.s.idag).to_string(),
                HOGST
            ],
            |rad| Ok((rad.tolka("kod", Kolappskod::las)?, dag_om(rad, "start")?)),
        )?;
        self.ut.extend(borja.into_iter().map(|(kod, dag)| Uppgift {
            kod: Some(kod),
            dag,
            ..om(Attgora::BorjaInsats, ko.nr)
        }));
        Ok(())
    }

    fn granska(&mut self, ko: Ko<'_>) -> Result<(), StoreError> {
        let genomgang = Genomgang::las(self.conn, ko.nr)?;
        if genomgang.forsenad(self.s.idag) {
            self.ut.push(Uppgift {
                dag: genomgang.sedan(),
                antal: Some(rang::langd(self.conn, ko.nr)?.0),
                ..om(Attgora::Granska, ko.nr)
            });
        }
        Ok(())
    }

    fn rattelser(&mut self, nummer: &BTreeSet<InsatsNr>) -> Result<(), StoreError> {
        let rattelser = rader(self.conn, "korattelse", RATTELSER, [], |rad| {
            Ok(Uppgift {
                kod: Some(rad.tolka("kod", Kolappskod::las)?),
                dag: Some(dag(rad, "dag")?),
                ..om(
                    Attgora::Rattelse,
                    rad.tolka("insats_nr", |nr| nr.parse().ok())?,
                )
            })
        })?;
        self.nagra(rattelser, nummer);
        Ok(())
    }

    fn ater_aktiva(&mut self, nummer: &BTreeSet<InsatsNr>) -> Result<(), StoreError> {
        let igar = self.s.idag.pred_opt().unwrap_or(self.s.idag);
        let aktiva = rader(
            self.conn,
            "kohandelse",
            AKTIVA,
            params![igar.to_string()],
            |rad| {
                Ok(Uppgift {
                    kod: Some(rad.tolka("kod", Kolappskod::las)?),
                    dag: Some(dag(rad, "dag")?),
                    ..om(
                        Attgora::AterAktiv,
                        rad.tolka("insats_nr", |nr| nr.parse().ok())?,
                    )
                })
            },
        )?;
        self.nagra(aktiva, nummer);
        Ok(())
    }

    /// Adds those that belong to a queue that was asked about.
    fn nagra(&mut self, uppgifter: Vec<Uppgift>, nummer: &BTreeSet<InsatsNr>) {
        let hogst = usize::try_from(HOGST).unwrap_or(usize::MAX);
        let egna = uppgifter
            .into_iter()
            .filter(|uppgift| nummer.contains(&uppgift.insats));
        self.ut.extend(egna.take(hogst));
    }
}
