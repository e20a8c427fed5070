// The real CloudTrail data of the project, unpacked; where the archive is not beside the repository, its committed part.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from './cli.ts';
import { temporaryFolder } from './folder.ts';

const ARCHIVE = resolve(ROOT, '../shared/data/cloudtrail-real.tar.gz');

/** Pieces of the archive that are committed, with their licences. */
export const REAL_FIXTURES = resolve(ROOT, 'test/fixtures/cloudtrail-real');

export interface RealData {
  folder: string;
  /** False: the archive is not here, and `folder` is the committed part of it. */
  whole: boolean;
}

export function realData(): RealData {
  if (!existsSync(ARCHIVE)) {
    process.stderr.write(`NOTE: ${ARCHIVE} is missing: the tests run on the committed part of the real data, ${REAL_FIXTURES}\n`);
    return { folder: REAL_FIXTURES, whole: false };
  }
  const into = temporaryFolder();
  const { status, stderr } = spawnSync('tar', ['-xzf', ARCHIVE, '-C', into], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`tar could not unpack ${ARCHIVE}: ${stderr}`);
  return { folder: join(into, 'cloudtrail-real'), whole: true };
}
