// bookmark, tag, note and bookmarks: the investigator's marks from the command line, as the window has them.
import { expect, test } from 'vitest';
import { cli, cliJson, eventRows } from '../../helpers/cli-here.ts';
import { situation } from '../../helpers/situation.ts';

test('what is marked on the command line is listed, found, and taken away again', async () => {
  const { path } = await situation();
  const [launch] = await eventRows(path, 'api:RunInstances');
  const [first, second] = await eventRows(path, 'api:GetObject');
  const { value } = await cliJson(['bookmark', path, first?.id, '--colour', 'green', '--label', 'read by hand', '--note', '*why*']);
  expect(value).toEqual({ targets: 1, changed: 1, written: 1 });
  expect((await cliJson(['tag', path, 'ioc', 'Exfil', '--filter', 'api:GetObject', '--entity', 'ip:198.51.100.7'])).value).toEqual({
    targets: 5,
    changed: 5,
    written: 10,
  });
  const again = await cli(['tag', path, 'IOC', '--event', first?.id, '--span', '2026-02-21T18:00:00Z/2026-02-21T19:00:00Z is:write']);
  expect(again).toMatchObject({ status: 0, stderr: '', stdout: 'Tagged IOC: 1 of 2; 1 were so already\n' });
  expect((await eventRows(path, 'tag:exfil bookmark:green')).map(({ id }) => id)).toEqual([first?.id]);

  const { value: list } = await cliJson(['bookmarks', path]);
  expect(list.rows.map((row: Record<string, unknown>) => [row.kind, row.colour, row.label, row.tags])).toEqual([
    ['event', 'green', 'read by hand', ['Exfil', 'ioc']],
    ['event', null, '', ['Exfil', 'ioc']],
    ['event', null, '', ['Exfil', 'ioc']],
    ['event', null, '', ['Exfil', 'ioc']],
    ['span', null, '', ['IOC']],
    ['event', 'red', '', []],
    ['entity', null, '', ['Exfil', 'ioc']],
  ]);
  expect(list.rows[0]).toMatchObject({
    target: first?.id,
    time: first?.time,
    eventName: 'GetObject',
    note: '*why*',
    versions: 3,
    missing: false,
    origin: '',
  });
  const only = async (...args: string[]): Promise<string[]> =>
    (await cliJson(['bookmarks', path, ...args])).value.rows.map(({ target }: { target: string }) => target);
  expect(await only('--kind', 'entity', '--tag', 'EXFIL')).toEqual(['entity:ip:198.51.100.7']);
  expect(await only('api:RunInstances', '--kind', 'event')).toEqual([launch?.id]);
  expect(await only('--search', 'hand')).toEqual([first?.id]);

  await cli(['tag', path, 'exfil', '--remove', '--event', second?.id, '--event', first?.id]);
  await cli(['bookmark', path, first?.id, '--remove']);
  expect((await eventRows(path, 'bookmark:green OR tag:exfil')).map(({ id }) => id)).not.toContain(first?.id);
  const { value: history } = await cliJson(['bookmarks', path, '--history']);
  expect(history.rows).toHaveLength(1 + 1 + 10 + 1 + 2 + 1);
  expect(history.rows[0]).toMatchObject({ target: first?.id, kind: 'bookmark', removed: true, current: true });
  expect(await cli(['verify', path, '--quiet'])).toMatchObject({ status: 0 });
});

test('a note is written, shown with its history, and taken away', async () => {
  const { path } = await situation();
  const [event] = await eventRows(path, 'api:RunInstances');
  expect(await cli(['note', path, 'entity:ip:198.51.100.7'])).toMatchObject({ status: 0, stdout: 'No note\n' });
  await cli(['note', path, 'entity:ip:198.51.100.7', 'the guest network\u001b[2J']);
  expect(await cli(['note', path, 'entity:ip:198.51.100.7'])).toMatchObject({ stdout: 'the guest network\\u001b[2J\n' });
  await cli(['note', path, event?.id, 'seen **twice**']);
  const { value } = await cliJson(['note', path, event?.id, '--history']);
  expect(value).toMatchObject({
    note: { text: 'seen **twice**' },
    versions: [{ text: 'seen **twice**', removed: false }, { text: 'The launch' }],
  });
  await cli(['note', path, 'entity:ip:198.51.100.7', '--remove']);
  expect((await cliJson(['note', path, 'entity:ip:198.51.100.7'])).value.note).toBeNull();
  // A note that is not there is taken away without a trace; a bookmark with an empty one is put on by name only.
  const [bare] = await eventRows(path, 'api:GetObject');
  for (const none of [['--remove'], ['']]) {
    const args = ['note', path, bare?.id ?? '', ...none];
    expect((await cliJson(args)).value).toEqual({ targets: 1, changed: 0, written: 0 });
  }
  expect(await eventRows(path, 'api:GetObject has:bookmark')).toEqual([]);
  expect((await cliJson(['bookmark', path, 'entity:ip:198.51.100.7', '--note', ''])).value).toEqual({ targets: 1, changed: 1, written: 1 });
  // The colour that the bookmark had is as it was.
  expect((await eventRows(path, 'bookmark:red')).map(({ id }) => id)).toEqual([event?.id]);
});

test.each([
  ['no target', ['bookmark'], /USAGE: Say what it is about/],
  ['no tag', ['tag', '--filter', ''], /USAGE: The tag is missing/],
  ['a tag with a blank', ['tag', 'a b', '--filter', ''], /USAGE: "a b" is no tag: it takes letters, digits and -_\.: \(64 at most\)/],
  ['nothing to tag', ['tag', 'a'], /USAGE: Say what is tagged/],
  ['what is no target', ['bookmark', 'entity:person:Asha'], /USAGE: "entity:person:Asha" is no event id/],
  ['another colour', ['bookmark', 'view:x', '--colour', 'pink'], /USAGE: --colour takes one of red, [a-z, ]+[a-z], not "pink"/],
  ['two things at once', ['bookmark', 'view:x', '--remove', '--label', 'x'], /USAGE: --remove goes with no/],
  ['a view that is not there', ['bookmark', 'view:None'], /VIEW_MISSING: The case has no view called "None". Save the view first/],
  ['an event that is not there', ['tag', 'x', '--event', `${'0'.repeat(64)}@0+1`], /EVENT_MISSING: The case has no event 0000/],
  ['to take away from a view that never was', ['bookmark', 'view:None', '--remove'], /VIEW_MISSING/],
  ['to take away from an event that never was', ['tag', 'x', '--remove', '--event', `${'0'.repeat(64)}@0+1`], /EVENT_MISSING/],
  ['to take away its note', ['note', `${'0'.repeat(64)}@0+1`, '--remove'], /EVENT_MISSING/],
  ['a day that is not in the calendar', ['bookmark', 'span:2026-02-30T00:00:00Z/2026-03-05T00:00:00Z'], /USAGE: "span:2026-02-30/],
  ['a history of a filter', ['bookmarks', 'api:RunInstances', '--history'], /USAGE: --history goes with --author only/],
  ['a history of a colour', ['bookmarks', '--history', '--colour', 'red'], /USAGE: --history goes with --author only/],
  ['a filter that cannot be read', ['tag', 'x', '--filter', 'api:('], /FILTER_INVALID: Column 6/],
])('refused: %s', async (_, [command = '', ...args], message) => {
  const { path } = await once();
  const { status, stdout, stderr } = await cli([command, path, ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(message);
});

let made: ReturnType<typeof situation> | null = null;
function once(): ReturnType<typeof situation> {
  made ??= situation();
  return made;
}
