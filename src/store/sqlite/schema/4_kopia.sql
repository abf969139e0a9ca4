-- The copies that the program has made of the file, by path: what is erased here has to be erased there too.
CREATE TABLE kopia(
  vag TEXT PRIMARY KEY CHECK (vag <> ''),
  tid TEXT NOT NULL CHECK (length(CAST(tid AS BLOB)) = 24 AND tid GLOB '20*.[0-9][0-9][0-9]Z'
    AND strftime('%Y-%m-%dT%H:%M:%S', tid, '+0 days') IS substr(tid, 1, 19))
) STRICT, WITHOUT ROWID;
