// Sign-ins are recorded with an empty text for an access key: that is no key, and what one actor has beside others.
import { expect, test } from 'vitest';
import { openForReading } from '../../../src/main/case/open.ts';
import { lineageOf } from '../../../src/main/query/lineage/lineage.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { trail } from '../../helpers/trail.ts';

const ACCOUNT = '111122223333';
const user = (userName: string, accessKeyId: string) => ({ type: 'IAMUser', userName, accountId: ACCOUNT, accessKeyId });

test('an empty access key is no key of an actor: what others did is not in its blast radius', async () => {
  const log = trail()
    .event({ userIdentity: user('ada', ''), eventName: 'ConsoleLogin', eventSource: 'signin.amazonaws.com' })
    .event({ userIdentity: user('ada', 'AKIAADAEXAMPLE000000') })
    .event({ userIdentity: user('ben', ''), eventName: 'ConsoleLogin', eventSource: 'signin.amazonaws.com' });
  const { path } = await caseOf([folderOf({ 'a.json': log.json() })]);
  const db = openForReading(path);
  try {
    const ada = lineageOf(db, { kind: 'actor', value: `${ACCOUNT}:user/ada` });
    expect(ada?.children.map(({ to }) => to.value)).toEqual(['AKIAADAEXAMPLE000000']);
    expect(ada?.blast).toMatchObject({ keys: 1, events: 2, filter: `who:${ACCOUNT}:user/ada` });
    expect(lineageOf(db, { kind: 'key', value: '' })).toBe(null);
  } finally {
    db.close();
  }
});
