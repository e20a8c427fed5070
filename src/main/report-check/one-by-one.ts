// What can be said of a report that cannot be written again, or came out otherwise: each of its exhibits, and each custody entry that it prints, compared
// with the case on its own.
import type { CustodyRow } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { zoneAsOf } from '../case/change-facts.ts';
import { parseEventId } from '../case/event-rows.ts';
import { EvidenceReader } from '../case/evidence.ts';
import type { ReadConnection } from '../case/open.ts';
import { type RecordPlaces, recordPlaces } from '../case/record-places.ts';
import { breathe, type JobControl } from '../jobs/progress.ts';
import type { ReportContext } from '../report/context.ts';
import { IntactItems, itemOf, sha256 } from '../report/exhibits.ts';
import { factLines } from '../report/fact-lines.ts';
import { html } from '../report/html.ts';
import { code, time, value } from '../report/parts.ts';
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
  /** As the report prints it; null where it prints none, or different ones. */
  evidenceRoot: string | null;
  /** The same of the events. */
  eventsRoot: string | null;
  /** It prints more than one section of roots. */
  manyRoots: boolean;
  /** Byte from which on it could not be read; null: all was. */
  unreadableFrom: number | null;
  /** Of either list: more than are listed. */
  cut: number;
}

const LISTED = 20;
const HASH = /^[0-9a-f]{64}$/;

/** Errors: CANCELLED. */
export async function oneByOne(file: ReportFile, db: ReadConnection, { signal, onProgress }: JobControl): Promise<OneByOne> {
  const found: OneByOne = {
    exhibits: 0,
    wrongExhibits: [],
    entries: 0,
    wrongEntries: [],
    evidenceRoot: null,
    eventsRoot: null,
    manyRoots: false,
    unreadableFrom: null,
    cut: 0,
  };
  const { exhibits: stated, entry: last } = file.identity;
  // By whose clock it was written: the zone may have been changed since.
  const zone = zoneAsOf(db, last);
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
      // A file that was made to take long is not read to its end.
      if (found.exhibits > stated) return found;
      if (found.exhibits % 16 === 0) await breathe();
    } else if (piece.kind === 'custody') {
      found.entries++;
      const problem = entryProblem(piece, found.entries, entry.get(found.entries) as CustodyRow | undefined, zone);
      if (problem !== null) wrong(found.wrongEntries, problem);
      if (found.entries > last) return found;
      if (found.entries % 256 === 0) await breathe();
    } else if (piece.kind === 'unreadable') found.unreadableFrom = piece.at;
    else {
      found.manyRoots ||= found.evidenceRoot !== null;
      const [evidenceRoot, eventsRoot] = Array.from(piece.text.matchAll(/<code>([0-9a-f]{64})<\/code>/g), ([, root]) => root);
      found.evidenceRoot ??= evidenceRoot ?? null;
      found.eventsRoot ??= eventsRoot ?? null;
    }
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
    const [raw, ...raws] = below(article, ({ tag, classes }) => tag === 'pre' && classes.includes('raw'));
    const [stated, ...hashes] = [...below(article, ({ classes }) => classes.includes('record-hash'))].map(textOf);
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
    if (!this.areOthers(article, raws, hashes)) return say(ONE_BY_ONE.otherRecord);
    return this.intact.check(evidence, item) === 'altered' ? say(ONE_BY_ONE.alteredItem) : null;
  }

  /** Further records of an exhibit are those of deliveries that differ: each stands below its address, and with its own hash. */
  private areOthers(article: Element, raws: readonly Element[], hashes: readonly string[]): boolean {
    const places = [...below(article, ({ tag }) => tag === 'h4')].flatMap(codes).filter((id) => parseEventId(id) !== null);
    const shown = places.flatMap((id) => {
      const address = parseEventId(id);
      const record = this.places.at(id);
      if (address === null || record === null) return [null];
      const bytes = this.evidence.record(itemOf(this.db, record).evidence, address);
      return bytes.length > 0 ? [bytes] : [];
    });
    return (
      raws.length === shown.length &&
      hashes.length === shown.length &&
      shown.every((bytes, i) => bytes !== null && hashes[i] === sha256(bytes) && restored(textOf(raws[i] as Element)).equals(bytes))
    );
  }
}

/** What stands in an entry's third cell beside its action: the exhibits that it concerns. */
const CONCERNS = /^[a-z ]{1,40} (?:Exhibit \d+(?:, )?)+$/;

/**
 * An entry in two rows: every cell that is read by people, and what its hash is taken over, the hash last. Our own words between these are not compared: they may
 * be those of another version.
 */
function entryProblem(
  { text }: Extract<Piece, { kind: 'custody' }>,
  number: number,
  row: CustodyRow | undefined,
  zone: string,
): string | null {
  const rows = readElement(`<table>${text}</table>`);
  const parts = rows?.children.filter((child): child is Element => typeof child === 'object') ?? [];
  const [head, detail] = parts;
  const say = (what: string): string => ONE_BY_ONE.entry(number, what);
  if (!head || !detail || parts.length !== 2 || head.id !== `custody-${number}`) return say(ONE_BY_ONE.notOurs);
  if (!row) return say(ONE_BY_ONE.noEntry);
  const cells = [...below(head, ({ tag }) => tag === 'td')].map(textOf);
  const shown = shownCells(row, zone);
  const [seq, at, who, what = ''] = cells;
  const told = shown[3] as string;
  const isShown =
    cells.length === 4 &&
    seq === shown[0] &&
    at === shown[1] &&
    who === shown[2] &&
    what.startsWith(told) &&
    (what === told || CONCERNS.test(what.slice(told.length)));
  const values = codes(detail);
  const stated = [row.at, row.detail, row.previous, row.hash].map((one) => plain(code(one).text));
  const isStated = values.length === stated.length && stated.every((one, i) => one === values[i]);
  return isShown && isStated ? null : say(ONE_BY_ONE.otherEntry);
}

/** As the report shows them: with the same marks for what cannot be shown. */
function shownCells(row: CustodyRow, zone: string): string[] {
  // All that these read of it.
  const context = { zone, redaction: null } as ReportContext;
  return [
    html`${row.seq}`,
    time(context, row.at, false),
    html`${value(row.who)}<br>${value(row.tool)}`,
    html`${value(row.action)}: ${value(row.outcome)}${factLines(row)}`,
  ].map(({ text }) => plain(text));
}

function plain(markup: string): string {
  const element = readElement(`<div>${markup}</div>`);
  return element === null ? markup : textOf(element);
}
