//! Random offers.

use super::*;

impl Prov {
    pub(super) fn en_pott(&mut self) -> Pott {
        // Mostly one with a place to give.
        let idag = self.modell.idag;
        let oppna = |(_, p): &(&Pott, &Potten)| {
            p.lediga() > 0 && !p.installd && p.start.is_none_or(|start| start >= idag)
        };
        let potter = self.modell.potter.iter();
        let mut alla: Vec<Pott> = potter.filter(oppna).map(|(pott, _)| pott.clone()).collect();
        if alla.is_empty() || self.slump.en_av(3) {
            alla = self.modell.potter.keys().cloned().collect();
        }
        if alla.is_empty() || self.slump.en_av(20) {
            return Pott::Lopande(self.insatser[self.slump.under(2)].nr);
        }
        alla[self.slump.under(alla.len())].clone()
    }

    pub(super) fn erbjud(&mut self) {
        let pott = self.en_pott();
        let kod = if self.slump.en_av(3) {
            self.nagon()
        } else {
            None
        };
        let mut hoppa = Vec::new();
        match self.slump.under(6) {
            0 => hoppa.extend(self.nagon()),
            // Whoever is first, now and then after an attempt.
            1 | 2 => {
                let insats = self.modell.potter.get(&pott).map_or(0, |p| p.insats);
                let linje = self.modell.linje(insats);
                let mut vantar = linje.iter().map(|i| &self.modell.poster[*i]);
                let forst = vantar.find(|post| post.lage.status == Kostatus::IKo);
                if let Some(kod) = forst.map(|post| post.kod) {
                    let i = self.modell.poster.iter().position(|p| p.kod == kod);
                    hoppa.extend(i);
                    if self.slump.en_av(2) {
                        self.forsok(kod, hoppa[0]);
                    }
                }
            }
            _ => {}
        }
        let koder = |m: &Modell, lista: &[usize]| -> Vec<(Kolappskod, Overhopp)> {
            lista
                .iter()
                .map(|i| (m.poster[*i].kod, Overhopp::InteNabar))
                .collect()
        };
        let svar_senast = match self.slump.under(12) {
            0 => Some(self.modell.idag + Days::new(self.slump.under(60) as u64)),
            1..=4 => None,
            _ => {
                let dagar = 1 + self.slump.under(4) as u64;
                Some(self.arbetsdag(dagar))
            }
        };
        let erbjud = Erbjud {
            pott: pott.clone(),
            kod: kod.map(|i| self.modell.poster[i].kod),
            svar_senast,
            kanal: Some(Kontaktsatt::Telefon),
            hoppa: koder(&self.modell, &hoppa),
        };
        let mut fick = None;
        let kvitto = self.akt("erbjud", Koakt::Erbjud(erbjud), |m, desk| {
            fick = Some(m.erbjud(desk, &pott, kod, &hoppa, svar_senast)?);
            Ok(None)
        });
        if let Some(kvitto) = kvitto {
            let (i, dag, hoppade) = fick.unwrap();
            self.overhoppade(&hoppade);
            assert_eq!(kvitto.post.unwrap().0, self.modell.poster[i].kod);
            assert_eq!(kvitto.svar_senast, Some(dag));
        }
    }

    pub(super) fn forsok(&mut self, kod: Kolappskod, i: usize) {
        let nadd = self.slump.en_av(3);
        let kanal = Kontaktsatt::Telefon;
        self.akt("försök", Koakt::Forsok { kod, kanal, nadd }, |m, desk| {
            m.forsok(desk, i, nadd).map(|()| None)
        });
    }

    /// Each of those passed over has it on the own history, with the reason.
    pub(super) fn overhoppade(&mut self, hoppade: &[(usize, Overhopp)]) {
        let mut fraga = self
            .plain
            .prepare_cached(
                "SELECT p.kod, h.orsak FROM kohandelse h JOIN kopost p ON p.id = h.kopost_id
                 WHERE h.slag = 'overhoppad' ORDER BY h.seq DESC LIMIT ?1",
            )
            .unwrap();
        let rader = fraga
            .query_map([i64::try_from(hoppade.len()).unwrap()], |rad| {
                Ok((rad.get(0)?, rad.get(1)?))
            })
            .unwrap();
        let mut fick: Vec<(String, String)> = rader.map(Result::unwrap).collect();
        fick.reverse();
        let vantat: Vec<(String, String)> = hoppade
            .iter()
            .map(|(i, skal)| {
                (
                    self.modell.poster[*i].kod.to_string(),
                    skal.kod().to_owned(),
                )
            })
            .collect();
        assert_eq!(fick, vantat);
        for (_, skal) in hoppade {
            *self.hinder.entry(skal.kod().to_owned()).or_default() += 1;
        }
    }

    /// A working day some days ahead.
    pub(super) fn arbetsdag(&self, dagar: u64) -> NaiveDate {
        use troskel::domain::arbetsdag::ar_arbetsdag;
        let mut dag = self.modell.idag + Days::new(dagar);
        while !ar_arbetsdag(dag, &[]) {
            dag = dag + Days::new(1);
        }
        dag
    }
}
