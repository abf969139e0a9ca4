//! Insatsplan, made together with the person, under the eight headings of the Göteborg guide (TRE-03). Versions are
//! kept: two who write at the same time get a version each, and both are shown until somebody has joined them.

use std::fmt;

use super::hinder::KanInteIAkten;
use super::text::{Faltnamn, LANG};

/// Planrubrik, one of the eight headings, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Planrubrik {
    /// 1: what about the person is needed here; name and number stand in the akt already.
    Personuppgifter,
    /// 2: start, follow-up, time frame.
    Tidplan,
    /// 3: what the insats is, and who is responsible.
    Insatsen,
    /// 4: why the person asks for it, in their own words.
    Varfor,
    /// 5: what the person wants to reach; a goal on each line.
    Mal,
    /// 6: how, and how often.
    Utformning,
    /// 7: how it went.
    Uppfoljning,
    /// 8: why it ended.
    OrsakTillAvslut,
}

impl Planrubrik {
    /// All eight, in order.
    pub const ALLA: [Self; 8] = [
        Self::Personuppgifter,
        Self::Tidplan,
        Self::Insatsen,
        Self::Varfor,
        Self::Mal,
        Self::Utformning,
        Self::Uppfoljning,
        Self::OrsakTillAvslut,
    ];

    /// 0 to 7.
    pub fn plats(self) -> usize {
        self as usize
    }

    /// The code in JSON.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Personuppgifter => "personuppgifter",
            Self::Tidplan => "tidplan",
            Self::Insatsen => "insatsen",
            Self::Varfor => "varfor",
            Self::Mal => "mal",
            Self::Utformning => "utformning",
            Self::Uppfoljning => "uppfoljning",
            Self::OrsakTillAvslut => "orsak_till_avslut",
        }
    }
}

/// Gjord med, with whom the plan was made. It is never made without the person, or whoever speaks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GjordMed {
    /// The person.
    Personen,
    /// The child and its guardians.
    BarnetOchVardnadshavare,
    /// The guardians, where the child is too young.
    Vardnadshavare,
    /// Whoever represents the person.
    Foretradare,
}

impl GjordMed {
    /// All choices.
    pub const ALLA: [Self; 4] = [
        Self::Personen,
        Self::BarnetOchVardnadshavare,
        Self::Vardnadshavare,
        Self::Foretradare,
    ];

    /// The code that is stored.
    pub fn kod(self) -> &'static str {
        match self {
            Self::Personen => "personen",
            Self::BarnetOchVardnadshavare => "barnet_och_vardnadshavare",
            Self::Vardnadshavare => "vardnadshavare",
            Self::Foretradare => "foretradare",
        }
    }

    /// The choice with this code.
    pub fn fran_kod(kod: &str) -> Option<Self> {
        Self::ALLA.into_iter().find(|val| val.kod() == kod)
    }
}

/// Plantext, what stands under the eight headings. Its `Debug` shows nothing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Plantext([String; 8]);

impl fmt::Debug for Plantext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plantext(…)")
    }
}

impl Plantext {
    /// Takes the texts; a heading may stay empty, but not all of them.
    ///
    /// # Errors
    /// [`KanInteIAkten::TomPlan`], or [`KanInteIAkten::ForLang`].
    pub fn ny(texter: [String; 8]) -> Result<Self, KanInteIAkten> {
        let texter = texter.map(|text| text.trim().to_owned());
        if texter.iter().all(String::is_empty) {
            Err(KanInteIAkten::TomPlan)
        } else if texter.iter().any(|text| text.chars().count() > LANG) {
            Err(KanInteIAkten::ForLang(Faltnamn::Text, LANG))
        } else {
            Ok(Self(texter))
        }
    }

    /// What stands under a heading.
    pub fn under(&self, rubrik: Planrubrik) -> &str {
        self.0.get(rubrik.plats()).map_or("", String::as_str)
    }

    /// The person's own goals: each line under the fifth heading.
    pub fn mal(&self) -> impl Iterator<Item = &str> {
        self.under(Planrubrik::Mal)
            .lines()
            .map(str::trim)
            .filter(|rad| !rad.is_empty())
    }

    /// The headings under which two versions differ.
    pub fn skiljer(&self, annan: &Self) -> impl Iterator<Item = Planrubrik> {
        Planrubrik::ALLA
            .into_iter()
            .filter(|rubrik| self.under(*rubrik) != annan.under(*rubrik))
    }
}

/// Led, how a version hangs together with those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Led {
    /// Its number, from 1.
    pub version: u32,
    /// The version that was on the screen when it was written; none for a first one.
    pub bygger_pa: Option<u32>,
    /// The other version that it joins with that one.
    pub forenar: Option<u32>,
}

/// The versions that nobody has gone on from: one, or several when people have written at the same time.
pub fn oppna_versioner(led: &[Led]) -> Vec<u32> {
    led.iter()
        .map(|ett| ett.version)
        .filter(|version| {
            !led.iter()
                .any(|annat| annat.bygger_pa == Some(*version) || annat.forenar == Some(*version))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn led(version: u32, bygger_pa: Option<u32>, forenar: Option<u32>) -> Led {
        Led {
            version,
            bygger_pa,
            forenar,
        }
    }

    #[test]
    fn tva_som_skriver_samtidigt_ger_tva_oppna_versioner_tills_nagon_forenar_dem() {
        let mut alla = vec![led(1, None, None)];
        assert_eq!(oppna_versioner(&alla), [1]);
        alla.push(led(2, Some(1), None));
        assert_eq!(oppna_versioner(&alla), [2]);
        alla.push(led(3, Some(1), None));
        assert_eq!(oppna_versioner(&alla), [2, 3]);
        alla.push(led(4, Some(3), Some(2)));
        assert_eq!(oppna_versioner(&alla), [4]);
        // Also when both began with an empty one.
        assert_eq!(
            oppna_versioner(&[led(1, None, None), led(2, None, None)]),
            [1, 2]
        );
    }

    #[test]
    fn malen_ar_raderna_under_rubrik_fem() {
        let mut texter: [String; 8] = Default::default();
        assert_eq!(Plantext::ny(texter.clone()), Err(KanInteIAkten::TomPlan));
        texter[Planrubrik::Mal.plats()] = "Sova bättre\n\n  Ha en plan för pengarna ".to_owned();
        let plan = Plantext::ny(texter.clone());
        let mal: Vec<String> = plan
            .as_ref()
            .map(|plan| plan.mal().map(str::to_owned).collect())
            .unwrap_or_default();
        assert_eq!(mal, ["Sova bättre", "Ha en plan för pengarna"]);
        for (plats, rubrik) in Planrubrik::ALLA.into_iter().enumerate() {
            assert_eq!(rubrik.plats(), plats);
        }
        texter[7] = "Flyttar".to_owned();
        let andra = Plantext::ny(texter);
        let skiljer = plan
            .ok()
            .zip(andra.ok())
            .map(|(a, b)| a.skiljer(&b).collect::<Vec<_>>());
        assert_eq!(skiljer, Some(vec![Planrubrik::OrsakTillAvslut]));
    }
}
