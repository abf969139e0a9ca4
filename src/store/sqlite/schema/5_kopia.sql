-- What is known of the copies of the file: why each was made, for the rotation of backups removes backups only; and which
-- file it was then, for something else may lie there under the same name by now.
ALTER TABLE kopia ADD COLUMN slag TEXT NOT NULL DEFAULT 'kopia'
  CHECK (slag IN ('kopia', 'sakerhet', 'fore_schema', 'fore_aterstallning'));
ALTER TABLE kopia ADD COLUMN inod INTEGER;
