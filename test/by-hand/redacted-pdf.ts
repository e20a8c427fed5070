// Prints redacted reports of the case in which every field holds a text of its own, in every template, and looks for those texts in what a PDF can hold: the text of
// its pages (pdftotext), its outline, titles and alternative texts. Too slow for a test. Needs pdftotext: node test/by-hand/redacted-pdf.ts
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { makeReport } from '../../src/main/jobs/report-job.ts';
import { EVERYTHING_HIDDEN, PLAIN_REPORT, REPORT_TEMPLATES } from '../../src/shared/report.ts';
import { canaryCase, foundIn } from '../unit/report/canaries.ts';

/** Streams unpacked, and strings that are written in UTF-16, as hexadecimal digits or with a zero before each letter. */
function textsIn(pdf: Buffer): string {
  const parts = [pdf];
  for (let from = pdf.indexOf('stream'); from >= 0; from = pdf.indexOf('stream', from + 6)) {
    const begin = from + (pdf[from + 6] === 0x0d ? 8 : 7);
    const end = pdf.indexOf('endstream', begin);
    if (end < 0) break;
    try {
      parts.push(inflateSync(pdf.subarray(begin, end), { finishFlush: 2 }));
    } catch {
      // A picture or a font.
    }
    from = end;
  }
  const all = Buffer.concat(parts).toString('latin1');
  const coded = [...all.matchAll(/<feff((?:[0-9a-f]{4})+)>/gi)].map(([, digits = '']) =>
    Buffer.from(digits, 'hex').swap16().toString('utf16le'),
  );
  return [all, all.replaceAll('\0', ''), ...coded].join('\n');
}

const made = await canaryCase();
const { path } = made.file;
const folder = mkdtempSync(join(tmpdir(), 'trailcase-redacted-pdf-'));
made.file.close();
let wrong = 0;
try {
  for (const template of REPORT_TEMPLATES) {
    const out = join(folder, `${template}.pdf`);
    const options = { ...PLAIN_REPORT, template, actor: template === 'dossier' ? made.actor : null, redaction: EVERYTHING_HIDDEN };
    await makeReport({ path, out, overwrite: false, options, keys: [] }, {});
    const text = execFileSync('pdftotext', ['-layout', out, '-'], { maxBuffer: 1 << 28 }).toString('utf8');
    if (!text.includes('REDACTED')) throw new Error(`${template}: no page says that it is redacted`);
    // Lines are broken within words: a text is looked for without blanks, too.
    const found = [text, text.replace(/\s+/g, ''), textsIn(readFileSync(out))].flatMap((one) => foundIn(one, made.canaries));
    wrong += found.length;
    process.stdout.write(`${template}: ${found.length === 0 ? 'nothing hidden can be read' : found.join('\n  ')}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
  made.remove();
}
process.exitCode = wrong === 0 ? 0 : 1;
