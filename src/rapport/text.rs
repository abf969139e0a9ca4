//! The report as text, no row wider than 78 signs: for e-post, a terminal and a screen reader.

use unicode_width::UnicodeWidthStr;

use super::{Rapportrad, Rapporttabell, Rapportunderlag, kapitel};
use crate::domain::statistik::Cell;
use crate::text::rapport as ord;

/// Widest row.
pub const BREDD: usize = 78;

/// The report.
pub fn text(rapport: &Rapportunderlag<'_>) -> String {
    let mut ut = Vec::new();
    bryt(&mut ut, &ord::titel(rapport.statistik.period), 0);
    understryk(&mut ut, '=');
    for mening in ord::inledning(
        &rapport.katalog.kommun,
        rapport.statistik.period,
        rapport.fore.period,
        rapport.gjord,
        rapport.preliminar(),
    ) {
        bryt(&mut ut, &mening, 0);
    }
    for kapitel in kapitel(rapport) {
        ut.push(String::new());
        bryt(&mut ut, &kapitel.rubrik, 0);
        understryk(&mut ut, '-');
        for stycke in &kapitel.stycken {
            bryt(&mut ut, stycke, 0);
        }
        for tabell in &kapitel.tabeller {
            ut.push(String::new());
            en_tabell(&mut ut, tabell);
        }
    }
    ut.push(String::new());
    ut.join("\n")
}

fn understryk(ut: &mut Vec<String>, tecken: char) {
    let bredd = ut.last().map_or(0, |rad| rad.width());
    ut.push(tecken.to_string().repeat(bredd));
}

/// Adds a text in rows, each with so many spaces before it.
fn bryt(ut: &mut Vec<String>, text: &str, indrag: usize) {
    let mut rad = " ".repeat(indrag);
    let mut tom = true;
    for ord in text.split_whitespace() {
        for bit in bitar(ord, BREDD - indrag) {
            if !tom && rad.width() + 1 + bit.width() > BREDD {
                ut.push(std::mem::replace(&mut rad, " ".repeat(indrag)));
                tom = true;
            }
            if !tom {
                rad.push(' ');
            }
            rad.push_str(&bit);
            tom = false;
        }
    }
    if !tom {
        ut.push(rad);
    }
}

/// A word in pieces, none wider than a row: a name of an enhet may have no space in it.
fn bitar(ord: &str, bredd: usize) -> Vec<String> {
    let mut ut = vec![String::new()];
    for tecken in ord.chars() {
        let mut med = ut.pop().unwrap_or_default();
        med.push(tecken);
        if med.width() > bredd {
            med.pop();
            ut.push(med);
            med = tecken.to_string();
        }
        ut.push(med);
    }
    ut
}

fn cell(cell: Option<Cell>) -> String {
    cell.map_or_else(|| ord::UTAN.to_owned(), |cell| cell.to_string())
}

/// A table: in columns where they have room beside the names, and otherwise each row as a list.
fn en_tabell(ut: &mut Vec<String>, tabell: &Rapporttabell) {
    bryt(ut, &format!("{}:", tabell.rubrik), 0);
    let bredder: Vec<usize> = (1..tabell.kolumner.len())
        .map(|plats| {
            let celler = tabell
                .rader
                .iter()
                .map(|rad| cell(rad.celler.get(plats - 1).copied().flatten()).width());
            celler
                .chain([tabell.kolumner.get(plats).map_or(0, |namn| namn.width())])
                .max()
                .unwrap_or(0)
        })
        .collect();
    let celler: usize = bredder.iter().map(|bredd| bredd + 2).sum();
    let langsta = tabell.rader.iter().map(|rad| rad.namn.width());
    let langsta = langsta
        .chain(tabell.kolumner.first().map(|namn| namn.width()))
        .max()
        .unwrap_or(0);
    if langsta + celler + 2 > BREDD {
        for rad in &tabell.rader {
            som_lista(ut, tabell, rad);
        }
        return;
    }
    let skriv = |namn: &str, varden: &[String]| {
        let fyll = " ".repeat(langsta.saturating_sub(namn.width()));
        let mut rad = format!("  {namn}{fyll}");
        for (varde, bredd) in varden.iter().zip(&bredder) {
            rad.push_str(&" ".repeat(2 + bredd.saturating_sub(varde.width())));
            rad.push_str(varde);
        }
        rad
    };
    if let Some((forsta, ovriga)) = tabell.kolumner.split_first() {
        ut.push(skriv(forsta, ovriga));
    }
    for rad in &tabell.rader {
        let varden: Vec<String> = rad.celler.iter().map(|en| cell(*en)).collect();
        ut.push(skriv(&rad.namn, &varden));
    }
}

fn som_lista(ut: &mut Vec<String>, tabell: &Rapporttabell, rad: &Rapportrad) {
    bryt(ut, &rad.namn, 2);
    let delar: Vec<String> = tabell
        .kolumner
        .iter()
        .skip(1)
        .zip(&rad.celler)
        .map(|(kolumn, varde)| format!("{kolumn}: {}", cell(*varde)))
        .collect();
    bryt(ut, &delar.join(", "), 4);
}
