//! The twin of a chart: the same in rows of a table, without a sign that a screen reader would stumble on.

use unicode_width::UnicodeWidthStr;

use super::staplar::{Stapel, fyll, hoger};
use crate::ui::rader::korta;

/// Space between the columns.
const MELLAN: u16 = 2;

/// Tabellmått, the widths of the columns of a table, in columns of the window.
#[derive(Clone, Copy, Debug)]
pub struct Tabellmatt {
    namn: u16,
    tal: [u16; 3],
    med_fore: bool,
}

fn bredd(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

fn fore(stapel: &Stapel) -> String {
    stapel
        .fore
        .as_ref()
        .map_or_else(String::new, ToString::to_string)
}

impl Tabellmatt {
    /// For these rows below these headings (number, the period before, change) in a window of so many columns.
    pub fn av<'a>(
        rader: impl Iterator<Item = &'a Stapel> + Clone,
        rubriker: [&str; 3],
        i_bredd: u16,
    ) -> Self {
        let bredast = |text: &dyn Fn(&Stapel) -> String, rubrik: &str| {
            let rader = rader.clone().map(|rad| bredd(&text(rad)));
            rader.max().unwrap_or(0).max(bredd(rubrik))
        };
        let med_fore = rader.clone().any(|rad| rad.fore.is_some());
        let tal = [
            bredast(&|rad| rad.varde.to_string(), rubriker[0]),
            bredast(&fore, rubriker[1]),
            bredast(&|rad| rad.andring.clone(), rubriker[2]),
        ];
        let tagna = if med_fore {
            tal.iter().sum::<u16>() + 3 * MELLAN
        } else {
            tal[0] + MELLAN
        };
        let langst = rader.map(|rad| bredd(&rad.namn)).max().unwrap_or(0);
        Self {
            namn: langst.min(i_bredd.saturating_sub(tagna + 1)),
            tal,
            med_fore,
        }
    }

    fn rad(&self, namn: &str, tal: [&str; 3]) -> String {
        let namn = fyll(&korta(namn, self.namn), self.namn);
        let antal = if self.med_fore { 3 } else { 1 };
        let mut ut = namn;
        for (text, bredd) in tal.into_iter().zip(self.tal).take(antal) {
            ut.push_str(&hoger(text, bredd + MELLAN));
        }
        ut.trim_end().to_owned()
    }

    /// The row of headings.
    pub fn huvud(&self, rubriker: [&str; 3]) -> String {
        self.rad("", rubriker)
    }

    /// A row: name, number, the number of the period before, change.
    pub fn av_stapel(&self, stapel: &Stapel) -> String {
        let (varde, fore) = (stapel.varde.to_string(), fore(stapel));
        self.rad(&stapel.namn, [&varde, &fore, &stapel.andring])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::diagram::Varde;

    #[test]
    fn tabellen_har_samma_tal_som_staplarna() {
        let stapel = |namn: &str, varde, fore, andring: &str| Stapel {
            namn: namn.to_owned(),
            varde,
            fore,
            andring: andring.to_owned(),
            gnista: Vec::new(),
        };
        let dold = Varde::Marke("dold".to_owned());
        let rader = [
            stapel("Ett", Varde::Tal(112), Some(Varde::Tal(100)), "+12"),
            stapel("Fyra", dold, Some(Varde::Tal(7)), "ord"),
        ];
        let rubriker = ["Antal", "Innan", "Byte"];
        let matt = Tabellmatt::av(rader.iter(), rubriker, 60);
        let mut ut = vec![matt.huvud(rubriker)];
        ut.extend(rader.iter().map(|rad| matt.av_stapel(rad)));
        insta::assert_snapshot!(ut.join("\n"), @r"
              Antal  Innan  Byte
        Ett     112    100   +12
        Fyra   dold      7   ord
        ");
    }
}
