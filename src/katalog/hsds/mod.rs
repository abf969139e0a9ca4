//! HSDS 3, the open form of service catalogues (Open Referral): a catalogue out to it, and one in from it.
//!
//! A file is a page of services as the API of HSDS gives it, all on one page. What HSDS holds stands in its own fields; what
//! it has no place for stands in our profile, the key `profil` of the page and of each service:
//!
//! - of the page: `id`, always [`PROFIL`]; `katalog`, the top level of a catalogue file of format 1 without its insatser, key
//!   by key as the file has them (a day as text);
//! - of a service: `id`, the same; `insats`, the keys of its `[[insats]]`, but for those that HSDS holds: `namn` is `name`,
//!   `innehall` is `description`, `viktigt` is `alert`, and `ksi` the value of the attribute whose taxonomy is KSI.
//!
//! `minimum_age`, `maximum_age`, `eligibility_description`, `fees_description`, `required_documents` and `service_areas` say
//! again what the profile says, for readers that do not know it. A file in which they say something else has been changed by
//! somebody who did not know it, and is refused.
//!
//! A file without the profile says nothing of what a nämnd has decided. Its services come in as insatser of which nobody can
//! say whether the villkor are met until the nämnd has said which they are: nothing is guessed.

pub mod las;
mod skriv;
mod tjanst;
pub mod ut;

use sha2::{Digest, Sha256};

/// The name of the profile; it is no address, and nothing is fetched.
pub const PROFIL: &str = "troskel-iub-1";

/// Most services that a file may have: many times those of the largest kommun.
pub const FLEST: usize = 2000;

/// The name of the taxonomy.
const KSI: &str = "KSI";

/// An id made of what it is of: the same each time, as HSDS asks for. A UUID of version 8, for its bits are those of SHA-256.
fn uuid(delar: &[&str]) -> String {
    let mut hash = Sha256::new();
    for del in std::iter::once(&PROFIL).chain(delar) {
        hash.update(del.len().to_be_bytes());
        hash.update(del.as_bytes());
    }
    let mut bitar = [0; 16];
    bitar.copy_from_slice(&hash.finalize()[..16]);
    let tal = u128::from_be_bytes(bitar);
    let version = (tal & !(0xF << 76)) | (0x8 << 76);
    let tal = (version & !(0x3 << 62)) | (0x2 << 62);
    let hex = format!("{tal:032x}");
    let del = |fran: usize, till: usize| hex.get(fran..till).unwrap_or_default();
    format!(
        "{}-{}-{}-{}-{}",
        del(0, 8),
        del(8, 12),
        del(12, 16),
        del(16, 20),
        del(20, 32)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samma_delar_ger_samma_id_och_andra_ett_annat() {
        let ett = uuid(&["1489", "insats", "3.1.1"]);
        assert_eq!(ett, uuid(&["1489", "insats", "3.1.1"]));
        for annat in [
            uuid(&["1480", "insats", "3.1.1"]),
            uuid(&["1489", "insats3", ".1.1"]),
            uuid(&["1489", "insats", "3.1.2"]),
        ] {
            assert_ne!(ett, annat);
        }
        let delar: Vec<&str> = ett.split('-').collect();
        assert_eq!(
            delar.iter().map(|del| del.len()).collect::<Vec<_>>(),
            [8, 4, 4, 4, 12]
        );
        assert!(delar[2].starts_with('8') && "89ab".contains(&delar[3][..1]));
    }
}
