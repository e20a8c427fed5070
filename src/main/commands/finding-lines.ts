// Findings in lines for a terminal. Text in them may come from logs or from other examiners: nothing of it commands the terminal.
import type { Exhibit, FindingEntry, FindingVersion, ResolvedReference, ReviewMark } from '../../shared/findings.ts';
import { FRAME, FRAME_WORDS, STATE_WORDS, VERDICT_WORDS } from '../../shared/findings.ts';
import { plural } from '../../shared/text.ts';
import { isoTime } from '../case/event-rows.ts';

/** One line: id, state, severity, title, and what there is of it. */
export function headLine({ id, current, lost, reviews, others }: FindingEntry): string {
  const { title, state, severity, confidence, supporting, contradicting } = current.body;
  const more = [
    `${supporting.length} for, ${contradicting.length} against`,
    ...(lost > 0 ? [`${plural(lost, 'cited event')} not in the case`] : []),
    ...(reviews.length > 0 ? [plural(reviews.length, 'review')] : []),
    ...(others.length > 0 ? [`otherwise by ${others.map(({ origin }) => origin || 'this case').join(', ')}`] : []),
    ...(current.origin === '' ? [] : [takenOver(current)]),
    ...(current.removed ? ['taken away'] : []),
  ];
  return `${id}  ${STATE_WORDS[state]}  ${severity}  confidence ${confidence}  ${title}  (${more.join('; ')})`;
}

export function findingLines(
  entry: FindingEntry,
  exhibits: readonly Exhibit[],
  history: readonly FindingVersion[],
  references: readonly ResolvedReference[],
): string[] {
  const { current, span, reviews, others } = entry;
  const { body } = current;
  const missing = references.filter(({ state }) => state === 'missing' || state === 'removed');
  return [
    headLine(entry),
    `Written by ${[current.author, ...(current.origin === '' ? [] : [takenOver(current)]), isoTime(current.at) ?? ''].join(', ')}${history.length > 1 ? `, version ${history.length}` : ''}`,
    ...(body.reason === '' ? [] : [`Reason: ${body.reason}`]),
    ...(span ? [`Supporting events from ${isoTime(span.from) ?? ''} to ${isoTime(span.to) ?? ''}`] : []),
    ...body.techniques.map(({ id, name, data }) => `Technique ${id} ${name}${data === '' ? '' : ` (${data})`}`),
    ...(body.narrative === '' ? [] : ['', ...body.narrative.split('\n')]),
    ...FRAME.flatMap((question) =>
      body.questions[question] === '' ? [] : ['', `${FRAME_WORDS[question]}:`, ...body.questions[question].split('\n')],
    ),
    ...(exhibits.length === 0 ? [] : ['', 'Events:']),
    ...exhibits.map(exhibitLine),
    ...missing.map(({ kind, value, state }) => `[[${kind}:${value}]] ${state === 'missing' ? 'is not in the case' : 'was taken away'}`),
    ...(reviews.length === 0 ? [] : ['', 'Reviews:']),
    ...reviews.map((review) => reviewLine(review, current)),
    ...others.map(
      (one) => `As ${one.origin || 'this case'} has it: ${one.removed ? 'taken away' : `"${one.body.title}", ${isoTime(one.at) ?? ''}`}`,
    ),
  ];
}

function exhibitLine({ id, side, reason, row }: Exhibit): string {
  const sign = side === 'supporting' ? 'for    ' : 'against';
  const what = row === null ? 'not in the case' : `${row.time ?? 'undated'}  ${row.eventName ?? row.aboutCalls ?? ''}  ${row.actor ?? ''}`;
  return `${sign}  ${what}  ${id}${reason === '' ? '' : `  ${reason}`}`;
}

const takenOver = ({ origin }: { origin: string }): string => `taken over from ${origin}`;

function reviewLine({ reviewer, at, origin, verdict, note, reviewed, changed, byAuthor }: ReviewMark, shown: FindingVersion): string {
  const more = [
    ...(origin === '' ? [] : [takenOver({ origin })]),
    ...(reviewed && reviewed.origin !== shown.origin
      ? [`reviewed as ${reviewed.origin === '' ? 'this case' : `${reviewed.author} (taken over from ${reviewed.origin})`} has it`]
      : []),
    ...(reviewed ? [] : ['what was reviewed is not in the case']),
    ...(byAuthor ? ['by its own author'] : []),
    ...(changed && reviewed ? ['the finding is no longer what was reviewed'] : []),
  ];
  return `${reviewer}, ${isoTime(at) ?? ''}: ${VERDICT_WORDS[verdict]}${more.length > 0 ? ` (${more.join('; ')})` : ''}${note === '' ? '' : `: ${note}`}`;
}
