-- The hours, out of the log: each hour of it once, moved to the clock in Sweden. Summer time there is from the last Sunday of
-- March to the last of October, both at 01 UTC.
INSERT INTO besokstimme(manad, dag, timme, antal)
  WITH t AS MATERIALIZED (SELECT substr(tid, 1, 13) AS tid, count(*) AS antal FROM handelse WHERE slag = 'besok_avslutat'
      GROUP BY 1),
    s AS (SELECT strftime('%Y-%m %w %H', tid || ':00', iif(tid >= date(substr(tid, 1, 4) || '-04-01', 'weekday 0', '-7 days')
        || 'T01' AND tid < date(substr(tid, 1, 4) || '-11-01', 'weekday 0', '-7 days') || 'T01', '+2 hours', '+1 hour')) AS nar,
      antal FROM t)
  SELECT substr(nar, 1, 7), (substr(nar, 9, 1) + 6) % 7, CAST(substr(nar, 11, 2) AS INTEGER), sum(antal) FROM s
  WHERE nar IS NOT NULL GROUP BY 1, 2, 3;

-- The sums of before, by day and crossed, and the order of the visits by day: nothing is asked of them any more, and each visit
-- wrote a page of each.
DROP TRIGGER raknat_besok_summeras;
DROP TABLE besokssumma;
DROP TABLE besoksmanad;
DROP INDEX raknat_besok_dag;
