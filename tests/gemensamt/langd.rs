//! How long the tests of the promises run: a short form in `cargo test`, the full numbers with `TROSKEL_LANG=1`, from
//! another seed with `TROSKEL_FRO=n`. Promise n is `lofte_nn`: `TROSKEL_LANG=1 cargo test --release lofte_01`.

/// Whether the full numbers are asked for.
pub fn ar_lang() -> bool {
    std::env::var_os("TROSKEL_LANG").is_some_and(|lang| lang != "0")
}

/// The number of the short form, or the full one.
pub fn antal(kort: u64, lang: u64) -> u64 {
    if ar_lang() { lang } else { kort }
}

/// The seed; printed by whoever uses it, so that a failure can be run again.
pub fn fro() -> u64 {
    std::env::var("TROSKEL_FRO").map_or(1, |fro| fro.parse().expect("TROSKEL_FRO is a number"))
}
