//! The checklists: those that are built in, held against what the routine has, and files that are broken.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use troskel::checklistor::Checklistor;
use troskel::domain::bro::{Ansvarig, Checkpunkt, Fristslag, Skede};

/// Every list with its stage, and for whom its points are: S socialsekreterare, U ansvarig utförare, M metodhandledare,
/// O utförare med oro, F familjen. Read off the routine, where a row or a dash is one point; after `|` stand those of
/// its second part, Fördjupning (one list begins with one of those).
const PUNKTER: [(&str, Skede, &str); 12] = [
    (
        "utredningsuppdrag",
        Skede::UnderUtredning,
        "S S S S U U U U",
    ),
    (
        "insats_under_utredning",
        Skede::UnderUtredning,
        "S | S S S S S U U U U U | S S S",
    ),
    ("insats_efter_utredning", Skede::EfterUtredning, "S S S S S"),
    ("mottagande_av_uppdrag", Skede::Mottagande, "M M M | M"),
    ("formote", Skede::Planering, "SU S SU SU S SU SU S"),
    ("planering", Skede::Planering, "SU S SU S SU U S | U SU"),
    (
        "planeringsmote",
        Skede::Planering,
        "S S S S S S S S U U U U U F",
    ),
    (
        "genomforande",
        Skede::Genomforande,
        "U U S U U O O O O | O U U U U S",
    ),
    (
        "uppfoljning",
        Skede::Uppfoljning,
        "SU S U U S S S S S S S U S | S",
    ),
    ("uppfoljningsmote", Skede::Uppfoljning, "S S S S S S U U F"),
    ("avslut", Skede::Avslut, "S SU U U SU S U | S"),
    ("avslutningsmote", Skede::Avslut, "S S S U F"),
];

/// How many points each list has.
const ANTAL: [usize; 12] = [8, 14, 5, 4, 8, 9, 14, 15, 14, 9, 8, 5];

/// For whom a point is, in letters.
fn bokstaver(punkt: &Checkpunkt) -> String {
    let bokstav = |vem: &Ansvarig| match vem {
        Ansvarig::Socialsekreterare => 'S',
        Ansvarig::AnsvarigUtforare => 'U',
        Ansvarig::Metodhandledare => 'M',
        Ansvarig::UtforareMedOro => 'O',
        Ansvarig::Familjen => 'F',
    };
    punkt.ansvarig.iter().map(bokstav).collect()
}

/// Every time that the routine names, and at which point; one more or less is another routine.
const FRISTER: [(&str, &str, Fristslag); 15] = [
    (
        "utredningsuppdrag",
        "genomfor",
        Fristslag::InomUtredningstiden,
    ),
    (
        "utredningsuppdrag",
        "skicka_redogorelse",
        Fristslag::Skyndsamt,
    ),
    (
        "insats_under_utredning",
        "beslut",
        Fristslag::InomUtredningstiden,
    ),
    (
        "insats_under_utredning",
        "genomfor",
        Fristslag::InomUtredningstiden,
    ),
    (
        "insats_under_utredning",
        "forbered_avslut",
        Fristslag::IGodTid,
    ),
    (
        "insats_under_utredning",
        "skicka_sammanfattning",
        Fristslag::InomUtredningstiden,
    ),
    (
        "insats_under_utredning",
        "folj_upp",
        Fristslag::InomUtredningstiden,
    ),
    (
        "insats_efter_utredning",
        "beratta_om_bedomningen",
        Fristslag::InomUtredningstiden,
    ),
    (
        "insats_efter_utredning",
        "mal",
        Fristslag::InomUtredningstiden,
    ),
    (
        "planering",
        "boka_uppfoljning",
        Fristslag::Uppfoljning6Till8Veckor,
    ),
    ("planering", "startdag", Fristslag::Verkstallighet14Dagar),
    ("genomforande", "lamna_oro", Fristslag::Genast),
    ("uppfoljning", "kalla", Fristslag::Uppfoljning6Till8Veckor),
    (
        "uppfoljning",
        "nasta_mote",
        Fristslag::Uppfoljning6Till8Veckor,
    ),
    ("avslut", "informera", Fristslag::IGodTid),
];

fn mapp() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/checklistor")
}

fn punkter(listor: &Checklistor) -> Vec<(&str, &Checkpunkt)> {
    let alla = listor.alla().iter();
    alla.flat_map(|lista| lista.punkter.iter().map(|punkt| (lista.id.as_str(), punkt)))
        .collect()
}

#[test]
fn varje_inbyggd_lista_har_sina_punkter_var_och_en_med_eget_id() {
    let listor = Checklistor::inbyggda();
    assert_eq!(listor.alla().len(), PUNKTER.len());
    for ((lista, (id, skede, vem)), antal) in listor.alla().iter().zip(PUNKTER).zip(ANTAL) {
        assert_eq!((lista.id.as_str(), lista.galler), (id, skede));
        let funnet: Vec<String> = lista.punkter.iter().map(bokstaver).collect();
        let vantat: Vec<&str> = vem
            .split([' ', '|'])
            .filter(|vem| !vem.is_empty())
            .collect();
        assert_eq!(funnet, vantat, "{id}");
        assert_eq!(funnet.len(), antal, "{id}");
    }
    for lista in listor.alla() {
        let ids: BTreeSet<&str> = lista
            .punkter
            .iter()
            .map(|punkt| punkt.id.as_str())
            .collect();
        assert_eq!(ids.len(), lista.punkter.len(), "{}", lista.id);
        assert!(!lista.kalla.rubriker.is_empty(), "{}", lista.id);
        assert_eq!(listor.lista(&lista.id), Some(lista));
    }
    assert_eq!(listor.lista("koordning"), None);
    let i_avslut: Vec<&str> = listor
        .alla()
        .iter()
        .filter(|lista| lista.galler == Skede::Avslut)
        .map(|lista| lista.id.as_str())
        .collect();
    assert_eq!(i_avslut, ["avslut", "avslutningsmote"]);
}

#[test]
fn alla_som_kan_vara_ansvariga_ar_det_nagonstans() {
    let listor = Checklistor::inbyggda();
    let anvanda: BTreeSet<Ansvarig> = punkter(&listor)
        .into_iter()
        .flat_map(|(_, punkt)| punkt.ansvarig.iter().copied())
        .collect();
    assert_eq!(anvanda, BTreeSet::from(Ansvarig::ALLA));
}

#[test]
fn tiderna_ar_just_de_som_rutinen_har() {
    let listor = Checklistor::inbyggda();
    let funnet: Vec<(&str, &str, Fristslag)> = punkter(&listor)
        .into_iter()
        .filter_map(|(lista, punkt)| Some((lista, punkt.id.as_str(), punkt.frist?)))
        .collect();
    assert_eq!(funnet, FRISTER);
    for slag in Fristslag::ALLA {
        assert!(
            funnet.iter().any(|(_, _, funnet)| *funnet == slag),
            "{slag:?}"
        );
    }
}

#[test]
fn oro_lamnas_bara_av_den_som_har_den_och_ett_mote_halls_av_socialsekreteraren() {
    let listor = Checklistor::inbyggda();
    for (lista, punkt) in punkter(&listor) {
        let oro = punkt.ansvarig.contains(&Ansvarig::UtforareMedOro);
        assert!(!oro || punkt.ansvarig.len() == 1, "{lista}.{}", punkt.id);
    }
    for lista in ["planeringsmote", "uppfoljningsmote", "avslutningsmote"] {
        let lista = listor.lista(lista).unwrap();
        assert_eq!(lista.punkter[0].id, "kalla_och_ansvara");
        assert_eq!(lista.punkter[0].ansvarig, [Ansvarig::Socialsekreterare]);
        let familjen = lista
            .punkter
            .iter()
            .filter(|punkt| punkt.ansvarig == [Ansvarig::Familjen]);
        assert_eq!(familjen.count(), 1, "{}", lista.id);
    }
}

#[test]
fn den_som_fyllt_femton_ar_inte_over_femton() {
    let listor = Checklistor::inbyggda();
    let mut femton = 0;
    for (lista, punkt) in punkter(&listor) {
        for text in [Some(&punkt.aktivitet), punkt.anmarkning.as_ref()]
            .into_iter()
            .flatten()
        {
            let vilken = format!("{lista}.{}: {text}", punkt.id);
            assert_eq!(
                text.matches("15").count(),
                text.matches("fyllt 15 år").count(),
                "{vilken}"
            );
            femton += text.matches("fyllt 15 år").count();
            let sma = text.to_lowercase();
            for stam in ["avslag", "avslå", "bevilja", "överklag", "myndighetsbeslut"] {
                assert!(!sma.contains(stam), "{vilken}");
            }
            assert!(text.ends_with(['.', '?']), "{vilken}");
        }
    }
    assert!(femton > 8);
}

#[test]
fn en_mapp_med_samma_filer_ger_samma_listor() {
    let ur_mapp = Checklistor::i_mapp(&mapp()).unwrap();
    assert_eq!(ur_mapp.alla(), Checklistor::inbyggda().alla());
    assert_eq!(fs::read_dir(mapp()).unwrap().count(), ANTAL.len());
}

const HEL: &str = r#"format = 1
id = "egen"
namn = "En egen lista"
version = "2027-01-01"
galler = "avslut"

[kalla]
dokument = "En rutin"
rubriker = ["Avslut"]

[[punkter]]
id = "ett"
aktivitet = "Gör det första."
ansvarig = ["socialsekreterare"]
frist = "genast"

[[punkter]]
id = "tva"
aktivitet = "Gör det andra."
ansvarig = ["familjen"]
anmarkning = "Om det går."
"#;

/// The lists of a folder that has only this file.
fn ensam(namn: &str, text: impl AsRef<[u8]>) -> Result<Checklistor, String> {
    let mapp = tempfile::tempdir().unwrap();
    fs::write(mapp.path().join(namn), text).unwrap();
    Checklistor::i_mapp(mapp.path()).map_err(|fel| fel.to_string())
}

#[test]
fn en_trasig_fil_namns_med_sitt_fel() {
    assert_eq!(ensam("egen.toml", HEL).unwrap().alla()[0].punkter.len(), 2);
    for (ut, i_stallet, vantat) in [
        ("format = 1\n", "", "felet finns på rad 1"),
        (
            "format = 1",
            "format = 2",
            "formatet är 2, men det här programmet läser format 1",
        ),
        (
            "namn = \"En",
            "namnn = \"En",
            "felet finns på rad 3, ”namnn = \"En egen lista\"”",
        ),
        ("namn = \"En egen lista\"", "namn = \" \"", "”namn” är tom."),
        (
            "2027-01-01",
            "2027-02-29",
            "felet finns på rad 4, ”version = \"2027-02-29\"”",
        ),
        ("2027-01-01", "2027-1-1", "felet finns på rad 4"),
        (
            "\"avslut\"",
            "\"kon\"",
            "”kon” går inte i ”galler”. Det som går är under_utredning, efter_utredning",
        ),
        (
            "rubriker = [\"Avslut\"]",
            "rubriker = []",
            "”rubriker” är tom.",
        ),
        (
            "rubriker = [\"Avslut\"]",
            "",
            "felet finns på rad 7, ”[kalla]”",
        ),
        (
            "\"egen\"",
            "\"annan\"",
            "listans id är ”annan”. Filen ska heta som listans id, annan.toml.",
        ),
        ("\"egen\"", "\"Egen\"", "”Egen” duger inte som id"),
        ("\"tva\"", "\"ett\"", "två punkter har samma id, ”ett”"),
        ("\"tva\"", "\"två\"", "”två” duger inte som id"),
        (
            "[\"familjen\"]",
            "[\"barnet\"]",
            "”barnet” går inte i ”ansvarig” i punkten ”tva”. Det som går är socialsekreterare, ",
        ),
        ("[\"familjen\"]", "[]", "ingen är ansvarig i punkten ”tva”"),
        (
            "[\"familjen\"]",
            "[\"familjen\", \"familjen\"]",
            "samma ansvarig står två gånger i punkten ”tva”",
        ),
        (
            "[\"familjen\"]",
            "\"familjen\"",
            "felet finns på rad 20, ”ansvarig = \"familjen\"”",
        ),
        (
            "\"genast\"",
            "\"snart\"",
            "”snart” går inte i ”frist” i punkten ”ett”. Det som går är verkstallighet_14_dagar, ",
        ),
        ("Gör det andra.", "", "”aktivitet” är tom i punkten ”tva”"),
        (
            "Om det går.",
            "Om\\ndet går.",
            "”anmarkning” har flera rader eller ett tecken som inte syns i punkten ”tva”",
        ),
        (
            "Om det går.",
            "Om \\u001b[2J",
            "”anmarkning” har flera rader",
        ),
        ("anmarkning =", "anmärkning =", "felet finns på rad 21"),
        (
            "anmarkning =",
            "klar = true\nanmarkning =",
            "felet finns på rad 21, ”klar = true”",
        ),
    ] {
        assert!(HEL.contains(ut), "{ut}");
        let text = HEL.replacen(ut, i_stallet, 1);
        let fel = ensam("egen.toml", &text).map(|_| i_stallet).unwrap_err();
        assert!(fel.starts_with("egen.toml: "), "{fel}");
        assert!(fel.contains(vantat), "{fel} – {vantat}");
    }
}

#[test]
fn det_som_inte_ar_en_lista_namns() {
    let utan_punkter = HEL.split("[[punkter]]").next().unwrap();
    let tom = utan_punkter.replace("[kalla]", "punkter = []\n[kalla]");
    for (fel, vantat) in [
        (ensam("egen.toml", ""), "egen.toml: felet finns på rad 1."),
        (
            ensam("egen.toml", utan_punkter),
            "egen.toml: felet finns på rad 1",
        ),
        (
            ensam("egen.toml", tom),
            "egen.toml: listan har inga punkter.",
        ),
        (
            ensam("egen.toml", [0xFF, 0xFE]),
            "egen.toml: går inte att läsa",
        ),
        (
            ensam("egen.toml", "#".repeat(1 << 19)),
            "egen.toml: går inte att läsa, eller är för stor",
        ),
        (ensam("annan.toml", HEL), "annan.toml: listans id är ”egen”"),
    ] {
        let fel = fel.map(|_| vantat).unwrap_err();
        assert!(fel.starts_with(vantat), "{fel}");
    }
    // Another kind of file is passed over; then there is none.
    let fel = ensam("LAS_MIG.md", HEL).unwrap_err();
    assert!(
        fel.ends_with(": i mappen finns ingen checklista (.toml)."),
        "{fel}"
    );
    let mapp = tempfile::tempdir().unwrap();
    let saknas = Checklistor::i_mapp(&mapp.path().join("saknas")).unwrap_err();
    assert!(
        saknas.to_string().starts_with("saknas: går inte att läsa"),
        "{saknas}"
    );
    fs::create_dir(mapp.path().join("mapp.toml")).unwrap();
    let fel = Checklistor::i_mapp(mapp.path()).unwrap_err();
    assert!(
        fel.to_string().starts_with("mapp.toml: går inte att läsa"),
        "{fel}"
    );
}

#[test]
fn egna_listor_kommer_i_skedenas_ordning_och_ersatter_de_inbyggda() {
    let mapp = tempfile::tempdir().unwrap();
    for (id, galler) in [
        ("a_slutet", "avslut"),
        ("z_borjan", "under_utredning"),
        ("avslut", "avslut"),
    ] {
        let text = HEL.replace("\"egen\"", &format!("\"{id}\""));
        let text = text.replace("galler = \"avslut\"", &format!("galler = \"{galler}\""));
        fs::write(mapp.path().join(format!("{id}.toml")), text).unwrap();
    }
    let listor = Checklistor::i_mapp(mapp.path()).unwrap();
    let ids: Vec<&str> = listor
        .alla()
        .iter()
        .map(|lista| lista.id.as_str())
        .collect();
    assert_eq!(ids, ["z_borjan", "avslut", "a_slutet"]);
}
