-- What adds to the counts, and what the file itself refuses about them, whoever writes.
--
-- Added to or begun, and not an upsert: a row that is there may then be refused to everybody who inserts, also to INSERT OR
-- REPLACE, which would begin a count again without asking the trigger of what it deletes.

-- One walk over the rows of the month and insats, some forty that lie side by side; what is not there yet is begun, as the first
-- of a month is.
CREATE TRIGGER raknat_besok_raknas AFTER INSERT ON raknat_besok
BEGIN
  UPDATE rakning SET antal = antal + 1 WHERE manad = substr(NEW.dag, 1, 7) AND insats_nr = NEW.insats_nr
    AND kod = CASE avsnitt WHEN 'resultat' THEN NEW.resultat WHEN 'utfall' THEN NEW.utfall
      WHEN 'alder' THEN coalesce(NEW.band, 'ej-sagt') WHEN 'kon' THEN coalesce(NEW.kon, 'ej-sagt') WHEN 'enhet' THEN NEW.enhet
      WHEN 'satt' THEN NEW.info_satt WHEN 'sprak' THEN NEW.info_sprak
      WHEN 'text' THEN NEW.info_text || ' ' || NEW.info_version END;
  INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)
    SELECT substr(NEW.dag, 1, 7), NEW.insats_nr, ny.avsnitt, ny.kod, 1 FROM (
      SELECT 'resultat' AS avsnitt, NEW.resultat AS kod
      UNION ALL SELECT 'utfall', NEW.utfall
      UNION ALL SELECT 'alder', coalesce(NEW.band, 'ej-sagt')
      UNION ALL SELECT 'kon', coalesce(NEW.kon, 'ej-sagt')
      UNION ALL SELECT 'enhet', NEW.enhet
      UNION ALL SELECT 'satt', NEW.info_satt
      UNION ALL SELECT 'sprak', NEW.info_sprak
      UNION ALL SELECT 'text', NEW.info_text || ' ' || NEW.info_version) AS ny
    WHERE changes() < 8 AND NOT EXISTS (SELECT 1 FROM rakning r WHERE r.manad = substr(NEW.dag, 1, 7)
      AND r.insats_nr = NEW.insats_nr AND r.avsnitt = ny.avsnitt AND r.kod = ny.kod);
END;

-- The queue. The clock in Sweden is two hours ahead at the ends of March to September, one at those of the other months.
CREATE TRIGGER kohandelse_raknas AFTER INSERT ON kohandelse
WHEN NEW.slag IN ('stalld_i_ko', 'importerad', 'vila', 'erbjuden', 'accepterad', 'star_kvar', 'avbojt', 'inget_svar',
  'erbjudande_aterkallat', 'paborjad', 'inkallad', 'felregistrerad', 'ateroppnad')
BEGIN
  UPDATE rakning SET antal = antal + 1
    WHERE manad = strftime('%Y-%m', NEW.tid, iif(substr(NEW.tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour'))
      AND insats_nr = NEW.insats_nr AND avsnitt = 'ko' AND kod = iif(NEW.slag = 'inkallad', 'paborjad', NEW.slag);
  INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)
    SELECT strftime('%Y-%m', NEW.tid, iif(substr(NEW.tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour')), NEW.insats_nr,
      'ko', iif(NEW.slag = 'inkallad', 'paborjad', NEW.slag), 1
    WHERE changes() = 0;
END;
-- How many whole days somebody who begins has waited, from the ködatum that counts.
CREATE TRIGGER kohandelse_vantan AFTER INSERT ON kohandelse
WHEN NEW.slag IN ('paborjad', 'inkallad')
BEGIN
  UPDATE rakning SET antal = antal + 1
    WHERE manad = strftime('%Y-%m', NEW.tid, iif(substr(NEW.tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour'))
      AND insats_nr = NEW.insats_nr AND avsnitt = 'vantan' AND kod = (SELECT CASE
          WHEN dagar <= 7 THEN '0-7' WHEN dagar <= 30 THEN '8-30' WHEN dagar <= 90 THEN '31-90' WHEN dagar <= 180 THEN '91-180'
          WHEN dagar <= 365 THEN '181-365' ELSE '366-' END
        FROM (SELECT (CAST(strftime('%s', NEW.tid) AS INTEGER) * 1000 + CAST(substr(NEW.tid, 21, 3) AS INTEGER) - ordning)
          / 86400000 AS dagar FROM kopost WHERE id = NEW.kopost_id));
  INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)
    SELECT strftime('%Y-%m', NEW.tid, iif(substr(NEW.tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour')), NEW.insats_nr,
      'vantan', CASE WHEN dagar <= 7 THEN '0-7' WHEN dagar <= 30 THEN '8-30' WHEN dagar <= 90 THEN '31-90'
        WHEN dagar <= 180 THEN '91-180' WHEN dagar <= 365 THEN '181-365' ELSE '366-' END, 1
    FROM (SELECT (CAST(strftime('%s', NEW.tid) AS INTEGER) * 1000 + CAST(substr(NEW.tid, 21, 3) AS INTEGER) - ordning)
      / 86400000 AS dagar FROM kopost WHERE id = NEW.kopost_id)
    WHERE changes() = 0;
END;
-- An end is where the entry stands, for a no may end it or not, as the nämnd has decided.
CREATE TRIGGER kopost_slut_raknas AFTER UPDATE OF status ON kopost
WHEN NEW.status = 'avslutad' AND OLD.status <> 'avslutad'
  AND EXISTS (SELECT 1 FROM kohandelse WHERE kopost_id = NEW.id AND ver = NEW.ver AND slag <> 'angrad')
BEGIN
  UPDATE rakning SET antal = antal + 1
    WHERE manad = (SELECT strftime('%Y-%m', tid, iif(substr(tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour'))
        FROM kohandelse WHERE kopost_id = NEW.id AND ver = NEW.ver)
      AND insats_nr = NEW.insats_nr AND avsnitt = 'ko' AND kod = 'avslutad';
  INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)
    SELECT strftime('%Y-%m', tid, iif(substr(tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour')), insats_nr, 'ko',
      'avslutad', 1
    FROM kohandelse WHERE kopost_id = NEW.id AND ver = NEW.ver AND changes() = 0;
  UPDATE rakning SET antal = antal + 1
    WHERE manad = (SELECT strftime('%Y-%m', tid, iif(substr(tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour'))
        FROM kohandelse WHERE kopost_id = NEW.id AND ver = NEW.ver)
      AND insats_nr = NEW.insats_nr AND avsnitt = 'koavslut' AND kod = NEW.orsak;
  INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)
    SELECT strftime('%Y-%m', tid, iif(substr(tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour')), insats_nr, 'koavslut',
      NEW.orsak, 1
    FROM kohandelse WHERE kopost_id = NEW.id AND ver = NEW.ver AND changes() = 0;
END;
-- What was never meant is taken back where it was counted: the act, and the end that it was.
CREATE TRIGGER kohandelse_angrad_raknas AFTER INSERT ON kohandelse
WHEN NEW.slag = 'angrad'
BEGIN
  UPDATE rakning SET antal = antal - 1
    WHERE manad = (SELECT strftime('%Y-%m', tid, iif(substr(tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour'))
        FROM kohandelse WHERE seq = NEW.angrar)
      AND insats_nr = NEW.insats_nr AND avsnitt = 'ko'
      AND kod = (SELECT slag FROM kohandelse WHERE seq = NEW.angrar AND slag <> 'avslutad');
END;
CREATE TRIGGER kopost_slut_angras AFTER UPDATE OF status ON kopost
WHEN NEW.status <> 'avslutad' AND OLD.status = 'avslutad'
  AND EXISTS (SELECT 1 FROM kohandelse WHERE kopost_id = NEW.id AND ver = NEW.ver AND slag = 'angrad')
BEGIN
  UPDATE rakning SET antal = antal - 1
    WHERE manad = (SELECT strftime('%Y-%m', h.tid, iif(substr(h.tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour'))
        FROM kohandelse a JOIN kohandelse h ON h.seq = a.angrar WHERE a.kopost_id = NEW.id AND a.ver = NEW.ver)
      AND insats_nr = NEW.insats_nr AND (avsnitt, kod) IN (VALUES ('ko', 'avslutad'), ('koavslut', OLD.orsak));
END;

-- Ärenden.
CREATE TRIGGER arende_raknas AFTER INSERT ON arende
BEGIN
  UPDATE rakning SET antal = antal + 1
    WHERE manad = substr(NEW.oppnad, 1, 7) AND insats_nr = NEW.insats_nr AND avsnitt = 'arende' AND kod = 'oppnat';
  INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)
    SELECT substr(NEW.oppnad, 1, 7), NEW.insats_nr, 'arende', 'oppnat', 1 WHERE changes() = 0;
END;
CREATE TRIGGER arende_avslut_raknas AFTER UPDATE OF avslutad ON arende
WHEN OLD.avslutad IS NULL AND NEW.avslutad IS NOT NULL
BEGIN
  UPDATE rakning SET antal = antal + 1
    WHERE manad = substr(NEW.avslutad, 1, 7) AND insats_nr = NEW.insats_nr AND avsnitt = 'arende' AND kod = 'avslutat';
  INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)
    SELECT substr(NEW.avslutad, 1, 7), NEW.insats_nr, 'arende', 'avslutat', 1 WHERE changes() = 0;
  UPDATE rakning SET antal = antal + 1
    WHERE manad = substr(NEW.avslutad, 1, 7) AND insats_nr = NEW.insats_nr AND avsnitt = 'avslut' AND kod = NEW.avslutsorsak;
  INSERT INTO rakning(manad, insats_nr, avsnitt, kod, antal)
    SELECT substr(NEW.avslutad, 1, 7), NEW.insats_nr, 'avslut', NEW.avslutsorsak, 1 WHERE changes() = 0;
END;

CREATE TRIGGER rakning_kvar BEFORE DELETE ON rakning
BEGIN SELECT RAISE(ABORT, 'en räkning raderas inte'); END;
CREATE TRIGGER rakning_namn BEFORE UPDATE OF manad, insats_nr, avsnitt, kod ON rakning
BEGIN SELECT RAISE(ABORT, 'det som räknas byter inte namn'); END;
CREATE TRIGGER rakning_fast BEFORE UPDATE OF antal ON rakning
WHEN NEW.antal <> OLD.antal + 1 AND NOT (NEW.antal = OLD.antal - 1 AND EXISTS (
  SELECT 1 FROM kohandelse a JOIN kohandelse h ON h.seq = a.angrar
  WHERE a.seq = (SELECT max(seq) FROM kohandelse) AND a.slag = 'angrad' AND h.insats_nr = OLD.insats_nr
    AND OLD.manad = strftime('%Y-%m', h.tid, iif(substr(h.tid, 6, 2) BETWEEN '03' AND '09', '+2 hours', '+1 hour'))
    AND ((OLD.avsnitt, OLD.kod) = ('ko', h.slag)
      OR h.slag IN ('avslutad', 'avbojt') AND (OLD.avsnitt, OLD.kod)
        IN (VALUES ('ko', 'avslutad'), ('koavslut', coalesce(h.orsak, 'avbojt'))))))
BEGIN SELECT RAISE(ABORT, 'en räkning växer med ett i taget, och minskar bara när en handling i kön ångras'); END;
CREATE TRIGGER rakning_borjar BEFORE INSERT ON rakning
WHEN NEW.antal <> 1 OR EXISTS (SELECT 1 FROM rakning WHERE manad = NEW.manad AND insats_nr = NEW.insats_nr
  AND avsnitt = NEW.avsnitt AND kod = NEW.kod)
BEGIN SELECT RAISE(ABORT, 'en räkning börjar med ett, en gång'); END;

CREATE TRIGGER besokstimme_kvar BEFORE DELETE ON besokstimme
BEGIN SELECT RAISE(ABORT, 'en räknad timme raderas inte'); END;
CREATE TRIGGER besokstimme_namn BEFORE UPDATE OF manad, dag, timme ON besokstimme
BEGIN SELECT RAISE(ABORT, 'en räknad timme flyttas inte'); END;
CREATE TRIGGER besokstimme_fast BEFORE UPDATE OF antal ON besokstimme WHEN NEW.antal <> OLD.antal + 1
BEGIN SELECT RAISE(ABORT, 'en räknad timme växer med ett besök i taget'); END;
CREATE TRIGGER besokstimme_borjar BEFORE INSERT ON besokstimme
WHEN NEW.antal <> 1 OR EXISTS (SELECT 1 FROM besokstimme WHERE manad = NEW.manad AND dag = NEW.dag AND timme = NEW.timme)
BEGIN SELECT RAISE(ABORT, 'en räknad timme börjar med ett besök, en gång'); END;
