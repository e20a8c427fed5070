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
/** What happens while the engine stores a storyline. */
let meanwhile = () => {};
vi.stubGlobal('window', {
  addEventListener: () => {},
  trailcase: {
    call: async (channel: string, args: { body: { version: 1; parts: StoryPart[] }; seen: number }) => {
      calls.push(channel);
      if (channel === 'findings.list') return { ok: true, value: { findings: engine.findings } };
      if (channel === 'storyline.get') return { ok: true, value: { history: engine.storyline, others: [], references: [] } };
      if (channel !== 'storyline.put') throw new Error(channel);
      meanwhile();
      if (args.seen !== engine.storyline.length) return { ok: false, error: { code: 'FINDING_CHANGED', message: '', advice: '' } };
      const version = engine.storyline.length + 1;
      engine.storyline.unshift({ version, body: args.body });
      return { ok: true, value: { version } };
    },
  },
});

// Left behind by a version that kept the key of what was stored.
stored.set('trailcase.story.c1.text.an old secret', 'null');
const { beginDraft, draftedFindings, dropUntouched, readDraft, writeDraft } = await import('../../../src/renderer/state/finding-drafts.ts');
const { leftAfterStoring, storyDrafts, writeStoryDraft } = await import('../../../src/renderer/state/story-drafts.ts');
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
  meanwhile = () => {};
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

const one = (text: string): StoryPart[] => [{ kind: 'text', text }];

test('a text that is written on while it is being stored is not lost', async () => {
  engine.storyline = [{ version: 1, body: { version: 1, parts: one('One') } }];
  writeStoryDraft('c1', { kind: 'text', over: 'One' }, 'One and');
  meanwhile = () => writeStoryDraft('c1', { kind: 'text', over: 'One' }, 'One and two');
  await leaveDrafts('c1');
  expect(engine.storyline[0]?.body.parts).toEqual(one('One and'));
  expect(storyDrafts('c1')).toEqual([{ kind: 'text', over: 'One and', text: 'One and two' }]);
  expect(stored.size).toBe(1);
  meanwhile = () => {};
  await leaveDrafts('c1');
  expect(engine.storyline[0]?.body.parts).toEqual(one('One and two'));
  expect(stored.size).toBe(0);
});

test.each([
  ['as it was sent', 'One and', []],
  ['written on', 'One and two', [{ kind: 'text', over: 'One and', text: 'One and two' }]],
  ['taken back', 'One', [{ kind: 'text', over: 'One and', text: 'One' }]],
  ['thrown away', null, []],
] as const)('a field of the storyline that was stored, its draft %s', (_what, now, left) => {
  writeStoryDraft('c1', { kind: 'text', over: 'One' }, now);
  leftAfterStoring('c1', { kind: 'text', over: 'One', text: 'One and' }, { kind: 'text', text: 'One and' });
  expect(storyDrafts('c1')).toEqual(left);
  expect(stored.size).toBe(left.length);
});

test('a long text that begins as before keeps its key, and what was written on', () => {
  const over = 'x'.repeat(200);
  writeStoryDraft('c1', { kind: 'text', over }, `${over} and two`);
  leftAfterStoring('c1', { kind: 'text', over, text: `${over} and` }, { kind: 'text', text: `${over} and` });
  expect(storyDrafts('c1')).toEqual([{ kind: 'text', over, text: `${over} and two` }]);
});

test('findings are left, too, where the storyline cannot be stored', async () => {
  const saved = body({ title: 'The key' });
  engine.findings = [entry('f1', saved), entry('f2', saved)];
  engine.storyline = [{ version: 1, body: { version: 1, parts: one('One') } }];
  writeStoryDraft('c1', { kind: 'text', over: 'One' }, 'Mine');
  beginDraft('c1', 'f1', { body: saved, seen: 3 });
  writeDraft('c1', 'f2', { body: { ...saved, narrative: 'mine' }, seen: 3 });
  // By another window.
  meanwhile = () => engine.storyline.unshift({ version: 2, body: { version: 1, parts: one('Theirs') } });
  await expect(leaveDrafts('c1')).rejects.toMatchObject({ value: { code: 'FINDING_CHANGED' } });
  expect(draftedFindings('c1')).toEqual(['f2']);
  expect(storyDrafts('c1').map(({ text }) => text)).toEqual(['Mine']);
  writeDraft('c1', 'f2', null);
  writeStoryDraft('c1', { kind: 'text', over: 'One' }, null);
});

test.each([
  ['a text', { narrative: 'x'.repeat(100_001) }],
  ['a title', { title: 'x'.repeat(201) }],
  ['an answer', { questions: { ...EMPTY_FINDING.questions, who: 'x'.repeat(20_001) } }],
  ['a reason', { state: 'rejected', reason: '' }],
  ['why an event is cited', { supporting: [{ id: 'a:1', reason: 'x'.repeat(2001) }] }],
] as [string, Partial<FindingBody>][])('a draft that cannot be saved as it is stays, and is told: %s', async (_what, changes) => {
  engine.findings = [entry('f1', body({}))];
  writeDraft('c1', 'f1', { body: body(changes), seen: 3 });
  expect(readDraft('c1', 'f1')?.body).toEqual(body(changes));
  expect(await leaveDrafts('c1')).toEqual(['f1']);
  writeDraft('c1', 'f1', null);
});

test.each([
  ['no object', 'text'],
  ['without its text', { ...EMPTY_FINDING, narrative: undefined }],
  ['a title that is none', { ...EMPTY_FINDING, title: 1 }],
  ['a state that is none', { ...EMPTY_FINDING, state: 'sure' }],
  ['events that are none', { ...EMPTY_FINDING, supporting: ['a:1'] }],
])('what has not the shape of a draft is none: %s', (_what, other) => {
  writeDraft('c1', 'f1', { body: other as FindingBody, seen: 3 });
  expect(readDraft('c1', 'f1')).toBeNull();
  writeDraft('c1', 'f1', null);
});
