// One run of the benchmark: prints a page as PDF. Arguments: page, PDF. Prints what it made.
import { statSync } from 'node:fs';
import { PAGE, PAGES } from '../../src/main/print/margins.ts';
import { printPdf } from '../../src/main/print/print-pdf.ts';
import { megabytes } from '../common.ts';

const [html = '', path = ''] = process.argv.slice(2);
const { pages } = await printPdf({
  path,
  overwrite: true,
  notOver: html,
  language: 'en',
  stated: 0,
  volumes: [
    {
      html,
      title: 'Incident report',
      header: { start: ['Incident report'], end: [] },
      footer: { start: [], end: ['page ', PAGE, ' of ', PAGES] },
      statement: '{}',
      exhibits: 0,
    },
  ],
});
process.stdout.write(`${pages} pages, ${megabytes(statSync(path).size)}\n`);
