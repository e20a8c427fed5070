// Findings that are being written, by case and finding: kept on this computer until they are saved or thrown away, so that a crash loses no word.
import { FindingBody } from '../../shared/findings.ts';
import { forgetStored, readStored, useStored, writeStored } from './stored.ts';

export interface FindingDraft {
  body: FindingBody;
  /** The own version that was seen when it was begun; 0 for none. */
  seen: number;
}

const keyOf = (caseId: string, id: string): string => `finding.${caseId}.${id}`;

function isDraft(value: unknown): value is FindingDraft | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  const { body, seen } = value as { body?: unknown; seen?: unknown };
  if (typeof seen !== 'number' || typeof body !== 'object' || body === null) return false;
  // It need not be fit to be saved yet: a title may be empty, a reason missing.
  return FindingBody.safeParse({ ...body, title: 'x', reason: 'x' }).success;
}

/** The draft of a finding, and how it is written on; null: there is none. */
export function useFindingDraft(caseId: string, id: string): [FindingDraft | null, (draft: FindingDraft | null) => void] {
  const key = keyOf(caseId, id);
  const [draft, write] = useStored<FindingDraft | null>(key, null, isDraft);
  return [draft, (next) => (next === null ? forget(key, write) : write(next))];
}

function forget(key: string, write: (value: null) => void): void {
  write(null);
  forgetStored(key);
}

/** Begins a draft before its form is there. */
export function beginDraft(caseId: string, id: string, draft: FindingDraft): void {
  writeStored(keyOf(caseId, id), draft);
}

export function readDraft(caseId: string, id: string): FindingDraft | null {
  return readStored<FindingDraft | null>(keyOf(caseId, id), null, isDraft);
}

export function hasDraft(caseId: string, id: string): boolean {
  return readDraft(caseId, id) !== null;
}
