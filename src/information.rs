//! The information texts of `data/information`, read when first needed.

use std::path::Path;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::domain::information::{InfoText, Punkter, Sprak, TextId, Texter};
use crate::rena::ar_ren;

/// A text as it is kept: the version in use, and those that were used before it with their dates.
type Inbyggd = (
    TextId,
    &'static str,
    &'static [(&'static str, &'static str)],
);

const INBYGGDA: [Inbyggd; 4] = [
    (
        TextId::Standard,
        include_str!("../data/information/standard.toml"),
        &[(
            "2026-11-22",
            include_str!("../data/information/standard-2026-11-22.toml"),
        )],
    ),
    (
        TextId::Lattlast,
        include_str!("../data/information/lattlast.toml"),
        &[(
            "2026-11-22",
            include_str!("../data/information/lattlast-2026-11-22.toml"),
        )],
    ),
    (
        TextId::Barn,
        include_str!("../data/information/barn.toml"),
        &[(
            "2026-11-22",
            include_str!("../data/information/barn-2026-11-22.toml"),
        )],
    ),
    (
        TextId::Engelska,
        include_str!("../data/information/engelska.toml"),
        &[(
            "2026-11-22",
            include_str!("../data/information/engelska-2026-11-22.toml"),
        )],
    ),
];

/// Name of the list of versions in a folder.
const VERSIONER: &str = "versioner.toml";

/// The file as it stands; unknown keys are refused, or a misspelt one would be silence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Fil {
    format: u32,
    id: String,
    sprak: String,
    version: NaiveDateText,
    rubrik: String,
    ratt_att_ansoka: Del,
    dokumentation: Del,
    ingen_dokumentation: Del,
    familjeradgivning: Del,
    samtycke: Option<Del>,
    anonymitet: Option<Del>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Del {
    rubrik: Option<String>,
    kalla: String,
    punkter: Vec<String>,
    #[serde(default, rename = "vid-uppfyllt")]
    vid_uppfyllt: Vec<String>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct NaiveDateText(NaiveDate);

impl TryFrom<String> for NaiveDateText {
    type Error = chrono::ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

/// Reads one text; `None` when the file is not a whole and clean text.
pub fn las(text: &str) -> Option<InfoText> {
    let fil: Fil = toml::from_str(text)
        .ok()
        .filter(|fil: &Fil| fil.format == 1)?;
    let punkter = |del: Del| {
        let rena = del.punkter.iter().chain(&del.rubrik).all(|rad| ar_ren(rad));
        let punkter = Punkter::ny(del.punkter).filter(|_| rena && ar_ren(&del.kalla));
        punkter.map(|punkter| punkter.med_huvud(del.rubrik, del.kalla))
    };
    // A part may be left out, but not be there and say nothing.
    let kanske = |del: Option<Del>| match del {
        None => Some(None),
        Some(del) => punkter(del).map(Some),
    };
    let vid_uppfyllt = fil.ratt_att_ansoka.vid_uppfyllt.clone();
    if !vid_uppfyllt.iter().all(|punkt| ar_ren(punkt)) || !ar_ren(&fil.rubrik) {
        return None;
    }
    Some(InfoText {
        id: TextId::fran_kod(&fil.id)?,
        sprak: Sprak::fran_kod(&fil.sprak)?,
        version: fil.version.0,
        rubrik: fil.rubrik,
        ratt_att_ansoka: punkter(fil.ratt_att_ansoka)?,
        vid_uppfyllt,
        dokumentation: punkter(fil.dokumentation)?,
        ingen_dokumentation: punkter(fil.ingen_dokumentation)?,
        familjeradgivning: punkter(fil.familjeradgivning)?,
        samtycke: kanske(fil.samtycke)?,
        anonymitet: kanske(fil.anonymitet)?,
    })
}

/// A row of the list of versions: a text that has been used, and its mark.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Versionsrad {
    id: String,
    version: NaiveDateText,
    sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Versionslista {
    format: u32,
    version: Vec<Versionsrad>,
}

/// The mark of a text: the SHA-256 of the whole file, in hexadecimal signs.
pub fn marke(fil: &str) -> String {
    let bytes = Sha256::digest(fil.as_bytes());
    bytes
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect::<Vec<_>>()
        .concat()
}

/// Informationstexter: those of a folder where one is given, otherwise those that are built in. Beside the text in use
/// lie the versions that were used before it: what a receipt points at can always be shown as it was told.
#[derive(Debug, Default)]
pub struct Informationstexter {
    lasta: [OnceLock<InfoText>; 4],
    /// Earlier versions of a folder.
    tidigare: Vec<InfoText>,
}

impl Informationstexter {
    /// The built-in texts; each is read when it is first shown.
    pub fn inbyggda() -> Self {
        Self::default()
    }

    /// The texts of a folder: `standard.toml` is the one in use and the newest, `standard-2026-11-22.toml` one that was
    /// used before. Where the folder has a list of versions, `versioner.toml`, every text in it must be as it was when
    /// it was written into the list.
    ///
    /// # Errors
    /// The name of the first file that is missing, is not a whole text, or is not what its name or the list says.
    pub fn i_mapp(mapp: &Path) -> Result<Self, String> {
        let mut texter = Self::default();
        let mut filer: Vec<(TextId, NaiveDate, String)> = Vec::new();
        for (plats, id) in texter.lasta.iter().zip(TextId::ALLA) {
            let namn = format!("{}.toml", id.kod());
            let text = std::fs::read_to_string(mapp.join(&namn)).map_err(|_| namn.clone())?;
            let last = las(&text).filter(|last| last.id == id).ok_or(namn)?;
            filer.push((id, last.version, text));
            plats.get_or_init(|| last);
        }
        for (namn, id, version) in tidigare(mapp) {
            let i_bruk = filer.iter().find(|(alla, ..)| *alla == id);
            let nyast = i_bruk.is_some_and(|(_, i_bruk, _)| version < *i_bruk);
            let text = std::fs::read_to_string(mapp.join(&namn)).map_err(|_| namn.clone())?;
            let ratt = |last: &InfoText| nyast && (last.id, last.version) == (id, version);
            texter.tidigare.push(las(&text).filter(ratt).ok_or(namn)?);
            filer.push((id, version, text));
        }
        if let Ok(lista) = std::fs::read_to_string(mapp.join(VERSIONER)) {
            prova(&lista, &filer)?;
        }
        Ok(texter)
    }

    /// The text in this version, exactly as it was told: those of the folder first, then those that are built in.
    pub fn i_version(&self, id: TextId, version: NaiveDate) -> Option<InfoText> {
        let nu = self.text(id);
        let egen = std::iter::once(nu)
            .chain(&self.tidigare)
            .find(|text| (text.id, text.version) == (id, version));
        egen.cloned().or_else(|| {
            let (_, fil, aldre) = INBYGGDA.iter().find(|(alla, ..)| *alla == id)?;
            let alla = std::iter::once(*fil).chain(aldre.iter().map(|(_, fil)| *fil));
            alla.filter_map(las).find(|text| text.version == version)
        })
    }

    /// The versions that there are of a text, the newest first.
    pub fn versioner(&self, id: TextId) -> Vec<NaiveDate> {
        let mut alla = vec![self.text(id).version];
        let egna = self.tidigare.iter().filter(|text| text.id == id);
        alla.extend(egna.map(|text| text.version));
        for (_, fil, aldre) in INBYGGDA.iter().filter(|(alla, ..)| *alla == id) {
            alla.extend(las(fil).map(|text| text.version));
            alla.extend(
                aldre
                    .iter()
                    .filter_map(|(dag, _)| dag.parse::<NaiveDate>().ok()),
            );
        }
        alla.sort_unstable_by(|a, b| b.cmp(a));
        alla.dedup();
        alla
    }
}

/// The files of earlier versions in a folder: name, text and version, by name.
fn tidigare(mapp: &Path) -> Vec<(String, TextId, NaiveDate)> {
    let poster = std::fs::read_dir(mapp).into_iter().flatten().flatten();
    let mut alla: Vec<_> = poster
        .filter_map(|post| {
            let namn = post.file_name().into_string().ok()?;
            let (id, version) = namn.strip_suffix(".toml")?.split_once('-')?;
            let hel = (TextId::fran_kod(id)?, version.parse().ok()?);
            Some((namn, hel.0, hel.1))
        })
        .collect();
    alla.sort();
    alla
}

/// Holds the texts against the list of versions.
fn prova(lista: &str, filer: &[(TextId, NaiveDate, String)]) -> Result<(), String> {
    let lista: Versionslista = toml::from_str(lista).map_err(|_| VERSIONER.to_owned())?;
    if lista.format != 1 {
        return Err(VERSIONER.to_owned());
    }
    for rad in lista.version {
        let ratt = filer.iter().any(|(id, version, fil)| {
            (id.kod(), *version) == (rad.id.as_str(), rad.version.0) && marke(fil) == rad.sha256
        });
        if !ratt {
            return Err(format!("{}-{}", rad.id, rad.version.0));
        }
    }
    Ok(())
}

impl Texter for Informationstexter {
    #[expect(
        clippy::expect_used,
        reason = "built in, and read whole by a test below"
    )]
    fn text(&self, id: TextId) -> &InfoText {
        let plats = INBYGGDA
            .iter()
            .position(|(alla, ..)| *alla == id)
            .unwrap_or(0);
        self.lasta[plats].get_or_init(|| las(INBYGGDA[plats].1).expect("a built-in text is whole"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn de_inbyggda_texterna_ar_hela_och_har_var_sin_plats() {
        for (plats, (id, text, aldre)) in INBYGGDA.iter().enumerate() {
            let last = las(text).unwrap();
            assert_eq!((last.id, TextId::ALLA[plats]), (*id, *id));
            assert!(last.samtycke.is_some() && last.anonymitet.is_some());
            for (version, text) in *aldre {
                let text = las(text).unwrap();
                assert_eq!(
                    (text.id, text.version.to_string()),
                    (*id, (*version).to_owned())
                );
                assert!(text.version < last.version);
            }
            assert!(
                last.ratt_att_ansoka
                    .lista()
                    .iter()
                    .any(|punkt| punkt.contains("{ansokan}")),
                "{id:?}"
            );
        }
    }

    #[test]
    fn en_text_utan_punkter_eller_med_styrtecken_duger_inte() {
        let hel = INBYGGDA[0].1;
        assert!(las(&hel.replace("punkter = [", "punkter = []\nx = [")).is_none());
        assert!(las(&hel.replacen("punkter = [\n", "punkter = [\n\"\\u001b[2J\",\n", 1)).is_none());
    }
}
