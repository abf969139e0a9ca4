//! What several test files share; each uses its own part.
#![allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs
)]

pub mod desk;
#[cfg(unix)]
pub mod pty;
