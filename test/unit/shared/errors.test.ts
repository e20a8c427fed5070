// What SQLite and the system say of a file that cannot be written or read, told with its true cause.
import { expect, test } from 'vitest';
import { asStorageFull } from '../../../src/main/jobs/storage-full.ts';
import { toErrorValue } from '../../../src/shared/errors.ts';

const failed = (code: string) => toErrorValue(Object.assign(new Error('disk I/O error'), { code }));

test.each(['SQLITE_FULL', 'ENOSPC', 'EDQUOT', 'SQLITE_IOERR_SHMSIZE'])('%s: there is no room', (code) => {
  expect(failed(code)).toMatchObject({ code: 'STORAGE_FULL', message: 'The case cannot grow: disk I/O error' });
});

test.each(['SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_DIR_FSYNC', 'SQLITE_IOERR_TRUNCATE', 'SQLITE_IOERR_COMMIT_ATOMIC'])(
  '%s: it cannot be written, for want of room or of its drive',
  (code) => {
    const { code: told, message, advice } = failed(code);
    expect([told, message]).toEqual(['STORAGE_FULL', 'The case cannot be written: disk I/O error']);
    expect(advice).toMatch(/^Make room, or bring its drive back/);
  },
);

test.each([
  'SQLITE_IOERR',
  'SQLITE_IOERR_READ',
  'SQLITE_IOERR_SHORT_READ',
  'SQLITE_IOERR_FSTAT',
  'SQLITE_IOERR_SHMMAP',
  'SQLITE_IOERR_LOCK',
  'SQLITE_IOERR_IN_PAGE',
])('%s: it cannot be read, and room has nothing to do with it', (code) => {
  const { code: told, message, advice } = failed(code);
  expect([told, message]).toEqual(['CASE_UNREADABLE', 'The case cannot be read: disk I/O error']);
  expect(advice).not.toMatch(/room/);
  expect(advice).toMatch(/drive/);
});

test('an import says the same: to make room only where room may be wanting', () => {
  const met = (code: string) => toErrorValue(asStorageFull(Object.assign(new Error('disk I/O error'), { code }))).code;
  expect(['SQLITE_FULL', 'ENOSPC', 'SQLITE_IOERR_WRITE'].map(met)).toEqual(['STORAGE_FULL', 'STORAGE_FULL', 'STORAGE_FULL']);
  expect(['SQLITE_IOERR_READ', 'SQLITE_IOERR_CORRUPTFS'].map(met)).toEqual(['CASE_UNREADABLE', 'CASE_UNREADABLE']);
});
