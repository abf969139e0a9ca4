-- Gallring: what is erased at the end of its time, and the protocol of it (SoL 16 kap.).

-- What is being erased in this very transaction; empty in every other. Only the program can fill it.
CREATE TABLE gallras(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND ltrim(id, 'abcdef0246813579') = '')
) STRICT, WITHOUT ROWID;
CREATE TRIGGER gallras_bara_troskel BEFORE INSERT ON gallras
BEGIN SELECT bara_troskel_gallrar(); END;

-- The protocol: counts, which rules (grunder), how many akter were kept for the archive (bevarade), and the links of the
-- chain that lost their salt; never whose they were. Written while something is being erased, so by the program alone.
CREATE TABLE gallring(
  seq INTEGER PRIMARY KEY,
  tid TEXT NOT NULL CHECK (length(CAST(tid AS BLOB)) = 24 AND tid GLOB '20*.[0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', tid, '+0 days') IS substr(tid, 1, 19)),
  anvandare TEXT NOT NULL CHECK (trim(anvandare) <> ''),
  desk TEXT NOT NULL,
  enhet TEXT NOT NULL,
  op_id TEXT NOT NULL CHECK (length(op_id) = 32 AND ltrim(op_id, 'abcdef0246813579') = ''),
  antal TEXT NOT NULL CHECK (antal NOT GLOB '*[^a-z0-9=;_]*'),
  grunder TEXT NOT NULL CHECK (grunder NOT GLOB '*[^a-z0-9=;_]*'),
  bevarade INTEGER NOT NULL CHECK (bevarade >= 0),
  lankar TEXT NOT NULL CHECK (lankar NOT GLOB '*[^0-9,-]*'),
  CHECK (instr(anvandare || desk || enhet || antal || grunder || lankar, char(0)) = 0)
) STRICT;
CREATE TRIGGER gallring_i_foljd BEFORE INSERT ON gallring
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM gallring) OR NOT EXISTS (SELECT 1 FROM gallras)
BEGIN SELECT RAISE(ABORT, 'protokollet skrivs i följd, när något gallras'); END;
CREATE TRIGGER gallring_fast BEFORE UPDATE ON gallring
BEGIN SELECT RAISE(ABORT, 'protokollet ändras inte'); END;
CREATE TRIGGER gallring_kvar BEFORE DELETE ON gallring
BEGIN SELECT RAISE(ABORT, 'protokollet raderas inte'); END;

-- From here: the refusals of versions 1 to 3, each with the one way out, a row of what is being erased. Rows of the logs
-- stay, and lose only which record they were about.

DROP TRIGGER arende_kvar;
CREATE TRIGGER arende_kvar BEFORE DELETE ON arende WHEN NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'ett ärende raderas inte'); END;
DROP TRIGGER arendeperson_kvar;
CREATE TRIGGER arendeperson_kvar BEFORE DELETE ON arendeperson WHEN NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.arende)
BEGIN SELECT RAISE(ABORT, 'aktens person raderas inte'); END;
DROP TRIGGER anteckning_kvar;
CREATE TRIGGER anteckning_kvar BEFORE DELETE ON anteckning WHEN NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.arende)
BEGIN SELECT RAISE(ABORT, 'en signerad anteckning raderas inte'); END;
DROP TRIGGER insatsplan_kvar;
CREATE TRIGGER insatsplan_kvar BEFORE DELETE ON insatsplan WHEN NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.arende)
BEGIN SELECT RAISE(ABORT, 'en version av planen raderas inte'); END;
DROP TRIGGER delningssamtycke_kvar;
CREATE TRIGGER delningssamtycke_kvar BEFORE DELETE ON delningssamtycke WHEN NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.arende)
BEGIN SELECT RAISE(ABORT, 'ett samtycke raderas inte'); END;
DROP TRIGGER uppfoljning_kvar;
CREATE TRIGGER uppfoljning_kvar BEFORE DELETE ON uppfoljning WHEN NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.arende)
BEGIN SELECT RAISE(ABORT, 'en uppföljning raderas inte'); END;
DROP TRIGGER malutfall_kvar;
CREATE TRIGGER malutfall_kvar BEFORE DELETE ON malutfall WHEN NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.arende)
BEGIN SELECT RAISE(ABORT, 'ett uppföljt mål raderas inte'); END;
DROP TRIGGER bro_kvar;
CREATE TRIGGER bro_kvar BEFORE DELETE ON bro WHEN NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.arende)
BEGIN SELECT RAISE(ABORT, 'en ansökan i stället raderas inte'); END;

DROP TRIGGER overlamning_kvar;
CREATE TRIGGER overlamning_kvar BEFORE DELETE ON overlamning WHEN NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'en överlämning raderas inte'); END;
DROP TRIGGER overlamningsperson_kvar;
CREATE TRIGGER overlamningsperson_kvar BEFORE DELETE ON overlamningsperson
WHEN NOT EXISTS (SELECT 1 FROM overlamning WHERE id = OLD.overlamning AND status IN ('kvitterad', 'makulerad'))
  AND NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.overlamning)
BEGIN SELECT RAISE(ABORT, 'identiteten raderas när överlämningen är mottagen eller makulerad'); END;

-- The sentences about a queue entry, by the id of the entry.
DROP TRIGGER komening_kvar;
CREATE TRIGGER komening_kvar BEFORE DELETE ON komening
WHEN NOT EXISTS (SELECT 1 FROM kohandelse h JOIN gallras g ON g.id = h.kopost_id WHERE h.seq = OLD.seq)
BEGIN SELECT RAISE(ABORT, 'köns historik raderas inte'); END;

DROP TRIGGER akthandelse_fast;
CREATE TRIGGER akthandelse_fast BEFORE UPDATE ON akthandelse
WHEN NEW.arende IS NOT NULL OR NEW.objekt IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.tid <> OLD.tid
  OR NEW.anvandare <> OLD.anvandare OR NEW.desk <> OLD.desk OR NEW.enhet <> OLD.enhet OR NEW.op_id <> OLD.op_id
  OR NEW.slag <> OLD.slag OR NOT EXISTS (SELECT 1 FROM gallras WHERE id = coalesce(OLD.arende, OLD.objekt))
BEGIN SELECT RAISE(ABORT, 'loggen ändras inte'); END;
DROP TRIGGER handelse_fast;
CREATE TRIGGER handelse_fast BEFORE UPDATE ON handelse
WHEN NEW.objekt IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.tid <> OLD.tid OR NEW.anvandare <> OLD.anvandare
  OR NEW.desk <> OLD.desk OR NEW.enhet <> OLD.enhet OR NEW.op_id <> OLD.op_id OR NEW.slag <> OLD.slag
  OR NOT EXISTS (SELECT 1 FROM gallras WHERE id = OLD.objekt)
BEGIN SELECT RAISE(ABORT, 'loggen ändras inte'); END;
