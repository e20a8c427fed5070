// The values of a case that a redacted report hides wherever they stand: from its tables, from the records that are cited, and from what examiners wrote.
import type { RedactionOptions } from '../../../shared/report.ts';
import { EvidenceReader } from '../../case/evidence.ts';
import { everStated } from '../../case/facts.ts';
import type { ReadConnection } from '../../case/open.ts';
import { mentionsOf } from '../../decode/resources.ts';
import { SERVICES } from './api-words.ts';
import { detailClassOf } from './detail-fields.ts';
import type { Dictionary } from './dictionary.ts';
import { classOf } from './fields.ts';
import { HiddenFields, type NotSpread } from './hidden-fields.ts';
import { type Kind, resourceKind } from './kinds.ts';
import { Names } from './names.ts';
import { isKnownName } from './open-words.ts';
import type { NamedValue } from './verified-names.ts';
import { isVocabulary } from './vocabulary.ts';
import { references, toldIn, writtenIn } from './written.ts';

/** Of cases with at most so many records all are read for names; of larger ones those that the report cites. */
const ALL_READ = 20_000;
/** Names of folders and files, at most. */
const MOST_PARTS = 50_000;
/** Nesting is the attacker's. */
const DEPTH = 24;

export interface Collected {
  dictionary: Dictionary;
  /** Whole texts that people wrote. */
  notes: ReadonlySet<string>;
  /** User agents of the case. */
  agents: ReadonlySet<string>;
  /** Records that were read for names, of so many. */
  records: { read: number; all: number };
  /** Values of fields that the author hides which are not looked for elsewhere. */
  notSpread: NotSpread;
}

interface CollectFrom {
  /** Row ids of the records that the report cites. */
  records: readonly number[];
  /** What the report names beside what stands in the tables. */
  named: readonly NamedValue[];
  /** Read no other records, of however small a case. */
  citedOnly: boolean;
}

export function collect(db: ReadConnection, options: RedactionOptions, { records: cited, named, citedOnly }: CollectFrom): Collected {
  const names = new Names(db, options);
  // What the author named is hidden anywhere, also within words.
  for (const entity of options.entities) names.dictionary.add('hidden', entity, true);
  terms(names);
  others(names, named);
  people(names);
  const fields = new HiddenFields(names);
  const records = recordsOf(names, cited, citedOnly, fields);
  fields.columns();
  places(names);
  references(names);
  for (const word of names.strange) names.add('text', word);
  const notes = options.freeText ? writtenIn(names) : new Set<string>();
  const agents = options.freeText ? new Set(names.termsOf('origins', 'user_agent')) : new Set<string>();
  return { dictionary: names.dictionary, notes, agents, records, notSpread: fields.notSpread };
}

/** What the columns of all events tell of callers. */
function terms(names: Names): void {
  const each = (kind: Kind, table: 'calls' | 'identities' | 'origins', ...columns: string[]): void => {
    for (const column of columns) for (const value of names.termsOf(table, column)) names.named(kind, value);
  };
  each('account', 'calls', 'account');
  each('account', 'identities', 'account');
  each('key', 'identities', 'access_key', 'credential');
  const keys = names.db
    .prepare('SELECT value FROM terms WHERE id IN (SELECT key FROM key_events) ORDER BY value')
    .pluck()
    .all() as string[];
  for (const key of keys) names.add('key', key);
  each('role', 'identities', 'issuer', 'arn');
  each('user', 'identities', 'user_name', 'on_behalf_of');
  each('session', 'identities', 'source_identity');
  for (const principal of names.termsOf('identities', 'principal')) {
    const [id = '', ...session] = principal.split(':');
    if (!/\.amazonaws\.com$/.test(id)) names.named('principal', id);
    if (session.length > 0) names.named('session', session.join(':'));
  }
  each('identity', 'identities', 'provider', 'issued_to', 'invoked_by');
  for (const actor of names.termsOf('identities', 'actor')) for (const part of actor.split('/')) names.named('user', part);
  for (const address of names.termsOf('origins', 'source_ip')) names.named('host', address);
}

function others(names: Names, named: readonly NamedValue[]): void {
  for (const { kind, text } of named) {
    names.add(kind, text);
    // As the custody log writes people: name and login.
    if (kind === 'person') names.person(text);
  }
}

function people(names: Names): void {
  // Also what they were before they were changed: the custody log tells it.
  const texts = everStated(names.db, 'examiner');
  const from = (sql: string): void => {
    texts.push(...(names.db.prepare(sql).pluck().all() as string[]));
  };
  for (const table of ['annotations', 'workbench', 'saved_views', 'watch_lists', 'report_settings'])
    from(`SELECT DISTINCT author FROM ${table} ORDER BY author`);
  for (const table of ['annotations', 'workbench']) from(`SELECT DISTINCT origin FROM ${table} ORDER BY origin`);
  for (const table of ['sources', 'custody']) from(`SELECT DISTINCT who FROM ${table} ORDER BY who`);
  from("SELECT DISTINCT statement ->> 'examiner' FROM seals WHERE json_valid(statement) ORDER BY 1");
  for (const text of texts) if (typeof text === 'string') names.person(text);
  for (const organisation of everStated(names.db, 'organisation'))
    if (organisation !== '' && names.options.freeText) names.dictionary.add('organisation', organisation);
}

interface Place {
  evidence: number;
  offset: number;
  length: number;
  steps: string;
}

/** Names in records: of all in a small case, otherwise of those cited. */
function recordsOf(names: Names, cited: readonly number[], citedOnly: boolean, fields: HiddenFields): Collected['records'] {
  const all = names.db.prepare('SELECT count(*) FROM records').pluck().get() as number;
  const { options } = names;
  if (!options.names && !options.resources && !options.addresses && !options.accounts && !fields.isAny) return { read: 0, all };
  const evidence = new EvidenceReader(names.db);
  const columns = `r.evidence, r.offset, r.length, coalesce((SELECT value FROM decoding_steps WHERE id = r.steps), '') AS steps`;
  const one = names.db.prepare(`SELECT ${columns} FROM records r WHERE r.id = ?`);
  const rows =
    all <= ALL_READ && !citedOnly
      ? (names.db
          .prepare(`SELECT ${columns} FROM records r JOIN evidence e ON e.id = r.evidence ORDER BY e.sha256, r.offset, r.length`)
          .all() as Place[])
      : cited.map((id) => one.get(id) as Place | undefined).filter((place) => place !== undefined);
  for (const row of rows) record(names, evidence.value(row.evidence, row), fields);
  return { read: rows.length, all };
}

function record(names: Names, value: unknown, fields: HiddenFields): void {
  const walk = (part: unknown, path: string[], depth: number): void => {
    fields.take(path, part);
    if (typeof part === 'string') {
      const found = classOf(path);
      if (found.is === 'name') names.named(found.kind, part);
    } else if (typeof part === 'object' && part !== null && depth < DEPTH)
      for (const [name, inner] of Object.entries(part)) walk(inner, [...path, name], depth + 1);
  };
  walk(value, [], 0);
  for (const { kind, name, id, forms, objects } of mentionsOf(value)) {
    const word = resourceKind(kind);
    // The kind is what an ARN says, and an ARN what somebody wrote.
    for (const part of kind.split(':'))
      if (!isVocabulary(part) && !isKnownName(part) && !SERVICES.has(part.toLowerCase())) names.add('resource', part);
    for (const text of [name, id, ...forms]) names.named(word, text);
    for (const object of objects) names.named('object', object);
  }
}

/** Names of folders and files that are none of AWS's layout, and of the trails in the names of digests. */
function places(names: Names): void {
  if (!names.options.resources) return;
  const seen = new Set<string>();
  const add = (path: string): void => names.path(path, seen);
  for (const path of names.db.prepare('SELECT path FROM sources ORDER BY id').pluck().iterate() as IterableIterator<string>) add(path);
  for (const path of names.db.prepare('SELECT path FROM found_at ORDER BY source, path').pluck().iterate() as IterableIterator<string>) {
    add(path);
    if (seen.size >= MOST_PARTS) break;
  }
  for (const { path, text } of toldIn(names.db)) if (detailClassOf(path).is === 'path') add(text);
}
