// Text of the evidence for a file that is read line by line, and in a terminal.
import { escapedLine } from '../../shared/unseen.ts';

/** The text in one line: control characters, line breaks, what is not seen and what turns the direction of writing are shown as escapes. */
export function plainLine(text: string): string {
  return escapedLine(text);
}
