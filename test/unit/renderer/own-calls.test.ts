// The examiner's own requests are marked where they turn up among the events: in lists, in the event's facts, in the timeline.
import { expect, test } from 'vitest';
import { fieldGroups } from '../../../src/renderer/views/detail/fields.ts';
import { eventTitle } from '../../../src/renderer/views/timeline/lanes/event-items.ts';
import { isOwnCall } from '../../../src/shared/own-calls.ts';
import { rowOf } from './rows.ts';

const OWN = '[aws-sdk-js/3.1175.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#24.1.0 api/s3#3.1175.0 m/n,E trailcase/0.1.0]';

test.each([
  [OWN, true],
  [OWN.slice(1, -1), true],
  ['trailcase/0.1.0', true],
  ['aws-cli/2.15 md/nottrailcase/0.1.0', false],
  ['Trailcase for everyone', false],
  ['trailcase/', false],
  [null, false],
])('%s', (agent, own) => {
  expect(isOwnCall(agent)).toBe(own);
  const row = rowOf({ userAgent: agent });
  const facts = fieldGroups(row, null, null).flatMap(({ lines }) => lines);
  expect(facts.some(({ label, value }) => label === 'Own call' && value?.includes('if it is true'))).toBe(own);
  const title = eventTitle({ ...row, class: 'read', second: 0, together: 1 } as never, 'UTC');
  expect(title.includes('calls itself Trailcase')).toBe(own);
});
