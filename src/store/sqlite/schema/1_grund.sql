-- Facts about the file itself.
CREATE TABLE fil(
  egenskap TEXT PRIMARY KEY,
  varde TEXT NOT NULL,
  CHECK (egenskap <> 'lage' OR varde IN ('ovning', 'skarpt'))
) STRICT, WITHOUT ROWID;
INSERT INTO fil(egenskap, varde) VALUES ('lage', 'ovning');
CREATE TRIGGER fil_lage_kvar BEFORE DELETE ON fil WHEN OLD.egenskap = 'lage'
BEGIN SELECT RAISE(ABORT, 'filens läge får inte tas bort'); END;
CREATE TRIGGER fil_lage_fast BEFORE UPDATE OF egenskap ON fil
BEGIN SELECT RAISE(ABORT, 'en egenskap byter inte namn'); END;

-- Done acts: the same operation sent again gets the same answer. Holds no personal data.
CREATE TABLE gjord(
  op_id TEXT PRIMARY KEY CHECK (length(op_id) = 32 AND op_id NOT GLOB '*[^0-9a-f]*'),
  svar TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER gjord_en_gang BEFORE INSERT ON gjord WHEN EXISTS (SELECT 1 FROM gjord WHERE op_id = NEW.op_id)
BEGIN SELECT RAISE(ABORT, 'handlingen är redan gjord'); END;
CREATE TRIGGER gjord_fast BEFORE UPDATE ON gjord
BEGIN SELECT RAISE(ABORT, 'en gjord handling ändras inte'); END;

-- Who did what and when (PUL-04). The end of an anonymous visit is an event without an object.
CREATE TABLE handelse(
  seq INTEGER PRIMARY KEY,
  tid TEXT NOT NULL,
  anvandare TEXT NOT NULL,
  desk TEXT NOT NULL,
  enhet TEXT NOT NULL,
  op_id TEXT NOT NULL,
  slag TEXT NOT NULL CHECK (slag IN ('parkerat', 'upptaget', 'glomt', 'besok_avslutat', 'stalld_i_ko',
    'kopost_paborjad', 'kopost_avslutad', 'overlamnad', 'hamtad', 'last_igen', 'kvitterad')),
  objekt TEXT CHECK (objekt IS NULL OR (length(objekt) = 32 AND objekt NOT GLOB '*[^0-9a-f]*')),
  CHECK (slag <> 'besok_avslutat' OR objekt IS NULL)
) STRICT;
CREATE TRIGGER handelse_i_foljd BEFORE INSERT ON handelse
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM handelse)
BEGIN SELECT RAISE(ABORT, 'loggen skrivs i följd'); END;
CREATE TRIGGER handelse_fast BEFORE UPDATE ON handelse
BEGIN SELECT RAISE(ABORT, 'loggen ändras inte'); END;
CREATE TRIGGER handelse_kvar BEFORE DELETE ON handelse
BEGIN SELECT RAISE(ABORT, 'loggen raderas inte'); END;

-- An insats as it was in the catalogue when it was used.
CREATE TABLE insatsversion(
  nr TEXT NOT NULL CHECK (length(nr) BETWEEN 1 AND 15 AND nr NOT GLOB '*[^0-9.]*'
    AND length(CAST(nr AS BLOB)) = length(nr)),
  katalog TEXT NOT NULL CHECK (length(katalog) BETWEEN 1 AND 20 AND katalog NOT GLOB '*[^0-9A-Za-z._-]*'
    AND length(CAST(katalog AS BLOB)) = length(katalog)),
  namn TEXT NOT NULL CHECK (trim(namn) <> ''),
  paragraf TEXT NOT NULL CHECK (paragraf IN ('14:3', '14:4', '14:5')),
  system TEXT,
  platser INTEGER CHECK (platser IS NULL OR platser >= 0),
  PRIMARY KEY (nr, katalog)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER insatsversion_en_gang BEFORE INSERT ON insatsversion
WHEN EXISTS (SELECT 1 FROM insatsversion WHERE nr = NEW.nr AND katalog = NEW.katalog)
BEGIN SELECT RAISE(ABORT, 'insatsen finns redan i den katalogversionen'); END;
CREATE TRIGGER insatsversion_fast BEFORE UPDATE ON insatsversion
BEGIN SELECT RAISE(ABORT, 'en använd insats ändras inte'); END;
CREATE TRIGGER insatsversion_kvar BEFORE DELETE ON insatsversion
BEGIN SELECT RAISE(ABORT, 'en använd insats raderas inte'); END;
