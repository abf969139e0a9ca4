//! The whole file against the whole model.

use super::*;

impl Prov {
    /// The whole file against the whole model.
    pub(super) fn jamfor(&self) {
        for (nr, namn) in INSATSER.iter().enumerate() {
            let koder: Vec<String> = {
                let mut fraga = self
                    .plain
                    .prepare_cached(
                        "SELECT kod FROM v1_kolista WHERE insats_nr = ?1 ORDER BY plats",
                    )
                    .unwrap();
                let koder = fraga.query_map([namn], |rad| rad.get(0)).unwrap();
                koder.map(Result::unwrap).collect()
            };
            let vantat: Vec<String> = self
                .modell
                .linje(nr)
                .iter()
                .map(|i| self.modell.poster[*i].kod.to_string())
                .collect();
            assert_eq!(koder, vantat, "ordningen i {namn}");
        }
        let mut fraga = self
            .plain
            .prepare_cached(
                "SELECT p.kod, concat_ws(';', p.status, p.kvar, p.tyst, p.forsok, p.forsokt, p.bekraftad,
                   p.bekraftelsesteg, p.stegat, coalesce(e.paminnelser, 0), k.kopost_id IS NOT NULL, k.raderas,
                   (SELECT count(*) FROM korattelse r WHERE r.kopost_id = p.id AND r.status = 'foreslagen'))
                 FROM kopost p LEFT JOIN kokontakt k ON k.kopost_id = p.id
                   LEFT JOIN erbjudande e ON e.kopost_id = p.id AND e.utfall IS NULL",
            )
            .unwrap();
        let rader = fraga
            .query_map([], |rad| Ok((rad.get(0)?, rad.get(1)?)))
            .unwrap();
        let rader: BTreeMap<String, String> = rader.map(Result::unwrap).collect();
        assert_eq!(
            rader.len(),
            self.modell.poster.len(),
            "ingen har försvunnit"
        );
        for post in &self.modell.poster {
            let lage = &post.lage;
            let dag = |dag: Option<NaiveDate>| dag.map(|dag| dag.to_string());
            let delar = [
                Some(lage.status.kod().to_owned()),
                Some(lage.kvar.to_string()),
                Some(lage.tyst.to_string()),
                Some(lage.forsok.to_string()),
                dag(lage.forsokt),
                dag(Some(lage.bekraftad)),
                Some(lage.steg.to_string()),
                dag(lage.stegat),
                Some(post.paminnelser.to_string()),
                Some(u8::from(post.kontakt.is_some()).to_string()),
                dag(post.raderas),
                Some(u8::from(post.forslag.is_some()).to_string()),
            ];
            let vantat: Vec<String> = delar.into_iter().flatten().collect();
            assert_eq!(
                rader[&post.kod.to_string()],
                vantat.join(";"),
                "{}",
                post.kod
            );
        }
        let tal = |sql: &str| -> i64 { self.plain.query_row(sql, [], |rad| rad.get(0)).unwrap() };
        for (pott, p) in &self.modell.potter {
            let mut fraga = self
                .plain
                .prepare_cached(
                    "SELECT nummer FROM plats WHERE pott = ?1 AND till IS NULL ORDER BY nummer",
                )
                .unwrap();
            let tagna = fraga
                .query_map([pott.to_string()], |rad| rad.get(0))
                .unwrap();
            let tagna: BTreeSet<u16> = tagna.map(Result::unwrap).collect();
            assert_eq!(tagna, p.tagna, "platserna i {pott}");
            assert!(p.tagna.len() <= usize::from(p.antal));
        }
        // The counts that ranks are made of, against the rows themselves.
        assert_eq!(
            tal("SELECT count(*) FROM (
                   SELECT niva, insats_nr, block, antal, vilande FROM koantal
                   EXCEPT SELECT column1, insats_nr, ordning >> column1, count(*), sum(status = 'vilande')
                   FROM kopost CROSS JOIN (VALUES (12), (16), (20), (24), (28), (32), (36), (40))
                   WHERE status IN ('i_ko', 'vilande', 'erbjuden') GROUP BY 1, 2, 3)"),
            0
        );
        assert_eq!(
            tal(
                "SELECT count(*) FROM erbjudande e JOIN kopost p ON p.id = e.kopost_id
                 WHERE e.utfall IS NULL AND p.status <> 'erbjuden'"
            ),
            0
        );
    }

    /// Why each entry has its rank follows from the events alone, and so do the counts of the statistics.
    pub(super) fn bevisa(&mut self) {
        omraknat::raknat_ratt(&self.plain);
        for i in 0..self.modell.poster.len() {
            let kod = self.modell.poster[i].kod;
            let query = Query::Ko(Kofraga::Bevis(kod), self.sammanhang());
            let Ok(Reply::Ko(svar)) = self.deskar[0].load(&query) else {
                panic!("inget bevis för {kod}")
            };
            let Kosvar::Bevis(bevis) = *svar else {
                panic!("{svar:?}")
            };
            assert!(bevis.stammer, "{kod}: {bevis:?}");
            assert_eq!(bevis.rad.plats, self.modell.plats(i), "{kod}");
            assert_eq!(bevis.plats_av_handelser, self.modell.plats(i), "{kod}");
        }
    }
}
