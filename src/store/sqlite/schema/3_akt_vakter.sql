-- What the file itself refuses about the akt, whoever writes. RAISE(ABORT) undoes the whole statement, also where that
-- is an INSERT OR FAIL or OR IGNORE.

CREATE TRIGGER arende_ur_hamtad BEFORE INSERT ON arende
BEGIN
  SELECT RAISE(ABORT, 'bara en insats enligt 14 kap. 3 § dokumenteras med identitet')
    WHERE NOT EXISTS (SELECT 1 FROM insatsversion
      WHERE nr = NEW.insats_nr AND katalog = NEW.katalog AND paragraf = '14:3');
  SELECT RAISE(ABORT, 'ett ärende öppnas ur en hämtad överlämning, en gång; bara den andra föräldern får en egen akt bredvid')
    WHERE EXISTS (SELECT 1 FROM arende WHERE id = NEW.id OR nummer = NEW.nummer)
      OR NEW.avslutad IS NOT NULL OR NEW.steg <> 1
      OR NOT EXISTS (SELECT 1 FROM overlamning o WHERE o.id = NEW.overlamning
        AND o.insats_nr = NEW.insats_nr AND o.katalog = NEW.katalog AND o.insats_namn = NEW.insats_namn
        AND o.system IS NEW.system AND coalesce(o.till_enhet, NEW.enhet) = NEW.enhet
        AND ((o.status = 'hamtad' AND NOT EXISTS (SELECT 1 FROM arende a WHERE a.overlamning = o.id)
            AND o.samtycke = NEW.samtycke AND o.dag = NEW.samtycke_dag AND o.vardnadshavare IS NEW.vardnadshavare)
          OR (o.status = 'kvitterad' AND NEW.aktslag = 'varje_foralder'
            AND (SELECT group_concat(a.aktslag || a.enhet) FROM arende a WHERE a.overlamning = o.id)
              = 'varje_foralder' || NEW.enhet)));
END;
CREATE TRIGGER arende_fast BEFORE UPDATE OF id, nummer, enhet, overlamning, insats_nr, katalog, insats_namn, system,
  aktslag, stegantal, samtycke, samtycke_dag, vardnadshavare, oppnad, oppnad_av ON arende
BEGIN SELECT RAISE(ABORT, 'det ett ärende öppnades med ändras inte'); END;
-- The reason stands in words in the last follow-up.
CREATE TRIGGER arende_vag BEFORE UPDATE OF steg, nasta_uppfoljning, avslutad, avslutsorsak, avslutad_av ON arende
BEGIN
  SELECT RAISE(ABORT, 'ett avslutat ärende ändras inte')
    WHERE OLD.avslutad IS NOT NULL;
  SELECT RAISE(ABORT, 'ett ärende går ett steg i taget, framåt')
    WHERE NEW.steg NOT IN (OLD.steg, OLD.steg + 1);
  SELECT RAISE(ABORT, 'ett avslut har en uppföljning från samma dag, med orsaken i ord')
    WHERE NEW.avslutad IS NOT NULL
      AND (SELECT u.dag FROM uppfoljning u WHERE u.arende = NEW.id ORDER BY u.nr DESC LIMIT 1) IS NOT NEW.avslutad;
END;
CREATE TRIGGER arende_kvar BEFORE DELETE ON arende
BEGIN SELECT RAISE(ABORT, 'ett ärende raderas inte'); END;

-- The first akt is about whom the handover names, or the child; two akter of one handover are about two persons.
CREATE TRIGGER arendeperson_en_gang BEFORE INSERT ON arendeperson
BEGIN
  SELECT RAISE(ABORT, 'en akt gäller en person')
    WHERE EXISTS (SELECT 1 FROM arendeperson WHERE arende = NEW.arende)
      OR NOT EXISTS (SELECT 1 FROM arende WHERE id = NEW.arende);
  SELECT RAISE(ABORT, 'namn eller personnummer godtas inte')
    WHERE trim(NEW.namn) = '' OR instr(NEW.namn || NEW.telefon || NEW.epost || NEW.adress, char(0)) > 0
      OR length(NEW.personnummer) <> 12 OR ltrim(NEW.personnummer, '0246813579') <> '';
  SELECT RAISE(ABORT, 'akten gäller den som överlämningen gäller')
    WHERE EXISTS (SELECT 1 FROM arende a JOIN overlamning o ON o.id = a.overlamning
        LEFT JOIN overlamningsperson p ON p.overlamning = o.id
      WHERE a.id = NEW.arende AND o.status = 'hamtad' AND a.aktslag <> 'barnet'
        AND (p.namn IS NOT NEW.namn OR p.personnummer IS NOT NEW.personnummer));
  SELECT RAISE(ABORT, 'den andra akten gäller en annan person')
    WHERE EXISTS (SELECT 1 FROM arende a JOIN arende b ON b.overlamning = a.overlamning AND b.id <> a.id
        JOIN arendeperson p ON p.arende = b.id
      WHERE a.id = NEW.arende AND (p.personnummer = NEW.personnummer
        OR (p.personnummer IS NULL AND NEW.personnummer IS NULL AND p.namn = NEW.namn)));
END;
CREATE TRIGGER arendeperson_fast BEFORE UPDATE ON arendeperson
BEGIN SELECT RAISE(ABORT, 'aktens person ändras inte'); END;
CREATE TRIGGER arendeperson_kvar BEFORE DELETE ON arendeperson
BEGIN SELECT RAISE(ABORT, 'aktens person raderas inte'); END;

CREATE TRIGGER anteckning_sist BEFORE INSERT ON anteckning
BEGIN
  SELECT RAISE(ABORT, 'en anteckning skrivs sist i sin akt')
    WHERE EXISTS (SELECT 1 FROM anteckning WHERE id = NEW.id)
      OR NEW.nr <> (SELECT coalesce(max(nr), 0) + 1 FROM anteckning WHERE arende = NEW.arende)
      OR NOT EXISTS (SELECT 1 FROM arendeperson WHERE arende = NEW.arende);
  SELECT RAISE(ABORT, 'en anteckning gäller något som har hänt, senast den dag ärendet avslutades')
    WHERE NEW.dag > date(NEW.skriven, '+1 day')
      OR (NEW.slag IN ('handelse', 'kopia')
        AND NEW.dag > (SELECT coalesce(avslutad, '9999-12-31') FROM arende WHERE id = NEW.arende));
  SELECT RAISE(ABORT, 'rättelsen gäller en anteckning som inte finns i akten')
    WHERE NEW.galler IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM anteckning WHERE arende = NEW.arende AND nr = NEW.galler);
  SELECT RAISE(ABORT, 'en anteckning kopieras bara med ett samtycke som gäller')
    WHERE NEW.slag = 'kopia' AND NOT EXISTS (SELECT 1 FROM anteckning k
        JOIN delningssamtycke s ON s.id = NEW.samtycke AND s.arende = k.arende AND s.annan_akt = NEW.arende
      WHERE k.id = NEW.kopia_av AND k.slag <> 'kopia' AND k.text = NEW.text AND k.vad = NEW.vad AND k.dag = NEW.dag
        AND k.klockslag IS NEW.klockslag AND k.kalla = NEW.kalla AND k.deltog = NEW.deltog
        AND s.aterkallat IS NULL AND s.till >= date(NEW.skriven));
END;
CREATE TRIGGER anteckning_fast BEFORE UPDATE ON anteckning
BEGIN SELECT RAISE(ABORT, 'en signerad anteckning ändras inte'); END;
CREATE TRIGGER anteckning_kvar BEFORE DELETE ON anteckning
BEGIN SELECT RAISE(ABORT, 'en signerad anteckning raderas inte'); END;

CREATE TRIGGER aktutkast_ny BEFORE INSERT ON aktutkast
WHEN EXISTS (SELECT 1 FROM aktutkast WHERE id = NEW.id) OR NEW.version <> 1
  OR NOT EXISTS (SELECT 1 FROM arende WHERE id = NEW.arende)
BEGIN SELECT RAISE(ABORT, 'ett utkast börjar som version 1 i ett ärende'); END;
CREATE TRIGGER aktutkast_framat BEFORE UPDATE ON aktutkast
WHEN NEW.id <> OLD.id OR NEW.arende <> OLD.arende OR NEW.slag <> OLD.slag OR NEW.anvandare <> OLD.anvandare
  OR NEW.version <> OLD.version + 1
BEGIN SELECT RAISE(ABORT, 'ett utkast sparas över den version som lästes, av den som skriver det'); END;

CREATE TRIGGER insatsplan_sist BEFORE INSERT ON insatsplan
WHEN NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM insatsplan WHERE arende = NEW.arende)
  OR (SELECT avslutad IS NOT NULL FROM arende WHERE id = NEW.arende) IS NOT 0
  OR (NEW.bygger_pa IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM insatsplan WHERE arende = NEW.arende AND version = NEW.bygger_pa))
  OR (NEW.forenar IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM insatsplan WHERE arende = NEW.arende AND version = NEW.forenar))
BEGIN SELECT RAISE(ABORT, 'en ny version av planen skrivs efter de andra, i ett pågående ärende'); END;
CREATE TRIGGER insatsplan_fast BEFORE UPDATE ON insatsplan
BEGIN SELECT RAISE(ABORT, 'en version av planen ändras inte'); END;
CREATE TRIGGER insatsplan_kvar BEFORE DELETE ON insatsplan
BEGIN SELECT RAISE(ABORT, 'en version av planen raderas inte'); END;

CREATE TRIGGER delningssamtycke_nytt BEFORE INSERT ON delningssamtycke
WHEN EXISTS (SELECT 1 FROM delningssamtycke WHERE id = NEW.id) OR NEW.aterkallat IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM arende WHERE id = NEW.arende AND avslutad IS NULL)
  OR NEW.lamnat > date(NEW.skriven, '+1 day')
  OR (NEW.annan_akt IS NOT NULL AND (NEW.annan_akt = NEW.arende
    OR NOT EXISTS (SELECT 1 FROM arende a JOIN arende b ON a.overlamning = b.overlamning
      WHERE a.id = NEW.annan_akt AND b.id = NEW.arende)))
BEGIN SELECT RAISE(ABORT, 'ett samtycke skrivs i ett pågående ärende, och den andra akten är den andra förälderns'); END;
CREATE TRIGGER delningssamtycke_aterkallas BEFORE UPDATE ON delningssamtycke
WHEN OLD.aterkallat IS NOT NULL OR NEW.aterkallat IS NULL OR NEW.id <> OLD.id OR NEW.arende <> OLD.arende
  OR NEW.med <> OLD.med OR NEW.mottagare <> OLD.mottagare OR NEW.annan_akt IS NOT OLD.annan_akt OR NEW.vad <> OLD.vad
  OR NEW.lamnat <> OLD.lamnat OR NEW.till <> OLD.till OR NEW.satt <> OLD.satt OR NEW.anvandare <> OLD.anvandare
  OR NEW.skriven <> OLD.skriven
BEGIN SELECT RAISE(ABORT, 'ett samtycke återkallas en gång och ändras inte annars'); END;
CREATE TRIGGER delningssamtycke_kvar BEFORE DELETE ON delningssamtycke
BEGIN SELECT RAISE(ABORT, 'ett samtycke raderas inte'); END;

CREATE TRIGGER uppfoljning_sist BEFORE INSERT ON uppfoljning
WHEN EXISTS (SELECT 1 FROM uppfoljning WHERE id = NEW.id)
  OR NEW.nr <> (SELECT coalesce(max(nr), 0) + 1 FROM uppfoljning WHERE arende = NEW.arende)
  OR NOT EXISTS (SELECT 1 FROM arende JOIN arendeperson ON arende = id
    WHERE id = NEW.arende AND avslutad IS NULL AND oppnad <= NEW.dag)
  OR NEW.dag > date(NEW.skriven, '+1 day')
BEGIN SELECT RAISE(ABORT, 'en uppföljning skrivs i ett pågående ärende, om en dag som har varit'); END;
CREATE TRIGGER uppfoljning_nasta AFTER INSERT ON uppfoljning
BEGIN UPDATE arende SET nasta_uppfoljning = NEW.nasta WHERE id = NEW.arende; END;
CREATE TRIGGER uppfoljning_fast BEFORE UPDATE ON uppfoljning
BEGIN SELECT RAISE(ABORT, 'en uppföljning ändras inte'); END;
CREATE TRIGGER uppfoljning_kvar BEFORE DELETE ON uppfoljning
BEGIN SELECT RAISE(ABORT, 'en uppföljning raderas inte'); END;
-- A follow-up that stands in the log by its id is whole: no goal is put to it afterwards.
CREATE TRIGGER malutfall_ny BEFORE INSERT ON malutfall
BEGIN
  SELECT RAISE(ABORT, 'ett mål följs upp i den senaste uppföljningen, en gång')
    WHERE EXISTS (SELECT 1 FROM malutfall WHERE arende = NEW.arende AND uppfoljning = NEW.uppfoljning AND nr = NEW.nr)
      OR NEW.uppfoljning IS NOT (SELECT max(nr) FROM uppfoljning WHERE arende = NEW.arende)
      OR (SELECT avslutad IS NOT NULL FROM arende WHERE id = NEW.arende) IS NOT 0
      OR EXISTS (SELECT 1 FROM akthandelse h JOIN uppfoljning u ON u.id = h.objekt
        WHERE h.arende = NEW.arende AND h.slag = 'uppfoljd' AND u.nr = NEW.uppfoljning);
  SELECT RAISE(ABORT, 'ett mål har ord, och ett av fyra utfall')
    WHERE (trim(NEW.mal) <> '' AND length(NEW.mal) <= 120 AND instr(NEW.mal, char(0)) = 0
      AND NEW.utfall IN ('uppfyllt', 'battre', 'oforandrat', 'samre')) IS NOT 1;
END;
CREATE TRIGGER malutfall_fast BEFORE UPDATE ON malutfall
BEGIN SELECT RAISE(ABORT, 'ett uppföljt mål ändras inte'); END;
CREATE TRIGGER malutfall_kvar BEFORE DELETE ON malutfall
BEGIN SELECT RAISE(ABORT, 'ett uppföljt mål raderas inte'); END;

CREATE TRIGGER bro_ny BEFORE INSERT ON bro
WHEN EXISTS (SELECT 1 FROM bro WHERE id = NEW.id OR arende = NEW.arende)
  OR NOT EXISTS (SELECT 1 FROM arende WHERE id = NEW.arende)
  OR (NEW.med <> '' AND NOT EXISTS (SELECT 1 FROM delningssamtycke s WHERE s.id = NEW.samtycke
    AND s.arende = NEW.arende AND s.med <> 'annan_akt' AND s.aterkallat IS NULL AND NEW.oppnad BETWEEN s.lamnat AND s.till))
BEGIN SELECT RAISE(ABORT, 'något tas med till ansökan bara med ett samtycke som gäller'); END;
CREATE TRIGGER bro_fast BEFORE UPDATE OF id, arende, oppnad, till, med, samtycke, anvandare ON bro
BEGIN SELECT RAISE(ABORT, 'det som togs med till ansökan ändras inte'); END;
CREATE TRIGGER bro_kvar BEFORE DELETE ON bro
BEGIN SELECT RAISE(ABORT, 'en ansökan i stället raderas inte'); END;
CREATE TRIGGER brobock_ny BEFORE INSERT ON brobock
WHEN EXISTS (SELECT 1 FROM brobock WHERE bro = NEW.bro AND lista = NEW.lista AND punkt = NEW.punkt)
  OR NOT EXISTS (SELECT 1 FROM bro WHERE id = NEW.bro)
BEGIN SELECT RAISE(ABORT, 'en punkt bockas av en gång'); END;
CREATE TRIGGER brobock_fast BEFORE UPDATE ON brobock
BEGIN SELECT RAISE(ABORT, 'en avbockad punkt ändras inte'); END;
