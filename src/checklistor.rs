//! The checklists of `data/checklistor` or of a folder, read when first needed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::bro::{
    Ansvarig, Checklista, Checkpunkt, Fristslag, Kalla, Listbrist, Listfel, Skede,
};
use crate::rena::{ar_ren, rena_rad};

/// Reads the built-in files, each by its name.
macro_rules! inbyggda {
    ($($namn:literal),* $(,)?) => {
        [$(($namn, include_str!(concat!("../data/checklistor/", $namn, ".toml")))),*]
    };
}

const INBYGGDA: [(&str, &str); 12] = inbyggda![
    "utredningsuppdrag",
    "insats_under_utredning",
    "insats_efter_utredning",
    "mottagande_av_uppdrag",
    "formote",
    "planering",
    "planeringsmote",
    "genomforande",
    "uppfoljning",
    "uppfoljningsmote",
    "avslut",
    "avslutningsmote",
];

/// Largest file, in bytes; more than this is some other file.
const STORST: u64 = 1 << 18;
/// Longest code, in characters.
const LANGST_KOD: usize = 40;
/// Most characters of a faulty row that are shown.
const LANGST_CITAT: usize = 60;

/// The file as it stands; unknown keys are refused, or a misspelt one would be silence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fil {
    format: u32,
    id: String,
    namn: String,
    version: Dag,
    galler: String,
    kalla: FilKalla,
    punkter: Vec<FilPunkt>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilKalla {
    dokument: String,
    rubriker: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FilPunkt {
    id: String,
    aktivitet: String,
    ansvarig: Vec<String>,
    anmarkning: Option<String>,
    frist: Option<String>,
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Dag(NaiveDate);

impl TryFrom<String> for Dag {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        // The length keeps out 2026-1-2, which chrono would take.
        let dag = text.parse().ok().filter(|_| text.len() == 10);
        dag.map(Self).ok_or("version")
    }
}

/// The row of a fault, from 1, and how it begins.
fn trasig(text: &str, fel: &toml::de::Error) -> Listbrist {
    let plats = fel.span().map_or(0, |span| span.start);
    let index = text.get(..plats).unwrap_or(text).matches('\n').count();
    let rad = text.lines().nth(index).unwrap_or_default();
    Listbrist::Trasig {
        rad: index + 1,
        text: citat(rad.trim()),
    }
}

/// Text of a file, cleaned and short enough for a message.
fn citat(text: &str) -> String {
    let mut ut: String = rena_rad(text).chars().take(LANGST_CITAT).collect();
    if text.chars().nth(LANGST_CITAT).is_some() {
        ut.push('…');
    }
    ut
}

/// A code: small letters a–z, digits and `_`, beginning with a letter, with no room for a number of a person.
fn kod(id: &str) -> Result<(), Listbrist> {
    let tecken = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let ratt = id.len() <= LANGST_KOD
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(tecken)
        && id.bytes().filter(u8::is_ascii_digit).count() < 6;
    ratt.then_some(())
        .ok_or_else(|| Listbrist::FelId { id: citat(id) })
}

/// A text that is neither empty nor able to steer the screen, on one row.
fn duglig(text: &str, nyckel: &'static str, punkt: &str) -> Result<(), Listbrist> {
    let punkt = punkt.to_owned();
    if text.trim().is_empty() {
        Err(Listbrist::TomText { nyckel, punkt })
    } else if !ar_ren(text) || text.contains('\n') {
        Err(Listbrist::Styrtecken { nyckel, punkt })
    } else {
        Ok(())
    }
}

/// The meaning of a code.
fn betydelse<T>(
    funnet: Option<T>,
    nyckel: &'static str,
    kod: &str,
    punkt: &str,
) -> Result<T, Listbrist> {
    funnet.ok_or_else(|| Listbrist::OkandKod {
        nyckel,
        kod: citat(kod),
        punkt: punkt.to_owned(),
    })
}

fn punkt(fil: FilPunkt) -> Result<Checkpunkt, Listbrist> {
    kod(&fil.id)?;
    duglig(&fil.aktivitet, "aktivitet", &fil.id)?;
    if let Some(text) = &fil.anmarkning {
        duglig(text, "anmarkning", &fil.id)?;
    }
    let mut ansvarig = Vec::with_capacity(fil.ansvarig.len());
    for kod in &fil.ansvarig {
        let vem = betydelse(Ansvarig::fran_kod(kod), "ansvarig", kod, &fil.id)?;
        if ansvarig.contains(&vem) {
            return Err(Listbrist::SammaAnsvarig { punkt: fil.id });
        }
        ansvarig.push(vem);
    }
    if ansvarig.is_empty() {
        return Err(Listbrist::IngenAnsvarig { punkt: fil.id });
    }
    let frist = fil
        .frist
        .map(|kod| betydelse(Fristslag::fran_kod(&kod), "frist", &kod, &fil.id))
        .transpose()?;
    Ok(Checkpunkt {
        id: fil.id,
        aktivitet: fil.aktivitet,
        ansvarig,
        anmarkning: fil.anmarkning,
        frist,
    })
}

/// Reads one list.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn las(text: &str) -> Result<Checklista, Listbrist> {
    let fil: Fil = toml::from_str(text).map_err(|fel| trasig(text, &fel))?;
    if fil.format != 1 {
        return Err(Listbrist::FelFormat(fil.format));
    }
    kod(&fil.id)?;
    duglig(&fil.namn, "namn", "")?;
    duglig(&fil.kalla.dokument, "dokument", "")?;
    for rubrik in &fil.kalla.rubriker {
        duglig(rubrik, "rubriker", "")?;
    }
    if fil.kalla.rubriker.is_empty() {
        let (nyckel, punkt) = ("rubriker", String::new());
        return Err(Listbrist::TomText { nyckel, punkt });
    }
    let galler = betydelse(Skede::fran_kod(&fil.galler), "galler", &fil.galler, "")?;
    let punkter: Vec<Checkpunkt> = fil
        .punkter
        .into_iter()
        .map(punkt)
        .collect::<Result<_, _>>()?;
    let mut sedda = BTreeSet::new();
    if let Some(igen) = punkter.iter().find(|punkt| !sedda.insert(&punkt.id)) {
        return Err(Listbrist::SammaId {
            id: igen.id.clone(),
        });
    }
    if punkter.is_empty() {
        return Err(Listbrist::IngaPunkter);
    }
    Ok(Checklista {
        id: fil.id,
        namn: fil.namn,
        version: fil.version.0,
        kalla: Kalla {
            dokument: fil.kalla.dokument,
            rubriker: fil.kalla.rubriker,
        },
        galler,
        punkter,
    })
}

/// Reads one list that must have the name of its file: so no two of a folder can have the same id.
fn las_fil(namn: &str, text: &str) -> Result<Checklista, Listbrist> {
    let lista = las(text)?;
    if lista.id == namn {
        Ok(lista)
    } else {
        Err(Listbrist::AnnatNamn { id: lista.id })
    }
}

/// A file of a reasonable size; a device or a pipe is no file and could be read for ever.
fn innehall(fil: &Path) -> Option<String> {
    let om = fs::metadata(fil).ok()?;
    if !om.is_file() || om.len() > STORST {
        return None;
    }
    fs::read_to_string(fil).ok()
}

/// Checklistor: those of a folder where one is given, otherwise those that are built in.
#[derive(Clone, Debug, Default)]
pub struct Checklistor {
    lasta: OnceLock<Vec<Checklista>>,
}

impl Checklistor {
    /// The built-in lists; they are read when one is first asked for.
    pub fn inbyggda() -> Self {
        Self::default()
    }

    /// The lists of a folder: every file in it that ends in `.toml`. They replace the built-in ones, all of them.
    ///
    /// # Errors
    /// The first file that is no whole list, by name, and what is wrong; or the folder, when it cannot be read or has
    /// no list.
    pub fn i_mapp(mapp: &Path) -> Result<Self, Listfel> {
        let fel = |fil: &Path, brist| Listfel {
            fil: rena_rad(&fil.file_name().unwrap_or(fil.as_os_str()).to_string_lossy()),
            brist,
        };
        let poster = fs::read_dir(mapp)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|_| fel(mapp, Listbrist::GarInteAttLasa))?;
        let mut vagar: Vec<_> = poster
            .iter()
            .map(fs::DirEntry::path)
            .filter(|vag| vag.extension().is_some_and(|slut| slut == "toml"))
            .collect();
        if vagar.is_empty() {
            return Err(fel(mapp, Listbrist::IngaListor));
        }
        // So that the same file is named each time.
        vagar.sort();
        let mut listor = Vec::with_capacity(vagar.len());
        for vag in &vagar {
            let namn = vag.file_stem().unwrap_or_default().to_string_lossy();
            let text = innehall(vag).ok_or_else(|| fel(vag, Listbrist::GarInteAttLasa))?;
            listor.push(las_fil(&namn, &text).map_err(|brist| fel(vag, brist))?);
        }
        // By stage and, within one, as the built-in lists stand; lists of another name come after those, by name.
        let plats = |id: &str| INBYGGDA.iter().position(|(namn, _)| *namn == id);
        listor.sort_by_key(|lista| (lista.galler, plats(&lista.id).unwrap_or(INBYGGDA.len())));
        Ok(Self {
            lasta: OnceLock::from(listor),
        })
    }

    /// All lists, by the stage they are for.
    ///
    /// # Panics
    /// Never: the built-in lists are whole.
    #[expect(
        clippy::expect_used,
        reason = "built in, and read whole by a test below"
    )]
    pub fn alla(&self) -> &[Checklista] {
        self.lasta.get_or_init(|| {
            let las = |(namn, text)| las_fil(namn, text).expect("a built-in list is whole");
            INBYGGDA.into_iter().map(las).collect()
        })
    }

    /// The list with this id.
    pub fn lista(&self, id: &str) -> Option<&Checklista> {
        self.alla().iter().find(|lista| lista.id == id)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn de_inbyggda_listorna_ar_hela_och_star_i_skedenas_ordning() {
        for (namn, text) in INBYGGDA {
            assert_eq!(
                las_fil(namn, text).map(|lista| lista.id).as_deref(),
                Ok(namn)
            );
        }
        let skeden: Vec<Skede> = Checklistor::inbyggda()
            .alla()
            .iter()
            .map(|lista| lista.galler)
            .collect();
        assert!(skeden.is_sorted());
        assert!(Skede::ALLA.iter().all(|skede| skeden.contains(skede)));
    }

    #[test]
    fn en_kod_ar_kort_och_rymmer_inget_personnummer() {
        for id in ["a", "insats_under_utredning", "steg_2", "a12345"] {
            assert_eq!(kod(id), Ok(()), "{id}");
        }
        let lang = "a".repeat(41);
        for id in [
            "",
            "2_steg",
            "_a",
            "Avslut",
            "förmöte",
            "a b",
            "a-b",
            "a123456",
            &lang,
        ] {
            assert!(kod(id).is_err(), "{id}");
        }
    }
}
