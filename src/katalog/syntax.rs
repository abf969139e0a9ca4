//! TOML faults: told in Swedish, one for each row, and mended so that the rest of the file can be read in the same run.
//!
//! The TOML reader gets past most faults by itself. Four make it lose the rest of the file or a whole table, and only
//! those are mended here: a key without value, a heading without its bracket, a list or table that is never closed,
//! and a text of several rows that is never closed.

use std::borrow::Cow;
use std::collections::BTreeSet;

use toml::de::DeTable;

/// More faults than this are not worth another round of reading.
const FLEST: usize = 200;

/// A syntax fault, by its offset in the file as it was given.
pub(super) struct Syntaxfel {
    pub(super) plats: usize,
    pub(super) vad: &'static str,
    pub(super) gor_sa_har: &'static str,
}

/// The file, mended, with what was wrong.
pub(super) struct Lagad<'t> {
    text: Cow<'t, str>,
    /// Offsets, in the mended text and rising, of brackets that were put in.
    insatta: Vec<usize>,
    pub(super) fel: Vec<Syntaxfel>,
}

impl Lagad<'_> {
    /// The text to read.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The offset in the file as it was given.
    pub(super) fn ursprung(&self, plats: usize) -> usize {
        plats
            - self
                .insatta
                .iter()
                .filter(|insatt| **insatt < plats)
                .count()
    }

    fn sudda(&mut self, fran: usize, till: usize) {
        let text = self.text.to_mut();
        if let Some(bit) = text.get(fran..till) {
            let blankt: String = bit
                .bytes()
                .map(|b| if b == b'\n' { '\n' } else { ' ' })
                .collect();
            text.replace_range(fran..till, &blankt);
        }
    }

    fn satt_in(&mut self, plats: usize) {
        self.text.to_mut().insert(plats, ']');
        for insatt in &mut self.insatta {
            *insatt += usize::from(*insatt >= plats);
        }
        self.insatta.push(plats);
        self.insatta.sort_unstable();
    }
}

/// A file without syntax faults.
pub(super) fn hel(text: &str) -> Lagad<'_> {
    Lagad {
        text: Cow::Borrowed(text),
        insatta: Vec::new(),
        fel: Vec::new(),
    }
}

/// Finds every syntax fault and mends what would hide the faults after it.
pub(super) fn laga(text: &str) -> Lagad<'_> {
    let mut lagad = hel(text);
    // Rows that are dealt with; mending never moves a row.
    let mut klara = BTreeSet::new();
    for _ in 0..FLEST {
        let mut fel: Vec<(usize, String)> = DeTable::parse_recoverable(lagad.text())
            .1
            .iter()
            .map(|fel| {
                (
                    fel.span().map_or(0, |span| span.start),
                    fel.message().to_owned(),
                )
            })
            .collect();
        fel.sort();
        let radslut: Vec<usize> = lagad
            .text
            .match_indices('\n')
            .map(|(plats, _)| plats)
            .collect();
        let radnr = |plats: usize| radslut.partition_point(|slut| *slut < plats);
        let mut lagning = Atgard::Ingen;
        for (plats, orsak) in fel {
            let plats = lagad.text.floor_char_boundary(plats);
            if klara.contains(&radnr(plats)) {
                continue;
            }
            let (skylld, atgard) = atgard(lagad.text(), plats, &orsak);
            if klara.insert(radnr(skylld)) {
                let (vad, gor_sa_har) = match atgard {
                    Atgard::SuddaOavslutad(..) => (
                        "Listan eller tabellen är inte avslutad.",
                        "Avsluta den med ] eller }.",
                    ),
                    _ => pa_svenska(&orsak),
                };
                lagad.fel.push(Syntaxfel {
                    plats: lagad.ursprung(skylld),
                    vad,
                    gor_sa_har,
                });
            }
            lagning = atgard;
            if !matches!(lagning, Atgard::Ingen) || lagad.fel.len() >= FLEST {
                break;
            }
        }
        match lagning {
            Atgard::Ingen => break,
            Atgard::Sudda(fran, till) | Atgard::SuddaOavslutad(fran, till) => {
                lagad.sudda(fran, till);
            }
            Atgard::SattIn(plats) => lagad.satt_in(plats),
        }
    }
    lagad
}

enum Atgard {
    /// The reader gets past it by itself.
    Ingen,
    /// Blank out from the first offset to the second.
    Sudda(usize, usize),
    /// The same, of a list or table that ran on.
    SuddaOavslutad(usize, usize),
    /// Put in the bracket that closes a heading.
    SattIn(usize),
}

/// Which place is to blame for a fault found at `plats`, and what lets the reading go on.
fn atgard(text: &str, plats: usize, orsak: &str) -> (usize, Atgard) {
    let radens_borjan = |plats: usize| {
        text.get(..plats)
            .and_then(|t| t.rfind('\n'))
            .map_or(0, |n| n + 1)
    };
    let radens_slut = |plats: usize| {
        text.get(plats..)
            .and_then(|t| t.find('\n'))
            .map_or(text.len(), |n| plats + n)
    };
    let borjan = radens_borjan(plats);
    if orsak.starts_with("key with no value") {
        return (plats, Atgard::Sudda(borjan, radens_slut(plats)));
    }
    if orsak.starts_with("unclosed table") || orsak.starts_with("unclosed array table") {
        return (plats, Atgard::SattIn(plats));
    }
    if orsak.contains("multi-line") && orsak.starts_with("invalid") {
        let tecken = if orsak.contains("literal") {
            "'''"
        } else {
            "\"\"\""
        };
        if let Some(oppnad) = text.get(..plats).and_then(|fore| fore.rfind(tecken)) {
            return (
                oppnad,
                Atgard::Sudda(radens_borjan(oppnad), radens_slut(oppnad)),
            );
        }
    }
    if lopte_vidare(text, borjan, plats, orsak)
        && let Some(oppnad) = oavslutad_fore(text, borjan)
    {
        return (oppnad, Atgard::SuddaOavslutad(oppnad, borjan));
    }
    (plats, Atgard::Ingen)
}

/// Whether the fault is that a list or table ran on into a row that begins a statement of its own.
fn lopte_vidare(text: &str, borjan: usize, plats: usize, orsak: &str) -> bool {
    let rad = text.get(borjan..).unwrap_or("");
    let fore = text.get(borjan..plats).unwrap_or("");
    // A heading is then taken for a list within the list, and a key for a value.
    let vid_radens_borjan = fore.trim_matches([' ', '\t', '[']).is_empty();
    let vid_likhetstecken = orsak.starts_with("unexpected `=`") && !fore.contains('=');
    plats >= text.trim_end().len()
        || (ser_ut_som_sats(rad) && (vid_radens_borjan || vid_likhetstecken))
}

/// Where the last statement before `slut` begins that opens a bracket and does not close it.
fn oavslutad_fore(text: &str, slut: usize) -> Option<usize> {
    let fore = text.get(..slut)?;
    let mut satser: Vec<usize> = Vec::new();
    let mut plats = 0;
    for rad in fore.split_inclusive('\n') {
        if ser_ut_som_sats(rad) {
            satser.push(plats);
        }
        plats += rad.len();
    }
    let mut till = slut;
    for fran in satser.into_iter().rev() {
        let sats = fore.get(fran..till).unwrap_or("");
        if !sats.starts_with('[') && oppna_klamrar(sats) > 0 {
            return Some(fran);
        }
        till = fran;
    }
    None
}

/// How many more brackets are opened than closed, outside texts and comments.
fn oppna_klamrar(sats: &str) -> i32 {
    let (mut antal, mut citat, mut kommentar) = (0, None, false);
    let mut tecken = sats.chars();
    while let Some(c) = tecken.next() {
        match (c, citat) {
            // A text ends with its row at the latest.
            ('\n', _) => (citat, kommentar) = (None, false),
            ('\\', Some('"')) => drop(tecken.next()),
            (slut, Some(start)) if slut == start => citat = None,
            ('"' | '\'', None) if !kommentar => citat = Some(c),
            ('#', None) => kommentar = true,
            ('[' | '{', None) if !kommentar => antal += 1,
            (']' | '}', None) if !kommentar => antal -= 1,
            _ => {}
        }
    }
    antal
}

/// Whether a row begins, unindented, with a heading or with a key and its equals sign.
fn ser_ut_som_sats(rad: &str) -> bool {
    let nyckel =
        rad.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"'));
    rad.starts_with('[') || (nyckel.len() < rad.len() && nyckel.trim_start().starts_with('='))
}

/// What the TOML reader's message says, in plain Swedish: what is wrong and what to do.
fn pa_svenska(orsak: &str) -> (&'static str, &'static str) {
    const RADER: &[(&str, &str, &str)] = &[
        (
            "duplicate key",
            "Samma nyckel står två gånger.",
            "Ta bort den ena eller ge den ett annat namn.",
        ),
        (
            "key with no value",
            "Raden saknar likhetstecken.",
            "Skriv nyckel = \"värde\".",
        ),
        (
            "string values must be quoted",
            "Värdet saknas eller saknar citattecken.",
            "Sätt texten inom citattecken, \"så här\".",
        ),
        (
            "invalid unquoted key",
            "Nyckeln innehåller ett tecken som inte får stå i en nyckel.",
            "Använd bara a–z, siffror och bindestreck.",
        ),
        (
            "unquoted keys cannot be empty",
            "Raden saknar nyckel.",
            "Skriv nyckel = \"värde\".",
        ),
        (
            "invalid multi-line",
            "En text över flera rader är inte avslutad.",
            "Skriv texten på en rad inom vanliga citattecken.",
        ),
        (
            "invalid basic string",
            "Texten avslutas inte på samma rad eller innehåller en ogiltig teckenkod.",
            "Sätt citattecken runt hela texten.",
        ),
        (
            "invalid literal string",
            "Texten avslutas inte på samma rad.",
            "Sätt citattecken runt hela texten.",
        ),
        (
            "missing escaped value",
            "Ett omvänt snedstreck står utan teckenkod.",
            "Skriv \\\\ för ett omvänt snedstreck.",
        ),
        (
            "too few unicode",
            "En teckenkod har för få siffror.",
            "Skriv tecknet självt i stället för koden.",
        ),
        (
            "unclosed array table",
            "Rubriken saknar hakparentes.",
            "Avsluta rubriken med ]].",
        ),
        (
            "unclosed table",
            "Rubriken saknar hakparentes.",
            "Avsluta rubriken med ].",
        ),
        (
            "unclosed array",
            "Listan är inte avslutad.",
            "Avsluta listan med ].",
        ),
        (
            "unclosed inline table",
            "Tabellen är inte avslutad.",
            "Avsluta tabellen med }.",
        ),
        (
            "missing comma between array",
            "Komma saknas i listan, eller så är listan inte avslutad.",
            "Sätt komma mellan värdena och ] sist.",
        ),
        (
            "missing comma between key-value",
            "Komma saknas i tabellen, eller så är tabellen inte avslutad.",
            "Sätt komma mellan nycklarna och } sist.",
        ),
        (
            "unexpected key or value",
            "Det står något mer efter värdet.",
            "Ta bort det, eller flytta det till en egen rad.",
        ),
        (
            "unexpected content",
            "Det står något som inte hör hemma här.",
            "Ta bort det.",
        ),
        (
            "invalid comment",
            "Kommentaren innehåller ett styrtecken.",
            "Ta bort tecknet.",
        ),
        (
            "extra comma",
            "Det står ett komma för mycket.",
            "Ta bort kommat.",
        ),
        (
            "invalid date",
            "Datumet finns inte eller är fel skrivet.",
            "Skriv datum som ÅÅÅÅ-MM-DD.",
        ),
        (
            "invalid",
            "Värdet går inte att läsa.",
            "Sätt text inom citattecken; skriv tal, datum, true och false utan.",
        ),
        (
            "cannot extend",
            "Rubriken bygger vidare på något som inte är en tabell.",
            "Ge rubriken ett annat namn.",
        ),
        (
            "cannot recurse",
            "Listor eller tabeller ligger för djupt i varandra.",
            "Skriv enklare.",
        ),
    ];
    RADER
        .iter()
        .find(|(borjan, ..)| orsak.starts_with(borjan))
        .map_or(
            (
                "Raden följer inte reglerna för TOML.",
                "Jämför med en katalog som fungerar.",
            ),
            |(_, vad, gor)| (*vad, *gor),
        )
}
