//! The covered screen: when it comes, what it hides, who lifts it, and that nothing begun is lost.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "gemensamt/bord.rs"]
mod bord;
#[path = "gemensamt/skarp.rs"]
mod skarp;

use bord::{BO, Bord, VAST, konto_akt};
use chrono::TimeDelta;
use skarp::{ANNA, ENHET, ORDET};
use tempfile::{TempDir, tempdir};
use troskel::app::Msg;
use troskel::app::kommando::{Kommando, Kontext, tolka};
use troskel::app::las::{Fas, Ruta, TALAMOD, Varfor};
use troskel::app::skrivbord::{Handelse, VILA};
use troskel::domain::behorighet::Roll;
use troskel::store::konto::Kontoakt;
use troskel::text;
use troskel::ui::inmatning::{Inmatning, Tangent};
use troskel::ui::tema::Tema;

const SEKUND: TimeDelta = TimeDelta::seconds(1);

/// A desk where Anna has signed in.
fn med_anna() -> (TempDir, Bord) {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt(mapp.path());
    bord.anna();
    (mapp, bord)
}

fn varfor(bord: &Bord) -> Option<Varfor> {
    bord.bord.las().map(|las| las.varfor)
}

fn fas(bord: &Bord) -> Fas {
    bord.bord.las().expect("ett lås").fas.clone()
}

/// What is on the screen under its header, whose counts follow the file.
fn under_huvudet(bord: &Bord) -> String {
    bord.text().split_once('\n').unwrap().1.to_owned()
}

/// A documented insats, to the receipt of the handover.
const OVERLAMNING: &str = "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>Övning Ekdahl<F2><Enter>";

/// From the lookup to an ärende of one's own.
fn till_arende(bord: &mut Bord) {
    till_arende_om(bord, OVERLAMNING);
}

/// The same, from the keys of a reception.
fn till_arende_om(bord: &mut Bord, mottagning: &str) {
    bord.tryck(mottagning).tryck("<Esc><F5><Enter><F2>m");
    while !bord.text().contains("> Hur många steg") {
        bord.tryck("<Tab>");
    }
    bord.tryck("3<F2>");
    assert!(bord.text().contains("F2 anteckna"), "{}", bord.text());
}

/// Anna gives Bo a role, or takes it.
fn roll(bord: &Bord, roll: Roll, ge: bool) {
    let (anvandare, enhet) = (skarp::namn(BO.0), ENHET.to_owned());
    let akt = if ge {
        Kontoakt::GeRoll {
            anvandare,
            roll,
            enhet,
        }
    } else {
        Kontoakt::TaRoll {
            anvandare,
            roll,
            enhet,
        }
    };
    konto_akt(&mut bord.bredvid(), akt).unwrap();
}

/// A desk where Bo, who meets protected persons, has the ärende of one open.
fn med_skyddad() -> (TempDir, Bord) {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt(mapp.path());
    roll(&bord, Roll::Skyddade, true);
    bord.logga_in(BO).tryck("1");
    let skyddad = OVERLAMNING.replace("n<Enter>Övning", "j<Enter>Övning");
    assert_ne!(skyddad, OVERLAMNING);
    till_arende_om(&mut bord, &skyddad);
    assert!(bord.text().contains("Ekdahl"), "{}", bord.text());
    (mapp, bord)
}

/// From an ärende to a note that is half typed.
fn till_halv_anteckning(bord: &mut Bord) {
    bord.tryck("<F2>Samtal om vardagen<Enter><Enter><Enter>hen<Enter><Enter>Halvskriven mening");
    assert!(
        bord.text().contains("Halvskriven mening"),
        "{}",
        bord.text()
    );
}

/// What somebody may be in the middle of: keys from the lookup, and something that is seen then.
const PABORJAT: [(&str, &str); 12] = [
    ("skilsm", "Samarbetssamtal"),
    ("boendecoachning<Enter>1", "Boendecoachning"),
    (
        "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>Övning Ekdahl",
        "Ekdahl",
    ),
    (
        "boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>t<Enter>m<Enter>n<Enter>Övning Ekdahl<F8>",
        "Avsluta utan att överlämna",
    ),
    ("boendecoachning<Enter>1<F1>", "Prickar och stavfel"),
    ("boendecoachning<Enter>1<F12>", "barn"),
    ("<F3>", "Parkerade besök"),
    ("<F4>", "Esc"),
    ("<F5>", "Esc"),
    ("<F6>", "Besök"),
    ("<F7>", "Esc"),
    ("<F8>", "Esc"),
];

#[test]
fn start_ar_last_och_filen_ar_inte_oppnad() {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt(mapp.path());
    assert_eq!(
        (varfor(&bord), bord.har_filen()),
        (Some(Varfor::Start), false)
    );
    let text = bord.text();
    assert!(
        text.contains("Tröskel · Alingsås") && text.contains("Användare"),
        "{text}"
    );
    // User, Enter, password, Enter.
    bord.tryck(ANNA).tryck("<Enter>").tryck(ORDET);
    assert!(!bord.har_filen());
    bord.tryck("<Enter>");
    assert!(bord.ar_oppen() && bord.har_filen());
    assert!(bord.text().contains("anna vid disken"), "{}", bord.text());
}

#[test]
fn lofte_12_skarmen_laser_sig_efter_fem_minuter_och_inte_fore() {
    let (_mapp, mut bord) = med_anna();
    assert_eq!(VILA, TimeDelta::minutes(5));
    bord.ga(VILA - SEKUND);
    assert!(bord.ar_oppen());
    bord.ga(SEKUND);
    assert_eq!(varfor(&bord), Some(Varfor::Vila));
    assert!(!bord.har_filen(), "nyckeln ligger kvar i minnet");
    assert!(bord.text().contains("fem minuter"), "{}", bord.text());
}

#[test]
fn varje_tangent_och_inklistrat_borjar_om_tiden_men_inget_annat() {
    let (_mapp, mut bord) = med_anna();
    bord.ga(VILA - SEKUND).tryck("b");
    bord.ga(VILA - SEKUND).klistra("oende");
    bord.ga(VILA - SEKUND);
    assert!(bord.ar_oppen());
    // Another desk that saves, and a window that is moved, are nobody at the keyboard.
    bord.hander(Handelse::App(Msg::Inmatning(Inmatning::Storlek(90, 30))));
    bord.hander(Handelse::App(Msg::Store(
        troskel::store::worker::StoreMsg::AndratAvAnnan,
    )));
    bord.ga(SEKUND);
    assert_eq!(varfor(&bord), Some(Varfor::Vila));
}

#[test]
fn det_som_trycks_for_sent_nar_inte_det_som_lag_under() {
    for klistrat in [false, true] {
        let (_mapp, mut bord) = med_anna();
        bord.tryck("boende");
        let fore = under_huvudet(&bord);
        // The machine has slept: the first that comes is a key.
        bord.nu += VILA;
        if klistrat {
            bord.klistra("xyz");
        } else {
            bord.tryck("x");
        }
        assert_eq!(varfor(&bord), Some(Varfor::Vila));
        assert!(bord.bord.las().unwrap().losenord.ar_tomt());
        bord.tryck(ORDET).tryck("<Enter>");
        assert_eq!(under_huvudet(&bord), fore);
    }
}

#[test]
fn en_klocka_som_stalls_tillbaka_skjuter_inte_upp_laset() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("b");
    bord.nu -= TimeDelta::hours(3);
    bord.hander(Handelse::App(Msg::Tid));
    assert!(bord.ar_oppen());
    bord.ga(VILA - SEKUND);
    assert!(bord.ar_oppen());
    bord.ga(SEKUND);
    assert!(!bord.ar_oppen());
}

#[test]
fn tangenterna_laser_overallt() {
    let (las, byt) = (
        Tangent::fran_text("<C-l>").unwrap(),
        Tangent::fran_text("<F10>").unwrap(),
    );
    for kontext in Kontext::ALLA {
        assert_eq!(tolka(kontext, &las), Some(Kommando::Las), "{kontext:?}");
        assert_eq!(
            tolka(kontext, &byt),
            Some(Kommando::BytPerson),
            "{kontext:?}"
        );
    }
    let (_mapp, mut bord) = med_anna();
    bord.tryck("<F1>");
    let hjalp = (0..8)
        .map(|_| {
            let t = bord.text();
            bord.tryck("<PgDn>");
            t
        })
        .collect::<String>();
    assert!(
        hjalp.contains("Ctrl+L") && hjalp.contains("lås skärmen"),
        "{hjalp}"
    );
    assert!(
        hjalp.contains("F10") && hjalp.contains("byt person"),
        "{hjalp}"
    );
}

fn las(bord: &mut Bord, hur: &str) {
    match hur {
        "tid" => bord.ga(VILA),
        tangent => bord.tryck(tangent),
    };
}

/// What the cover looks like over a desk where nothing has been begun, by how it was locked.
fn over_tomt_bord(bord: &mut Bord, hur: &str) -> String {
    las(bord, hur);
    let tackt = bord.text();
    bord.byt_till_anna();
    tackt
}

/// Locks what is on the screen, and sees that the cover is the one of an untouched desk; that another person sees nothing
/// of it; and that whoever it was comes back to the same screen.
fn fram_och_tillbaka(bord: &mut Bord, hur: &str, tomt: &str, synligt: &str) {
    let (hela, fore) = (bord.text(), under_huvudet(bord));
    assert!(hela.contains(synligt), "{synligt}\n{hela}");
    las(bord, hur);
    assert!(!bord.ar_oppen() && !bord.har_filen());
    assert_eq!(bord.text(), tomt);
    bord.byt_till_bo();
    let bos = bord.text();
    for hemligt in ["Ekdahl", "Halvskriven", "Samtal om vardagen"] {
        assert!(!bos.contains(hemligt), "{bos}");
    }
    assert!(bos.contains("Sök: skriv vad"), "{bos}");
    bord.byt_till_anna();
    assert_eq!(under_huvudet(bord), fore);
}

#[test]
fn allt_paborjat_tacks_syns_inte_for_nasta_och_kommer_tillbaka() {
    let (_mapp, mut bord) = med_anna();
    let satt = ["<C-l>", "tid", "<F10>"];
    let tomma = satt.map(|hur| over_tomt_bord(&mut bord, hur));
    for (plats, (tangenter, synligt)) in PABORJAT.into_iter().enumerate() {
        let mut bord = Bord::vid(&bord.databas, "disken");
        bord.anna().tryck(tangenter);
        fram_och_tillbaka(&mut bord, satt[plats % 3], &tomma[plats % 3], synligt);
    }
}

#[test]
fn var_och_en_har_sitt_eget_paborjade() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("skilsm")
        .byt_till_bo()
        .tryck("familj")
        .byt_till_anna();
    assert!(bord.text().contains("Sök: skilsm"), "{}", bord.text());
    bord.byt_till_bo();
    assert!(bord.text().contains("Sök: familj"), "{}", bord.text());
}

#[test]
fn laset_visar_bara_sina_egna_ord() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("boende<C-l>");
    let rader: Vec<String> = bord
        .text()
        .lines()
        .map(str::to_owned)
        .filter(|rad| !rad.is_empty())
        .collect();
    assert_eq!(
        rader,
        [
            " Tröskel · Alingsås",
            " Skärmen är låst",
            " Inloggad: anna vid Receptionen.",
            " Det som är påbörjat finns kvar.",
            "  Användare  anna",
            "> Lösenord",
            " Enter vidare  Tab nästa ruta  Esc töm rutan  F10 byt person",
        ]
    );
}

#[test]
fn en_halvskriven_anteckning_finns_kvar_pa_skarmen_och_i_filen() {
    let (_mapp, mut bord) = med_anna();
    let tomt = over_tomt_bord(&mut bord, "<C-l>");
    till_arende(&mut bord);
    till_halv_anteckning(&mut bord);
    fram_och_tillbaka(&mut bord, "<C-l>", &tomt, "Halvskriven mening");
    // Typed within the half second that is not saved yet.
    bord.tryck(", och lite till<C-l>");
    assert!(!bord.har_filen());
    let mut annat = Bord::vid(&bord.databas, "annan disk");
    annat.anna().tryck("<F5><F6><Enter><F2>f");
    let text = annat.text();
    assert!(text.contains("Halvskriven mening, och lite till"), "{text}");
}

#[test]
fn det_som_ar_pa_vag_sparas_innan_filen_slapps() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("boendecoachning<Enter>");
    bord.drojer = true;
    // The first answer is being saved, the second has not been sent.
    bord.tryck("1<Enter>m<C-l>");
    assert!(!bord.ar_oppen() && bord.har_filen());
    assert!(!bord.text().contains("Boendecoachning"), "{}", bord.text());
    // Whoever is quick waits for it, and so does the file.
    bord.tryck(ORDET).tryck("<Enter>");
    assert_eq!((fas(&bord), bord.provade), (Fas::Sparar, 1));
    assert!(bord.text().contains(text::las::SPARAR), "{}", bord.text());
    bord.tryck("zzz");
    bord.svara_allt();
    assert_eq!(bord.provade, 2);
    assert!(bord.ar_oppen());
    bord.svara_allt();
    let fore = under_huvudet(&bord);
    // Another desk takes the same visit up, as it was.
    let mut annat = Bord::vid(&bord.databas, "annan disk");
    annat.anna().tryck("<F3><Enter>");
    let annans = annat.text();
    assert!(annans.contains("Boendecoachning"), "{annans}");
    let steg = |text: &str| {
        text.lines()
            .find(|rad| rad.contains('['))
            .map(str::to_owned)
    };
    assert_eq!(steg(&annans), steg(&fore), "{annans}\n{fore}");
}

#[test]
fn fel_losenord_sager_inte_vad_som_var_fel() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("boende<C-l>");
    bord.tryck("fel losenord<Enter>");
    let fel_losenord = bord.text();
    assert!(fel_losenord.contains(text::las::FEL), "{fel_losenord}");
    assert!(bord.bord.las().unwrap().losenord.ar_tomt());
    let mut annat = Bord::vid(&bord.databas, "annan disk");
    annat.logga_in(("finns-inte", "fel losenord"));
    assert!(annat.text().contains(text::las::FEL), "{}", annat.text());
    bord.tryck(ORDET).tryck("<Enter>");
    assert!(bord.text().contains("Sök: boende"), "{}", bord.text());
}

#[test]
fn efter_fem_fel_raknas_vantan_ner_och_inget_provas_under_tiden() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("<C-l>");
    while !bord.text().contains("Vänta") {
        bord.tryck("fel losenord<Enter>");
        assert!(bord.provade < 10, "{}", bord.text());
    }
    let provade = bord.provade;
    assert!(bord.text().contains("Vänta 30 s."), "{}", bord.text());
    // A new second is a new frame, and only the number is another.
    let fore = bord.text();
    bord.ga(SEKUND);
    assert_eq!(bord.text(), fore.replace("30 s", "29 s"));
    bord.tryck(ORDET).tryck("<Enter>");
    assert_eq!((bord.provade, bord.ar_oppen()), (provade, false));
    for kvar in (1..=28).rev() {
        bord.ga(SEKUND);
        assert!(
            bord.text().contains(&format!("Vänta {kvar} s.")),
            "{kvar} {}",
            bord.text()
        );
    }
    bord.ga(SEKUND);
    assert!(!bord.text().contains("Vänta"), "{}", bord.text());
    // Typed during the pause, the password waits for its Enter, and not for ever.
    assert_eq!(
        bord.bord.vacks(),
        Some(bord.nu - TimeDelta::seconds(29) + TALAMOD)
    );
    bord.tryck("<Enter>");
    assert!(bord.ar_oppen(), "{}", bord.text());
}

#[test]
fn pausen_ar_en_anvandares_och_inte_diskens() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("<C-l>");
    while !bord.text().contains("Vänta") {
        bord.tryck("fel losenord<Enter>");
    }
    bord.tryck("<F10>").logga_in(BO).tryck("<Enter>");
    assert!(bord.ar_oppen(), "{}", bord.text());
}

#[test]
fn ett_last_konto_far_veta_vad_det_ska_gora() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("<C-l>");
    while !bord.text().contains("Kontot är låst") {
        bord.tryck("fel losenord<Enter>");
        bord.ga(TimeDelta::hours(1));
        assert!(bord.provade < 20, "{}", bord.text());
    }
    bord.tryck(ORDET).tryck("<Enter>");
    assert!(bord.text().contains("Kontot är låst"), "{}", bord.text());
}

#[test]
fn flera_enheter_fragas_efter_en_gang() {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt(mapp.path());
    bord.logga_in(BO);
    let text = bord.text();
    assert!(
        text.contains("1 Receptionen") && text.contains("2 Väst"),
        "{text}"
    );
    assert!(!bord.ar_oppen());
    // Back: the key is forgotten, and the password asked for again.
    bord.tryck("<Esc>");
    assert!(!bord.har_filen());
    bord.tryck(BO.1).tryck("<Enter><Down><Enter>");
    assert_eq!(bord.bord.aktor().unwrap().enhet, VAST);
    bord.tryck("boende<C-l>").tryck(BO.1).tryck("<Enter>");
    assert_eq!(bord.bord.aktor().unwrap().enhet, VAST);
    // At the other enhet he has another desk.
    bord.tryck("<F10>").logga_in(BO).tryck("1");
    assert_eq!(bord.bord.aktor().unwrap().enhet, ENHET);
    assert!(!bord.text().contains("Sök: boende"), "{}", bord.text());
    bord.tryck("<F10>").logga_in(BO).tryck("2");
    assert!(bord.text().contains("Sök: boende"), "{}", bord.text());
}

#[test]
fn ett_ratt_losenord_vantar_en_minut_pa_att_enheten_valjs() {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt(mapp.path());
    assert_eq!(TALAMOD, TimeDelta::minutes(1));
    bord.logga_in(BO).ga(TALAMOD - SEKUND);
    assert!(bord.har_filen());
    // Each key begins a new minute; a window that is moved does not.
    bord.tryck("<Down>").ga(TALAMOD - SEKUND);
    bord.hander(Handelse::App(Msg::Inmatning(Inmatning::Storlek(90, 30))));
    assert!(bord.har_filen());
    bord.ga(SEKUND);
    assert!(!bord.har_filen(), "nyckeln ligger kvar i minnet");
    let las = bord.bord.las().unwrap();
    assert!(las.losenord.ar_tomt());
    assert_eq!(
        (&las.fas, las.fokus, bord.bord.vacks()),
        (&Fas::Fragar, Ruta::Losenord, None)
    );
    // The machine has slept: the first that comes is a key, and it chooses nothing.
    bord.tryck(BO.1).tryck("<Enter>");
    assert!(bord.har_filen());
    bord.nu += TALAMOD;
    bord.tryck("1");
    assert!(!bord.ar_oppen() && !bord.har_filen());
    assert!(bord.bord.las().unwrap().losenord.ar_tomt());
    bord.tryck(BO.1).tryck("<Enter>1");
    assert!(bord.ar_oppen(), "{}", bord.text());
}

#[test]
fn ett_skrivet_losenord_ligger_en_minut() {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt(mapp.path());
    bord.tryck(ANNA).tryck("<Enter>").tryck(ORDET);
    bord.ga(TALAMOD - SEKUND);
    assert!(!bord.bord.las().unwrap().losenord.ar_tomt());
    bord.ga(SEKUND);
    assert!(bord.bord.las().unwrap().losenord.ar_tomt());
    assert_eq!(bord.bord.vacks(), None);
    // The name stays; only the password is asked for again.
    bord.tryck(ORDET).tryck("<Enter>");
    assert!(bord.ar_oppen(), "{}", bord.text());
}

#[test]
fn losenordet_syns_aldrig_inte_ens_hur_langt_det_ar() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("<C-l>x");
    let ett = bord.skarm(&Tema::terminal(), 80, 24);
    bord.tryck("yzw hemligt ord");
    assert_eq!(bord.skarm(&Tema::terminal(), 80, 24), ett);
    assert!(!ett.0.contains("hemligt"));
    let las = format!("{:?}", bord.bord.las().unwrap());
    assert!(!las.contains("hemligt"), "{las}");
    bord.tryck("<Esc>");
    assert!(bord.bord.las().unwrap().losenord.ar_tomt());
    assert!(!bord.text().contains('•'), "{}", bord.text());
    // Pasted with the end of its row, as from a file; the line break presses nothing.
    bord.klistra(&format!("{ORDET}\n"));
    assert!(!bord.ar_oppen());
    bord.tryck("<Enter>");
    assert!(bord.ar_oppen(), "{}", bord.text());
}

#[test]
fn tangenterna_i_laset() {
    let (_mapp, mut bord) = med_anna();
    bord.tryck("<C-l>");
    let ruta = |bord: &Bord| bord.bord.las().unwrap().fokus;
    assert_eq!(ruta(&bord), Ruta::Losenord);
    bord.tryck("<Enter>");
    assert!(
        bord.text().contains(text::las::SKRIV_LOSENORD),
        "{}",
        bord.text()
    );
    bord.tryck("<Tab>");
    assert_eq!(ruta(&bord), Ruta::Anvandare);
    bord.tryck("<Esc><Enter>");
    assert!(
        bord.text().contains(text::las::SKRIV_NAMN),
        "{}",
        bord.text()
    );
    // Somebody else than who locked it, without the key for it.
    bord.tryck("ANNA<Enter>").tryck(ORDET).tryck("<Enter>");
    assert!(bord.ar_oppen(), "{}", bord.text());
    bord.tryck("<C-l><C-q>");
    assert!(bord.avslutad);
}

#[test]
fn det_som_bara_finns_pa_skarmen_gar_inte_forlorat_med_programmet() {
    let (_mapp, mut bord) = med_anna();
    till_arende(&mut bord);
    // A form that is gone when it is left.
    bord.tryck("<F8>");
    while bord.bord.synlig().unwrap().kontext() != Kontext::Langblankett {
        bord.tryck("<Tab>");
    }
    bord.klistra("Det gick bra.");
    bord.tryck("<C-l><C-q>");
    assert!(!bord.avslutad, "{}", bord.text());
    assert!(bord.text().contains("Något är påbörjat"), "{}", bord.text());
    bord.byt_till_bo().tryck("<C-q>");
    assert!(!bord.avslutad, "{}", bord.text());
    assert!(
        bord.text().contains("Någon annan har påbörjat"),
        "{}",
        bord.text()
    );
    bord.tryck("<C-q>");
    assert!(bord.avslutad);
}

#[test]
fn den_som_forlorar_sin_roll_lases_ut_vid_nasta_handling() {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt(mapp.path());
    bord.logga_in(BO).tryck("1");
    bord.tryck("boende");
    let mut anna = bord.bredvid();
    let bo = skarp::namn(BO.0);
    konto_akt(
        &mut anna,
        Kontoakt::Stang {
            misslyckade: 0,
            anvandare: bo,
        },
    )
    .unwrap();
    bord.tryck("<F3>");
    assert_eq!(varfor(&bord), Some(Varfor::Utloggad), "{}", bord.text());
    bord.tryck(BO.1).tryck("<Enter>");
    assert!(
        bord.text().contains(text::las::UTAN_ROLL),
        "{}",
        bord.text()
    );
    assert!(!bord.har_filen());
}

#[test]
fn andra_roller_an_forr_visar_inget_av_det_som_var_oppet() {
    for (andrad, ge) in [(Roll::Skyddade, false), (Roll::Chef, true)] {
        for ovanpa in ["", "<F1>", "<F12>", "<F2>Samtal"] {
            let (_mapp, mut bord) = med_skyddad();
            bord.tryck(ovanpa).tryck("<C-l>");
            roll(&bord, andrad, ge);
            bord.tryck(BO.1).tryck("<Enter>");
            let text = bord.text();
            assert!(
                text.contains("Sök: skriv vad") && text.contains(text::las::ROLLER_ANDRADE),
                "{text}"
            );
            assert!(!text.contains("Ekdahl"), "{text}");
            // Only with the role is she found again.
            bord.tryck("<F5><F6><Enter>");
            let text = bord.text();
            assert_eq!(text.contains("Ekdahl"), ge, "{text}");
            // The next time nothing has changed, and nothing is closed.
            let fore = under_huvudet(&bord);
            bord.tryck("<C-l>").tryck(BO.1).tryck("<Enter>");
            if ge {
                assert_eq!(under_huvudet(&bord), fore);
            }
            assert_eq!(bord.text().contains("Ekdahl"), ge, "{}", bord.text());
        }
    }
}

#[test]
fn ett_besok_finns_kvar_med_andra_roller_men_inte_vem_det_galler() {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt(mapp.path());
    bord.logga_in(BO).tryck("1");
    let identitet = OVERLAMNING.strip_suffix("<F2><Enter>").unwrap();
    bord.tryck(identitet);
    assert!(bord.text().contains("Ekdahl"), "{}", bord.text());
    bord.tryck("<C-l>");
    roll(&bord, Roll::Chef, true);
    bord.tryck(BO.1).tryck("<Enter>");
    let text = bord.text();
    assert!(
        text.contains("Boendecoachning") && !text.contains("Ekdahl"),
        "{text}"
    );
    bord.tryck("m<Enter>");
    assert!(!bord.text().contains("Ekdahl"), "{}", bord.text());
}

#[test]
fn ett_arende_som_inte_langre_ar_ens_eget_lamnas_for_listan() {
    for (ovanpa, tillbaka) in [("", ""), ("<F1>", ""), ("<F12>", "<Esc>")] {
        let (_mapp, mut bord) = med_skyddad();
        bord.tryck(ovanpa);
        roll(&bord, Roll::Skyddade, false);
        bord.hander(Handelse::App(Msg::Store(
            troskel::store::worker::StoreMsg::AndratAvAnnan,
        )));
        bord.tryck(tillbaka);
        assert!(bord.ar_oppen());
        let text = bord.text();
        assert!(
            !text.contains("Ekdahl") && text.contains("Inkorg för Receptionen"),
            "{text}"
        );
        if tillbaka.is_empty() {
            assert!(text.contains("Det finns inget sådant hos er"), "{text}");
        }
        bord.tryck("<C-l>").tryck(BO.1).tryck("<Enter>");
        assert!(!bord.text().contains("Ekdahl"), "{}", bord.text());
    }
}

#[test]
fn i_en_ovning_lyfter_vilken_tangent_som_helst_och_gor_inget_mer() {
    for hur in ["<C-l>", "<F10>", "tid"] {
        for lyft in ["x", "<Enter>", "<Esc>", "<C-q>", "<F2>"] {
            let mapp = tempdir().unwrap();
            let mut bord = Bord::ovning(mapp.path());
            bord.tryck("boendecoachning<Enter>1");
            let fore = under_huvudet(&bord);
            self::las(&mut bord, hur);
            assert!(!bord.ar_oppen() && bord.har_filen());
            assert_eq!(fas(&bord), Fas::Tackt);
            let tackt = bord.text();
            assert!(
                !tackt.contains("coach") && !tackt.contains("villkor"),
                "{tackt}"
            );
            bord.klistra("x");
            assert!(!bord.ar_oppen());
            bord.tryck(lyft);
            assert!(bord.ar_oppen() && !bord.avslutad);
            assert_eq!(under_huvudet(&bord), fore);
            assert_eq!(bord.provade, 0);
        }
    }
}

#[test]
fn laset_gar_att_lasa_i_alla_teman_och_storlekar_med_markoren_i_rutan() {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt(mapp.path());
    let teman = ["terminal", "ljus", "mork", "hogkontrast"];
    let teman = teman.map(|namn| Tema::hitta(namn, None).unwrap().0);
    for tangenter in ["", "anna<Enter>x", "<Enter>"] {
        bord.tryck(tangenter);
        for (bredd, hojd) in [(60, 20), (80, 24), (120, 40)] {
            let bilder = teman.each_ref().map(|tema| bord.skarm(tema, bredd, hojd));
            for bild in &bilder {
                assert_eq!(bild, &bilder[0]);
            }
            let (text, markor) = &bilder[0];
            let rad = text.lines().nth(usize::from(markor.y)).unwrap();
            assert!(
                rad.starts_with('>') && markor.x >= 13,
                "{rad:?} {markor:?}\n{text}"
            );
            assert!(
                text.contains("Enter vidare") && text.contains("Lösenord"),
                "{text}"
            );
            let sist = text.lines().last().unwrap();
            assert!(sist.contains("Enter"), "{sist}");
        }
    }
    assert!(
        bord.skarm(&Tema::terminal(), 40, 10)
            .0
            .contains("för litet")
    );
    bord.tryck("<F10>").logga_in(BO);
    for (bredd, hojd) in [(60, 20), (80, 24), (120, 40)] {
        let (text, markor) = bord.skarm(&Tema::terminal(), bredd, hojd);
        let rad = text.lines().nth(usize::from(markor.y)).unwrap();
        assert!(rad.starts_with("> 1 Receptionen"), "{rad:?}\n{text}");
    }
}

#[test]
fn inloggning_och_utloggning_star_i_loggen_med_forsoken_fore() {
    let mapp = tempdir().unwrap();
    let mut bord = Bord::skarpt_som(mapp.path(), false);
    bord.anna();
    bord.tryck("<C-l>fel losenord<Enter>fel losenord<Enter>");
    bord.tryck(ORDET).tryck("<Enter><C-l>");
    let conn = rusqlite::Connection::open(&bord.databas).unwrap();
    let mut fraga = conn
        .prepare("SELECT slag || coalesce(' ' || om, '') FROM atkomst WHERE anvandare = 'anna' AND desk = 'disken'
                  AND slag IN ('inloggad', 'utloggad', 'misslyckad_inloggning') ORDER BY seq")
        .unwrap();
    let rader: Vec<String> = fraga
        .query_map([], |rad| rad.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(
        rader,
        [
            "inloggad",
            "utloggad",
            "misslyckad_inloggning 2",
            "inloggad",
            "utloggad",
        ]
    );
}
