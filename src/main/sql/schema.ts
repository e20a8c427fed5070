// What a query may name: cloudtrail_logs with its structs, the case's own view and tables, and functions.
import type { SqlColumn, SqlSchema, SqlTable } from '../../shared/sql.ts';
import type { ReadConnection } from '../case/open.ts';
import { type Fields, RESOURCE_FIELDS, spelled, TRAIL_COLUMNS, type TrailColumn } from './columns.ts';
import { FUNCTION_NOTES } from './function-notes.ts';

/** Notes on the case's own, by name; docs/case-format.md says all of it. */
const OWN_NOTES: Record<string, string> = {
  events: 'one row per event, in SQLite, with its public id',
  annotations: 'bookmarks, tags and notes on events, entities, spans of time and views, all their versions',
  workbench: 'findings, the storyline and review marks, all their versions',
  calls: 'what was called: ids of terms',
  case_facts: 'what the examiner says of the case',
  content_blocks: 'content of large items, for reading in their midst',
  custody: 'what was done to the case',
  decoding_steps: 'how wrapped records are unwrapped',
  evidence: 'every item, with its SHA-256',
  evidence_bytes: 'bytes of the items, as delivered',
  found_at: 'where each item was found',
  handover_lines: 'lines of handover lists, and what came of them',
  handovers: 'handover lists that were compared',
  identities: 'who called: ids of terms',
  key_events: 'access keys that records name: handed out, or asked about',
  item_hashes: 'MD5 and SHA-1 of items',
  origins: 'from where: ids of terms',
  problems: 'what could not be read',
  record_columns: 'columns of the records, packed',
  records: 'every record, repeats too: where its bytes are',
  repeats: 'records that repeat an event',
  redaction_salts: 'secret salts of redacted reports',
  report_logos: 'pictures for reports',
  report_settings: 'texts and choices for reports, all their versions',
  saved_views: 'views that were saved, all their versions',
  seals: 'signed statements of the state of the case',
  sources: 'acts of acquisition',
  terms: 'texts, each once',
  watch_lists: 'lists of addresses to watch for, all their versions',
};

export function sqlSchema(db: ReadConnection): SqlSchema {
  const trail: SqlTable = {
    name: 'cloudtrail_logs',
    note: "one row per event, as in Athena's table",
    columns: Object.values(TRAIL_COLUMNS).map(trailColumn),
  };
  return { tables: [trail, ...ownTables(db)], functions: functions() };
}

function trailColumn({ name, type, note, fields }: TrailColumn): SqlColumn {
  const elements = type === 'array' ? RESOURCE_FIELDS.map((field) => text(spelled(field))) : fieldList(fields);
  return { name, type: type === 'row' ? 'struct' : type, note, fields: elements };
}

const text = (name: string): SqlColumn => ({ name, type: 'varchar', note: '', fields: [] });

function fieldList(fields: Fields | undefined): SqlColumn[] {
  if (!fields || fields === 'any') return [];
  return Object.entries(fields).map(([field, inner]) =>
    inner === null ? text(spelled(field)) : { name: spelled(field), type: 'struct', note: '', fields: fieldList(inner) },
  );
}

/** The view `events` first, then tables by name. */
function ownTables(db: ReadConnection): SqlTable[] {
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name")
    .pluck()
    .all() as string[];
  const columns = db.prepare('SELECT name, lower(type) AS type FROM pragma_table_xinfo(?)');
  return names.map((name) => ({
    name,
    note: OWN_NOTES[name] ?? '',
    columns: (columns.all(name) as { name: string; type: string }[]).map((column) => ({ ...column, note: '', fields: [] })),
  }));
}

function functions(): SqlSchema['functions'] {
  return Object.entries(FUNCTION_NOTES).flatMap(([group, calls]) =>
    Object.entries(calls).map(([call, note]) => ({ name: call.replace(/\(.*$/s, ''), group, call, note })),
  );
}
