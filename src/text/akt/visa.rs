//! The akt as lines to be read from the top. What somebody has written is set in, so that it is never taken for a
//! heading.

use chrono::NaiveDate;

use super::koder;
use super::lista;
use crate::domain::akt::anteckning::Anteckningsslag;
use crate::domain::akt::plan::Planrubrik;
use crate::domain::akt::samtycke::galler;
use crate::rena::{rena_rad, rena_text};
use crate::store::akt::{
    Anteckningsrad, Arendebild, Brobild, Planversion, Samtyckesrad, Uppfoljningsrad,
};
use crate::text;

/// No plan has been written.
pub const INGEN_PLAN: &str = "Ingen plan är skriven.";

/// A text of several lines, set in.
fn indragen(text: &str) -> Vec<String> {
    rena_text(text)
        .lines()
        .map(|rad| format!("  {rad}").trim_end().to_owned())
        .collect()
}

fn av(skrivare: &[String; 2]) -> String {
    let [namn, titel] = skrivare;
    format!("{}, {}", rena_rad(namn), rena_rad(titel))
}

/// The whole akt.
pub fn akten(bild: &Arendebild, idag: NaiveDate) -> Vec<String> {
    let mut rader = vec![
        lista::arenderad(&bild.rad),
        format!("Enhet: {}", rena_rad(&bild.enhet)),
        format!("Akt: {}", koder::aktslag(bild.aktslag)),
    ];
    if let Some((_, nummer)) = &bild.annan_akt {
        rader.push(format!("Den andra förälderns ärende: {nummer}"));
    }
    rader.extend(lista::person(
        &bild.namn,
        bild.personnummer.as_deref(),
        &bild.kontakt,
        bild.sekretessmarkering,
    ));
    let (satt, dag) = bild.samtycke;
    let vardnadshavare = match bild.vardnadshavare {
        None => String::new(),
        Some(1) => ", en vårdnadshavare samtycker".to_owned(),
        Some(antal) => format!(", {antal} vårdnadshavare samtycker"),
    };
    rader.push(format!(
        "Samtycke till insatsen: {} {dag}{vardnadshavare}",
        koder::samtyckessatt(satt)
    ));
    let (mottagare, tid) = &bild.mottagen;
    rader.push(format!(
        "Mottagen av {} {}",
        rena_rad(mottagare),
        text::ko::tid(*tid)
    ));
    let del = |rader: &mut Vec<String>, rubrik: &str| {
        rader.push(String::new());
        rader.push(rubrik.to_owned());
    };
    del(&mut rader, "Journal");
    if bild.journal.is_empty() {
        rader.push("Inga anteckningar.".to_owned());
    }
    rader.extend(bild.journal.iter().flat_map(anteckning));
    del(&mut rader, "Insatsplan");
    rader.extend(plan(&bild.oppna_planer()));
    del(&mut rader, "Samtycken att lämna uppgifter");
    if bild.samtycken.is_empty() {
        rader.push("Inga samtycken.".to_owned());
    }
    rader.extend(bild.samtycken.iter().map(|rad| samtycke(rad, idag)));
    del(&mut rader, "Uppföljning");
    rader.push(super::cli::nasta(bild.rad.nasta_uppfoljning));
    rader.extend(bild.uppfoljningar.iter().flat_map(uppfoljning));
    if bild.bro.is_some() {
        del(
            &mut rader,
            "Bron till insatser med behovsprövning är öppen.",
        );
    }
    rader
}

/// A note.
pub fn anteckning(rad: &Anteckningsrad) -> Vec<String> {
    let tid = rad
        .klockslag
        .map(|tid| format!(" {}", tid.format("%H:%M")))
        .unwrap_or_default();
    let slag = match (rad.slag, rad.galler.nr(), &rad.kopia_av) {
        (Anteckningsslag::Rattelse, Some(nr), _) => format!("rättar anteckning {nr}"),
        (Anteckningsslag::Invandning, Some(nr), _) => {
            format!("personen anser att anteckning {nr} är fel")
        }
        (Anteckningsslag::Kopia, _, Some((arende, nr))) => {
            format!("kopia av anteckning {nr} i {arende}")
        }
        (slag, _, _) => koder::anteckningsslag(slag).to_owned(),
    };
    let mut rader = vec![
        format!(
            "Anteckning {}, {}{tid}, {slag}: {}",
            rad.nr,
            rad.dag,
            rena_rad(&rad.vad)
        ),
        format!("Källa: {}", rena_rad(&rad.kalla)),
    ];
    if !rad.deltog.is_empty() {
        rader.push(format!("Deltog: {}", rena_rad(&rad.deltog)));
    }
    rader.extend(indragen(&rad.text));
    rader.push(format!(
        "Signerad av {} {}",
        av(&rad.skrivare),
        text::ko::tid(rad.skriven)
    ));
    rader
}

/// The open versions of the plan, side by side under each heading where there are several.
pub fn plan(versioner: &[&Planversion]) -> Vec<String> {
    let Some(forsta) = versioner.first() else {
        return vec![INGEN_PLAN.to_owned()];
    };
    let flera = versioner.len() > 1;
    let mut rader = Vec::new();
    if flera {
        rader.push(
            "Flera har skrivit samtidigt. Alla versioner gäller tills någon har förenat dem."
                .to_owned(),
        );
    }
    for plan in versioner {
        rader.push(format!(
            "Version {}, gjord tillsammans med {}, skriven av {} {}",
            plan.led.version,
            koder::gjord_med(plan.gjord_med),
            av(&plan.skrivare),
            text::ko::tid(plan.skriven)
        ));
    }
    for rubrik in Planrubrik::ALLA {
        let lika = versioner
            .iter()
            .all(|plan| plan.text.under(rubrik) == forsta.text.under(rubrik));
        let skiljer = if lika {
            ""
        } else {
            " (versionerna skiljer sig)"
        };
        rader.push(format!(
            "{}. {}{skiljer}",
            rubrik.plats() + 1,
            koder::planrubrik(rubrik)
        ));
        if lika {
            rader.extend(under(forsta, rubrik));
        } else {
            for plan in versioner {
                rader.push(format!("Version {}:", plan.led.version));
                rader.extend(under(plan, rubrik));
            }
        }
    }
    rader
}

fn under(plan: &Planversion, rubrik: Planrubrik) -> Vec<String> {
    match plan.text.under(rubrik) {
        "" => vec!["  (inget skrivet)".to_owned()],
        text => indragen(text),
    }
}

/// A consent, with whether it still holds.
pub fn samtycke(rad: &Samtyckesrad, idag: NaiveDate) -> String {
    let lage = match (rad.aterkallat, galler(rad.till, rad.aterkallat, idag)) {
        (Some(dag), _) => format!("återkallat {dag}"),
        (None, Ok(())) => format!("gäller till och med {}", rad.till),
        (None, Err(_)) => format!("gick ut {}", rad.till),
    };
    format!(
        "Samtycke {}: {lage}. Till {} ({}): {}. Lämnat {} {}.",
        rena_rad(&rad.id.0),
        rena_rad(&rad.mottagare),
        koder::delasmed(rad.med),
        rena_rad(&rad.vad),
        koder::samtyckessatt(rad.satt),
        rad.lamnat
    )
}

/// A follow-up.
pub fn uppfoljning(rad: &Uppfoljningsrad) -> Vec<String> {
    let mut rader = vec![format!("Uppföljning {}", rad.dag)];
    rader.extend(indragen(&rad.text));
    for mal in &rad.mal {
        rader.push(format!(
            "Mål: {}: {}",
            rena_rad(&mal.mal),
            koder::malutfall(mal.utfall)
        ));
    }
    rader.push(format!(
        "Skriven av {} {}",
        av(&rad.skrivare),
        text::ko::tid(rad.skriven)
    ));
    rader
}

/// The bridge; `ord` gives the name of a list and what a point in it says.
pub fn bro(bro: &Brobild, ord: impl Fn(&str, &str) -> Option<(String, String)>) -> Vec<String> {
    let med: Vec<&str> = bro.med.iter().map(|vad| koder::tarmed(*vad)).collect();
    let med = if med.is_empty() {
        "inget".to_owned()
    } else {
        med.join(", ")
    };
    let mut rader = vec![
        format!(
            "Bro från ärende {} till insatser med behovsprövning, öppnad {}",
            bro.nummer, bro.oppnad
        ),
        format!("Ansökan görs hos: {}", rena_rad(&bro.till)),
        format!("Tas med: {med}"),
    ];
    for (vad, dag) in [
        ("Uppdraget kom", bro.dagar.uppdrag),
        ("Beslut om insats", bro.dagar.beslut),
        ("Insatsen började", bro.dagar.start),
        ("Senast uppföljd", bro.dagar.senast_uppfoljd),
        ("Insatsen avslutades", bro.dagar.avslutad),
    ] {
        if let Some(dag) = dag {
            rader.push(format!("{vad}: {dag}"));
        }
    }
    for (lista, punkt, gjord, av) in &bro.bockar {
        let (lista, punkt) =
            ord(lista, punkt).unwrap_or_else(|| (rena_rad(lista), rena_rad(punkt)));
        rader.push(format!(
            "Gjort {gjord} av {}: {lista}: {punkt}",
            rena_rad(av)
        ));
    }
    rader
}
