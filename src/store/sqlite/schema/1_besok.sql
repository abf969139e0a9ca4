-- Counted visits: codes only. WITHOUT ROWID, so that the rows lie in the order of their random ids and not in the
-- order in which the visits ended, which the log could be laid beside.
CREATE TABLE raknat_besok(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'
    AND length(CAST(id AS BLOB)) = 32),
  dag TEXT NOT NULL CHECK (dag GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'
    AND length(CAST(dag AS BLOB)) = 10),
  insats_nr TEXT NOT NULL CHECK (length(insats_nr) BETWEEN 1 AND 15 AND insats_nr NOT GLOB '*[^0-9.]*'
    AND length(CAST(insats_nr AS BLOB)) = length(insats_nr)),
  katalog TEXT NOT NULL CHECK (length(katalog) BETWEEN 1 AND 20 AND katalog NOT GLOB '*[^0-9A-Za-z._-]*'
    AND length(CAST(katalog AS BLOB)) = length(katalog)),
  utfall TEXT NOT NULL CHECK (utfall IN ('uppfyllt', 'ej_uppfyllt', 'oklart', 'kraver_vardnadshavares_samtycke',
    'kraver_eget_samtycke', 'ej_kontrollerat')),
  resultat TEXT NOT NULL CHECK (resultat IN ('mottagen', 'i_ko', 'hanvisad', 'informerad')),
  samtycke INTEGER NOT NULL CHECK (samtycke IN (0, 1)),
  band TEXT CHECK (band IS NULL OR band IN ('0-14', '15-17', '18-24', '25-44', '45-64', '65-')),
  kon TEXT CHECK (kon IS NULL OR kon IN ('kvinna', 'man', 'annat')),
  info_satt TEXT NOT NULL CHECK (info_satt IN ('muntligt', 'skriftligt', 'lattlast', 'tolk')),
  info_sprak TEXT NOT NULL CHECK (length(info_sprak) BETWEEN 2 AND 3 AND info_sprak NOT GLOB '*[^a-z]*'
    AND length(CAST(info_sprak AS BLOB)) = length(info_sprak)),
  info_text TEXT NOT NULL CHECK (info_text IN ('standard', 'lattlast', 'barn', 'engelska')),
  info_version TEXT NOT NULL CHECK (info_version GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'
    AND length(CAST(info_version AS BLOB)) = 10),
  enhet TEXT NOT NULL CONSTRAINT enhet_har_ett_kort_namn_utan_nummer CHECK (length(enhet) BETWEEN 1 AND 60
    AND instr(enhet, char(0)) = 0 AND enhet NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*'),
  CHECK (resultat NOT IN ('mottagen', 'i_ko') OR (utfall = 'uppfyllt' AND samtycke = 1)),
  FOREIGN KEY (insats_nr, katalog) REFERENCES insatsversion(nr, katalog)
) STRICT, WITHOUT ROWID;
CREATE INDEX raknat_besok_dag ON raknat_besok(dag);
CREATE TRIGGER raknat_besok_en_gang BEFORE INSERT ON raknat_besok
WHEN EXISTS (SELECT 1 FROM raknat_besok WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'besöket är redan räknat'); END;
CREATE TRIGGER raknat_besok_kand_insats BEFORE INSERT ON raknat_besok
WHEN NOT EXISTS (SELECT 1 FROM insatsversion WHERE nr = NEW.insats_nr AND katalog = NEW.katalog)
BEGIN SELECT RAISE(ABORT, 'insatsen är okänd'); END;
CREATE TRIGGER raknat_besok_fast BEFORE UPDATE ON raknat_besok
BEGIN SELECT RAISE(ABORT, 'ett räknat besök ändras inte'); END;
CREATE TRIGGER raknat_besok_kvar BEFORE DELETE ON raknat_besok
BEGIN SELECT RAISE(ABORT, 'ett räknat besök raderas inte'); END;

-- Parked visits: chosen alternatives in codes, one line each as falt=kod; never more than seven digits in a row.
CREATE TABLE utkast(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'
    AND length(CAST(id AS BLOB)) = 32),
  insats_nr TEXT NOT NULL CHECK (length(insats_nr) BETWEEN 1 AND 15 AND insats_nr NOT GLOB '*[^0-9.]*'
    AND length(CAST(insats_nr AS BLOB)) = length(insats_nr)),
  katalog TEXT NOT NULL CHECK (length(katalog) BETWEEN 1 AND 20 AND katalog NOT GLOB '*[^0-9A-Za-z._-]*'
    AND length(CAST(katalog AS BLOB)) = length(katalog)),
  steg TEXT NOT NULL CHECK (steg IN ('villkor', 'information', 'samtycke', 'plats', 'dokumentation', 'identitet')),
  svar TEXT NOT NULL CHECK (length(svar) <= 8000 AND svar NOT GLOB '*[^a-z0-9_/=' || char(10) || '-]*'
    AND svar NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]*'
    AND length(CAST(svar AS BLOB)) = length(svar)),
  info_satt TEXT CHECK (info_satt IS NULL OR info_satt IN ('muntligt', 'skriftligt', 'lattlast', 'tolk')),
  info_sprak TEXT CHECK (info_sprak IS NULL OR (length(info_sprak) BETWEEN 2 AND 3
    AND info_sprak NOT GLOB '*[^a-z]*' AND length(CAST(info_sprak AS BLOB)) = length(info_sprak))),
  info_text TEXT CHECK (info_text IS NULL OR info_text IN ('standard', 'lattlast', 'barn', 'engelska')),
  info_version TEXT CHECK (info_version IS NULL OR (length(CAST(info_version AS BLOB)) = 10
    AND info_version GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')),
  version INTEGER NOT NULL CHECK (version > 0),
  anvandare TEXT NOT NULL,
  desk TEXT NOT NULL,
  enhet TEXT NOT NULL,
  andrad TEXT NOT NULL,
  CHECK ((info_satt IS NULL) = (info_sprak IS NULL) AND (info_satt IS NULL) = (info_text IS NULL)
    AND (info_satt IS NULL) = (info_version IS NULL))
) STRICT, WITHOUT ROWID;

CREATE VIEW v1_besok AS
  SELECT dag, insats_nr, utfall, resultat, count(*) AS antal FROM raknat_besok
  GROUP BY dag, insats_nr, utfall, resultat;
