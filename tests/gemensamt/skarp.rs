//! Files for real persons: made with their cabinet and first account, opened by somebody who signs in.
//! Each test file uses a part of it.
#![allow(dead_code)]

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use troskel::domain::behorighet::Roll;
use troskel::domain::konto::{Anvandarnamn, Konto};
use troskel::start::katalogmarke;
use troskel::store::nyckelskap::{Aterstallningsnyckel, Losenord, Nyckelskap, Upplast};
use troskel::store::sqlite::{NyFil, Oppning, SqliteStore, Vem, oppna_med_nyckel, skapa};
use troskel::store::{Aktor, OpId};

/// Also `/tmp` in memory will do for a test.
pub const PROV: Oppning = Oppning {
    prov: true,
    vantan: Duration::from_secs(10),
};

/// The time of every sign-in.
pub fn nar() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_763_800_000_123).unwrap()
}

/// A new operation id.
pub fn op() -> OpId {
    troskel::start::ny_op()
}

/// The first user of every such file, with every role at [`ENHET`].
pub const ANNA: &str = "anna";

/// Her password.
pub const ORDET: &str = "fyra blå stolar i hallen";

/// Her enhet.
pub const ENHET: &str = "Receptionen";

/// A user name.
pub fn namn(text: &str) -> Anvandarnamn {
    Anvandarnamn::las(text).unwrap()
}

/// A password.
pub fn ord(text: &str) -> Losenord {
    Losenord::ny(text.to_owned())
}

/// The account of Anna.
pub fn anna() -> Konto {
    Konto {
        anvandare: namn(ANNA),
        namn: "Anna Övning".to_owned(),
        stangt: false,
        roller: Roll::ALLA.map(|roll| (roll, ENHET.to_owned())).to_vec(),
    }
}

/// Anna at a desk.
pub fn hon() -> Aktor {
    Aktor {
        anvandare: ANNA.to_owned(),
        desk: "disken".to_owned(),
        enhet: ENHET.to_owned(),
    }
}

/// Lets nobody else look in the folder of a file: nothing for real persons may lie in an open one.
pub fn stang_mappen(fil: &Path) {
    let mapp = fil.parent().unwrap();
    std::fs::set_permissions(mapp, Permissions::from_mode(0o700)).unwrap();
}

/// Makes a file for real persons.
pub fn gor(fil: &Path, krypterad: bool) -> Aterstallningsnyckel {
    stang_mappen(fil);
    let (konto, losenord) = (anna(), ord(ORDET));
    let ny = NyFil {
        krypterad,
        konto: &konto,
        losenord: &losenord,
        katalog: &katalogmarke(troskel::katalog::inbyggd()),
    };
    let (aktor, op, nar) = (&hon(), op(), nar());
    skapa(fil, PROV, &ny, &Vem { aktor, op, nar }).unwrap()
}

/// Anna opens the cabinet.
pub fn las_upp(fil: &Path) -> Upplast {
    let mut skap = Nyckelskap::oppna(fil).unwrap();
    skap.las_upp(ANNA, &ord(ORDET), nar()).unwrap()
}

/// Opens the file, and Anna's session in it.
pub fn oppna(fil: &Path, upplast: &Upplast) -> SqliteStore {
    let mut store = oppna_med_nyckel(fil, PROV, upplast).unwrap();
    store.logga_in(upplast, &hon(), op(), nar()).unwrap();
    store
}

/// The file as another program finds it, without a key.
pub fn utifran(fil: &Path) -> rusqlite::Result<i64> {
    let conn = Connection::open(fil)?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |rad| rad.get(0))
}
