//! The waiting list against a naive model: random acts at three desks on one file. Each act must be allowed or refused
//! as the model says, for the reason that it says, and leave the same order, the same places and the same ranks.
//!
//! `TROSKEL_KO_HANDLINGAR=1000000 cargo test --release --test ko_modell -- --nocapture` runs it for longer, and
//! `TROSKEL_KO_FRO=n` from another seed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
// An entry and its places are `post` and `pott`, as everywhere else.
#![allow(clippy::similar_names, clippy::wildcard_imports)]

#[path = "gemensamt/lager.rs"]
mod gemensamt;
#[path = "gemensamt/insats.rs"]
#[allow(dead_code)]
mod insats;
#[path = "ko_modell/jamfor.rs"]
mod jamfor;
#[path = "ko_modell/modell.rs"]
mod modell;
#[path = "ko_modell/om_en_post.rs"]
mod om_en_post;
#[path = "ko_modell/om_erbjudanden.rs"]
mod om_erbjudanden;
#[path = "ko_modell/om_platser.rs"]
mod om_platser;
#[path = "gemensamt/omraknat.rs"]
mod omraknat;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate, TimeDelta};
use gemensamt::{PROV, mapp, nar, op, sammanhang, slut, vid};
use insats::{i_ko, insats as gor_insats, mottagen};
use modell::{Lage, Modell, Nasta, Nej, Post, Potten};
use rusqlite::Connection;
use troskel::domain::insats::Insats;
use troskel::domain::ko::kontakt::{Kokontakt, Kontaktratt, Kontaktsatt};
use troskel::domain::ko::plats::{Kouppgifter, Omgang, Overhopp, Pott};
use troskel::domain::ko::policy::{Kopolicy, Koslag, VidNej, VidTystnad};
use troskel::domain::ko::rattelse::{Mening, Rattelseorsak};
use troskel::domain::ko::{KoOrsak, Kostatus};
use troskel::domain::kolapp::Kolappskod;
use troskel::domain::raknat::Raknas;
use troskel::domain::villkor::{EgenUppgift, Krav, Villkor};
use troskel::store::ko::{Erbjud, Erbjudandesvar, Koakt, Kofraga, Kokvitto, Kosvar, Sammanhang};
use troskel::store::sqlite::{SqliteStore, oppna};
use troskel::store::{Change, Query, Reply, Store, StoreError};

const DESKAR: [&str; 3] = ["ett", "två", "tre"];
const INSATSER: [&str; 2] = ["3.1", "3.2"];
/// A villkor of the second of them.
const VILLKOR: &str = "bor-i-kommunen";

/// Every reason to say no and to pass somebody over, and each way out of the queue that has a rule of its own.
const SKA_HANDA: &[&str] = &[
    "AndraVantar",
    "AndratSedan",
    "FelStatus",
    "FlerTagna",
    "ForFaForsok",
    "ForlangningBakat",
    "ForslagFinns",
    "Fullt",
    "IngenLedigPlats",
    "IngetAttAngra",
    "IngetForslag",
    "IngetForsokIdag",
    "InsatsenFinns",
    "InteForst",
    "InteITur",
    "KontaktSaknas",
    "NamndenHarInteBeslutat",
    "OkandKolapp",
    "OkandOmgang",
    "OrsakAvSvar",
    "PartiForStort",
    "PassarInte",
    "PlatsenArLedig",
    "SammaPerson",
    "Slutgiltig",
    "StaKvarSlut",
    "StegForTidigt",
    "SvarsdagEfterStart",
    "SvarsdagGarInte",
    "SvarstidForKort",
    "VilaForLang",
    "VilketVillkor",
    "ej_hord_av",
    "ej_nabar",
    "inte_nabar",
    "onskat_datum",
    "parti_storre",
    "tackat_nej",
];

/// Those that a short run may miss, for slips and ids are drawn anew each time.
const SALLAN: &[&str] = &[
    "IngenPassar",
    "KodatumGarInte",
    "PlatsenBorta",
    "PlatserOkanda",
    "StarRedan",
    "StegenInteKlar",
    "StegenSlut",
    "SvarstidPagar",
    "TystnadAvslutarInte",
    "VilaBakvand",
    "bekraftelse_uteblev",
    "ej_svar",
    "villkor_ej_uppfyllda",
];

/// xorshift64: the same acts from the same seed.
struct Slump(u64);

impl Slump {
    fn under(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).unwrap()
    }

    fn en_av(&mut self, n: usize) -> bool {
        self.under(n) == 0
    }
}

struct Prov {
    modell: Modell,
    deskar: Vec<SqliteStore>,
    insatser: [Arc<Insats>; 2],
    slump: Slump,
    plain: Connection,
    /// How each kind of act has ended.
    utfall: BTreeMap<(&'static str, bool), u64>,
    /// The desk of the next act, where it is not drawn.
    tvingad: Option<usize>,
    /// How many times each reason has been given, and each way out of the queue been taken.
    hinder: BTreeMap<String, u64>,
    /// The desk of the last act.
    sist_vid: usize,
    /// Days on which a group start begins, each once: the order of two on the same day is drawn.
    startdagar: BTreeSet<NaiveDate>,
}

impl Prov {
    fn sammanhang(&self) -> Sammanhang {
        let mut s = sammanhang(&[&self.insatser[0], &self.insatser[1]]);
        if let Some(katalog) = Arc::get_mut(&mut s.katalog) {
            katalog.insatser[1].villkor.push(Villkor {
                id: VILLKOR.to_owned(),
                text: "Bor i kommunen".to_owned(),
                krav: Krav::Faktum,
                underlag: Vec::new(),
                egen_uppgift: EgenUppgift::Racker,
                oppet: None,
            });
        }
        s.idag = self.modell.idag;
        s
    }

    /// Sends an act, and says what came of it in the words of the model.
    fn spara(&mut self, desk: usize, change: &Change) -> Result<Reply, Nej> {
        let op = op();
        let store = &mut self.deskar[desk];
        let svar = store.save(&vid(DESKAR[desk]), op, self.modell.nu, change);
        // The answer is lost now and then, and the act sent again: it must change nothing.
        if let Ok(svar) = &svar
            && self.slump.en_av(10)
        {
            let fore: i64 = self
                .plain
                .query_row("SELECT max(seq) FROM kohandelse", [], |r| r.get(0))
                .unwrap_or(0);
            let igen =
                self.deskar[(desk + 1) % 3].save(&vid(DESKAR[desk]), op, self.modell.nu, change);
            assert_eq!(
                format!("{:?}", igen.unwrap()),
                format!("{svar:?}"),
                "{change:?}"
            );
            let efter: i64 = self
                .plain
                .query_row("SELECT max(seq) FROM kohandelse", [], |r| r.get(0))
                .unwrap_or(0);
            assert_eq!(fore, efter);
        }
        let nej = match svar {
            Ok(svar) => return Ok(svar),
            Err(StoreError::Ko { hinder, .. }) => Nej::Ko(hinder),
            Err(StoreError::IngenPlats(hinder)) => Nej::Plats(hinder),
            Err(fel) => panic!("{fel} ({change:?})"),
        };
        let varfor = match &nej {
            Nej::Ko(hinder) => format!("{hinder:?}"),
            Nej::Plats(hinder) => format!("{hinder:?}"),
        };
        let varfor = varfor.split([' ', '(']).next().unwrap().to_owned();
        *self.hinder.entry(varfor).or_default() += 1;
        Err(nej)
    }

    /// One act on both sides. A refusal leaves both as they were.
    fn akt(
        &mut self,
        vad: &'static str,
        koakt: Koakt,
        i_modellen: impl FnOnce(&mut Modell, usize) -> Result<Nasta, Nej>,
    ) -> Option<Kokvitto> {
        // Whoever undoes is most often the one who has just done it.
        let desk = match koakt {
            _ if self.tvingad.is_some() => self.tvingad.take().unwrap_or(0),
            Koakt::Angra if !self.slump.en_av(4) => self.sist_vid,
            _ => self.slump.under(3),
        };
        self.sist_vid = desk;
        let mut modell = self.modell.clone();
        // An answer may come late, and nothing may come between an act and its undo.
        if !matches!(
            koakt,
            Koakt::Svara { .. } | Koakt::Forlang { .. } | Koakt::Angra
        ) {
            modell.svep(desk);
        }
        if matches!(koakt, Koakt::Angra) {
            self.senaste(desk);
        }
        let vantat = i_modellen(&mut modell, desk);
        let change = Change::Ko(koakt, self.sammanhang());
        let fick = self.spara(desk, &change);
        *self.utfall.entry((vad, fick.is_ok())).or_default() += 1;
        match (vantat, fick) {
            (Ok(nasta), Ok(Reply::Ko(svar))) => {
                self.modell = modell;
                let Kosvar::Gjort(kvitto) = *svar else {
                    panic!("{change:?}: {svar:?}")
                };
                assert_eq!(kvitto.nasta, nasta, "{change:?}");
                if let Some((kod, status)) = kvitto.post {
                    let i = self
                        .modell
                        .poster
                        .iter()
                        .position(|post| post.kod == kod)
                        .unwrap();
                    assert_eq!(status, self.modell.poster[i].lage.status, "{change:?}");
                    assert_eq!(kvitto.plats, self.modell.plats(i), "{change:?}");
                }
                Some(kvitto)
            }
            (Err(vantat), Err(fick)) => {
                assert_eq!(fick, vantat, "{change:?}");
                None
            }
            (vantat, fick) => panic!("{change:?}\nmodellen: {vantat:?}\nfilen: {fick:?}"),
        }
    }

    /// What the desk is told that an undo would undo.
    fn senaste(&mut self, desk: usize) {
        let vid = vid(DESKAR[desk]);
        let fraga = Kofraga::Senaste {
            anvandare: vid.anvandare,
            desk: vid.desk,
            nu: self.modell.nu,
        };
        let query = Query::Ko(fraga, self.sammanhang());
        let Ok(Reply::Ko(svar)) = self.deskar[desk].load(&query) else {
            panic!("{query:?}")
        };
        let Kosvar::Senaste(senaste) = *svar else {
            panic!("{svar:?}")
        };
        let fick = senaste.map(|senaste| (senaste.kod, senaste.gar_att_angra));
        assert_eq!(fick, self.modell.senaste(desk));
    }

    fn nagon(&mut self) -> Option<usize> {
        let n = self.modell.poster.len();
        if n == 0 {
            return None;
        }
        // Mostly somebody who waits; the ended ones are many, and mostly refuse.
        for _ in 0..3 {
            let i = self.slump.under(n);
            if self.modell.poster[i].lage.status.levande() {
                return Some(i);
            }
        }
        Some(self.slump.under(n))
    }

    /// Somebody of whom this holds, three times in four; otherwise anybody.
    fn helst(&mut self, passar: impl Fn(&Post) -> bool) -> Option<usize> {
        let alla: Vec<usize> = (0..self.modell.poster.len())
            .filter(|i| passar(&self.modell.poster[*i]))
            .collect();
        if alla.is_empty() || self.slump.en_av(4) {
            return self.nagon();
        }
        Some(alla[self.slump.under(alla.len())])
    }

    fn stall(&mut self) {
        let (desk, nr) = (self.slump.under(3), self.slump.under(2));
        self.sist_vid = desk;
        let insats = Arc::clone(&self.insatser[nr]);
        let change = slut(&insats, i_ko(&insats), None);
        let Ok(Reply::Avslutat(kvitto)) = self.spara(desk, &change) else {
            panic!("{change:?}")
        };
        let (kod, plats) = kvitto.kolapp.unwrap();
        // Whoever comes last stands last, whatever the clock says.
        let vantar = |post: &&Post| post.insats == nr && post.lage.status.levande();
        let sist = self
            .modell
            .poster
            .iter()
            .filter(vantar)
            .map(|post| post.kodatum)
            .max();
        let nu = self.modell.nu;
        let kodatum = sist.map_or(nu, |sist| nu.max(sist + TimeDelta::milliseconds(1)));
        let lage = Lage {
            status: Kostatus::IKo,
            kvar: 0,
            tyst: 0,
            forsok: 0,
            forsokt: None,
            bekraftad: kodatum.date_naive(),
            steg: 0,
            stegat: None,
        };
        self.modell.poster.push(Post {
            kod,
            insats: nr,
            kodatum,
            lage,
            parti: 1,
            tidigast: None,
            erbjudande: None,
            paminnelser: 0,
            stangda: Vec::new(),
            erbjuden_vid: kodatum,
            kontakt: None,
            raderas: None,
            haller: BTreeSet::new(),
            forslag: None,
            handelser: Vec::new(),
        });
        let i = self.modell.poster.len() - 1;
        let lage = self.modell.poster[i].lage.clone();
        self.modell.skriv(i, desk, "stalld_i_ko", lage);
        assert_eq!(Some(plats), self.modell.plats(i));
        *self.utfall.entry(("ställ i kö", true)).or_default() += 1;
    }

    fn angra(&mut self) {
        let mut vem = None;
        self.akt("ångra", Koakt::Angra, |m, desk| {
            let (i, nasta) = m.angra(desk)?;
            vem = Some(i);
            Ok(nasta)
        });
    }

    /// Somebody at another desk comes between an act and its undo.
    fn stord_angra(&mut self) {
        let erbjuden = |post: &Post| post.lage.status == Kostatus::Erbjuden;
        let Some(i) = self.helst(erbjuden) else {
            return;
        };
        let (kod, desk) = (self.modell.poster[i].kod, self.slump.under(3));
        self.tvingad = Some(desk);
        let svar = Erbjudandesvar::StarKvar;
        self.akt("svara", Koakt::Svara { kod, svar }, |m, desk| {
            m.svara(desk, i, svar)
        });
        self.tvingad = Some((desk + 1) % 3);
        match self.modell.poster[i].erbjudande.clone() {
            Some((pott, _)) if !self.slump.en_av(3) => {
                let erbjud = Erbjud {
                    pott: pott.clone(),
                    kod: None,
                    svar_senast: None,
                    kanal: None,
                    hoppa: Vec::new(),
                };
                self.akt("erbjud", Koakt::Erbjud(erbjud), |m, desk| {
                    m.erbjud(desk, &pott, None, &[], None).map(|_| None)
                });
            }
            _ => {
                self.akt("bekräfta", Koakt::Bekrafta { kod }, |m, desk| {
                    m.bekrafta(desk, i).map(|()| None)
                });
            }
        }
        self.tvingad = Some(desk);
        self.angra();
    }

    fn tiden_gar(&mut self) {
        let hogst = if self.slump.en_av(2) { 4 } else { 25 };
        let minuter = i64::try_from(self.slump.under(hogst)).unwrap();
        self.modell.nu += TimeDelta::minutes(minuter) + TimeDelta::milliseconds(7);
        if self.slump.en_av(25) {
            let dagar = 1 + self.slump.under(4) as u64;
            self.modell.idag = self.modell.idag + Days::new(dagar);
            self.modell.nu += TimeDelta::days(i64::try_from(dagar).unwrap());
        }
        // Now and then a clock goes wrong.
        if self.slump.en_av(300) {
            self.modell.nu -= TimeDelta::minutes(3);
        }
    }
}

fn med_policy(nr: &str, paragraf: &str, policy: Kopolicy) -> Arc<Insats> {
    let mut insats = gor_insats(nr, paragraf, None).as_ref().clone();
    insats.ko = policy;
    Arc::new(insats)
}

fn kor(fro: u64, handlingar: usize) -> BTreeMap<String, u64> {
    let (_mapp, fil) = mapp();
    let deskar = (0..3).map(|_| oppna(&fil, PROV).unwrap()).collect();
    let mild = Kopolicy {
        parti_hogst: 3,
        ..Kopolicy::default()
    };
    let strang = Kopolicy {
        slag: Koslag::Omgang,
        nej: VidNej::Avsluta,
        tyst: VidTystnad::Avsluta,
        sta_kvar_hogst: Some(2),
        svarstid: 2,
        svarstid_beslutad: true,
        kontaktforsok: Some(2),
        bekraftelse: VidTystnad::Avsluta,
        parti_hogst: 3,
        ..Kopolicy::default()
    };
    let mut prov = Prov {
        modell: Modell {
            poster: Vec::new(),
            potter: BTreeMap::new(),
            idag: insats::idag(),
            nu: nar(),
            policy: [mild, strang],
            raknare: 1,
            om_kon: [None; 3],
        },
        deskar,
        insatser: [
            med_policy(INSATSER[0], "14:5", mild),
            med_policy(INSATSER[1], "14:3", strang),
        ],
        slump: Slump(fro | 1),
        plain: Connection::open(&fil).unwrap(),
        utfall: BTreeMap::new(),
        hinder: BTreeMap::new(),
        tvingad: None,
        sist_vid: 0,
        startdagar: BTreeSet::new(),
    };
    for n in 0..handlingar {
        prov.tiden_gar();
        // Fewer come the more there are, so that the queues stay long enough and do not grow without end.
        let langd = prov.modell.linje(0).len() + prov.modell.linje(1).len();
        match prov.slump.under(20) {
            0..=3 if langd < 60 || prov.slump.en_av(4) => prov.stall(),
            4..=6 => prov.erbjud(),
            7 | 11 => prov.platser(),
            8 | 9 => prov.besok(),
            10 if prov.slump.en_av(3) => prov.stord_angra(),
            10 => prov.angra(),
            _ => {
                let slag = prov.slump.under(24);
                prov.om_en_post(slag);
            }
        }
        if n % 25 == 0 || n + 1 == handlingar {
            prov.jamfor();
        }
    }
    if std::env::var_os("UTAN_BEVIS").is_none() {
        prov.bevisa();
    }
    let gjort: u64 = prov
        .utfall
        .iter()
        .filter(|((_, ja), _)| *ja)
        .map(|(_, n)| n)
        .sum();
    let nekat: u64 = prov
        .utfall
        .iter()
        .filter(|((_, ja), _)| !*ja)
        .map(|(_, n)| n)
        .sum();
    println!(
        "frö {fro}: {gjort} gjorda, {nekat} nekade, {} kölappar",
        prov.modell.poster.len()
    );
    for ((vad, ja), n) in &prov.utfall {
        println!("  {vad}: {} {n}", if *ja { "gick" } else { "nekades" });
    }
    // A run in which an act never succeeds, or is never refused, proves little about it.
    for vad in [
        "erbjud",
        "svara",
        "vila",
        "avsluta",
        "ångra",
        "svara på rättelse",
        "mottagen",
        "lämna plats",
    ] {
        for ja in [true, false] {
            assert!(
                prov.utfall.contains_key(&(vad, ja)),
                "{vad} {ja} hände aldrig"
            );
        }
    }
    gemensamt::reglerna_haller(&fil);
    prov.hinder
}

#[test]
fn tio_tusen_handlingar_vid_tre_mottagningar_gar_som_i_modellen() {
    let tal =
        |namn: &str, annars: usize| std::env::var(namn).map_or(annars, |tal| tal.parse().unwrap());
    let handlingar = tal("TROSKEL_KO_HANDLINGAR", 12_000);
    let fro = tal("TROSKEL_KO_FRO", 20_261_125) as u64;
    // Several files rather than one, so that a long run does not spend its time on looking through old slips.
    let omgangar = handlingar.div_ceil(4_000);
    let mut alla: BTreeMap<String, u64> = BTreeMap::new();
    let per_omgang = handlingar / omgangar;
    for omgang in (0..omgangar).collect::<Vec<_>>().chunks(3) {
        std::thread::scope(|trad| {
            let tradar: Vec<_> = omgang
                .iter()
                .map(|omgang| {
                    let fro = fro.wrapping_add(*omgang as u64 * 7_919);
                    trad.spawn(move || kor(fro, per_omgang))
                })
                .collect();
            for hinder in tradar {
                for (varfor, antal) in hinder.join().unwrap() {
                    *alla.entry(varfor).or_default() += antal;
                }
            }
        });
    }
    println!("{alla:#?}");
    // Nor does one in which a rule never speaks.
    let lang = if handlingar < 100_000 { &[] } else { SALLAN };
    for varfor in SKA_HANDA.iter().chain(lang) {
        assert!(alla.contains_key(*varfor), "{varfor} hände aldrig");
    }
}
