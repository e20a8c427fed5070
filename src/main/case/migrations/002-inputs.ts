// Schema version 2: wrapped records, the shape of an item, containers, handover lists, and content too large to be decoded at once.
// Everything that is derived is derived anew after it (jobs/rebuild.ts): the parser of version 1 knew fewer shapes.

/** Tables that this version adds and to which rows are only ever added. */
export const APPEND_ONLY_SINCE_2 = ['decoding_steps', 'item_hashes', 'handovers', 'handover_lines'] as const;

/** Made anew: they only grow, as before. */
const REMADE = ['terms'] as const;

const appendOnlyTriggers = [...APPEND_ONLY_SINCE_2, ...REMADE]
  .map(
    (table) => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
  )
  .join('');

export const sql = `
  -- How the bytes of a wrapped record are decoded, step by step, as in its public id; records.steps refers here, 0 for none.
  CREATE TABLE decoding_steps (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE) STRICT;

  -- A term is found by its hash (the first 48 bits of the SHA-256 of value), then by comparing: the index that texts would need is twenty times as
  -- large. What is in the table is derived anew after this migration, like all that is derived.
  DROP TABLE terms;
  CREATE TABLE terms (id INTEGER PRIMARY KEY, value TEXT NOT NULL, hash INTEGER NOT NULL) STRICT;
  CREATE INDEX terms_by_hash ON terms (hash);

  -- Derived: in which shape CloudTrail's data comes in an item, as 'event-history-csv'; empty when it holds none.
  ALTER TABLE evidence ADD COLUMN shape TEXT NOT NULL DEFAULT '';

  -- Further hashes of items as delivered, for handover lists that know no SHA-256. algorithm: 'md5' or 'sha1'; value: lower-case hex.
  CREATE TABLE item_hashes (
    id INTEGER PRIMARY KEY,
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    algorithm TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (evidence, algorithm)
  ) STRICT;

  -- A handover list with which a delivery was compared, and what came of every line of it. verdict: 'matched', 'different' (a file of
  -- that name has another hash), 'missing' (no such file), 'extra' (delivered, not listed: hash is the file's own). evidence: the item.
  CREATE TABLE handovers (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    lines INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE handover_lines (
    id INTEGER PRIMARY KEY,
    handover INTEGER NOT NULL REFERENCES handovers (id),
    path TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    hash TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('matched', 'different', 'missing', 'extra')),
    evidence INTEGER REFERENCES evidence (id)
  ) STRICT;
  CREATE INDEX handover_lines_by_verdict ON handover_lines (handover, verdict);

  -- Derived: the content of items too large to be decoded at once, in pieces of 4 MiB (the last is shorter), each compressed with
  -- Zstandard, so that a record is read without decompressing all before it.
  CREATE TABLE content_blocks (
    evidence INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (evidence, seq)
  ) STRICT;

  DROP TRIGGER evidence_no_update;
  CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence WHEN NOT (old.kept = 0 AND new.kept = 1 AND
    (new.id, new.sha256, new.size, new.kind, new.shape, new.encoding, new.first_record, new.records) =
    (old.id, old.sha256, old.size, old.kind, old.shape, old.encoding, old.first_record, old.records))
  BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;

  DROP VIEW events;
  CREATE VIEW events AS
  SELECT
    lower(hex(e.sha256)) || '@' || r.offset || '+' || r.length || coalesce('/' || s.value, '') AS id,
    CASE WHEN r.time % 1000 = 0 THEN strftime('%Y-%m-%dT%H:%M:%SZ', r.time / 1000, 'unixepoch')
         ELSE strftime('%Y-%m-%dT%H:%M:%fZ', r.time / 1000.0, 'unixepoch') END AS eventTime,
    event_name.value AS eventName,
    event_source.value AS eventSource,
    region.value AS awsRegion,
    account.value AS accountId,
    actor.value AS actor,
    actor_type.value AS actorType,
    arn.value AS userIdentityArn,
    access_key.value AS accessKeyId,
    source_ip.value AS sourceIPAddress,
    user_agent.value AS userAgent,
    error_code.value AS errorCode,
    read_only.value AS readOnly,
    event_type.value AS eventType,
    event_category.value AS eventCategory,
    CASE typeof(r.event_id) WHEN 'blob' THEN
      lower(substr(hex(r.event_id), 1, 8) || '-' || substr(hex(r.event_id), 9, 4) || '-' || substr(hex(r.event_id), 13, 4) || '-' ||
            substr(hex(r.event_id), 17, 4) || '-' || substr(hex(r.event_id), 21, 12))
      ELSE r.event_id END AS eventID,
    lower(hex(e.sha256)) AS evidence,
    r.offset AS offset,
    r.length AS length,
    s.value AS steps,
    CASE WHEN s.value GLOB '*reduced:*' THEN 1 ELSE 2 END AS fidelity,
    r.time AS timeMs,
    r.id AS record
  FROM records r
  JOIN evidence e ON e.id = r.evidence
  JOIN calls c ON c.id = r.call
  JOIN identities i ON i.id = r.identity
  JOIN origins o ON o.id = r.origin
  LEFT JOIN decoding_steps s ON s.id = r.steps
  LEFT JOIN terms event_name ON event_name.id = c.event_name
  LEFT JOIN terms event_source ON event_source.id = c.event_source
  LEFT JOIN terms event_type ON event_type.id = c.event_type
  LEFT JOIN terms event_category ON event_category.id = c.event_category
  LEFT JOIN terms region ON region.id = c.region
  LEFT JOIN terms account ON account.id = c.account
  LEFT JOIN terms error_code ON error_code.id = c.error_code
  LEFT JOIN terms read_only ON read_only.id = c.read_only
  LEFT JOIN terms actor ON actor.id = i.actor
  LEFT JOIN terms actor_type ON actor_type.id = i.type
  LEFT JOIN terms arn ON arn.id = i.arn
  LEFT JOIN terms access_key ON access_key.id = i.access_key
  LEFT JOIN terms source_ip ON source_ip.id = o.source_ip
  LEFT JOIN terms user_agent ON user_agent.id = o.user_agent
  WHERE NOT EXISTS (SELECT 1 FROM repeats d WHERE d.record = r.id);
  ${appendOnlyTriggers}
`;
