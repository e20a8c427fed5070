// What commands write: signals are heard between pieces of output, and log text cannot command a terminal.
import { afterEach, expect, test, vi } from 'vitest';
import { Output, terminalText } from '../../../src/main/commands/output.ts';

afterEach(() => vi.restoreAllMocks());

test('between two pieces of output the event loop turns, or no signal would be heard', async () => {
  const written: Buffer[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    written.push(Buffer.from(piece as Buffer));
    return true;
  });
  const output = new Output(false, 'none');
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  await output.write('a'.repeat(70_000));
  expect(turned).toBe(true);
  await output.write(Buffer.from([0xff, 0x00]));
  await output.flush();
  expect(Buffer.concat(written)).toEqual(Buffer.concat([Buffer.from('a'.repeat(70_000)), Buffer.from([0xff, 0x00])]));
});

test('plain progress begins at once and ends with the last state', () => {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => {
    lines.push(String(piece));
    return true;
  });
  const output = new Output(false, 'plain');
  const state = { phase: 'Reading files', bytes: 0, totalBytes: 1000, files: 0, totalFiles: 4, events: 0 };
  output.progress({ ...state });
  output.progress({ ...state, files: 2, bytes: 500 });
  output.progress({ ...state, files: 4, bytes: 1000 });
  output.endProgress();
  output.endProgress();
  expect(lines.map((line) => /\d of 4 files/.exec(line)?.[0])).toEqual(['0 of 4 files', '4 of 4 files']);
});

test('every control character is shown as an escape, everything else as it is', () => {
  for (let code = 0; code <= 0x9f; code++) {
    const char = String.fromCharCode(code);
    const control = code < 0x20 || code >= 0x7f;
    expect(terminalText(`a${char}b`)).toBe(control ? `a\\u${code.toString(16).padStart(4, '0')}b` : `a${char}b`);
  }
  for (const bidi of ['\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069']) expect(terminalText(bidi)).toMatch(/^\\u2/);
  expect(terminalText('नमस्ते 🙂 ü')).toBe('नमस्ते 🙂 ü');
});
