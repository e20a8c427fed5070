// What a zip archive says of a member, in its directory or before the member itself. Source of the format: PKWARE's APPNOTE, 4.3 to 4.5.
import { isUtf8 } from 'node:buffer';
import yauzl, { type ExtraField } from 'yauzl';
import { shown } from '../names.ts';
import type { Member } from './member.ts';

/** Bit 11 of the flags: the name is UTF-8. */
const UTF8_NAME = 0x800;

/** MS-DOS time stamps have no zone: those of archives made by Unix tools carry UTC in an extra field, and only these are taken. */
const UNIX_TIME = 0x5455;

/** Which system the tool ran on, that wrote a member: names of these have backslashes for slashes where a tool forgot to turn them. */
const DOS = 0;
const NTFS = 10;

/** @param madeBy version and system of the tool; null where it is not stated */
export function nameOf(raw: Buffer, flags: number, extra: ExtraField[], madeBy: number | null): string {
  const name = textOf(raw, flags, extra);
  const system = madeBy === null ? null : madeBy >> 8;
  return (system === DOS || system === NTFS) && !name.includes('/') && !isUnc(name) ? name.replaceAll('\\', '/') : name;
}

function isUnc(name: string): boolean {
  return name.startsWith('\\\\');
}

function textOf(raw: Buffer, flags: number, extra: ExtraField[]): string {
  // Tools set no flag and write UTF-8 all the same; an extra field may have the name as UTF-8.
  const text = yauzl.getFileNameLowLevel(flags | UTF8_NAME, raw, extra, true);
  if (isUtf8(raw) || text !== raw.toString('utf8')) return text;
  // Said to be UTF-8, and is not; else it is read as the format says, as code page 437.
  return (flags & UTF8_NAME) !== 0 ? shown(raw) : yauzl.getFileNameLowLevel(flags, raw, [], true);
}

export function unixTime(extra: readonly ExtraField[]): number | null {
  const field = extra.find(({ id }) => id === UNIX_TIME)?.data;
  return field && field.length >= 5 && ((field[0] as number) & 1) === 1 ? field.readInt32LE(1) * 1000 : null;
}

export function refusalOf(encrypted: boolean, method: number): Member['refused'] {
  if (encrypted) return { code: 'CONTAINER_MEMBER_ENCRYPTED', detail: '' };
  return method === 0 || method === 8 ? null : { code: 'CONTAINER_MEMBER_UNREADABLE', detail: `compression method ${method}` };
}
