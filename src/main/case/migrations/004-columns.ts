// Schema version 4: columns of records, which questions are answered from; and views that an investigator saved.

/** Tables that this version adds and to which rows are only ever added. */
export const APPEND_ONLY_SINCE_4 = ['saved_views'] as const;

const appendOnlyTriggers = APPEND_ONLY_SINCE_4.map(
  (table) => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
).join('');

export const sql = `
  -- Derived: columns of the records chunk × 65,536 + 1 … + records, in order of their ids: what a million questions read, without a row for each
  -- record. All little-endian. time: 64-bit floating point, ms UTC, NaN when undated. call, identity, origin: 32-bit, as in records.
  -- event_id: 32-bit, of a UUID its first eight digits as a number, of another text the first four bytes of its SHA-256 likewise, 0 for none.
  CREATE TABLE record_columns (
    chunk INTEGER PRIMARY KEY,
    records INTEGER NOT NULL,
    time BLOB NOT NULL,
    call BLOB NOT NULL,
    identity BLOB NOT NULL,
    origin BLOB NOT NULL,
    event_id BLOB NOT NULL
  ) STRICT;

  -- Views kept by name, versioned: the newest row of a name counts. filter: filter text; state: JSON, what else the window shows.
  CREATE TABLE saved_views (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    name TEXT NOT NULL,
    filter TEXT NOT NULL,
    state TEXT NOT NULL CHECK (json_valid(state)),
    removed INTEGER NOT NULL CHECK (removed IN (0, 1))
  ) STRICT;
  ${appendOnlyTriggers}
`;
