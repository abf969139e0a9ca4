//! A file for real persons that is encrypted: nobody reads its tables beside the program, so what was answered is held
//! against what the program says of it afterwards, and the program checks pages, references and chain itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use troskel::domain::kolapp::Kolappskod;
use troskel::domain::statistik::underlag::Avsnitt;
use troskel::store::akt::{Aktfraga, Aktsvar};
use troskel::store::ko::{Kofraga, Kosvar};
use troskel::store::sqlite::Vem;
use troskel::store::{Query, Reply, Store};

use super::akter::{ANONYM, DOKUMENTERAD, Varld};
use super::desk::aktor;
use super::historia::{self, Historia};
use super::skarp;
use super::spel::lager;

/// Acts of these kinds that were answered as done, and those that may have been.
fn antal(historia: &Historia, slag: &[&str]) -> (u64, u64) {
    let av_slaget = || {
        historia
            .avsikter
            .values()
            .filter(|avsikt| slag.contains(&avsikt.akt.slag()))
    };
    let klara = av_slaget().filter(|avsikt| avsikt.klar().is_some());
    let obesvarade = av_slaget().filter(|avsikt| {
        avsikt.klar().is_none() && avsikt.forsok.iter().any(|forsok| forsok.svar.is_none())
    });
    let klara = klara.count() as u64;
    (klara, klara + obesvarade.count() as u64)
}

/// Everything that does not go together, in words; and how much was looked at.
pub fn granska(mapp: &Path) -> (Vec<String>, usize) {
    let historia = historia::las(mapp);
    let varld = Varld::ny();
    let mut store = lager(mapp).unwrap();
    let mut fel: Vec<String> = historia.fall.clone();
    let noter = historia.noter.iter().map(|(_, not)| not.clone());
    let svar = historia.avsikter.values().flat_map(|avsikt| &avsikt.forsok);
    let svar = svar.filter_map(|forsok| forsok.svar.as_ref().map(|(_, svar)| svar.clone()));
    fel.extend(noter.chain(svar).filter(|text| text.starts_with("fel")));
    let (aktor, op) = (aktor(mapp, 999), skarp::op());
    let nar = chrono::Utc::now();
    let vem = Vem {
        aktor: &aktor,
        op,
        nar,
    };
    let kontroll = store.kontrollera(&vem).unwrap();
    if !kontroll.krypterad || !kontroll.fel.is_empty() {
        fel.push(format!("{kontroll:?}"));
    }
    // Each slip that was given has come into the queue once, with the place that was said.
    let mut lappar = BTreeSet::new();
    for avsikt in historia.avsikter.values() {
        let Some((_, svar)) = avsikt.forsok.iter().find_map(super::historia::Forsok::ok) else {
            continue;
        };
        let ["besok", kod, plats, "-"] = svar.split(' ').collect::<Vec<_>>()[..] else {
            continue;
        };
        if avsikt.akt.slag() != "stall" {
            continue;
        }
        if !lappar.insert(kod.to_owned()) {
            fel.push(format!("kölapp {kod} gavs två gånger"));
        }
        let kofraga = Kofraga::Post(Kolappskod::las(kod).unwrap());
        let handelser = match store.load(&Query::Ko(kofraga, varld.s.clone())) {
            Ok(Reply::Ko(svar)) => match *svar {
                Kosvar::Post(bild) => bild.historia,
                annat => panic!("{annat:?}"),
            },
            annat => {
                fel.push(format!("kölapp {kod} är borta: {annat:?}"));
                continue;
            }
        };
        let stalld: Vec<String> = handelser
            .iter()
            .filter(|h| h.slag == "stalld_i_ko")
            .map(|h| h.plats.unwrap_or(0).to_string())
            .collect();
        if stalld != [plats] {
            fel.push(format!(
                "{kod} fick plats {plats}, historiken säger {stalld:?}"
            ));
        }
    }
    for nr in [ANONYM, DOKUMENTERAD] {
        let kofraga = Kofraga::Platser(varld.insats(nr).nr);
        if let Ok(Reply::Ko(svar)) = store.load(&Query::Ko(kofraga, varld.s.clone()))
            && let Kosvar::Platser(potter) = *svar
        {
            for pott in potter {
                let nummer: BTreeSet<u16> = pott.tagna.iter().map(|(nr, ..)| *nr).collect();
                if nummer.len() != pott.tagna.len() || nummer.len() > usize::from(pott.antal) {
                    fel.push(format!("{pott:?}"));
                }
            }
        }
    }
    // Each visit is counted once.
    let Ok(Reply::Statistik(underlag)) = store.load(&Query::Statistik(None, BTreeSet::new()))
    else {
        panic!("ingen statistik");
    };
    let timmar = underlag.timmar.iter().map(|(.., antal)| antal);
    let raknade: u64 = timmar.sum();
    for avsnitt in Avsnitt::ALLA
        .into_iter()
        .filter(|avsnitt| avsnitt.delar_besoken())
    {
        let rader = underlag.rader.iter().filter(|rad| rad.avsnitt == avsnitt);
        let summa: u64 = rader.map(|rad| rad.antal).sum();
        if summa != raknade {
            fel.push(format!(
                "{summa} besök är räknade i {}, {raknade} i timmarna",
                avsnitt.kod()
            ));
        }
    }
    let (minst, mest) = antal(&historia, &["stall", "in", "info", "avsluta_utkast"]);
    if !(minst..=mest).contains(&raknade) {
        fel.push(format!(
            "{raknade} besök är räknade, {minst} till {mest} gjordes"
        ));
    }
    // Each note is signed once, and no ärende is gone.
    let mut anteckningar = BTreeMap::new();
    for avslutade in [false, true] {
        let enhet = skarp::ENHET.to_owned();
        let fraga = Aktfraga::Arenden { enhet, avslutade };
        if let Ok(Reply::Akt(svar)) = store.load(&Query::Akt(fraga))
            && let Aktsvar::Arenden(rader) = *svar
        {
            for rad in rader {
                anteckningar.insert(rad.id.0, u64::from(rad.anteckningar));
            }
        }
    }
    let (minst, mest) = antal(&historia, &["signera"]);
    let signerade: u64 = anteckningar.values().sum();
    if !(minst..=mest).contains(&signerade) {
        fel.push(format!(
            "{signerade} anteckningar finns, {minst} till {mest} signerades"
        ));
    }
    let (minst, mest) = antal(&historia, &["oppna"]);
    if !(minst..=mest).contains(&(anteckningar.len() as u64)) {
        fel.push(format!(
            "{} ärenden finns, {minst} till {mest} öppnades",
            anteckningar.len()
        ));
    }
    let klara = historia.avsikter.values().filter(|a| a.klar().is_some());
    (fel, klara.count())
}
