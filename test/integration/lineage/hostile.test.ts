// What an attacker or an anonymiser can put into records: circles, names that command a terminal, huge fans, repeated deliveries.
import { expect, test } from 'vitest';
import { caseOf } from '../../helpers/cases.ts';
import { cli } from '../../helpers/cli-here.ts';
import { folderOf } from '../../helpers/folder.ts';
import { assume, call, caseWith, chainText, HOME, lineage, session, user } from './archive.ts';

const AT = '2026-02-21T10:00:00Z';

test('keys that issue each other, or themselves, end the chain and are counted once', async () => {
  const path = await caseWith(
    assume('a to b', session('r', 'a', 'ASIAA00000000EXAMPLE'), AT, 'r', 'b', 'ASIAB00000000EXAMPLE'),
    assume('b to c', session('r', 'b', 'ASIAB00000000EXAMPLE'), AT, 'r', 'c', 'ASIAC00000000EXAMPLE'),
    assume('c to a', session('r', 'c', 'ASIAC00000000EXAMPLE'), AT, 'r', 'a', 'ASIAA00000000EXAMPLE'),
    assume('itself', session('r', 'b', 'ASIAB00000000EXAMPLE'), AT, 'r', 'b', 'ASIAB00000000EXAMPLE'),
  );
  const found = lineage(path, 'ASIAA00000000EXAMPLE');
  expect(found.chain.map(({ from }) => from.value)).toEqual(['ASIAC00000000EXAMPLE', 'ASIAB00000000EXAMPLE']);
  expect(found).toMatchObject({ chainEnd: 'circle', root: null });
  expect(found.blast).toMatchObject({ keys: 3, events: 4 });
  expect(found.children).toMatchObject([
    {
      to: { value: 'ASIAB00000000EXAMPLE' },
      children: [
        { to: { value: 'ASIAC00000000EXAMPLE' }, children: [{ to: { value: 'ASIAA00000000EXAMPLE' }, again: true, children: [] }] },
      ],
    },
  ]);
});

test('a key that several callers handed out: the first is followed, the others are told, and that it cannot be', async () => {
  const path = await caseWith(
    ...['ben', 'asha', 'carla'].map((name, i) =>
      assume(name, user(name, `AKIA${name.toUpperCase()}00000EXAMPLE`), `2026-02-21T10:00:0${i}Z`, 'r', 's', 'ASIASAME00000EXAMPLE'),
    ),
  );
  const { chain, notes } = lineage(path, 'ASIASAME00000EXAMPLE');
  expect([chain[0]?.from.value, ...(chain[0]?.others ?? []).map(({ from }) => from.value)]).toEqual([
    'AKIABEN00000EXAMPLE',
    'AKIAASHA00000EXAMPLE',
    'AKIACARLA00000EXAMPLE',
  ]);
  expect(notes).toEqual([expect.stringContaining('3 calls of 3 callers')]);
});

test('names that command a terminal are spelled out', async () => {
  const evil = '\u001b[2J\u202eevil';
  const path = await caseWith(
    assume('evil', user(evil, 'AKIAEVIL00000EXAMPLE'), AT, 'r', evil, 'ASIAEVIL00000EXAMPLE'),
    call('used', session('r', evil, 'ASIAEVIL00000EXAMPLE'), AT),
  );
  const { status, stdout } = await cli(['lineage', path, 'ASIAEVIL00000EXAMPLE']);
  expect(status).toBe(0);
  expect(stdout).toContain('\\u001b[2J\\u202eevil');
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});

test('a fan of thousands: counted whole, listed in part', async () => {
  const fan = Array.from({ length: 3000 }, (_, i) =>
    assume(`fan ${i}`, user('ci', 'AKIACI0000000EXAMPLE'), AT, 'r', `s${i}`, `ASIAFAN00000EXAMPLE${String(i).padStart(4, '0')}`),
  );
  const path = await caseWith(...fan, call('used', session('r', 's2999', 'ASIAFAN00000EXAMPLE2999'), AT));
  const { children, more, blast, notes } = lineage(path, 'AKIACI0000000EXAMPLE', 'key', { width: 3 });
  expect(children.map(({ to }) => to.value)).toEqual(['ASIAFAN00000EXAMPLE0000', 'ASIAFAN00000EXAMPLE0001', 'ASIAFAN00000EXAMPLE0002']);
  expect(more).toBe(2997);
  expect(blast).toMatchObject({ keys: 3001, events: 3001, filter: null });
  expect(notes).toEqual(['3,001 keys are too many for one filter.']);
});

test('what was delivered twice counts once, and the order of importing changes nothing', async () => {
  const first = {
    'a.json': JSON.stringify({ Records: [assume('one', user('asha', 'AKIAASHA00000EXAMPLE'), AT, 'r', 's', 'ASIAS00000000EXAMPLE')] }),
  };
  const second = {
    'b.json': JSON.stringify({
      Records: [
        assume('two', user('asha', 'AKIAASHA00000EXAMPLE'), AT, 'r', 't', 'ASIAT00000000EXAMPLE'),
        assume('one', user('asha', 'AKIAASHA00000EXAMPLE'), AT, 'r', 's', 'ASIAS00000000EXAMPLE'),
        call('use', session('r', 's', 'ASIAS00000000EXAMPLE', AT), AT),
      ],
    }),
  };
  const [a, b] = [folderOf(first), folderOf(second)];
  const forward = (await caseOf([a], [b])).path;
  const backward = (await caseOf([b], [a])).path;
  expect(chainText(forward, 'ASIAS00000000EXAMPLE')).toHaveLength(1);
  expect(lineage(forward, 'ASIAS00000000EXAMPLE').chain[0]?.copies).toBe(1);
  for (const key of ['AKIAASHA00000EXAMPLE', 'ASIAS00000000EXAMPLE', 'ASIAT00000000EXAMPLE'])
    expect(lineage(backward, key)).toEqual(lineage(forward, key));
});

test('a key that holds a star has no filter; a session name that two roles use is two sessions', async () => {
  const path = await caseWith(
    call('redacted', user('asha', 'AKIA****'), AT),
    call('other', user('ben', 'AKIABEN000000EXAMPLE'), AT),
    call('one', session('a', 'same', 'ASIASAME00000EXAMPLE', AT), AT),
    call('two', session('b', 'same'), AT),
  );
  expect(lineage(path, 'AKIA****')).toMatchObject({ blast: { events: 1, filter: null }, notes: [expect.stringContaining('holds *')] });
  const { node, blast, notes } = lineage(path, 'same', 'session');
  expect([node.kind, blast.events, blast.keys]).toEqual(['session', 2, 1]);
  expect(notes).toEqual([expect.stringContaining(`${HOME}:role/a, ${HOME}:role/b`)]);
  // Asked for by its key, it is that one.
  expect(lineage(path, 'ASIASAME00000EXAMPLE', 'session').node.kind).toBe('key');
});

test('more credentials than are followed: what is left out is said', async () => {
  const issue = (name: string, from: number) =>
    call(name, user('ci', 'AKIACI0000000EXAMPLE'), AT, {
      eventSource: 'rolesanywhere.amazonaws.com',
      eventName: 'CreateSession',
      responseElements: {
        credentialSet: Array.from({ length: 10_001 }, (_, i) => ({
          credentials: { accessKeyId: `ASIAFAN${String(from + i).padStart(9, '0')}` },
        })),
      },
    });
  const path = await caseWith(issue('one', 0), issue('two', 10_001));
  const ofKey = lineage(path, 'AKIACI0000000EXAMPLE', 'key', { width: 1 });
  expect(ofKey.blast.keys).toBe(20_000);
  expect(ofKey.notes[0]).toContain('the others, and what they issued, are neither listed nor in the totals');
  expect(lineage(path, `${HOME}:user/ci`, 'actor', { width: 1 }).notes[0]).toContain(
    `The 1 key that ${HOME}:user/ci has itself are all counted`,
  );
});
