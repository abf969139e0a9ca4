//! The table of all fields: where each goes in each system, and what lets it be there. README is made from it.

use crate::domain::akt::{Arendesteg, Stegantal};

/// Where a field goes in Treserva.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ITreserva {
    /// In this step, where the ärende uses it.
    Steg(Arendesteg),
    /// With the insats: step 4, or the last step before it that is used.
    Insats,
    /// With the documentation: step 5, or 2 where it is not used (seed 001).
    Dokumentation,
}

impl ITreserva {
    /// The step, of those that are used.
    pub fn steg(self, av: Stegantal) -> Option<Arendesteg> {
        match self {
            Self::Steg(steg) => av.steg().find(|anvant| *anvant == steg),
            Self::Insats => av.steg().filter(|steg| *steg <= Arendesteg::Insats).last(),
            Self::Dokumentation if av == Stegantal::Fem => Some(Arendesteg::Genomforande),
            Self::Dokumentation => Some(Arendesteg::Arende),
        }
    }

    /// The mark in the table of the README.
    pub fn marke(self) -> &'static str {
        match self {
            Self::Steg(Arendesteg::Aktualisering) => "T1",
            Self::Steg(Arendesteg::Arende) => "T2",
            Self::Steg(Arendesteg::Registrering) => "T3",
            Self::Steg(Arendesteg::Insats) => "T4",
            Self::Steg(Arendesteg::Genomforande) => "T5",
            Self::Insats => "T4",
            Self::Dokumentation => "T5",
        }
    }
}

/// Where a field goes in Lifecare, and in a system that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ILifecare {
    /// In the aktualisering.
    Aktualisering,
    /// In its attachment.
    Bilaga,
}

/// Fältrad, a row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Faltrad {
    /// Key in JSON; its label and explanation stand in `text::blad`.
    pub nyckel: &'static str,
    /// Where in Treserva.
    pub treserva: Option<ITreserva>,
    /// Where in Lifecare.
    pub lifecare: Option<ILifecare>,
    /// Whether in UNGDOK.
    pub ungdok: bool,
    /// Contact data: a part of their own, in every system.
    pub kontakt: bool,
    /// A section of a law, or the number of a seed document; several with a comma between.
    pub kalla: &'static str,
}

impl Faltrad {
    /// Where it goes, in the marks of the README.
    pub fn marken(&self) -> String {
        let lifecare = self.lifecare.map(|plats| match plats {
            ILifecare::Aktualisering => "L",
            ILifecare::Bilaga => "Lb",
        });
        let ungdok = self.ungdok.then_some("U: oklart");
        let kontakt = self.kontakt.then_some("K");
        let marken: Vec<&str> = [
            self.treserva.map(ITreserva::marke),
            lifecare,
            kontakt,
            ungdok,
        ]
        .into_iter()
        .flatten()
        .collect();
        marken.join(" ")
    }
}

const fn rad(
    nyckel: &'static str,
    treserva: Option<ITreserva>,
    lifecare: Option<ILifecare>,
    kalla: &'static str,
) -> Faltrad {
    Faltrad {
        nyckel,
        treserva,
        lifecare,
        ungdok: false,
        kontakt: false,
        kalla,
    }
}

const fn kontakt(nyckel: &'static str) -> Faltrad {
    Faltrad {
        kontakt: true,
        ..rad(nyckel, None, None, "000, 001")
    }
}

impl Faltrad {
    const fn och_ungdok(self) -> Self {
        Self {
            ungdok: true,
            ..self
        }
    }
}

const T1: Option<ITreserva> = Some(ITreserva::Steg(Arendesteg::Aktualisering));
const T2: Option<ITreserva> = Some(ITreserva::Steg(Arendesteg::Arende));
const T3: Option<ITreserva> = Some(ITreserva::Steg(Arendesteg::Registrering));
const T4: Option<ITreserva> = Some(ITreserva::Insats);
const T5: Option<ITreserva> = Some(ITreserva::Dokumentation);
const L: Option<ILifecare> = Some(ILifecare::Aktualisering);
const LB: Option<ILifecare> = Some(ILifecare::Bilaga);

/// Every field of every sheet, in the order in which they stand in a part.
pub const FALT: [Faltrad; 52] = [
    rad("namn", T1, L, "14 kap. 3 § SoL, 000").och_ungdok(),
    rad("personnummer", T1, L, "7 § SoLPuL, 000").och_ungdok(),
    rad("mottagen", T1, L, "001").och_ungdok(),
    rad("typ", T1, L, "11 kap. 5 § SoL, 000"),
    rad("fran", T1, L, "001"),
    rad("orsak", T1, L, "000, 001"),
    rad("samtycke", T1, LB, "001"),
    rad("vardnadshavare", T1, LB, "21 kap. 2 § SoL, 001"),
    rad("information_ansoka", T1, LB, "11 kap. 6 § SoL"),
    rad("information_dokumentation", T1, LB, "000, 001"),
    rad("arendenummer", T2, LB, "15 § SoLPuF"),
    rad("akt_pa", T2, LB, "000, 001"),
    rad("oppnad", T2, LB, "001").och_ungdok(),
    rad("enhet", T2, L, "000, 001").och_ungdok(),
    rad("status", None, L, "001"),
    rad("bilaga", None, L, "14 kap. 3 § SoL"),
    rad("registrering", T3, None, "000, 001"),
    rad("insats", T4, None, "001").och_ungdok(),
    rad("nasta_uppfoljning", T5, LB, "000"),
    rad("plan_gjord_med", T5, LB, "000"),
    rad("plan_tidplan", T5, LB, "000"),
    rad("plan_insatsen", T5, LB, "000"),
    rad("plan_varfor", T5, LB, "000"),
    rad("plan_mal", T5, LB, "000"),
    rad("plan_utformning", T5, LB, "000"),
    rad("plan_uppfoljning", T5, LB, "000"),
    rad("plan_orsak_till_avslut", T5, LB, "000"),
    rad("plan_skriven", T5, LB, "001"),
    rad("anteckning_slag", T5, LB, "14 kap. 6 § SoL"),
    rad("anteckning_vad", T5, LB, "001"),
    rad("anteckning_dag", T5, LB, "001"),
    rad("anteckning_kalla", T5, LB, "001"),
    rad("anteckning_deltog", T5, LB, "001"),
    rad("anteckning_text", T5, LB, "14 kap. 3 § SoL, 001"),
    rad("anteckning_skriven", T5, LB, "001"),
    rad("delning_mottagare", T5, LB, "10 kap. 1 § OSL, 001"),
    rad("delning_vad", T5, LB, "10 kap. 1 § OSL, 001"),
    rad("delning_lamnat", T5, LB, "001"),
    rad("delning_till", T5, LB, "001"),
    rad("uppfoljning_dag", T5, LB, "000, 001"),
    rad("uppfoljning_text", T5, LB, "000, 001"),
    rad("uppfoljning_mal", T5, LB, "000, 001"),
    rad("uppfoljning_skriven", T5, LB, "001"),
    rad("avslut_dag", T5, LB, "000, 001").och_ungdok(),
    rad("avslut_orsak", T5, LB, "000, 001").och_ungdok(),
    rad("avslut_text", T5, LB, "000, 001"),
    rad("avslut_mal", T5, LB, "000, 001"),
    rad("avslut_skriven", T5, LB, "001"),
    kontakt("telefon").och_ungdok(),
    kontakt("epost").och_ungdok(),
    kontakt("adress").och_ungdok(),
    kontakt("plan_personuppgifter"),
];
