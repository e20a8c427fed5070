// A small seeded generator of numbers: the same seed gives the same archive on every machine.

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const KEY = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** sfc32 (Chris Doty-Humphrey, PractRand). */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(seed: number, stream = 0) {
    this.a = seed | 0;
    this.b = stream | 0;
    this.c = 0x9e3779b9 | 0;
    for (let i = 0; i < 16; i++) this.word();
  }

  /** 32 random bits, unsigned. */
  word(): number {
    const sum = (this.a + this.b + this.d++) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    return sum >>> 0;
  }

  /** At least 0, below 1. */
  unit(): number {
    return this.word() / 2 ** 32;
  }

  /** A whole number from 0, below n. */
  below(n: number): number {
    return Math.floor(this.unit() * n);
  }

  chance(p: number): boolean {
    return this.unit() < p;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** Like `pick`, but the first of the list are met much more often than the last, as names and agents are. */
  pickEarly<T>(list: readonly T[]): T {
    return list[Math.floor(this.unit() ** 2.5 * list.length)] as T;
  }

  /** Lower-case hexadecimal digits. */
  hex(bytes: number): string {
    let text = '';
    for (let i = 0; i < bytes; i++) text += HEX[this.word() & 255];
    return text;
  }

  /** Version 4. */
  uuid(): string {
    const [a, b, c, d] = [this.word(), this.word(), this.word(), this.word()];
    const two = (word: number, shift: number) => HEX[(word >>> shift) & 255] as string;
    return (
      `${two(a, 24)}${two(a, 16)}${two(a, 8)}${two(a, 0)}-${two(b, 24)}${two(b, 16)}-` +
      `${HEX[((b >>> 8) & 15) | 64]}${two(b, 0)}-${HEX[((c >>> 24) & 63) | 128]}${two(c, 16)}-` +
      `${two(c, 8)}${two(c, 0)}${two(d, 24)}${two(d, 16)}${two(d, 8)}${two(d, 0)}`
    );
  }

  base64(length: number): string {
    return this.letters(BASE64, length);
  }

  /** As in AWS's unique ids: AKIA…, AROA…. */
  key(prefix: string, length: number): string {
    return prefix + this.letters(KEY, length - prefix.length);
  }

  /** Lower-case letters and digits. */
  name(length: number): string {
    return this.letters(LOWER, length);
  }

  private letters(alphabet: string, length: number): string {
    let text = '';
    for (let i = 0; i < length; i++) text += alphabet[this.below(alphabet.length)];
    return text;
  }
}
