// What is made ahead changes no answer.
import { afterEach, expect, test, vi } from 'vitest';
import { CaseQueries } from '../../../src/main/query/case-queries.ts';
import { eventsOf } from '../../../src/main/query/columns/case-events.ts';
import { unusualSearch } from '../../../src/main/query/unusual/actors.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { type Fields, trail } from '../../helpers/trail.ts';
import { slowCase } from './slow.ts';

afterEach(() => vi.restoreAllMocks());

test('a pivot page is the same whether its parts were made ahead or not', async () => {
  const { path } = await slowCase();
  const page = async (steps: number): Promise<unknown> => {
    const queries = new CaseQueries(path);
    try {
      let made = 0;
      while (made < steps && queries.warm()) made++;
      expect(made).toBeGreaterThanOrEqual(Math.min(steps, 10));
      return await queries.answers.pivot({ kind: 'actor', value: 'asha' });
    } finally {
      await queries.close();
    }
  };
  const cold = await page(0);
  expect(await page(3)).toEqual(cold);
  expect(await page(Number.POSITIVE_INFINITY)).toEqual(cold);
});

test('the lists of actors and keys are the same whether what they begin with was made ahead or not, or only in part', async () => {
  const { path } = await slowCase();
  const asked = { filter: '', search: '', offset: 0, limit: 1000, sort: 'unusual', descending: false } as const;
  const lists = async (steps: number): Promise<unknown> => {
    const queries = new CaseQueries(path);
    try {
      for (let made = 0; made < steps && queries.warm(); made++);
      expect(unusualSearch(eventsOf(queries.db)).isMade).toBe(steps === Number.POSITIVE_INFINITY);
      const { answers } = queries;
      return [
        await answers['unusual.actors']({ top: 200, ticket: '' }),
        await answers['actors.list'](asked),
        await answers['keys.list'](asked),
      ];
    } finally {
      await queries.close();
    }
  };
  const cold = await lists(0);
  expect(cold).toMatchObject([{ unreadable: [] }, { unreadable: 0 }, { unreadable: 0 }]);
  expect(await lists(12)).toEqual(cold);
  expect(await lists(Number.POSITIVE_INFINITY)).toEqual(cold);
});

/** People, sessions, callers without a name and failed sign-ins, whose agents and addresses change. */
function manyValues(): Promise<{ path: string }> {
  const fields = (i: number): Fields => ({
    ...(i % 9 === 0
      ? {
          eventSource: 'signin.amazonaws.com',
          eventName: 'ConsoleLogin',
          responseElements: { ConsoleLogin: i % 2 ? 'Failure' : 'Success' },
        }
      : { eventName: `Describe${i % 7}` }),
    ...(i % 11 === 0 && { errorCode: 'AccessDenied' }),
    sourceIPAddress: `185.220.${i % 3}.${i > 200 ? i % 60 : 1}`,
    userAgent: `aws-cli/1.${i > 150 ? i % 40 : 0}.0 Python/3.9`,
    userIdentity: callers(i % 6),
  });
  return caseOf([folderOf({ '1.json.gz': trail().events(300, fields).gz() })]);
}

function callers(n: number): Record<string, unknown> {
  const account = { accountId: '111122223333' };
  const arn = `arn:aws:sts::111122223333:assumed-role/role-${n}/session`;
  if (n === 4) return { type: 'AssumedRole', ...account, arn, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' };
  if (n === 5) return { type: 'AWSAccount', ...account, principalId: 'AIDAIOSFODNN7EXAMPLE' };
  return { type: 'IAMUser', ...account, userName: `user-${n}`, accessKeyId: `AKIAIOSFODNN7EXAMPL${n}` };
}

test('while a facet is made, or the sign-ins are read, other questions are answered, and it can be given up', async () => {
  const { path } = await manyValues();
  const lineage = { kind: 'key', value: 'AKIAIOSFODNN7EXAMPL0', depth: 3, width: 10, most: 100 } as const;
  const facets = { filter: '', names: ['tool'], top: 10, order: 'most', search: '' } as const;
  const asks = [
    ['events.facets', facets],
    ['events.histogram', { filter: '', from: null, to: null, binning: { kind: 'auto' }, by: 'tool' }],
    ['lineage.get', lineage],
    ['questions.get', { question: 'key', focus: {}, ticket: '' }],
  ] as const;
  for (const [channel, args] of asks) {
    const queries = new CaseQueries(path);
    try {
      const order: string[] = [];
      const other = new Promise<void>((resolve) => setImmediate(() => resolve(void order.push('other'))));
      const long = Promise.resolve(queries.answer(channel, args, new AbortController().signal)).then(() => order.push(channel));
      await Promise.all([other, long]);
      expect(order).toEqual(['other', channel]);
    } finally {
      await queries.close();
    }
    const dropped = new CaseQueries(path);
    try {
      await expect(dropped.answer(channel, args, AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
    } finally {
      await dropped.close();
    }
  }
});

test('made in as many pieces as there can be, nothing is different: no text of a value waits for another', async () => {
  const { path } = await manyValues();
  const asked = { filter: '', search: '', offset: 0, limit: 1000, sort: 'unusual', descending: false } as const;
  const answers = async (queries: CaseQueries): Promise<unknown> => [
    await queries.answers['actors.list'](asked),
    await queries.answers['keys.list'](asked),
    await queries.answers['unusual.actors']({ top: 200, ticket: '' }),
    await queries.answers['events.facets']({
      filter: '',
      names: ['who', 'tool', 'platform', 'country', 'network'],
      top: 100,
      order: 'most',
      search: '',
    }),
  ];
  const [whole, pieces] = [new CaseQueries(path), new CaseQueries(path)];
  try {
    const expected = await answers(whole);
    // Every piece is over as soon as it begins.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => {
      now += 1000;
      return now;
    });
    let steps = 1;
    while (pieces.warm()) steps++;
    vi.restoreAllMocks();
    const events = eventsOf(pieces.db);
    const texts = (['who', 'userAgent', 'sourceIPAddress'] as const).reduce((sum, field) => sum + events.dimension(field).size - 1, 0);
    expect(texts).toBeGreaterThan(20);
    expect(steps).toBeGreaterThan(2 * texts);
    const [found] = expected as [{ total: number }];
    expect(found.total).toBe(6);
    expect(await answers(pieces)).toEqual(expected);
  } finally {
    await Promise.all([whole.close(), pieces.close()]);
  }
});
