//! A page made from the statistics of two periods.

use std::collections::BTreeSet;

use super::{Blad, Djup, Indelning, Kartdel, Nyckel, Nyckeltal, Par, Post, Sida};
use crate::domain::insats::InsatsNr;
use crate::domain::raknat::Resultat;
use crate::domain::statistik::Cell;
use crate::domain::statistik::period::{Manad, Periodslag};
use crate::domain::statistik::tabell::{Del, Statistik, Tabell};
use crate::domain::statistik::underlag::{Avsnitt, Veckotimme};
use crate::text::statistik as ord;
use crate::ui::diagram::Varde;
use crate::ui::diagram::karta::{Karta, Kartdag};
use crate::ui::diagram::kolumner::Kolumn;
use crate::ui::diagram::staplar::Stapel;

/// The hours that the map always has; others stand in it where anything was counted in them.
const TIMMAR: (u8, u8) = (8, 16);

/// Makes the page. `namn` gives the name of an insats.
pub fn bygg(par: &Par, sida: Sida, namn: &dyn Fn(InsatsNr) -> String) -> Blad {
    let bygge = Bygge { par, namn };
    let mut blad = Blad {
        om: String::new(),
        jamforelse: bygge.jamforelse(),
        nyckeltal: Vec::new(),
        poster: Vec::new(),
        manader: Vec::new(),
        karta: None,
    };
    match (sida.djup, sida.indelning) {
        (Some(Djup::Kod(avsnitt, kod, apart)), _) => {
            blad.om = rubrik(*avsnitt, *apart, Some(kod));
            bygge.per_insats(*avsnitt, kod, *apart, &mut blad.poster);
        }
        (Some(Djup::Insats(nr)), Indelning::Timmar) => {
            blad.om = bygge.insats(*nr);
            blad.poster.push(Post::Mening(ord::BARA_ALLA.to_owned()));
        }
        (Some(Djup::Insats(nr)), indelning) => {
            blad.om = bygge.insats(*nr);
            if indelning == Indelning::Insatser {
                bygge.manader(Some(*nr), sida.tabell, &mut blad);
            }
            let avsnitt = match indelning {
                Indelning::Insatser => &Avsnitt::ALLA[..],
                _ => indelning.avsnitt(),
            };
            let apart = bygge.ar_apart(*nr);
            let mut odelad = false;
            for avsnitt in avsnitt {
                odelad |= bygge.ar_odelad(*avsnitt, apart, *nr);
                bygge.koder(*avsnitt, apart, Some(*nr), &mut blad.poster);
            }
            if odelad {
                let text = ord::odelad(par.nu.period);
                blad.poster.push(Post::Mening(text));
            }
        }
        (None, Indelning::Insatser) => {
            blad.nyckeltal = bygge.nyckeltal();
            bygge.alla_insatser(&mut blad.poster);
            bygge.manader(None, sida.tabell, &mut blad);
        }
        (None, Indelning::Timmar) => bygge.timmar(sida.tabell, &mut blad),
        (None, indelning) => {
            for apart in [false, true] {
                for avsnitt in indelning.avsnitt() {
                    bygge.koder(*avsnitt, apart, None, &mut blad.poster);
                }
            }
        }
    }
    blad
}

struct Bygge<'a> {
    par: &'a Par,
    namn: &'a dyn Fn(InsatsNr) -> String,
}

fn varde(cell: Cell) -> Varde {
    match cell {
        Cell::Antal(antal) => Varde::Tal(antal),
        Cell::FarreAn5 | Cell::Dold | Cell::Odelad => Varde::Marke(cell.to_string()),
    }
}

/// The value of a month: none where it is to come.
fn i_manaden(cell: Cell, manad: Manad, par: &Par) -> Varde {
    cell.i_manaden(manad, par.idag).map_or(Varde::Inget, varde)
}

fn del(statistik: &Statistik, apart: bool) -> &Del {
    if apart {
        &statistik.familjeradgivning
    } else {
        &statistik.insatser
    }
}

/// A cell of a table: of one insats, or of all of them together. What has no row was never counted.
fn cell(tabell: Option<&Tabell>, insats: Option<InsatsNr>, kod: &str) -> Cell {
    let hitta = || {
        let tabell = tabell?;
        let plats = tabell.koder.iter().position(|annan| annan == kod)?;
        let celler = match insats {
            None => &tabell.summor,
            Some(nr) => &tabell.rader.iter().find(|rad| rad.insats == nr)?.celler,
        };
        celler.get(plats).copied()
    };
    hitta().unwrap_or(Cell::Antal(0))
}

/// The visits of one insats, or of all.
fn besok(del: &Del, insats: Option<InsatsNr>) -> Cell {
    let hitta = || {
        let tabell = del.tabell(Avsnitt::Resultat)?;
        match insats {
            None => tabell.alla,
            Some(nr) => tabell.rader.iter().find(|rad| rad.insats == nr)?.alla,
        }
    };
    hitta().unwrap_or(Cell::Antal(0))
}

/// The months of one insats, or of all.
fn manader(del: &Del, insats: Option<InsatsNr>) -> &[Cell] {
    match insats {
        None => &del.manader_alla,
        Some(nr) => del
            .manader
            .iter()
            .find(|(annan, _)| *annan == nr)
            .map_or(&[], |(_, celler)| celler.as_slice()),
    }
}

/// Largest first; then what is under five, what is left out, and nothing. Only what is shown orders them.
fn fallande(cell: Cell) -> (u8, std::cmp::Reverse<u64>) {
    match cell {
        Cell::Antal(0) => (3, std::cmp::Reverse(0)),
        Cell::Antal(antal) => (0, std::cmp::Reverse(antal)),
        Cell::FarreAn5 => (1, std::cmp::Reverse(0)),
        Cell::Dold | Cell::Odelad => (2, std::cmp::Reverse(0)),
    }
}

/// The heading of an avsnitt, or of one part of it.
fn rubrik(avsnitt: Avsnitt, apart: bool, kod: Option<&str>) -> String {
    let mut rubrik = ord::avsnitt(avsnitt).to_owned();
    if let Some(kod) = kod {
        rubrik = format!("{rubrik}: {}", ord::kod(avsnitt, kod));
    }
    if apart {
        rubrik = format!("{}: {rubrik}", ord::FAMILJERADGIVNING);
    }
    rubrik
}

impl Bygge<'_> {
    fn delar(&self, apart: bool) -> [&Del; 2] {
        [del(&self.par.nu, apart), del(&self.par.fore, apart)]
    }

    fn insats(&self, nr: InsatsNr) -> String {
        format!("{nr} {}", (self.namn)(nr)).trim_end().to_owned()
    }

    fn ar_apart(&self, nr: InsatsNr) -> bool {
        self.delar(true).iter().any(|del| {
            let mut rader = del.tabeller.iter().flat_map(|tabell| &tabell.rader);
            rader.any(|rad| rad.insats == nr)
        })
    }

    fn jamforelse(&self) -> String {
        if self.par.pagar {
            ord::PAGAR.to_owned()
        } else if self.par.jamfors() {
            ord::jamfort_med(self.par.fore.period)
        } else {
            ord::INGET_FORE.to_owned()
        }
    }

    fn andring(&self, nu: Cell, fore: Cell) -> String {
        match (self.par.jamfors(), nu, fore) {
            (false, ..) => String::new(),
            (true, Cell::Antal(nu), Cell::Antal(fore)) => ord::andring(nu, fore),
            (true, ..) => ord::OKAND.to_owned(),
        }
    }

    fn stapel(&self, namn: String, nu: Cell, fore: Cell) -> Stapel {
        Stapel {
            namn,
            varde: varde(nu),
            fore: Some(varde(fore)),
            andring: self.andring(nu, fore),
            gnista: Vec::new(),
        }
    }

    fn nyckeltal(&self) -> Vec<Nyckeltal> {
        let [nu, fore] = self.delar(false);
        let tal = |namn: &str, nu: Cell, fore: Cell| Nyckeltal {
            namn: namn.to_owned(),
            varde: varde(nu),
            andring: self.andring(nu, fore),
        };
        let mut ut = vec![tal(ord::BESOK, besok(nu, None), besok(fore, None))];
        for resultat in Resultat::ALLA {
            let av = |del: &Del| cell(del.tabell(Avsnitt::Resultat), None, resultat.kod());
            ut.push(tal(ord::nyckeltal(resultat), av(nu), av(fore)));
        }
        ut
    }

    fn alla_insatser(&self, poster: &mut Vec<Post>) {
        for (apart, rubrik) in [(false, ord::ALLA), (true, ord::FAMILJERADGIVNING)] {
            let [nu, fore] = self.delar(apart);
            let mut rader: Vec<(InsatsNr, Cell, Cell)> = insatser([nu, fore], Avsnitt::Resultat)
                .into_iter()
                .map(|nr| (nr, besok(nu, Some(nr)), besok(fore, Some(nr))))
                .collect();
            rader.sort_by_key(|(nr, cell, _)| (fallande(*cell), *nr));
            if rader.is_empty() {
                continue;
            }
            poster.push(Post::Rubrik(rubrik.to_owned()));
            poster.extend(rader.into_iter().map(|(nr, antal, innan)| {
                let stapel = Stapel {
                    gnista: self.gnista(apart, nr),
                    ..self.stapel(self.insats(nr), antal, innan)
                };
                Post::Stapel(Nyckel::Insats(nr), stapel)
            }));
        }
    }

    /// The months of an insats in one row; a single month makes none.
    fn gnista(&self, apart: bool, nr: InsatsNr) -> Vec<Varde> {
        if self.par.nu.period.langd() < 2 {
            return Vec::new();
        }
        let celler = manader(del(&self.par.nu, apart), Some(nr));
        let manader = self.par.nu.manader().zip(celler);
        manader
            .map(|(manad, cell)| i_manaden(*cell, manad, self.par))
            .collect()
    }

    /// Whether an insats has too few visits to be divided so; what it was in the period before is then not told either.
    fn ar_odelad(&self, avsnitt: Avsnitt, apart: bool, nr: InsatsNr) -> bool {
        let tabell = del(&self.par.nu, apart).tabell(avsnitt);
        let mut rader = tabell.iter().flat_map(|tabell| &tabell.rader);
        rader.any(|rad| rad.insats == nr && rad.celler.contains(&Cell::Odelad))
    }

    /// The parts of one avsnitt, of one insats or of all.
    fn koder(
        &self,
        avsnitt: Avsnitt,
        apart: bool,
        insats: Option<InsatsNr>,
        poster: &mut Vec<Post>,
    ) {
        let [nu, fore] = self.delar(apart).map(|del| del.tabell(avsnitt));
        let mut koder: Vec<&String> = Vec::new();
        for kod in [nu, fore]
            .into_iter()
            .flatten()
            .flat_map(|tabell| &tabell.koder)
        {
            if !koder.contains(&kod) {
                koder.push(kod);
            }
        }
        let mut rader: Vec<(&String, Cell, Cell)> = koder
            .into_iter()
            .map(|kod| (kod, cell(nu, insats, kod), cell(fore, insats, kod)))
            .filter(|(_, nu, fore)| [*nu, *fore] != [Cell::Antal(0); 2])
            .collect();
        // Words in their own order, and the rest with the largest first.
        rader.sort_by_key(|(kod, nu, _)| match ord::ordning(avsnitt, kod) {
            Some(plats) => (0, plats, fallande(Cell::Antal(0))),
            None => (1, 0, fallande(*nu)),
        });
        if rader.is_empty() || insats.is_some_and(|nr| self.ar_odelad(avsnitt, apart, nr)) {
            return;
        }
        // On the page of one insats everybody sees whose it is.
        let rubrik = rubrik(avsnitt, apart && insats.is_none(), None);
        poster.push(Post::Rubrik(rubrik));
        poster.extend(rader.into_iter().map(|(kod, antal, innan)| {
            let nyckel = Nyckel::Kod(avsnitt, kod.clone(), apart);
            Post::Stapel(nyckel, self.stapel(ord::kod(avsnitt, kod), antal, innan))
        }));
    }

    /// One part of an avsnitt, by insats.
    fn per_insats(&self, avsnitt: Avsnitt, kod: &str, apart: bool, poster: &mut Vec<Post>) {
        let [nu, fore] = self.delar(apart);
        let mut rader: Vec<(InsatsNr, Cell, Cell)> = insatser([nu, fore], avsnitt)
            .into_iter()
            .map(|nr| {
                let av = |del: &Del| cell(del.tabell(avsnitt), Some(nr), kod);
                (nr, av(nu), av(fore))
            })
            .filter(|(_, nu, fore)| [*nu, *fore] != [Cell::Antal(0); 2])
            .collect();
        let odelade = rader.len();
        rader.retain(|(_, nu, _)| *nu != Cell::Odelad);
        let odelade = odelade - rader.len();
        rader.sort_by_key(|(nr, cell, _)| (fallande(*cell), *nr));
        poster.extend(rader.into_iter().map(|(nr, antal, innan)| {
            Post::Stapel(
                Nyckel::Insats(nr),
                self.stapel(self.insats(nr), antal, innan),
            )
        }));
        if odelade > 0 {
            poster.push(Post::Mening(ord::odelade(odelade, self.par.nu.period)));
        }
    }

    /// The months: as columns beside the rows, or as rows of their own in a table.
    fn manader(&self, insats: Option<InsatsNr>, tabell: bool, blad: &mut Blad) {
        let apart = insats.is_some_and(|nr| self.ar_apart(nr));
        let par = [&self.par.fore, &self.par.nu];
        let med_fore = self.par.nu.period.slag() != Periodslag::Ar && self.par.jamfors();
        let mut rader = Vec::new();
        for (statistik, fore) in par.into_iter().zip([true, false]) {
            let celler = manader(del(statistik, apart), insats);
            for (plats, manad) in statistik.manader().enumerate() {
                let cell = celler.get(plats).copied().unwrap_or(Cell::Antal(0));
                rader.push((manad, cell, fore));
            }
        }
        rader.retain(|(.., fore)| med_fore || tabell && self.par.jamfors() || !*fore);
        if tabell {
            blad.poster.push(Post::Rubrik(ord::MANADER.to_owned()));
            blad.poster
                .extend(rader.into_iter().map(|(manad, cell, _)| {
                    let stapel = Stapel {
                        namn: ord::manad(manad),
                        varde: i_manaden(cell, manad, self.par),
                        fore: None,
                        andring: String::new(),
                        gnista: Vec::new(),
                    };
                    Post::Stapel(Nyckel::Manad(manad), stapel)
                }));
        } else {
            let kolumn = |(manad, cell, fore)| Kolumn {
                namn: ord::manad_kort(manad),
                varde: i_manaden(cell, manad, self.par),
                fore,
            };
            blad.manader = rader.into_iter().map(kolumn).collect();
        }
    }

    fn timmar(&self, tabell: bool, blad: &mut Blad) {
        let celler = |statistik: &Statistik, dag: usize, timme: u8| {
            let hitta =
                |rad: &&(Veckotimme, Cell)| (usize::from(rad.0.dag), rad.0.timme) == (dag, timme);
            let rad = statistik.timmar.iter().find(hitta);
            rad.map_or(Cell::Antal(0), |(_, cell)| *cell)
        };
        let raknade = self.par.nu.timmar.iter().map(|(timme, _)| timme.timme);
        let forsta = raknade.clone().min().map_or(TIMMAR.0, |t| t.min(TIMMAR.0));
        let sista = raknade.max().map_or(TIMMAR.1, |t| t.max(TIMMAR.1)).min(23);
        blad.poster.push(Post::Mening(ord::TIMMAR_AV.to_owned()));
        if self.par.nu.timmar.is_empty() {
            return;
        }
        if tabell {
            for (dag, (namn, _)) in ord::DAGAR.iter().enumerate() {
                let stapel = |timme: u8| {
                    let (nu, fore) = (
                        celler(&self.par.nu, dag, timme),
                        celler(&self.par.fore, dag, timme),
                    );
                    (nu != Cell::Antal(0)).then(|| {
                        Post::Stapel(
                            Nyckel::Timme(dag, timme),
                            self.stapel(ord::timme(timme), nu, fore),
                        )
                    })
                };
                let mut rader = (forsta..=sista).filter_map(stapel).peekable();
                if rader.peek().is_some() {
                    blad.poster.push(Post::Rubrik((*namn).to_owned()));
                    blad.poster.extend(rader);
                }
            }
            return;
        }
        let dag = |(dag, (_, kort)): (usize, &(&str, &str))| Kartdag {
            namn: (*kort).to_owned(),
            varden: (forsta..=sista)
                .map(|timme| varde(celler(&self.par.nu, dag, timme)))
                .collect(),
        };
        blad.karta = Some(Karta {
            timmar: (forsta..=sista).collect(),
            dagar: ord::DAGAR.iter().enumerate().map(dag).collect(),
        });
        blad.poster.push(Post::Kartans(Kartdel::Huvud));
        let dagar = 0..ord::DAGAR.len();
        blad.poster
            .extend(dagar.map(|dag| Post::Kartans(Kartdel::Dag(dag))));
    }
}

/// The insatser that have anything in an avsnitt of either period.
fn insatser(delar: [&Del; 2], avsnitt: Avsnitt) -> BTreeSet<InsatsNr> {
    delar
        .into_iter()
        .filter_map(|del| del.tabell(avsnitt))
        .flat_map(|tabell| tabell.rader.iter().map(|rad| rad.insats))
        .collect()
}
