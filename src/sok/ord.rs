//! One word: its stems, and how well a word that was typed agrees with a word of the catalogue.

use std::collections::HashSet;
use std::sync::LazyLock;

use rust_stemmers::Stemmer;
use strsim::osa_distance;

use super::vik::vik;

/// Stop words: words that stand in any sentence and say nothing about which insats is meant.
#[rustfmt::skip]
const STOPPORD: &[&str] = &[
    "alla", "allt", "alltid", "andra", "att", "av", "bara", "behöver", "behöva", "blev", "bli", "blir", "blivit",
    "borde", "bort", "både", "då", "de", "dem", "den", "denna", "deras", "dess", "dessa", "det", "detta", "dig", "din",
    "dina", "ditt", "dock", "du", "där", "efter", "ej", "eller", "en", "er", "era", "ert", "ett", "finns", "fick",
    "från", "får", "få", "fått", "för", "före", "ganska", "gå", "går", "gått", "genom", "ger", "gör", "göra", "gjort",
    "ha", "hade", "han", "hans", "har", "hela", "helt", "hen", "henne", "hennes", "heller", "hit", "hon", "honom",
    "hos", "hur", "här", "i", "ibland", "icke", "igen", "in", "ingen", "inget", "inga", "inför", "innan", "inom", "inte", "ja",
    "jag", "ju", "just", "kan", "kommer", "kommit", "kunna", "kunde", "längre", "med", "mellan", "men", "mer",
    "mera", "mest", "mig", "min", "mina", "mitt", "mot", "mycket", "måste", "någon", "något", "några", "nej", "ni",
    "nog", "nu", "när", "nästan", "och", "också", "om", "oss", "på", "redan", "sa", "samt", "sedan", "ser", "sig",
    "sin", "sina", "sitt", "ska", "skall", "skulle", "som", "så", "sådan", "till", "tills", "trots", "tycker", "under",
    "upp", "ur", "ut", "utan", "vad", "var", "vara", "varför", "varit", "varje", "vem", "vet", "vi", "vid", "vilja",
    "vilka", "vilken", "vilket", "vill", "väldigt", "vår", "våra", "vårt", "väl", "än", "ännu", "är", "även", "åt",
    "över", "tar", "vart", "varandra", "länge", "ofta", "aldrig", "a", "o", "d", "e", "ngn", "ngt", "nån", "nåt",
    "hej", "the", "my", "me", "is", "am", "to", "of", "and", "can", "with", "for", "we", "you", "it",
];

/// Possessives: after one of them, `man` is a husband and no pronoun.
const AGARE: &[&str] = &["min", "din", "sin", "hennes", "hans", "er", "vår"];

/// Stop words that become another word without their dots and rings (får and far), so only the right letters count.
const FORVAXLAS: &[&str] = &[
    "far", "var", "an", "val", "bade", "fatt", "gatt", "mer", "er",
];

/// The stop words as written, and folded for those who type without å, ä and ö.
static STOPP: LazyLock<(HashSet<&str>, HashSet<String>)> = LazyLock::new(|| {
    let vikta = STOPPORD
        .iter()
        .map(|ord| vik(ord))
        .filter(|ord| !FORVAXLAS.contains(&ord.as_str()));
    (STOPPORD.iter().copied().collect(), vikta.collect())
});

/// Longest number of characters in a word that is compared; the rest adds nothing.
const LANGST: usize = 40;

/// A word in the shapes in which it is compared.
#[derive(Clone, Debug)]
pub(super) struct Ord {
    /// Lower case, with its own letters.
    pub ratt: String,
    /// Folded.
    pub vikt: String,
    /// Without inflection.
    pub stam: String,
    /// The stem of `vikt`; another than `stam` where Snowball takes a folded letter for part of an ending (biståndet).
    stam_vikt: String,
    /// Without inflection and without the ending that makes a noun of a verb.
    pub rot: String,
    /// Whether it is a stop word.
    pub stopp: bool,
    /// Number of characters of `vikt`.
    pub langd: usize,
    /// One bit for each letter that occurs, to turn most comparisons away cheaply.
    mask: u32,
    /// The same for `rot`.
    rotmask: u32,
}

/// The bit of a character.
fn bit(tecken: char) -> u32 {
    match tecken {
        'a'..='z' => 1 << (tecken as u32 - 'a' as u32),
        '0'..='9' => 1 << 26,
        _ => 1 << (27 + tecken as u32 % 5),
    }
}

/// The bits of a part of a word.
fn bits(del: &str) -> u32 {
    del.chars().fold(0, |mask, tecken| mask | bit(tecken))
}

/// Takes away the first of these endings that leaves at least `kvar` bytes.
fn utan<'a>(ord: &'a str, andelser: &[&str], kvar: usize) -> &'a str {
    andelser
        .iter()
        .find_map(|andelse| ord.strip_suffix(andelse).filter(|rest| rest.len() >= kvar))
        .unwrap_or(ord)
}

/// The stem of a word in lower case: Snowball, then the endings that Snowball leaves (biståndet, stödet, ansökan).
fn stam(stammare: &Stemmer, ord: &str) -> String {
    let snow = stammare.stem(ord);
    let mut kort = utan(
        &snow,
        &[
            "arna", "orna", "erna", "ena", "et", "en", "an", "ar", "or", "er", "na",
        ],
        4,
    );
    if kort == snow.as_ref() {
        kort = utan(kort, &["et", "en"], 3);
    }
    // rummet - rum, mannen - man: the doubled letter belongs to the inflection.
    for (dubbel, enkel) in [("mm", 1), ("nn", 1)] {
        if kort.len() > 3 && kort.ends_with(dubbel) {
            kort = &kort[..kort.len() - enkel];
        }
    }
    // The s of insats and the a of ansöka: Snowball takes them in some forms and leaves them in others.
    utan(utan(kort, &["a", "e"], 4), &["s"], 3).to_owned()
}

/// The root of a stem: rådgivare, rådgivning and rådgivande meet here.
fn rot(stam: &str) -> String {
    utan(
        stam,
        &[
            "ning", "ande", "ende", "else", "het", "are", "and", "end", "els", "an", "ar", "sam",
            "ig",
        ],
        4,
    )
    .to_owned()
}

impl Ord {
    /// Makes the shapes of a word that is in lower case.
    pub fn ny(stammare: &Stemmer, ratt: &str) -> Self {
        let ratt: String = ratt.chars().take(LANGST).collect();
        let vikt = vik(&ratt);
        let stam_vikt = stam(stammare, &vikt);
        let stam = if ratt == vikt {
            stam_vikt.clone()
        } else {
            vik(&stam(stammare, &ratt))
        };
        let rot = rot(&stam);
        Self {
            stopp: ar_stoppord(&ratt, &vikt),
            langd: vikt.chars().count(),
            mask: bits(&vikt),
            rotmask: bits(&rot),
            ratt,
            vikt,
            stam,
            stam_vikt,
            rot,
        }
    }

    /// Its shadow.
    pub fn skugga(&self) -> Skugga {
        Skugga {
            mask: self.mask,
            tal: self.ar_tal(),
            stopp: self.stopp,
        }
    }

    /// Whether it says nothing in this place of a query: a stop word, and not a husband.
    pub fn tomt_efter(&self, fore: Option<&Self>) -> bool {
        self.stopp
            || (self.ratt == "man" && !fore.is_some_and(|fore| AGARE.contains(&fore.ratt.as_str())))
    }

    /// Whether it is written with digits only.
    pub fn ar_tal(&self) -> bool {
        self.vikt.bytes().all(|b| b.is_ascii_digit())
    }

    /// Edits that may separate the typed word from the meant one: none up to 3 letters, 1 up to 6, then 2.
    fn tal_fel(&self) -> usize {
        if self.ar_tal() {
            return 0;
        }
        match self.langd {
            0..=3 => 0,
            4..=6 => 1,
            _ => 2,
        }
    }
}

/// Skugga, what most comparisons can be turned away by before the words themselves are looked at. Those of a whole catalogue
/// lie close together, so that a key costs a few reads of memory for each thousand of its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Skugga {
    mask: u32,
    tal: bool,
    /// Whether it is a stop word.
    pub stopp: bool,
}

impl Skugga {
    /// Whether [`likhet`] of the typed word with this one can be above 0; what it says no to is 0 there.
    pub fn kan_likna(self, term: Self) -> bool {
        // Endings differ by at most four letters; with fewer in common nothing can agree. What is typed with letters is
        // no part of a number.
        (self.tal || !term.tal)
            && (self.mask & term.mask).count_ones() + 4
                >= self.mask.count_ones().min(term.mask.count_ones())
    }
}

/// Whether a word is a stop word, also when typed without å, ä and ö.
fn ar_stoppord(ratt: &str, vikt: &str) -> bool {
    STOPP.0.contains(ratt) || (ratt == vikt && STOPP.1.contains(vikt))
}

/// From this agreement on, a word counts as known: then it is not a misspelling of something else.
pub(super) const KAND: f32 = 0.88;

/// Agreements at and below this come from misspelling alone.
pub(super) const FELSTAVAT: f32 = 0.82;

/// The share of one length in another.
#[allow(clippy::cast_precision_loss)] // word lengths, at most 40
fn andel(kort: usize, lang: usize) -> f32 {
    kort.min(lang) as f32 / lang.max(1) as f32
}

/// How well the typed word `fraga` agrees with `term`: 0 not at all, 1 letter for letter.
///
/// `skrivs` marks the last word of the query, which may be cut off because it is still being typed.
/// Spelling is not forgiven here, see [`felstavning`].
pub(super) fn likhet(fraga: &Ord, term: &Ord, skrivs: bool) -> f32 {
    if fraga.ratt == term.ratt {
        return 1.0;
    }
    if fraga.vikt == term.vikt {
        return 0.97;
    }
    // Endings differ by at most four letters; with fewer in common nothing below can agree.
    if (fraga.mask & term.mask).count_ones() + 4
        < fraga.mask.count_ones().min(term.mask.count_ones())
    {
        return 0.0;
    }
    if fraga.ar_tal() || term.ar_tal() {
        return if skrivs && fraga.langd > 1 && term.vikt.starts_with(&fraga.vikt) {
            0.6
        } else {
            0.0
        };
    }
    if fraga.stam.len() >= 3 && (fraga.stam == term.stam || fraga.stam_vikt == term.stam_vikt) {
        return 0.93;
    }
    if fraga.rot == term.rot && fraga.rot.len() >= 4 {
        return KAND;
    }
    borjan(fraga, term, skrivs).max(sammansatt(fraga, term))
}

/// The typed word as the beginning of a longer one: while typing, or as the first part of a compound.
fn borjan(fraga: &Ord, term: &Ord, skrivs: bool) -> f32 {
    let minst = if skrivs { 1 } else { 4 };
    if fraga.langd >= minst && term.vikt.starts_with(&fraga.vikt) {
        return 0.66 + 0.2 * andel(fraga.langd, term.langd);
    }
    if fraga.stam.len() >= 4 && term.vikt.starts_with(&fraga.stam) {
        return 0.6 + 0.2 * andel(fraga.stam.len(), term.vikt.len());
    }
    0.0
}

/// Compounds, both ways: the typed word inside the term, and the term inside the typed word.
fn sammansatt(fraga: &Ord, term: &Ord) -> f32 {
    let (f, t) = (fraga.rot.as_str(), term.rot.as_str());
    if f.len() >= 4 && t.len() > f.len() && fraga.rotmask & !term.rotmask == 0 {
        let del = andel(f.len(), t.len());
        if t.ends_with(f) {
            return 0.58 + 0.25 * del;
        }
        if f.len() >= 5 && t.contains(f) {
            return 0.45 + 0.25 * del;
        }
    }
    if t.len() >= 4 && f.len() > t.len() && term.rotmask & !fraga.rotmask == 0 {
        let del = andel(t.len(), f.len());
        let helt = fraga.vikt.ends_with(&term.vikt);
        if f.starts_with(t) || f.ends_with(t) || helt {
            // Four letters that are not even a whole word are as often chance as not (bilprovning, prov).
            return if t.len() == 4 && !helt {
                0.25 + 0.35 * del
            } else {
                0.4 + 0.4 * del
            };
        }
        if t.len() >= 5 && f.contains(t) {
            return 0.35 + 0.3 * del;
        }
    }
    0.0
}

/// How well `fraga` agrees with `term` when one or two letters may be wrong: 0, or up to [`FELSTAVAT`].
///
/// Counts insertion, deletion, exchange and transposition (OSA), against the whole word, against its stem, and
/// against its beginning while it is being typed or when it is longer.
pub(super) fn felstavning(fraga: &Ord, term: &Ord, skrivs: bool) -> f32 {
    let tal = fraga.tal_fel();
    if tal == 0
        || term.langd < 4
        || term.ar_tal()
        || (fraga.mask & !term.mask).count_ones() as usize > tal
    {
        return 0.0;
    }
    let start = fraga
        .vikt
        .chars()
        .zip(term.vikt.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let samma_start = start > 0;
    if fraga.langd == 4 && !samma_start {
        return 0.0;
    }
    let av_fel = |fel: usize| match fel {
        0 => FELSTAVAT,
        1 => 0.55 + 0.27 * andel(fraga.langd, 10),
        // Two slips at once seldom reach the beginning, and words of this length have many such neighbours.
        _ if fraga.langd < 10 && start < 3 => 0.0,
        _ => 0.45 + 0.27 * andel(fraga.langd, 12),
    } - if samma_start { 0.0 } else { 0.1 };
    let mut basta: f32 = 0.0;
    if term.langd.abs_diff(fraga.langd) <= tal {
        let fel = osa_distance(&fraga.vikt, &term.vikt);
        if fel <= tal {
            basta = av_fel(fel);
        }
    }
    if basta == 0.0
        && fraga.stam.len() >= 4
        && term.stam.len() >= 4
        && term.stam.len().abs_diff(fraga.stam.len()) <= tal
    {
        let fel = osa_distance(&fraga.stam, &term.stam);
        if fel <= tal.min(fraga.stam.len() / 4) {
            basta = av_fel(fel) - 0.04;
        }
    }
    // The beginning of a longer word: any prefix may be the one that was meant, one letter more or less.
    if basta == 0.0
        && samma_start
        && fraga.langd >= 5
        && (skrivs || fraga.langd >= 6)
        && term.langd > fraga.langd
    {
        for langd in [fraga.langd, fraga.langd + 1, fraga.langd - 1] {
            let prefix: String = term.vikt.chars().take(langd).collect();
            let fel = osa_distance(&fraga.vikt, &prefix);
            if fel <= tal {
                basta = basta.max(av_fel(fel) - 0.12 + 0.08 * andel(fraga.langd, term.langd));
            }
        }
    }
    basta.max(0.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use rust_stemmers::Algorithm;

    use super::*;

    fn o(text: &str) -> Ord {
        Ord::ny(&Stemmer::create(Algorithm::Swedish), &text.to_lowercase())
    }

    #[test]
    fn bojningar_moter_grundformen() {
        for (a, b) in [
            ("biståndet", "bistånd"),
            ("stödet", "stöd"),
            ("våldet", "våld"),
            ("barnet", "barnen"),
            ("insatserna", "insats"),
            ("rummet", "rum"),
            ("skulderna", "skuld"),
            ("träffarna", "träff"),
            ("skilsmässan", "skilsmässa"),
            ("kurserna", "kurs"),
        ] {
            assert!(
                likhet(&o(a), &o(b), false) >= 0.93,
                "{a} {b}: {:?} {:?}",
                o(a),
                o(b)
            );
        }
        for (a, b) in [
            ("ansökan", "ansökningar"),
            ("rådgivare", "rådgivning"),
            ("ensam", "ensamhet"),
        ] {
            assert!(
                likhet(&o(a), &o(b), false) >= KAND,
                "{a} {b}: {:?} {:?}",
                o(a),
                o(b)
            );
        }
    }

    #[test]
    fn ratt_bokstaver_ar_battre_an_vikta() {
        assert!(likhet(&o("får"), &o("får"), false) > likhet(&o("far"), &o("får"), false));
        assert!(o("får").stopp && !o("far").stopp && o("for").stopp);
    }

    #[test]
    fn sammansattningar_at_bada_hallen_men_inte_under_fyra_bokstaver() {
        for (a, b) in [
            ("rådgivning", "skuldrådgivning"),
            ("skuldrådgivare", "skuld"),
            ("skuldrådgivare", "rådgivning"),
            ("alkoholproblem", "alkohol"),
        ] {
            assert!(likhet(&o(a), &o(b), false) > 0.5, "{a} {b}");
        }
        assert!(likhet(&o("råd"), &o("skuldråd"), false) < 0.01);
    }

    #[test]
    fn fel_raknas_efter_ordets_langd() {
        let fel = |a: &str, b: &str| felstavning(&o(a), &o(b), true);
        assert!(fel("vld", "våld") < 0.01, "three letters: none");
        assert!(fel("skudl", "skuld") > 0.6, "transposition in five letters");
        assert!(fel("skduf", "skuld") < 0.01, "two in five letters");
        assert!(
            fel("familjeradgvinig", "familjerådgivning") > 0.6,
            "two in a long word"
        );
        assert!(
            fel("skislm", "skilsmässa") > 0.5,
            "in the beginning of a longer word"
        );
        assert!(
            fel("våldtagen", "vardagen") < 0.01,
            "two, and not the same beginning"
        );
        assert!(fel("2026", "2025") < 0.01, "numbers are never misspelt");
    }

    #[test]
    fn likhet_ar_alltid_inom_noll_till_ett() {
        let alla = [
            "",
            "a",
            "å",
            "hjälp",
            "hjälpen",
            "123",
            "ärende",
            "ÄRENDE",
            "日本語",
            "ﬁ",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ];
        for a in alla {
            for b in alla {
                for skrivs in [true, false] {
                    let varden = [
                        likhet(&o(a), &o(b), skrivs),
                        felstavning(&o(a), &o(b), skrivs),
                    ];
                    assert!(
                        varden.iter().all(|v| (0.0..=1.0).contains(v)),
                        "{a} {b} {varden:?}"
                    );
                }
            }
        }
    }
}
