// A PDF as small as Chromium could print one, finished as every PDF of a report is.
import { finishPdf } from '../../../src/main/print/finish-pdf.ts';

/** One page, not finished yet. */
export function chromiumPdf(): Buffer {
  const objects = [
    '<</Producer (Skia/PDF m130)>>',
    '<</Type /Page\n/Parent 3 0 R>>',
    '<</Type /Pages\n/Count 1\n/Kids [2 0 R]>>',
    '<</Type /StructTreeRoot>>',
    '<</Type /Catalog\n/Pages 3 0 R\n/MarkInfo <</Marked true>>\n/StructTreeRoot 4 0 R>>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((body, i) => {
    const place = `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  text += `xref\n0 6\n0000000000 65535 f \n${places.join('')}trailer\n<</Size 6\n/Root 5 0 R\n/Info 1 0 R>>\nstartxref\n${text.length}\n%%EOF`;
  return Buffer.from(text, 'latin1');
}

/** @param statement what it says of itself */
export function printedPdf(statement: object): Buffer {
  const about = { title: 'Report', language: 'en', stated: 0, creator: 'Trailcase', printedBy: 'Chrome 130', files: ['report.pdf'] };
  return finishPdf(chromiumPdf(), { ...about, statement: JSON.stringify(statement) }).bytes;
}
