//! Each key of the editor, what may stand in it, and how it is drawn.

use proptest::prelude::*;
use ratatui::layout::Rect;

use super::ritning::tests::ritad;
use super::*;
use crate::rena::{LANGSTA_GRAFEM, ar_ren};
use crate::ui::inmatning::tangenter;

pub(super) const MAX: usize = 10_000;

pub(super) fn skriv(r: &mut Redigerare, tangentrad: &str) {
    for tangent in tangenter(tangentrad) {
        assert!(r.hantera(&tangent), "{}", tangent.etikett());
    }
}

/// An editor with `text` in it, the cursor at the end, and then the keys.
pub(super) fn efter(text: &str, tangentrad: &str) -> Redigerare {
    let mut r = Redigerare::ny(MAX);
    assert!(r.satt(text));
    skriv(&mut r, tangentrad);
    r
}

#[test]
fn text_skrivs_och_rattas() {
    for (text, tangentrad, vantad) in [
        ("", "Åsa kom<Enter>idag.", "Åsa kom\nidag."),
        ("ab", "<Left>x", "axb"),
        ("ab", "<Left><Left><Left>x<Right>y", "xayb"),
        ("a\nb", "<Left><Left>x<Right>y", "ax\nyb"),
        ("ab", "<BS>", "a"),
        ("a\nb", "<Home><BS>", "ab"),
        ("a\nb", "<C-Home><BS>x", "xa\nb"),
        ("a\nb", "<C-Home><Del>", "\nb"),
        ("a\nb", "<Up><End><Del>", "ab"),
        ("ab", "<Del>x", "abx"),
        ("ab\ncd", "<Home>x<End>y<C-Home>z<C-End>å", "zab\nxcdyå"),
        ("ett två, tre", "<C-Left>x", "ett två, xtre"),
        ("ett två, tre", "<C-Left><C-Left>x", "ett xtvå, tre"),
        ("ett två", "<Home><C-Right>x", "ett xtvå"),
        ("ett\ntvå", "<Home><C-Left>x", "ettx\ntvå"),
        ("ett\ntvå", "<C-Home><C-Right><C-Right>x", "ett\nxtvå"),
        ("ett två", "<C-BS>", "ett "),
        ("ett två", "<C-h>", "ett "),
        ("ett\n", "<C-BS>", "ett"),
        ("ett två", "<Home><C-Del>", "två"),
        ("ett\ntvå", "<C-Home><End><C-Del>", "etttvå"),
        ("abc\nd\nefg", "<Up><Up>x", "abcx\nd\nefg"),
        (
            "abc\nd\nefg",
            "<C-Home><Right><Right><Down><Down>x",
            "abc\nd\nefxg",
        ),
        ("a\nb", "<S-Enter>c", "a\nb\nc"),
    ] {
        assert_eq!(efter(text, tangentrad).text(), vantad, "{tangentrad}");
    }
}

#[test]
fn det_som_inte_ar_redigerarens_lamnas_at_formularet() {
    let mut r = efter("x", "");
    let fore = r.andringar();
    for text in [
        "<Tab>",
        "<S-Tab>",
        "<C-Tab>",
        "<Esc>",
        "<C-Enter>",
        "<F2>",
        "<C-s>",
        "<C-q>",
        "<A-x>",
        "<A-Left>",
        "<Ins>",
        "<C-PgUp>",
        "<C-Up>",
        "<A-Enter>",
    ] {
        assert!(!r.hantera(&Tangent::fran_text(text).unwrap()), "{text}");
    }
    assert_eq!((r.text().as_str(), r.andringar()), ("x", fore));
    // They would leave the program or put it aside; here they are the editor's, also when they do nothing.
    skriv(&mut r, "<C-c><C-z><C-z><C-y><C-x>");
    assert_eq!(r.text(), "x");
}

#[test]
fn markering_med_skift() {
    for (tangentrad, vantad) in [
        ("<S-Left>", Some("å")),
        ("<S-Left><S-Left><S-Right>", Some("å")),
        ("<S-Left><S-Right>", None),
        ("<S-Home>", Some("tre två")),
        ("<S-Up>", Some("\ntre två")),
        ("<C-S-Home>", Some("ett ett\ntre två")),
        ("<C-Home><S-End>", Some("ett ett")),
        ("<C-Home><S-Down>", Some("ett ett\n")),
        ("<C-Home><C-S-End>", Some("ett ett\ntre två")),
        ("<C-Home><C-S-Right>", Some("ett ")),
        ("<C-S-Left>", Some("två")),
        ("<C-a>", Some("ett ett\ntre två")),
        ("<S-PgUp>", Some("\ntre två")),
        ("<S-Left><Left>", None),
        ("<C-a><Up>", None),
    ] {
        let markerat = efter("ett ett\ntre två", tangentrad).markerat();
        assert_eq!(markerat.as_deref(), vantad, "{tangentrad}");
    }
    // Without shift one ends at that side of the selection.
    assert_eq!(efter("abc", "<S-Left><S-Left><Left>x").text(), "axbc");
    assert_eq!(
        efter("abc", "<Home><S-Right><S-Right><Right>x").text(),
        "abxc"
    );
}

#[test]
fn det_markerade_ersatts_och_tas_bort() {
    for (tangentrad, vantad) in [
        ("<S-Left><S-Left>x", "ett\ntx"),
        ("<C-a>x", "x"),
        ("<C-a><BS>", ""),
        ("<C-a><Del>", ""),
        ("<C-S-Left><Del>", "ett\n"),
        ("<S-Up><C-BS>", "ett"),
        ("<C-a><C-Del>", ""),
        ("<C-a><Enter>", "\n"),
    ] {
        let mut r = efter("ett\ntvå", tangentrad);
        assert_eq!(r.text(), vantad, "{tangentrad}");
        // All of it comes back in one step, selected as it was.
        skriv(&mut r, "<C-z>");
        assert_eq!(r.text(), "ett\ntvå", "{tangentrad}");
        assert!(r.markerat().is_some());
        skriv(&mut r, "<C-y>");
        assert_eq!(r.text(), vantad, "{tangentrad}");
    }
}

#[test]
fn kopiera_klipp_ut_och_klistra() {
    let mut r = efter("ett\ntvå", "<C-a><C-c>");
    assert_eq!((r.kopierat(), r.text().as_str()), ("ett\ntvå", "ett\ntvå"));
    skriv(&mut r, "<Right><C-v>");
    assert_eq!(r.text(), "ett\ntvåett\ntvå");
    // Nothing selected: what was copied stays.
    skriv(&mut r, "<C-c><C-x>");
    assert_eq!(r.kopierat(), "ett\ntvå");
    skriv(&mut r, "<S-Home><C-x><Home>x");
    assert_eq!((r.kopierat(), r.text().as_str()), ("två", "ett\ntvåett\nx"));
    skriv(&mut r, "<C-a><S-Del>");
    assert!(r.ar_tom());
    skriv(&mut r, "<S-Ins><C-a><C-Ins><C-End><C-v>");
    assert_eq!(r.text(), "ett\ntvåett\nxett\ntvåett\nx");
    // It is there for the next note.
    assert!(r.satt(""));
    skriv(&mut r, "<C-v>");
    assert_eq!(r.text(), "ett\ntvåett\nx");
}

#[test]
fn angra_tar_ord_for_ord() {
    let mut r = efter("", "Hon kom  sent<Enter>igår");
    let mut sedda = vec![r.text()];
    for _ in 0..6 {
        skriv(&mut r, "<C-z>");
        sedda.push(r.text());
    }
    let vantade = [
        "Hon kom  sent\nigår",
        "Hon kom  sent\n",
        "Hon kom  ",
        "Hon ",
        "",
        "",
        "",
    ];
    assert_eq!(sedda, vantade);
    for vantad in vantade[..4].iter().rev() {
        skriv(&mut r, "<C-y>");
        assert_eq!(r.text(), *vantad);
    }
    // What was taken back is gone once one writes something else.
    skriv(&mut r, "<C-z>x<C-y>");
    assert_eq!(r.text(), "Hon kom  sent\nx");
}

#[test]
fn angra_efter_flyttning_och_backsteg() {
    let mut r = efter("", "ab<Left>c");
    skriv(&mut r, "<C-z>");
    assert_eq!(r.text(), "ab");
    skriv(&mut r, "<End>cde<BS><BS><BS><BS>");
    assert_eq!(r.text(), "a");
    skriv(&mut r, "<C-z>");
    assert_eq!(r.text(), "abcde");
    skriv(&mut r, "<C-z>");
    assert_eq!(r.text(), "ab");
    // What was there from the beginning cannot be taken back.
    let mut r = efter("gammalt", "<C-z>");
    assert_eq!(r.text(), "gammalt");
    assert!(r.klistra("a\nb"));
    skriv(&mut r, "<C-z>");
    assert_eq!(r.text(), "gammalt");
}

#[test]
fn historiken_vaxer_inte_utan_slut() {
    let mut historik = Historik::default();
    for _ in 0..40 {
        historik.lagg(Steg {
            slag: Slag::Annat,
            plats: Plats::default(),
            bort: "x".repeat(1_000_000),
            nytt: String::new(),
            fore: (Plats::default(), None),
            efter: Plats::default(),
        });
    }
    let kvar = std::iter::from_fn(|| historik.angra()).count();
    assert!((5..10).contains(&kvar), "{kvar}");
}

#[test]
fn altgr_och_svenska_tecken() {
    use crate::ui::inmatning::{Inmatning, normalisera};
    use crossterm::event::{Event, KeyEvent, KeyModifiers};
    let mut r = Redigerare::ny(MAX);
    for (c, halls) in "@€${[]}\\~|"
        .chars()
        .map(|c| (c, KeyModifiers::CONTROL | KeyModifiers::ALT))
        .chain("åäöÅÄÖé".chars().map(|c| (c, KeyModifiers::NONE)))
    {
        let handelse = Event::Key(KeyEvent::new(KeyCode::Char(c), halls));
        let Some(Inmatning::Tangent(tangent)) = normalisera(handelse) else {
            panic!()
        };
        assert!(r.hantera(&tangent));
    }
    assert_eq!(r.text(), "@€${[]}\\~|åäöÅÄÖé");
    skriv(&mut r, "<C-z>");
    assert!(r.ar_tom());
}

#[test]
fn losa_prickar_satts_pa_sin_bokstav() {
    let mut r = efter("", "xa\u{30A}b");
    assert_eq!((r.text().as_str(), r.langd()), ("xåb", 3));
    skriv(&mut r, "<BS><BS>");
    assert_eq!(r.text(), "x");
    // A letter written before loose dots.
    let mut r = efter("\u{308}x", "<C-Home>o<Right>");
    assert_eq!(r.text(), "öx");
    // The line break between them taken away, and put back.
    r = efter("a\n\u{30A}", "<C-Home><End><Del>");
    assert_eq!((r.text().as_str(), r.langd()), ("å", 1));
    skriv(&mut r, "<C-z><C-y><C-z>");
    assert_eq!(r.text(), "a\n\u{30A}");
}

#[test]
fn markoren_star_aldrig_inne_i_ett_tecken() {
    // A letter with two marks, a hand with a skin tone, a flag: each is one step, and one key to remove.
    for tecken in ["q\u{323}\u{301}", "👋🏽", "🇸🇪", "日"] {
        let text = format!("a{tecken}b");
        assert_eq!(efter(&text, "<Left><Left>x").text(), format!("ax{tecken}b"));
        assert_eq!(efter(&text, "<Left><BS>").text(), "ab");
        assert_eq!(efter(&text, "<Home><Right><Del>").text(), "ab");
    }
}

#[test]
fn hopade_tecken_kapas() {
    let mut r = Redigerare::ny(MAX);
    assert!(!r.klistra(&format!("q{}", "\u{323}\u{307}".repeat(2_000))));
    assert_eq!(r.langd(), LANGSTA_GRAFEM);
    for _ in 0..50 {
        r.hantera(&Tangent::tecken('\u{307}'));
    }
    assert_eq!(r.langd(), LANGSTA_GRAFEM);
    assert!(!r.fick_plats());
}

#[test]
fn klistrat_renas() {
    for (klistrat, vantad) in [
        ("ett\r\ntvå\rtre\nfyra", "ett\ntvå\ntre\nfyra"),
        ("a\tb", "a b"),
        ("A\u{30A}sa \u{1b}[2J", "Åsa \u{FFFD}[2J"),
        ("\u{202E}bak\u{200B}\u{9b}", "\u{FFFD}bak\u{FFFD}\u{FFFD}"),
        ("", ""),
    ] {
        let mut r = Redigerare::ny(MAX);
        assert!(r.klistra(klistrat));
        assert_eq!(r.text(), vantad);
        assert!(r.satt(klistrat));
        assert_eq!(r.text(), vantad);
    }
    let mut r = efter("ad", "<Left>");
    assert!(r.klistra("b\r\nc"));
    skriv(&mut r, "x");
    assert_eq!(r.text(), "ab\ncxd");
    assert!(r.hantera(&Tangent::tecken('\u{1b}')));
    assert_eq!(r.text(), "ab\ncx\u{FFFD}d");
}

#[test]
fn max_galler_och_det_skrivna_blir_kvar() {
    let mut r = Redigerare::ny(6);
    assert!(r.klistra("ab\ncd"));
    skriv(&mut r, "<C-Home>");
    assert!(!r.klistra("xåz"));
    assert_eq!((r.text().as_str(), r.langd()), ("xab\ncd", 6));
    let fore = r.andringar();
    skriv(&mut r, "y<Enter>");
    assert!(!r.fick_plats());
    assert_eq!((r.text().as_str(), r.andringar()), ("xab\ncd", fore));
    // A mark that joins to its letter takes no room.
    skriv(&mut r, "<Right>\u{30A}");
    assert!(r.fick_plats());
    assert_eq!(r.text(), "xåb\ncd");
    // What is selected gives its room.
    skriv(&mut r, "<C-a>");
    assert!(!r.klistra("1234567"));
    assert_eq!(r.text(), "123456");
    // What has no room at all takes nothing away.
    skriv(&mut r, "<S-Left>");
    assert!(!r.klistra("🇸🇪"));
    assert_eq!(r.text(), "123456");
    assert!(!r.satt("åäöåäöå") && r.text() == "åäöåäö");
    let mut r = Redigerare::ny(0);
    assert!(!r.klistra("x") && !r.satt("x") && r.ar_tom() && r.satt(""));
}

#[test]
fn andringar_vaxer_bara_nar_texten_andras() {
    let mut r = efter("ett två", "");
    let mut sist = r.andringar();
    for tangent in tangenter("<Left><S-Home><C-c><Up><PgDn><C-a><C-End><Del><C-z>") {
        r.hantera(&tangent);
        assert_eq!(r.andringar(), sist, "{}", tangent.etikett());
    }
    for tangent in tangenter("x<BS><C-z><C-y><Enter><C-BS><C-v>") {
        r.hantera(&tangent);
        // The clipboard holds what was copied above.
        assert!(r.andringar() > sist, "{}", tangent.etikett());
        sist = r.andringar();
    }
}

#[test]
fn felsokningstext_visar_bara_langden() {
    let r = efter("Åsa", "<C-a><C-x>kom");
    assert_eq!(format!("{r:?}"), "Redigerare(3 tecken)");
}

/// Keys of every kind, and pastes.
fn handling() -> impl Strategy<Value = String> {
    let namn = [
        "<Left>",
        "<Right>",
        "<Up>",
        "<Down>",
        "<Home>",
        "<End>",
        "<PgUp>",
        "<PgDn>",
        "<C-Left>",
        "<C-Right>",
        "<C-Home>",
        "<C-End>",
        "<S-Left>",
        "<S-Right>",
        "<S-Up>",
        "<S-Down>",
        "<S-Home>",
        "<S-End>",
        "<C-S-Left>",
        "<C-S-Right>",
        "<C-a>",
        "<C-c>",
        "<C-x>",
        "<C-v>",
        "<C-z>",
        "<C-y>",
        "<BS>",
        "<Del>",
        "<C-BS>",
        "<C-Del>",
        "<Enter>",
        "<S-PgDn>",
        "<C-h>",
    ];
    prop_oneof![
        2 => proptest::sample::select(namn.to_vec()).prop_map(str::to_owned),
        2 => "[aåö .,日€\u{30A}\u{308}\u{323}\u{1100}\u{1161}\u{11A8}]",
        1 => "[aåÖ \r\n\t日🇸🇪👋🏽\u{30A}\u{323}\u{307}\u{1b}\u{202E}\u{1100}\u{1161}ﾞ]{2,12}",
    ]
}

fn gor(r: &mut Redigerare, handling: &str) {
    match Tangent::fran_text(handling) {
        Some(tangent) => {
            r.hantera(&tangent);
        }
        None => {
            r.klistra(handling);
        }
    }
}

proptest! {
    #[test]
    fn vilka_tangenter_som_helst(
        max in 0_usize..60,
        borjan in "[aåö .\n日\u{30A}]{0,30}",
        handlingar in proptest::collection::vec(handling(), 0..60),
        bredd in 20_u16..40,
        hojd in 1_u16..8,
    ) {
        let mut r = Redigerare::ny(max);
        r.satt(&borjan);
        let borjan = r.text();
        let yta = Rect::new(2, 1, bredd, hojd);
        for handling in handlingar {
            let (fore, andringar, fanns) = (r.text(), r.andringar(), r.markerat());
            gor(&mut r, &handling);
            let text = r.text();
            prop_assert!(ar_ren(&text), "{:?} {:?}", handling, text);
            prop_assert_eq!(text.chars().count(), r.langd());
            prop_assert!(r.langd() <= max);
            prop_assert!(text == fore || r.andringar() > andringar);
            // A paste takes nothing away but what was selected; a few marks may join to their letters.
            if Tangent::fran_text(&handling).is_none() && fanns.is_none() {
                prop_assert!(r.langd() + 2 >= fore.chars().count());
            }
            for plats in [Some(r.markor), r.ankare].into_iter().flatten() {
                prop_assert_eq!(grans(&r.rader[plats.rad], plats.byte), plats.byte);
            }
            let (_, markor) = ritad(&r, yta);
            prop_assert!(yta.contains(markor), "{:?} {:?}", handling, markor);
            prop_assert_eq!(r.text(), text);
        }
        // Every step back comes to the text there was, and forth again the same way.
        let mut sedda = Vec::new();
        while r.historik.clone().angra().is_some() {
            sedda.push(r.text());
            skriv(&mut r, "<C-z>");
            prop_assert!(ar_ren(&r.text()));
            prop_assert_eq!(r.text().chars().count(), r.langd());
        }
        prop_assert_eq!(r.text(), borjan);
        for vantad in sedda.into_iter().rev() {
            skriv(&mut r, "<C-y>");
            prop_assert_eq!(r.text(), vantad);
        }
    }
}
