// What examiners wrote in a case, and what it names: texts that are hidden as notes wherever they stand, and names in references and findings.
import { textPieces } from '../../../shared/references.ts';
import { SHIPPED_ATTACK } from '../../attack/shipped.ts';
import { everStated } from '../../case/facts.ts';
import type { ReadConnection } from '../../case/open.ts';
import { reportSettings } from '../../case/report-settings.ts';
import { detailClassOf } from './detail-fields.ts';
import type { Kind } from './kinds.ts';
import { isMarking } from './markings.ts';
import type { Names } from './names.ts';
import { shapesIn } from './shapes.ts';
import { isOpenValue, isVocabulary } from './vocabulary.ts';

/** Nesting is anyone's. */
const DEPTH = 24;
/** Characters of a title or label that is looked for within other texts. */
const SHORTEST_LABEL = 4;
const LONGEST_LABEL = 200;

/** Texts in the details of the custody log, each with the names on the way to it. */
export function* toldIn(db: ReadConnection): Generator<{ path: string[]; text: string }> {
  const walk = function* (part: unknown, path: string[]): Generator<{ path: string[]; text: string }> {
    if (typeof part === 'string') yield { path, text: part };
    else if (typeof part === 'object' && part !== null && path.length < DEPTH)
      for (const [name, inner] of Object.entries(part)) yield* walk(inner, [...path, name]);
  };
  for (const detail of db.prepare('SELECT detail FROM custody ORDER BY seq').pluck().iterate() as IterableIterator<string>)
    yield* walk(parsed(detail), []);
}

/** Whole texts of examiners: titles, reasons, labels. Wherever one stands alone it is hidden as a note. */
export function writtenIn(names: Names): Set<string> {
  const found = new Set<string>();
  const walk = (part: unknown, depth: number): void => {
    if (typeof part === 'string') found.add(part);
    else if (typeof part === 'object' && part !== null && depth < DEPTH) for (const inner of Object.values(part)) walk(inner, depth + 1);
  };
  walk(everStated(names.db, 'title', 'number', 'organisation'), 0);
  const { options: _, logo: __, ...settings } = reportSettings(names.db);
  walk(settings, 0);
  for (const { note, label } of names.db.prepare('SELECT note, label FROM annotations ORDER BY id').iterate() as IterableIterator<{
    note: string;
    label: string;
  }>)
    walk([note, label], 0);
  for (const body of names.db.prepare('SELECT body FROM workbench ORDER BY id').pluck().iterate() as IterableIterator<string>)
    walk(parsed(body), 0);
  for (const sql of ['SELECT name FROM saved_views', 'SELECT filter FROM saved_views', 'SELECT name FROM watch_lists'])
    walk(names.db.prepare(sql).pluck().all(), 0);
  // Filters and statements that somebody typed.
  for (const { path, text } of toldIn(names.db)) {
    const { is } = detailClassOf(path);
    if ((is === 'free' || is === 'unknown') && text.length >= SHORTEST_LABEL && !isOpenValue(text) && !/^\s*[[{]/.test(text))
      found.add(text);
  }
  for (const text of found) if (!isWritten(names, text)) found.delete(text);
  // Short ones are titles, labels, names of lists: they stand within other texts, too.
  for (const text of found) if (text.length >= SHORTEST_LABEL && text.length <= LONGEST_LABEL && !isMarking(text)) names.add('label', text);
  return found;
}

/** Not words that the report needs, nor names and ids, which are hidden as such. */
function isWritten(names: Names, text: string): boolean {
  if (text === '' || names.isOpen(text) || isVocabulary(text) || ATTACK.has(text)) return false;
  return (
    names.dictionary.whole(text) === undefined &&
    !shapesIn(text, () => false, true).some(({ from, to }) => from === 0 && to === text.length)
  );
}

/** What findings and notes point to by name. */
export function references(names: Names): void {
  const kinds: Readonly<Record<string, Kind>> = {
    ip: 'host',
    key: 'key',
    account: 'account',
    user: 'user',
    actor: 'user',
    session: 'session',
    sourceIdentity: 'session',
    resource: 'resource',
  };
  const add = (kind: string, value: string): void => {
    const known = kinds[kind];
    if (known !== undefined) for (const part of known === 'user' ? value.split(/[/:]/) : [value]) names.named(known, part);
  };
  const walk = (part: unknown, depth: number): void => {
    if (typeof part === 'string') {
      if (part.includes('[[')) for (const { reference } of textPieces(part)) if (reference) add(reference.kind, reference.value);
    } else if (typeof part === 'object' && part !== null && depth < DEPTH) {
      const { kind, value } = part as { kind?: unknown; value?: unknown };
      if (typeof kind === 'string' && typeof value === 'string') add(kind, value);
      for (const inner of Object.values(part)) walk(inner, depth + 1);
    }
  };
  for (const body of names.db.prepare('SELECT body FROM workbench ORDER BY id').pluck().iterate() as IterableIterator<string>)
    walk(parsed(body), 0);
  for (const note of names.db.prepare('SELECT note FROM annotations ORDER BY id').pluck().iterate() as IterableIterator<string>)
    walk(note, 0);
}

/** Published names, the same for everyone. */
const ATTACK: ReadonlySet<string> = new Set([
  SHIPPED_ATTACK.data,
  ...SHIPPED_ATTACK.techniques.flatMap(({ id, name, tactics }) => [id, name, ...tactics]),
]);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
