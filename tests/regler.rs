//! The rules as cases that the client can read (`tests/fall/regler/`), and as properties of random facts.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use troskel::domain::insats::{Insats, Katalog};

/// Words that belong to needs-assessed help and its decisions, never to this check (IUB-05, VIL-04).
const ORD_SOM_INTE_FAR_STA: [&str; 5] = ["bevilj", "avslag", "överklag", "neka", "avvis"];
const UTFALL: [&str; 6] = [
    "uppfyllt",
    "ej_uppfyllt",
    "oklart",
    "kraver_vardnadshavares_samtycke",
    "kraver_eget_samtycke",
    "ej_kontrollerat",
];

fn rot() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn katalog(fil: Option<&str>) -> Katalog {
    let text = fil.map(|fil| fs::read_to_string(rot().join(fil)).unwrap());
    troskel::katalog::las(text.as_deref().unwrap_or(troskel::katalog::inbyggd()))
        .katalog
        .unwrap()
}

/// One case as it stands in its file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Fall {
    namn: String,
    regel: String,
    nr: String,
    datum: Option<String>,
    katalog: Option<String>,
    fakta: String,
    utfall: String,
    #[serde(default)]
    villkor: std::collections::BTreeMap<String, String>,
    skal_innehaller: Option<String>,
    alternativ: Option<Vec<String>>,
    paragraf: Option<String>,
    identitet: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Fallfil {
    datum: String,
    fall: Vec<Fall>,
}

fn fallfiler() -> Vec<(PathBuf, Fallfil)> {
    let mapp = rot().join("tests/fall/regler");
    let mut filer: Vec<PathBuf> = fs::read_dir(mapp)
        .unwrap()
        .map(|post| post.unwrap().path())
        .filter(|fil| fil.extension().is_some_and(|slut| slut == "toml"))
        .collect();
    filer.sort();
    filer
        .into_iter()
        .map(|fil| {
            let text = fs::read_to_string(&fil).unwrap();
            let last =
                toml::from_str(&text).unwrap_or_else(|fel| panic!("{}: {fel}", fil.display()));
            (fil, last)
        })
        .collect()
}

/// A place with nothing in it, where the program may write if it is wrong enough to.
struct Plats(tempfile::TempDir);

impl Plats {
    fn ny() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn kontrollera(&self, nr: &str, katalog: Option<&str>, datum: &str, fakta: &str) -> Output {
        let mapp = self.0.path();
        let mut kommando = Command::new(env!("CARGO_BIN_EXE_troskel"));
        kommando
            .env_clear()
            .env("HOME", mapp)
            .env("TROSKEL_DATABAS", mapp.join("disk.db"))
            .current_dir(mapp)
            .args(["--json", "--datum", datum]);
        if let Some(katalog) = katalog {
            kommando.arg("--katalog").arg(rot().join(katalog));
        }
        let mut barn = kommando
            .args(["kontrollera", nr, "--fakta", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        barn.stdin
            .take()
            .unwrap()
            .write_all(fakta.as_bytes())
            .unwrap();
        barn.wait_with_output().unwrap()
    }

    fn ar_tom(&self) -> bool {
        fs::read_dir(self.0.path()).unwrap().next().is_none()
    }
}

fn text<'v>(json: &'v Value, nyckel: &str) -> &'v str {
    json[nyckel].as_str().unwrap_or_default()
}

fn rader(json: &Value) -> impl Iterator<Item = &Value> {
    json["villkor"].as_array().into_iter().flatten()
}

fn forslag(json: &Value) -> Vec<&str> {
    let alla = json["alternativ"].as_array().into_iter().flatten();
    alla.map(|annan| text(annan, "nr")).collect()
}

impl Fall {
    /// What is wrong with the answer, compared with the case.
    fn fel_mot_fallet(&self, json: &Value) -> Vec<String> {
        let mut fel = Vec::new();
        let mut lika = |vad: &str, ar: &str, ska: &str| {
            if ar != ska {
                fel.push(format!("{vad}: {ar:?}, ska vara {ska:?}"));
            }
        };
        lika("utfall", text(json, "utfall"), &self.utfall);
        for (id, ska) in &self.villkor {
            let rad = rader(json).find(|rad| text(rad, "id") == id);
            lika(id, rad.map_or("saknas", |rad| text(rad, "status")), ska);
        }
        let dokumentation = &json["dokumentation"];
        for (nyckel, ska) in [("paragraf", &self.paragraf), ("identitet", &self.identitet)] {
            if let Some(ska) = ska {
                lika(nyckel, text(dokumentation, nyckel), ska);
            }
        }
        if let Some(ska) = &self.alternativ {
            lika("alternativ", &forslag(json).join(" "), &ska.join(" "));
        }
        if let Some(ska) = &self.skal_innehaller {
            let skal: Vec<&str> = rader(json)
                .map(|rad| text(rad, "skal"))
                .chain([text(json, "skal"), text(json, "samtycke")])
                .collect();
            if !skal.iter().any(|skal| skal.contains(ska.as_str())) {
                fel.push(format!("{ska:?} står inte i {skal:?}"));
            }
        }
        fel
    }

    /// What must hold of every answer, whatever the case.
    fn fel_mot_reglerna(&self, insats: &Insats, svar: &Output, json: &Value) -> Vec<String> {
        let mut fel = Vec::new();
        let mut haller = |sant: bool, vad: &str| {
            if !sant {
                fel.push(vad.to_owned());
            }
        };
        let utfall = text(json, "utfall");
        let kod = i32::from(utfall != "uppfyllt");
        haller(svar.status.code() == Some(kod), "fel slutkod");
        haller(svar.stderr.is_empty(), "något på felutskriften");
        haller(text(json, "nr") == self.nr, "fel nummer");
        let ids: Vec<&str> = rader(json).map(|rad| text(rad, "id")).collect();
        let ska: Vec<&str> = insats.villkor.iter().map(|v| v.id.as_str()).collect();
        haller(ids == ska, "VIL-07: inte precis nämndens villkor");
        let identitet = match text(&json["dokumentation"], "paragraf") {
            "14:3" => "tillaten",
            "14:4" => "behovs_inte",
            "14:5" => "forbjuden",
            annat => annat,
        };
        haller(
            text(&json["dokumentation"], "identitet") == identitet,
            "DOK-01, DOK-03, DOK-05: identitet stämmer inte med paragrafen",
        );
        let hanvisning = &json["hanvisning"];
        if matches!(utfall, "uppfyllt" | "ej_kontrollerat") {
            haller(hanvisning.is_null(), "hänvisning fast inget är i vägen");
            haller(forslag(json).is_empty(), "förslag fast inget är i vägen");
        } else {
            haller(
                text(hanvisning, "text").contains("ansöka"),
                "VIL-06: säger inte att man får ansöka",
            );
            haller(
                !text(hanvisning, "kontakt").is_empty(),
                "VIL-06: säger inte vart man vänder sig",
            );
        }
        if matches!(utfall, "ej_uppfyllt" | "oklart") {
            let status = rader(json).any(|rad| text(rad, "status") == utfall);
            haller(
                status || !text(json, "skal").is_empty() || !text(json, "samtycke").is_empty(),
                "VIL-05: säger inte vad som är i vägen",
            );
        }
        let ut = String::from_utf8(svar.stdout.clone())
            .unwrap()
            .to_lowercase();
        for ord in ORD_SOM_INTE_FAR_STA {
            haller(!ut.contains(ord), "IUB-05: ett ord som hör till beslut");
        }
        let fakta: Value = serde_json::from_str(&self.fakta).unwrap();
        let barn = fakta["barn"].as_array().into_iter().flatten();
        for person in barn.chain([&fakta["person"]]) {
            let fodd = text(person, "fodd");
            haller(
                fodd.is_empty() || !ut.contains(fodd),
                "DOK-10: ett födelsedatum upprepas",
            );
        }
        fel
    }
}

#[test]
fn fallen_ger_ratt_utfall_och_ingenting_sparas() {
    let plats = Plats::ny();
    let (mut antal, mut fel) = (0, Vec::new());
    for (fil, fallfil) in fallfiler() {
        assert!(!fallfil.fall.is_empty(), "{} är tom", fil.display());
        for fall in &fallfil.fall {
            antal += 1;
            let katalogen = katalog(fall.katalog.as_deref());
            let insats = katalogen.insats(fall.nr.parse().unwrap()).unwrap();
            let datum = fall.datum.as_deref().unwrap_or(&fallfil.datum);
            let kor = |nr: &str| {
                let svar = plats.kontrollera(nr, fall.katalog.as_deref(), datum, &fall.fakta);
                let json: Value = serde_json::from_slice(&svar.stdout).unwrap_or_default();
                (svar, json)
            };
            let (svar, json) = kor(&fall.nr);
            let mut har_fel = fall.fel_mot_fallet(&json);
            har_fel.extend(fall.fel_mot_reglerna(insats, &svar, &json));
            for annan in forslag(&json) {
                if text(&kor(annan).1, "utfall") == "ej_uppfyllt" {
                    har_fel.push(format!(
                        "VIL-06: föreslår {annan}, som uppgifterna utesluter"
                    ));
                }
            }
            fel.extend(har_fel.iter().map(|vad| {
                format!(
                    "{} | {} | {} {} | {vad}",
                    fil.file_name().unwrap().display(),
                    fall.regel,
                    fall.nr,
                    fall.namn
                )
            }));
        }
    }
    assert!(fel.is_empty(), "{antal} fall, fel:\n{}", fel.join("\n"));
    assert!(plats.ar_tom(), "kontrollen lämnade något efter sig");
}

#[test]
fn fallen_ar_riktigt_skrivna_och_tacker_katalogen() {
    let regler = fs::read_to_string(rot().join("tests/fall/regler/LAS_MIG.md")).unwrap();
    let katalogen = katalog(None);
    let (mut namn, mut tackt) = (BTreeSet::new(), BTreeSet::new());
    for (fil, fallfil) in fallfiler() {
        for fall in fallfil.fall {
            let var = format!("{}: {}", fil.display(), fall.namn);
            assert!(UTFALL.contains(&fall.utfall.as_str()), "{var}");
            assert!(regler.contains(&fall.utfall), "{var}");
            for regel in fall.regel.split(", ") {
                let (del, nummer) = regel.split_once('-').unwrap_or_default();
                assert!(
                    del.len() == 3 && nummer.len() == 2 && nummer.parse::<u8>().is_ok(),
                    "{var}"
                );
            }
            assert!(namn.insert(fall.namn), "{var}: två fall heter så");
            if fall.katalog.is_none() {
                tackt.insert((fall.nr, fall.utfall));
            }
        }
    }
    for insats in &katalogen.insatser {
        for utfall in ["uppfyllt", "ej_uppfyllt"] {
            let par = (insats.nr.to_string(), utfall.to_owned());
            assert!(tackt.contains(&par), "inget fall för {par:?}");
        }
    }
    for utfall in UTFALL {
        assert!(tackt.iter().any(|(_, har)| har == utfall), "{utfall}");
    }
}

#[test]
fn uppgifter_som_inte_gar_att_lasa_upprepas_inte_och_sparar_ingenting() {
    let plats = Plats::ny();
    for fakta in [
        r#"{"person":{"fodd":"2026-11-23"}}"#,
        r#"{"person":{"fodd":"1890-01-01"}}"#,
        r#"{"person":{"fodd":"2017-02-29"}}"#,
        r#"{"person":{"namn":"Vendela Hemlig"}}"#,
        r#"{"samtycke":{"vardnadshavare":{"antal":1,"samtycker":2}}}"#,
        r#"{"svar":{"folkbokford":"kanske Vendela"}}"#,
    ] {
        let svar = plats.kontrollera("3.1.3", None, "2026-11-22", fakta);
        let fel = String::from_utf8(svar.stderr).unwrap();
        assert_eq!(svar.status.code(), Some(2), "{fakta}");
        assert!(svar.stdout.is_empty() && !fel.is_empty(), "{fakta}");
        for hemligt in ["Vendela", "2026-11-23", "1890", "2017"] {
            assert!(!fel.contains(hemligt), "{fakta}: {fel}");
        }
    }
    assert!(plats.ar_tom());
}
