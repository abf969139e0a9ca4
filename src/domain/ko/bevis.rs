//! Bevis: the rank of an entry from the events of its queue alone, to be held against what the counts and the rows say.

use std::collections::HashMap;

/// Bevishändelse, one event about an entry, as far as the rank follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bevishandelse {
    /// Id of the entry, as a number.
    pub post: u128,
    /// The ködatum that was first written down, in milliseconds since 1970, UTC.
    pub kodatum: i64,
    /// Its word.
    pub slag: String,
    /// What it was about; a new ködatum in milliseconds where one was approved.
    pub om: Option<String>,
    /// Whether the entry had a place in line before it, where the event says so.
    pub fore: Option<bool>,
    /// Whether the entry has one now, by its row: what the last event led to, where no later one says it.
    pub nu: bool,
    /// Where it undoes another event: whether the entry had a place in line before that one.
    pub angrad_fore: Option<bool>,
}

/// Where an entry stands by the events so far.
#[derive(Clone, Copy, Debug)]
struct Lage {
    ordning: i64,
    i_linje: bool,
    /// The last event does not say by itself what it led to; the next one on the entry does.
    nasta_sager: bool,
}

/// Bevisräkning, the ranks of a queue as its events are read one by one, in the order of the log. Keeps a few numbers
/// for each entry and no event.
#[derive(Clone, Debug, Default)]
pub struct Bevisrakning {
    poster: HashMap<u128, Lage>,
}

impl Bevisrakning {
    /// Takes the next event.
    pub fn lagg(&mut self, handelse: &Bevishandelse) {
        let lage = self.poster.entry(handelse.post).or_insert(Lage {
            ordning: handelse.kodatum,
            i_linje: false,
            nasta_sager: false,
        });
        if let (true, Some(fann)) = (lage.nasta_sager, handelse.fore) {
            lage.i_linje = fann;
        }
        lage.nasta_sager = false;
        match handelse.slag.as_str() {
            "stalld_i_ko" | "importerad" | "erbjuden" | "star_kvar" | "inget_svar"
            | "ateroppnad" => lage.i_linje = true,
            "accepterad" | "inkallad" | "paborjad" | "avslutad" | "felregistrerad" => {
                lage.i_linje = false;
            }
            // By the policy of then a no either ended the entry or left it where it was. An offer is recalled because
            // the entry ends, or because the group start was called off: then a yes is undone too, and an entry that
            // has ended already stays ended.
            "avbojt" | "erbjudande_aterkallat" => {
                lage.i_linje = handelse.nu;
                lage.nasta_sager = true;
            }
            "angrad" => lage.i_linje = handelse.angrad_fore.unwrap_or(lage.i_linje),
            "rattelse_godkand" => {
                let nytt = handelse.om.as_deref().and_then(|om| om.parse().ok());
                lage.ordning = nytt.unwrap_or(lage.ordning);
            }
            _ => {}
        }
    }

    /// The place in line of an entry, from 1, after the events so far; `None` where it has none.
    pub fn plats(&self, post: u128) -> Option<u64> {
        let egen = self.poster.get(&post).filter(|lage| lage.i_linje)?.ordning;
        let fore = self
            .poster
            .iter()
            .filter(|(id, lage)| lage.i_linje && (lage.ordning, **id) < (egen, post));
        u64::try_from(fore.count()).ok().map(|fore| fore + 1)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const A: u128 = 1;
    const B: u128 = 2;
    const C: u128 = 3;

    fn h(post: u128, slag: &str) -> Bevishandelse {
        Bevishandelse {
            post,
            kodatum: 100 + i64::try_from(post).unwrap(),
            slag: slag.to_owned(),
            om: None,
            fore: Some(true),
            nu: true,
            angrad_fore: None,
        }
    }

    fn plats(handelser: &[Bevishandelse], post: u128) -> Option<u64> {
        let mut rakning = Bevisrakning::default();
        for handelse in handelser {
            rakning.lagg(handelse);
        }
        rakning.plats(post)
    }

    /// Three wait: a, b, c, in this order.
    fn tre() -> Vec<Bevishandelse> {
        // Written down in another order than that of the queue.
        [C, A, B]
            .into_iter()
            .map(|post| Bevishandelse {
                fore: None,
                ..h(post, "stalld_i_ko")
            })
            .collect()
    }

    fn efter(handelse: Bevishandelse) -> [Option<u64>; 3] {
        let mut alla = tre();
        alla.push(handelse);
        [A, B, C].map(|post| plats(&alla, post))
    }

    #[test]
    fn ordningen_ar_kodatumens_och_inte_handelsernas() {
        assert_eq!(
            [A, B, C].map(|post| plats(&tre(), post)),
            [Some(1), Some(2), Some(3)]
        );
        assert_eq!(plats(&tre(), 4), None);
        assert_eq!(plats(&[], A), None);
    }

    #[test]
    fn samma_kodatum_ordnas_av_id() {
        let alla = [B, A].map(|post| Bevishandelse {
            kodatum: 1,
            ..h(post, "importerad")
        });
        assert_eq!(plats(&alla, A), Some(1));
        assert_eq!(plats(&alla, B), Some(2));
    }

    #[test]
    fn den_som_gar_ur_kon_ger_plats_at_dem_efter() {
        for slag in [
            "accepterad",
            "inkallad",
            "paborjad",
            "avslutad",
            "felregistrerad",
        ] {
            assert_eq!(efter(h(A, slag)), [None, Some(1), Some(2)], "{slag}");
        }
    }

    #[test]
    fn det_som_inte_ror_platsen_andrar_den_inte() {
        for slag in [
            "erbjuden",
            "vila",
            "ater_aktiv",
            "inget_svar",
            "star_kvar",
            "overhoppad",
            "kontaktforsok",
            "uppgifter",
            "rattelse_foreslagen",
        ] {
            assert_eq!(efter(h(A, slag)), [Some(1), Some(2), Some(3)], "{slag}");
        }
    }

    #[test]
    fn ett_nej_avslutar_eller_inte_efter_vad_som_skrevs_sedan() {
        assert_eq!(efter(h(A, "avbojt"))[0], Some(1));
        let slut = Bevishandelse {
            nu: false,
            ..h(A, "avbojt")
        };
        assert_eq!(efter(slut.clone()), [None, Some(1), Some(2)]);
        // The next event found it in line: then the row tells of what came after that.
        let mut alla = tre();
        alla.extend([slut, h(A, "uppgifter")]);
        assert_eq!(plats(&alla, A), Some(1));
        alla.push(Bevishandelse {
            fore: Some(false),
            ..h(A, "uppgifter")
        });
        assert_eq!(plats(&alla, A), Some(1));
    }

    #[test]
    fn ett_rattat_kodatum_byter_plats() {
        let rattad = Bevishandelse {
            om: Some("1".to_owned()),
            ..h(C, "rattelse_godkand")
        };
        assert_eq!(efter(rattad), [Some(2), Some(3), Some(1)]);
    }

    #[test]
    fn det_angrade_och_det_aterupptagna_far_sin_gamla_plats() {
        let mut alla = tre();
        alla.push(h(A, "avslutad"));
        assert_eq!(plats(&alla, A), None);
        let mut angrad = alla.clone();
        angrad.push(Bevishandelse {
            angrad_fore: Some(true),
            fore: Some(false),
            ..h(A, "angrad")
        });
        assert_eq!(plats(&angrad, A), Some(1));
        alla.push(h(A, "ateroppnad"));
        assert_eq!(plats(&alla, A), Some(1));
        // An undo of that takes the place away again.
        alla.push(Bevishandelse {
            angrad_fore: Some(false),
            ..h(A, "angrad")
        });
        assert_eq!(plats(&alla, A), None);
    }
}
