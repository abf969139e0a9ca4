//! Staplar, bars that lie: a name, a bar, and its number at the end of it.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::kolumner::gnista;
use super::{Varde, steg, storst};
use crate::ui::rader::korta;
use crate::ui::tema::{Roll, Tema};

/// Narrowest window that has room for the sparks beside the bars.
const MED_GNISTA: u16 = 100;

/// Stapel, one bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stapel {
    /// What it is of.
    pub namn: String,
    /// How many.
    pub varde: Varde,
    /// How many in the period before, where that is told.
    pub fore: Option<Varde>,
    /// The change, in signs or a word; empty where nothing is compared.
    pub andring: String,
    /// The same month by month; empty where that is not told.
    pub gnista: Vec<Varde>,
}

/// Mått, the widths of the bars of a page, in columns, and the number that the longest bar stands for.
#[derive(Clone, Copy, Debug)]
pub struct Matt {
    namn: u16,
    stapel: u16,
    andring: u16,
    gnista: u16,
    bredd: u16,
    storst: u64,
}

fn bredd(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

fn bredast(texter: impl Iterator<Item = u16>) -> u16 {
    texter.max().unwrap_or(0)
}

/// Fills `text` up to `till` columns.
pub(super) fn fyll(text: &str, till: u16) -> String {
    let mellan = usize::from(till.saturating_sub(bredd(text)));
    format!("{text}{}", " ".repeat(mellan))
}

/// Puts `text` at the right end of `till` columns.
pub(super) fn hoger(text: &str, till: u16) -> String {
    let mellan = usize::from(till.saturating_sub(bredd(text)));
    format!("{}{text}", " ".repeat(mellan))
}

impl Matt {
    /// For these bars in a window of so many columns: one scale for all of them.
    pub fn av<'a>(staplar: impl Iterator<Item = &'a Stapel> + Clone, i_bredd: u16) -> Self {
        let tal = bredast(staplar.clone().map(|rad| bredd(&rad.varde.to_string())));
        let andring = bredast(staplar.clone().map(|rad| bredd(&rad.andring)));
        let langst = bredast(staplar.clone().map(|rad| bredd(&rad.namn)));
        let gnista = if i_bredd >= MED_GNISTA {
            bredast(
                staplar
                    .clone()
                    .map(|rad| u16::try_from(rad.gnista.len()).unwrap_or(0)),
            )
        } else {
            0
        };
        // The mark of the chosen row, and a space after each part.
        let rest = i_bredd.saturating_sub(1 + 1 + 1 + tal + 2 + andring + gnista + 2);
        let namn = langst.min(rest / 2);
        Self {
            namn,
            stapel: rest.saturating_sub(namn),
            andring,
            gnista,
            bredd: i_bredd,
            storst: storst(staplar.map(|rad| &rad.varde)),
        }
    }
}

/// The bar of a value: whole and half blocks; nothing for 0, and nothing for what is hidden.
fn streck(varde: &Varde, matt: &Matt) -> String {
    let halva = varde
        .tal()
        .map_or(0, |tal| steg(tal, matt.storst, matt.stapel * 2));
    let mut ut = "█".repeat(usize::from(halva / 2));
    if halva % 2 == 1 {
        ut.push('▌');
    }
    ut
}

/// A row: mark, name, bar, number, and the change at the right end.
pub fn rad(stapel: &Stapel, matt: &Matt, vald: bool, tema: &Tema) -> Line<'static> {
    let (marke, roll) = if vald {
        (">", Roll::Vald)
    } else {
        (" ", Roll::Grund)
    };
    let namn = fyll(&korta(&stapel.namn, matt.namn), matt.namn);
    let streck = streck(&stapel.varde, matt);
    let mellan = if streck.is_empty() { "" } else { " " };
    let tal = format!("{mellan}{}", stapel.varde);
    let spark = if matt.gnista > 0 {
        format!("  {}", hoger(&gnista(&stapel.gnista), matt.gnista))
    } else {
        String::new()
    };
    let slut = format!("{spark} {}", hoger(&stapel.andring, matt.andring));
    let skrivet = 1 + matt.namn + 1 + bredd(&streck) + bredd(&tal) + bredd(&slut);
    let luft = usize::from(matt.bredd.saturating_sub(skrivet + 1));
    Line::from(vec![
        Span::styled(format!("{marke}{namn}"), tema.stil(roll)),
        Span::raw(" "),
        Span::styled(streck, tema.stil(Roll::Stapel)),
        Span::raw(tal),
        Span::raw(" ".repeat(luft)),
        Span::styled(slut, tema.stil(Roll::Dampad)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stapel(namn: &str, varde: Varde, andring: &str) -> Stapel {
        Stapel {
            namn: namn.to_owned(),
            varde,
            fore: None,
            andring: andring.to_owned(),
            gnista: Vec::new(),
        }
    }

    fn rader(staplar: &[Stapel], i_bredd: u16) -> Vec<String> {
        let matt = Matt::av(staplar.iter(), i_bredd);
        let tema = Tema::terminal();
        let text = |stapel: &Stapel| rad(stapel, &matt, false, &tema).to_string();
        staplar.iter().map(text).collect()
    }

    #[test]
    fn talet_star_i_slutet_av_stapeln_och_det_dolda_har_ingen() {
        let staplar = [
            stapel("Ett", Varde::Tal(40), "+12"),
            stapel("Tre", Varde::Tal(20), ""),
            stapel("Fyra", Varde::Marke("<5".to_owned()), ""),
            stapel("Fem", Varde::Marke("dold".to_owned()), "ord"),
            stapel("Noll", Varde::Tal(0), ""),
        ];
        insta::assert_snapshot!(rader(&staplar, 40).join("\n"), @r"
         Ett  ██████████████████████ 40     +12
         Tre  ███████████ 20                   
         Fyra <5                               
         Fem  dold                          ord
         Noll 0
        ");
    }

    #[test]
    fn ingen_rad_ar_bredare_an_fonstret() {
        let lang = "Ett namn som är längre än vad som ryms på någon rad i något fönster";
        for i_bredd in [0, 1, 20, 40, 60, 80, 120, 200] {
            let staplar = [
                stapel(lang, Varde::Tal(u64::MAX), "+18446744073709551615"),
                stapel("kort", Varde::Tal(1), ""),
            ];
            for rad in rader(&staplar, i_bredd.max(72)) {
                assert!(bredd(&rad) <= i_bredd.max(72), "{i_bredd}: {rad}");
            }
            rader(&staplar, i_bredd);
        }
    }
}
