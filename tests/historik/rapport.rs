//! What is said of a play: figures, and everything that does not go together, in words.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::granska::Dom;
use super::langd::fro;
use super::spel::Utgang;

/// How many findings are told in full.
const VISAS: usize = 25;

/// The findings by rule, and the first of them in words.
pub fn brotten(dom: &Dom) -> String {
    let mut per_regel: BTreeMap<&str, usize> = BTreeMap::new();
    for brott in &dom.brott {
        *per_regel.entry(brott.regel).or_default() += 1;
    }
    let mut ut = format!("{} brott: {per_regel:?}\n", dom.brott.len());
    for brott in dom.brott.iter().take(VISAS) {
        let text: String = brott.to_string().chars().take(600).collect();
        writeln!(ut, "  {text}").unwrap();
        let avsikt = brott.op.and_then(|op| dom.historia.avsikter.get(&op));
        for forsok in avsikt.iter().flat_map(|avsikt| &avsikt.forsok) {
            let svar = forsok.svar.as_ref().map_or("inget svar", |(_, svar)| svar);
            let igen = if forsok.igen { "igen " } else { "" };
            writeln!(
                ut,
                "    {igen}av process {} vid {}: {svar}",
                forsok.av, forsok.tid
            )
            .unwrap();
        }
    }
    ut
}

/// Nothing wrong; and enough was done for that to mean something.
pub fn inget_brott(vad: &str, dom: &Dom, utgang: &Utgang) {
    let historia = &dom.historia;
    let igen: usize = historia
        .avsikter
        .values()
        .filter(|avsikt| avsikt.forsok.len() > 1)
        .count();
    println!(
        "{vad} (frö {}): {} handlingar, {} kvitterade, {} i filen, {} av dem utan svar och {} besvarade \
         först vid omsändning; {igen} sända igen; {} dödade; \
         {} avklippta rader; {:.1} s",
        fro(),
        historia.avsikter.len(),
        dom.kvitterade,
        dom.i_filen,
        dom.utan_svar,
        dom.avbrutna,
        utgang.dodade,
        historia.avklippta,
        utgang.tid.as_secs_f64()
    );
    println!("  svar {:?}", dom.svar);
    println!("  händelser i kön {:?}", dom.handelser);
    assert!(dom.brott.is_empty(), "{}", brotten(dom));
}

/// Found, by this rule and in these words; says what was found.
pub fn nagot_brott(vad: &str, dom: &Dom, regel: &str, ord: &str) {
    let funna = brotten(dom);
    let funnet = dom
        .brott
        .iter()
        .find(|brott| brott.regel == regel && brott.text.contains(ord));
    let funnet = funnet.unwrap_or_else(|| panic!("{vad}: \"{regel}: {ord}\" saknas bland {funna}"));
    println!(
        "{vad}: {}: {funnet}",
        funna.lines().next().unwrap_or_default()
    );
}

/// How long answers took: of all together, and how many each desk got.
pub struct Vantan {
    pub langst: f64,
    pub p50: f64,
    pub p99: f64,
    pub minst: usize,
    pub mest: usize,
}

impl Vantan {
    /// The slowest desk against the fastest.
    pub fn kvot(&self) -> f64 {
        let tal = |antal: usize| f64::from(u32::try_from(antal).unwrap_or(u32::MAX));
        tal(self.minst) / tal(self.mest.max(1))
    }
}

impl fmt::Display for Vantan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "längst {:.1} ms, p50 {:.2} ms, p99 {:.1} ms; den långsammaste {} svar, den snabbaste {}, kvot {:.2}",
            self.langst,
            self.p50,
            self.p99,
            self.minst,
            self.mest,
            self.kvot()
        )
    }
}

/// Waits in milliseconds.
pub fn vantan(dom: &Dom) -> Vantan {
    let per_process = dom.historia.vantan();
    let mut alla: Vec<u64> = per_process.values().flatten().copied().collect();
    alla.sort_unstable();
    let vid = |del: usize| {
        let plats = (alla.len() * del / 1000).min(alla.len().saturating_sub(1));
        alla.get(plats).copied().unwrap_or(0)
    };
    // Microseconds are exact enough, and few enough to be told as a fraction.
    let ms = |ns: u64| f64::from(u32::try_from(ns / 1000).unwrap_or(u32::MAX)) / 1000.0;
    let antal = || per_process.values().map(Vec::len);
    Vantan {
        langst: ms(vid(1000)),
        p50: ms(vid(500)),
        p99: ms(vid(990)),
        minst: antal().min().unwrap_or(0),
        mest: antal().max().unwrap_or(0),
    }
}
