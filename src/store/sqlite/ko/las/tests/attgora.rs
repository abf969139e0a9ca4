//! What is to be done today.

use super::*;
use crate::domain::arbetsdag::efter_arbetsdagar;
use crate::domain::ko::policy::VidTystnad;
use crate::store::ko::{Attgora, RAKNAS_TILL};

/// The tasks of one kind: slip, day and number.
fn av_slag(fil: &Fil, vad: Attgora) -> Vec<(Option<Kolappskod>, Option<NaiveDate>, Option<u64>)> {
    svar!(fil, Attgora, Kofraga::Attgora(None))
        .into_iter()
        .filter(|uppgift| uppgift.vad == vad)
        .map(|uppgift| (uppgift.kod, uppgift.dag, uppgift.antal))
        .collect()
}

fn koder(fil: &Fil, vad: Attgora) -> Vec<Kolappskod> {
    av_slag(fil, vad)
        .into_iter()
        .filter_map(|(kod, ..)| kod)
        .collect()
}

/// A queue that somebody has gone through, so that this is no task of its own.
fn genomgangen() -> Fil {
    let mut fil = Fil::ny();
    for insats in [SILO, PLATSER, GRUPP, "3.1.4", BORTA] {
        fil.granskad(insats, "2026-11-25");
    }
    fil
}

#[test]
fn i_en_tom_fil_finns_inget_att_gora() {
    assert!(svar!(Fil::ny(), Attgora, Kofraga::Attgora(None)).is_empty());
}

#[test]
fn en_silo_star_i_listan_bara_nar_den_namns() {
    let mut fil = Fil::ny();
    let forst = fil.stall(SILO, "2026-01-01");
    let kod = fil.stall(SILO, "2026-01-02");
    fil.vilar(kod, "2026-11-24", "2026-11-24");
    let aktiv = Handelse::ny("ater_aktiv").orsak("tiden_ute");
    fil.andra(kod, "2026-11-25", &aktiv, |lage| {
        lage.status = Kostatus::IKo;
    });
    fil.erbjud(forst, (SILO, 1), "2026-11-10", "2026-11-20");
    assert!(svar!(fil, Attgora, Kofraga::Attgora(None)).is_empty());
    let egna: Vec<_> = svar!(fil, Attgora, Kofraga::Attgora(Some(nr(SILO))))
        .iter()
        .map(|uppgift| uppgift.vad)
        .collect();
    assert_eq!(
        egna,
        [
            Attgora::SvarstidUte,
            Attgora::LedigPlats,
            Attgora::Granska,
            Attgora::AterAktiv
        ]
    );
    assert!(svar!(fil, Attgora, Kofraga::Attgora(Some(nr(PLATSER)))).is_empty());
}

#[test]
fn svarstiden_ar_ute_dagen_efter_den_sista() {
    let mut fil = genomgangen();
    let snart = efter_arbetsdagar(d("2026-11-25"), 1, &[]).to_string();
    let dagar = ["2026-11-24", snart.as_str(), "2026-12-24"];
    let mut alla = Vec::new();
    for (nummer, senast) in (1..).zip(dagar) {
        let kod = fil.stall(PLATSER, "2026-11-20");
        fil.erbjud(kod, (PLATSER, nummer), "2026-11-20", senast);
        alla.push(kod);
    }
    assert_eq!(koder(&fil, Attgora::SvarstidUte), [alla[0]]);
    assert_eq!(koder(&fil, Attgora::SvarstidSnart), [alla[1]]);
}

#[test]
fn en_ledig_plats_ar_nagot_att_gora_nar_nagon_ar_i_tur() {
    let mut fil = genomgangen();
    assert!(koder(&fil, Attgora::LedigPlats).is_empty());
    let kod = fil.stall(PLATSER, "2026-11-20");
    fil.stall(PLATSER, "2026-11-21");
    assert_eq!(
        av_slag(&fil, Attgora::LedigPlats),
        [(Some(kod), None, Some(3))]
    );
}

#[test]
fn en_omgang_som_startar_inom_tva_veckor_visas_och_om_den_ar_for_liten() {
    let mut fil = genomgangen();
    fil.omgang(VAREN, "2026-12-09", 4, 1);
    fil.omgang(HOSTEN, "2026-12-10", 4, 1);
    let start = Some(d("2026-12-09"));
    assert_eq!(
        av_slag(&fil, Attgora::OmgangStartar),
        [(None, start, Some(0))]
    );
    assert_eq!(
        av_slag(&fil, Attgora::OmgangForLiten),
        [(None, start, Some(0))]
    );
    let kod = fil.stall(GRUPP, "2026-11-20");
    fil.erbjud(kod, (VAREN, 1), "2026-11-24", "2026-12-24");
    assert_eq!(
        av_slag(&fil, Attgora::OmgangStartar),
        [(None, start, Some(1))]
    );
    assert!(av_slag(&fil, Attgora::OmgangForLiten).is_empty());
}

#[test]
fn den_som_sagt_ja_ska_borja_och_till_en_omgang_forst_veckan_fore() {
    let mut fil = genomgangen();
    fil.omgang(VAREN, "2026-12-02", 4, 1);
    fil.omgang(HOSTEN, "2026-12-03", 4, 1);
    let mut alla = Vec::new();
    for (insats, pott) in [(PLATSER, PLATSER), (GRUPP, VAREN), (GRUPP, HOSTEN)] {
        let kod = fil.stall(insats, "2026-11-20");
        fil.erbjud(kod, (pott, 1), "2026-11-23", "2026-11-30");
        fil.svarar(
            kod,
            "2026-11-24",
            "ja",
            ("accepterad", Kostatus::Accepterad),
        );
        alla.push(kod);
    }
    assert_eq!(
        av_slag(&fil, Attgora::BorjaInsats),
        [
            (Some(alla[0]), None, None),
            (Some(alla[1]), Some(d("2026-12-02")), None)
        ]
    );
}

#[test]
fn en_foreslagen_rattelse_vantar_pa_en_andra_person() {
    let mut fil = genomgangen();
    for insats in [SILO, PLATSER] {
        let kod = fil.stall(insats, "2026-11-20");
        fil.kor(
            "INSERT INTO korattelse(id, kopost_id, fran_ms, till_ms, orsak, foreslagen_av, foreslagen_tid, status)
             SELECT id, id, kotid_ms, 1, 'fel_klocka', 'anna', '2026-11-23T10:00:00.000Z', 'foreslagen'
             FROM kopost WHERE kod = ?1",
            [kod.to_string()],
        );
    }
    let vantar = av_slag(&fil, Attgora::Rattelse);
    assert_eq!(vantar.len(), 1);
    assert_eq!(vantar[0].1, Some(d("2026-11-23")));
    fil.kor(
        "UPDATE korattelse SET status = 'avvisad', andra_av = 'bo'",
        [],
    );
    assert!(av_slag(&fil, Attgora::Rattelse).is_empty());
}

#[test]
fn ingen_far_avslutas_for_det_som_namnden_inte_beslutat() {
    let mut fil = genomgangen();
    let [forsok, steg, tyst, nastan] =
        ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"].map(|dag| fil.stall(PLATSER, dag));
    fil.andra(
        forsok,
        "2026-11-24",
        &Handelse::ny("kontaktforsok"),
        |lage| {
            lage.forsok = 3;
            lage.forsokt = Some(d("2026-11-24"));
        },
    );
    for (kod, antal, dag) in [(steg, 3, "2026-11-11"), (nastan, 2, "2026-11-01")] {
        fil.andra(
            kod,
            "2026-11-24",
            &Handelse::ny("bekraftelse_begard"),
            |lage| {
                lage.forsok = 2;
                lage.bekraftelsesteg = antal;
                lage.stegat = Some(d(dag));
            },
        );
    }
    fil.erbjud(tyst, (PLATSER, 1), "2026-11-10", "2026-11-20");
    fil.svarar(
        tyst,
        "2026-11-21",
        "inget_svar",
        ("inget_svar", Kostatus::IKo),
    );
    fil.andra(tyst, "2026-11-24", &Handelse::ny("uppgifter"), |lage| {
        lage.kvar = 1;
        lage.tyst = 1;
    });
    let avslut = |fil: &Fil| koder(fil, Attgora::BekraftaAvslut);
    assert!(avslut(&fil).is_empty());
    fil.i_katalogen(PLATSER).ko.kontaktforsok = Some(3);
    assert_eq!(avslut(&fil), [forsok]);
    fil.i_katalogen(PLATSER).ko.kontaktforsok = Some(4);
    assert!(avslut(&fil).is_empty());
    fil.i_katalogen(PLATSER).ko.bekraftelse = VidTystnad::Avsluta;
    assert_eq!(avslut(&fil), [steg]);
    fil.i_katalogen(PLATSER).ko.tyst = VidTystnad::Avsluta;
    assert_eq!(avslut(&fil), [steg, tyst]);
    fil.i_katalogen(PLATSER).ko.kontaktforsok = Some(3);
    assert_eq!(avslut(&fil), [forsok, steg, tyst]);
    // A later offer that was answered: silence is no longer the last that was heard.
    fil.erbjud(tyst, (PLATSER, 1), "2026-11-22", "2026-11-30");
    fil.svarar(
        tyst,
        "2026-11-23",
        "star_kvar",
        ("star_kvar", Kostatus::IKo),
    );
    fil.andra(tyst, "2026-11-24", &Handelse::ny("uppgifter"), |lage| {
        lage.tyst = 0;
    });
    assert_eq!(avslut(&fil), [forsok, steg]);
}

#[test]
fn den_som_fatt_sista_beskedet_har_fjorton_dagar_att_svara() {
    let mut fil = genomgangen();
    fil.i_katalogen(PLATSER).ko.bekraftelse = VidTystnad::Avsluta;
    let kod = fil.stall(PLATSER, "2026-11-01");
    for (dag, far) in [("2026-11-12", false), ("2026-11-11", true)] {
        fil.andra(
            kod,
            "2026-11-24",
            &Handelse::ny("bekraftelse_begard"),
            |lage| {
                lage.bekraftelsesteg = 3;
                lage.stegat = Some(d(dag));
            },
        );
        let vantat: Vec<_> = far.then_some(kod).into_iter().collect();
        assert_eq!(koder(&fil, Attgora::BekraftaAvslut), vantat, "{dag}");
    }
}

#[test]
fn en_ko_som_ingen_gatt_igenom_pa_mer_an_en_vecka_ska_granskas() {
    let mut fil = Fil::ny();
    fil.stall(PLATSER, "2026-11-10");
    fil.stall(PLATSER, "2026-11-20");
    assert_eq!(
        av_slag(&fil, Attgora::Granska),
        [(None, Some(d("2026-11-10")), Some(2))]
    );
    fil.granskad(PLATSER, "2026-11-18");
    assert!(av_slag(&fil, Attgora::Granska).is_empty());
}

#[test]
fn den_som_inte_sagt_nagot_pa_sex_manader_ska_fragas() {
    let mut fil = genomgangen();
    let koder_i_ko: Vec<_> = ["2026-05-25", "2026-05-26", "2026-05-01"]
        .map(|dag| {
            let kod = fil.stall(PLATSER, "2026-01-01");
            fil.andra(kod, "2026-11-24", &Handelse::ny("bekraftad"), |lage| {
                lage.bekraftad = d(dag);
            });
            kod
        })
        .into();
    fil.andra(
        koder_i_ko[2],
        "2026-11-24",
        &Handelse::ny("bekraftelse_begard"),
        |lage| {
            lage.bekraftelsesteg = 3;
            lage.stegat = Some(d("2026-11-01"));
        },
    );
    fil.i_katalogen(PLATSER).ko.bekraftelse = VidTystnad::Avsluta;
    // The last of them has had the last notice, and is asked no more.
    assert_eq!(
        av_slag(&fil, Attgora::Bekrafta),
        [(Some(koder_i_ko[0]), Some(d("2026-05-25")), None)]
    );
    assert_eq!(koder(&fil, Attgora::BekraftaAvslut), [koder_i_ko[2]]);
}

#[test]
fn den_vars_vila_tog_slut_i_gar_visas_och_inte_den_som_vilar_igen() {
    let mut fil = genomgangen();
    let mut alla = Vec::new();
    for nar in ["2026-11-24", "2026-11-23", "2026-11-25"] {
        let kod = fil.stall_med(PLATSER, t("2026-11-01"), t("2026-11-02"), VERSION);
        fil.vilar(kod, "2026-11-24", "2026-12-24");
        fil.blir(kod, nar, "ater_aktiv", Kostatus::IKo);
        alla.push(kod);
    }
    fil.vilar(alla[2], "2026-11-25", "2026-12-25");
    assert_eq!(
        av_slag(&fil, Attgora::AterAktiv),
        [(Some(alla[0]), Some(d("2026-11-24")), None)]
    );
}

#[test]
fn den_som_ingen_plats_passar_visas() {
    let mut fil = genomgangen();
    let stort = fil.stall(PLATSER, "2026-11-01");
    let lagom = fil.stall(PLATSER, "2026-11-02");
    let sen = fil.stall(PLATSER, "2026-11-03");
    fil.uppgift(
        stort,
        "UPDATE kopost SET parti = 4, ver = ver + 1 WHERE id = ?1",
    );
    fil.uppgift(
        lagom,
        "UPDATE kopost SET parti = 3, ver = ver + 1 WHERE id = ?1",
    );
    fil.uppgift(
        sen,
        "UPDATE kopost SET tidigast = '2027-07-01', ver = ver + 1 WHERE id = ?1",
    );
    let passar_inte = |fil: &Fil| koder(fil, Attgora::GarInteAttFylla);
    assert_eq!(passar_inte(&fil), [stort]);
    fil.i_katalogen(PLATSER).beslut.till = Some(d("2027-06-30"));
    assert_eq!(passar_inte(&fil), [stort, sen]);
    fil.i_katalogen(PLATSER).ko.parti_hogst = 2;
    assert_eq!(passar_inte(&fil), [stort, lagom, sen]);
}

#[test]
fn nar_insatsen_ar_slut_eller_borta_ar_det_en_uppgift_for_alla_som_vantar() {
    let mut fil = genomgangen();
    for insats in [BORTA, PLATSER] {
        for dag in ["2026-11-20", "2026-11-21"] {
            fil.stall(insats, dag);
        }
    }
    let borta = (None, None, Some(2));
    assert_eq!(av_slag(&fil, Attgora::GarInteAttFylla), [borta]);
    fil.i_katalogen(PLATSER).giltig.1 = Some(d("2026-11-24"));
    assert_eq!(av_slag(&fil, Attgora::GarInteAttFylla), [borta, borta]);
    fil.i_katalogen(PLATSER).giltig.1 = Some(d("2026-11-25"));
    assert_eq!(av_slag(&fil, Attgora::GarInteAttFylla), [borta]);
}

#[test]
fn de_som_provats_med_en_annan_katalog_raknas() {
    let mut fil = genomgangen();
    for version in [GAMMAL, VERSION, GAMMAL] {
        fil.stall_med(PLATSER, t("2026-11-20"), t("2026-11-24"), version);
    }
    assert_eq!(
        av_slag(&fil, Attgora::AnnanKatalog),
        [(None, None, Some(2))]
    );
}

#[test]
fn de_som_provats_med_en_annan_katalog_raknas_inte_langre_an_till_tusen() {
    let mut fil = genomgangen();
    for (antal, raknade) in [(RAKNAS_TILL - 1, RAKNAS_TILL - 1), (2, RAKNAS_TILL)] {
        fil.akt(t("2026-11-24"), |akt| {
            for _ in 0..antal {
                let id = rad::nytt_id().unwrap();
                let kod = loop {
                    if let Some(kod) = Kolappskod::av_slump(&rad::slump::<32>().unwrap()) {
                        break kod;
                    }
                };
                let forst = Some((id.as_str(), 1, None, None));
                post::skriv_handelse(akt, nr(PLATSER), forst, &Handelse::ny("importerad")).unwrap();
                akt.kor(
                    "INSERT INTO kopost(id, kod, insats_nr, katalog, kotid_ms, status, bekraftad, desk, import_id, ver)
                     VALUES (?1, ?2, ?3, ?4, 1000, 'i_ko', '2026-11-01', 'lucka', ?1, 1)",
                    params![id, kod.to_string(), PLATSER, GAMMAL],
                )
                .unwrap();
            }
        });
        assert_eq!(
            av_slag(&fil, Attgora::AnnanKatalog),
            [(None, None, Some(raknade))]
        );
    }
}

#[test]
fn listan_ordnas_efter_vad_som_bradskar_mest() {
    let mut fil = Fil::ny();
    for insats in [PLATSER, "3.1.4", GRUPP] {
        fil.stall_med(insats, t("2026-01-01"), t("2026-11-24"), GAMMAL);
    }
    let sent = fil.stall(PLATSER, "2026-02-01");
    let forst = fil.stall(PLATSER, "2026-03-01");
    fil.erbjud(sent, (PLATSER, 1), "2026-11-10", "2026-11-20");
    fil.erbjud(forst, (PLATSER, 2), "2026-11-10", "2026-11-19");
    let alla = svar!(fil, Attgora, Kofraga::Attgora(None));
    let nycklar: Vec<_> = alla
        .iter()
        .map(|uppgift| (uppgift.vad, uppgift.dag, uppgift.insats))
        .collect();
    let mut ordnade = nycklar.clone();
    ordnade.sort_unstable();
    assert_eq!(nycklar, ordnade);
    assert_eq!([alla[0].kod, alla[1].kod], [Some(forst), Some(sent)]);
    assert_eq!(alla.last().unwrap().vad, Attgora::AnnanKatalog);
}
