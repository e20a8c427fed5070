// `trailcase tag`: puts tags on events, entities, spans of time and views, and takes them away.
import { type AnnotationAct, TagName } from '../../shared/annotations.ts';
import { act } from './annotate.ts';
import { type Command, casePath, type ExitStatus, usage } from './command.ts';
import { namesTargets, TARGET_HELP, TARGET_OPTIONS } from './targets.ts';

export const tagCommand: Command = {
  name: 'tag',
  usage: 'CASE TAG… (--event ID | --filter FILTER | --entity KIND:VALUE | --span FROM/TO | --view NAME | -) [--remove]',
  summary: 'tags events, entities, spans of time or views',
  help: [
    'TAG              letters, digits, - _ . and : (64 at most); the letter case is kept, and means no other tag',
    ...TARGET_HELP.slice(0, -2),
    '-                reads targets from standard input, one a line, also as rows of `events --format jsonl`',
    '--remove         takes the tags away; their history stays in the case',
    'Tagged events are found with tag:NAME and has:tag.',
  ],
  options: { ...TARGET_OPTIONS, remove: { type: 'boolean' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, tagCommand);
    const { values, positionals } = invocation;
    const names = positionals.slice(1).filter((one) => one !== '-');
    const input = positionals.slice(1).filter((one) => one === '-');
    if (names.length === 0) throw usage('The tag is missing', tagCommand);
    for (const name of names) {
      if (!TagName.safeParse(name).success) throw usage(`"${name}" is no tag: it takes letters, digits and -_.: (64 at most)`, tagCommand);
    }
    if (!namesTargets(invocation, input)) throw usage('Say what is tagged: --event, --filter, --entity, --span, --view or -', tagCommand);
    const remove = values.remove === true;
    const acts = names.map((name): AnnotationAct => ({ kind: 'tag', name, ...(remove && { remove }) }));
    const done = await act(path, invocation, tagCommand, input, acts);
    await done.tell(remove ? `Tag ${names.join(', ')} taken away` : `Tagged ${names.join(', ')}`);
    return 0;
  },
};
