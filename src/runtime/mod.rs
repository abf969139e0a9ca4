//! Runtime, the program's meeting with the terminal and the operating system.
pub mod harda;
mod lager;
pub mod run;
#[cfg(unix)]
pub mod signaler;
pub mod terminal;
