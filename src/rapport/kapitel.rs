//! The chapters: which figures are told, in which order.

use std::collections::BTreeSet;

use super::{Kapitel, Rapportrad, Rapporttabell, Rapportunderlag};
use crate::domain::insats::InsatsNr;
use crate::domain::statistik::Cell;
use crate::domain::statistik::tabell::{Del, Statistik, Tabell};
use crate::domain::statistik::underlag::{Avsnitt, Veckotimme};
use crate::text::rapport as ord;

/// All chapters. Familjerådgivning has one of its own and is in no other (SEK-02).
pub fn kapitel(rapport: &Rapportunderlag<'_>) -> Vec<Kapitel> {
    let nu = &rapport.statistik.insatser;
    let fore = &rapport.fore.insatser;
    let avsnitt = |rubrik: &str, mening: &str, avsnitt: &[Avsnitt]| {
        let tabeller: Vec<Rapporttabell> = avsnitt
            .iter()
            .filter_map(|avsnitt| per_kod(rapport, nu, fore, *avsnitt))
            .collect();
        let stycke = if tabeller.is_empty() {
            ord::INGET
        } else {
            mening
        };
        Kapitel {
            rubrik: rubrik.to_owned(),
            stycken: vec![stycke.to_owned()],
            tabeller,
        }
    };
    vec![
        besok(rapport, ord::BESOK, nu, fore),
        avsnitt(ord::VEM, ord::OM_VEM, &[Avsnitt::Alder, Avsnitt::Kon]),
        nar_och_var(rapport),
        avsnitt(
            ord::INFORMATION,
            ord::OM_INFORMATION,
            &[Avsnitt::Satt, Avsnitt::Sprak, Avsnitt::Text],
        ),
        avsnitt(
            ord::KO,
            ord::OM_KO,
            &[Avsnitt::Ko, Avsnitt::Koavslut, Avsnitt::Vantan],
        ),
        avsnitt(
            ord::ARENDEN,
            ord::OM_ARENDEN,
            &[Avsnitt::Arende, Avsnitt::Avslut],
        ),
        familjeradgivning(rapport),
        om_siffrorna(rapport),
    ]
}

/// The headings of figures that are compared.
fn jamforda(rapport: &Rapportunderlag<'_>, forst: &str) -> Vec<String> {
    vec![
        forst.to_owned(),
        rapport.statistik.period.to_string(),
        rapport.fore.period.to_string(),
    ]
}

/// The order in which the codes of an avsnitt are told, as on the screen; what is not said stands last.
fn ordning(avsnitt: Avsnitt, kod: &str) -> (bool, usize) {
    let plats = ord::ordning(avsnitt, kod);
    (kod == "ej-sagt", plats.unwrap_or(usize::MAX))
}

/// The codes of a table in the order in which they are told, with their places in it.
fn i_ordning(tabell: &Tabell) -> Vec<(usize, &str)> {
    let mut koder: Vec<(usize, &str)> = tabell
        .koder
        .iter()
        .map(String::as_str)
        .enumerate()
        .collect();
    koder.sort_by_key(|(_, kod)| ordning(tabell.avsnitt, kod));
    koder
}

/// All visits of a part.
fn alla_besok(del: &Del) -> Cell {
    del.tabell(Avsnitt::Resultat)
        .and_then(|tabell| tabell.alla)
        .unwrap_or(Cell::Antal(0))
}

/// The sum of a code; what was not counted is nothing.
fn summa(tabell: Option<&Tabell>, kod: &str) -> Cell {
    tabell
        .and_then(|tabell| {
            let plats = tabell.koder.iter().position(|annan| annan == kod)?;
            tabell.summor.get(plats).copied()
        })
        .unwrap_or(Cell::Antal(0))
}

/// The codes of an avsnitt, all insatser together, now and before.
fn per_kod(
    rapport: &Rapportunderlag<'_>,
    nu: &Del,
    fore: &Del,
    avsnitt: Avsnitt,
) -> Option<Rapporttabell> {
    let (nu, fore) = (nu.tabell(avsnitt), fore.tabell(avsnitt));
    let mut koder: Vec<&str> = nu.map_or_else(Vec::new, |tabell| {
        tabell.koder.iter().map(String::as_str).collect()
    });
    for kod in fore.map_or(&[][..], |tabell| &tabell.koder) {
        if !koder.contains(&kod.as_str()) {
            koder.push(kod);
        }
    }
    if koder.is_empty() {
        return None;
    }
    koder.sort_by_key(|kod| ordning(avsnitt, kod));
    let mut rader: Vec<Rapportrad> = koder
        .iter()
        .map(|kod| Rapportrad {
            namn: ord::kod(avsnitt, kod),
            celler: vec![Some(summa(nu, kod)), Some(summa(fore, kod))],
            summa: false,
        })
        .collect();
    if avsnitt.har_summa() {
        let alla =
            |tabell: Option<&Tabell>| tabell.map_or(Some(Cell::Antal(0)), |tabell| tabell.alla);
        rader.push(Rapportrad {
            namn: ord::ALLA.to_owned(),
            celler: vec![alla(nu), alla(fore)],
            summa: true,
        });
    }
    Some(Rapporttabell {
        rubrik: ord::avsnitt(avsnitt).to_owned(),
        kolumner: jamforda(rapport, ord::vad(avsnitt)),
        rader,
        staplar: matches!(
            avsnitt,
            Avsnitt::Resultat | Avsnitt::Alder | Avsnitt::Vantan
        ),
    })
}

fn namn(rapport: &Rapportunderlag<'_>, nr: InsatsNr) -> String {
    let insats = rapport.katalog.insats(nr);
    insats.map_or_else(
        || nr.to_string(),
        |insats| format!("{nr} {}", crate::rena::rena_rad(&insats.namn)),
    )
}

/// The visits of each insats, now and before.
fn per_insats(rapport: &Rapportunderlag<'_>, nu: &Del, fore: &Del) -> Option<Rapporttabell> {
    let (nu, fore) = (nu.tabell(Avsnitt::Resultat), fore.tabell(Avsnitt::Resultat));
    let besok = |tabell: Option<&Tabell>, nr: InsatsNr| {
        tabell
            .and_then(|tabell| tabell.rader.iter().find(|rad| rad.insats == nr)?.alla)
            .unwrap_or(Cell::Antal(0))
    };
    let mut nummer: Vec<InsatsNr> = [nu, fore]
        .into_iter()
        .flatten()
        .flat_map(|tabell| tabell.rader.iter().map(|rad| rad.insats))
        .collect();
    nummer.sort_unstable();
    nummer.dedup();
    let alla = |tabell: Option<&Tabell>| {
        Some(
            tabell
                .and_then(|tabell| tabell.alla)
                .unwrap_or(Cell::Antal(0)),
        )
    };
    let mut rader: Vec<Rapportrad> = nummer
        .iter()
        .map(|nr| Rapportrad {
            namn: namn(rapport, *nr),
            celler: vec![Some(besok(nu, *nr)), Some(besok(fore, *nr))],
            summa: false,
        })
        .collect();
    rader.push(Rapportrad {
        namn: ord::ALLA_INSATSER.to_owned(),
        celler: vec![alla(nu), alla(fore)],
        summa: true,
    });
    (!nummer.is_empty()).then(|| Rapporttabell {
        rubrik: ord::PER_INSATS.to_owned(),
        kolumner: jamforda(rapport, ord::INSATS),
        rader,
        staplar: false,
    })
}

/// The visits of each insats by how they ended.
fn hur_de_slutade(rapport: &Rapportunderlag<'_>, del: &Del) -> Option<Rapporttabell> {
    let tabell = del.tabell(Avsnitt::Resultat)?;
    let koder = i_ordning(tabell);
    let celler = |celler: &[Cell]| -> Vec<Option<Cell>> {
        koder
            .iter()
            .map(|(plats, _)| celler.get(*plats).copied())
            .collect()
    };
    Some(Rapporttabell {
        rubrik: ord::PER_INSATS_OCH_RESULTAT.to_owned(),
        kolumner: std::iter::once(ord::INSATS.to_owned())
            .chain(
                koder
                    .iter()
                    .map(|(_, kod)| ord::kod(Avsnitt::Resultat, kod)),
            )
            .collect(),
        rader: tabell
            .rader
            .iter()
            .map(|rad| Rapportrad {
                namn: namn(rapport, rad.insats),
                celler: celler(&rad.celler),
                summa: false,
            })
            .chain(std::iter::once(Rapportrad {
                namn: ord::ALLA_INSATSER.to_owned(),
                celler: celler(&tabell.summor),
                summa: true,
            }))
            .collect(),
        staplar: false,
    })
}

/// All visits month by month; of a single month there is nothing to tell.
fn manader(rapport: &Rapportunderlag<'_>, del: &Del) -> Option<Rapporttabell> {
    let statistik = rapport.statistik;
    let rader = statistik
        .manader()
        .zip(&del.manader_alla)
        .map(|(manad, antal)| Rapportrad {
            namn: ord::manad(manad),
            celler: vec![antal.i_manaden(manad, rapport.gjord)],
            summa: false,
        });
    (statistik.period.langd() > 1 && !del.manader.is_empty()).then(|| Rapporttabell {
        rubrik: ord::MANAD_FOR_MANAD.to_owned(),
        kolumner: vec![ord::MANAD.to_owned(), ord::ANTAL.to_owned()],
        rader: rader.collect(),
        staplar: true,
    })
}

fn besok(rapport: &Rapportunderlag<'_>, rubrik: &str, nu: &Del, fore: &Del) -> Kapitel {
    let statistik = rapport.statistik;
    let mut stycken = vec![ord::besok(
        statistik.period,
        alla_besok(nu),
        rapport.fore.period,
        alla_besok(fore),
        rapport.preliminar(),
    )];
    if let Some(tabell) = nu.tabell(Avsnitt::Resultat) {
        let delar: Vec<(String, Cell)> = i_ordning(tabell)
            .into_iter()
            .filter_map(|(plats, kod)| {
                Some((ord::kod(Avsnitt::Resultat, kod), *tabell.summor.get(plats)?))
            })
            .collect();
        stycken.push(ord::hur_de_slutade(&delar));
    }
    let tabeller = [
        per_kod(rapport, nu, fore, Avsnitt::Resultat),
        per_insats(rapport, nu, fore),
        hur_de_slutade(rapport, nu),
        manader(rapport, nu),
        per_kod(rapport, nu, fore, Avsnitt::Utfall),
    ];
    Kapitel {
        rubrik: rubrik.to_owned(),
        stycken,
        tabeller: tabeller.into_iter().flatten().collect(),
    }
}

/// Where visits were, and when in the week. The hours are of both parts together, and the chapter says so.
fn nar_och_var(rapport: &Rapportunderlag<'_>) -> Kapitel {
    let statistik = rapport.statistik;
    let enheter = per_kod(
        rapport,
        &statistik.insatser,
        &rapport.fore.insatser,
        Avsnitt::Enhet,
    );
    let mut stycken = vec![ord::OM_ENHET.to_owned()];
    let timmar = (!statistik.timmar.is_empty()).then(|| {
        stycken.push(ord::OM_TIMMAR.to_owned());
        timmar(statistik)
    });
    let tabeller: Vec<Rapporttabell> = [enheter, timmar].into_iter().flatten().collect();
    if tabeller.is_empty() {
        stycken = vec![ord::INGET.to_owned()];
    }
    Kapitel {
        rubrik: ord::NAR_OCH_VAR.to_owned(),
        stycken,
        tabeller,
    }
}

/// The hours that have any visit, a column for each day that has one.
fn timmar(statistik: &Statistik) -> Rapporttabell {
    let unika = |av: fn(&Veckotimme) -> u8| {
        let alla = statistik.timmar.iter().map(|(timme, _)| av(timme));
        alla.collect::<BTreeSet<u8>>()
    };
    let dagar = unika(|timme| timme.dag);
    let antal = |dag: u8, timme: u8| {
        let plats = Veckotimme { dag, timme };
        let hittad = statistik.timmar.iter().find(|(annan, _)| *annan == plats);
        Some(hittad.map_or(Cell::Antal(0), |(_, antal)| *antal))
    };
    Rapporttabell {
        rubrik: ord::TIMMAR.to_owned(),
        kolumner: std::iter::once(ord::TIMME.to_owned())
            .chain(dagar.iter().map(|dag| ord::dag(*dag).to_owned()))
            .collect(),
        rader: unika(|timme| timme.timme)
            .into_iter()
            .map(|timme| Rapportrad {
                namn: ord::timme(timme),
                celler: dagar.iter().map(|dag| antal(*dag, timme)).collect(),
                summa: false,
            })
            .collect(),
        staplar: false,
    }
}

/// Everything of familjerådgivning, and nothing else.
fn familjeradgivning(rapport: &Rapportunderlag<'_>) -> Kapitel {
    let nu = &rapport.statistik.familjeradgivning;
    let fore = &rapport.fore.familjeradgivning;
    let mut ut = besok(rapport, ord::FAMILJERADGIVNING, nu, fore);
    ut.stycken.insert(0, ord::OM_FAMILJERADGIVNING.to_owned());
    let ovriga = Avsnitt::ALLA
        .into_iter()
        .filter(|avsnitt| !matches!(avsnitt, Avsnitt::Resultat | Avsnitt::Utfall))
        .filter_map(|avsnitt| per_kod(rapport, nu, fore, avsnitt));
    ut.tabeller.extend(ovriga);
    for tabell in &mut ut.tabeller {
        tabell.rubrik = ord::i_familjeradgivningen(&tabell.rubrik);
    }
    ut
}

fn om_siffrorna(rapport: &Rapportunderlag<'_>) -> Kapitel {
    let dolda = rapport.statistik.dolda;
    let fore = rapport.fore.dolda;
    let rad = |namn: &str, nu: usize, fore: usize| Rapportrad {
        namn: namn.to_owned(),
        // How many are hidden says nothing of how few they are.
        celler: [nu, fore]
            .map(|antal| Some(Cell::Antal(antal as u64)))
            .to_vec(),
        summa: false,
    };
    Kapitel {
        rubrik: ord::OM_SIFFRORNA.to_owned(),
        stycken: ord::om_siffrorna(rapport.preliminar(), &rapport.katalog.version),
        tabeller: vec![Rapporttabell {
            rubrik: ord::DOLDA.to_owned(),
            kolumner: jamforda(rapport, ord::VARFOR_DOLD),
            rader: vec![
                rad(ord::DOLD_LITEN, dolda.sma, fore.sma),
                rad(ord::DOLD_SKYDD, dolda.foljd, fore.foljd),
            ],
            staplar: false,
        }],
    }
}
