// What `bookmark`, `tag` and `note` have in common: they open the case for writing, do something to targets, and say what became of it.
import { type AnnotationAct, type AnnotationStep, MOST_AT_ONCE } from '../../shared/annotations.ts';
import { grouped } from '../../shared/text.ts';
import { annotate } from '../case/annotate.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, type Invocation, usage } from './command.ts';
import { namesTargets, targetsOf } from './targets.ts';

interface Acted extends AnnotationStep {
  /** Targets that were named. */
  named: number;
  /** Writes what was done: a line, or the JSON object. */
  tell(what: string): Promise<void>;
}

/** All or nothing. Errors: USAGE, and those of annotate() and of opening a case. */
export async function act(
  path: string,
  invocation: Invocation,
  command: Command,
  named: readonly string[],
  acts: readonly AnnotationAct[],
): Promise<Acted> {
  const { output } = invocation;
  if (!namesTargets(invocation, named))
    throw usage('Say what it is about: an event id, entity:KIND:VALUE, span:FROM/TO or view:NAME', command);
  const file = openCase(path);
  try {
    const targets = await targetsOf(file.db, invocation, named, command);
    if (targets.length > MOST_AT_ONCE) throw usage(`${grouped(targets.length)} targets are more than ${grouped(MOST_AT_ONCE)}`, command);
    const step = annotate(
      file,
      targets.flatMap((target) => acts.map((one) => ({ target, act: one }))),
    );
    const tell = async (what: string): Promise<void> => {
      const { written, targets: changed } = step;
      if (output.json) return await output.object({ targets: targets.length, changed, written });
      const rest = targets.length - changed;
      await output.line(
        `${what}: ${grouped(changed)} of ${grouped(targets.length)}${rest > 0 ? `; ${grouped(rest)} were so already` : ''}`,
      );
    };
    return { ...step, named: targets.length, tell };
  } finally {
    file.close();
  }
}
