// Half-written notes on entities, by case and entity: kept while the case is open, so that looking something up elsewhere loses none.
import type { PivotKind } from '../../shared/pivots.ts';

interface NoteOf {
  caseId: string;
  kind: PivotKind;
  value: string;
}

const drafts = new Map<string, string>();

/** What was written and not saved; null where nothing was. */
export function noteDraft(of: NoteOf): string | null {
  return drafts.get(keyOf(of)) ?? null;
}

/** @param text null: it was saved, or says again what is stored */
export function keepNoteDraft(of: NoteOf, text: string | null): void {
  if (text === null) drafts.delete(keyOf(of));
  else drafts.set(keyOf(of), text);
}

function keyOf({ caseId, kind, value }: NoteOf): string {
  return JSON.stringify([caseId, kind, value]);
}
