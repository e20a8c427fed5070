// The registry of shapes, their words and their fixtures belong together: a shape without a fixture is one that nobody has seen work.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DOCUMENT_SHAPES, LINE_SHAPES, TABLE_SHAPES, VALUE_SHAPES } from '../../../../src/main/ingest/shapes/index.ts';
import { SHAPES, type ShapeName, shapeWords } from '../../../../src/shared/shapes.ts';
import { FIXTURES, fixture, readItem } from './rows.ts';

const files = readdirSync(FIXTURES).sort();
const items = files.map((file) => readItem(fixture(file)));

/** Shapes that the reader of content itself knows: what is a record needs no recogniser. */
const OWN: readonly ShapeName[] = ['record-list', 'record-lines', 'python-text'];

test('every shape has a fixture that is recognised as it, and events in it', () => {
  const seen = new Set(items.filter(({ rows }) => rows.length > 0).map(({ shape }) => shape));
  expect([...seen].sort()).toEqual(Object.keys(SHAPES).sort());
});

test('every recogniser has words, and every word a recogniser', () => {
  const registered = [...VALUE_SHAPES, ...LINE_SHAPES, ...TABLE_SHAPES].map(({ name }) => name);
  expect([...registered, ...OWN].sort()).toEqual(Object.keys(SHAPES).sort());
  for (const name of registered) expect(shapeWords(name)).not.toBe(name);
});

test('every document without records has a fixture that is recognised as its kind by one recogniser only', () => {
  const documents = files.flatMap((file, i) => (items[i]?.shape === '' ? [JSON.parse(fixture(file).toString('utf8'))] : []));
  const used = new Set<object>();
  for (const document of documents) {
    const known = DOCUMENT_SHAPES.filter(({ recognise }) => recognise(document));
    expect(known).toHaveLength(1);
    for (const shape of known) used.add(shape);
  }
  expect(used.size).toBe(DOCUMENT_SHAPES.length);
});

test('no fixture lies there unread: each is named in a test beside this one', () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join();
  expect(files.filter((file) => !tests.includes(`'${file}'`))).toEqual([]);
});
