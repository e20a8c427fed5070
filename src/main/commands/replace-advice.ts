// By which options of a command what stands there already may be replaced: the engine, which the window uses, too, knows of no options.
import type { Command, Values } from './command.ts';

/** @param advice of OUTPUT_EXISTS; without what is given already */
export function replaceAdvice(advice: string, command: Command, values: Values): string {
  const wanted = (name: string): boolean => name in command.options && values[name] !== true;
  const [own, beside] = [wanted('overwrite'), wanted('overwrite-beside')];
  const options =
    own && beside ? '--overwrite for the named file, --overwrite-beside for others' : own ? '--overwrite' : '--overwrite-beside';
  return own || beside ? advice.replace(/ to be replaced\.$/, ` to be replaced: ${options}.`) : advice;
}
