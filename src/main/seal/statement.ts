// The text that a seal signs: lines `name: value`, in one order, so that a person reads it and a shell takes it apart.
// docs/case-format.md defines it for a third party; keep both in step.
import { MOMENT_PARTS, type Moment } from '../case/moment.ts';

const STATEMENT_TITLE = 'Trailcase seal, version 1';

export interface SealStatement {
  caseId: string;
  /** From 1, in order of sealing. */
  number: number;
  /** ms UTC, by the clock of the machine. */
  at: number;
  examiner: string;
  tool: string;
  note: string;
  evidenceRoot: string;
  items: number;
  eventsRoot: string;
  events: number;
  sightings: number;
  conflicts: number;
  problems: number;
  inventoryRoot: string;
  custodyEntries: number;
  /** Hash of the newest custody entry, which is the one before that of this seal. */
  custodyHead: string;
  /** Version of the parser that derived the events. */
  parser: number;
  moment: Moment;
  /** What a verification just before said, in words. */
  verification: string;
  /** SHA-256 of the public key (DER, SubjectPublicKeyInfo). */
  key: string;
  /** Whether the key was made for this seal only and thrown away. */
  oneTimeKey: boolean;
}

const ONE_TIME = 'made for this seal only, not kept';
const KEPT = 'of the examiner';

/** As UTF-8, each line ended by a line feed. */
export function writeStatement(s: SealStatement): string {
  const lines: [string, string | number][] = [
    ['case', s.caseId],
    ['seal', s.number],
    ['sealed', new Date(s.at).toISOString()],
    ['examiner', s.examiner],
    ['tool', s.tool],
    ['note', s.note],
    ['evidence-root', s.evidenceRoot],
    ['evidence-items', s.items],
    ['events-root', s.eventsRoot],
    ['events', s.events],
    ['sightings', s.sightings],
    ['conflicts', s.conflicts],
    ['problems', s.problems],
    ['inventory-root', s.inventoryRoot],
    ['custody-entries', s.custodyEntries],
    ['custody-head', s.custodyHead],
    ['parser', s.parser],
    ['last-rows', MOMENT_PARTS.map((part) => `${part}=${s.moment[part]}`).join(' ')],
    ['verification', s.verification],
    ['key', s.key],
    ['key-kept', s.oneTimeKey ? ONE_TIME : KEPT],
  ];
  return `${STATEMENT_TITLE}\n${lines.map(([name, value]) => `${name}: ${oneLine(String(value))}\n`).join('')}`;
}

/** The statement of a text; null when it is none that this version understands, to the letter. */
export function readStatement(text: string): SealStatement | null {
  const fields = new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const colon = line.indexOf(': ');
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 2)]] : [];
    }),
  );
  const word = (name: string): string => fields.get(name) ?? '';
  const number = (name: string): number => Number(word(name));
  const rows = new Map(
    word('last-rows')
      .split(' ')
      .map((part) => part.split('=') as [string, string]),
  );
  const statement: SealStatement = {
    caseId: word('case'),
    number: number('seal'),
    at: Date.parse(word('sealed')),
    examiner: word('examiner'),
    tool: word('tool'),
    note: word('note'),
    evidenceRoot: word('evidence-root'),
    items: number('evidence-items'),
    eventsRoot: word('events-root'),
    events: number('events'),
    sightings: number('sightings'),
    conflicts: number('conflicts'),
    problems: number('problems'),
    inventoryRoot: word('inventory-root'),
    custodyEntries: number('custody-entries'),
    custodyHead: word('custody-head'),
    parser: number('parser'),
    moment: Object.fromEntries(MOMENT_PARTS.map((part) => [part, Number(rows.get(part))])) as unknown as Moment,
    verification: word('verification'),
    key: word('key'),
    oneTimeKey: word('key-kept') === ONE_TIME,
  };
  const numbers = [...Object.values(statement), ...Object.values(statement.moment)].filter((value) => typeof value === 'number');
  if (!numbers.every(Number.isSafeInteger)) return null;
  return writeStatement(statement) === text ? statement : null;
}

/** What is signed line by line may hold no line feed, nor anything else that a terminal obeys. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}
