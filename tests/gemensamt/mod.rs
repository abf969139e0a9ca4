//! What several test files share; each uses its own part.
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

pub mod akthem;
pub mod desk;
pub mod hem;
pub mod langd;
#[cfg(unix)]
pub mod lucka;
pub mod onda;
#[cfg(unix)]
pub mod pty;
#[cfg(unix)]
pub mod skarpthem;
