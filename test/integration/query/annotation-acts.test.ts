// Acts on annotations: taken back and done again in any order, joined over the records of an event, carried along by a view that is renamed.
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { annotate, restoreAnnotation, revertAnnotations } from '../../../src/main/case/annotate.ts';
import { putAnnotations } from '../../../src/main/case/annotations.ts';
import type { CaseFile } from '../../../src/main/case/case-file.ts';
import { eventId } from '../../../src/main/case/event-rows.ts';
import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { groupMembers } from '../../../src/main/case/repeats.ts';
import { renameView, saveView } from '../../../src/main/case/saved-views.ts';
import { openCase } from '../../../src/main/jobs/open-case.ts';
import { recordsAsked } from '../../../src/main/query/annotations/event-marks.ts';
import { annotationHistory } from '../../../src/main/query/annotations/history.ts';
import { annotationList, annotationsOf } from '../../../src/main/query/annotations/list.ts';
import { whole } from '../../../src/main/query/columns/select.ts';
import { loadExhibits } from '../../../src/main/report/exhibits.ts';
import type { AnnotationAct } from '../../../src/shared/annotations.ts';
import type { Args } from '../../../src/shared/channels.ts';
import { PLAIN_DISPLAY } from '../../../src/shared/saved-views.ts';
import { verified } from '../../helpers/cases.ts';
import { type Situation, situation } from '../../helpers/situation.ts';

const ALL = { kinds: [], colours: [], tags: [], authors: [], search: '', filter: '', order: 'time' as const, offset: 0, limit: 1000 };
const SPAN = 'span:2026-02-21T18:00:00Z/2026-02-21T19:00:00Z';

let made: Situation;
let file: CaseFile;
let db: ReadConnection;

beforeEach(async () => {
  made = await situation();
  file = openCase(made.path);
  db = openForReading(made.path);
});
afterEach(() => {
  db.close();
  file.close();
});

const list = (asked: Partial<Args<'annotations.list'>> = {}) => annotationList(db, { ...ALL, ...asked }, whole(db));
const put = (target: string, act: AnnotationAct) => annotate(file, [{ target, act }]);
/** What counts on targets, without who and when. */
const counts = (targets: readonly string[]) =>
  annotationsOf(file.db, targets)
    .filter(({ origin }) => origin === '')
    .map(({ bookmark, tags, note }) => ({
      bookmark: bookmark && [bookmark.colour, bookmark.label, bookmark.note],
      tags: tags.map(({ name }) => name),
      note: note?.note ?? '',
    }));
/** Ids of the records of an event that was delivered more than once: the one that lists show first. */
function twice(): [string, string] {
  const primary = file.db.prepare('SELECT primary_record FROM repeats ORDER BY primary_record').pluck().get() as number;
  return groupMembers(file.db, primary).map((member) => eventId(member)) as [string, string];
}

test('acts are taken back and done again as on a plain stack, also several on one target', () => {
  const [first, second] = twice();
  const targets = [first, second, SPAN, 'entity:ip:198.51.100.7'];
  const target = fc.constantFrom(...targets);
  const act: fc.Arbitrary<AnnotationAct> = fc.oneof(
    fc.record(
      { kind: fc.constant('bookmark' as const), colour: fc.constantFrom('red' as const, 'blue' as const), label: fc.constantFrom('', 'x') },
      { requiredKeys: ['kind', 'colour'] },
    ),
    fc.constant({ kind: 'bookmark' as const, remove: true }),
    fc.record({ kind: fc.constant('tag' as const), name: fc.constantFrom('ioc', 'IOC', 'later'), remove: fc.boolean() }),
  );
  const changes = fc.array(fc.record({ target, act }), { minLength: 1, maxLength: 3 });
  const steps = fc.array(fc.oneof(changes, fc.constant('undo' as const), fc.constant('redo' as const)), { minLength: 5, maxLength: 25 });
  fc.assert(
    fc.property(steps, (some) => {
      /** What counted after each act; and of each act the versions that its next turn takes back. */
      const states = [counts(targets)];
      const turns: { first: number; last: number }[] = [];
      let at = 0;
      for (const step of some) {
        if (typeof step !== 'string') {
          const { versions } = annotate(file, step);
          if (versions === null) continue;
          states.splice(++at);
          turns.splice(at - 1);
          states.push(counts(targets));
          turns.push(versions);
          continue;
        }
        const turn = turns[step === 'undo' ? at - 1 : at];
        if (!turn) continue;
        const reverted = revertAnnotations(file, turn);
        expect(reverted.left).toBe(0);
        turns[step === 'undo' ? at - 1 : at] = reverted.versions ?? turn;
        at += step === 'undo' ? -1 : 1;
        expect(counts(targets)).toEqual(states[at]);
      }
    }),
    { seed: 7, numRuns: 40 },
  );
});

test('what was changed since is left, and said how much; a bookmark never comes back beside a newer one', () => {
  const [first, second] = twice();
  put(first, { kind: 'bookmark', remove: true });
  const both = annotate(file, [
    { target: SPAN, act: { kind: 'tag', name: 'a' } },
    { target: second, act: { kind: 'bookmark', colour: 'red' } },
  ]);
  put(second, { kind: 'bookmark', colour: 'blue' });
  expect(revertAnnotations(file, both.versions as { first: number; last: number })).toMatchObject({ of: 2, left: 1, written: 1 });
  expect(counts([SPAN, first])).toMatchObject([{ tags: [] }, { bookmark: ['blue', '', ''] }]);

  const gone = put(second, { kind: 'bookmark', remove: true });
  put(first, { kind: 'bookmark', colour: 'green' });
  expect(revertAnnotations(file, gone.versions as { first: number; last: number })).toMatchObject({ of: 1, left: 1, written: 0 });
  expect(counts([second])).toMatchObject([{ bookmark: ['green', '', ''] }]);
});

test('an event is listed once, with the newest bookmark and the tags of all its records; the report shows the same', async () => {
  const [first, second] = twice();
  put(first, { kind: 'bookmark', remove: true });
  put(second, { kind: 'tag', name: 'onSecond' });
  put(first, { kind: 'bookmark', colour: 'blue', label: 'on the first' });
  const rows = async () => {
    const { rows: found, counts: all } = await list({ kinds: ['event'] });
    return { all: all.all, rows: found.map(({ target, bookmark, tags }) => [target, bookmark?.label, tags.map(({ name }) => name)]) };
  };
  expect(await rows()).toEqual({ all: 1, rows: [[first, 'on the first', ['onSecond']]] });
  expect(loadExhibits(db).exhibits.map(({ id, tags }) => [id, tags])).toEqual([[first, ['onSecond']]]);

  // Two bookmarks, as when two events turned out to be one: the newest tells it, and is what an act changes.
  const empty = { kind: 'bookmark', note: '', removed: false };
  putAnnotations(file, [{ ...empty, event: second, colour: 'red', label: 'on the second' }]);
  expect((await rows()).rows).toEqual([[second, 'on the second', ['onSecond']]]);
  const history = annotationHistory(db, { target: first, author: null, offset: 0, limit: 9 }).rows;
  expect(history.filter(({ kind, current }) => kind === 'bookmark' && current).map(({ label }) => label)).toEqual(['on the second']);
  put(first, { kind: 'bookmark', colour: 'green' });
  expect(counts([first])).toMatchObject([{ bookmark: ['green', 'on the second', ''] }]);
});

test('a version that is restored stands where the bookmark does; what another examiner wrote counts in no number', async () => {
  const [first, second] = twice();
  put(first, { kind: 'bookmark', remove: true });
  const red = put(second, { kind: 'bookmark', colour: 'red', label: 'of the second' });
  put(second, { kind: 'bookmark', remove: true });
  put(first, { kind: 'bookmark', colour: 'blue', label: 'of the first' });
  restoreAnnotation(file, red.versions?.first ?? 0);
  expect(counts([first, second])).toMatchObject([{ bookmark: ['red', 'of the second', ''] }, { bookmark: ['red', 'of the second', ''] }]);
  expect((await list()).rows.map(({ target, bookmark }) => [target, bookmark?.colour])).toEqual([[first, 'red']]);

  const theirs = putAnnotations(file, [{ event: SPAN, kind: 'bookmark', colour: 'green', label: 'theirs', note: '', removed: false }], 5, [
    { author: 'B', at: 5, origin: 'copy of B' },
  ]);
  const { rows, counts: numbers } = await list();
  expect(rows.map(({ target, origin }) => [target, origin])).toEqual([
    [SPAN, 'copy of B'],
    [first, ''],
  ]);
  expect(numbers).toMatchObject({ all: 1, kinds: [{ value: 'event', count: 1 }], colours: [{ value: 'red', count: 1 }] });
  expect(numbers.authors.map(({ value }) => value)).toContain('B');
  // It is taken over as it counts there, by a version of one's own.
  restoreAnnotation(file, theirs?.first ?? 0);
  expect(counts([SPAN])).toMatchObject([{ bookmark: ['green', 'theirs', ''] }]);
});

test('a view that is renamed keeps its bookmark and tags, both ways; a target is the same however it is written', async () => {
  for (const name of ['Launches', 'Old']) saveView(file, { name, filter: 'api:RunInstances', display: PLAIN_DISPLAY });
  put('view:Launches', { kind: 'bookmark', colour: 'red', label: 'look here', note: 'why' });
  put('view:Launches', { kind: 'tag', name: 'ioc' });
  const held = counts(['view:Launches']);
  const nothing = [{ bookmark: null, tags: [], note: '' }];
  renameView(file, 'Launches', 'First launches');
  expect(counts(['view:First launches'])).toEqual(held);
  expect(counts(['view:Launches'])).toEqual(nothing);
  renameView(file, 'First launches', 'Launches');
  expect(counts(['view:Launches'])).toEqual(held);
  expect(counts(['view:First launches'])).toEqual(nothing);
  expect((await list({ kinds: ['view'] })).rows.map(({ target, missing }) => [target, missing])).toEqual([['view:Launches', false]]);

  const [event] = twice();
  put(event, { kind: 'tag', name: 'ΣΟΣΑ' });
  for (const value of ['ΣΟΣΑ', 'ΣΟΣ*', 'σος*']) expect([...recordsAsked(db, { of: 'tag', value })]).toHaveLength(1);
  put(`${SPAN} eventName:RunInstances`, { kind: 'tag', name: 'spelled' });
  const spelled = 'span:2026-02-21T18:00:00.000Z/2026-02-21T19:00:00.000Z EventName:RunInstances';
  expect(counts([spelled])).toMatchObject([{ tags: ['spelled'] }]);
  expect(annotationHistory(db, { target: spelled, author: null, offset: 0, limit: 9 }).total).toBe(1);
  db.close();
  file.close();
  expect(await verified(made.path)).toMatchObject({ ok: true });
  db = openForReading(made.path);
  file = openCase(made.path);
});
