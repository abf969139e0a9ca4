//! Tröskel: the reception desk's program for insatser utan individuell behovsprövning.
//!
//! Five invariants; `tests/arkitektur.rs` holds the first three, the doctests of [`domain::besok`] and `tests/schema.rs`
//! the fourth, and the compiler's ban on other letters than ASCII in names the fifth:
//!
//! 1. **[`domain`] knows nothing of the world**: no database, terminal, file, clock or randomness. Time is an argument.
//! 2. **[`app`]'s `update` performs nothing**: it changes the state and returns effects as data.
//! 3. **[`screens`] decide nothing**: they read the state and draw it.
//! 4. **No visit ends without its receipt, no handover exists without its evidence, no exempt visit holds a person**:
//!    by the types of [`domain::besok`], and again by the schema of [`store`].
//!    What has been signed in an akt is never changed or removed, whoever writes: `tests/schema_akt.rs`.
//! 5. **One spelling**: every word of the law and the desk has one form in code, files, columns and keys.
//!
//! A visit goes: keys → [`app`] → [`flode`] (forms and steps) → [`domain::besok`] (what is allowed) → [`store`].
//! The command line ([`cli`]) drives the same [`flode`].

pub mod app;
pub mod blad;
pub mod checklistor;
pub mod cli;
pub mod domain;
pub mod flode;
pub mod form;
pub mod information;
pub mod katalog;
pub mod kofil;
pub mod lapp;
pub mod ovning;
pub mod rapport;
pub mod rena;
pub mod runtime;
pub mod screens;
pub mod sok;
pub mod start;
pub mod statistikblad;
pub mod statistikfil;
pub mod store;
pub mod text;
pub mod ui;
