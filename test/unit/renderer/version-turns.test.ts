// Taking back and doing again where versions are kept: through any number of acts of one window, and never on top of what another one wrote.
import { beforeEach, expect, test } from 'vitest';
import { CallError } from '../../../src/renderer/data/bridge.ts';
import { noteLeft } from '../../../src/renderer/state/same-case.ts';
import { ChangedSince, UndoStack } from '../../../src/renderer/state/undo-stack.ts';
import { comparedDeed, forgetTurns, versionedDeed } from '../../../src/renderer/state/version-turns.ts';

/** Something that is kept in versions, as the engine keeps it. */
class Kept {
  texts: string[] = [];
  put(text: string, seen: number | null): { version: number } {
    if (seen !== null && seen !== this.texts.length)
      throw new CallError('findings.put', { code: 'FINDING_CHANGED', message: 'changed', advice: '' });
    this.texts.push(text);
    return { version: this.texts.length };
  }
  get text(): string {
    return this.texts.at(-1) ?? '';
  }
  /** An act of the window, from what it shows now. */
  act(text: string) {
    const [former, from] = [this.text, this.texts.length];
    const { version } = this.put(text, from);
    const undo = async (seen: number) => this.put(former, seen);
    const redo = async (seen: number) => this.put(text, seen);
    return versionedDeed({ words: text, subject: 'f', what: 'The finding', from, to: version, undo, redo });
  }
}

beforeEach(forgetTurns);

test('several acts are taken back and done again, in turn', async () => {
  const kept = new Kept();
  const [a, b] = [kept.act('a'), kept.act('b')];
  for (let round = 0; round < 2; round++) {
    await b.undo();
    expect(kept.text).toBe('a');
    await a.undo();
    expect(kept.text).toBe('');
    await a.redo();
    await b.redo();
    expect(kept.text).toBe('b');
  }
});

test('what somebody else wrote on top, or in between, is left alone', async () => {
  const kept = new Kept();
  const a = kept.act('a');
  kept.put('theirs', null);
  await expect(a.undo()).rejects.toThrow(ChangedSince);
  const b = kept.act('b');
  await b.undo();
  expect(kept.text).toBe('theirs');
  await expect(a.undo()).rejects.toThrow('The finding was changed since');
  kept.put('theirs again', null);
  await expect(b.redo()).rejects.toThrow(ChangedSince);
  expect(kept.text).toBe('theirs again');
});

test('an act that can no longer be taken back does not stand before the others', async () => {
  const [kept, other, stack] = [new Kept(), new Kept(), new UndoStack()];
  stack.did({ words: 'first', undo: async () => other.put('undone', null), redo: async () => other.put('redone', null) });
  stack.did(kept.act('a'));
  kept.put('theirs', null);
  await expect(stack.undo()).rejects.toThrow(ChangedSince);
  expect(stack.state).toEqual({ undo: 'first', redo: null });
  await stack.undo();
  expect(other.text).toBe('undone');
  expect(stack.state).toEqual({ undo: null, redo: 'first' });
});

test('what has no numbers is compared by what it says', async () => {
  let note = 'mine';
  const now = async () => note;
  const write = (text: string) => async () => {
    note = text;
  };
  const deed = await comparedDeed({ words: 'Note saved', what: 'The note', now, undo: write(''), redo: write('mine') });
  await deed.undo();
  await deed.redo();
  expect(note).toBe('mine');
  note = 'theirs';
  await expect(deed.undo()).rejects.toThrow('The note was changed since');
  expect(note).toBe('theirs');
});

test('an act in one case is never taken back in the next, also where its answer came when that was open already', async () => {
  const texts = { one: 'mine', two: 'mine' };
  let open: keyof typeof texts = 'one';
  const put = async (text: string) => {
    texts[open] = text;
  };
  const deed = await comparedDeed({
    words: 'Note saved',
    what: 'The note',
    now: async () => {
      open = 'two';
      noteLeft();
      return texts[open];
    },
    undo: () => put('before'),
    redo: () => put('mine'),
  });
  await expect(deed.undo()).rejects.toThrow(ChangedSince);
  const kept = new Kept();
  const act = kept.act('a');
  noteLeft();
  await expect(act.undo()).rejects.toThrow(ChangedSince);
  expect([texts, kept.text]).toEqual([{ one: 'mine', two: 'mine' }, 'a']);
});
