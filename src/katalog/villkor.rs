//! Villkor: the shared ones, those of one insats, and the ages in them.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::fil::Varde;
use super::tabell::Tabell;
use super::tecken::citat;
use crate::domain::fakta::Underlag;
use crate::domain::provning::STADSOMRADE;
use crate::domain::villkor::{Aldersgrans, ArMed, EgenUppgift, Krav, Part, Villkor};

/// The keys of a shared villkor.
const NYCKLAR: &[&str] = &[
    "text",
    "typ",
    "avser",
    "kommuner",
    "alder",
    "relationer",
    "sammanboende",
    "utan-annan-insats",
    "underlag",
    "egen-uppgift",
    "oppet",
];

/// The keys of a villkor in an insats.
const NYCKLAR_I_INSATS: &[&str] = &[
    "text",
    "typ",
    "avser",
    "kommuner",
    "alder",
    "relationer",
    "sammanboende",
    "utan-annan-insats",
    "underlag",
    "egen-uppgift",
    "oppet",
    "delad",
    "id",
];

/// The parts by their words in a catalogue.
pub(super) const PARTER: &[(&str, Part)] = &[
    ("person", Part::Person),
    ("barn", Part::Barn),
    ("partner", Part::Partner),
];

/// Whether the own word is enough, by the words in a catalogue.
pub(super) const EGEN_UPPGIFT: &[(&str, EgenUppgift)] = &[
    ("racker", EgenUppgift::Racker),
    ("markeras", EgenUppgift::Markeras),
    ("racker-inte", EgenUppgift::RackerInte),
];

/// The shared villkor of a catalogue.
pub(super) struct Delade<'t> {
    alla: BTreeMap<&'t str, (&'t Varde<'t>, Option<Villkor>)>,
    standard: EgenUppgift,
}

impl<'t> Delade<'t> {
    /// Reads `[villkor.…]`; `standard` is what holds where a villkor does not say if the own word is enough.
    pub(super) fn las(rot: &Tabell<'t>, standard: EgenUppgift) -> Self {
        let mut alla = BTreeMap::new();
        let varden = rot
            .varde("villkor")
            .and_then(|varde| varde.get_ref().as_table());
        for (namn, tabell) in rot.namngivna("villkor", "[villkor.…]", NYCKLAR) {
            if let Some(varde) = varden.and_then(|varden| varden.get(namn)) {
                alla.insert(namn, (varde, villkor(&tabell, namn, standard)));
            }
        }
        Self { alla, standard }
    }

    /// The villkor of one insats; `None` where any of them is at fault.
    pub(super) fn i_insats(&self, insats: &Tabell<'t>) -> Option<Vec<Villkor>> {
        let mut klara = Vec::new();
        let mut alla_ratt = true;
        let mut idn: Vec<String> = Vec::new();
        insats.maste("villkor", Tabell::varde)?;
        for varde in insats.lista("villkor") {
            let last = self.ett(insats, varde);
            let Some(villkor) = last else {
                alla_ratt = false;
                continue;
            };
            // The check of the part of town answers to this id in the domain.
            if villkor.id == STADSOMRADE {
                insats.fil().fel.fel(
                    varde.span().start,
                    format!("Id ”{STADSOMRADE}” är upptaget av nyckeln ”stadsomraden”."),
                    "Ge villkoret ett annat id.",
                );
            }
            if idn.contains(&villkor.id) {
                insats.fil().fel.fel(
                    varde.span().start,
                    format!("Två villkor i samma insats har id {}.", citat(&villkor.id)),
                    "Ge det ena ett eget id.",
                );
            }
            idn.push(villkor.id.clone());
            klara.push(villkor);
        }
        alla_ratt.then_some(klara)
    }

    fn ett(&self, insats: &Tabell<'t>, varde: &'t Varde<'t>) -> Option<Villkor> {
        let fil = insats.fil();
        let tabell = match varde.get_ref() {
            DeValue::String(_) => {
                let namn = fil.text_av(varde, "villkor")?;
                return self.delad(namn).map_or_else(
                    || {
                        self.finns_inte(insats, varde, namn);
                        None
                    },
                    |(_, villkor)| villkor.clone(),
                );
            }
            DeValue::Table(tabell) => Tabell::ny(
                fil,
                "ett villkor",
                tabell,
                varde.span().start,
                NYCKLAR_I_INSATS,
            ),
            _ => {
                return fil.fel_typ(
                    varde,
                    "villkor",
                    "namnet på ett delat villkor eller en tabell",
                );
            }
        };
        let Some(delad) = tabell.varde("delad") else {
            let id = tabell.maste("id", Tabell::id);
            // Read it even without an id, so that all its faults are told at once.
            let villkor = villkor(&tabell, id.as_deref().unwrap_or_default(), self.standard);
            return id.and(villkor);
        };
        let namn = fil.text_av(delad, "delad")?;
        let Some((DeValue::Table(bas), _)) = self
            .delad(namn)
            .map(|(bas, villkor)| (bas.get_ref(), villkor))
        else {
            self.finns_inte(insats, delad, namn);
            return None;
        };
        let id = if tabell.varde("id").is_some() {
            tabell.id("id")?
        } else {
            namn.to_owned()
        };
        villkor(&tabell.over(bas), &id, self.standard)
    }

    fn delad(&self, namn: &str) -> Option<&(&'t Varde<'t>, Option<Villkor>)> {
        self.alla.get(namn)
    }

    fn finns_inte(&self, insats: &Tabell<'t>, varde: &Varde<'t>, namn: &str) {
        let finns = self.alla.keys().copied();
        insats
            .fil()
            .fel_hanvisning(varde.span().start, "Det delade villkoret", namn, finns);
    }
}

/// The kinds of villkor, with the keys that belong to each.
#[derive(Clone, Copy, PartialEq)]
enum Typ {
    Alder,
    Folkbokford,
    Skola,
    HandelsePlats,
    AnnanPerson,
    GemensamBegaran,
    Faktum,
    Bedomning,
}

const TYPER: &[(&str, Typ)] = &[
    ("alder", Typ::Alder),
    ("folkbokford", Typ::Folkbokford),
    ("skola", Typ::Skola),
    ("handelse-plats", Typ::HandelsePlats),
    ("annan-person", Typ::AnnanPerson),
    ("gemensam-begaran", Typ::GemensamBegaran),
    ("faktum", Typ::Faktum),
    ("bedomning", Typ::Bedomning),
];

fn villkor(tabell: &Tabell<'_>, id: &str, standard: EgenUppgift) -> Option<Villkor> {
    let text = tabell.maste("text", Tabell::text);
    let typ = tabell.maste("typ", |tabell, nyckel| tabell.val(nyckel, TYPER));
    let underlag_namn = Underlag::ALLA.map(|underlag| (underlag.kod(), underlag));
    let underlag = tabell
        .flerval("underlag", &underlag_namn)
        .unwrap_or_default();
    let egen_uppgift = tabell.val("egen-uppgift", EGEN_UPPGIFT).unwrap_or(standard);
    let oppet = tabell.text("oppet");
    let avser = tabell.flerval("avser", PARTER);
    let kommuner = tabell.texter("kommuner");
    let grans = tabell
        .tabell("alder", "alder", ALDER)
        .map(|alder| aldersgrans(&alder));
    let relationer = tabell.texter("relationer");
    let sammanboende = tabell.sant("sammanboende");
    let utan_annan_insats = tabell.sant("utan-annan-insats").unwrap_or(false);

    let typ = typ?;
    frammande_nycklar(tabell, typ);
    let krav = match typ {
        Typ::Alder => {
            tabell.maste("alder", Tabell::varde);
            let avser = tabell.maste("avser", |_, _| avser)?;
            let [avser] = avser[..] else {
                tabell.fel(
                    "avser",
                    "Ett villkor om ålder ska avse precis en.",
                    "Skriv en av person, barn och partner.",
                );
                return None;
            };
            Krav::Alder {
                avser,
                grans: grans?,
            }
        }
        Typ::Folkbokford => {
            krav_pa_kommuner(tabell, &kommuner);
            let avser = tabell.maste("avser", |_, _| avser)?;
            if avser.is_empty() {
                tabell.fel(
                    "avser",
                    "Listan ”avser” är tom.",
                    "Skriv vem som ska vara folkbokförd.",
                );
            } else if avser.len() > 1 && tabell.varde("oppet").is_none() {
                tabell.fel(
                    "avser",
                    "Villkoret avser flera, men det står inte vem av dem som räknas.",
                    "Välj en, eller skriv i ”oppet” vad källan lämnar öppet.",
                );
            }
            Krav::Folkbokford { avser, kommuner }
        }
        Typ::Skola => {
            krav_pa_kommuner(tabell, &kommuner);
            Krav::Skola { kommuner }
        }
        Typ::HandelsePlats => {
            krav_pa_kommuner(tabell, &kommuner);
            Krav::HandelsePlats { kommuner }
        }
        Typ::AnnanPerson => Krav::AnnanPerson {
            relationer,
            grans,
            sammanboende,
            utan_annan_insats,
        },
        Typ::GemensamBegaran => Krav::GemensamBegaran,
        Typ::Faktum => Krav::Faktum,
        Typ::Bedomning => Krav::Bedomning,
    };
    Some(Villkor {
        id: id.to_owned(),
        text: text?,
        krav,
        underlag,
        egen_uppgift,
        oppet,
    })
}

/// A key that the kind does not use would be lost in silence.
fn frammande_nycklar(tabell: &Tabell<'_>, typ: Typ) {
    const ALLTID: &[&str] = &[
        "text",
        "typ",
        "underlag",
        "egen-uppgift",
        "oppet",
        "delad",
        "id",
    ];
    let egna: &[&str] = match typ {
        Typ::Alder => &["avser", "alder"],
        Typ::Folkbokford => &["avser", "kommuner"],
        Typ::Skola | Typ::HandelsePlats => &["kommuner"],
        Typ::AnnanPerson => &["relationer", "alder", "sammanboende", "utan-annan-insats"],
        Typ::GemensamBegaran | Typ::Faktum | Typ::Bedomning => &[],
    };
    let namn = TYPER
        .iter()
        .find(|(_, t)| *t == typ)
        .map_or("", |(namn, _)| namn);
    for (nyckel, egen) in tabell.nycklar() {
        // Unknown keys have been told of already.
        if NYCKLAR.contains(&nyckel) && !ALLTID.contains(&nyckel) && !egna.contains(&nyckel) {
            tabell.fel(
                // What the shared villkor brings along is wrong because of the kind that was put over it.
                if egen { nyckel } else { "typ" },
                format!("Nyckeln ”{nyckel}” hör inte till ett villkor av typ ”{namn}”."),
                "Ta bort den eller byt typ.",
            );
        }
    }
}

fn krav_pa_kommuner(tabell: &Tabell<'_>, kommuner: &[String]) {
    tabell.maste("kommuner", Tabell::varde);
    if tabell
        .varde("kommuner")
        .is_some_and(|varde| varde.get_ref().is_array())
        && kommuner.is_empty()
    {
        tabell.fel(
            "kommuner",
            "Listan ”kommuner” är tom.",
            "Skriv minst en kommun.",
        );
    }
}

/// The keys of an age range.
pub(super) const ALDER: &[&str] = &["fran", "till", "till-och-med"];

/// An age range; ages in whole years, 0 to 120.
pub(super) fn aldersgrans(tabell: &Tabell<'_>) -> Aldersgrans {
    const AR_MED: &[(&str, ArMed)] = &[
        ("ja", ArMed::Ja),
        ("nej", ArMed::Nej),
        ("oklart", ArMed::Oklart),
    ];
    let alder = |nyckel| {
        tabell
            .tal(nyckel, 0, 120)
            .and_then(|ar| u8::try_from(ar).ok())
    };
    let (fran, till) = (alder("fran"), alder("till"));
    let ar_med = tabell.val("till-och-med", AR_MED);
    let finns = |nyckel| tabell.varde(nyckel).is_some();
    if !finns("fran") && !finns("till") {
        tabell.fel(
            "alder",
            "Åldern saknar gränser.",
            "Skriv fran, till eller båda.",
        );
    }
    if finns("till") && !finns("till-och-med") {
        tabell.fel(
            "till",
            "Den övre åldern säger inte om året självt räknas med.",
            "Skriv till-och-med = \"ja\", \"nej\" eller \"oklart\".",
        );
    }
    if finns("till-och-med") && !finns("till") {
        tabell.fel(
            "till-och-med",
            "Nyckeln ”till-och-med” står utan ”till”.",
            "Ange ”till” eller ta bort nyckeln.",
        );
    }
    if let (Some(fran), Some(till)) = (fran, till)
        && (fran > till || (fran == till && ar_med == Some(ArMed::Nej)))
    {
        tabell.fel(
            "till",
            format!("Åldrarna från {fran} och till {till} lämnar ingen kvar."),
            "Rätta ordningen mellan ”fran” och ”till”.",
        );
    }
    let till = match (till, ar_med) {
        (Some(till), Some(ar_med)) => Some((till, ar_med)),
        _ => None,
    };
    Aldersgrans { fran, till }
}
