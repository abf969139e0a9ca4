//! Lösenordsfält, a field for a password: nothing of it is ever shown, not even how long it is.

use std::fmt;

use zeroize::Zeroizing;

use crate::domain::konto::LOSENORD_HOGST;
use crate::ui::inmatning::{KeyCode, Tangent};

/// Lösenordsfält, what has been typed of a password, wiped when it is emptied, taken or dropped.
///
/// There is room for the longest password from the beginning: a text that grows leaves copies of itself behind.
pub struct Losenordsfalt {
    text: Zeroizing<String>,
}

impl fmt::Debug for Losenordsfalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Losenordsfalt(…)")
    }
}

impl Default for Losenordsfalt {
    fn default() -> Self {
        Self {
            text: Zeroizing::new(String::with_capacity(LOSENORD_HOGST)),
        }
    }
}

impl Losenordsfalt {
    /// Whether nothing is typed.
    pub fn ar_tomt(&self) -> bool {
        self.text.is_empty()
    }

    /// Empties the field, and wipes what stood there.
    pub fn tom(&mut self) {
        *self = Self::default();
    }

    /// Writes at the end, as far as there is room: a sign of control is left out, for a pasted line often ends in one.
    pub fn infoga(&mut self, text: &str) {
        for tecken in text.chars().filter(|c| !c.is_control()) {
            if self.text.len() + tecken.len_utf8() <= LOSENORD_HOGST {
                self.text.push(tecken);
            }
        }
    }

    /// Lets the field act on a key; `false` when the key is not for it.
    pub fn hantera(&mut self, tangent: &Tangent) -> bool {
        if let Some(tecken) = tangent.skrivet() {
            self.infoga(tecken.encode_utf8(&mut [0; 4]));
            return true;
        }
        let tar_bort = tangent.kod == KeyCode::Backspace && !tangent.ctrl && !tangent.alt;
        if tar_bort {
            self.text.pop();
        }
        tar_bort
    }

    /// Takes the password out; the field is empty afterwards.
    pub fn ta(&mut self) -> String {
        let mut skrivet = std::mem::take(self);
        std::mem::take(&mut *skrivet.text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ui::inmatning::tangenter;

    fn falt(text: &str) -> Losenordsfalt {
        let mut falt = Losenordsfalt::default();
        for tangent in tangenter(text) {
            assert!(falt.hantera(&tangent), "{}", tangent.etikett());
        }
        falt
    }

    #[test]
    fn det_som_skrivs_kommer_ut_och_faltet_ar_tomt() {
        let mut f = falt("häst batteri<BS><BS>!");
        assert!(!f.ar_tomt());
        assert_eq!(f.ta(), "häst batte!");
        assert!(f.ar_tomt());
        assert_eq!(f.ta(), "");
    }

    #[test]
    fn inklistrat_far_plats_utan_radslut() {
        let mut f = Losenordsfalt::default();
        f.infoga("korrekt häst\r\n");
        assert_eq!(f.ta(), "korrekt häst");
        f.infoga(&"å".repeat(LOSENORD_HOGST));
        assert_eq!(f.ta().len(), LOSENORD_HOGST);
    }

    #[test]
    fn felsokningstext_visar_inget_ens_langden() {
        assert_eq!(
            format!("{:?}", falt("hemligt")),
            format!("{:?}", Losenordsfalt::default())
        );
    }

    #[test]
    fn andra_tangenter_ar_inte_faltets() {
        for tangent in tangenter("<Enter><Tab><Esc><Left><C-l><F10>") {
            assert!(!Losenordsfalt::default().hantera(&tangent));
        }
    }
}
