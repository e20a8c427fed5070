// `trailcase storyline`: the findings in the order in which they tell the story, with headings and short texts between them.

import { TrailcaseError } from '../../shared/errors.ts';
import { STATE_WORDS, StorylineBody } from '../../shared/findings.ts';
import { faultOf } from '../../shared/given.ts';
import { plural } from '../../shared/text.ts';
import { isoTime } from '../case/event-rows.ts';
import { findingMissing, shownStoryline, shownVersion, storylineVersions, versionsOfFinding } from '../case/findings.ts';
import { putStoryline } from '../case/findings-writer.ts';
import { openForReading } from '../case/open.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, casePath, type ExitStatus, type Invocation, option, usage } from './command.ts';
import { partsOf, refuseSurplus } from './finding-input.ts';
import { terminalText } from './output.ts';
import { jsonFrom } from './stdin.ts';

export const storylineCommand: Command = {
  name: 'storyline',
  usage: 'CASE | CASE set [--from FILE] | CASE add ID',
  summary: 'findings in the order in which they tell the story; the spine of the report',
  help: [
    'without an act  shows it, with its versions in --json',
    'set             replaces it by {"parts": […]} on standard input: {"kind":"finding","id":…}, {"kind":"heading","text":…}, {"kind":"text","text":…}',
    'add ID          adds a finding at its end',
    '--from FILE     from a file instead of standard input',
  ],
  options: { from: { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, storylineCommand);
    const [, act, id, surplus] = invocation.positionals;
    if (surplus !== undefined) throw usage('Say set, add ID, or nothing', storylineCommand);
    if (act === undefined) await show(path, invocation);
    else if (act === 'set' && id === undefined) await set(path, invocation);
    else if (act === 'add' && id !== undefined) await add(path, id, invocation);
    else throw usage('Say set, add ID, or nothing', storylineCommand);
    return 0;
  },
};

async function show(path: string, { output }: Invocation): Promise<void> {
  const db = openForReading(path);
  try {
    const shown = shownStoryline(db);
    if (output.json) {
      const history = storylineVersions(db).map((one) => ({ ...one, at: isoTime(one.at) }));
      return await output.object({ parts: shown?.body.parts ?? [], history });
    }
    if (!shown || shown.body.parts.length === 0) return await output.line('The case has no storyline yet');
    if (shown.origin !== '') await output.line(terminalText(`As ${shown.author} has it, taken over from ${shown.origin}`));
    for (const part of shown.body.parts) {
      if (part.kind === 'heading') await output.line(terminalText(`# ${part.text}`));
      else if (part.kind === 'text') for (const line of part.text.split('\n')) await output.line(terminalText(line));
      else {
        const versions = versionsOfFinding(db, part.id);
        const { body, removed } = versions.length > 0 ? shownVersion(versions) : { body: null, removed: false };
        const words =
          body === null ? 'not in the case' : `${body.title} (${removed ? 'taken away' : STATE_WORDS[body.state]}, ${body.severity})`;
        await output.line(terminalText(`${part.id}  ${words}`));
      }
    }
  } finally {
    db.close();
  }
}

async function set(path: string, { values, output }: Invocation): Promise<void> {
  const given = await jsonFrom(option(values, 'from') ?? '-', storylineCommand);
  const whole = { version: 1, ...partsOf(given, 'storyline', ['version', 'parts']) };
  const read = StorylineBody.safeParse(whole);
  if (!read.success) {
    throw new TrailcaseError('FINDING_INVALID', `The storyline cannot be stored: ${faultOf(read.error, whole, 'storyline')}`);
  }
  refuseSurplus(whole, read.data, 'storyline');
  await write(path, read.data, output);
}

async function add(path: string, id: string, { output }: Invocation): Promise<void> {
  const db = openForReading(path);
  let parts: StorylineBody['parts'];
  try {
    if (versionsOfFinding(db, id).length === 0) throw findingMissing(id);
    parts = shownStoryline(db)?.body.parts ?? [];
  } finally {
    db.close();
  }
  await write(
    path,
    { version: 1, parts: [...parts.filter((part) => part.kind !== 'finding' || part.id !== id), { kind: 'finding', id }] },
    output,
  );
}

async function write(path: string, body: StorylineBody, output: Invocation['output']): Promise<void> {
  const file = openCase(path);
  try {
    for (const part of body.parts)
      if (part.kind === 'finding' && versionsOfFinding(file.db, part.id).length === 0) throw findingMissing(part.id);
    putStoryline(file, body, null);
  } finally {
    file.close();
  }
  if (output.json) await output.object({ parts: body.parts });
  else await output.line(`The storyline has ${plural(body.parts.length, 'part')}`);
}
