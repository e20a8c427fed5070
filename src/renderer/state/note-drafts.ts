// Notes on entities that are being written, by entity: kept on this computer until they are saved, so that looking something up elsewhere, or a crash, loses
// none. Nothing stays of what was saved or taken back.
import { isPivotKind, type PivotKind } from '../../shared/pivots.ts';
import { forgetStored, readStored, storedKeys, useStored, writeStored } from './stored.ts';

interface NoteOf {
  kind: PivotKind;
  value: string;
}

export interface NoteDraft extends NoteOf {
  text: string;
}

const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';

/** Before kind and value of an entity. @param drafts under what name drafts of the case lie */
export const noteDraftPrefix = (drafts: string): string => `note.${drafts}.`;
const keyOf = (drafts: string, { kind, value }: NoteOf): string => `${noteDraftPrefix(drafts)}${kind}.${value}`;

/** What was written and not saved, and how it is written on; null: nothing. */
export function useNoteDraft(drafts: string, of: NoteOf): [string | null, (text: string | null) => void] {
  const [text] = useStored<string | null>(keyOf(drafts, of), null, isTextOrNull);
  return [text, (next) => keepNoteDraft(drafts, of, next)];
}

export function noteDraft(drafts: string, of: NoteOf): string | null {
  return readStored<string | null>(keyOf(drafts, of), null, isTextOrNull);
}

/** @param text null: it was saved, or says again what is stored */
export function keepNoteDraft(drafts: string, of: NoteOf, text: string | null): void {
  if (text === null) forgetStored(keyOf(drafts, of));
  else writeStored(keyOf(drafts, of), text);
}

/** All of a case. */
export function noteDrafts(drafts: string): NoteDraft[] {
  const prefix = noteDraftPrefix(drafts);
  return storedKeys(prefix).flatMap((key): NoteDraft[] => {
    const [, kind, value] = /^(\w+)\.(.+)$/s.exec(key.slice(prefix.length)) ?? [];
    const text = readStored<string | null>(key, null, isTextOrNull);
    return text === null || value === undefined || !isPivotKind(kind) ? [] : [{ kind, value, text }];
  });
}
