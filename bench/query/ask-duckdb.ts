// The other side of the benchmark: DuckDB holds its database open, and answers. Arguments: database, threads.
import { DuckDBInstance } from '@duckdb/node-api';
import { peakBytes } from '../common.ts';
import { serve } from './messages.ts';
import { PARAMETERS } from './parameters.ts';
import { QUESTIONS, type Row } from './questions.ts';

const [database = '', threads = '2'] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database, { threads, access_mode: 'READ_ONLY' });
const connection = await instance.connect();

/** Every row, as values of JavaScript. */
async function fetched(sql: string) {
  return (await connection.runAndReadAll(sql)).getRows();
}

serve(async (request) => {
  if (request.kind === 'peak') return peakBytes();
  if (request.kind === 'values') return (await fetched(PARAMETERS[request.of](request.count))).map(([value]) => String(value));
  const question = QUESTIONS.find(({ id }) => id === request.question);
  if (!question) throw new Error(`no question is called ${request.question}`);
  const sql = question.sql(request.value);
  const started = performance.now();
  const rows = await fetched(sql);
  const ms = performance.now() - started;
  const plain = rows.map((row): Row => row.map((value) => (value === null || typeof value === 'string' ? value : Number(value))));
  return { ms, answer: question.ofRows(plain) };
});
process.on('disconnect', () => {
  connection.closeSync();
  instance.closeSync();
});
