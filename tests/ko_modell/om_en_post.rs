//! Random acts on one entry.

use super::*;

impl Prov {
    pub(super) fn om_en_post(&mut self, slag: usize) {
        let vem = match slag {
            0..=3 | 5 => self.helst(|post| post.lage.status == Kostatus::Erbjuden),
            4 | 20 => {
                self.helst(|post| post.lage.status == Kostatus::Erbjuden && post.paminnelser == 0)
            }
            8 => self.helst(|post| matches!(post.lage.status, Kostatus::Vilande { .. })),
            9 | 22 => {
                let senast = self.modell.idag - Days::new(14);
                self.helst(|post| post.lage.steg == 3 && post.lage.stegat <= Some(senast))
            }
            21 | 23 => self.helst(|post| {
                let lage = &post.lage;
                lage.steg == 3 || lage.forsok >= 2 || lage.tyst > 0
            }),
            10 | 11 => self.helst(|post| matches!(post.lage.status, Kostatus::Avslutad(_))),
            12 | 13 => self.helst(|post| post.kontakt.is_some() && post.lage.status.levande()),
            15 if self.slump.en_av(6) => self.helst(|post| (1..3).contains(&post.lage.steg)),
            15 if self.slump.en_av(10) => self.helst(|post| post.lage.steg == 3),
            15 => {
                let senast = self.modell.idag - Days::new(14);
                self.helst(|post| {
                    (1..3).contains(&post.lage.steg) && post.lage.stegat <= Some(senast)
                })
            }
            19 => self.helst(|post| post.insats == 1 && post.lage.status.levande()),
            _ => self.nagon(),
        };
        let Some(i) = vem else { return };
        let kod = self.modell.poster[i].kod;
        let idag = self.modell.idag;
        match slag {
            0..=3 => {
                let svar = Erbjudandesvar::ALLA[self.slump.under(3)];
                self.akt("svara", Koakt::Svara { kod, svar }, |m, desk| {
                    m.svara(desk, i, svar)
                });
            }
            5 => {
                let dagar = 1 + self.slump.under(6) as u64;
                let till = self.arbetsdag(dagar);
                self.akt("förläng", Koakt::Forlang { kod, till }, |m, desk| {
                    m.forlang(desk, i, till).map(|()| None)
                });
            }
            6 | 7 => {
                let till = idag + Days::new(self.slump.under(250) as u64);
                let fran = idag;
                self.akt("vila", Koakt::Vila { kod, fran, till }, |m, desk| {
                    m.vila(desk, i, till).map(|()| None)
                });
            }
            8 => {
                self.akt("aktivera", Koakt::Aktivera { kod }, |m, desk| {
                    m.aktivera(desk, i).map(|()| None)
                });
            }
            9 | 21..=23 => {
                let lage = &self.modell.poster[i].lage;
                let lamplig = if lage.steg == 3 {
                    KoOrsak::BekraftelseUteblev
                } else if lage.tyst > 0 || lage.status == Kostatus::Erbjuden {
                    KoOrsak::EjSvar
                } else {
                    KoOrsak::EjNabar
                };
                let orsak = if self.slump.en_av(2) {
                    lamplig
                } else {
                    KoOrsak::ALLA[self.slump.under(KoOrsak::ALLA.len())]
                };
                let villkor = (!self.slump.en_av(3)).then(|| VILLKOR.to_owned());
                let ratt = villkor.is_some() && self.modell.poster[i].insats == 1;
                let akt = Koakt::Avsluta {
                    kod,
                    orsak,
                    villkor,
                };
                let gick = self.akt("avsluta", akt, |m, desk| m.avsluta(desk, i, orsak, ratt));
                if gick.is_some() {
                    *self.hinder.entry(orsak.kod().to_owned()).or_default() += 1;
                }
            }
            10 if self.slump.en_av(4) => {
                self.akt("felregistrera", Koakt::Felregistrera { kod }, |m, desk| {
                    m.felregistrera(desk, i)
                });
            }
            10 | 11 => {
                let mening = Mening::ny("Avslutades av misstag.").unwrap();
                self.akt("återuppta", Koakt::Ateroppna { kod, mening }, |m, desk| {
                    m.ateroppna(desk, i).map(|()| None)
                });
            }
            12 | 13 => {
                self.forsok(kod, i);
            }
            14 => {
                self.akt("bekräfta", Koakt::Bekrafta { kod }, |m, desk| {
                    m.bekrafta(desk, i).map(|()| None)
                });
            }
            15 => {
                self.akt("steg", Koakt::Bekraftelsesteg { kod }, |m, desk| {
                    m.steg(desk, i).map(|()| None)
                });
            }
            16 => {
                let parti = u8::try_from(self.slump.under(4)).unwrap();
                let tidigast = self
                    .slump
                    .en_av(2)
                    .then(|| idag + Days::new(self.slump.under(20) as u64));
                let uppgifter = Kouppgifter {
                    parti,
                    tidigast,
                    ..Kouppgifter::default()
                };
                self.akt(
                    "uppgifter",
                    Koakt::Uppgifter { kod, uppgifter },
                    |m, desk| m.uppgifter(desk, i, parti, tidigast).map(|()| None),
                );
            }
            17 => {
                // An odd millisecond of its own, so that no two are ever the same.
                let n = i64::try_from(self.modell.raknare).unwrap();
                let timmar = i64::try_from(self.slump.under(2000)).unwrap() - 20;
                let till = self.modell.nu - TimeDelta::hours(timmar) - TimeDelta::milliseconds(n);
                let akt = Koakt::ForeslaRattelse {
                    kod,
                    till,
                    orsak: Rattelseorsak::BegardTidigare,
                    mening: Mening::ny("Personen bad om plats redan i telefon.").unwrap(),
                };
                self.akt("föreslå rättelse", akt, |m, desk| {
                    m.foresla(desk, i, till).map(|()| None)
                });
            }
            19 => {
                let person = u32::try_from(self.slump.under(300)).unwrap();
                if self.modell.poster[i].insats == 0 {
                    return;
                }
                if self.slump.en_av(6) {
                    self.akt("glöm kontakt", Koakt::GlomKontakt { kod }, |m, desk| {
                        m.glom_kontakt(desk, i).map(|()| None)
                    });
                    return;
                }
                let ratt = Kontaktratt::av(&self.insatser[1]).unwrap();
                let nummer = format!("070-{:07}", 1_000_000 + person);
                let satt = Kontaktsatt::Telefon;
                let kontakt = Kokontakt::ny(ratt, "Prov", satt, &nummer, (false, true)).unwrap();
                self.akt("kontakt", Koakt::Kontakt { kod, kontakt }, |m, desk| {
                    m.satt_kontakt(desk, i, person).map(|()| None)
                });
            }
            4 | 20 => {
                self.akt("påminn", Koakt::Paminn { kod }, |m, desk| {
                    m.paminn(desk, i).map(|()| None)
                });
            }
            _ => {
                let med_forslag = self
                    .modell
                    .poster
                    .iter()
                    .position(|post| post.forslag.is_some());
                let i = if self.slump.en_av(4) {
                    i
                } else {
                    med_forslag.unwrap_or(i)
                };
                let kod = self.modell.poster[i].kod;
                let godkand = !self.slump.en_av(4);
                self.akt(
                    "svara på rättelse",
                    Koakt::SvaraRattelse { kod, godkand },
                    |m, desk| m.svara_rattelse(desk, i, godkand).map(|()| None),
                );
            }
        }
    }
}
