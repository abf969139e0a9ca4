//! Sentences and patterns of form fields.

/// How a date is written; what is still to be typed is shown with these letters.
pub const DATUMMONSTER: &str = "ÅÅÅÅ-MM-DD";
