// One run of the benchmark: exports all events of a case. Arguments: case, format, file to write. Prints its figures as JSON.
import { openForReading } from '../../src/main/case/open.ts';
import { FORMATS } from '../../src/main/export/formats.ts';
import { printFigures } from '../import/figures.ts';

const [path = '', name = 'csv', out = ''] = process.argv.slice(2);
const format = FORMATS.find((one) => one.name === name);
if (!format) throw new Error(`there is no format ${name}`);

const started = performance.now();
const db = openForReading(path);
const { rows, leftOut = 0 } = await format.write({ db, out, overwrite: true, filter: '', keys: [], control: {} });
db.close();
printFigures(started, rows + leftOut, out);
