//! The information texts of `data/information`, read when first needed.

use std::path::Path;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::information::{InfoText, Punkter, Sprak, TextId, Texter};
use crate::rena::ar_ren;

const INBYGGDA: [(TextId, &str); 4] = [
    (
        TextId::Standard,
        include_str!("../data/information/standard.toml"),
    ),
    (
        TextId::Lattlast,
        include_str!("../data/information/lattlast.toml"),
    ),
    (TextId::Barn, include_str!("../data/information/barn.toml")),
    (
        TextId::Engelska,
        include_str!("../data/information/engelska.toml"),
    ),
];

/// The file as it stands; unknown keys are refused, or a misspelt one would be silence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Fil {
    format: u32,
    id: String,
    sprak: String,
    version: NaiveDateText,
    #[serde(rename = "rubrik")]
    _rubrik: String,
    ratt_att_ansoka: Del,
    dokumentation: Del,
    ingen_dokumentation: Del,
    familjeradgivning: Del,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Del {
    #[serde(rename = "kalla")]
    _kalla: String,
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
    let punkter =
        |del: Del| Punkter::ny(del.punkter).filter(|p| p.lista().iter().all(|punkt| ar_ren(punkt)));
    let vid_uppfyllt = fil.ratt_att_ansoka.vid_uppfyllt.clone();
    if !vid_uppfyllt.iter().all(|punkt| ar_ren(punkt)) {
        return None;
    }
    Some(InfoText {
        id: TextId::fran_kod(&fil.id)?,
        sprak: Sprak::fran_kod(&fil.sprak)?,
        version: fil.version.0,
        ratt_att_ansoka: punkter(fil.ratt_att_ansoka)?,
        vid_uppfyllt,
        dokumentation: punkter(fil.dokumentation)?,
        ingen_dokumentation: punkter(fil.ingen_dokumentation)?,
        familjeradgivning: punkter(fil.familjeradgivning)?,
    })
}

/// Informationstexter: those of a folder where one is given, otherwise those that are built in.
#[derive(Debug, Default)]
pub struct Informationstexter {
    lasta: [OnceLock<InfoText>; 4],
}

impl Informationstexter {
    /// The built-in texts; each is read when it is first shown.
    pub fn inbyggda() -> Self {
        Self::default()
    }

    /// The texts of a folder.
    ///
    /// # Errors
    /// The name of the first file that is missing or is not a whole text.
    pub fn i_mapp(mapp: &Path) -> Result<Self, String> {
        let texter = Self::default();
        for (plats, id) in texter.lasta.iter().zip(TextId::ALLA) {
            let namn = format!("{}.toml", id.kod());
            let text = std::fs::read_to_string(mapp.join(&namn)).map_err(|_| namn.clone())?;
            let last = las(&text).filter(|last| last.id == id).ok_or(namn)?;
            plats.get_or_init(|| last);
        }
        Ok(texter)
    }
}

impl Texter for Informationstexter {
    #[expect(
        clippy::expect_used,
        reason = "built in, and read whole by a test below"
    )]
    fn text(&self, id: TextId) -> &InfoText {
        let plats = INBYGGDA
            .iter()
            .position(|(alla, _)| *alla == id)
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
        for (plats, (id, text)) in INBYGGDA.iter().enumerate() {
            let last = las(text).unwrap();
            assert_eq!((last.id, TextId::ALLA[plats]), (*id, *id));
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
