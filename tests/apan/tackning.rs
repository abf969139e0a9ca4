//! What the monkey has visited.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use troskel::app::kommando::{Kontext, TABELL, tolka};
use troskel::app::rad::Radvy;
use troskel::ui::inmatning::Tangent;

use crate::plats::Plats;

#[derive(Default)]
pub struct Tackning {
    /// Kinds of places, and in each which have been seen, how often.
    sett: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// Keys of the footer that led to nothing: where, how often and what was seen.
    pub dova: BTreeMap<String, (u64, String)>,
    pub sparade: usize,
    pub besok: usize,
    pub omstarter: u64,
}

/// The name of a variant, without what it holds.
fn slag(text: &str) -> String {
    text.split(['(', ' ', '{'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

impl Tackning {
    fn ser(&mut self, vad: &'static str, vilken: String) {
        *self.sett.entry(vad).or_default().entry(vilken).or_default() += 1;
    }

    pub fn se(&mut self, plats: &Plats) {
        if let Some(las) = plats.bord.las() {
            self.ser("lås, varför", format!("{:?}", las.varfor));
            self.ser("lås, fas", slag(&format!("{:?}", las.fas)));
            if let Some(meddelande) = las.meddelande() {
                self.ser("lås, meddelande", slag(&format!("{meddelande:?}")));
            }
        }
        let Some(app) = plats.app() else { return };
        self.ser("vyer", format!("{:?}", app.vy));
        self.ser("kontexter", format!("{:?}", app.kontext()));
        if let Some(dialog) = &app.dialog {
            let rubrik: String = dialog
                .rubrik
                .chars()
                .filter(|c| !c.is_ascii_digit())
                .collect();
            self.ser("dialoger", rubrik);
        }
        match app.vy {
            troskel::app::Vy::Besok => {
                if let Some(besok) = &app.besok {
                    self.ser("besökets steg", format!("{:?}", besok.flode.steg()));
                }
            }
            troskel::app::Vy::Ko => {
                self.ser("köns vyer", format!("{:?}", app.ko.vy()));
                if let Some(blankett) = &app.ko.blankett {
                    self.ser("köns blanketter", slag(&format!("{:?}", blankett.slag)));
                }
            }
            troskel::app::Vy::Akt => {
                self.ser("aktens vyer", format!("{:?}", app.akt.vy()));
                if let Some(blankett) = &app.akt.blankett {
                    self.ser("aktens blanketter", slag(&format!("{:?}", blankett.slag)));
                }
            }
            troskel::app::Vy::Rad => {
                if let Some(blad) = app.rad.as_ref().and_then(Radvy::blad) {
                    self.ser("råd", format!("{:?}", blad.sida));
                }
            }
            troskel::app::Vy::Statistik => {
                self.ser(
                    "statistikens indelningar",
                    format!("{:?}", app.statistik.indelning),
                );
            }
            troskel::app::Vy::Sok | troskel::app::Vy::Parkerade | troskel::app::Vy::Hjalp => {}
        }
    }

    /// A key is about to be pressed.
    pub fn tryckt(&mut self, plats: &Plats, tangent: &Tangent) {
        if let Some(app) = plats.app().filter(|app| app.dialog.is_none())
            && let Some(kommando) = tolka(app.kontext(), tangent)
        {
            self.ser("kommandon", format!("{kommando:?}"));
        }
    }

    /// What another monkey has seen.
    pub fn lagg_till(&mut self, annan: Self) {
        for (vad, vilka) in annan.sett {
            for (vilken, antal) in vilka {
                *self.sett.entry(vad).or_default().entry(vilken).or_default() += antal;
            }
        }
        for (var, (antal, text)) in annan.dova {
            self.dova.entry(var).or_insert((0, text)).0 += antal;
        }
        self.sparade += annan.sparade;
        self.besok += annan.besok;
        self.omstarter += annan.omstarter;
    }

    /// Everything that there is has been seen.
    pub fn kraver_allt(&self) {
        let mut saknas = Vec::new();
        let mut krav = |vad: &'static str, vilka: Vec<String>| {
            let sett: BTreeSet<&String> = self
                .sett
                .get(vad)
                .into_iter()
                .flat_map(BTreeMap::keys)
                .collect();
            saknas.extend(
                vilka
                    .iter()
                    .filter(|v| !sett.contains(v))
                    .map(|v| format!("{vad}: {v}")),
            );
        };
        let ord = |text: &str| text.split(' ').map(str::to_owned).collect();
        krav(
            "vyer",
            ord("Sok Besok Parkerade Statistik Ko Akt Hjalp Rad"),
        );
        krav(
            "kontexter",
            Kontext::ALLA.map(|k| format!("{k:?}")).to_vec(),
        );
        krav(
            "kommandon",
            TABELL
                .iter()
                .map(|rad| format!("{:?}", rad.kommando))
                .collect(),
        );
        krav(
            "besökets steg",
            ord("Villkor Information Samtycke Plats Dokumentation Identitet"),
        );
        krav(
            "köns vyer",
            ord("Koer Sida Post Attgora Platser Rattvisa Bevis Blankett"),
        );
        krav(
            "köns blanketter",
            ord("Kontakt Rattelse Ateroppna Onskemal Omgang Antal"),
        );
        krav(
            "aktens vyer",
            ord("Inkorg Aterlamnade Overlamning Arenden Arende Plan Samtycken Blad Bro Blankett"),
        );
        krav(
            "aktens blanketter",
            ord(
                "Oppna AndraForaldern Sok Anteckning Kopiera Uppfoljningsdag Bro Brodagar Plan Samtycke FoljUpp Avsluta",
            ),
        );
        krav(
            "statistikens indelningar",
            troskel::statistikblad::Indelning::ALLA
                .map(|i| format!("{i:?}"))
                .to_vec(),
        );
        krav("råd", ord("Oro Forekomst"));
        krav("lås, varför", ord("Start Vila Tangent Byte Utloggad"));
        krav("lås, fas", ord("Tackt Fragar Sparar Valjer"));
        assert!(saknas.is_empty(), "aldrig besökt: {saknas:?}");
    }
}

impl fmt::Display for Tackning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} sparade handlingar, {} avslutade besök, {} omstarter",
            self.sparade, self.besok, self.omstarter
        )?;
        for (vad, vilka) in &self.sett {
            let rad: Vec<String> = vilka
                .iter()
                .map(|(vilken, antal)| format!("{vilken} {antal}"))
                .collect();
            writeln!(f, "{vad} ({}): {}", vilka.len(), rad.join(", "))?;
        }
        Ok(())
    }
}
