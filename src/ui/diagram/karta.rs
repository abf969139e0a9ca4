//! Karta, a map of the hours of the week: how much there is in each, by a sign of rising density with its number beside it.

use ratatui::text::{Line, Span};

use super::staplar::{fyll, hoger};
use super::{Varde, steg, storst};
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

/// The densities of what is shown, from little to much; nothing at all is `·`.
pub const TATHETER: [char; 4] = ['░', '▒', '▓', '█'];

/// Karta, the whole week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Karta {
    /// The hours, in order.
    pub timmar: Vec<u8>,
    /// The days, in order.
    pub dagar: Vec<Kartdag>,
}

/// Kartdag, one day of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kartdag {
    /// What it is called, in few letters.
    pub namn: String,
    /// One value for each hour.
    pub varden: Vec<Varde>,
}

/// Kartmått, how wide a cell is, and what fits in it.
#[derive(Clone, Copy, Debug)]
pub struct Kartmatt {
    namn: u16,
    cell: u16,
    med_tal: bool,
    storst: u64,
}

impl Karta {
    fn varden(&self) -> impl Iterator<Item = &Varde> {
        self.dagar.iter().flat_map(|dag| &dag.varden)
    }

    /// For a window of so many columns.
    pub fn matt(&self, i_bredd: u16) -> Kartmatt {
        let langd = |text: &str| u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
        let namn = self.dagar.iter().map(|dag| langd(&dag.namn)).max();
        let namn = namn.unwrap_or(0);
        let antal = u16::try_from(self.timmar.len()).unwrap_or(u16::MAX).max(1);
        let rum = i_bredd.saturating_sub(namn + 3) / antal;
        // The sign, the number and a space.
        let tal = self.varden().map(|varde| match varde {
            Varde::Tal(tal) => langd(&tal.to_string()) + 2,
            Varde::Marke(marke) => langd(marke) + 1,
            Varde::Inget => 0,
        });
        let med_tal = tal.max().unwrap_or(0).max(3);
        Kartmatt {
            namn,
            cell: if rum >= med_tal {
                med_tal.max(4).min(rum)
            } else {
                rum.clamp(2, 3)
            },
            med_tal: rum >= med_tal,
            storst: storst(self.varden()),
        }
    }
}

impl Kartmatt {
    /// Whether the numbers themselves stand in the cells; otherwise a digit from 1 to 9, where 9 is the most.
    pub fn med_tal(&self) -> bool {
        self.med_tal
    }
}

/// The sign of a value.
fn tecken(varde: u64, storst: u64) -> char {
    match steg(varde, storst, 4) {
        0 => '·',
        tathet => TATHETER[usize::from(tathet).min(4) - 1],
    }
}

fn cell(varde: &Varde, matt: Kartmatt) -> String {
    let text = match (varde, matt.med_tal) {
        (Varde::Inget, _) => String::new(),
        (Varde::Tal(0), _) => "·".to_owned(),
        (Varde::Tal(tal), true) => format!("{}{tal}", tecken(*tal, matt.storst)),
        (Varde::Marke(marke), true) => marke.clone(),
        (Varde::Tal(tal), false) => {
            let grad = steg(*tal, matt.storst, 9);
            if matt.cell > 2 {
                format!("{}{grad}", tecken(*tal, matt.storst))
            } else {
                grad.to_string()
            }
        }
        (Varde::Marke(marke), false) => marke.chars().take(1).collect(),
    };
    fyll(&korta(&text, matt.cell), matt.cell)
}

/// The row of hours above the map.
pub fn huvud(karta: &Karta, matt: Kartmatt, tema: &Tema) -> Line<'static> {
    let mut text = hoger("", matt.namn + 2);
    for timme in &karta.timmar {
        text.push_str(&fyll(&format!("{timme:02}"), matt.cell));
    }
    Line::styled(text, tema.stil(Roll::Dampad))
}

/// One day.
pub fn rad(dag: &Kartdag, matt: Kartmatt, vald: bool, tema: &Tema) -> Line<'static> {
    let (marke, roll) = if vald {
        (">", Roll::Vald)
    } else {
        (" ", Roll::Grund)
    };
    let celler: String = dag.varden.iter().map(|varde| cell(varde, matt)).collect();
    Line::from(vec![
        Span::styled(
            format!("{marke}{}", fyll(&dag.namn, matt.namn)),
            tema.stil(roll),
        ),
        Span::raw(" "),
        Span::styled(celler, tema.stil(Roll::Stapel)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn karta() -> Karta {
        let dag = |namn: &str, varden: [Varde; 4]| Kartdag {
            namn: namn.to_owned(),
            varden: varden.to_vec(),
        };
        let marke = |text: &str| Varde::Marke(text.to_owned());
        Karta {
            timmar: vec![8, 9, 10, 11],
            dagar: vec![
                dag(
                    "mon",
                    [Varde::Tal(0), Varde::Tal(7), Varde::Tal(40), marke("<5")],
                ),
                dag(
                    "tis",
                    [Varde::Tal(18), marke("dold"), Varde::Tal(30), Varde::Tal(9)],
                ),
            ],
        }
    }

    fn text(i_bredd: u16) -> String {
        let (karta, tema) = (karta(), Tema::terminal());
        let matt = karta.matt(i_bredd);
        let mut rader = vec![huvud(&karta, matt, &tema).to_string()];
        rader.extend(
            karta
                .dagar
                .iter()
                .map(|dag| rad(dag, matt, false, &tema).to_string()),
        );
        rader.join("\n")
    }

    #[test]
    fn talen_star_i_rutorna_dar_de_ryms() {
        insta::assert_snapshot!(text(40), @r"
             08   09   10   11   
         mon ·    ░7   █40  <5   
         tis ▒18  dold ▓30  ░9
        ");
    }

    #[test]
    fn i_ett_smalt_fonster_star_siffror_ett_till_nio() {
        insta::assert_snapshot!(text(18), @r"
             08 09 10 11 
         mon ·  ░2 █9 <  
         tis ▒4 d  ▓7 ░2
        ");
        insta::assert_snapshot!(text(14), @r"
             08091011
         mon · 2 9 < 
         tis 4 d 7 2
        ");
    }
}
