//! The information texts: their parts, and that a version which has been told can always be shown as it was told.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod gemensamt;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use gemensamt::hem::{Hem, boendecoachning, nekas};
use troskel::domain::information::{TextId, Texter};
use troskel::information::{Informationstexter, marke};

fn mapp() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/information"))
}

fn dag(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A copy of the folder, to be changed.
fn kopia() -> tempfile::TempDir {
    let ny = tempfile::tempdir().unwrap();
    for post in fs::read_dir(mapp()).unwrap() {
        let fil = post.unwrap().path();
        fs::copy(&fil, ny.path().join(fil.file_name().unwrap())).unwrap();
    }
    ny
}

/// Text, version and mark of every row of the list.
fn listan() -> Vec<(String, NaiveDate, String)> {
    let lista: toml::Table =
        toml::from_str(&fs::read_to_string(mapp().join("versioner.toml")).unwrap()).unwrap();
    let falt = |rad: &toml::Value, nyckel: &str| rad[nyckel].as_str().unwrap().to_owned();
    lista["version"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rad| {
            (
                falt(rad, "id"),
                dag(&falt(rad, "version")),
                falt(rad, "sha256"),
            )
        })
        .collect()
}

#[test]
fn en_version_som_har_landat_andras_aldrig() {
    let lista = listan();
    let mut i_listan = BTreeSet::new();
    for (id, version, sha) in &lista {
        let tidigare = mapp().join(format!("{id}-{version}.toml"));
        let fil = if tidigare.exists() {
            tidigare
        } else {
            mapp().join(format!("{id}.toml"))
        };
        let text = fs::read_to_string(&fil).unwrap();
        assert!(
            text.contains(&format!("version = \"{version}\"")),
            "{}: {version}",
            fil.display()
        );
        assert_eq!(
            &marke(&text),
            sha,
            "{} har ändrats: gör en ny version i stället",
            fil.display()
        );
        assert!(
            i_listan.insert(fil.file_name().unwrap().to_owned()),
            "{}",
            fil.display()
        );
    }
    // Nothing lies in the folder that the list does not know of, and the mark is the one that sha256sum gives.
    for post in fs::read_dir(mapp()).unwrap() {
        let namn = post.unwrap().file_name();
        assert!(
            namn == "versioner.toml" || i_listan.contains(&namn),
            "{namn:?} saknas i versioner.toml"
        );
    }
    assert_eq!(
        marke(""),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    // The first versions, as they landed.
    for (id, sha) in [
        (
            "standard",
            "035c2c3e8fc8df4eac2b7d22c0bd16d96863417c194f6984be3a41d8feb031a5",
        ),
        (
            "lattlast",
            "e07f20da3640bd2034178ef67ed8ecd999eef81bed11679d5ae1bef4b975cc3d",
        ),
        (
            "barn",
            "338a222db5659892c2135136c8723085ac83eb171d36ecac46cd553f49022861",
        ),
        (
            "engelska",
            "1f7bbba2c1b46310f2620126a7c76ec5d1b6b8830f77a2d3dd9f7a199f8cadff",
        ),
    ] {
        let rad = (id.to_owned(), dag("2026-11-22"), sha.to_owned());
        assert!(lista.contains(&rad), "{id}");
    }
}

#[test]
fn den_som_ar_i_bruk_ar_den_nyaste_och_alla_gar_att_visa() {
    for texter in [
        Informationstexter::inbyggda(),
        Informationstexter::i_mapp(mapp()).unwrap(),
    ] {
        for id in TextId::ALLA {
            let versioner = texter.versioner(id);
            assert!(
                versioner.len() >= 2 && versioner.is_sorted_by(|a, b| a > b),
                "{versioner:?}"
            );
            assert_eq!(texter.text(id).version, versioner[0]);
            for version in &versioner {
                let text = texter.i_version(id, *version).unwrap();
                assert_eq!((text.id, text.version), (id, *version));
            }
            assert!(texter.i_version(id, dag("2020-01-01")).is_none());
            let alla: BTreeSet<NaiveDate> = listan()
                .into_iter()
                .filter(|(rad, ..)| rad == id.kod())
                .map(|(_, version, _)| version)
                .collect();
            assert_eq!(
                versioner.into_iter().collect::<BTreeSet<_>>(),
                alla,
                "the list is whole"
            );
        }
    }
}

#[test]
fn de_fyra_texterna_har_samma_delar() {
    let texter = Informationstexter::inbyggda();
    for id in TextId::ALLA {
        let text = texter.text(id);
        let (samtycke, anonymitet) = (
            text.samtycke.as_ref().unwrap(),
            text.anonymitet.as_ref().unwrap(),
        );
        for del in [
            &text.ratt_att_ansoka,
            &text.dokumentation,
            &text.ingen_dokumentation,
            &text.familjeradgivning,
            samtycke,
            anonymitet,
        ] {
            assert!(del.rubrik().is_some() && del.kalla().is_some(), "{id:?}");
        }
        let alla = |del: &troskel::domain::information::Punkter| del.lista().join(" ");
        // What a yes means, that it can be taken back without a reason, and the age of 15 (21 kap. 2 §).
        let ord: &[&str] = match id {
            TextId::Engelska => &["consent", "take back", "why", "15", "guardians"],
            TextId::Barn => &["samtycke", "ändra dig", "varför", "15", "vårdnaden"],
            TextId::Lattlast => &["samtycke", "ändra dig", "varför", "15", "vårdnadshavare"],
            TextId::Standard => &["samtycke", "ta tillbaka", "varför", "15", "vårdnadshavare"],
        };
        for ord in ord {
            assert!(alla(samtycke).contains(ord), "{id:?}: {ord}");
        }
        let anonym = if id == TextId::Engelska {
            "who you are"
        } else {
            "vem du är"
        };
        assert!(alla(anonymitet).contains(anonym), "{id:?}");
        // The first versions had none of these, and say nothing of them.
        let forst = texter.i_version(id, dag("2026-11-22")).unwrap();
        assert!(forst.samtycke.is_none() && forst.anonymitet.is_none());
        assert_eq!(forst.ratt_att_ansoka.lista(), text.ratt_att_ansoka.lista());
    }
}

#[test]
fn kvittensen_leder_till_den_text_som_lamnades() {
    let hem = Hem::nytt();
    // Told in the first version, with the folder as it was then.
    let da = kopia();
    for id in TextId::ALLA {
        let namn = |slut: &str| da.path().join(format!("{}{slut}.toml", id.kod()));
        fs::rename(namn("-2026-11-22"), namn("")).unwrap();
    }
    fs::remove_file(da.path().join("versioner.toml")).unwrap();
    let ut = hem.kor_med(
        &[
            "--information",
            da.path().to_str().unwrap(),
            "mottag",
            "--fran",
            "-",
            "--json",
        ],
        boendecoachning().to_string().as_bytes(),
    );
    assert_eq!(ut.kod, 0, "{ut:?}");
    let (text, version): (String, String) = hem
        .sql()
        .query_row(
            "SELECT info_text, info_version FROM overlamning",
            [],
            |rad| Ok((rad.get(0)?, rad.get(1)?)),
        )
        .unwrap();
    assert_eq!(
        (text.as_str(), version.as_str()),
        ("standard", "2026-11-22")
    );
    // Shown years after, with the texts of now.
    let ut = hem.kor(&[
        "information",
        "visa",
        "--text",
        &text,
        "--version",
        &version,
    ]);
    assert!(
        ut.ut.contains("version 2026-11-22") && !ut.ut.contains("Ditt samtycke"),
        "{ut:?}"
    );
    let nu = hem.kor(&["information", "visa"]);
    assert!(
        nu.ut.contains("version 2026-11-26") && nu.ut.contains("Ditt samtycke"),
        "{nu:?}"
    );
    let json = hem.json(&["information", "visa", "--version", &version]);
    assert_eq!(
        (&json["i_bruk"], &json["version"]),
        (&false.into(), &version.into())
    );
    assert_eq!(
        hem.json(&["information", "lista"])["texter"]
            .as_array()
            .unwrap()
            .len(),
        8
    );
    nekas(
        &hem.kor(&["information", "visa", "--version", "2026-11-23"]),
        1,
        "Den finns i: 2026-11-26, 2026-11-22.",
    );
    nekas(
        &hem.kor(&["information", "visa", "--text", "namn"]),
        2,
        "Texten ska vara",
    );
}

#[test]
fn en_mapp_med_en_andrad_version_namns() {
    let las = |mapp: &Path| Informationstexter::i_mapp(mapp).map(|_| ());
    let hel = kopia();
    assert_eq!(las(hel.path()), Ok(()));

    // One letter in a version that has been used, whether it is the one in use or not.
    for (namn, fel) in [
        ("standard-2026-11-22.toml", "standard-2026-11-22"),
        ("barn.toml", "barn-2026-11-26"),
    ] {
        let mapp = kopia();
        let fil = mapp.path().join(namn);
        let text = fs::read_to_string(&fil).unwrap();
        fs::write(&fil, text.replacen("rätt", "ratt", 1)).unwrap();
        assert_eq!(las(mapp.path()), Err(fel.to_owned()));
        let hem = Hem::nytt();
        let ut = hem.kor(&[
            "--information",
            mapp.path().to_str().unwrap(),
            "information",
            "visa",
        ]);
        nekas(&ut, 2, fel);
        // Without a list nobody has said that it was used.
        fs::remove_file(mapp.path().join("versioner.toml")).unwrap();
        assert_eq!(las(mapp.path()), Ok(()));
    }

    // Taken away, newer than the one in use, or under another name than its own.
    let mapp = kopia();
    fs::remove_file(mapp.path().join("lattlast-2026-11-22.toml")).unwrap();
    assert_eq!(las(mapp.path()), Err("lattlast-2026-11-22".to_owned()));
    for (namn, text) in [
        ("barn-2027-01-01.toml", "version = \"2027-01-01\""),
        ("barn-2025-01-01.toml", "version = \"2025-01-02\""),
        (
            "barn-2025-01-01.toml",
            "version = \"2025-01-01\"\nformat = 2",
        ),
    ] {
        let mapp = kopia();
        let bruk = fs::read_to_string(mapp.path().join("barn.toml")).unwrap();
        let ny = bruk.replace("version = \"2026-11-26\"", text);
        fs::write(mapp.path().join(namn), ny).unwrap();
        assert_eq!(las(mapp.path()), Err(namn.to_owned()), "{text}");
    }
    let mapp = kopia();
    fs::write(
        mapp.path().join("versioner.toml"),
        "format = 2\nversion = []\n",
    )
    .unwrap();
    assert_eq!(las(mapp.path()), Err("versioner.toml".to_owned()));

    // The four files of before are enough, as before.
    let mapp = tempfile::tempdir().unwrap();
    for id in TextId::ALLA {
        let namn = format!("{}.toml", id.kod());
        let forst =
            fs::read_to_string(hel.path().join(format!("{}-2026-11-22.toml", id.kod()))).unwrap();
        fs::write(mapp.path().join(namn), forst).unwrap();
    }
    let egna = Informationstexter::i_mapp(mapp.path()).unwrap();
    assert_eq!(egna.text(TextId::Barn).version, dag("2026-11-22"));
}
