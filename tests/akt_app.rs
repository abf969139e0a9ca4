//! Plan, consents, follow-up and closing by keys, through the real app and a real file.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use chrono::NaiveDate;
use gemensamt::desk::Desk;
use tempfile::{TempDir, tempdir};
use troskel::app::akt::Aktvy;
use troskel::app::kommando::Kontext;
use troskel::app::{Msg, Vy};
use troskel::store::worker::StoreMsg;

/// A documented insats for an adult, to the receipt of the handover and back to the lookup.
const OVERLAMNING: &str = "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>Övning Ek<F2><Enter>";
/// From the lookup to the ärende that is under way.
const TILL_ARENDET: &str = "<F5><F6><Enter>";
/// Past the field that has the focus, whatever it takes.
const VIDARE: &str = "<Tab>";

/// A desk with one ärende open on the screen, the akt of whoever receives the insats.
fn med_arende() -> (TempDir, Desk) {
    med_akt("m")
}

/// The same, with the key that says whose akt it is.
fn med_akt(aktslag: &str) -> (TempDir, Desk) {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck(OVERLAMNING).tryck("<Esc><F5><Enter><F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Blankett, "{}", desk.text());
    let text = desk.text();
    if text.contains("Vems akt") {
        desk.tryck(aktslag);
    }
    if text.contains("Hur många steg") {
        while !desk.text().contains("> Hur många steg") {
            desk.tryck(VIDARE);
        }
        desk.tryck("3");
    }
    desk.tryck("<F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Arende, "{}", desk.text());
    (mapp, desk)
}

/// Another utförare of the same enhet, with the same ärende open.
fn kollega(mapp: &TempDir) -> Desk {
    let mut desk = Desk::med_namn(mapp.path(), "desk2");
    desk.app.aktor.anvandare = "bo".into();
    desk.tryck(TILL_ARENDET);
    assert_eq!(desk.app.akt.vy(), Aktvy::Arende, "{}", desk.text());
    desk
}

/// Presses the key until the field has the focus.
fn till(desk: &mut Desk, falt: &str) {
    let marke = format!("> {falt}");
    desk.tryck(&"<S-Tab>".repeat(20));
    for _ in 0..30 {
        if desk.skarm(120, 40).0.contains(&marke) {
            return;
        }
        desk.tryck(VIDARE);
    }
    panic!("{falt}\n{}", desk.text());
}

fn skriv(desk: &mut Desk, falt: &str, text: &str) {
    till(desk, falt);
    desk.klistra(text);
}

fn skriver(desk: &mut Desk, namn: &str) {
    till(desk, "Ditt namn");
    // What stands there from last time.
    desk.tryck(&"<BS>".repeat(40)).klistra(namn);
    till(desk, "Din titel");
    desk.tryck(&"<BS>".repeat(40)).klistra("socialpedagog");
}

/// The first version of the plan, signed, with the plan on the screen.
fn med_plan() -> (TempDir, Desk) {
    let (mapp, mut desk) = med_arende();
    desk.tryck("<F3>");
    assert!(desk.text().contains("Ingen plan"), "{}", desk.text());
    desk.tryck("<F2>p");
    skriv(&mut desk, "4 Varför", "Jag vill kunna bo kvar.");
    skriv(
        &mut desk,
        "5 Personens mål",
        "Betala hyran i tid\nSova bättre",
    );
    skriv(&mut desk, "6 Hur stödet ges", "Vi ses hemma varje tisdag.");
    skriver(&mut desk, "Anna Asp");
    desk.tryck("<F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Plan, "{}", desk.text());
    (mapp, desk)
}

/// Two versions that both go on from the first: Anna's and Bo's, on the screens of both.
fn med_tva_versioner() -> (TempDir, Desk, Desk) {
    let (mapp, mut anna) = med_plan();
    let mut bo = kollega(&mapp);
    anna.tryck("<F2>p");
    bo.tryck("<F3><F2>p");
    skriv(&mut anna, "6 Hur stödet ges", "Anna: på kontoret. ");
    skriv(&mut bo, "6 Hur stödet ges", "Bo: på torsdagar. ");
    skriver(&mut bo, "Bo Björk");
    bo.tryck("<F2>");
    assert_eq!(antal(&bo, "insatsplan"), 2, "{}", bo.text());
    anna.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    (mapp, anna, bo)
}

fn antal(desk: &Desk, tabell: &str) -> i64 {
    desk.tal(&format!("SELECT count(*) FROM {tabell}"))
}

/// What is read when the text is scrolled to its end.
fn last(desk: &mut Desk, bredd: u16, hojd: u16) -> String {
    desk.tryck("<Home>");
    let mut sett = desk.skarm(bredd, hojd).0;
    for _ in 0..10 {
        desk.tryck("<PgDn>");
        sett.push_str(&desk.skarm(bredd, hojd).0);
    }
    desk.tryck("<Home>");
    sett
}

/// The frame without the times of day, which depend on where the test runs.
fn bild(desk: &Desk, bredd: u16, hojd: u16) -> String {
    let mut tecken: Vec<char> = desk.bild(bredd, hojd).chars().collect();
    let monster = "0000-00-00 00:00";
    for fran in 0..tecken.len().saturating_sub(monster.len()) {
        let tid = monster.chars().zip(&tecken[fran..]).all(|(m, t)| {
            if m == '0' {
                t.is_ascii_digit()
            } else {
                m == *t
            }
        });
        if tid {
            tecken[fran + 11..fran + 16].copy_from_slice(&['t', 't', ':', 'm', 'm']);
        }
    }
    tecken.into_iter().collect()
}

fn fotograferas(namn: &str, desk: &Desk) {
    for (bredd, hojd) in [(80, 24), (120, 40)] {
        insta::assert_snapshot!(format!("{namn}_{bredd}x{hojd}"), bild(desk, bredd, hojd));
    }
}

#[test]
fn planen_skrivs_signeras_och_lases_under_atta_rubriker() {
    let (_mapp, mut desk) = med_plan();
    assert_eq!(
        desk.tal("SELECT version FROM insatsplan WHERE bygger_pa IS NULL"),
        1
    );
    assert_eq!(antal(&desk, "aktutkast"), 0, "the draft has gone");
    let text = last(&mut desk, 80, 24);
    for del in [
        "Version 1 av 1. Gjord med personen.",
        "Anna Asp",
        "socialpedagog",
        "Börjar: 2026-11-22",
        "Boendecoachning",
        "Betala hyran i tid",
        "Vi ses hemma varje tisdag.",
        "inget skrivet",
    ] {
        assert!(text.contains(del), "{del}\n{text}");
    }
    for nummer in 1..=8 {
        assert!(text.contains(&format!("\n {nummer} ")), "{nummer}\n{text}");
    }
    fotograferas("akt_plan_en", &desk);
}

#[test]
fn vem_planen_ar_gjord_med_maste_vara_valt_och_inget_skrivet_gar_forlorat() {
    let (_mapp, mut desk) = med_arende();
    desk.tryck("<F3><F2>");
    assert_eq!(desk.app.kontext(), Kontext::Utkastval);
    skriv(&mut desk, "5 Personens mål", "Betala hyran i tid");
    desk.tryck("<F2>");
    assert!(
        desk.text().contains("Välj vem ni har gjort planen med"),
        "{}",
        desk.text()
    );
    assert_eq!(antal(&desk, "insatsplan"), 0);
    desk.tryck("p");
    skriver(&mut desk, "Anna Asp");
    desk.tryck("<F2>");
    assert_eq!(
        desk.tal("SELECT mal = 'Betala hyran i tid' FROM insatsplan"),
        1,
        "{}",
        desk.text()
    );
}

#[test]
fn en_ny_version_borjar_i_den_senaste_och_de_aldre_gar_att_lasa() {
    let (_mapp, mut desk) = med_plan();
    desk.tryck("<F2>p");
    skriv(
        &mut desk,
        "5 Personens mål",
        "Hitta en granne att prata med\n",
    );
    desk.tryck("<F2>");
    let text = last(&mut desk, 80, 24);
    assert!(
        text.contains("Version 2 av 2") && text.contains("Hitta en granne"),
        "{text}"
    );
    assert!(text.contains("Vi ses hemma varje tisdag."), "{text}");
    desk.tryck("<Left>");
    let aldre = last(&mut desk, 80, 24);
    assert!(
        aldre.contains("äldre version. Den senaste är version 2")
            && aldre.contains("Version 1 av 2")
            && !aldre.contains("Hitta en granne"),
        "{aldre}"
    );
    desk.tryck("<Left>");
    assert!(
        desk.text().contains("ingen äldre version"),
        "{}",
        desk.text()
    );
    desk.tryck("<Right>");
    assert!(desk.text().contains("Version 2 av 2"), "{}", desk.text());
    // Left with an older version on the screen: the next look begins with the latest.
    desk.tryck("<Left><Esc><F3>");
    assert!(desk.text().contains("Version 2 av 2"), "{}", desk.text());
}

#[test]
fn ett_utkast_till_en_plan_ligger_kvar_och_tas_upp_igen() {
    let (_mapp, mut desk) = med_plan();
    desk.tryck("<F2>p");
    skriv(&mut desk, "7 Hur det har gått", "Halvvägs");
    desk.tryck("<Esc>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Plan, "{}", desk.text());
    assert_eq!(
        desk.tal("SELECT count(*) FROM aktutkast WHERE slag = 'plan'"),
        1
    );
    desk.tryck("<F2>");
    let fraga = desk.text();
    assert!(
        fraga.contains("Du har ett utkast") && fraga.contains("Planen, sparad"),
        "{fraga}"
    );
    desk.tryck("<Enter>k");
    assert!(desk.app.dialog.is_some(), "neither chooses anything");
    assert_eq!(antal(&desk, "aktutkast"), 1);
    desk.tryck("f");
    till(&mut desk, "7 Hur det har gått");
    assert!(desk.text().contains("Halvvägs"), "{}", desk.text());
    desk.tryck("<F2>");
    assert_eq!(
        desk.tal("SELECT count(*) FROM insatsplan WHERE version = 2 AND bygger_pa = 1 AND uppfoljning = 'Halvvägs'"),
        1,
        "{}",
        desk.text()
    );
    assert_eq!(antal(&desk, "aktutkast"), 0);
}

#[test]
fn tva_som_skriver_samma_plan_far_var_sin_version_och_ser_bada() {
    let (_mapp, mut anna, mut bo) = med_tva_versioner();
    let text = anna.text();
    assert!(
        text.contains("Bo Björk har sparat version 2 medan du skriver. Din version sparas"),
        "{text}"
    );
    till(&mut anna, "6 Hur stödet ges");
    assert!(
        anna.text().contains("Anna: på kontoret."),
        "{}",
        anna.text()
    );
    anna.tryck("<F2>");
    assert_eq!(antal(&anna, "insatsplan"), 2 + 1, "{}", anna.text());
    bo.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    for desk in [&mut anna, &mut bo] {
        for (bredd, hojd) in [(80, 24), (120, 40)] {
            let text = last(desk, bredd, hojd);
            for del in [
                "Två har skrivit samtidigt: version 2 av Bo Björk och version 3 av Anna Asp.",
                "Version 2, Bo Björk",
                "Version 3, Anna Asp",
                "Bo: på torsdagar.",
                "Anna: på kontoret.",
            ] {
                let hel = text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(hel.contains(del), "{del}\n{text}");
            }
        }
        let (bred, _) = desk.skarm(120, 60);
        assert_eq!(
            bred.matches("Betala hyran i tid").count(),
            1,
            "what agrees stands once\n{bred}"
        );
        let bredvid = bred
            .lines()
            .find(|rad| rad.contains("Version 2, Bo Björk"))
            .unwrap();
        assert!(bredvid.contains("Version 3, Anna Asp"), "{bred}");
        let (smal, _) = desk.skarm(80, 60);
        let under = smal
            .lines()
            .find(|rad| rad.contains("Version 2, Bo Björk"))
            .unwrap();
        assert!(!under.contains("Version 3"), "{smal}");
    }
    fotograferas("akt_plan_tva", &anna);
}

#[test]
fn den_som_skriver_medan_tva_forenas_far_sin_version_kvar_och_forenas_sedan() {
    let (mapp, mut anna, mut bo) = med_tva_versioner();
    anna.tryck("<F2>");
    let mut cilla = kollega(&mapp);
    cilla.app.aktor.anvandare = "cilla".into();
    cilla.tryck("<Esc><Enter><F3><F2>p");
    assert!(
        cilla.text().contains("En gemensam plan av version 2 och 3"),
        "{}",
        cilla.text()
    );
    // While Cilla joins them Bo writes one more from his own, which he has on his screen as the latest.
    bo.tryck("<F2>p");
    skriv(&mut bo, "7 Hur det har gått", "Bo: en gång till. ");
    bo.tryck("<F2>");
    cilla.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert!(
        cilla.text().contains("Bo Björk har sparat version 4"),
        "{}",
        cilla.text()
    );
    skriver(&mut cilla, "Cilla Ceder");
    cilla.tryck("<F2>");
    let text = last(&mut cilla, 120, 40);
    assert!(
        text.contains("version 4 av Bo Björk och version 5 av Cilla Ceder"),
        "{text}"
    );
    cilla.tryck("<F2>p<F2>");
    let text = last(&mut cilla, 120, 40);
    assert!(text.contains("Version 6 av 6"), "{text}");
    for del in [
        "Anna: på kontoret.",
        "Bo: på torsdagar.",
        "Bo: en gång till.",
    ] {
        assert!(text.contains(del), "{del}\n{text}");
    }
}

#[test]
fn ett_utkast_som_nagon_har_hunnit_fore_sager_det_och_sparas_bredvid() {
    let (mapp, mut anna) = med_plan();
    anna.tryck("<F2>p");
    skriv(&mut anna, "7 Hur det har gått", "Halvvägs");
    anna.tryck("<Esc>");
    let mut bo = kollega(&mapp);
    bo.tryck("<F3><F2>p");
    skriver(&mut bo, "Bo Björk");
    bo.tryck("<F2>");
    anna.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    anna.tryck("<F2>f");
    let text = anna.text();
    assert!(
        text.contains("Version 2 av Bo Björk finns också, och är inte med här."),
        "{text}"
    );
    anna.tryck("<F2>");
    assert_eq!(
        antal(&anna, "insatsplan WHERE version = 3 AND bygger_pa = 1"),
        1,
        "{}",
        anna.text()
    );
    assert!(
        anna.text().contains("Två har skrivit samtidigt"),
        "{}",
        anna.text()
    );
}

#[test]
fn tva_versioner_forenas_till_en_och_inget_av_dem_gar_forlorat() {
    let (_mapp, mut anna, mut bo) = med_tva_versioner();
    anna.tryck("<F2>");
    bo.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    bo.tryck("<F2>");
    assert!(
        bo.text().contains("En gemensam plan av version 2 och 3"),
        "{}",
        bo.text()
    );
    bo.tryck("p");
    till(&mut bo, "6 Hur stödet ges");
    let text = bo.skarm(120, 40).0;
    for del in [
        "[Version 2, Bo Björk]",
        "Bo: på torsdagar.",
        "[Version 3, Anna Asp]",
        "Anna: på kontoret.",
    ] {
        assert!(text.contains(del), "{del}\n{text}");
    }
    till(&mut bo, "5 Personens mål");
    assert!(!bo.text().contains("[Version"), "{}", bo.text());
    bo.tryck("<F2>");
    assert_eq!(
        bo.tal(
            "SELECT count(*) FROM insatsplan WHERE version = 4 AND bygger_pa = 2 AND forenar = 3"
        ),
        1,
        "{}",
        bo.text()
    );
    let text = last(&mut bo, 80, 24);
    assert!(
        text.contains("Version 4 av 4") && text.contains("Förenar version 2 och 3."),
        "{text}"
    );
    assert!(!text.contains("samtidigt"), "{text}");
    assert!(
        text.contains("Bo: på torsdagar.") && text.contains("Anna: på kontoret."),
        "{text}"
    );
    // Each of them is still there to be read as it was signed.
    bo.tryck("<Left>");
    let tredje = last(&mut bo, 80, 24);
    assert!(
        tredje.contains("Anna: på kontoret.") && !tredje.contains("Bo: på torsdagar."),
        "{tredje}"
    );
    anna.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert!(anna.text().contains("Version 4 av 4"), "{}", anna.text());
}

/// Writes a consent to the health care centre, until this day.
fn samtyck(desk: &mut Desk, mottagare: &str, till_dag: &str) {
    desk.tryck("<F2>v");
    skriv(desk, "Namnge mottagaren", mottagare);
    skriv(desk, "Vad får lämnas?", "att insatsen pågår");
    till(desk, "Till och med vilken dag");
    desk.tryck(till_dag);
    till(desk, "Hur lämnades samtycket?");
    desk.tryck("m<F2>");
}

#[test]
fn ett_samtycke_skrivs_galler_gar_ut_och_kan_da_inte_valjas() {
    let (_mapp, mut desk) = med_arende();
    desk.tryck("<F4>");
    let text = desk.text();
    assert!(
        text.contains("Till insatsen: personens eget, muntligt, 2026-11-22"),
        "{text}"
    );
    desk.tryck("<F2>");
    assert!(
        desk.text()
            .contains("du kan ta tillbaka samtycket när du vill"),
        "{}",
        desk.text()
    );
    desk.tryck("<Esc>");
    samtyck(&mut desk, "Vårdcentralen Eken", "20261130");
    assert_eq!(antal(&desk, "delningssamtycke"), 1, "{}", desk.text());
    samtyck(&mut desk, "Vårdcentralen Linden", "20271122");
    assert_eq!(antal(&desk, "delningssamtycke"), 2, "{}", desk.text());
    let text = desk.text();
    assert!(
        text.contains("gäller till 2026-11-30") && text.contains("gäller till 2027-11-22"),
        "{text}"
    );
    desk.idag = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    desk.tryck("<Home>");
    let text = desk.text();
    let plats = |ord: &str| text.find(ord).unwrap_or_else(|| panic!("{ord}\n{text}"));
    assert!(
        plats("gäller till 2027-11-22") < plats("gick ut 2026-11-30"),
        "those that hold first\n{text}"
    );
    // The one that has run out is read, and nothing can be done with it.
    desk.tryck("<End><F8>");
    assert!(desk.app.dialog.is_none());
    assert!(
        desk.text().contains("Samtycket gick ut 2026-11-30"),
        "{}",
        desk.text()
    );
    fotograferas("akt_samtycken", &desk);
    // The one that holds is taken back, once and with a letter.
    desk.tryck("<Home><F8><Enter>");
    assert!(
        desk.app.dialog.is_some()
            && desk.text().contains("lämnas inget mer ut")
            && antal(&desk, "delningssamtycke WHERE aterkallat IS NOT NULL") == 0,
        "{}",
        desk.text()
    );
    desk.tryck("j");
    assert_eq!(
        antal(&desk, "delningssamtycke WHERE aterkallat = '2026-12-01'"),
        1
    );
    assert!(
        desk.text().contains("återkallat 2026-12-01"),
        "{}",
        desk.text()
    );
    for _ in 0..2 {
        desk.tryck("<F8>");
        assert!(desk.app.dialog.is_none());
        desk.tryck("<Down>");
    }
}

#[test]
fn ett_samtycke_galler_hogst_tolv_manader_och_det_sags_pa_ratt_ruta() {
    let (_mapp, mut desk) = med_arende();
    desk.tryck("<F4>");
    samtyck(&mut desk, "Vårdcentralen Eken", "20271123");
    let text = desk.text();
    assert!(
        text.contains("högst 12 månader") && text.contains("> Till och med vilken dag"),
        "{text}"
    );
    assert_eq!(antal(&desk, "delningssamtycke"), 0);
    // Without another parent there is no other akt to tell anything to.
    desk.tryck("<Esc><F2>");
    assert!(!desk.text().contains("förälderns akt"), "{}", desk.text());
}

#[test]
fn den_andra_foralderns_akt_foreslas_som_mottagare_och_bara_ett_samtycke_som_galler_later_kopiera()
{
    let (_mapp, mut desk) = med_akt("f");
    desk.tryck("<F9>a");
    skriv(&mut desk, "Namn", "Övning Bok");
    till(&mut desk, "Hur lämnades samtycket?");
    desk.tryck("m<F2>");
    assert_eq!(antal(&desk, "arende"), 2, "{}", desk.text());
    let text = desk.text();
    let (egen, annan) = if text.contains("2026-00002") {
        ("2026-00002", "2026-00001")
    } else {
        ("2026-00001", "2026-00002")
    };
    assert!(text.contains(egen), "{text}");
    // A plan with a parent is made with no guardian.
    desk.tryck("<F3><F2>");
    assert!(!desk.text().contains("vårdnadshavar"), "{}", desk.text());
    desk.tryck("<Esc><Esc><F4><F2>a");
    assert!(
        desk.text().contains(&format!("mottagaren: {annan}")),
        "{}",
        desk.text()
    );
    // Another receiver has no such number.
    desk.tryck("v");
    assert!(desk.text().contains("mottagaren: –"), "{}", desk.text());
    desk.tryck("a");
    skriv(&mut desk, "Vad får lämnas?", "anteckningar om barnen");
    till(&mut desk, "Till och med vilken dag");
    desk.tryck("20261130");
    till(&mut desk, "Hur lämnades samtycket?");
    desk.tryck("m<F2>");
    assert_eq!(
        antal(&desk, "delningssamtycke WHERE annan_akt IS NOT NULL"),
        1,
        "{}",
        desk.text()
    );
    desk.tryck("<Esc><F2>");
    skriv(&mut desk, "Vad gäller det?", "Samtal");
    skriv(&mut desk, "Varifrån", "personen själv");
    skriv(&mut desk, "Text", "Vi talade om helgerna.");
    skriver(&mut desk, "Anna Asp");
    desk.tryck("<F2><Enter>");
    assert!(
        desk.text()
            .contains("kopiera till den andra förälderns akt"),
        "{}",
        desk.text()
    );
    // Whoever copies reads what the consent lets be told.
    desk.tryck("k");
    let text = desk.skarm(120, 40).0;
    assert!(
        text.contains("Samtycket gäller: anteckningar om barnen"),
        "{text}"
    );
    desk.tryck("<Esc>");
    desk.idag = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    desk.tryck("<Enter>");
    assert!(
        desk.app.dialog.is_some() && !desk.text().contains("kopiera"),
        "{}",
        desk.text()
    );
}

#[test]
fn uppfoljningen_fragar_om_personens_egna_mal() {
    let (_mapp, mut desk) = med_plan();
    desk.tryck("<Esc><F6>");
    let text = desk.text();
    assert!(
        text.contains("Betala hyran i tid") && text.contains("Sova bättre"),
        "{text}"
    );
    assert!(!text.to_lowercase().contains("barn"), "{text}");
    let som_debug = format!("{:?}", desk.app.akt);
    assert!(!som_debug.contains("Betala hyran"), "{som_debug}");
    till(&mut desk, "Betala hyran i tid");
    fotograferas("akt_folj_upp", &desk);
    skriv(&mut desk, "Vad sade personen", "Det känns lugnare.");
    assert_eq!(desk.app.kontext(), Kontext::Langblankett);
    let fot = desk.text();
    assert!(
        fot.contains("F2 spara") && !fot.contains("utkastet ligger kvar"),
        "{fot}"
    );
    desk.tryck("<F2>");
    assert!(
        desk.text().contains("minst ett av målen"),
        "{}",
        desk.text()
    );
    // Answered by mistake: a goal that was not spoken of is left without an answer.
    desk.tryck("s<BS><F2>");
    assert!(
        desk.text().contains("minst ett av målen"),
        "{}",
        desk.text()
    );
    desk.tryck("n");
    till(&mut desk, "Sova bättre");
    desk.tryck("f");
    till(&mut desk, "När följer ni upp");
    desk.tryck("20270110<F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Arende, "{}", desk.text());
    assert_eq!(
        desk.tal("SELECT count(*) FROM malutfall WHERE (mal, utfall) IN (('Betala hyran i tid', 'uppfyllt'), ('Sova bättre', 'oforandrat'))"),
        2
    );
    assert!(
        desk.text().contains("följs upp 2027-01-10"),
        "{}",
        desk.text()
    );
    desk.tryck("<F3>");
    let plan = last(&mut desk, 80, 24);
    assert!(
        plan.contains("Betala hyran i tid: det är bättre, och målet är nått")
            && plan.contains("Det känns lugnare."),
        "{plan}"
    );
}

#[test]
fn utan_plan_galler_uppfoljningen_insatsen_som_helhet_och_en_skriven_text_lamnas_inte_av_misstag() {
    let (_mapp, mut desk) = med_arende();
    desk.tryck("<F6>");
    assert!(
        desk.text().contains("Insatsen som helhet"),
        "{}",
        desk.text()
    );
    skriv(&mut desk, "Vad sade personen", "En lång berättelse");
    desk.tryck("<Esc>");
    assert!(
        desk.text().contains("Texten är inte sparad"),
        "{}",
        desk.text()
    );
    desk.tryck("<Esc>");
    assert!(
        desk.text().contains("En lång berättelse"),
        "{}",
        desk.text()
    );
    // Whoever goes on typing over the question throws nothing away.
    desk.tryck("<Esc>kjfn<Enter>");
    assert!(desk.app.dialog.is_some(), "{}", desk.text());
    desk.tryck("<F8>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Arende, "{}", desk.text());
    assert_eq!(antal(&desk, "uppfoljning"), 0);
}

#[test]
fn ingen_text_gar_med_programmet_utan_att_det_fragas() {
    let (mapp, mut desk) = med_arende();
    desk.tryck("<F6>");
    skriv(&mut desk, "Vad sade personen", "En lång berättelse");
    // From the form, from the pages over it, and with the key held down.
    for fore in ["", "<F1>", "<F12>", "<F12><F1>", "<F1><F12>"] {
        desk.tryck(fore).tryck("<C-q><C-q><C-q>");
        assert!(!desk.avslutad, "{fore}");
        let text = desk.text();
        assert!(text.contains("Texten är inte sparad"), "{fore}\n{text}");
        desk.tryck("<Esc>");
        let text = desk.text();
        assert!(text.contains("En lång berättelse"), "{fore}\n{text}");
    }
    // Being saved it is waited for; refused, it stays with the program.
    till(&mut desk, "Insatsen som helhet");
    desk.tryck("<Space>");
    skriver(&mut desk, "Anna Asp");
    let sql = |sql: &str| {
        let conn = rusqlite::Connection::open(mapp.path().join("troskel.db")).unwrap();
        conn.execute_batch(sql).unwrap();
    };
    sql("CREATE TRIGGER nej BEFORE INSERT ON uppfoljning BEGIN SELECT RAISE(ABORT, 'nej'); END");
    desk.drojer = true;
    desk.tryck("<F2><C-q>");
    desk.drojer = false;
    desk.svara_allt();
    assert!(!desk.avslutad, "{}", desk.text());
    sql("DROP TRIGGER nej");
    desk.tryck("<F2><C-q>");
    assert!(desk.avslutad);
    assert_eq!(antal(&desk, "uppfoljning"), 1);
}

#[test]
fn en_text_som_en_annan_dator_har_hunnit_fore_gar_inte_forlorad_och_tar_inte_dens_utkast() {
    let (mapp, mut ett) = med_arende();
    ett.tryck("<F2>");
    skriv(&mut ett, "Text", "Från början");
    ett.tryck("<S-Tab>");
    // The same person at another computer.
    let mut tva = Desk::med_namn(mapp.path(), "desk2");
    tva.tryck(TILL_ARENDET).tryck("<F2>f");
    skriv(&mut tva, "Text", "Vid den andra datorn. ");
    skriv(&mut ett, "Text", "Vid den första datorn. ");
    ett.tryck("<Esc>");
    assert_eq!(ett.app.akt.vy(), Aktvy::Blankett, "{}", ett.text());
    assert!(
        ett.text().contains("Texten är inte sparad"),
        "{}",
        ett.text()
    );
    ett.tryck("<Esc>");
    skriv(&mut ett, "Vad gäller det", "Samtal");
    skriv(&mut ett, "Varifrån", "personen");
    skriver(&mut ett, "Anna Asp");
    ett.tryck("<F2>");
    let finns = "anteckning WHERE text LIKE '%Vid den första datorn.%'";
    assert_eq!(antal(&ett, finns), 1, "{}", ett.text());
    let kvar = "aktutkast WHERE falt LIKE '%Vid den andra datorn.%'";
    assert_eq!(antal(&ett, kvar), 1, "{}", ett.text());
}

#[test]
fn det_som_inte_far_plats_sags() {
    let (_mapp, mut desk) = med_arende();
    desk.tryck("<F2>");
    for (falt, hogst) in [("Vad gäller det", 120), ("Text", 100_000)] {
        skriv(&mut desk, falt, &"å".repeat(hogst));
        assert_eq!(desk.app.notis, None, "{falt}");
        desk.klistra("ett till");
        assert!(desk.text().contains("Allt fick inte plats"), "{falt}");
        assert!(desk.app.notis.is_some());
    }
    desk.tryck("x");
    assert!(desk.app.notis.is_some(), "en bokstav till");
    desk.tryck("<BS>x");
    assert_eq!(desk.app.notis, None);
}

#[test]
fn den_som_slutar_far_veta_att_det_gar_att_ansoka() {
    let (_mapp, mut desk) = med_arende();
    desk.tryck("<F8>");
    let text = desk.skarm(120, 40).0;
    assert!(text.contains("Du har alltid rätt att ansöka"), "{text}");
}

#[test]
fn fler_mal_an_blanketten_tar_sags_i_ord() {
    let (_mapp, mut desk) = med_arende();
    desk.tryck("<F3><F2>p");
    let mal: Vec<String> = (1..=10).map(|nr| format!("Mål nummer {nr}")).collect();
    skriv(&mut desk, "5 Personens mål", &mal.join("\n"));
    skriver(&mut desk, "Anna Asp");
    desk.tryck("<F2><Esc><F6>");
    let text = desk.skarm(120, 40).0;
    assert!(text.contains("Planen har 10 mål"), "{text}");
    assert!(
        text.contains("Mål nummer 8") && !text.contains("Mål nummer 9"),
        "{text}"
    );
}

#[test]
fn ett_arende_avslutas_med_orsak_och_mal() {
    let (_mapp, mut desk) = med_plan();
    desk.tryck("<Esc><F8>");
    let hel = |desk: &Desk| desk.skarm(120, 60).0;
    assert!(
        hel(&desk).contains("Hur gick det, och varför slutar insatsen"),
        "{}",
        hel(&desk)
    );
    desk.tryck("v");
    assert!(
        hel(&desk).contains("Insatsen slutar tidigare än tänkt"),
        "{}",
        hel(&desk)
    );
    desk.tryck("<Left>");
    assert!(!hel(&desk).contains("tidigare än tänkt"), "{}", hel(&desk));
    desk.tryck("v");
    till(&mut desk, "Betala hyran i tid");
    desk.tryck("b");
    desk.tryck("<F2>");
    let text = desk.text();
    assert!(
        text.contains("Skriv orsaken i ord") && text.contains("> Insatsen slutar tidigare"),
        "{text}"
    );
    desk.klistra("Personen har fått nytt jobb och hinner inte.");
    desk.tryck("<F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Arende, "{}", desk.text());
    assert_eq!(
        antal(
            &desk,
            "arende WHERE avslutad = '2026-11-22' AND avslutsorsak = 'personen_vill_sluta'"
        ),
        1
    );
    assert_eq!(
        antal(
            &desk,
            "malutfall WHERE mal = 'Betala hyran i tid' AND utfall = 'battre'"
        ),
        1
    );
    assert!(
        desk.text()
            .contains("avslutat 2026-11-22, personen vill sluta"),
        "{}",
        desk.text()
    );
    desk.tryck("<F3>");
    let plan = last(&mut desk, 80, 24);
    assert!(
        plan.contains("2026-11-22, avslutet, antecknat av Anna Asp")
            && plan.contains("hinner inte."),
        "{plan}"
    );
    desk.tryck("<Esc>");
    // Nothing more is begun in it, and the forms do not open to say so afterwards.
    for tangenter in ["<F6>", "<F8>", "<F3><F2>", "<Esc><F4><F2>"] {
        desk.tryck(tangenter);
        assert_ne!(desk.app.akt.vy(), Aktvy::Blankett, "{tangenter}");
        assert!(
            desk.text().contains("avslutades 2026-11-22"),
            "{tangenter}\n{}",
            desk.text()
        );
    }
    assert_eq!(desk.app.vy, Vy::Akt);
}

#[test]
fn med_ett_utkast_kvar_avslutas_inget() {
    let (_mapp, mut desk) = med_plan();
    desk.tryck("<F2>p");
    skriv(&mut desk, "7 Hur det har gått", "Halvvägs");
    desk.tryck("<Esc><Esc><F8>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Arende);
    assert!(
        desk.text().contains("Du har ett utkast kvar"),
        "{}",
        desk.text()
    );
    assert_eq!(antal(&desk, "arende WHERE avslutad IS NOT NULL"), 0);
    // Thrown away, the draft is in nobody's way.
    desk.tryck("<F3><F2><F8>");
    assert_eq!(antal(&desk, "aktutkast"), 0, "{}", desk.text());
    desk.tryck("<Esc><F8>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Blankett, "{}", desk.text());
}
