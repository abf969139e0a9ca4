//! Points: how well each row answers a query that has been cut into words.

use std::cell::Cell;

use super::TraffI;
use super::ord::{FELSTAVAT, KAND, Ord, felstavning, likhet};
use super::rik::{Rik, sallsynthet};
use super::vik::ord;

/// Number of fields of a row.
pub(super) const FALT: usize = 6;

/// Below this a row is no answer.
pub(super) const LAGST: f32 = 0.33;

/// A query word that nothing in the catalogue agrees with weighs this much in the coverage of the query.
pub(super) const OMATCHAD: f32 = 1.0;

/// A stop word weighs this much where a phrase is compared with the query, and nothing elsewhere.
pub(super) const STOPPVIKT: f32 = 0.06;

/// What one row has collected.
#[derive(Clone, Copy, Default)]
pub(super) struct Rad {
    /// Points, 0 to 1.
    pub poang: f32,
    /// The field that gave most.
    pub falt: usize,
    /// The rarest evidence: agreement times rarity of the query word that says most about this row.
    pub skarpast: f32,
}

/// How much a hit in the field is worth: name, sökord, situation, content, villkor and målgrupp, in falling order.
pub(super) fn faltvikt(falt: TraffI) -> f32 {
    match falt {
        TraffI::Nummer | TraffI::Namn => 1.0,
        TraffI::Sokord => 0.94,
        TraffI::Situation => 0.82,
        TraffI::Innehall => 0.55,
        TraffI::Villkor => 0.46,
    }
}

/// The words of a query, and which of them is still being typed.
pub(super) struct Fraga {
    /// The words that count.
    pub ord: Vec<Ord>,
    /// Stop words among them.
    pub stopp: Vec<Ord>,
    /// Neighbours written together, for compounds that were taken apart: index of the first word, and the compound.
    pub par: Vec<(usize, Ord)>,
    /// Whether the last word may be unfinished.
    pub skrivs: bool,
    /// Set when the query is nothing but stop words.
    pub bara_stopp: bool,
}

impl Fraga {
    /// Cuts a query. Stop words only decide between phrases that are alike, unless there is nothing else.
    pub fn ny(rik: &Rik, text: &str) -> Self {
        let alla: Vec<Ord> = ord(text)
            .iter()
            .map(|ratt| Ord::ny(&rik.stammare, ratt))
            .collect();
        let fore = |nr: usize| nr.checked_sub(1).and_then(|fore| alla.get(fore));
        let tomt: Vec<bool> = alla
            .iter()
            .enumerate()
            .map(|(nr, ord)| ord.tomt_efter(fore(nr)))
            .collect();
        let bara_stopp = tomt.iter().all(|tomt| *tomt);
        // The last word is cut off only when nothing follows it, and when it is the one that is looked for.
        let skrivs = text.chars().next_back().is_some_and(char::is_alphanumeric)
            && (bara_stopp || tomt.last() == Some(&false));
        let (mut kvar, mut stopp, mut par): (Vec<Ord>, Vec<Ord>, Vec<(usize, Ord)>) =
            (Vec::new(), Vec::new(), Vec::new());
        for (nr, ett) in alla.iter().enumerate() {
            if tomt[nr] && !bara_stopp {
                stopp.push(ett.clone());
                continue;
            }
            if let Some(nasta) = alla
                .get(nr + 1)
                .filter(|nasta| !tomt[nr + 1] && !nasta.ar_tal() && !ett.ar_tal())
            {
                par.push((
                    kvar.len(),
                    Ord::ny(&rik.stammare, &format!("{}{}", ett.ratt, nasta.ratt)),
                ));
            }
            kvar.push(ett.clone());
        }
        Self {
            ord: kvar,
            stopp,
            par,
            skrivs,
            bara_stopp,
        }
    }
}

/// The best agreement so far of one query word with each phrase.
struct Ordtraffar {
    /// By phrase: agreement, and the rarity of the word that gave it.
    basta: Vec<(f32, f32)>,
    /// The phrases with an agreement above 0.
    rorda: Vec<u32>,
}

impl Ordtraffar {
    fn satt(&mut self, rik: &Rik, term: usize, likhet: f32) {
        for &fras in &rik.poster[term] {
            let plats = &mut self.basta[fras as usize];
            if plats.0 == 0.0 {
                self.rorda.push(fras);
            }
            if likhet > plats.0 {
                *plats = (likhet, rik.vikt[term]);
            }
        }
    }
}

/// Skrap, room that one search leaves to the next: all of it zero, so a search only clears what it has touched. A search in
/// which something went wrong leaves nothing.
#[derive(Default)]
struct Skrap {
    /// By phrase, one for each word of a query.
    ord: Vec<Vec<(f32, f32)>>,
    /// By phrase: the query's share of it, and its own share.
    fraser: Vec<(f32, f32)>,
    /// By row and field, for one word.
    falt: Vec<[f32; FALT]>,
    /// By row and field, for all words.
    per_falt: Vec<[f32; FALT]>,
    /// By row, the phrase that is most like the query.
    basta_fras: Vec<f32>,
}

thread_local!(static SKRAP: Cell<Skrap> = const {
    Cell::new(Skrap { ord: Vec::new(), fraser: Vec::new(), falt: Vec::new(), per_falt: Vec::new(), basta_fras: Vec::new() })
});

/// At least so many, the new ones zero.
fn rum<T: Copy + Default>(av: &mut Vec<T>, antal: usize) {
    if av.len() < antal {
        av.resize(antal, T::default());
    }
}

/// The terms that a query word agrees with. Spelling is forgiven only for words that nothing agrees with outright.
fn termer(rik: &Rik, fraga: &Ord, skrivs: bool, bara_stopp: bool) -> Vec<(usize, f32)> {
    let mut ut: Vec<(usize, f32)> = Vec::new();
    let mut basta: f32 = 0.0;
    let skugga = fraga.skugga();
    let sokbara = || {
        rik.skuggor
            .iter()
            .enumerate()
            .filter(move |(_, term)| bara_stopp || !term.stopp)
    };
    for (nr, _) in sokbara().filter(|(_, term)| skugga.kan_likna(**term)) {
        let likhet = likhet(fraga, &rik.termer[nr], skrivs);
        if likhet > 0.0 {
            basta = basta.max(likhet);
            ut.push((nr, likhet));
        }
    }
    if basta < KAND.min(FELSTAVAT) {
        for (nr, _) in sokbara() {
            let likhet = felstavning(fraga, &rik.termer[nr], skrivs);
            if likhet > 0.0 {
                ut.push((nr, likhet));
            }
        }
    }
    ut
}

/// Points for every row.
///
/// The greater half of them says how much of the query the row answers: each query word counts by its rarity and by the best field
/// that it stands in. The rest says how much the query and one single phrase of the row are the same thing, so
/// that a whole sökord or a whole everyday sentence beats the same words strewn over a long text.
///
/// Costs what the query touches and one look at each word and each row; the answer is that of [`super::rakt`], bit for bit.
pub(super) fn poangsatt(rik: &Rik, rader: usize, fraga: &Fraga) -> Vec<Rad> {
    let mut skrap = SKRAP.take();
    let mut traffar: Vec<Ordtraffar> = Vec::with_capacity(fraga.ord.len());
    let sista = fraga.ord.len().wrapping_sub(1);
    for (nr, ett) in fraga.ord.iter().enumerate() {
        let mut basta = skrap.ord.pop().unwrap_or_default();
        rum(&mut basta, rik.fraser.len());
        let mut egna = Ordtraffar {
            basta,
            rorda: Vec::new(),
        };
        for (term, likhet) in termer(
            rik,
            ett,
            fraga.skrivs && nr == sista && (sista == 0 || ett.langd >= 3),
            fraga.bara_stopp,
        ) {
            egna.satt(rik, term, likhet);
        }
        traffar.push(egna);
    }
    for (forsta, par) in &fraga.par {
        let skrivs = fraga.skrivs && forsta + 1 == sista;
        let skugga = par.skugga();
        for (term, ord) in rik
            .termer
            .iter()
            .enumerate()
            .filter(|(_, ord)| ord.langd + 3 > par.langd)
        {
            let mut basta = if skugga.kan_likna(rik.skuggor[term]) {
                likhet(par, ord, skrivs)
            } else {
                0.0
            };
            if basta < 0.1 && par.langd >= 8 {
                basta = felstavning(par, ord, skrivs);
            }
            if basta > 0.6 {
                for egna in traffar.iter_mut().skip(*forsta).take(2) {
                    egna.satt(rik, term, basta - 0.02);
                }
            }
        }
    }
    let ut = summera(rik, rader, &traffar, &fraga.stopp, &mut skrap);
    for mut egna in traffar {
        for fras in egna.rorda {
            egna.basta[fras as usize] = (0.0, 0.0);
        }
        skrap.ord.push(egna.basta);
    }
    SKRAP.set(skrap);
    ut
}

/// Adds the agreements of all query words up, by row and by phrase.
#[allow(clippy::cast_precision_loss)] // row counts
fn summera(
    rik: &Rik,
    rader: usize,
    traffar: &[Ordtraffar],
    stopp: &[Ord],
    skrap: &mut Skrap,
) -> Vec<Rad> {
    let Skrap {
        fraser,
        falt,
        per_falt,
        basta_fras,
        ..
    } = skrap;
    rum(fraser, rik.fraser.len());
    rum(falt, rader);
    rum(per_falt, rader);
    rum(basta_fras, rader);
    let mut ut = vec![Rad::default(); rader];
    let mut rorda: Vec<(usize, f32)> = Vec::new();
    let mut summa_vikt = 0.0;
    for egna in traffar {
        rorda.clear();
        for &fras in &egna.rorda {
            let (plats, f) = (egna.basta[fras as usize].0, &rik.fraser[fras as usize]);
            let rad = f.rad as usize;
            if falt[rad].iter().all(|falt| *falt <= 0.0) {
                rorda.push((rad, 0.0));
            }
            let ruta = &mut falt[rad][f.falt as usize];
            *ruta = ruta.max(plats);
        }
        // In the order of the rows: what is added up must not depend on the order of the words.
        rorda.sort_unstable_by_key(|(rad, _)| *rad);
        let mut topp = 0.0_f32;
        for (rad, hogst) in &mut rorda {
            *hogst = falt[*rad].iter().copied().fold(0.0, f32::max);
            topp = topp.max(*hogst);
        }
        if topp <= 0.0 {
            summa_vikt += OMATCHAD;
            continue;
        }
        // Weak agreements make a word only a little less rare.
        let traffade: f32 = rorda.iter().map(|(_, h)| (h / topp).powi(4)).sum();
        let vikt = sallsynthet(traffade, rader as f32);
        summa_vikt += vikt;
        for &(rad, hogst) in &rorda {
            let falten = std::mem::take(&mut falt[rad]);
            ut[rad].skarpast = ut[rad].skarpast.max(vikt * hogst);
            let mut basta = 0.0_f32;
            let mut bredd = 0.0;
            for (nr, agreement) in falten.iter().enumerate() {
                let varde = agreement * faltvikt(TraffI::ALLA[nr]);
                per_falt[rad][nr] += vikt * varde;
                basta = basta.max(varde);
                bredd += varde;
            }
            ut[rad].poang += vikt * (basta + 0.04 * (bredd - basta));
        }
        for &fras in &egna.rorda {
            let (likhet, egen) = egna.basta[fras as usize];
            let fras = &mut fraser[fras as usize];
            fras.0 += vikt * likhet;
            fras.1 += egen * likhet;
        }
    }
    // Who it is about stands in small words: "jag dricker" and "min pappa dricker" are two situations.
    let mut fras_summa = summa_vikt;
    for ett in stopp {
        fras_summa += STOPPVIKT;
        for (term, _) in rik
            .skuggor
            .iter()
            .enumerate()
            .filter(|(nr, term)| term.stopp && rik.termer[*nr].vikt == ett.vikt)
        {
            for &fras in &rik.poster[term] {
                let fras = &mut fraser[fras as usize];
                if fras.0 > 0.0 {
                    fras.0 += STOPPVIKT;
                    fras.1 += STOPPVIKT;
                }
            }
        }
    }
    for nr in traffar.iter().flat_map(|egna| &egna.rorda) {
        // Taken, and so clear for the next search: the second word that touched it finds nothing more to do.
        let (fraga, egen) = std::mem::take(&mut fraser[*nr as usize]);
        let fras = &rik.fraser[*nr as usize];
        if fraga > 0.0 && matches!(fras.falt, TraffI::Namn | TraffI::Sokord | TraffI::Situation) {
            let tackt = (fraga / fras_summa).min(1.0);
            let egen = (egen / fras.tyngd.max(0.01)).min(1.0);
            let samma = 2.0 * tackt * egen / (tackt + egen) * faltvikt(fras.falt);
            let plats = &mut basta_fras[fras.rad as usize];
            *plats = plats.max(samma);
        }
    }
    for (nr, rad) in ut.iter_mut().enumerate().filter(|(_, rad)| rad.poang > 0.0) {
        let falten = std::mem::take(&mut per_falt[nr]);
        let fras = std::mem::take(&mut basta_fras[nr]);
        // Long texts are no phrases that a query could equal; what stands in them must still be found.
        let text = falten[TraffI::Innehall as usize].max(falten[TraffI::Villkor as usize]);
        rad.poang = (0.55 * rad.poang / summa_vikt + 0.45 * fras)
            .max(0.75 * text / summa_vikt)
            .clamp(0.0, 1.0);
        rad.falt = (0..FALT)
            .rev()
            .max_by(|a, b| falten[*a].total_cmp(&falten[*b]))
            .unwrap_or_default();
    }
    ut
}
