import { expect, test } from 'vitest';
import { FingerprintTable } from '../../../src/main/case/fingerprints.ts';

const never = (): boolean => false;
const always = (): boolean => true;

/** Fingerprints all over their range, the same for the same count. */
function scattered(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 0);
}

test('every record is found again, however often the table has grown', () => {
  const fingerprints = scattered(300_000);
  const table = new FingerprintTable();
  const wrong: number[] = [];
  fingerprints.forEach((fingerprint, i) => {
    if (table.findOrAdd(fingerprint, i + 1, always) !== 0) wrong.push(i);
  });
  fingerprints.forEach((fingerprint, i) => {
    if (table.findOrAdd(fingerprint, 1_000_000, (candidate) => candidate === i + 1) !== i + 1) wrong.push(i);
  });
  expect(wrong).toEqual([]);
});

test('records that were added without looking are found like the others', () => {
  const fingerprints = scattered(100_000);
  const table = new FingerprintTable(10);
  fingerprints.forEach((fingerprint, i) => {
    table.add(fingerprint, i + 1);
  });
  expect(fingerprints.findIndex((fingerprint, i) => table.findOrAdd(fingerprint, 1_000_000, always) !== i + 1)).toBe(-1);
});

test('a fingerprint shared by many records leads to each of them', () => {
  // The first place of the first part, and the last places of it and of the last part: what has no room there stands at their beginning.
  for (const fingerprint of [0, 0x03ffffff, 0xffffffff]) {
    const table = new FingerprintTable();
    for (let record = 1; record <= 3000; record++) expect(table.findOrAdd(fingerprint, record, never)).toBe(0);
    const met: number[] = [];
    const found = table.findOrAdd(fingerprint, 9999, (candidate) => {
      met.push(candidate);
      return candidate === 3000;
    });
    expect(found).toBe(3000);
    expect(met.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 3000 }, (_, i) => i + 1));
  }
});

test('only records with the same fingerprint are compared', () => {
  const table = new FingerprintTable();
  table.findOrAdd(0x12345678, 1, never);
  table.findOrAdd(0x12345679, 2, never);
  const met: number[] = [];
  const compare = (candidate: number): boolean => met.push(candidate) > 0;
  expect(table.findOrAdd(0x1234567a, 3, compare)).toBe(0);
  expect(table.findOrAdd(0x12345679, 4, compare)).toBe(2);
  expect(met).toEqual([2]);
});
