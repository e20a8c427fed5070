// A text of UTF-16 as UTF-8, portion by portion, without its byte order mark. Halves of characters become U+FFFD, as everywhere on the Web
// (Encoding Standard, 14.2), and that they do is said.
import type { ContentProblem, Sink } from './content-inflater.ts';

const NOTHING = Buffer.alloc(0);

export class Utf16 implements Sink {
  private readonly name: 'utf-16le' | 'utf-16be';
  private readonly layer: number;
  private readonly problems: ContentProblem[];
  private readonly out: Sink;
  /** Bytes whose meaning the next ones tell: half a code unit, or the first half of a pair. */
  private waiting: Buffer = NOTHING;
  private begun = false;
  private damaged = false;

  constructor(name: 'utf-16le' | 'utf-16be', layer: number, problems: ContentProblem[], out: Sink) {
    this.name = name;
    this.layer = layer;
    this.problems = problems;
    this.out = out;
  }

  push(bytes: Buffer): void {
    const all = this.waiting.length > 0 ? Buffer.concat([this.waiting, bytes]) : bytes;
    let end = all.length - (all.length % 2);
    const units = this.name === 'utf-16be' ? Buffer.from(all.subarray(0, end)).swap16() : all;
    if (end > 0 && (units.readUInt16LE(end - 2) & 0xfc00) === 0xd800) end -= 2;
    this.waiting = Buffer.from(all.subarray(end));
    this.give(units.toString('utf16le', 0, end));
  }

  end(): void {
    if (this.waiting.length > 0) {
      this.damaged = true;
      this.give('\ufffd');
    }
    if (this.damaged) {
      this.problems.push({
        code: 'TEXT_NOT_UTF16',
        layer: this.layer,
        at: null,
        detail: `halves of characters in ${this.name.toUpperCase()}`,
      });
    }
    this.out.end();
  }

  private give(text: string): void {
    if (text === '') return;
    // ECMAScript 2024; the type library in use is older.
    this.damaged ||= !(text as unknown as { isWellFormed(): boolean }).isWellFormed();
    const own = !this.begun && text.startsWith('\ufeff') ? text.slice(1) : text;
    this.begun = true;
    if (own !== '') this.out.push(Buffer.from(own, 'utf8'));
  }
}
