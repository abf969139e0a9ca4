//! Uppföljning and avslut: how it went, measured against the person's own goals, and why it ended (DOK-02).

use chrono::NaiveDate;

use super::hinder::KanInteIAkten;
use super::text::{Faltnamn, Kort, Lang};
use super::{Skrivare, har_hant};

/// Målutfall, the four-step scale of the Göteborg routine for change, against a goal of the person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Malutfall {
    /// Better, and the goal is reached.
    Uppfyllt,
    /// Better, and the goal is not reached.
    Battre,
    /// As before.
    Oforandrat,
    /// Worse.
    Samre,
}

impl Malutfall {
    /// All four, the best first.
    pub const ALLA: [Self; 4] = [Self::Uppfyllt, Self::Battre, Self::Oforandrat, Self::Samre];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Uppfyllt => "uppfyllt",
            Self::Battre => "battre",
            Self::Oforandrat => "oforandrat",
            Self::Samre => "samre",
        }
    }

    /// The step with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|utfall| utfall.kod() == kod)
    }
}

/// Målrad, a goal and how it stands. It is the person who says, not the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malrad {
    /// The goal, as the person has put it; or the insats as a whole where the plan has none.
    pub mal: Kort,
    /// How it stands.
    pub utfall: Malutfall,
}

/// Ny uppföljning, a follow-up that can be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NyUppfoljning {
    dag: NaiveDate,
    text: Lang,
    mal: Vec<Malrad>,
    nasta: Option<NaiveDate>,
    skrivare: Skrivare,
}

impl NyUppfoljning {
    /// Takes a follow-up: the day, what was said, each goal, and the day of the next one.
    ///
    /// # Errors
    /// [`KanInteIAkten`]: no text, no goal, a day after `idag`, or a next day that does not lie ahead.
    pub fn ny(
        dag: NaiveDate,
        text: &str,
        mal: Vec<Malrad>,
        nasta: Option<NaiveDate>,
        skrivare: Skrivare,
        idag: NaiveDate,
    ) -> Result<Self, KanInteIAkten> {
        if mal.is_empty() {
            return Err(KanInteIAkten::Falt(Faltnamn::Mal));
        }
        Ok(Self {
            dag: har_hant(dag, idag)?,
            text: Lang::ny(Faltnamn::Text, text)?,
            mal,
            nasta: nasta.map(|nasta| ligger_framat(nasta, idag)).transpose()?,
            skrivare,
        })
    }

    /// When it was.
    pub fn dag(&self) -> NaiveDate {
        self.dag
    }

    /// What was said.
    pub fn text(&self) -> &str {
        self.text.text()
    }

    /// Each goal.
    pub fn mal(&self) -> &[Malrad] {
        &self.mal
    }

    /// The next follow-up.
    pub fn nasta(&self) -> Option<NaiveDate> {
        self.nasta
    }

    /// Who writes it.
    pub fn skrivare(&self) -> &Skrivare {
        &self.skrivare
    }
}

/// A day of something planned: after `idag`.
///
/// # Errors
/// [`KanInteIAkten::Forfluten`].
pub fn ligger_framat(dag: NaiveDate, idag: NaiveDate) -> Result<NaiveDate, KanInteIAkten> {
    if dag <= idag {
        Err(KanInteIAkten::Forfluten)
    } else {
        Ok(dag)
    }
}

/// Avslutsorsak, why an insats ended; there is always one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Avslutsorsak {
    /// The person has reached what they wanted.
    MaletNatt,
    /// The time that was planned is over.
    TidenSlut,
    /// The person wants to stop.
    PersonenVillSluta,
    /// A samtycke has been taken back: the person's, or a guardian's.
    SamtyckeAterkallat,
    /// The person applies for needs-assessed help instead.
    AnsokerIStallet,
    /// Another insats.
    AnnanInsats,
    /// The person does not come, and is not reached.
    HorsInteAv,
    /// Moved.
    Flyttat,
    /// Died.
    Avliden,
    /// The nämnd no longer offers the insats.
    InsatsenUpphort,
}

impl Avslutsorsak {
    /// All reasons.
    pub const ALLA: [Self; 10] = [
        Self::MaletNatt,
        Self::TidenSlut,
        Self::PersonenVillSluta,
        Self::SamtyckeAterkallat,
        Self::AnsokerIStallet,
        Self::AnnanInsats,
        Self::HorsInteAv,
        Self::Flyttat,
        Self::Avliden,
        Self::InsatsenUpphort,
    ];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::MaletNatt => "malet_natt",
            Self::TidenSlut => "tiden_slut",
            Self::PersonenVillSluta => "personen_vill_sluta",
            Self::SamtyckeAterkallat => "samtycke_aterkallat",
            Self::AnsokerIStallet => "ansoker_i_stallet",
            Self::AnnanInsats => "annan_insats",
            Self::HorsInteAv => "hors_inte_av",
            Self::Flyttat => "flyttat",
            Self::Avliden => "avliden",
            Self::InsatsenUpphort => "insatsen_upphort",
        }
    }

    /// The reason with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|orsak| orsak.kod() == kod)
    }

    /// Whether the insats was broken off before its time (DOK-02: the reason is written down then too).
    pub fn i_fortid(self) -> bool {
        !matches!(self, Self::MaletNatt | Self::TidenSlut)
    }
}

/// Nytt avslut, an end that can be written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NyttAvslut {
    orsak: Avslutsorsak,
    uppfoljning: NyUppfoljning,
}

impl NyttAvslut {
    /// Takes the reason, and a last follow-up that says how it went.
    ///
    /// # Errors
    /// As [`NyUppfoljning::ny`].
    pub fn ny(
        orsak: Avslutsorsak,
        dag: NaiveDate,
        text: &str,
        mal: Vec<Malrad>,
        skrivare: Skrivare,
        idag: NaiveDate,
    ) -> Result<Self, KanInteIAkten> {
        let uppfoljning = NyUppfoljning::ny(dag, text, mal, None, skrivare, idag);
        let uppfoljning = uppfoljning.map_err(|hinder| {
            if hinder == KanInteIAkten::Falt(Faltnamn::Text) {
                KanInteIAkten::Falt(Faltnamn::Mening)
            } else {
                hinder
            }
        })?;
        Ok(Self { orsak, uppfoljning })
    }

    /// Why.
    pub fn orsak(&self) -> Avslutsorsak {
        self.orsak
    }

    /// The last follow-up; its day is that of the end.
    pub fn uppfoljning(&self) -> &NyUppfoljning {
        &self.uppfoljning
    }
}
