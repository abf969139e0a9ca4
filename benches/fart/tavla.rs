//! The table that is printed, a row at a time as it is measured, and the two figures of a row: the middle one and the best.

/// What was measured: the middle value and the best one, of which one is held against the bar.
#[derive(Clone, Copy)]
pub struct Matt {
    pub median: f64,
    pub basta: f64,
    /// The bar is for the best value: what the program can do when nothing else disturbs it.
    pa_basta: bool,
}

impl Matt {
    /// One value that varies with nothing.
    pub fn ett(varde: f64) -> Self {
        Self::ny(varde, varde)
    }

    pub fn ny(median: f64, basta: f64) -> Self {
        Self {
            median,
            basta,
            pa_basta: false,
        }
    }

    /// The middle value and the least.
    pub fn av(varden: &[f64]) -> Self {
        Self::ny(median(varden.iter().copied()), minst(varden))
    }

    /// Two that took turns: the middle ratio of a turn, and the ratio of the best turns of each.
    pub fn turvis(par: &[(f64, f64)]) -> Self {
        Self::ny(
            median(par.iter().map(|(a, b)| a / b)),
            Self::tva(par, minst),
        )
    }

    /// Two that took turns: the ratio of the middle values, and of the best ones.
    pub fn kvot(par: &[(f64, f64)]) -> Self {
        Self::ny(
            Self::tva(par, |varden| median(varden.iter().copied())),
            Self::tva(par, minst),
        )
    }

    fn tva(par: &[(f64, f64)], av: impl Fn(&[f64]) -> f64) -> f64 {
        let (a, b): (Vec<f64>, Vec<f64>) = par.iter().copied().unzip();
        av(&a) / av(&b)
    }

    /// The same, judged by the best value.
    pub fn pa_basta(self) -> Self {
        Self {
            pa_basta: true,
            ..self
        }
    }
}

pub struct Tavla {
    pub valda: Vec<String>,
    pub missade: usize,
}

impl Tavla {
    pub fn ny(valda: Vec<String>) -> Self {
        println!("En gräns gäller medianen; den som är märkt b gäller det bästa värdet.");
        println!(
            "{:<4} {:<66} {:>7} {:>8} {:>8}  {:<5}om",
            "mål", "vad", "gräns", "median", "bästa", "dom"
        );
        Self { valda, missade: 0 }
    }

    /// Whether any of the goals is to be measured in this run.
    pub fn matas(&self, mal: &[&str]) -> bool {
        self.valda.is_empty() || self.valda.iter().any(|valt| mal.contains(&valt.as_str()))
    }

    /// Prints a row. `grans` is the highest that will do; without one the figure is only told.
    pub fn rad(&mut self, mal: &str, vad: &str, grans: Option<f64>, matt: Matt, om: &str) {
        let varde = if matt.pa_basta {
            matt.basta
        } else {
            matt.median
        };
        let ok = grans.map(|grans| varde <= grans);
        self.missade += usize::from(ok == Some(false));
        let dom = match ok {
            Some(true) => "ok",
            Some(false) => "INTE",
            None => "",
        };
        let marke = if matt.pa_basta { "b" } else { "" };
        let grans = grans.map_or_else(String::new, |grans| format!("{grans}{marke}"));
        println!(
            "{mal:<4} {vad:<66} {grans:>7} {:>8.2} {:>8.2}  {dom:<5}{om}",
            matt.median, matt.basta
        );
    }
}

/// The middle value.
pub fn median(varden: impl Iterator<Item = f64>) -> f64 {
    andel(varden, 0.5)
}

/// The value that this share of all lie below.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)] // counts of what was measured in a run
pub fn andel(varden: impl Iterator<Item = f64>, andel: f64) -> f64 {
    let mut varden: Vec<f64> = varden.collect();
    varden.sort_by(f64::total_cmp);
    varden[((varden.len() as f64 * andel) as usize).min(varden.len() - 1)]
}

pub fn minst(varden: &[f64]) -> f64 {
    varden.iter().copied().fold(f64::INFINITY, f64::min)
}

pub fn hogst(varden: &[f64]) -> f64 {
    varden.iter().copied().fold(0.0, f64::max)
}
