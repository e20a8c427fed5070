// What is chosen and written for the next report in this window, until it is written or saved: kept on this computer, so that a crash loses no word.
import { useCallback, useMemo } from 'react';
import { ReportOptions, type ReportSettings } from '../../../shared/report.ts';
import { useCase } from '../../data/queries.ts';
import { readStored, useStored, writeStored } from '../../state/stored.ts';
import { optionsAgain } from './choices.ts';

const isOptions = (value: unknown): value is ReportOptions | null => value === null || ReportOptions.safeParse(value).success;

/** The choices; those of the last report until something is changed. */
export function useReportOptions(stored: ReportSettings): [ReportOptions, (patch: Partial<ReportOptions>) => void] {
  const { caseId } = useCase().case;
  const [draft, write] = useStored<ReportOptions | null>(`report.${caseId}`, null, isOptions);
  const options = useMemo(() => draft ?? optionsAgain(stored.options), [draft, stored.options]);
  const change = useCallback((patch: Partial<ReportOptions>) => write({ ...options, ...patch }), [options, write]);
  return [options, change];
}

/** Texts of the settings. */
export type TextField = Exclude<keyof ReportSettings, 'logo' | 'options'>;

type Drafts = Partial<Record<TextField, string>>;

const isDrafts = (value: unknown): value is Drafts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((text) => typeof text === 'string');

const NONE: Drafts = {};

/** Texts that are not saved yet, by field. */
export function useTextDrafts(): [Drafts, (change: (drafts: Drafts) => Drafts) => void] {
  const { caseId } = useCase().case;
  const key = `report-texts.${caseId}`;
  const [drafts] = useStored<Drafts>(key, NONE, isDrafts);
  // An answer may come after more was typed.
  return [drafts, (change) => writeStored(key, change(readStored(key, NONE, isDrafts)))];
}
