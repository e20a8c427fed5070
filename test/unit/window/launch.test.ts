// The app's command line.
import path from 'node:path';
import { expect, test } from 'vitest';
import { readLaunch } from '../../../src/main/window/launch.ts';

const here = path.resolve('/evidence');

test('reads a case and what to import into it, beside flags of Electron', () => {
  const argv = ['--no-sandbox', '/app', '--case', 'a.trailcase', '--import', 'bucket', '--import=/other/copy'];
  expect(readLaunch(argv, here)).toEqual({
    openCase: path.join(here, 'a.trailcase'),
    importPaths: [path.join(here, 'bucket'), path.resolve('/other/copy')],
  });
});

test('opens a case file that was double-clicked', () => {
  expect(readLaunch(['/cases/b.trailcase'], here)).toEqual({ openCase: path.resolve('/cases/b.trailcase'), importPaths: [] });
});

test('leaves addresses in S3 as they are, and ignores the rest', () => {
  expect(readLaunch(['--import', 's3://bucket/prefix', '--case'], here)).toEqual({ openCase: null, importPaths: ['s3://bucket/prefix'] });
});
