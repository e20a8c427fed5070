// The facts of a case that an examiner states: their order, what they are called, and how a change of them is told.
import { z } from 'zod';
import type { CaseFacts } from './domain.ts';

export const FACT_NAMES = ['title', 'number', 'examiner', 'organisation', 'timezone'] as const satisfies readonly (keyof CaseFacts)[];
export const FactName = z.enum(FACT_NAMES);
export type FactName = z.infer<typeof FactName>;

/** Characters of one: they stand in the title of every window and at the head of every report. */
export const LONGEST_FACT = 1000;

export const FACT_WORDS: Readonly<Record<FactName, string>> = {
  title: 'title',
  number: 'case number',
  examiner: 'examiner',
  organisation: 'organisation',
  timezone: 'time zone',
};

export interface FactChange {
  name: FactName;
  before: string;
  after: string;
}

/** As `title, time zone`. */
export function factsNamed(names: readonly FactName[]): string {
  return names.map((name) => FACT_WORDS[name]).join(', ');
}
