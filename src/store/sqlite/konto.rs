//! Accounts and their roles: rows that are closed and never removed, and each change of them logged.

use rusqlite::{Connection, params};

use super::Akt;
use super::rad::{self, rader};
use super::session::Session;
use crate::domain::behorighet::Roll;
use crate::domain::konto::{Anvandarnamn, Konto};
use crate::store::konto::{KanInteIKontot, Kontoakt, Kontofraga, Kontosvar};
use crate::store::{Reply, StoreError};

/// Most signs of a person's name or of the name of an enhet, as the tables keep them.
const NAMN_HOGST: usize = 60;

/// Most bytes of what the log says of an act besides its code.
const OM_HOGST: usize = 160;

/// Does an act on an account.
pub(super) fn utfor(akt: &Akt<'_>, konto: &Kontoakt) -> Result<Reply, StoreError> {
    match konto {
        Kontoakt::Lagg(konto) => lagg(akt, konto)?,
        Kontoakt::GeRoll {
            anvandare,
            roll,
            enhet,
        } => {
            inte_eget(akt, anvandare)?;
            stangt(akt, anvandare)?;
            ge_roll(akt, anvandare, *roll, enhet)?;
            anteckna_roll(akt, "roll_given", anvandare, *roll, enhet)?;
        }
        Kontoakt::TaRoll {
            anvandare,
            roll,
            enhet,
        } => {
            inte_eget(akt, anvandare)?;
            stangt(akt, anvandare)?;
            let bort = akt.kor(
                "DELETE FROM kontoroll WHERE anvandare = ?1 AND enhet = ?2 AND roll = ?3",
                params![anvandare.som_text(), enhet, roll.kod()],
            )?;
            forandrat(bort)?;
            nagon_kvar(akt)?;
            anteckna_roll(akt, "roll_tagen", anvandare, *roll, enhet)?;
        }
        Kontoakt::Stang {
            anvandare,
            misslyckade,
        } => {
            inte_eget(akt, anvandare)?;
            satt_stangt(akt, anvandare, true)?;
            nagon_kvar(akt)?;
            anteckna_misslyckade(akt, anvandare, *misslyckade)?;
            akt.atkomst("konto_stangt", Some(anvandare.som_text()))?;
        }
        Kontoakt::Oppna { anvandare } => {
            satt_stangt(akt, anvandare, false)?;
            akt.atkomst("konto_oppnat", Some(anvandare.som_text()))?;
        }
        Kontoakt::LosenordBytt {
            anvandare,
            misslyckade,
        } => {
            stangt(akt, anvandare)?;
            anteckna_misslyckade(akt, anvandare, *misslyckade)?;
            akt.atkomst("losenord_bytt", Some(anvandare.som_text()))?;
        }
        Kontoakt::LastUpp {
            anvandare,
            misslyckade,
        } => {
            stangt(akt, anvandare)?;
            anteckna_misslyckade(akt, anvandare, *misslyckade)?;
            akt.atkomst("konto_last_upp", Some(anvandare.som_text()))?;
        }
    }
    Ok(Reply::Konto(Kontosvar::Gjort))
}

/// Answers a question about accounts.
pub(super) fn fraga(
    conn: &Connection,
    session: &Session,
    fraga: &Kontofraga,
) -> Result<Kontosvar, StoreError> {
    let mitt = match (fraga, session) {
        (Kontofraga::Alla, _) => None,
        (Kontofraga::Eget, Session::Konto { anvandare, .. }) => Some(anvandare.as_str()),
        // Nobody is signed in, so nothing is anybody's own.
        (Kontofraga::Eget, Session::Ovning | Session::Ingen) => {
            return Ok(Kontosvar::Konton(Vec::new()));
        }
    };
    konton(conn, mitt).map(Kontosvar::Konton)
}

/// Accounts with their roles, by user name: all, or one.
fn konton(conn: &Connection, anvandare: Option<&str>) -> Result<Vec<Konto>, StoreError> {
    let mut konton = rader(
        conn,
        "konto",
        "SELECT anvandare, namn, stangt FROM konto WHERE ?1 IS NULL OR anvandare = ?1 ORDER BY anvandare",
        params![anvandare],
        |rad| {
            Ok(Konto {
                anvandare: rad.tolka("anvandare", Anvandarnamn::las)?,
                namn: rad.text("namn")?,
                stangt: rad.tal::<u8>("stangt")? != 0,
                roller: Vec::new(),
            })
        },
    )?;
    let roller = rader(
        conn,
        "kontoroll",
        "SELECT anvandare, roll, enhet FROM kontoroll WHERE ?1 IS NULL OR anvandare = ?1
         ORDER BY anvandare, enhet, roll",
        params![anvandare],
        |rad| {
            let roll = rad.tolka("roll", Roll::fran_kod)?;
            Ok((rad.text("anvandare")?, roll, rad.text("enhet")?))
        },
    )?;
    for (anvandare, roll, enhet) in roller {
        let konto = konton
            .iter_mut()
            .find(|konto| konto.anvandare.som_text() == anvandare);
        if let Some(konto) = konto {
            konto.roller.push((roll, enhet));
        }
    }
    Ok(konton)
}

fn lagg(akt: &Akt<'_>, konto: &Konto) -> Result<(), StoreError> {
    if stangt_om(akt, &konto.anvandare)?.is_some() {
        return Err(StoreError::Konto(KanInteIKontot::Finns));
    }
    gar_som_namn(&konto.namn)?;
    akt.kor(
        "INSERT INTO konto(anvandare, namn, stangt) VALUES (?1, ?2, ?3)",
        params![konto.anvandare.som_text(), konto.namn, konto.stangt],
    )?;
    akt.atkomst("konto_lagt", Some(konto.anvandare.som_text()))?;
    for (roll, enhet) in &konto.roller {
        ge_roll(akt, &konto.anvandare, *roll, enhet)?;
        anteckna_roll(akt, "roll_given", &konto.anvandare, *roll, enhet)?;
    }
    Ok(())
}

fn ge_roll(
    akt: &Akt<'_>,
    anvandare: &Anvandarnamn,
    roll: Roll,
    enhet: &str,
) -> Result<(), StoreError> {
    gar_som_namn(enhet)?;
    let given = akt.kor(
        "INSERT INTO kontoroll(anvandare, roll, enhet) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        params![anvandare.som_text(), roll.kod(), enhet],
    )?;
    forandrat(given)
}

/// Wrong tries that the cabinet forgets without a sign-in that would log them: how many, and whose account was tried.
pub(super) fn anteckna_misslyckade(
    akt: &Akt<'_>,
    anvandare: &Anvandarnamn,
    antal: u32,
) -> Result<(), StoreError> {
    if antal == 0 {
        return Ok(());
    }
    let om = format!("{antal} {}", anvandare.som_text());
    akt.atkomst("misslyckad_inloggning", Some(&om))
}

/// Which account, role and enhet it was about: the log is read without the tables of now.
fn anteckna_roll(
    akt: &Akt<'_>,
    slag: &'static str,
    anvandare: &Anvandarnamn,
    roll: Roll,
    enhet: &str,
) -> Result<(), StoreError> {
    let om = format!("{} {} {enhet}", anvandare.som_text(), roll.kod());
    if om.len() > OM_HOGST {
        return Err(StoreError::Konto(KanInteIKontot::Namn));
    }
    akt.atkomst(slag, Some(&om))
}

/// Nobody gives themselves a right, nor locks themselves out.
fn inte_eget(akt: &Akt<'_>, anvandare: &Anvandarnamn) -> Result<(), StoreError> {
    if akt.aktor.anvandare == anvandare.som_text() {
        return Err(StoreError::Konto(KanInteIKontot::EgetKonto));
    }
    Ok(())
}

/// Whether the account is closed.
fn stangt(akt: &Akt<'_>, anvandare: &Anvandarnamn) -> Result<bool, StoreError> {
    stangt_om(akt, anvandare)?.ok_or(StoreError::Konto(KanInteIKontot::Saknas))
}

/// The same, where there is such an account.
fn stangt_om(akt: &Akt<'_>, anvandare: &Anvandarnamn) -> Result<Option<bool>, StoreError> {
    rad::en_rad(
        akt.tx,
        "konto",
        "SELECT stangt FROM konto WHERE anvandare = ?1",
        params![anvandare.som_text()],
        |rad| Ok(rad.tal::<u8>("stangt")? != 0),
    )
}

fn satt_stangt(akt: &Akt<'_>, anvandare: &Anvandarnamn, till: bool) -> Result<(), StoreError> {
    stangt(akt, anvandare)?;
    let andrat = akt.kor(
        "UPDATE konto SET stangt = ?2 WHERE anvandare = ?1 AND stangt <> ?2",
        params![anvandare.som_text(), till],
    )?;
    forandrat(andrat)
}

fn forandrat(rader: usize) -> Result<(), StoreError> {
    if rader == 0 {
        return Err(StoreError::Konto(KanInteIKontot::Oforandrat));
    }
    Ok(())
}

/// Somebody must be left who can tend the accounts. Asked after the change, inside its transaction.
fn nagon_kvar(akt: &Akt<'_>) -> Result<(), StoreError> {
    let antal = rad::en_rad(
        akt.tx,
        "konto",
        "SELECT count(*) AS antal FROM kontoroll r JOIN konto k ON k.anvandare = r.anvandare
         WHERE r.roll = ?1 AND k.stangt = 0",
        params![Roll::Systemforvaltare.kod()],
        |rad| rad.tal::<u64>("antal"),
    )?;
    if antal.unwrap_or(0) == 0 {
        return Err(StoreError::Konto(KanInteIKontot::SistaSystemforvaltaren));
    }
    Ok(())
}

/// A name of a person or enhet that the tables and the log take: cleaned by whoever asks, without space around it,
/// short, and without room for a number of a person.
fn gar_som_namn(namn: &str) -> Result<(), StoreError> {
    let langst = namn
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .max();
    let gar = !namn.is_empty()
        && namn.trim() == namn
        && namn.chars().count() <= NAMN_HOGST
        && langst.unwrap_or(0) < 6
        && !namn.chars().any(char::is_control);
    if gar {
        Ok(())
    } else {
        Err(StoreError::Konto(KanInteIKontot::Namn))
    }
}
