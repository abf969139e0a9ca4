-- The chain over every log: one link for each row of them, in the order in which the program saw them. hash is over the
-- link before, the number, what a row keeps for good (who, when, what) and varde; varde is over salt and what gallring may
-- take (which record). With the salt gone nobody can try out what the row was about, and the chain still holds.
CREATE TABLE kedja(
  nr INTEGER PRIMARY KEY,
  tabell TEXT NOT NULL CHECK (tabell IN ('handelse', 'akthandelse', 'kohandelse', 'atkomst', 'gallring')),
  seq INTEGER NOT NULL,
  salt BLOB CHECK (salt IS NULL OR length(salt) = 16),
  varde BLOB NOT NULL CHECK (length(varde) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  UNIQUE (tabell, seq)
) STRICT;
CREATE TRIGGER kedja_i_foljd BEFORE INSERT ON kedja
WHEN NEW.salt IS NULL OR NEW.nr <> (SELECT coalesce(max(nr), 0) + 1 FROM kedja)
  OR EXISTS (SELECT 1 FROM kedja WHERE tabell = NEW.tabell AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'kedjan byggs i följd'); END;
CREATE TRIGGER kedja_fast BEFORE UPDATE ON kedja
WHEN NEW.salt IS NOT NULL OR NEW.nr <> OLD.nr OR NEW.tabell <> OLD.tabell OR NEW.seq <> OLD.seq
  OR NEW.varde <> OLD.varde OR NEW.hash <> OLD.hash OR NOT EXISTS (SELECT 1 FROM gallras)
BEGIN SELECT RAISE(ABORT, 'kedjan ändras inte'); END;
CREATE TRIGGER kedja_kvar BEFORE DELETE ON kedja
BEGIN SELECT RAISE(ABORT, 'kedjan raderas inte'); END;
