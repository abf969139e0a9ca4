//! Why a villkor has its status, in words that a receptionist would say.

use crate::domain::samtycke::IngetSamtycke;
use crate::domain::villkor::{Oklarhet, Skal};

/// A reason in one sentence.
pub fn skal(skal: &Skal) -> String {
    match skal {
        Skal::ForUng(ar) => format!("Har inte fyllt {ar} år."),
        Skal::ForGammal(ar) => format!("Är äldre än gränsen {ar} år."),
        Skal::GransaretOppet(ar) => {
            format!("Villkoret säger inte om den som har fyllt {ar} år räknas med. Nämnden svarar.")
        }
        Skal::Skottdag(ar) => {
            format!(
                "Född den 29 februari: lagen säger inte om {ar} år är fyllda i dag. Nämnden svarar."
            )
        }
        Skal::AnnanKommun => "Folkbokförd eller inskriven i en annan kommun.".to_owned(),
        Skal::OlikaKommuner => {
            "Alla är inte i samma kommun, och villkoret säger inte vem som räknas. Nämnden svarar."
                .to_owned()
        }
        Skal::OlikaAldrar => {
            "Barnen är på olika sidor om åldersgränsen. Nämnden svarar.".to_owned()
        }
        Skal::SkyddadFolkbokforing => {
            "Folkbokföringen går inte att använda här. Fråga inte var personen bor. Nämnden svarar."
                .to_owned()
        }
        Skal::EgenUppgift => {
            "Bygger bara på egen uppgift. Nämnden har inte sagt om det räcker.".to_owned()
        }
        Skal::EgenUppgiftRackerInte => {
            "Nämnden har bestämt att egen uppgift inte räcker.".to_owned()
        }
        Skal::Motsager => "Svaret och uppgifterna säger emot varandra.".to_owned(),
        Skal::SvaratNej => "Nej.".to_owned(),
        Skal::SvaratOklart => "Oklart. Nämnden svarar.".to_owned(),
        Skal::KraverBedomning => {
            "Kräver en bedömning som mottagningen inte får göra. Det prövas inte här.".to_owned()
        }
        Skal::AnnanPersonPassarInte => {
            "Uppgiften om den andra personen stämmer inte med villkoret.".to_owned()
        }
        Skal::UtanforStadsomrade => "Ges inte i det området.".to_owned(),
    }
}

/// Why the whole is unclear, with what to do.
pub fn oklarhet(oklarhet: Oklarhet) -> &'static str {
    match oklarhet {
        Oklarhet::Tveksamhet => {
            "Det finns en tveksamhet om en handling. Nämnden svarar på hur det blir."
        }
        Oklarhet::UtanforMalgrupp => {
            "Villkoren är uppfyllda, men insatsen vänder sig till andra åldrar. Nämnden svarar på hur det blir."
        }
        Oklarhet::ErbjudsInte => {
            "Insatsen erbjuds inte den här dagen. Nämnden svarar på hur det blir."
        }
    }
}

/// What stands in the way of a samtycke, and what to do.
pub fn inget_samtycke(inget: IngetSamtycke) -> &'static str {
    match inget {
        IngetSamtycke::KraverEget => {
            "Den som ska delta måste själv vilja. Allt är frivilligt. Ni kan komma tillbaka."
        }
        IngetSamtycke::EgetEjBesvarat => "Fråga om personen själv samtycker.",
        IngetSamtycke::KraverVardnadshavare => {
            "Barn under 15 år: alla vårdnadshavare måste samtycka. Barnet kan få hjälp ändå – hänvisa till mottagningen för barn och unga, eller hjälp personen att ansöka."
        }
        IngetSamtycke::DeltarEjBesvarat => "Fråga om barnet självt ska delta.",
        IngetSamtycke::BarnetsAlderEjBesvarad => {
            "Ett barn deltar. Fråga hur gammalt barnet är: under 15 år måste alla vårdnadshavare samtycka."
        }
        IngetSamtycke::LamplighetEjBeslutad => {
            "Nämnden har inte sagt om insatsen passar för 15–17 år utan vårdnadshavare. Nämnden svarar."
        }
        IngetSamtycke::VardnadshavareHindrad => {
            "En vårdnadshavare kan inte tillfrågas. Det avgörs inte här. Nämnden svarar."
        }
        IngetSamtycke::IngenVardnadshavare => {
            "Barnet har ingen vårdnadshavare här. Vem som får samtycka avgörs inte här. Nämnden svarar."
        }
        IngetSamtycke::Foretradare => {
            "När någon annan företräder personen avgörs samtycket inte här. Nämnden svarar."
        }
        IngetSamtycke::Skottdag => {
            "Född den 29 februari: lagen säger inte om åldern är fylld i dag. Nämnden svarar."
        }
    }
}
