//! Gallring: a whole life in the file, and afterwards not one word of it in any byte of the file.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;
#[path = "gemensamt/liv.rs"]
mod liv;
#[path = "gemensamt/omraknat.rs"]
mod omraknat;

use std::collections::{BTreeMap, BTreeSet};

use gemensamt::hem::{Hem, NAMN, NUMMER, Ut, nekas};
use gemensamt::{akthem, hem};
use liv::{Ord, bytes, dagarna, disk, ett_liv, spar};
use omraknat::{hallet, omraknat};
use serde_json::{Value, json};
use troskel::store::logg::{Loggfraga, Loggsvar};
use troskel::store::sqlite::Vem;
use troskel::store::{OpId, Query, Reply, Store};

/// Made-up numbers: born on 15 May 1990, and on the eleventh of June.
const FEMTONDE: &str = "900515-2385";
const ELFTE: &str = "900611-2388";

fn den(hem: &Hem, dag: &str, argument: &[&str]) -> Ut {
    hem.den(dag, &[argument, &["--json"]].concat())
}

fn gallra(hem: &Hem, dag: &str, argument: &[&str]) -> Value {
    let ut = den(hem, dag, &[&["gallra"], argument].concat());
    assert_eq!(ut.kod, 0, "{ut:?}");
    ut.json()
}

fn domen(hem: &Hem, dag: &str, nr: &str) -> (String, Value) {
    let lista = gallra(hem, dag, &["lista"]);
    let rader = lista["gallring"].as_array().unwrap();
    let rad = rader.iter().find(|rad| rad["arende"] == json!(nr)).unwrap();
    (rad["dom"].as_str().unwrap().to_owned(), rad["fran"].clone())
}

/// The rows of the logs without which record each is about.
fn loggarna(hem: &Hem) -> Vec<String> {
    let conn = hem.sql();
    let mut alla = Vec::new();
    for tabell in ["handelse", "akthandelse", "kohandelse"] {
        let sql = format!(
            "SELECT seq || ' ' || tid || ' ' || anvandare || ' ' || desk || ' ' || enhet || ' ' || op_id || ' ' || slag FROM {tabell} ORDER BY seq"
        );
        let mut fraga = conn.prepare(&sql).unwrap();
        let rader = fraga.query_map([], |rad| rad.get(0)).unwrap();
        alla.extend(rader.map(Result::unwrap));
    }
    alla
}

fn kedjan_ar_hel(hem: &Hem) -> u64 {
    let svar = disk(hem)
        .load(&Query::Logg(Loggfraga::Kontrollera(None)))
        .unwrap();
    let Reply::Logg(svar) = svar else {
        panic!("{svar:?}")
    };
    let Loggsvar::Kontroll(kontroll) = *svar else {
        panic!("{svar:?}")
    };
    assert_eq!(kontroll.fel, [], "{kontroll:?}");
    let aktor = liv::aktor();
    let vem = Vem {
        aktor: &aktor,
        op: troskel::start::ny_op(),
        nar: chrono::Utc::now(),
    };
    assert_eq!(disk(hem).kontrollera(&vem).unwrap().fel, []);
    kontroll.gallrade
}

#[test]
fn ett_helt_liv_gallras_och_inget_ar_kvar_i_nagon_byte() {
    let hem = Hem::nytt();
    let mut kvar = Ord::default();
    // Somebody else, who stays.
    let annan = liv::oppnat(&hem, "Övning Cederqvist", "", "mottagaren");
    let mut ord = Ord::default();
    // Desks that stay open while the rest is done, as they do.
    let mut skrivbord = [disk(&hem), disk(&hem)];
    let nr = ett_liv(&hem, &mut ord);
    gemensamt::akthem::gor(
        &hem,
        &["arende", "anteckna", &annan],
        &akthem::skrivet(
            json!({"vad": "Möte", "dag": hem::IDAG, "kalla": "personen", "deltog": "",
            "text": "Det här står kvar."}),
        ),
    );
    kvar.text(0);
    let fore = bytes(&hem.databas());
    let funna = ord.funna(&fore);
    assert!(funna > 15_000, "{funna}");
    assert!(spar(&fore, NAMN, NUMMER.1).len() > 30);

    let (dagen_fore, dagen) = dagarna(&hem, &nr);
    assert_eq!(
        domen(&hem, &dagen_fore, &nr),
        ("senare".into(), json!(dagen))
    );
    // Refused with the day; nothing is touched.
    let (rader, loggen) = (hem.rader(), loggarna(&hem));
    for argument in [
        &["gallra", &nr][..],
        &["gallra", &nr, "--ja"],
        &["gallra", "--ja", &nr, &annan],
    ] {
        let ut = hem.den(&dagen_fore, argument);
        nekas(&ut, 1, &format!("{nr}: kan gallras tidigast {dagen}"));
    }
    let ut = hem.den(&dagen, &["gallra", &nr, &annan, "--ja"]);
    nekas(&ut, 1, &format!("{annan}: ärendet är inte avslutat"));
    let (statistik, raknat) = (hem.json(&["statistik"]), hallet(&hem.sql()));
    let ut = den(&hem, &dagen, &["gallra", "--alla"]);
    assert_eq!((ut.kod, &ut.json()["gallrat"]), (1, &json!(false)));
    // Only what was looked at is new.
    let nu = hem.rader();
    let nya: BTreeMap<_, _> = nu
        .iter()
        .filter(|(tabell, antal)| rader[*tabell] != **antal)
        .collect();
    assert_eq!(
        nya.keys().collect::<Vec<_>>(),
        ["atkomst", "gjord", "kedja"].iter().collect::<Vec<_>>()
    );

    let svar = gallra(&hem, &dagen, &["--alla", "--ja"]);
    assert_eq!(
        (&svar["gallrat"], &svar["fil_ren"]),
        (&json!(true), &json!(true)),
        "{svar}"
    );
    let protokoll = &svar["protokoll"];
    assert_eq!(protokoll["grunder"], json!({"gal01": 1}));
    for (tabell, antal) in [
        ("arende", 1),
        ("arendeperson", 1),
        ("anteckning", 6),
        ("insatsplan", 2),
        ("uppfoljning", 2),
        ("malutfall", 2),
        ("delningssamtycke", 1),
        ("bro", 1),
        ("aktutkast", 1),
        ("overlamning", 1),
    ] {
        assert_eq!(
            protokoll["antal"][tabell],
            json!(antal),
            "{tabell}: {protokoll}"
        );
    }

    // Nothing of it in the file, its journal or its index, with two desks still open on them.
    let efter = bytes(&hem.databas());
    assert_eq!(ord.funna(&efter), 0);
    assert_eq!(spar(&efter, NAMN, NUMMER.1), Vec::<String>::new());
    for disk in &mut skrivbord {
        assert!(disk.changed_elsewhere().unwrap());
        disk.load(&Query::Statistik(None, BTreeSet::new())).unwrap();
    }
    // What was counted and logged stays, and the chain is whole.
    assert_eq!(hem.json(&["statistik"]), statistik);
    // Whoever has been erased is counted as before, where nothing is left to count.
    assert_eq!(hallet(&hem.sql()), raknat);
    let (nu, fore) = (omraknat(&hem.sql()), raknat);
    let borta: Vec<_> = fore
        .iter()
        .filter(|(nyckel, antal)| nu.get(*nyckel) != Some(antal))
        .map(|((_, _, avsnitt, kod), _)| format!("{avsnitt} {kod}"))
        .collect();
    assert_eq!(
        borta,
        ["arende avslutat", "arende oppnat", "avslut malet_natt"]
    );
    let efter_loggen = loggarna(&hem);
    assert_eq!(efter_loggen[..], loggen[..]);
    assert!(kedjan_ar_hel(&hem) > 10);
    assert_eq!(hem.antal("gallras"), 0);
    for tabell in ["handelse", "akthandelse"] {
        let sql = format!("SELECT count(*) FROM {tabell} WHERE objekt IS NOT NULL");
        let kvar: i64 = hem.sql().query_row(&sql, [], |rad| rad.get(0)).unwrap();
        assert!(kvar > 0, "{tabell}: den andras rader är kvar");
    }
    let visad = hem.json(&["arende", "visa", &annan]);
    assert_eq!(visad["journal"][0]["text"], "Det här står kvar.");
    // The protocol is there to print, and names nobody.
    let sida = hem.kor(&["gallra", "protokoll", "1"]);
    assert_eq!(sida.kod, 0);
    for rad in [
        "GALLRINGSPROTOKOLL 1",
        "     6  anteckningar",
        "     1  fem år efter sista anteckningen (16 kap. 1 § SoL)",
    ] {
        assert!(
            sida.ut.lines().any(|annan| annan == rad),
            "{rad}: {}",
            sida.ut
        );
    }
    assert!(!sida.ut.contains("Almqvist") && !sida.ut.contains(&nr));
    nekas(
        &hem.kor(&["gallra", "protokoll", "2"]),
        1,
        "inget sådant protokoll",
    );
    nekas(
        &hem.den(&dagen, &["gallra", &nr, "--ja"]),
        1,
        "finns inte vid enheten",
    );
}

/// A closed ärende with hardly anything in it.
fn kort(hem: &Hem, namn: &str, nummer: &str) -> String {
    let nr = liv::oppnat(hem, namn, nummer, "mottagaren");
    liv::avsluta(hem, &nr, &mut Ord::default());
    nr
}

/// The catalogue of the program with something changed in it.
fn katalog(hem: &Hem, namn: &str, byte: (&str, &str)) -> String {
    let text = troskel::katalog::inbyggd();
    assert!(text.contains(byte.0), "{}", byte.0);
    hem.fil(namn, text.replacen(byte.0, byte.1, 1))
}

#[test]
fn kommunen_och_fodelsedagen_avgor_vad_som_bevaras() {
    let hem = Hem::nytt();
    let vanlig = kort(&hem, NAMN, NUMMER.0);
    let femtonde = kort(&hem, "Övning Dahlqvist", FEMTONDE);
    let utan_nummer = kort(&hem, "Övning Ekqvist", "");
    let (_, dagen) = dagarna(&hem, &vanlig);
    let kod = "kommunkod = \"1489\"\n";
    let goteborg = katalog(&hem, "g.toml", (kod, "kommunkod = \"1480\"\n"));
    let ingen = katalog(&hem, "i.toml", (kod, ""));
    let privat = katalog(
        &hem,
        "p.toml",
        (
            "nr = \"3.4.3\"\n",
            "nr = \"3.4.3\"\nutforare = [{ namn = \"Bolaget\", slag = \"privat\" }]\n",
        ),
    );
    let domarna = |flaggor: &[&str]| -> Vec<String> {
        let lista = gallra(&hem, &dagen, &[&["lista"], flaggor].concat());
        let rader = lista["gallring"].as_array().unwrap().clone();
        [&vanlig, &femtonde, &utan_nummer]
            .iter()
            .map(|nr| {
                let rad = rader.iter().find(|rad| rad["arende"] == json!(nr)).unwrap();
                rad["dom"].as_str().unwrap().to_owned()
            })
            .collect()
    };
    assert_eq!(domarna(&[]), ["gallras", "bevaras", "bevaras"]);
    assert_eq!(
        domarna(&["--katalog", &goteborg]),
        ["bevaras", "bevaras", "bevaras"]
    );
    assert_eq!(domarna(&["--katalog", &ingen]), ["oppet", "oppet", "oppet"]);
    let tva_ar: chrono::NaiveDate = dagen.parse().unwrap();
    let tva_ar = (tva_ar - chrono::Months::new(36)).to_string();
    let lista = gallra(&hem, &tva_ar, &["lista", "--katalog", &privat]);
    assert_eq!(lista["gallring"][0]["dom"], "gallras", "{lista}");
    assert_eq!(domen(&hem, &tva_ar, &vanlig).0, "senare");

    let fore = hem.rader();
    nekas(
        &hem.den(&dagen, &["gallra", &femtonde, "--ja"]),
        1,
        &format!("{femtonde}: bevaras, till arkivet från {dagen}: född den 5, 15 eller 25"),
    );
    nekas(
        &hem.den(&dagen, &["gallra", &utan_nummer, "--ja"]),
        1,
        "födelsedagen är okänd",
    );
    nekas(
        &hem.den(&dagen, &["gallra", &vanlig, "--ja", "--katalog", &goteborg]),
        1,
        "i kommunen gallras inga akter",
    );
    nekas(
        &hem.den(&dagen, &["gallra", &vanlig, "--ja", "--katalog", &ingen]),
        1,
        "katalogen saknar kommunkod",
    );
    let svar = gallra(&hem, &dagen, &["--alla", "--ja", "--katalog", &goteborg]);
    assert_eq!(svar["gallrat"], json!(false));
    assert_eq!(hem.rader()["arende"], fore["arende"]);
    let svar = gallra(&hem, &dagen, &["--alla", "--ja"]);
    assert_eq!(svar["protokoll"]["bevarade"], json!(2));
    assert_eq!(hem.antal("arende"), 2);
    assert_eq!(hem.antal("arendeperson"), 2);
    let efter = bytes(&hem.databas());
    assert!(hem::innehaller(&efter, "Dahlqvist") && !hem::innehaller(&efter, "Almqvist"));
}

#[test]
fn ett_annat_arende_om_samma_person_haller_kvar_det_forsta() {
    let hem = Hem::nytt();
    let ett = kort(&hem, NAMN, ELFTE);
    let (_, dagen) = dagarna(&hem, &ett);
    assert_eq!(domen(&hem, &dagen, &ett).0, "gallras");
    // On its way there, under way, and closed at another day.
    let id = liv::mottagen(&hem, NAMN, ELFTE);
    let vantar = "något annat om samma person är inte avslutat";
    nekas(&hem.den(&dagen, &["gallra", &ett, "--ja"]), 1, vantar);
    hem.json(&["overlamning", "hamta", &id]);
    hem.json(&["arende", "oppna", &id, "--akt", "mottagaren", "--steg", "3"]);
    let tva = "2026-00002";
    nekas(&hem.den(&dagen, &["gallra", &ett, "--ja"]), 1, vantar);
    liv::avsluta(&hem, tva, &mut Ord::default());
    // As if it had been written a year later: no other program can do that, but for whoever takes a trigger away.
    hem.sql()
        .execute_batch(
            "CREATE TEMP TABLE fast AS SELECT sql FROM sqlite_schema WHERE name = 'uppfoljning_fast';
             DROP TRIGGER uppfoljning_fast;
             UPDATE uppfoljning SET skriven = strftime('%Y-%m-%dT%H:%M:%fZ', skriven, '+1 year')
               WHERE arende = (SELECT id FROM arende WHERE nummer = '2026-00002');",
        )
        .unwrap();
    let (_, senare) = dagarna(&hem, tva);
    assert!(senare > dagen);
    nekas(
        &hem.den(&dagen, &["gallra", &ett, "--ja"]),
        1,
        &format!("{ett}: kan gallras tidigast {senare}"),
    );
    // Then both may go, one at a time.
    gallra(&hem, &senare, &[&ett, "--ja"]);
    assert_eq!(hem.antal("arende"), 1);
    let svar = gallra(&hem, &senare, &[tva, "--ja"]);
    assert_eq!(svar["protokoll"]["nr"], json!(2));
    assert_eq!(hem.antal("arende"), 0);
    assert_eq!(
        spar(&bytes(&hem.databas()), NAMN, ELFTE),
        Vec::<String>::new()
    );
}

#[test]
fn den_andra_foralderns_akt_behaller_sin_kopia_tills_den_sjalv_gallras() {
    let hem = Hem::nytt();
    let mut ord = Ord::default();
    let ena = liv::oppnat(&hem, NAMN, NUMMER.0, "varje-foralder");
    let andra = hem.kor_med(
        &["arende", "andra-foraldern", &ena, "--person", "-", "--json"],
        json!({"person": {"namn": "Övning Bergqvist", "personnummer": ELFTE},
            "samtycke": {"satt": "muntligt", "dag": hem::IDAG}})
        .to_string()
        .as_bytes(),
    );
    let andra = andra.json()["arende"].as_str().unwrap().to_owned();
    liv::skriv(&hem, &ena, &mut ord);
    let samtycke = akthem::gor(
        &hem,
        &["arende", "samtyck", &ena],
        &akthem::samtycke("annan_akt", &andra, "2027-01-01"),
    );
    let vem = hem.fil("vem.json", akthem::skrivet(json!({})).to_string());
    hem.json(&[
        "arende",
        "kopiera",
        &ena,
        "--anteckning",
        "1",
        "--samtycke",
        samtycke["samtycke"].as_str().unwrap(),
        "--fran",
        &vem,
    ]);
    for nr in [&ena, &andra] {
        liv::avsluta(&hem, nr, &mut ord);
    }
    let (_, dagen) = dagarna(&hem, &ena);
    let kopia = hem.json(&["arende", "visa", &andra])["journal"][0]["text"].clone();
    let svar = gallra(&hem, &dagen, &[&ena, "--ja"]);
    // What both came from stays as long as one of them leans on it.
    assert_eq!(
        svar["protokoll"]["antal"].get("overlamning"),
        None,
        "{svar}"
    );
    assert_eq!(hem.antal("overlamning"), 1);
    let visad = hem.json(&["arende", "visa", &andra]);
    assert_eq!(
        (&visad["journal"][0]["text"], &visad["annan_akt"]),
        (&kopia, &Value::Null)
    );
    // Nothing else is left of the first one: three words of the title, two of the source, four of the text; and what was
    // written in the other akt itself.
    assert!(ord.funna(&bytes(&hem.databas())) <= 9 + 1600);
    kedjan_ar_hel(&hem);
    gallra(&hem, &dagen, &[&andra, "--ja"]);
    assert_eq!(hem.antal("overlamning"), 0);
    let efter = bytes(&hem.databas());
    assert_eq!(
        (ord.funna(&efter), spar(&efter, NAMN, NUMMER.1)),
        (0, Vec::new())
    );
    assert!(!hem::innehaller(&efter, "Bergqvist"));
    kedjan_ar_hel(&hem);
}

#[test]
fn en_overlamning_som_inte_blev_arende_gallras_som_kommunen_har_sagt() {
    let hem = Hem::nytt();
    let id = liv::mottagen(&hem, NAMN, NUMMER.0);
    let ut = hem.den("2040-01-01", &["gallra", &id, "--ja"]);
    nekas(&ut, 1, "kommunens dokumenthanteringsplan avgör");
    let plan = katalog(
        &hem,
        "plan.toml",
        (
            "[kontakter.namnd]",
            "[gallring]\noverlamning-manader = 6\n\n[kontakter.namnd]",
        ),
    );
    let lista = gallra(&hem, "2026-11-30", &["lista", "--katalog", &plan]);
    let dagen = lista["gallring"][0]["fran"].as_str().unwrap().to_owned();
    assert_eq!(
        (
            &lista["gallring"][0]["dom"],
            &lista["gallring"][0]["overlamning"]
        ),
        (&json!("senare"), &json!(id))
    );
    assert!(!lista.to_string().contains("Almqvist"));
    let ut = hem.den("2026-11-30", &["gallra", &id, "--ja", "--katalog", &plan]);
    nekas(&ut, 1, &format!("kan gallras tidigast {dagen}"));
    let svar = gallra(&hem, &dagen, &["--alla", "--ja", "--katalog", &plan]);
    assert_eq!(svar["protokoll"]["grunder"], json!({"gal08": 1}));
    assert_eq!(
        (hem.antal("overlamning"), hem.antal("overlamningsperson")),
        (0, 0)
    );
    assert_eq!(
        spar(&bytes(&hem.databas()), NAMN, NUMMER.1),
        Vec::<String>::new()
    );
}

#[test]
fn en_mening_i_kons_historik_gar_nar_posten_har_varit_avslutad_lange_nog() {
    let hem = Hem::nytt();
    let nr = kort(&hem, NAMN, NUMMER.0);
    let mut i_ko = hem::boendecoachning();
    i_ko["vill"] = "ko".into();
    i_ko.as_object_mut().unwrap().remove("person");
    let kod = hem.mottag(&i_ko).json()["kolapp"]
        .as_str()
        .unwrap()
        .to_owned();
    let avsluta = ["ko", "avsluta", &kod, "--orsak", "atertagen"];
    hem.json(&avsluta);
    let ut = hem.kor_med(
        &["ko", "ateroppna", &kod, "--mening", "-", "--json"],
        "Almqvist ringde och ångrade sig.".as_bytes(),
    );
    assert_eq!(ut.kod, 0, "{ut:?}");
    hem.json(&avsluta);
    assert!(hem::innehaller(&bytes(&hem.databas()), "Almqvist ringde"));
    let (_, dagen) = dagarna(&hem, &nr);
    let svar = gallra(&hem, &dagen, &[&nr, "--ja"]);
    assert_eq!(svar["protokoll"]["antal"]["komening"], json!(1));
    assert_eq!(
        spar(&bytes(&hem.databas()), NAMN, NUMMER.1),
        Vec::<String>::new()
    );
    // The entry itself is nobody's, and stays.
    assert_eq!(hem.antal("kopost"), 1);
    assert!(kedjan_ar_hel(&hem) > 0);
}

#[test]
fn den_som_laser_hindrar_inte_gallringen_men_skrivloggen_toms_forst_efterat() {
    let hem = Hem::nytt();
    let nr = kort(&hem, NAMN, NUMMER.0);
    let (_, dagen) = dagarna(&hem, &nr);
    let lasare = hem.sql();
    lasare.execute_batch("BEGIN").unwrap();
    let sql = "SELECT namn FROM arendeperson";
    let namn: String = lasare.query_row(sql, [], |rad| rad.get(0)).unwrap();
    assert_eq!(namn, NAMN);
    let ut = den(&hem, &dagen, &["gallra", &nr, "--ja"]);
    // Done, and something is left to do.
    assert_eq!(
        (ut.kod, &ut.json()["gallrat"], &ut.json()["fil_ren"]),
        (1, &json!(true), &json!(false))
    );
    assert_eq!(hem.antal("arende"), 0);
    assert!(!spar(&bytes(&hem.databas()), NAMN, NUMMER.1).is_empty());
    let ut = hem.den(&dagen, &["gallra", "--stada"]);
    assert_eq!(ut.kod, 1, "{ut:?}");
    assert!(ut.ut.contains("troskel gallra --stada"), "{ut:?}");
    lasare.execute_batch("COMMIT").unwrap();
    let svar = gallra(&hem, &dagen, &["--stada"]);
    assert_eq!(
        (&svar["gallrat"], &svar["fil_ren"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(
        spar(&bytes(&hem.databas()), NAMN, NUMMER.1),
        Vec::<String>::new()
    );
}

#[test]
fn kopiorna_gallras_ocksa_nar_de_gar_att_na() {
    let hem = Hem::nytt();
    let annan = liv::oppnat(&hem, "Övning Cederqvist", "", "mottagaren");
    let mut ord = Ord::default();
    let vag = |namn: &str| {
        let mapp = hem.mapp().join(namn);
        std::fs::create_dir(&mapp).unwrap();
        mapp.join("kopia.db")
    };
    let kopiera = |n: u8, till: &std::path::Path| {
        let aktor = liv::aktor();
        let vem = Vem {
            aktor: &aktor,
            op: OpId([n; 16]),
            nar: chrono::Utc::now(),
        };
        disk(&hem).kopiera(till, liv::PROV, &vem).unwrap();
    };
    // One before there was an ärende, one in the middle, one with all of it; one is gone, one is no database any more.
    let id = liv::mottagen(&hem, NAMN, NUMMER.0);
    let tidig = vag("tidig");
    kopiera(1, &tidig);
    hem.json(&["overlamning", "hamta", &id]);
    let nr = hem.json(&["arende", "oppna", &id, "--akt", "mottagaren", "--steg", "3"]);
    let nr = nr["arende"].as_str().unwrap().to_owned();
    liv::skriv(&hem, &nr, &mut ord);
    let mitt = vag("mitt");
    kopiera(2, &mitt);
    liv::avsluta(&hem, &nr, &mut ord);
    let (hel, borta, trasig) = (vag("hel"), vag("borta"), vag("trasig"));
    for (n, till) in [(3, &hel), (4, &borta), (5, &trasig)] {
        kopiera(n, till);
    }
    std::fs::remove_file(&borta).unwrap();
    let riktig = std::fs::read(&trasig).unwrap();
    std::fs::write(&trasig, "inte en databas").unwrap();
    for kopia in [&mitt, &hel] {
        assert!(ord.funna(&bytes(kopia)) > 15_000);
    }
    assert!(!spar(&bytes(&tidig), NAMN, NUMMER.1).is_empty());

    let (_, dagen) = dagarna(&hem, &nr);
    let ut = den(&hem, &dagen, &["gallra", &nr, "--ja"]);
    let svar = ut.json();
    // Everything is erased that could be reached; what could not is named, and the answer is that something is left.
    assert_eq!((ut.kod, &svar["fil_ren"]), (1, &json!(true)), "{svar}");
    let kopior = svar["kopior"].as_array().unwrap();
    let lage = |vag: &std::path::Path| {
        let vag = json!(vag.canonicalize().unwrap_or_else(|_| vag.to_owned()));
        let kopia = kopior.iter().find(|kopia| kopia["vag"] == vag);
        kopia.unwrap_or_else(|| panic!("{vag}: {kopior:?}"))["lage"].clone()
    };
    assert_eq!(
        [&tidig, &mitt, &hel, &borta, &trasig].map(|vag| lage(vag)),
        ["gallrad", "gallrad", "gallrad", "borta", "ej_nadd"].map(|lage| json!(lage))
    );
    for fil in [&hem.databas(), &tidig, &mitt, &hel] {
        let bytes = bytes(fil);
        assert_eq!(ord.funna(&bytes), 0, "{}", fil.display());
        assert_eq!(
            spar(&bytes, NAMN, NUMMER.1),
            Vec::<String>::new(),
            "{}",
            fil.display()
        );
        // The other one is still in all of them.
        assert!(hem::innehaller(&bytes, "Cederqvist"), "{}", fil.display());
    }
    assert_eq!(gallra(&hem, &dagen, &["lista"])["ostadad"], json!(true));
    // A copy that can be reached later is gone through then, without a list of what was erased.
    std::fs::write(&trasig, riktig).unwrap();
    assert!(ord.funna(&bytes(&trasig)) > 15_000);
    let svar = gallra(&hem, &dagen, &["--stada"]);
    assert_eq!(svar["gallrat"], json!(false));
    let efter = bytes(&trasig);
    assert_eq!(
        (ord.funna(&efter), spar(&efter, NAMN, NUMMER.1)),
        (0, Vec::new())
    );
    assert_eq!(gallra(&hem, &dagen, &["lista"])["ostadad"], json!(false));
    // The copies are whole, and can be used.
    for kopia in [&tidig, &mitt, &hel, &trasig] {
        let mut kopia = troskel::store::sqlite::oppna(kopia, liv::PROV).unwrap();
        let Ok(Reply::Logg(svar)) = kopia.load(&Query::Logg(Loggfraga::Kontrollera(None))) else {
            panic!()
        };
        assert!(
            matches!(&*svar, Loggsvar::Kontroll(k) if k.fel.is_empty() && k.gallrade > 0),
            "{svar:?}"
        );
    }
    assert_eq!(
        hem.json(&["arende", "visa", &annan])["arende"],
        json!(annan)
    );
}

/// A file with closed ärenden of many persons, written by another program; every third is kept.
fn manga(hem: &Hem, antal: u32, ord: &mut Ord) -> i64 {
    drop(disk(hem));
    let mut conn = hem.sql();
    let tx = conn.transaction().unwrap();
    tx.execute_batch("INSERT INTO insatsversion(nr, katalog, namn, paragraf) VALUES ('1.1', 'k1', 'Insats 1.1', '14:3')")
        .unwrap();
    let mut gallras = 0;
    for n in 0..antal {
        let id = format!("{n:032x}");
        let bevaras = n % 3 == 0;
        let dag = if bevaras { 15 } else { 11 };
        gallras += i64::from(!bevaras);
        let mut sagt = |antal| {
            if bevaras {
                "Kvar".repeat(antal * 2)
            } else {
                ord.text(antal)
            }
        };
        tx.execute_batch(&format!(
            "INSERT INTO overlamning SELECT '{id}', '1.1', 'k1', 'Insats 1.1', NULL, '{dag_i}',
               strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'mottagningen', 'disken', 'r1', 'muntligt', 'sv', 'standard',
               '2025-01-01', 'muntligt', 'sv', 'standard', '2025-01-01', 'muntligt', NULL, NULL, 'ny', NULL, NULL, NULL,
               NULL, NULL, NULL, NULL;
             INSERT INTO overlamningsperson VALUES ('{id}', '{namn}', '199{ar}01{dag}{n:04}', '', '', '', 0);
             UPDATE overlamning SET status = 'hamtad', hamtad_tid = '2026-01-01T08:00:00Z', hamtad_av = 'h1' WHERE id = '{id}';
             INSERT INTO v1_arende(overlamning, enhet, aktslag, stegantal, oppnad_av, oppnad)
               VALUES ('{id}', 'mottagningen', 'mottagaren', 3, 'h1', '{dag_i}');",
            dag_i = hem::IDAG,
            namn = if bevaras { "Övning Kvar".to_owned() } else { sagt(2) },
            ar = n % 10,
        ))
        .unwrap();
        for antal in [3, 60, 1, 400, 9, 30] {
            tx.execute(
                "INSERT INTO v1_anteckning(arende, vad, dag, kalla, text, skrivare, titel, anvandare)
                 SELECT id, ?1, ?2, 'personen', ?3, 'Eva Ek', 'Handläggare', 'h1' FROM arende WHERE overlamning = ?4",
                [&sagt(1), hem::IDAG, &sagt(antal), &id],
            )
            .unwrap();
        }
        tx.execute_batch(&format!(
            "INSERT INTO v1_uppfoljning(arende, dag, text, skrivare, titel, anvandare, mal) SELECT id, '{dag_i}', '{text}',
               'Eva Ek', 'Handläggare', 'h1', '[{{\"mal\": \"Sova\", \"utfall\": \"battre\"}}]' FROM arende WHERE overlamning = '{id}';
             UPDATE v1_arende SET avslutad = '{dag_i}', avslutsorsak = 'malet_natt', avslutad_av = 'h1' WHERE overlamning = '{id}';",
            dag_i = hem::IDAG,
            text = sagt(20),
        ))
        .unwrap();
    }
    tx.commit().unwrap();
    gallras
}

#[test]
fn en_avbruten_gallring_har_tagit_allt_eller_inget() {
    let mall = Hem::nytt();
    let mut ord = Ord::default();
    let gallras = manga(&mall, 300, &mut ord);
    mall.sql()
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let hel = bytes(&mall.databas());
    let (allt, inget) = (300 - gallras, 300);
    let mut sett = BTreeMap::new();
    let dagen = "2040-01-01";
    let starta = |hem: &Hem| {
        hem.den_kommando(dagen, &["gallra", "--alla", "--ja", "--json"])
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    // How long it takes, to find times in the middle of it.
    let prov = Hem::nytt();
    std::fs::write(prov.databas(), &hel).unwrap();
    let borjan = std::time::Instant::now();
    assert!(starta(&prov).wait().unwrap().success());
    let tid = borjan.elapsed();
    assert_eq!(prov.antal("arende"), allt);
    // Rows of those that are kept lie between those that went, and no gap on their pages says anything.
    assert_eq!(ord.funna(&bytes(&prov.databas())), 0);
    kedjan_ar_hel(&prov);
    for steg in 1..=14 {
        let hem = Hem::nytt();
        std::fs::write(hem.databas(), &hel).unwrap();
        let mut barn = starta(&hem);
        std::thread::sleep(tid * steg / 14);
        barn.kill().unwrap();
        barn.wait().unwrap();
        let arenden = hem.antal("arende");
        assert!(
            arenden == allt || arenden == inget,
            "{arenden} efter {steg}/14"
        );
        assert_eq!(hem.antal("gallras"), 0);
        for tabell in ["arendeperson", "overlamning"] {
            assert_eq!(hem.antal(tabell), arenden, "{tabell}");
        }
        assert_eq!(hem.antal("anteckning"), arenden * 6);
        assert_eq!(hem.antal("gallring"), i64::from(arenden == allt));
        let sunt: String = hem
            .sql()
            .query_row("PRAGMA integrity_check", [], |rad| rad.get(0))
            .unwrap();
        assert_eq!(sunt, "ok");
        *sett.entry(arenden).or_insert(0) += 1;
        if arenden == allt && sett[&allt] == 1 {
            // Killed before or while it was cleaned up after: the next one does that.
            let svar = gallra(&hem, dagen, &["--stada"]);
            assert_eq!(svar["fil_ren"], json!(true));
            assert_eq!(ord.funna(&bytes(&hem.databas())), 0);
        }
    }
    assert!(sett.contains_key(&inget), "{sett:?}");
}

/// What gallring opens is open for its rows and for nothing else, and for this program alone.
#[test]
fn bara_det_som_gallras_gar_att_radera_och_bara_for_programmet() {
    let hem = Hem::nytt();
    let ett = kort(&hem, NAMN, NUMMER.0);
    let tva = kort(&hem, "Övning Dahlqvist", FEMTONDE);
    let (ett, tva) = (liv::id(&hem, &ett).0, liv::id(&hem, &tva).0);
    let annat = hem.sql();
    let fore = hem.rader();
    let nekas = |conn: &rusqlite::Connection, sql: &str, mening: &str| {
        let fel = conn.execute_batch(sql).expect_err(sql).to_string();
        assert!(fel.contains(mening), "{sql}: {fel}");
    };
    let protokoll = "INSERT INTO gallring SELECT 1, tid, 'x', 'x', 'x', op_id, '', '', 0, '' FROM akthandelse LIMIT 1";
    for (sql, mening) in [
        (
            &*format!("INSERT INTO gallras VALUES ('{ett}')"),
            "no such function",
        ),
        (
            &*format!("INSERT OR REPLACE INTO gallras VALUES ('{ett}')"),
            "no such function",
        ),
        (protokoll, "när något gallras"),
        ("UPDATE kedja SET salt = NULL", "kedjan ändras inte"),
        (
            "UPDATE akthandelse SET arende = NULL, objekt = NULL",
            "loggen ändras inte",
        ),
        ("UPDATE handelse SET objekt = NULL", "loggen ändras inte"),
    ] {
        nekas(&annat, sql, mening);
    }
    // As the program is while it erases.
    let flaggor = rusqlite::functions::FunctionFlags::SQLITE_INNOCUOUS;
    annat
        .create_scalar_function("bara_troskel_gallrar", 0, flaggor, |_| Ok(true))
        .unwrap();
    annat
        .execute_batch(&format!("BEGIN; INSERT INTO gallras VALUES ('{ett}')"))
        .unwrap();
    for tabell in [
        "arendeperson",
        "anteckning",
        "insatsplan",
        "delningssamtycke",
        "uppfoljning",
        "malutfall",
        "bro",
    ] {
        let sql = format!("SELECT count(*) FROM {tabell} WHERE arende = '{tva}'");
        let antal: i64 = annat.query_row(&sql, [], |rad| rad.get(0)).unwrap();
        if antal > 0 {
            nekas(&annat, &format!("DELETE FROM {tabell}"), "raderas inte");
            nekas(
                &annat,
                &format!("DELETE FROM {tabell} WHERE arende = '{tva}'"),
                "raderas inte",
            );
        }
        annat
            .execute_batch(&format!("DELETE FROM {tabell} WHERE arende = '{ett}'"))
            .unwrap();
    }
    for sql in ["DELETE FROM arende", "DELETE FROM overlamning"] {
        nekas(&annat, sql, "raderas inte");
    }
    for (sql, mening) in [
        (
            format!("UPDATE akthandelse SET arende = NULL, objekt = NULL WHERE arende = '{tva}'"),
            "loggen ändras inte",
        ),
        (
            format!(
                "UPDATE akthandelse SET arende = NULL, objekt = NULL, slag = 'last' WHERE arende = '{ett}'"
            ),
            "loggen ändras inte",
        ),
        (
            format!(
                "UPDATE akthandelse SET arende = NULL WHERE arende = '{ett}' AND objekt IS NOT NULL"
            ),
            "loggen ändras inte",
        ),
        (
            format!("UPDATE akthandelse SET anvandare = 'x' WHERE arende = '{ett}'"),
            "loggen ändras inte",
        ),
        (
            format!(
                "UPDATE akthandelse SET arende = '{tva}', objekt = NULL WHERE arende = '{ett}'"
            ),
            "loggen ändras inte",
        ),
        (
            format!(
                "UPDATE OR REPLACE akthandelse SET seq = 1, arende = NULL, objekt = NULL WHERE arende = '{ett}'"
            ),
            "loggen ändras inte",
        ),
        (
            "UPDATE handelse SET objekt = NULL WHERE objekt IS NOT NULL".to_owned(),
            "loggen ändras inte",
        ),
        (
            "UPDATE kedja SET hash = varde WHERE nr = 1".to_owned(),
            "kedjan ändras inte",
        ),
        ("DELETE FROM akthandelse".to_owned(), "loggen raderas inte"),
        ("UPDATE anteckning SET text = 'x'".to_owned(), "ändras inte"),
        (
            "UPDATE uppfoljning SET text = 'x'".to_owned(),
            "ändras inte",
        ),
    ] {
        if sql.contains("anteckning") && hem.antal("anteckning") == 0 {
            continue;
        }
        nekas(&annat, &sql, mening);
    }
    annat
        .execute_batch(&format!(
            "UPDATE akthandelse SET arende = NULL, objekt = NULL WHERE arende = '{ett}'; DELETE FROM arende WHERE id = '{ett}'; {protokoll};
             DELETE FROM gallras"
        ))
        .unwrap();
    for sql in ["DELETE FROM gallring", "UPDATE gallring SET antal = ''"] {
        nekas(&annat, sql, "protokollet");
    }
    nekas(
        &annat,
        &format!("DELETE FROM arende WHERE id = '{tva}'"),
        "raderas inte",
    );
    annat.execute_batch("ROLLBACK").unwrap();
    assert_eq!(hem.rader(), fore);
}
