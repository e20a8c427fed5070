// `trailcase note`: the examiner's note on an entity, or in the bookmark of an event, a span of time or a view; read, written, taken away.
import { text as textOf } from 'node:stream/consumers';
import { type AnnotationAct, LONGEST_NOTE, targetKindOf } from '../../shared/annotations.ts';
import { isoTime } from '../case/event-rows.ts';
import { openForReading } from '../case/open.ts';
import { annotationHistory } from '../query/annotations/history.ts';
import { annotationsOf } from '../query/annotations/list.ts';
import { act } from './annotate.ts';
import { type Command, casePath, type ExitStatus, type Invocation, usage } from './command.ts';
import { terminalText } from './output.ts';
import { targetsOf } from './targets.ts';

/** Versions shown. */
const MOST = 1000;

export const noteCommand: Command = {
  name: 'note',
  usage: 'CASE TARGET [TEXT | - | --remove] [--history]',
  summary: 'the note on an entity, or in the bookmark of an event, span of time or view',
  help: [
    'TARGET     an event id, entity:KIND:VALUE, span:FROM/TO or view:NAME',
    'TEXT       Markdown; - reads it from standard input; left out: the note is shown',
    '--remove   takes the note away; its history stays in the case',
    '--history  every version, newest first, with who wrote it and when',
  ],
  options: { remove: { type: 'boolean' }, history: { type: 'boolean' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, noteCommand);
    const { values, positionals } = invocation;
    const [, target, written, surplus] = positionals;
    if (target === undefined || target === '-') throw usage('The target is missing', noteCommand);
    if (surplus !== undefined) throw usage('A text with blanks needs quotes', noteCommand);
    const remove = values.remove === true;
    if (remove && written !== undefined) throw usage('--remove goes with no text', noteCommand);
    if (written === undefined && !remove) await show(path, target, invocation);
    else await write(path, target, remove ? '' : written === '-' ? await textOf(process.stdin) : (written ?? ''), invocation);
    return 0;
  },
};

async function write(path: string, target: string, written: string, invocation: Invocation): Promise<void> {
  const note = written.trim();
  if (note.length > LONGEST_NOTE) throw usage('The note is longer than 100,000 characters', noteCommand);
  const kind = targetKindOf(target) === 'entity' ? 'note' : 'bookmark';
  const change: AnnotationAct = kind === 'note' ? { kind, note } : { kind, note };
  const done = await act(path, invocation, noteCommand, [target], [change]);
  await done.tell(note === '' ? 'Note taken away' : 'Noted');
}

async function show(path: string, asked: string, invocation: Invocation): Promise<void> {
  const { output, values } = invocation;
  const db = openForReading(path);
  try {
    const [target = ''] = await targetsOf(db, invocation, [asked], noteCommand);
    const [annotated] = annotationsOf(db, [target]);
    const found = annotated?.note ?? annotated?.bookmark ?? null;
    const note = found && found.note !== '' ? { text: found.note, author: found.author, at: isoTime(found.at) } : null;
    const kind = targetKindOf(target) === 'entity' ? 'note' : 'bookmark';
    const versions = annotationHistory(db, { target, author: null, offset: 0, limit: MOST })
      .rows.filter((row) => row.kind === kind)
      .map((row) => ({ text: row.note, author: row.author, at: isoTime(row.at), removed: row.removed }));
    if (output.json) return await output.object({ target, note, ...(values.history === true && { versions }) });
    if (values.history !== true) return await output.line(note ? shown(note.text) : 'No note');
    for (const { text, author, at, removed } of versions) {
      await output.line(`${at}  ${terminalText(author)}${removed ? '  taken away' : ''}`);
      if (!removed) await output.line(shown(text));
    }
  } finally {
    db.close();
  }
}

/** A text of several lines: each is one on the terminal. */
function shown(text: string): string {
  return text.split('\n').map(terminalText).join('\n');
}
