// Of what an import keeps no bytes unless it is asked to: one set, by which it is stored and by which `verify` judges that bytes are missing.
import type { ItemKind } from '../../shared/domain.ts';

/**
 * What an item is where it is asked whether its bytes are kept: its kind; an archive and the like that is not opened; or something else than a log, in which there
 * are fields of events.
 */
export type Keeping = ItemKind | 'unopened' | 'unread';

const KINDS: readonly Keeping[] = ['notCloudTrail', 'container', 'unopened'];

/** What is hashed and listed, as a case states it. */
export const NOT_KEPT: ReadonlySet<string> = new Set(KINDS);

/** By which an item is known that is not opened, and one that names events. */
const NOT_OPENED = 'CONTENT_NOT_OPENED';
const NAMES_EVENTS = 'CONTENT_NAMES_EVENTS';

/**
 * What an item is by its kind and the problems of its content. `unreadable` alone is damaged: it may be a log, whatever its size, and is kept; what is known
 * by the marks of a format that is not opened is listed, for a disk image may be larger than all logs together.
 */
export function keepingOf(kind: ItemKind, problems: readonly { code: string }[]): Keeping;
export function keepingOf(kind: string, problems: readonly { code: string }[]): string;
export function keepingOf(kind: string, problems: readonly { code: string }[]): string {
  if ((kind === 'notCloudTrail' || kind === 'unreadable') && problems.some(({ code }) => code === NAMES_EVENTS)) return 'unread';
  return kind === 'unreadable' && problems.some(({ code }) => code === NOT_OPENED) ? 'unopened' : kind;
}
