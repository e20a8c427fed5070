// Answers one query over a case opened for reading, with messages: its head, its rows, its end.
import { toErrorValue } from '../../shared/errors.ts';
import { openForReading } from '../case/open.ts';
import { registerFunctions } from './functions.ts';
import { Hints } from './hints.ts';
import type { Cell, RowEvents, SqlMessage, SqlQuestion } from './messages.ts';
import { RecordValues } from './record-value.ts';
import { rowEvents } from './row-events.ts';
import { asInvalid, statementFor } from './statement.ts';

/** Rows and characters that are sent at once. */
const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 256 * 1024;

/** Bytes SQLite may take: a query that wants more fails instead of taking the machine's memory. Sorting goes to a temporary file before. */
const HEAP_LIMIT = 1024 * 1024 * 1024;

/** The way to who asked. */
interface Channel {
  /** As `process.send`. */
  send(message: SqlMessage, sent: (error: Error | null) => void): void;
  /** Resolves with the next thing that is heard: that the rows sent last are written. */
  heard(): Promise<unknown>;
}

/** The channel with promises. */
class Asker {
  private readonly channel: Channel;

  constructor(channel: Channel) {
    this.channel = channel;
  }

  send(message: SqlMessage): Promise<void> {
    return new Promise((done, failed) => this.channel.send(message, (error) => (error ? failed(error) : done())));
  }

  written(): Promise<unknown> {
    return this.channel.heard();
  }
}

/**
 * Answers a question with messages, one after the other; the last one is its end, or why it failed: an error of opening a case, SQL_INVALID,
 * SQL_UNSUPPORTED, or SQLite's own.
 * Errors: those of the channel.
 */
export async function answer(question: SqlQuestion, channel: Channel): Promise<void> {
  const asker = new Asker(channel);
  await run(question, asker).catch((error) => asker.send({ kind: 'failed', error: toErrorValue(asInvalid(error)) }));
}

async function run({ path, query, maxRows, maxCharacters, withEvents }: SqlQuestion, asker: Asker): Promise<void> {
  const db = openForReading(path);
  // A connection that is walking through rows answers nothing else.
  const raw = openForReading(path);
  try {
    db.pragma(`hard_heap_limit = ${HEAP_LIMIT}`);
    registerFunctions(db);
    const values = new RecordValues(raw);
    // What else it is given decides only when it is asked: see trailSource.
    db.function('ct', { deterministic: true, varargs: true }, (record, field) => values.field(Number(record), String(field)));
    const hints = new Hints();
    const { statement, translated, carriesRecord, origins } = statementFor(db, query, hints, { carryRecord: withEvents });
    const columns = statement.columns().map((column) => column.name);
    const own = carriesRecord ? columns.slice(0, -1) : columns;
    await asker.send({ kind: 'begun', columns: apart(own), hints: hints.list, translated, origins });
    const rows = statement.safeIntegers(true).raw(true).iterate() as IterableIterator<unknown[]>;
    const eventOf = withEvents ? rowEvents(raw, columns, carriesRecord) : null;
    await stream(asker, rows, own.length, eventOf, { maxRows, maxCharacters });
  } finally {
    raw.close();
    db.close();
  }
}

interface Limits {
  maxRows: number | null;
  maxCharacters: number | null;
}

/** @param width columns that the query asked for; `eventOf`: the event of a row, where that is wanted */
async function stream(
  asker: Asker,
  rows: IterableIterator<unknown[]>,
  width: number,
  eventOf: ((row: readonly unknown[]) => string | null) | null,
  { maxRows, maxCharacters }: Limits,
): Promise<void> {
  let batch: Cell[][] = [];
  let events: RowEvents = [];
  let characters = 0;
  let sent = 0;
  let sentCharacters = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const written = asker.written();
    await asker.send({ kind: 'rows', rows: batch, events: eventOf ? events : null });
    await written;
    batch = [];
    events = [];
    characters = 0;
  };
  const cutAt = async (cut: 'rows' | 'size'): Promise<void> => {
    await flush();
    await asker.send({ kind: 'end', cut });
  };
  for (const row of rows) {
    if (maxRows !== null && sent >= maxRows) return await cutAt('rows');
    const cells = row.slice(0, width).map(cell);
    const size = cells.reduce<number>((sum, one) => sum + (typeof one === 'string' ? one.length : 8), 0);
    sentCharacters += size;
    if (maxCharacters !== null && sentCharacters > maxCharacters) return await cutAt('size');
    batch.push(cells);
    if (eventOf) events.push(eventOf(row));
    sent++;
    characters += size;
    if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await flush();
  }
  await flush();
  await asker.send({ kind: 'end', cut: null });
}

function cell(value: unknown): Cell {
  if (typeof value === 'bigint') return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`;
  return value as Cell;
}

/** Columns of one name told apart: `arn`, `arn_2`. */
function apart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let n = 2; taken.has(own); n++) own = `${name}_${n}`;
    taken.add(own);
    return own;
  });
}
