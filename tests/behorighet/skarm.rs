//! The screen in the hands of each role: it asks the store for nothing that the role would be refused, and says who does it.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::TimeDelta;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use troskel::app::{App, Effect, Env, Msg};
use troskel::domain::behorighet::{Garning, Roll};
use troskel::information::Informationstexter;
use troskel::screens;
use troskel::start::{ny_op, ny_rad};
use troskel::store::sqlite::SqliteStore;
use troskel::store::worker::StoreMsg;
use troskel::store::{Query, Reply, Store};
use troskel::ui::inmatning::{Inmatning, tangenter};
use troskel::ui::tema::Tema;

use super::fil::{EGEN, Fil, vid};
use super::insats::idag;
use super::skarp::nar;
use super::spar::marken;

struct Bord {
    app: App,
    store: SqliteStore,
    tryckt: i64,
}

impl Bord {
    fn ny(fil: &Fil, roller: &[Roll]) -> Self {
        let mut store = fil.vid(EGEN);
        fil.roller(roller);
        let Ok(Reply::Lage(lage)) = store.load(&Query::Lage) else {
            panic!("läge")
        };
        let app = App::ny(
            Arc::clone(&fil.s.katalog),
            Arc::new(Informationstexter::inbyggda()),
            vid(EGEN),
            lage,
        );
        Self {
            app,
            store,
            tryckt: 0,
        }
    }

    fn tryck(&mut self, text: &str) -> &mut Self {
        for tangent in tangenter(text) {
            let mut kvar = VecDeque::from([Msg::Inmatning(Inmatning::Tangent(tangent))]);
            while let Some(msg) = kvar.pop_front() {
                self.tryckt += 1;
                let env = Env {
                    nu: nar() + TimeDelta::seconds(self.tryckt),
                    idag: idag(),
                    op: ny_op(),
                    rad: ny_rad(),
                };
                for effekt in self.app.update(msg, &env) {
                    let (biljett, svar) = match effekt {
                        Effect::Load(biljett, query) => (biljett, self.store.load(&query)),
                        Effect::Save(biljett, op, change) => {
                            let svar = self.store.save(&self.app.aktor, op, env.nu, &change);
                            (biljett, svar)
                        }
                        Effect::Rakna(arbete) => {
                            kvar.push_back(Msg::Raknat(Box::new(arbete.utfor())));
                            continue;
                        }
                        Effect::Kopiera(_)
                        | Effect::TomUrklipp
                        | Effect::SkrivUt(_)
                        | Effect::Pausa
                        | Effect::Avsluta => continue,
                    };
                    kvar.push_back(Msg::Store(StoreMsg::Svar(biljett, svar)));
                }
            }
        }
        self
    }

    fn text(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
        terminal
            .draw(|frame| screens::draw(&self.app, &Tema::terminal(), frame))
            .unwrap();
        let buffert = terminal.backend().buffer();
        buffert
            .content()
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect()
    }
}

/// The acts that somebody was refused, and that no role of theirs has anywhere: those the screen should not have asked for.
fn obehoriga(fil: &Fil, roller: &[Roll]) -> Vec<String> {
    let mut fraga = fil
        .conn
        .prepare("SELECT om FROM atkomst WHERE slag = 'nekad'")
        .unwrap();
    let nekade = fraga.query_map([], |rad| rad.get::<_, String>(0)).unwrap();
    nekade
        .map(Result::unwrap)
        .filter(|kod| {
            let garning = Garning::fran_kod(kod).unwrap();
            !roller.iter().any(|roll| roll.omfang(garning).is_some())
        })
        .collect()
}

const TANGENTER: [&str; 44] = [
    "<F1>",
    "<F2>",
    "<F2>",
    "<F3>",
    "<F4>",
    "<F4>",
    "<F5>",
    "<F5>",
    "<F6>",
    "<F7>",
    "<F8>",
    "<F9>",
    "<F12>",
    "<Enter>",
    "<Enter>",
    "<Enter>",
    "<Enter>",
    "<Enter>",
    "<Esc>",
    "<Esc>",
    "<Esc>",
    "<Down>",
    "<Down>",
    "<Up>",
    "<Tab>",
    "<Space>",
    "<Right>",
    "j",
    "o",
    "n",
    "e",
    "v",
    "f",
    "g",
    "k",
    "a",
    "t",
    "m",
    "u",
    "s",
    "1",
    "2",
    "insats 3.1",
    "insats 2.1",
];

#[test]
fn skarmen_fragar_aldrig_efter_det_som_rollen_inte_far() {
    let mut slump = 0x2545_F491_4F6C_DD1D_u64;
    for roller in [
        &[Roll::Mottagare][..],
        &[Roll::Koansvarig],
        &[Roll::Utforare],
        &[Roll::Chef],
        &[Roll::Systemforvaltare],
        &[Roll::Skyddade],
        &[Roll::Utforare, Roll::Skyddade],
        &[Roll::Chef, Roll::Koansvarig],
    ] {
        let fil = Fil::ny();
        let mut bord = Bord::ny(&fil, roller);
        let mut forbjudet = marken(&fil.annan);
        if !roller.contains(&Roll::Skyddade) {
            forbjudet.extend(marken(&fil.skyddad).into_iter().filter(|marke| {
                *marke == fil.skyddad.namn || *marke == fil.skyddad.personnummer.avsloja()
            }));
        }
        let kod = fil.annan.kod.to_string();
        for varv in 0..500 {
            slump ^= slump << 13;
            slump ^= slump >> 7;
            slump ^= slump << 17;
            let n = usize::try_from(slump % 45).unwrap();
            // A slip of the silo, as somebody shows it at the desk: what is typed stands in the field.
            let tangent = TANGENTER.get(n).copied().unwrap_or("<Esc><Esc><Esc>");
            bord.tryck(tangent);
            if n == TANGENTER.len() {
                bord.tryck(&kod).tryck("<Enter>");
                assert!(!bord.text().contains("Siv Silo"), "{roller:?}");
                bord.tryck("<Esc><Esc><Esc>");
            } else if varv % 4 == 0 {
                let text = bord.text();
                for marke in &forbjudet {
                    assert!(!text.contains(marke.as_str()), "{roller:?} {marke}\n{text}");
                }
            }
        }
        assert_eq!(obehoriga(&fil, roller), Vec::<String>::new(), "{roller:?}");
    }
}

#[test]
fn en_tangent_som_rollen_saknar_sager_vem_som_gor_det_och_star_inte_i_foten() {
    let fil = Fil::ny();
    let notis = |bord: &Bord| bord.app.notis.clone().unwrap_or_default();
    let mut bord = Bord::ny(&fil, &[Roll::Systemforvaltare]);
    for (tangent, ord) in [
        ("<F2>", "Det gör mottagare eller köansvarig."),
        (
            "<F4>",
            "Det gör mottagare, köansvarig, utförare eller chef.",
        ),
        ("<F6>", "Det gör köansvarig eller chef."),
        ("<Enter>", "Det gör mottagare eller köansvarig."),
    ] {
        assert_eq!(notis(bord.tryck(tangent)), ord, "{tangent}");
    }
    let fot = bord.text();
    for ord in ["ta emot", "parkerade", " kö ", "överlämningar"] {
        assert!(!fot.contains(ord), "{ord}\n{fot}");
    }
    // The lookup is for everybody.
    bord.tryck("insats 1.1");
    assert!(bord.text().contains("Insats 1.1"));
    bord.tryck("<F1>");
    let hjalp = bord.text();
    assert!(
        hjalp.contains("hjälp") && !hjalp.contains("ta emot"),
        "{hjalp}"
    );
    bord.tryck("<F1><Esc>");
    let mut bord = Bord::ny(&fil, &[Roll::Mottagare]);
    let fot = bord.text();
    assert!(
        fot.contains("ta emot") && fot.contains("överlämningar"),
        "{fot}"
    );
    // What has come back is what there is for the desk.
    bord.tryck("<F5>");
    assert!(notis(&bord).is_empty());
    bord.tryck("<Esc><F4><Enter><Enter>");
    assert_eq!(notis(bord.tryck("<F3>")), "Det gör köansvarig.");
    // Of how somebody is reached the desk writes, and does not read.
    bord.tryck("<F5>");
    let svar = bord.app.dialog.as_ref().map(|dialog| dialog.val.len());
    let text = bord.text();
    assert_eq!(svar, Some(3), "{text}");
    assert!(!text.contains("Kim"), "{text}");
}
