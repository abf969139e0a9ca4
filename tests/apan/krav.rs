//! What must hold after every event, and what must hold of the file every thousand.

use std::collections::BTreeSet;
use std::path::Path;

use ratatui::buffer::Buffer;
use rusqlite::Connection;
use troskel::app::kommando::{TABELL, tolka};
use troskel::app::{App, Dialogsvar};
use troskel::rena::otillaten;
use troskel::screens;
use troskel::ui::inmatning::Tangent;
use troskel::ui::tema::Tema;
use unicode_width::UnicodeWidthStr;

use crate::handling::{NUMMER, TELEFON};
use crate::plats::{Plats, Sparat};

/// Draws what the seat shows, and looks at every cell.
pub fn bilden(plats: &mut Plats, (bredd, hojd): (u16, u16)) {
    let Plats { terminal, bord, .. } = plats;
    if terminal.backend().buffer().area.as_size() != (bredd, hojd).into() {
        terminal.backend_mut().resize(bredd, hojd);
    }
    let bild = terminal
        .draw(|frame| screens::draw_bord(bord, &Tema::terminal(), frame))
        .expect("a frame");
    cellerna(bild.buffer);
    assert!(terminal.backend().cursor_visible(), "markören syns inte");
    let markor = terminal.backend().cursor_position();
    assert!(
        markor.x < bredd && markor.y < hojd,
        "markören står utanför: {markor} i {bredd}x{hojd}"
    );
    if let Some(app) = plats.app() {
        dialogen(app);
        foten(app, plats, (bredd, hojd));
    }
}

fn cellerna(buffert: &Buffer) {
    let yta = buffert.area;
    for y in 0..yta.height {
        for x in 0..yta.width {
            let tecken = buffert[(x, y)].symbol();
            assert!(
                !tecken.chars().any(otillaten),
                "{tecken:?} i cellen {x},{y}"
            );
            let bredd = tecken.width();
            assert!(bredd <= 2, "{tecken:?} är {bredd} brett");
            if bredd == 2 {
                assert!(
                    x + 1 < yta.width,
                    "{tecken:?} är kluvet av kanten vid {x},{y}"
                );
                let nasta = buffert[(x + 1, y)].symbol();
                assert!(
                    nasta.trim().is_empty(),
                    "{tecken:?} är kluvet av {nasta:?} vid {x},{y}\n{}",
                    text(buffert)
                );
            }
        }
    }
}

pub fn text(buffert: &Buffer) -> String {
    let yta = buffert.area;
    let rad = |y| {
        (0..yta.width)
            .map(|x| buffert[(x, y)].symbol())
            .collect::<String>()
    };
    (0..yta.height)
        .map(|y| rad(y).trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A question can always be left, and no two of its answers have one key.
fn dialogen(app: &App) {
    let Some(dialog) = &app.dialog else { return };
    assert!(
        dialog
            .val
            .iter()
            .any(|(_, _, svar)| matches!(svar, Dialogsvar::Stang)),
        "{dialog:?} går inte att lämna"
    );
    let tangenter: Vec<Tangent> = dialog.val.iter().map(|(tangent, ..)| *tangent).collect();
    for (i, tangent) in tangenter.iter().enumerate() {
        assert!(
            !tangenter[..i].contains(tangent),
            "{dialog:?}: {} är två svar",
            tangent.etikett()
        );
    }
}

/// What the footer shows is what the key does, and the help is always there.
fn foten(app: &App, plats: &Plats, (bredd, hojd): (u16, u16)) {
    if bredd < 60 || hojd < 20 {
        return;
    }
    let kontext = app.kontext();
    let buffert = plats.terminal.backend().buffer();
    let fot: String = (0..bredd)
        .map(|x| buffert[(x, hojd - 1)].symbol())
        .collect();
    let dold = app.dialog.is_some();
    assert!(dold || fot.contains("F1 "), "ingen hjälp i foten: {fot:?}");
    for rad in TABELL
        .iter()
        .filter(|rad| rad.i_fot && app.har_tangenten(rad, kontext))
    {
        let tangent = crate::handling::ur_etikett(&rad.etikett());
        let tangent = Tangent::fran_text(&tangent).unwrap_or_else(|| panic!("{tangent}"));
        assert_eq!(
            tolka(kontext, &tangent),
            Some(rad.kommando),
            "{kontext:?} {}",
            rad.etikett()
        );
    }
}

/// Tables in which somebody may be named, or a text stand that somebody has written.
const MED_PERSONER: [&str; 13] = [
    "overlamningsperson",
    "arendeperson",
    "kokontakt",
    "anteckning",
    "insatsplan",
    "delningssamtycke",
    "uppfoljning",
    "malutfall",
    "bro",
    "aktutkast",
    "komening",
    "overlamning",
    "arende",
];

fn tal(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |rad| rad.get(0))
        .unwrap_or_else(|fel| panic!("{fel}: {sql}"))
}

/// What must hold of the file whatever has been done.
pub fn filen(fil: &Path, sparat: &Sparat) {
    let conn = Connection::open(fil).unwrap();
    conn.busy_timeout(std::time::Duration::from_secs(10))
        .unwrap();
    for (vad, sql) in [
        (
            "köns summor är dess rader",
            "SELECT count(*) FROM (SELECT column1 AS niva, insats_nr, ordning >> column1 AS block, count(*) AS antal,
               sum(status = 'vilande') AS vilande FROM kopost CROSS JOIN
               (VALUES (12), (16), (20), (24), (28), (32), (36), (40))
               WHERE status IN ('i_ko', 'vilande', 'erbjuden') GROUP BY 1, 2, 3
             EXCEPT SELECT niva, insats_nr, block, antal, vilande FROM koantal)",
        ),
        (
            "köns rader är dess summor",
            "SELECT count(*) FROM (SELECT niva, insats_nr, block, antal, vilande FROM koantal EXCEPT
             SELECT column1, insats_nr, ordning >> column1, count(*), sum(status = 'vilande') FROM kopost CROSS JOIN
               (VALUES (12), (16), (20), (24), (28), (32), (36), (40))
               WHERE status IN ('i_ko', 'vilande', 'erbjuden') GROUP BY 1, 2, 3)",
        ),
        (
            "summan av besöken är besöken",
            "SELECT count(*) FROM (SELECT coalesce((SELECT sum(antal) FROM rakning WHERE avsnitt = column1), 0) AS antal
               FROM (VALUES ('resultat'), ('utfall'), ('alder'), ('kon'), ('enhet'), ('satt'), ('sprak'), ('text'))
               UNION ALL SELECT coalesce(sum(antal), 0) FROM besokstimme)
             WHERE antal <> (SELECT count(*) FROM raknat_besok)",
        ),
        (
            "varje räknat besök har informationen",
            "SELECT count(*) FROM raknat_besok WHERE info_satt = '' OR info_sprak = '' OR info_text = ''
               OR length(info_version) <> 10",
        ),
        (
            "ingen är känd på en undantagen insats",
            "SELECT (SELECT count(*) FROM overlamning o JOIN insatsversion v ON v.nr = o.insats_nr AND v.katalog = o.katalog
               WHERE v.paragraf <> '14:3')
             + (SELECT count(*) FROM arende o JOIN insatsversion v ON v.nr = o.insats_nr AND v.katalog = o.katalog
               WHERE v.paragraf <> '14:3')
             + (SELECT count(*) FROM kokontakt k JOIN kopost p ON p.id = k.kopost_id
               JOIN insatsversion v ON v.nr = p.insats_nr AND v.katalog = p.katalog WHERE v.paragraf = '14:5')
             + (SELECT count(*) FROM kopost p JOIN insatsversion v ON v.nr = p.insats_nr AND v.katalog = p.katalog
               WHERE v.paragraf = '14:5' AND p.band IS NOT NULL)",
        ),
        (
            "ingen plats är given två gånger",
            "SELECT count(*) FROM (SELECT 1 FROM plats WHERE till IS NULL GROUP BY pott, nummer HAVING count(*) > 1)",
        ),
        (
            "ingen pott har fler än den rymmer",
            "SELECT count(*) FROM (SELECT p.id FROM pott p JOIN plats t ON t.pott = p.id AND t.till IS NULL
               WHERE p.installd = 0 GROUP BY p.id HAVING max(t.nummer) > p.antal AND count(*) > p.antal)",
        ),
        (
            "ett öppet erbjudande hör till den som är erbjuden",
            "SELECT count(*) FROM erbjudande e JOIN kopost p ON p.id = e.kopost_id
             WHERE e.utfall IS NULL AND p.status <> 'erbjuden'",
        ),
        (
            "var och en är i ett ärende en gång",
            "SELECT count(*) FROM (SELECT 1 FROM arende GROUP BY overlamning, aktslag HAVING count(*) > 2)",
        ),
    ] {
        assert_eq!(tal(&conn, sql), 0, "det gäller inte att {vad}");
    }
    ingen_namngiven(&conn);
    let raknade = tal(&conn, "SELECT count(*) FROM raknat_besok");
    assert_eq!(
        raknade,
        i64::try_from(sparat.avslutade.len()).unwrap(),
        "varje avslutat besök räknas en gång"
    );
    let kanda: BTreeSet<String> = conn
        .prepare("SELECT op_id FROM gjord")
        .unwrap()
        .query_map([], |rad| rad.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for op in &sparat.avslutade {
        assert!(kanda.contains(&hex(op)), "ett besvarat slut är borta");
    }
    for op in &sparat.minns {
        assert!(kanda.contains(&hex(op)), "en besvarad handling är borta");
    }
}

fn hex(op: &[u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(*op))
}

fn ingen_namngiven(conn: &Connection) {
    for (tabell, kolumn) in crate::gemensamt::onda::textkolumner(conn) {
        if MED_PERSONER.contains(&tabell.as_str()) {
            continue;
        }
        let sql = format!(
            "SELECT count(*) FROM \"{tabell}\" WHERE \"{kolumn}\" LIKE '%apqvist%' OR \"{kolumn}\" LIKE '%{TELEFON}%'
               OR \"{kolumn}\" LIKE '%{NUMMER}%' OR \"{kolumn}\" LIKE '%701063%'"
        );
        assert_eq!(tal(conn, &sql), 0, "{tabell}.{kolumn} känner någon");
    }
}

/// What must hold of the whole file when all is done.
pub fn filen_ar_hel(fil: &Path) {
    let conn = Connection::open(fil).unwrap();
    conn.busy_timeout(std::time::Duration::from_secs(10))
        .unwrap();
    let svar: String = conn
        .query_row("PRAGMA integrity_check", [], |rad| rad.get(0))
        .unwrap();
    assert_eq!(svar, "ok");
    assert_eq!(
        tal(&conn, "SELECT count(*) FROM pragma_foreign_key_check"),
        0
    );
}
