//! Chance with a seed.

/// splitmix64.
#[derive(Clone, Debug)]
pub struct Slump(pub u64);

impl Slump {
    pub fn nasta(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn under(&mut self, n: usize) -> usize {
        usize::try_from(self.nasta() % n as u64).unwrap()
    }

    /// One of these.
    pub fn av<'a, T: ?Sized>(&mut self, lista: &[&'a T]) -> &'a T {
        lista[self.under(lista.len())]
    }
}
