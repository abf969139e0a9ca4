//! The statistics on the command line: the list of counts, everything in JSON, and the screen in plain rows.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{CliFel, Kor, Svar, lista};
use crate::domain::insats::InsatsNr;
use crate::domain::statistik::Cell;
use crate::domain::statistik::period::{Manad, Period, Periodslag};
use crate::domain::statistik::tabell::{Del, Statistik, Tabell};
use crate::domain::statistik::underlag::Underlag;
use crate::statistikblad::{Par, klartext};
use crate::store::{Query, Reply, Store};
use crate::text;

/// What is asked for.
pub(super) struct Val {
    pub(super) fran: Option<NaiveDate>,
    pub(super) till: Option<NaiveDate>,
    pub(super) period: Option<Period>,
    pub(super) klartext: bool,
}

/// Reads a period.
pub(super) fn period(text: &str) -> Result<Period, String> {
    text.parse()
        .map_err(|()| text::statistik::PERIOD.to_owned())
}

pub(super) fn kor(kor: &Kor, val: &Val) -> Result<Svar, CliFel> {
    if val.period.is_none() && !val.klartext {
        return lista::statistik(kor, val.fran, val.till);
    }
    let (par, underlag) = match val.period {
        Some(period) => hamta(kor, period)?,
        None => senaste(kor)?,
    };
    let period = par.nu.period;
    let dag = |manad: Manad| NaiveDate::from_ymd_opt(manad.ar(), manad.manad(), 1);
    let (fran, till) = (dag(period.forsta()), period.sista().sista_dag());
    let mut svar = lista::av_underlag(kor, &underlag, fran, till);
    svar.json["pagar"] = json!(par.pagar);
    svar.json["fore"] = tabeller(&par.fore, kor.idag);
    if val.klartext {
        let namn = |nr: InsatsNr| {
            let insats = kor.katalog.insats(nr);
            insats.map_or_else(String::new, |insats| insats.namn.clone())
        };
        svar.text = klartext(&par, &namn).join("\n");
    }
    Ok(svar)
}

fn hamta(kor: &Kor, period: Period) -> Result<(Par, Underlag), CliFel> {
    let mut store = kor.oppna()?;
    let fraga = Query::Statistik(Some(Par::stracka(period)), kor.katalog.silor());
    let Reply::Statistik(underlag) = store.load(&fraga)? else {
        return Err(CliFel::programfel());
    };
    kor.lamna(store);
    let par = Par::av(&underlag, period, kor.idag);
    Ok((par, underlag))
}

/// The period that the screen opens on: the latest whole quarter, or the one that goes on where nothing was counted in it.
fn senaste(kor: &Kor) -> Result<(Par, Underlag), CliFel> {
    let manad = Manad::av(kor.idag).ok_or_else(CliFel::programfel)?;
    let kvartal = Period::kring(Periodslag::Kvartal, manad);
    let hel = hamta(kor, kvartal.fore())?;
    if hel.0.tomt() {
        hamta(kor, kvartal)
    } else {
        Ok(hel)
    }
}

pub(super) fn cell(cell: Cell) -> Value {
    match cell {
        Cell::Antal(antal) => json!(antal),
        Cell::FarreAn5 | Cell::Dold | Cell::Odelad => json!(cell.to_string()),
    }
}

/// All tables of a period: familjerådgivning apart. A month that is to come is null.
pub(super) fn tabeller(statistik: &Statistik, idag: NaiveDate) -> Value {
    let manader: Vec<Manad> = statistik.manader().collect();
    let del = |del: &Del| {
        let avsnitt: Map<String, Value> = del
            .tabeller
            .iter()
            .map(|tabell| (tabell.avsnitt.kod().to_owned(), summor(tabell)))
            .collect();
        (avsnitt, i_manader(&manader, &del.manader_alla, idag))
    };
    let (avsnitt, per_manad) = del(&statistik.insatser);
    let (apart, apart_per_manad) = del(&statistik.familjeradgivning);
    let timmar: Vec<Value> = statistik
        .timmar
        .iter()
        .map(|(nar, antal)| json!({"dag": nar.dag, "timme": nar.timme, "antal": cell(*antal)}))
        .collect();
    json!({
        "period": statistik.period.to_string(),
        "avsnitt": avsnitt,
        "manader": per_manad,
        "familjeradgivning": {"avsnitt": apart, "manader": apart_per_manad},
        "timmar": timmar,
        "dolda": {"sma": statistik.dolda.sma, "foljd": statistik.dolda.foljd},
    })
}

/// All insatser of a table together.
fn summor(tabell: &Tabell) -> Value {
    let delar: Map<String, Value> = tabell
        .koder
        .iter()
        .zip(&tabell.summor)
        .map(|(kod, antal)| (kod.clone(), cell(*antal)))
        .collect();
    json!({"alla": tabell.alla.map(cell), "delar": delar})
}

fn i_manader(manader: &[Manad], celler: &[Cell], idag: NaiveDate) -> Map<String, Value> {
    let par = manader.iter().zip(celler);
    par.map(|(manad, antal)| {
        let antal = antal.i_manaden(*manad, idag).map(cell);
        (manad.to_string(), antal.into())
    })
    .collect()
}
