//! The queues at a glance, a page, and all of it.

use chrono::Days;
use rusqlite::params;

use super::*;
use crate::store::ko::Koversikt;
use crate::store::sqlite::ko::rang;

fn koer(fil: &Fil, bara: Option<&str>) -> Vec<Koversikt> {
    svar!(fil, Koer, Kofraga::Koer(bara.map(nr)))
}

fn nummer(koer: &[Koversikt]) -> Vec<String> {
    koer.iter().map(|ko| ko.insats.to_string()).collect()
}

#[test]
fn en_tom_fil_visar_de_koer_som_finns_i_katalogens_ordning() {
    let fil = Fil::ny();
    let alla = koer(&fil, None);
    // Neither the silo nor the insats without places and without anybody in line.
    assert_eq!(nummer(&alla), [GRUPP, PLATSER]);
    assert_eq!(alla[1].lediga, Some(3));
    assert_eq!((alla[1].langd, alla[1].aldst), (0, None));
    assert!(!alla[1].forsenad);
}

#[test]
fn en_silo_visas_bara_nar_den_namns() {
    let mut fil = Fil::ny();
    let kod = fil.stall(SILO, "2026-11-20");
    assert_eq!(nummer(&koer(&fil, None)), [GRUPP, PLATSER]);
    assert!(svar!(fil, Alla, Kofraga::Alla(None)).is_empty());
    let egen = koer(&fil, Some(SILO));
    assert_eq!((nummer(&egen), egen[0].langd), (vec![SILO.to_owned()], 1));
    let rader = svar!(fil, Alla, Kofraga::Alla(Some(nr(SILO))));
    assert_eq!(rader.iter().map(|rad| rad.kod).collect::<Vec<_>>(), [kod]);
}

#[test]
fn det_som_ges_direkt_visas_forst_nar_nagon_vantar() {
    let mut fil = Fil::ny();
    fil.i_katalogen(PLATSER).ko.slag = Koslag::IngenKo;
    assert_eq!(nummer(&koer(&fil, None)), [GRUPP]);
    fil.stall(PLATSER, "2026-11-20");
    assert_eq!(nummer(&koer(&fil, None)), [GRUPP, PLATSER]);
}

#[test]
fn den_som_vantar_pa_en_insats_som_inte_finns_langre_syns_anda() {
    let mut fil = Fil::ny();
    let kod = fil.stall(BORTA, "2026-11-20");
    assert_eq!(nummer(&koer(&fil, None)), [GRUPP, PLATSER, BORTA]);
    let alla = svar!(fil, Alla, Kofraga::Alla(None));
    assert_eq!((alla.len(), alla[0].kod), (1, kod));
}

#[test]
fn oversikten_raknar_var_och_en_en_gang() {
    let mut fil = Fil::ny();
    let koder: Vec<_> = ["11-10", "11-11", "11-12", "11-13"]
        .map(|dag| fil.stall(PLATSER, &format!("2026-{dag}")))
        .into();
    fil.vilar(koder[1], "2026-11-24", "2026-12-24");
    fil.erbjud(koder[0], (PLATSER, 1), "2026-11-24", "2026-12-01");
    fil.erbjud(koder[2], (PLATSER, 2), "2026-11-24", "2026-12-01");
    fil.svarar(
        koder[2],
        "2026-11-24T11:00:00Z",
        "ja",
        ("accepterad", Kostatus::Accepterad),
    );
    let ko = &koer(&fil, None)[1];
    assert_eq!(
        (ko.langd, ko.vilande, ko.erbjudna, ko.accepterade, ko.lediga),
        (3, 1, 1, 1, Some(1))
    );
    assert_eq!(ko.aldst, Some(t("2026-11-10")));
}

#[test]
fn nasta_omgang_ar_den_forsta_som_har_plats_och_inte_har_borjat() {
    let mut fil = Fil::ny();
    assert_eq!(koer(&fil, None)[0].nasta_omgang, None);
    fil.omgang(VAREN, "2026-11-20", 8, 2);
    fil.omgang(HOSTEN, "2026-12-20", 8, 2);
    assert_eq!(koer(&fil, None)[0].nasta_omgang, Some((d("2026-12-20"), 8)));
    fil.kor("UPDATE pott SET installd = 1 WHERE id = ?1", [HOSTEN]);
    assert_eq!(koer(&fil, None)[0].nasta_omgang, None);
}

#[test]
fn en_ko_ar_forsenad_forst_nar_nagon_vantat_mer_an_en_vecka_utan_genomgang() {
    let mut fil = Fil::ny();
    fil.stall(PLATSER, "2026-11-18");
    assert!(!koer(&fil, None)[1].forsenad);
    fil.stall(PLATSER, "2026-11-17");
    assert!(koer(&fil, None)[1].forsenad);
    fil.granskad(PLATSER, "2026-11-18");
    let ko = &koer(&fil, None)[1];
    assert_eq!((ko.granskad, ko.forsenad), (Some(d("2026-11-18")), false));
}

#[test]
fn en_sida_ar_numrerad_fran_sin_forsta_plats_och_visar_de_accepterade() {
    let mut fil = Fil::ny();
    let koder: Vec<_> = (1..=9)
        .map(|dag| fil.stall(PLATSER, &format!("2026-11-0{dag}")))
        .collect();
    fil.erbjud(koder[0], (PLATSER, 1), "2026-11-24", "2026-12-01");
    fil.svarar(
        koder[0],
        "2026-11-24T11:00:00Z",
        "ja",
        ("accepterad", Kostatus::Accepterad),
    );
    let sida = |fran, antal| {
        let insats = nr(PLATSER);
        svar!(
            fil,
            Sida,
            Kofraga::Sida {
                insats,
                fran,
                antal
            }
        )
    };
    let nagra = sida(3, 2);
    let rader: Vec<_> = nagra.rader.iter().map(|rad| (rad.plats, rad.kod)).collect();
    assert_eq!(rader, [(Some(3), koder[3]), (Some(4), koder[4])]);
    assert_eq!((nagra.langd, nagra.accepterade[0].kod), (8, koder[0]));
    assert_eq!(nagra.accepterade[0].plats, None);
    assert_eq!(sida(0, 1).rader[0].plats, Some(1));
    assert_eq!(sida(8, 5).rader.len(), 1);
    assert!(sida(9, 5).rader.is_empty());
    let alla = svar!(fil, Alla, Kofraga::Alla(None));
    assert_eq!(alla.len(), 9);
    assert_eq!(alla.last().unwrap().kod, koder[0]);
}

#[test]
fn en_sida_av_en_tom_ko_ar_tom() {
    let fil = Fil::ny();
    let insats = nr(PLATSER);
    let sida = svar!(
        fil,
        Sida,
        Kofraga::Sida {
            insats,
            fran: 1,
            antal: 20
        }
    );
    assert_eq!(
        (sida.langd, sida.rader.len(), sida.accepterade.len()),
        (0, 0, 0)
    );
}

/// Twenty thousand who came at odd times over some years, many in the same millisecond.
fn lang_ko() -> Fil {
    let mut fil = Fil::ny();
    let borjan = t("2020-01-01");
    let kom = t("2026-11-24");
    let mut rader = Vec::new();
    for n in 0..20_000_u64 {
        let (kod, id) = fil.nasta();
        let dag = borjan + Days::new(n * 7919 % 2_500);
        rader.push((
            kod.to_string(),
            id,
            dag.timestamp_millis() + i64::from(n % 3 == 0),
        ));
    }
    fil.akt(kom, |akt| {
        for (kod, id, ms) in &rader {
            post::skriv_handelse(
                akt,
                nr(PLATSER),
                Some((id, 1, None, None)),
                &Handelse::ny("importerad"),
            )
            .unwrap();
            akt.kor(
                "INSERT INTO kopost(id, kod, insats_nr, katalog, kotid_ms, status, bekraftad, desk, import_id, ver)
                 VALUES (?1, ?2, '3.1.2', '2026-09-01', ?3, 'i_ko', '2026-11-01', 'lucka', ?1, 1)",
                params![id, kod, ms],
            )
            .unwrap();
        }
    });
    fil
}

#[test]
fn i_en_ko_med_tjugo_tusen_star_var_och_en_pa_den_plats_som_raderna_ger() {
    let fil = lang_ko();
    let conn = &fil.lager.conn;
    // By the engine's own numbering, without the counts.
    let facit: Vec<(String, u64)> = rad::rader(
        conn,
        "kopost",
        "SELECT id, row_number() OVER (ORDER BY ordning, id) AS plats FROM kopost ORDER BY plats",
        [],
        |rad| Ok((rad.text("id")?, rad.tal("plats")?)),
    )
    .unwrap();
    assert_eq!(facit.len(), 20_000);
    for (id, plats) in facit.iter().step_by(97).chain(facit.last()) {
        let post = post::med_id(conn, id).unwrap();
        assert_eq!(post.plats(conn).unwrap(), Some((*plats, 0)));
        let nyckel = rang::vid_plats(conn, nr(PLATSER), *plats).unwrap();
        assert_eq!(nyckel.as_ref(), Some(&post.nyckel));
    }
    for fran in [1, 2, 777, 10_000, 19_990] {
        let insats = nr(PLATSER);
        let sida = svar!(
            fil,
            Sida,
            Kofraga::Sida {
                insats,
                fran,
                antal: 20
            }
        );
        assert_eq!(sida.langd, 20_000);
        let borjan = usize::try_from(fran).unwrap() - 1;
        for (rad, (id, plats)) in sida.rader.iter().zip(&facit[borjan..]) {
            let post = post::med_id(conn, id).unwrap();
            assert_eq!((rad.kod, rad.plats), (post.kod, Some(*plats)));
        }
        assert_eq!(sida.rader.len(), facit[borjan..].len().min(20));
    }
}
