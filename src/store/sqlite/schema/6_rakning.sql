-- What has been counted, month by month: kept by triggers in the transaction of the act, so that the statistics of years cost
-- as much in a large file as in a small one, and what has been erased (gallring) stays counted. One division at a time: no two
-- of them are crossed, for a person who is few in one and few in another would be alone in both (DOK-07). All rows of one month
-- and insats lie together, so that a visit touches one page of them. A month is one on the clock in Sweden.
--
-- Visits (raknat_besok): resultat, utfall, alder, kon, enhet, satt, sprak, text. Ärenden: arende, avslut. The queue: ko, koavslut,
-- vantan; of the queue it is counted what has been done, in the month in which it was done:
--   * an act that has been undone (angrad) was never meant: it is taken back out of the month in which it was counted. That is
--     the one way in which a count goes down, by one, together with the event that undoes it;
--   * an entry that is taken up again (ateroppnad), or was entered in error (felregistrerad), is an act of its own in its own
--     month, and what was counted before it stays: the figures of a month that is over do not change;
--   * paborjad are all who began, also those who were let in without an offer (inkallad). avslutad are all who left the queue
--     without a start, also those whose no to an offer ended it, so the reasons (koavslut) add up to it.
CREATE TABLE rakning(
  manad TEXT NOT NULL CHECK (manad GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]' AND length(CAST(manad AS BLOB)) = 7),
  insats_nr TEXT NOT NULL CHECK (length(insats_nr) BETWEEN 1 AND 15 AND insats_nr NOT GLOB '*[^0-9.]*'
    AND length(CAST(insats_nr AS BLOB)) = length(insats_nr)),
  avsnitt TEXT NOT NULL,
  kod TEXT NOT NULL,
  antal INTEGER NOT NULL CHECK (antal >= 0),
  PRIMARY KEY (manad, insats_nr, avsnitt, kod),
  -- The name of an enhet is the one text that is not out of a list, and no identity has a place in it.
  CONSTRAINT en_rakning_ar_en_kod_ur_en_lista CHECK (CASE avsnitt
    WHEN 'resultat' THEN kod IN ('mottagen', 'i_ko', 'hanvisad', 'informerad')
    WHEN 'utfall' THEN kod IN ('uppfyllt', 'ej_uppfyllt', 'oklart', 'kraver_vardnadshavares_samtycke',
      'kraver_eget_samtycke', 'ej_kontrollerat')
    WHEN 'alder' THEN kod IN ('ej-sagt', '0-14', '15-17', '18-24', '25-44', '45-64', '65-')
    WHEN 'kon' THEN kod IN ('ej-sagt', 'kvinna', 'man', 'annat')
    WHEN 'enhet' THEN length(kod) BETWEEN 1 AND 60 AND instr(kod, char(0)) = 0
      AND kod NOT GLOB '*[0-9][0-9][0-9][0-9][0-9][0-9]*'
    WHEN 'satt' THEN kod IN ('muntligt', 'skriftligt', 'lattlast', 'tolk')
    WHEN 'sprak' THEN length(kod) BETWEEN 2 AND 3 AND kod NOT GLOB '*[^a-z]*' AND length(CAST(kod AS BLOB)) = length(kod)
    WHEN 'text' THEN substr(kod, 1, instr(kod, ' ')) IN ('standard ', 'lattlast ', 'barn ', 'engelska ')
      AND substr(kod, instr(kod, ' ') + 1) GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'
      AND length(CAST(kod AS BLOB)) = instr(kod, ' ') + 10
    WHEN 'ko' THEN kod IN ('stalld_i_ko', 'importerad', 'vila', 'erbjuden', 'accepterad', 'star_kvar', 'avbojt', 'inget_svar',
      'erbjudande_aterkallat', 'paborjad', 'avslutad', 'felregistrerad', 'ateroppnad')
    WHEN 'koavslut' THEN kod IN ('atertagen', 'ansokt_i_stallet', 'ej_nabar', 'dubblett', 'villkor_ej_uppfyllda',
      'annan_insats', 'flyttat_fran_kommunen', 'avliden', 'avbojt', 'ej_svar', 'bekraftelse_uteblev', 'insatsen_upphort')
    WHEN 'vantan' THEN kod IN ('0-7', '8-30', '31-90', '91-180', '181-365', '366-')
    WHEN 'arende' THEN kod IN ('oppnat', 'avslutat')
    WHEN 'avslut' THEN kod IN ('malet_natt', 'tiden_slut', 'personen_vill_sluta', 'samtycke_aterkallat', 'ansoker_i_stallet',
      'annan_insats', 'hors_inte_av', 'flyttat', 'avliden', 'insatsen_upphort')
    ELSE 0 END)
) STRICT, WITHOUT ROWID;

-- When in the week visits end, of all insatser together and of nothing about anybody. A counted visit has no time of day on
-- purpose, so this is not kept by its trigger: the program adds to it beside the log, with the clock in Sweden. dag 0 is Monday.
CREATE TABLE besokstimme(
  manad TEXT NOT NULL CHECK (manad GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]' AND length(CAST(manad AS BLOB)) = 7),
  dag INTEGER NOT NULL CHECK (dag BETWEEN 0 AND 6),
  timme INTEGER NOT NULL CHECK (timme BETWEEN 0 AND 23),
  antal INTEGER NOT NULL CHECK (antal > 0),
  PRIMARY KEY (manad, dag, timme)
) STRICT, WITHOUT ROWID;
