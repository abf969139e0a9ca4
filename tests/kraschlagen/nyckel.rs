//! The key of an encrypted file, taken out of its cabinet with a key file by other means than the program's: so that the
//! judge can read the rows themselves.

use std::fmt::Write;
use std::path::Path;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use troskel::store::nyckelskap::Nyckelskap;

use super::skarp::ANNA;

/// Bytes as digits.
pub fn hex(bytes: &[u8]) -> String {
    let mut ut = String::new();
    for byte in bytes {
        write!(ut, "{byte:02x}").unwrap();
    }
    ut
}

/// What a wrapped key is bound to.
fn vad(fil: &[u8], slag: &str, vem: &str) -> Vec<u8> {
    let mut h = Sha256::new();
    for falt in [
        b"troskel nyckelskap 1",
        fil,
        slag.as_bytes(),
        vem.as_bytes(),
    ] {
        h.update((falt.len() as u64).to_be_bytes());
        h.update(falt);
    }
    h.finalize().to_vec()
}

fn oppna(under: &[u8], omsluten: &[u8], vad: &[u8]) -> Vec<u8> {
    let (nonce, last) = omsluten.split_first_chunk::<24>().unwrap();
    let under: [u8; 32] = under.try_into().unwrap();
    let innehall = Payload {
        msg: last,
        aad: vad,
    };
    let skrin = XChaCha20Poly1305::new(&under.into());
    skrin.decrypt(&XNonce::from(*nonce), innehall).unwrap()
}

/// The keys that lie in the cabinet, the newest first, as the engine wants them.
pub fn nycklar(fil: &Path, nyckelfil: &Path) -> Vec<String> {
    let conn = Connection::open(Nyckelskap::vag(fil)).unwrap();
    let bytes = |sql: &str| {
        conn.query_row(sql, [], |rad| rad.get::<_, Vec<u8>>(0))
            .unwrap()
    };
    let id = bytes("SELECT fil FROM skap");
    let vag = bytes("SELECT nyckel FROM vag WHERE slag = 'nyckelfil'");
    let om = vad(&id, "nyckelfil", ANNA);
    let hemligt = std::fs::read(nyckelfil).unwrap();
    let mac = <Hmac<Sha256> as Mac>::new_from_slice(&hemligt).unwrap();
    let kek = oppna(&mac.chain_update(&om).finalize().into_bytes(), &vag, &om);
    let mut fraga = conn
        .prepare("SELECT nyckel FROM datanyckel ORDER BY nr DESC")
        .unwrap();
    let rader = fraga.query_map([], |rad| rad.get::<_, Vec<u8>>(0)).unwrap();
    rader
        .map(|omsluten| {
            let nyckel = oppna(&kek, &omsluten.unwrap(), &vad(&id, "data", ""));
            hex(&nyckel)
        })
        .collect()
}
