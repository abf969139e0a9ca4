-- Accounts, and the log of what the other logs have no word for: signing in and out, refusals, accounts, the file itself.
-- The passwords are not here: what a password opens lies in the key cabinet beside the file.

CREATE TABLE konto(
  anvandare TEXT PRIMARY KEY CHECK (length(CAST(anvandare AS BLOB)) BETWEEN 2 AND 40 AND anvandare GLOB '[a-z]*'
    AND anvandare NOT GLOB '*[^a-z0-9.-]*' AND anvandare NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*'),
  namn TEXT NOT NULL CHECK (length(trim(namn)) BETWEEN 1 AND 60 AND instr(namn, char(0)) = 0),
  stangt INTEGER NOT NULL DEFAULT 0 CHECK (stangt IN (0, 1))
) STRICT, WITHOUT ROWID;
-- The log names accounts: none is removed or gets another name, and none is written over.
CREATE TRIGGER konto_en_gang BEFORE INSERT ON konto WHEN EXISTS (SELECT 1 FROM konto WHERE anvandare = NEW.anvandare)
BEGIN SELECT RAISE(ABORT, 'kontot finns redan'); END;
CREATE TRIGGER konto_fast BEFORE UPDATE OF anvandare ON konto
BEGIN SELECT RAISE(ABORT, 'ett konto byter inte användarnamn'); END;
CREATE TRIGGER konto_kvar BEFORE DELETE ON konto
BEGIN SELECT RAISE(ABORT, 'ett konto stängs, det tas inte bort'); END;

CREATE TABLE kontoroll(
  anvandare TEXT NOT NULL,
  roll TEXT NOT NULL CHECK (roll IN ('mottagare', 'koansvarig', 'utforare', 'chef', 'systemforvaltare',
    'skyddade')),
  enhet TEXT NOT NULL CHECK (length(trim(enhet)) BETWEEN 1 AND 60 AND instr(enhet, char(0)) = 0
    AND enhet NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*'),
  PRIMARY KEY (anvandare, enhet, roll)
) STRICT, WITHOUT ROWID;

CREATE TABLE atkomst(
  seq INTEGER PRIMARY KEY,
  tid TEXT NOT NULL CHECK (length(CAST(tid AS BLOB)) = 24 AND tid GLOB '20*.[0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', tid, '+0 days') IS substr(tid, 1, 19)),
  anvandare TEXT NOT NULL CHECK (trim(anvandare) <> ''),
  desk TEXT NOT NULL,
  enhet TEXT NOT NULL,
  op_id TEXT NOT NULL CHECK (length(op_id) = 32 AND ltrim(op_id, 'abcdef0246813579') = ''),
  slag TEXT NOT NULL CHECK (length(slag) BETWEEN 1 AND 40 AND slag NOT GLOB '*[^a-z_]*'),
  objekt TEXT CHECK (objekt IS NULL OR (length(objekt) = 32 AND ltrim(objekt, 'abcdef0246813579') = '')),
  -- What a code says more: the act that was refused, the account, the role.
  om TEXT CHECK (om IS NULL OR (length(CAST(om AS BLOB)) BETWEEN 1 AND 160 AND om NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*')),
  CHECK (instr(anvandare || desk || enhet || slag || coalesce(om, ''), char(0)) = 0)
) STRICT;
CREATE TRIGGER atkomst_i_foljd BEFORE INSERT ON atkomst
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM atkomst)
BEGIN SELECT RAISE(ABORT, 'loggen skrivs i följd'); END;
CREATE TRIGGER atkomst_fast BEFORE UPDATE ON atkomst
BEGIN SELECT RAISE(ABORT, 'loggen ändras inte'); END;
CREATE TRIGGER atkomst_kvar BEFORE DELETE ON atkomst
BEGIN SELECT RAISE(ABORT, 'loggen raderas inte'); END;
