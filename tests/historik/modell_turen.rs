//! Whose turn it is, and the places: who may get the next one, who holds one, who gives one back.

use super::{Haller, Komodell, Post};

impl Komodell {
    /// The live slips of a queue: in line, or with a yes and a place that is held.
    pub(super) fn levande(&self, nr: &str) -> Vec<&str> {
        let Some(ko) = self.koer.get(nr) else {
            return Vec::new();
        };
        let har_plats = ko.tagna.values().filter_map(|har| match har {
            Haller::Lapp(kod) if self.poster[kod].status == "accepterad" => Some(kod.as_str()),
            _ => None,
        });
        ko.linje
            .values()
            .map(String::as_str)
            .chain(har_plats)
            .collect()
    }

    /// Whether somebody has declined the chance that there is now: said no to the last offer, and nobody has left a place
    /// since. In the order of the log: what a clock says is no part of it.
    pub(super) fn tackat_nej(&self, post: &Post) -> bool {
        let galler = post
            .erbjudanden
            .iter()
            .rfind(|(_, utfall)| *utfall != Some("angrat"));
        galler.is_some_and(|(seq, utfall)| {
            *utfall == Some("nej") && *seq > self.koer[&post.insats].ny_chans
        })
    }

    /// Who gets the next place. Whoever comes with the slip (`egen`) may have changed their mind.
    pub(super) fn forst(&self, nr: &str, egen: Option<&str>) -> Option<&str> {
        let kan = |kod: &&String| {
            let post = &self.poster[*kod];
            post.status == "i_ko" && (egen == Some(kod.as_str()) || !self.tackat_nej(post))
        };
        self.koer[nr].linje.values().find(kan).map(String::as_str)
    }

    pub(super) fn ar_forst(&mut self, kod: &str, egen: bool, vad: &str) {
        let nr = self.poster[kod].insats.clone();
        let forst = self.forst(&nr, egen.then_some(kod));
        if forst != Some(kod) {
            let fel = format!("{kod} {vad} före sin tur; i tur stod {forst:?}");
            self.fel(fel);
        }
    }

    /// Takes the lowest free place of an insats that has a number of them.
    pub(super) fn ta_plats(&mut self, nr: &str, av: &Haller) {
        let Some(ko) = self.koer.get_mut(nr) else {
            return;
        };
        let Some(platser) = ko.platser else { return };
        let redan = ko
            .tagna
            .values()
            .any(|har| har == av && *av != Haller::Okand);
        let ledig = (1..=u16::MAX).find(|nummer| !ko.tagna.contains_key(nummer));
        let nummer = ledig.unwrap_or(u16::MAX);
        ko.tagna.insert(nummer, av.clone());
        if redan {
            self.fel(format!("{av:?} får en plats till"));
        }
        if nummer > platser {
            self.fel(format!("{av:?} får en plats, men alla är tagna"));
        }
    }

    pub(super) fn slapp(&mut self, kod: &str) {
        let nr = self.poster[kod].insats.clone();
        if let Some(ko) = self.koer.get_mut(&nr) {
            ko.tagna
                .retain(|_, har| *har != Haller::Lapp(kod.to_owned()));
        }
    }

    pub(super) fn har_plats(&self, kod: &str) -> bool {
        let nr = &self.poster[kod].insats;
        let har = Haller::Lapp(kod.to_owned());
        self.koer[nr].tagna.values().any(|annan| *annan == har)
    }

    /// Somebody has been received.
    pub(super) fn kom_in(
        &mut self,
        nr: &str,
        kod: Option<&str>,
        overlamning: Option<String>,
        med_rad: bool,
    ) {
        match kod {
            None => {
                if let Some(forst) = self.forst(nr, None) {
                    let fel = format!("någon utan kölapp gick före {forst}");
                    self.fel(fel);
                }
                let av = overlamning.map_or(Haller::Okand, Haller::Overlamning);
                self.ta_plats(nr, &av);
            }
            Some(kod) if !med_rad => {
                self.fel(format!("{kod} togs emot, men kölappen har ingen händelse"));
            }
            Some(kod) => {
                // What the slip held is the handover's from now on.
                if let (Some(id), Some(ko)) = (overlamning, self.koer.get_mut(nr)) {
                    for har in ko.tagna.values_mut() {
                        if *har == Haller::Lapp(kod.to_owned()) {
                            *har = Haller::Overlamning(id.clone());
                        }
                    }
                }
            }
        }
    }
}
