//! Theme files: finding, reading and putting together. Nothing in a file but broken TOML or a circle of inheritance
//! is fatal; the rest becomes warnings.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use ratatui::style::Modifier;
use toml::{Table, Value};

use super::{INBYGGDA, Roll, STANDARD, Tema, TemaFel, TemaVarning, style};
use crate::rena::rena_rad;
use crate::ui::farg::{self, Rgb};

/// Largest theme file in bytes; more than this is some other file.
const STORST: u64 = 65_536;

/// Where a theme is read from.
enum Kalla {
    Inbyggd(&'static str, &'static str),
    Fil(PathBuf),
}

impl Kalla {
    fn visa(&self) -> String {
        match self {
            Self::Inbyggd(namn, _) => (*namn).to_owned(),
            Self::Fil(vag) => vag.display().to_string(),
        }
    }

    fn las(&self) -> Result<String, TemaFel> {
        let vag = match self {
            Self::Inbyggd(_, text) => return Ok((*text).to_owned()),
            Self::Fil(vag) => vag,
        };
        let mut text = String::new();
        let last = File::open(vag)
            .and_then(|fil| fil.take(STORST + 1).read_to_string(&mut text))
            .map_err(|orsak| TemaFel::GarInteAttLasa {
                kalla: self.visa(),
                orsak,
            })?;
        if last as u64 > STORST {
            return Err(TemaFel::ForStor { kalla: self.visa() });
        }
        Ok(text)
    }
}

/// A role as written: colours are still names, since a heir may exchange the palette.
struct RaStil {
    kalla: String,
    fg: Option<String>,
    bg: Option<String>,
    attribut: Modifier,
}

/// One or several files laid on top of each other.
#[derive(Default)]
struct RaTema {
    namn: Option<String>,
    palett: BTreeMap<String, Rgb>,
    roller: BTreeMap<Roll, RaStil>,
}

pub(super) fn namnlista(mapp: Option<&Path>) -> Vec<String> {
    let mut namn = vec![STANDARD.to_owned()];
    namn.extend(INBYGGDA.iter().map(|(n, _)| (*n).to_owned()));
    let mut egna: Vec<String> = mapp
        .and_then(|mapp| fs::read_dir(mapp).ok())
        .into_iter()
        .flatten()
        .flatten()
        .map(|post| post.path())
        .filter(|vag| ar_temafil(vag))
        .filter_map(|vag| Some(vag.file_stem()?.to_str()?.to_owned()))
        .filter(|egen| !namn.contains(egen))
        .collect();
    egna.sort();
    namn.extend(egna);
    namn
}

pub(super) fn hitta(namn: &str, mapp: Option<&Path>) -> Result<(Tema, Vec<TemaVarning>), TemaFel> {
    let mut varningar = Vec::new();
    let Some(kalla) = sok(namn, mapp)? else {
        return Ok((Tema::terminal(), varningar));
    };
    let visat = kalla.visa();
    let ra = las_kedja(&kalla, mapp, &mut Vec::new(), &mut varningar)?;
    let tema = satt_ihop(&visat, &ra, &mut varningar);
    Ok((tema, varningar))
}

/// Finds the source of a theme; `None` means `terminal`, which has no file.
fn sok(namn: &str, mapp: Option<&Path>) -> Result<Option<Kalla>, TemaFel> {
    if ar_temafil(Path::new(namn)) {
        return Ok(Some(Kalla::Fil(PathBuf::from(namn))));
    }
    let sokt = vik(namn);
    if sokt == STANDARD {
        return Ok(None);
    }
    let finns = namnlista(mapp);
    // Only names that were listed are joined to the directory, so a name can never lead out of it.
    if let Some(mapp) = mapp
        && let Some(traff) = finns.iter().find(|n| vik(n) == sokt)
    {
        let vag = mapp.join(format!("{traff}.toml"));
        if vag.is_file() {
            return Ok(Some(Kalla::Fil(vag)));
        }
    }
    INBYGGDA
        .iter()
        .find(|(n, _)| *n == sokt)
        .map(|(n, text)| Some(Kalla::Inbyggd(n, text)))
        .ok_or_else(|| TemaFel::Okant {
            namn: namn.to_owned(),
            finns,
        })
}

fn ar_temafil(vag: &Path) -> bool {
    vag.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// Folds a name so that `Mörk` finds `mork`.
fn vik(namn: &str) -> String {
    rena_rad(namn.trim())
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            annat => annat,
        })
        .collect()
}

/// Reads a theme and all it inherits, the eldest first so that heirs are laid on top.
fn las_kedja(
    kalla: &Kalla,
    mapp: Option<&Path>,
    besokta: &mut Vec<String>,
    varningar: &mut Vec<TemaVarning>,
) -> Result<RaTema, TemaFel> {
    let visat = kalla.visa();
    // Two spellings of the same path must count as one theme, or a circle could go on for ever.
    let nyckel = match kalla {
        Kalla::Inbyggd(..) => visat.clone(),
        Kalla::Fil(vag) => fs::canonicalize(vag)
            .unwrap_or_else(|_| vag.clone())
            .display()
            .to_string(),
    };
    let sluten = besokta.contains(&nyckel);
    besokta.push(nyckel);
    if sluten {
        return Err(TemaFel::Cirkel {
            kedja: std::mem::take(besokta),
        });
    }
    let text = kalla.las()?;
    let mut tabell: Table = text
        .parse()
        .map_err(|fel: toml::de::Error| TemaFel::Trasig {
            kalla: visat.clone(),
            rad: fel
                .span()
                .and_then(|spann| text.get(..spann.start))
                .map_or(1, |fore| fore.matches('\n').count() + 1),
        })?;

    let mut lasare = Lasare {
        kalla: visat,
        varningar,
    };
    let arver = lasare.strang(&mut tabell, "arver");
    let eget_namn = lasare.strang(&mut tabell, "namn");
    let palett = lasare.tabell(&mut tabell, "palett");
    let roller = lasare.tabell(&mut tabell, "roller");
    lasare.okanda("", &tabell);
    let palett = lasare.palett(palett);
    let roller = lasare.roller(roller);

    let mut ra = match arver.map(|namn| sok_arv(&namn, kalla, mapp)).transpose()? {
        Some(Some(foralder)) => las_kedja(&foralder, mapp, besokta, varningar)?,
        Some(None) | None => RaTema::default(),
    };
    ra.namn = eget_namn.map(|n| rena_rad(&n));
    ra.palett.extend(palett);
    ra.roller.extend(roller);
    Ok(ra)
}

/// Finds the theme another one inherits from: beside the heir first, then as usual.
fn sok_arv(namn: &str, arvinge: &Kalla, mapp: Option<&Path>) -> Result<Option<Kalla>, TemaFel> {
    let Kalla::Fil(vag) = arvinge else {
        return sok(namn, mapp);
    };
    let bredvid = vag.parent();
    if ar_temafil(Path::new(namn)) {
        let vag = bredvid.map_or_else(|| PathBuf::from(namn), |b| b.join(namn));
        return Ok(Some(Kalla::Fil(vag)));
    }
    let egen = vag
        .file_stem()
        .and_then(|s| s.to_str())
        .is_some_and(|s| vik(s) == vik(namn));
    if egen && INBYGGDA.iter().any(|(n, _)| *n == vik(namn)) {
        // A file that replaces a theme of the program may build on the one it replaces.
        return sok(namn, None);
    }
    sok(namn, bredvid).or_else(|_| sok(namn, mapp))
}

/// Takes values out of one file and notes what it has to pass over.
struct Lasare<'a> {
    kalla: String,
    varningar: &'a mut Vec<TemaVarning>,
}

impl Lasare<'_> {
    fn fel_sort(&mut self, nyckel: &str) {
        self.varningar.push(TemaVarning::FelSort {
            kalla: self.kalla.clone(),
            nyckel: nyckel.to_owned(),
        });
    }

    fn strang(&mut self, tabell: &mut Table, nyckel: &str) -> Option<String> {
        if let Value::String(text) = tabell.remove(nyckel)? {
            return Some(text);
        }
        self.fel_sort(nyckel);
        None
    }

    fn tabell(&mut self, tabell: &mut Table, nyckel: &str) -> Table {
        match tabell.remove(nyckel) {
            Some(Value::Table(inre)) => inre,
            None => Table::new(),
            Some(_) => {
                self.fel_sort(nyckel);
                Table::new()
            }
        }
    }

    fn okanda(&mut self, fore: &str, rest: &Table) {
        for nyckel in rest.keys() {
            self.varningar.push(TemaVarning::OkandNyckel {
                kalla: self.kalla.clone(),
                nyckel: format!("{fore}{nyckel}"),
            });
        }
    }

    fn palett(&mut self, tabell: Table) -> BTreeMap<String, Rgb> {
        let mut palett = BTreeMap::new();
        for (namn, varde) in tabell {
            let nyckel = format!("palett.{namn}");
            match varde {
                Value::String(text) => match farg::las_hex(&text) {
                    Some(farg) => {
                        palett.insert(namn, farg);
                    }
                    None => self.varningar.push(TemaVarning::FelFarg {
                        kalla: self.kalla.clone(),
                        nyckel,
                        varde: text,
                    }),
                },
                _ => self.fel_sort(&nyckel),
            }
        }
        palett
    }

    fn roller(&mut self, tabell: Table) -> BTreeMap<Roll, RaStil> {
        let mut roller = BTreeMap::new();
        for (namn, varde) in tabell {
            let Some(roll) = Roll::fran_nyckel(&namn) else {
                self.varningar.push(TemaVarning::OkandRoll {
                    kalla: self.kalla.clone(),
                    roll: namn,
                });
                continue;
            };
            let Value::Table(mut inre) = varde else {
                self.fel_sort(&format!("roller.{namn}"));
                continue;
            };
            let mut attribut = Modifier::empty();
            for (nyckel, tillagg) in [
                ("fet", Modifier::BOLD),
                ("omvand", Modifier::REVERSED),
                ("understruken", Modifier::UNDERLINED),
            ] {
                match inre.remove(nyckel) {
                    Some(Value::Boolean(true)) => attribut |= tillagg,
                    Some(Value::Boolean(false)) | None => {}
                    Some(_) => self.fel_sort(&format!("roller.{namn}.{nyckel}")),
                }
            }
            let (fg, bg) = (self.strang(&mut inre, "fg"), self.strang(&mut inre, "bg"));
            self.okanda(&format!("roller.{namn}."), &inre);
            let kalla = self.kalla.clone();
            roller.insert(
                roll,
                RaStil {
                    kalla,
                    fg,
                    bg,
                    attribut,
                },
            );
        }
        roller
    }
}

/// Works out the style of every role.
fn satt_ihop(kalla: &str, ra: &RaTema, varningar: &mut Vec<TemaVarning>) -> Tema {
    let par: BTreeMap<Roll, (Rgb, Rgb)> = ra
        .roller
        .iter()
        .filter_map(|(roll, stil)| Some((*roll, fargpar(*roll, stil, &ra.palett, varningar)?)))
        .collect();
    if !par.contains_key(&Roll::Grund) {
        varningar.push(TemaVarning::IngenGrund {
            kalla: kalla.to_owned(),
        });
    }
    let attribut = |roll: Roll| {
        ra.roller
            .get(&roll)
            .map_or(roll.grundattribut(), |stil| stil.attribut)
    };
    let grund = attribut(Roll::Grund);
    let stilar = Roll::ALLA.map(|roll| {
        let mut egna = attribut(roll);
        if roll.visar_plats() && egna == grund {
            varningar.push(TemaVarning::BaraFarg {
                kalla: kalla.to_owned(),
                roll: roll.nyckel().to_owned(),
            });
            egna.toggle(Modifier::BOLD);
        }
        let mut ur = Some(roll);
        let mut funnet = None;
        while let Some(r) = ur
            && funnet.is_none()
        {
            funnet = par.get(&r).copied();
            ur = r.reserv();
        }
        style(funnet, egna)
    });
    let namn = ra.namn.clone().unwrap_or_else(|| {
        let stam = Path::new(kalla).file_stem().and_then(|s| s.to_str());
        rena_rad(stam.unwrap_or(kalla))
    });
    let tema = Tema { namn, stilar };
    varna_for_kontrast(kalla, &tema, varningar);
    tema
}

/// The two colours of a role; `None` when it has none of its own or they cannot be used.
fn fargpar(
    roll: Roll,
    stil: &RaStil,
    palett: &BTreeMap<String, Rgb>,
    varningar: &mut Vec<TemaVarning>,
) -> Option<(Rgb, Rgb)> {
    let mut las = |del: &str, varde: &String| {
        let farg = palett.get(varde).copied().or_else(|| farg::las_hex(varde));
        if farg.is_none() {
            varningar.push(TemaVarning::FelFarg {
                kalla: stil.kalla.clone(),
                nyckel: format!("roller.{}.{del}", roll.nyckel()),
                varde: varde.clone(),
            });
        }
        farg
    };
    match (&stil.fg, &stil.bg) {
        (None, None) => None,
        (Some(fg), Some(bg)) => {
            let (fg, bg) = (las("fg", fg), las("bg", bg));
            fg.zip(bg)
        }
        (Some(_), None) | (None, Some(_)) => {
            varningar.push(TemaVarning::HalvtPar {
                kalla: stil.kalla.clone(),
                roll: roll.nyckel().to_owned(),
            });
            None
        }
    }
}

/// Counts in full colour and in 256 colours, since the nearest of these can be less readable.
fn varna_for_kontrast(kalla: &str, tema: &Tema, varningar: &mut Vec<TemaVarning>) {
    let i_256 = tema.clone().anpassa(false);
    for roll in Roll::ALLA {
        let (Some(full), Some(mindre)) = (tema.kontrast(roll), i_256.kontrast(roll)) else {
            continue;
        };
        let kontrast = full.min(mindre);
        if kontrast < roll.kontrastkrav() {
            varningar.push(TemaVarning::SvagKontrast {
                kalla: kalla.to_owned(),
                roll: roll.nyckel().to_owned(),
                kontrast,
            });
        }
    }
}
