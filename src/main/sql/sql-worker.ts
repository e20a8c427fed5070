// Process that runs one query over a case opened for reading.
//
// A process, not a thread: SQLite counting without end never comes back to JavaScript, and a thread in it cannot be ended. A process can be killed, and
// leaves nothing behind, since it only reads.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { toErrorValue } from '../../shared/errors.ts';
import { openForReading } from '../case/open.ts';
import { registerFunctions } from './functions.ts';
import { Hints } from './hints.ts';
import type { Cell, SqlMessage, SqlQuestion } from './messages.ts';
import { RecordValues } from './record-value.ts';
import { asInvalid, statementFor } from './statement.ts';

/** Rows and characters that are sent at once. */
const BATCH_ROWS = 500;
const BATCH_CHARACTERS = 256 * 1024;

/** Bytes SQLite may take: a query that wants more fails instead of taking the machine's memory. Sorting goes to a temporary file before. */
const HEAP_LIMIT = 1024 * 1024 * 1024;

async function answer({ path, query, maxRows }: SqlQuestion): Promise<void> {
  const db = openForReading(path);
  // A connection that is walking through rows answers nothing else.
  const raw = openForReading(path);
  try {
    db.pragma(`hard_heap_limit = ${HEAP_LIMIT}`);
    registerFunctions(db);
    const values = new RecordValues(raw);
    db.function('ct', { deterministic: true }, (record, field) => values.field(Number(record), String(field)));
    const hints = new Hints();
    const statement = statementFor(db, query, hints).safeIntegers(true).raw(true);
    await send({ kind: 'begun', columns: apart(statement.columns().map((column) => column.name)), hints: hints.list });
    await stream(statement.iterate() as IterableIterator<unknown[]>, maxRows);
  } finally {
    raw.close();
    db.close();
  }
}

async function stream(rows: IterableIterator<unknown[]>, maxRows: number | null): Promise<void> {
  let batch: Cell[][] = [];
  let characters = 0;
  let sent = 0;
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const written = once(process, 'message');
    await send({ kind: 'rows', rows: batch });
    await written;
    batch = [];
    characters = 0;
  };
  for (const row of rows) {
    if (maxRows !== null && sent >= maxRows) {
      await flush();
      await send({ kind: 'end', cut: 'rows' });
      return;
    }
    const cells = row.map(cell);
    batch.push(cells);
    sent++;
    for (const one of cells) characters += typeof one === 'string' ? one.length : 8;
    if (batch.length >= BATCH_ROWS || characters >= BATCH_CHARACTERS) await flush();
  }
  await flush();
  await send({ kind: 'end', cut: null });
}

function cell(value: unknown): Cell {
  if (typeof value === 'bigint') return BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Buffer.isBuffer(value)) return `x'${value.toString('hex')}'`;
  return value as Cell;
}

/** Columns of one name told apart: `arn`, `arn_2`. */
export function apart(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let n = 2; taken.has(own); n++) own = `${name}_${n}`;
    taken.add(own);
    return own;
  });
}

function send(message: SqlMessage): Promise<void> {
  return new Promise((done, failed) => process.send?.(message, (error: Error | null) => (error ? failed(error) : done())));
}

/** Ends this process when the one that asked is gone: a query that counts without end would notice nothing. */
function watchParent(): void {
  // An orphan gets another parent, where there is such a thing; elsewhere the number of the old one is gone.
  const program = `const parent = ${process.ppid};
    const isThere = () => { try { process.kill(parent, 0); return process.ppid === parent; } catch { return false; } };
    setInterval(() => { if (!isThere()) process.kill(process.pid, 'SIGKILL'); }, 1000);`;
  new Worker(program, { eval: true }).unref();
}

if (process.send) {
  watchParent();
  process.once('message', (question: SqlQuestion) => {
    answer(question)
      .catch((error) => send({ kind: 'failed', error: toErrorValue(asInvalid(error)) }))
      .finally(() => process.exit(0));
  });
}
