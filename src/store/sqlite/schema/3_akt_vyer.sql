-- For other programs: the whole way from a fetched handover to a closed ärende, with plain SQL. Each act says who does
-- it (anvandare, or av), and is logged. What stands in these views stays; columns are only added, last.
--
-- Times are those of whoever writes: the file has no clock of its own.

-- Writes a line of the log; only for the triggers below.
CREATE VIEW akthandelse_ny AS SELECT anvandare, desk, slag, arende, objekt FROM akthandelse WHERE 0;
CREATE TRIGGER akthandelse_ny_rad INSTEAD OF INSERT ON akthandelse_ny
BEGIN
  INSERT INTO akthandelse(seq, tid, anvandare, desk, enhet, op_id, slag, arende, objekt)
    SELECT (SELECT coalesce(max(seq), 0) + 1 FROM akthandelse), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), NEW.anvandare,
      NEW.desk, enhet, lower(hex(randomblob(16))), NEW.slag, id, NEW.objekt FROM arende WHERE id = NEW.arende;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
END;
CREATE VIEW v1_arende AS
  SELECT a.id, a.nummer, a.enhet, a.overlamning, a.insats_nr, a.katalog, a.insats_namn, a.system, a.aktslag, a.stegantal,
    a.steg, a.samtycke, a.samtycke_dag, a.vardnadshavare, a.oppnad, a.oppnad_av, a.nasta_uppfoljning, a.avslutad,
    a.avslutsorsak, a.avslutad_av, p.namn, p.personnummer, p.telefon, p.epost, p.adress, p.sekretess, NULL AS av
  FROM arende a JOIN arendeperson p ON p.arende = a.id;
-- INSERT INTO v1_arende(overlamning, enhet, aktslag, stegantal, oppnad_av) VALUES (?, ?, ?, ?, ?): the handover has been
-- fetched, and is received thereby. With namn (and personnummer) where the akt is the child's.
CREATE TRIGGER v1_arende_oppna INSTEAD OF INSERT ON v1_arende
BEGIN
  SELECT RAISE(ABORT, 'överlämningen finns inte, eller är inte hämtad')
    WHERE NOT EXISTS (SELECT 1 FROM overlamning o JOIN overlamningsperson p ON p.overlamning = o.id
      WHERE o.id = NEW.overlamning AND o.status = 'hamtad');
  SELECT RAISE(ABORT, 'överlämningen är till en annan enhet')
    WHERE EXISTS (SELECT 1 FROM overlamning WHERE id = NEW.overlamning AND till_enhet IS NOT NULL
      AND till_enhet IS NOT NEW.enhet);
  SELECT RAISE(ABORT, 'bara barnets akt får ett annat namn än överlämningens')
    WHERE NEW.aktslag IS NOT 'barnet' AND coalesce(NEW.namn, NEW.personnummer) IS NOT NULL;
  INSERT INTO arende(id, nummer, enhet, overlamning, insats_nr, katalog, insats_namn, system, aktslag, stegantal, steg,
      samtycke, samtycke_dag, vardnadshavare, oppnad, oppnad_av, nasta_uppfoljning)
    SELECT lower(hex(randomblob(16))),
      d.ar || '-' || printf('%05d', (SELECT coalesce(max(CAST(substr(nummer, 6) AS INTEGER)), 0) + 1 FROM arende
        WHERE nummer BETWEEN d.ar || '-' AND d.ar || '-99999')),
      NEW.enhet, o.id, o.insats_nr, o.katalog, o.insats_namn, o.system, NEW.aktslag, NEW.stegantal, 1, o.samtycke, o.dag,
      o.vardnadshavare, d.dag, NEW.oppnad_av, NEW.nasta_uppfoljning
    FROM overlamning o,
      (SELECT dag, substr(dag, 1, 4) AS ar FROM (SELECT coalesce(NEW.oppnad, date('now')) AS dag)) d
    WHERE o.id = NEW.overlamning;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  INSERT INTO arendeperson(arende, namn, personnummer, telefon, epost, adress, sekretess)
    SELECT a.id, coalesce(NEW.namn, p.namn), iif(NEW.namn IS NULL, p.personnummer, NEW.personnummer),
      p.telefon, p.epost, p.adress, p.sekretess
    FROM arende a JOIN overlamningsperson p ON p.overlamning = a.overlamning WHERE a.overlamning = NEW.overlamning;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  UPDATE overlamning SET status = 'kvitterad', kvitterad_tid = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    kvitterad_av = NEW.oppnad_av WHERE id = NEW.overlamning;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  INSERT INTO akthandelse_ny SELECT NEW.oppnad_av, 'v1_arende', 'oppnad', id, overlamning FROM arende
    WHERE overlamning = NEW.overlamning;
END;
CREATE TRIGGER v1_arende_fast INSTEAD OF UPDATE OF id, nummer, enhet, overlamning, insats_nr, katalog, insats_namn,
  system, aktslag, stegantal, samtycke, samtycke_dag, vardnadshavare, oppnad, oppnad_av, namn, personnummer, telefon,
  epost, adress, sekretess ON v1_arende
BEGIN SELECT RAISE(ABORT, 'det ett ärende öppnades med ändras inte'); END;
-- One thing at a time:
--   UPDATE v1_arende SET steg = steg + 1, av = ? WHERE id = ?
--   UPDATE v1_arende SET nasta_uppfoljning = ?, av = ? WHERE id = ?
--   UPDATE v1_arende SET avslutad = ?, avslutsorsak = ?, avslutad_av = ? WHERE id = ?
-- the last after a row in v1_uppfoljning of the same day that says in words how it went and why it ended.
CREATE TRIGGER v1_arende_andra INSTEAD OF UPDATE OF steg, nasta_uppfoljning, avslutad, avslutsorsak, avslutad_av, av
ON v1_arende
BEGIN
  SELECT RAISE(ABORT, 'skriv vem som gör det i av, eller i avslutad_av')
    WHERE trim(coalesce(NEW.av, NEW.avslutad_av, '')) = '' OR instr(coalesce(NEW.av, NEW.avslutad_av), char(0)) > 0;
  SELECT RAISE(ABORT, 'ett steg, en dag för uppföljning eller ett avslut, en sak i taget')
    WHERE (NEW.steg <> OLD.steg) + (NEW.nasta_uppfoljning IS NOT OLD.nasta_uppfoljning)
      + (NEW.avslutad IS NOT OLD.avslutad OR NEW.avslutsorsak IS NOT OLD.avslutsorsak) IS NOT 1;
  UPDATE arende SET steg = NEW.steg, nasta_uppfoljning = iif(NEW.avslutad IS NULL, NEW.nasta_uppfoljning, NULL),
    avslutad = NEW.avslutad, avslutsorsak = NEW.avslutsorsak, avslutad_av = NEW.avslutad_av WHERE id = OLD.id;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  INSERT INTO akthandelse_ny VALUES (coalesce(NEW.avslutad_av, NEW.av), 'v1_arende',
    iif(NEW.avslutad IS NOT NULL, 'avslutad', iif(NEW.steg <> OLD.steg, 'steg', 'uppfoljning_satt')), OLD.id, NULL);
END;

CREATE VIEW v1_anteckning AS
  SELECT id, arende, nr, slag, galler, kopia_av, samtycke, vad, dag, klockslag, kalla, deltog, text, skrivare, titel,
    anvandare, skriven FROM anteckning;
-- INSERT INTO v1_anteckning(arende, vad, dag, kalla, deltog, text, skrivare, titel, anvandare) VALUES (…); with slag
-- 'rattelse' or 'invandning' and galler where it is about an earlier one. It is signed thereby.
CREATE TRIGGER v1_anteckning_signera INSTEAD OF INSERT ON v1_anteckning
BEGIN
  INSERT INTO anteckning(id, arende, nr, slag, galler, kopia_av, samtycke, vad, dag, klockslag, kalla, deltog, text,
      skrivare, titel, anvandare, skriven)
    SELECT lower(hex(randomblob(16))), NEW.arende, coalesce(max(nr), 0) + 1, coalesce(NEW.slag, 'handelse'), NEW.galler,
      NEW.kopia_av, NEW.samtycke, NEW.vad, NEW.dag, NEW.klockslag, NEW.kalla, coalesce(NEW.deltog, ''), NEW.text,
      NEW.skrivare, NEW.titel, NEW.anvandare, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    FROM anteckning WHERE arende = NEW.arende;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  INSERT INTO akthandelse_ny SELECT anvandare, 'v1_anteckning', iif(slag = 'kopia', 'kopierad', 'signerad'), arende, id
    FROM anteckning WHERE arende = NEW.arende ORDER BY nr DESC LIMIT 1;
END;

CREATE VIEW v1_insatsplan AS
  SELECT arende, version, bygger_pa, forenar, gjord_med, personuppgifter, tidplan, insatsen, varfor, mal, utformning,
    uppfoljning, orsak_till_avslut, skrivare, titel, anvandare, skriven FROM insatsplan;
-- INSERT INTO v1_insatsplan(arende, bygger_pa, gjord_med, mal, …, skrivare, titel, anvandare) VALUES (…); bygger_pa is
-- the version that was read. Where somebody else has gone on from it too, both stay open until one names the other in
-- forenar.
CREATE TRIGGER v1_insatsplan_spara INSTEAD OF INSERT ON v1_insatsplan
BEGIN
  INSERT INTO insatsplan(arende, version, bygger_pa, forenar, gjord_med, personuppgifter, tidplan, insatsen, varfor, mal,
      utformning, uppfoljning, orsak_till_avslut, skrivare, titel, anvandare, skriven)
    SELECT NEW.arende, coalesce(max(version), 0) + 1, NEW.bygger_pa, NEW.forenar, NEW.gjord_med,
      coalesce(NEW.personuppgifter, ''), coalesce(NEW.tidplan, ''), coalesce(NEW.insatsen, ''), coalesce(NEW.varfor, ''),
      coalesce(NEW.mal, ''), coalesce(NEW.utformning, ''), coalesce(NEW.uppfoljning, ''),
      coalesce(NEW.orsak_till_avslut, ''), NEW.skrivare, NEW.titel, NEW.anvandare, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    FROM insatsplan WHERE arende = NEW.arende;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  INSERT INTO akthandelse_ny VALUES (NEW.anvandare, 'v1_insatsplan', 'plan', NEW.arende, NULL);
END;

CREATE VIEW v1_delningssamtycke AS
  SELECT id, arende, med, mottagare, annan_akt, vad, lamnat, till, satt, anvandare, skriven, aterkallat, aterkallat_av
  FROM delningssamtycke;
CREATE TRIGGER v1_delningssamtycke_ge INSTEAD OF INSERT ON v1_delningssamtycke
BEGIN
  INSERT INTO delningssamtycke(id, arende, med, mottagare, annan_akt, vad, lamnat, till, satt, anvandare, skriven)
    VALUES (lower(hex(randomblob(16))), NEW.arende, NEW.med, NEW.mottagare, NEW.annan_akt, NEW.vad, NEW.lamnat, NEW.till,
      NEW.satt, NEW.anvandare, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'));
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  INSERT INTO akthandelse_ny VALUES (NEW.anvandare, 'v1_delningssamtycke', 'samtycke', NEW.arende, NULL);
END;
-- UPDATE v1_delningssamtycke SET aterkallat = ?, aterkallat_av = ? WHERE id = ?
CREATE TRIGGER v1_delningssamtycke_aterkalla INSTEAD OF UPDATE ON v1_delningssamtycke
BEGIN
  UPDATE delningssamtycke SET id = NEW.id, arende = NEW.arende, med = NEW.med, mottagare = NEW.mottagare,
    annan_akt = NEW.annan_akt, vad = NEW.vad, lamnat = NEW.lamnat, till = NEW.till, satt = NEW.satt,
    anvandare = NEW.anvandare, skriven = NEW.skriven, aterkallat = NEW.aterkallat, aterkallat_av = NEW.aterkallat_av
  WHERE id = OLD.id;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  INSERT INTO akthandelse_ny VALUES (NEW.aterkallat_av, 'v1_delningssamtycke', 'samtycke_aterkallat', OLD.arende, OLD.id);
END;

CREATE VIEW v1_uppfoljning AS
  SELECT u.id, u.arende, u.nr, u.dag, u.text, u.nasta, u.skrivare, u.titel, u.anvandare, u.skriven,
    (SELECT json_group_array(json_object('mal', m.mal, 'utfall', m.utfall)) FROM malutfall m
      WHERE m.arende = u.arende AND m.uppfoljning = u.nr) AS mal
  FROM uppfoljning u;
-- mal is a JSON list of {"mal": …, "utfall": "uppfyllt" | "battre" | "oforandrat" | "samre"}, one at least.
CREATE TRIGGER v1_uppfoljning_skriv INSTEAD OF INSERT ON v1_uppfoljning
BEGIN
  SELECT RAISE(ABORT, 'en uppföljning har minst ett mål, i en lista')
    WHERE json_type(NEW.mal) IS NOT 'array' OR json_array_length(NEW.mal) = 0;
  INSERT INTO uppfoljning(id, arende, nr, dag, text, nasta, skrivare, titel, anvandare, skriven)
    SELECT lower(hex(randomblob(16))), NEW.arende, coalesce(max(nr), 0) + 1, NEW.dag, NEW.text, NEW.nasta, NEW.skrivare,
      NEW.titel, NEW.anvandare, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    FROM uppfoljning WHERE arende = NEW.arende;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> 1;
  INSERT INTO malutfall(arende, uppfoljning, nr, mal, utfall)
    SELECT NEW.arende, (SELECT max(nr) FROM uppfoljning WHERE arende = NEW.arende), j.key + 1,
      json_extract(j.value, '$.mal'), json_extract(j.value, '$.utfall') FROM json_each(NEW.mal) j;
  SELECT RAISE(ABORT, 'uppgifterna godtas inte') WHERE changes() <> json_array_length(NEW.mal);
  INSERT INTO akthandelse_ny SELECT anvandare, 'v1_uppfoljning', 'uppfoljd', arende, id
    FROM uppfoljning WHERE arende = NEW.arende ORDER BY nr DESC LIMIT 1;
END;
