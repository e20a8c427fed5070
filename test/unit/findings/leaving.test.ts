// Leaving a case: what was written and not saved stays on this computer, and nothing else of the case does.
import { beforeEach, expect, test, vi } from 'vitest';
import { EMPTY_FINDING, type FindingBody, type FindingEntry, type StoryPart } from '../../../src/shared/findings.ts';

const stored = new Map<string, string>();
/** As the browser's: its own keys are what is stored. */
vi.stubGlobal(
  'localStorage',
  new Proxy(
    {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => void stored.set(key, text),
      removeItem: (key: string) => void stored.delete(key),
    },
    {
      ownKeys: () => [...stored.keys()],
      getOwnPropertyDescriptor: (_target, key) => ({ value: stored.get(String(key)), enumerable: true, configurable: true }),
    },
  ),
);

/** Of the case: its findings, and its storyline, every version. */
const engine = { findings: [] as FindingEntry[], storyline: [] as { version: number; body: { version: 1; parts: StoryPart[] } }[] };
const calls: string[] = [];
vi.stubGlobal('window', {
  addEventListener: () => {},
  trailcase: {
    call: async (channel: string, args: { body: { version: 1; parts: StoryPart[] } }) => {
      calls.push(channel);
      if (channel === 'findings.list') return { ok: true, value: { findings: engine.findings } };
      if (channel === 'storyline.get') return { ok: true, value: { history: engine.storyline, others: [], references: [] } };
      if (channel !== 'storyline.put') throw new Error(channel);
      const version = engine.storyline.length + 1;
      engine.storyline.unshift({ version, body: args.body });
      return { ok: true, value: { version } };
    },
  },
});

// Left behind by a version that kept the key of what was stored.
stored.set('trailcase.story.c1.text.an old secret', 'null');
const { beginDraft, dropUntouched, readDraft, writeDraft } = await import('../../../src/renderer/state/finding-drafts.ts');
const { storyDrafts, writeStoryDraft } = await import('../../../src/renderer/state/story-drafts.ts');
const { isWritten, leaveDrafts } = await import('../../../src/renderer/views/findings/leave-drafts.ts');

const body = (changes: Partial<FindingBody>): FindingBody => ({ ...EMPTY_FINDING, ...changes });
const entry = (id: string, saved: FindingBody): FindingEntry => ({
  id,
  current: { version: 3, at: 0, author: '', origin: '', removed: false, sha256: '', body: saved },
  others: [],
  versions: 3,
  span: null,
  lost: 0,
  reviews: [],
});

test('what an earlier version left of texts that were stored is gone', () => {
  expect([...stored.keys()]).toEqual([]);
});

beforeEach(() => {
  stored.clear();
  calls.length = 0;
  Object.assign(engine, { findings: [], storyline: [] });
});

test('a draft stays only where something was written, and only that is told', async () => {
  const saved = body({ title: 'The key', narrative: 'AKIA1 was used' });
  engine.findings = [entry('f1', saved), entry('f2', saved), entry('f3', saved), entry('f4', saved)];
  beginDraft('c1', 'f1', { body: saved, seen: 3 });
  beginDraft('c1', 'f2', { body: { ...saved, title: '' }, seen: 3 });
  writeDraft('c1', 'f3', { body: { ...saved, questions: { ...saved.questions, who: 'the key' } }, seen: 3 });
  beginDraft('c2', 'f4', { body: saved, seen: 3 });
  expect(await leaveDrafts('c1')).toEqual(['f3']);
  expect([...stored.keys()]).toEqual(['trailcase.finding.c1.f3', 'trailcase.finding.c2.f4']);
  expect(readDraft('c1', 'f3')?.body.questions.who).toBe('the key');
  writeDraft('c1', 'f3', null);
  writeDraft('c2', 'f4', null);
});

test('a draft whose finding is not there is not thrown away', async () => {
  writeDraft('c1', 'f9', { body: body({ narrative: 'mine' }), seen: 1 });
  expect(await leaveDrafts('c1')).toEqual(['f9']);
  writeDraft('c1', 'f9', null);
});

test('where nothing is being written nothing is asked', async () => {
  expect(await leaveDrafts('c1')).toEqual([]);
  expect(calls).toEqual([]);
});

test.each([
  ['the same', {}, false],
  ['no title yet', { title: '' }, false],
  ['another title', { title: 'B' }, true],
  ['another word', { narrative: 'a word' }, true],
  ['an event', { supporting: [{ id: 'a:1', reason: '' }] }, true],
  ['a state', { state: 'asserted' }, true],
] as const)('%s', (_what, changes, written) => {
  const saved = body({ title: 'A' });
  expect(isWritten({ body: { ...saved, ...(changes as Partial<FindingBody>) }, seen: 1 }, saved)).toBe(written);
});

test('a window that ends drops what it began and nobody touched', () => {
  beginDraft('c1', 'f1', { body: body({ narrative: 'as saved' }), seen: 3 });
  beginDraft('c1', 'f2', { body: body({ narrative: 'as saved' }), seen: 3 });
  writeDraft('c1', 'f2', { body: body({ narrative: 'as saved, and more' }), seen: 3 });
  // Of another window, or of before a crash.
  writeDraft('c1', 'f3', { body: body({ narrative: 'as saved' }), seen: 3 });
  dropUntouched('c1');
  expect(['f1', 'f2', 'f3'].map((id) => readDraft('c1', id) !== null)).toEqual([false, true, true]);
  for (const id of ['f2', 'f3']) writeDraft('c1', id, null);
});

test('texts of the storyline are stored in it when the case is left, and leave nothing behind', async () => {
  const parts: StoryPart[] = [
    { kind: 'heading', text: 'Heading' },
    { kind: 'text', text: 'One' },
    { kind: 'finding', id: 'f0123456789ab' },
    { kind: 'text', text: '' },
    { kind: 'text', text: '' },
  ];
  engine.storyline = [{ version: 1, body: { version: 1, parts } }];
  writeStoryDraft('c1', { kind: 'heading', over: 'Heading' }, ' The night ');
  writeStoryDraft('c1', { kind: 'text', over: 'One' }, 'One ');
  // Which of the two is meant is not known; and one that nothing begins with.
  writeStoryDraft('c1', { kind: 'text', over: '' }, 'either');
  writeStoryDraft('c1', { kind: 'text', over: 'Gone' }, 'lost its place');
  await leaveDrafts('c1');
  expect(engine.storyline[0]?.body.parts).toEqual([
    { kind: 'heading', text: 'The night' },
    { kind: 'text', text: 'One ' },
    ...parts.slice(2),
  ]);
  expect(storyDrafts('c1').map(({ text }) => text)).toEqual(['either', 'lost its place']);
  expect(stored.size).toBe(2);
  for (const draft of storyDrafts('c1')) writeStoryDraft('c1', draft, null);
  expect(stored.size).toBe(0);
});

test('a text that was taken back is no version', async () => {
  engine.storyline = [{ version: 1, body: { version: 1, parts: [{ kind: 'text', text: 'One' }] } }];
  writeStoryDraft('c1', { kind: 'text', over: 'One' }, 'One');
  await leaveDrafts('c1');
  expect(engine.storyline).toHaveLength(1);
  expect(stored.size).toBe(0);
});
