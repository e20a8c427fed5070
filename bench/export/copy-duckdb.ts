// One run of the benchmark's other side: DuckDB writes the same rows as CSV. Arguments: database, threads, file to write. Prints its figures as JSON.
import { DuckDBInstance } from '@duckdb/node-api';
import { printFigures } from '../import/figures.ts';
import { literal } from '../query/parameters.ts';

const [database = '', threads = '2', out = ''] = process.argv.slice(2);

const started = performance.now();
const instance = await DuckDBInstance.create(database, { threads, access_mode: 'READ_ONLY' });
const connection = await instance.connect();
const written = await connection.runAndReadAll(`
  COPY (
    SELECT eventID AS id, strftime(time, '%Y-%m-%dT%H:%M:%SZ') AS time, eventName, eventSource, awsRegion, recipientAccountId AS accountId, actor,
      userIdentity.accessKeyId AS accessKeyId, sourceIPAddress, userAgent, errorCode, eventID
    FROM events ORDER BY events.time, eventID
  ) TO ${literal(out)} (FORMAT csv, HEADER)`);
const rows = Number(written.getRows()[0]?.[0]);
connection.closeSync();
instance.closeSync();
printFigures(started, rows, out);
