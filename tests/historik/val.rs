//! What a desk does next: at random, among what there is something to do with.

use chrono::Utc;
use troskel::domain::akt::overlamning::Overlamningslage;
use troskel::store::akt::{Aktfraga, Aktsvar};
use troskel::store::ko::{Kofraga, Kosvar};
use troskel::store::{Query, Reply};

use super::super::akter::{ANONYM, Akt, DOKUMENTERAD, PERSONER, RADGIVNING, akt};
use super::super::insats::idag;
use super::super::logg::{Op, Sort, las_svans, vag};
use super::super::skarp;
use super::Desk;

/// How many stand in a queue, or wait in an inbox, before the desk rather makes fewer of them.
const MANGA: usize = 12;

impl Desk {
    fn hamta_lappar(&mut self) {
        let nr = [ANONYM, DOKUMENTERAD].map(str::to_owned);
        let Some(nr) = self.nagon(&nr) else { return };
        let insats = self.varld.insats(&nr).nr;
        let platser = self.varld.insats(&nr).genomforande.platser;
        let fraga = Query::Platslage {
            insats,
            platser,
            idag: idag(),
        };
        if let Some(Reply::Platslage(lage)) = self.fraga(&fraga)
            && (lage.lediga > platser || lage.i_tur > lage.vantar)
        {
            self.logg
                .not(&format!("fel: insats {nr} visas som {lage:?}"));
        }
        let query = Query::Ko(Kofraga::Alla(Some(insats)), self.varld.s.clone());
        if let Some(Reply::Ko(svar)) = self.fraga(&query)
            && let Kosvar::Alla(rader) = *svar
        {
            let lapp = |rad: &troskel::store::ko::Korad| {
                (nr.clone(), rad.kod.to_string(), rad.status.kod())
            };
            self.lappar = rader.iter().map(lapp).collect();
        }
    }

    /// Somebody in the queue with one of these statuses.
    fn lapp(&mut self, status: &[&str]) -> Option<(String, String, &'static str)> {
        let dar: Vec<_> = self
            .lappar
            .iter()
            .filter(|(_, _, har)| status.contains(har))
            .cloned()
            .collect();
        self.nagon(&dar)
    }

    /// An act at random, where there is something to do it with.
    pub(super) fn valj(&mut self) -> Option<Akt> {
        if self.lappar.is_empty() {
            self.hamta_lappar();
        }
        let i_kon = self.lappar.len();
        let nr = [ANONYM, ANONYM, DOKUMENTERAD, DOKUMENTERAD, RADGIVNING].map(str::to_owned);
        let nr = self.nagon(&nr)?;
        match self.tarning(100) {
            0..=11 if i_kon < MANGA => {
                let med_ko = [ANONYM, DOKUMENTERAD].map(str::to_owned);
                let nr = self.nagon(&med_ko)?;
                Some(akt(&[&"stall", &nr]))
            }
            0..=11 => self.om_lappen("avsluta"),
            12..=15 => Some(akt(&[&"info", &nr])),
            16..=21 => Some(akt(&[&"in", &nr, &"-"])),
            22..=31 => {
                let (nr, kod, _) = self.lapp(&["accepterad", "i_ko", "erbjuden"])?;
                Some(akt(&[&"in", &nr, &kod]))
            }
            32..=42 if nr != RADGIVNING => Some(akt(&[&"erbjud", &nr])),
            43..=53 => {
                let (_, kod, _) = self.lapp(&["erbjuden", "erbjuden", "accepterad"])?;
                let svar = ["ja", "ja", "nej", "star_kvar"][self.sida(4)];
                Some(akt(&[&"svara", &kod, &svar]))
            }
            54..=62 if nr != RADGIVNING => {
                let nummer = self.tarning(3) + 1;
                Some(akt(&[&"lamna", &nr, &nummer]))
            }
            63..=66 => Some(akt(&[&"angra"])),
            67..=79 => {
                let vad = [
                    "vila",
                    "aktivera",
                    "avsluta",
                    "felregistrera",
                    "forsok",
                    "bekrafta",
                    "paminn",
                    "kontakt",
                    "las_kontakt",
                    "glom_kontakt",
                    "foresla",
                    "ateroppna",
                ][self.sida(12)];
                self.om_lappen(vad)
            }
            80..=81 => {
                // Two persons are needed: somebody else has proposed it, a moment ago.
                self.avslutad();
                let kod = self.ratta.take()?;
                let svar = ["ja", "ja", "nej"][self.sida(3)];
                Some(akt(&[&"ratta", &kod, &svar]))
            }
            82..=87 => self.om_besoket(),
            _ => self.om_akten(),
        }
    }

    fn sida(&mut self, sidor: u64) -> usize {
        usize::try_from(self.tarning(sidor)).unwrap_or(0)
    }

    fn om_lappen(&mut self, vad: &str) -> Option<Akt> {
        let vilka: &[&str] = match vad {
            "vila" => &["i_ko"],
            "aktivera" => &["vilande"],
            "paminn" => &["erbjuden"],
            _ => &["i_ko", "vilande", "erbjuden", "accepterad"],
        };
        let (nr, kod, _) = self.lapp(vilka)?;
        match vad {
            "kontakt" | "las_kontakt" | "glom_kontakt" if nr != DOKUMENTERAD => None,
            "kontakt" => {
                let vem = self.tarning(PERSONER);
                Some(akt(&[&vad, &kod, &vem]))
            }
            "forsok" => Some(akt(&[&vad, &kod, &["ja", "nej"][self.sida(2)]])),
            "foresla" => {
                let fore = i64::try_from(self.tarning(60_000)).unwrap_or(0);
                let till = Utc::now().timestamp_millis() - fore;
                Some(akt(&[&vad, &kod, &till]))
            }
            "ateroppna" => {
                // Ended a moment ago, by this desk or by another.
                Some(akt(&[&vad, &self.avslutad()?]))
            }
            _ => Some(akt(&[&vad, &kod])),
        }
    }

    /// A slip that a desk has ended a moment ago; keeps a proposal of somebody else's where there is one to answer.
    fn avslutad(&mut self) -> Option<String> {
        let andra = self.tarning(8) + 1;
        let rader = las_svans(&vag(&self.mapp, andra));
        let sist = rader.iter().rev().filter_map(|rad| match &rad.sort {
            Sort::Avsikt(_, akt) => Some(akt),
            _ => None,
        });
        let mut avslutad = None;
        for akt in sist.take(40) {
            match akt.slag() {
                "avsluta" => avslutad = akt.ord(1).map(str::to_owned),
                "foresla" if andra != self.nr => self.ratta = akt.ord(1).map(str::to_owned),
                _ => {}
            }
        }
        avslutad
    }

    /// Parked visits.
    fn om_besoket(&mut self) -> Option<Akt> {
        let Reply::Parkerade(parkerade) = self.fraga(&Query::Parkerade)? else {
            return None;
        };
        if parkerade.len() < 3 || (parkerade.len() < MANGA && self.tarning(3) == 0) {
            let id = format!("{:032x}", Op::ny(self.nr, self.n + 1).0);
            return Some(akt(&[&"parkera", &id, &"-"]));
        }
        let rad = self.nagon(&parkerade)?;
        let id = rad.besok.0;
        match self.tarning(4) {
            0 => Some(akt(&[&"glom", &id])),
            1 => Some(akt(&[&"avsluta_utkast", &id])),
            // Over a version that may or may not be the last one.
            2 => Some(akt(&[&"parkera", &id, &(self.tarning(3) + 1)])),
            _ => Some(akt(&[&"ta_upp", &id])),
        }
    }

    /// Handovers and ärenden.
    fn om_akten(&mut self) -> Option<Akt> {
        let enhet = || skarp::ENHET.to_owned();
        if self.arenden.len() > 3 || (!self.arenden.is_empty() && self.tarning(3) == 0) {
            let arenden = self.arenden.clone();
            let arende = self.nagon(&arenden)?;
            if self.tarning(3) == 0 {
                self.arenden.retain(|annat| *annat != arende);
                return Some(akt(&[&"avsluta_arende", &arende]));
            }
            return Some(akt(&[&"signera", &arende]));
        }
        let tillbaka = self.tarning(5) == 0;
        let fraga = if tillbaka {
            Aktfraga::Aterlamnade { enhet: enhet() }
        } else {
            let (enhet, alla) = (enhet(), false);
            Aktfraga::Inkorg { enhet, alla }
        };
        let Reply::Akt(svar) = self.fraga(&Query::Akt(fraga))? else {
            return None;
        };
        let Aktsvar::Inkorg(rader) = *svar else {
            return None;
        };
        // The oldest: then they become fewer, and two desks reach for the same one.
        let rader = &rader[..rader.len().min(6)];
        let rad = self.nagon(rader)?;
        let id = rad.id.0;
        let min = rad
            .hamtad
            .as_ref()
            .is_some_and(|(av, _)| *av == self.aktor.anvandare);
        let slag = match (rad.lage, self.tarning(4)) {
            (Overlamningslage::Ny, _) => "hamta",
            (Overlamningslage::Hamtad, 0) if min => "aterlamna",
            (Overlamningslage::Hamtad, 1) if min => "kvittera",
            (Overlamningslage::Hamtad, _) if min => "oppna",
            (Overlamningslage::Hamtad, 0) => "hamta",
            (Overlamningslage::Hamtad, _) => "ta_over",
            (Overlamningslage::Aterlamnad, 0 | 1) => "makulera",
            (Overlamningslage::Aterlamnad, _) => "skicka",
            _ => return None,
        };
        Some(akt(&[&slag, &id]))
    }
}
