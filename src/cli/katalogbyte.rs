//! What a new catalogue would mean for those who wait. Reads only: nothing is changed, and nobody is ended.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{CliFel, Kor, Svar, avbrott};
use crate::domain::insats::{InsatsNr, Katalog};
use crate::domain::ko::katalogbyte::{Besked, Insatsbyte, Vantande, sammanstall};
use crate::domain::kolapp::Kolappskod;
use crate::domain::provning::STADSOMRADE;
use crate::domain::tid::svensk;
use crate::katalog;
use crate::rena::rena_rad;
use crate::start::{StartFel, las_textfil};
use crate::store::ko::{Kofraga, Korad, Kosvar, Sammanhang};
use crate::store::{Query, Reply, Store};
use crate::text;

/// Compares the catalogue in use with a new one, for everybody who waits. The answer is yes where nobody is affected.
///
/// # Errors
/// Exit code 2 with every remark when the new catalogue has a fault; 3 when the file cannot be used.
pub(super) fn jamfor(kor: &Kor, fil: &Path) -> Result<Svar, CliFel> {
    let namn = rena_rad(&fil.display().to_string());
    let text = las_textfil(fil).map_err(|_| CliFel::indata(&text::cli::kan_inte_lasa(&namn)))?;
    let last = katalog::las(&text);
    let Some(ny) = last.katalog else {
        return Err(StartFel::Katalog(namn, last.anmarkningar).into());
    };
    avbrott::med(|gang| {
        gang.nu(text::cli::LASER);
        let mut store = kor.oppna()?;
        store.folj(gang.framsteg());
        let vantar = vantar(&kor.katalog, kor.idag, &mut store)?;
        gang.nu(text::cli::RAKNAR);
        Ok(svar(&kor.katalog, &ny, &vantar, kor.idag))
    })
}

/// Everybody who waits, in the order of each queue. A silo insats is asked for by name (SEK-02).
fn vantar(
    katalog: &Arc<Katalog>,
    idag: NaiveDate,
    store: &mut impl Store,
) -> Result<Vec<Korad>, CliFel> {
    let silor = katalog.insatser.iter().filter(|insats| insats.silo);
    let fragor = std::iter::once(None).chain(silor.map(|insats| Some(insats.nr)));
    let mut alla = Vec::new();
    let mut sedda = BTreeSet::new();
    for insats in fragor {
        let sammanhang = Sammanhang {
            katalog: Arc::clone(katalog),
            idag,
        };
        let svar = store.load(&Query::Ko(Kofraga::Alla(insats), sammanhang))?;
        let Reply::Ko(svar) = svar else {
            return Err(CliFel::programfel());
        };
        let Kosvar::Alla(rader) = *svar else {
            return Err(CliFel::programfel());
        };
        alla.extend(rader.into_iter().filter(|rad| sedda.insert(rad.kod)));
    }
    Ok(alla)
}

fn vantande(rad: &Korad, idag: NaiveDate) -> Vantande {
    let kodatum = svensk(rad.sedan).date();
    // A corrected ködatum may lie before the day on which the villkor were checked, and the facts may be changed for
    // as long as the person waits; with an old list nobody knows what was checked.
    let senast = idag.max(kodatum);
    let provad = if rad.rattad { senast } else { kodatum };
    Vantande {
        kod: rad.kod,
        insats: rad.insats,
        katalog: rad.katalog.clone(),
        kodatum,
        provad: (!rad.importerad).then_some(provad),
        band: rad.uppgifter.band.map(|band| (band, senast)),
    }
}

fn svar(gammal: &Katalog, ny: &Katalog, rader: &[Korad], idag: NaiveDate) -> Svar {
    let alla: Vec<Vantande> = rader.iter().map(|rad| vantande(rad, idag)).collect();
    let insatser = sammanstall(gammal, ny, &alla, idag);
    let berorda: usize = insatser.iter().map(|insats| insats.berorda.len()).sum();
    let json = json!({
        "katalog": gammal.version,
        "ny_katalog": ny.version,
        "datum": idag.to_string(),
        "vantar": alla.len(),
        "berorda": berorda,
        "insatser": insatser.iter().map(|insats| insats_json(gammal, ny, insats)).collect::<Vec<_>>(),
    });
    let antal = |antal: usize| u64::try_from(antal).unwrap_or(u64::MAX);
    let mut text = vec![text::katalogbyte::rubrik(
        &gammal.version,
        &ny.version,
        idag,
    )];
    for insats in &insatser {
        insats_text(gammal, ny, insats, &mut text);
    }
    if alla.is_empty() {
        text.push(text::katalogbyte::INGEN_VANTAR.to_owned());
    } else {
        text.push(text::katalogbyte::summa(antal(alla.len()), antal(berorda)));
    }
    if berorda > 0 {
        text.push(text::katalogbyte::INGET_ANDRAT.to_owned());
    }
    Svar {
        ja: berorda == 0,
        json,
        text: text.join("\n"),
    }
}

fn namn<'a>(gammal: &'a Katalog, ny: &'a Katalog, nr: InsatsNr) -> &'a str {
    let insats = ny.insats(nr).or_else(|| gammal.insats(nr));
    insats.map_or("", |insats| insats.namn.as_str())
}

fn insats_json(gammal: &Katalog, ny: &Katalog, insats: &Insatsbyte) -> Value {
    json!({
        "nr": insats.insats.to_string(),
        "namn": namn(gammal, ny, insats.insats),
        "oforandrade": insats.oforandrade,
        "borta": insats.borta,
        "inte_langre": insats.inte_langre,
        "kontrolleras_igen": insats.kontrolleras_igen,
        "kontakt_bort": insats.kontakt_bort,
        "dokumentation": insats.dokumentation.map(|byte| json!({"fran": byte.fran, "till": byte.till})),
        "kolappar": insats.berorda.iter().map(kolapp_json).collect::<Vec<_>>(),
    })
}

fn kolapp_json((kod, besked): &(Kolappskod, Besked)) -> Value {
    json!({
        "kod": kod.to_string(),
        "byte": besked.byte.kod(),
        "villkor": besked.byte.villkor(),
        "kontakt_bort": besked.kontakt_bort,
    })
}

fn insats_text(gammal: &Katalog, ny: &Katalog, insats: &Insatsbyte, ut: &mut Vec<String>) {
    ut.push(format!(
        "{} {}: {}",
        insats.insats,
        namn(gammal, ny, insats.insats),
        text::katalogbyte::oforandrade(insats.oforandrade)
    ));
    ut.extend(insats.dokumentation.map(text::katalogbyte::dokumentation));
    let efter = ny.insats(insats.insats);
    for (kod, besked) in &insats.berorda {
        let villkor: Vec<String> = besked
            .byte
            .villkor()
            .iter()
            .map(|id| match efter.and_then(|efter| efter.villkor(id)) {
                Some(villkor) => villkor.text.clone(),
                None if id == STADSOMRADE => text::katalogbyte::stadsomrade(
                    efter.map_or(&[], |efter| efter.stadsomraden.as_slice()),
                ),
                None => id.clone(),
            })
            .collect();
        let villkor: Vec<&str> = villkor.iter().map(String::as_str).collect();
        let vad = text::katalogbyte::kolapp(&besked.byte, &villkor, besked.kontakt_bort);
        ut.push(format!("  {kod}  {vad}"));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::domain::ko::Kostatus;
    use crate::domain::ko::plats::Kouppgifter;
    use crate::domain::tid::Aldersband;
    use crate::store::{Aktor, Change, OpId, StoreError};
    use chrono::{DateTime, Utc};

    const IDAG: &str = "2026-11-22";

    fn idag() -> NaiveDate {
        IDAG.parse().unwrap()
    }

    fn las(text: &str) -> Arc<Katalog> {
        Arc::new(katalog::las(text).katalog.unwrap())
    }

    fn gammal() -> Arc<Katalog> {
        las(katalog::inbyggd())
    }

    /// The built-in catalogue in a later version: other ages for 3.4.5, other documentation of 3.1.4, without 3.4.6.
    fn ny() -> Arc<Katalog> {
        let mut ny = gammal().as_ref().clone();
        ny.version = "2027-01-01".to_owned();
        let andrad = katalog::inbyggd()
            .replace(
                "alder = { fran = 15, till = 21, till-och-med = \"oklart\" }",
                "alder = { fran = 15, till = 19, till-och-med = \"ja\" }",
            )
            .replace(
                "text = \"Ung, mellan 15 och 21 år.\"",
                "text = \"Ung, 15 till 19 år.\"",
            );
        ny.insatser = las(&andrad).insatser.clone();
        ny.insatser.retain(|insats| insats.nr != nr("3.4.6"));
        let (fran, till) = (nr("3.4.3"), nr("3.2.1"));
        let undantagen = ny.insats(till).unwrap().dokumentation.clone();
        let insats = ny.insatser.iter_mut().find(|insats| insats.nr == fran);
        insats.unwrap().dokumentation = undantagen;
        Arc::new(ny)
    }

    fn nr(text: &str) -> InsatsNr {
        text.parse().unwrap()
    }

    fn rad(slump: u8, insats: &str, sedan: &str) -> Korad {
        Korad {
            kod: Kolappskod::av_slump(&[slump, 0, 0, 0, 0, 0]).unwrap(),
            insats: nr(insats),
            katalog: gammal().version.clone(),
            plats: Some(1),
            sedan: format!("{sedan}T12:00:00Z").parse().unwrap(),
            status: Kostatus::IKo,
            uppgifter: Kouppgifter::default(),
            svar_senast: None,
            rattad: false,
            importerad: false,
        }
    }

    #[test]
    fn den_som_berors_namns_med_kolapp_och_skal() {
        let rader = [
            rad(1, "3.1.2", IDAG),
            rad(2, "3.4.3", "2026-11-01"),
            rad(3, "3.4.5", "2020-11-01"),
            rad(4, "3.4.5", "2026-11-01"),
            rad(5, "3.4.6", "2026-11-01"),
        ];
        let svar = svar(&gammal(), &ny(), &rader, idag());
        assert!(!svar.ja);
        assert_eq!(
            (&svar.json["vantar"], &svar.json["berorda"]),
            (&json!(5), &json!(4))
        );
        assert_eq!(svar.json["ny_katalog"], "2027-01-01");
        let [samma, dok, ung, borta] = &svar.json["insatser"].as_array().unwrap()[..] else {
            panic!("{}", svar.json)
        };
        assert_eq!(
            (&samma["nr"], &samma["oforandrade"]),
            (&json!("3.1.2"), &json!(1))
        );
        assert_eq!(samma["kolappar"], json!([]));
        assert_eq!(
            dok["dokumentation"],
            json!({"fran": "14:3", "till": "14:5"})
        );
        assert_eq!(dok["kolappar"][0]["kontakt_bort"], true);
        assert_eq!(
            (&ung["inte_langre"], &ung["kontrolleras_igen"]),
            (&json!(1), &json!(1))
        );
        assert_eq!(ung["kolappar"][0]["byte"], "inte_langre");
        assert_eq!(ung["kolappar"][1]["villkor"], json!(["alder-15-21"]));
        assert_eq!(borta["borta"], 1);
        // An insats that is gone has its name from the catalogue in use.
        assert!(!borta["namn"].as_str().unwrap().is_empty());

        for del in [
            format!(
                "  {}  villkoret uppfylls inte längre: Ung, 15 till 19 år.",
                rader[2].kod
            ),
            format!("  {}  kontrollera igen: Ung, 15 till 19 år.", rader[3].kod),
            format!("  {}  kontaktuppgifterna ska bort", rader[1].kod),
            format!("  {}  insatsen finns inte kvar", rader[4].kod),
            "Dokumentationen ändras från 14:3 till 14:5.".to_owned(),
            "5 väntar. 4 berörs.".to_owned(),
        ] {
            assert!(svar.text.contains(&del), "{del}\n{}", svar.text);
        }
        assert!(!svar.text.contains(&rader[0].kod.to_string()));
    }

    #[test]
    fn nar_ingen_berors_ar_svaret_ja() {
        let nytt = svar(&gammal(), &ny(), &[rad(1, "3.1.2", IDAG)], idag());
        assert!(nytt.ja, "{}", nytt.text);
        assert!(
            nytt.text.ends_with("1 väntar. Ingen berörs."),
            "{}",
            nytt.text
        );
        let tomt = svar(&gammal(), &ny(), &[], idag());
        assert!(tomt.ja);
        assert!(
            tomt.text.ends_with("Ingen väntar i någon kö."),
            "{}",
            tomt.text
        );
    }

    #[test]
    fn det_som_kan_vara_skrivet_senare_an_kodatum_bevisar_mindre() {
        let byte = |rad: Korad| {
            let svar = svar(&gammal(), &ny(), &[rad], idag());
            svar.json["insatser"][0]["kolappar"][0]["byte"].clone()
        };
        let lange = || rad(3, "3.4.5", "2020-11-01");
        assert_eq!(byte(lange()), "inte_langre");
        // The villkor may have been checked long after the day that the ködatum was corrected to.
        let rattad = Korad {
            rattad: true,
            ..lange()
        };
        assert_eq!(byte(rattad), "kontrolleras_igen");
        let importerad = Korad {
            importerad: true,
            ..lange()
        };
        assert_eq!(byte(importerad), "kontrolleras_igen");
        let annan_version = Korad {
            katalog: "2020-01-01".to_owned(),
            ..lange()
        };
        assert_eq!(byte(annan_version), "kontrolleras_igen");
        let med_band = |band| Korad {
            importerad: true,
            uppgifter: Kouppgifter {
                band: Some(band),
                ..Kouppgifter::default()
            },
            ..lange()
        };
        assert_eq!(byte(med_band(Aldersband::Fran25Till44)), "inte_langre");
        assert_eq!(
            byte(med_band(Aldersband::Fran18Till24)),
            "kontrolleras_igen"
        );
    }

    /// A store that knows only of who waits: one in an open queue, one in a silo, who is also there unnamed.
    struct Koer(Vec<Option<InsatsNr>>);

    impl Store for Koer {
        fn load(&mut self, query: &Query) -> Result<Reply, StoreError> {
            let Query::Ko(Kofraga::Alla(insats), _) = query else {
                return Err(StoreError::Saknas);
            };
            self.0.push(*insats);
            let rader = match insats {
                None => vec![rad(1, "3.1.2", IDAG), rad(2, "3.1.1", IDAG)],
                Some(_) => vec![rad(2, "3.1.1", IDAG), rad(3, "3.1.1", IDAG)],
            };
            Ok(Reply::Ko(Box::new(Kosvar::Alla(rader))))
        }

        fn save(
            &mut self,
            _: &Aktor,
            _: OpId,
            _: DateTime<Utc>,
            _: &Change,
        ) -> Result<Reply, StoreError> {
            panic!("en jämförelse ändrar inget")
        }

        fn changed_elsewhere(&mut self) -> Result<bool, StoreError> {
            Ok(false)
        }
    }

    #[test]
    fn en_silo_fragas_vid_namn_och_ingen_raknas_tva_ganger() {
        let mut lager = Koer(Vec::new());
        let rader = vantar(&gammal(), idag(), &mut lager).unwrap();
        assert_eq!(lager.0, [None, Some(nr("3.1.1"))]);
        let koder: Vec<_> = rader.iter().map(|rad| rad.kod).collect();
        assert_eq!(koder, [1, 2, 3].map(|slump| rad(slump, "3.1.1", IDAG).kod));
    }
}
