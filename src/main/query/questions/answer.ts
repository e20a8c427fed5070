// Answers one of the five questions from a case. To add a question: a module, and a line here and in shared/questions.ts.

import type { Attestation } from '../../../shared/integrity.ts';
import type { Answer, Candidate, QuestionFocus, QuestionId } from '../../../shared/questions.ts';
import type { ReadConnection } from '../../case/open.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { eventsOf } from '../columns/case-events.ts';
import { explainEmpty } from '../empty/explain.ts';
import { Asking } from './asking.ts';
import { bucket } from './bucket.ts';
import { call } from './call.ts';
import { candidateOf, MOST_CANDIDATES, ranked } from './candidate.ts';
import { instances } from './instances.ts';
import { key } from './key.ts';
import type { Question } from './question.ts';
import { securityGroup } from './security-group.ts';

const REGISTRY: Readonly<Record<QuestionId, Question>> = { bucket, instances, key, securityGroup, call };

interface Asked {
  question: QuestionId;
  focus?: QuestionFocus;
  /** What AWS's digests were judged to say; null when they were not judged. */
  attestation?: Attestation | null;
  /** Colour of an event's bookmark, by its public id. */
  colourOf?: (id: string) => string | null;
}

/** Errors: EVENT_MISSING where the focus names an event that the case has not; CANCELLED. */
export async function answerQuestion(
  db: ReadConnection,
  { question, focus = {}, attestation = null, colourOf }: Asked,
  control: JobControl = {},
): Promise<Answer> {
  const asking = new Asking(eventsOf(db), control, colourOf);
  const { drafts, searched, unread, beside, collect } = await REGISTRY[question].ask(asking, focus);
  const candidates: Candidate[] = [];
  for (const draft of ranked(asking, drafts).slice(0, MOST_CANDIDATES)) candidates.push(await candidateOf(asking, draft));
  const isAnswered = candidates.some(({ fits }) => fits);
  return {
    question,
    focus,
    state: isAnswered ? 'answered' : 'none',
    candidates,
    more: Math.max(0, drafts.length - MOST_CANDIDATES),
    searched: { filter: searched, events: await asking.count(searched), read: asking.read, unread },
    beside: beside.filter(({ count }) => count > 0),
    empty: isAnswered ? null : await explainEmpty(db, { filter: searched, attestation }, control),
    collect: [...collect],
    unreadable: [...asking.unreadable].sort(),
  };
}
