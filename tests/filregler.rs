//! The rules of `databas kontrollera`: each holds in a file with everything in it, and each is named when it is broken. And
//! promise 7: a changed byte of a file that is not encrypted is found wherever it changes what the logs hold.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs
)]

mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "gemensamt/lager.rs"]
mod lager;
#[path = "gemensamt/liv.rs"]
mod liv;

use gemensamt::langd;
use std::path::{Path, PathBuf};

use gemensamt::hem::Hem;
use gemensamt::{akthem, hem};
use insats::{i_ko, insats as en_insats};
use lager::{PROV, fylld, kvitto, slut, spara};
use liv::{Ord, ett_liv};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use troskel::store::sqlite::{Gang, Prov, Vem, oppna, regelkoder};
use troskel::text;

/// A file with a whole life, a handover that waits, a place that is taken, two in a queue and a parked visit.
fn full(hem: &Hem) -> PathBuf {
    ett_liv(hem, &mut Ord::default());
    let (mut store, _, _) = fylld(&hem.databas());
    let anonym = en_insats("1.2", "14:5", Some(1));
    kvitto(spara(
        &mut store,
        "ett",
        &slut(&anonym, i_ko(&anonym), None),
    ));
    drop(store);
    hem.databas()
}

/// What a check says; an error where the file cannot be opened or read.
fn prova(fil: &Path) -> Result<Prov, String> {
    let mut store = oppna(fil, PROV).map_err(|fel| fel.to_string())?;
    let aktor = liv::aktor();
    let vem = Vem {
        aktor: &aktor,
        op: troskel::start::ny_op(),
        nar: chrono::Utc::now(),
    };
    let prov = store.prova_filen(&vem, &mut Gang::default());
    prov.map_err(|fel| text::hinder::store(&fel))
}

fn brutna(prov: &Prov) -> Vec<&'static str> {
    let brutna = prov.regler.iter().filter(|(_, antal)| *antal > 0);
    brutna.map(|(kod, _)| *kod).collect()
}

/// Changes a file as another program can that sets itself above the triggers, the keys and the checks of values.
fn bryt(fil: &Path, sql: &str) {
    let conn = Connection::open(fil).unwrap();
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)
        .unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA legacy_alter_table = ON",
    )
    .unwrap();
    conn.execute_batch(sql)
        .unwrap_or_else(|fel| panic!("{sql}: {fel}"));
}

/// The first of the two who wait.
macro_rules! forst {
    () => {
        "(SELECT id FROM kopost WHERE insats_nr = '1.2' ORDER BY ordning LIMIT 1)"
    };
}

const ERBJUDANDE: &str = concat!(
    "INSERT INTO erbjudande(id, kopost_id, insats_nr, pott, parti, skapat, svar_senast, forsta_i_linje)
       VALUES (printf('%032x', 5), ",
    forst!(),
    ", '1.2', '1.2', 1, '2025-11-22T08:00:00.000Z', '2025-12-22', 1);"
);
const PLATS: &str = concat!(
    "UPDATE insatsversion SET platser = 9 WHERE nr = '1.2';
     INSERT INTO plats(id, pott, insats_nr, nummer, upptagen_av, fran)
       VALUES (printf('%032x', 6), '1.2', '1.2', 5, ",
    forst!(),
    ", '2025-11-22');"
);
const ERBJUDEN: &str = concat!(
    "UPDATE kohandelse SET slag = 'erbjuden' WHERE kopost_id = ",
    forst!(),
    "; UPDATE kopost SET status = 'erbjuden' WHERE id = ",
    forst!(),
    ";"
);
const KONTAKT: &str = concat!(
    "INSERT INTO kokontakt(kopost_id, insats_nr, kannetecken, namn, satt, varde, sjalv)
       SELECT id, insats_nr, printf('%064x', 1), 'Övning', 'sms', '070', 1 FROM kopost WHERE id = ",
    forst!(),
    ";"
);
const HANDELSE: &str = "INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag)
    SELECT max(seq) + 1, :om, '1.2', :ver, '2025-11-22T08:00:00.000Z', 'a', 'd', 'e', printf('%032x', 5), ':slag'
    FROM kohandelse;";

fn handelse(om: &str, ver: &str, slag: &str) -> String {
    HANDELSE
        .replace(":om", om)
        .replace(":ver", ver)
        .replace(":slag", slag)
}

/// What breaks each rule, and which other rules it cannot but break too.
fn brott() -> Vec<(&'static str, String, &'static [&'static str])> {
    let s = |sql: &[&str]| sql.concat();
    vec![
        ("koantal", s(&["UPDATE koantal SET antal = antal + 1 WHERE niva = 12"]), &[]),
        ("rakning_besok", s(&["UPDATE rakning SET antal = antal + 1 WHERE avsnitt = 'sprak'"]), &[]),
        ("rakning_ko", s(&["DELETE FROM rakning WHERE avsnitt = 'ko'"]), &[]),
        ("rakning_arende", s(&["UPDATE rakning SET antal = antal - 1 WHERE avsnitt = 'avslut'"]), &[]),
        ("besokstimme", s(&["UPDATE besokstimme SET antal = antal + 1"]), &[]),
        ("ko_historik", s(&["UPDATE kopost SET ver = ver + 1"]), &[]),
        ("ko_handelse_utan_post", handelse("printf('%032x', 77)", "1", "granskad"), &[]),
        ("ko_status", s(&["UPDATE kohandelse SET slag = 'felregistrerad' WHERE kopost_id IS NOT NULL"]), &["rakning_ko"]),
        ("ko_ordning", s(&["UPDATE kopost SET rattad_ms = kotid_ms"]), &[]),
        (
            "ko_foljd",
            s(&["UPDATE kopost SET kotid_ms = (SELECT sum(kotid_ms) FROM kopost WHERE insats_nr = '1.2') - kotid_ms"]),
            &[],
        ),
        (
            "kolapp",
            s(&["CREATE TABLE ny AS SELECT * FROM kopost; DROP TABLE kopost; ALTER TABLE ny RENAME TO kopost;
                 UPDATE kopost SET kod = (SELECT min(kod) FROM kopost)"]),
            &[],
        ),
        ("erbjuden_utan_erbjudande", s(&[ERBJUDEN, PLATS]), &["rakning_ko"]),
        ("erbjudande_utan_erbjuden", s(&[ERBJUDANDE]), &[]),
        ("plats_saknas", s(&[ERBJUDEN, ERBJUDANDE]), &["rakning_ko"]),
        ("plats_utan_ratt", s(&[PLATS]), &[]),
        (
            "plats_flera",
            s(&[
                PLATS,
                "INSERT INTO plats SELECT printf('%032x', 7), pott, insats_nr, 6, upptagen_av, fran, NULL FROM plats
                   WHERE nummer = 5;
                 UPDATE kohandelse SET slag = 'paborjad' WHERE kopost_id = (SELECT upptagen_av FROM plats WHERE nummer = 5);
                 UPDATE kopost SET status = 'paborjad', slut_ms = 1 WHERE id = (SELECT upptagen_av FROM plats WHERE nummer = 5);
                 UPDATE koantal SET antal = antal - 1 WHERE insats_nr = '1.2'",
            ]),
            &["rakning_ko"],
        ),
        (
            "plats_dubbel",
            s(&["DROP INDEX plats_en_i_taget; UPDATE insatsversion SET platser = 9;
                 INSERT INTO plats SELECT printf('%032x', 7), pott, insats_nr, nummer, NULL, fran, NULL FROM plats
                   WHERE pott = '1.2' AND till IS NULL"]),
            &[],
        ),
        ("plats_over_antalet", s(&["UPDATE insatsversion SET platser = 0 WHERE nr = '1.2'"]), &[]),
        ("undantagen_kontakt", s(&[KONTAKT]), &[]),
        ("undantagen_alder", s(&["UPDATE kopost SET band = '18-24'"]), &[]),
        ("overlamning_paragraf", s(&["UPDATE overlamning SET insats_nr = '1.2' WHERE status = 'ny'"]), &[]),
        ("arende_paragraf", s(&["UPDATE arende SET insats_nr = '1.2', katalog = '2025-09-01'"]), &["arende_overlamning", "rakning_arende"]),
        ("overlamning_person", s(&["DELETE FROM overlamningsperson"]), &[]),
        (
            "kontakt_slut",
            s(&["UPDATE insatsversion SET paragraf = '14:4' WHERE nr = '1.2';", KONTAKT, "UPDATE kokontakt SET raderas = '2026-01-01'"]),
            &[],
        ),
        (
            "kontakt_dubbel",
            s(&[
                "UPDATE insatsversion SET paragraf = '14:4' WHERE nr = '1.2';",
                KONTAKT,
                "INSERT INTO kokontakt SELECT p.id, k.insats_nr, kannetecken, namn, satt, varde, sjalv, raderas
                   FROM kokontakt k JOIN kopost p ON p.id <> k.kopost_id",
            ]),
            &[],
        ),
        ("utkast_identitet", s(&["UPDATE utkast SET steg = 'identitet'"]), &[]),
        ("rattelse_mening", s(&["INSERT INTO komening(seq, text) VALUES (1, 'En mening utan sak.')"]), &[]),
        ("gjord", handelse("NULL", "NULL", "omgang_ny"), &[]),
        (
            "gjord_dubbel",
            s(&["CREATE TABLE ny AS SELECT * FROM gjord; DROP TABLE gjord; ALTER TABLE ny RENAME TO gjord;
                 INSERT INTO gjord SELECT * FROM gjord LIMIT 1"]),
            &[],
        ),
        ("arendenummer", s(&["UPDATE arende SET nummer = substr(nummer, 1, 5) || '00007'"]), &[]),
        ("arende_person", s(&["DELETE FROM arendeperson"]), &[]),
        ("arende_overlamning", s(&["UPDATE arende SET overlamning = printf('%032x', 9)"]), &[]),
        ("arende_avslut", s(&["UPDATE arende SET avslutad = date(avslutad, '+1 day')"]), &[]),
        ("akt_foljd", s(&["UPDATE anteckning SET nr = nr + 50 WHERE nr = (SELECT max(nr) FROM anteckning)"]), &[]),
        ("akt_utan_arende", s(&["UPDATE bro SET arende = printf('%032x', 9)"]), &[]),
        ("anteckning_galler", s(&["UPDATE anteckning SET galler = nr WHERE galler IS NOT NULL"]), &[]),
        ("gallras_tom", s(&["INSERT INTO gallras VALUES (printf('%032x', 9))"]), &[]),
    ]
}

#[test]
fn varje_regel_haller_i_en_full_fil_och_namns_nar_den_bryts() {
    let hem = Hem::nytt();
    let fil = full(&hem);
    let prov = prova(&fil).unwrap();
    assert_eq!(prov.filen.fel, []);
    assert!(prov.hel());
    let brott = brott();
    let koder: Vec<_> = regelkoder().collect();
    assert_eq!(
        koder,
        brott.iter().map(|(kod, ..)| *kod).collect::<Vec<_>>()
    );
    let hel = std::fs::read(&fil).unwrap();
    let provas = hem.mapp().join("provas.db");
    for (kod, sql, aven) in brott {
        for slut in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(hem.mapp().join(format!("provas.db{slut}")));
        }
        std::fs::write(&provas, &hel).unwrap();
        bryt(&provas, &sql);
        let prov = prova(&provas).unwrap_or_else(|fel| panic!("{kod}: {fel}"));
        let mut vantat = vec![kod];
        vantat.extend(aven);
        let mut funna = brutna(&prov);
        funna.sort_by_key(|funnen| (*funnen != kod, *funnen));
        assert_eq!(funna, vantat, "{kod}: {:?}", prov.filen.fel);
        assert!(!text::databas::regel(kod).is_empty(), "{kod}");
        let fel = text::databas::fel(&prov).join("\n");
        assert!(fel.contains(text::databas::regel(kod)), "{fel}");
    }
}

/// Everything that stands in the logs, and everything signed that their chain covers; an error where it cannot be read.
fn loggat(fil: &Path) -> rusqlite::Result<Vec<String>> {
    let conn = Connection::open(fil)?;
    let mut alla = Vec::new();
    for tabell in [
        "handelse",
        "akthandelse",
        "kohandelse",
        "komening",
        "atkomst",
        "gallring",
        "kedja",
        "anteckning",
        "insatsplan",
        "uppfoljning",
        "malutfall",
    ] {
        let mut fraga = conn.prepare(&format!("SELECT * FROM {tabell} NOT INDEXED"))?;
        let bredd = fraga.column_count();
        let mut rader = fraga.query([])?;
        while let Some(rad) = rader.next()? {
            let mut celler = vec![tabell.to_owned()];
            for kolumn in 0..bredd {
                celler.push(match rad.get_ref(kolumn)? {
                    ValueRef::Text(text) => format!("{text:?}"),
                    annat => format!("{annat:?}"),
                });
            }
            alla.push(celler.join("|"));
        }
    }
    Ok(alla)
}

/// xorshift64.
fn slump(fro: &mut u64) -> usize {
    *fro ^= *fro << 13;
    *fro ^= *fro >> 7;
    *fro ^= *fro << 17;
    usize::try_from(*fro >> 20).unwrap()
}

#[test]
fn lofte_07_en_andrad_byte_i_en_okrypterad_fil_hittas() {
    let hem = Hem::nytt();
    let fil = full(&hem);
    let mut store = oppna(&fil, PROV).unwrap();
    let anonym = en_insats("1.2", "14:5", Some(1));
    for _ in 0..120 {
        kvitto(spara(
            &mut store,
            "ett",
            &slut(&anonym, i_ko(&anonym), None),
        ));
    }
    drop(store);
    let (hel, fore) = (std::fs::read(&fil).unwrap(), loggat(&fil).unwrap());
    let mapp = tempfile::tempdir().unwrap();
    let provas = mapp.path().join("provas.db");
    let (antal, mut fro) = (
        langd::antal(60, 1_000),
        langd::fro().wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1,
    );
    println!(
        "frö {}, {} byte, {} rader",
        langd::fro(),
        hel.len(),
        fore.len()
    );
    let (mut andrade, mut funna) = (0, 0);
    for nr in 0..antal {
        for slut in ["-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(mapp.path().join(format!("provas.db{slut}")));
        }
        let (plats, bit) = (slump(&mut fro) % hel.len(), slump(&mut fro) % 8);
        let mut trasig = hel.clone();
        trasig[plats] ^= 1 << bit;
        std::fs::write(&provas, &trasig).unwrap();
        let andrad = loggat(&provas).is_ok_and(|nu| nu != fore);
        let olasbar = loggat(&provas).is_err();
        let funnen = prova(&provas).is_ok_and(|prov| prov.hel());
        let funnen = !funnen;
        andrade += u32::from(andrad || olasbar);
        funna += u32::from(funnen);
        assert!(
            funnen || !(andrad || olasbar),
            "flip {nr}: byte {plats} bit {bit} ändrade det loggade utan att synas"
        );
    }
    println!(
        "{antal} ändrade bitar: {andrade} ändrade det loggade, alla hittade; {funna} hittade i allt"
    );
    assert!(andrade > 0, "någon ändring träffade loggen");
}
