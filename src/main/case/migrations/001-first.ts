// Schema version 1. docs/case-format.md explains every table to a third party; keep both in step.

/** Tables to which rows are only ever added. */
export const APPEND_ONLY = [
  'case_facts',
  'sources',
  'evidence',
  'evidence_bytes',
  'found_at',
  'problems',
  'custody',
  'annotations',
  'terms',
  'calls',
  'identities',
  'origins',
  'records',
] as const;

/** The one change that is no change: bytes of an item that were not kept are kept now. */
const KEPT_NOW = `WHEN NOT (old.kept = 0 AND new.kept = 1 AND
    (new.id, new.sha256, new.size, new.kind, new.encoding, new.first_record, new.records) =
    (old.id, old.sha256, old.size, old.kind, old.encoding, old.first_record, old.records)) `;

const appendOnlyTriggers = APPEND_ONLY.map(
  (table) => `
  CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} ${table === 'evidence' ? KEPT_NOW : ''}BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
  CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;`,
).join('');

export const sql = `
  -- What the examiner says about the case. The newest row of a name counts.
  CREATE TABLE case_facts (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL
  ) STRICT;

  -- One act of acquisition.
  CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    tool TEXT NOT NULL,
    options TEXT NOT NULL CHECK (json_valid(options))
  ) STRICT;

  -- One row per distinct SHA-256 of bytes as delivered. Events of an item are the records first_record … first_record + records - 1.
  CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    size INTEGER NOT NULL,
    kind TEXT NOT NULL,
    encoding TEXT NOT NULL,
    kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
    first_record INTEGER NOT NULL,
    records INTEGER NOT NULL
  ) STRICT;

  -- The bytes of a kept item: its chunks in order of seq, joined.
  CREATE TABLE evidence_bytes (
    id INTEGER PRIMARY KEY,
    evidence INTEGER NOT NULL REFERENCES evidence (id),
    seq INTEGER NOT NULL,
    bytes BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX evidence_bytes_by_item ON evidence_bytes (evidence, seq);

  -- Where an item was met: one row per place. path is relative to the source's path; '!' separates a container from what is in it.
  CREATE TABLE found_at (
    id INTEGER PRIMARY KEY,
    evidence INTEGER REFERENCES evidence (id),
    source INTEGER NOT NULL REFERENCES sources (id),
    path TEXT NOT NULL,
    modified INTEGER
  ) STRICT;
  CREATE INDEX found_at_by_item ON found_at (evidence);

  CREATE TABLE terms (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE) STRICT;

  -- Recurring combinations. Columns are ids into terms; 0 means that the record has none.
  CREATE TABLE calls (
    id INTEGER PRIMARY KEY,
    event_source INTEGER NOT NULL, event_name INTEGER NOT NULL, event_type INTEGER NOT NULL, event_category INTEGER NOT NULL,
    event_version INTEGER NOT NULL, region INTEGER NOT NULL, account INTEGER NOT NULL, error_code INTEGER NOT NULL, read_only INTEGER NOT NULL,
    UNIQUE (event_name, event_source, event_type, event_category, event_version, region, account, error_code, read_only)
  ) STRICT;
  CREATE TABLE identities (
    id INTEGER PRIMARY KEY,
    type INTEGER NOT NULL, account INTEGER NOT NULL, actor INTEGER NOT NULL, arn INTEGER NOT NULL,
    principal INTEGER NOT NULL, access_key INTEGER NOT NULL, invoked_by INTEGER NOT NULL,
    UNIQUE (arn, access_key, principal, actor, account, type, invoked_by)
  ) STRICT;
  CREATE INDEX identities_by_actor ON identities (actor);
  CREATE TABLE origins (
    id INTEGER PRIMARY KEY,
    source_ip INTEGER NOT NULL, user_agent INTEGER NOT NULL,
    UNIQUE (source_ip, user_agent)
  ) STRICT;

  -- Every record that became an event or a sighting of one. offset and length count in the item's decoded content.
  -- time: ms UTC, null when undated. steps: id of the decoding steps where the record is wrapped, 0 for none.
  -- event_id: 16 bytes for a canonical UUID, text for any other, null for none.
  CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    evidence INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL,
    time INTEGER,
    call INTEGER NOT NULL,
    identity INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    steps INTEGER NOT NULL,
    event_id ANY
  ) STRICT;
  CREATE INDEX records_by_time ON records (time);

  -- Derived: records that repeat an event. primary_record is the sighting shown as the event (highest fidelity, then lowest
  -- address). relation: 'sighting' when the JSON is the same, 'conflict' when it differs, 'unresolved' until an import has compared.
  CREATE TABLE repeats (
    record INTEGER PRIMARY KEY,
    primary_record INTEGER NOT NULL,
    relation TEXT NOT NULL CHECK (relation IN ('sighting', 'conflict', 'unresolved'))
  ) STRICT;
  CREATE INDEX repeats_by_primary ON repeats (primary_record);

  -- Bytes that could not become an event, or a field that could not be read. offset and length count in the decoded content.
  -- With a source and a path it is about a place, not about the item's bytes: a name that promised a log, a file that changed.
  CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    evidence INTEGER REFERENCES evidence (id),
    source INTEGER REFERENCES sources (id),
    path TEXT,
    record INTEGER,
    code TEXT NOT NULL,
    offset INTEGER,
    length INTEGER,
    is_record INTEGER NOT NULL CHECK (is_record IN (0, 1)),
    detail TEXT NOT NULL
  ) STRICT;
  CREATE INDEX problems_by_item ON problems (evidence);
  CREATE INDEX problems_by_code ON problems (code);

  -- Everything done to the case. hash: SHA-256, lower-case hex, of the eight fields before it joined by line feeds.
  CREATE TABLE custody (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL CHECK (instr(who, char(10)) = 0),
    action TEXT NOT NULL CHECK (instr(action, char(10)) = 0),
    tool TEXT NOT NULL CHECK (instr(tool, char(10)) = 0),
    outcome TEXT NOT NULL CHECK (instr(outcome, char(10)) = 0),
    detail TEXT NOT NULL CHECK (json_valid(detail) AND instr(detail, char(10)) = 0),
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;

  -- The investigator's work, versioned: the newest row of an (event, kind) counts. event is a public id: item hash + location.
  CREATE TABLE annotations (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    event TEXT NOT NULL,
    kind TEXT NOT NULL,
    colour TEXT NOT NULL,
    note TEXT NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1))
  ) STRICT;
  CREATE INDEX annotations_by_event ON annotations (event, kind);

  -- The readable view: one row per event, with text instead of ids. The raw record is the bytes offset … offset + length of the item.
  CREATE VIEW events AS
  SELECT
    lower(hex(e.sha256)) || '@' || r.offset || '+' || r.length AS id,
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
    r.time AS timeMs,
    r.id AS record
  FROM records r
  JOIN evidence e ON e.id = r.evidence
  JOIN calls c ON c.id = r.call
  JOIN identities i ON i.id = r.identity
  JOIN origins o ON o.id = r.origin
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
