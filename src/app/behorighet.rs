//! What the signed-in person's rights leave of the keys: a key that no role of theirs has is shown nowhere, and says who
//! does it. What may be done is the store's to say; this keeps the screen from offering what it would refuse.

use super::akt::Aktval;
use super::akt::blankettslag::Aktblankett;
use super::ko::blankettslag::Blankettslag;
use super::ko::{Ko, Koval};
use super::kommando::{Kommando, Kontext, Rad};
use super::rader::Rader;
use super::{App, Dialogsvar, Vy};
use crate::domain::behorighet::Garning;
use crate::store::{Aktor, Lage};
use crate::text;

/// The rights of which one is enough for a command, here; none where everybody has it.
pub fn krav(kontext: Kontext, kommando: Kommando) -> &'static [Garning] {
    use Garning as G;
    match kommando {
        Kommando::Vidare => vidare(kontext),
        Kommando::Hjalp
        | Kommando::Avsluta
        | Kommando::Pausa
        | Kommando::Tillbaka
        | Kommando::Upp
        | Kommando::Ner
        | Kommando::SidaUpp
        | Kommando::SidaNer
        | Kommando::NastaVal
        | Kommando::ForraVal
        | Kommando::Spara
        | Kommando::Forst
        | Kommando::Sist
        | Kommando::AldreVersion
        | Kommando::NyareVersion
        | Kommando::NastaLista
        | Kommando::ForraLista
        | Kommando::Oro
        | Kommando::Forekomst
        | Kommando::Las
        | Kommando::BytPerson => &[],
        Kommando::Informerad
        | Kommando::Lapp
        | Kommando::Overlamna
        | Kommando::Parkera
        | Kommando::Ansok
        | Kommando::Lamna
        | Kommando::Pahittad
        | Kommando::VisaParkerade
        | Kommando::TaBort => &[G::TaEmot],
        Kommando::VisaKo
        | Kommando::VisaAttgora
        | Kommando::VisaPlatser
        | Kommando::VisaBevis
        | Kommando::Kolapp => &[G::SeKo],
        Kommando::VisaOverlamningar => &[G::TaOver, G::SkickaOverlamning, G::LasaAkt],
        Kommando::VisaStatistik
        | Kommando::VisaRattvisa
        | Kommando::PeriodFore
        | Kommando::PeriodEfter
        | Kommando::NastaPeriodslag
        | Kommando::NastaIndelning
        | Kommando::ForraIndelning
        | Kommando::Indelning(_)
        | Kommando::SomTabell => &[G::Statistik],
        Kommando::Granska
        | Kommando::Erbjud
        | Kommando::NastaSteg
        | Kommando::Vila
        | Kommando::Onskemal
        | Kommando::Rattelse
        | Kommando::AvslutaKopost
        | Kommando::Angra => &[G::SkotaKo],
        Kommando::Kontakt => &[G::SkrivaKontakt, G::LasaKontakt, G::SkotaKo],
        Kommando::NyOmgang | Kommando::AntalPlatser | Kommando::StallIn => &[G::StyraPlatser],
        Kommando::VisaArenden
        | Kommando::VisaAvslutade
        | Kommando::SokPerson
        | Kommando::Mer
        | Kommando::VisaPlan
        | Kommando::VisaSamtycken
        | Kommando::VisaBro => &[G::LasaAkt],
        Kommando::VisaAterlamnade => &[G::SkickaOverlamning],
        Kommando::MottagetDar | Kommando::Aterlamna => &[G::TaOver],
        Kommando::OppnaArende
        | Kommando::NyAnteckning
        | Kommando::FoljUpp
        | Kommando::AvslutaArende
        | Kommando::NyVersion
        | Kommando::NyttSamtycke
        | Kommando::Aterkalla
        | Kommando::Brodagar => &[G::SkrivaIAkt],
        Kommando::VisaBlad
        | Kommando::KopieraFalt
        | Kommando::MedKontakt
        | Kommando::AnnatSystem => &[G::LamnaUt],
    }
}

/// Enter, which means something else in each place.
fn vidare(kontext: Kontext) -> &'static [Garning] {
    match kontext {
        Kontext::Sok | Kontext::Parkerade | Kontext::Kopost => &[Garning::TaEmot],
        Kontext::Koplatser => &[Garning::StyraPlatser],
        Kontext::Inkorg => &[Garning::TaOver],
        Kontext::Aterlamnade => &[Garning::SkickaOverlamning],
        Kontext::Arenden => &[Garning::LasaAkt],
        Kontext::Arende | Kontext::Bro => &[Garning::SkrivaIAkt],
        Kontext::Val
        | Kontext::Falt
        | Kontext::Identitet
        | Kontext::Koer
        | Kontext::Kosida
        | Kontext::Attgora
        | Kontext::Kotext
        | Kontext::Blankett
        | Kontext::Blankettval
        | Kontext::Utkast
        | Kontext::Utkastval
        | Kontext::Langtext
        | Kontext::Langblankett
        | Kontext::Overlamning
        | Kontext::Plan
        | Kontext::Samtycken
        | Kontext::Aktblad
        | Kontext::Brotider
        | Kontext::Statistik
        | Kontext::Hjalp
        | Kontext::Rad => &[],
    }
}

/// The right that an answer in a dialog needs; none where everybody has it.
fn svarets(svar: &Dialogsvar, anvandare: &str) -> Option<Garning> {
    match svar {
        Dialogsvar::Stang | Dialogsvar::Lapp(_) => None,
        Dialogsvar::ForsokIgen(_, change, _) | Dialogsvar::Spara(change) => {
            change.garning(anvandare)
        }
        Dialogsvar::Lamna(_) => Some(Garning::TaEmot),
        Dialogsvar::Ko(val) => Some(match &**val {
            Koval::Akt(akt) => akt.garning(),
            Koval::Underlag(_)
            | Koval::Kanal(..)
            | Koval::Felregistrera(_)
            | Koval::Avsluta(_)
            | Koval::Nej(_) => Garning::SkotaKo,
            Koval::Blankett(slag) => match slag {
                Blankettslag::Kontakt(..) => Garning::SkrivaKontakt,
                Blankettslag::Rattelse(..)
                | Blankettslag::Ateroppna(..)
                | Blankettslag::Onskemal(..) => Garning::SkotaKo,
                Blankettslag::Omgang(_) | Blankettslag::Antal(_) => Garning::StyraPlatser,
            },
            Koval::Borja(..) => Garning::TaEmot,
        }),
        Dialogsvar::Akt(val) => match &**val {
            Aktval::Akt(akt) => Some(akt.garning()),
            Aktval::Hamta(_) | Aktval::MottagetDar(_) => Some(Garning::TaOver),
            Aktval::Blankett(slag) => Some(blankettens(slag)),
            Aktval::Fortsatt(_) => Some(Garning::SkrivaIAkt),
            Aktval::Lamna => None,
        },
    }
}

/// The right that what a form is filled in for needs.
fn blankettens(slag: &Aktblankett) -> Garning {
    match slag {
        Aktblankett::Sok => Garning::LasaAkt,
        Aktblankett::Oppna(_)
        | Aktblankett::AndraForaldern(_)
        | Aktblankett::Anteckning(..)
        | Aktblankett::Kopiera(..)
        | Aktblankett::Uppfoljningsdag(_)
        | Aktblankett::Bro(..)
        | Aktblankett::Brodagar(_)
        | Aktblankett::Plan { .. }
        | Aktblankett::Samtycke(_)
        | Aktblankett::FoljUpp(_)
        | Aktblankett::Avsluta(_) => Garning::SkrivaIAkt,
    }
}

impl App {
    /// Whether whoever is signed in may do an act at all.
    pub(super) fn far(&self, garning: Garning) -> bool {
        self.lage.behorighet.far(garning)
    }

    /// Whoever has begun this has signed in again. With other roles than before, nothing that the old ones showed is
    /// left.
    pub(super) fn inne_igen(&mut self, aktor: Aktor, lage: Lage) {
        let nu = lage.behorighet;
        let andrade = nu != self.lage.behorighet || nu != self.inloggad_med;
        (self.aktor, self.lage, self.inloggad_med) = (aktor, lage, nu);
        self.glom_det_raknade();
        if andrade {
            self.glom_det_visade();
            self.notis = Some(text::las::ROLLER_ANDRADE.to_owned());
        }
    }

    /// Back to the lookup with nothing of what the store has shown. A visit stays, but not who it is about; an act that
    /// waits to be sent again is shown without what it says, and is the store's to refuse.
    fn glom_det_visade(&mut self) {
        self.till_det_som_ligger_under();
        self.dialog.take_if(|dialog| !dialog.ar_osparad());
        self.ny_akt();
        self.ko = Ko::default();
        self.parkerade = Rader::default();
        self.statistik.glom();
        self.vy = match &mut self.besok {
            Some(besok) => {
                besok.glom_identitet();
                Vy::Besok
            }
            None => Vy::Sok,
        };
    }

    fn far_nagot(&self, garningar: &[Garning]) -> bool {
        garningar.is_empty() || garningar.iter().any(|garning| self.far(*garning))
    }

    /// Whether the key of a row of the table is one for whoever is signed in, in a place.
    pub fn har_tangenten(&self, rad: &Rad, kontext: Kontext) -> bool {
        rad.galler(kontext) && self.far_nagot(krav(kontext, rad.kommando))
    }

    /// Whether a command is for whoever is signed in; if not, who does it is said.
    pub(super) fn provar(&mut self, kontext: Kontext, kommando: Kommando) -> bool {
        let slar_upp_lapp =
            (kontext, kommando) == (Kontext::Sok, Kommando::Vidare) && self.sok.kolapp().is_some();
        let garningar = if slar_upp_lapp {
            &[Garning::SeKo]
        } else {
            krav(kontext, kommando)
        };
        self.provar_nagot(garningar)
    }

    /// Whether one of these rights is there; if not, who has it is said.
    pub(super) fn provar_nagot(&mut self, garningar: &[Garning]) -> bool {
        let far = self.far_nagot(garningar);
        if !far {
            self.notis = Some(text::behorighet::det_gor(garningar));
        }
        far
    }

    /// Whether what a form of the akt is for may be done; if not, who does it is said.
    pub(super) fn provar_blankett(&mut self, slag: &Aktblankett) -> bool {
        self.provar_nagot(&[blankettens(slag)])
    }

    /// Takes the answers that would be refused out of the question that is asked.
    pub(super) fn bara_egna_svar(&mut self) {
        let (behorighet, anvandare) = (self.lage.behorighet, &self.aktor.anvandare);
        if let Some(dialog) = &mut self.dialog {
            dialog.val.retain(|(_, _, svar)| {
                svarets(svar, anvandare).is_none_or(|garning| behorighet.far(garning))
            });
        }
    }
}
