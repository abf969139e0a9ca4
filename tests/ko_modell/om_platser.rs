//! Random acts on places, and visits.

use super::*;

impl Prov {
    pub(super) fn platser(&mut self) {
        match self.slump.under(6) {
            0 => {
                let nr = self.slump.under(2);
                let (insats, antal) = (
                    self.insatser[nr].nr,
                    u16::try_from(self.slump.under(12)).unwrap(),
                );
                self.akt("platser", Koakt::Platser { insats, antal }, |m, desk| {
                    m.satt_platser(desk, nr, Pott::Lopande(insats), antal)
                });
            }
            1 if self.modell.potter.len() < 12 || self.slump.en_av(4) => self.ny_omgang(),
            2 => {
                let omgang = self.modell.potter.keys().filter_map(|pott| match pott {
                    Pott::Omgang(id) => Some(id.clone()),
                    Pott::Lopande(_) => None,
                });
                let omgangar: Vec<_> = omgang.collect();
                if omgangar.is_empty() || !self.slump.en_av(4) {
                    return;
                }
                let omgang = omgangar[self.slump.under(omgangar.len())].clone();
                let pott = Pott::Omgang(omgang.clone());
                self.akt(
                    "ställ in omgång",
                    Koakt::StallInOmgang { omgang },
                    |m, desk| m.stall_in(desk, &pott).map(|_| None),
                );
            }
            _ => {
                let potter = self.modell.potter.iter();
                let med_tagna: Vec<Pott> = potter
                    .filter(|(_, p)| !p.tagna.is_empty())
                    .map(|(pott, _)| pott.clone())
                    .collect();
                let pott = if med_tagna.is_empty() || self.slump.en_av(6) {
                    self.en_pott()
                } else {
                    med_tagna[self.slump.under(med_tagna.len())].clone()
                };
                let tagna: Vec<u16> = self
                    .modell
                    .potter
                    .get(&pott)
                    .map_or_else(Vec::new, |p| p.tagna.iter().copied().collect());
                let nummer = if tagna.is_empty() {
                    1
                } else {
                    tagna[self.slump.under(tagna.len())]
                };
                let akt = Koakt::LamnaPlats {
                    pott: pott.clone(),
                    nummer,
                };
                self.akt("lämna plats", akt, |m, desk| {
                    m.lamna_plats(desk, &pott, nummer)
                });
            }
        }
    }

    pub(super) fn ny_omgang(&mut self) {
        let dag = self.modell.idag + Days::new(1 + self.slump.under(30) as u64);
        if !self.startdagar.insert(dag) {
            return;
        }
        let hogst = 1 + u16::try_from(self.slump.under(5)).unwrap();
        let start = dag.and_hms_opt(17, 0, 0).unwrap();
        let omgang = Omgang::ny(start, 4, 7, 90, (1, hogst), self.modell.idag).unwrap();
        let insats = self.insatser[1].nr;
        let desk = self.slump.under(3);
        self.sist_vid = desk;
        self.modell.svep(desk);
        self.modell.om_kon(desk);
        let change = Change::Ko(Koakt::NyOmgang { insats, omgang }, self.sammanhang());
        let Ok(Reply::Ko(svar)) = self.spara(desk, &change) else {
            panic!("{change:?}")
        };
        let Kosvar::Gjort(kvitto) = *svar else {
            panic!("{svar:?}")
        };
        let potten = Potten {
            insats: 1,
            antal: hogst,
            tagna: BTreeSet::new(),
            start: Some(dag),
            installd: false,
            ny_chans: None,
        };
        self.modell
            .potter
            .insert(Pott::Omgang(kvitto.omgang.unwrap()), potten);
        *self.utfall.entry(("ny omgång", true)).or_default() += 1;
    }

    pub(super) fn besok(&mut self) {
        let forst = self.slump.under(2);
        let forst = self.modell.linje(forst).first().copied();
        let kod = match self.slump.under(6) {
            0 => None,
            1 | 2 => forst,
            _ => self.helst(|post| {
                matches!(post.lage.status, Kostatus::Erbjuden | Kostatus::Accepterad)
            }),
        };
        let nr = match kod {
            Some(i) if !self.slump.en_av(15) => self.modell.poster[i].insats,
            _ => self.slump.under(2),
        };
        let desk = self.slump.under(3);
        self.sist_vid = desk;
        let insats = Arc::clone(&self.insatser[nr]);
        let mut slut_ = mottagen(&insats);
        assert_eq!(slut_.raknat().raknas(), Raknas::default());
        if self.modell.idag != insats::idag() {
            slut_ = insats::mottagen_dag(&insats, self.modell.idag);
        }
        let lapp = kod.map(|i| self.modell.poster[i].kod);
        let lopande = Pott::Lopande(insats.nr);
        let mut modell = self.modell.clone();
        let vantat = modell.mottagen(desk, (nr, &lopande), kod, nr == 1);
        let fick = self.spara(desk, &slut(&insats, slut_, lapp)).map(|_| ());
        *self.utfall.entry(("mottagen", fick.is_ok())).or_default() += 1;
        assert_eq!(fick, vantat, "besök på {nr} med {lapp:?}");
        if fick.is_ok() {
            self.modell = modell;
        }
    }
}
