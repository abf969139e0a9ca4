//! Köpolicy: what the nämnd has decided about the queue of an insats, `[insats.ko]`; and the days that are closed.

use chrono::NaiveDate;

use super::insats::{Sammanhang, beslutshanvisning};
use super::tabell::Tabell;
use crate::domain::insats::{Dokumentation, Genomforande};
use crate::domain::ko::policy::{Kopolicy, Koslag, VidNej, VidTystnad};

const NYCKLAR: &[&str] = &[
    "slag",
    "svarstid-arbetsdagar",
    "nej",
    "tystnad",
    "sta-kvar-hogst",
    "vila-manader",
    "kontaktforsok",
    "paminnelser",
    "bekraftas-manader",
    "bekraftelse-avslutar",
    "kontakt",
    "kontakt-gallras-dagar",
    "aterkomst",
    "parti-hogst",
    "beslut",
];

/// What can be said of an insats that has no queue.
const UTAN_KO: &[&str] = &["slag", "beslut"];

const NEJ: &[(&str, VidNej)] = &[("sta-kvar", VidNej::StaKvar), ("avsluta", VidNej::Avsluta)];
const TYSTNAD: &[(&str, VidTystnad)] = &[
    ("sta-kvar", VidTystnad::StaKvar),
    ("avsluta", VidTystnad::Avsluta),
];
const ATERKOMST: &[(&str, bool)] = &[("gammalt-kodatum", false), ("nytt-kodatum", true)];

/// Reads the queue's policy; what it does not state stays as where the nämnd has said nothing.
///
/// `dokumentation` is `None` where it is at fault itself, which has been told of already.
pub(super) fn policy(
    insats: &Tabell<'_>,
    sammanhang: &Sammanhang<'_>,
    genomforande: &Genomforande,
    dokumentation: Option<&Dokumentation>,
) -> Kopolicy {
    let mut policy = Kopolicy {
        slag: slag_utan_uppgift(genomforande),
        ..Kopolicy::default()
    };
    let Some(ko) = insats.tabell("ko", "[insats.ko]", NYCKLAR) else {
        return policy;
    };
    let slag = Koslag::ALLA.map(|slag| (slag.kod(), slag));
    let satt = |till: &mut u8, nyckel, minst, hogst| {
        if let Some(tal) = ko.tal(nyckel, minst, hogst) {
            *till = u8::try_from(tal).unwrap_or(u8::MAX);
        }
    };
    policy.slag = ko.val("slag", &slag).unwrap_or(policy.slag);
    satt(&mut policy.svarstid, "svarstid-arbetsdagar", 1, 30);
    policy.svarstid_beslutad = ko.varde("svarstid-arbetsdagar").is_some();
    policy.nej = ko.val("nej", NEJ).unwrap_or(policy.nej);
    policy.tyst = ko.val("tystnad", TYSTNAD).unwrap_or(policy.tyst);
    policy.sta_kvar_hogst = ko
        .tal("sta-kvar-hogst", 1, 20)
        .and_then(|tal| u8::try_from(tal).ok());
    satt(&mut policy.vila_manader, "vila-manader", 1, 24);
    policy.kontaktforsok = ko.tal("kontaktforsok", 1, 20);
    satt(&mut policy.paminnelser, "paminnelser", 0, 5);
    satt(&mut policy.bekraftas_manader, "bekraftas-manader", 1, 24);
    if ko.sant("bekraftelse-avslutar") == Some(true) {
        policy.bekraftelse = VidTystnad::Avsluta;
    }
    policy.kontakt = ko.sant("kontakt").unwrap_or(policy.kontakt);
    policy.kontakt_gallras_dagar = ko
        .tal("kontakt-gallras-dagar", 0, 365)
        .unwrap_or(policy.kontakt_gallras_dagar);
    policy.nytt_kodatum_vid_aterkomst = ko
        .val("aterkomst", ATERKOMST)
        .unwrap_or(policy.nytt_kodatum_vid_aterkomst);
    satt(&mut policy.parti_hogst, "parti-hogst", 1, 20);

    kostar_kraver_beslut(&ko, sammanhang, &policy);
    kontakt(&ko, dokumentation);
    if policy.slag == Koslag::IngenKo {
        utan_ko(&ko);
    }
    policy
}

/// Only a group has group starts; whether something is given at once is never guessed but stated (TID-06).
fn slag_utan_uppgift(genomforande: &Genomforande) -> Koslag {
    let bara_grupp =
        !genomforande.form.is_empty() && genomforande.form.iter().all(|form| form == "grupp");
    if bara_grupp && genomforande.gruppstorlek.is_some() {
        Koslag::Omgang
    } else {
        Koslag::Lopande
    }
}

/// KOMODELL 4.2: what can cost somebody their place is the nämnd's to decide, and nobody else's.
fn kostar_kraver_beslut(ko: &Tabell<'_>, sammanhang: &Sammanhang<'_>, policy: &Kopolicy) {
    // Read also where nothing asks for it: a reference must lead somewhere.
    let _ = beslutshanvisning(ko, sammanhang);
    if ko.varde("beslut").is_some() {
        return;
    }
    let kostar = [
        ("nej", policy.nej == VidNej::Avsluta),
        ("tystnad", policy.tyst == VidTystnad::Avsluta),
        ("sta-kvar-hogst", ko.varde("sta-kvar-hogst").is_some()),
        ("kontaktforsok", policy.kontaktforsok.is_some()),
        (
            "bekraftelse-avslutar",
            policy.bekraftelse == VidTystnad::Avsluta,
        ),
        ("aterkomst", policy.nytt_kodatum_vid_aterkomst),
    ];
    for (nyckel, _) in kostar.into_iter().filter(|(_, kostar)| *kostar) {
        ko.fel(
            nyckel,
            format!("Värdet i ”{nyckel}” kan kosta någon platsen i kön, men inget nämndbeslut är angivet."),
            format!("Skriv beslut = och namnet på ett [beslut.…] i [insats.ko], eller ta bort {nyckel}."),
        );
    }
}

/// DOK-05: contact data follow from how the insats is documented; only on a rådgivning is there something to decide.
fn kontakt(ko: &Tabell<'_>, dokumentation: Option<&Dokumentation>) {
    match dokumentation {
        Some(Dokumentation::Dokumenteras { .. }) => {
            if ko.sant("kontakt") == Some(false) {
                ko.fel(
                    "kontakt",
                    "Insatsen dokumenteras enligt 14:3, och då får kontaktuppgifter alltid sparas i kön.",
                    "Ta bort kontakt, eller skriv kontakt = true.",
                );
            }
        }
        Some(Dokumentation::Undantagen { .. }) => {
            for nyckel in ["kontakt", "kontakt-gallras-dagar"] {
                if ko.varde(nyckel).is_some() {
                    ko.fel(
                        nyckel,
                        format!("Nyckeln ”{nyckel}” går inte på en insats enligt 14:5: där sparas aldrig några kontaktuppgifter."),
                        "Ta bort den.",
                    );
                }
            }
        }
        Some(Dokumentation::Radgivning) | None => {}
    }
}

/// A rule for a queue that is not there would be lost in silence.
fn utan_ko(ko: &Tabell<'_>) {
    for (nyckel, _) in ko.nycklar() {
        // Unknown keys have been told of already.
        if NYCKLAR.contains(&nyckel) && !UTAN_KO.contains(&nyckel) {
            ko.fel(
                nyckel,
                format!("Nyckeln ”{nyckel}” hör inte till en insats utan kö (slag = \"ingen\")."),
                "Ta bort den eller byt slag.",
            );
        }
    }
}

/// The days on which the kommun keeps closed, in order.
pub(super) fn stangda_dagar(rot: &Tabell<'_>) -> Vec<NaiveDate> {
    let mut dagar: Vec<NaiveDate> = Vec::new();
    for varde in rot.lista("stangda-dagar") {
        let Some(dag) = rot.fil().datum_av(varde, "stangda-dagar") else {
            continue;
        };
        match dagar.binary_search(&dag) {
            Ok(_) => rot.fil().fel.fel(
                varde.span().start,
                format!("Dagen {dag} står två gånger i ”stangda-dagar”."),
                "Ta bort den ena.",
            ),
            Err(plats) => dagar.insert(plats, dag),
        }
    }
    dagar
}
