// `trailcase review`: says of a finding whether one agrees, with a note; as a new version of one's review mark.
import { REVIEW_VERDICTS, VERDICT_WORDS } from '../../shared/findings.ts';
import { putReview } from '../case/findings-writer.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, casePath, type ExitStatus, option, usage } from './command.ts';
import { terminalText } from './output.ts';

export const reviewCommand: Command = {
  name: 'review',
  usage: `CASE ID ${REVIEW_VERDICTS.join('|')}|none [--note TEXT] [--of NAME]`,
  summary: 'review a finding: agree, differ, or say that it needs work',
  help: [
    '--note TEXT  why',
    '--of NAME    reviews it as another examiner has it, by the name that `trailcase findings` shows',
    'none         takes the mark away; its versions stay',
    'Whoever reviews his own finding is shown to have done so.',
  ],
  options: { note: { type: 'string' }, of: { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, reviewCommand);
    const { values, positionals, output } = invocation;
    const [, finding, word, surplus] = positionals;
    const removed = word === 'none';
    const verdict = REVIEW_VERDICTS.find((one) => one === word);
    if (finding === undefined || (!verdict && !removed) || surplus !== undefined)
      throw usage(`Say which finding, and ${REVIEW_VERDICTS.join(', ')} or none`, reviewCommand);
    const file = openCase(path);
    try {
      const { who } = file.actor();
      putReview(file, {
        finding,
        origin: option(values, 'of') ?? '',
        verdict: verdict ?? 'needsWork',
        note: option(values, 'note') ?? '',
        removed,
      });
      if (output.json) await output.object({ finding, reviewer: who, verdict: verdict ?? null });
      else await output.line(terminalText(`${who} ${verdict ? VERDICT_WORDS[verdict] : 'took the mark away'}: ${finding}`));
      return 0;
    } finally {
      file.close();
    }
  },
};
