// What the window asks of the guided page: part of the channel map. One call per question, so that the first answer is shown at once.
import { z } from 'zod';
import { Answer, QuestionFocus, QuestionId } from '../questions.ts';
import { Ticket } from './parts.ts';

export const questionChannels = {
  /** Errors: EVENT_MISSING where the case has no such event. */
  'questions.get': {
    args: z.object({ question: QuestionId, focus: QuestionFocus, ticket: Ticket }),
    result: Answer,
  },
};
