//! What other programs do with the file meanwhile, and what the clock does.

use chrono::TimeDelta;
use rusqlite::Connection;
use troskel::store::{Query, Reply, Store};
use troskel::text;

use crate::insats::{i_ko, insats};
use crate::lager::{kvitto, nar, op, slut, vid};
use crate::redskap::{Prov, Rad, Utfall, oppnas_inte, rad};

pub const RADER: &[Rad] = &[
    rad(
        "ett annat program håller filen (BEGIN EXCLUSIVE)",
        &["sparar just nu. Inget sparades. Försök igen."],
        || hallen("BEGIN EXCLUSIVE"),
    ),
    rad(
        "ett annat program håller skrivlåset (BEGIN IMMEDIATE)",
        &["sparar just nu. Inget sparades. Försök igen."],
        || hallen("BEGIN IMMEDIATE"),
    ),
    rad(
        "någon läser och slutar aldrig",
        &["sparar vidare"],
        en_lasare_som_hanger,
    ),
    rad(
        "klockan ställs ett år bakåt och ett år framåt",
        &["i den ordning de kom"],
        klockan,
    ),
    rad(
        "en nyare version har uppgraderat filen",
        &["nyare version", "inget falskt sparat"],
        nyare_version,
    ),
];

/// Longer than the desk waits; then the same act is sent again, and is done once.
fn hallen(hur: &str) -> Utfall {
    let mut prov = Prov::nytt();
    let annat = Connection::open(&prov.fil).unwrap();
    annat.execute_batch(hur).unwrap();
    let insats = insats("1.3", "14:5", None);
    let (op, akt) = (op(), slut(&insats, i_ko(&insats), None));
    let spara = |prov: &mut Prov| prov.store.save(&vid("ett"), op, nar(), &akt);
    let svar = match spara(&mut prov) {
        Err(fel) => text::hinder::store(&fel),
        Ok(svar) => panic!("ett falskt sparat: {svar:?}"),
    };
    // What is there can be read meanwhile.
    assert!(matches!(
        prov.store.load(&Query::Parkerade),
        Ok(Reply::Parkerade(rader)) if rader.len() == prov.kvitterat.len()
    ));
    annat.execute_batch("ROLLBACK").unwrap();
    kvitto(spara(&mut prov));
    kvitto(spara(&mut prov));
    assert_eq!(crate::lager::i_kon(&prov.fil), 1);
    prov.stammer_stangd();
    svar.into()
}

fn en_lasare_som_hanger() -> Utfall {
    let mut prov = Prov::nytt();
    let lasare = Connection::open(&prov.fil).unwrap();
    lasare.execute_batch("BEGIN").unwrap();
    let antal = |conn: &Connection| -> i64 {
        conn.query_row("SELECT count(*) FROM utkast", [], |rad| rad.get(0))
            .unwrap()
    };
    let da = antal(&lasare);
    for _ in 0..50 {
        prov.sparar();
    }
    prov.stammer();
    assert_eq!(antal(&lasare), da, "läsaren ser sitt ögonblick");
    lasare.execute_batch("COMMIT").unwrap();
    assert_eq!(antal(&lasare), da + 50);
    prov.stammer_stangd();
    "sparar vidare; den som läser ser filen som den var"
        .to_owned()
        .into()
}

/// The order is that of the acts, whatever the clock says: a year back, a year on, and back again.
fn klockan() -> Utfall {
    let mut prov = Prov::nytt();
    let insats = insats("1.3", "14:5", None);
    let ar = TimeDelta::days(365);
    let mut platser = Vec::new();
    for nar in [nar(), nar() - ar, nar() + ar, nar()] {
        let akt = slut(&insats, i_ko(&insats), None);
        let svar = kvitto(prov.store.save(&vid("ett"), op(), nar, &akt));
        platser.push(svar.kolapp.unwrap().1);
        assert!(prov.spara_vid(nar).is_ok());
    }
    assert_eq!(platser, [1, 2, 3, 4]);
    let conn = Connection::open(&prov.fil).unwrap();
    let tider: Vec<String> = {
        let mut fraga = conn
            .prepare("SELECT tid FROM handelse WHERE slag = 'parkerat' ORDER BY seq DESC LIMIT 4")
            .unwrap();
        let rader = fraga.query_map([], |rad| rad.get(0)).unwrap();
        rader.map(Result::unwrap).collect()
    };
    // Shown as it was said to be, latest act first.
    assert!(
        tider[0] == tider[3] && tider[1] > tider[0] && tider[2] < tider[0],
        "{tider:?}"
    );
    let bruten: i64 = conn
        .query_row(
            "SELECT count(*) FROM handelse a JOIN handelse b ON b.seq = a.seq + 1 WHERE b.rowid < a.rowid",
            [],
            |rad| rad.get(0),
        )
        .unwrap();
    assert_eq!(bruten, 0);
    prov.stammer();
    format!("platserna {platser:?}: i den ordning de kom").into()
}

/// The next start is refused. A desk that has the file open already either saves in truth or is refused too.
fn nyare_version() -> Utfall {
    let mut prov = Prov::nytt();
    let ny = Connection::open(&prov.fil).unwrap();
    ny.pragma_update(None, "user_version", 99).unwrap();
    let oppen = match prov.spara() {
        Ok(_) => "sparar vidare".to_owned(),
        Err(fel) => text::hinder::store(&fel),
    };
    prov.stammer();
    format!(
        "{oppen} (inget falskt sparat); nästa start: {}",
        oppnas_inte(&prov.fil)
    )
    .into()
}
