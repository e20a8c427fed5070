// The content of an exchange file: every version of what was annotated, bound to the evidence root; and the hash by which anyone can tell that it is whole.
import { createHash } from 'node:crypto';
import { ANNOTATION_KINDS, Label, LONGEST_NOTE, parseTarget, TagName } from '../../shared/annotations.ts';
import { BOOKMARK_COLOURS } from '../../shared/domain.ts';
import { EXCHANGE_FORMAT, EXCHANGE_VERSION, type ExchangeContent } from '../../shared/exchange.ts';
import { custodyHead } from '../case/custody.ts';
import { readFacts } from '../case/facts.ts';
import type { ReadConnection } from '../case/open.ts';
import { evidenceRoot } from '../case/roots.ts';
import { SCHEMA_VERSION } from '../case/schema.ts';
import { TOOL } from '../version.ts';

/**
 * Everything annotated, in the order in which it was written.
 * @param filter as it is told in the file
 * @param isWanted of annotations of events: which ones
 */
export function exchangeContent(db: ReadConnection, filter = '', isWanted: (target: string) => boolean = () => true): ExchangeContent {
  const facts = readFacts(db);
  const custody = custodyHead(db);
  const rows = <T>(sql: string): T[] => db.prepare(sql).all() as T[];
  const annotations = rows<Removed<ExchangeContent['annotations'][number]>>(
    'SELECT author, at, removed, origin, event AS target, kind, colour, label, note FROM annotations ORDER BY id',
  );
  const work = rows<Removed<ExchangeContent['work'][number]>>(
    'SELECT author, at, removed, origin, kind, subject, body FROM workbench ORDER BY id',
  );
  const views = rows<Removed<ExchangeContent['views'][number]>>(
    'SELECT name, filter, state AS display, author, at, removed FROM saved_views ORDER BY id',
  );
  return {
    format: EXCHANGE_FORMAT,
    version: EXCHANGE_VERSION,
    case: { caseId: facts.caseId, title: facts.title, number: facts.number, schema: SCHEMA_VERSION },
    evidenceRoot: evidenceRoot(db),
    custody: { head: custody.head, entries: custody.entries },
    from: fromWhom(db, facts.examiner),
    tool: TOOL,
    filter,
    annotations: annotations.filter(({ target }) => isWanted(target)).map(flagged),
    work: work.map(flagged),
    views: views.map(flagged),
  };
}

type Removed<T> = Omit<T, 'removed'> & { removed: number };

function flagged<T extends { removed: number }>(row: T): Omit<T, 'removed'> & { removed: boolean } {
  return { ...row, removed: row.removed === 1 };
}

/** Whose work it is: the author of the newest version that was written in this case; the same from export to export, and on every computer. */
function fromWhom(db: ReadConnection, examiner: string): string {
  const newest = db
    .prepare(
      `SELECT author FROM (SELECT at, author FROM annotations WHERE origin = '' UNION ALL SELECT at, author FROM workbench WHERE origin = '')
       ORDER BY at DESC, author LIMIT 1`,
    )
    .pluck()
    .get() as string | undefined;
  return newest || examiner || 'unnamed';
}

/** JSON as RFC 8785 has it: names sorted, nothing between. What is hashed. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonicalJson(one)}`).join(',')}}`;
}

/** Lower-case hex. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
}

/** The file's text: the content, and its hash. */
export function exchangeText(content: ExchangeContent): string {
  return `${JSON.stringify({ content, sha256: contentHash(content) }, null, 1)}\n`;
}

/** What is wrong with an annotation that another program wrote; null where nothing is. */
export function annotationProblem({ kind, colour, label, note, target }: ExchangeContent['annotations'][number]): string | null {
  if (!(ANNOTATION_KINDS as readonly string[]).includes(kind)) return `there are no annotations of kind ${JSON.stringify(kind)}`;
  if (colour !== '' && !(BOOKMARK_COLOURS as readonly string[]).includes(colour)) return `there is no colour ${JSON.stringify(colour)}`;
  const read = Label.safeParse(label);
  if (!read.success || read.data !== label) return 'its label is longer than a line of a few words, or is not one line';
  if (kind === 'tag' && !TagName.safeParse(note).success) return 'it is a tag whose name no tag has';
  if (note.length > LONGEST_NOTE) return `its note is longer than ${LONGEST_NOTE} characters`;
  return parseTarget(target) === null ? 'it is on something that is neither event, entity, span of time nor view' : null;
}
