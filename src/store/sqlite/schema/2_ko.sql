-- The waiting list. A slip, never a person; in order of ködatum and id, with no way to move anybody (KO-01, KO-03).
--
-- Every change of these tables rests on an event, and is made by the program alone: the triggers call
-- bara_troskel_skriver_i_kon(), which no other program has, so a statement typed into sqlite3 is not even prepared.
-- What the rules say stands here once more for whoever should have it: transitions, one open offer, fixed ködatum.

DROP VIEW v1_kolista;
CREATE TABLE kopost_fore AS SELECT id, kod, insats_nr, katalog, kotid, status, orsak FROM kopost;
CREATE TABLE plats_fore AS SELECT id, insats_nr, nummer, upptagen_av, fran, till FROM plats;
DROP TABLE kopost;
DROP TABLE plats;
-- The queue of a silo is in no common list, not even when its insats has left the catalogue (SEK-02).
-- NULL: written down before this was kept.
ALTER TABLE insatsversion ADD COLUMN silo INTEGER CHECK (silo IS NULL OR silo IN (0, 1));

-- The history, only ever added to. About one entry, or about a queue as a whole. Codes, days and slips; no free text.
CREATE TABLE kohandelse(
  seq INTEGER PRIMARY KEY,
  kopost_id TEXT CHECK (kopost_id IS NULL OR (length(CAST(kopost_id AS BLOB)) = 32
    AND kopost_id NOT GLOB '*[^0-9a-f]*')),
  insats_nr TEXT NOT NULL CHECK (length(insats_nr) BETWEEN 1 AND 15 AND insats_nr NOT GLOB '*[^0-9.]*'
    AND length(CAST(insats_nr AS BLOB)) = length(insats_nr)),
  ver INTEGER CHECK (ver IS NULL OR ver > 0),
  tid TEXT NOT NULL CHECK (length(CAST(tid AS BLOB)) = 24 AND tid GLOB
    '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9].[0-9][0-9][0-9]Z'),
  anvandare TEXT NOT NULL,
  desk TEXT NOT NULL,
  enhet TEXT NOT NULL,
  op_id TEXT NOT NULL CHECK (length(op_id) = 32 AND op_id NOT GLOB '*[^0-9a-f]*'),
  slag TEXT NOT NULL CHECK (slag IN ('stalld_i_ko', 'importerad', 'vila', 'ater_aktiv', 'erbjuden', 'forlangt',
    'paminnelse', 'accepterad', 'star_kvar', 'avbojt', 'inget_svar', 'erbjudande_aterkallat', 'overhoppad', 'inkallad',
    'paborjad', 'avslutad', 'felregistrerad', 'ateroppnad', 'kontaktforsok', 'bekraftad', 'bekraftelse_begard',
    'uppgifter', 'kontakt_sparad', 'kontakt_last', 'kontakt_raderad', 'rattelse_foreslagen', 'rattelse_godkand',
    'rattelse_avvisad', 'angrad', 'granskad', 'platser', 'plats_lamnad', 'nasta_i_tur', 'omgang_ny', 'omgang_installd', 'import')),
  orsak TEXT CHECK (orsak IS NULL OR (length(orsak) BETWEEN 1 AND 40 AND orsak NOT GLOB '*[^a-z_]*')),
  om TEXT CHECK (om IS NULL OR (length(CAST(om AS BLOB)) BETWEEN 1 AND 60 AND om NOT GLOB '*[^0-9A-Za-z:._/ -]*')),
  fore TEXT CHECK (fore IS NULL OR (length(CAST(fore AS BLOB)) <= 120 AND fore NOT GLOB '*[^0-9a-z_;-]*')),
  plats INTEGER CHECK (plats IS NULL OR plats > 0),
  angrar INTEGER,
  CHECK ((kopost_id IS NULL) = (ver IS NULL))
) STRICT;
CREATE UNIQUE INDEX kohandelse_post ON kohandelse(kopost_id, ver) WHERE kopost_id IS NOT NULL;
CREATE INDEX kohandelse_insats ON kohandelse(insats_nr, seq);
CREATE INDEX kohandelse_slag ON kohandelse(slag, tid);
CREATE INDEX kohandelse_desk ON kohandelse(desk, seq);
CREATE INDEX kohandelse_platser ON kohandelse(insats_nr, tid) WHERE slag IN ('plats_lamnad', 'platser');
CREATE INDEX kohandelse_op ON kohandelse(op_id);
CREATE UNIQUE INDEX kohandelse_angras_en_gang ON kohandelse(angrar) WHERE angrar IS NOT NULL;

CREATE TABLE kopost(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*' AND length(CAST(id AS BLOB)) = 32),
  kod TEXT NOT NULL UNIQUE CHECK (length(CAST(kod AS BLOB)) = 8 AND kod GLOB
    '[2-9AFHJLMRUY][2-9AFHJLMRUY][2-9AFHJLMRUY][2-9AFHJLMRUY]-[2-9AFHJLMRUY][2-9AFHJLMRUY][2-9AFHJLMRUY]'),
  insats_nr TEXT NOT NULL,
  katalog TEXT NOT NULL,
  -- Milliseconds since 1970, UTC. The first is fixed; the second is what two persons have agreed on.
  kotid_ms INTEGER NOT NULL CHECK (kotid_ms BETWEEN 0 AND 4398046511103),
  rattad_ms INTEGER CHECK (rattad_ms IS NULL OR rattad_ms BETWEEN 0 AND 4398046511103),
  ordning INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(rattad_ms, kotid_ms)) VIRTUAL,
  status TEXT NOT NULL CHECK (status IN ('i_ko', 'vilande', 'erbjuden', 'accepterad', 'paborjad', 'avslutad',
    'felregistrerad')),
  orsak TEXT CHECK (orsak IS NULL OR orsak IN ('atertagen', 'ansokt_i_stallet', 'ej_nabar', 'dubblett',
    'villkor_ej_uppfyllda', 'annan_insats', 'flyttat_fran_kommunen', 'avliden', 'avbojt', 'ej_svar',
    'bekraftelse_uteblev', 'insatsen_upphort')),
  vilande_fran TEXT CHECK (vilande_fran IS NULL OR (length(CAST(vilande_fran AS BLOB)) = 10
    AND vilande_fran GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')),
  vilande_till TEXT CHECK (vilande_till IS NULL OR (length(CAST(vilande_till AS BLOB)) = 10
    AND vilande_till GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')),
  parti INTEGER NOT NULL DEFAULT 1 CHECK (parti BETWEEN 1 AND 20),
  band TEXT CHECK (band IS NULL OR band IN ('0-14', '15-17', '18-24', '25-44', '45-64', '65-')),
  sprak TEXT CHECK (sprak IS NULL OR (length(sprak) BETWEEN 2 AND 3 AND sprak NOT GLOB '*[^a-z]*'
    AND length(CAST(sprak AS BLOB)) = length(sprak))),
  tidigast TEXT CHECK (tidigast IS NULL OR (length(CAST(tidigast AS BLOB)) = 10
    AND tidigast GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')),
  veckodagar INTEGER CHECK (veckodagar IS NULL OR veckodagar BETWEEN 1 AND 127),
  kvar INTEGER NOT NULL DEFAULT 0 CHECK (kvar BETWEEN 0 AND 255),
  tyst INTEGER NOT NULL DEFAULT 0 CHECK (tyst BETWEEN 0 AND 255),
  forsok INTEGER NOT NULL DEFAULT 0 CHECK (forsok BETWEEN 0 AND 65535),
  forsokt TEXT CHECK (forsokt IS NULL OR (length(CAST(forsokt AS BLOB)) = 10
    AND forsokt GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')),
  bekraftad TEXT NOT NULL CHECK (length(CAST(bekraftad AS BLOB)) = 10
    AND bekraftad GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  bekraftelsesteg INTEGER NOT NULL DEFAULT 0 CHECK (bekraftelsesteg BETWEEN 0 AND 3),
  stegat TEXT CHECK (stegat IS NULL OR (length(CAST(stegat AS BLOB)) = 10
    AND stegat GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')),
  -- When the insats began, or the entry ended; milliseconds.
  slut_ms INTEGER,
  desk TEXT NOT NULL,
  import_id TEXT CHECK (import_id IS NULL OR (length(import_id) = 32 AND import_id NOT GLOB '*[^0-9a-f]*')),
  ver INTEGER NOT NULL CHECK (ver > 0),
  CHECK ((status = 'vilande') = (vilande_till IS NOT NULL) AND (status = 'vilande') = (vilande_fran IS NOT NULL)),
  CHECK ((status = 'avslutad') = (orsak IS NOT NULL)),
  CHECK ((status IN ('paborjad', 'avslutad', 'felregistrerad')) = (slut_ms IS NOT NULL)),
  FOREIGN KEY (insats_nr, katalog) REFERENCES insatsversion(nr, katalog)
) STRICT, WITHOUT ROWID;
-- Whoever has a place in line; whoever is next in turn; what time will do something with; the last starts.
CREATE INDEX kopost_i_linje ON kopost(insats_nr, ordning, id) WHERE status IN ('i_ko', 'vilande', 'erbjuden');
CREATE INDEX kopost_i_tur ON kopost(insats_nr, ordning, id) WHERE status = 'i_ko';
CREATE INDEX kopost_accepterad ON kopost(insats_nr, ordning, id) WHERE status = 'accepterad';
CREATE INDEX kopost_vilande ON kopost(vilande_till) WHERE status = 'vilande';
CREATE INDEX kopost_bekraftas ON kopost(insats_nr, bekraftad) WHERE status = 'i_ko' AND bekraftelsesteg < 3;
CREATE INDEX kopost_slut ON kopost(insats_nr, slut_ms) WHERE slut_ms IS NOT NULL;
CREATE INDEX kopost_start ON kopost(insats_nr, slut_ms) WHERE status = 'paborjad';
CREATE INDEX kopost_parti ON kopost(insats_nr, parti DESC, ordning) WHERE parti > 1 AND status = 'i_ko';
CREATE INDEX kopost_tidigast ON kopost(insats_nr, tidigast) WHERE tidigast IS NOT NULL AND status = 'i_ko';
-- Whoever fits a place: the first of each size of party and earliest day.
CREATE INDEX kopost_klass ON kopost(insats_nr, parti, tidigast, ordning, id) WHERE status = 'i_ko';
-- Those whom staff may end.
CREATE INDEX kopost_forsok ON kopost(insats_nr, forsok, ordning, id) WHERE status = 'i_ko' AND forsok > 0;
CREATE INDEX kopost_steg ON kopost(insats_nr, stegat, ordning, id) WHERE status = 'i_ko' AND bekraftelsesteg = 3;
CREATE INDEX kopost_tyst ON kopost(insats_nr, tyst, ordning, id) WHERE status = 'i_ko' AND tyst > 0;
CREATE INDEX kopost_katalog ON kopost(insats_nr, katalog) WHERE status IN ('i_ko', 'vilande', 'erbjuden');

-- How many stand in line in each stretch of time, in steps of sixteen from four seconds to thirty-five years: a place
-- in line is a sum of a hundred rows at most, however long the queue is. Kept by the triggers below, never by hand.
CREATE TABLE koantal(
  niva INTEGER NOT NULL CHECK (niva IN (12, 16, 20, 24, 28, 32, 36, 40)),
  insats_nr TEXT NOT NULL,
  block INTEGER NOT NULL,
  antal INTEGER NOT NULL CHECK (antal >= 0),
  vilande INTEGER NOT NULL CHECK (vilande BETWEEN 0 AND antal),
  PRIMARY KEY (niva, insats_nr, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE erbjudande(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*' AND length(CAST(id AS BLOB)) = 32),
  kopost_id TEXT NOT NULL,
  insats_nr TEXT NOT NULL,
  pott TEXT NOT NULL,
  parti INTEGER NOT NULL CHECK (parti BETWEEN 1 AND 20),
  skapat TEXT NOT NULL,
  svar_senast TEXT NOT NULL CHECK (length(CAST(svar_senast AS BLOB)) = 10
    AND svar_senast GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  kanal TEXT CHECK (kanal IS NULL OR kanal IN ('telefon', 'sms', 'epost', 'brev')),
  forsta_i_linje INTEGER NOT NULL CHECK (forsta_i_linje IN (0, 1)),
  paminnelser INTEGER NOT NULL DEFAULT 0 CHECK (paminnelser BETWEEN 0 AND 255),
  -- The offer that an undo has opened again: the two are one.
  atertar TEXT,
  utfall TEXT CHECK (utfall IS NULL OR utfall IN ('ja', 'nej', 'star_kvar', 'inget_svar', 'aterkallat', 'angrat')),
  svarat TEXT,
  CHECK ((utfall IS NULL) = (svarat IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX ett_oppet_per_post ON erbjudande(kopost_id) WHERE utfall IS NULL;
CREATE INDEX erbjudande_post ON erbjudande(kopost_id, skapat);
CREATE INDEX erbjudande_oppet ON erbjudande(svar_senast) WHERE utfall IS NULL;
CREATE INDEX erbjudande_oppet_insats ON erbjudande(insats_nr) WHERE utfall IS NULL;
CREATE INDEX erbjudande_skapat ON erbjudande(skapat);

-- Places that can be given: the running ones of an insats, or those of a group start.
CREATE TABLE pott(
  id TEXT PRIMARY KEY CHECK (length(CAST(id AS BLOB)) BETWEEN 1 AND 32 AND id NOT GLOB '*[^0-9a-f.]*'),
  insats_nr TEXT NOT NULL,
  slag TEXT NOT NULL CHECK (slag IN ('lopande', 'omgang')),
  antal INTEGER NOT NULL CHECK (antal BETWEEN 0 AND 65535),
  minst INTEGER CHECK (minst IS NULL OR minst BETWEEN 1 AND antal),
  start TEXT CHECK (start IS NULL OR (length(CAST(start AS BLOB)) = 10
    AND start GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')),
  krav_sprak TEXT CHECK (krav_sprak IS NULL OR (length(krav_sprak) BETWEEN 2 AND 3
    AND krav_sprak NOT GLOB '*[^a-z]*')),
  krav_band TEXT NOT NULL DEFAULT '' CHECK (krav_band NOT GLOB '*[^0-9,-]*'),
  installd INTEGER NOT NULL DEFAULT 0 CHECK (installd IN (0, 1)),
  CHECK ((slag = 'omgang') = (start IS NOT NULL) AND (slag = 'omgang') = (minst IS NOT NULL)),
  CHECK ((slag = 'lopande') = (id = insats_nr))
) STRICT, WITHOUT ROWID;
CREATE INDEX pott_insats ON pott(insats_nr, start);
CREATE TABLE omgangstillfalle(
  pott TEXT NOT NULL,
  start TEXT NOT NULL CHECK (length(CAST(start AS BLOB)) = 16
    AND start GLOB '20[0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]'),
  minuter INTEGER NOT NULL CHECK (minuter BETWEEN 1 AND 1440),
  PRIMARY KEY (pott, start)
) STRICT, WITHOUT ROWID;

-- Taken places: held by an open offer, or given. Days and no times of day, for a place on an anonymous insats must not
-- point to the log. By whom: the id of a handover or of a queue entry.
CREATE TABLE plats(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*' AND length(CAST(id AS BLOB)) = 32),
  pott TEXT NOT NULL,
  insats_nr TEXT NOT NULL,
  nummer INTEGER NOT NULL CHECK (nummer > 0),
  upptagen_av TEXT CHECK (upptagen_av IS NULL OR (length(CAST(upptagen_av AS BLOB)) = 32
    AND upptagen_av NOT GLOB '*[^0-9a-f]*')),
  fran TEXT NOT NULL CHECK (length(CAST(fran AS BLOB)) = 10
    AND fran GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  till TEXT CHECK (till IS NULL OR (length(CAST(till AS BLOB)) = 10
    AND till GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX plats_en_i_taget ON plats(pott, nummer) WHERE till IS NULL;
CREATE INDEX plats_av ON plats(upptagen_av) WHERE till IS NULL;

-- How somebody who waits can be reached. Apart from the queue; never on an insats exempt by 14:5.
CREATE TABLE kokontakt(
  kopost_id TEXT PRIMARY KEY,
  insats_nr TEXT NOT NULL,
  kannetecken TEXT NOT NULL CHECK (length(kannetecken) = 64 AND kannetecken NOT GLOB '*[^0-9a-f]*'),
  namn TEXT NOT NULL CHECK (length(trim(namn)) BETWEEN 1 AND 60),
  satt TEXT NOT NULL CHECK (satt IN ('telefon', 'sms', 'epost', 'brev')),
  varde TEXT NOT NULL CHECK (length(trim(varde)) BETWEEN 1 AND 120),
  sjalv INTEGER NOT NULL CHECK (sjalv IN (0, 1)),
  -- The day from which it is to be erased, once the entry has ended.
  raderas TEXT CHECK (raderas IS NULL OR (length(CAST(raderas AS BLOB)) = 10
    AND raderas GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'))
) STRICT, WITHOUT ROWID;
CREATE INDEX kokontakt_samma ON kokontakt(insats_nr, kannetecken);
CREATE INDEX kokontakt_raderas ON kokontakt(raderas) WHERE raderas IS NOT NULL;

CREATE TABLE korattelse(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND id NOT GLOB '*[^0-9a-f]*'),
  kopost_id TEXT NOT NULL,
  fran_ms INTEGER NOT NULL,
  till_ms INTEGER NOT NULL CHECK (till_ms <> fran_ms),
  orsak TEXT NOT NULL CHECK (orsak IN ('begard_tidigare', 'fel_i_listan', 'fel_klocka')),
  foreslagen_av TEXT NOT NULL,
  foreslagen_tid TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('foreslagen', 'godkand', 'avvisad')),
  andra_av TEXT,
  CHECK ((status = 'foreslagen') = (andra_av IS NULL)),
  CHECK (status <> 'godkand' OR andra_av <> foreslagen_av)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX korattelse_en_i_taget ON korattelse(kopost_id) WHERE status = 'foreslagen';
CREATE INDEX korattelse_post ON korattelse(kopost_id, status);

-- The sentences that two acts ask for: a corrected ködatum, and an ended entry taken up again.
CREATE TABLE komening(
  seq INTEGER PRIMARY KEY,
  text TEXT NOT NULL CHECK (length(text) BETWEEN 10 AND 200
    AND text NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*' AND instr(text, char(0)) = 0)
) STRICT;

-- When each queue was last gone through.
CREATE TABLE kogranskad(
  insats_nr TEXT PRIMARY KEY,
  dag TEXT NOT NULL CHECK (length(CAST(dag AS BLOB)) = 10
    AND dag GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
) STRICT, WITHOUT ROWID;
