// `trailcase annotations`: takes over what another examiner of the same evidence wrote, or looks at what that would add.
import { resolve } from 'node:path';
import type { ExchangeSummary } from '../../shared/exchange.ts';
import { plural } from '../../shared/text.ts';
import { openForReading } from '../case/open.ts';
import { lookAtExchange, takeOver } from '../exchange/take-over.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, casePath, type ExitStatus, usage } from './command.ts';
import { terminalText } from './output.ts';

export const annotationsCommand: Command = {
  name: 'annotations',
  usage: 'CASE import FILE | CASE look FILE',
  summary: "another examiner's bookmarks, notes, findings and reviews, beside one's own; the file comes from `export --format annotations`",
  help: [
    'import FILE  takes over versions that are not here yet, with their authors and times; nothing that is here changes',
    'look FILE    says what that would add, and changes nothing',
    'A file that speaks of other evidence is refused: ANNOTATIONS_OTHER_EVIDENCE.',
  ],
  options: {},
  async run(invocation): Promise<ExitStatus> {
    // Also `annotations import CASE FILE`, as one may say it.
    const words = invocation.positionals;
    const acts = ['import', 'look'];
    const [first = '', second = ''] = words;
    const [act, path, from] = acts.includes(first)
      ? [first, words[1], words[2]]
      : [second, casePath(invocation, annotationsCommand), words[2]];
    if (!acts.includes(act) || !path || !from || words.length > 3) throw usage('Say import FILE or look FILE', annotationsCommand);
    const summary = act === 'look' ? look(path, resolve(from)) : take(path, resolve(from));
    const { output } = invocation;
    if (output.json) await output.object(summary);
    else for (const line of lines(summary, act === 'look')) await output.line(terminalText(line));
    return 0;
  },
};

function look(path: string, from: string): ExchangeSummary {
  const db = openForReading(path);
  try {
    return lookAtExchange(db, from);
  } finally {
    db.close();
  }
}

function take(path: string, from: string): ExchangeSummary {
  const file = openCase(path);
  try {
    return takeOver(file, from);
  } finally {
    file.close();
  }
}

function lines(summary: ExchangeSummary, isLook: boolean): string[] {
  const { from, versions, present, annotations, findings, storylines, reviews, views, viewsLeft, differing } = summary;
  const added = [
    [annotations, 'version of bookmarks, tags and notes', 'versions of bookmarks, tags and notes'],
    [findings, 'version of a finding', 'versions of findings'],
    [storylines, 'version of the storyline', 'versions of the storyline'],
    [reviews, 'review', 'reviews'],
    [views, 'saved view', 'saved views'],
  ] as const;
  const told = added.flatMap(([n, one, many]) => (n === 0 ? [] : [plural(n, one, many)]));
  return [
    `${isLook ? 'Would take over' : 'Took over'} from ${from}: ${told.length === 0 ? 'nothing new' : told.join(', ')}; ${present} of ${plural(versions, 'version')} were here already`,
    ...(viewsLeft.length === 0 ? [] : [`Left as they are here: views ${viewsLeft.map((name) => `"${name}"`).join(', ')}`]),
    ...(differing.length === 0 ? [] : [`Findings that you have otherwise than others: ${differing.join(', ')}`]),
  ];
}
