// What can be said of a report that cannot be written again, or came out otherwise: each of its exhibits, and each custody entry that it prints, compared
// with the case on its own.
import type { CustodyRow } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { parseEventId } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { type RecordPlaces, recordPlaces } from '../case/record-places.ts';
import { breathe, type JobControl } from '../jobs/progress.ts';
import { IntactItems, itemOf, sha256 } from '../report/exhibits.ts';
import { below, type Element, readElement, restored, textOf } from './markup.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { ReportFile } from './report-file.ts';
import { ONE_BY_ONE } from './words.ts';

export interface OneByOne {
  exhibits: number;
  /** In words, as far as they are listed; each begins with which exhibit it is. */
  wrongExhibits: string[];
  entries: number;
  wrongEntries: string[];
  /** As the report prints it; null where it prints none. */
  evidenceRoot: string | null;
  /** Of either list: more than are listed. */
  cut: number;
}

const LISTED = 20;
const HASH = /^[0-9a-f]{64}$/;

/** Errors: CANCELLED. */
export async function oneByOne(file: ReportFile, db: ReadConnection, { signal, onProgress }: JobControl): Promise<OneByOne> {
  const found: OneByOne = { exhibits: 0, wrongExhibits: [], entries: 0, wrongEntries: [], evidenceRoot: null, cut: 0 };
  const evidence = new EvidenceReader(db);
  const check = new ExhibitCheck(db, evidence, new IntactItems(evidence));
  const entry = db.prepare('SELECT * FROM custody WHERE seq = ?');
  const wrong = (list: string[], what: string): void => {
    if (list.length < LISTED) list.push(what);
    else found.cut++;
  };
  for (const piece of piecesOf(file)) {
    if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'The check was cancelled');
    if (piece.kind === 'exhibit') {
      found.exhibits++;
      const problem = check.problem(piece.text, found.exhibits);
      if (problem !== null) wrong(found.wrongExhibits, problem);
      if (found.exhibits % 16 === 0) await breathe();
    } else if (piece.kind === 'custody') {
      found.entries++;
      const problem = entryProblem(piece, found.entries, (seq) => entry.get(seq) as CustodyRow | undefined);
      if (problem !== null) wrong(found.wrongEntries, problem);
      if (found.entries % 256 === 0) await breathe();
    } else found.evidenceRoot ??= /<code>([0-9a-f]{64})<\/code>/.exec(piece.text)?.[1] ?? null;
    const of = file.identity.exhibits;
    onProgress?.({ phase: 'Comparing exhibits', bytes: found.exhibits, totalBytes: of, files: 0, totalFiles: 0, events: 0 });
  }
  return found;
}

const codes = (of: Element): string[] => [...below(of, ({ tag }) => tag === 'code')].map(textOf);

class ExhibitCheck {
  private readonly db: ReadConnection;
  private readonly places: RecordPlaces;
  private readonly evidence: EvidenceReader;
  private readonly intact: IntactItems;

  constructor(db: ReadConnection, evidence: EvidenceReader, intact: IntactItems) {
    this.db = db;
    this.places = recordPlaces(db);
    this.evidence = evidence;
    this.intact = intact;
  }

  /** @param text null: it could not be read, @param number as it must be */
  problem(text: string | null, number: number): string | null {
    const article = text === null ? null : readElement(text);
    const say = (what: string): string => ONE_BY_ONE.exhibit(number, what);
    if (article === null) return say(ONE_BY_ONE.notOurs);
    if (article.id !== `exhibit-${number}`) return say(ONE_BY_ONE.otherNumber);
    const [raw] = below(article, ({ tag, classes }) => tag === 'pre' && classes.includes('raw'));
    const [stated] = [...below(article, ({ classes }) => classes.includes('record-hash'))].map(textOf);
    const [facts] = below(article, ({ tag, classes }) => tag === 'table' && classes.includes('facts'));
    const values = facts ? codes(facts) : [];
    const item = values.find((one) => HASH.test(one));
    const id = values.find((one) => parseEventId(one) !== null);
    const address = id === undefined ? null : parseEventId(id);
    if (id === undefined || item === undefined || address === null) return say(ONE_BY_ONE.notOurs);
    if (item !== address.sha256) return say(ONE_BY_ONE.otherItem);
    const record = this.places.at(id);
    if (record === null) return say(ONE_BY_ONE.noEvent);
    const { evidence } = itemOf(this.db, record);
    const bytes = this.evidence.record(evidence, address);
    const complete = address.steps === '' ? bytes.length === address.length : bytes.length > 0;
    if (!complete) return raw || stated !== undefined ? say(ONE_BY_ONE.noBytes) : null;
    if (!raw || stated === undefined) return say(ONE_BY_ONE.noRecord);
    if (stated !== sha256(bytes)) return say(ONE_BY_ONE.otherHash);
    if (!restored(textOf(raw)).equals(bytes)) return say(ONE_BY_ONE.otherRecord);
    return this.intact.check(evidence, item) === 'altered' ? say(ONE_BY_ONE.alteredItem) : null;
  }
}

/** An entry in two rows: its number, and what its hash is taken over, the hash last. */
function entryProblem({ text }: Piece, number: number, entryOf: (seq: number) => CustodyRow | undefined): string | null {
  const rows = readElement(`<table>${text}</table>`);
  const [head, detail] = rows?.children.filter((child): child is Element => typeof child === 'object') ?? [];
  if (!head || !detail || head.id !== `custody-${number}`) return ONE_BY_ONE.entry(number, ONE_BY_ONE.notOurs);
  const row = entryOf(number);
  if (!row) return ONE_BY_ONE.entry(number, ONE_BY_ONE.noEntry);
  const values = codes(detail);
  return values[0] === String(row.at) && values.at(-1) === row.hash && values.at(-2) === row.previous
    ? null
    : ONE_BY_ONE.entry(number, ONE_BY_ONE.otherEntry);
}
