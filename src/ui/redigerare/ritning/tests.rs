//! How the editor is drawn: broken lines, what is selected, and the cursor always in view.

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use super::*;
use crate::ui::inmatning::Tangent;
use crate::ui::redigerare::tests::{MAX, efter, skriv};

/// Draws and returns what is seen and where the cursor is.
pub(in crate::ui::redigerare) fn ritad(r: &Redigerare, yta: Rect) -> (Buffer, Position) {
    let backend = TestBackend::new(yta.right() + 1, yta.bottom() + 1);
    let mut terminal = Terminal::new(backend).unwrap();
    let tema = Tema::terminal();
    terminal
        .draw(|frame| r.rita(true, &tema, frame, yta))
        .unwrap();
    let markor = terminal.get_cursor_position().unwrap();
    (terminal.backend().buffer().clone(), markor)
}

fn rader(buf: &Buffer, yta: Rect) -> Vec<String> {
    (yta.y..yta.bottom())
        .map(|y| {
            let rad: String = (yta.x..yta.right()).map(|x| buf[(x, y)].symbol()).collect();
            rad.trim_end().to_owned()
        })
        .collect()
}

fn sedd(r: &Redigerare, bredd: u16, hojd: u16) -> (Vec<String>, (u16, u16)) {
    let yta = Rect::new(0, 0, bredd, hojd);
    let (buf, markor) = ritad(r, yta);
    (rader(&buf, yta), (markor.x, markor.y))
}

/// The cells in reverse video.
fn omvant(r: &Redigerare, bredd: u16, hojd: u16) -> String {
    let (buf, _) = ritad(r, Rect::new(0, 0, bredd, hojd));
    buf.content()
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
        .map(ratatui::buffer::Cell::symbol)
        .collect()
}

#[test]
fn texten_bryts_vid_ord_och_markoren_foljer() {
    let r = efter("Åsa kom till receptionen, (idag).\nHej", "");
    let (rader, markor) = sedd(&r, 20, 5);
    assert_eq!(
        rader,
        ["Åsa kom till", "receptionen,", "(idag).", "Hej", ""]
    );
    assert_eq!(markor, (3, 3));
    assert_eq!(r.mer(), (false, false));
    let mut r = r;
    skriv(&mut r, "<Up>");
    assert_eq!(sedd(&r, 20, 5).1, (3, 2));
    // Home and End go to the ends of the row that is seen.
    skriv(&mut r, "<Up><Home>");
    assert_eq!(sedd(&r, 20, 5).1, (0, 1));
    skriv(&mut r, "<End>");
    assert_eq!(sedd(&r, 20, 5).1, (12, 1));
    skriv(&mut r, "!");
    assert_eq!(r.text(), "Åsa kom till receptionen,! (idag).\nHej");
    // Up and down remember the column over a shorter row.
    skriv(&mut r, "<Down>");
    assert_eq!(sedd(&r, 20, 5).1, (7, 2));
    skriv(&mut r, "<Up>");
    assert_eq!(sedd(&r, 20, 5).1, (13, 1));
}

#[test]
fn mellanslag_vid_kanten() {
    let mut r = efter("fyra fyra fyra fyra", "");
    assert_eq!(sedd(&r, 20, 3).1, (19, 0));
    skriv(&mut r, " ");
    assert_eq!(sedd(&r, 20, 3).1, (0, 1));
    skriv(&mut r, "  x");
    assert_eq!(
        sedd(&r, 20, 2),
        (
            vec!["fyra fyra fyra fyra".to_owned(), "  x".to_owned()],
            (3, 1)
        )
    );
}

#[test]
fn breda_tecken_och_losa_markeringar() {
    let mut r = efter("日本q\u{323}\u{301}👋🏽🇸🇪x", "");
    let yta = Rect::new(0, 0, 20, 1);
    let (buf, markor) = ritad(&r, yta);
    // The cursor stands in the cell after the last letter, also after wide characters.
    assert_eq!(buf[(markor.x - 1, 0)].symbol(), "x");
    skriv(&mut r, "<Home><Right><Right>");
    let (buf, markor) = ritad(&r, yta);
    assert_eq!(
        (markor.x, buf[(markor.x, 0)].symbol()),
        (4, "q\u{323}\u{301}")
    );
    assert_eq!(omvant(&r, 20, 1), "");
    let r = efter("\u{301}", "");
    assert_eq!(
        sedd(&r, 20, 1),
        (vec!["\u{25CC}\u{301}".to_owned()], (1, 0))
    );
}

#[test]
fn det_markerade_syns_utan_farg() {
    let r = efter("ett två\n\ntre", "<C-Home><C-Right><C-S-End>");
    // The line breaks show as a cell each.
    assert_eq!(omvant(&r, 20, 4), "två  tre");
    let r = efter("Åsa kom till receptionen idag", "<C-a>");
    assert_eq!(omvant(&r, 20, 4), "Åsa kom till receptionen idag");
    assert_eq!(omvant(&efter("ett", ""), 20, 4), "");
}

#[test]
fn ritar_bara_i_sin_yta_och_utan_fokus_ingen_markor() {
    let r = efter("åäö åäö åäö åäö åäö åäö åäö", "");
    let yta = Rect::new(3, 2, 20, 2);
    let (buf, markor) = ritad(&r, yta);
    assert_eq!(rader(&buf, yta), ["åäö åäö åäö åäö åäö", "åäö åäö"]);
    assert_eq!((markor.x, markor.y), (3 + 7, 3));
    for (i, cell) in buf.content().iter().enumerate() {
        let (x, y) = buf.pos_of(i);
        assert!(yta.contains(Position::new(x, y)) || cell.symbol() == " ");
    }
    let mut terminal = Terminal::new(TestBackend::new(30, 5)).unwrap();
    let tema = Tema::terminal();
    terminal
        .draw(|frame| r.rita(false, &tema, frame, yta))
        .unwrap();
    assert_eq!(terminal.get_cursor_position().unwrap(), Position::ORIGIN);
    // An area that is not there, or not all of it, does no harm.
    for yta in [Rect::new(0, 0, 0, 3), Rect::new(25, 3, 40, 40)] {
        terminal
            .draw(|frame| r.rita(true, &tema, frame, yta))
            .unwrap();
    }
}

#[test]
fn rullar_sa_lite_som_behovs() {
    let text: Vec<String> = (0..50).map(|n| format!("rad {n}")).collect();
    let mut r = efter(&text.join("\n"), "");
    assert_eq!(sedd(&r, 20, 10).0[9], "rad 49");
    assert_eq!(r.mer(), (true, false));
    skriv(&mut r, "<PgUp>");
    assert_eq!(sedd(&r, 20, 10), (text[40..50].to_vec(), (6, 0)));
    skriv(&mut r, "<PgUp>");
    assert_eq!(sedd(&r, 20, 10), (text[31..41].to_vec(), (6, 0)));
    assert_eq!(r.mer(), (true, true));
    skriv(&mut r, "<Down>");
    assert_eq!(sedd(&r, 20, 10), (text[31..41].to_vec(), (6, 1)));
    skriv(&mut r, "<PgDn><PgDn>");
    assert_eq!(sedd(&r, 20, 10), (text[40..50].to_vec(), (6, 9)));
    skriv(&mut r, "<C-Home>");
    assert_eq!(sedd(&r, 20, 10), (text[..10].to_vec(), (0, 0)));
    assert_eq!(r.mer(), (false, true));
    skriv(&mut r, "<C-End><C-S-Home><Del>");
    assert_eq!(sedd(&r, 20, 10).1, (0, 0));
    // A larger window is filled from above.
    skriv(&mut r, "<C-z><C-End>");
    sedd(&r, 20, 5);
    assert_eq!(sedd(&r, 20, 60).0[0], "rad 0");
}

#[test]
fn en_lang_anteckning_bryts_bara_dar_den_syns() {
    let r = efter(&"Åsa kom till receptionen och frågade.\n".repeat(250), "");
    sedd(&r, 40, 20);
    assert!(r.fonster.borrow().brutna() <= 50);
}

proptest! {
    #[test]
    fn text_och_markor_syns_i_varje_fonster(
        text in "[a-dåäö ,.\n日]{0,300}",
        upp in 0_usize..30,
        bredd in 20_u16..=200,
        hojd in 1_u16..=60,
    ) {
        let mut r = Redigerare::ny(MAX);
        r.satt(&text);
        for _ in 0..upp {
            r.hantera(&Tangent::fran_text("<Up>").unwrap());
        }
        let yta = Rect::new(0, 0, bredd, hojd);
        let (_, markor) = ritad(&r, yta);
        prop_assert!(yta.contains(markor));
        // Row by row it is the whole text.
        let (_, sist) = r.stega(false, (0, 0), usize::MAX);
        let hela = Rect::new(0, 0, bredd, u16::try_from(sist).unwrap() + 1);
        let (buf, _) = ritad(&r, hela);
        let blott = |text: &str| text.replace([' ', '\n'], "");
        prop_assert_eq!(blott(&rader(&buf, hela).concat()), blott(&r.text()));
    }
}
