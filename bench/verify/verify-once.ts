// One run of the benchmark: verifies a case. Arguments: case, scope. Prints its figures as JSON.

import { verifyCase } from '../../src/main/verify/verify-case.ts';
import { VerifyScope } from '../../src/shared/domain.ts';
import { printFigures } from '../import/figures.ts';

const [path = '', scope = 'all'] = process.argv.slice(2);

const started = performance.now();
const { summary } = await verifyCase(path, {}, { scope: VerifyScope.parse(scope) });
if (!summary.ok) throw new Error(`the case is not sound: ${JSON.stringify(summary.items?.slice(0, 3))}`);
printFigures(started, summary.events.checked, path);
