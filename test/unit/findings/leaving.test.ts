// Leaving a case: what was written and not saved stays on this computer, and nothing else of the case does.
import { beforeEach, expect, test, vi } from 'vitest';
import { EMPTY_FINDING, type FindingBody, type FindingEntry, type StoryPart } from '../../../src/shared/findings.ts';
import { storage } from '../renderer/storage.ts';

const stored = storage();

/** Of the case: its findings, and its storyline, every version. */
const engine = {
  findings: [] as FindingEntry[],
  notes: {} as Record<string, string>,
  bookmarks: {} as Record<string, string>,
  storyline: [] as { version: number; body: { version: 1; parts: StoryPart[] } }[],
};
const calls: string[] = [];
/** What happens while the engine stores a storyline. */
let meanwhile = () => {};
vi.stubGlobal('window', {
  addEventListener: () => {},
  trailcase: {
    call: async (channel: string, args: { value: string; targets: string[]; body: { version: 1; parts: StoryPart[] }; seen: number }) => {
      calls.push(channel);
      if (channel === 'findings.list') return { ok: true, value: { findings: engine.findings } };
      if (channel === 'storyline.get') return { ok: true, value: { history: engine.storyline, others: [], references: [] } };
      if (channel === 'notes.get')
        return { ok: true, value: { versions: args.value in engine.notes ? [{ note: engine.notes[args.value] }] : [] } };
      if (channel === 'annotations.get') {
        const [target = ''] = args.targets;
        const note = engine.bookmarks[target];
        return { ok: true, value: { annotated: [{ target, origin: '', bookmark: note === undefined ? null : { note } }] } };
      }
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
const { bookmarkDrafts, keepBookmarkDraft } = await import('../../../src/renderer/state/bookmark-drafts.ts');
const { keepNoteDraft, noteDrafts } = await import('../../../src/renderer/state/note-drafts.ts');
const { moveStoryDrafts, placesOf, readStoryDraft, storyDrafts, writeStoryDraft } = await import(
  '../../../src/renderer/state/story-drafts.ts'
);
const { isWritten, leaveDrafts } = await import('../../../src/renderer/views/findings/leave-drafts.ts');
const { StoryActs } = await import('../../../src/renderer/views/findings/story-acts.ts');

/** Over the only part that begins so. */
const only = (kind: 'heading' | 'text', over: string) => ({ kind, over, nth: 0, of: 1 });

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
  Object.assign(engine, { findings: [], notes: {}, bookmarks: {}, storyline: [] });
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
  writeStoryDraft('c1', only('heading', 'Heading'), ' The night ');
  writeStoryDraft('c1', only('text', 'One'), 'One ');
  // Which of the two is meant is not known; and one that nothing begins with.
  writeStoryDraft('c1', only('text', ''), 'either');
  writeStoryDraft('c1', only('text', 'Gone'), 'lost its place');
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
  writeStoryDraft('c1', only('text', 'One'), 'One');
  await leaveDrafts('c1');
  expect(engine.storyline).toHaveLength(1);
  expect(stored.size).toBe(0);
});

const one = (text: string): StoryPart[] => [{ kind: 'text', text }];

test('a text that is written on while it is being stored is not lost', async () => {
  engine.storyline = [{ version: 1, body: { version: 1, parts: one('One') } }];
  writeStoryDraft('c1', only('text', 'One'), 'One and');
  meanwhile = () => writeStoryDraft('c1', only('text', 'One'), 'One and two');
  await leaveDrafts('c1');
  expect(engine.storyline[0]?.body.parts).toEqual(one('One and'));
  expect(storyDrafts('c1')).toEqual([{ ...only('text', 'One and'), text: 'One and two' }]);
  expect(stored.size).toBe(1);
  meanwhile = () => {};
  await leaveDrafts('c1');
  expect(engine.storyline[0]?.body.parts).toEqual(one('One and two'));
  expect(stored.size).toBe(0);
});

test.each([
  ['as it was sent', 'One and', []],
  ['written on', 'One and two', [{ ...only('text', 'One and'), text: 'One and two' }]],
  ['taken back', 'One', [{ ...only('text', 'One and'), text: 'One' }]],
  ['thrown away', null, []],
] as const)('a field of the storyline that was stored, its draft %s', (_what, now, left) => {
  writeStoryDraft('c1', only('text', 'One'), now);
  moveStoryDrafts('c1', one('One'), one('One and'), [{ ...only('text', 'One'), text: 'One and' }]);
  expect(storyDrafts('c1')).toEqual(left);
  expect(stored.size).toBe(left.length);
});

test('a long text that begins as before keeps its key, and what was written on', () => {
  const over = 'x'.repeat(200);
  writeStoryDraft('c1', only('text', over), `${over} and two`);
  moveStoryDrafts('c1', one(`${over} at first`), one(`${over} and`), [{ ...only('text', over), text: `${over} and` }]);
  expect(storyDrafts('c1')).toEqual([{ ...only('text', over), text: `${over} and two` }]);
});

test('findings are left, too, where the storyline cannot be stored', async () => {
  const saved = body({ title: 'The key' });
  engine.findings = [entry('f1', saved), entry('f2', saved)];
  engine.storyline = [{ version: 1, body: { version: 1, parts: one('One') } }];
  writeStoryDraft('c1', only('text', 'One'), 'Mine');
  beginDraft('c1', 'f1', { body: saved, seen: 3 });
  writeDraft('c1', 'f2', { body: { ...saved, narrative: 'mine' }, seen: 3 });
  // By another window.
  meanwhile = () => engine.storyline.unshift({ version: 2, body: { version: 1, parts: one('Theirs') } });
  await expect(leaveDrafts('c1')).rejects.toMatchObject({ value: { code: 'FINDING_CHANGED' } });
  expect(draftedFindings('c1')).toEqual(['f2']);
  expect(storyDrafts('c1').map(({ text }) => text)).toEqual(['Mine']);
  writeDraft('c1', 'f2', null);
  writeStoryDraft('c1', only('text', 'One'), null);
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

test('a note that says more than what is saved stays, and one that does not goes', async () => {
  engine.notes = { AKIA1: 'seen in the', AKIA2: 'saved' };
  for (const [value, text] of [
    ['AKIA1', 'seen in the logs of'],
    ['AKIA2', 'saved '],
    ['AKIA3', 'mine'],
    ['AKIA4', '  '],
  ] as const)
    keepNoteDraft('c1', { kind: 'key', value }, text);
  keepNoteDraft('c1~2', { kind: 'key', value: 'AKIA2' }, 'saved');
  await leaveDrafts('c1');
  expect(noteDrafts('c1').map(({ value }) => value)).toEqual(['AKIA1', 'AKIA3']);
  expect(stored.size).toBe(3);
});

/** A storyline on screen, and what its fields show. */
function onScreen(...parts: StoryPart[]) {
  engine.storyline = [{ version: 1, body: { version: 1, parts } }];
  let shown: string[] = [];
  const acts = new StoryActs('c1', (step) => {
    step();
    shown = fields();
  });
  const fields = () =>
    placesOf(acts.parts).map((place, at) => {
      const part = acts.parts[at];
      return part?.kind === 'finding' ? part.id : ((place && readStoryDraft('c1', place)) ?? part?.text ?? '');
    });
  acts.seen(engine.storyline[0] as (typeof engine.storyline)[number]);
  const type = (at: number, text: string) => {
    const place = placesOf(acts.parts)[at];
    if (place) writeStoryDraft('c1', place, text);
  };
  const leave = (at: number) => {
    const part = acts.parts[at];
    const text = fields()[at];
    return part?.kind === 'text' && text !== undefined ? acts.write(part, text) : Promise.resolve(false);
  };
  return { acts, fields, shown: () => shown, type, leave };
}

const text = (said: string): StoryPart => ({ kind: 'text', text: said });
const saved = () => engine.storyline[0]?.body.parts.map((part) => (part.kind === 'finding' ? part.id : part.text));

test('parts that begin alike have each its own draft, and are all stored when the case is left', async () => {
  const { type, fields } = onScreen(text(''), { kind: 'heading', text: '' }, text(''), text(''));
  type(0, 'first');
  type(2, 'second');
  expect(fields()).toEqual(['first', '', 'second', '']);
  await leaveDrafts('c1');
  expect(saved()).toEqual(['first', '', 'second', '']);
  expect(stored.size).toBe(0);
});

test('one that is stored leaves the others theirs, also what is typed into them meanwhile', async () => {
  const { type, leave, fields, shown } = onScreen(text(''), text(''), text(''));
  type(0, 'first');
  type(2, 'third');
  meanwhile = () => {
    type(1, 'second');
    type(2, 'third, and');
    type(0, 'first, and');
  };
  await leave(0);
  expect(saved()).toEqual(['first', '', '']);
  expect(shown()).toEqual(['first, and', 'second', 'third, and']);
  meanwhile = () => {};
  await Promise.all([leave(2), leave(0), leave(1)]);
  expect(saved()).toEqual(['first, and', 'second', 'third, and']);
  expect(fields()).toEqual(saved());
  expect(stored.size).toBe(0);
});

test('drafts go where their part is moved to; what was written over one that is taken out is told of and comes up in no other', async () => {
  const { acts, type, fields } = onScreen(text(''), { kind: 'finding', id: 'f0123456789ab' }, text(''), text(''));
  type(0, 'first');
  type(2, 'second');
  const [first, , second, third] = acts.parts as [StoryPart, StoryPart, StoryPart, StoryPart];
  await acts.move(first, 3);
  expect(fields()).toEqual(['f0123456789ab', 'second', '', 'first']);
  await acts.remove(second);
  await acts.remove(third);
  await acts.add(text(''), 'Text added');
  await acts.add(text(''), 'Text added');
  expect(fields()).toEqual(['f0123456789ab', 'first', '', '']);
  expect(
    storyDrafts('c1')
      .map((draft) => draft.text)
      .sort(),
  ).toEqual(['first', 'second']);
  await leaveDrafts('c1');
  expect(saved()).toEqual(['f0123456789ab', 'first', '', '']);
  expect(storyDrafts('c1').map((draft) => draft.text)).toEqual(['second']);
});

test('of a field that is left while another act is being stored, its own part is written', async () => {
  const { acts, type, leave } = onScreen(text('One'), text('Two'), text('Three'));
  const [one_] = acts.parts as [StoryPart];
  type(2, 'Three, and');
  await Promise.all([acts.remove(one_), leave(2), leave(2)]);
  expect(saved()).toEqual(['Two', 'Three, and']);
  expect(stored.size).toBe(0);
});

test('a draft of an earlier version, which knew no order, is shown where only one part begins so', () => {
  stored.set('trailcase.story.c1.text.Old', '"Old and"');
  expect(onScreen(text('Old'), text('Two')).fields()).toEqual(['Old and', 'Two']);
  expect(onScreen(text('Old'), text('Old')).fields()).toEqual(['Old', 'Old']);
  expect(storyDrafts('c1')).toEqual([{ ...only('text', 'Old'), text: 'Old and' }]);
});

test('a half-written note of a bookmark stays; one that says what is stored goes', async () => {
  engine.bookmarks = { 'view:stored': 'as it is', 'view:changed': 'as it was' };
  keepBookmarkDraft('c1', 'view:stored', { text: 'as it is\n', base: 'before' });
  keepBookmarkDraft('c1', 'view:changed', { text: 'as it wi', base: 'as it was' });
  keepBookmarkDraft('c1', 'view:new', { text: 'the fi', base: '' });
  keepBookmarkDraft('c2', 'view:stored', { text: 'as it is', base: '' });
  await leaveDrafts('c1');
  expect(bookmarkDrafts('c1').map(({ target }) => target)).toEqual(['view:changed', 'view:new']);
  expect(bookmarkDrafts('c2')).toHaveLength(1);
});
