//! `troskel blad` as a process, against a file.

use serde_json::{Value, json};
use troskel::domain::akt::{Aktslag, Stegantal};
use troskel::store::akt::{Aktakt, Aktsvar, NyttArende};
use troskel::store::ko::Sammanhang;
use troskel::store::sqlite::{Oppning, oppna};
use troskel::store::{Aktor, Change, OpId, RadId, Reply, Store};

use super::gemensamt::hem::{Hem, IDAG, NAMN, NUMMER, boendecoachning, nekas};

const TELEFON: &str = "070-111 22 33";

/// A received person with a telephone, and the id of the handover.
fn overlamnad(hem: &Hem) -> String {
    let mut indata = boendecoachning();
    indata["person"]["telefon"] = TELEFON.into();
    let svar = hem.mottag(&indata).json();
    svar["overlamning"].as_str().unwrap().to_owned()
}

/// Opens an ärende from a handover, as a colleague at the screen does; answers its number.
fn oppnat(hem: &Hem, overlamning: &str) -> String {
    let val = Oppning {
        prov: true,
        vantan: std::time::Duration::from_secs(10),
    };
    let mut store = oppna(&hem.databas(), val).unwrap();
    let aktor = Aktor {
        anvandare: "kollega".to_owned(),
        desk: "desk2".to_owned(),
        enhet: "mottagningen".to_owned(),
    };
    let s = Sammanhang {
        katalog: std::sync::Arc::new(
            troskel::katalog::las(troskel::katalog::inbyggd())
                .katalog
                .unwrap(),
        ),
        idag: IDAG.parse().unwrap(),
    };
    let id = RadId(overlamning.to_owned());
    let nar = chrono::DateTime::from_timestamp_millis(1_795_300_000_000).unwrap();
    let hamta = Change::HamtaOverlamning { id: id.clone() };
    store.save(&aktor, OpId([1; 16]), nar, &hamta).unwrap();
    let nytt = NyttArende {
        overlamning: id,
        aktslag: Aktslag::Mottagaren,
        steg: Stegantal::Tre,
        person: None,
        uppfoljning: None,
    };
    let oppna = Change::Akt(Box::new(Aktakt::Oppna(nytt)), s);
    match store.save(&aktor, OpId([2; 16]), nar, &oppna).unwrap() {
        Reply::Akt(svar) => match *svar {
            Aktsvar::Arende(bild) => bild.rad.nummer.to_string(),
            annat => panic!("{annat:?}"),
        },
        annat => panic!("{annat:?}"),
    }
}

/// The log of the akter, the first first, without what was done before.
fn logg(hem: &Hem, efter: usize) -> Vec<String> {
    let conn = hem.sql();
    let mut fraga = conn
        .prepare("SELECT slag FROM akthandelse ORDER BY seq")
        .unwrap();
    let rader = fraga.query_map([], |rad| rad.get(0)).unwrap();
    rader.map(Result::unwrap).skip(efter).collect()
}

fn koder(json: &Value, nyckel: &str) -> Vec<String> {
    json["delar"]
        .as_array()
        .unwrap()
        .iter()
        .map(|del| del[nyckel].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn en_overlamning_som_text_och_json() {
    let hem = Hem::nytt();
    let id = overlamnad(&hem);
    let ut = hem.kor(&["blad", &id]);
    assert_eq!((ut.kod, ut.fel.as_str()), (0, ""), "{ut:?}");
    assert!(
        ut.ut.starts_with("Blad för Lifecare\nOBS: Kontakt"),
        "{ut:?}"
    );
    assert!(ut.ut.contains(&format!("  Namn: {NAMN}\n")) && ut.ut.contains(NUMMER.1));
    assert!(!ut.ut.contains(TELEFON), "{ut:?}");

    let json = hem.json(&["blad", &id, "--kontakt"]);
    let nycklar: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(
        nycklar,
        ["arende", "overlamning", "system", "varningar", "delar"]
    );
    assert_eq!(
        (&json["arende"], &json["overlamning"]),
        (&Value::Null, &json!(id))
    );
    assert_eq!(koder(&json, "del"), ["aktualisering", "bilaga", "kontakt"]);
    assert_eq!(json["delar"][2]["falt"], json!({"telefon": TELEFON}));
    assert_eq!(json["varningar"][0]["falt"], "telefon");

    let json = hem.json(&["blad", &id.to_uppercase(), "--system", "treserva"]);
    assert_eq!(koder(&json, "del"), ["steg_1"]);
    // Every sheet is logged, and none is a handover fetched anew.
    assert_eq!(logg(&hem, 0), ["utlamnat"; 3]);
    let status: String = hem
        .sql()
        .query_row("SELECT status FROM overlamning", [], |rad| rad.get(0))
        .unwrap();
    assert_eq!(status, "hamtad");
}

#[test]
fn ett_arende_loggas_innan_det_visas() {
    let hem = Hem::nytt();
    let id = overlamnad(&hem);
    let nummer = oppnat(&hem, &id);
    let fore = logg(&hem, 0).len();
    let json = hem.json(&["blad", &nummer, "--system", "treserva"]);
    assert_eq!(
        (&json["arende"], &json["overlamning"]),
        (&json!(nummer), &Value::Null)
    );
    assert_eq!(koder(&json, "del"), ["steg_1", "steg_2", "steg_3"]);
    assert_eq!(logg(&hem, fore), ["sokt", "last", "utlamnat"]);

    // The desk's copy went when the ärende was opened: there is one way to the person, and it is the akt.
    assert_eq!(hem.kor(&["blad", &id]).kod, 1);
    // Another enhet is not told that there is one.
    let ut = hem.kor(&["blad", &nummer, "--enhet", "En annan"]);
    nekas(&ut, 1, "Inget sådant ärende finns vid enheten.");
    // What cannot be logged is not shown.
    hem.sql()
        .execute_batch(
            "CREATE TRIGGER prov BEFORE INSERT ON akthandelse WHEN NEW.slag = 'utlamnat'
             BEGIN SELECT RAISE(ABORT, 'prov'); END",
        )
        .unwrap();
    let ut = hem.kor(&["blad", &nummer]);
    assert!(ut.kod != 0 && ut.ut.is_empty(), "{ut:?}");
    assert!(!ut.fel.contains(NAMN), "{ut:?}");
}

#[test]
fn sekretess_ger_en_varning_och_inga_kontaktuppgifter() {
    let hem = Hem::nytt();
    let mut indata = boendecoachning();
    indata["person"]["sekretessmarkering"] = true.into();
    let svar = hem.mottag(&indata).json();
    let id = svar["overlamning"].as_str().unwrap();
    let ut = hem.kor(&["blad", id, "--kontakt"]);
    assert_eq!(ut.kod, 0, "{ut:?}");
    let rad = ut.ut.lines().nth(1).unwrap();
    assert!(
        rad.starts_with("OBS: Personen har sekretessmarkering."),
        "{rad}"
    );
}

#[test]
fn fel_anvandning_sager_vad_som_ska_sta() {
    let hem = Hem::nytt();
    let id = overlamnad(&hem);
    for vad in [NAMN, "2026-17", "abc", ""] {
        let ut = hem.kor(&["blad", vad]);
        nekas(&ut, 2, "Ange ett ärendenummer");
        assert!(!ut.fel.contains(NAMN), "{ut:?}");
    }
    nekas(
        &hem.kor(&["blad", &id, "--system", "procapita"]),
        2,
        "--system ska vara",
    );
    nekas(&hem.kor(&["blad", "2026-00001"]), 1, "Inget sådant ärende");
    let ingen = hem.kor(&["blad", &"f".repeat(32)]);
    assert_eq!((ingen.kod, ingen.ut.as_str()), (1, ""), "{ingen:?}");
    assert!(logg(&hem, 0).iter().all(|slag| slag != "utlamnat"));
}
