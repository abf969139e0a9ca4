//! The rules of the desk. Pure: no files, no clock, no terminal, no database.
pub mod besok;
pub mod fakta;
pub mod identitet;
pub mod information;
pub mod insats;
pub mod kolapp;
pub mod kontroll;
pub mod raknat;
pub mod samtycke;
pub mod statistik;
pub mod tid;
pub mod utkast;
pub mod villkor;
