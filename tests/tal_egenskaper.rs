//! What is read from files and fields stands any text: 256 cases of each by default, 10 000 in the long form:
//! `TROSKEL_LANG=1 cargo test --release --test tal_egenskaper`.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "tal/annan_skrift.rs"]
mod annan_skrift;
#[path = "gemensamt/kolista.rs"]
mod kolista;
#[path = "gemensamt/langd.rs"]
#[allow(dead_code)]
mod langd;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod prov;

use std::fmt::Write as _;
use std::path::Path;

use annan_skrift::skriv;
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use proptest::sample::Index;
use troskel::domain::bro::Listfel;
use troskel::domain::identitet::Nummer;
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::tid::{Fodd, Fyllt, fyllt, las_datum, senast_fodd};
use troskel::katalog::{Grad, granska, inbyggd, las};
use troskel::rena::{LANGSTA_GRAFEM, ar_ren, otillaten, rena_rad, rena_text};
use troskel::ui::tema::Tema;
use troskel::{checklistor, information};
use unicode_normalization::is_nfc;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

fn val(kort: u64) -> ProptestConfig {
    ProptestConfig {
        cases: u32::try_from(langd::antal(kort, 10_000)).unwrap(),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

const HEL: &str = include_str!("kataloger/hel_annan_kommun.toml");

/// One change of a text: what is taken away from where, and what is put there.
#[derive(Clone, Debug)]
struct Skada {
    plats: Index,
    bort: usize,
    dit: String,
}

fn skada() -> impl Strategy<Value = Skada> {
    let dit = prop_oneof![
        "[\\[\\]{}\"'=,.#\\\\\nåa1\t\u{202e}\u{1b}\u{0}-]{0,6}",
        "\\PC{0,8}",
        Just("\n[[insats]]\n".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("\r\n".to_owned()),
        Just("9999999999999999999".to_owned()),
        Just("2025-02-30".to_owned()),
    ];
    (any::<Index>(), prop_oneof![0usize..4, 0usize..400], dit)
        .prop_map(|(plats, bort, dit)| Skada { plats, bort, dit })
}

fn skadad(text: &str, skador: &[Skada]) -> String {
    let mut text = text.to_owned();
    for Skada { plats, bort, dit } in skador {
        let fran = text.floor_char_boundary(plats.index(text.len() + 1));
        let till = text.floor_char_boundary((fran + bort).min(text.len()));
        text.replace_range(fran..till, dit);
    }
    text
}

/// Whatever the file: a catalogue or a fault, and each fault has its place inside the text.
fn haller(text: &str) {
    let last = granska(text);
    let nagot_fel = last.anmarkningar.iter().any(|a| a.grad == Grad::Fel);
    assert_eq!(last.katalog.is_none(), nagot_fel, "{:?}", last.anmarkningar);
    let utan_marke = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rader: Vec<&str> = utan_marke.split('\n').collect();
    for anmarkning in &last.anmarkningar {
        let rad = rader.get(anmarkning.rad.wrapping_sub(1));
        let langd = rad.map(|rad| rad.chars().count() + 1);
        assert!(
            langd.is_some_and(|langd| (1..=langd).contains(&anmarkning.kolumn)),
            "{anmarkning} i en text med {} rader, raden har {langd:?}",
            rader.len()
        );
        assert!(ar_ren(&anmarkning.to_string()), "{anmarkning}");
    }
    assert_eq!(las(text).katalog, last.katalog);
}

proptest! {
    #![proptest_config(val(256))]

    #[test]
    fn en_skadad_katalog_har_sina_fel_inne_i_texten(skador in prop::collection::vec(skada(), 1..5)) {
        haller(&skadad(HEL, &skador));
    }

    #[test]
    fn vilken_text_som_helst_ar_en_katalog_eller_har_fel(text in "\\PC{0,80}", styr in any::<Vec<char>>()) {
        haller(&text);
        haller(&styr.into_iter().collect::<String>());
    }

    /// A key taken away, or a value of another kind put there: a catalogue or a fault, and the same however it is written.
    #[test]
    fn samma_innehall_ar_samma_katalog_hur_det_an_ar_skrivet(vilka in prop::collection::vec((any::<Index>(), 0u8..7), 0..3)) {
        let mut rot: toml::Table = toml::from_str(HEL).unwrap();
        for (plats, hur) in vilka {
            annan_skrift::andra(&mut rot, plats, hur);
        }
        let (ett, annat) = (skriv(&rot, false), skriv(&rot, true));
        haller(&ett);
        prop_assert_eq!(toml::from_str::<toml::Table>(&ett).unwrap(), rot);
        prop_assert_eq!(las(&ett).katalog, las(&annat).katalog);
    }

    #[test]
    fn informationstexter_och_checklistor_star_vilken_skada_som_helst(
        vilken in any::<Index>(),
        skador in prop::collection::vec(skada(), 1..4),
    ) {
        let filer = [
            include_str!("../data/information/standard.toml"),
            include_str!("../data/information/lattlast.toml"),
            include_str!("../data/information/barn.toml"),
            include_str!("../data/information/engelska.toml"),
        ];
        let text = skadad(filer[vilken.index(filer.len())], &skador);
        if let Some(text) = information::las(&text) {
            for punkt in text.ratt_att_ansoka.lista().iter().chain(text.dokumentation.lista()) {
                prop_assert!(ar_ren(punkt) && !punkt.trim().is_empty());
            }
        }
        let mapp = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/checklistor");
        let mut listor: Vec<_> = std::fs::read_dir(mapp).unwrap().map(|fil| fil.unwrap().path()).collect();
        listor.sort();
        let lista = std::fs::read_to_string(&listor[vilken.index(listor.len())]).unwrap();
        match checklistor::las(&skadad(&lista, &skador)) {
            Ok(lista) => prop_assert!(!lista.punkter.is_empty() && lista.punkter.iter().all(|p| ar_ren(&p.aktivitet))),
            Err(brist) => {
                let sagt = Listfel { fil: "prov.toml".to_owned(), brist }.to_string();
                prop_assert!(!sagt.chars().any(otillaten), "{sagt}");
            }
        }
    }

    #[test]
    fn en_skadad_temafil_ar_ett_tema_eller_ett_fel(skador in prop::collection::vec(skada(), 1..4)) {
        let mapp = tempfile::tempdir().unwrap();
        let tema = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/mork.toml")).unwrap();
        std::fs::write(mapp.path().join("prov.toml"), skadad(&tema, &skador)).unwrap();
        match Tema::hitta("prov", Some(mapp.path())) {
            Ok((tema, varningar)) => {
                prop_assert!(!tema.namn().chars().any(otillaten));
                prop_assert!(varningar.iter().all(|v| !v.chars().any(otillaten)), "{varningar:?}");
            }
            Err(fel) => prop_assert!(!fel.to_string().chars().any(|c| c != '\n' && otillaten(c)), "{fel}"),
        }
    }

    /// All or nothing: a list with a fault anywhere gives no row, and each fault has a row of the file.
    #[test]
    fn en_skadad_lista_ger_alla_sina_rader_eller_ingen(
        skador in prop::collection::vec(skada(), 0..3),
        kodning in 0u8..4,
        rader in 1usize..6,
    ) {
        let mut text = "Insats;Ködatum;Namn;Kontaktsätt;Kontakt;Valt av;Parti;Band;Språk;Tidigast;Veckodagar\r\n".to_owned();
        for n in 0..rader {
            write!(text, "1.1;2025-03-0{} 09:15;Åsa Öberg;sms;070-123 45 6{n};;2;25-44;SV;2026-01-07;mån,Tis ons\r\n", n + 1).unwrap();
        }
        let text = skadad(&text, &skador);
        let fil = match kodning {
            0 => text.as_bytes().to_vec(),
            1 => format!("\u{feff}{text}").into_bytes(),
            2 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
            _ => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        };
        match kolista::las_fil(&fil, None) {
            Ok(lasta) => {
                prop_assert!(!lasta.is_empty());
                if skador.is_empty() {
                    prop_assert_eq!(lasta.len(), rader);
                }
            }
            Err(fel) => {
                prop_assert!(!skador.is_empty(), "en hel lista nekades: {fel:?}");
                let hogst = text.split(['\n', '\r']).count() + 1;
                prop_assert!(!fel.is_empty() && fel.iter().all(|fel| (1..=hogst).contains(&fel.rad)), "{fel:?}");
            }
        }
    }

    #[test]
    fn det_som_renats_ar_rent_lika_brett_och_andras_inte_mer(text in prop::collection::vec(any::<char>(), 0..60), onda in "[\u{0}-\u{20}\u{7f}-\u{a0}\u{200b}-\u{200f}\u{202a}-\u{202e}a\u{301}å字]{0,40}") {
        let text: String = text.into_iter().chain(onda.chars()).collect();
        for (renad, flera) in [(rena_rad(&text), false), (rena_text(&text), true)] {
            prop_assert!(is_nfc(&renad) && ar_ren(&renad));
            prop_assert!(!renad.chars().any(|c| !(flera && c == '\n') && otillaten(c)));
            prop_assert!(renad.graphemes(true).all(|g| g.chars().count() <= LANGSTA_GRAFEM + 1));
            prop_assert_eq!(if flera { rena_text(&renad) } else { rena_rad(&renad) }, renad.clone());
            // A terminal gives each sign two columns at most.
            prop_assert!(renad.graphemes(true).all(|g| g.width() <= 2 * g.chars().count()));
            // Nothing but line breaks gets shorter without being seen.
            prop_assert!(text.is_empty() || !renad.is_empty() );
        }
    }

    #[test]
    fn ett_nummer_ar_helt_eller_inget(text in "[0-9 +-]{0,16}|\\PC{0,14}", dag in 0i32..40_000) {
        let idag = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::Duration::days(i64::from(dag));
        match Nummer::las(&text, idag) {
            Ok(nummer) => {
                let helt = nummer.avsloja().to_owned();
                prop_assert!(helt.len() == 12 && helt.bytes().all(|b| b.is_ascii_digit()));
                // Read again it is the same one.
                let igen = Nummer::las(&helt, idag).unwrap();
                prop_assert_eq!(igen.avsloja(), helt);
                if let Some(fodd) = nummer.foreslagen_fodd(idag) {
                    prop_assert!(fodd.avsloja() <= idag);
                }
                let visat = format!("{nummer:?}");
                prop_assert!(!visat.contains(|c: char| c.is_ascii_digit()));
            }
            Err(fel) => {
                let siffror: String = text.chars().filter(char::is_ascii_digit).collect();
                let visat = format!("{fel:?}");
                prop_assert!(siffror.len() < 6 || !visat.contains(&siffror));
            }
        }
    }

    #[test]
    fn en_dag_lases_som_den_skrivs(text in "[0-9 ./-]{0,14}|\\PC{0,12}", dagar in -700_000i32..700_000) {
        if let Some(dag) = las_datum(&text) {
            prop_assert_eq!(las_datum(&dag.to_string()), Some(dag));
            let siffror: String = text.chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(dag.format("%Y%m%d").to_string(), siffror);
        }
        let dag = NaiveDate::from_num_days_from_ce_opt(dagar + 730_000).unwrap();
        if (0..=9999).contains(&dag.year()) {
            for skriven in [dag.format("%Y-%m-%d").to_string(), dag.format("%Y%m%d").to_string(), dag.format("%Y/%m/%d").to_string()] {
                prop_assert_eq!(las_datum(&skriven), Some(dag), "{}", skriven);
            }
        }
    }

    /// Who has turned an age on a day was born on the last day for it or before.
    #[test]
    fn en_alder_har_en_sista_fodelsedag(ar in 0u8..120, dag in 0i64..60_000, fodd in 0i64..60_000) {
        let fran = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
        let (idag, fodd) = (fran + chrono::Duration::days(dag), fran + chrono::Duration::days(fodd));
        match Fodd::ny(fodd, idag) {
            Ok(f) => {
                let har = !matches!(fyllt(f, ar, idag), Fyllt::Nej);
                prop_assert_eq!(har, fodd <= senast_fodd(ar, idag), "{} {} {}", fodd, ar, idag);
            }
            Err(_) => prop_assert!(fodd > idag || fodd.year() < idag.year() - 100),
        }
    }

    /// A slip is read as it is written however it is written; one wrong sign, or two that changed places, is no slip.
    #[test]
    fn en_kolappskod_tal_hur_den_skrivs_men_inget_fel(slump in prop::collection::vec(0u8..255, 6..9), plats in 0usize..7, annan in any::<Index>(), text in "\\PC{0,10}") {
        let kod = Kolappskod::av_slump(&slump).unwrap();
        let skriven = kod.to_string();
        prop_assert_eq!(Kolappskod::las(&skriven), Some(kod));
        prop_assert_eq!(Kolappskod::las(&format!(" {} ", skriven.to_lowercase().replace('-', " "))), Some(kod));
        let mut tecken: Vec<u8> = skriven.replace('-', "").into_bytes();
        let alla = b"23456789AFHJLMRUY";
        let ratt = std::mem::replace(&mut tecken[plats], alla[annan.index(17)]);
        if tecken[plats] != ratt {
            prop_assert_eq!(Kolappskod::las(std::str::from_utf8(&tecken).unwrap()), None);
        }
        tecken[plats] = ratt;
        let nasta = (plats + 1) % 7;
        if tecken[plats] != tecken[nasta] {
            tecken.swap(plats, nasta);
            prop_assert_eq!(Kolappskod::las(std::str::from_utf8(&tecken).unwrap()), None);
        }
        if let Some(kod) = Kolappskod::las(&text) {
            prop_assert_eq!(Kolappskod::las(&kod.to_string()), Some(kod));
        }
    }
}

proptest! {
    // The catalogue of the program is ten times as long as the other one.
    #![proptest_config(val(24))]

    #[test]
    fn programmets_egen_katalog_star_samma_skador(skador in prop::collection::vec(skada(), 1..4)) {
        haller(&skadad(inbyggd(), &skador));
    }
}
