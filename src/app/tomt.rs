//! An empty list: a key of the footer that needs a row says so instead of nothing.

use super::kommando::{Kommando, Kontext};
use super::{App, Innehall};

impl App {
    /// Whether a command is for the chosen row of a list that has none.
    pub(super) fn saknar_rad(&self, kontext: Kontext, kommando: Kommando) -> bool {
        let tom = match kontext {
            Kontext::Parkerade => match &self.lista.innehall {
                Innehall::Parkerade(rader) => rader.is_empty(),
                Innehall::Hamtar | Innehall::Statistik(_) => true,
            },
            Kontext::Koer => self.ko.koer.vald_rad().is_none(),
            Kontext::Kosida => {
                let sida = self.ko.sida.as_ref();
                sida.is_none_or(|sida| sida.vald_rad().is_none())
            }
            Kontext::Attgora => self.ko.attgora.lista.vald_rad().is_none(),
            Kontext::Koplatser => {
                let platser = self.ko.platser.as_ref();
                platser.is_none_or(|platser| platser.rader.vald_rad().is_none())
            }
            Kontext::Inkorg => self.akt.inkorg.vald_rad().is_none(),
            Kontext::Aterlamnade => self.akt.aterlamnade.vald_rad().is_none(),
            Kontext::Arenden => self.akt.arenden.vald_rad().is_none(),
            _ => false,
        };
        tom && match kommando {
            Kommando::Vidare => true,
            Kommando::TaBort => kontext == Kontext::Parkerade,
            Kommando::Granska => kontext == Kontext::Koer,
            Kommando::AvslutaKopost => kontext == Kontext::Kosida,
            Kommando::Erbjud => kontext == Kontext::Koplatser,
            _ => false,
        }
    }
}
