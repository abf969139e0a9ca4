-- What the counts of the queue are: what stands in its history and has not been undone. Where an act left the entry is what the
-- next act found it as.
WITH h AS MATERIALIZED (SELECT strftime('%Y-%m', h.tid, iif(substr(h.tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour'))
    AS manad, h.insats_nr, iif(h.slag = 'inkallad', 'paborjad', h.slag) AS slag, coalesce(h.orsak, 'avbojt') AS orsak,
    h.slag = 'avslutad' OR h.slag = 'avbojt' AND coalesce((SELECT n.fore GLOB 'avslutad;*' FROM kohandelse n
      WHERE n.kopost_id = h.kopost_id AND n.ver = h.ver + 1), p.status = 'avslutad') AS slut,
    (CAST(strftime('%s', h.tid) AS INTEGER) * 1000 + CAST(substr(h.tid, 21, 3) AS INTEGER) - p.ordning) / 86400000 AS dagar
  FROM kohandelse h JOIN kopost p ON p.id = h.kopost_id
  WHERE h.slag IN ('stalld_i_ko', 'importerad', 'vila', 'erbjuden', 'accepterad', 'star_kvar', 'avbojt', 'inget_svar',
      'erbjudande_aterkallat', 'paborjad', 'inkallad', 'avslutad', 'felregistrerad', 'ateroppnad')
    AND NOT EXISTS (SELECT 1 FROM kohandelse a WHERE a.angrar = h.seq))
SELECT manad, insats_nr, 'ko', slag, count(*) FROM h WHERE slag <> 'avslutad' GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'ko', 'avslutad', count(*) FROM h WHERE slut GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'koavslut', orsak, count(*) FROM h WHERE slut GROUP BY 1, 2, 4
UNION ALL SELECT manad, insats_nr, 'vantan', CASE WHEN dagar <= 7 THEN '0-7' WHEN dagar <= 30 THEN '8-30'
    WHEN dagar <= 90 THEN '31-90' WHEN dagar <= 180 THEN '91-180' WHEN dagar <= 365 THEN '181-365' ELSE '366-' END, count(*)
  FROM h WHERE slag = 'paborjad' GROUP BY 1, 2, 4
