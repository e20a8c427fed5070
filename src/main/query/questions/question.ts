// What every question is: one module each, in the registry of answer.ts.
import type { Answer, QuestionFocus, QuestionId } from '../../../shared/questions.ts';
import type { Asking } from './asking.ts';
import type { Draft } from './candidate.ts';

export interface Found {
  drafts: readonly Draft[];
  /** Filter of the events that were looked through. */
  searched: string;
  /** Of them, those whose record would have to be read and was not: they are too many. */
  unread: number;
  beside: Answer['beside'];
  /** What to collect next; told where nothing fits. */
  collect: readonly string[];
}

export interface Question {
  id: QuestionId;
  /** Errors: CANCELLED; those of its focus. */
  ask(asking: Asking, focus: QuestionFocus): Promise<Found>;
}
