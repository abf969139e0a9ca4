//! Points, the straight way: every word is compared with every word of the catalogue, and every row and phrase is added up.
//! Nothing is searched with it; it is what the quick way in `poang.rs` is held against, bit for bit.
//!
//! What is alike in both is written out in both, and stays so: a step that they had in one place would be held against itself.

use super::TraffI;
use super::ord::{FELSTAVAT, KAND, Ord, felstavning, likhet};
use super::poang::{FALT, Fraga, OMATCHAD, Rad, STOPPVIKT, faltvikt};
use super::rik::{Rik, sallsynthet};

/// The best agreement so far of one query word with each phrase.
struct Ordtraffar {
    /// By phrase: agreement, and the rarity of the word that gave it.
    basta: Vec<(f32, f32)>,
    /// The phrases with an agreement above 0.
    rorda: Vec<u32>,
}

impl Ordtraffar {
    fn ny(fraser: usize) -> Self {
        Self {
            basta: vec![(0.0, 0.0); fraser],
            rorda: Vec::new(),
        }
    }

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

/// The terms that a query word agrees with. Spelling is forgiven only for words that nothing agrees with outright.
fn termer(rik: &Rik, fraga: &Ord, skrivs: bool, bara_stopp: bool) -> Vec<(usize, f32)> {
    let mut ut: Vec<(usize, f32)> = Vec::new();
    let mut basta: f32 = 0.0;
    let sokbara = || {
        rik.termer
            .iter()
            .enumerate()
            .filter(move |(_, term)| bara_stopp || !term.stopp)
    };
    for (nr, term) in sokbara() {
        let likhet = likhet(fraga, term, skrivs);
        if likhet > 0.0 {
            basta = basta.max(likhet);
            ut.push((nr, likhet));
        }
    }
    if basta < KAND.min(FELSTAVAT) {
        for (nr, term) in sokbara() {
            let likhet = felstavning(fraga, term, skrivs);
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
#[allow(clippy::cast_precision_loss)] // row counts
pub(super) fn poangsatt(rik: &Rik, rader: usize, fraga: &Fraga) -> Vec<Rad> {
    let mut traffar: Vec<Ordtraffar> = Vec::with_capacity(fraga.ord.len());
    let sista = fraga.ord.len().wrapping_sub(1);
    for (nr, ett) in fraga.ord.iter().enumerate() {
        let mut egna = Ordtraffar::ny(rik.fraser.len());
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
        for (term, ord) in rik
            .termer
            .iter()
            .enumerate()
            .filter(|(_, ord)| ord.langd + 3 > par.langd)
        {
            let mut basta = likhet(par, ord, skrivs);
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
    summera(rik, rader, &traffar, &fraga.stopp)
}

/// Adds the agreements of all query words up, by row and by phrase.
#[allow(clippy::cast_precision_loss)] // row counts
fn summera(rik: &Rik, rader: usize, traffar: &[Ordtraffar], stopp: &[Ord]) -> Vec<Rad> {
    let mut ut = vec![Rad::default(); rader];
    let mut per_falt = vec![[0.0_f32; FALT]; rader];
    let mut fras_fraga = vec![0.0_f32; rik.fraser.len()];
    let mut fras_egen = vec![0.0_f32; rik.fraser.len()];
    let mut summa_vikt = 0.0;
    for egna in traffar {
        let mut falt = vec![[0.0_f32; FALT]; rader];
        for &fras in &egna.rorda {
            let (plats, f) = (egna.basta[fras as usize].0, &rik.fraser[fras as usize]);
            let ruta = &mut falt[f.rad as usize][f.falt as usize];
            *ruta = ruta.max(plats);
        }
        let hogst: Vec<f32> = falt
            .iter()
            .map(|f| f.iter().copied().fold(0.0, f32::max))
            .collect();
        let topp = hogst.iter().copied().fold(0.0, f32::max);
        if topp <= 0.0 {
            summa_vikt += OMATCHAD;
            continue;
        }
        // Weak agreements make a word only a little less rare.
        let traffade: f32 = hogst.iter().map(|h| (h / topp).powi(4)).sum();
        let vikt = sallsynthet(traffade, rader as f32);
        summa_vikt += vikt;
        for (rad, falten) in falt.iter().enumerate().filter(|(rad, _)| hogst[*rad] > 0.0) {
            ut[rad].skarpast = ut[rad].skarpast.max(vikt * hogst[rad]);
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
            fras_fraga[fras as usize] += vikt * likhet;
            fras_egen[fras as usize] += egen * likhet;
        }
    }
    // Who it is about stands in small words: "jag dricker" and "min pappa dricker" are two situations.
    let mut fras_summa = summa_vikt;
    for ett in stopp {
        fras_summa += STOPPVIKT;
        for (term, _) in rik
            .termer
            .iter()
            .enumerate()
            .filter(|(_, term)| term.stopp && term.vikt == ett.vikt)
        {
            for &fras in &rik.poster[term] {
                if fras_fraga[fras as usize] > 0.0 {
                    fras_fraga[fras as usize] += STOPPVIKT;
                    fras_egen[fras as usize] += STOPPVIKT;
                }
            }
        }
    }
    let mut basta_fras = vec![0.0_f32; rader];
    for (nr, fras) in rik
        .fraser
        .iter()
        .enumerate()
        .filter(|(nr, _)| fras_fraga[*nr] > 0.0)
    {
        if matches!(fras.falt, TraffI::Namn | TraffI::Sokord | TraffI::Situation) {
            let tackt = (fras_fraga[nr] / fras_summa).min(1.0);
            let egen = (fras_egen[nr] / fras.tyngd.max(0.01)).min(1.0);
            let samma = 2.0 * tackt * egen / (tackt + egen) * faltvikt(fras.falt);
            let plats = &mut basta_fras[fras.rad as usize];
            *plats = plats.max(samma);
        }
    }
    for (nr, rad) in ut.iter_mut().enumerate().filter(|(_, rad)| rad.poang > 0.0) {
        // Long texts are no phrases that a query could equal; what stands in them must still be found.
        let text =
            per_falt[nr][TraffI::Innehall as usize].max(per_falt[nr][TraffI::Villkor as usize]);
        rad.poang = (0.55 * rad.poang / summa_vikt + 0.45 * basta_fras[nr])
            .max(0.75 * text / summa_vikt)
            .clamp(0.0, 1.0);
        rad.falt = (0..FALT)
            .rev()
            .max_by(|a, b| per_falt[nr][*a].total_cmp(&per_falt[nr][*b]))
            .unwrap_or_default();
    }
    ut
}
