//! What the cabinet rests on: how a password becomes a key, and how a key is wrapped under another.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{Losenord, NyckelFel};

/// A key.
pub(super) type Nyckel = Zeroizing<[u8; 32]>;

/// Memory of one derivation in KiB, rounds, lanes: Argon2id as RFC 9106 advises where memory is short (64 MiB, 3).
const KOSTNAD: (u32, u32, u32) = (64 * 1024, 3, 1);

/// Random bytes of the system.
pub(super) fn slump<const N: usize>() -> Result<[u8; N], NyckelFel> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|_| NyckelFel::Skap("Datorn kunde inte ge slumptal.".to_owned()))?;
    Ok(bytes)
}

/// A new key.
pub(super) fn ny_nyckel() -> Result<Nyckel, NyckelFel> {
    slump().map(Zeroizing::new)
}

/// The key that a password gives with a salt. The same letters typed on another keyboard give the same key.
pub(super) fn av_losenord(losenord: &Losenord, salt: &[u8; 16]) -> Result<Nyckel, NyckelFel> {
    let fel = |_| NyckelFel::Skap("Datorns minne räcker inte för att pröva lösenordet.".to_owned());
    let (minne, varv, spar) = KOSTNAD;
    let parametrar = Params::new(minne, varv, spar, Some(32)).map_err(fel)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, parametrar);
    let text: Zeroizing<String> = Zeroizing::new(losenord.text().nfc().collect());
    let mut block = Zeroizing::new(vec![Block::default(); argon.params().block_count()]);
    let mut nyckel = Zeroizing::new([0; 32]);
    argon
        .hash_password_into_with_memory(
            text.as_bytes(),
            salt,
            nyckel.as_mut_slice(),
            block.as_mut_slice(),
        )
        .map_err(fel)?;
    Ok(nyckel)
}

/// The key that secret random bytes give: they need no work to be beyond guessing.
pub(super) fn av_bytes(hemligt: &[u8], vad: &[u8]) -> Nyckel {
    Zeroizing::new(marke(hemligt, vad))
}

/// HMAC-SHA256.
#[expect(
    clippy::expect_used,
    reason = "HMAC takes a key of any length; without one nothing may go on"
)]
pub(in crate::store) fn marke(nyckel: &[u8], om: &[u8]) -> [u8; 32] {
    let mac = <Hmac<Sha256> as Mac>::new_from_slice(nyckel).expect("any length will do");
    mac.chain_update(om).finalize().into_bytes().into()
}

/// A checksum over fields, none of which can be moved into another. It finds damage, and is no defence.
pub(in crate::store) fn summa(slag: &str, falt: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for falt in [slag.as_bytes()].iter().chain(falt) {
        hash.update((falt.len() as u64).to_be_bytes());
        hash.update(falt);
    }
    hash.finalize().into()
}

/// Wraps a key, bound to what it is for.
pub(super) fn omslut(under: &Nyckel, nyckel: &Nyckel, vad: &[u8]) -> Result<Vec<u8>, NyckelFel> {
    let nonce: [u8; 24] = slump()?;
    let innehall = Payload {
        msg: nyckel.as_slice(),
        aad: vad,
    };
    let last = XChaCha20Poly1305::new(&(**under).into())
        .encrypt(&XNonce::from(nonce), innehall)
        .map_err(|_| NyckelFel::Fel)?;
    Ok([nonce.as_slice(), &last].concat())
}

/// Takes a key out again; nothing where key, purpose or bytes are not the ones it was wrapped with.
pub(super) fn oppna(under: &Nyckel, omsluten: &[u8], vad: &[u8]) -> Option<Nyckel> {
    let (nonce, last) = omsluten.split_first_chunk::<24>()?;
    let oppnad = XChaCha20Poly1305::new(&(**under).into())
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: last,
                aad: vad,
            },
        )
        .ok()
        .map(Zeroizing::new)?;
    let mut nyckel = Zeroizing::new([0; 32]);
    if oppnad.len() != nyckel.len() {
        return None;
    }
    nyckel.copy_from_slice(&oppnad);
    Some(nyckel)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn en_omsluten_nyckel_oppnas_bara_av_sin_nyckel_och_for_sitt_andamal() {
        let (kek, annan) = (ny_nyckel().unwrap(), ny_nyckel().unwrap());
        let nyckel = ny_nyckel().unwrap();
        let last = omslut(&kek, &nyckel, b"anna").unwrap();
        assert_eq!(last.len(), 72);
        assert_eq!(oppna(&kek, &last, b"anna").as_deref(), Some(&*nyckel));
        assert!(oppna(&annan, &last, b"anna").is_none());
        assert!(oppna(&kek, &last, b"bo").is_none());
        for plats in 0..last.len() {
            let mut trasig = last.clone();
            trasig[plats] ^= 1;
            assert!(oppna(&kek, &trasig, b"anna").is_none(), "byte {plats}");
            assert!(
                oppna(&kek, &last[..plats], b"anna").is_none(),
                "{plats} byte"
            );
        }
    }

    #[test]
    fn samma_losenord_pa_ett_annat_tangentbord_ger_samma_nyckel() {
        let salt = [7; 16];
        let ett = av_losenord(&Losenord::ny("kåldolmar i parken".into()), &salt).unwrap();
        let isar = av_losenord(&Losenord::ny("ka\u{30a}ldolmar i parken".into()), &salt).unwrap();
        assert_eq!(*ett, *isar);
        assert_ne!(*ett, [0; 32]);
    }

    #[test]
    fn falt_kan_inte_flyttas_in_i_varandra() {
        assert_ne!(summa("ab", &[b"c"]), summa("a", &[b"bc"]));
        assert_ne!(marke(b"k", b"x"), marke(b"k", b"y"));
    }
}
