//! Every word of the waiting list is its own, and names a way out.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::domain::ko::hinder::KanInteIKon;
use crate::domain::ko::plats::{OmgangId, Platskrav, Pott};
use crate::domain::kolapp::Kolappskod;
use crate::store::ko::{
    Attgora, Kohandelse, Kokvitto, Koversikt, Omgangsbild, Pottbild, Underlag, Uppgift,
};

fn kod() -> Kolappskod {
    Kolappskod::av_slump(&[1, 2, 3, 4, 5, 6]).unwrap()
}

fn dagen(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn alla_status() -> Vec<Kostatus> {
    let mut alla = vec![
        Kostatus::IKo,
        Kostatus::Vilande {
            fran: dagen("2027-01-01"),
            till: dagen("2027-03-01"),
        },
        Kostatus::Erbjuden,
        Kostatus::Accepterad,
        Kostatus::Paborjad,
        Kostatus::Felregistrerad,
    ];
    alla.extend(KoOrsak::ALLA.map(Kostatus::Avslutad));
    alla
}

/// One of each; the match tells when a new one is missing here.
fn alla_hinder() -> Vec<KanInteIKon> {
    use KanInteIKon as K;
    let forsta = |hinder: &K| match hinder {
        K::OkandKolapp | K::FelStatus(_) | K::Slutgiltig(_) | K::IngenKo | K::OkandInsats => (),
        K::IngenPassar | K::InteITur(_) | K::OverhoppGallerInte(_) | K::IngetForsokIdag(_) => (),
        K::PassarInte(_) | K::PlatserOkanda | K::IngenLedigPlats | K::OkandOmgang | K::Omgang => (),
        K::NamndenHarAngett(_)
        | K::FlerTagna(_)
        | K::PlatsenArLedig
        | K::SvarsdagGarInte
        | K::ForlangningBakat => (),
        K::StaKvarSlut(_) | K::VilaBakvand | K::VilaForLang(_) | K::OrsakAvSvar => (),
        K::ForFaForsok { .. } | K::TystnadAvslutarInte | K::StegenInteKlar(_) => (),
        K::StegenSlut | K::InsatsenFinns | K::NyttKodatum | K::Mening | K::SammaPerson => (),
        K::ForslagFinns | K::IngetForslag | K::KodatumGarInte | K::IngenKontakt => (),
        K::KontaktEjHel | K::UngValjerSjalv | K::KontaktSaknas | K::StarRedan(_) => (),
        K::PartiForStort(_) | K::IngetAttAngra | K::AndratSedan | K::PlatsenBorta => (),
        K::SvarsdagEfterStart(_) | K::SvarstidForKort(_) | K::SvarstidPagar(_) => (),
        K::NamndenHarInteBeslutat | K::VilketVillkor | K::StegForTidigt(_) => (),
        K::ImportTom => (),
    };
    let mut alla = vec![
        K::OkandKolapp,
        K::Slutgiltig(Kostatus::Paborjad),
        K::Slutgiltig(Kostatus::Felregistrerad),
        K::Slutgiltig(Kostatus::Avslutad(KoOrsak::Avliden)),
        K::IngenKo,
        K::OkandInsats,
        K::IngenPassar,
        K::InteITur(1),
        K::InteITur(4),
        K::OverhoppGallerInte(kod()),
        K::IngetForsokIdag(kod()),
        K::PlatserOkanda,
        K::IngenLedigPlats,
        K::OkandOmgang,
        K::Omgang,
        K::NamndenHarAngett(4),
        K::FlerTagna(1),
        K::FlerTagna(3),
        K::PlatsenArLedig,
        K::SvarsdagGarInte,
        K::ForlangningBakat,
        K::StaKvarSlut(2),
        K::VilaBakvand,
        K::VilaForLang(6),
        K::OrsakAvSvar,
        K::ForFaForsok {
            gjorda: 1,
            kravs: 3,
        },
        K::TystnadAvslutarInte,
        K::StegenInteKlar(1),
        K::StegenSlut,
        K::InsatsenFinns,
        K::NyttKodatum,
        K::Mening,
        K::SammaPerson,
        K::ForslagFinns,
        K::IngetForslag,
        K::KodatumGarInte,
        K::IngenKontakt,
        K::KontaktEjHel,
        K::UngValjerSjalv,
        K::KontaktSaknas,
        K::StarRedan(kod()),
        K::PartiForStort(9),
        K::IngetAttAngra,
        K::AndratSedan,
        K::PlatsenBorta,
        K::SvarsdagEfterStart(dagen("2027-02-01")),
        K::SvarstidForKort(5),
        K::SvarstidPagar(dagen("2027-02-01")),
        K::NamndenHarInteBeslutat,
        K::VilketVillkor,
        K::StegForTidigt(dagen("2027-02-01")),
        K::ImportTom,
    ];
    alla.extend(alla_status().into_iter().map(K::FelStatus));
    alla.extend(Overhopp::ALLA.map(K::PassarInte));
    alla.iter().for_each(forsta);
    alla
}

fn olika(texter: impl IntoIterator<Item = (String, String)>) {
    let mut sedda = BTreeMap::new();
    for (vad, text) in texter {
        assert!(!text.trim().is_empty(), "{vad}");
        assert!(crate::rena::ar_ren(&text), "{vad}: {text}");
        if let Some(annan) = sedda.insert(text.clone(), vad.clone()) {
            panic!("{vad} and {annan} have the same words: {text}");
        }
    }
}

/// What somebody is asked to do instead.
const UTVAGAR: [&str; 33] = [
    "läs",
    "ta",
    "välj",
    "se",
    "erbjud",
    "försök",
    "anteckna",
    "hoppa",
    "ange",
    "vänta",
    "ändra",
    "låt",
    "skriv",
    "börja",
    "ge",
    "återuppta",
    "avsluta",
    "be",
    "föreslå",
    "fråga",
    "hör",
    "använd",
    "dela",
    "rätta",
    "öppna",
    "starta",
    "kontrollera",
    "påminn",
    "förläng",
    "förbered",
    "ställ",
    "godkänn",
    "gå",
];

fn har_utvag(text: &str) -> bool {
    // A way out stands in a sentence after the first one.
    text.split_once(['.', ':']).is_some_and(|(_, rest)| {
        rest.to_lowercase()
            .split(|c: char| !c.is_alphabetic())
            .any(|ord| UTVAGAR.contains(&ord))
    })
}

#[test]
fn varje_nej_har_egna_ord_och_en_vag_vidare() {
    let alla: Vec<(String, String)> = alla_hinder()
        .iter()
        .map(|nej| (format!("{nej:?}"), hinder(nej, None)))
        .collect();
    for (vad, text) in &alla {
        assert!(har_utvag(text), "{vad}: {text}");
        assert!(text.ends_with('.'), "{vad}: {text}");
    }
    olika(alla);
}

#[test]
fn den_som_andrade_sist_namns_med_mottagning_och_klockslag() {
    let av = ("desk2\u{1b}".to_owned(), Utc::now());
    let text = hinder(&KanInteIKon::AndratSedan, Some(&av));
    let kl = svensk(av.1).format("%H:%M").to_string();
    assert!(
        text.ends_with(&format!("Senast ändrad vid desk2\u{fffd} kl {kl}.")),
        "{text}"
    );
}

#[test]
fn varje_sak_att_gora_har_egna_ord_och_sager_vad_som_ska_goras() {
    let uppgift = |vad| Uppgift {
        vad,
        insats: "3.1.4".parse().unwrap(),
        kod: Some(kod()),
        dag: Some(dagen("2027-01-12")),
        pott: None,
        antal: Some(3),
    };
    let alla: Vec<(String, String)> = Attgora::ALLA
        .map(|vad| (format!("{vad:?}"), attgora(&uppgift(vad), "Stödsamtal")))
        .into();
    for (vad, text) in &alla {
        assert!(text.starts_with("3.1.4 Stödsamtal: "), "{text}");
        let vidare = har_utvag(text) || text.contains("Inget behöver göras");
        assert!(vidare, "{vad}: {text}");
    }
    olika(alla);
    olika(Attgora::ALLA.map(|vad| {
        let rad = attgora_rad(&uppgift(vad), "Stödsamtal");
        assert!(rad.ends_with(" · 3.1.4 Stödsamtal"), "{rad}");
        // What is to be done, and with which slip, is seen also in a narrow window.
        let (akt, _) = rad.split_once(" · ").unwrap();
        assert!(akt.chars().count() <= 30, "{rad}");
        (format!("{vad:?}"), rad)
    }));
    for vad in Attgora::ALLA {
        let naken = Uppgift {
            kod: None,
            dag: None,
            antal: None,
            ..uppgift(vad)
        };
        assert!(attgora(&naken, "").len() > "3.1.4 : ".len() + 20, "{vad:?}");
    }
}

/// The kinds of events that the file knows, read from its own schema.
fn alla_slag() -> Vec<String> {
    let schema = include_str!("../../store/sqlite/schema/2_ko.sql");
    let (_, rest) = schema.split_once("CHECK (slag IN (").unwrap();
    let (lista, _) = rest.split_once("))").unwrap();
    lista
        .split(',')
        .map(|slag| slag.trim().trim_matches('\'').to_owned())
        .collect()
}

fn handelsen(slag: &str, orsak: Option<&str>, om: Option<&str>) -> Kohandelse {
    Kohandelse {
        seq: 1,
        tid: DateTime::from_timestamp_millis(1_800_000_000_000).unwrap(),
        anvandare: "anna".to_owned(),
        desk: "desk1".to_owned(),
        slag: slag.to_owned(),
        orsak: orsak.map(str::to_owned),
        om: om.map(str::to_owned),
        plats: Some(4),
        angrar: None,
        mening: None,
    }
}

#[test]
fn varje_slags_handelse_har_egna_ord() {
    let slag = alla_slag();
    assert_eq!(slag.len(), 36, "{slag:?}");
    let okand = handelse(&handelsen("finns_inte", None, None));
    olika(slag.iter().map(|slag| {
        let text = handelse(&handelsen(slag, None, None));
        assert_ne!(text, okand, "{slag}");
        (slag.clone(), text)
    }));
    olika(slag.iter().map(|slag| {
        let text = handelse(&handelsen("angrad", Some(slag), None));
        (slag.clone(), text)
    }));
}

#[test]
fn det_som_en_handelse_handlar_om_sags_i_ord() {
    let kod = kod().to_string();
    let fall = [
        (
            "vila",
            None,
            "2026-01-01/2026-02-01",
            "2026-01-01 till 2026-02-01",
        ),
        (
            "erbjuden",
            None,
            "3.1.4 2026-12-01",
            "löpande, svar senast 2026-12-01",
        ),
        (
            "erbjuden",
            None,
            "0123456789abcdef0123456789abcdef 2026-12-01",
            "omgång, svar senast 2026-12-01",
        ),
        ("forlangt", None, "2026-12-04", "2026-12-04"),
        ("ater_aktiv", Some("tiden_ute"), "", "vilan är slut"),
        (
            "overhoppad",
            Some("inte_nabar"),
            kod.as_str(),
            "går inte att nå i dag",
        ),
        ("overhoppad", Some("sprak"), kod.as_str(), kod.as_str()),
        ("avslutad", Some("dubblett"), "", "dubblett"),
        (
            "kontaktforsok",
            Some("nadd"),
            "sms 2026-11-25",
            "nåddes (sms)",
        ),
        (
            "kontaktforsok",
            Some("inte_nadd"),
            "telefon 2026-11-25",
            "utan svar (telefon)",
        ),
        ("bekraftelse_begard", None, "3", "sista besked"),
        (
            "rattelse_foreslagen",
            Some("fel_klocka"),
            "1741079700000",
            "2025-03-04",
        ),
        ("angrad", Some("accepterad"), "", "ångrades: tackade ja"),
        ("platser", None, "12", "12"),
        ("plats_lamnad", None, "3.1.4 7", "7"),
    ];
    for (slag, orsak, om, vantat) in fall {
        let text = handelse(&handelsen(slag, orsak, (!om.is_empty()).then_some(om)));
        assert!(text.contains(vantat), "{slag}: {text}");
    }
    let rad = historierad(&handelsen("paminnelse", None, None));
    assert!(rad.contains("(plats 4)  [anna vid desk1]"), "{rad}");
}

#[test]
fn varje_orsak_status_och_skal_har_egna_ord() {
    olika(KoOrsak::ALLA.map(|o| (format!("{o:?}"), orsak(o).to_owned())));
    olika(KoOrsak::ALLA.map(|o| (format!("{o:?}"), orsak_lang(o).to_owned())));
    olika(Overhopp::ALLA.map(|o| (format!("{o:?}"), overhopp(o).to_owned())));
    olika(Rattelseorsak::ALLA.map(|o| (format!("{o:?}"), rattelseorsak(o).to_owned())));
    olika(Kontaktsatt::ALLA.map(|s| (format!("{s:?}"), kontaktsatt(s).to_owned())));
    olika(Koslag::ALLA.map(|s| (format!("{s:?}"), koslag(s).to_owned())));
    olika(
        alla_status()
            .into_iter()
            .map(|s| (format!("{s:?}"), status(s))),
    );
}

#[test]
fn vantetiden_ar_aldrig_ett_enda_tal() {
    assert_eq!(vantetid(Vantetid::Veckor(3, 7)), "ungefär 3–7 veckor");
    assert_eq!(
        vantetid(Vantetid::KanInteBeraknas),
        "kan inte beräknas: färre än fem har börjat"
    );
    assert_eq!(
        vantetid(Vantetid::Omgang(dagen("2027-01-12"))),
        "omgången 2027-01-12"
    );
    for (fran, till) in [(0, 1), (5, 6), (200, 400), (300, u32::MAX)] {
        let text = vantetid(Vantetid::Veckor(fran, till));
        assert!(text.contains('–') || text.contains("år"), "{text}");
        assert!(!text.contains("4294967295"), "{text}");
    }
}

#[test]
fn veckodagar_och_de_som_star_fore_sags_kort() {
    assert_eq!(
        veckodagar(Veckodagar::ny(0b100_0101).unwrap()),
        "mån, ons, sön"
    );
    assert_eq!(fore(7, 2), "före dig: 7, varav 2 vilande");
    assert_eq!(fore(7, 0), "före dig: 7");
    assert_eq!(fore(0, 0), "före dig: ingen");
}

#[test]
fn den_som_lamnar_kon_far_hora_att_den_kan_ansoka() {
    for o in KoOrsak::ALLA {
        let text = sag_vid_avslut(Some(o), "Socialkontoret");
        assert_eq!(text.is_some(), o != KoOrsak::Avliden, "{o:?}");
    }
    let text = sag_vid_avslut(None, "Socialkontoret").unwrap();
    assert!(text.contains("rätt att ansöka") && text.ends_with("Socialkontoret."));
    let bevis = bevis::kobevis(kod(), "Stödsamtal", Utc::now(), Some(3), "Socialkontoret");
    let bevis = bevis.join("\n");
    for del in [
        &kod().to_string(),
        "DEN HÄR insatsen",
        "lämna kön",
        "ansöka",
    ] {
        assert!(bevis.contains(del), "{bevis}");
    }
}

fn omgang() -> Pott {
    Pott::Omgang(OmgangId::ny("0123456789abcdef0123456789abcdef").unwrap())
}

#[test]
fn ett_kvitto_sager_var_kolappen_star_och_vem_som_ar_nast() {
    let kvitto = Kokvitto {
        post: Some((kod(), Kostatus::IKo)),
        plats: Some(2),
        svar_senast: Some(dagen("2026-12-01")),
        nasta: Some((Pott::Lopande("3.1.4".parse().unwrap()), Some(kod()))),
        ..Kokvitto::default()
    };
    let kod = kod();
    assert_eq!(
        cli::kvitto(&kvitto),
        [
            format!("Kölapp {kod}: i kö, plats 2."),
            "Svar senast 2026-12-01.".to_owned(),
            format!("En plats är ledig (löpande plats i 3.1.4). Näst i tur: kölapp {kod}."),
        ]
    );
    let ingen = Kokvitto {
        nasta: Some((omgang(), None)),
        ..Kokvitto::default()
    };
    assert!(cli::kvitto(&ingen)[0].ends_with("Ingen som väntar passar den nu."));
    assert_eq!(cli::kvitto(&Kokvitto::default()), Vec::<String>::new());
}

#[test]
fn underlaget_namner_var_och_en_som_hoppas_over_och_varfor() {
    let underlag = Underlag {
        pott: omgang(),
        lediga: 4,
        krav: Platskrav {
            sprak: Some("ar".to_owned()),
            band: vec![crate::domain::tid::Aldersband::Fran25Till44],
            start: Some(dagen("2027-01-12")),
        },
        kod: kod(),
        plats: 3,
        parti: 2,
        svar_senast: dagen("2026-12-01"),
        overhoppade: Overhopp::ALLA.map(|skal| (kod(), 1, skal)).to_vec(),
        har_kontakt: false,
    };
    let text = cli::underlag(&underlag).join("\n");
    for del in [
        "plats 3 i kön: 2 platser",
        "Lediga platser: 4. Svar senast 2026-12-01.",
        "börjar 2027-01-12, arabiska, 25–44 år",
        "Personen hör av sig",
    ] {
        assert!(text.contains(del), "{del}: {text}");
    }
    for skal in Overhopp::ALLA {
        let rad = format!("{}; behåller sin plats", overhopp(skal));
        assert!(text.contains(&rad), "{text}");
    }
}

#[test]
fn en_ko_och_dess_platser_sags_i_en_blick() {
    let ko = Koversikt {
        insats: "3.1.4".parse().unwrap(),
        langd: 12,
        vilande: 2,
        erbjudna: 1,
        accepterade: 3,
        aldst: Some(Utc::now()),
        lediga: Some(0),
        nasta_omgang: Some((dagen("2027-01-12"), 4)),
        granskad: Some(dagen("2026-11-01")),
        forsenad: true,
    };
    let text = cli::oversikt(&ko, "Stödsamtal");
    for del in [
        "Stödsamtal: 12 i kö, varav 2 vilande",
        "1 har ett erbjudande",
        "3 har tackat ja",
        "lediga platser: 0",
        "omgång 2027-01-12 (lediga: 4)",
        "ska gås igenom",
    ] {
        assert!(text.contains(del), "{del}: {text}");
    }
    let bild = Pottbild {
        pott: omgang(),
        antal: 12,
        tagna: vec![(1, Some(kod()), true), (2, None, false)],
        omgang: Some(Omgangsbild {
            tillfallen: vec![(dagen("2027-01-12").and_hms_opt(17, 0, 0).unwrap(), 120)],
            minst: 6,
            installd: true,
            krav: Platskrav::default(),
        }),
    };
    let rader = cli::pottbild(&bild);
    assert!(
        rader[0].ends_with("2 av 12 tagna, ett tillfälle, minst 6, inställd"),
        "{rader:?}"
    );
    assert!(rader[1].ends_with("hålls för ett erbjudande") && rader[2].ends_with("utan kölapp"));
}

#[test]
fn en_okand_orsak_visar_bara_dem_som_far_valjas() {
    let text = cli::okand_orsak();
    for orsak in KoOrsak::ALLA {
        let finns = text.split([' ', ',', '.']).any(|ord| ord == orsak.kod());
        assert_eq!(finns, orsak.valjs_av_personal(), "{orsak:?}: {text}");
    }
}
