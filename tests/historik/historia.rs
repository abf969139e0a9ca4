//! The history as the processes wrote it: each act with its attempts, and what each attempt was answered.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::akter::Akt;
use super::logg::{Op, Sort, las_fil};

/// One time that an act was sent.
#[derive(Clone, Debug)]
pub struct Forsok {
    pub av: u64,
    pub tid: u64,
    /// Sent again.
    pub igen: bool,
    /// When it was answered, and with what.
    pub svar: Option<(u64, String)>,
}

impl Forsok {
    pub fn ok(&self) -> Option<(u64, &str)> {
        let (tid, svar) = self.svar.as_ref()?;
        Some((*tid, svar.strip_prefix("ok ")?))
    }
}

/// One act, and all that came of sending it.
#[derive(Clone, Debug)]
pub struct Avsikt {
    pub desk: u64,
    pub akt: Akt,
    pub forsok: Vec<Forsok>,
}

impl Avsikt {
    /// When it was first sent.
    pub fn borjan(&self) -> u64 {
        self.forsok.iter().map(|f| f.tid).min().unwrap_or(0)
    }

    /// When it was first answered as done.
    pub fn klar(&self) -> Option<u64> {
        self.forsok
            .iter()
            .filter_map(|f| f.ok().map(|(tid, _)| tid))
            .min()
    }
}

#[derive(Default)]
pub struct Historia {
    pub avsikter: BTreeMap<Op, Avsikt>,
    /// Words of the processes on themselves.
    pub noter: Vec<(u64, String)>,
    /// Lines that a kill has cut.
    pub avklippta: usize,
    /// What a process wrote when it fell.
    pub fall: Vec<String>,
}

/// Reads the logs of a folder.
pub fn las(mapp: &Path) -> Historia {
    let mut historia = Historia::default();
    let mut filer: Vec<_> = std::fs::read_dir(mapp)
        .unwrap()
        .map(|fil| fil.unwrap().path())
        .collect();
    filer.sort();
    for fil in filer {
        let namn = fil.file_name().unwrap().to_string_lossy().into_owned();
        if let Some(av) = namn.strip_prefix("historik.") {
            historia.lagg_till(av.parse().unwrap(), &fil);
        } else if namn.starts_with("fel.") {
            let text = std::fs::read_to_string(&fil).unwrap_or_default();
            if text.contains("panicked") {
                historia.fall.push(text);
            }
        }
    }
    historia
}

impl Historia {
    fn lagg_till(&mut self, av: u64, fil: &Path) {
        let (rader, avklippta) = las_fil(fil);
        self.avklippta += avklippta;
        // A process does one thing at a time: an answer belongs to the attempt before it.
        let mut vantar: HashMap<Op, usize> = HashMap::new();
        for rad in rader {
            let igen = matches!(rad.sort, Sort::Omsandning(..));
            match rad.sort {
                Sort::Avsikt(desk, akt) | Sort::Omsandning(desk, akt) => {
                    let avsikt = self.avsikter.entry(rad.op).or_insert_with(|| Avsikt {
                        desk,
                        akt,
                        forsok: Vec::new(),
                    });
                    vantar.insert(rad.op, avsikt.forsok.len());
                    let (tid, svar) = (rad.tid, None);
                    avsikt.forsok.push(Forsok {
                        av,
                        tid,
                        igen,
                        svar,
                    });
                }
                Sort::Svar(svar) => {
                    let plats = vantar.remove(&rad.op);
                    let forsok = plats.zip(self.avsikter.get_mut(&rad.op));
                    if let Some((plats, avsikt)) = forsok {
                        avsikt.forsok[plats].svar = Some((rad.tid, svar));
                    }
                }
                Sort::Not(not) => self.noter.push((av, not)),
            }
        }
    }

    /// Waits in nanoseconds of the attempts that were answered, by process.
    pub fn vantan(&self) -> BTreeMap<u64, Vec<u64>> {
        let mut alla: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for forsok in self.avsikter.values().flat_map(|avsikt| &avsikt.forsok) {
            let per_process = alla.entry(forsok.av).or_default();
            if let Some((tid, _)) = &forsok.svar {
                per_process.push(tid - forsok.tid);
            }
        }
        alla
    }
}
