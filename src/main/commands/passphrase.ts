// The passphrase of a key: from a file, the environment, or asked for on the terminal without showing it.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { TrailcaseError } from '../../shared/errors.ts';

export const PASSPHRASE_VARIABLE = 'TRAILCASE_PASSPHRASE';

/**
 * @param file path of a file whose first line it is, or undefined
 * @param twice whether it is a new one, to be typed twice
 * Errors: SEAL_KEY_UNUSABLE when there is none to be had.
 */
export async function passphraseFrom(file: string | undefined, question: string, twice: boolean): Promise<string> {
  if (file !== undefined) {
    try {
      return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
    } catch (cause) {
      throw unusable(`The passphrase at ${file} cannot be read: ${(cause as Error).message}`, 'Check the path.');
    }
  }
  const given = process.env[PASSPHRASE_VARIABLE];
  if (given !== undefined) return given;
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw unusable('The key needs a passphrase', `Give it by --passphrase-file FILE, in ${PASSPHRASE_VARIABLE}, or on a terminal.`);
  const answer = await ask(`${question}: `);
  if (twice && (await ask(`${question}, again: `)) !== answer) throw unusable('The two passphrases differ', 'Try again.');
  return answer;
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  // What is typed is echoed by readline to its output: so that goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

function unusable(message: string, advice: string): TrailcaseError {
  return new TrailcaseError('SEAL_KEY_UNUSABLE', message, advice);
}
