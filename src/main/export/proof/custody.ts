// The custody log in two forms: custody.txt, nine lines an entry, from which sha256sum repeats each hash; custody.jsonl, for programs.

import type { CustodyRow } from '../../../shared/domain.ts';
import type { ReadConnection } from '../../case/open.ts';
import type { FolderWriter } from '../../whole-folder.ts';

/** Entries at a time: each file goes through the log once. */
const BATCH = 1000;

export async function writeCustody(folder: FolderWriter, db: ReadConnection, step: () => Promise<void>): Promise<void> {
  const write = (name: string, form: (row: CustodyRow) => string): Promise<string> => folder.stream(name, pieces(db, form, step));
  // The eight fields as they are hashed, which hold no line feed, then the hash.
  await write(
    'custody.txt',
    ({ seq, at, who, action, tool, outcome, detail, previous, hash }) =>
      `${[seq, at, who, action, tool, outcome, detail, previous, hash].join('\n')}\n`,
  );
  await write('custody.jsonl', (row) => `${JSON.stringify(row)}\n`);
}

async function* pieces(db: ReadConnection, form: (row: CustodyRow) => string, step: () => Promise<void>): AsyncGenerator<string> {
  const page = db.prepare(
    `SELECT seq, at, who, action, tool, outcome, detail, previous, hash FROM custody WHERE seq > ? ORDER BY seq LIMIT ${BATCH}`,
  );
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(after) as CustodyRow[];
    yield rows.map(form).join('');
    const last = rows.at(-1);
    if (!last) return;
    after = last.seq;
    await step();
  }
}
