// Texts within a text that are written in another alphabet: base64, base32, hexadecimal digits, words of mail headers, and what is packed in them.
import { gunzipSync, inflateRawSync, inflateSync, constants as zlib } from 'node:zlib';

interface Encoded {
  from: number;
  to: number;
  /** What can be read in it; null: it is packed and cannot be opened. */
  texts: string[] | null;
}

/** Also over lines, as mails and certificates break it. */
const BASE64 =
  /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{8,}(?:(?:\\?\r?\\?\n|\\r\\n|\\n)[ \t]{0,4}[A-Za-z0-9+/_-]{4,})*={0,2}(?![A-Za-z0-9+/_-])/g;
const BASE32 = /(?<![A-Za-z0-9])[A-Z2-7]{16,}={0,6}(?![A-Za-z0-9=])/g;
const HEX = /(?<![0-9a-z])(?:0x|\\x)?(?:[0-9a-f]{2}){5,}(?![0-9a-z])/gi;
const SPACED_HEX = /(?<![0-9a-z])(?:0x)?[0-9a-f]{2}(?:(?:[ :,-]|, ?0x|\s?\\x)[0-9a-f]{2}){4,}(?![0-9a-z])/gi;
const MAIL_WORDS = /=\?[\w-]{2,40}\?([BbQq])\?([^?\s]*)\?=(?:\s+=\?[\w-]{2,40}\?[BbQq]\?[^?\s]*\?=)*/g;
const MAIL_WORD = /=\?[\w-]{2,40}\?([BbQq])\?([^?\s]*)\?=/g;
const QUOTED = /(?:[!-<>-~]|=[0-9A-F]{2}){0,200}(?:=[0-9A-F]{2})(?:[!-<>-~]|=[0-9A-F]{2}|=\r?\n)*/g;

/** Bytes that a packed text is unpacked to, at most. */
const MOST = 1 << 20;
/** Characters that can be read, at least: of fewer nothing is told. */
const SHORTEST = 3;

export function encodedIn(text: string): Encoded[] {
  const found: Encoded[] = [];
  const add = (index: number, run: string, texts: string[] | null): void => {
    if (texts === null || texts.length > 0) found.push({ from: index, to: index + run.length, texts });
  };
  if (/[A-Za-z0-9+/_-]{8}/.test(text)) {
    for (const { 0: run, index } of text.matchAll(BASE64)) if (isBase64(run)) add(index, run, inBase64(run));
    for (const { 0: run, index } of text.matchAll(HEX)) add(index, run, readable(Buffer.from(run.replace(/^0x|\\x/i, ''), 'hex')));
    if (/[A-Z2-7]{16}/.test(text)) for (const { 0: run, index } of text.matchAll(BASE32)) add(index, run, readable(base32(run)));
  }
  if (/[0-9a-f]{2}[ :,-].{0,3}[0-9a-f]{2}[ :,-]|\\x[0-9a-f]{2}\\x/i.test(text))
    for (const { 0: run, index } of text.matchAll(SPACED_HEX))
      add(index, run, readable(Buffer.from(run.replace(/0x|\\x|[^0-9a-f]/gi, ''), 'hex')));
  if (text.includes('=?'))
    for (const { 0: run, index } of text.matchAll(MAIL_WORDS)) {
      const bytes = [...run.matchAll(MAIL_WORD)].map(([, way = '', word = '']) =>
        /b/i.test(way) ? Buffer.from(word, 'base64') : quoted(word.replaceAll('_', ' ')),
      );
      add(index, run, readable(Buffer.concat(bytes)));
    }
  if (/=[0-9A-F]{2}/.test(text)) for (const { 0: run, index } of text.matchAll(QUOTED)) add(index, run, readable(quoted(run)));
  return found;
}

/** Words of one case are words; anything of eight letters may be base64. */
function isBase64(run: string): boolean {
  return /[A-Z]/.test(run) && (/[a-z]/.test(run) || /\d/.test(run)) && !/^[A-Z]?[a-z]+(?:[-_/][A-Z]?[a-z]+)*$/.test(run);
}

/** A beginning may be cut off: any of four places can be the first. */
function inBase64(run: string): string[] | null {
  const plain = run
    .replace(/\\?[\r\n]|\\r|\\n|[ \t]/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/');
  const bytes = Buffer.from(plain, 'base64');
  const first = readable(bytes);
  if (first === null || first.length > 0) return first;
  return [1, 2, 3].flatMap((cut) => readable(Buffer.from(plain.slice(cut), 'base64')) ?? []);
}

function base32(run: string): Buffer {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const character of run.replace(/=+$/, '')) {
    held = ((held << 5) | 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Buffer.from(bytes);
}

function quoted(word: string): Buffer {
  const parts = word.replace(/=\r?\n/g, '').split(/((?:=[0-9A-Fa-f]{2})+)/);
  return Buffer.concat(parts.map((part, i) => (i % 2 === 1 ? Buffer.from(part.replaceAll('=', ''), 'hex') : Buffer.from(part, 'utf8'))));
}

/** What of bytes is text; none for none, null for what is packed and cannot be opened. */
function readable(bytes: Buffer): string[] | null {
  if (bytes.length < SHORTEST) return [];
  if (isPacked(bytes)) {
    const open = unpacked(bytes);
    return open === null ? null : (readable(open) ?? null);
  }
  const isWide = bytes.length >= 6 && zeros(bytes) * 3 > bytes.length;
  const all = isWide ? wide(bytes) : [bytes.toString('utf8')];
  // Of bytes at random a few always look like letters.
  return all.flatMap((text) => {
    const parts = text.split(/[\ufffd\u0000-\u0008\u000e-\u001f]+/);
    if (parts.length === 1) return [text];
    return parts.filter((part) => part.length >= 6 || part.length * 2 > text.length);
  });
}

function zeros(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte === 0) count++;
  return count;
}

/** Of two bytes a letter, whichever is the first, and from whichever it was cut. */
function wide(bytes: Buffer): string[] {
  return [bytes, bytes.subarray(1)].flatMap((from) => {
    const even = from.subarray(0, from.length - (from.length % 2));
    return [even.toString('utf16le'), Buffer.from(even).swap16().toString('utf16le')].filter((text) => /[\x20-\x7e]{3}/.test(text));
  });
}

/** gzip, zlib, bzip2, xz, zstd, zip, 7z. */
function isPacked(bytes: Buffer): boolean {
  return /^(?:1f8b08|789c|78da|7801|425a68|fd377a58|28b52ffd|504b0304|377abcaf)/.test(bytes.toString('hex', 0, 6)) && bytes.length >= 12;
}

function unpacked(bytes: Buffer): Buffer | null {
  // The end may have been cut off.
  const options = { maxOutputLength: MOST, finishFlush: zlib.Z_SYNC_FLUSH };
  for (const open of [gunzipSync, inflateSync, inflateRawSync]) {
    try {
      const out = open(bytes, options);
      if (out.length > 0) return out;
    } catch {
      // The next.
    }
  }
  return null;
}
