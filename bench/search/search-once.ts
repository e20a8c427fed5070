// One run of the benchmark: searches a case. Arguments: case, text, `ignore-case` or nothing. Prints its figures as JSON.

import { openForReading } from '../../src/main/case/open.ts';
import { searchCase } from '../../src/main/query/search.ts';
import { peakBytes } from '../common.ts';

const [path = '', text = '', how = ''] = process.argv.slice(2);

const before = process.cpuUsage();
const started = performance.now();
const db = openForReading(path);
let events = 0;
const searched = await searchCase(db, path, { text, ignoreCase: how === 'ignore-case', filter: null }, (hits) => {
  events += hits.length;
});
db.close();
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  `${JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakBytes: peakBytes(), events, bytes: searched.contentBytes })}\n`,
);
