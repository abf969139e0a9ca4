-- What the file itself refuses about the waiting list, whoever writes.

-- Only the program writes. (A name that is not known to another program is an error there.)
CREATE TRIGGER kohandelse_vem BEFORE INSERT ON kohandelse WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER kopost_vem_in BEFORE INSERT ON kopost WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER kopost_vem_om BEFORE UPDATE ON kopost WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER koantal_vem_in BEFORE INSERT ON koantal WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER koantal_vem_om BEFORE UPDATE ON koantal WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER koantal_vem_bort BEFORE DELETE ON koantal WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER erbjudande_vem_in BEFORE INSERT ON erbjudande WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER erbjudande_vem_om BEFORE UPDATE ON erbjudande WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER pott_vem_in BEFORE INSERT ON pott WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER pott_vem_om BEFORE UPDATE ON pott WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER omgangstillfalle_vem BEFORE INSERT ON omgangstillfalle WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER plats_vem_in BEFORE INSERT ON plats WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER plats_vem_om BEFORE UPDATE ON plats WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER kokontakt_vem_in BEFORE INSERT ON kokontakt WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER kokontakt_vem_om BEFORE UPDATE ON kokontakt WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER kokontakt_vem_bort BEFORE DELETE ON kokontakt WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER korattelse_vem_in BEFORE INSERT ON korattelse WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER korattelse_vem_om BEFORE UPDATE ON korattelse WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER komening_vem BEFORE INSERT ON komening WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER kogranskad_vem_in BEFORE INSERT ON kogranskad WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;
CREATE TRIGGER kogranskad_vem_om BEFORE UPDATE ON kogranskad WHEN NOT bara_troskel_skriver_i_kon()
BEGIN SELECT RAISE(ABORT, 'bara Tröskel skriver i kön'); END;

-- The history.
CREATE TRIGGER kohandelse_i_foljd BEFORE INSERT ON kohandelse
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM kohandelse)
  OR EXISTS (SELECT 1 FROM kohandelse WHERE kopost_id = NEW.kopost_id AND ver = NEW.ver)
  OR (NEW.angrar IS NOT NULL AND EXISTS (SELECT 1 FROM kohandelse WHERE angrar = NEW.angrar))
  OR (NEW.kopost_id IS NOT NULL
    AND NEW.ver <> coalesce((SELECT ver FROM kopost WHERE id = NEW.kopost_id), 0) + 1)
BEGIN SELECT RAISE(ABORT, 'köns historik skrivs i följd'); END;
CREATE TRIGGER kohandelse_fast BEFORE UPDATE ON kohandelse
BEGIN SELECT RAISE(ABORT, 'köns historik ändras inte'); END;
CREATE TRIGGER kohandelse_kvar BEFORE DELETE ON kohandelse
BEGIN SELECT RAISE(ABORT, 'köns historik raderas inte'); END;
CREATE TRIGGER komening_hor_till BEFORE INSERT ON komening
WHEN EXISTS (SELECT 1 FROM komening WHERE seq = NEW.seq) OR NOT EXISTS (SELECT 1 FROM kohandelse
  WHERE seq = NEW.seq AND slag IN ('rattelse_foreslagen', 'ateroppnad'))
BEGIN SELECT RAISE(ABORT, 'en mening hör till en rättelse eller till en kölapp som återupptas'); END;
CREATE TRIGGER komening_fast BEFORE UPDATE ON komening
BEGIN SELECT RAISE(ABORT, 'köns historik ändras inte'); END;
CREATE TRIGGER komening_kvar BEFORE DELETE ON komening
BEGIN SELECT RAISE(ABORT, 'köns historik raderas inte'); END;

-- An entry.
CREATE TRIGGER kopost_borjar_i_ko BEFORE INSERT ON kopost
WHEN NEW.status <> 'i_ko' OR NEW.ver <> 1 OR NEW.rattad_ms IS NOT NULL
  OR EXISTS (SELECT 1 FROM kopost WHERE id = NEW.id OR kod = NEW.kod)
  OR NOT EXISTS (SELECT 1 FROM insatsversion WHERE nr = NEW.insats_nr AND katalog = NEW.katalog)
  OR NOT EXISTS (SELECT 1 FROM kohandelse WHERE kopost_id = NEW.id AND ver = 1 AND insats_nr = NEW.insats_nr
    AND slag = iif(NEW.import_id IS NULL, 'stalld_i_ko', 'importerad'))
BEGIN SELECT RAISE(ABORT, 'en ny köpost ställs i kön, med en egen kölapp, en känd insats och en händelse'); END;
CREATE TRIGGER kopost_sist_i_ko BEFORE INSERT ON kopost
WHEN NEW.import_id IS NULL AND (EXISTS (SELECT 1 FROM kopost WHERE status IN ('i_ko', 'vilande', 'erbjuden')
    AND insats_nr = NEW.insats_nr AND ordning >= NEW.kotid_ms)
  OR EXISTS (SELECT 1 FROM kopost WHERE status = 'accepterad' AND insats_nr = NEW.insats_nr
    AND ordning >= NEW.kotid_ms))
BEGIN SELECT RAISE(ABORT, 'den som kommer sist ställs sist i kön'); END;
CREATE TRIGGER kopost_okand BEFORE INSERT ON kopost
WHEN NEW.band IS NOT NULL AND EXISTS (SELECT 1 FROM insatsversion
  WHERE nr = NEW.insats_nr AND katalog = NEW.katalog AND paragraf = '14:5')
BEGIN SELECT RAISE(ABORT, 'på en insats utan dokumentation finns ingen ålder'); END;
-- The band too: what may be kept of how a person is reached follows from it.
CREATE TRIGGER kopost_fast BEFORE UPDATE OF id, kod, insats_nr, katalog, kotid_ms, band, desk, import_id ON kopost
BEGIN SELECT RAISE(ABORT, 'kölapp, insats och ködatum är fasta'); END;
CREATE TRIGGER kopost_med_handelse BEFORE UPDATE ON kopost
WHEN NEW.ver <> OLD.ver + 1 OR NOT EXISTS (SELECT 1 FROM kohandelse WHERE kopost_id = OLD.id AND ver = NEW.ver)
BEGIN SELECT RAISE(ABORT, 'en köpost ändras bara tillsammans med en händelse'); END;
CREATE TRIGGER kopost_vag BEFORE UPDATE OF status ON kopost
WHEN NEW.status <> OLD.status AND NOT (
  (OLD.status = 'i_ko' AND NEW.status IN ('vilande', 'erbjuden', 'paborjad', 'avslutad', 'felregistrerad'))
  OR (OLD.status = 'vilande' AND NEW.status IN ('i_ko', 'avslutad', 'felregistrerad'))
  OR (OLD.status = 'erbjuden' AND NEW.status IN ('i_ko', 'accepterad', 'paborjad', 'avslutad', 'felregistrerad'))
  OR (OLD.status = 'accepterad' AND NEW.status IN ('i_ko', 'erbjuden', 'paborjad', 'avslutad', 'felregistrerad'))
  OR (OLD.status = 'avslutad' AND NEW.status IN ('i_ko', 'vilande', 'felregistrerad')
    AND OLD.orsak <> 'avliden')
  OR (OLD.status = 'avslutad' AND OLD.orsak = 'avliden' AND (NEW.status = 'felregistrerad'
    OR EXISTS (SELECT 1 FROM kohandelse WHERE kopost_id = OLD.id AND ver = NEW.ver AND slag = 'angrad'))))
BEGIN SELECT RAISE(ABORT, 'köposten kan inte gå den vägen'); END;
-- Whoever is let in or gets an offer stands first, or those before have it on their own history why not.
CREATE TRIGGER kopost_i_tur_och_ordning BEFORE UPDATE OF status ON kopost
WHEN OLD.status = 'i_ko' AND NEW.status = 'paborjad' AND EXISTS (SELECT 1 FROM kopost AS fore
  WHERE fore.insats_nr = OLD.insats_nr AND fore.status = 'i_ko' AND (fore.ordning, fore.id) < (OLD.ordning, OLD.id)
    AND NOT EXISTS (SELECT 1 FROM kohandelse
      WHERE kopost_id = fore.id AND slag = 'overhoppad' AND om = OLD.kod))
BEGIN SELECT RAISE(ABORT, 'den som står före går före'); END;
CREATE TRIGGER kopost_med_erbjudande BEFORE UPDATE OF status ON kopost
WHEN NEW.status = 'erbjuden' AND OLD.status <> 'erbjuden'
  AND NOT EXISTS (SELECT 1 FROM erbjudande WHERE kopost_id = OLD.id AND utfall IS NULL)
BEGIN SELECT RAISE(ABORT, 'den som är erbjuden har ett erbjudande'); END;
CREATE TRIGGER kopost_rattas_av_tva BEFORE UPDATE OF rattad_ms ON kopost
WHEN NEW.rattad_ms IS NOT OLD.rattad_ms AND NOT EXISTS (SELECT 1 FROM korattelse WHERE kopost_id = OLD.id
  AND fran_ms = OLD.ordning AND till_ms = NEW.rattad_ms AND status = 'godkand' AND andra_av <> foreslagen_av)
BEGIN SELECT RAISE(ABORT, 'ett ködatum rättas av två personer tillsammans'); END;
CREATE TRIGGER kopost_kvar BEFORE DELETE ON kopost
BEGIN SELECT RAISE(ABORT, 'en köpost raderas inte'); END;

-- The counts follow the entries.
CREATE TRIGGER kopost_raknas AFTER INSERT ON kopost
BEGIN
  INSERT INTO koantal(niva, insats_nr, block, antal, vilande)
    SELECT column1, NEW.insats_nr, NEW.ordning >> column1, 1, 0
    FROM (VALUES (12), (16), (20), (24), (28), (32), (36), (40)) WHERE true
    ON CONFLICT (niva, insats_nr, block) DO UPDATE SET antal = antal + 1;
END;
CREATE TRIGGER kopost_raknas_bort AFTER UPDATE OF status, rattad_ms ON kopost
WHEN OLD.status IN ('i_ko', 'vilande', 'erbjuden') AND (NEW.ordning <> OLD.ordning
  OR (OLD.status = 'vilande') <> (NEW.status = 'vilande')
  OR NEW.status NOT IN ('i_ko', 'vilande', 'erbjuden'))
BEGIN
  UPDATE koantal SET antal = antal - 1, vilande = vilande - (OLD.status = 'vilande')
    WHERE insats_nr = OLD.insats_nr AND (niva, block) IN (SELECT column1, OLD.ordning >> column1
      FROM (VALUES (12), (16), (20), (24), (28), (32), (36), (40)));
  DELETE FROM koantal WHERE antal = 0 AND insats_nr = OLD.insats_nr AND (niva, block) IN
    (SELECT column1, OLD.ordning >> column1
      FROM (VALUES (12), (16), (20), (24), (28), (32), (36), (40)));
END;
CREATE TRIGGER kopost_raknas_till AFTER UPDATE OF status, rattad_ms ON kopost
WHEN NEW.status IN ('i_ko', 'vilande', 'erbjuden') AND (NEW.ordning <> OLD.ordning
  OR (OLD.status = 'vilande') <> (NEW.status = 'vilande')
  OR OLD.status NOT IN ('i_ko', 'vilande', 'erbjuden'))
BEGIN
  INSERT INTO koantal(niva, insats_nr, block, antal, vilande)
    SELECT column1, NEW.insats_nr, NEW.ordning >> column1, 1, NEW.status = 'vilande'
    FROM (VALUES (12), (16), (20), (24), (28), (32), (36), (40)) WHERE true
    ON CONFLICT (niva, insats_nr, block) DO UPDATE SET antal = antal + 1, vilande = vilande + excluded.vilande;
END;

-- An offer: one open for an entry and for a place, to somebody who waits.
CREATE TRIGGER erbjudande_till_den_som_vantar BEFORE INSERT ON erbjudande
WHEN NEW.utfall IS NOT NULL
  OR EXISTS (SELECT 1 FROM erbjudande WHERE id = NEW.id OR (kopost_id = NEW.kopost_id AND utfall IS NULL))
  OR NOT EXISTS (SELECT 1 FROM kopost WHERE id = NEW.kopost_id AND insats_nr = NEW.insats_nr
    AND status IN ('i_ko', 'accepterad'))
BEGIN SELECT RAISE(ABORT, 'ett erbjudande i taget, till den som väntar'); END;
-- One that is opened again by an undo stands where it stood: whoever came before it since does not bar it.
CREATE TRIGGER erbjudande_i_tur_och_ordning BEFORE INSERT ON erbjudande
WHEN EXISTS (SELECT 1 FROM kopost AS egen JOIN kopost AS fore ON fore.insats_nr = egen.insats_nr
  WHERE egen.id = NEW.kopost_id AND egen.status = 'i_ko' AND fore.status = 'i_ko'
    AND (fore.ordning, fore.id) < (egen.ordning, egen.id)
    AND NOT EXISTS (SELECT 1 FROM kohandelse
      WHERE kopost_id = fore.id AND slag = 'overhoppad' AND om = egen.kod))
  AND NOT EXISTS (SELECT 1 FROM erbjudande WHERE kopost_id = NEW.kopost_id AND pott = NEW.pott)
BEGIN SELECT RAISE(ABORT, 'den som står före får erbjudandet'); END;
-- Each open offer has its own places: those that are taken by others, and those that others have been offered, are not
-- offered once more.
CREATE TRIGGER erbjudande_ryms BEFORE INSERT ON erbjudande
WHEN NEW.parti
  + (SELECT coalesce(sum(parti), 0) FROM erbjudande
     WHERE insats_nr = NEW.insats_nr AND pott = NEW.pott AND utfall IS NULL)
  + (SELECT count(*) FROM plats WHERE pott = NEW.pott AND till IS NULL AND upptagen_av IS NOT NEW.kopost_id
     AND NOT EXISTS (SELECT 1 FROM erbjudande WHERE kopost_id = plats.upptagen_av AND utfall IS NULL))
  > (SELECT coalesce(max(antal), 0) FROM (
     SELECT antal FROM pott WHERE id = NEW.pott AND insats_nr = NEW.insats_nr AND installd = 0
     UNION ALL SELECT platser FROM insatsversion WHERE nr = NEW.insats_nr AND NEW.pott = NEW.insats_nr))
BEGIN SELECT RAISE(ABORT, 'fler platser erbjuds än som är lediga'); END;
CREATE TRIGGER erbjudande_fast BEFORE UPDATE OF id, kopost_id, insats_nr, pott, parti, skapat, kanal, forsta_i_linje,
  atertar ON erbjudande
BEGIN SELECT RAISE(ABORT, 'ett erbjudande ändras inte'); END;
CREATE TRIGGER erbjudande_besvaras_en_gang BEFORE UPDATE ON erbjudande
WHEN OLD.utfall IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'erbjudandet är redan besvarat'); END;
CREATE TRIGGER erbjudande_forlangs BEFORE UPDATE OF svar_senast ON erbjudande
WHEN NEW.svar_senast < OLD.svar_senast
BEGIN SELECT RAISE(ABORT, 'en svarstid kan bara förlängas'); END;
CREATE TRIGGER erbjudande_kvar BEFORE DELETE ON erbjudande
BEGIN SELECT RAISE(ABORT, 'ett erbjudande raderas inte'); END;

-- Places.
CREATE TRIGGER pott_en_gang BEFORE INSERT ON pott WHEN EXISTS (SELECT 1 FROM pott WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'platserna finns redan'); END;
CREATE TRIGGER pott_fast BEFORE UPDATE OF id, insats_nr, slag, minst, start, krav_sprak, krav_band ON pott
BEGIN SELECT RAISE(ABORT, 'en omgång ändras inte; ställ in den och planera en ny'); END;
CREATE TRIGGER pott_rymmer BEFORE UPDATE OF antal ON pott
WHEN NEW.antal < (SELECT count(*) FROM plats WHERE pott = OLD.id AND till IS NULL)
BEGIN SELECT RAISE(ABORT, 'fler platser är tagna än så'); END;
CREATE TRIGGER pott_installd BEFORE UPDATE OF installd ON pott WHEN OLD.installd = 1 AND NEW.installd = 0
BEGIN SELECT RAISE(ABORT, 'en inställd omgång kommer inte tillbaka'); END;
CREATE TRIGGER pott_kvar BEFORE DELETE ON pott
BEGIN SELECT RAISE(ABORT, 'platser raderas inte'); END;
CREATE TRIGGER omgangstillfalle_en_gang BEFORE INSERT ON omgangstillfalle
WHEN EXISTS (SELECT 1 FROM omgangstillfalle WHERE pott = NEW.pott AND start = NEW.start)
BEGIN SELECT RAISE(ABORT, 'tillfället finns redan'); END;
CREATE TRIGGER omgangstillfalle_fast BEFORE UPDATE ON omgangstillfalle
BEGIN SELECT RAISE(ABORT, 'ett tillfälle ändras inte'); END;
CREATE TRIGGER omgangstillfalle_kvar BEFORE DELETE ON omgangstillfalle
BEGIN SELECT RAISE(ABORT, 'ett tillfälle raderas inte'); END;
CREATE TRIGGER plats_ledig BEFORE INSERT ON plats
WHEN EXISTS (SELECT 1 FROM plats WHERE id = NEW.id OR (till IS NULL AND pott = NEW.pott AND nummer = NEW.nummer))
BEGIN SELECT RAISE(ABORT, 'platsen är upptagen'); END;
-- Of the running places as many as the nämnd has stated, in whatever version of the catalogue, or the file.
CREATE TRIGGER plats_inom_antalet BEFORE INSERT ON plats
WHEN (SELECT count(*) FROM plats WHERE pott = NEW.pott AND till IS NULL)
  >= (SELECT coalesce(max(antal), 0) FROM (
     SELECT antal FROM pott WHERE id = NEW.pott AND insats_nr = NEW.insats_nr AND installd = 0
     UNION ALL SELECT platser FROM insatsversion WHERE nr = NEW.insats_nr AND NEW.pott = NEW.insats_nr))
BEGIN SELECT RAISE(ABORT, 'alla platser är upptagna'); END;
CREATE TRIGGER plats_med_nummer BEFORE INSERT ON plats
WHEN NEW.nummer > (SELECT coalesce(max(antal), 0) FROM (
     SELECT antal FROM pott WHERE id = NEW.pott AND insats_nr = NEW.insats_nr
     UNION ALL SELECT platser FROM insatsversion WHERE nr = NEW.insats_nr AND NEW.pott = NEW.insats_nr))
BEGIN SELECT RAISE(ABORT, 'platsen finns inte'); END;
CREATE TRIGGER plats_fast BEFORE UPDATE ON plats
WHEN OLD.till IS NOT NULL OR NEW.id <> OLD.id OR NEW.pott <> OLD.pott OR NEW.insats_nr <> OLD.insats_nr
  OR NEW.nummer <> OLD.nummer OR NEW.upptagen_av IS NOT OLD.upptagen_av OR NEW.fran <> OLD.fran
BEGIN SELECT RAISE(ABORT, 'en plats kan bara lämnas'); END;
CREATE TRIGGER plats_kvar BEFORE DELETE ON plats
BEGIN SELECT RAISE(ABORT, 'en plats raderas inte'); END;

-- Contact data.
CREATE TRIGGER kokontakt_bara_dar_det_far BEFORE INSERT ON kokontakt
WHEN EXISTS (SELECT 1 FROM kokontakt WHERE kopost_id = NEW.kopost_id)
  OR NOT EXISTS (SELECT 1 FROM kopost JOIN insatsversion v ON v.nr = kopost.insats_nr AND v.katalog = kopost.katalog
    WHERE kopost.id = NEW.kopost_id AND kopost.insats_nr = NEW.insats_nr AND v.paragraf <> '14:5'
      AND kopost.status IN ('i_ko', 'vilande', 'erbjuden', 'accepterad')
      AND (kopost.band IS NOT '15-17' OR (NEW.sjalv = 1 AND NEW.satt <> 'brev')))
BEGIN SELECT RAISE(ABORT, 'här får ingen kontaktuppgift finnas'); END;
CREATE TRIGGER kokontakt_en_person BEFORE INSERT ON kokontakt
WHEN EXISTS (SELECT 1 FROM kokontakt annan JOIN kopost ON kopost.id = annan.kopost_id
  WHERE annan.insats_nr = NEW.insats_nr AND annan.kannetecken = NEW.kannetecken
    AND kopost.status IN ('i_ko', 'vilande', 'erbjuden', 'accepterad'))
BEGIN SELECT RAISE(ABORT, 'personen står redan i kön'); END;
-- An act that is forgotten could be done twice.
CREATE TRIGGER gjord_kvar BEFORE DELETE ON gjord
BEGIN SELECT RAISE(ABORT, 'en gjord handling glöms inte'); END;
-- With another key the same person would not be known again.
CREATE TRIGGER fil_konyckel_fast BEFORE UPDATE OF varde ON fil WHEN OLD.egenskap = 'konyckel'
BEGIN SELECT RAISE(ABORT, 'filens nyckel byts inte'); END;
CREATE TRIGGER fil_konyckel_kvar BEFORE DELETE ON fil WHEN OLD.egenskap = 'konyckel'
BEGIN SELECT RAISE(ABORT, 'filens nyckel tas inte bort'); END;
CREATE TRIGGER fil_konyckel_en_gang BEFORE INSERT ON fil
WHEN NEW.egenskap = 'konyckel' AND EXISTS (SELECT 1 FROM fil WHERE egenskap = 'konyckel')
BEGIN SELECT RAISE(ABORT, 'filens nyckel byts inte'); END;
CREATE TRIGGER kokontakt_fast BEFORE UPDATE OF kopost_id, insats_nr, kannetecken, namn, satt, varde, sjalv ON kokontakt
BEGIN SELECT RAISE(ABORT, 'en kontaktuppgift byts, den ändras inte'); END;

-- Corrections.
CREATE TRIGGER korattelse_borjar BEFORE INSERT ON korattelse
WHEN NEW.status <> 'foreslagen' OR EXISTS (SELECT 1 FROM korattelse
  WHERE id = NEW.id OR (kopost_id = NEW.kopost_id AND status = 'foreslagen'))
BEGIN SELECT RAISE(ABORT, 'en rättelse börjar som ett förslag'); END;
CREATE TRIGGER korattelse_fast BEFORE UPDATE ON korattelse
WHEN OLD.status <> 'foreslagen' OR NEW.id <> OLD.id OR NEW.kopost_id <> OLD.kopost_id OR NEW.fran_ms <> OLD.fran_ms
  OR NEW.till_ms <> OLD.till_ms OR NEW.orsak <> OLD.orsak OR NEW.foreslagen_av <> OLD.foreslagen_av
  OR NEW.foreslagen_tid <> OLD.foreslagen_tid
BEGIN SELECT RAISE(ABORT, 'ett förslag besvaras en gång'); END;
CREATE TRIGGER korattelse_kvar BEFORE DELETE ON korattelse
BEGIN SELECT RAISE(ABORT, 'en rättelse raderas inte'); END;
CREATE TRIGGER kogranskad_framat BEFORE UPDATE ON kogranskad WHEN NEW.dag < OLD.dag OR NEW.insats_nr <> OLD.insats_nr
BEGIN SELECT RAISE(ABORT, 'en genomgång tas inte tillbaka'); END;
CREATE TRIGGER kogranskad_en_rad BEFORE INSERT ON kogranskad
WHEN EXISTS (SELECT 1 FROM kogranskad WHERE insats_nr = NEW.insats_nr AND dag > NEW.dag)
BEGIN SELECT RAISE(ABORT, 'en genomgång tas inte tillbaka'); END;
CREATE TRIGGER kogranskad_kvar BEFORE DELETE ON kogranskad
BEGIN SELECT RAISE(ABORT, 'en genomgång raderas inte'); END;
