// What is chosen of what a look found, in the window's dialog: how much it is, and how an import is told.
import { expect, test } from 'vitest';
import { Choice } from '../../../src/main/acquire/s3/choice.ts';
import {
  choiceOf,
  chosenOf,
  EVERYTHING,
  type Picked,
  shareIn,
  stateOf,
  withRegions,
  withSpan,
} from '../../../src/renderer/views/acquire/scope-choice.ts';
import { layoutsOf, layoutWords, type Place, regionsOf } from '../../../src/renderer/views/acquire/scope-nodes.ts';
import { inWindow, signInCommand } from '../../../src/renderer/views/acquire/words.ts';
import type { S3Category } from '../../../src/shared/s3.ts';

const FOLDER = { events: 'CloudTrail', digests: 'CloudTrail-Digest' } as Record<S3Category, string>;

/** A place with so many objects of ten bytes on each day. */
function place(account: string, region: string, category: S3Category, days: Record<string, number>, root = ''): Place {
  const listed = Object.entries(days).map(([day, objects]) => ({ day, objects, bytes: objects * 10, exact: day.length === 10 }));
  const objects = listed.reduce((sum, one) => sum + one.objects, 0);
  const exact = listed.every((one) => one.exact);
  const prefix = `${root}AWSLogs/${account}/${FOLDER[category]}/${region}/`;
  const spans = Object.keys(days).sort();
  const named = { first: spans[0] ?? null, last: spans.at(-1) ?? null, trails: [] };
  return { prefix, root, organization: null, account, category, region, objects, bytes: objects * 10, exact, days: listed, ...named };
}

const PLACES = [
  place('111122223333', 'eu-west-1', 'events', { '2026-02-20': 3, '2026-02-21': 5, '2026-02-22': 7 }),
  place('111122223333', 'eu-west-1', 'digests', { '2026-02-20': 1, '2026-02-21': 1, '2026-02-22': 1 }),
  place('111122223333', 'us-east-1', 'events', { '2026-02-21': 2 }),
  place('444455556666', 'eu-west-1', 'events', { '2026-02': 2800 }),
  place('444455556666', 'us-east-1', 'events', { '2026-02-21': 1 }),
];
const scope = { places: PLACES, requests: { made: 9, lists: 20, gets: 2821, exact: false } };
const layouts = layoutsOf(scope);
const region = (account: string, name: string) => {
  const found = layouts
    .flatMap((layout) => layout.accounts)
    .find((one) => one.account === account)
    ?.regions.find((one) => one.region === name);
  if (!found) throw new Error(`no ${name} of ${account}`);
  return found;
};
const without = (...regions: ReturnType<typeof region>[]): Picked => withRegions(EVERYTHING, regions, false);

test('everything is told without a choice, and counted as the look counted it', () => {
  expect(choiceOf(layouts, EVERYTHING)).toEqual({});
  // Pages are one for each place, three for the large one: what is beyond them finds the places.
  expect(chosenOf(scope, layouts, EVERYTHING)).toEqual({ objects: 2821, bytes: 28_210, exact: false, places: 5, lists: 20 });
});

test('accounts and regions are told where they say it, else the single places, digests among them', () => {
  const second = layouts[0]?.accounts[1];
  if (!second) throw new Error('there are two accounts');
  const one = withRegions(EVERYTHING, second.regions, false);
  expect(choiceOf(layouts, one)).toEqual({ accounts: ['111122223333'] });
  const across = without(region('111122223333', 'us-east-1'), region('444455556666', 'eu-west-1'));
  // Two are left out, three taken.
  expect(choiceOf(layouts, across)).toEqual({ notPlaces: [PLACES[2]?.prefix, PLACES[3]?.prefix] });
  const other = without(region('111122223333', 'eu-west-1'), region('444455556666', 'us-east-1'));
  expect(choiceOf(layouts, other)).toEqual({ places: [PLACES[2]?.prefix, PLACES[3]?.prefix] });
  expect(chosenOf(scope, layouts, across)).toMatchObject({ objects: 19, exact: true, places: 3, lists: 16 });
  expect(layouts.map((layout) => stateOf(regionsOf(layout), across))).toEqual(['some']);
  expect(withRegions(across, regionsOf(layouts[0] as never), true).off.size).toBe(0);
});

test('one region of one account left out of an organization is told as that, and an import takes the rest', () => {
  const accounts = Array.from({ length: 300 }, (_, i) => String(100_000_000_000 + i));
  const places = accounts.flatMap((account) =>
    ['eu-west-1', 'us-east-1'].flatMap((name) => [
      place(account, name, 'digests', { '2026-02-21': 1 }),
      place(account, name, 'events', { '2026-02-21': 1 }),
    ]),
  );
  const organization = layoutsOf({ places });
  const [one] = organization[0]?.accounts[7]?.regions ?? [];
  if (!one) throw new Error('there is one');
  const choice = choiceOf(organization, withRegions(EVERYTHING, [one], false));
  expect(choice).toEqual({ notPlaces: one.places.map(({ prefix }) => prefix) });
  const engine = new Choice(choice);
  const taken = places.filter((leaf) => engine.leaf({ ...leaf, within: leaf.prefix, beside: undefined }));
  expect(taken).toEqual(places.filter(({ prefix }) => !one.places.some((left) => left.prefix === prefix)));
});

test('categories: digests come along or not, and may come alone', () => {
  const off = (...categories: S3Category[]): Picked => ({ ...EVERYTHING, categoriesOff: new Set(categories) });
  expect(choiceOf(layouts, off('digests'))).toEqual({ categories: ['events'], digests: false });
  expect(choiceOf(layouts, off('events'))).toEqual({ categories: ['digests'] });
  expect(chosenOf(scope, layouts, off('events', 'digests'))).toMatchObject({ objects: 0, places: 0 });
});

test('days: whole ones are exact, a month in part and digests beside the span are not', () => {
  const days = withSpan(EVERYTHING, '2026-02-21', false);
  expect(choiceOf(layouts, days)).toEqual({ from: '2026-02-21', to: '2026-02-21' });
  expect(
    chosenOf(scope, layouts, { ...days, categoriesOff: new Set(['digests']), off: without(region('444455556666', 'eu-west-1')).off }),
  ).toMatchObject({
    objects: 8,
    exact: true,
  });
  expect(chosenOf(scope, layouts, days)).toMatchObject({ objects: 5 + 1 + 2 + 100 + 1, exact: false });
  expect(withSpan(days, '2026-02-23', true)).toMatchObject({ from: '2026-02-21', to: '2026-02-23' });
  expect(withSpan(days, '2026-01', true)).toMatchObject({ from: '2026-01-01', to: '2026-02-21' });
  expect([shareIn('2026-02', days), shareIn('2026-03', days), shareIn('', days), shareIn('', EVERYTHING)]).toEqual([1 / 28, 0, 0, 1]);
});

test('layouts are told apart', () => {
  const of = (root: string, organization: string | null) => layoutWords({ root, organization });
  expect(of('', null)).toEqual({ what: 'Trail', where: 'AWSLogs/' });
  expect(of('logs/', null).what).toBe('Trail below a prefix');
  expect(of('', 'o-abcdefghij')).toEqual({ what: 'Organization', where: 'AWSLogs/o-abcdefghij/' });
  expect(of('o-abcdefghij/', 'o-abcdefghij').what).toBe('Control Tower');
});

test('what the engine advises names fields of the window, and a command quotes whatever a profile is called', () => {
  expect(inWindow('Check --catalog, --table and --region.')).toBe('Check the catalog, “CloudTrail table” and “Region”.');
  expect(inWindow('Agree with --yes.')).toBe('Agree with --yes.');
  expect([signInCommand(null), signInCommand('ir'), signInCommand("a b'; rm")]).toEqual([
    'aws sso login',
    'aws sso login --profile ir',
    "aws sso login --profile 'a b'\\''; rm'",
  ]);
});
