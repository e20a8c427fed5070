// Schema version 7: what reports need of a case beside its evidence and annotations: texts and choices, a logo, and the salt of redacted reports.

/** Tables that this version adds and to which rows are only ever added. */
export const APPEND_ONLY_SINCE_7 = ['report_settings', 'report_logos', 'redaction_salts'] as const;

const appendOnlyTriggers = APPEND_ONLY_SINCE_7.map(
  (table) => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
).join('');

export const sql = `
  -- Texts that the examiner wrote for reports, and what was chosen for them, versioned: the newest row counts. body: JSON, as docs/report.md describes.
  CREATE TABLE report_settings (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body))
  ) STRICT;

  -- Pictures that settings name by their SHA-256. media: image/png or image/jpeg.
  CREATE TABLE report_logos (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    media TEXT NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    bytes BLOB NOT NULL
  ) STRICT;

  -- Secret: with it, what a redacted report hides could be guessed. 32 random bytes; the newest row counts, and no report and no export contains it.
  CREATE TABLE redaction_salts (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    salt BLOB NOT NULL CHECK (length(salt) = 32)
  ) STRICT;
  ${appendOnlyTriggers}
`;
