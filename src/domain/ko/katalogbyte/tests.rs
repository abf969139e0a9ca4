//! What a new catalogue means for those who wait, case by case; for any birth date in `egenskaper`.
#![allow(clippy::unwrap_used)]

mod egenskaper;

use super::*;
use crate::domain::akt::Aktslag;
use crate::domain::insats::{
    BarnDeltar, Barnregler, Beslut, Dokumentation, Genomforande, Kontakt, Lamplig, Malgrupp,
    Sokord, Uppgift,
};
use crate::domain::ko::policy::Kopolicy;
use crate::domain::villkor::EgenUppgift;

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn kod(slump: u8) -> Kolappskod {
    Kolappskod::av_slump(&[slump, 1, 2, 3, 4, 5]).unwrap()
}

fn villkor(id: &str, krav: Krav) -> Villkor {
    Villkor {
        id: id.into(),
        text: id.into(),
        krav,
        underlag: Vec::new(),
        egen_uppgift: EgenUppgift::Markeras,
        oppet: None,
    }
}

fn alder(id: &str, fran: Option<u8>, till: Option<(u8, ArMed)>) -> Villkor {
    let grans = Aldersgrans { fran, till };
    villkor(
        id,
        Krav::Alder {
            avser: Part::Person,
            grans,
        },
    )
}

fn folkbokford(kommun: &str) -> Villkor {
    let krav = Krav::Folkbokford {
        avser: vec![Part::Person],
        kommuner: vec![kommun.into()],
    };
    villkor("folkbokford", krav)
}

fn insats(nr: &str, villkor: Vec<Villkor>) -> Insats {
    Insats {
        nr: nr.parse().unwrap(),
        namn: nr.into(),
        grupp: "Prov".into(),
        ksi: None,
        beslut: Beslut {
            namnd: "Prov".into(),
            titel: "Prov".into(),
            datum: Uppgift::Kand(d("2025-06-17")),
            referens: Uppgift::Kand("1".into()),
            fran: None,
            till: None,
        },
        giltig: (None, None),
        innehall: "Prov".into(),
        malgrupp: Malgrupp {
            text: "Alla".into(),
            alder: None,
        },
        villkor,
        dokumentation: tre(),
        genomforande: Genomforande::default(),
        barn: Barnregler {
            deltar: BarnDeltar::Nej,
            lamplig_15_17: Lamplig::EjBeslutat,
            grund: None,
        },
        stadsomraden: Vec::new(),
        sok: Sokord::default(),
        narliggande: Vec::new(),
        oppet: Vec::new(),
        viktigt: None,
        silo: false,
        ko: Kopolicy::default(),
    }
}

fn tre() -> Dokumentation {
    Dokumentation::Dokumenteras {
        enhet: None,
        steg: None,
        system: Uppgift::Kand("Akten".into()),
        akt: Some(Aktslag::Mottagaren),
    }
}

fn fem() -> Dokumentation {
    Dokumentation::Undantagen {
        skal: "Prov".into(),
    }
}

fn katalog(version: &str, insatser: Vec<Insats>) -> Katalog {
    let kontakt = Kontakt {
        namn: "Prov".into(),
        telefon: Uppgift::Kand("1".into()),
        adress: None,
    };
    Katalog {
        kommun: "Prov".into(),
        version: version.into(),
        insatser,
        hanvisningar: Vec::new(),
        namnd: kontakt.clone(),
        ansokan: kontakt.clone(),
        barn_och_unga: kontakt,
        oppet: Vec::new(),
        stangda_dagar: Vec::new(),
        gallring: crate::domain::gallring::Gallringsregler::default(),
    }
}

const GAMMAL: &str = "2025-01-01";
const NY: &str = "2026-01-01";

fn vantande(kodatum: &str) -> Vantande {
    Vantande {
        kod: kod(0),
        insats: "1.1".parse().unwrap(),
        katalog: GAMMAL.into(),
        kodatum: d(kodatum),
        provad: Some(d(kodatum)),
        band: None,
    }
}

/// What changes for one entry between two insatser.
fn besked(fore: Insats, efter: Insats, en: &Vantande, idag: &str) -> Besked {
    let (gammal, ny) = (katalog(GAMMAL, vec![fore]), katalog(NY, vec![efter]));
    for_en(&gammal, &ny, en, d(idag))
}

/// What changes when only the villkor do.
fn byte(fore: Vec<Villkor>, efter: Vec<Villkor>, en: &Vantande, idag: &str) -> Byte {
    besked(insats("1.1", fore), insats("1.1", efter), en, idag).byte
}

fn igen(ids: &[&str]) -> Byte {
    Byte::KontrollerasIgen {
        villkor: ids.iter().map(ToString::to_string).collect(),
    }
}

fn inte(ids: &[&str]) -> Byte {
    Byte::InteLangre {
        villkor: ids.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn samma_villkor_och_ett_borttaget_ar_ingen_forandring() {
    let en = vantande("2025-03-01");
    let bada = || vec![folkbokford("Prov"), alder("vuxen", Some(18), None)];
    assert_eq!(byte(bada(), bada(), &en, "2026-01-01"), Byte::Oforandrat);
    let utan = vec![folkbokford("Prov")];
    assert_eq!(byte(bada(), utan, &en, "2026-01-01"), Byte::Oforandrat);
}

#[test]
fn ett_nytt_eller_andrat_villkor_kontrolleras_igen() {
    let en = vantande("2025-03-01");
    let fore = || vec![folkbokford("Prov")];
    let efter = vec![
        folkbokford("Annan"),
        villkor("kurs", Krav::Faktum),
        villkor("tillsammans", Krav::GemensamBegaran),
    ];
    assert_eq!(
        byte(fore(), efter, &en, "2026-01-01"),
        igen(&["folkbokford", "kurs", "tillsammans"])
    );
    // The ages of others are not known from the queue.
    let barnets = |fran| {
        let grans = Aldersgrans {
            fran: Some(fran),
            till: None,
        };
        let avser = Part::Barn;
        vec![villkor("barnet", Krav::Alder { avser, grans })]
    };
    assert_eq!(
        byte(barnets(3), barnets(12), &en, "2026-01-01"),
        igen(&["barnet"])
    );
}

#[test]
fn en_bedomning_kontrolleras_aldrig_igen() {
    let en = vantande("2025-03-01");
    let efter = vec![villkor("behov", Krav::Bedomning)];
    assert_eq!(byte(Vec::new(), efter, &en, "2026-01-01"), Byte::Oforandrat);
}

#[test]
fn en_okand_version_gor_att_allt_kontrolleras_igen() {
    let villkoren = || vec![folkbokford("Prov"), alder("vuxen", Some(18), None)];
    let en = Vantande {
        katalog: "2024-01-01".into(),
        ..vantande("2024-03-01")
    };
    assert_eq!(
        byte(villkoren(), villkoren(), &en, "2026-01-01"),
        igen(&["folkbokford", "vuxen"])
    );
    // Nor does the age of the old catalogue say anything then.
    let vuxen = || vec![alder("vuxen", Some(18), None)];
    let barn = || vec![alder("barn", None, Some((15, ArMed::Nej)))];
    assert_eq!(byte(vuxen(), barn(), &en, "2026-01-01"), igen(&["barn"]));
    let en = Vantande {
        katalog: GAMMAL.into(),
        ..en
    };
    assert_eq!(byte(vuxen(), barn(), &en, "2026-01-01"), inte(&["barn"]));
}

#[test]
fn den_som_redan_provats_mot_den_nya_katalogen_berors_inte() {
    let en = Vantande {
        katalog: NY.into(),
        ..vantande("2026-01-02")
    };
    let mut efter = insats("1.1", vec![folkbokford("Annan")]);
    efter.dokumentation = fem();
    let besked = besked(insats("1.1", Vec::new()), efter, &en, "2026-02-01");
    assert!(!besked.berord(), "{besked:?}");
}

#[test]
fn samma_version_pa_bada_filerna_doljer_ingen_forandring() {
    let en = vantande("2025-03-01");
    let gammal = katalog(GAMMAL, vec![insats("1.1", Vec::new())]);
    let ny = katalog(GAMMAL, vec![insats("1.1", vec![folkbokford("Prov")])]);
    let besked = for_en(&gammal, &ny, &en, d("2026-01-01"));
    assert_eq!(besked.byte, igen(&["folkbokford"]));
}

#[test]
fn en_insats_som_ar_borta_eller_inte_erbjuds_den_dagen_ar_borta() {
    let en = vantande("2025-03-01");
    let gammal = katalog(GAMMAL, vec![insats("1.1", Vec::new())]);
    let annan = katalog(NY, vec![insats("1.2", Vec::new())]);
    assert_eq!(
        for_en(&gammal, &annan, &en, d("2026-01-01")).byte,
        Byte::Borta
    );
    let mut tillfallig = insats("1.1", Vec::new());
    tillfallig.giltig = (None, Some(d("2026-01-31")));
    let ny = katalog(NY, vec![tillfallig]);
    let pa = |dag| for_en(&gammal, &ny, &en, d(dag)).byte;
    assert_eq!(pa("2026-01-31"), Byte::Oforandrat);
    assert_eq!(pa("2026-02-01"), Byte::Borta);
}

#[test]
fn ett_aldersband_blir_aldre_med_aren() {
    let en = Vantande {
        band: Some((Aldersband::Fran18Till24, d("2025-01-01"))),
        ..vantande("2025-01-01")
    };
    let hogst = |till| vec![alder("hogst", None, Some((till, ArMed::Ja)))];
    let fran = |fran| vec![alder("fran", Some(fran), None)];
    // 18 to 24 years became 19 to 25 after a year.
    for (efter, vantat) in [
        (hogst(25), Byte::Oforandrat),
        (hogst(24), igen(&["hogst"])),
        (hogst(19), igen(&["hogst"])),
        (hogst(18), inte(&["hogst"])),
        (fran(19), Byte::Oforandrat),
        (fran(20), igen(&["fran"])),
        (fran(25), igen(&["fran"])),
        (fran(26), inte(&["fran"])),
    ] {
        let sagt = byte(Vec::new(), efter.clone(), &en, "2026-01-01");
        assert_eq!(sagt, vantat, "{efter:?}");
    }
}

#[test]
fn ett_band_som_kan_vara_skrivet_senare_sager_mindre() {
    let hogst = |till| vec![alder("hogst", None, Some((till, ArMed::Ja)))];
    let fran = |fran| vec![alder("fran", Some(fran), None)];
    let en = Vantande {
        band: Some((Aldersband::Fran18Till24, d("2026-01-01"))),
        ..vantande("2025-01-01")
    };
    // Written the same day, somebody of 18 still is.
    assert_eq!(
        byte(Vec::new(), hogst(18), &en, "2026-01-01"),
        igen(&["hogst"])
    );
    // Written on the ködatum, somebody of 24 is 25 now.
    assert_eq!(
        byte(Vec::new(), hogst(24), &en, "2026-01-01"),
        igen(&["hogst"])
    );
    assert_eq!(
        byte(Vec::new(), hogst(25), &en, "2026-01-01"),
        Byte::Oforandrat
    );
    assert_eq!(
        byte(Vec::new(), fran(18), &en, "2026-01-01"),
        Byte::Oforandrat
    );
    assert_eq!(
        byte(Vec::new(), fran(19), &en, "2026-01-01"),
        igen(&["fran"])
    );
    assert_eq!(
        byte(Vec::new(), fran(26), &en, "2026-01-01"),
        inte(&["fran"])
    );
}

#[test]
fn det_gamla_aldersvillkoret_och_bandet_galler_tillsammans() {
    let en = |band| Vantande {
        band: Some((band, d("2025-01-01"))),
        ..vantande("2025-01-01")
    };
    let fore = || vec![alder("ung", Some(15), Some((21, ArMed::Ja)))];
    let efter = |till| vec![alder("ung", Some(15), Some((till, ArMed::Ja)))];
    let ung = en(Aldersband::Fran18Till24);
    // 18 to 21 then, 19 to 22 now.
    assert_eq!(
        byte(fore(), efter(22), &ung, "2026-01-01"),
        Byte::Oforandrat
    );
    assert_eq!(byte(fore(), efter(18), &ung, "2026-01-01"), inte(&["ung"]));
    assert_eq!(byte(fore(), efter(20), &ung, "2026-01-01"), igen(&["ung"]));
    // Outside the old villkor: one of the two is wrong, and neither proves anything.
    let motsagt = en(Aldersband::Fran45Till64);
    assert_eq!(
        byte(fore(), efter(18), &motsagt, "2026-01-01"),
        igen(&["ung"])
    );
}

#[test]
fn ett_villkor_som_ingen_har_provat_sager_inget_om_aldern() {
    let en = Vantande {
        provad: None,
        ..vantande("2025-01-01")
    };
    let vuxen = || alder("vuxen", Some(18), None);
    let barn = alder("barn", None, Some((15, ArMed::Nej)));
    assert_eq!(
        byte(vec![vuxen()], vec![vuxen(), barn], &en, "2026-01-01"),
        igen(&["barn"])
    );
}

#[test]
fn pa_gransen_sags_aldrig_att_nagon_ar_for_gammal() {
    let en = vantande("2025-01-01");
    let efter = |ar_med| vec![alder("hogst", None, Some((18, ar_med)))];
    let vuxen = || vec![alder("vuxen", Some(18), None)];
    // Somebody of 18 may be asked for: by "till och med" they are in, by an open source perhaps.
    for (ar_med, vantat) in [
        (ArMed::Ja, igen(&["hogst"])),
        (ArMed::Oklart, igen(&["hogst"])),
        (ArMed::Nej, inte(&["hogst"])),
    ] {
        assert_eq!(
            byte(vuxen(), efter(ar_med), &en, "2025-01-01"),
            vantat,
            "{ar_med:?}"
        );
    }
    // An old villkor that leaves the year open has let in those who were 65.
    let oppet = |ar_med| vec![alder("alder", None, Some((65, ar_med)))];
    let aldre = |ar| vec![alder("aldre", Some(ar), None)];
    assert_eq!(
        byte(oppet(ArMed::Oklart), aldre(65), &en, "2025-01-01"),
        igen(&["aldre"])
    );
    assert_eq!(
        byte(oppet(ArMed::Nej), aldre(65), &en, "2025-01-01"),
        inte(&["aldre"])
    );
}

#[test]
fn skottdagen_lamnar_gransen_oppen() {
    // Asked for on 28 February 2026 as 18 years: born 29 February 2008 may be let in, and may be 17 on the same day.
    let en = vantande("2026-02-28");
    let fore = || vec![alder("vuxen", Some(18), None)];
    let under = || vec![alder("under", None, Some((18, ArMed::Nej)))];
    assert_eq!(byte(fore(), under(), &en, "2026-02-28"), igen(&["under"]));
    assert_eq!(byte(fore(), under(), &en, "2026-03-01"), inte(&["under"]));
}

#[test]
fn stadsomradet_kontrolleras_igen_nar_det_har_krympt() {
    let en = vantande("2025-03-01");
    let i = |omraden: &[&str]| {
        let mut insats = insats("1.1", Vec::new());
        insats.stadsomraden = omraden.iter().map(ToString::to_string).collect();
        insats
    };
    for (fore, efter, vantat) in [
        (i(&["Norr"]), i(&["Norr", "Syd"]), Byte::Oforandrat),
        (i(&["Norr"]), i(&[]), Byte::Oforandrat),
        (i(&["Norr", "Syd"]), i(&["Norr"]), igen(&[STADSOMRADE])),
        (i(&[]), i(&["Norr"]), igen(&[STADSOMRADE])),
    ] {
        assert_eq!(besked(fore, efter, &en, "2026-01-01").byte, vantat);
    }
}

#[test]
fn kontaktuppgifter_ska_bort_nar_de_inte_langre_far_sparas() {
    let en = vantande("2025-03-01");
    let med = |dokumentation, kontakt| {
        let mut insats = insats("1.1", Vec::new());
        insats.dokumentation = dokumentation;
        insats.ko.kontakt = kontakt;
        insats
    };
    let fyra = || Dokumentation::Radgivning;
    for (fore, efter, paragrafer, bort) in [
        (
            med(tre(), false),
            med(fem(), false),
            Some(("14:3", "14:5")),
            true,
        ),
        (
            med(tre(), false),
            med(fyra(), false),
            Some(("14:3", "14:4")),
            true,
        ),
        (
            med(tre(), false),
            med(fyra(), true),
            Some(("14:3", "14:4")),
            false,
        ),
        (med(fyra(), true), med(fyra(), false), None, true),
        (
            med(fyra(), false),
            med(fem(), false),
            Some(("14:4", "14:5")),
            false,
        ),
        (
            med(fem(), false),
            med(tre(), false),
            Some(("14:5", "14:3")),
            false,
        ),
        (med(tre(), false), med(tre(), true), None, false),
    ] {
        let besked = besked(fore, efter, &en, "2026-01-01");
        let fick = besked.dokumentation.map(|byte| (byte.fran, byte.till));
        assert_eq!((fick, besked.kontakt_bort), (paragrafer, bort));
        assert_eq!(besked.berord(), paragrafer.is_some() || bort);
        assert_eq!(besked.byte, Byte::Oforandrat);
    }
}

#[test]
fn sammanstallningen_raknar_var_och_en_pa_ett_stalle() {
    let vuxen = || vec![alder("vuxen", Some(18), None)];
    let mut undantagen = insats("1.3", Vec::new());
    undantagen.dokumentation = fem();
    let gammal = katalog(
        GAMMAL,
        vec![
            insats("1.1", vuxen()),
            insats("1.2", Vec::new()),
            insats("1.3", Vec::new()),
        ],
    );
    let hogst = vec![alder("hogst", None, Some((24, ArMed::Ja)))];
    let ny = katalog(NY, vec![insats("1.1", hogst), undantagen]);
    let en = |slump, nr: &str, band| Vantande {
        kod: kod(slump),
        insats: nr.parse().unwrap(),
        band: Some((band, d("2025-12-01"))),
        ..vantande("2025-12-01")
    };
    let vantande = [
        en(1, "1.1", Aldersband::Fran25Till44),
        en(2, "1.3", Aldersband::Fran25Till44),
        en(3, "1.1", Aldersband::Fran18Till24),
        en(4, "1.2", Aldersband::Fran65),
        Vantande {
            katalog: NY.into(),
            ..en(5, "1.1", Aldersband::Fran65)
        },
    ];
    let svar = sammanstall(&gammal, &ny, &vantande, d("2026-01-15"));
    let [forsta, andra, tredje] = &svar[..] else {
        panic!("{svar:?}")
    };
    assert_eq!(
        (forsta.insats.to_string(), forsta.oforandrade, forsta.borta),
        ("1.1".to_owned(), 1, 0)
    );
    assert_eq!((forsta.inte_langre, forsta.kontrolleras_igen), (1, 1));
    let koder: Vec<_> = forsta.berorda.iter().map(|(kod, _)| *kod).collect();
    assert_eq!(koder, [kod(1), kod(3)]);
    assert_eq!((andra.borta, andra.berorda.len()), (1, 1));
    assert_eq!((tredje.oforandrade, tredje.kontakt_bort), (1, 1));
    assert_eq!(tredje.dokumentation.unwrap().till, "14:5");
    assert_eq!(tredje.berorda.len(), 1);
    assert_eq!(sammanstall(&gammal, &ny, &[], d("2026-01-15")), []);
}
