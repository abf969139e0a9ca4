-- Which programs use the file, and which engines may write to it.

-- SQLite before 3.51.3 can lose work that was saved, or damage the file, when its checkpoint meets another's commit in WAL
-- (mended in 3.50.7 and 3.44.6 too). In a trigger sqlite_version() answers for the engine of whoever writes. Compared as
-- numbers: as text 3.9 would be newer than 3.51.
CREATE VIEW v1_motor(version, duger) AS
  SELECT version, CASE
    WHEN huvud <> 3 THEN huvud > 3
    WHEN mitt = 51 THEN sist >= 3
    WHEN mitt = 50 THEN sist >= 7
    WHEN mitt = 44 THEN sist >= 6
    ELSE mitt > 51 END
  FROM (SELECT version, CAST(version AS INTEGER) AS huvud, CAST(resten AS INTEGER) AS mitt,
      iif(instr(resten, '.'), CAST(substr(resten, instr(resten, '.') + 1) AS INTEGER), 0) AS sist
    FROM (SELECT sqlite_version() AS version, substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS resten));

-- A program that has told that it uses the file. No person stands here: a desk is a machine and a terminal. maskin and start
-- are the machine's own marks of a process (start of the machine, its space of numbers, start of the process), so that a
-- number that another process has got since is not taken for the one that stood here.
CREATE TABLE program(
  id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 90),
  namn TEXT NOT NULL CHECK (length(namn) BETWEEN 1 AND 60 AND trim(namn) = namn AND instr(namn, char(0)) = 0),
  version TEXT NOT NULL CHECK (length(version) BETWEEN 1 AND 40 AND instr(version, char(0)) = 0),
  motor TEXT NOT NULL,
  desk TEXT,
  pid INTEGER CHECK (pid > 0),
  maskin TEXT,
  start INTEGER,
  sedan TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- INSERT INTO v1_program(namn, version) VALUES (…), and pid where the process is to be known again: once before it writes.
-- The same program again is the same row. DELETE … WHERE namn = … when it is done with the file for good.
CREATE VIEW v1_program AS SELECT namn, version, motor, desk, pid, sedan FROM program;
CREATE TRIGGER v1_program_in INSTEAD OF INSERT ON v1_program
BEGIN
  SELECT RAISE(ABORT, 'motor, desk och sedan skrivs av filen själv')
    WHERE NEW.motor IS NOT NULL OR NEW.desk IS NOT NULL OR NEW.sedan IS NOT NULL;
  INSERT INTO program(id, namn, version, motor, pid, sedan)
  VALUES (NEW.namn || iif(NEW.pid IS NULL, '', '/' || NEW.pid), NEW.namn, NEW.version, sqlite_version(), NEW.pid,
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, motor = excluded.motor, sedan = excluded.sedan
    WHERE version <> excluded.version OR motor <> excluded.motor;
END;
CREATE TRIGGER v1_program_bort INSTEAD OF DELETE ON v1_program
BEGIN
  SELECT RAISE(ABORT, 'en receptions rad tas bort av receptionen') WHERE OLD.desk IS NOT NULL;
  DELETE FROM program WHERE namn = OLD.namn AND pid IS OLD.pid AND desk IS NULL;
END;
CREATE TRIGGER program_fast BEFORE UPDATE ON program
WHEN NEW.id <> OLD.id OR NEW.namn <> OLD.namn OR NEW.pid IS NOT OLD.pid OR OLD.desk IS NOT NULL OR NEW.desk IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'ett program byter inte namn eller process'); END;

-- Every act writes one of these logs: an engine that is too old may read, and changes nothing.
CREATE TRIGGER handelse_motor BEFORE INSERT ON handelse WHEN NOT (SELECT duger FROM v1_motor)
BEGIN SELECT RAISE(ABORT, 'SQLite i programmet är äldre än 3.51.3 och kan skada databasen: det får läsa, inte skriva. Uppdatera (3.50.7 och 3.44.6 duger)'); END;
CREATE TRIGGER akthandelse_motor BEFORE INSERT ON akthandelse WHEN NOT (SELECT duger FROM v1_motor)
BEGIN SELECT RAISE(ABORT, 'SQLite i programmet är äldre än 3.51.3 och kan skada databasen: det får läsa, inte skriva. Uppdatera (3.50.7 och 3.44.6 duger)'); END;
CREATE TRIGGER kohandelse_motor BEFORE INSERT ON kohandelse WHEN NOT (SELECT duger FROM v1_motor)
BEGIN SELECT RAISE(ABORT, 'SQLite i programmet är äldre än 3.51.3 och kan skada databasen: det får läsa, inte skriva. Uppdatera (3.50.7 och 3.44.6 duger)'); END;
CREATE TRIGGER atkomst_motor BEFORE INSERT ON atkomst WHEN NOT (SELECT duger FROM v1_motor)
BEGIN SELECT RAISE(ABORT, 'SQLite i programmet är äldre än 3.51.3 och kan skada databasen: det får läsa, inte skriva. Uppdatera (3.50.7 och 3.44.6 duger)'); END;
CREATE TRIGGER gallring_motor BEFORE INSERT ON gallring WHEN NOT (SELECT duger FROM v1_motor)
BEGIN SELECT RAISE(ABORT, 'SQLite i programmet är äldre än 3.51.3 och kan skada databasen: det får läsa, inte skriva. Uppdatera (3.50.7 och 3.44.6 duger)'); END;
CREATE TRIGGER program_motor BEFORE INSERT ON program WHEN NOT (SELECT duger FROM v1_motor)
BEGIN SELECT RAISE(ABORT, 'SQLite i programmet är äldre än 3.51.3 och kan skada databasen: det får läsa, inte skriva. Uppdatera (3.50.7 och 3.44.6 duger)'); END;
CREATE TRIGGER program_motor_bort BEFORE DELETE ON program WHEN NOT (SELECT duger FROM v1_motor)
BEGIN SELECT RAISE(ABORT, 'SQLite i programmet är äldre än 3.51.3 och kan skada databasen: det får läsa, inte skriva. Uppdatera (3.50.7 och 3.44.6 duger)'); END;

-- A desk of an older version that had the file open while it was moved here has no such function, and saves nothing more:
-- the engine's words for that tell what to do.
CREATE TRIGGER gjord_version BEFORE INSERT ON gjord WHEN NOT databasen_ar_uppgraderad_starta_om_troskel()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel minns gjorda handlingar'); END;
