//! What the file refuses about the waiting list also from somebody who has found out how the program makes itself
//! known: whatever the rules do not allow.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/kofil.rs"]
mod kofil;
#[path = "gemensamt/motor.rs"]
mod motor;

use std::collections::BTreeSet;

use gemensamt::{dumpa, mapp};
use kofil::{
    Lappar, TABELLER, andra, erbjudande, forslag, fyll, godkann, handelse, invigd, kontakt,
    ny_post, plats, prova,
};

type Nekad = (&'static str, Vec<String>);

/// What nobody may do, with the words of the refusal.
fn forbjudna(l: &Lappar) -> Vec<Nekad> {
    let s = |text: &str| vec![text.to_owned()];
    let med = |kod: &str, slag: &str, satt: &str| vec![handelse(kod, slag), andra(kod, satt)];
    let mut alla = vec![
        // Nobody is moved.
        (
            "ködatum är fasta",
            med(&l.andra, "bekraftad", "kotid_ms = 1"),
        ),
        (
            "ködatum är fasta",
            med(&l.andra, "bekraftad", "id = printf('%032x', 1)"),
        ),
        (
            "ködatum är fasta",
            med(&l.andra, "bekraftad", "insats_nr = '1.2'"),
        ),
        (
            "ködatum är fasta",
            med(&l.andra, "bekraftad", "kod = 'AAAA-222'"),
        ),
        (
            "ködatum är fasta",
            med(&l.andra, "bekraftad", "band = '15-17'"),
        ),
        (
            "ködatum är fasta",
            med(&l.andra, "bekraftad", "import_id = printf('%032x', 1)"),
        ),
        (
            "av två personer",
            med(&l.andra, "rattelse_godkand", "rattad_ms = 1"),
        ),
        (
            "av två personer",
            med(
                &l.foreslagen,
                "rattelse_godkand",
                "rattad_ms = 1763799999140",
            ),
        ),
        (
            "av två personer",
            med(&l.forst, "rattelse_godkand", "rattad_ms = NULL"),
        ),
        (
            "ställs sist",
            ny_post(&l.ny, "2.1", "1000", "NULL", "stalld_i_ko", "NULL").to_vec(),
        ),
        (
            "går före",
            med(&l.andra, "inkallad", "status = 'paborjad', slut_ms = 1"),
        ),
        ("får erbjudandet", vec![erbjudande(&l.andra)]),
        (
            "har ett erbjudande",
            med(&l.forst, "erbjuden", "status = 'erbjuden'"),
        ),
        // No second open offer, for an entry or for a place; and none opened again.
        ("ett erbjudande i taget", vec![erbjudande(&l.erbjuden)]),
        ("ett erbjudande i taget", vec![erbjudande(&l.vilande)]),
        (
            "redan besvarat",
            vec![
                "UPDATE erbjudande SET utfall = 'nej', svarat = 'x'".to_owned(),
                "UPDATE erbjudande SET utfall = NULL, svarat = NULL".to_owned(),
            ],
        ),
        (
            "fler platser erbjuds",
            vec![plats(&l.ung, 3), erbjudande(&l.forst)],
        ),
        (
            "erbjudande ändras inte",
            s("UPDATE erbjudande SET parti = 2"),
        ),
        (
            "bara förlängas",
            s("UPDATE erbjudande SET svar_senast = '2025-11-23'"),
        ),
        ("erbjudande raderas inte", s("DELETE FROM erbjudande")),
        // No place beyond the number, taken twice, or moved.
        (
            "platsen finns inte",
            vec![plats(&l.ung, 3), plats(&l.ung, 4)],
        ),
        (
            "platsen finns inte",
            vec![plats(&l.anonym, 1), plats(&l.anonym, 2)],
        ),
        (
            "alla platser är upptagna",
            vec![
                "UPDATE plats SET till = fran WHERE pott = '2.1' AND nummer = 1".to_owned(),
                plats(&l.ung, 3),
                "UPDATE pott SET antal = 2 WHERE id = '2.1'".to_owned(),
                plats(&l.ung, 1),
            ],
        ),
        ("platsen är upptagen", vec![plats(&l.ung, 1)]),
        ("kan bara lämnas", s("UPDATE plats SET nummer = 9")),
        ("plats raderas inte", s("DELETE FROM plats")),
        (
            "fler platser är tagna",
            s("UPDATE pott SET antal = 1 WHERE id = '2.1'"),
        ),
        (
            "platserna finns redan",
            s(
                "INSERT OR REPLACE INTO pott(id, insats_nr, slag, antal) VALUES ('2.1', '2.1', 'lopande', 9)",
            ),
        ),
        (
            "omgång ändras inte",
            s("UPDATE pott SET start = '2025-12-01' WHERE slag = 'omgang'"),
        ),
        (
            "kommer inte tillbaka",
            vec![
                "UPDATE pott SET installd = 1 WHERE slag = 'omgang'".to_owned(),
                "UPDATE pott SET installd = 0 WHERE slag = 'omgang'".to_owned(),
            ],
        ),
        ("platser raderas inte", s("DELETE FROM pott")),
        (
            "tillfället finns redan",
            s(
                "INSERT OR REPLACE INTO omgangstillfalle SELECT pott, start, 5 FROM omgangstillfalle",
            ),
        ),
        (
            "tillfälle ändras inte",
            s("UPDATE omgangstillfalle SET minuter = 5"),
        ),
        ("tillfälle raderas inte", s("DELETE FROM omgangstillfalle")),
        // Nothing without an event, and no history written anew.
        (
            "tillsammans med en händelse",
            vec![andra(&l.andra, "forsok = 9")],
        ),
        (
            "tillsammans med en händelse",
            vec![format!(
                "UPDATE kopost SET forsok = 9 WHERE kod = '{}'",
                l.andra
            )],
        ),
        (
            "och en händelse",
            ny_post(&l.ny, "2.1", "4000000000000", "NULL", "stalld_i_ko", "NULL")[1..].to_vec(),
        ),
        (
            "skrivs i följd",
            vec![
                handelse(&l.andra, "bekraftad"),
                handelse(&l.andra, "bekraftad"),
            ],
        ),
        (
            "skrivs i följd",
            s(
                "INSERT OR REPLACE INTO kohandelse SELECT seq, kopost_id, insats_nr, ver, tid, 'x', desk, enhet, op_id, slag, orsak, om, fore, plats, angrar FROM kohandelse",
            ),
        ),
        (
            "historik ändras inte",
            s("UPDATE kohandelse SET anvandare = 'x'"),
        ),
        ("historik raderas inte", s("DELETE FROM kohandelse")),
        (
            "historik ändras inte",
            s("UPDATE komening SET text = 'En annan mening om varför.'"),
        ),
        ("historik raderas inte", s("DELETE FROM komening")),
        (
            "hör till en rättelse",
            s(
                "INSERT OR REPLACE INTO komening SELECT seq, 'En annan mening om varför.' FROM komening",
            ),
        ),
        ("köpost raderas inte", s("DELETE FROM kopost")),
        // No way out of an end that is one, and none past the rules.
        (
            "inte gå den vägen",
            med(
                &l.felregistrerad,
                "ateroppnad",
                "status = 'i_ko', slut_ms = NULL",
            ),
        ),
        (
            "inte gå den vägen",
            med(&l.paborjad, "ateroppnad", "status = 'i_ko', slut_ms = NULL"),
        ),
        (
            "inte gå den vägen",
            med(&l.paborjad, "felregistrerad", "status = 'felregistrerad'"),
        ),
        (
            "inte gå den vägen",
            med(
                &l.avliden,
                "ateroppnad",
                "status = 'i_ko', orsak = NULL, slut_ms = NULL",
            ),
        ),
        (
            "inte gå den vägen",
            med(
                &l.vilande,
                "inkallad",
                "status = 'paborjad', slut_ms = 1, vilande_fran = NULL, vilande_till = NULL",
            ),
        ),
        // Contact data where none may be, and ages where nobody is known.
        ("ingen kontaktuppgift", vec![kontakt(&l.anonym, "sms", 1)]),
        (
            "ingen kontaktuppgift",
            vec![kontakt(&l.felregistrerad, "sms", 1)],
        ),
        ("ingen kontaktuppgift", vec![kontakt(&l.forst, "sms", 1)]),
        (
            "byts, den ändras inte",
            s("UPDATE kokontakt SET varde = 'x'"),
        ),
        (
            "står redan i kön",
            s(
                "INSERT INTO kokontakt SELECT kopost.id, k.insats_nr, k.kannetecken, 'x', 'sms', 'x', 1, NULL FROM kokontakt k, kopost WHERE kopost.status = 'vilande'",
            ),
        ),
        (
            "finns ingen ålder",
            ny_post(
                &l.ny,
                "1.2",
                "4000000000000",
                "NULL",
                "stalld_i_ko",
                "'15-17'",
            )
            .to_vec(),
        ),
        // Two persons for a correction, once.
        ("CHECK", vec![forslag(&l.andra, 5000), godkann("a")]),
        ("besvaras en gång", s("UPDATE korattelse SET till_ms = 1")),
        (
            "besvaras en gång",
            s(
                "UPDATE korattelse SET status = 'foreslagen', andra_av = NULL WHERE status = 'godkand'",
            ),
        ),
        ("börjar som ett förslag", vec![forslag(&l.foreslagen, 1)]),
        ("rättelse raderas inte", s("DELETE FROM korattelse")),
        (
            "tas inte tillbaka",
            s("UPDATE kogranskad SET dag = '2020-01-01'"),
        ),
        (
            "tas inte tillbaka",
            s("INSERT OR REPLACE INTO kogranskad SELECT insats_nr, '2020-01-01' FROM kogranskad"),
        ),
        ("genomgång raderas inte", s("DELETE FROM kogranskad")),
    ];
    for (satt, sjalv) in [("brev", 1), ("sms", 0)] {
        let mut ung = ny_post(
            &l.ny,
            "2.1",
            "1000",
            "printf('%032x', 1)",
            "importerad",
            "'15-17'",
        )
        .to_vec();
        ung.push(kontakt(&l.ny, satt, sjalv));
        alla.push(("ingen kontaktuppgift", ung));
    }
    // A hidden number would be one more key, and `OR REPLACE` on it would delete another row.
    for tabell in TABELLER {
        if !["komening", "kohandelse"].contains(&tabell) {
            alla.push((
                "no such column",
                vec![format!("UPDATE OR REPLACE {tabell} SET rowid = 1")],
            ));
        }
    }
    alla
}

#[test]
fn den_som_vet_hur_far_anda_inte_flytta_nagon_eller_skriva_om_historien() {
    let (_mapp, fil) = mapp();
    let (_ko, l) = fyll(&fil);
    let conn = invigd(&fil);
    let fore = dumpa(&conn);
    let mut skal = BTreeSet::new();
    for (vantat, akt) in forbjudna(&l) {
        let (sist, forst) = akt.split_last().unwrap();
        assert_eq!(prova(&conn, forst), Ok(()), "{forst:?}");
        match prova(&conn, &akt) {
            Err(fel) => {
                assert!(fel.contains(vantat), "{sist}: {fel}");
                skal.insert(fel);
            }
            Ok(()) => panic!("gick igenom: {akt:?}"),
        }
    }
    assert_eq!(fore, dumpa(&conn));
    motor::motor(&conn, "3.40.1");
    let akt = [handelse(&l.andra, "bekraftad")];
    let fel = prova(&conn, &akt).expect_err("en för gammal motor");
    assert!(fel.contains(motor::FOR_GAMMAL), "{fel}");
    skal.insert(fel);
    motor::sin_egen(&conn);
    assert_eq!(fore, dumpa(&conn));
    // Each trigger that refuses has been met; the one on who writes is met by those who are not let in at all.
    let namn = TABELLER.map(|tabell| format!("'{tabell}'")).join(", ");
    let sql =
        format!("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ({namn})");
    let mut fraga = conn.prepare(&sql).unwrap();
    let regler = fraga.query_map([], |rad| rad.get(0)).unwrap();
    let regler: Vec<String> = regler.map(Result::unwrap).collect();
    assert!(regler.len() > 60, "{}", regler.len());
    for regel in regler {
        if let Some((_, rest)) = regel.split_once("RAISE(ABORT, '") {
            let text = rest.split('\'').next().unwrap();
            let mott =
                text == "bara Tröskel skriver i kön" || skal.iter().any(|fel| fel.contains(text));
            assert!(mott, "omött: {text}");
        }
    }
}
