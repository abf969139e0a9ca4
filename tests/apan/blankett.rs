//! Forms filled in with care, each field with what it asks for; and now and then with what belongs elsewhere.

use chrono::{Days, NaiveDate};
use troskel::app::blankett::{Blankettfalt, Faltnamn, Faltslag};
use troskel::app::kommando::Kontext;
use troskel::app::{App, Vy};

use crate::handling::{Handling, NAMN, NUMMER, Plan, TELEFON, som_text};
use crate::slump::Slump;

/// The fields of the form that is shown from the one in focus on.
fn falten(app: &App) -> &[Blankettfalt] {
    let (falt, fokus) = match (app.vy, &app.ko.blankett, &app.akt.blankett) {
        (Vy::Ko, Some(blankett), _) => (&blankett.falt[..], blankett.fokus),
        (Vy::Akt, _, Some(blankett)) => (&blankett.falt[..], blankett.fokus),
        _ => (&[][..], 0),
    };
    falt.get(fokus..).unwrap_or_default()
}

/// The rest of the form that is shown, filled in and saved; nothing where none is. What stands there stays, or is
/// written anew one time out of so many.
pub fn hel(app: &App, idag: NaiveDate, andras: Option<usize>, slump: &mut Slump) -> Vec<Handling> {
    let falten = falten(app);
    let mut ut = Vec::new();
    for (nr, falt) in falten.iter().enumerate() {
        ut.extend(fyll(falt, idag, andras, slump));
        let sist = nr + 1 == falten.len();
        let tangent = if sist { "<F2>" } else { "<Tab>" };
        ut.push(Handling::Tangent(tangent.to_owned()));
    }
    ut
}

pub fn i_blankett(app: &App, idag: NaiveDate, plan: &mut Plan, slump: &mut Slump) -> Handling {
    let mut gor = match slump.under(40) {
        0..3 => return Handling::Tangent("<Esc>".to_owned()),
        3..6 => return Handling::Tangent("<F2>".to_owned()),
        6..14 => vec![vad_som_helst(app.kontext(), slump)],
        14..26 => hel(app, idag, Some(3), slump),
        _ => {
            let falt = falten(app).first();
            falt.map_or_else(Vec::new, |falt| fyll(falt, idag, Some(2), slump))
        }
    };
    let tab = Handling::Tangent("<Tab>".to_owned());
    if !matches!(gor.last(), Some(Handling::Tangent(sist)) if sist == "<F2>") {
        gor.push(tab);
    }
    let forst = gor.remove(0);
    plan.forst(gor);
    forst
}

/// What is to be done in a field that has the focus.
fn fyll(
    falt: &Blankettfalt,
    idag: NaiveDate,
    andras: Option<usize>,
    slump: &mut Slump,
) -> Vec<Handling> {
    let lamnas = andras.is_none_or(|av| slump.under(av) > 0);
    match &falt.slag {
        Faltslag::Val { rader, .. } => {
            if rader.is_empty() || (lamnas && rader.iter().any(|rad| rad.vald)) {
                return Vec::new();
            }
            let rad = &rader[slump.under(rader.len())];
            vec![Handling::Tangent(som_text(rad.tangent))]
        }
        Faltslag::Datum(datum) if lamnas && datum.datum().is_some() => Vec::new(),
        Faltslag::Datum(_) => vec![Handling::Klistra(dag(falt.namn, idag, slump))],
        Faltslag::Lang(text) if lamnas && !text.text().is_empty() => Vec::new(),
        Faltslag::Lang(_) => vec![Handling::Klistra(LANGT.to_owned())],
        Faltslag::Text(text) if lamnas && !text.ar_tomt() => Vec::new(),
        Faltslag::Text(text) => {
            let mut ut = vec![Handling::Tangent("<End>".to_owned())];
            let bort = Handling::Tangent("<BS>".to_owned());
            ut.extend(std::iter::repeat_n(bort, text.langd().min(60)));
            ut.push(Handling::Klistra(ord(falt.namn, slump).to_owned()));
            ut
        }
    }
}

/// A day that can be meant: those that are to come, those of the bridge one after the other, and those that were.
fn dag(namn: Faltnamn, idag: NaiveDate, slump: &mut Slump) -> String {
    let nagra = u64::try_from(slump.under(30)).unwrap();
    let dag = match namn {
        Faltnamn::Till | Faltnamn::Uppfoljning => idag + Days::new(nagra),
        Faltnamn::Brodag(plats) => idag - Days::new(60) + Days::new(10 * u64::from(plats)),
        _ if slump.under(2) == 0 => idag + Days::new(nagra),
        _ => idag - Days::new(nagra),
    };
    dag.to_string()
}

const LANGT: &str = "Personen berättade vad som hade hänt.\nSova bättre\nBetala hyran i tid";

fn ord(namn: Faltnamn, slump: &mut Slump) -> &'static str {
    match namn {
        Faltnamn::Namn => slump.av(&[NAMN, "Bo Apqvist", "Ek Apqvist"]),
        Faltnamn::Nummer => slump.av(&["", "", NUMMER]),
        Faltnamn::Varde => slump.av(&[TELEFON, "a@b.se"]),
        Faltnamn::Klockslag => "12:15",
        Faltnamn::Parti | Faltnamn::Minst => "2",
        Faltnamn::Antal => slump.av(&["1", "3", "5"]),
        Faltnamn::Mellan => "7",
        Faltnamn::Minuter => "60",
        Faltnamn::Hogst => "10",
        Faltnamn::Skrivare => "Anna Asp",
        Faltnamn::Titel => "socialpedagog",
        Faltnamn::Mottagare => "Skolan, som vill veta",
        Faltnamn::Sokt => slump.av(&[NAMN, "2026-00001", NUMMER]),
        _ => "Det som var sagt vid disken",
    }
}

/// Text where a word was asked for, and keys that may choose something.
fn vad_som_helst(kontext: Kontext, slump: &mut Slump) -> Handling {
    match kontext {
        Kontext::Blankettval | Kontext::Utkastval => Handling::Tangent(
            slump
                .av(&[
                    "<Space>", "<Right>", "1", "2", "3", "m", "p", "j", "n", "s", "v", "b", "t",
                    "k",
                ])
                .to_owned(),
        ),
        Kontext::Langtext | Kontext::Langblankett => Handling::Klistra(LANGT.to_owned()),
        _ => Handling::Klistra(
            slump
                .av(&[
                    "2026-12-01",
                    "2025-12-01",
                    "2025-11-22",
                    "2026-11-22",
                    "3",
                    "10",
                    "12:15",
                    NAMN,
                    "Anna Asp",
                    TELEFON,
                    "a@b.se",
                    "Skolan, som vill veta",
                    "sv",
                    NUMMER,
                    "Det blev fel dag vid disken.",
                    "60",
                ])
                .to_owned(),
        ),
    }
}
