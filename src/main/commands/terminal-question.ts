// A question on the terminal. It goes to the error stream: answers of a command are on the other.
import { createInterface } from 'node:readline/promises';
import { TrailcaseError } from '../../shared/errors.ts';

/** The streams of a terminal. */
interface Terminal {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
}

/**
 * @param question one line; what stands before it on that line is overwritten
 * @returns what was answered, without space around it; null where the input ended
 * Errors: CANCELLED after Ctrl-C.
 */
export async function askOnTerminal(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<string | null> {
  const lines = createInterface({ input, output, terminal: true });
  const ended = new AbortController();
  let isCancelled = false;
  // The terminal hands Ctrl-C to whoever reads lines; no signal comes of it.
  lines.on('SIGINT', () => {
    isCancelled = true;
    ended.abort();
  });
  lines.on('close', () => ended.abort());
  try {
    return (await lines.question(question, { signal: ended.signal })).trim();
  } catch (cause) {
    if (isCancelled) throw new TrailcaseError('CANCELLED', 'Cancelled', '', { cause });
    if (ended.signal.aborted) return null;
    throw cause;
  } finally {
    lines.close();
  }
}
