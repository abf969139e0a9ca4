//! The villkor of any insats within six keys, on the screen of 80x24.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod gemensamt;

use gemensamt::hem::Hem;
use gemensamt::lucka::{ESC, Lucka, NER, hogra_halvan};

/// What one types when somebody says it, and the keys after it. Letters count.
const SAGT: [(&str, &str, &[&str]); 21] = [
    ("3.1.1", "parter", &[]),
    ("3.1.2", "skilsm", &[]),
    ("3.1.3", "skuld", &[]),
    ("3.1.4", "alkoho", &[]),
    ("3.1.5", "slår", &[]),
    ("3.1.6", "hemlös", &[]),
    ("3.1.7", "trots", &[]),
    ("3.1.8", "bebis", &[]),
    ("3.1.9", "skolk", &[]),
    ("3.1.10", "kurs", &[]),
    ("3.2.1", "anhöri", &[]),
    ("3.2.2", "häktad", &[]),
    ("3.2.3", "psykos", &[]),
    ("3.2.4", "maria", &[NER]),
    ("3.3.1", "ensam", &[]),
    ("3.4.1", "placer", &[]),
    ("3.4.2", "förhör", &[]),
    ("3.4.3", "boende", &[]),
    ("3.4.4", "familj", &[]),
    ("3.4.5", "hasch", &[]),
    ("3.4.6", "antabu", &[]),
];

#[test]
fn villkoren_for_minst_nitton_insatser_syns_efter_hogst_sex_tryck() {
    let hem = Hem::nytt();
    let mut lucka = Lucka::ny(&hem, "lucka 1");
    let alla = hem.json(&["katalog", "visa"]);
    assert_eq!(alla["insatser"].as_array().unwrap().len(), SAGT.len());

    let mut nadda = 0;
    for (nr, ord, sedan) in SAGT {
        let insats = hem.json(&["insats", nr]);
        let rubrik = format!("{nr} {}", insats["namn"].as_str().unwrap());
        let villkor: Vec<&str> = insats["villkor"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v["text"].as_str().unwrap())
            .collect();
        assert!(!villkor.is_empty(), "{nr}");
        lucka.skriv(ord).ser(&format!("Sök: {ord}"));
        for tangent in sedan {
            lucka.skriv(tangent);
        }
        let tryck = ord.chars().count() + sedan.len();
        let syns = |skarm: &str| {
            let text = hogra_halvan(skarm);
            text.starts_with(&rubrik) && villkor.iter().all(|v| text.contains(&format!("- {v}")))
        };
        // Waited for, since the frame of the last key may not be here yet; a wait in vain is a no.
        let ratt = tryck <= 6 && {
            let pty = &lucka.pty;
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                pty.vanta_skarm(&rubrik, |skarm| syns(&skarm.contents()));
            }))
            .is_ok()
        };
        let ja = if ratt { "ja" } else { "NEJ" };
        println!("{nr:<7}{tryck} tryck  {ord:<8}{ja}");
        nadda += usize::from(ratt);
        lucka.skriv(ESC).ser("skriv vad personen säger");
    }
    println!("{nadda} av {}", SAGT.len());
    assert!(nadda >= 19, "{nadda} av 21");
    lucka.stang();
}
