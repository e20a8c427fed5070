// One run of the benchmark's other side: DuckDB loads the archive into a database file, and makes it durable.
// Arguments: archive folder, file to make, threads, bytes of JSON in the largest value at most, layout, further columns as SQL or nothing.
// Prints its figures as JSON.
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { COLUMNS } from './duckdb-table.ts';
import { printFigures } from './figures.ts';

const [archive = '', target = '', threads = '2', largest = '16777216', layout = 'files', further = ''] = process.argv.slice(2);

const record = `STRUCT(${COLUMNS.map(([name, type]) => `${name} ${type}`).join(', ')})`;

const started = performance.now();
const instance = await DuckDBInstance.create(target, { threads });
const connection = await instance.connect();
// A quarter less CPU time; a table of events is read by time, not by the order of loading.
await connection.run('SET preserve_insertion_order = false');
const files = path.join(archive, '**', layout === 'lines' ? '*.jsonl' : '*.json.gz').replaceAll("'", "''");
// A log file is one line. Read as "newline_delimited" it takes less than as "unstructured" or "auto".
const options = `format = 'newline_delimited', maximum_object_size = ${Number(largest)}`;
const select =
  layout === 'lines'
    ? `SELECT * FROM read_json('${files}', ${options}, columns = {${COLUMNS.map(([name, type]) => `${name}: '${type}'`).join(', ')}})`
    : `SELECT unnest(record) FROM (
         SELECT unnest(Records) AS record FROM read_json('${files}', ${options}, compression = 'gzip', columns = {Records: '${record}[]'}))`;
await connection.run(`CREATE TABLE events AS ${further === '' ? select : `SELECT *, ${further} FROM (${select})`}`);
await connection.run('CHECKPOINT');
const counted = await connection.runAndReadAll('SELECT count(*) FROM events');
connection.closeSync();
instance.closeSync();
printFigures(started, Number(counted.getRows()[0]?.[0]), target);
