-- What the counts of visits are: of every visit, in each division. Asked when the counts are begun, and when they are checked.
WITH r AS MATERIALIZED (SELECT substr(dag, 1, 7) AS manad, insats_nr, utfall, resultat, coalesce(band, 'ej-sagt') AS band,
    coalesce(kon, 'ej-sagt') AS kon, info_satt, info_sprak, info_text || ' ' || info_version AS info, enhet, count(*) AS antal
  FROM raknat_besok GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
SELECT manad, insats_nr, 'resultat', resultat, sum(antal) FROM r GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'utfall', utfall, sum(antal) FROM r GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'alder', band, sum(antal) FROM r GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'kon', kon, sum(antal) FROM r GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'enhet', enhet, sum(antal) FROM r GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'satt', info_satt, sum(antal) FROM r GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'sprak', info_sprak, sum(antal) FROM r GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'text', info, sum(antal) FROM r GROUP BY 1, 2, 4
