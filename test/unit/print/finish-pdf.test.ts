// The PDF as Chromium writes it becomes the report's: what changes, what stays byte for byte, and what is refused.
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { finishPdf } from '../../../src/main/print/finish-pdf.ts';
import { marginTemplate, PAGE, PAGES, PRINT_STYLE } from '../../../src/main/print/margins.ts';
import { readPdfMetadata } from '../../../src/main/print/pdf-metadata.ts';
import { objectOf, plainObject, readPdf } from '../../../src/main/print/pdf-objects.ts';
import { volumePath } from '../../../src/main/print/print-pdf.ts';
import { STYLE } from '../../../src/main/report/style.ts';

const OBJECTS = [
  "<</Title (Old)\n/Creator (Mozilla)\n/Producer (Skia/PDF m130)\n/CreationDate (D:20261126062713+00'00')\n/ModDate (D:20261126062713+00'00')>>",
  '<</Type /Page\n/Annots [4 0 R 5 0 R]\n/Contents 6 0 R\n/Parent 3 0 R>>',
  '<</Type /Pages\n/Count 1\n/Kids [2 0 R]>>',
  '<</Type /Annot\n/A <</Type /Action\n/S /URI\n/URI (trailcase-print://report/volume-2.html#exhibit-6)>>>>',
  '<</Type /Annot\n/A <</Type /Action\n/S /URI\n/URI (https://example.org/trailcase-print:)>>>>',
  '<</Length 36>> stream\n(node00000900) endobj trailcase-print: \nendstream',
  '<</Type /StructElem\n/S /P\n/Alt (\\(node00000900\\))\n/ID (node00000900)>>',
  '<</Type /StructElem\n/S /H1\n/ID (node00000817)>>',
  '<</Kids [13 0 R]>>',
  '<</Type /StructTreeRoot\n/IDTree 9 0 R>>',
  '<</Type /Catalog\n/Pages 3 0 R\n/MarkInfo <</Type /MarkInfo\n/Marked true>>\n/StructTreeRoot 10 0 R\n/Outlines 12 0 R\n/Lang (de)>>',
  '<</Type /Outlines>>',
  '<</Limits [(node00000817) (node00000900)]\n/Names [(node00000817) 8 0 R (node00000900) 7 0 R]>>',
];

/** As Skia writes it. */
function chromium(objects: readonly string[] = OBJECTS): Buffer {
  let text = '%PDF-1.4\n%\u00d3\u00eb\u00e9\u00e1\n';
  const entries = objects.map((body, i) => {
    const entry = `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return entry;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${entries.join('')}trailer\n<</Size ${size}\n/Root 11 0 R\n/Info 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(text + table, 'latin1');
}

/** The same as newer programs write it: objects packed in a stream, and the table as one, of differences between its rows. */
function packed(objects: readonly string[] = OBJECTS): Buffer {
  const stream = (number: number, dictionary: string, bytes: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`${number} 0 obj\n<<${dictionary}\n/Filter /FlateDecode\n/Length ${deflateSync(bytes).length}>>\nstream\n`),
      deflateSync(bytes),
      Buffer.from('\nendstream\nendobj\n'),
    ]);
  const [holder, table] = [objects.length + 1, objects.length + 2];
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  const rows: [kind: number, first: number, second: number][] = [[0, 0, 255]];
  const inside: [number: number, body: string][] = [];
  for (const [i, body] of objects.entries()) {
    if (body.endsWith('endstream')) {
      rows.push([1, length(), 0]);
      parts.push(Buffer.from(`${i + 1} 0 obj\n${body}\nendobj\n`, 'latin1'));
    } else {
      rows.push([2, holder, inside.length]);
      inside.push([i + 1, body]);
    }
  }
  let at = 0;
  const index = inside.map(([number, body]) => {
    at += body.length + 1;
    return `${number} ${at - body.length - 1}`;
  });
  const head = `${index.join(' ')} `;
  rows.push([1, length(), 0]);
  const bodies = inside.map(([, body]) => `${body} `).join('');
  parts.push(stream(holder, `/Type /ObjStm\n/N ${inside.length}\n/First ${head.length}`, Buffer.from(head + bodies, 'latin1')));
  const start = length();
  rows.push([1, start, 0]);
  const plain = rows.map(([kind, first, second]) => [kind, first >> 8, first & 255, second]);
  const differences = plain.map((row, i) => [2, ...row.map((byte, k) => (byte - (plain[i - 1]?.[k] ?? 0)) & 255)]);
  const parms = '/DecodeParms <</Columns 4\n/Predictor 12>>';
  parts.push(
    stream(table, `/Type /XRef\n/W [1 2 1]\n/Size ${table + 1}\n/Root 11 0 R\n/Info 1 0 R\n${parms}`, Buffer.from(differences.flat())),
    Buffer.from(`startxref\n${start}\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}

const OPTIONS = {
  title: 'Title',
  language: 'te',
  stated: Date.UTC(2026, 1, 22, 10, 30, 5),
  statement: '{}',
  creator: 'Trailcase',
  printedBy: 'Chrome 130',
  files: ['r.pdf', 'r-volume-2.pdf'],
};
const bodies = (bytes: Buffer): (string | null)[] => {
  const file = readPdf(bytes);
  const numbered = [...(file?.objects ?? [])].sort((one, other) => one.number - other.number);
  return file ? numbered.map((object) => plainObject(file, object)) : [];
};

test('changes dates, title, language, links between volumes and ids of tags, and nothing else', () => {
  const { bytes, pages } = finishPdf(chromium(), OPTIONS);
  const after = bodies(bytes);
  expect(pages).toBe(1);
  const same = [2, 3, 5, 10, 12];
  expect(same.map((n) => after[n - 1])).toEqual(same.map((n) => OBJECTS[n - 1]));
  // Streams are not looked into.
  expect(bytes.includes(OBJECTS[5] as string)).toBe(true);
  expect(after[0]).toBe(
    "<</Title (Title)\n/Creator (Trailcase)\n/Producer (Skia/PDF m130 \\(Chrome 130\\))\n/CreationDate (D:20260222103005+00'00')\n/ModDate (D:20260222103005+00'00')>>",
  );
  expect(after[3]).toContain('/S /GoToR\n/F <</Type /Filespec\n/F (r-volume-2.pdf)\n/UF (r-volume-2.pdf)>>\n/D /exhibit-6>>');
  expect([after[6], after[7], after[8], after[12]]).toEqual([
    // Text that looks like an id is text.
    '<</Type /StructElem\n/S /P\n/Alt (\\(node00000900\\))\n/ID (node00000001)>>',
    '<</Type /StructElem\n/S /H1\n/ID (node00000002)>>',
    '<</Names [(node00000001) 7 0 R\n(node00000002) 8 0 R]>>',
    'null',
  ]);
  expect(after[10]).toMatch(
    /\/Outlines 12 0 R\n\/Lang \(te\)\n\/PageMode \/UseOutlines\n\/ViewerPreferences <<\/DisplayDocTitle true>>\n\/Metadata 14 0 R>>$/,
  );
});

test('ids that another process counted otherwise, and another time of printing, give the same bytes', () => {
  const other = OBJECTS.map((body) =>
    body.endsWith('endstream') ? body : body.replaceAll('(node00000817)', '(node00009000)').replaceAll('(node00000900)', '(node00004711)'),
  ).with(12, '<</Limits [(node00004711) (node00009000)]\n/Names [(node00004711) 7 0 R (node00009000) 8 0 R]>>');
  const later = other.map((body) => body.replaceAll('20261126', '20270101'));
  expect(finishPdf(chromium(later), OPTIONS).bytes.equals(finishPdf(chromium(), OPTIONS).bytes)).toBe(true);
});

test('objects that lie packed in streams become the same', () => {
  const byNumber = (bytes: Buffer): (string | null)[] => {
    const file = readPdf(bytes);
    return OBJECTS.map((_, i) => {
      const object = file && objectOf(file, i + 1);
      return (object && plainObject(file, object))?.replace(/\/Metadata \d+/, '/Metadata') ?? null;
    });
  };
  const plainly = finishPdf(chromium(), OPTIONS);
  const unpacked = finishPdf(packed(), OPTIONS);
  expect(byNumber(unpacked.bytes)).toEqual(byNumber(plainly.bytes));
  expect(unpacked.bytes.includes(OBJECTS[5] as string)).toBe(true);
  expect(unpacked.bytes.includes('20261126')).toBe(false);
  // Packed anew: the streams in which they lay are gone, or it would all be there twice.
  for (const kind of ['/Type /ObjStm', '/Type /XRef', '%%EOF']) expect(unpacked.bytes.toString('latin1').split(kind)).toHaveLength(2);
  expect(readPdfMetadata(unpacked.bytes)).toEqual(readPdfMetadata(plainly.bytes));
  const whole = packed();
  for (let at = 0; at < whole.length - 1; at += 7) expect(readPdf(whole.subarray(0, at))).toBeNull();
});

test.each([
  ['/URI (trailcase-print://report/volume-3.html)', ''],
  ['/URI (trailcase-print://report/volume-2.html#a\\)b)', ''],
  ['/URI (trailcase-print://report/../etc)', ''],
  ['/URI (trailcase-print://report/volume-1.html)', '/D [0 /Fit]'],
])('a link %s', (address, kept) => {
  const objects = OBJECTS.with(3, `<</Type /Annot\n/A <</Type /Action\n/S /URI\n${address}>>>>`);
  const [, , , body] = bodies(finishPdf(chromium(objects), OPTIONS).bytes);
  if (kept === '') expect(body).toBe('<</Type /Annot\n>>');
  else expect(body).toContain(kept);
});

const HOSTILE = [
  ...['', ' ', '()', ')(', '\\', '\\)', ')>> endobj 1 0 obj <<', '<</S /JavaScript>>', 'endstream endobj', '%%EOF', 'line\nfeed\r\n\ttab'],
  ...['</trailcase:title><trailcase:statement>', ']]>', '<!--', '&amp;&#60;', '"\'', '<?xpacket end="r"?>', '<img src=x onerror=alert(1)>'],
  ...[
    'తెలుగు',
    '中文',
    '\u202eabc',
    '\ud83d\ude00',
    '\ud800',
    '\u0000\u0001',
    '\ufeff',
    '\ufffe',
    '{page}',
    '<span class="totalPages">',
    '-->',
  ],
];

test.each(HOSTILE)('the text %j stays a text, in the title, the statement and the margins', (text) => {
  const statement = JSON.stringify({ text });
  const { bytes } = finishPdf(chromium(), { ...OPTIONS, title: text, statement, files: ['r.pdf', text] });
  const wellFormed = text.replace(/[\ud800-\udfff]/gu, '\ufffd');
  // XML has no way to write these.
  const shown = wellFormed.replace(/[\u0000-\u0008\ufffe]/g, '\ufffd');
  expect(readPdfMetadata(bytes)).toEqual({
    title: shown,
    language: 'te',
    stated: '2026-02-22T10:30:05.000Z',
    statement: statement.replace('\ufffe', '\ufffd'),
  });
  expect(bodies(bytes)).toHaveLength(OBJECTS.length + 1);
  const template = marginTemplate({ start: [text, PAGE], end: ['of ', PAGES] }, 'en');
  const ours = marginTemplate({ start: ['', PAGE], end: ['of ', PAGES] }, 'en');
  expect(template.match(/<[^>]*>/g)).toEqual(ours.match(/<[^>]*>/g));
});

test('a file that is not as Chromium writes it is refused, wherever it is cut off', () => {
  const whole = chromium();
  const { bytes } = finishPdf(whole, OPTIONS);
  for (let at = 0; at < whole.length; at += 7) expect(() => finishPdf(whole.subarray(0, at), OPTIONS)).toThrow(/cannot be completed/);
  for (let at = 0; at < bytes.length - 1; at += 7) expect(readPdfMetadata(bytes.subarray(0, at))).toBeNull();
  expect(readPdfMetadata(whole)).toBeNull();
  expect(readPdfMetadata(Buffer.from('<!doctype html>'))).toBeNull();
  const untagged = OBJECTS.with(10, (OBJECTS[10] as string).replace('/StructTreeRoot 10 0 R', ''));
  expect(() => finishPdf(chromium(untagged), OPTIONS)).toThrow(/no tags/);
  const file = readPdf(whole);
  expect(file && objectOf(file, 99)).toBeNull();
});

test('every margin box that the report fills is emptied: Chromium prints the margins', () => {
  const boxes = [...STYLE.text.matchAll(/@(?:top|bottom|left|right)-[a-z-]+/g)].map(([box]) => box);
  expect(boxes.filter((box) => !PRINT_STYLE.includes(`${box} { content: none; }`))).toEqual([]);
});

test('volumes are named so that they sort', () => {
  expect([1, 2, 12].map((n) => volumePath('/a/r.x.pdf', n, 12))).toEqual(['/a/r.x.pdf', '/a/r.x-volume-02.pdf', '/a/r.x-volume-12.pdf']);
});
