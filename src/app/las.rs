//! Lås, the covered screen: who may lift it, what is typed there, and what is awaited. It knows nothing of what it
//! covers.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use zeroize::Zeroize;

use crate::form::losenordsfalt::Losenordsfalt;
use crate::form::textfalt::Textfalt;
use crate::store::nyckelskap::Losenord;
use crate::store::{Aktor, Lage};
use crate::ui::inmatning::{Inmatning, KeyCode, Tangent};

/// Longest user name that can be typed.
const NAMN_HOGST: usize = 40;

/// How long a password that has been typed, or was right, waits for the next key.
pub const TALAMOD: TimeDelta = TimeDelta::minutes(1);

/// Varför, why the screen is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Varfor {
    /// The program has been started.
    Start,
    /// Nobody has pressed a key for a while.
    Vila,
    /// Somebody pressed the key for it.
    Tangent,
    /// Another person is to sit down.
    Byte,
    /// The file knows the account no more, or not with a role here.
    Utloggad,
}

/// Ruta, a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruta {
    /// The user name.
    Anvandare,
    /// The password.
    Losenord,
}

/// Fas, how far a signing in has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fas {
    /// A rehearsal: nobody has a password, and any key lifts the cover.
    Tackt,
    /// Asks for user and password.
    Fragar,
    /// What was begun is being saved; the try waits for it.
    Sparar,
    /// The password is being tried, or the file opened.
    Kontrollerar,
    /// The account has several enheter: which one.
    Valjer {
        /// By name.
        enheter: Vec<String>,
        /// The chosen one, by its place.
        vald: usize,
    },
}

/// Inloggning, a try to sign in.
#[derive(Debug)]
pub struct Inloggning {
    /// As whom, as it was typed.
    pub anvandare: String,
    /// With what.
    pub losenord: Losenord,
    /// At which enhet, where that is known: the one that the person had before.
    pub enhet: Option<String>,
}

/// Inloggningssvar, what came of a try.
#[derive(Debug)]
pub enum Inloggningssvar {
    /// Signed in.
    Inloggad {
        /// Who, at which desk and enhet.
        aktor: Aktor,
        /// The state of the file.
        lage: Lage,
    },
    /// The password was right; the enhet is to be chosen.
    Valj(Vec<String>),
    /// Not signed in.
    Nekad(Nekad),
}

/// Nekad, why somebody was not signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nekad {
    /// User or password is wrong.
    Fel,
    /// Nothing is tried before this time.
    Vanta(DateTime<Utc>),
    /// Locked until a systemförvaltare unlocks it.
    Last,
    /// The account is closed, or has no role at the enhet.
    UtanRoll,
    /// The cabinet or the file cannot be used, in words.
    Annat(String),
}

/// What stands in the message line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meddelande {
    /// The user name is missing.
    SkrivNamn,
    /// The password is missing.
    SkrivLosenord,
    /// Refused.
    Nekad(Nekad),
    /// So many seconds until the next try.
    Vanta(i64),
    /// What is on the screen of somebody is kept nowhere else: whether it is to go with the program.
    BaraHar,
}

/// What a key at the cover asks for.
#[derive(Debug)]
pub enum Onskat {
    /// Nothing outside the cover.
    Inget,
    /// Lift it: a rehearsal.
    Lyft,
    /// Try.
    LoggaIn(Inloggning),
    /// Go on at this enhet.
    Enhet(String),
    /// Forget a password that was right.
    Avbryt,
    /// Stop for the shell.
    Pausa,
    /// End the program.
    Avsluta,
}

/// Lås, the cover.
pub struct Las {
    /// Why it is there.
    pub varfor: Varfor,
    /// How far the signing in has come.
    pub fas: Fas,
    /// The user name.
    pub anvandare: Textfalt,
    /// The password.
    pub losenord: Losenordsfalt,
    /// Where keys land.
    pub fokus: Ruta,
    /// Who was signed in: user and enhet.
    pub vem: Option<(String, String)>,
    meddelande: Option<Meddelande>,
    /// Nothing is tried before this time.
    tidigast: Option<DateTime<Utc>>,
    nu: DateTime<Utc>,
    /// When somebody last did something here, or was asked for the enhet.
    rort: DateTime<Utc>,
}

impl fmt::Debug for Las {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Las({:?}, {:?})", self.varfor, self.fas)
    }
}

impl Las {
    /// A cover over what `vem` has begun; `anvandare` is proposed as who lifts it.
    pub fn ny(
        varfor: Varfor,
        vem: Option<(String, String)>,
        anvandare: &str,
        nu: DateTime<Utc>,
    ) -> Self {
        let mut falt = Textfalt::ny(NAMN_HOGST);
        falt.satt(anvandare);
        let fokus = if falt.ar_tomt() {
            Ruta::Anvandare
        } else {
            Ruta::Losenord
        };
        Self {
            varfor,
            fas: Fas::Fragar,
            anvandare: falt,
            losenord: Losenordsfalt::default(),
            fokus,
            vem,
            meddelande: None,
            tidigast: None,
            nu,
            rort: nu,
        }
    }

    /// A cover that any key lifts.
    pub fn ovning(varfor: Varfor, vem: (String, String), nu: DateTime<Utc>) -> Self {
        Self {
            fas: Fas::Tackt,
            ..Self::ny(varfor, Some(vem), "", nu)
        }
    }

    /// What stands in the message line.
    pub fn meddelande(&self) -> Option<Meddelande> {
        match self.kvar() {
            Some(sekunder) => Some(Meddelande::Vanta(sekunder)),
            None => self.meddelande.clone(),
        }
    }

    /// Seconds until the next try, rounded up; none where one may be made.
    fn kvar(&self) -> Option<i64> {
        let kvar = self.tidigast? - self.nu;
        (kvar > TimeDelta::zero()).then(|| (kvar.num_milliseconds() + 999) / 1000)
    }

    /// When the cover wants to be called: at each second of a pause, and when a password has waited long enough.
    pub fn vacks(&self) -> Option<DateTime<Utc>> {
        let sekund = self.kvar().zip(self.tidigast);
        let sekund = sekund.map(|(kvar, tidigast)| tidigast - TimeDelta::seconds(kvar - 1));
        let glomt = self.har_losenord().then(|| self.rort + TALAMOD);
        sekund.into_iter().chain(glomt).min()
    }

    /// Whether a password is kept: typed and not sent, or right and waiting for the enhet.
    fn har_losenord(&self) -> bool {
        match self.fas {
            Fas::Valjer { .. } => true,
            Fas::Fragar => !self.losenord.ar_tomt(),
            Fas::Tackt | Fas::Sparar | Fas::Kontrollerar => false,
        }
    }

    /// Time has passed. Where nobody has pressed a key for [`TALAMOD`] the password is forgotten, and with one that was
    /// right the file.
    pub fn klockan(&mut self, nu: DateTime<Utc>) -> Onskat {
        self.nu = nu;
        // Set back, the clock says nothing of how long it has been; then it is counted from now.
        self.rort = self.rort.min(nu);
        if !self.har_losenord() || nu - self.rort < TALAMOD {
            return Onskat::Inget;
        }
        self.losenord.tom();
        if matches!(self.fas, Fas::Valjer { .. }) {
            self.ater()
        } else {
            Onskat::Inget
        }
    }

    /// Back from the enheter to an empty password field.
    fn ater(&mut self) -> Onskat {
        self.fas = Fas::Fragar;
        self.fokus = Ruta::Losenord;
        Onskat::Avbryt
    }

    /// What was begun is in the file, and the try has been sent.
    pub fn provas(&mut self) {
        self.fas = Fas::Kontrollerar;
    }

    /// Says something that a key has given reason for.
    pub fn sag(&mut self, meddelande: Meddelande) {
        self.meddelande = Some(meddelande);
    }

    /// The answer was no, or asks for more.
    pub fn svar(&mut self, enheter: Result<Vec<String>, Nekad>) {
        match enheter {
            Ok(enheter) => {
                self.fas = Fas::Valjer { enheter, vald: 0 };
                self.rort = self.nu;
            }
            Err(nekad) => {
                self.fas = Fas::Fragar;
                self.fokus = Ruta::Losenord;
                self.losenord.tom();
                match nekad {
                    Nekad::Vanta(till) => {
                        self.tidigast = Some(till);
                        self.meddelande = None;
                    }
                    annat => self.meddelande = Some(Meddelande::Nekad(annat)),
                }
            }
        }
    }

    /// Another person is to sit down: an empty cover.
    fn byt(&mut self) -> Onskat {
        let vem = self.vem.take();
        *self = Self::ny(Varfor::Byte, vem, "", self.nu);
        Onskat::Avbryt
    }

    /// Takes in what somebody does at the cover.
    pub fn inmatning(&mut self, inmatning: Inmatning, nu: DateTime<Utc>) -> Onskat {
        let glomt = self.klockan(nu);
        if !matches!(inmatning, Inmatning::Storlek(..)) {
            self.rort = nu;
        }
        // The machine has slept: the key was for a choice that is gone.
        if matches!(glomt, Onskat::Avbryt) {
            if let Inmatning::Klistrat(mut text) = inmatning {
                text.zeroize();
            }
            return glomt;
        }
        match inmatning {
            Inmatning::Storlek(..) => Onskat::Inget,
            Inmatning::Klistrat(mut text) => {
                if self.fas == Fas::Fragar {
                    self.meddelande = None;
                    match self.fokus {
                        Ruta::Losenord => self.losenord.infoga(&text),
                        Ruta::Anvandare => {
                            self.anvandare.infoga(text.trim());
                            self.tidigast = None;
                        }
                    }
                }
                text.zeroize();
                Onskat::Inget
            }
            Inmatning::Tangent(tangent) => self.tangent(&tangent),
        }
    }

    fn tangent(&mut self, tangent: &Tangent) -> Onskat {
        if self.fas == Fas::Tackt {
            return Onskat::Lyft;
        }
        match (tangent.kod, tangent.ctrl) {
            (KeyCode::Char('q' | 'c'), true) => return Onskat::Avsluta,
            (KeyCode::Char('z'), true) => return Onskat::Pausa,
            _ => {}
        }
        match &mut self.fas {
            // Who types on while the password is tried types into nothing: where it would land is not known yet.
            Fas::Tackt | Fas::Sparar | Fas::Kontrollerar => Onskat::Inget,
            Fas::Valjer { enheter, vald } => {
                let antal = enheter.len().max(1);
                match tangent.kod {
                    KeyCode::Down | KeyCode::Tab if !tangent.skift => *vald = (*vald + 1) % antal,
                    KeyCode::Up | KeyCode::Tab => *vald = (*vald + antal - 1) % antal,
                    KeyCode::Char(siffra @ '1'..='9') => {
                        let plats = siffra as usize - '1' as usize;
                        if let Some(enhet) = enheter.get(plats).cloned() {
                            self.fas = Fas::Kontrollerar;
                            return Onskat::Enhet(enhet);
                        }
                    }
                    KeyCode::Enter => {
                        if let Some(enhet) = enheter.get(*vald).cloned() {
                            self.fas = Fas::Kontrollerar;
                            return Onskat::Enhet(enhet);
                        }
                    }
                    KeyCode::Esc => return self.ater(),
                    KeyCode::F(10) => return self.byt(),
                    _ => {}
                }
                Onskat::Inget
            }
            Fas::Fragar => self.i_ruta(tangent),
        }
    }

    fn i_ruta(&mut self, tangent: &Tangent) -> Onskat {
        self.meddelande = None;
        match (tangent.kod, self.fokus) {
            (KeyCode::F(10), _) => return self.byt(),
            (KeyCode::Tab | KeyCode::Up | KeyCode::Down, Ruta::Anvandare) => {
                self.fokus = Ruta::Losenord;
            }
            (KeyCode::Tab | KeyCode::Up | KeyCode::Down, Ruta::Losenord) => {
                self.fokus = Ruta::Anvandare;
            }
            (KeyCode::Esc, Ruta::Losenord) => self.losenord.tom(),
            (KeyCode::Esc, Ruta::Anvandare) => {
                self.anvandare.tom();
                self.tidigast = None;
            }
            (KeyCode::Enter, Ruta::Anvandare) if self.anvandare.text().trim().is_empty() => {
                self.meddelande = Some(Meddelande::SkrivNamn);
            }
            (KeyCode::Enter, Ruta::Anvandare) => self.fokus = Ruta::Losenord,
            (KeyCode::Enter, Ruta::Losenord) => return self.skicka(),
            (_, Ruta::Anvandare) => {
                let fore = self.anvandare.text().to_owned();
                self.anvandare.hantera(tangent);
                // A pause is of one user; whether another has one is answered when it is tried.
                if self.anvandare.text() != fore {
                    self.tidigast = None;
                }
            }
            (_, Ruta::Losenord) => {
                self.losenord.hantera(tangent);
            }
        }
        Onskat::Inget
    }

    fn skicka(&mut self) -> Onskat {
        if self.anvandare.text().trim().is_empty() {
            self.fokus = Ruta::Anvandare;
            self.meddelande = Some(Meddelande::SkrivNamn);
        } else if self.losenord.ar_tomt() {
            self.meddelande = Some(Meddelande::SkrivLosenord);
        } else if self.kvar().is_none() {
            self.fas = Fas::Sparar;
            return Onskat::LoggaIn(Inloggning {
                anvandare: self.anvandare.text().trim().to_lowercase(),
                losenord: Losenord::ny(self.losenord.ta()),
                enhet: None,
            });
        }
        Onskat::Inget
    }
}
