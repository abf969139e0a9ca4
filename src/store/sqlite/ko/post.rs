//! One entry: read from its row, changed only together with its event.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, params};

use super::super::Akt;
use super::super::rad::{self, Rad, en_rad};
use super::foljd;
use super::rang::{self, Nyckel};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::{Kouppgifter, Veckodagar};
use crate::domain::ko::{KoOrsak, Kolage, Kostatus};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::Aldersband;
use crate::store::ko::Korad;
use crate::store::{Aktor, StoreError};

const TABELL: &str = "kopost";

/// An entry as its row says.
#[derive(Clone, Debug)]
pub(in crate::store::sqlite) struct Post {
    pub(in crate::store::sqlite) nyckel: Nyckel,
    pub(in crate::store::sqlite) kod: Kolappskod,
    pub(in crate::store::sqlite) insats: InsatsNr,
    pub(in crate::store::sqlite) katalog: String,
    pub(in crate::store::sqlite) kotid_ms: i64,
    pub(in crate::store::sqlite) rattad_ms: Option<i64>,
    pub(in crate::store::sqlite) importerad: bool,
    pub(in crate::store::sqlite) lage: Kolage,
    pub(in crate::store::sqlite) uppgifter: Kouppgifter,
    pub(in crate::store::sqlite) svar_senast: Option<NaiveDate>,
    /// Set while its ködatum is being corrected to a later one.
    pub(super) rattas_bakat: bool,
    pub(in crate::store::sqlite) ver: i64,
}

/// The columns that [`las`] needs, of `kopost`; the two last of its open offer.
macro_rules! med_kolumner {
    ($villkor:literal) => {
        concat!(
            "SELECT p.id, p.kod, p.insats_nr, p.katalog, p.kotid_ms, p.ordning, p.rattad_ms,
               p.import_id IS NOT NULL AS importerad, p.status, p.orsak, p.vilande_fran, p.vilande_till, p.parti,
               p.band, p.sprak, p.tidigast, p.veckodagar, p.kvar, p.tyst, p.forsok, p.forsokt, p.bekraftad, p.bekraftelsesteg, p.stegat,
               p.ver,
               e.svar_senast, coalesce(e.paminnelser, 0) AS paminnelser
             FROM kopost p LEFT JOIN erbjudande e ON e.kopost_id = p.id AND e.utfall IS NULL ",
            $villkor
        )
    };
}
pub(in crate::store::sqlite) use med_kolumner;

/// A time of the order.
pub(in crate::store::sqlite) fn tid_av_ms(ms: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(ms)
}

pub(in crate::store::sqlite) fn dag(
    rad: &Rad<'_>,
    kolumn: &'static str,
) -> Result<NaiveDate, StoreError> {
    rad.tolka(kolumn, |text| text.parse().ok())
}

pub(in crate::store::sqlite) fn dag_om(
    rad: &Rad<'_>,
    kolumn: &'static str,
) -> Result<Option<NaiveDate>, StoreError> {
    rad.tolka_om(kolumn, |text| text.parse().ok())
}

/// Reads an entry out of a row of [`med_kolumner`].
pub(in crate::store::sqlite) fn las(rad: &Rad<'_>) -> Result<Post, StoreError> {
    let trasig = |kolumn| StoreError::TrasigRad {
        tabell: TABELL,
        kolumn,
    };
    let orsak = rad.tolka_om("orsak", KoOrsak::fran_kod)?;
    let (fran, till) = (dag_om(rad, "vilande_fran")?, dag_om(rad, "vilande_till")?);
    let status = match (rad.text("status")?.as_str(), orsak, fran, till) {
        ("i_ko", ..) => Kostatus::IKo,
        ("vilande", _, Some(fran), Some(till)) => Kostatus::Vilande { fran, till },
        ("erbjuden", ..) => Kostatus::Erbjuden,
        ("accepterad", ..) => Kostatus::Accepterad,
        ("paborjad", ..) => Kostatus::Paborjad,
        ("avslutad", Some(orsak), ..) => Kostatus::Avslutad(orsak),
        ("felregistrerad", ..) => Kostatus::Felregistrerad,
        _ => return Err(trasig("status")),
    };
    let veckodagar = rad
        .tal_om::<u8>("veckodagar")?
        .map(|mask| Veckodagar::ny(mask).ok_or_else(|| trasig("veckodagar")));
    Ok(Post {
        nyckel: Nyckel {
            ordning: rad.tal("ordning")?,
            id: rad.text("id")?,
        },
        kod: rad.tolka("kod", Kolappskod::las)?,
        insats: rad.tolka("insats_nr", |nr| nr.parse().ok())?,
        katalog: rad.text("katalog")?,
        kotid_ms: rad.tal("kotid_ms")?,
        rattad_ms: rad.tal_om("rattad_ms")?,
        importerad: rad.tal::<u8>("importerad")? == 1,
        lage: Kolage {
            status,
            kvar: rad.tal("kvar")?,
            tyst: rad.tal("tyst")?,
            forsok: rad.tal("forsok")?,
            forsokt: dag_om(rad, "forsokt")?,
            bekraftad: dag(rad, "bekraftad")?,
            bekraftelsesteg: rad.tal("bekraftelsesteg")?,
            stegat: dag_om(rad, "stegat")?,
            paminnelser: rad.tal("paminnelser")?,
        },
        uppgifter: Kouppgifter {
            parti: rad.tal("parti")?,
            band: rad.tolka_om("band", Aldersband::fran_kod)?,
            sprak: rad.text_om("sprak")?,
            tidigast: dag_om(rad, "tidigast")?,
            veckodagar: veckodagar.transpose()?,
        },
        svar_senast: dag_om(rad, "svar_senast")?,
        rattas_bakat: false,
        ver: rad.tal("ver")?,
    })
}

/// The entry with a slip.
pub(in crate::store::sqlite) fn med_kod(
    conn: &Connection,
    kod: Kolappskod,
) -> Result<Post, StoreError> {
    en_rad(
        conn,
        TABELL,
        med_kolumner!("WHERE p.kod = ?1"),
        params![kod.to_string()],
        las,
    )?
    .ok_or_else(|| KanInteIKon::OkandKolapp.into())
}

/// A refusal; where it comes of where the entry stands, with who changed it last.
pub(in crate::store::sqlite) fn nekad(
    conn: &Connection,
    post: &Post,
    hinder: KanInteIKon,
) -> StoreError {
    let av_andring = matches!(
        hinder,
        KanInteIKon::FelStatus(_) | KanInteIKon::Slutgiltig(_) | KanInteIKon::AndratSedan
    );
    if !av_andring {
        return hinder.into();
    }
    let av = en_rad(
        conn,
        "kohandelse",
        "SELECT desk, tid FROM kohandelse WHERE kopost_id = ?1 ORDER BY ver DESC LIMIT 1",
        params![post.nyckel.id],
        |rad| Ok((rad.text("desk")?, rad.tid("tid")?)),
    );
    match av {
        Ok(av) => StoreError::Ko { hinder, av },
        Err(fel) => fel,
    }
}

/// The entry with an id.
pub(in crate::store::sqlite) fn med_id(conn: &Connection, id: &str) -> Result<Post, StoreError> {
    en_rad(
        conn,
        TABELL,
        med_kolumner!("WHERE p.id = ?1"),
        params![id],
        las,
    )?
    .ok_or_else(|| KanInteIKon::OkandKolapp.into())
}

impl Post {
    /// Place in line, where it has one, and how many of those before are on pause.
    pub(in crate::store::sqlite) fn plats(
        &self,
        conn: &Connection,
    ) -> Result<Option<(u64, u64)>, StoreError> {
        if !self.lage.status.har_plats_i_ko() {
            return Ok(None);
        }
        rang::fore(conn, self.insats, &self.nyckel).map(|(fore, vilande)| Some((fore + 1, vilande)))
    }

    /// The refusal that comes of where it stands.
    pub(in crate::store::sqlite) fn fel_status(&self, conn: &Connection) -> StoreError {
        nekad(conn, self, KanInteIKon::FelStatus(self.lage.status))
    }

    /// As a row of a list.
    pub(in crate::store::sqlite) fn rad(&self, plats: Option<u64>) -> Result<Korad, StoreError> {
        Ok(Korad {
            kod: self.kod,
            insats: self.insats,
            katalog: self.katalog.clone(),
            plats,
            sedan: tid_av_ms(self.nyckel.ordning).ok_or(StoreError::TrasigRad {
                tabell: TABELL,
                kolumn: "kotid_ms",
            })?,
            status: self.lage.status,
            uppgifter: self.uppgifter.clone(),
            svar_senast: self.svar_senast,
            rattad: self.rattad_ms.is_some(),
            importerad: self.importerad,
        })
    }

    /// Gives it another ködatum, from the next event on.
    pub(super) fn ratta(&mut self, till_ms: i64) {
        self.rattas_bakat = till_ms > self.nyckel.ordning;
        self.rattad_ms = Some(till_ms);
        self.nyckel.ordning = till_ms;
    }

    /// What stands on it now, in codes, for an undo.
    fn fore(&self) -> String {
        let dag =
            |dag: Option<NaiveDate>| dag.map_or_else(|| "-".to_owned(), |dag| dag.to_string());
        let (orsak, fran, till) = match self.lage.status {
            Kostatus::Avslutad(orsak) => (orsak.kod(), None, None),
            Kostatus::Vilande { fran, till } => ("-", Some(fran), Some(till)),
            Kostatus::IKo
            | Kostatus::Erbjuden
            | Kostatus::Accepterad
            | Kostatus::Paborjad
            | Kostatus::Felregistrerad => ("-", None, None),
        };
        [
            self.lage.status.kod().to_owned(),
            orsak.to_owned(),
            dag(fran),
            dag(till),
            self.lage.kvar.to_string(),
            self.lage.tyst.to_string(),
            self.lage.forsok.to_string(),
            dag(self.lage.forsokt),
            self.lage.bekraftad.to_string(),
            self.lage.bekraftelsesteg.to_string(),
            dag(self.lage.stegat),
        ]
        .join(";")
    }
}

/// Reads what [`Post::fore`] wrote.
pub(in crate::store::sqlite) fn las_fore(text: &str) -> Option<Kolage> {
    let delar: Vec<&str> = text.split(';').collect();
    let [
        status,
        orsak,
        fran,
        till,
        kvar,
        tyst,
        forsok,
        forsokt,
        bekraftad,
        steg,
        stegat,
    ] = delar.as_slice()
    else {
        return None;
    };
    let status = match *status {
        "i_ko" => Kostatus::IKo,
        "vilande" => Kostatus::Vilande {
            fran: fran.parse().ok()?,
            till: till.parse().ok()?,
        },
        "erbjuden" => Kostatus::Erbjuden,
        "accepterad" => Kostatus::Accepterad,
        "paborjad" => Kostatus::Paborjad,
        "avslutad" => Kostatus::Avslutad(KoOrsak::fran_kod(orsak)?),
        _ => return None,
    };
    Some(Kolage {
        status,
        kvar: kvar.parse().ok()?,
        tyst: tyst.parse().ok()?,
        forsok: forsok.parse().ok()?,
        forsokt: forsokt.parse().ok(),
        bekraftad: bekraftad.parse().ok()?,
        bekraftelsesteg: steg.parse().ok()?,
        stegat: stegat.parse().ok(),
        paminnelser: 0,
    })
}

/// An event to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Handelse<'h> {
    pub(super) slag: &'h str,
    pub(super) orsak: Option<&'h str>,
    pub(super) om: Option<String>,
    pub(super) angrar: Option<i64>,
}

impl<'h> Handelse<'h> {
    pub(super) fn ny(slag: &'h str) -> Self {
        Self {
            slag,
            ..Self::default()
        }
    }

    pub(super) fn orsak(self, orsak: &'h str) -> Self {
        Self {
            orsak: Some(orsak),
            ..self
        }
    }

    pub(super) fn om(self, om: &impl ToString) -> Self {
        Self {
            om: Some(om.to_string()),
            ..self
        }
    }
}

/// Writes one event; about an entry where `post` is given. Gives its number.
pub(super) fn skriv_handelse(
    akt: &Akt<'_>,
    insats: InsatsNr,
    post: Option<(&str, i64, Option<&str>, Option<u64>)>,
    handelse: &Handelse<'_>,
) -> Result<i64, StoreError> {
    let Aktor {
        anvandare,
        desk,
        enhet,
    } = akt.aktor;
    let (id, ver, fore, plats) = match post {
        Some((id, ver, fore, plats)) => (Some(id), Some(ver), fore, plats),
        None => (None, None, None, None),
    };
    let tid = match handelse.slag {
        "plats_lamnad" | "platser" => foljd::ny_chans_tid(akt)?,
        _ => akt.nar,
    };
    akt.kor(
        "INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag, orsak, om,
           fore, plats, angrar)
         VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM kohandelse), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,
           ?14)",
        params![
            id,
            insats.to_string(),
            ver,
            rad::tid(tid),
            anvandare,
            desk,
            enhet,
            akt.op,
            handelse.slag,
            handelse.orsak,
            handelse.om,
            fore,
            plats.and_then(|plats| i64::try_from(plats).ok()),
            handelse.angrar
        ],
    )?;
    let seq = en_rad(
        akt.tx,
        "kohandelse",
        "SELECT max(seq) AS seq FROM kohandelse",
        [],
        |rad| rad.tal("seq"),
    )?;
    Ok(seq.unwrap_or(0))
}

/// Changes an entry together with its event; the place in line that it has afterwards is kept with the event.
pub(super) fn andra(
    akt: &Akt<'_>,
    post: &mut Post,
    efter: Kolage,
    handelse: &Handelse<'_>,
) -> Result<i64, StoreError> {
    let fore = post.fore();
    post.lage = efter;
    // Counted before the row changes: whoever is corrected to a later day would count itself.
    let sig_sjalv = u64::from(post.rattas_bakat);
    let plats = post.plats(akt.tx)?.map(|(plats, _)| plats - sig_sjalv);
    let seq = skriv_handelse(
        akt,
        post.insats,
        Some((&post.nyckel.id, post.ver + 1, Some(&fore), plats)),
        handelse,
    )?;
    post.ver += 1;
    let (orsak, fran, till) = match efter.status {
        Kostatus::Avslutad(orsak) => (Some(orsak.kod()), None, None),
        Kostatus::Vilande { fran, till } => (None, Some(fran.to_string()), Some(till.to_string())),
        Kostatus::IKo
        | Kostatus::Erbjuden
        | Kostatus::Accepterad
        | Kostatus::Paborjad
        | Kostatus::Felregistrerad => (None, None, None),
    };
    // What comes after the end, such as erased contact data, does not move it.
    let slut = (!efter.status.levande()).then(|| akt.nar.timestamp_millis());
    post.rattas_bakat = false;
    let andrade = akt.kor(
        "UPDATE kopost SET status = ?2, orsak = ?3, vilande_fran = ?4, vilande_till = ?5, kvar = ?6, forsok = ?7,
           bekraftad = ?8, bekraftelsesteg = ?9, slut_ms = iif(status = ?2, slut_ms, ?10), ver = ?11,
           rattad_ms = ?12, parti = ?13, sprak = ?14, tidigast = ?15, veckodagar = ?16,
           tyst = ?17, forsokt = ?18, stegat = ?19
         WHERE id = ?1 AND ver = ?11 - 1",
        params![
            post.nyckel.id,
            efter.status.kod(),
            orsak,
            fran,
            till,
            efter.kvar,
            efter.forsok,
            efter.bekraftad.to_string(),
            efter.bekraftelsesteg,
            slut,
            post.ver,
            post.rattad_ms,
            post.uppgifter.parti,
            post.uppgifter.sprak,
            post.uppgifter.tidigast.map(|dag| dag.to_string()),
            post.uppgifter.veckodagar.map(Veckodagar::mask),
            efter.tyst,
            efter.forsokt.map(|dag| dag.to_string()),
            efter.stegat.map(|dag| dag.to_string())
        ],
    )?;
    if andrade == 0 {
        return Err(StoreError::Saknas);
    }
    Ok(seq)
}

/// An event on an entry that changes nothing else.
pub(super) fn anteckna(
    akt: &Akt<'_>,
    post: &mut Post,
    handelse: &Handelse<'_>,
) -> Result<i64, StoreError> {
    let lage = post.lage;
    andra(akt, post, lage, handelse)
}
