//! What an impatient hand, a busy file and a torn-away journal must not be able to do.
#![allow(clippy::unwrap_used, missing_docs)]
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::VecDeque;
use std::sync::Arc;
use troskel::app::{App, Effect, Env, Msg};
use troskel::information::Informationstexter;
use troskel::katalog;
use troskel::store::sqlite::{Oppning, SqliteStore, oppna};
use troskel::store::worker::{StoreMsg, Ticket};
use troskel::store::*;
use troskel::ui::inmatning::{Inmatning, tangenter};

struct D {
    app: App,
    store: SqliteStore,
    n: u64,
    namn: String,
    vantar: VecDeque<(Ticket, Option<Query>, Option<(OpId, Change)>)>,
    slut: bool,
}
impl D {
    fn ny(p: &std::path::Path, namn: &str) -> Self {
        let store = oppna(
            &p.join("t.db"),
            Oppning {
                prov: true,
                ..Oppning::default()
            },
        )
        .unwrap();
        let app = App::ny(
            Arc::new(katalog::las(katalog::inbyggd()).katalog.unwrap()),
            Arc::new(Informationstexter::inbyggda()),
            Aktor {
                anvandare: "anna".into(),
                desk: namn.into(),
                enhet: "mottagningen".into(),
            },
            Lage {
                ovning: true,
                ..Lage::default()
            },
        );
        Self {
            app,
            store,
            n: 0,
            namn: namn.into(),
            vantar: VecDeque::new(),
            slut: false,
        }
    }
    fn env(&mut self) -> Env {
        self.n += 1;
        let mut op = [0; 16];
        op[..8].copy_from_slice(&self.n.to_be_bytes());
        let b = self.namn.as_bytes();
        let l = b.len().min(8);
        op[8..8 + l].copy_from_slice(&b[..l]);
        let nu: DateTime<Utc> = "2026-11-22T09:00:00Z".parse().unwrap();
        Env {
            nu: nu + chrono::Duration::seconds(self.n as i64),
            idag: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            op: OpId(op),
            rad: RadId(format!("{:032x}", u128::from_be_bytes(op))),
        }
    }
    fn msg(&mut self, m: Msg) {
        let e = self.env();
        for x in self.app.update(m, &e) {
            match x {
                Effect::Load(t, q) => self.vantar.push_back((t, Some(q), None)),
                Effect::Save(t, o, c) => self.vantar.push_back((t, None, Some((o, c)))),
                Effect::Avsluta => self.slut = true,
                Effect::Pausa => {}
            }
        }
    }
    /// Types without letting the store answer.
    fn tryck(&mut self, t: &str) {
        for k in tangenter(t) {
            self.msg(Msg::Inmatning(Inmatning::Tangent(k)));
        }
    }
    /// Answers the oldest request; `fel` as busy.
    fn svara(&mut self, fel: bool) -> bool {
        let Some((t, q, s)) = self.vantar.pop_front() else {
            return false;
        };
        let e = self.env();
        let r = match (q, s) {
            (Some(q), _) => self.store.load(&q),
            (_, Some((o, c))) => {
                if fel {
                    Err(StoreError::Upptagen)
                } else {
                    self.store.save(&self.app.aktor, o, e.nu, &c)
                }
            }
            _ => unreachable!(),
        };
        self.msg(Msg::Store(StoreMsg::Svar(t, r)));
        true
    }
    fn allt(&mut self) {
        while self.svara(false) {}
    }
    fn lugnt(&mut self, t: &str) {
        for k in tangenter(t) {
            self.msg(Msg::Inmatning(Inmatning::Tangent(k)));
            self.allt();
        }
    }
    fn tal(&self, p: &std::path::Path, sql: &str) -> String {
        let c = rusqlite::Connection::open(p.join("t.db")).unwrap();
        c.query_row(sql, [], |r| r.get::<_, rusqlite::types::Value>(0))
            .map(|v| format!("{v:?}"))
            .unwrap_or_else(|e| e.to_string())
    }
}

const RAKNADE: &str = "SELECT count(*) FROM raknat_besok";

#[test]
fn det_sista_svaret_parkeras_ocksa_om_det_forsta_annu_sparas() {
    let d = tempfile::tempdir().unwrap();
    let mut a = D::ny(d.path(), "d1");
    a.lugnt("boende<Enter>");
    a.tryck("12<F3>");
    assert!(a.app.notis.is_none(), "parkerat är vad lagret har svarat");
    a.allt();
    assert!(
        a.tal(d.path(), "SELECT svar FROM utkast")
            .contains("registeruppslag")
    );
    assert!(a.app.notis.as_ref().unwrap().contains("parkerat"));
}

#[test]
fn att_avsluta_programmet_vantar_in_det_som_sparas() {
    let d = tempfile::tempdir().unwrap();
    let mut a = D::ny(d.path(), "d1");
    a.lugnt("boende<Enter>");
    a.tryck("12<C-q>");
    assert!(!a.slut);
    a.svara(true);
    assert!(!a.slut, "det som inte sparades ska läsas först");
    a.allt();
    a.tryck("2<C-q>");
    assert!(!a.slut);
    a.allt();
    assert!(a.slut);
    assert!(
        a.tal(d.path(), "SELECT svar FROM utkast")
            .contains("registeruppslag")
    );
}

#[test]
fn ett_besok_som_slutar_medan_parkeringen_misslyckas_raknas() {
    let d = tempfile::tempdir().unwrap();
    let mut a = D::ny(d.path(), "d1");
    a.lugnt("boende<Enter>");
    a.tryck("1<F8>m<Enter>");
    assert!(a.app.besok.as_ref().unwrap().avslutas);
    a.svara(true);
    a.allt();
    assert_eq!(a.tal(d.path(), RAKNADE), "Integer(1)");
}

#[test]
fn ett_lamnat_besok_som_inte_gick_att_parkera_gar_att_parkera_igen() {
    let d = tempfile::tempdir().unwrap();
    let mut a = D::ny(d.path(), "d1");
    a.lugnt("boende<Enter>");
    a.tryck("1<F3>");
    a.svara(true);
    a.allt();
    assert!(a.app.dialog.is_some());
    a.lugnt("<Enter>");
    assert_eq!(a.tal(d.path(), "SELECT count(*) FROM utkast"), "Integer(1)");
}

#[test]
fn kolappen_foljer_med_ett_parkerat_besok() {
    let d = tempfile::tempdir().unwrap();
    let mut a = D::ny(d.path(), "d1");
    let conn = rusqlite::Connection::open(d.path().join("t.db")).unwrap();
    let katalog = Arc::clone(&a.app.katalog);
    let boende = katalog
        .insatser
        .iter()
        .find(|i| i.namn.contains("Boende"))
        .unwrap();
    let nr = boende.nr.to_string();
    conn.execute(
        "INSERT INTO insatsversion VALUES (?1, ?2, 'x', '14:3', NULL, NULL)",
        [&nr, &katalog.version],
    )
    .unwrap();
    let kod = troskel::domain::kolapp::Kolappskod::av_slump(&[1, 2, 3, 4, 5, 6]).unwrap();
    conn.execute(
        "INSERT INTO kopost VALUES ('0000000000000000000000000000000a', ?1, ?2, ?3, '2026-11-20T09:00:00.000Z',
           'i_ko', NULL, 1)",
        [&kod.to_string(), &nr, &katalog.version],
    )
    .unwrap();
    a.lugnt("<F4><Enter>1<F3>");
    let mut b = D::ny(d.path(), "d2");
    b.lugnt("<F3><Enter>");
    assert_eq!(b.app.besok.as_ref().unwrap().flode.kolapp(), Some(kod));
}

#[test]
fn inget_sparas_nar_skrivloggen_har_tagits_bort() {
    let d = tempfile::tempdir().unwrap();
    let mut a = D::ny(d.path(), "d1");
    a.lugnt("boende<F2>");
    std::fs::remove_file(d.path().join("t.db-wal")).unwrap();
    a.lugnt("<F2>");
    assert!(a.app.dialog.is_some(), "{:?}", a.app.notis);
}
