//! The sheet, the bridge and what is to be done today, by keys, through the real app and a real file.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod gemensamt;

use chrono::{Days, NaiveDate};
use gemensamt::desk::Desk;
use ratatui::layout::Position;
use tempfile::{TempDir, tempdir};
use troskel::app::akt::Aktvy;
use troskel::app::ko::Kovy;
use troskel::app::ko::attgora::Uppgiftsrad;
use troskel::app::kommando::Kontext;
use troskel::app::{Msg, Vy};
use troskel::store::worker::StoreMsg;
use troskel::text::blad::SEKRETESS;
use troskel::text::{aktvyer, attgora, bladskarm, broskarm, skarm};
use troskel::ui::tema::Tema;

/// A documented insats for an adult, to where the name is written.
const TILL_NAMNET: &str =
    "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>";
/// Name, number and telephone; then the receipt, and back to the lookup.
const MED_TELEFON: &str = "Övning Ek<Enter>9001010017<Enter>0701740605<F2><Enter><Esc>";
/// Name only.
const BARA_NAMN: &str = "Övning Al<F2><Enter><Esc>";
const TELEFON: &str = "0701740605";

/// A desk where one person has been handed over.
fn med_overlamning(person: &str) -> (TempDir, Desk) {
    let mapp = tempdir().unwrap();
    let mut desk = Desk::ny(mapp.path());
    desk.tryck(TILL_NAMNET).tryck(person);
    assert_eq!(desk.app.vy, Vy::Sok, "{}", desk.text());
    assert_eq!(desk.tal("SELECT count(*) FROM overlamning"), 1);
    (mapp, desk)
}

/// Presses Tab until the field has the focus.
fn till(desk: &mut Desk, falt: &str) {
    let marke = format!("> {falt}");
    for _ in 0..30 {
        if desk.skarm(120, 40).0.contains(&marke) {
            return;
        }
        desk.tryck("<Tab>");
    }
    panic!("{falt}\n{}", desk.text());
}

/// A desk with an ärende of this kind open on the screen; `m` an adult's, `b` a child's.
fn med_arende(person: &str, aktslag: &str, uppfoljning: &str) -> (TempDir, Desk) {
    let (mapp, mut desk) = med_overlamning(person);
    desk.tryck("<F5><Enter><F2>").tryck(aktslag);
    till(&mut desk, "Hur många steg");
    desk.tryck("3");
    till(&mut desk, "Första uppföljningen");
    desk.tryck(uppfoljning).tryck("<F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Arende, "{}", desk.text());
    (mapp, desk)
}

/// A consent to tell somebody, written down by keys; back in the ärende.
fn samtyck(desk: &mut Desk, mottagare: &str) {
    desk.tryck("<F4><F2>f");
    till(desk, "Namnge mottagaren");
    desk.tryck(mottagare).tryck("<Tab>insatsplanen");
    till(desk, "Till och med");
    desk.tryck("20261231");
    till(desk, "Hur lämnades samtycket");
    desk.tryck("m<F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Samtycken, "{}", desk.text());
    desk.tryck("<Esc>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Arende);
}

fn loggat(desk: &Desk, handelse: &str) -> i64 {
    let sql = format!("SELECT count(*) FROM akthandelse WHERE slag = '{handelse}'");
    desk.tal(&sql)
}

fn varden(desk: &Desk) -> Vec<String> {
    let blad = &desk.app.akt.blad.as_ref().unwrap().blad;
    blad.falt().map(|falt| falt.varde.clone()).collect()
}

#[test]
fn enter_kopierar_ett_falt_i_taget_och_gar_vidare_till_nasta() {
    let (_mapp, mut desk) = med_arende(MED_TELEFON, "m", "");
    desk.tryck("<F5>");
    assert_eq!(desk.app.kontext(), Kontext::Aktblad);
    assert!(desk.kopierat.is_empty() && loggat(&desk, "utlamnat") == 0);
    let alla = varden(&desk);
    let etiketter: Vec<&str> = {
        let blad = &desk.app.akt.blad.as_ref().unwrap().blad;
        blad.falt().map(troskel::blad::Bladfalt::etikett).collect()
    };
    for (plats, varde) in alla.iter().enumerate() {
        assert_eq!(desk.app.akt.blad.as_ref().unwrap().vald, plats);
        desk.tryck("<Enter>");
        assert_eq!(desk.kopierat.len(), plats + 1, "one for each Enter");
        assert_eq!(desk.kopierat.last(), Some(varde));
        let notis = desk.app.notis.clone().unwrap();
        assert_eq!(
            notis,
            bladskarm::kopierat(etiketter[plats], plats + 1 == alla.len())
        );
        assert!(!notis.contains(varde.as_str()), "{notis}");
    }
    assert!(alla.contains(&"Övning Ek".to_owned()) && alla.contains(&"2026-00001".to_owned()));
    assert!(!alla.contains(&TELEFON.to_owned()));
    // Once for the opening, however much was copied; and once more for the next.
    assert_eq!(loggat(&desk, "utlamnat"), 1);
    desk.tryck("<Esc><F5>");
    assert_eq!(loggat(&desk, "utlamnat"), 1);
    desk.tryck("<Enter>");
    assert_eq!(loggat(&desk, "utlamnat"), 2);
}

#[test]
fn inget_annat_an_enter_nar_urklippet() {
    let (_mapp, mut desk) = med_arende(MED_TELEFON, "m", "");
    desk.tryck("<F5><Down><Up><End><Home><PgDn><F6><F6><F7><F7>xyz<Esc>");
    desk.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert!(desk.kopierat.is_empty());
    assert_eq!(loggat(&desk, "utlamnat"), 0);
}

#[test]
fn kontaktuppgifter_kommer_med_bara_pa_val_och_med_varningen() {
    let (_mapp, mut desk) = med_overlamning(MED_TELEFON);
    desk.tryck("<F5><Enter><F5>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Blad);
    assert!(!desk.text().contains(TELEFON), "{}", desk.text());
    desk.tryck("<F6>");
    let text = desk.text();
    assert!(
        text.contains("Kontaktuppgifterna syns för andra enheter"),
        "{text}"
    );
    assert!(varden(&desk).contains(&TELEFON.to_owned()));
    desk.tryck("<End><Enter>");
    assert_eq!(desk.kopierat, [TELEFON]);
    desk.tryck("<F6>");
    assert!(!varden(&desk).contains(&TELEFON.to_owned()));
    // Each opening begins without.
    desk.tryck("<F6><Esc><F5>");
    assert!(!varden(&desk).contains(&TELEFON.to_owned()));
    // The choice holds in the sheet of another system too, until it is taken back.
    desk.tryck("<F6>");
    for _ in 0..4 {
        desk.tryck("<F7>");
        assert!(varden(&desk).contains(&TELEFON.to_owned()));
        assert!(desk.text().contains("syns för andra enheter"));
    }
}

#[test]
fn med_sekretessmarkering_kommer_kontaktuppgifter_aldrig_med() {
    let (_mapp, mut desk) = med_overlamning(MED_TELEFON);
    desk.tryck("<F5><Enter>");
    // Marked after the visit, with contact data that were stored before.
    desk.app
        .akt
        .overlamning
        .as_mut()
        .unwrap()
        .sekretessmarkering = true;
    desk.tryck("<F5><F6>");
    assert_eq!(desk.app.notis.as_deref(), Some(bladskarm::ALDRIG_KONTAKT));
    for _ in 0..4 {
        desk.tryck("<F6><F7><F6>");
        let antal = varden(&desk).len();
        for _ in 0..antal {
            desk.tryck("<Enter>");
        }
        let (text, _) = desk.skarm(120, 40);
        assert!(text.contains(&SEKRETESS[..30]), "{text}");
    }
    assert!(!desk.kopierat.is_empty());
    assert!(!desk.kopierat.iter().any(|text| text.contains(TELEFON)));
}

#[test]
fn en_kopia_som_inte_kunde_loggas_loggas_nasta_gang() {
    let (_mapp, mut desk) = med_arende(MED_TELEFON, "m", "");
    desk.tryck("<F5>");
    desk.upptagen = 1;
    desk.tryck("<Enter>");
    assert!(desk.app.dialog.is_some(), "{}", desk.text());
    desk.tryck("<Esc><Enter>");
    assert_eq!(desk.kopierat.len(), 2);
    assert_eq!(loggat(&desk, "utlamnat"), 1);
}

#[test]
fn loggen_av_en_kopia_stanger_ingen_blankett_som_har_oppnats_sedan() {
    let (_mapp, mut desk) = med_arende(MED_TELEFON, "m", "");
    desk.drojer = true;
    desk.tryck("<F5><Enter><Esc><F2>Samtal");
    assert_eq!(desk.app.akt.vy(), Aktvy::Blankett);
    desk.svara_allt();
    assert_eq!(desk.app.akt.vy(), Aktvy::Blankett);
    assert!(desk.text().contains("Samtal"), "{}", desk.text());
    assert_eq!(loggat(&desk, "utlamnat"), 1);
}

#[test]
fn alla_far_ansoka_mitt_i_en_insats_och_insatsen_fortsatter() {
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "m", "20261201");
    desk.tryck("<F7>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Blankett);
    let text = desk.text();
    for del in [
        "Du får alltid ansöka, också mitt i en insats",
        "fortsätter",
        "Inget följer med utan samtycke",
        "skickar ingen ansökan",
        &desk.app.katalog.ansokan.namn.clone(),
    ] {
        assert!(text.contains(del), "{del}\n{text}");
    }
    // No consent holds: there is nothing to choose.
    assert!(!text.contains(broskarm::TARMED.0) && !text.contains(broskarm::SAMTYCKE.0));
    desk.tryck("<F2>");
    assert_eq!(desk.app.kontext(), Kontext::Brotider);
    assert_eq!(
        desk.tal("SELECT count(*) FROM bro WHERE med = '' AND samtycke IS NULL"),
        1
    );
    assert_eq!(
        desk.tal("SELECT count(*) FROM arende WHERE avslutad IS NULL"),
        1
    );
    let text = desk.text();
    assert!(
        text.contains(broskarm::VUXEN) && text.contains(broskarm::INGA_DAGAR),
        "{text}"
    );
    assert!(!text.contains("[ ]"), "{text}");
    // Again it is opened as it stands, and the look is logged.
    desk.tryck("<Esc><F7>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Bro);
    assert_eq!(desk.tal("SELECT count(*) FROM bro"), 1);
    assert_eq!(loggat(&desk, "bro_last"), 1);
}

#[test]
fn ingen_blankett_oppnas_medan_bron_vantas_pa() {
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "m", "");
    desk.tryck("<F7><F2><Esc>");
    desk.drojer = true;
    desk.tryck("<F7><F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Arende);
    desk.svara_allt();
    assert_eq!(desk.app.akt.vy(), Aktvy::Bro);
    desk.tryck("<F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Blankett);
}

#[test]
fn inget_foljer_med_utan_ett_samtycke_som_galler() {
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "m", "");
    samtyck(&mut desk, "Socialkontoret");
    desk.tryck("<F7>");
    till(&mut desk, broskarm::TARMED.0);
    desk.tryck("ij<F2>");
    assert_eq!(desk.app.notis.as_deref(), Some(broskarm::VALJ_SAMTYCKE));
    assert!(desk.text().contains(&format!("> {}", broskarm::SAMTYCKE.0)));
    assert_eq!(desk.tal("SELECT count(*) FROM bro"), 0);
    // Taken back at another desk meanwhile: the file says no, and what is chosen stays.
    desk.tryck("1");
    let arende = desk.app.akt.arende.as_ref().unwrap().bild.rad.id.clone();
    let samtycke = desk.app.akt.arende.as_ref().unwrap().bild.samtycken[0]
        .id
        .clone();
    aterkalla(&mut desk, arende, samtycke);
    desk.tryck("<F2>");
    assert_eq!(desk.tal("SELECT count(*) FROM bro"), 0);
    assert_eq!(desk.app.akt.vy(), Aktvy::Blankett);
    assert!(desk.app.notis.is_some());
    // Opened anew the consent is no longer there to be chosen.
    desk.tryck("<Esc><F7>");
    assert!(!desk.text().contains(broskarm::TARMED.0), "{}", desk.text());
    assert!(desk.text().contains("Inget samtycke gäller nu"));
}

fn aterkalla(desk: &mut Desk, arende: troskel::store::RadId, samtycke: troskel::store::RadId) {
    use troskel::store::akt::Aktakt;
    use troskel::store::ko::Sammanhang;
    use troskel::store::{Change, OpId, Store};
    let sammanhang = Sammanhang {
        katalog: std::sync::Arc::clone(&desk.app.katalog),
        idag: desk.idag,
    };
    let akt = Aktakt::Aterkalla { arende, samtycke };
    let change = Change::Akt(Box::new(akt), sammanhang);
    let nu = "2026-11-22T10:00:00Z".parse().unwrap();
    let aktor = desk.app.aktor.clone();
    desk.store.save(&aktor, OpId([9; 16]), nu, &change).unwrap();
}

#[test]
fn med_samtycke_foljer_just_det_valda_med() {
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "m", "");
    samtyck(&mut desk, "Socialkontoret");
    desk.tryck("<F7>");
    till(&mut desk, broskarm::TARMED.0);
    desk.tryck("i");
    till(&mut desk, broskarm::SAMTYCKE.0);
    desk.tryck("1<F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Bro, "{}", desk.text());
    assert_eq!(
        desk.tal(
            "SELECT count(*) FROM bro b JOIN delningssamtycke d ON d.id = b.samtycke WHERE b.med = 'insatsplan'"
        ),
        1
    );
    let (text, _) = desk.skarm(120, 40);
    assert!(text.contains("Det här följer med: insatsplanen."), "{text}");
}

#[test]
fn brons_tider_star_for_sig_och_galler_inte_insatsen_har() {
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "m", "");
    desk.tryck("<F7><F2><F2><Tab>20261102<F2>");
    let text = desk.text();
    assert_eq!(desk.app.akt.vy(), Aktvy::Bro, "{text}");
    // Of an adult, whom the routine is not about: only the clock of the law.
    assert!(!text.contains("14 dagar") && text.contains("IVO"), "{text}");
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "b", "");
    desk.tryck("<F7><F2><F2><Tab>20261102<F2>");
    let text = desk.text();
    assert_eq!(desk.app.akt.vy(), Aktvy::Bro, "{text}");
    let tider = text.find(broskarm::TIDER).unwrap();
    let klocka = text.find("14 dagar efter beslutet har gått ut").unwrap();
    assert!(tider < klocka, "{text}");
    assert!(text.contains("IVO"));
    // In the ärende itself no such time is seen.
    desk.tryck("<Esc>");
    let arende = desk.text();
    assert!(
        !arende.contains("14 dagar") && !arende.contains("IVO"),
        "{arende}"
    );
    // Days that cannot follow on each other are refused, and the form stays.
    desk.tryck("<F7><F2>");
    till(&mut desk, broskarm::DAGAR[2].0);
    desk.tryck("20261001<F2>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Blankett);
    assert!(desk.app.notis.is_some());
    assert_eq!(
        desk.tal("SELECT count(*) FROM bro WHERE start IS NOT NULL"),
        0
    );
}

#[test]
fn bockar_star_kvar_och_syns_vid_en_annan_desk() {
    let (mapp, mut desk) = med_arende(BARA_NAMN, "b", "");
    desk.tryck("<F7>");
    let barn = desk.app.katalog.barn_och_unga.namn.clone();
    assert!(desk.skarm(120, 40).0.contains(&barn));
    desk.tryck("<F2>");
    assert_eq!(desk.app.kontext(), Kontext::Bro);
    let lista = desk.app.checklistor.alla()[1].clone();
    // The next list and its second point.
    desk.tryck("<Tab><Down><Enter>");
    let ansvar = broskarm::ansvar(&lista.punkter[1]);
    let text = desk.skarm(120, 40).0;
    assert!(
        text.contains(&ansvar) && text.contains("Avbockad 2026-11-22 av"),
        "{ansvar}\n{text}"
    );
    assert!(text.contains("(1 av"), "{text}");
    assert_eq!(desk.tal("SELECT count(*) FROM brobock"), 1);

    let mut annan = Desk::med_namn(mapp.path(), "desk2");
    annan.app.aktor.anvandare = "bo".into();
    annan.idag = desk.idag + Days::new(1);
    annan.tryck("<F5><F6><Enter><F7>");
    assert_eq!(annan.app.akt.vy(), Aktvy::Bro, "{}", annan.text());
    // Opened at the list that was last used, and not there where it begins.
    let vy = annan.app.akt.bro.as_ref().unwrap();
    assert_eq!(vy.lista, 1);
    assert_eq!(
        vy.bock(&lista.id, &lista.punkter[1].id).map(|(dag, _)| dag),
        Some(desk.idag)
    );
    // A tick of somebody else is asked about first.
    annan.tryck("<Down><Enter>");
    assert!(annan.app.dialog.is_some());
    annan.tryck("<Esc>");
    assert_eq!(annan.tal("SELECT count(*) FROM brobock"), 1);
    annan.tryck("<Enter><Enter>t");
    assert_eq!(annan.tal("SELECT count(*) FROM brobock"), 0);
    // The own tick of the day goes with the same key as it came.
    annan.tryck("<Enter>");
    assert_eq!(annan.tal("SELECT count(*) FROM brobock"), 1);
    annan.tryck("<Enter>");
    assert_eq!(annan.tal("SELECT count(*) FROM brobock"), 0);
}

#[test]
fn listorna_gar_runt_at_bada_hallen() {
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "b", "");
    desk.tryck("<F7><F2>");
    let antal = desk.app.checklistor.alla().len();
    let lista = |desk: &Desk| desk.app.akt.bro.as_ref().unwrap().lista;
    desk.tryck("<S-Tab>");
    assert_eq!(lista(&desk), antal - 1);
    desk.tryck("<Tab>");
    assert_eq!(lista(&desk), 0);
    for plats in 0..antal {
        assert_eq!(lista(&desk), plats);
        desk.tryck("<End>");
        let vald = &desk.app.checklistor.alla()[plats];
        assert_eq!(
            desk.app.akt.bro.as_ref().unwrap().punkt,
            vald.punkter.len() - 1
        );
        for (bredd, hojd) in [(80, 24), (120, 40), (60, 20)] {
            let (text, markor) = desk.skarm(bredd, hojd);
            let rad = text.lines().nth(usize::from(markor.y)).unwrap();
            assert!(rad.starts_with(">[ ]"), "{bredd}x{hojd} {rad}\n{text}");
        }
        desk.tryck("<Tab>");
    }
}

fn attgora(desk: &Desk) -> Vec<&'static str> {
    let rader = desk.app.ko.attgora.lista.rader.as_ref().unwrap();
    rader
        .iter()
        .map(|rad| match rad {
            Uppgiftsrad::Ko(_) => "kö",
            Uppgiftsrad::Arende(_) => "ärende",
            Uppgiftsrad::Overlamning(_) => "överlämning",
        })
        .collect()
}

#[test]
fn en_uppfoljning_star_i_att_gora_pa_sin_dag_och_inte_fore() {
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "m", "20261201");
    desk.tryck("<Esc><Esc>");
    assert_eq!(desk.app.vy, Vy::Sok);
    for (dag, vantat) in [
        ("2026-11-30", &[][..]),
        ("2026-12-01", &["ärende"]),
        ("2026-12-10", &["ärende"]),
    ] {
        desk.idag = dag.parse::<NaiveDate>().unwrap();
        desk.tryck("<F7>");
        assert_eq!(attgora(&desk), vantat, "{dag}");
        let tom = desk.text().contains(attgora::INGET);
        assert_eq!(tom, vantat.is_empty(), "{dag}\n{}", desk.text());
        // Nothing of whom it is about.
        assert!(!desk.text().contains("Övning Al"));
        desk.tryck("<Esc>");
    }
    let last = loggat(&desk, "last");
    desk.tryck("<F7><Enter>");
    assert_eq!((desk.app.vy, desk.app.akt.vy()), (Vy::Akt, Aktvy::Arende));
    assert!(desk.text().contains("Övning Al"));
    assert_eq!(loggat(&desk, "last"), last + 1);
    // The way back is to what is to be done.
    desk.tryck("<Esc>");
    assert_eq!((desk.app.vy, desk.app.ko.vy()), (Vy::Ko, Kovy::Attgora));
    assert!(desk.app.akt.arende.is_none());
    desk.tryck("<Esc>");
    assert_eq!(desk.app.vy, Vy::Sok);
}

#[test]
fn en_overlamning_som_ingen_har_hamtat_star_i_att_gora_dagen_efter() {
    let (_mapp, mut desk) = med_overlamning(BARA_NAMN);
    desk.tryck("<F7>");
    assert_eq!(attgora(&desk), [""; 0]);
    desk.tryck("<Esc>");
    desk.idag = desk.idag + Days::new(1);
    desk.tryck("<F7>");
    assert_eq!(attgora(&desk), ["överlämning"]);
    assert!(desk.text().contains("väntat 1 dag"), "{}", desk.text());
    desk.tryck("<Enter>");
    assert_eq!((desk.app.vy, desk.app.akt.vy()), (Vy::Akt, Aktvy::Inkorg));
    assert_eq!(
        desk.tal("SELECT count(*) FROM overlamning WHERE status = 'ny'"),
        1
    );
    desk.tryck("<Enter>");
    assert_eq!(desk.app.akt.vy(), Aktvy::Overlamning);
    desk.tryck("<Esc><Esc>");
    assert_eq!(desk.app.ko.vy(), Kovy::Attgora);
    assert_eq!(attgora(&desk), [""; 0]);
}

#[test]
fn att_gora_visar_det_som_har_kommit_och_sager_inget_forran_bada_har_svarat() {
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "m", "20261201");
    desk.tryck("<Esc><Esc>");
    desk.svara_allt();
    desk.idag = "2026-12-02".parse().unwrap();
    desk.drojer = true;
    desk.tryck("<F7>");
    assert!(desk.app.ko.attgora.lista.rader.is_none());
    assert!(desk.svara());
    assert_eq!(attgora(&desk), ["ärende"]);
    desk.svara_allt();
    assert_eq!(attgora(&desk), ["ärende"]);

    // With nothing in the akter it is still waited for the queues.
    desk.tryck("<Esc>");
    desk.svara_allt();
    desk.idag = "2026-11-23".parse().unwrap();
    desk.tryck("<F7>");
    assert!(desk.svara());
    assert!(!desk.text().contains(attgora::INGET), "{}", desk.text());
    desk.svara_allt();
    assert!(desk.text().contains(attgora::INGET), "{}", desk.text());
}

#[test]
fn det_som_inte_langre_finns_oppnar_inget_och_gar_tillbaka() {
    let (_mapp, mut desk) = med_arende(BARA_NAMN, "m", "20261201");
    desk.tryck("<Esc><Esc>");
    desk.idag = "2026-12-01".parse().unwrap();
    desk.tryck("<F7>");
    assert_eq!(attgora(&desk), ["ärende"]);
    // Another enhet's from now on.
    desk.app.aktor.enhet = "annan".into();
    desk.tryck("<Enter>");
    assert_eq!((desk.app.vy, desk.app.ko.vy()), (Vy::Ko, Kovy::Attgora));
    assert!(desk.app.notis.is_some());
    assert_eq!(attgora(&desk), [""; 0]);
}

/// Each screen, with whose akt it is and the keys from the ärende.
const SKARMAR: [(&str, &str, &str); 8] = [
    ("blad", "m", "<F5>"),
    ("blad_kontakt", "m", "<F5><F6><F7><End>"),
    ("blad_kopierat", "m", "<F5><Enter>"),
    ("bro_form", "m", "<F7>"),
    ("bro_vuxen", "m", "<F7><F2><F2><Tab>20261102<F2>"),
    ("bro_barn", "b", "<F7><F2><F2><Tab>20261102<F2><Tab><Enter>"),
    ("bro_dagar", "b", "<F7><F2><F2>"),
    ("att_gora", "m", "<Esc><Esc>"),
];

#[test]
fn skarmarna_ser_ut_som_de_ska() {
    for (namn, aktslag, tangenter) in SKARMAR {
        let (_mapp, mut desk) = med_arende(MED_TELEFON, aktslag, "20261201");
        desk.tryck(tangenter);
        if namn == "att_gora" {
            desk.tryck(TILL_NAMNET).tryck(BARA_NAMN);
            desk.idag = "2026-12-03".parse().unwrap();
            desk.tryck("<F7>");
            assert_eq!(attgora(&desk), ["överlämning", "ärende"]);
        }
        for (bredd, hojd) in [(80, 24), (120, 40)] {
            insta::assert_snapshot!(format!("{namn}_{bredd}x{hojd}"), desk.bild(bredd, hojd));
        }
        for (bredd, hojd) in [(80, 24), (120, 40), (60, 20)] {
            let mut terminal = desk.rita(&Tema::terminal(), bredd, hojd);
            let markor =
                ratatui::backend::Backend::get_cursor_position(terminal.backend_mut()).unwrap();
            assert_ne!(markor, Position::new(0, 0), "{namn} {bredd}x{hojd}");
        }
    }
}

#[test]
fn en_tangent_utan_nagot_att_galla_sager_varfor() {
    let (_mapp, mut desk) = med_arende("Övning Al<F2><Enter><Esc>", "m", "");
    // Neither a consent to take back nor a plan that is newer.
    desk.tryck("<F4><F8>");
    assert!(desk.text().contains(skarm::INGEN_RAD), "{}", desk.text());
    desk.tryck("<Esc><F3><Right>");
    assert!(
        desk.text().contains(aktvyer::INGEN_NYARE),
        "{}",
        desk.text()
    );
    // A list that is on its way has not been found empty.
    desk.tryck("<Esc><Esc><Esc><Esc>");
    assert_eq!(desk.app.vy, Vy::Sok);
    desk.drojer = true;
    desk.tryck("<F3><Enter>");
    assert!(desk.text().contains(skarm::HAMTAS_ANNU), "{}", desk.text());
    desk.svara_allt();
    desk.tryck("<Enter>");
    assert!(desk.text().contains(skarm::INGEN_RAD), "{}", desk.text());
}
