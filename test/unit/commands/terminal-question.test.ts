// Questions on a terminal: what is seen of them, and what the keys that end them mean.
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askOnTerminal } from '../../../src/main/commands/terminal-question.ts';

/** Keys as a terminal sends them; null: it is gone. */
async function answered(keys: string | null): Promise<{ answer: string | null; seen: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let seen = '';
  output.on('data', (piece: Buffer) => {
    seen += piece.toString('utf8');
  });
  const answer = askOnTerminal('Run this? [y/N] ', { input, output });
  if (keys === null) input.end();
  else input.write(keys);
  return { answer: await answer, seen };
}

test('the question stays to be read: readline clears the line before it writes', async () => {
  const { answer, seen } = await answered(' yes \r');
  expect(answer).toBe('yes');
  expect(seen.slice(seen.lastIndexOf('\u001b[0J'))).toContain('Run this? [y/N]');
});

test('the end of input answers nothing, Ctrl-C cancels', async () => {
  expect((await answered('\u0004')).answer).toBeNull();
  expect((await answered(null)).answer).toBeNull();
  await expect(answered('\u0003')).rejects.toMatchObject({ code: 'CANCELLED' });
});
