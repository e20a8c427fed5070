// An empty answer on the command line: stdout stays what it was, stderr explains, --json has it as a structure.
import { beforeAll, describe, expect, test } from 'vitest';
import { EmptyAnswer } from '../../../src/shared/empty.ts';
import { cli, cliJson } from '../../helpers/cli-here.ts';
import { described, selecting } from '../../helpers/trail-config.ts';
import { caseWith, log, twoHours } from '../empty/archive.ts';

let path = '';
beforeAll(async () => {
  path = await caseWith({ ...twoHours(), ...described(), ...selecting([{ IncludeManagementEvents: true }]) });
});

const NOTHING = 'api:GetObject region:eu-west-1';

describe('stderr explains, stdout and status stay', () => {
  test.each([
    [['events', '--format', 'jsonl'], ''],
    [['events', '--raw'], ''],
    [['events', '--format', 'csv'], /^id,time,[^\n]*\n$/],
    [['events'], /^time +event [^\n]*\n$/],
    [['facets', '--by', 'api'], /^0 events\n/],
    [['histogram'], '0 dated events\n'],
  ])('%s', async ([command = '', ...options], stdout) => {
    const ran = await cli([command, path, NOTHING, ...options]);
    expect(ran.status).toBe(0);
    if (typeof stdout === 'string') expect(ran.stdout).toBe(stdout);
    else expect(ran.stdout).toMatch(stdout);
    expect(ran.stderr).toContain('trailcase: No event matches, and the logs here could not have shown it.');
    expect(ran.stderr).toContain('GetObject is recorded only as a data event of AWS::S3::Object');
    const quiet = await cli([command, path, NOTHING, ...options, '--quiet']);
    expect(quiet).toMatchObject({ status: 0, stdout: ran.stdout, stderr: '' });
  });

  test('where something is found nothing is explained, even if no row of it is listed', async () => {
    expect(await cli(['events', path, 'api:ListBuckets', '--format', 'jsonl'])).toMatchObject({ status: 0, stderr: '' });
    expect(await cli(['events', path, 'api:ListBuckets', '--limit', '0', '--format', 'jsonl'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: '',
    });
    expect((await cliJson(['facets', path, 'api:ListBuckets', '--by', 'api'])).value).not.toHaveProperty('empty');
    expect((await cliJson(['histogram', path, 'api:ListBuckets'])).value).not.toHaveProperty('empty');
  });

  test('--from and --to are part of what was asked, and a filter that gives something can be copied', async () => {
    const { stderr } = await cli(['events', path, 'is:write', '--from', '2026-02-21T13:00', '--format', 'jsonl']);
    expect(stderr).toContain('Searched 3 events in 4 evidence items for is:write after:2026-02-21T13:00:00Z.');
    const [, filter = ''] = /Without after:2026-02-21T13:00:00Z: 1 – (.*)/.exec(stderr) ?? [];
    expect((await cliJson(['events', path, filter])).value.rows).toHaveLength(1);
  });

  test.each([
    [['--from', '2027-01-01', '--to', '2026-01-01'], 'the end comes before the beginning'],
    [['--from', '9999-12-31T23:59:59-23:59'], 'begins after all that the case has'],
    [['--to', '0001-01-01T00:00:00+23:59'], 'ends before anything that the case has'],
  ])('times at which nothing can be: %s', async (options, sentence) => {
    expect(await cli(['events', path, ...options, '--format', 'jsonl'])).toMatchObject({
      status: 0,
      stdout: '',
      stderr: expect.stringContaining(sentence),
    });
  });

  test('text from logs and filters commands no terminal', async () => {
    const hostile = await caseWith(log('20260221T1005', [{ eventName: 'EVIL\u001b[2J' }]));
    const { stderr } = await cli(['events', hostile, 'api:"evil\u001b[2J"', '--format', 'jsonl']);
    expect(stderr).toContain('EVIL\\u001b[2J instead: 1');
    expect(stderr).not.toContain('\u001b');
  });
});

describe('--json', () => {
  test.each([['events'], ['facets'], ['histogram']])('%s has the structure beside its own keys', async (command) => {
    const { status, stderr, value } = await cliJson([command, path, NOTHING]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const empty = EmptyAnswer.parse(value.empty);
    expect(empty).toMatchObject({ filter: 'eventName:GetObject awsRegion:eu-west-1', couldShow: 'no', search: null });
    expect(empty.terms.map(({ alone }) => alone?.count)).toEqual([0, 0]);
    expect(empty.attestation.state).toBe('noDigests');
  });

  test('search tells its text, and whether the filter left anything', async () => {
    const found = await cliJson(['search', path, 'asha']);
    expect(found.value).not.toHaveProperty('empty');
    const text = await cliJson(['search', path, 'nowhere', 'is:read']);
    expect(text.value).toMatchObject({ total: 0, empty: { search: { text: 'nowhere', events: 2 } } });
    const { stderr } = await cli(['search', path, 'nowhere', 'is:read']);
    expect(stderr).toContain('no event says "nowhere"; searched 2 events');
    expect(stderr).toContain('Searched the raw records of the 2 events that is:read leaves');
    expect(stderr).not.toContain('Without is:read');
    expect((await cli(['search', path, 'nowhere', 'ip:192.0.2.1'])).stderr).toContain('Without sourceIPAddress:192.0.2.1: 3');
  });
});
