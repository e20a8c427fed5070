// `trailcase bookmark`: marks events, entities, spans of time and views with a colour, a label and a note.
import { type AnnotationAct, Label, LONGEST_NOTE } from '../../shared/annotations.ts';
import { BOOKMARK_COLOURS } from '../../shared/domain.ts';
import { act } from './annotate.ts';
import { type Command, casePath, choice, type ExitStatus, option, usage } from './command.ts';
import { TARGET_HELP, TARGET_OPTIONS } from './targets.ts';

export const bookmarkCommand: Command = {
  name: 'bookmark',
  usage: 'CASE [TARGET…] [--filter FILTER] [--colour COLOUR] [--label TEXT] [--note TEXT] [--remove]',
  summary: 'bookmarks events, entities, spans of time or views: colour, label, note',
  help: [
    ...TARGET_HELP,
    `--colour COLOUR  ${BOOKMARK_COLOURS.join(', ')}; of a new bookmark yellow`,
    '--label TEXT     a few words, one line',
    '--note TEXT      Markdown',
    '--remove         takes the bookmark away; its history stays in the case',
    'What is left out stays as it is.',
  ],
  options: {
    ...TARGET_OPTIONS,
    colour: { type: 'string' },
    label: { type: 'string' },
    note: { type: 'string' },
    remove: { type: 'boolean' },
  },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, bookmarkCommand);
    const { values, positionals } = invocation;
    const colour = values.colour === undefined ? '' : choice(values, 'colour', BOOKMARK_COLOURS, 'yellow', bookmarkCommand);
    const label = Label.optional().safeParse(option(values, 'label'));
    if (!label.success) throw usage('--label takes one line of at most 120 characters', bookmarkCommand);
    const note = option(values, 'note');
    if (note !== undefined && note.length > LONGEST_NOTE) throw usage('--note is longer than 100,000 characters', bookmarkCommand);
    const remove = values.remove === true;
    if (remove && (colour !== '' || label.data !== undefined || note !== undefined))
      throw usage('--remove goes with no colour, label or note', bookmarkCommand);
    const bookmark: AnnotationAct = {
      kind: 'bookmark',
      ...(colour !== '' && { colour }),
      ...(label.data !== undefined && { label: label.data }),
      ...(note !== undefined && { note }),
      ...(remove && { remove }),
    };
    // An empty note alone bookmarks nothing that is not bookmarked: here it is to be.
    const acts: AnnotationAct[] = note === '' ? [{ kind: 'bookmark' }, bookmark] : [bookmark];
    const done = await act(path, invocation, bookmarkCommand, positionals.slice(1), acts);
    await done.tell(remove ? 'Bookmarks taken away' : 'Bookmarked');
    return 0;
  },
};
