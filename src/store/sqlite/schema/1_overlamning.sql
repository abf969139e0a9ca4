-- Handovers to case documentation: the only table with an identity, and only for 14 kap. 3 § (DOK-01, DOK-05).
CREATE TABLE overlamning(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'
    AND length(CAST(id AS BLOB)) = 32),
  insats_nr TEXT NOT NULL,
  katalog TEXT NOT NULL,
  insats_namn TEXT NOT NULL CHECK (trim(insats_namn) <> ''),
  system TEXT,
  dag TEXT NOT NULL CHECK (dag GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  skapad TEXT NOT NULL,
  enhet TEXT NOT NULL CHECK (trim(enhet) <> ''),
  desk TEXT NOT NULL CHECK (trim(desk) <> ''),
  anvandare TEXT NOT NULL CHECK (trim(anvandare) <> ''),
  info_satt TEXT NOT NULL CHECK (info_satt IN ('muntligt', 'skriftligt', 'lattlast', 'tolk')),
  info_sprak TEXT NOT NULL CHECK (length(info_sprak) BETWEEN 2 AND 3 AND info_sprak NOT GLOB '*[^a-z]*'),
  info_text TEXT NOT NULL CHECK (info_text IN ('standard', 'lattlast', 'barn', 'engelska')),
  info_version TEXT NOT NULL CHECK (info_version GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  dok_satt TEXT NOT NULL CHECK (dok_satt IN ('muntligt', 'skriftligt', 'lattlast', 'tolk')),
  dok_sprak TEXT NOT NULL CHECK (length(dok_sprak) BETWEEN 2 AND 3 AND dok_sprak NOT GLOB '*[^a-z]*'),
  dok_text TEXT NOT NULL CHECK (dok_text IN ('standard', 'lattlast', 'barn', 'engelska')),
  dok_version TEXT NOT NULL CHECK (dok_version GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  samtycke TEXT NOT NULL CHECK (samtycke IN ('muntligt', 'skriftligt')),
  vardnadshavare INTEGER CHECK (vardnadshavare IS NULL OR vardnadshavare BETWEEN 0 AND 255),
  namn TEXT NOT NULL CHECK (trim(namn) <> ''),
  personnummer TEXT CHECK (personnummer IS NULL OR (length(CAST(personnummer AS BLOB)) = 12
    AND personnummer NOT GLOB '*[^0-9]*')),
  telefon TEXT NOT NULL,
  epost TEXT NOT NULL,
  adress TEXT NOT NULL,
  sekretess INTEGER NOT NULL CHECK (sekretess IN (0, 1)),
  status TEXT NOT NULL CHECK (status IN ('ny', 'hamtad', 'kvitterad')),
  hamtad_tid TEXT,
  hamtad_av TEXT CHECK (hamtad_av IS NULL OR trim(hamtad_av) <> ''),
  kvitterad_tid TEXT,
  kvitterad_av TEXT CHECK (kvitterad_av IS NULL OR trim(kvitterad_av) <> ''),
  CHECK (sekretess = 0 OR (telefon = '' AND epost = '' AND adress = '')),
  CHECK ((status = 'ny') = (hamtad_tid IS NULL) AND (status = 'ny') = (hamtad_av IS NULL)),
  CHECK ((status = 'kvitterad') = (kvitterad_tid IS NOT NULL)
    AND (status = 'kvitterad') = (kvitterad_av IS NOT NULL)),
  FOREIGN KEY (insats_nr, katalog) REFERENCES insatsversion(nr, katalog)
) STRICT, WITHOUT ROWID;
CREATE INDEX overlamning_oppen ON overlamning(status, skapad) WHERE status <> 'kvitterad';
CREATE TRIGGER overlamning_bara_14_3 BEFORE INSERT ON overlamning
WHEN NOT EXISTS (SELECT 1 FROM insatsversion
  WHERE nr = NEW.insats_nr AND katalog = NEW.katalog AND paragraf = '14:3')
BEGIN SELECT RAISE(ABORT, 'bara en insats enligt 14 kap. 3 § kan överlämnas'); END;
CREATE TRIGGER overlamning_borjar_ny BEFORE INSERT ON overlamning
WHEN NEW.status <> 'ny' OR EXISTS (SELECT 1 FROM overlamning WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'en överlämning börjar som ny och görs en gång'); END;
CREATE TRIGGER overlamning_fast BEFORE UPDATE OF id, insats_nr, katalog, insats_namn, system, dag, skapad, enhet, desk,
  anvandare, info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version, samtycke,
  vardnadshavare, namn, personnummer, telefon, epost, adress, sekretess ON overlamning
BEGIN SELECT RAISE(ABORT, 'identitet och underlag i en överlämning ändras inte'); END;
CREATE TRIGGER overlamning_en_vag BEFORE UPDATE OF status, hamtad_tid, hamtad_av, kvitterad_tid, kvitterad_av
ON overlamning
WHEN NOT ((OLD.status = 'ny' AND NEW.status = 'hamtad')
  OR (OLD.status = 'hamtad' AND NEW.status = 'kvitterad' AND NEW.hamtad_tid = OLD.hamtad_tid
    AND NEW.hamtad_av = OLD.hamtad_av))
BEGIN SELECT RAISE(ABORT, 'en överlämning går från ny till hämtad till kvitterad'); END;
CREATE TRIGGER overlamning_kvar BEFORE DELETE ON overlamning
BEGIN SELECT RAISE(ABORT, 'en överlämning raderas inte'); END;

-- For the case system. It marks a row with
--   UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = 'Lifecare' WHERE id = ? AND status = 'ny'
-- and later 'kvitterad' with kvitterad_av; times are filled in where it gives none. SQLite counts no rows changed
-- through a view, so the program reads the row again to see that it was the one that got it.
CREATE VIEW v1_overlamning AS
  SELECT id, insats_nr, katalog, insats_namn, system, dag, skapad, enhet, desk, anvandare,
    info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version,
    samtycke, vardnadshavare, namn, personnummer, telefon, epost, adress, sekretess,
    status, hamtad_tid, hamtad_av, kvitterad_tid, kvitterad_av
  FROM overlamning;
CREATE TRIGGER v1_overlamning_fast INSTEAD OF UPDATE OF id, insats_nr, katalog, insats_namn, system, dag, skapad,
  enhet, desk, anvandare, info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version,
  samtycke, vardnadshavare, namn, personnummer, telefon, epost, adress, sekretess ON v1_overlamning
BEGIN SELECT RAISE(ABORT, 'identitet och underlag i en överlämning ändras inte'); END;
CREATE TRIGGER v1_overlamning_hamta INSTEAD OF UPDATE OF status, hamtad_tid, hamtad_av, kvitterad_tid, kvitterad_av
ON v1_overlamning
BEGIN
  UPDATE overlamning SET
    status = NEW.status,
    hamtad_tid = CASE WHEN NEW.status = 'ny' THEN NEW.hamtad_tid
      ELSE coalesce(NEW.hamtad_tid, replace(CURRENT_TIMESTAMP, ' ', 'T') || 'Z') END,
    hamtad_av = NEW.hamtad_av,
    kvitterad_tid = CASE WHEN NEW.status = 'kvitterad'
      THEN coalesce(NEW.kvitterad_tid, replace(CURRENT_TIMESTAMP, ' ', 'T') || 'Z')
      ELSE NEW.kvitterad_tid END,
    kvitterad_av = NEW.kvitterad_av
  WHERE id = OLD.id;
  INSERT INTO handelse(seq, tid, anvandare, desk, enhet, op_id, slag, objekt)
    SELECT coalesce(max(seq), 0) + 1, replace(CURRENT_TIMESTAMP, ' ', 'T') || 'Z',
      coalesce(NEW.kvitterad_av, NEW.hamtad_av), 'v1_overlamning', OLD.enhet, lower(hex(randomblob(16))),
      NEW.status, OLD.id FROM handelse;
END;
