-- What the counts of ärenden are at least: of what has been erased nothing is left to count.
SELECT substr(oppnad, 1, 7), insats_nr, 'arende', 'oppnat', count(*) FROM arende GROUP BY 1, 2
UNION ALL SELECT substr(avslutad, 1, 7), insats_nr, 'arende', 'avslutat', count(*) FROM arende
  WHERE avslutad IS NOT NULL GROUP BY 1, 2
UNION ALL SELECT substr(avslutad, 1, 7), insats_nr, 'avslut', avslutsorsak, count(*) FROM arende
  WHERE avslutad IS NOT NULL GROUP BY 1, 2, 4
