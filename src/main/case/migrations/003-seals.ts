// Schema version 3: seals, which state what a case held at a moment, signed; and the index of terms in runs.

/** Tables that this version adds and to which rows are only ever added. */
export const APPEND_ONLY_SINCE_3 = ['seals'] as const;

const appendOnlyTriggers = APPEND_ONLY_SINCE_3.map(
  (table) => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
).join('');

export const sql = `
  -- statement: the text that is signed, UTF-8, see docs/case-format.md. signature: Ed25519, 64 bytes. public_key: DER of its SubjectPublicKeyInfo.
  -- timestamp: DER of an RFC 3161 token over the 64 bytes of the signature, null without one.
  CREATE TABLE seals (
    id INTEGER PRIMARY KEY,
    statement TEXT NOT NULL,
    signature BLOB NOT NULL,
    public_key BLOB NOT NULL,
    timestamp BLOB
  ) STRICT;

  -- Hashes fall anywhere in an index of all terms: each transaction of an import wrote most of it anew. Divided into runs of 65,536 terms, it grows at
  -- its end, and a transaction touches few of its pages.
  DROP INDEX terms_by_hash;
  CREATE INDEX terms_by_hash ON terms (id >> 16, hash);
  ${appendOnlyTriggers}
`;
