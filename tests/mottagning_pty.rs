//! The day at the desk, in the real program, by the keyboard alone.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod gemensamt;

use gemensamt::hem::{Hem, NAMN, NUMMER, innehaller};
use gemensamt::lucka::{CTRL_Q, ENTER, ESC, F2, F3, F4, F5, F6, F8, Lucka, NER, UPP, ar_ren};

const SIGKILL: i32 = 9;

/// From the search to the samtycke, for 3.1.3 (14:4).
fn skuldradgivning_till_samtycket(lucka: &mut Lucka) {
    lucka
        .valj("skuld", "3.1.3 Budget- och skuldrådgivning")
        .steg(&[
            (ENTER, "[1 Villkor]"),
            ("1", "Villkoren är uppfyllda"),
            (ENTER, "[2 Information]"),
            ("m", "[x] m Muntligt"),
            (ENTER, "[3 Samtycke]"),
        ]);
}

const FRAN_SAMTYCKET_TILL_PLATSEN: [(&str, &str); 4] = [
    ("1", "[x] 1 18 år"),
    (ENTER, "> Eget samtycke"),
    ("m", "[x] m Ja, muntligt"),
    (ENTER, "[4 Plats]"),
];

fn resultat(hem: &Hem) -> Vec<(String, String, String)> {
    let conn = hem.sql();
    let mut fraga = conn
        .prepare(
            "SELECT insats_nr, utfall, resultat FROM raknat_besok ORDER BY insats_nr, resultat",
        )
        .unwrap();
    fraga
        .query_map([], |rad| Ok((rad.get(0)?, rad.get(1)?, rad.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// Keys, each with what then stands on the screen.
type Tryck = &'static [(&'static str, &'static str)];

fn ett(nr: &str, utfall: &str, resultat: &str) -> Vec<(String, String, String)> {
    vec![(nr.to_owned(), utfall.to_owned(), resultat.to_owned())]
}

#[test]
fn en_hel_mottagning_tar_hogst_trettio_tryck() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.till_namnet(NAMN);
    lucka.steg(&[(F2, "Överlämnad till dokumentationen."), (ENTER, "Sök:")]);
    lucka.ser_inte("Klart");

    println!("tryck utöver sökord, namn och nummer: {}", lucka.tryck);
    assert!(lucka.tryck <= 30, "{}", lucka.tryck);

    let lista = hem.json(&["overlamning", "lista"]);
    let overlamningar = lista["overlamningar"].as_array().unwrap();
    assert_eq!(overlamningar.len(), 1, "{lista}");
    assert_eq!(overlamningar[0]["insats"], "3.4.3");
    assert_eq!(overlamningar[0]["status"], "ny");
    let hamtad = hem.json(&[
        "overlamning",
        "hamta",
        overlamningar[0]["id"].as_str().unwrap(),
    ]);
    assert_eq!(hamtad["person"]["namn"], NAMN);
    assert_eq!(hamtad["person"]["personnummer"], NUMMER.1);
    assert_eq!((hem.antal("utkast"), hem.antal("overlamning")), (0, 1));
    assert_eq!(resultat(&hem), ett("3.4.3", "uppfyllt", "mottagen"));

    lucka.skriv(CTRL_Q);
    assert_eq!(lucka.pty.vanta_slut(), 0);
    ar_ren(&lucka.pty, &[NAMN, NUMMER.0]);
}

#[test]
fn scen_1_bara_en_fraga_ar_en_tangent_och_sparar_inget_om_nagon() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.valj("skilsm", "3.1.2 Samarbetssamtal");
    lucka.steg(&[(
        F2,
        "Räknat: Samarbetssamtal. Informerad muntligt på svenska.",
    )]);
    assert_eq!(lucka.tryck, 1);
    assert_eq!(
        resultat(&hem),
        ett("3.1.2", "ej_kontrollerat", "informerad")
    );
    assert_eq!((hem.antal("utkast"), hem.antal("overlamning")), (0, 0));
    assert!(!innehaller(&hem.databasbytes(), "skilsm"));
    lucka.stang();
}

#[test]
fn scen_3_en_kolapp_och_den_som_ar_forst_kallas_in_forst() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    for _ in 0..2 {
        skuldradgivning_till_samtycket(&mut lucka);
        lucka.steg(&FRAN_SAMTYCKET_TILL_PLATSEN);
        lucka.steg(&[
            ("k", "[x] k Ge kölapp"),
            (ENTER, "Klart"),
            ("j", "skriv vad personen säger"),
        ]);
    }
    let ko = hem.json(&["ko", "lista"]);
    let kod = |plats: usize| ko["ko"][plats]["kolapp"].as_str().unwrap().to_owned();
    assert!(innehaller(&lucka.pty.rabytes(), kod(0)) && innehaller(&lucka.pty.rabytes(), kod(1)));

    // With others in line a third cannot be let past them.
    skuldradgivning_till_samtycket(&mut lucka);
    lucka.steg(&FRAN_SAMTYCKET_TILL_PLATSEN);
    lucka.ser("2 personer väntar i kön.").ser_inte("Ta emot nu");
    lucka.steg(&[(F8, "Besöket är räknat."), (ENTER, "Sök:")]);

    // The queues, the one queue, and in it the second slip: not in turn, and why.
    lucka.steg(&[(F4, "2 i kö"), (ENTER, &kod(0))]);
    lucka.steg(&[
        (NER, &format!(">   2  {}", kod(1))),
        (ENTER, "Plats 2 i kön"),
        (ENTER, "Den som är först kallas in först."),
        (ESC, &format!(">   2  {}", kod(1))),
        (UPP, &format!(">   1  {}", kod(0))),
        (ENTER, "Först i kön"),
        (ENTER, &format!("Kalla in kölapp {}?", kod(0))),
        ("j", &format!("kölapp {}", kod(0))),
        ("1", "Villkoren är uppfyllda"),
        (ENTER, "[2 Information]"),
        ("m", "[x] m Muntligt"),
        (ENTER, "[3 Samtycke]"),
    ]);
    lucka.steg(&FRAN_SAMTYCKET_TILL_PLATSEN);
    lucka.steg(&[
        ("t", "[x] t Ta emot nu"),
        (ENTER, "Besöket är räknat."),
        (ENTER, "Sök:"),
    ]);
    let kvar = hem.json(&["ko", "lista"]);
    assert_eq!(kvar["ko"].as_array().unwrap().len(), 1, "{kvar}");
    assert_eq!(
        (&kvar["ko"][0]["kolapp"], &kvar["ko"][0]["plats"]),
        (&ko["ko"][1]["kolapp"], &1.into())
    );
    assert_eq!(hem.antal("overlamning"), 0);
    lucka.stang();
}

#[test]
fn scen_4_den_som_inte_sager_nagot_namn_har_ingenstans_att_skriva_det() {
    let skrivet = "Zelda Qvist 8505056789";
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.valj("slår", "3.1.5 Rådgivning vid våld");
    let steg: [(&str, &str, Tryck); 5] = [
        (
            "[1 Villkor]",
            "> Vuxen, från 18 år (",
            &[("1", "[x] 1 Ja – egen uppgift"), (ENTER, "> Folkbokförd")],
        ),
        (
            "[1 Villkor]",
            "> Folkbokförd",
            &[("1", "[x] 1 Ja – egen uppgift"), (ENTER, "[2 Information]")],
        ),
        (
            "[2 Information]",
            "> Informationen",
            &[("m", "[x] m Muntligt"), (ENTER, "[3 Samtycke]")],
        ),
        (
            "[3 Samtycke]",
            "> Eget samtycke",
            &[("m", "[x] m Ja, muntligt"), (ENTER, "[4 Plats]")],
        ),
        (
            "[4 Plats]",
            "> Så här blir det",
            &[("t", "[x] t Ta emot nu"), (ENTER, "Besöket är räknat.")],
        ),
    ];
    lucka.tryck(ENTER);
    for (steget, fragan, sedan) in steg {
        lucka.ser(steget).ser(fragan);
        // Typed and pasted, where there is nowhere for it: letters may choose an answer, and that is all.
        lucka.skriv(skrivet);
        lucka.pty.klistra(skrivet);
        lucka.steg(sedan);
        let skarm = lucka.pty.skarm();
        for ord in ["Namn", "Personnummer", "Telefon", "Överlämning"] {
            assert!(!skarm.contains(ord), "{ord}\n{skarm}");
        }
    }
    lucka.ser("Inget om personen är sparat.");
    assert_eq!(resultat(&hem), ett("3.1.5", "uppfyllt", "mottagen"));
    assert_eq!((hem.antal("utkast"), hem.antal("overlamning")), (0, 0));
    let (databas, terminal) = (hem.databasbytes(), lucka.pty.rabytes());
    for del in ["Zelda", "Qvist", "zelda", "qvist", "850505", "56789"] {
        assert!(!innehaller(&databas, del), "{del} i databasen");
        assert!(!innehaller(&terminal, del), "{del} på skärmen");
    }
    lucka.tryck(ENTER);
    lucka.stang();
}

#[test]
fn scen_5_den_som_ar_for_ung_far_veta_hur_man_ansoker_och_vem_som_hjalper() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.valj("hasch", "3.4.5 Beroendestöd vid Mini Maria");
    lucka.steg(&[(ENTER, "[1 Villkor]"), (UPP, "> Född")]);
    lucka.skriv("20140101").ser("Villkoren är inte uppfyllda");
    lucka.steg(&[
        (ENTER, "[2 Information]"),
        ("m", "[x] m Muntligt"),
        (ENTER, "Har inte fyllt 15 år."),
    ]);
    lucka
        .ser("Säg: Du får alltid ansöka ändå")
        .ser("Säg till barnet: Du kan få hjälp ändå.");
    lucka.ser_inte("Ta emot nu");
    lucka.steg(&[
        ("a", "[x] a Personen vill ansöka"),
        (ENTER, "Inget om personen är sparat."),
        (ENTER, "Sök:"),
    ]);
    assert_eq!(resultat(&hem), ett("3.4.5", "ej_uppfyllt", "hanvisad"));
    assert_eq!((hem.antal("utkast"), hem.antal("overlamning")), (0, 0));
    for datum in ["2014-01-01", "20140101"] {
        assert!(!innehaller(&hem.databasbytes(), datum));
    }
    lucka.stang();
}

#[test]
fn scen_6_oklart_gar_till_namnden_med_lugna_ord() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.valj("boende", "3.4.3 Boendecoachning").steg(&[
        (ENTER, "[1 Villkor]"),
        ("1", "Villkoren är uppfyllda"),
        (NER, "> Är det något oklart"),
        ("j", "[x] j Ja"),
        (ENTER, "[2 Information]"),
        ("m", "[x] m Muntligt"),
        (
            ENTER,
            "Säg: Det är nämnden som svarar på det här. Socialnämnden i Alingsås kommun",
        ),
    ]);
    for ord in ["avslag", "nekas", "beslut", "Namn", "Ta emot nu"] {
        assert!(!lucka.pty.skarm().contains(ord), "{}", lucka.pty.skarm());
    }
    lucka.steg(&[
        ("h", "[x] h Klart"),
        (ENTER, "Inget om personen är sparat."),
        (ENTER, "Sök:"),
    ]);
    assert_eq!(resultat(&hem), ett("3.4.3", "oklart", "hanvisad"));
    assert_eq!((hem.antal("utkast"), hem.antal("overlamning")), (0, 0));
    lucka.stang();
}

#[test]
fn scen_7_parkerat_och_ett_annat_och_det_forsta_igen() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    skuldradgivning_till_samtycket(&mut lucka);
    lucka.steg(&[(F3, "Besöket är parkerat.")]);
    lucka.steg(&[(ESC, "skriv vad personen säger")]);
    lucka.valj("boende", "3.4.3 Boendecoachning");
    lucka.steg(&[
        (ENTER, "[1 Villkor]"),
        ("n", "inte uppfyllda"),
        (F3, "parkerade: 2"),
    ]);
    lucka.steg(&[(F3, "3.1.3 Budget- och skuldrådgivning · Samtycke")]);
    lucka.tryck(NER);
    lucka.pty.vanta_skarm("det första besöket valt", |skarm| {
        let text = skarm.contents();
        text.lines()
            .any(|rad| rad.starts_with('>') && rad.contains("3.1.3"))
    });
    lucka.steg(&[(ENTER, "[3 Samtycke]")]);
    lucka.ser("3.1.3 Budget");
    lucka.steg(&FRAN_SAMTYCKET_TILL_PLATSEN);
    lucka.steg(&[
        ("t", "[x] t Ta emot nu"),
        (ENTER, "Besöket är räknat."),
        (ENTER, "parkerade: 1"),
    ]);
    assert_eq!(resultat(&hem), ett("3.1.3", "uppfyllt", "mottagen"));
    assert_eq!(hem.antal("utkast"), 1);
    lucka.stang();
}

#[test]
fn snabba_tangenter_parkeras_med_allt_som_svarades() {
    // Faster than the file: the save of one answer is still under way when the next is given and the visit put aside.
    let snabbt = format!("1{ENTER}m{ENTER}1{ENTER}m{ENTER}t");
    for slut in [F3, CTRL_Q] {
        let hem = Hem::nytt();
        let mut lucka = Lucka::ny(&hem, "lucka 1");
        lucka.valj("skuld", "3.1.3 Budget- och skuldrådgivning");
        lucka.steg(&[(ENTER, "[1 Villkor]")]);
        lucka.skriv(&format!("{snabbt}{slut}"));
        if slut == F3 {
            lucka.ser("Besöket är parkerat.").ser("parkerade: 1");
            lucka.skriv(CTRL_Q);
        }
        assert_eq!(lucka.pty.vanta_slut(), 0);

        let mut lucka = Lucka::ny(&hem, "lucka 1");
        lucka.steg(&[(F3, "Parkerade besök"), (NER, ">20"), (ENTER, "[4 Plats]")]);
        lucka.ser("[x] t Ta emot nu");
        lucka.steg(&[(ENTER, "Besöket är räknat."), (ENTER, "Sök:")]);
        assert_eq!(resultat(&hem), ett("3.1.3", "uppfyllt", "mottagen"));
        assert_eq!(hem.antal("utkast"), 0);
    }
}

#[test]
fn ett_avbrott_mitt_i_lamnar_svaren_och_glommer_namnet() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    lucka.till_namnfaltet();
    lucka.skriv(NAMN).ser(NAMN);
    vanta_pa_utkast(&hem, "dokumentation");
    lucka.pty.signal(SIGKILL);
    lucka.pty.vanta_slut();
    assert!(!innehaller(&hem.databasbytes(), "Almqvist"));

    let mut lucka = Lucka::ny(&hem, "lucka 1");
    // The desk says itself that it was left begun, and one key goes on with it.
    lucka
        .ser("parkerade: 1")
        .ser("En påbörjad mottagning väntar: F3 tar upp den.");
    lucka.steg(&[(F3, "Informationen om dokumentation är lämnad")]);
    lucka.steg(&[
        ("m", "[x] m Muntligt"),
        (ENTER, "> Har personen skyddade"),
        ("n", "[x] n Nej"),
        (ENTER, "> Namn"),
    ]);
    lucka.ser_inte(NAMN);
    lucka.skriv(NAMN).ser(NAMN);
    lucka.steg(&[(F2, "Överlämnad till dokumentationen.")]);
    assert_eq!((hem.antal("utkast"), hem.antal("overlamning")), (0, 1));
    assert_eq!(resultat(&hem), ett("3.4.3", "uppfyllt", "mottagen"));
}

fn vanta_pa_utkast(hem: &Hem, steg: &str) {
    let sist = std::time::Instant::now() + gemensamt::pty::GRANS;
    let fraga = || -> Option<String> {
        hem.sql()
            .query_row("SELECT steg FROM utkast", [], |r| r.get(0))
            .ok()
    };
    while fraga().as_deref() != Some(steg) {
        assert!(std::time::Instant::now() < sist, "{:?}", fraga());
        std::thread::yield_now();
    }
}

#[test]
fn taget_upp_vid_en_annan_lucka_sags_vid_den_forsta_och_blir_inte_tva() {
    let hem = Hem::nytt();
    let mut ett_ = Lucka::ny(&hem, "lucka 1");
    skuldradgivning_till_samtycket(&mut ett_);
    ett_.steg(&FRAN_SAMTYCKET_TILL_PLATSEN);
    ett_.steg(&[("t", "[x] t Ta emot nu")]);
    vanta_pa_utkast(&hem, "plats");

    let mut tva = Lucka::ny(&hem, "lucka 2");
    tva.steg(&[(F3, "lucka 1"), (ENTER, "[4 Plats]")]);
    // The first desk ends what it no longer has.
    ett_.steg(&[(
        ENTER,
        "Besöket har tagits upp vid lucka 2. Inget sparades här.",
    )]);
    ett_.ser("Sök:");
    assert_eq!((hem.antal("raknat_besok"), hem.antal("utkast")), (0, 1));
    tva.ser("[x] t Ta emot nu");
    tva.steg(&[(ENTER, "Besöket är räknat."), (ENTER, "Sök:")]);
    assert_eq!(resultat(&hem), ett("3.1.3", "uppfyllt", "mottagen"));
    assert_eq!(hem.antal("utkast"), 0);
    ett_.stang();
    tva.stang();
}

#[test]
fn den_forsta_luckan_som_svarar_vidare_far_veta_att_besoket_ar_taget() {
    let hem = Hem::nytt();
    let mut ett_ = Lucka::ny(&hem, "lucka 1");
    skuldradgivning_till_samtycket(&mut ett_);
    vanta_pa_utkast(&hem, "samtycke");
    let mut tva = Lucka::ny(&hem, "lucka 2");
    tva.steg(&[(F3, "lucka 1"), (ENTER, "[3 Samtycke]")]);
    ett_.steg(&[(
        "1",
        "Besöket har tagits upp vid lucka 2. Inget sparades här.",
    )]);
    ett_.ser("Sök:");
    assert_eq!(hem.antal("utkast"), 1);
    tva.steg(&FRAN_SAMTYCKET_TILL_PLATSEN);
    tva.steg(&[("t", "[x] t Ta emot nu"), (ENTER, "Besöket är räknat.")]);
    assert_eq!((hem.antal("raknat_besok"), hem.antal("utkast")), (1, 0));
    for (tangent, rubrik) in [(F5, "Inkorg för"), (F6, "<5")] {
        ett_.steg(&[(tangent, rubrik), (ESC, "Sök:")]);
    }
}
