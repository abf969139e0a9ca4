//! The naive model: offers, and the answers to them.

use super::*;

impl Modell {
    pub fn erbjud(
        &mut self,
        desk: usize,
        pott: &Pott,
        kod: Option<usize>,
        hoppa: &[usize],
        svar_senast: Option<NaiveDate>,
    ) -> Svar<(usize, NaiveDate, Hoppade)> {
        let p = self
            .potter
            .get(pott)
            .cloned()
            .ok_or(KanInteIKon::PlatserOkanda)?;
        if !self.oppen(&p) {
            return Err(KanInteIKon::OkandOmgang.into());
        }
        if p.lediga() == 0 {
            return Err(KanInteIKon::IngenLedigPlats.into());
        }
        let svar_senast = svar_senast.unwrap_or_else(|| self.svarsdag(p.insats, p.start));
        self.svarsdag_gar(svar_senast, p.insats, p.start)?;
        if let Some(i) = kod {
            if self.poster[i].insats != p.insats {
                return Err(KanInteIKon::OkandKolapp.into());
            }
            if self.poster[i].lage.status != Kostatus::IKo {
                return Err(KanInteIKon::FelStatus(self.poster[i].lage.status).into());
            }
            if let Some(skal) = self.passar_inte(i, p.start, p.lediga()) {
                return Err(KanInteIKon::PassarInte(skal).into());
            }
        }
        let (forst, hoppade) = self.forst(p.insats, (pott, p.start, p.lediga()), hoppa, kod)?;
        let i = forst.ok_or(KanInteIKon::IngenPassar)?;
        if let Some(mal) = kod.filter(|mal| *mal != i) {
            return Err(KanInteIKon::InteITur(self.plats(mal).unwrap() - 1).into());
        }
        self.skriv_hoppade(desk, &hoppade);
        let haller = self.ta(pott, self.poster[i].parti).unwrap();
        let lage = self.med(i, Kostatus::Erbjuden);
        self.skriv(i, desk, "erbjuden", lage);
        self.poster[i].haller = haller;
        self.oppna(i, pott, svar_senast);
        Ok((i, svar_senast, hoppade))
    }

    pub(super) fn skriv_hoppade(&mut self, desk: usize, hoppade: &Hoppade) {
        for (j, _) in hoppade {
            self.anteckna(*j, desk, "overhoppad");
        }
    }

    pub fn svara(&mut self, desk: usize, i: usize, svar: Erbjudandesvar) -> Svar<Nasta> {
        let policy = self.policy[self.poster[i].insats];
        let nu = self.poster[i].lage.status;
        if svar == Erbjudandesvar::Ja && nu == Kostatus::Erbjuden {
            let start = self.erbjuden_start(i);
            if start.is_some_and(|start| start < self.idag) {
                return Err(KanInteIKon::OkandOmgang.into());
            }
        }
        let stannar = |m: &Self| match policy.sta_kvar_hogst {
            Some(hogst) if m.poster[i].lage.kvar >= hogst => {
                Err(Nej::Ko(KanInteIKon::StaKvarSlut(hogst)))
            }
            _ => Ok(Kostatus::IKo),
        };
        let har = matches!(nu, Kostatus::Erbjuden | Kostatus::Accepterad);
        let (slag, status) = match svar {
            Erbjudandesvar::Ja if nu == Kostatus::Erbjuden => ("accepterad", Kostatus::Accepterad),
            Erbjudandesvar::StarKvar if har => ("star_kvar", stannar(self)?),
            Erbjudandesvar::Nej if har && policy.nej == VidNej::Avsluta => {
                ("avbojt", Kostatus::Avslutad(KoOrsak::Avbojt))
            }
            Erbjudandesvar::Nej if har => ("avbojt", stannar(self)?),
            _ => return Err(self.fel(i)),
        };
        let mut lage = self.nadd(i, status);
        if svar != Erbjudandesvar::Ja {
            lage.kvar += 1;
        }
        self.skriv(i, desk, slag, lage);
        let ja = svar == Erbjudandesvar::Ja;
        if nu == Kostatus::Erbjuden {
            self.stang(i, if ja { Utfall::Annat } else { Utfall::Nej });
        }
        if ja {
            return Ok(None);
        }
        if !status.levande() {
            self.slutar(i);
        }
        let pott = self.slapp(i);
        self.nasta(pott)
    }

    /// The day on which the group begins that the entry has an offer of.
    pub(super) fn erbjuden_start(&self, i: usize) -> Option<NaiveDate> {
        let (pott, _) = self.poster[i].erbjudande.as_ref()?;
        self.potter[pott].start
    }

    pub fn paminn(&mut self, desk: usize, i: usize) -> Svar<()> {
        if self.poster[i].lage.status != Kostatus::Erbjuden {
            return Err(self.fel(i));
        }
        self.poster[i].paminnelser += 1;
        self.anteckna(i, desk, "paminnelse");
        Ok(())
    }

    pub fn forlang(&mut self, desk: usize, i: usize, till: NaiveDate) -> Svar<()> {
        let Some((pott, nu)) = self.poster[i].erbjudande.clone() else {
            return Err(KanInteIKon::FelStatus(self.poster[i].lage.status).into());
        };
        if self.poster[i].lage.status != Kostatus::Erbjuden {
            return Err(KanInteIKon::FelStatus(self.poster[i].lage.status).into());
        }
        if till <= nu {
            return Err(KanInteIKon::ForlangningBakat.into());
        }
        self.svarsdag_gar(till, self.poster[i].insats, self.erbjuden_start(i))?;
        self.poster[i].erbjudande = Some((pott, till));
        self.anteckna(i, desk, "forlangt");
        Ok(())
    }
}
