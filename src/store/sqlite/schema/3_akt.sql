-- The akt: ärende, journal, plan, consents, follow-ups, the bridge, and who has done and seen what. Only ever added to:
-- what is signed has no UPDATE and no DELETE, whoever writes (DOK-02). Erasure at the end of its time comes with a
-- migration of its own.
--
-- A day is one that exists: date(x, '+0 days') IS x, also in an SQLite that lets date('2026-02-31') stand. It is true of
-- NULL, and never of a text with something behind a NUL character, where length() and GLOB stop; ltrim() and instr() do not.

-- Who did what in an akt, and who looked (PUL-04). Ids and codes; no names of those it is about.
CREATE TABLE akthandelse(
  seq INTEGER PRIMARY KEY,
  tid TEXT NOT NULL CHECK (length(CAST(tid AS BLOB)) = 24 AND tid GLOB '20*.[0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', tid, '+0 days') IS substr(tid, 1, 19)),
  anvandare TEXT NOT NULL CHECK (trim(anvandare) <> ''),
  desk TEXT NOT NULL,
  enhet TEXT NOT NULL,
  op_id TEXT NOT NULL CHECK (length(op_id) = 32 AND ltrim(op_id, 'abcdef0246813579') = ''),
  slag TEXT NOT NULL CHECK (slag IN ('tagen_over', 'aterlamnad', 'skickad_igen', 'makulerad', 'oppnad', 'last', 'sokt',
    'steg', 'utkast', 'utkast_kastat', 'signerad', 'kopierad', 'plan', 'samtycke', 'samtycke_aterkallat',
    'uppfoljning_satt', 'uppfoljd', 'avslutad', 'bro_oppnad', 'bro_last', 'bro', 'forekomst', 'forekomst_nekad',
    'utlamnat', 'ratt_given', 'ratt_tagen')),
  arende TEXT CHECK (arende IS NULL OR (length(arende) = 32 AND ltrim(arende, 'abcdef0246813579') = '')),
  objekt TEXT CHECK (objekt IS NULL OR (length(objekt) = 32 AND ltrim(objekt, 'abcdef0246813579') = '')),
  CHECK (instr(anvandare || desk || enhet, char(0)) = 0)
) STRICT;
CREATE INDEX akthandelse_arende ON akthandelse(arende, seq) WHERE arende IS NOT NULL;
CREATE TRIGGER akthandelse_i_foljd BEFORE INSERT ON akthandelse
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM akthandelse)
BEGIN SELECT RAISE(ABORT, 'loggen skrivs i följd'); END;
CREATE TRIGGER akthandelse_fast BEFORE UPDATE ON akthandelse
BEGIN SELECT RAISE(ABORT, 'loggen ändras inte'); END;
CREATE TRIGGER akthandelse_kvar BEFORE DELETE ON akthandelse
BEGIN SELECT RAISE(ABORT, 'loggen raderas inte'); END;

-- Rights beyond the own enhet. Given by whoever owns the file.
CREATE TABLE behorighet(
  anvandare TEXT NOT NULL CHECK (length(trim(anvandare)) BETWEEN 1 AND 60),
  ratt TEXT NOT NULL CHECK (ratt IN ('forekomst')),
  PRIMARY KEY (anvandare, ratt)
) STRICT, WITHOUT ROWID;

CREATE TABLE arende(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND ltrim(id, 'abcdef0246813579') = ''),
  nummer TEXT NOT NULL UNIQUE CHECK (length(CAST(nummer AS BLOB)) = 10
    AND nummer GLOB '20[0-9][0-9]-[0-9][0-9][0-9][0-9][0-9]'),
  enhet TEXT NOT NULL CHECK (trim(enhet) <> ''),
  overlamning TEXT NOT NULL,
  insats_nr TEXT NOT NULL,
  katalog TEXT NOT NULL,
  insats_namn TEXT NOT NULL,
  system TEXT,
  aktslag TEXT NOT NULL CHECK (aktslag IN ('mottagaren', 'barnet', 'varje_foralder')),
  stegantal INTEGER NOT NULL CHECK (stegantal IN (2, 3, 5)),
  steg INTEGER NOT NULL CHECK (steg BETWEEN 1 AND stegantal),
  samtycke TEXT NOT NULL CHECK (samtycke IN ('muntligt', 'skriftligt')),
  samtycke_dag TEXT NOT NULL CHECK (date(samtycke_dag, '+0 days') IS samtycke_dag AND samtycke_dag GLOB '20*'),
  vardnadshavare INTEGER CHECK (vardnadshavare IS NULL OR vardnadshavare BETWEEN 0 AND 255),
  oppnad TEXT NOT NULL CHECK (date(oppnad, '+0 days') IS oppnad AND oppnad GLOB '20*'),
  oppnad_av TEXT NOT NULL CHECK (trim(oppnad_av) <> ''),
  nasta_uppfoljning TEXT CHECK (date(nasta_uppfoljning, '+0 days') IS nasta_uppfoljning AND nasta_uppfoljning GLOB '20*'),
  avslutad TEXT CHECK (date(avslutad, '+0 days') IS avslutad AND avslutad GLOB '20*'),
  avslutsorsak TEXT CHECK (avslutsorsak IS NULL OR avslutsorsak IN ('malet_natt', 'tiden_slut', 'personen_vill_sluta',
    'samtycke_aterkallat', 'ansoker_i_stallet', 'annan_insats', 'hors_inte_av', 'flyttat', 'avliden',
    'insatsen_upphort')),
  avslutad_av TEXT CHECK (trim(avslutad_av) <> ''),
  CHECK ((avslutad IS NULL) = (avslutsorsak IS NULL) AND (avslutad IS NULL) = (avslutad_av IS NULL)),
  CHECK (avslutad IS NULL OR (nasta_uppfoljning IS NULL AND avslutad >= oppnad)),
  CHECK (instr(enhet || oppnad_av || coalesce(avslutad_av, ''), char(0)) = 0),
  FOREIGN KEY (insats_nr, katalog) REFERENCES insatsversion(nr, katalog)
) STRICT, WITHOUT ROWID;
CREATE INDEX arende_enhet ON arende(enhet, nummer) WHERE avslutad IS NULL;
CREATE INDEX arende_avslutade ON arende(enhet, avslutad) WHERE avslutad IS NOT NULL;
CREATE INDEX arende_overlamning ON arende(overlamning);
CREATE INDEX arende_uppfoljning ON arende(enhet, nasta_uppfoljning) WHERE nasta_uppfoljning IS NOT NULL;

-- One person for each akt. What a row must be stands in its trigger.
CREATE TABLE arendeperson(
  arende TEXT PRIMARY KEY,
  namn TEXT NOT NULL,
  personnummer TEXT,
  telefon TEXT NOT NULL,
  epost TEXT NOT NULL,
  adress TEXT NOT NULL,
  sekretess INTEGER NOT NULL CHECK (sekretess IN (0, 1)),
  CHECK (sekretess = 0 OR (telefon = '' AND epost = '' AND adress = ''))
) STRICT, WITHOUT ROWID;
CREATE INDEX arendeperson_nummer ON arendeperson(personnummer) WHERE personnummer IS NOT NULL;

-- The journal. Of a correction or an objection, galler is the earlier note, by its number; of a copy, kopia_av is the note
-- that it is of and samtycke the consent that lets it.
CREATE TABLE anteckning(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND ltrim(id, 'abcdef0246813579') = ''),
  arende TEXT NOT NULL,
  nr INTEGER NOT NULL CHECK (nr > 0),
  slag TEXT NOT NULL CHECK (slag IN ('handelse', 'rattelse', 'invandning', 'kopia')),
  galler INTEGER,
  kopia_av TEXT,
  samtycke TEXT,
  vad TEXT NOT NULL CHECK (trim(vad) <> '' AND length(vad) <= 120),
  dag TEXT NOT NULL CHECK (date(dag, '+0 days') IS dag AND dag BETWEEN '1900' AND '2100'),
  klockslag TEXT CHECK (strftime('%H:%M', klockslag, '+0 days') IS klockslag),
  kalla TEXT NOT NULL CHECK (trim(kalla) <> '' AND length(kalla) <= 120),
  deltog TEXT NOT NULL CHECK (length(deltog) <= 120),
  text TEXT NOT NULL CHECK (trim(text, char(9, 10, 13, 32)) <> '' AND length(text) <= 100000),
  skrivare TEXT NOT NULL CHECK (trim(skrivare) <> '' AND length(skrivare) <= 120),
  titel TEXT NOT NULL CHECK (trim(titel) <> '' AND length(titel) <= 120),
  anvandare TEXT NOT NULL CHECK (trim(anvandare) <> ''),
  skriven TEXT NOT NULL CHECK (length(CAST(skriven AS BLOB)) = 24 AND skriven GLOB '20*.[0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', skriven, '+0 days') IS substr(skriven, 1, 19)),
  UNIQUE (arende, nr),
  CHECK ((slag IN ('rattelse', 'invandning')) = (galler IS NOT NULL)),
  CHECK ((slag = 'kopia') = (kopia_av IS NOT NULL) AND (slag = 'kopia') = (samtycke IS NOT NULL)),
  CHECK (instr(vad || kalla || deltog || text || skrivare || titel || anvandare, char(0)) = 0)
) STRICT, WITHOUT ROWID;

-- What is being written. Nothing of it is signed; it goes when it is signed or thrown away.
CREATE TABLE aktutkast(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND ltrim(id, 'abcdef0246813579') = ''),
  arende TEXT NOT NULL,
  slag TEXT NOT NULL CHECK (slag IN ('anteckning', 'plan')),
  falt TEXT NOT NULL CHECK (length(CAST(falt AS BLOB)) <= 4000000),
  version INTEGER NOT NULL CHECK (version > 0),
  anvandare TEXT NOT NULL,
  desk TEXT NOT NULL,
  andrad TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX aktutkast_arende ON aktutkast(arende, anvandare);

-- The plan, in versions: whoever writes beside somebody else gets a version of their own.
CREATE TABLE insatsplan(
  arende TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  bygger_pa INTEGER CHECK (bygger_pa IS NULL OR bygger_pa < version),
  forenar INTEGER CHECK (forenar IS NULL OR (forenar < version AND bygger_pa IS NOT NULL AND forenar <> bygger_pa)),
  gjord_med TEXT NOT NULL CHECK (gjord_med IN ('personen', 'barnet_och_vardnadshavare', 'vardnadshavare',
    'foretradare')),
  personuppgifter TEXT NOT NULL DEFAULT '',
  tidplan TEXT NOT NULL DEFAULT '',
  insatsen TEXT NOT NULL DEFAULT '',
  varfor TEXT NOT NULL DEFAULT '',
  mal TEXT NOT NULL DEFAULT '',
  utformning TEXT NOT NULL DEFAULT '',
  uppfoljning TEXT NOT NULL DEFAULT '',
  orsak_till_avslut TEXT NOT NULL DEFAULT '',
  skrivare TEXT NOT NULL CHECK (trim(skrivare) <> '' AND length(skrivare) <= 120),
  titel TEXT NOT NULL CHECK (trim(titel) <> '' AND length(titel) <= 120),
  anvandare TEXT NOT NULL CHECK (trim(anvandare) <> ''),
  skriven TEXT NOT NULL CHECK (length(CAST(skriven AS BLOB)) = 24 AND skriven GLOB '20*.[0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', skriven, '+0 days') IS substr(skriven, 1, 19)),
  PRIMARY KEY (arende, version),
  CHECK (trim(personuppgifter || tidplan || insatsen || varfor || mal || utformning || uppfoljning
    || orsak_till_avslut, char(9, 10, 13, 32)) <> ''),
  CHECK (max(length(personuppgifter), length(tidplan), length(insatsen), length(varfor), length(mal),
    length(utformning), length(uppfoljning), length(orsak_till_avslut)) <= 100000),
  CHECK (instr(personuppgifter || tidplan || insatsen || varfor || mal || utformning || uppfoljning
    || orsak_till_avslut || skrivare || titel || anvandare, char(0)) = 0)
) STRICT, WITHOUT ROWID;

-- Consents to tell somebody something (SAM-11). Taken back once, never changed otherwise.
CREATE TABLE delningssamtycke(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND ltrim(id, 'abcdef0246813579') = ''),
  arende TEXT NOT NULL,
  med TEXT NOT NULL CHECK (med IN ('forvaltning', 'myndighet', 'vard', 'skola', 'person', 'utforare', 'annan_akt')),
  mottagare TEXT NOT NULL CHECK (trim(mottagare) <> '' AND length(mottagare) <= 120),
  annan_akt TEXT,
  vad TEXT NOT NULL CHECK (trim(vad) <> '' AND length(vad) <= 120),
  lamnat TEXT NOT NULL CHECK (date(lamnat, '+0 days') IS lamnat AND lamnat GLOB '20*'),
  till TEXT NOT NULL CHECK (date(till, '+0 days') IS till AND till GLOB '20*'
    AND till >= lamnat AND till <= date(lamnat, '+12 months')),
  satt TEXT NOT NULL CHECK (satt IN ('muntligt', 'skriftligt')),
  anvandare TEXT NOT NULL CHECK (trim(anvandare) <> ''),
  skriven TEXT NOT NULL CHECK (length(CAST(skriven AS BLOB)) = 24 AND skriven GLOB '20*.[0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', skriven, '+0 days') IS substr(skriven, 1, 19)),
  aterkallat TEXT CHECK (date(aterkallat, '+0 days') IS aterkallat AND aterkallat GLOB '20*' AND aterkallat >= lamnat),
  aterkallat_av TEXT CHECK (trim(aterkallat_av) <> ''),
  CHECK ((med = 'annan_akt') = (annan_akt IS NOT NULL)),
  CHECK ((aterkallat IS NULL) = (aterkallat_av IS NULL)),
  CHECK (instr(mottagare || vad || anvandare || coalesce(aterkallat_av, ''), char(0)) = 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX delningssamtycke_arende ON delningssamtycke(arende, lamnat);

-- Follow-ups against the person's own goals; the last one of a closed ärende is its end.
CREATE TABLE uppfoljning(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND ltrim(id, 'abcdef0246813579') = ''),
  arende TEXT NOT NULL,
  nr INTEGER NOT NULL CHECK (nr > 0),
  dag TEXT NOT NULL CHECK (date(dag, '+0 days') IS dag AND dag GLOB '20*'),
  text TEXT NOT NULL CHECK (trim(text, char(9, 10, 13, 32)) <> '' AND length(text) <= 100000),
  nasta TEXT CHECK (date(nasta, '+0 days') IS nasta AND nasta GLOB '20*' AND nasta > dag),
  skrivare TEXT NOT NULL CHECK (trim(skrivare) <> '' AND length(skrivare) <= 120),
  titel TEXT NOT NULL CHECK (trim(titel) <> '' AND length(titel) <= 120),
  anvandare TEXT NOT NULL CHECK (trim(anvandare) <> ''),
  skriven TEXT NOT NULL CHECK (length(CAST(skriven AS BLOB)) = 24 AND skriven GLOB '20*.[0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', skriven, '+0 days') IS substr(skriven, 1, 19)),
  UNIQUE (arende, nr),
  CHECK (instr(text || skrivare || titel || anvandare, char(0)) = 0)
) STRICT, WITHOUT ROWID;
-- What a row must be stands in its trigger.
CREATE TABLE malutfall(
  arende TEXT NOT NULL,
  uppfoljning INTEGER NOT NULL,
  nr INTEGER NOT NULL CHECK (nr > 0),
  mal TEXT NOT NULL,
  utfall TEXT NOT NULL,
  PRIMARY KEY (arende, uppfoljning, nr)
) STRICT, WITHOUT ROWID;

-- The bridge to needs-assessed help, with days of its own: none of them is a clock of an insats without assessment.
CREATE TABLE bro(
  id TEXT PRIMARY KEY CHECK (length(id) = 32 AND ltrim(id, 'abcdef0246813579') = ''),
  arende TEXT NOT NULL UNIQUE,
  oppnad TEXT NOT NULL CHECK (date(oppnad, '+0 days') IS oppnad AND oppnad GLOB '20*'),
  till TEXT NOT NULL CHECK (trim(till) <> '' AND length(till) <= 120),
  med TEXT NOT NULL CHECK (med NOT GLOB '*[^a-z,]*'),
  samtycke TEXT,
  uppdrag TEXT CHECK (date(uppdrag, '+0 days') IS uppdrag AND uppdrag GLOB '20*'),
  beslut TEXT CHECK (date(beslut, '+0 days') IS beslut AND beslut GLOB '20*'),
  start TEXT CHECK (date(start, '+0 days') IS start AND start GLOB '20*'),
  senast_uppfoljd TEXT CHECK (date(senast_uppfoljd, '+0 days') IS senast_uppfoljd AND senast_uppfoljd GLOB '20*'),
  avslutad TEXT CHECK (date(avslutad, '+0 days') IS avslutad AND avslutad GLOB '20*'),
  anvandare TEXT NOT NULL CHECK (trim(anvandare) <> ''),
  CHECK (med = '' OR samtycke IS NOT NULL),
  CHECK (instr(till || med || anvandare, char(0)) = 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE brobock(
  bro TEXT NOT NULL,
  lista TEXT NOT NULL CHECK (length(lista) BETWEEN 1 AND 40 AND lista NOT GLOB '*[^a-z0-9_-]*'),
  punkt TEXT NOT NULL CHECK (length(punkt) BETWEEN 1 AND 40 AND punkt NOT GLOB '*[^a-z0-9_-]*'),
  gjord TEXT NOT NULL CHECK (date(gjord, '+0 days') IS gjord AND gjord GLOB '20*'),
  av TEXT NOT NULL CHECK (trim(av) <> ''),
  PRIMARY KEY (bro, lista, punkt),
  CHECK (instr(lista || punkt || av, char(0)) = 0)
) STRICT, WITHOUT ROWID;
