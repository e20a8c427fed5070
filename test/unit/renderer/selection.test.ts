// Marking events: single ones, stretches that take each other's place, everything; and the table that is copied.
import { expect, test } from 'vitest';
import {
  everything,
  isMarked,
  isSelecting,
  NO_SELECTION,
  stretched,
  tableText,
  toggled,
} from '../../../src/renderer/views/events/selection-model.ts';
import { HOSTILE } from '../../helpers/hostile-strings.ts';
import { rowOf } from './rows.ts';

const rows = Array.from({ length: 10 }, (_, i) => rowOf({ id: String(i) }));
const stretch = (from: number, to: number) => rows.slice(Math.min(from, to), Math.max(from, to) + 1);
const ids = ({ marked }: { marked: ReadonlyMap<string, unknown> }): string[] => [...marked.keys()].sort();

test('a stretch takes the place of the one before it, and keeps what was marked earlier', () => {
  const one = toggled(NO_SELECTION, 1, rows[1] ?? rowOf({}));
  const two = toggled(one, 4, rows[4] ?? rowOf({}));
  expect(ids(two)).toEqual(['1', '4']);
  const far = stretched(two, 4, stretch(4, 7));
  expect(ids(far)).toEqual(['1', '4', '5', '6', '7']);
  const near = stretched(far, 4, stretch(4, 3));
  expect(ids(near)).toEqual(['1', '3', '4']);
  const less = toggled(near, 3, rows[3] ?? rowOf({}));
  expect(ids(less)).toEqual(['1', '4']);
  expect([isSelecting(less), isSelecting(NO_SELECTION)]).toEqual([true, false]);
});

test('everything is everything, until one is marked', () => {
  expect([isMarked(everything(), undefined), isMarked(everything(), '5'), isMarked(NO_SELECTION, '5')]).toEqual([true, true, false]);
  const one = toggled(everything(), 2, rows[2] ?? rowOf({}));
  expect([one.everything, ids(one)]).toEqual([false, ['2']]);
  expect(ids(stretched(everything(), 0, stretch(0, 1)))).toEqual(['0', '1']);
});

test('of hostile texts, none is taken for a formula where it is pasted, also where quotes around it are taken away', () => {
  const cells = tableText(HOSTILE.map((text) => rowOf({ eventName: text, actor: text })))
    .split(/[\t\n]/)
    .map((cell) => cell.replace(/^"/, ''));
  expect(cells).toHaveLength(9 * (HOSTILE.length + 1));
  expect(cells.filter((cell) => /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠]/u.test(cell))).toEqual([]);
});

test('what is copied is a table: no value breaks out of its cell or is taken for a formula', () => {
  const [head, line, ...more] = tableText([rowOf({ eventName: 'a\tb\nc', actor: '=cmd|x', sourceIPAddress: '-1', errorCode: null })]).split(
    '\n',
  );
  expect(more).toEqual([]);
  expect(head?.split('\t')).toHaveLength(9);
  const cells = line?.split('\t') ?? [];
  expect([cells.length, cells[1], cells[4], cells[5], cells[6]]).toEqual([9, 'a b c', "'=cmd|x", "'-1", '']);
});
