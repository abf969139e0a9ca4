//! Runtime, the program's meeting with the terminal and the operating system.
mod bild;
pub mod harda;
mod lager;
pub mod run;
#[cfg(unix)]
pub mod signaler;
mod slut;
mod startkontroll;
pub mod terminal;
pub(crate) mod utskrift;
