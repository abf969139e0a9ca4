//! What each step asks, as a form.

use chrono::NaiveDate;

use super::{Lage, Pagaende};
use crate::domain::akt::Aktslag;
use crate::domain::besok::KanInteTasEmot;
use crate::domain::fakta::Underlag;
use crate::domain::information::{Satt, Texter};
use crate::domain::insats::{BarnDeltar, Dokumentation, Katalog};
use crate::domain::ko::policy::Koslag;
use crate::domain::kontroll::{Utfall, alternativ};
use crate::domain::provning::STADSOMRADE;
use crate::domain::raknat::Kon;
use crate::domain::samtycke::{IngetSamtycke, prova_samtycke};
use crate::domain::tid::{Aldersband, Aldersklass, senast_fodd, tidigast_fodd_efter};
use crate::domain::utkast::Kod;
use crate::domain::villkor::{Aldersgrans, ArMed, Krav, Part, Skal, Status, Villkor};
use crate::form::{Alternativ, Falt, FaltId, Formular, Slag};
use crate::text;

/// Platsbild, what the shared file says about places just now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Platsbild {
    /// Free places, where the number is stated.
    pub lediga: Option<u16>,
    /// Entries that wait.
    pub vantar: u64,
}

impl Pagaende {
    /// The form of the step that is shown.
    pub fn formular(&self, texter: &impl Texter, katalog: &Katalog, plats: Platsbild) -> Formular {
        match &self.lage {
            Lage::Villkor(_) => self.villkorsformular(),
            Lage::Information(_) => self.informationsformular(texter, katalog),
            Lage::Samtycke(_) => self.samtyckesformular(),
            Lage::Utgang(_, hinder) => self.utgangsformular(*hinder, katalog),
            Lage::Plats(_) => self.platsformular(plats),
            Lage::Dokumentation(..) => Formular {
                att_saga: texter.text(self.text_id()).dokumentation.lista().to_vec(),
                falt: vec![falt(
                    FaltId::DokSatt,
                    text::besok::DOK_SATT,
                    satt_val(),
                    true,
                )],
            },
            Lage::Identitet(..) => self.identitetsformular(),
        }
    }

    fn villkorsformular(&self) -> Formular {
        let dokumenteras = !self.undantagen();
        let alder_pa = |part: Part| {
            let avser = |v: &Villkor| matches!(v.krav, Krav::Alder { avser, .. } if avser == part);
            // On an exempt insats the desk compares with a day instead: nothing is typed that could point someone out.
            dokumenteras && self.insats().villkor.iter().any(avser)
        };
        let mut lista = Vec::new();
        for (finns, id, etikett) in [
            (alder_pa(Part::Person), FaltId::Fodd, text::besok::FODD),
            (
                alder_pa(Part::Barn),
                FaltId::BarnFodd,
                text::besok::BARN_FODD,
            ),
        ] {
            if finns {
                lista.push(falt(id, etikett, Slag::Datum, false).hjalp(text::besok::FODD_HJALP));
            }
        }
        lista.extend(
            self.insats()
                .villkor
                .iter()
                .filter(|v| v.krav != Krav::Bedomning)
                .map(|v| self.villkorsrad(v)),
        );
        lista.extend(self.omradesrad());
        lista.push(
            falt(FaltId::Tveksamhet, text::besok::TVEKSAMHET, ja_nej(), false)
                .hjalp(text::besok::TVEKSAMHET_HJALP),
        );
        let mut att_saga: Vec<String> = self.insats().viktigt.iter().cloned().collect();
        if self.undantagen() {
            att_saga.push(text::besok::ANONYM.to_owned());
        }
        Formular {
            att_saga,
            falt: lista,
        }
    }

    /// Whether nothing may be written about who the person is (14 kap. 4 and 5 §§).
    fn undantagen(&self) -> bool {
        !self.insats().dokumentation.dokumenteras()
    }

    /// Where the insats is offered in some parts of town only: asked like a villkor, on the own word.
    fn omradesrad(&self) -> Option<Falt> {
        let omraden = &self.insats().stadsomraden;
        let ja = Alternativ {
            kod: Kod::ny(&format!("ja/{}", Underlag::EgenUppgift.kod()))?,
            text: text::besok::ja_visat(text::underlag(Underlag::EgenUppgift)),
            tangent: '1',
        };
        let ovriga = val([
            ("nej", text::besok::NEJ, 'n'),
            ("oklart", text::besok::OKLART, 'o'),
        ]);
        let slag = Slag::Val(std::iter::once(ja).chain(ovriga).collect());
        let id = FaltId::Villkor(STADSOMRADE.to_owned());
        let etikett = text::besok::stadsomrade(&omraden.join(", "));
        (!omraden.is_empty()).then(|| falt(id, &etikett, slag, true))
    }

    fn villkorsrad(&self, villkor: &Villkor) -> Falt {
        let etikett = match &villkor.krav {
            Krav::Alder { avser, grans } => {
                let dagar = gransdagar(*avser, *grans, self.idag());
                format!("{} ({dagar}).", villkor.text.trim_end_matches('.'))
            }
            Krav::Folkbokford { .. }
            | Krav::Skola { .. }
            | Krav::HandelsePlats { .. }
            | Krav::AnnanPerson { .. }
            | Krav::GemensamBegaran
            | Krav::Faktum
            | Krav::Bedomning => villkor.text.clone(),
        };
        let mut underlag = villkor.underlag.clone();
        if self.undantagen() {
            // Nobody is looked up in a register who need not say who they are; the own word is the natural way.
            underlag.retain(|underlag| *underlag != Underlag::Registeruppslag);
            underlag.sort_by_key(|underlag| *underlag != Underlag::EgenUppgift);
        }
        if underlag.is_empty() {
            underlag.push(Underlag::EgenUppgift);
        }
        let ja = underlag
            .iter()
            .zip('1'..='9')
            .filter_map(|(underlag, tangent)| {
                let kod = Kod::ny(&format!("ja/{}", underlag.kod()))?;
                Some(Alternativ {
                    kod,
                    text: text::besok::ja_visat(text::underlag(*underlag)),
                    tangent,
                })
            });
        let mut ovriga = val([
            ("nej", text::besok::NEJ, 'n'),
            ("oklart", text::besok::OKLART, 'o'),
        ]);
        if matches!(villkor.krav, Krav::Folkbokford { .. }) {
            // Said out loud so that nobody presses no, or asks where the person lives (SKY-02).
            ovriga.extend(val([(
                "oklart/skyddad",
                text::besok::SKYDDAD_FOLKBOKFORING,
                's',
            )]));
        }
        Falt {
            id: FaltId::Villkor(villkor.id.clone()),
            etikett,
            hjalp: villkor.oppet.clone(),
            slag: Slag::Val(ja.chain(ovriga).collect()),
            kravs: true,
        }
    }

    fn informationsformular(&self, texter: &impl Texter, katalog: &Katalog) -> Formular {
        let info = texter.text(self.text_id());
        let ansokan = text::kontakt(&katalog.ansokan);
        let ratt = info.ratt_att_ansoka.lista().iter();
        let mut att_saga: Vec<String> = ratt
            .map(|punkt| punkt.replace("{ansokan}", &ansokan))
            .collect();
        if self.provning().status == Status::Uppfyllt {
            att_saga.extend(info.vid_uppfyllt.iter().cloned());
        }
        if self.undantagen() {
            let punkter = if self.insats().silo {
                &info.familjeradgivning
            } else {
                &info.ingen_dokumentation
            };
            att_saga.extend(punkter.lista().iter().cloned());
        }
        let sprak = text::SPRAK
            .iter()
            .zip('1'..='9')
            .filter_map(|((kod, namn), tangent)| {
                Some(Alternativ {
                    kod: Kod::ny(kod)?,
                    text: (*namn).to_owned(),
                    tangent,
                })
            });
        Formular {
            att_saga,
            falt: vec![
                falt(FaltId::Satt, text::besok::SATT, satt_val(), true),
                falt(
                    FaltId::Sprak,
                    text::besok::SPRAK,
                    Slag::Val(sprak.collect()),
                    false,
                ),
            ],
        }
    }

    fn samtyckesformular(&self) -> Formular {
        let fakta = self.fakta();
        let mut lista = Vec::new();
        if fakta.person.fodd.is_none() && !self.vuxen_av_villkor() {
            lista.push(falt(
                FaltId::Klass,
                text::besok::KLASS,
                klass_val(self.idag(), false),
                true,
            ));
        }
        // A child that comes by itself is the one who takes part; there is no other to ask about.
        let barnet_sjalvt = self
            .klass()
            .is_some_and(|klass| klass != Aldersklass::Vuxen);
        let barn_deltar = match self.insats().barn.deltar {
            BarnDeltar::Nej => false,
            BarnDeltar::Ja | BarnDeltar::Kan if barnet_sjalvt => false,
            BarnDeltar::Ja => true,
            BarnDeltar::Kan => {
                lista.push(falt(
                    FaltId::BarnDeltar,
                    text::besok::BARN_DELTAR,
                    ja_nej(),
                    true,
                ));
                fakta.barn.iter().any(|barn| barn.deltar == Some(true))
            }
        };
        if barn_deltar {
            if fakta.barn.iter().all(|barn| barn.fodd.is_none()) {
                lista.push(falt(
                    FaltId::BarnKlass,
                    text::besok::BARN_KLASS,
                    klass_val(self.idag(), true),
                    true,
                ));
            }
            lista.push(falt(
                FaltId::BarnEget,
                text::besok::BARN_EGET,
                ja_nej(),
                true,
            ));
        }
        let utan_vardnadshavare = {
            let mut provad = fakta.clone();
            provad.samtycke.vardnadshavare = None;
            prova_samtycke(self.insats(), &provad, self.idag())
        };
        let behover_vardnadshavare = matches!(
            utan_vardnadshavare,
            Err(IngetSamtycke::KraverVardnadshavare
                | IngetSamtycke::LamplighetEjBeslutad
                | IngetSamtycke::Skottdag)
        );
        if behover_vardnadshavare {
            lista.push(
                falt(
                    FaltId::Vardnadshavare,
                    text::besok::VARDNADSHAVARE,
                    Slag::Val(val(text::besok::VARDNADSHAVARE_VAL)),
                    true,
                )
                .hjalp(text::besok::VARDNADSHAVARE_HJALP),
            );
        }
        let mut eget = val(text::besok::EGET_VAL);
        if self.undantagen() {
            // A signature is an identity.
            eget.retain(|alternativ| alternativ.kod.text() != "skriftligt");
        }
        lista.push(falt(FaltId::Eget, text::besok::EGET, Slag::Val(eget), true));
        Formular {
            att_saga: Vec::new(),
            falt: lista,
        }
    }

    fn vuxen_av_villkor(&self) -> bool {
        // The class that facts settle by themselves, not one that was chosen here.
        self.svar().val(&FaltId::Klass).is_none() && self.fakta().person.klass.is_some()
    }

    fn utgangsformular(&self, hinder: KanInteTasEmot, katalog: &Katalog) -> Formular {
        let mut att_saga = Vec::new();
        match hinder {
            KanInteTasEmot::Samtycke(inget) => {
                att_saga.push(text::skal::inget_samtycke(inget).to_owned());
            }
            KanInteTasEmot::Villkor(_) => {
                let provning = self.provning();
                att_saga.extend(
                    provning
                        .oklarhet
                        .map(|oklarhet| text::skal::oklarhet(oklarhet).to_owned()),
                );
                att_saga.extend(provning.rader.iter().filter_map(|rad| {
                    let villkor = self
                        .insats()
                        .villkor(&rad.id)
                        .map_or("", |villkor| &villkor.text);
                    Some(text::besok::villkor_skal(
                        villkor,
                        &text::skal::skal(rad.skal.as_ref()?),
                    ))
                }));
            }
        }
        let utfall = hinder.utfall();
        att_saga.push(match utfall {
            Utfall::Oklart => text::besok::oklart(&text::kontakt(&katalog.namnd)),
            Utfall::Uppfyllt
            | Utfall::EjUppfyllt
            | Utfall::KraverVardnadshavaresSamtycke
            | Utfall::KraverEgetSamtycke
            | Utfall::EjKontrollerat => text::besok::ej_uppfyllt(&text::kontakt(&katalog.ansokan)),
        });
        let fakta = self.fakta();
        if self
            .provning()
            .rader
            .iter()
            .any(|rad| rad.skal == Some(Skal::AnnanKommun))
        {
            att_saga.push(text::besok::ANNAN_KOMMUN.to_owned());
        }
        if matches!(
            self.klass(),
            Some(Aldersklass::Under15 | Aldersklass::Fran15Till17)
        ) {
            att_saga.push(text::besok::barn(&text::kontakt(&katalog.barn_och_unga)));
        }
        let andra: Vec<String> = alternativ(katalog, self.insats(), &fakta, self.idag())
            .into_iter()
            .map(|(insats, _)| format!("{} {}", insats.nr, insats.namn))
            .collect();
        if !andra.is_empty() {
            att_saga.push(text::besok::alternativ(&andra));
        }
        Formular {
            att_saga,
            falt: self.med_statistik(val(text::besok::UTGANG_VAL)),
        }
    }

    fn platsformular(&self, plats: Platsbild) -> Formular {
        let far_tas_emot =
            self.kolapp().is_some() || (plats.vantar == 0 && plats.lediga != Some(0));
        let att_saga = vec![
            text::besok::vantar(plats.vantar),
            text::besok::lediga(plats.lediga, far_tas_emot),
        ];
        let mut val = val(text::besok::PLATS_VAL);
        if !far_tas_emot {
            val.retain(|alternativ| alternativ.kod.text() != "ta_emot");
        }
        let ingen_ko = self.insats().ko.slag == Koslag::IngenKo;
        if self.kolapp().is_some() || ingen_ko {
            val.retain(|alternativ| alternativ.kod.text() != "ko");
        }
        Formular {
            att_saga,
            falt: self.med_statistik(val),
        }
    }

    fn med_statistik(&self, vill: Vec<Alternativ>) -> Vec<Falt> {
        let mut lista = vec![falt(FaltId::Vill, text::besok::VILL, Slag::Val(vill), true)];
        if self.fakta().person.fodd.is_none() {
            let band = Aldersband::ALLA
                .iter()
                .zip('1'..='9')
                .filter_map(|(band, tangent)| {
                    Some(Alternativ {
                        kod: Kod::ny(band.kod())?,
                        text: text::aldersband(*band).to_owned(),
                        tangent,
                    })
                });
            lista.push(falt(
                FaltId::Band,
                text::besok::BAND,
                Slag::Val(med_ej_sagt(band.collect())),
                false,
            ));
        }
        let kon = Kon::ALLA
            .iter()
            .zip(['k', 'm', 'a'])
            .filter_map(|(kon, tangent)| {
                Some(Alternativ {
                    kod: Kod::ny(kon.kod())?,
                    text: text::kon(*kon).to_owned(),
                    tangent,
                })
            });
        lista.push(falt(
            FaltId::Kon,
            text::besok::KON,
            Slag::Val(med_ej_sagt(kon.collect())),
            false,
        ));
        lista
    }

    fn identitetsformular(&self) -> Formular {
        let mut att_saga = vec![text::besok::IDENTITET.to_owned()];
        if self.klass() == Some(Aldersklass::Fran15Till17) {
            att_saga.push(text::besok::UNG.to_owned());
        }
        let skyddad = self
            .svar()
            .val(&FaltId::Sekretess)
            .is_some_and(|kod| kod.text() == "ja");
        let (namn, hjalp) = match (&self.insats().dokumentation, self.insats().barn.deltar) {
            (
                Dokumentation::Dokumenteras {
                    akt: Some(Aktslag::Barnet),
                    ..
                },
                _,
            ) => (text::besok::BARNETS_NAMN, None),
            // Two take part, and nobody has said whose akt it is (DOK-11).
            (Dokumentation::Dokumenteras { akt: None, .. }, BarnDeltar::Ja | BarnDeltar::Kan) => {
                (text::besok::AKTENS_NAMN, Some(text::besok::AKT_HJALP))
            }
            _ => (text::besok::NAMN, None),
        };
        let mut namnfalt = falt(FaltId::Namn, namn, Slag::Text(120), true);
        namnfalt.hjalp = hjalp.map(str::to_owned);
        let mut lista = vec![
            falt(FaltId::Sekretess, text::besok::SEKRETESS, ja_nej(), true)
                .hjalp(text::besok::SEKRETESS_HJALP),
            namnfalt,
            falt(FaltId::Nummer, text::besok::NUMMER, Slag::Text(20), false)
                .hjalp(text::besok::NUMMER_HJALP),
        ];
        if !skyddad {
            lista.extend([
                falt(FaltId::Telefon, text::besok::TELEFON, Slag::Text(40), false)
                    .hjalp(text::besok::KONTAKT_HJALP),
                falt(FaltId::Epost, text::besok::EPOST, Slag::Text(120), false)
                    .hjalp(text::besok::KONTAKT_HJALP),
                falt(FaltId::Adress, text::besok::ADRESS, Slag::Text(200), false)
                    .hjalp(text::besok::KONTAKT_HJALP),
            ]);
        }
        Formular {
            att_saga,
            falt: lista,
        }
    }
}

fn falt(id: FaltId, etikett: &str, slag: Slag, kravs: bool) -> Falt {
    Falt {
        id,
        etikett: etikett.to_owned(),
        hjalp: None,
        slag,
        kravs,
    }
}

impl Falt {
    fn hjalp(mut self, text: &str) -> Self {
        self.hjalp = Some(text.to_owned());
        self
    }
}

fn val<'t>(lista: impl IntoIterator<Item = (&'t str, &'t str, char)>) -> Vec<Alternativ> {
    lista
        .into_iter()
        .filter_map(|(kod, text, tangent)| {
            Some(Alternativ {
                kod: Kod::ny(kod)?,
                text: text.to_owned(),
                tangent,
            })
        })
        .collect()
}

fn med_ej_sagt(mut lista: Vec<Alternativ>) -> Vec<Alternativ> {
    lista.extend(val([("ej-sagt", text::besok::EJ_SAGT, '0')]));
    lista
}

fn ja_nej() -> Slag {
    Slag::Val(val([
        ("ja", text::besok::JA, 'j'),
        ("nej", text::besok::NEJ, 'n'),
    ]))
}

fn satt_val() -> Slag {
    Slag::Val(val(Satt::ALLA
        .iter()
        .zip(['m', 's', 'l', 't'])
        .map(|(satt, tangent)| (satt.kod(), text::satt(*satt), tangent))))
}

fn klass_val(idag: NaiveDate, bara_barn: bool) -> Slag {
    let (vuxen, ung) = (senast_fodd(18, idag), senast_fodd(15, idag));
    let rader = [
        (Aldersklass::Vuxen, text::besok::fodd_senast(vuxen), '1'),
        (
            Aldersklass::Fran15Till17,
            text::besok::fodd_mellan(tidigast_fodd_efter(18, idag), ung),
            '2',
        ),
        (
            Aldersklass::Under15,
            text::besok::fodd_tidigast(tidigast_fodd_efter(15, idag)),
            '3',
        ),
    ];
    let alternativ = |(klass, dag, tangent): (Aldersklass, String, char)| {
        let kod = Kod::ny(klass.kod())?;
        Some(Alternativ {
            kod,
            text: format!("{} ({dag})", text::aldersklass(klass)),
            tangent,
        })
    };
    let passar = |rad: &(Aldersklass, String, char)| !bara_barn || rad.0 != Aldersklass::Vuxen;
    Slag::Val(
        rader
            .into_iter()
            .filter(passar)
            .filter_map(alternativ)
            .collect(),
    )
}

/// The days that a shown document is compared with, so that nobody counts years at the desk.
fn gransdagar(avser: Part, grans: Aldersgrans, idag: NaiveDate) -> String {
    let senast = grans.fran.map(|ar| senast_fodd(ar, idag));
    let tidigast = grans.till.map(|(ar, med)| {
        tidigast_fodd_efter(
            if med == ArMed::Ja {
                ar.saturating_add(1)
            } else {
                ar
            },
            idag,
        )
    });
    let dagar = match (tidigast, senast) {
        (Some(tidigast), Some(senast)) => text::besok::fodd_mellan(tidigast, senast),
        (Some(tidigast), None) => text::besok::fodd_tidigast(tidigast),
        (None, Some(senast)) => text::besok::fodd_senast(senast),
        (None, None) => String::new(),
    };
    if avser == Part::Barn {
        text::besok::om_barn(&dagar)
    } else {
        dagar
    }
}
