//! Which gärning each act and each question is: the one place where a new one has to be given its right. Each match names
//! every word there is, so that none can be forgotten.

use super::akt::{Aktakt, Aktfraga};
use super::gallring::{Gallringsakt, Gallringsfraga};
use super::ko::{Koakt, Kofraga};
use super::konto::{Kontoakt, Kontofraga};
use super::logg::{Loggakt, Loggfraga};
use super::{Change, Query};
use crate::domain::behorighet::Garning;
use crate::domain::identitet::Identitet;

impl Change {
    /// The right that `anvandare` needs for it; none where it is enough to be signed in.
    pub fn garning(&self, anvandare: &str) -> Option<Garning> {
        match self {
            Self::Parkera { .. }
            | Self::TaUpp { .. }
            | Self::Glom { .. }
            | Self::Avsluta { .. } => Some(Garning::TaEmot),
            Self::Ko(akt, _) => Some(akt.garning()),
            Self::Akt(akt, _) => Some(akt.garning()),
            Self::Konto(akt) => akt.garning(anvandare),
            Self::Logg(akt) => Some(akt.garning()),
            Self::Gallring(akt, _) => Some(akt.garning()),
            Self::HamtaOverlamning { .. } | Self::KvitteraOverlamning { .. } => {
                Some(Garning::TaOver)
            }
        }
    }
}

impl Koakt {
    /// The right that it needs. What time has done is done by whoever sees the queues.
    pub fn garning(&self) -> Garning {
        match self {
            Self::Erbjud(_)
            | Self::Forlang { .. }
            | Self::Svara { .. }
            | Self::Paminn { .. }
            | Self::Vila { .. }
            | Self::Aktivera { .. }
            | Self::Avsluta { .. }
            | Self::Felregistrera { .. }
            | Self::Ateroppna { .. }
            | Self::Forsok { .. }
            | Self::Bekrafta { .. }
            | Self::Bekraftelsesteg { .. }
            | Self::Uppgifter { .. }
            | Self::ForeslaRattelse { .. }
            | Self::SvaraRattelse { .. }
            | Self::Granska { .. }
            | Self::Angra => Garning::SkotaKo,
            Self::Kontakt { .. } | Self::GlomKontakt { .. } => Garning::SkrivaKontakt,
            Self::OppnaKontakt { .. } => Garning::LasaKontakt,
            Self::Platser { .. }
            | Self::LamnaPlats { .. }
            | Self::NyOmgang { .. }
            | Self::StallInOmgang { .. } => Garning::StyraPlatser,
            Self::Svep => Garning::SeKo,
            Self::Importera(_) => Garning::FlyttaKo,
        }
    }
}

impl Aktakt {
    /// The right that it needs.
    pub fn garning(&self) -> Garning {
        match self {
            Self::TaOver { .. } | Self::Aterlamna { .. } => Garning::TaOver,
            Self::SkickaIgen { .. } | Self::Makulera { .. } => Garning::SkickaOverlamning,
            Self::Las { .. } | Self::Sok(_) | Self::LasBro { .. } => Garning::LasaAkt,
            Self::Oppna(_)
            | Self::OppnaForAndraForaldern { .. }
            | Self::TaSteg { .. }
            | Self::SparaUtkast { .. }
            | Self::KastaUtkast { .. }
            | Self::Signera { .. }
            | Self::Kopiera { .. }
            | Self::SparaPlan { .. }
            | Self::Samtyck { .. }
            | Self::Aterkalla { .. }
            | Self::SattUppfoljning { .. }
            | Self::FoljUpp { .. }
            | Self::Avsluta { .. }
            | Self::OppnaBro { .. }
            | Self::Bocka { .. }
            | Self::SattBrodagar { .. } => Garning::SkrivaIAkt,
            Self::Forekomst(_) => Garning::Forekomst,
            Self::Utlamnat { .. } => Garning::LamnaUt,
            Self::GeRatt { .. } | Self::TaRatt { .. } => Garning::SkotaKonton,
        }
    }

    /// The person whom it writes down, where it names one.
    pub fn ny_person(&self) -> Option<&Identitet> {
        match self {
            Self::Oppna(nytt) => nytt.person.as_ref(),
            Self::OppnaForAndraForaldern { person, .. } => Some(person),
            Self::TaOver { .. }
            | Self::Aterlamna { .. }
            | Self::SkickaIgen { .. }
            | Self::Makulera { .. }
            | Self::Las { .. }
            | Self::Sok(_)
            | Self::TaSteg { .. }
            | Self::SparaUtkast { .. }
            | Self::KastaUtkast { .. }
            | Self::Signera { .. }
            | Self::Kopiera { .. }
            | Self::SparaPlan { .. }
            | Self::Samtyck { .. }
            | Self::Aterkalla { .. }
            | Self::SattUppfoljning { .. }
            | Self::FoljUpp { .. }
            | Self::Avsluta { .. }
            | Self::OppnaBro { .. }
            | Self::Bocka { .. }
            | Self::SattBrodagar { .. }
            | Self::LasBro { .. }
            | Self::Forekomst(_)
            | Self::Utlamnat { .. }
            | Self::GeRatt { .. }
            | Self::TaRatt { .. } => None,
        }
    }
}

impl Kontoakt {
    /// The right that `anvandare` needs for it; none for the own password.
    pub fn garning(&self, anvandare: &str) -> Option<Garning> {
        match self {
            Self::LosenordBytt {
                anvandare: vems, ..
            } if vems.som_text() == anvandare => None,
            Self::Lagg(_)
            | Self::GeRoll { .. }
            | Self::TaRoll { .. }
            | Self::Stang { .. }
            | Self::Oppna { .. }
            | Self::LosenordBytt { .. }
            | Self::LastUpp { .. } => Some(Garning::SkotaKonton),
        }
    }
}

impl Loggakt {
    /// The right that it needs.
    pub fn garning(&self) -> Garning {
        match self {
            Self::Las(_) | Self::Granska { .. } => Garning::SeLogg,
        }
    }
}

impl Gallringsakt {
    /// The right that it needs.
    pub fn garning(&self) -> Garning {
        match self {
            Self::Lista | Self::Gallra(_) | Self::Stada => Garning::Gallra,
        }
    }
}

impl Query {
    /// The right that it needs; none where it is enough to be signed in.
    pub fn garning(&self) -> Option<Garning> {
        match self {
            Self::Lage => None,
            Self::Parkerade | Self::Platslage { .. } => Some(Garning::TaEmot),
            Self::Ko(fraga, _) => Some(fraga.garning()),
            Self::Akt(fraga) => Some(fraga.garning()),
            Self::Konto(fraga) => fraga.garning(),
            Self::Logg(fraga) => Some(fraga.garning()),
            Self::Gallring(fraga) => Some(fraga.garning()),
            Self::Overlamningar(_) => Some(Garning::SkickaOverlamning),
            Self::Statistik(..) => Some(Garning::Statistik),
        }
    }
}

impl Kofraga {
    /// The right that it needs. What an offer would do is seen also by whoever calls somebody in.
    pub fn garning(&self) -> Garning {
        match self {
            Self::Koer(_)
            | Self::Sida { .. }
            | Self::Post(_)
            | Self::Attgora(_)
            | Self::Bevis(_)
            | Self::Platser(_)
            | Self::Underlag { .. }
            | Self::Senaste { .. } => Garning::SeKo,
            Self::Rattvisa(..) => Garning::Statistik,
            Self::Alla(_) | Self::ProvaImport(_) => Garning::FlyttaKo,
        }
    }
}

impl Aktfraga {
    /// The right that it needs.
    pub fn garning(&self) -> Garning {
        match self {
            Self::Inkorg { .. } => Garning::TaOver,
            Self::Aterlamnade { .. } => Garning::SkickaOverlamning,
            Self::Arenden { .. } | Self::Arende { .. } | Self::Attgora { .. } => Garning::LasaAkt,
            Self::Ratter => Garning::SkotaKonton,
        }
    }

    /// The enhet that it is about, where it names one.
    pub fn enhet(&self) -> Option<&str> {
        match self {
            Self::Inkorg { enhet, .. }
            | Self::Aterlamnade { enhet }
            | Self::Arenden { enhet, .. }
            | Self::Arende { enhet, .. }
            | Self::Attgora { enhet, .. } => Some(enhet),
            Self::Ratter => None,
        }
    }
}

impl Kontofraga {
    /// The right that it needs; none for the own account.
    pub fn garning(&self) -> Option<Garning> {
        match self {
            Self::Alla => Some(Garning::SkotaKonton),
            Self::Eget => None,
        }
    }
}

impl Loggfraga {
    /// The right that it needs.
    pub fn garning(&self) -> Garning {
        match self {
            Self::Kontrollera(_) | Self::Topp => Garning::KontrolleraLogg,
        }
    }
}

impl Gallringsfraga {
    /// The right that it needs.
    pub fn garning(&self) -> Garning {
        match self {
            Self::Protokoll => Garning::Gallra,
        }
    }
}
