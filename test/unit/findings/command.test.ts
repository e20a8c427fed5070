// `trailcase finding` and `trailcase storyline`: what a person wrote wrong is told, and never dropped or done in silence.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { citeEvents } from '../../../src/main/case/findings-writer.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import type { Command } from '../../../src/main/commands/command.ts';
import { findingCommand } from '../../../src/main/commands/finding.ts';
import { writtenOut } from '../../../src/main/commands/finding-input.ts';
import { storylineCommand } from '../../../src/main/commands/storyline.ts';
import { findingList } from '../../../src/main/query/findings/finding-list.ts';
import { newCasePath } from '../../helpers/cases.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

const LOST = `${'a'.repeat(64)}@0+10`;

test('wrong parts, lost events and findings that were taken away are refused with what to do', async () => {
  const path = newCasePath();
  CaseFile.create(path, { title: 'Leak', examiner: 'A', timezone: 'UTC' }).close();
  const input = join(temporaryFolder(), 'body.json');
  const run = async (command: Command, words: string[], body?: unknown): Promise<string> => {
    if (body !== undefined) writeFileSync(input, JSON.stringify(body));
    const told: string[] = [];
    const output = { json: false, line: async (line: string) => told.push(line) } as never;
    const [act = '', ...rest] = words;
    await command.run({
      values: body === undefined ? {} : { from: input },
      positionals: [path, act, ...rest],
      output,
      signal: new AbortController().signal,
    });
    return told.join('\n');
  };
  const add = (body: unknown) => run(findingCommand, ['add'], body);
  const refused = (asked: Promise<unknown>, code: string, words: RegExp) =>
    expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  const id = await add({ title: 'By hand', questions: { who: 'A key' } });
  await refused(add({ title: 'x', questions: 'who knows' }), 'FINDING_INVALID', /questions/);
  await refused(add({ title: 'x', questions: { whom: 'a' } }), 'FINDING_INVALID', /"questions\.whom"/);
  await refused(add({ title: 'x', supporting: [{ id: LOST, reason: '', why: 'a' }] }), 'FINDING_INVALID', /"supporting\.0\.why"/);
  await refused(add({ title: 'x', version: 2 }), 'FINDING_INVALID', /version/);
  await refused(add({ title: 'x', supporting: [{ id: LOST, reason: '' }] }), 'EVENT_MISSING', /no event/);
  await refused(run(findingCommand, ['edit', id], { contradicting: [{ id: LOST, reason: '' }] }), 'EVENT_MISSING', /no event/);
  await refused(run(storylineCommand, ['set'], [{ kind: 'finding', id }]), 'FINDING_INVALID', /JSON object/);
  await refused(run(storylineCommand, ['set'], { parts: [{ kind: 'finding', id, text: 'a' }] }), 'FINDING_INVALID', /"parts\.0\.text"/);

  await run(findingCommand, ['remove', id]);
  const shown = () => {
    const file = CaseFile.open(path);
    try {
      expect(() => citeEvents(file, { id: 'f00000000000f', side: 'supporting', ids: [LOST], reason: '' })).toThrow(/no finding/);
      return findingList(file.db).map(({ current, versions }) => [current.removed, versions, current.body.questions.who]);
    } finally {
      file.close();
    }
  };
  await refused(run(findingCommand, ['edit', id], { title: 'Back' }), 'FINDING_INVALID', /taken away/);
  await refused(run(findingCommand, ['cite', id, LOST]), 'FINDING_INVALID', /taken away/);
  expect(shown()).toEqual([[true, 2, 'A key']]);
  await run(findingCommand, ['restore', id]);
  expect(shown()).toEqual([[false, 3, 'A key']]);
});

test('a technique may be given by its number, an event by its id', async () => {
  const path = newCasePath();
  CaseFile.create(path, { title: 'Leak', examiner: 'A', timezone: 'UTC' }).close();
  const db = openForReading(path);
  const { techniques, supporting } = writtenOut(db, { techniques: ['T1098.001', 'T9999', { id: 'T1078' }], supporting: [LOST] });
  db.close();
  expect(techniques).toEqual([
    {
      id: 'T1098.001',
      name: 'Additional Cloud Credentials',
      tactics: expect.arrayContaining(['Persistence']),
      data: expect.stringContaining('16.1'),
    },
    { id: 'T9999', name: '', tactics: [], data: '' },
    { id: 'T1078' },
  ]);
  expect(supporting).toEqual([{ id: LOST, reason: '' }]);
});
