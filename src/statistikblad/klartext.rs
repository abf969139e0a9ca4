//! All pages as rows of text: no frame, no bar, nothing that is told by place or colour alone.

use super::{Blad, Djup, Indelning, Par, Post, Sida, bygg};
use crate::domain::insats::InsatsNr;
use crate::text::statistik as ord;
use crate::ui::diagram::staplar::Stapel;
use crate::ui::diagram::tabell::Tabellmatt;

/// Widest row.
const BREDD: u16 = 96;

/// The twins of every chart, page by page: of all insatser first, and then of each.
pub fn klartext(par: &Par, namn: &dyn Fn(InsatsNr) -> String) -> Vec<String> {
    let mut ut = vec![ord::klartextrubrik(par.nu.period)];
    if par.tomt() {
        ut.push(ord::tomt_klartext(par.nu.period));
        return ut;
    }
    let mut forsta = true;
    for indelning in Indelning::ALLA {
        let blad = bygg(par, sida(indelning, None), namn);
        if std::mem::take(&mut forsta) {
            ut.push(stor(&blad.jamforelse));
            ut.extend([ord::DOLT.to_owned(), ord::odelat()]);
            let dolda = par.nu.dolda;
            if dolda.sma + dolda.foljd > 0 {
                ut.push(ord::dolda(dolda.sma, dolda.foljd));
            }
        }
        ut.push(String::new());
        ut.push(indelning.namn().to_uppercase());
        for tal in &blad.nyckeltal {
            ut.push(ord::mening(
                &tal.namn,
                &tal.varde.to_string(),
                None,
                &tal.andring,
            ));
        }
        if blad.staplar().next().is_none() {
            ut.push(ord::tom_indelning(indelning.namn()));
            continue;
        }
        rader(&blad, &mut ut);
    }
    let alla = bygg(par, sida(Indelning::Insatser, None), namn);
    for post in &alla.poster {
        let Some(super::Nyckel::Insats(nr)) = post.nyckel() else {
            continue;
        };
        let djup = Djup::Insats(nr);
        let blad = bygg(par, sida(Indelning::Insatser, Some(&djup)), namn);
        ut.extend([String::new(), blad.om.clone()]);
        rader(&blad, &mut ut);
    }
    ut
}

fn sida(indelning: Indelning, djup: Option<&Djup>) -> Sida<'_> {
    Sida {
        indelning,
        djup,
        tabell: true,
    }
}

/// The rows of a page: each heading with the table below it.
fn rader(blad: &Blad, ut: &mut Vec<String>) {
    let mut under: Vec<&Stapel> = Vec::new();
    for post in &blad.poster {
        match post {
            Post::Stapel(_, stapel) => under.push(stapel),
            Post::Rubrik(text) => {
                tabell(&mut under, ut);
                ut.push(format!("{text}:"));
            }
            Post::Mening(text) => {
                tabell(&mut under, ut);
                ut.push(text.clone());
            }
            Post::Kartans(_) => {}
        }
    }
    tabell(&mut under, ut);
}

fn tabell(under: &mut Vec<&Stapel>, ut: &mut Vec<String>) {
    if under.is_empty() {
        return;
    }
    let matt = Tabellmatt::av(under.iter().copied(), ord::KOLUMNER, BREDD - 2);
    ut.push(format!("  {}", matt.huvud(ord::KOLUMNER)));
    ut.extend(
        under
            .drain(..)
            .map(|stapel| format!("  {}", matt.av_stapel(stapel))),
    );
}

fn stor(text: &str) -> String {
    let mut tecken = text.chars();
    let forst: Option<String> = tecken.next().map(|tecken| tecken.to_uppercase().collect());
    format!("{}{}.", forst.unwrap_or_default(), tecken.as_str())
}
