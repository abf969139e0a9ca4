//! Nothing to choose: a key of the footer that needs a row, or a view that is on its way, says so instead of nothing.

use super::App;
use super::kommando::{Kommando, Kontext};
use super::rader::Rader;
use crate::text::skarm::{HAMTAS_ANNU, INGEN_RAD};

impl App {
    /// Why a command that is for something shown has nothing to be done to: it has not come yet, or there is none.
    pub(super) fn inget_att_gora(
        &self,
        kontext: Kontext,
        kommando: Kommando,
    ) -> Option<&'static str> {
        galler_det_visade(kontext, kommando)
            .then(|| self.det_visade(kontext))
            .flatten()
    }

    fn det_visade(&self, kontext: Kontext) -> Option<&'static str> {
        let antal = match kontext {
            Kontext::Parkerade => antal(&self.parkerade),
            Kontext::Statistik => {
                let vald = self.statistik.vald_nyckel().map_or(0, |_| 1);
                self.statistik.blad.as_ref().map(|_| vald)
            }
            Kontext::Koer => antal(&self.ko.koer),
            Kontext::Kosida => {
                let sida = self.ko.sida.as_ref();
                sida.filter(|sida| sida.sida.is_some())
                    .map(|sida| sida.rader().count())
            }
            Kontext::Kopost => {
                let post = self.ko.post.as_ref();
                post.and_then(|post| post.bild.as_ref()).map(|_| 1)
            }
            Kontext::Attgora => antal(&self.ko.attgora.lista),
            Kontext::Koplatser => self
                .ko
                .platser
                .as_ref()
                .and_then(|platser| antal(&platser.rader)),
            Kontext::Inkorg => antal(&self.akt.inkorg),
            Kontext::Aterlamnade => antal(&self.akt.aterlamnade),
            Kontext::Arenden => antal(&self.akt.arenden),
            Kontext::Samtycken => self.akt.antal_samtycken(),
            _ => Some(1),
        };
        match antal {
            None => Some(HAMTAS_ANNU),
            Some(0) => Some(INGEN_RAD),
            Some(_) => None,
        }
    }
}

fn antal<T>(lista: &Rader<T>) -> Option<usize> {
    lista.rader.as_ref().map(Vec::len)
}

/// Whether a command is for what is shown: the chosen row, or the entry.
fn galler_det_visade(kontext: Kontext, kommando: Kommando) -> bool {
    match kommando {
        Kommando::Vidare => true,
        Kommando::TaBort => kontext == Kontext::Parkerade,
        Kommando::Granska => kontext == Kontext::Koer,
        Kommando::Erbjud => kontext == Kontext::Koplatser,
        Kommando::Aterkalla => kontext == Kontext::Samtycken,
        Kommando::AvslutaKopost => matches!(kontext, Kontext::Kosida | Kontext::Kopost),
        Kommando::NastaSteg
        | Kommando::Vila
        | Kommando::Onskemal
        | Kommando::Kontakt
        | Kommando::Rattelse
        | Kommando::Kolapp => kontext == Kontext::Kopost,
        _ => false,
    }
}
