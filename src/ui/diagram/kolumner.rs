//! Kolumner, bars that stand side by side in the order of time, and the spark: the same in one row.

use ratatui::text::{Line, Span};

use super::{Varde, steg, storst};
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

/// The heights of a spark, from the least to the whole.
const GNISTOR: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Widest column.
const BREDAST: u16 = 9;

/// Kolumn, one of the bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kolumn {
    /// What stands below it.
    pub namn: String,
    /// How many.
    pub varde: Varde,
    /// Whether it belongs to the period before.
    pub fore: bool,
}

/// Gnista, a spark: one sign for each value; `·` for 0, `?` for what is hidden, and a space where there is no number yet.
pub fn gnista(varden: &[Varde]) -> String {
    let hogst = storst(varden);
    varden
        .iter()
        .map(|varde| match varde {
            Varde::Inget => ' ',
            Varde::Marke(_) => '?',
            Varde::Tal(0) => '·',
            Varde::Tal(tal) => GNISTOR[usize::from(steg(*tal, hogst, 8)).clamp(1, 8) - 1],
        })
        .collect()
}

/// The columns: `hojd` rows of bars with their names and numbers. A line stands between the period before and the period
/// itself.
pub fn rader(kolumner: &[Kolumn], i_bredd: u16, hojd: u16, tema: &Tema) -> Vec<Line<'static>> {
    let antal = u16::try_from(kolumner.len()).unwrap_or(u16::MAX).max(1);
    let bredd = (i_bredd.saturating_sub(4) / antal).clamp(2, BREDAST);
    let hogst = storst(kolumner.iter().map(|kolumn| &kolumn.varde));
    let halva = |kolumn: &Kolumn| {
        let tal = kolumn.varde.tal();
        tal.map_or(0, |tal| steg(tal, hogst, hojd * 2))
    };
    let rad = |cell: &dyn Fn(&Kolumn) -> String, roll: Roll| {
        let mut spann = vec![Span::raw(" ")];
        let mut forra = true;
        for (plats, kolumn) in kolumner.iter().enumerate() {
            if plats > 0 && forra && !kolumn.fore {
                spann.push(Span::styled("│ ", tema.stil(Roll::Ram)));
            }
            forra = kolumn.fore;
            let cell = super::staplar::fyll(&korta(&cell(kolumn), bredd - 1), bredd);
            let roll = if kolumn.fore { Roll::Dampad } else { roll };
            spann.push(Span::styled(cell, tema.stil(roll)));
        }
        Line::from(spann)
    };
    // Name and number in one row below the bars where they have room; otherwise the numbers stand above.
    let bada = |kolumn: &Kolumn| {
        let text = format!("{} {}", kolumn.namn, kolumn.varde);
        text.trim_end().to_owned()
    };
    let i_en_rad = kolumner
        .iter()
        .all(|kolumn| bada(kolumn).chars().count() < usize::from(bredd));
    let mut ut = Vec::new();
    if !i_en_rad {
        ut.push(rad(&|kolumn| kolumn.varde.to_string(), Roll::Grund));
    }
    for hojd in (0..hojd).rev() {
        let block = |kolumn: &Kolumn| {
            let tecken = match halva(kolumn).saturating_sub(hojd * 2) {
                0 => " ",
                1 => "▄",
                _ => "█",
            };
            tecken.repeat(usize::from(bredd.saturating_sub(2).max(1)))
        };
        ut.push(rad(&block, Roll::Stapel));
    }
    if i_en_rad {
        ut.push(rad(&bada, Roll::Grund));
    } else {
        ut.push(rad(&|kolumn| kolumn.namn.clone(), Roll::Dampad));
    }
    ut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kolumn(namn: &str, varde: Varde, fore: bool) -> Kolumn {
        Kolumn {
            namn: namn.to_owned(),
            varde,
            fore,
        }
    }

    #[test]
    fn det_dolda_har_ingen_hojd_och_perioderna_skiljs_at() {
        let dold = || Varde::Marke("<5".to_owned());
        let kolumner = [
            kolumn("maj", Varde::Tal(10), true),
            kolumn("jun", dold(), true),
            kolumn("jul", Varde::Tal(20), false),
            kolumn("aug", Varde::Tal(0), false),
        ];
        let text: Vec<String> = rader(&kolumner, 30, 2, &Tema::terminal())
            .iter()
            .map(ToString::to_string)
            .collect();
        insta::assert_snapshot!(text.join("\n"), @r"
         10    <5    │ 20    0     
                     │ ████        
         ████        │ ████        
         maj   jun   │ jul   aug
        ");
        let text: Vec<String> = rader(&kolumner, 44, 1, &Tema::terminal())
            .iter()
            .map(ToString::to_string)
            .collect();
        insta::assert_snapshot!(text.join("\n"), @r"
         ▄▄▄▄▄▄▄           │ ███████           
         maj 10   jun <5   │ jul 20   aug 0
        ");
    }

    #[test]
    fn gnistan_har_ett_tecken_for_varje_varde() {
        let varden = [
            Varde::Tal(0),
            Varde::Tal(1),
            Varde::Marke("dold".to_owned()),
            Varde::Tal(8),
            Varde::Inget,
            Varde::Tal(4),
        ];
        assert_eq!(gnista(&varden), "·▁?█ ▄");
    }
}
