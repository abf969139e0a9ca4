//! The waiting list on the screen, without a store: keys in, effects out, and answers fed by hand.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "ko_app/lucka.rs"]
mod lucka;

use chrono::NaiveDate;
use lucka::{Lucka, TILL_KO, TILL_POST, idag, kod, nr, omgang, tid, vid_post};
use ratatui::layout::Position;
use troskel::app::ko::Kovy;
use troskel::app::{Msg, Vy};
use troskel::domain::insats::Dokumentation;
use troskel::domain::ko::hinder::KanInteIKon;
use troskel::domain::ko::kontakt::Kontaktsatt;
use troskel::domain::ko::plats::{Overhopp, Pott};
use troskel::domain::ko::policy::{Koslag, VidNej};
use troskel::domain::ko::{KoOrsak, Kostatus};
use troskel::domain::tid::svensk;
use troskel::katalog;
use troskel::store::StoreError;
use troskel::store::ko::{Erbjudandesvar, Koakt, Kofraga, Senaste};
use troskel::store::worker::StoreMsg;

#[test]
fn koerna_oppnas_en_i_taget_och_esc_gar_alltid_ett_steg_bakat() {
    let mut lucka = Lucka::ny();
    lucka.tryck("<F4>");
    assert_eq!(lucka.app.vy, Vy::Ko);
    assert_eq!(lucka.fragor, [Kofraga::Koer(None)]);
    let text = lucka.text();
    for del in [
        "3.4.3",
        "3 i kö, varav 2 vilande",
        "granska: försenad",
        "lediga: 1",
    ] {
        assert!(text.contains(del), "{del}\n{text}");
    }
    lucka.tryck("<Enter>");
    assert_eq!(lucka.app.ko.vy(), Kovy::Sida);
    lucka.tryck("<Down><Enter><F7>");
    assert_eq!(lucka.app.ko.vy(), Kovy::Bevis);
    for vy in [Kovy::Post, Kovy::Sida, Kovy::Koer] {
        lucka.tryck("<Esc>");
        assert_eq!(lucka.app.ko.vy(), vy);
    }
    lucka.tryck("<Esc>");
    assert_eq!(lucka.app.vy, Vy::Sok);
}

#[test]
fn silons_ko_visas_bara_for_den_som_har_skrivit_insatsen() {
    let mut katalog = katalog::las(katalog::inbyggd()).katalog.unwrap();
    let insats = &mut katalog.insatser[0];
    insats.silo = true;
    let silo = insats.nr;
    let mut lucka = Lucka::med_katalog(katalog);
    lucka.tryck("<F4><Esc>");
    assert_eq!(lucka.fragor, [Kofraga::Koer(None)]);
    lucka.tryck(&silo.to_string()).tryck("<F4>");
    assert_eq!(lucka.fragor.last(), Some(&Kofraga::Koer(Some(silo))));
    lucka.tryck("<F6>");
    assert_eq!(lucka.fragor.last(), Some(&Kofraga::Attgora(Some(silo))));
}

#[test]
fn den_ko_som_nagon_har_sokt_ar_vald_nar_koerna_oppnas() {
    let mut lucka = Lucka::ny();
    lucka.tryck("familjebehandling<F4><Enter>");
    assert_eq!(lucka.app.ko.sida.as_ref().unwrap().insats, nr("3.4.4"));
}

#[test]
fn varje_oppning_later_lagret_gora_vad_tiden_har_gjort_en_gang() {
    let mut lucka = Lucka::ny();
    lucka.tryck("<F4>");
    assert_eq!(lucka.akter.len(), 1);
    lucka.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    lucka.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert_eq!(lucka.akter.len(), 1);
    lucka.tryck("<Enter>");
    assert_eq!(lucka.akter.len(), 2);
    assert_eq!(lucka.antal_akter(), 0);
}

#[test]
fn bara_raderna_kring_den_valda_hamtas() {
    let mut lucka = Lucka::ny();
    lucka.langd = 10_000;
    lucka.tryck(TILL_KO);
    let sida = |lucka: &Lucka| lucka.app.ko.sida.as_ref().unwrap().rader().count();
    assert!(sida(&lucka) <= 61);
    // The accepted one stands first, and Home goes there; End goes to the last in line.
    lucka.tryck("<End>");
    let vald = |lucka: &Lucka| lucka.app.ko.sida.as_ref().unwrap().vald;
    assert_eq!(vald(&lucka), Some(kod(10_000)), "{}", lucka.text());
    lucka.tryck("<Up><Up>");
    assert_eq!(vald(&lucka), Some(kod(9_998)));
    lucka.tryck(&"<PgUp>".repeat(20));
    assert_eq!(vald(&lucka), Some(kod(9_798)), "{}", lucka.text());
    assert!(lucka.text().contains("9798"), "{}", lucka.text());
    assert!(sida(&lucka) <= 61);
    lucka.tryck("<Home>");
    assert_eq!(vald(&lucka), Some(kod(90_000)));
    lucka.tryck("<Down>");
    assert_eq!(vald(&lucka), Some(kod(1)));
    lucka.tryck(&"<Down>".repeat(200));
    assert_eq!(vald(&lucka), Some(kod(201)));
}

#[test]
fn den_valda_kolappen_ar_vald_ocksa_nar_nagon_annan_har_andrat() {
    let mut lucka = Lucka::ny();
    lucka.langd = 500;
    lucka.tryck(TILL_KO).tryck("<Down><Down><Down>");
    let vald = lucka.app.ko.sida.as_ref().unwrap().vald;
    assert_eq!(vald, Some(kod(3)));
    lucka.langd = 499;
    lucka.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert_eq!(lucka.app.ko.sida.as_ref().unwrap().vald, vald);
    // From the end, when the queue has become short.
    lucka.tryck("<End>");
    lucka.langd = 10;
    lucka.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert_eq!(lucka.app.ko.sida.as_ref().unwrap().vald, Some(kod(10)));
}

#[test]
fn nasta_i_tur_erbjuds_efter_en_fraga_och_esc_gor_inget() {
    let mut lucka = Lucka::ny();
    lucka.tryck(TILL_KO).tryck("<F2>");
    let text = lucka.text();
    for del in [
        "först i kön",
        "Sista dag att svara: 2026-12-02",
        "Ingen hoppas över",
    ] {
        assert!(text.contains(del), "{del}\n{text}");
    }
    lucka.tryck("<Esc>");
    assert_eq!(lucka.antal_akter(), 0);
    lucka.tryck("<F2>h");
    assert!(
        lucka.text().contains("går inte att nå i dag"),
        "{}",
        lucka.text()
    );
    lucka.tryck("<Enter>");
    assert_eq!(lucka.antal_akter(), 0, "Enter held down offers nothing");
    lucka.tryck("j");
    let Koakt::Erbjud(erbjud) = lucka.sist() else {
        panic!("{:?}", lucka.sist())
    };
    assert_eq!(erbjud.kod, Some(kod(2)));
    assert_eq!(erbjud.hoppa, [(kod(1), Overhopp::InteNabar)]);
}

#[test]
fn posten_visar_status_plats_vantan_och_historia_men_inget_namn() {
    let lucka = vid_post(Kostatus::IKo);
    let text = lucka.rita(120, 40).0;
    for del in [
        "i kö",
        "Plats 2 i kön. Före: 1, varav 1 vilande.",
        "F1 hjälp",
        "2–5 veckor",
        "står kvar",
        "anna vid desk1",
        "Inga kontaktuppgifter",
    ] {
        assert!(text.contains(del), "{del}\n{text}");
    }
}

#[test]
fn nasta_steg_beror_pa_var_posten_star() {
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.tryck("<F2>j");
    assert!(matches!(lucka.sist(), Koakt::Erbjud(e) if e.kod == Some(kod(2))));

    for (tangent, svar) in [
        ("j", Erbjudandesvar::Ja),
        ("n", Erbjudandesvar::Nej),
        ("s", Erbjudandesvar::StarKvar),
    ] {
        let mut lucka = vid_post(Kostatus::Erbjuden);
        lucka.tryck("<F2>").tryck(tangent);
        assert!(matches!(lucka.sist(), Koakt::Svara { svar: s, .. } if *s == svar));
    }
    let mut lucka = vid_post(Kostatus::Erbjuden);
    lucka.tryck("<F2>p");
    assert!(matches!(lucka.sist(), Koakt::Paminn { .. }));
    lucka.tryck("<F2>f");
    assert!(matches!(lucka.sist(), Koakt::Forlang { .. }));

    for (tangent, svar) in [("n", Erbjudandesvar::Nej), ("s", Erbjudandesvar::StarKvar)] {
        let mut lucka = vid_post(Kostatus::Accepterad);
        lucka.tryck("<F2>").tryck(tangent);
        assert!(matches!(lucka.sist(), Koakt::Svara { svar: s, .. } if *s == svar));
    }
    let mut lucka = vid_post(Kostatus::Accepterad);
    lucka.tryck("<F2><F2><F2>");
    assert!(lucka.text().contains("har tackat ja"), "{}", lucka.text());
    lucka.tryck("b");
    assert_eq!(lucka.app.vy, Vy::Besok);
    let besok = lucka.app.besok.as_ref().unwrap();
    assert_eq!(besok.flode.kolapp(), Some(kod(2)));

    let mut lucka = vid_post(Kostatus::Felregistrerad);
    lucka.tryck("<F2>");
    assert!(lucka.app.notis.is_some() && lucka.antal_akter() == 0);
}

#[test]
fn den_som_star_vid_disken_kallas_in_nar_det_ar_dess_tur() {
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.inget_underlag = Some(KanInteIKon::InteITur(3));
    lucka.tryck("<Enter>");
    assert!(lucka.app.vy == Vy::Ko && lucka.app.notis.is_some());
    // Nobody has said how many places there are, and all before are on pause.
    lucka.inget_underlag = Some(KanInteIKon::PlatserOkanda);
    lucka.tryck("<Enter><Enter><Enter>");
    assert_eq!(lucka.app.vy, Vy::Ko, "Enter held down begins no visit");
    lucka.tryck("j");
    assert_eq!(lucka.app.vy, Vy::Besok);
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.tryck("<Enter>j");
    assert_eq!(
        lucka.app.besok.as_ref().unwrap().flode.kolapp(),
        Some(kod(2))
    );
}

#[test]
fn vila_valjs_i_manader_och_avslutas_med_samma_tangent() {
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.tryck("<F3>3");
    let till = NaiveDate::from_ymd_opt(2027, 2, 25).unwrap();
    assert!(
        matches!(lucka.sist(), Koakt::Vila { fran, till: t, .. } if *fran == idag() && *t == till)
    );
    let mut lucka = vid_post(Kostatus::Vilande { fran: idag(), till });
    lucka.tryck("<F2>");
    assert!(lucka.app.notis.as_deref().unwrap().contains("F3"));
    lucka.tryck("<F3>j");
    assert!(matches!(lucka.sist(), Koakt::Aktivera { .. }));
}

#[test]
fn oppnad_kontakt_star_i_en_ruta_och_ar_borta_efter_esc() {
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.har_kontakt = true;
    lucka.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    assert!(!lucka.text().contains("Xyzzyqvist"));
    lucka.tryck("<F5>o");
    assert!(lucka.text().contains("Xyzzyqvist"), "{}", lucka.text());
    assert!(!format!("{:?}", lucka.app.dialog).contains("Xyzzyqvist"));
    lucka.tryck("<Esc>");
    assert!(lucka.app.dialog.is_none());
    assert!(!lucka.text().contains("Xyzzyqvist"));
    assert!(matches!(lucka.sist(), Koakt::OppnaKontakt { .. }));
    lucka.tryck("<F5>es");
    assert!(matches!(
        lucka.sist(),
        Koakt::Forsok {
            kanal: Kontaktsatt::Sms,
            nadd: false,
            ..
        }
    ));
}

#[test]
fn kontakt_antecknas_i_en_blankett_och_inget_skrivet_gar_forlorat() {
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.tryck("<F5>k");
    assert_eq!(lucka.app.ko.vy(), Kovy::Blankett);
    let text = lucka.text();
    assert!(
        text.contains("dagar efter") && text.contains("utan att lämna"),
        "{text}"
    );
    assert!(text.contains("Är det tryggt att vi hör av oss?"), "{text}");
    assert!(text.contains("skriv inget som röjer"), "{text}");
    lucka.tryck("Åsa<Enter>t<Enter>12<F2>");
    assert!(lucka.app.notis.is_some() && lucka.antal_akter() == 0);
    lucka.tryck("n<Down>j<F2>");
    assert_eq!(lucka.antal_akter(), 0, "two digits are no number");
    // The focus stands on the field that is wrong.
    lucka.nekas = vec![StoreError::Saknas];
    lucka.tryck("3456789<F2>");
    assert_eq!(lucka.antal_akter(), 1);
    assert_eq!(lucka.app.ko.vy(), Kovy::Blankett);
    assert!(
        lucka.app.notis.is_some() && lucka.text().contains("Åsa"),
        "{}",
        lucka.text()
    );
    lucka.tryck("<F2>");
    assert_eq!(lucka.app.ko.vy(), Kovy::Post);
    assert!(lucka.app.ko.blankett.is_none());
    assert!(
        matches!(lucka.sist(), Koakt::Kontakt { kontakt, .. } if kontakt.avsloja_varde() == "123456789")
    );
}

#[test]
fn pa_en_undantagen_insats_finns_ingen_ruta_for_kontakt() {
    let mut lucka = Lucka::ny();
    let undantagen = lucka
        .app
        .katalog
        .insatser
        .iter()
        .find(|insats| matches!(insats.dokumentation, Dokumentation::Undantagen { .. }))
        .unwrap();
    lucka.insats = undantagen.nr;
    lucka.tryck(TILL_POST).tryck("<F5>");
    assert!(!lucka.text().contains("anteckna"), "{}", lucka.text());
    lucka.tryck("k");
    assert_ne!(lucka.app.ko.vy(), Kovy::Blankett);
}

#[test]
fn annat_kodatum_foreslas_av_en_och_besvaras_av_en_annan() {
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.tryck("<F6>20260815<Enter>1<Enter>Kort<F2>");
    assert_eq!(lucka.antal_akter(), 0, "a sentence has ten characters");
    lucka.tryck(" men nu längre<F2>");
    assert!(
        matches!(lucka.sist(), Koakt::ForeslaRattelse { mening, .. } if mening.text() == "Kort men nu längre")
    );
    let mut lucka = Lucka::ny();
    lucka.rattelse = true;
    lucka.tryck(TILL_POST).tryck("<F6>");
    assert!(lucka.text().contains("bertil"), "{}", lucka.text());
    lucka.tryck("g");
    assert!(matches!(
        lucka.sist(),
        Koakt::SvaraRattelse { godkand: true, .. }
    ));
}

#[test]
fn avslut_sager_forst_ratten_att_ansoka_och_tar_bara_orsaker_som_kan_galla() {
    for vag in [TILL_POST, "<F4><Enter><Down><Down>"] {
        let mut lucka = Lucka::ny();
        lucka.tryck(vag).tryck("<F8>");
        for (bredd, hojd) in [(80, 24), (60, 20)] {
            let text = lucka.rita(bredd, hojd).0;
            assert!(text.contains("misstag") && text.contains("Esc"), "{text}");
            for inte in [
                "tackat nej",
                "ges inte längre",
                "efter alla försök",
                "inte svarat",
            ] {
                assert!(!text.contains(inte), "{inte}\n{text}");
            }
        }
        lucka.tryck("1");
        assert_eq!(lucka.antal_akter(), 0);
        for (bredd, hojd) in [(80, 24), (60, 20)] {
            let text = lucka.rita(bredd, hojd).0;
            for del in ["Säg först:", "ansöka", "ångra i tio minuter"] {
                assert!(text.contains(del), "{del}\n{text}");
            }
        }
        lucka.tryck("<Enter>j");
        assert!(matches!(
            lucka.sist(),
            Koakt::Avsluta {
                orsak: KoOrsak::Atertagen,
                ..
            }
        ));
        lucka.tryck("<F8>xj");
        assert!(matches!(lucka.sist(), Koakt::Felregistrera { .. }));
    }
}

#[test]
fn den_som_har_avlidit_sags_inget_till_och_avslutet_fragas_en_gang() {
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.tryck("<F8>8");
    let text = lucka.text();
    assert!(text.contains("personen har avlidit?"), "{text}");
    assert!(!text.contains("Säg först"), "{text}");
    lucka.tryck("j");
    let orsak = KoOrsak::Avliden;
    assert!(matches!(lucka.sist(), Koakt::Avsluta { orsak: o, .. } if *o == orsak));
}

#[test]
fn ett_villkor_som_inte_ar_uppfyllt_namns_nar_kolappen_avslutas() {
    let mut lucka = vid_post(Kostatus::IKo);
    let villkoret = lucka.app.katalog.insats(nr("3.4.3")).unwrap().villkor[0].clone();
    lucka.tryck("<F8>5");
    for (bredd, hojd) in [(80, 24), (60, 20)] {
        let text = lucka.rita(bredd, hojd).0;
        let ord = villkoret.text.split(' ').next().unwrap();
        assert!(text.contains(&format!(" a  {ord}")), "{text}");
    }
    lucka.tryck("5aj");
    let Koakt::Avsluta { orsak, villkor, .. } = lucka.sist() else {
        panic!("{:?}", lucka.sist())
    };
    assert_eq!(*orsak, KoOrsak::VillkorEjUppfyllda);
    assert_eq!(villkor.as_deref(), Some(villkoret.id.as_str()));
}

#[test]
fn orsakerna_foljer_namndens_beslut_och_kolappens_historia() {
    let mut katalog = katalog::las(katalog::inbyggd()).katalog.unwrap();
    for insats in &mut katalog.insatser {
        insats.ko.kontaktforsok = Some(1);
        insats.ko.nej = VidNej::Avsluta;
        insats.giltig.1 = Some(idag() - chrono::Days::new(1));
    }
    let mut lucka = Lucka::med_katalog(katalog);
    lucka.tryck(TILL_POST).tryck("<F8>");
    let text = lucka.text();
    for del in ["efter alla försök", "ges inte längre"] {
        assert!(text.contains(del), "{del}\n{text}");
    }
    // A no that ends the entry is asked about once more as well.
    lucka.status = Kostatus::Erbjuden;
    lucka.tryck("<Esc>");
    lucka.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    lucka.tryck("<F2>n");
    assert_eq!(lucka.antal_akter(), 0);
    assert!(lucka.text().contains("Säg först"), "{}", lucka.text());
    lucka.tryck("j");
    let nej = Erbjudandesvar::Nej;
    assert!(matches!(lucka.sist(), Koakt::Svara { svar, .. } if *svar == nej));
    // The insats is in the catalogue no more: what holds of itself, and no villkor to name.
    let mut katalog = katalog::las(katalog::inbyggd()).katalog.unwrap();
    katalog.insatser.retain(|insats| insats.nr != nr("3.4.3"));
    let mut lucka = Lucka::med_katalog(katalog);
    lucka.tryck(TILL_POST).tryck("<F8>");
    let text = lucka.text();
    assert!(text.contains("ges inte längre"), "{text}");
    assert!(!text.contains("villkoren"), "{text}");
}

#[test]
fn det_som_skulle_angras_sags_forst_och_inget_angras_blint() {
    let mut lucka = Lucka::ny();
    lucka.tryck("<F4><F9>");
    assert!(lucka.app.dialog.is_none());
    assert!(
        lucka
            .app
            .notis
            .as_deref()
            .unwrap()
            .contains("tio minuterna")
    );
    let Some(Kofraga::Senaste {
        anvandare,
        desk,
        nu,
    }) = lucka.fragor.last()
    else {
        panic!("{:?}", lucka.fragor)
    };
    assert_eq!(
        (anvandare.as_str(), desk.as_str(), *nu),
        ("anna", "desk1", tid())
    );
    lucka.senaste = Some(Senaste {
        kod: Some(kod(2)),
        slag: "vila".into(),
        tid: tid(),
        gar_att_angra: true,
    });
    lucka.tryck("<F9>");
    let text = lucka.text();
    let kl = svensk(tid()).format("kl %H:%M");
    for del in [format!("kölapp {}", kod(2)), "vilar".into(), kl.to_string()] {
        assert!(text.contains(&del), "{del}\n{text}");
    }
    lucka.tryck("<Esc>");
    if let Some(senaste) = &mut lucka.senaste {
        (senaste.kod, senaste.slag, senaste.gar_att_angra) = (None, "granskad".into(), false);
    }
    lucka.tryck("<F9>");
    assert!(
        lucka.text().contains("går inte att ångra"),
        "{}",
        lucka.text()
    );
    lucka.tryck("j");
    assert_eq!(lucka.antal_akter(), 0);
}

#[test]
fn en_kolapp_oppnas_fran_sokningen_och_esc_gar_tillbaka_dit() {
    let mut lucka = Lucka::ny();
    let skriven = kod(2).to_string().to_lowercase().replace('-', "");
    lucka.tryck(&skriven).tryck("<F2>");
    assert!(
        lucka.text().contains("Enter öppnar den"),
        "{}",
        lucka.text()
    );
    assert!(!lucka.text().contains("Inget passar"), "{}", lucka.text());
    lucka.tryck("<Enter>");
    assert_eq!(lucka.app.ko.vy(), Kovy::Post, "{}", lucka.text());
    assert_eq!(lucka.app.ko.post.as_ref().unwrap().kod, kod(2));
    lucka.tryck("<Esc>");
    assert_eq!(lucka.app.vy, Vy::Sok);
    // There is no such slip.
    lucka.ingen_post = true;
    lucka.tryck("<Enter>");
    assert_eq!(lucka.app.vy, Vy::Sok);
    assert!(lucka.app.notis.as_deref().unwrap().contains("finns inte"));
    // One sign less is a search as before.
    lucka.tryck("<BS><Enter>");
    assert_ne!(lucka.app.vy, Vy::Ko);
}

#[test]
fn det_foreslagna_kodatumet_visas_helt_med_skal_mening_och_plats() {
    let mut lucka = Lucka::ny();
    lucka.rattelse = true;
    lucka.tryck(TILL_POST).tryck("<F6>");
    for (bredd, hojd) in [(80, 24), (60, 20)] {
        let text = lucka.rita(bredd, hojd).0;
        let rena: Vec<&str> = text
            .lines()
            .filter_map(|rad| Some(rad.split_once('│')?.1.rsplit_once('│')?.0.trim()))
            .collect();
        let text = rena.join(" ");
        for del in [
            "skrivfel i den gamla listan",
            "”Listan hade fel dag”",
            "plats 1 i kön",
        ] {
            assert!(text.contains(del), "{del}\n{text}");
        }
    }
}

#[test]
fn en_ledig_plats_att_gora_leder_till_ett_erbjudande_om_den() {
    let mut lucka = Lucka::ny();
    lucka.tryck("<F7><End><Enter><Enter>");
    let Some(Kofraga::Underlag {
        insats,
        pott,
        kod: vem,
        ..
    }) = lucka.fragor.last()
    else {
        panic!("{:?}", lucka.fragor)
    };
    assert_eq!((*insats, vem.is_none()), (nr("3.4.3"), true));
    assert_eq!(*pott, Some(Pott::Omgang(omgang())));
    assert_eq!(lucka.antal_akter(), 0, "{}", lucka.text());
    lucka.tryck("j");
    assert!(matches!(lucka.sist(), Koakt::Erbjud(e) if e.pott == Pott::Omgang(omgang())));
}

#[test]
fn utan_kontaktuppgifter_finns_inget_forsok_att_anteckna() {
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.tryck("<F5>");
    let text = lucka.text();
    assert!(!text.contains("fick tag på"), "{text}");
    assert!(!text.contains("har frågat"), "{text}");
    assert!(text.contains("väntar än"), "{text}");
    lucka.tryck("<Esc>");
    lucka.har_kontakt = true;
    lucka.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    lucka.tryck("<F5>");
    let text = lucka.text();
    assert!(
        text.contains("fick tag på") && text.contains("har frågat"),
        "{text}"
    );
}

#[test]
fn den_som_star_forst_star_forst_och_ingen_rad_raknar_noll_vilande() {
    let mut lucka = Lucka::ny();
    lucka.tryck("<F4><Enter><Down><Enter>");
    lucka.plats = 1;
    lucka.hander(Msg::Store(StoreMsg::AndratAvAnnan));
    let text = lucka.text();
    assert!(text.contains("Först i kön."), "{text}");
    assert!(
        !text.contains("Före: 0") && !text.contains("varav 0"),
        "{text}"
    );
}

#[test]
fn foten_visar_alltid_vagen_tillbaka_bredvid_hjalpen() {
    for vag in [
        "<F4>",
        "<F7>",
        TILL_KO,
        TILL_POST,
        "<F4><Enter><F5>",
        "<F4><F7>",
    ] {
        let mut lucka = Lucka::ny();
        lucka.tryck(vag);
        for (bredd, hojd) in [(60, 20), (80, 24), (120, 40)] {
            let text = lucka.rita(bredd, hojd).0;
            let fot = text.lines().last().unwrap();
            assert!(fot.ends_with("Esc bakåt  F1 hjälp"), "{vag}: {fot}");
        }
    }
}

#[test]
fn en_avslutad_post_oppnas_igen_med_en_mening() {
    let mut lucka = vid_post(Kostatus::Avslutad(KoOrsak::Atertagen));
    lucka.tryck("<F2>Personen ringde och vill stå kvar<F2>");
    assert!(matches!(lucka.sist(), Koakt::Ateroppna { .. }));
    assert_eq!(lucka.app.ko.vy(), Kovy::Post);
}

#[test]
fn det_som_inte_gar_nekas_innan_nagot_skrivs() {
    for (status, tangent) in [
        (Kostatus::Accepterad, "<F6>"),
        (Kostatus::Accepterad, "<F4>"),
        (Kostatus::Avslutad(KoOrsak::Atertagen), "<F6>"),
        (Kostatus::Avslutad(KoOrsak::Atertagen), "<F4>"),
    ] {
        let mut lucka = vid_post(status);
        lucka.tryck(tangent);
        assert_eq!(lucka.app.ko.vy(), Kovy::Post, "{status:?} {tangent}");
        assert!(lucka.app.notis.is_some(), "{status:?} {tangent}");
    }
}

#[test]
fn onskemal_skrivs_i_en_blankett_med_det_som_redan_star_dar() {
    let mut lucka = vid_post(Kostatus::IKo);
    lucka.tryck("<F4>3<Enter>3<Enter>20270115<Enter>15<F2>");
    let Koakt::Uppgifter { uppgifter, .. } = lucka.sist() else {
        panic!("{:?}", lucka.sist())
    };
    assert_eq!(
        (uppgifter.parti, uppgifter.sprak.as_deref()),
        (3, Some("ar"))
    );
    assert_eq!(uppgifter.tidigast, NaiveDate::from_ymd_opt(2027, 1, 15));
    assert_eq!(uppgifter.veckodagar.unwrap().mask(), 0b001_0001);
}

#[test]
fn att_gora_leder_till_posten_eller_kon() {
    let mut lucka = Lucka::ny();
    lucka.tryck("<F7>");
    assert!(lucka.text().contains("gick ut"), "{}", lucka.text());
    lucka.tryck("<Enter>");
    assert_eq!(lucka.app.ko.post.as_ref().unwrap().kod, kod(2));
    lucka.tryck("<Esc><Down><Enter>");
    assert_eq!(lucka.app.ko.sida.as_ref().unwrap().insats, nr("3.4.4"));
    lucka.tryck("<Esc><Esc>");
    assert_eq!(lucka.app.vy, Vy::Sok);
}

#[test]
fn en_plats_blir_ledig_och_nasta_i_tur_visas() {
    let mut lucka = Lucka::ny();
    lucka.nasta = Some((Pott::Lopande(nr("3.4.3")), Some(kod(1))));
    lucka.tryck(TILL_KO).tryck("<F5>");
    // The answer to the first act names the next; doing what time has done takes it too.
    lucka.nasta = Some((Pott::Lopande(nr("3.4.3")), Some(kod(1))));
    lucka.tryck("<Down><Enter>j");
    assert!(matches!(lucka.sist(), Koakt::LamnaPlats { nummer: 1, .. }));
    assert!(lucka.text().contains("Näst i tur"), "{}", lucka.text());
    lucka.tryck("<Enter><Enter>");
    assert!(
        lucka.text().contains("Näst i tur"),
        "Enter alone goes nowhere"
    );
    lucka.tryck("v");
    assert!(lucka.text().contains("Erbjud plats"), "{}", lucka.text());
    lucka.tryck("<Esc><Down><F8>j");
    assert!(matches!(lucka.sist(), Koakt::StallInOmgang { .. }));
}

#[test]
fn en_omgang_och_antalet_platser_skrivs_i_var_sin_blankett() {
    let mut lucka = Lucka::ny();
    lucka.tryck(TILL_KO).tryck("<F5><F3>x<F2>");
    assert_eq!(lucka.antal_akter(), 0);
    lucka.tryck("<BS>12<F2>");
    assert!(matches!(lucka.sist(), Koakt::Platser { antal: 12, .. }));
    lucka.tryck("<F2>20270112<Enter>1730<Enter>8<Enter><Enter>90<Enter>");
    lucka.tryck("4<Enter>10<F2>");
    let Koakt::NyOmgang { omgang, .. } = lucka.sist() else {
        panic!("{:?}\n{}", lucka.sist(), lucka.text())
    };
    assert_eq!(
        (omgang.tillfallen.len(), omgang.minst, omgang.hogst),
        (8, 4, 10)
    );
}

#[test]
fn ett_nej_fran_kon_star_pa_notisraden_och_upptaget_kan_skickas_igen() {
    let mut lucka = vid_post(Kostatus::Erbjuden);
    lucka.nekas = vec![KanInteIKon::StaKvarSlut(2).into()];
    lucka.tryck("<F2>s");
    assert!(lucka.app.notis.is_some() && lucka.app.dialog.is_none());
    lucka.nekas = vec![StoreError::Upptagen];
    lucka.tryck("<F2>s");
    assert!(lucka.text().contains("Inte sparat"), "{}", lucka.text());
    lucka.tryck("<Enter>");
    let op = &lucka.op;
    assert_eq!(
        op[op.len() - 1],
        op[op.len() - 2],
        "the same act, with the same id"
    );
}

#[test]
fn angra_granska_och_rattvisa_nas_fran_koerna() {
    let mut lucka = Lucka::ny();
    lucka.tryck("<F4><F2>");
    assert!(matches!(lucka.sist(), Koakt::Granska { insats } if *insats == nr("3.4.3")));
    lucka.senaste = Some(Senaste {
        kod: Some(kod(2)),
        slag: "erbjuden".into(),
        tid: tid(),
        gar_att_angra: true,
    });
    lucka.tryck("<F9><Esc>");
    assert_eq!(lucka.antal_akter(), 1);
    lucka.tryck("<F9><Enter>j");
    assert!(matches!(lucka.sist(), Koakt::Angra));
    lucka.tryck("<F7>");
    assert!(
        lucka.text().contains("inte den första i kön: 2"),
        "{}",
        lucka.text()
    );
    let fran = NaiveDate::from_ymd_opt(2025, 11, 25).unwrap();
    assert_eq!(lucka.fragor.last(), Some(&Kofraga::Rattvisa(fran, idag())));
}

#[test]
fn sidhuvudet_sager_hur_manga_koer_som_ska_granskas() {
    let mut lucka = Lucka::ny();
    let dag = |dagar| idag() - chrono::Days::new(dagar);
    lucka.app.lage.ogranskade = vec![(nr("3.4.3"), dag(8)), (nr("3.4.4"), dag(7))];
    lucka.tryck("<Down>");
    assert!(lucka.text().contains("granska: 1"), "{}", lucka.text());
}

#[test]
fn efter_ett_besok_i_kon_kan_kontakt_antecknas_bara_dar_den_far_sparas() {
    let mut lucka = Lucka::ny();
    lucka.tryck("boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>");
    assert!(
        lucka.text().contains("anteckna hur personen kan nås"),
        "{}",
        lucka.text()
    );
    lucka.tryck("k");
    assert_eq!((lucka.app.vy, lucka.app.ko.vy()), (Vy::Ko, Kovy::Blankett));
    lucka.tryck("<Esc>");
    assert_eq!(lucka.app.vy, Vy::Sok);
    // Saved with F2 held down: nobody is counted by it in the lookup.
    lucka.tryck("boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>k");
    lucka.tryck("Åsa<Enter>t<Enter>0701234567<Enter>n<Enter>j<F2><F2><F2>");
    assert!(matches!(lucka.sist(), Koakt::Kontakt { .. }));
    assert!(
        lucka.text().contains("Kontaktuppgifterna är sparade"),
        "{}",
        lucka.text()
    );
    lucka.tryck("j");
    assert!(lucka.app.vy == Vy::Sok && lucka.app.dialog.is_none());

    let mut katalog = katalog::las(katalog::inbyggd()).katalog.unwrap();
    for insats in &mut katalog.insatser {
        insats.dokumentation = Dokumentation::Undantagen {
            skal: "för att fler ska våga komma".into(),
        };
    }
    let mut lucka = Lucka::med_katalog(katalog);
    lucka.tryck("boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>k<Enter>");
    let text = lucka.text();
    assert!(
        text.contains("Klart") && !text.contains("anteckna"),
        "{text}"
    );
}

#[test]
fn en_insats_utan_ko_erbjuder_ingen_kolapp() {
    let mut katalog = katalog::las(katalog::inbyggd()).katalog.unwrap();
    for insats in &mut katalog.insatser {
        insats.ko.slag = Koslag::IngenKo;
    }
    let mut lucka = Lucka::med_katalog(katalog);
    lucka.tryck("boendecoachning<Enter>1<Enter>m<Enter>1<Enter>m<Enter>");
    let text = lucka.text();
    assert!(
        text.contains("hellre ansöka") && !text.contains("Ge kölapp"),
        "{text}"
    );
}

#[test]
fn varje_vy_ryms_och_markoren_star_i_det_som_har_fokus() {
    for vag in [
        "<F4>",
        "<F7>",
        TILL_KO,
        "<F4><Enter><End>",
        "<F4><Enter><F2>",
        "<F4><Enter><F5>",
        "<F4><Enter><F5><F2>",
        "<F4><Enter><F5><F3>",
        TILL_POST,
        "<F4><Enter><Down><Enter><F3>",
        "<F4><Enter><Down><Enter><F4>",
        "<F4><Enter><Down><Enter><F4><Enter>",
        "<F4><Enter><Down><Enter><F4><Enter><Enter><Enter>",
        "<F4><Enter><Down><Enter><F5>",
        "<F4><Enter><Down><Enter><F5>k",
        "<F4><Enter><Down><Enter><F6>",
        "<F4><Enter><Down><Enter><F7>",
        "<F4><Enter><Down><Enter><F8>",
        "<F4><F7>",
        "<F4><F9>",
        "<F4><F1>",
    ] {
        let mut lucka = Lucka::ny();
        lucka.langd = 200;
        lucka.tryck(vag);
        for (bredd, hojd) in [(80, 24), (120, 40), (60, 20)] {
            let (text, markor) = lucka.rita(bredd, hojd);
            assert_ne!(markor, Position::new(0, 0), "{vag} {bredd}x{hojd}\n{text}");
            let rad = text.lines().nth(usize::from(markor.y)).unwrap();
            if lucka.app.dialog.is_some() {
                assert!(text.contains("Esc"), "{vag}\n{text}");
            } else if lucka.app.ko.vy() == Kovy::Blankett {
                assert!(rad.contains('['), "{vag} {bredd}x{hojd}: {rad}\n{text}");
            } else {
                assert!(text.contains("F1"), "{vag}\n{text}");
                assert!(!rad.trim().is_empty(), "{vag} {bredd}x{hojd}\n{text}");
            }
            assert!(!text.contains("Hämtar"), "{vag}\n{text}");
        }
    }
}
