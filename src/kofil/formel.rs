//! Formler, what a spreadsheet would run when a list is opened in it, and the sign that keeps it from doing so.

/// What keeps a cell a text. The spreadsheet shows it, or takes it away.
const SKYDD: char = '\'';

/// Whether a spreadsheet may take the cell for a formula: it begins with `= + - @`, also in full width, or with a sign
/// that steers; or it does so after spaces and quotes, which some programs take away first.
pub fn ar_formel(cell: &str) -> bool {
    let fore =
        |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '`' | '\u{2018}'..='\u{201F}');
    // Looked at without the sign that guards: what is a formula behind it is one with it, or it would be taken off again.
    let bakom = cell.trim_start_matches(SKYDD);
    bakom.starts_with(char::is_control)
        || bakom.trim_start_matches(fore).starts_with([
            '=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}', '\u{FE62}',
            '\u{FE63}', '\u{FE66}', '\u{FE6B}', '\u{2212}',
        ])
}

/// The cell as it is written: a `'` before what [`ar_formel`] says.
pub fn skyddad(cell: &str) -> String {
    let mut ut = String::with_capacity(cell.len() + 1);
    if ar_formel(cell) {
        ut.push(SKYDD);
    }
    ut.push_str(cell);
    ut
}

/// The cell as it was before [`skyddad`]: the `'` goes only where that put it, for what lies behind it is a formula.
pub fn utan_skydd(cell: &str) -> &str {
    cell.strip_prefix(SKYDD)
        .filter(|rest| ar_formel(rest))
        .unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn det_som_ett_kalkylblad_kan_ta_for_en_formel() {
        for cell in [
            "=1",
            "+46",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r1",
            "\n",
            "\u{0}a",
            " =1",
            "  \u{a0}@x",
            "\"=1",
            "'=1",
            "''+1",
            "'\t",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "”=1",
            "\u{2212}1",
        ] {
            assert!(ar_formel(cell), "{cell:?}");
            assert_eq!(skyddad(cell), format!("'{cell}"));
        }
        for cell in [
            "",
            " ",
            "'",
            "\"\"",
            "1",
            "a=1",
            "2025-01-01",
            "K7F-2QM",
            "Åsa",
            "'n",
            "(1)",
        ] {
            assert!(!ar_formel(cell), "{cell:?}");
            assert_eq!(skyddad(cell), cell);
        }
    }

    #[test]
    fn bara_det_egna_skyddet_tas_bort() {
        for (last, vantat) in [
            ("'=1", "=1"),
            ("''=1", "'=1"),
            ("'n", "'n"),
            ("=1", "=1"),
            ("'", "'"),
        ] {
            assert_eq!(utan_skydd(last), vantat);
        }
    }

    proptest! {
        #[test]
        fn det_som_skrivs_lases_tillbaka(cell in "['\"=+@ \t\u{2019}＝a1\u{2212}-]{0,8}") {
            let skriven = skyddad(&cell);
            prop_assert_eq!(utan_skydd(&skriven), cell.as_str());
            prop_assert!(!skriven.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']));
        }
    }
}
