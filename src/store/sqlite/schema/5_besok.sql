-- The counted visits, counted: kept by one trigger in the transaction of the visit, so that the statistics of years cost as
-- much in a large file as in a small one. '' where age or sex was not said. The months are what is read; the days are for
-- the ends of a stretch that begins or ends within a month. A text that raknat_besok refuses is refused here too: no
-- identity has a place in a sum.
CREATE TABLE besokssumma(
  dag TEXT NOT NULL CHECK (dag GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'
    AND length(CAST(dag AS BLOB)) = 10),
  insats_nr TEXT NOT NULL CHECK (length(insats_nr) BETWEEN 1 AND 15 AND insats_nr NOT GLOB '*[^0-9.]*'
    AND length(CAST(insats_nr AS BLOB)) = length(insats_nr)),
  utfall TEXT NOT NULL CHECK (utfall IN ('uppfyllt', 'ej_uppfyllt', 'oklart', 'kraver_vardnadshavares_samtycke',
    'kraver_eget_samtycke', 'ej_kontrollerat')),
  resultat TEXT NOT NULL CHECK (resultat IN ('mottagen', 'i_ko', 'hanvisad', 'informerad')),
  band TEXT NOT NULL CHECK (band IN ('', '0-14', '15-17', '18-24', '25-44', '45-64', '65-')),
  kon TEXT NOT NULL CHECK (kon IN ('', 'kvinna', 'man', 'annat')),
  enhet TEXT NOT NULL CONSTRAINT enhet_har_ett_kort_namn_utan_nummer CHECK (length(enhet) BETWEEN 1 AND 60
    AND instr(enhet, char(0)) = 0 AND enhet NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*'),
  antal INTEGER NOT NULL CHECK (antal > 0),
  PRIMARY KEY (dag, insats_nr, utfall, resultat, band, kon, enhet)
) STRICT, WITHOUT ROWID;
CREATE TABLE besoksmanad(
  manad TEXT NOT NULL CHECK (manad GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]' AND length(CAST(manad AS BLOB)) = 7),
  insats_nr TEXT NOT NULL CHECK (length(insats_nr) BETWEEN 1 AND 15 AND insats_nr NOT GLOB '*[^0-9.]*'
    AND length(CAST(insats_nr AS BLOB)) = length(insats_nr)),
  utfall TEXT NOT NULL CHECK (utfall IN ('uppfyllt', 'ej_uppfyllt', 'oklart', 'kraver_vardnadshavares_samtycke',
    'kraver_eget_samtycke', 'ej_kontrollerat')),
  resultat TEXT NOT NULL CHECK (resultat IN ('mottagen', 'i_ko', 'hanvisad', 'informerad')),
  band TEXT NOT NULL CHECK (band IN ('', '0-14', '15-17', '18-24', '25-44', '45-64', '65-')),
  kon TEXT NOT NULL CHECK (kon IN ('', 'kvinna', 'man', 'annat')),
  antal INTEGER NOT NULL CHECK (antal > 0),
  PRIMARY KEY (manad, insats_nr, utfall, resultat, band, kon)
) STRICT, WITHOUT ROWID;
INSERT INTO besokssumma
  SELECT dag, insats_nr, utfall, resultat, coalesce(band, ''), coalesce(kon, ''), enhet, count(*) FROM raknat_besok
  GROUP BY dag, insats_nr, utfall, resultat, coalesce(band, ''), coalesce(kon, ''), enhet;
INSERT INTO besoksmanad
  SELECT substr(dag, 1, 7), insats_nr, utfall, resultat, band, kon, sum(antal) FROM besokssumma
  GROUP BY substr(dag, 1, 7), insats_nr, utfall, resultat, band, kon;
-- Added to or begun, and not an upsert: a row that is there may then be refused to everybody who inserts, also to
-- INSERT OR REPLACE, which would begin a sum again without asking the trigger of what it deletes.
CREATE TRIGGER raknat_besok_summeras AFTER INSERT ON raknat_besok
BEGIN
  UPDATE besokssumma SET antal = antal + 1 WHERE dag = NEW.dag AND insats_nr = NEW.insats_nr AND utfall = NEW.utfall
    AND resultat = NEW.resultat AND band = coalesce(NEW.band, '') AND kon = coalesce(NEW.kon, '') AND enhet = NEW.enhet;
  INSERT INTO besokssumma
    SELECT NEW.dag, NEW.insats_nr, NEW.utfall, NEW.resultat, coalesce(NEW.band, ''), coalesce(NEW.kon, ''), NEW.enhet, 1
    WHERE changes() = 0;
  UPDATE besoksmanad SET antal = antal + 1 WHERE manad = substr(NEW.dag, 1, 7) AND insats_nr = NEW.insats_nr
    AND utfall = NEW.utfall AND resultat = NEW.resultat AND band = coalesce(NEW.band, '') AND kon = coalesce(NEW.kon, '');
  INSERT INTO besoksmanad
    SELECT substr(NEW.dag, 1, 7), NEW.insats_nr, NEW.utfall, NEW.resultat, coalesce(NEW.band, ''),
      coalesce(NEW.kon, ''), 1
    WHERE changes() = 0;
END;
CREATE TRIGGER besokssumma_kvar BEFORE DELETE ON besokssumma
BEGIN SELECT RAISE(ABORT, 'en dagssumma raderas inte'); END;
CREATE TRIGGER besokssumma_fast BEFORE UPDATE ON besokssumma
WHEN NEW.antal <> OLD.antal + 1 OR NEW.dag <> OLD.dag OR NEW.insats_nr <> OLD.insats_nr OR NEW.utfall <> OLD.utfall
  OR NEW.resultat <> OLD.resultat OR NEW.band <> OLD.band OR NEW.kon <> OLD.kon OR NEW.enhet <> OLD.enhet
BEGIN SELECT RAISE(ABORT, 'en dagssumma växer med ett besök i taget'); END;
CREATE TRIGGER besokssumma_raknad BEFORE INSERT ON besokssumma
WHEN NEW.antal <> 1 OR EXISTS (SELECT 1 FROM besokssumma WHERE dag = NEW.dag AND insats_nr = NEW.insats_nr
  AND utfall = NEW.utfall AND resultat = NEW.resultat AND band = NEW.band AND kon = NEW.kon AND enhet = NEW.enhet)
BEGIN SELECT RAISE(ABORT, 'en dagssumma börjar med ett besök, en gång'); END;
CREATE TRIGGER besoksmanad_kvar BEFORE DELETE ON besoksmanad
BEGIN SELECT RAISE(ABORT, 'en månadssumma raderas inte'); END;
CREATE TRIGGER besoksmanad_fast BEFORE UPDATE ON besoksmanad
WHEN NEW.antal <> OLD.antal + 1 OR NEW.manad <> OLD.manad OR NEW.insats_nr <> OLD.insats_nr OR NEW.utfall <> OLD.utfall
  OR NEW.resultat <> OLD.resultat OR NEW.band <> OLD.band OR NEW.kon <> OLD.kon
BEGIN SELECT RAISE(ABORT, 'en månadssumma växer med ett besök i taget'); END;
CREATE TRIGGER besoksmanad_raknad BEFORE INSERT ON besoksmanad
WHEN NEW.antal <> 1 OR EXISTS (SELECT 1 FROM besoksmanad WHERE manad = NEW.manad AND insats_nr = NEW.insats_nr
  AND utfall = NEW.utfall AND resultat = NEW.resultat AND band = NEW.band AND kon = NEW.kon)
BEGIN SELECT RAISE(ABORT, 'en månadssumma börjar med ett besök, en gång'); END;
