//! What several test files share.
#[cfg(unix)]
pub mod pty;
