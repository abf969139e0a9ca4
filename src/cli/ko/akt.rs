//! Acts on one entry: offers and answers, pauses, ends, attempts, corrections.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::flaggor::{Erbjudande, KoKommando, Uppgiftsflaggor};
use super::{Lager, kanal, klockslag, kolapp, mening, nej, omgangs_id, som_json};
use crate::cli::{CliFel, Kor, Svar};
use crate::domain::information::Sprak;
use crate::domain::ko::plats::{Overhopp, Pott, Veckodagar};
use crate::domain::ko::rattelse::Rattelseorsak;
use crate::domain::ko::{KoOrsak, Kostatus};
use crate::domain::kolapp::Kolappskod;
use crate::domain::tid::svenskt_moment;
use crate::store::ko::{Erbjud, Erbjudandesvar, Koakt, Kofraga, Kokvitto, Kosvar, Underlag};
use crate::text;

/// Runs an act that is about one slip and nothing else, or an undoing.
pub(super) fn kor(kor: &Kor, kommando: &KoKommando) -> Result<Svar, CliFel> {
    match kommando {
        KoKommando::Svara { kod, svar } => {
            let svar = Erbjudandesvar::fran_kod(svar)
                .ok_or_else(|| CliFel::indata(text::ko::cli::SVAR))?;
            let kod = kolapp(kod)?;
            gor(kor, Koakt::Svara { kod, svar })
        }
        KoKommando::Forlang { kod, till } => {
            let (kod, till) = (kolapp(kod)?, *till);
            gor(kor, Koakt::Forlang { kod, till })
        }
        KoKommando::Paminn { kod } => gor(kor, Koakt::Paminn { kod: kolapp(kod)? }),
        KoKommando::Vila { kod, fran, till } => {
            let (kod, fran, till) = (kolapp(kod)?, *fran, *till);
            gor(kor, Koakt::Vila { kod, fran, till })
        }
        KoKommando::Aktivera { kod } => gor(kor, Koakt::Aktivera { kod: kolapp(kod)? }),
        KoKommando::Avsluta {
            kod,
            orsak,
            villkor,
        } => avsluta(kor, kolapp(kod)?, orsak, villkor.as_ref()),
        KoKommando::Felregistrera { kod } => gor(kor, Koakt::Felregistrera { kod: kolapp(kod)? }),
        KoKommando::Ateroppna { kod, mening: fil } => {
            let (kod, mening) = (kolapp(kod)?, mening(fil)?);
            gor(kor, Koakt::Ateroppna { kod, mening })
        }
        KoKommando::Forsok {
            kod,
            kanal: satt,
            nadd,
        } => {
            let nadd = match nadd.as_str() {
                "ja" => true,
                "nej" => false,
                _ => return Err(CliFel::indata(text::ko::cli::NADD)),
            };
            let (kod, kanal) = (kolapp(kod)?, kanal(satt)?);
            gor(kor, Koakt::Forsok { kod, kanal, nadd })
        }
        KoKommando::Bekrafta { kod, steg: false } => {
            gor(kor, Koakt::Bekrafta { kod: kolapp(kod)? })
        }
        KoKommando::Bekrafta { kod, steg: true } => {
            gor(kor, Koakt::Bekraftelsesteg { kod: kolapp(kod)? })
        }
        KoKommando::Ratta {
            kod,
            till: Some(till),
            orsak,
            mening: fil,
            ..
        } => {
            let orsak = orsak.as_deref().and_then(Rattelseorsak::fran_kod);
            let orsak = orsak.ok_or_else(|| CliFel::indata(text::ko::cli::RATTELSEORSAK))?;
            let till = svenskt_moment(klockslag(till)?)
                .ok_or_else(|| CliFel::indata(text::ko::cli::TID))?;
            let (kod, mening) = (
                kolapp(kod)?,
                fil.as_ref().map_or_else(
                    || Err(nej(crate::domain::ko::hinder::KanInteIKon::Mening)),
                    mening,
                )?,
            );
            let akt = Koakt::ForeslaRattelse {
                kod,
                till,
                orsak,
                mening,
            };
            med_ord(kor, akt, text::ko::cli::FORESLAGET)
        }
        KoKommando::Ratta { kod, godkann, .. } => {
            let (kod, godkand) = (kolapp(kod)?, *godkann);
            let ord = if godkand {
                text::ko::cli::GODKAND
            } else {
                text::ko::cli::AVVISAD
            };
            med_ord(kor, Koakt::SvaraRattelse { kod, godkand }, ord)
        }
        KoKommando::Angra => angra(kor),
        KoKommando::Lista { .. }
        | KoKommando::Koer { .. }
        | KoKommando::Visa { .. }
        | KoKommando::Bevis { .. }
        | KoKommando::Attgora { .. }
        | KoKommando::Erbjud(_)
        | KoKommando::Uppgifter(_)
        | KoKommando::Kontakt { .. }
        | KoKommando::Granska { .. }
        | KoKommando::Platser { .. }
        | KoKommando::LamnaPlats { .. }
        | KoKommando::Omgang(_)
        | KoKommando::Rattvisa { .. }
        | KoKommando::Importera { .. }
        | KoKommando::Exportera { .. } => Err(CliFel::programfel()),
    }
}

/// What is to be said when an entry has ended, and where one applies (11:6).
fn sag(kor: &Kor, kvitto: &Kokvitto) -> Option<String> {
    let orsak = match kvitto.post?.1 {
        Kostatus::Avslutad(orsak) => Some(orsak),
        Kostatus::Felregistrerad => None,
        Kostatus::IKo
        | Kostatus::Vilande { .. }
        | Kostatus::Erbjuden
        | Kostatus::Accepterad
        | Kostatus::Paborjad => return None,
    };
    text::ko::sag_vid_avslut(orsak, &text::kontakt(&kor.katalog.ansokan))
}

fn svar(kor: &Kor, kvitto: &Kokvitto, forst: &[&str]) -> Svar {
    let sag = sag(kor, kvitto);
    let mut json = som_json::kvitto(kvitto);
    json.insert("sag".to_owned(), json!(sag));
    let mut rader: Vec<String> = forst.iter().map(|rad| (*rad).to_owned()).collect();
    rader.extend(text::ko::cli::kvitto(kvitto));
    rader.extend(sag);
    Svar {
        ja: true,
        json: Value::Object(json),
        text: rader.join("\n"),
    }
}

fn gor(kor: &Kor, akt: Koakt) -> Result<Svar, CliFel> {
    let kvitto = Lager::svept(kor)?.gor(akt)?;
    Ok(svar(kor, &kvitto, &[]))
}

fn med_ord(kor: &Kor, akt: Koakt, ord: &str) -> Result<Svar, CliFel> {
    let kvitto = Lager::svept(kor)?.gor(akt)?;
    Ok(svar(kor, &kvitto, &[ord]))
}

fn avsluta(
    kor: &Kor,
    kod: Kolappskod,
    orsak: &str,
    villkor: Option<&String>,
) -> Result<Svar, CliFel> {
    let orsak =
        KoOrsak::fran_kod(orsak).ok_or_else(|| CliFel::indata(&text::ko::cli::okand_orsak()))?;
    let kvitto = Lager::svept(kor)?.gor(Koakt::Avsluta {
        kod,
        orsak,
        villkor: villkor.cloned(),
    })?;
    let sag = text::ko::sag_vid_avslut(Some(orsak), &text::kontakt(&kor.katalog.ansokan));
    let json = json!({
        "kolapp": kod.to_string(),
        "avslutad": orsak.kod(),
        "sag": sag,
        "nasta": som_json::nasta(&kvitto),
    });
    let mut rader = vec![text::ko_avslutad(kod)];
    // The entry itself is told of already; what is left is the place that became free.
    rader.extend(text::ko::cli::kvitto(&Kokvitto {
        post: None,
        plats: None,
        ..kvitto
    }));
    rader.extend(sag);
    Ok(Svar {
        ja: true,
        json,
        text: rader.join("\n"),
    })
}

/// Undone is the last own act, so nothing is swept before it: what time does is nobody's act.
fn angra(kor: &Kor) -> Result<Svar, CliFel> {
    let kvitto = Lager::oppna(kor)?.gor(Koakt::Angra)?;
    let vad = kvitto.angrat.as_deref().map(text::ko::slag_i_ord);
    let rubrik = vad.map_or_else(
        || text::ko::cli::ANGRAT.to_owned(),
        |vad| format!("{}: {vad}", text::ko::cli::ANGRAT),
    );
    let mut svar = svar(kor, &kvitto, &[&rubrik]);
    svar.json["angrat"] = json!(kvitto.angrat);
    Ok(svar)
}

/// Offers a place; what it would change is asked for first, and is all there is with `--forhandsvisa`.
pub(super) fn erbjud(kor: &Kor, flaggor: &Erbjudande) -> Result<Svar, CliFel> {
    let insats = kor.insats(&flaggor.nr)?.nr;
    let kod = flaggor.kolapp.as_deref().map(kolapp).transpose()?;
    let pott = flaggor
        .omgang
        .as_deref()
        .map(|id| omgangs_id(id).map(Pott::Omgang))
        .transpose()?;
    let kanal = flaggor.kanal.as_deref().map(kanal).transpose()?;
    let hoppa = flaggor
        .hoppa
        .iter()
        .map(|kod| Ok((kolapp(kod)?, Overhopp::InteNabar)))
        .collect::<Result<Vec<_>, CliFel>>()?;
    let mut lager = Lager::svept(kor)?;
    let fraga = Kofraga::Underlag {
        insats,
        pott,
        kod,
        hoppa: hoppa.clone(),
    };
    let Kosvar::Underlag(underlag) = lager.fraga(fraga)? else {
        return Err(CliFel::programfel());
    };
    if flaggor.forhandsvisa {
        return Ok(forhandsvisning(&underlag, flaggor.svar_senast));
    }
    // Who is next in turn is seen again in the transaction: somebody may have come back from a pause since.
    let kvitto = lager.gor(Koakt::Erbjud(Erbjud {
        pott: underlag.pott.clone(),
        kod,
        svar_senast: flaggor.svar_senast,
        kanal,
        hoppa,
    }))?;
    let mut svar = svar(kor, &kvitto, &[]);
    svar.json["pott"] = som_json::pott(&underlag.pott);
    Ok(svar)
}

fn forhandsvisning(underlag: &Underlag, svar_senast: Option<NaiveDate>) -> Svar {
    let underlag = Underlag {
        svar_senast: svar_senast.unwrap_or(underlag.svar_senast),
        ..underlag.clone()
    };
    let mut rader = text::ko::cli::underlag(&underlag);
    rader.push(text::ko::cli::BARA_VISAT.to_owned());
    let mut json = som_json::underlag(&underlag);
    json["forhandsvisning"] = json!(true);
    Svar {
        ja: true,
        json,
        text: rader.join("\n"),
    }
}

/// Changes the facts that are named; the others stay as they are.
pub(super) fn uppgifter(kor: &Kor, flaggor: &Uppgiftsflaggor) -> Result<Svar, CliFel> {
    let kod = kolapp(&flaggor.kod)?;
    let andrat = [&flaggor.sprak, &flaggor.tidigast, &flaggor.veckodagar];
    if flaggor.parti.is_none() && andrat.iter().all(|falt| falt.is_none()) {
        return Err(CliFel::indata(text::ko::cli::INGET_ATT_ANDRA));
    }
    let sprak = falt(flaggor.sprak.as_deref(), text::cli::SPRAK, |kod| {
        Sprak::fran_kod(kod).map(|sprak| sprak.kod().to_owned())
    })?;
    let tidigast = falt(flaggor.tidigast.as_deref(), text::cli::DATUM, |dag| {
        dag.parse::<NaiveDate>().ok()
    })?;
    let veckodagar = falt(
        flaggor.veckodagar.as_deref(),
        text::ko::cli::VECKODAGAR,
        veckodagar,
    )?;
    let mut lager = Lager::svept(kor)?;
    let mut uppgifter = lager.post(kod)?.rad.uppgifter;
    uppgifter.parti = flaggor.parti.unwrap_or(uppgifter.parti);
    uppgifter.sprak = sprak.efter(uppgifter.sprak);
    uppgifter.tidigast = tidigast.efter(uppgifter.tidigast);
    uppgifter.veckodagar = veckodagar.efter(uppgifter.veckodagar);
    let kvitto = lager.gor(Koakt::Uppgifter {
        kod,
        uppgifter: uppgifter.clone(),
    })?;
    let i_ord = text::ko::uppgifter(&uppgifter);
    let mut svar = svar(kor, &kvitto, &[]);
    if !i_ord.is_empty() {
        svar.text = format!("{}\n{i_ord}", svar.text);
    }
    if let Value::Object(json) = &mut svar.json {
        json.extend(som_json::uppgifter(&uppgifter));
    }
    Ok(svar)
}

/// What is to become of a fact.
#[derive(Debug, PartialEq, Eq)]
enum Andring<T> {
    /// It is not named, and stays.
    Orord,
    /// It is taken away.
    Borta,
    /// It becomes this.
    Blir(T),
}

impl<T> Andring<T> {
    fn efter(self, fore: Option<T>) -> Option<T> {
        match self {
            Self::Orord => fore,
            Self::Borta => None,
            Self::Blir(varde) => Some(varde),
        }
    }
}

fn falt<T>(
    text: Option<&str>,
    annars: &str,
    las: impl Fn(&str) -> Option<T>,
) -> Result<Andring<T>, CliFel> {
    match text {
        None => Ok(Andring::Orord),
        Some(text::ko::cli::INGET) => Ok(Andring::Borta),
        Some(text) => las(text)
            .map(Andring::Blir)
            .ok_or_else(|| CliFel::indata(annars)),
    }
}

fn veckodagar(text: &str) -> Option<Veckodagar> {
    let mut mask = 0;
    for kod in text.split(',') {
        let plats = text::ko::VECKODAGAR
            .iter()
            .position(|(dag, _)| *dag == kod.trim())?;
        mask |= 1 << plats;
    }
    Veckodagar::ny(mask)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn veckodagar_lases_och_skrivs_med_samma_koder() {
        let dagar = veckodagar("ma,on, so").map(som_json::veckodagar);
        assert_eq!(dagar, Some(vec!["ma", "on", "so"]));
        for fel in ["", "ma,", "mandag", "må"] {
            assert_eq!(veckodagar(fel), None, "{fel}");
        }
    }

    #[test]
    fn ett_falt_ar_orort_borttaget_eller_nytt() {
        let efter = |text: Option<&str>| {
            let andring = falt(text, "fel", |t| t.parse::<u8>().ok()).ok()?;
            Some(andring.efter(Some(3)))
        };
        assert_eq!(efter(None), Some(Some(3)));
        assert_eq!(efter(Some("inget")), Some(None));
        assert_eq!(efter(Some("7")), Some(Some(7)));
        assert_eq!(efter(Some("x")), None);
    }
}
