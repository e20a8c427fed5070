// The source identity in the facts of an event: of the session that acts, and of the call that sets one.
import { expect, test } from 'vitest';
import { fieldGroups } from '../../../src/renderer/views/detail/fields.ts';
import { readJson } from '../../../src/renderer/views/detail/json-source.ts';
import { rowOf } from './rows.ts';

const linesOf = (record: object) => {
  const groups = fieldGroups(rowOf({}), readJson(JSON.stringify(record)), null);
  const lines = groups.find(({ title }) => title === 'Who')?.lines ?? [];
  return lines.flatMap(({ label, value, field }) => (field === 'sourceIdentity' ? [`${label}: ${value}`] : []));
};

test.each<[record: object, expected: string[]]>([
  [{ eventSource: 'sts.amazonaws.com', requestParameters: { sourceIdentity: 'asha' } }, ['Sets source identity: asha']],
  [{ eventSource: 'sts.amazonaws.com', responseElements: { sourceIdentity: 'asha' } }, ['Sets source identity: asha']],
  [{ userIdentity: { sessionContext: { sourceIdentity: 'asha' } } }, ['Source identity: asha']],
  [
    { eventSource: 'rolesanywhere.amazonaws.com', responseElements: { credentialSet: [{ sourceIdentity: 'CN=host' }] } },
    ['Sets source identity: CN=host'],
  ],
  [{ eventSource: 'iam.amazonaws.com', requestParameters: { sourceIdentity: 'asha' } }, []],
  // A chained role bears what was set: it is answered again.
  [
    {
      eventSource: 'sts.amazonaws.com',
      userIdentity: { sessionContext: { sourceIdentity: 'asha' } },
      responseElements: { sourceIdentity: 'asha' },
    },
    ['Source identity: asha'],
  ],
])('%j', (record, expected) => expect(linesOf(record)).toEqual(expected));
