//! The naive model: what happens to one entry.

use super::*;

impl Modell {
    pub fn vila(&mut self, desk: usize, i: usize, till: NaiveDate) -> Svar<()> {
        if self.poster[i].lage.status != Kostatus::IKo {
            return Err(self.fel(i));
        }
        let manader = self.policy[self.poster[i].insats].vila_manader;
        if till <= self.idag {
            return Err(KanInteIKon::VilaBakvand.into());
        }
        if till > self.idag + Months::new(u32::from(manader)) {
            return Err(KanInteIKon::VilaForLang(manader).into());
        }
        let fran = self.idag;
        let lage = self.nadd(i, Kostatus::Vilande { fran, till });
        self.skriv(i, desk, "vila", lage);
        Ok(())
    }

    pub fn aktivera(&mut self, desk: usize, i: usize) -> Svar<()> {
        if !matches!(self.poster[i].lage.status, Kostatus::Vilande { .. }) {
            return Err(self.fel(i));
        }
        let lage = self.med(i, Kostatus::IKo);
        self.skriv(i, desk, "ater_aktiv", lage);
        Ok(())
    }

    pub fn avsluta(&mut self, desk: usize, i: usize, orsak: KoOrsak, villkor: bool) -> Svar<Nasta> {
        if orsak == KoOrsak::InsatsenUpphort {
            return Err(KanInteIKon::InsatsenFinns.into());
        }
        if orsak == KoOrsak::VillkorEjUppfyllda && !villkor {
            return Err(KanInteIKon::VilketVillkor.into());
        }
        let lage = self.poster[i].lage.clone();
        if !lage.status.levande() {
            return Err(self.fel(i));
        }
        let policy = self.policy[self.poster[i].insats];
        let beslutat = match orsak {
            KoOrsak::EjNabar => policy.kontaktforsok.is_some(),
            KoOrsak::EjSvar => policy.tyst == VidTystnad::Avsluta,
            KoOrsak::BekraftelseUteblev => policy.bekraftelse == VidTystnad::Avsluta,
            _ => true,
        };
        if orsak == KoOrsak::EjSvar && lage.status == Kostatus::Erbjuden {
            let (_, dag) = self.poster[i].erbjudande.clone().unwrap();
            return Err(KanInteIKon::SvarstidPagar(dag).into());
        }
        if !beslutat {
            return Err(KanInteIKon::NamndenHarInteBeslutat.into());
        }
        match orsak {
            KoOrsak::Avbojt => return Err(KanInteIKon::OrsakAvSvar.into()),
            KoOrsak::EjNabar if lage.forsok < policy.kontaktforsok.unwrap() => {
                let (gjorda, kravs) = (lage.forsok, policy.kontaktforsok.unwrap());
                return Err(KanInteIKon::ForFaForsok { gjorda, kravs }.into());
            }
            KoOrsak::EjSvar if lage.tyst == 0 => {
                return Err(KanInteIKon::TystnadAvslutarInte.into());
            }
            KoOrsak::BekraftelseUteblev if lage.steg < 3 => {
                return Err(KanInteIKon::StegenInteKlar(lage.steg).into());
            }
            KoOrsak::BekraftelseUteblev => self.hunnit_svara(i)?,
            _ => {}
        }
        self.slut(desk, i, "avslutad", Kostatus::Avslutad(orsak))
    }

    /// Two weeks to answer in, after each step of the ladder.
    pub(super) fn hunnit_svara(&self, i: usize) -> Svar<()> {
        let tidigast = self.poster[i].lage.stegat.map(|dag| dag + Days::new(14));
        match tidigast.filter(|dag| *dag > self.idag) {
            Some(dag) => Err(KanInteIKon::StegForTidigt(dag).into()),
            None => Ok(()),
        }
    }

    pub fn felregistrera(&mut self, desk: usize, i: usize) -> Svar<Nasta> {
        let status = self.poster[i].lage.status;
        if !status.levande() && !matches!(status, Kostatus::Avslutad(_)) {
            return Err(self.fel(i));
        }
        self.slut(desk, i, "felregistrerad", Kostatus::Felregistrerad)
    }

    pub(super) fn slut(
        &mut self,
        desk: usize,
        i: usize,
        slag: &'static str,
        status: Kostatus,
    ) -> Svar<Nasta> {
        let lage = self.med(i, status);
        if self.poster[i].lage.status == Kostatus::Erbjuden {
            self.stang(i, Utfall::Annat);
        }
        self.skriv(i, desk, slag, lage);
        self.slutar(i);
        let pott = self.slapp(i);
        self.nasta(pott)
    }

    pub fn ateroppna(&mut self, desk: usize, i: usize) -> Svar<()> {
        self.ingen_annan(i, self.poster[i].kontakt)?;
        let policy = self.policy[self.poster[i].insats];
        match self.poster[i].lage.status {
            Kostatus::Avslutad(KoOrsak::Avliden) => {
                return Err(KanInteIKon::Slutgiltig(self.poster[i].lage.status).into());
            }
            Kostatus::Avslutad(_) if policy.nytt_kodatum_vid_aterkomst => {
                return Err(KanInteIKon::NyttKodatum.into());
            }
            Kostatus::Avslutad(_) => {}
            _ => return Err(self.fel(i)),
        }
        let lage = self.nadd(i, Kostatus::IKo);
        self.skriv(i, desk, "ateroppnad", lage);
        self.poster[i].raderas = None;
        Ok(())
    }

    pub fn forsok(&mut self, desk: usize, i: usize, nadd: bool) -> Svar<()> {
        if !self.poster[i].lage.status.levande() {
            return Err(self.fel(i));
        }
        if self.poster[i].kontakt.is_none() {
            return Err(KanInteIKon::KontaktSaknas.into());
        }
        let status = self.poster[i].lage.status;
        let mut lage = self.nadd(i, status);
        if !nadd {
            lage = self.med(i, status);
            // The days are counted and not the attempts.
            if lage.forsokt != Some(self.idag) {
                lage.forsok += 1;
            }
            lage.forsokt = Some(self.idag);
        }
        self.skriv(i, desk, if nadd { "nadd" } else { "inte_nadd" }, lage);
        Ok(())
    }

    pub fn bekrafta(&mut self, desk: usize, i: usize) -> Svar<()> {
        if !self.poster[i].lage.status.har_plats_i_ko() {
            return Err(self.fel(i));
        }
        let lage = self.nadd(i, self.poster[i].lage.status);
        self.skriv(i, desk, "bekraftad", lage);
        Ok(())
    }

    pub fn steg(&mut self, desk: usize, i: usize) -> Svar<()> {
        if self.poster[i].lage.status != Kostatus::IKo {
            return Err(self.fel(i));
        }
        let mut lage = self.poster[i].lage.clone();
        if lage.steg == 3 {
            return Err(KanInteIKon::StegenSlut.into());
        }
        self.hunnit_svara(i)?;
        lage.steg += 1;
        lage.stegat = Some(self.idag);
        self.skriv(i, desk, "bekraftelse_begard", lage);
        Ok(())
    }

    pub fn uppgifter(
        &mut self,
        desk: usize,
        i: usize,
        parti: u8,
        tidigast: Option<NaiveDate>,
    ) -> Svar<()> {
        let status = self.poster[i].lage.status;
        if !status.har_plats_i_ko() {
            return Err(KanInteIKon::FelStatus(status).into());
        }
        let hogst = self.policy[self.poster[i].insats].parti_hogst;
        if parti == 0 || parti > hogst {
            return Err(KanInteIKon::PartiForStort(hogst).into());
        }
        if status == Kostatus::Erbjuden && parti != self.poster[i].parti {
            return Err(KanInteIKon::FelStatus(status).into());
        }
        (self.poster[i].parti, self.poster[i].tidigast) = (parti, tidigast);
        self.anteckna(i, desk, "uppgifter");
        Ok(())
    }

    pub fn satt_kontakt(&mut self, desk: usize, i: usize, person: u32) -> Svar<()> {
        if !self.poster[i].lage.status.levande() {
            return Err(KanInteIKon::FelStatus(self.poster[i].lage.status).into());
        }
        self.ingen_annan(i, Some(person))?;
        self.poster[i].kontakt = Some(person);
        self.anteckna(i, desk, "kontakt_sparad");
        Ok(())
    }

    pub fn glom_kontakt(&mut self, desk: usize, i: usize) -> Svar<()> {
        if self.poster[i].kontakt.take().is_none() {
            return Err(KanInteIKon::KontaktSaknas.into());
        }
        self.poster[i].raderas = None;
        self.anteckna(i, desk, "kontakt_raderad");
        Ok(())
    }

    pub fn foresla(&mut self, desk: usize, i: usize, till: DateTime<Utc>) -> Svar<()> {
        let status = self.poster[i].lage.status;
        if !status.har_plats_i_ko() {
            return Err(KanInteIKon::FelStatus(status).into());
        }
        if till > self.nu || till == self.poster[i].kodatum {
            return Err(KanInteIKon::KodatumGarInte.into());
        }
        if self.poster[i].forslag.is_some() {
            return Err(KanInteIKon::ForslagFinns.into());
        }
        self.poster[i].forslag = Some((till, desk));
        self.anteckna(i, desk, "rattelse_foreslagen");
        Ok(())
    }

    pub fn svara_rattelse(&mut self, desk: usize, i: usize, godkand: bool) -> Svar<()> {
        let (till, av) = self.poster[i].forslag.ok_or(KanInteIKon::IngetForslag)?;
        if godkand && av == desk {
            return Err(KanInteIKon::SammaPerson.into());
        }
        if godkand && !self.poster[i].lage.status.har_plats_i_ko() {
            return Err(KanInteIKon::FelStatus(self.poster[i].lage.status).into());
        }
        self.poster[i].forslag = None;
        if godkand {
            self.poster[i].kodatum = till;
        }
        self.anteckna(i, desk, "rattelse_besvarad");
        Ok(())
    }
}
