// The last sheet of a workbook: of which case and which events it is, and what was altered so that it can be opened safely.
import { grouped, plural } from '../../../shared/text.ts';
import { custodyHead } from '../../case/custody.ts';
import { caseZone, readFacts } from '../../case/facts.ts';
import type { ReadConnection } from '../../case/open.ts';
import { TOOL } from '../../version.ts';
import type { ChosenEvents } from '../events/chosen.ts';
import { type Altered, textCellXml } from './cell.ts';
import { isUtc } from './event-sheet.ts';
import { type Column, sheetHead, sheetTail, titleRow } from './parts.ts';

const ABOUT_COLUMNS: readonly Column[] = [
  { title: 'About', width: 30 },
  { title: 'this workbook', width: 110 },
];

/** What and of what, a line each. */
export function aboutLines(
  db: ReadConnection,
  events: ChosenEvents,
  undated: number,
  altered: Altered,
  sheets: number,
): [string, string][] {
  const { title, number, examiner, organisation, caseId } = readFacts(db);
  const { entries, head } = custodyHead(db);
  const zone = caseZone(db);
  const cells = (count: number, what: string): string => `${plural(count, 'cell')}: ${what}`;
  return [
    ['Case', title],
    ['Case number', number],
    ['Examiner', examiner],
    ['Organisation', organisation],
    ['Case identifier', caseId],
    ['Custody log', `as of entry ${entries}, head ${head}`],
    ['Events', filterWords(events)],
    ['Number of events', `${grouped(events.count)} on ${plural(sheets, 'sheet')}; ${grouped(undated)} of them without a time, at the end`],
    ['Times', isUtc(zone) ? 'in UTC' : `in UTC, and by the clock of ${zone} beside it`],
    ['Written by', TOOL],
    ['Texts', 'Every text is written as text. None is a formula, and none is a link.'],
    [
      'Texts that begin like a formula',
      cells(altered.quoted, 'marked as text (in Excel, the apostrophe before the text), so that they stay text when the cell is edited'),
    ],
    [
      'Characters that cannot be seen',
      cells(
        altered.escaped,
        'control characters, characters that are not seen and those that turn the direction of writing are written as _xHHHH_, their number in hexadecimal; ' +
          'so is the underscore of a text that would else read like that',
      ),
    ],
    [
      'Texts too long for a cell',
      cells(altered.cut, 'cut after about 32,700 characters, with a mark at the end; CSV and JSONL hold the whole'),
    ],
    ['The evidence', 'Each row names the evidence item by its SHA-256, and the bytes of the record in it by offset and length.'],
  ];
}

function filterWords({ filter }: ChosenEvents): string {
  if (filter === null) return 'events that were chosen one by one, in the order in which they were given';
  return filter === '' ? 'all events of the case' : `those of the filter ${filter}`;
}

/** The sheet as a whole. */
export function aboutSheet(lines: readonly (readonly [string, string])[]): Buffer {
  const nobody: Altered = { escaped: 0, cut: 0, quoted: 0 };
  const row = (n: number, [name, value]: readonly [string, string]): string =>
    `<row r="${n}"><c r="A${n}"${textCellXml(name, nobody, true)}${value === '' ? '' : `<c r="B${n}"${textCellXml(value, nobody, true)}`}</row>`;
  const rows = lines.map((line, i) => row(i + 2, line)).join('');
  return Buffer.from(`${sheetHead(ABOUT_COLUMNS, false)}${titleRow(ABOUT_COLUMNS)}${rows}${sheetTail(2, lines.length + 1, false)}`);
}
