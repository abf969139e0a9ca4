//! Köfil: the waiting list in files. An old list comes in, lists and calendars go out; nothing here touches a disk.
//!
//! What goes out holds slips and numbers, never a name or a way to reach anybody (PUL-02). What comes in is taken whole
//! or not at all, and a fault says where it is and how to mend it without repeating what stands there.

mod cell;
pub mod formel;
pub mod kalender;
mod kontakt;
pub mod las;
mod rader;
pub mod skriv;
