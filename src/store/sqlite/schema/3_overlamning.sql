-- The handover, with its identity apart: received or ended, the desk's copy is erased and the evidence stays.

DROP VIEW v1_overlamning;
CREATE TABLE overlamning_fore AS SELECT * FROM overlamning;
DROP TABLE overlamning;

-- till_enhet is the enhet that takes over; NULL where every enhet may, until one of them has fetched it.
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
  till_enhet TEXT CHECK (till_enhet IS NULL OR trim(till_enhet) <> ''),
  status TEXT NOT NULL CHECK (status IN ('ny', 'hamtad', 'kvitterad', 'aterlamnad', 'makulerad')),
  hamtad_tid TEXT,
  hamtad_av TEXT CHECK (hamtad_av IS NULL OR trim(hamtad_av) <> ''),
  kvitterad_tid TEXT,
  kvitterad_av TEXT CHECK (kvitterad_av IS NULL OR trim(kvitterad_av) <> ''),
  orsak TEXT CHECK (orsak IS NULL OR orsak IN ('fel_enhet', 'uppgifter_saknas', 'dubblett',
    'personen_har_angrat_sig', 'villkor_oklara', 'skyddade_personuppgifter')),
  aterlamnad_tid TEXT CHECK (aterlamnad_tid IS NULL OR (instr(aterlamnad_tid, char(0)) = 0 AND aterlamnad_tid GLOB
    '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*Z')),
  aterlamnad_av TEXT CHECK (aterlamnad_av IS NULL OR trim(aterlamnad_av) <> ''),
  CHECK ((status IN ('hamtad', 'kvitterad')) = (hamtad_tid IS NOT NULL)
    AND (hamtad_tid IS NULL) = (hamtad_av IS NULL)),
  CHECK ((status = 'kvitterad') = (kvitterad_tid IS NOT NULL)
    AND (status = 'kvitterad') = (kvitterad_av IS NOT NULL)),
  CHECK ((status IN ('aterlamnad', 'makulerad')) = (orsak IS NOT NULL)
    AND (orsak IS NULL) = (aterlamnad_tid IS NULL) AND (orsak IS NULL) = (aterlamnad_av IS NULL)),
  FOREIGN KEY (insats_nr, katalog) REFERENCES insatsversion(nr, katalog)
) STRICT, WITHOUT ROWID;

-- Who it is about: the only thing of a handover that is ever erased.
CREATE TABLE overlamningsperson(
  overlamning TEXT PRIMARY KEY CHECK (length(CAST(overlamning AS BLOB)) = 32),
  namn TEXT NOT NULL CHECK (trim(namn) <> ''),
  personnummer TEXT CHECK (personnummer IS NULL OR (length(CAST(personnummer AS BLOB)) = 12
    AND personnummer NOT GLOB '*[^0-9]*')),
  telefon TEXT NOT NULL,
  epost TEXT NOT NULL,
  adress TEXT NOT NULL,
  sekretess INTEGER NOT NULL CHECK (sekretess IN (0, 1)),
  CHECK (sekretess = 0 OR (telefon = '' AND epost = '' AND adress = ''))
) STRICT, WITHOUT ROWID;

INSERT INTO overlamning SELECT id, insats_nr, katalog, insats_namn, system, dag, skapad, enhet, desk, anvandare,
    info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version,
    samtycke, vardnadshavare, NULL, status, hamtad_tid, hamtad_av, kvitterad_tid, kvitterad_av, NULL, NULL, NULL
  FROM overlamning_fore;
-- What has been received elsewhere is not kept here as well.
INSERT INTO overlamningsperson SELECT id, namn, personnummer, telefon, epost, adress, sekretess
  FROM overlamning_fore WHERE status <> 'kvitterad';
DROP TABLE overlamning_fore;

CREATE INDEX overlamning_oppen ON overlamning(status, skapad) WHERE status <> 'kvitterad' AND status <> 'makulerad';
CREATE INDEX overlamningsperson_nummer ON overlamningsperson(personnummer) WHERE personnummer IS NOT NULL;

CREATE TRIGGER overlamning_borjar_ny BEFORE INSERT ON overlamning
BEGIN
  SELECT RAISE(ABORT, 'bara en insats enligt 14 kap. 3 § kan överlämnas')
    WHERE NOT EXISTS (SELECT 1 FROM insatsversion
      WHERE nr = NEW.insats_nr AND katalog = NEW.katalog AND paragraf = '14:3');
  SELECT RAISE(ABORT, 'en överlämning börjar som ny och görs en gång')
    WHERE NEW.status <> 'ny' OR EXISTS (SELECT 1 FROM overlamning WHERE id = NEW.id);
END;
CREATE TRIGGER overlamning_fast BEFORE UPDATE OF id, insats_nr, katalog, insats_namn, system, dag, skapad, enhet, desk,
  anvandare, info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version, samtycke,
  vardnadshavare ON overlamning
BEGIN SELECT RAISE(ABORT, 'underlaget i en överlämning ändras inte'); END;
-- A handover that has an ärende is received, when that has its person, and nothing else.
CREATE TRIGGER overlamning_en_vag BEFORE UPDATE OF status, hamtad_tid, hamtad_av, kvitterad_tid, kvitterad_av,
  orsak, aterlamnad_tid, aterlamnad_av, till_enhet ON overlamning
BEGIN
  SELECT RAISE(ABORT, 'bara mottagningen skickar en överlämning till en annan enhet, när den har kommit tillbaka')
    WHERE NEW.till_enhet IS NOT OLD.till_enhet AND NOT (OLD.status = 'aterlamnad' AND NEW.status = 'ny')
      AND NOT (OLD.till_enhet IS NULL AND OLD.status = 'ny' AND NEW.status = 'hamtad');
  SELECT RAISE(ABORT, 'en överlämning går från ny till hämtad, och därifrån till kvitterad eller tillbaka till mottagningen')
    WHERE NOT ((OLD.status = 'ny' AND NEW.status = 'hamtad')
      OR (OLD.status = 'hamtad' AND NEW.status = 'kvitterad' AND NEW.hamtad_tid = OLD.hamtad_tid
        AND NEW.hamtad_av = OLD.hamtad_av
        AND NOT EXISTS (SELECT 1 FROM arende a WHERE a.overlamning = OLD.id
          AND NOT EXISTS (SELECT 1 FROM arendeperson WHERE arende = a.id)))
      OR (OLD.status = 'hamtad' AND (NEW.status = 'aterlamnad' OR (NEW.status = 'hamtad' AND NEW.hamtad_av <> OLD.hamtad_av))
        AND NOT EXISTS (SELECT 1 FROM arende WHERE overlamning = OLD.id))
      OR (OLD.status = 'aterlamnad' AND NEW.status = 'ny')
      OR (OLD.status = 'aterlamnad' AND NEW.status = 'makulerad' AND NEW.orsak = OLD.orsak
        AND NEW.aterlamnad_tid = OLD.aterlamnad_tid AND NEW.aterlamnad_av = OLD.aterlamnad_av));
END;
CREATE TRIGGER overlamning_kvar BEFORE DELETE ON overlamning
BEGIN SELECT RAISE(ABORT, 'en överlämning raderas inte'); END;
-- Received or ended: the copy of the identity goes at once, whoever says so.
CREATE TRIGGER overlamning_slut AFTER UPDATE OF status ON overlamning WHEN NEW.status IN ('kvitterad', 'makulerad')
BEGIN DELETE FROM overlamningsperson WHERE overlamning = NEW.id; END;

-- The characters are asked about here and not in the table: an old file may hold what it holds.
CREATE TRIGGER overlamningsperson_en_gang BEFORE INSERT ON overlamningsperson
BEGIN
  SELECT RAISE(ABORT, 'en överlämning gäller en person, och den skrivs en gång')
    WHERE EXISTS (SELECT 1 FROM overlamningsperson WHERE overlamning = NEW.overlamning)
      OR NOT EXISTS (SELECT 1 FROM overlamning WHERE id = NEW.overlamning AND status = 'ny');
  SELECT RAISE(ABORT, 'namn eller personnummer godtas inte')
    WHERE length(NEW.personnummer) <> 12
      OR instr(NEW.namn || NEW.telefon || NEW.epost || NEW.adress, char(0)) > 0;
END;
CREATE TRIGGER overlamningsperson_fast BEFORE UPDATE ON overlamningsperson
BEGIN SELECT RAISE(ABORT, 'identiteten i en överlämning ändras inte'); END;
CREATE TRIGGER overlamningsperson_kvar BEFORE DELETE ON overlamningsperson
WHEN NOT EXISTS (SELECT 1 FROM overlamning WHERE id = OLD.overlamning AND status IN ('kvitterad', 'makulerad'))
BEGIN SELECT RAISE(ABORT, 'identiteten raderas när överlämningen är mottagen eller makulerad'); END;

-- For the case system, and any other program. It marks a row with
--   UPDATE v1_overlamning SET status = 'hamtad', hamtad_av = 'Lifecare' WHERE id = ? AND status = 'ny'
-- and later 'kvitterad' with kvitterad_av (the identity here is then erased: what it needs is read first), or
-- 'aterlamnad' with orsak and aterlamnad_av. Times are filled in where it gives none. SQLite counts no rows changed
-- through a view, so the program reads the row again to see that it was the one that got it. A program that takes a
-- handover to its end has PRAGMA secure_delete on, as this one does, or the identity lies in the free pages of the file.
--
-- Triggers of views ask changes() after what they write: the OR IGNORE of a statement is also that of its triggers.
CREATE VIEW v1_overlamning AS
  SELECT o.id, o.insats_nr, o.katalog, o.insats_namn, o.system, o.dag, o.skapad, o.enhet, o.desk, o.anvandare,
    o.info_satt, o.info_sprak, o.info_text, o.info_version, o.dok_satt, o.dok_sprak, o.dok_text, o.dok_version,
    o.samtycke, o.vardnadshavare, p.namn, p.personnummer, p.telefon, p.epost, p.adress, p.sekretess,
    o.status, o.hamtad_tid, o.hamtad_av, o.kvitterad_tid, o.kvitterad_av, o.till_enhet, o.orsak, o.aterlamnad_tid,
    o.aterlamnad_av
  FROM overlamning o LEFT JOIN overlamningsperson p ON p.overlamning = o.id;
CREATE TRIGGER v1_overlamning_fast INSTEAD OF UPDATE OF id, insats_nr, katalog, insats_namn, system, dag, skapad,
  enhet, desk, anvandare, info_satt, info_sprak, info_text, info_version, dok_satt, dok_sprak, dok_text, dok_version,
  samtycke, vardnadshavare, namn, personnummer, telefon, epost, adress, sekretess, till_enhet ON v1_overlamning
BEGIN SELECT RAISE(ABORT, 'identitet och underlag i en överlämning ändras inte'); END;
CREATE TRIGGER v1_overlamning_hamta INSTEAD OF UPDATE OF status, hamtad_tid, hamtad_av, kvitterad_tid, kvitterad_av,
  orsak, aterlamnad_tid, aterlamnad_av ON v1_overlamning
BEGIN
  SELECT RAISE(ABORT, 'bara mottagningen skickar om eller makulerar en överlämning')
    WHERE NEW.status IN ('ny', 'makulerad');
  SELECT RAISE(ABORT, 'överlämningen är redan hämtad') WHERE NEW.status = 'hamtad' AND OLD.status <> 'ny';
  UPDATE overlamning SET
    status = NEW.status,
    hamtad_tid = CASE WHEN NEW.status = 'aterlamnad' THEN NULL
      ELSE coalesce(NEW.hamtad_tid, replace(CURRENT_TIMESTAMP, ' ', 'T') || 'Z') END,
    hamtad_av = CASE WHEN NEW.status = 'aterlamnad' THEN NULL ELSE NEW.hamtad_av END,
    kvitterad_tid = CASE WHEN NEW.status = 'kvitterad'
      THEN coalesce(NEW.kvitterad_tid, replace(CURRENT_TIMESTAMP, ' ', 'T') || 'Z')
      ELSE NEW.kvitterad_tid END,
    kvitterad_av = NEW.kvitterad_av,
    orsak = NEW.orsak,
    aterlamnad_tid = CASE WHEN NEW.status = 'aterlamnad'
      THEN coalesce(NEW.aterlamnad_tid, replace(CURRENT_TIMESTAMP, ' ', 'T') || 'Z')
      ELSE NEW.aterlamnad_tid END,
    aterlamnad_av = NEW.aterlamnad_av
  WHERE id = OLD.id;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  INSERT INTO handelse(seq, tid, anvandare, desk, enhet, op_id, slag, objekt)
    SELECT seq, replace(CURRENT_TIMESTAMP, ' ', 'T') || 'Z', coalesce(NEW.kvitterad_av, NEW.hamtad_av),
      'v1_overlamning', OLD.enhet, lower(hex(randomblob(16))), NEW.status, OLD.id
    FROM (SELECT coalesce(max(seq), 0) + 1 AS seq FROM handelse) WHERE NEW.status <> 'aterlamnad';
  INSERT INTO akthandelse(seq, tid, anvandare, desk, enhet, op_id, slag, arende, objekt)
    SELECT seq, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NEW.aterlamnad_av, 'v1_overlamning', OLD.enhet,
      lower(hex(randomblob(16))), 'aterlamnad', NULL, OLD.id
    FROM (SELECT coalesce(max(seq), 0) + 1 AS seq FROM akthandelse) WHERE NEW.status = 'aterlamnad';
END;
