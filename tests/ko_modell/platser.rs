//! The naive model: places, visits, and the undo.

use super::*;

impl Modell {
    pub fn satt_platser(
        &mut self,
        desk: usize,
        insats: usize,
        pott: Pott,
        antal: u16,
    ) -> Svar<Nasta> {
        let tagna = self
            .potter
            .get(&pott)
            .map_or(0, |p| u16::try_from(p.tagna.len()).unwrap());
        if tagna > antal {
            return Err(KanInteIKon::FlerTagna(tagna).into());
        }
        let p = self.potter.entry(pott.clone()).or_insert(Potten {
            insats,
            antal,
            tagna: BTreeSet::new(),
            start: None,
            installd: false,
            ny_chans: None,
        });
        p.antal = antal;
        p.ny_chans = p.ny_chans.max(Some(self.nu));
        self.om_kon(desk);
        self.nasta(Some(pott))
    }

    pub fn lamna_plats(&mut self, desk: usize, pott: &Pott, nummer: u16) -> Svar<Nasta> {
        let tagen = self
            .potter
            .get(pott)
            .is_some_and(|p| p.tagna.contains(&nummer));
        if !tagen {
            return Err(KanInteIKon::PlatsenArLedig.into());
        }
        let av = self
            .poster
            .iter()
            .position(|post| post.haller.contains(&(pott.clone(), nummer)));
        if let Some(i) = av {
            if self.poster[i].lage.status.levande() {
                return Err(KanInteIKon::FelStatus(self.poster[i].lage.status).into());
            }
            self.poster[i].haller.remove(&(pott.clone(), nummer));
        }
        let p = self.potter.get_mut(pott).unwrap();
        p.tagna.remove(&nummer);
        p.ny_chans = p.ny_chans.max(Some(self.nu));
        self.om_kon(desk);
        self.nasta(Some(pott.clone()))
    }

    pub fn stall_in(&mut self, desk: usize, pott: &Pott) -> Svar<u64> {
        let p = self.potter.get_mut(pott).unwrap();
        if p.installd {
            return Err(KanInteIKon::OkandOmgang.into());
        }
        p.installd = true;
        self.om_kon(desk);
        let mut antal = 0;
        for i in 0..self.poster.len() {
            let har = self.poster[i].haller.iter().any(|(annan, _)| annan == pott);
            if har
                && matches!(
                    self.poster[i].lage.status,
                    Kostatus::Erbjuden | Kostatus::Accepterad
                )
            {
                if self.poster[i].lage.status == Kostatus::Erbjuden {
                    self.stang(i, Utfall::Annat);
                }
                let lage = self.med(i, Kostatus::IKo);
                self.skriv(i, desk, "erbjudande_aterkallat", lage);
                self.slapp(i);
                antal += 1;
            }
        }
        Ok(antal)
    }

    /// The places that somebody at the desk would be given: the first kind with one free, or the first that is open.
    pub(super) fn for_besok(&self, insats: usize) -> Option<(Pott, Potten)> {
        let mut oppna: Vec<_> = self
            .potter
            .iter()
            .filter(|(_, p)| p.insats == insats && self.oppen(p))
            .map(|(pott, p)| (pott.clone(), p.clone()))
            .collect();
        oppna.sort_by_key(|(_, p)| p.start);
        let forst = oppna.iter().position(|(_, p)| p.lediga() > 0).unwrap_or(0);
        (!oppna.is_empty()).then(|| oppna.swap_remove(forst))
    }

    pub fn mottagen(
        &mut self,
        desk: usize,
        (insats, lopande): (usize, &Pott),
        kod: Option<usize>,
        namn: bool,
    ) -> Svar<()> {
        self.forfaller(desk, insats, kod);
        self.vakna(desk);
        let pott = self.for_besok(insats);
        let (start, lediga) = pott
            .as_ref()
            .map_or((None, u16::MAX), |(_, p)| (p.start, p.lediga()));
        let vilka = pott
            .as_ref()
            .map_or_else(|| lopande.clone(), |(pott, _)| pott.clone());
        let mut parti = 1;
        let mut har_plats = false;
        if let Some(i) = kod {
            let post = &self.poster[i];
            if post.insats != insats || !post.lage.status.levande() {
                return Err(Nej::Plats(PlatsHinder::OkandKolapp));
            }
            parti = post.parti;
            har_plats = !post.haller.is_empty();
            match post.lage.status {
                Kostatus::Vilande { .. } => return Err(self.fel(i)),
                Kostatus::IKo => {
                    if lediga == 0 {
                        return Err(Nej::Plats(PlatsHinder::Fullt));
                    }
                    if let Some(skal) = self.passar_inte(i, start, lediga) {
                        return Err(KanInteIKon::PassarInte(skal).into());
                    }
                    let (forst, hoppade) = self.forst(insats, (&vilka, start, lediga), &[], kod)?;
                    if forst != Some(i) {
                        return Err(Nej::Plats(PlatsHinder::InteForst(self.plats(i).unwrap())));
                    }
                    self.skriv_hoppade(desk, &hoppade);
                }
                Kostatus::Erbjuden => {
                    let lage = self.nadd(i, Kostatus::Accepterad);
                    self.skriv(i, desk, "accepterad", lage);
                    self.stang(i, Utfall::Annat);
                }
                _ => {}
            }
            let lage = self.med(i, Kostatus::Paborjad);
            self.skriv(i, desk, "paborjad", lage);
            self.slutar(i);
        } else {
            let i_tur = self.vantar(insats).len();
            if i_tur > 0 {
                let (forst, hoppade) =
                    self.forst(insats, (&vilka, start, lediga.max(1)), &[], None)?;
                if forst.is_some() {
                    return Err(Nej::Plats(PlatsHinder::AndraVantar(i_tur as u64)));
                }
                self.skriv_hoppade(desk, &hoppade);
            }
        }
        if let Some((pott, _)) = pott.filter(|_| !har_plats) {
            let tagna = self
                .ta(&pott, parti)
                .ok_or(Nej::Plats(PlatsHinder::Fullt))?;
            // With a name it is the handover that has the place, and not the slip.
            if let Some(i) = kod.filter(|_| !namn) {
                self.poster[i].haller = tagna;
            }
        }
        Ok(())
    }

    /// The last own act at a desk, if it was within ten minutes: about which entry, and whether it can be undone.
    pub fn senaste(&self, desk: usize) -> Option<(Option<Kolappskod>, bool)> {
        let nyss = |tid: DateTime<Utc>| tid >= self.nu - TimeDelta::minutes(10);
        match (self.senaste_egna(desk), self.om_kon[desk]) {
            (Some((i, h)), om_kon) if om_kon.is_none_or(|(_, ordning)| ordning < h.ordning) => {
                let svar = (Some(self.poster[i].kod), GAR_ATT_ANGRA.contains(&h.slag));
                nyss(h.tid).then_some(svar)
            }
            (_, Some((tid, _))) => nyss(tid).then_some((None, false)),
            (_, None) => None,
        }
    }

    pub(super) fn senaste_egna(&self, desk: usize) -> Option<(usize, &Handelse)> {
        let foljer_bara_av = [
            "angrad",
            "overhoppad",
            "inget_svar",
            "tiden_ute",
            "gallring",
        ];
        let alla = (0..self.poster.len())
            .flat_map(|i| self.poster[i].handelser.iter().map(move |h| (i, h)));
        alla.filter(|(_, h)| h.desk == desk && !h.angrad && !foljer_bara_av.contains(&h.slag))
            .max_by_key(|(_, h)| h.ordning)
    }

    /// The last own act, undone where it is one that can be.
    pub fn angra(&mut self, desk: usize) -> Svar<(usize, Nasta)> {
        if !matches!(self.senaste(desk), Some((_, true))) {
            return Err(KanInteIKon::IngetAttAngra.into());
        }
        let (i, h) = self.senaste_egna(desk).unwrap();
        let (ordning, fore) = (h.ordning, h.fore.clone());
        let mer = self.poster[i].handelser.iter().any(|annan| {
            annan.ordning > ordning
                && !annan.angrad
                && !["overhoppad", "angrad"].contains(&annan.slag)
        });
        if mer {
            return Err(KanInteIKon::AndratSedan.into());
        }
        let mut efter = (*fore).clone();
        let mut nasta = None;
        match (self.poster[i].lage.status, efter.status) {
            (Kostatus::Erbjuden, Kostatus::IKo) => {
                self.stang(i, Utfall::Angrat);
                self.skriv(i, desk, "angrad", efter.clone());
                let pott = self.slapp(i);
                nasta = self.nasta(pott)?;
            }
            (Kostatus::Accepterad, Kostatus::Erbjuden) => {
                let (pott, dag) = self.poster[i].erbjudande.clone().unwrap();
                self.oppna(i, &pott, dag);
                self.skriv(i, desk, "angrad", efter);
            }
            (Kostatus::IKo, Kostatus::Erbjuden | Kostatus::Accepterad) => {
                let (pott, dag) = self.poster[i].erbjudande.clone().unwrap();
                let p = self.potter[&pott].clone();
                let parti = self.poster[i].parti;
                if !self.oppen(&p) || p.lediga() < u16::from(parti) {
                    return Err(KanInteIKon::PlatsenBorta.into());
                }
                self.poster[i].haller = self.ta(&pott, parti).unwrap();
                self.oppna(i, &pott, dag.max(self.idag));
                efter.status = Kostatus::Erbjuden;
                self.skriv(i, desk, "angrad", efter);
            }
            (Kostatus::Avslutad(_), _) => {
                self.ingen_annan(i, self.poster[i].kontakt)?;
                if matches!(efter.status, Kostatus::Erbjuden | Kostatus::Accepterad) {
                    efter.status = Kostatus::IKo;
                }
                self.poster[i].raderas = None;
                self.skriv(i, desk, "angrad", efter);
            }
            (_, Kostatus::Avslutad(_)) => {
                self.ska_raderas(i);
                self.skriv(i, desk, "angrad", efter);
            }
            _ => self.skriv(i, desk, "angrad", efter),
        }
        let handelser = &mut self.poster[i].handelser;
        handelser
            .iter_mut()
            .find(|h| h.ordning == ordning)
            .unwrap()
            .angrad = true;
        Ok((i, nasta))
    }
}
