// The app:// protocol serves its folder and nothing else.
import path from 'node:path';
import { expect, test } from 'vitest';
import { isOurs, isPreview, servedFile } from '../../../src/main/window/app-address.ts';

const folder = path.resolve('out/renderer');

test.each([
  ['app://trailcase/index.html', 'index.html'],
  ['app://trailcase/assets/index-abc.js?x#y', 'assets/index-abc.js'],
  ['app://trailcase/assets/../index.html', 'index.html'],
  ['app://trailcase/../../package.json', 'package.json'],
  ['app://trailcase/%2e%2e/%2e%2e/package.json', 'package.json'],
])('%s is the file %s below the folder', (address, file) => {
  expect(servedFile(folder, address)).toBe(path.join(folder, file));
});

test.each([
  'app://trailcase/..%2f..%2fpackage.json',
  'app://trailcase/assets%2f..%2f..%2f..%2fpackage.json',
  'app://trailcase/',
  'app://trailcase/%00index.html',
  'app://trailcase/%e0%a4%a',
  'app://elsewhere/index.html',
  'app://trailcase.evil/index.html',
  'file:///etc/hostname',
  'https://trailcase/index.html',
  'nonsense',
])('%s is no file of ours', (address) => {
  const file = servedFile(folder, address);
  // What still is a path must lie below the folder.
  if (file !== null) expect(file.startsWith(folder + path.sep)).toBe(true);
  else expect(file).toBeNull();
});

test('an address is ours by scheme and host', () => {
  expect(isOurs('app://trailcase/index.html')).toBe(true);
  expect(isOurs('app://elsewhere/index.html')).toBe(false);
  expect(isOurs('https://trailcase/index.html')).toBe(false);
  expect(isOurs('')).toBe(false);
});

test('previews have an origin of their own, which is not the window’s', () => {
  const address = 'app://report-preview/6f9c3c1e-0000-4000-8000-000000000000#section-case';
  expect(isPreview(address)).toBe(true);
  expect(isOurs(address)).toBe(false);
  expect(servedFile(folder, address)).toBeNull();
  for (const other of ['app://trailcase/report-preview/a', 'app://report-preview.evil/a', 'https://report-preview/a', 'report-preview', ''])
    expect(isPreview(other)).toBe(false);
});
