//! What stands in the queues: lists, one entry, why it has its rank, and what is to be done.

use serde_json::{Value, json};

use super::{Lager, bara, kolapp, namn, som_json};
use crate::cli::avbrott::{self, Gang};
use crate::cli::{CliFel, Kor, Svar, lista::rader};
use crate::domain::insats::InsatsNr;
use crate::domain::ko::Kostatus;
use crate::domain::ko::plats::Overhopp;
use crate::rena::rena_rad;
use crate::store::ko::{Bevis, Kofraga, Kopostbild, Korad, Kosida, Kosvar, Koversikt};
use crate::text;

/// Rows that are asked for at a time: a long queue is never held whole by the store.
const SIDA: u16 = 10_000;

fn koerna(lager: &mut Lager<'_>, bara: Option<InsatsNr>) -> Result<Vec<Koversikt>, CliFel> {
    match lager.fraga(Kofraga::Koer(bara))? {
        Kosvar::Koer(koer) => Ok(koer),
        _ => Err(CliFel::programfel()),
    }
}

fn sida(lager: &mut Lager<'_>, insats: InsatsNr, fran: u64, antal: u16) -> Result<Kosida, CliFel> {
    let fraga = Kofraga::Sida {
        insats,
        fran,
        antal,
    };
    match lager.fraga(fraga)? {
        Kosvar::Sida(sida) => Ok(sida),
        _ => Err(CliFel::programfel()),
    }
}

pub(super) fn lista(
    kor: &Kor,
    insats: Option<&str>,
    val: (Option<u64>, Option<u16>),
    vill_json: bool,
) -> Result<Svar, CliFel> {
    let insats = bara(kor, insats)?;
    // What time has done is nobody's to break off.
    let lager = Lager::svept(kor)?;
    avbrott::med(|gang| lista_nu(lager, gang, insats, val, vill_json))
}

fn lista_nu(
    mut lager: Lager<'_>,
    gang: &Gang,
    insats: Option<InsatsNr>,
    (fran, antal): (Option<u64>, Option<u16>),
    vill_json: bool,
) -> Result<Svar, CliFel> {
    gang.nu(text::cli::LASER);
    // Familjerådgivning is in no common list (SEK-02); named, it is its own.
    let bilder = koerna(&mut lager, insats)?;
    if antal.is_none() {
        let fore = fran.map_or(0, |fran| fran.saturating_sub(1));
        let langder = bilder.iter().map(|ko| ko.langd.saturating_sub(fore));
        let alla: u64 = langder.sum();
        gang.framsteg().av(usize::try_from(alla).unwrap_or(0));
    }
    let insatser: Vec<InsatsNr> = match insats {
        Some(nr) => vec![nr],
        None => bilder.into_iter().map(|ko| ko.insats).collect(),
    };
    let (mut i_ko, mut har_tackat_ja) = (Vec::<Korad>::new(), Vec::<Korad>::new());
    for nr in insatser {
        let mut fran = fran.unwrap_or(1);
        let mut forsta = true;
        loop {
            let sida = sida(&mut lager, nr, fran, antal.unwrap_or(SIDA))?;
            if std::mem::take(&mut forsta) {
                har_tackat_ja.extend(sida.accepterade);
            }
            let rader = sida.rader.len();
            gang.framsteg().steg(rader);
            i_ko.extend(sida.rader);
            if antal.is_some() || rader < usize::from(SIDA) {
                break;
            }
            fran += u64::from(SIDA);
        }
    }
    gang.nu(text::cli::RAKNAR);
    gang.framsteg().av(i_ko.len());
    let steg = |_: &&Korad| gang.framsteg().steg(1);
    if vill_json {
        // Put in as they are: `json!` would copy them all.
        let mut json = json!({"ko": null, "accepterade": null});
        json["ko"] = i_ko.iter().inspect(steg).map(som_json::rad).collect();
        json["accepterade"] = har_tackat_ja.iter().map(som_json::rad).collect();
        return Ok(rader(true, json, &[]));
    }
    let mut text: Vec<String> = i_ko
        .iter()
        .inspect(steg)
        .map(text::ko::cli::korad)
        .collect();
    if !har_tackat_ja.is_empty() {
        text.push(text::ko::cli::HAR_TACKAT_JA.to_owned());
        text.extend(har_tackat_ja.iter().map(text::ko::cli::korad));
    }
    Ok(rader(text.is_empty(), Value::Null, &text))
}

pub(super) fn koer(kor: &Kor, insats: Option<&str>) -> Result<Svar, CliFel> {
    let insats = bara(kor, insats)?;
    let alla = koerna(&mut Lager::svept(kor)?, insats)?;
    let json: Vec<Value> = alla
        .iter()
        .map(|ko| som_json::oversikt(ko, namn(kor, ko.insats)))
        .collect();
    let text: Vec<String> = alla
        .iter()
        .map(|ko| text::ko::cli::oversikt(ko, namn(kor, ko.insats)))
        .collect();
    Ok(rader(alla.is_empty(), json!({"koer": json}), &text))
}

pub(super) fn visa(kor: &Kor, kod: &str) -> Result<Svar, CliFel> {
    let kod = kolapp(kod)?;
    let bild = Lager::svept(kor)?.post(kod)?;
    Ok(Svar {
        ja: true,
        json: post_json(&bild),
        text: post_text(kor, &bild),
    })
}

fn post_json(bild: &Kopostbild) -> Value {
    let mut json = som_json::rad(&bild.rad);
    json["forsta_kodatum"] = json!(bild.forsta_kodatum.to_rfc3339());
    json["katalog"] = json!(bild.rad.katalog);
    json["fore"] = json!(bild.rad.plats.map(|plats| plats.saturating_sub(1)));
    json["vilande_fore"] = json!(bild.vilande_fore);
    json["vantetid"] = som_json::vantetid(bild.vantetid);
    json["statt_kvar"] = json!(bild.lage.kvar);
    json["forsok"] = json!(bild.lage.forsok);
    json["bekraftad"] = json!(bild.lage.bekraftad.to_string());
    json["bekraftelsesteg"] = json!(bild.lage.bekraftelsesteg);
    json["paminnelser"] = json!(bild.lage.paminnelser);
    json["har_kontakt"] = json!(bild.har_kontakt);
    json["erbjudande"] = json!(bild.erbjudande.as_ref().map(som_json::erbjudande));
    json["rattelse"] = json!(bild.rattelse.as_ref().map(
        |r| json!({"till": r.till.to_rfc3339(), "foreslagen_av": rena_rad(&r.av),
                "orsak": r.orsak.kod(), "mening": rena_rad(&r.mening), "plats": r.plats})
    ));
    json["angras"] = json!(bild.angras);
    json["historia"] = bild.historia.iter().map(som_json::handelse).collect();
    json
}

fn post_text(kor: &Kor, bild: &Kopostbild) -> String {
    let rad = &bild.rad;
    let mut rader = vec![
        format!("{} {}", rad.insats, namn(kor, rad.insats)),
        format!("{}: {}", rad.kod, text::ko::status(rad.status)),
    ];
    if let Some(plats) = rad.plats {
        rader.push(text::ko::cli::plats_och_vantan(
            plats,
            bild.vilande_fore,
            &text::ko::vantetid(bild.vantetid),
        ));
    }
    let forsta = (bild.forsta_kodatum != rad.sedan).then(|| text::ko::tid(bild.forsta_kodatum));
    rader.push(text::ko::cli::kodatum(
        &text::ko::tid(rad.sedan),
        forsta.as_deref(),
    ));
    let uppgifter = text::ko::uppgifter(&rad.uppgifter);
    if !uppgifter.is_empty() {
        rader.push(uppgifter);
    }
    if let Some(bild) = &bild.erbjudande {
        rader.push(text::ko::cli::erbjudande(
            &bild.pott,
            &bild.nummer,
            bild.svar_senast,
            bild.utgatt,
            rad.status == Kostatus::Accepterad,
        ));
    }
    if let Some(rattelse) = &bild.rattelse {
        rader.push(text::ko::rattelse_vantar(rattelse));
    }
    let kontakt = if bild.har_kontakt {
        text::ko::cli::HAR_KONTAKT
    } else {
        text::ko::cli::INGEN_KONTAKT
    };
    rader.push(kontakt.to_owned());
    if let Some(slag) = &bild.angras {
        rader.push(text::ko::cli::kan_angras(&text::ko::slag_i_ord(slag)));
    }
    rader.push(text::ko::bevis::HISTORIA.to_owned());
    rader.extend(bild.historia.iter().map(text::ko::historierad));
    rader.join("\n")
}

pub(super) fn bevis(kor: &Kor, kod: &str) -> Result<Svar, CliFel> {
    let kod = kolapp(kod)?;
    let Kosvar::Bevis(bevis) = Lager::svept(kor)?.fraga(Kofraga::Bevis(kod))? else {
        return Err(CliFel::programfel());
    };
    let kobevis = text::ko::bevis::kobevis(
        kod,
        namn(kor, bevis.rad.insats),
        bevis.rad.sedan,
        bevis.rad.plats,
        &text::kontakt(&kor.katalog.ansokan),
    );
    Ok(Svar {
        ja: bevis.stammer,
        json: bevis_json(&bevis, &kobevis),
        text: bevis_text(&bevis, &kobevis),
    })
}

fn bevis_json(bevis: &Bevis, kobevis: &[String]) -> Value {
    let mut json = som_json::rad(&bevis.rad);
    let (fore, vilande) = bevis.fore;
    json["fore"] = json!(fore);
    json["vilande_fore"] = json!(vilande);
    json["narmast_fore"] = bevis
        .narmast_fore
        .iter()
        .map(|(kod, sedan, status)| {
            let mut rad = serde_json::Map::new();
            rad.insert("kolapp".to_owned(), json!(kod.to_string()));
            rad.insert("sedan".to_owned(), json!(sedan.to_rfc3339()));
            rad.extend(som_json::status(*status));
            Value::Object(rad)
        })
        .collect();
    json["lamnade"] = bevis
        .lamnade
        .iter()
        .map(|(kod, tid, hur)| json!({"kolapp": kod.to_string(), "tid": tid.to_rfc3339(), "hur": hur}))
        .collect();
    json["gick_fore"] = bevis
        .gick_fore
        .iter()
        .map(|(kod, tid, skal)| {
            json!({"kolapp": kod.to_string(), "tid": tid.to_rfc3339(), "skal": skal.map(Overhopp::kod)})
        })
        .collect();
    json["plats_av_handelser"] = json!(bevis.plats_av_handelser);
    json["stammer"] = json!(bevis.stammer);
    json["historia"] = bevis.historia.iter().map(som_json::handelse).collect();
    json["kobevis"] = json!(kobevis);
    json
}

fn bevis_text(bevis: &Bevis, kobevis: &[String]) -> String {
    use text::ko::bevis as ord;
    let mut rader = kobevis.to_vec();
    let (fore, vilande) = bevis.fore;
    rader.push(String::new());
    rader.push(text::ko::fore(fore, vilande));
    let stammer = if bevis.stammer {
        ord::STAMMER
    } else {
        ord::STAMMER_INTE
    };
    rader.push(stammer.to_owned());
    if !bevis.narmast_fore.is_empty() {
        rader.push(ord::NARMAST_FORE.to_owned());
    }
    for (kod, sedan, status) in &bevis.narmast_fore {
        let (sedan, status) = (text::ko::tid(*sedan), text::ko::status(*status));
        rader.push(format!("  {kod}  {sedan}  {status}"));
    }
    if !bevis.lamnade.is_empty() {
        rader.push(ord::LAMNADE.to_owned());
    }
    for (kod, tid, hur) in &bevis.lamnade {
        rader.push(format!(
            "  {kod}  {}  {}",
            text::ko::tid(*tid),
            ord::hur(hur)
        ));
    }
    let forbi = if bevis.gick_fore.is_empty() {
        ord::INGEN_GICK_FORE
    } else {
        ord::GICK_FORE
    };
    rader.push(forbi.to_owned());
    for (kod, tid, skal) in &bevis.gick_fore {
        let skal = skal.map_or(ord::UTAN_SKAL, text::ko::overhopp);
        rader.push(format!("  {kod}  {}  {skal}", text::ko::tid(*tid)));
    }
    rader.push(ord::HISTORIA.to_owned());
    rader.extend(bevis.historia.iter().map(text::ko::historierad));
    rader.join("\n")
}

pub(super) fn attgora(kor: &Kor, insats: Option<&str>) -> Result<Svar, CliFel> {
    let insats = bara(kor, insats)?;
    let mut lager = Lager::svept(kor)?;
    let Kosvar::Attgora(lista) = lager.fraga(Kofraga::Attgora(insats))? else {
        return Err(CliFel::programfel());
    };
    let i_ord: Vec<String> = lista
        .iter()
        .map(|uppgift| text::ko::attgora(uppgift, namn(kor, uppgift.insats)))
        .collect();
    let json: Vec<Value> = lista
        .iter()
        .zip(&i_ord)
        .map(|(uppgift, i_ord)| {
            json!({
                "vad": uppgift.vad.kod(),
                "insats": uppgift.insats.to_string(),
                "kolapp": uppgift.kod.map(|kod| kod.to_string()),
                "dag": som_json::dag(uppgift.dag),
                "antal": uppgift.antal,
                "i_ord": i_ord,
            })
        })
        .collect();
    kor.lamna(lager.store);
    let (akt, i_akterna) = crate::cli::akt::attgora::lista(kor, insats)?;
    let i_ord = [i_ord, i_akterna].concat();
    let text = if i_ord.is_empty() {
        text::ko::attgora::INGET.to_owned()
    } else {
        i_ord.join("\n")
    };
    Ok(Svar {
        ja: true,
        json: json!({"attgora": json, "akt": akt}),
        text,
    })
}
