//! What the screens draw with, and what the user's keys come as.
pub mod diagram;
pub mod farg;
pub mod inmatning;
pub mod rader;
pub mod redigerare;
pub mod tema;
