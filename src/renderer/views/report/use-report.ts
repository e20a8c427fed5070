// What is chosen and written for the next report in this window, until it is written or saved. Choices (which say what is to be hidden) are held in memory
// while the case is open, and enter it with a report. A text that is being written is kept on this computer until its field is left, so that a crash loses no word.
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ReportOptions, ReportSettings } from '../../../shared/report.ts';
import { useCase } from '../../data/queries.ts';
import { onceLeft } from '../../state/leaving.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { forgetStored, readStored, storedKeys, useStored, writeStored } from '../../state/stored.ts';
import { optionsAgain } from './choices.ts';

/** Of the case that is open; null before anything is chosen. */
let chosen: { caseId: string; options: ReportOptions } | null = null;
const listeners = new Set<() => void>();

/** Choices that are held of a case; null: none. */
export const chosenOf = (caseId: string): ReportOptions | null => (chosen?.caseId === caseId ? chosen.options : null);

export function choose(next: typeof chosen): void {
  chosen = next;
  for (const listener of listeners) listener();
}

onceLeft(() => choose(null));
// Versions before this one kept choices on this computer, with what was to be hidden.
for (const key of storedKeys('report.')) forgetStored(key);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The choices; those of the last report until something is changed. */
export function useReportOptions(stored: ReportSettings): [ReportOptions, (patch: Partial<ReportOptions>) => void] {
  const { caseId } = useCase().case;
  const own = useSyncExternalStore(subscribe, () => chosenOf(caseId));
  const options = useMemo(() => own ?? optionsAgain(stored.options), [own, stored.options]);
  const change = useCallback((patch: Partial<ReportOptions>) => choose({ caseId, options: { ...options, ...patch } }), [caseId, options]);
  return [options, change];
}

/** Texts of the settings. */
export type TextField = Exclude<keyof ReportSettings, 'logo' | 'options'>;

export type Drafts = Partial<Record<TextField, string>>;

const isDrafts = (value: unknown): value is Drafts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((text) => typeof text === 'string');

const NONE: Drafts = {};
const keyOf = (place: string): string => `report-texts.${place}`;

/** Texts that are not saved yet, by field. */
export function useTextDrafts(): [Drafts, (change: (drafts: Drafts) => Drafts) => void] {
  const place = useDraftPlace();
  const [drafts] = useStored<Drafts>(keyOf(place), NONE, isDrafts);
  // An answer may come after more was typed.
  return [drafts, (change) => writeDrafts(place, change(readDrafts(place)))];
}

/** @param place under what name drafts of the case lie */
export function readDrafts(place: string): Drafts {
  return readStored(keyOf(place), NONE, isDrafts);
}

/** None leave nothing behind on this computer. */
export function writeDrafts(place: string, drafts: Drafts): void {
  writeStored(keyOf(place), drafts);
  if (Object.keys(drafts).length === 0) forgetStored(keyOf(place));
}
