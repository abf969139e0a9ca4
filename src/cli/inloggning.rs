//! Signing in from the command line. A password comes from a file, from standard input or from the keyboard; never from
//! the arguments or the environment, which others on the machine can read.

use std::io::{self, BufRead, Read};
use std::path::Path;

use chrono::Utc;
use zeroize::Zeroizing;

use super::CliFel;
use crate::domain::konto::{Anvandarnamn, LOSENORD_HOGST};
use crate::rena::rena_rad;
use crate::start::Installningar;
use crate::start::inloggning::{Inloggningsfel, Inne, Legitimation};
use crate::store::nyckelskap::{Losenord, NyckelFel};
use crate::text;

/// Longest first row of a file with a password, in bytes: the password, and the end of its row.
const RAD_HOGST: u64 = LOSENORD_HOGST as u64 + 2;

impl From<NyckelFel> for CliFel {
    fn from(fel: NyckelFel) -> Self {
        match fel {
            NyckelFel::Fel => Self::indata(text::konto::FEL),
            NyckelFel::Vanta(till) => Self::indata(&text::konto::vanta(till)),
            NyckelFel::Last => Self::indata(text::konto::LAST),
            NyckelFel::Losenord(brist) => Self::indata(&text::konto::losenordsbrist(brist)),
            NyckelFel::HarLosenord => Self::nej(text::konto::HAR_LOSENORD),
            NyckelFel::HarNyckelfil => Self::nej(text::konto::HAR_NYCKELFIL),
            NyckelFel::Skap(text) => Self { kod: 3, text },
        }
    }
}

impl From<Inloggningsfel> for CliFel {
    fn from(fel: Inloggningsfel) -> Self {
        match fel {
            Inloggningsfel::Nyckel(fel) => fel.into(),
            Inloggningsfel::Start(fel) => fel.into(),
            Inloggningsfel::Fil(fel) => fel.into(),
            Inloggningsfel::UtanRoll => Self::indata(text::konto::UTAN_ROLL),
            Inloggningsfel::Flera(enheter) => Self::indata(&text::konto::flera_enheter(&enheter)),
        }
    }
}

/// Signs in with the account, password and enhet that the options name.
///
/// # Errors
/// Exit code 2 in words that do not tell whether it was the user or the password; 3 where the file cannot be used.
pub(super) fn logga_in(installningar: &Installningar) -> Result<Inne, CliFel> {
    let legitimation = legitimation(installningar)?;
    let fil = installningar.las_upp(&legitimation, Utc::now())?;
    let onskad = installningar.enhet.as_deref().map(rena_rad);
    if onskad
        .as_ref()
        .is_some_and(|onskad| !fil.enheter().contains(onskad))
    {
        return Err(Inloggningsfel::UtanRoll.into());
    }
    let enhet = fil.enhet(onskad.as_deref().as_slice())?;
    Ok(fil.logga_in(&enhet, Utc::now())?)
}

/// As whom and with what, as the options say; what they leave out of a password is asked for.
pub(super) fn legitimation(installningar: &Installningar) -> Result<Legitimation, CliFel> {
    let Some(konto) = &installningar.konto else {
        return Err(CliFel::indata(text::konto::ANGE_KONTO));
    };
    if let Some(fil) = &installningar.nyckelfil {
        let konto = Anvandarnamn::las(konto).ok_or(NyckelFel::Fel)?;
        return Ok(Legitimation::Nyckelfil(konto, fil.clone()));
    }
    let losenord = match &installningar.losenordsfil {
        Some(fil) => las_losenord(fil)?,
        None => fraga(text::konto::LOSENORD)?,
    };
    Ok(Legitimation::Losenord(konto.clone(), losenord))
}

/// The first row of a file, or of standard input for `-`: what follows there is left for whoever reads on.
pub(super) fn las_losenord(fil: &Path) -> Result<Losenord, CliFel> {
    // Read in one piece: a text that grows leaves copies of itself behind.
    let mut rad = Zeroizing::new(Vec::with_capacity(LOSENORD_HOGST + 2));
    let last = if fil.as_os_str() == "-" {
        let mut in_ = io::stdin().lock();
        (&mut in_).take(RAD_HOGST).read_until(b'\n', &mut rad)
    } else {
        std::fs::File::open(fil)
            .and_then(|fil| io::BufReader::new(fil.take(RAD_HOGST)).read_until(b'\n', &mut rad))
    };
    let namn = rena_rad(&fil.display().to_string());
    last.map_err(|_| CliFel::indata(&text::cli::kan_inte_lasa(&namn)))?;
    while rad.last().is_some_and(|slut| matches!(slut, b'\n' | b'\r')) {
        rad.pop();
    }
    let text = std::str::from_utf8(&rad).map_err(|_| CliFel::indata(text::cli::INTE_TEXT))?;
    if text.is_empty() {
        return Err(CliFel::indata(&text::konto::tom_fil(&namn)));
    }
    Ok(Losenord::ny(text.to_owned()))
}

/// Asks for a password at the terminal, without showing it.
pub(super) fn fraga(ledtext: &str) -> Result<Losenord, CliFel> {
    rpassword::prompt_password(format!("{ledtext}: "))
        .map(Losenord::ny)
        .map_err(|_| CliFel::indata(text::konto::INGEN_TERMINAL))
}

/// A new password: from a file, or asked for twice.
pub(super) fn nytt(fil: Option<&Path>) -> Result<Losenord, CliFel> {
    if let Some(fil) = fil {
        return las_losenord(fil);
    }
    let nytt = fraga(text::konto::NYTT_LOSENORD)?;
    let igen = fraga(text::konto::NYTT_IGEN)?;
    if nytt.text() == igen.text() {
        Ok(nytt)
    } else {
        Err(CliFel::indata(text::konto::OLIKA))
    }
}
