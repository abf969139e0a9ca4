//! The checker: holds what the processes were told, the log of the file, the tables and the model against each other, and
//! says everything that does not go together.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::desk::databas;
use super::fil::{self, Filen, Rad};
use super::historia::{self, Avsikt, Historia};
use super::logg::Op;
use super::modell::{self, Komodell};
use super::modell_akt::{self, Aktmodell};
use super::tabeller;

/// One thing that does not go together: which rule, about which act, and what.
#[derive(Clone, Debug)]
pub struct Brott {
    pub regel: &'static str,
    pub op: Option<Op>,
    pub text: String,
}

impl fmt::Display for Brott {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.regel, self.text)?;
        self.op.map_or(Ok(()), |op| write!(f, " [{op}]"))
    }
}

/// What the checker has come to.
pub struct Dom {
    pub brott: Vec<Brott>,
    pub historia: Historia,
    /// How many acts were answered as done; how many stand in the file; how many of these were never answered, and how many
    /// only when they were sent again.
    pub kvitterade: usize,
    pub i_filen: usize,
    pub utan_svar: usize,
    pub avbrutna: usize,
    /// Answers, by their first words.
    pub svar: BTreeMap<String, usize>,
    /// Events of the queue.
    pub handelser: BTreeMap<String, usize>,
}

/// What an act came to by the model, and where in the log it stands.
struct Spelad {
    lage: usize,
    ko: modell::Utfall,
    akt: modell_akt::Utfall,
}

struct Granskare<'h> {
    historia: &'h Historia,
    brott: Vec<Brott>,
    spelade: HashMap<Op, Spelad>,
    ko: Komodell,
    akt: Aktmodell,
}

/// Judges what lies in a folder. `kedjan` is what the program itself says of its chain.
pub fn granska(mapp: &Path, kedjan: Result<(), String>) -> Dom {
    let historia = historia::las(mapp);
    let mut g = Granskare {
        historia: &historia,
        brott: Vec::new(),
        spelade: HashMap::new(),
        ko: Komodell::ny(),
        akt: Aktmodell::default(),
    };
    g.processerna();
    if let Err(fel) = kedjan {
        g.brott("kedjan", None, fel);
    }
    let en_enda = mapp.join("troskel.db.nycklar").exists();
    let mut i_filen = 0;
    let (mut utan_svar, mut avbrutna) = (0, 0);
    match fil::las(&databas(mapp)) {
        Err(fel) => g.brott("filen går inte att läsa", None, fel.to_string()),
        Ok(fil) => {
            // A broken file can hold anything: what the model has no way of playing is a finding too.
            let alla = AssertUnwindSafe(|| g.filen(&fil, en_enda));
            match catch_unwind(alla) {
                Ok(antal) => (i_filen, utan_svar, avbrutna) = antal,
                Err(_) => g.brott("modellen", None, "loggen går inte att spela upp".to_owned()),
            }
        }
    }
    let mut svar = BTreeMap::new();
    for forsok in historia.avsikter.values().flat_map(|a| &a.forsok) {
        let text = forsok.svar.as_ref().map_or("-", |(_, svar)| svar);
        let slag: String = text.split(' ').take(2).collect::<Vec<_>>().join(" ");
        *svar.entry(slag).or_default() += 1;
    }
    let (brott, handelser) = (g.brott, g.ko.antal);
    Dom {
        brott,
        kvitterade: historia
            .avsikter
            .values()
            .filter(|a| a.klar().is_some())
            .count(),
        i_filen,
        utan_svar,
        avbrutna,
        svar,
        handelser,
        historia,
    }
}

impl Granskare<'_> {
    fn brott(&mut self, regel: &'static str, op: Option<Op>, text: String) {
        self.brott.push(Brott { regel, op, text });
    }

    /// What the processes say of themselves.
    fn processerna(&mut self) {
        let historia = self.historia;
        for fall in &historia.fall {
            self.brott("en process föll", None, fall.clone());
        }
        let mut nya = 0;
        for (av, not) in &historia.noter {
            nya += usize::from(not == "ny");
            if not.starts_with("fel") {
                self.brott("fel i stället för svar", None, format!("desk {av}: {not}"));
            }
        }
        if nya > 1 {
            let text = format!("{nya} processer fick veta att de gjorde filen");
            self.brott("filen görs en gång", None, text);
        }
        for (op, avsikt) in &historia.avsikter {
            for forsok in &avsikt.forsok {
                let Some((_, svar)) = &forsok.svar else {
                    continue;
                };
                if svar.starts_with("fel") || svar.contains("fel sorts svar") {
                    let text = format!("{} av desk {}: {svar}", avsikt.akt, forsok.av);
                    self.brott("fel i stället för svar", Some(*op), text);
                }
            }
        }
    }

    fn filen(&mut self, fil: &Filen, en_enda: bool) -> (usize, usize, usize) {
        for fel in &fil.fel {
            self.brott("filen", None, fel.clone());
        }
        let per_op = self.en_gang(fil);
        self.kvitterat(&per_op, fil);
        self.spela(fil, en_enda);
        self.svaren();
        self.ordningen();
        for text in tabeller::jamfor(fil, &self.ko, &self.akt, self.historia, &per_op) {
            self.brott("tabell mot logg", None, text);
        }
        let i_filen = || {
            per_op
                .keys()
                .filter_map(|op| self.historia.avsikter.get(op))
        };
        let utan_svar = i_filen().filter(|avsikt| avsikt.klar().is_none());
        let avbrutna = i_filen().filter(|avsikt| {
            let forst = avsikt.forsok.iter().find(|forsok| !forsok.igen);
            avsikt.klar().is_some() && forst.is_some_and(|forsok| forsok.svar.is_none())
        });
        (per_op.len(), utan_svar.count(), avbrutna.count())
    }

    /// Each act is in the log once, by the desk that it was meant for, and is remembered.
    fn en_gang<'f>(&mut self, fil: &'f Filen) -> HashMap<Op, Vec<&'f Rad>> {
        let mut per_op: HashMap<Op, Vec<&Rad>> = HashMap::new();
        for rad in &fil.rader {
            per_op.entry(rad.op()).or_default().push(rad);
            if rad.lank.is_none() {
                let text = format!("{} {} {} har ingen länk", rad.tabell, rad.seq, rad.slag);
                self.brott("kedjan", Some(rad.op()), text);
            }
        }
        for (op, rader) in &per_op {
            let Some(avsikt) = self.historia.avsikter.get(op) else {
                let slag: Vec<&str> = rader.iter().map(|rad| rad.slag.as_str()).collect();
                let text = format!("{slag:?} står i loggen, men ingen har begärt det");
                self.brott("bara det som begärts", Some(*op), text);
                continue;
            };
            let ar_huvud = |rad: &&&Rad| avsikt.akt.huvudrader().contains(&rad.slag.as_str());
            let blick = |rad: &&&Rad| ["last_igen", "kontakt_last"].contains(&rad.slag.as_str());
            let huvud = rader.iter().filter(ar_huvud).count();
            let blickar = rader.iter().filter(|r| ar_huvud(r) && blick(r)).count();
            // Each time that somebody is shown is logged.
            let antal = if avsikt.akt.visar() && huvud > 1 {
                (huvud - blickar).max(1)
            } else {
                huvud
            };
            if antal != 1 {
                let text = format!("{} är gjort {antal} gånger", avsikt.akt);
                self.brott("en gång", Some(*op), text);
            }
            let desk = format!("disk-{}", avsikt.desk);
            if rader.iter().any(|rad| rad.desk != desk) {
                let text = format!("{} står i loggen för en annan desk", avsikt.akt);
                self.brott("vem", Some(*op), text);
            }
            if !fil.gjorda.contains(&op.0) {
                let text = format!("{} är gjort men inte ihågkommet", avsikt.akt);
                self.brott("en gång", Some(*op), text);
            }
        }
        for op in fil.gjorda.iter().map(|op| Op(*op)) {
            if !per_op.contains_key(&op) {
                let text = "ihågkommet men inte i loggen".to_owned();
                self.brott("en gång", Some(op), text);
            }
        }
        per_op
    }

    /// What was answered as done is there, and what was refused is not.
    fn kvitterat(&mut self, per_op: &HashMap<Op, Vec<&Rad>>, fil: &Filen) {
        let historia = self.historia;
        for (op, avsikt) in &historia.avsikter {
            let finns = per_op.contains_key(op);
            if avsikt.klar().is_some() && !finns {
                let text = format!("{} kvitterades men finns inte i filen", avsikt.akt);
                self.brott("förlorat", Some(*op), text);
            }
            let nekades = avsikt.forsok.iter().all(|f| {
                let svar = f.svar.as_ref().map(|(_, svar)| svar);
                svar.is_some_and(|svar| !svar.starts_with("ok")) && !(f.igen && avsikt.akt.visar())
            });
            if nekades && (finns || fil.gjorda.contains(&op.0)) {
                let text = format!("{} nekades men är gjort", avsikt.akt);
                self.brott("nekat", Some(*op), text);
            }
        }
    }

    /// Plays the log against the models, act by act.
    fn spela(&mut self, fil: &Filen, en_enda: bool) {
        let historia = self.historia;
        let mut n = 0;
        while n < fil.rader.len() {
            let op = fil.rader[n].op();
            let slut = fil.rader[n..]
                .iter()
                .position(|rad| rad.op() != op)
                .map_or(fil.rader.len(), |antal| n + antal);
            let rader: Vec<&Rad> = fil.rader[n..slut].iter().collect();
            if let Some(avsikt) = historia.avsikter.get(&op) {
                let desk = format!("disk-{}", avsikt.desk);
                let ko = self.ko.spela(n, &avsikt.akt, &rader, fil);
                let akt = self.akt.spela(&avsikt.akt, &desk, en_enda, &rader);
                let funna: Vec<String> = self
                    .ko
                    .brott
                    .drain(..)
                    .chain(self.akt.brott.drain(..))
                    .collect();
                for fel in funna {
                    let text = format!("{fel} ({})", avsikt.akt);
                    self.brott("modellen", Some(op), text);
                }
                let spelad = Spelad { lage: n, ko, akt };
                // A look that comes later is no second act.
                self.spelade.entry(op).or_insert(spelad);
            }
            n = slut;
        }
    }

    /// What each answer said is what the model says at that point of the log.
    fn svaren(&mut self) {
        let historia = self.historia;
        for (op, avsikt) in &historia.avsikter {
            let Some(spelad) = self.spelade.get(op) else {
                continue;
            };
            let vantat = vantat(avsikt, spelad, &self.ko);
            let mut fel = Vec::new();
            for forsok in &avsikt.forsok {
                let Some((tid, svar)) = forsok.ok() else {
                    continue;
                };
                // Somebody who sent it again may have been the first to get it through.
                let forst = !forsok.igen && avsikt.forsok.iter().all(|f| !f.igen || f.tid > tid);
                let duger = if forst {
                    svar == vantat
                } else {
                    samma_igen(svar, &vantat, spelad, &self.ko)
                };
                if !duger {
                    fel.push(format!("{}: sade {svar}, ska vara {vantat}", avsikt.akt));
                }
            }
            for text in fel {
                self.brott("svaret", Some(*op), text);
            }
        }
    }

    /// What was answered before something else was asked for stands before it in the log.
    fn ordningen(&mut self) {
        let mut i_ordning: Vec<(usize, Op)> =
            self.spelade.iter().map(|(op, s)| (s.lage, *op)).collect();
        i_ordning.sort_unstable();
        let mut forst_klar: Option<(u64, Op)> = None;
        for (_, op) in i_ordning.into_iter().rev() {
            let avsikt = &self.historia.avsikter[&op];
            let borjan = avsikt.borjan();
            if let Some((klar, annan)) = forst_klar.filter(|(klar, _)| *klar < borjan) {
                let text = format!(
                    "{} begärdes {} ns efter att {} var kvitterat, men står före i loggen [{annan}]",
                    avsikt.akt,
                    borjan - klar,
                    self.historia.avsikter[&annan].akt
                );
                self.brott("tidsordning", Some(op), text);
            }
            let klar = avsikt.klar().map(|klar| (klar, op));
            forst_klar = forst_klar.into_iter().chain(klar).min();
        }
    }
}

fn eller<T: ToString>(nagot: Option<&T>) -> String {
    nagot.map_or_else(|| "-".to_owned(), ToString::to_string)
}

/// What the answer must have been the first time.
fn vantat(avsikt: &Avsikt, spelad: &Spelad, ko: &Komodell) -> String {
    let (k, a) = (&spelad.ko, &spelad.akt);
    match avsikt.akt.slag() {
        "stall" => format!(
            "besok {} {} -",
            eller(k.kod.as_ref()),
            eller(k.plats.as_ref())
        ),
        "in" | "info" | "avsluta_utkast" => {
            format!("besok - - {}", eller(a.overlamning.as_ref()))
        }
        "parkera" | "ta_upp" => format!("version {}", eller(a.version.as_ref())),
        "glom" | "kvittera" | "aterlamna" | "skicka" | "makulera" => "gjort".to_owned(),
        "hamta" | "ta_over" => format!("overlamning {}", eller(a.overlamning.as_ref())),
        "oppna" | "signera" | "avsluta_arende" => {
            let (id, nummer, antal) = a.arende.clone().unwrap_or_default();
            format!("arende {id} 2025-{nummer:05} {antal}")
        }
        "las_kontakt" => {
            let kod = avsikt.akt.ord(1).unwrap_or_default();
            format!(
                "kontakt {}",
                eller(ko.sagd_person(kod, spelad.lage).as_ref())
            )
        }
        _ => {
            let [kod, status, nasta, angrat] =
                [&k.kod, &k.status, &k.nasta, &k.angrat].map(|del| eller(del.as_ref()));
            format!(
                "ko {kod} {status} {} {nasta} {angrat}",
                eller(k.plats.as_ref())
            )
        }
    }
}

/// Whether an answer to an act that was sent again is the same as the first: of what it was about as that stood by then.
fn samma_igen(svar: &str, vantat: &str, spelad: &Spelad, ko: &Komodell) -> bool {
    let (svar, vantat): (Vec<&str>, Vec<&str>) =
        (svar.split(' ').collect(), vantat.split(' ').collect());
    match (svar.as_slice(), vantat.as_slice()) {
        (["ko", kod, status, _, nasta, angrat], ["ko", v_kod, _, _, v_nasta, v_angrat]) => {
            let har_statt_sa = *status == "-" || ko.har_statt(kod, status, spelad.lage);
            (kod, nasta, angrat) == (v_kod, v_nasta, v_angrat) && har_statt_sa
        }
        (["arende", id, nummer, antal], ["arende", v_id, v_nummer, v_antal]) => {
            let tal = |text: &str| text.parse::<usize>().unwrap_or(0);
            (id, nummer) == (v_id, v_nummer) && tal(antal) >= tal(v_antal)
        }
        (["kontakt", _], ["kontakt", _]) => true,
        (svar, vantat) => svar == vantat,
    }
}
