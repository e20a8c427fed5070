// Event rows for tests: only what the test is about is said.
import type { WindowEventRow } from '../../../src/shared/domain.ts';

export function rowOf(facts: Partial<WindowEventRow>): WindowEventRow {
  return {
    id: `${'a'.repeat(64)}@0+10`,
    time: null,
    eventName: 'GetObject',
    eventSource: 's3.amazonaws.com',
    awsRegion: 'ap-south-1',
    accountId: '111122223333',
    actor: 'alice',
    accessKeyId: null,
    sourceIPAddress: '203.0.113.9',
    userAgent: null,
    errorCode: null,
    eventID: null,
    evidence: 'a'.repeat(64),
    offset: 0,
    length: 10,
    timeMs: null,
    actorType: 'IAMUser',
    readOnly: true,
    eventCategory: 'Management',
    fidelity: 2,
    bookmark: null,
    ...facts,
  };
}
