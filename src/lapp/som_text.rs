//! A page as plain text, for a printer that knows no more than letters: no signs for boxes, no colours, no form feed.

use unicode_width::UnicodeWidthStr;

use super::sida::Sida;

/// Widest line, in columns: what an A5 page and the printers of most desks take.
pub const BREDD: usize = 72;
/// Most lines: one page.
pub const RADER: usize = 60;

/// The page as text; `med_rutor` adds the squares of a QR code, which are half blocks and no letters.
pub fn som_text(sida: &Sida, med_rutor: bool) -> String {
    let mut rader = vec![sida.rubrik.clone(), "=".repeat(sida.rubrik.width())];
    if let Some((etikett, kod)) = &sida.kod {
        rader.extend([
            String::new(),
            format!("    {etikett}:  {kod}"),
            String::new(),
        ]);
    }
    for uppgift in &sida.uppgifter {
        let text = format!("{}: {}", uppgift.etikett, uppgift.varde.text());
        bryt(&text, "", &mut rader);
    }
    for avsnitt in &sida.avsnitt {
        rader.push(String::new());
        bryt(&avsnitt.rubrik.text(), "", &mut rader);
        for punkt in &avsnitt.punkter {
            bryt(&punkt.text(), "- ", &mut rader);
        }
        if let Some(rutor) = avsnitt.rutor.as_ref().filter(|_| med_rutor) {
            rader.extend(rutor.som_text());
            rader.push(format!("    {}", rutor.i_ord));
        }
    }
    rader.push(String::new());
    bryt(&sida.fot, "", &mut rader);
    let mut text = String::new();
    for rad in rader {
        text.push_str(rad.trim_end());
        text.push('\n');
    }
    text
}

/// Breaks a text at its spaces, the lines after the first indented under it.
fn bryt(text: &str, forst: &str, rader: &mut Vec<String>) {
    let mut rad = forst.to_owned();
    let mut tom = true;
    for ord in text.split_whitespace() {
        if !tom && rad.width() + 1 + ord.width() > BREDD {
            rader.push(std::mem::replace(&mut rad, " ".repeat(forst.width())));
            tom = true;
        }
        if !tom {
            rad.push(' ');
        }
        rad.push_str(ord);
        tom = false;
    }
    rader.push(rad);
}
