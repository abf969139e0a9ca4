//! Who is next in turn for a place: the first who fits, and why each one before was passed over. Only where the latter
//! is told or written down does it cost what those are.

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, params};

use super::super::rad::{en_rad, rader};
use super::post::{self, Post, dag_om, med_kolumner};
use super::rang::Nyckel;
use crate::domain::insats::InsatsNr;
use crate::domain::ko::Kostatus;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::{Overhopp, Platskrav, Pott, passar_inte};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::Aldersband;
use crate::store::StoreError;

/// How many entries are read at a time.
const OMGANG: i64 = 64;

/// Places of one kind, as they stand.
#[derive(Clone, Debug)]
pub(in crate::store::sqlite) struct Potten {
    pub(in crate::store::sqlite) pott: Pott,
    pub(in crate::store::sqlite) insats: InsatsNr,
    pub(in crate::store::sqlite) antal: u16,
    pub(in crate::store::sqlite) tagna: u16,
    pub(in crate::store::sqlite) krav: Platskrav,
    pub(in crate::store::sqlite) minst: Option<u16>,
    pub(in crate::store::sqlite) installd: bool,
}

impl Potten {
    /// Running places of which nobody has said how many there are.
    pub(in crate::store::sqlite) fn okand(insats: InsatsNr) -> Self {
        Self {
            pott: Pott::Lopande(insats),
            insats,
            antal: u16::MAX,
            tagna: 0,
            krav: Platskrav::default(),
            minst: None,
            installd: false,
        }
    }

    /// How many are free.
    pub(in crate::store::sqlite) fn lediga(&self) -> u16 {
        self.antal.saturating_sub(self.tagna)
    }

    /// Whether somebody can be given a place in it on this day.
    pub(in crate::store::sqlite) fn oppen(&self, idag: NaiveDate) -> bool {
        !self.installd && self.krav.start.is_none_or(|start| start >= idag)
    }
}

/// All places of an insats: the running ones first, then group starts by day.
///
/// The number that the nämnd has stated holds before the one that the file states.
pub(in crate::store::sqlite) fn potter(
    conn: &Connection,
    insats: InsatsNr,
    av_namnden: Option<u16>,
) -> Result<Vec<Potten>, StoreError> {
    let nr = insats.to_string();
    let mut alla = rader(
        conn,
        "pott",
        "SELECT id, antal, minst, start, krav_sprak, krav_band, installd,
           (SELECT count(*) FROM plats WHERE pott = pott.id AND till IS NULL) AS tagna
         FROM pott WHERE insats_nr = ?1 ORDER BY start, id",
        params![nr],
        |rad| {
            Ok(Potten {
                pott: rad.tolka("id", |id| id.parse().ok())?,
                insats,
                antal: rad.tal("antal")?,
                tagna: rad.tal("tagna")?,
                krav: Platskrav {
                    sprak: rad.text_om("krav_sprak")?,
                    band: rad.tolka("krav_band", las_band)?,
                    start: dag_om(rad, "start")?,
                },
                minst: rad.tal_om("minst")?,
                installd: rad.tal::<u8>("installd")? == 1,
            })
        },
    )?;
    let lopande = Pott::Lopande(insats);
    if let Some(antal) = av_namnden {
        alla.retain(|potten| potten.pott != lopande);
        let tagna = en_rad(
            conn,
            "plats",
            "SELECT count(*) AS tagna FROM plats WHERE pott = ?1 AND till IS NULL",
            params![nr],
            |rad| rad.tal("tagna"),
        )?;
        let potten = Potten {
            antal,
            tagna: tagna.unwrap_or(0),
            ..Potten::okand(insats)
        };
        alla.insert(0, potten);
    }
    Ok(alla)
}

fn las_band(text: &str) -> Option<Vec<Aldersband>> {
    text.split(',')
        .filter(|del| !del.is_empty())
        .map(Aldersband::fran_kod)
        .collect()
}

/// Those who are passed over, in order, with the reason of each.
pub(in crate::store::sqlite) type Overhoppade = Vec<(Post, Overhopp)>;

/// Who gets a place, and who is passed over on the way there.
#[derive(Clone, Debug)]
pub(in crate::store::sqlite) struct Urval {
    pub(in crate::store::sqlite) post: Post,
    /// In order; those on pause or with an open offer say it themselves and are not listed.
    pub(in crate::store::sqlite) overhoppade: Overhoppade,
}

/// Goes through those who wait, in order, until somebody fits.
///
/// With `kod` it stops at that slip, and says no when somebody before it fits. `hoppa` are those whom staff passes
/// over: whom we can reach must have been tried in vain on this day.
pub(in crate::store::sqlite) fn valj(
    conn: &Connection,
    potten: &Potten,
    kod: Option<Kolappskod>,
    hoppa: &[(Kolappskod, Overhopp)],
    idag: NaiveDate,
) -> Result<Urval, StoreError> {
    if let Some((kod, _)) = hoppa.iter().find(|(_, skal)| !skal.sags_av_personal()) {
        return Err(KanInteIKon::OverhoppGallerInte(*kod).into());
    }
    let mal = kod.map(|kod| post::med_kod(conn, kod)).transpose()?;
    if let Some(mal) = &mal {
        if mal.insats != potten.insats {
            return Err(KanInteIKon::OkandKolapp.into());
        }
        if mal.lage.status != Kostatus::IKo {
            return Err(mal.fel_status(conn));
        }
        let skal = passar_inte(&mal.uppgifter, &potten.krav, potten.lediga(), idag);
        if let Some(skal) = skal {
            return Err(KanInteIKon::PassarInte(skal).into());
        }
    }
    // A no is said without going through those who do not fit: only a yes tells of them.
    if hoppa.is_empty() {
        let forst = forsta_som_passar(conn, potten, kod, idag)?.ok_or(KanInteIKon::IngenPassar)?;
        i_tur(conn, &forst, mal.as_ref())?;
    }
    let (forst, overhoppade) = ga_igenom(conn, potten, hoppa, kod, idag)?;
    let post = forst.ok_or(KanInteIKon::IngenPassar)?;
    i_tur(conn, &post, mal.as_ref())?;
    Ok(Urval { post, overhoppade })
}

/// Whether the slip that was asked for is the first who fits; without one, whoever is first will do.
fn i_tur(conn: &Connection, forst: &Post, mal: Option<&Post>) -> Result<(), StoreError> {
    let Some(mal) = mal.filter(|mal| mal.kod != forst.kod) else {
        return Ok(());
    };
    let fore = mal
        .plats(conn)?
        .map_or(0, |(plats, _)| plats.saturating_sub(1));
    Err(KanInteIKon::InteITur(fore).into())
}

/// What only a row itself says: what a group start asks for, and that the last offer of these places (`?7`) was not
/// declined since there was a new chance (`?8`), which does not count against whoever asks (`?9`).
macro_rules! gar_an {
    () => {
        "
               AND (?4 IS NULL OR k.sprak IS NULL OR k.sprak = ?4)
               AND (?5 IS NULL OR k.band IS NULL OR instr(?5, ',' || k.band || ',') > 0)
               AND (?6 IS NULL OR k.veckodagar IS NULL OR k.veckodagar & ?6 <> 0)
               AND (k.kod IS ?9 OR (SELECT e.utfall IN ('nej', 'star_kvar', 'inget_svar') AND e.skapat >= ?8
                 FROM erbjudande e WHERE e.kopost_id = k.id AND e.pott = ?7 AND e.utfall IS NOT 'angrat'
                 ORDER BY e.skapat DESC LIMIT 1) IS NOT 1)"
    };
}

/// The first who fits a place, as [`passar_inte`] says it: what is not known keeps nobody from it.
///
/// Each size of party and each earliest day that stands in line is looked up by itself, so that whoever is passed over
/// for one of these costs nothing. What only a group start may ask for besides is read row after row.
pub(in crate::store::sqlite::ko) const FORSTA: &str = concat!(
    med_kolumner!("WHERE p.id = ("),
    "
       WITH RECURSIVE
         storlek(antal) AS (
           SELECT min(parti) FROM kopost WHERE insats_nr = ?1 AND status = 'i_ko'
           UNION ALL
           SELECT (SELECT min(parti) FROM kopost WHERE insats_nr = ?1 AND status = 'i_ko' AND parti > antal)
           FROM storlek WHERE antal < ?2),
         dag(antal, tidigast) AS (
           SELECT antal, (SELECT min(tidigast) FROM kopost
             WHERE insats_nr = ?1 AND status = 'i_ko' AND parti = antal AND tidigast > '')
           FROM storlek WHERE antal <= ?2
           UNION ALL
           SELECT antal, (SELECT min(k.tidigast) FROM kopost k
             WHERE k.insats_nr = ?1 AND k.status = 'i_ko' AND k.parti = antal AND k.tidigast > dag.tidigast)
           FROM dag WHERE dag.tidigast < ?3),
         forst(id) AS (
           SELECT (SELECT k.id FROM kopost k
             WHERE k.insats_nr = ?1 AND k.status = 'i_ko' AND k.parti = antal AND k.tidigast IS NULL",
    gar_an!(),
    "
             ORDER BY k.ordning, k.id LIMIT 1)
           FROM storlek WHERE antal <= ?2
           UNION ALL
           SELECT (SELECT k.id FROM kopost k
             WHERE k.insats_nr = ?1 AND k.status = 'i_ko' AND k.parti = antal AND k.tidigast = dag.tidigast",
    gar_an!(),
    "
             ORDER BY k.ordning, k.id LIMIT 1)
           FROM dag WHERE dag.tidigast <= ?3)
       SELECT k.id FROM forst JOIN kopost k ON k.id = forst.id ORDER BY k.ordning, k.id LIMIT 1)"
);

/// The first who fits, without those who are passed over on the way there. `mal`: who asks for it.
pub(in crate::store::sqlite) fn forsta_som_passar(
    conn: &Connection,
    potten: &Potten,
    mal: Option<Kolappskod>,
    idag: NaiveDate,
) -> Result<Option<Post>, StoreError> {
    let Platskrav { sprak, band, start } = &potten.krav;
    // With a comma on either side of each, so that no code is found within another.
    let band = band
        .iter()
        .fold(String::from(","), |alla, band| alla + band.kod() + ",");
    let veckodag = start.map(|start| 1_u8 << start.weekday().num_days_from_monday());
    en_rad(
        conn,
        "kopost",
        FORSTA,
        params![
            potten.insats.to_string(),
            potten.lediga(),
            start.unwrap_or(idag).to_string(),
            sprak,
            Some(band).filter(|band| band.len() > 1),
            veckodag,
            potten.pott.to_string(),
            ny_chans(conn, potten)?,
            mal.map(|kod| kod.to_string())
        ],
        post::las,
    )
}

/// The first who fits, and those before with the reason of each. `mal` is never passed over by staff.
pub(in crate::store::sqlite) fn ga_igenom(
    conn: &Connection,
    potten: &Potten,
    hoppa: &[(Kolappskod, Overhopp)],
    mal: Option<Kolappskod>,
    idag: NaiveDate,
) -> Result<(Option<Post>, Overhoppade), StoreError> {
    let ny_chans = ny_chans(conn, potten)?;
    let mut overhoppade = Vec::new();
    let mut sist = Nyckel {
        ordning: -1,
        id: String::new(),
    };
    loop {
        let nasta = efter(conn, potten.insats, &sist)?;
        let Some(sista) = nasta.last() else {
            return Ok((None, overhoppade));
        };
        sist = sista.nyckel.clone();
        for post in nasta {
            let egen = mal == Some(post.kod);
            let sagt = !egen && hoppa.iter().any(|(hoppad, _)| *hoppad == post.kod);
            match skal(conn, (potten, &ny_chans), &post, egen, idag)? {
                None if sagt => {
                    let skal = hors_inte_av(conn, &post, idag)?;
                    overhoppade.push((post, skal));
                }
                None => return Ok((Some(post), overhoppade)),
                Some(skal) => overhoppade.push((post, skal)),
            }
        }
    }
}

/// Why somebody who waits does not get this place, where there is a reason. A no to the place counts for those whose
/// turn has come, not for somebody who asks for it (`egen`).
fn skal(
    conn: &Connection,
    (potten, ny_chans): (&Potten, &str),
    post: &Post,
    egen: bool,
    idag: NaiveDate,
) -> Result<Option<Overhopp>, StoreError> {
    let skal = passar_inte(&post.uppgifter, &potten.krav, potten.lediga(), idag);
    if skal.is_some() || egen {
        return Ok(skal);
    }
    let nej = en_rad(
        conn,
        "erbjudande",
        "SELECT utfall IN ('nej', 'star_kvar', 'inget_svar') AND skapat >= ?3 AS nej FROM erbjudande
         WHERE kopost_id = ?1 AND pott = ?2 AND utfall IS NOT 'angrat' ORDER BY skapat DESC LIMIT 1",
        params![post.nyckel.id, potten.pott.to_string(), ny_chans],
        |rad| rad.tal_om::<u8>("nej"),
    )?;
    Ok((nej.flatten() == Some(1)).then_some(Overhopp::TackatNej))
}

/// Since when the places are the same chance. A group start is one; a running place is a new one when somebody has
/// left a place, or there have become more.
fn ny_chans(conn: &Connection, potten: &Potten) -> Result<String, StoreError> {
    if potten.krav.start.is_some() {
        return Ok(String::new());
    }
    let sedan = en_rad(
        conn,
        "kohandelse",
        "SELECT max(tid) AS tid FROM kohandelse WHERE insats_nr = ?1 AND slag IN ('plats_lamnad', 'platser')
           AND (slag = 'platser' OR om LIKE ?2 || ' %')",
        params![potten.insats.to_string(), potten.pott.to_string()],
        |rad| rad.text_om("tid"),
    )?;
    Ok(sedan.flatten().unwrap_or_default())
}

/// Why staff may pass somebody over: whom we can reach must have been tried in vain on this day, and whom we cannot
/// has not come with the slip.
fn hors_inte_av(conn: &Connection, post: &Post, idag: NaiveDate) -> Result<Overhopp, StoreError> {
    if !super::kontakt::finns(conn, &post.nyckel.id)? {
        return Ok(Overhopp::EjHordAv);
    }
    if !har_forsokt(conn, post, idag)? {
        return Err(KanInteIKon::IngetForsokIdag(post.kod).into());
    }
    Ok(Overhopp::InteNabar)
}

/// The next who wait after a key, in order.
fn efter(conn: &Connection, insats: InsatsNr, sist: &Nyckel) -> Result<Vec<Post>, StoreError> {
    rader(
        conn,
        "kopost",
        med_kolumner!(
            "WHERE p.insats_nr = ?1 AND p.status = 'i_ko' AND (p.ordning, p.id) > (?2, ?3)
             ORDER BY p.ordning, p.id LIMIT ?4"
        ),
        params![insats.to_string(), sist.ordning, sist.id, OMGANG],
        post::las,
    )
}

/// Whether the last attempt to reach the person on this day was in vain.
fn har_forsokt(conn: &Connection, post: &Post, idag: NaiveDate) -> Result<bool, StoreError> {
    let sista = en_rad(
        conn,
        "kohandelse",
        "SELECT orsak FROM kohandelse WHERE kopost_id = ?1 AND slag = 'kontaktforsok' AND om LIKE '%' || ?2
           AND NOT EXISTS (SELECT 1 FROM kohandelse a WHERE a.angrar = kohandelse.seq) ORDER BY ver DESC LIMIT 1",
        params![post.nyckel.id, idag.to_string()],
        |rad| rad.text("orsak"),
    )?;
    Ok(sista.is_some_and(|orsak| orsak == "inte_nadd"))
}
