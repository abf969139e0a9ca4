-- What stood in the queue before. The log of then says who did it and when.
INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag)
  SELECT row_number() OVER (ORDER BY f.kotid, f.id), f.id, f.insats_nr, 1, f.kotid,
    coalesce(h.anvandare, '-'), coalesce(h.desk, '-'), coalesce(h.enhet, '-'),
    coalesce(h.op_id, printf('%032x', 0)), 'stalld_i_ko'
  FROM kopost_fore f LEFT JOIN handelse h ON h.objekt = f.id AND h.slag = 'stalld_i_ko';
INSERT INTO kohandelse(seq, kopost_id, insats_nr, ver, tid, anvandare, desk, enhet, op_id, slag, orsak)
  SELECT (SELECT count(*) FROM kopost_fore) + row_number() OVER (ORDER BY coalesce(h.tid, f.kotid), f.id), f.id,
    f.insats_nr, 2, coalesce(h.tid, f.kotid), coalesce(h.anvandare, '-'), coalesce(h.desk, '-'),
    coalesce(h.enhet, '-'), coalesce(h.op_id, printf('%032x', 0)), f.status, f.orsak
  FROM kopost_fore f LEFT JOIN handelse h ON h.objekt = f.id AND h.slag IN ('kopost_paborjad', 'kopost_avslutad')
  WHERE f.status <> 'i_ko';
INSERT INTO kopost(id, kod, insats_nr, katalog, kotid_ms, status, orsak, bekraftad, slut_ms, desk, ver)
  SELECT f.id, f.kod, f.insats_nr, f.katalog,
    CAST(strftime('%s', f.kotid) AS INTEGER) * 1000 + CAST(substr(f.kotid, 21, 3) AS INTEGER),
    f.status, f.orsak, substr(f.kotid, 1, 10), CAST(strftime('%s', slut.tid) AS INTEGER) * 1000, forst.desk,
    coalesce(slut.ver, 1)
  FROM kopost_fore f JOIN kohandelse forst ON forst.kopost_id = f.id AND forst.ver = 1
    LEFT JOIN kohandelse slut ON slut.kopost_id = f.id AND slut.ver = 2;
INSERT INTO plats(id, pott, insats_nr, nummer, upptagen_av, fran, till)
  SELECT id, insats_nr, insats_nr, nummer, upptagen_av, fran, till FROM plats_fore;
INSERT INTO koantal(niva, insats_nr, block, antal, vilande)
  SELECT column1, insats_nr, ordning >> column1, count(*), 0
  FROM kopost CROSS JOIN (VALUES (12), (16), (20), (24), (28), (32), (36), (40))
  WHERE status = 'i_ko' GROUP BY 1, 2, 3;
DROP TABLE kopost_fore;
DROP TABLE plats_fore;

CREATE VIEW v1_kolista AS
  SELECT kod, insats_nr, strftime('%Y-%m-%dT%H:%M:%S', ordning / 1000, 'unixepoch')
      || printf('.%03dZ', ordning % 1000) AS kotid,
    row_number() OVER (PARTITION BY insats_nr ORDER BY ordning, id) AS plats
  FROM kopost WHERE status IN ('i_ko', 'vilande', 'erbjuden') AND NOT EXISTS (SELECT 1 FROM insatsversion v
    WHERE v.nr = kopost.insats_nr AND v.katalog = kopost.katalog AND v.silo = 1);
