// What becomes of a draft when an answer comes late: what was typed meanwhile stays. Pure, tested.
import { FRAME, type FrameQuestion } from '../../../shared/findings.ts';
import type { FindingDraft } from '../../state/finding-drafts.ts';

/** The draft as it is by now, with answers where nothing is written. */
export function filledIn(now: FindingDraft, answers: Partial<Record<FrameQuestion, string>>): FindingDraft {
  const empty = FRAME.filter((question) => now.body.questions[question] === '');
  const filled = Object.fromEntries(empty.map((question) => [question, answers[question] ?? '']));
  return { ...now, body: { ...now.body, questions: { ...now.body.questions, ...filled } } };
}

/**
 * What is left to be saved; null: nothing.
 * @param sent the draft when it was sent
 * @param now as it is by now; null: it was thrown away
 * @param version the number under which it was saved
 */
export function leftAfterSaving(sent: FindingDraft | null, now: FindingDraft | null, version: number): FindingDraft | null {
  if (now === null || JSON.stringify(now.body) === JSON.stringify(sent?.body)) return null;
  return { body: now.body, seen: version };
}
