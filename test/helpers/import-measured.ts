// A program: imports into a new case, verifies it, and prints what both found and the most memory that either needed, in bytes.
// Arguments: CASE PATH
import { CaseFile } from '../../src/main/case/case-file.ts';
import { importPaths } from '../../src/main/jobs/import-job.ts';
import { verifyCase } from '../../src/main/verify/verify-case.ts';

const [path = '', folder = ''] = process.argv.slice(2);
const file = CaseFile.create(path);
const { summary } = await importPaths(file, [folder]);
file.close();
const peakOfImport = process.resourceUsage().maxRSS * 1024;
const { ok, items } = (await verifyCase(path)).summary;
process.stdout.write(JSON.stringify({ summary, ok, items, peakOfImport, peak: process.resourceUsage().maxRSS * 1024 }));
