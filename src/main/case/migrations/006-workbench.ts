// Schema version 6: labels on annotations, annotations of other examiners, and what is made of them: findings, the storyline, review marks.

/** Tables that this version adds and to which rows are only ever added. */
export const APPEND_ONLY_SINCE_6 = ['workbench'] as const;

const appendOnlyTriggers = APPEND_ONLY_SINCE_6.map(
  (table) => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
).join('');

export const sql = `
  -- label: a few words beside a bookmark's colour. origin: empty for what was annotated in this case; of annotations that were taken over from another examiner's
  -- copy, whose export they came from: of each event, kind and origin the newest row counts.
  ALTER TABLE annotations ADD COLUMN label TEXT NOT NULL DEFAULT '';
  ALTER TABLE annotations ADD COLUMN origin TEXT NOT NULL DEFAULT '';

  -- What the examiner makes of the case, versioned: of each kind, subject and origin the newest row counts. kind: finding (subject: its id), storyline (subject
  -- empty) or review (subject: the finding's id and the reviewer). body: JSON, as docs/findings.md describes. origin: as in annotations.
  CREATE TABLE workbench (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
    origin TEXT NOT NULL
  ) STRICT;
  CREATE INDEX workbench_by_subject ON workbench (kind, subject);
  ${appendOnlyTriggers}
`;
