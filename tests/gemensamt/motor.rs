//! A connection that answers as if its engine were another one: what the file asks of whoever writes.
#![allow(dead_code, clippy::unwrap_used)]

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

/// The words with which the file refuses an engine that is too old.
pub const FOR_GAMMAL: &str = "äldre än 3.51.3";

/// Lets the connection say that it is this version of `SQLite`.
pub fn motor(conn: &Connection, version: &'static str) {
    let flaggor = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("sqlite_version", 0, flaggor, move |_| Ok(version))
        .unwrap();
}

/// The version that it is.
pub fn sin_egen(conn: &Connection) {
    motor(conn, rusqlite::version());
}

/// What a desk of this version answers when the file asks for it, or one that only has the name.
pub fn reception(conn: &Connection, av_denna_version: bool) {
    let flaggor = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    let namn = "databasen_ar_uppgraderad_starta_om_troskel";
    conn.create_scalar_function(namn, 0, flaggor, move |_| Ok(av_denna_version))
        .unwrap();
}
