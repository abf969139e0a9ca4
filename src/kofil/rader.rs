//! From bytes to rows of cells, each with its number in the file.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The beginnings of a workbook (`.xlsx`, `.ods`) and of an older one (`.xls`).
const KALKYLBLAD: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"];

/// The text of a file, or `None` when it is a workbook.
///
/// A byte order mark decides where there is one. Otherwise it is UTF-8, or what Swedish spreadsheets wrote before that:
/// Windows-1252, in which every file is readable, so it is asked last.
pub(super) fn text(fil: &[u8]) -> Option<Cow<'_, str>> {
    if KALKYLBLAD.iter().any(|borjan| fil.starts_with(borjan)) {
        return None;
    }
    let (kodning, rest) = match Encoding::for_bom(fil) {
        Some((kodning, langd)) => (kodning, fil.get(langd..).unwrap_or(&[])),
        None => (UTF_8, fil),
    };
    let (text, trasig) = kodning.decode_without_bom_handling(rest);
    if trasig && kodning == UTF_8 {
        return Some(WINDOWS_1252.decode_without_bom_handling(rest).0);
    }
    Some(text)
}

/// The rows of a text that are not empty: number from 1, and cells. A row that cannot be read ends it with `Err`.
pub(super) fn rader(text: &str) -> impl Iterator<Item = Result<(usize, csv::StringRecord), usize>> {
    let mut lasare = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    // The reader counts rows for people of another system: not those that end in CR LF, and not empty ones.
    let (mut sedd, mut nummer) = (0, 1);
    let mut klar = false;
    std::iter::from_fn(move || {
        let mut rad = csv::StringRecord::new();
        while !klar {
            let fran = usize::try_from(lasare.position().byte()).unwrap_or(usize::MAX);
            let last = lasare.read_record(&mut rad);
            let borjan = text.as_bytes().get(fran..).map_or(fran, |rest| {
                fran + rest.iter().take_while(|b| radslut(**b)).count()
            });
            nummer += radbrott(text.as_bytes().get(sedd..borjan).unwrap_or(&[]));
            sedd = borjan;
            match last {
                Ok(false) => klar = true,
                Ok(true) if rad.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => return Some(Ok((nummer, rad))),
                Err(_) => {
                    klar = true;
                    return Some(Err(nummer));
                }
            }
        }
        None
    })
}

fn radslut(b: u8) -> bool {
    matches!(b, b'\r' | b'\n')
}

/// Line breaks: CR LF is one, and so is each of them alone.
fn radbrott(bytes: &[u8]) -> usize {
    let efter_cr = |plats: usize| plats > 0 && bytes.get(plats - 1) == Some(&b'\r');
    bytes
        .iter()
        .enumerate()
        .filter(|(plats, b)| radslut(**b) && !(**b == b'\n' && efter_cr(*plats)))
        .count()
}
