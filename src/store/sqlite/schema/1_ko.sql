-- The queue: a slip, never a person. In order of time, with no way to move anybody (KO-01, KO-03).
CREATE TABLE kopost(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'
    AND length(CAST(id AS BLOB)) = 32),
  kod TEXT NOT NULL UNIQUE CHECK (length(CAST(kod AS BLOB)) = 8 AND kod GLOB
    '[2-9AFHJLMRUY][2-9AFHJLMRUY][2-9AFHJLMRUY][2-9AFHJLMRUY]-[2-9AFHJLMRUY][2-9AFHJLMRUY][2-9AFHJLMRUY]'),
  insats_nr TEXT NOT NULL CHECK (length(insats_nr) BETWEEN 1 AND 15 AND insats_nr NOT GLOB '*[^0-9.]*'
    AND length(CAST(insats_nr AS BLOB)) = length(insats_nr)),
  katalog TEXT NOT NULL CHECK (length(katalog) BETWEEN 1 AND 20 AND katalog NOT GLOB '*[^0-9A-Za-z._-]*'
    AND length(CAST(katalog AS BLOB)) = length(katalog)),
  kotid TEXT NOT NULL CHECK (length(CAST(kotid AS BLOB)) = 24 AND kotid GLOB
    '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9].[0-9][0-9][0-9]Z'),
  status TEXT NOT NULL CHECK (status IN ('i_ko', 'paborjad', 'avslutad')),
  orsak TEXT CHECK (orsak IS NULL OR orsak IN ('atertagen', 'ansokt_i_stallet', 'ej_nabar', 'dubblett')),
  ver INTEGER NOT NULL DEFAULT 1 CHECK (ver > 0),
  CHECK ((status = 'avslutad') = (orsak IS NOT NULL)),
  FOREIGN KEY (insats_nr, katalog) REFERENCES insatsversion(nr, katalog)
) STRICT, WITHOUT ROWID;
CREATE INDEX kopost_i_ko ON kopost(insats_nr, kotid, id) WHERE status = 'i_ko';
CREATE TRIGGER kopost_borjar_i_ko BEFORE INSERT ON kopost
WHEN NEW.status <> 'i_ko' OR NEW.ver <> 1
  OR EXISTS (SELECT 1 FROM kopost WHERE id = NEW.id OR kod = NEW.kod)
  OR NOT EXISTS (SELECT 1 FROM insatsversion WHERE nr = NEW.insats_nr AND katalog = NEW.katalog)
BEGIN SELECT RAISE(ABORT, 'en ny köpost ställs i kön, med en egen kölapp och en känd insats'); END;
CREATE TRIGGER kopost_sist_i_ko BEFORE INSERT ON kopost
WHEN EXISTS (SELECT 1 FROM kopost WHERE status = 'i_ko' AND insats_nr = NEW.insats_nr AND kotid >= NEW.kotid)
BEGIN SELECT RAISE(ABORT, 'den som kommer sist ställs sist i kön'); END;
CREATE TRIGGER kopost_fast BEFORE UPDATE OF id, kod, insats_nr, katalog, kotid ON kopost
BEGIN SELECT RAISE(ABORT, 'kölapp, insats och kötid är fasta'); END;
CREATE TRIGGER kopost_en_vag BEFORE UPDATE ON kopost
WHEN OLD.status <> 'i_ko' OR NEW.status = 'i_ko' OR NEW.ver <> OLD.ver + 1
BEGIN SELECT RAISE(ABORT, 'en köpost lämnar kön en gång och kommer inte tillbaka'); END;
CREATE TRIGGER kopost_kvar BEFORE DELETE ON kopost
BEGIN SELECT RAISE(ABORT, 'en köpost raderas inte'); END;

-- Taken places, where the nämnd has stated a number of them. By whom: the id of a handover or of a queue entry.
-- Days and no times of day, for a place on an anonymous insats must not point to the log.
CREATE TABLE plats(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'
    AND length(CAST(id AS BLOB)) = 32),
  insats_nr TEXT NOT NULL CHECK (length(insats_nr) BETWEEN 1 AND 15 AND insats_nr NOT GLOB '*[^0-9.]*'
    AND length(CAST(insats_nr AS BLOB)) = length(insats_nr)),
  nummer INTEGER NOT NULL CHECK (nummer > 0),
  upptagen_av TEXT CHECK (upptagen_av IS NULL OR (length(CAST(upptagen_av AS BLOB)) = 32
    AND upptagen_av NOT GLOB '*[^0-9a-f]*')),
  fran TEXT NOT NULL CHECK (length(CAST(fran AS BLOB)) = 10
    AND fran GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  till TEXT CHECK (till IS NULL OR (length(CAST(till AS BLOB)) = 10
    AND till GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX plats_en_i_taget ON plats(insats_nr, nummer) WHERE till IS NULL;
CREATE TRIGGER plats_ledig BEFORE INSERT ON plats
WHEN EXISTS (SELECT 1 FROM plats WHERE id = NEW.id
  OR (till IS NULL AND insats_nr = NEW.insats_nr AND nummer = NEW.nummer))
BEGIN SELECT RAISE(ABORT, 'platsen är upptagen'); END;
CREATE TRIGGER plats_fast BEFORE UPDATE ON plats
WHEN OLD.till IS NOT NULL OR NEW.id <> OLD.id OR NEW.insats_nr <> OLD.insats_nr OR NEW.nummer <> OLD.nummer
  OR NEW.upptagen_av IS NOT OLD.upptagen_av OR NEW.fran <> OLD.fran
BEGIN SELECT RAISE(ABORT, 'en plats kan bara lämnas'); END;
CREATE TRIGGER plats_kvar BEFORE DELETE ON plats
BEGIN SELECT RAISE(ABORT, 'en plats raderas inte'); END;

CREATE VIEW v1_kolista AS
  SELECT kod, insats_nr, kotid, row_number() OVER (PARTITION BY insats_nr ORDER BY kotid, id) AS plats
  FROM kopost WHERE status = 'i_ko';
