// A finding as lines of text, so that two versions of it can be compared line by line. Pure, tested.
import { type FindingBody, FRAME, FRAME_WORDS, STATE_WORDS } from '../../../shared/findings.ts';

export function bodyText(body: FindingBody): string {
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
  const events = (title: string, list: FindingBody['supporting']): string[] =>
    section(
      title,
      list.map(({ id, reason }) => (reason === '' ? id : `${id}: ${reason}`)),
    );
  return [
    `Title: ${body.title}`,
    `Status: ${STATE_WORDS[body.state]}`,
    `Severity: ${body.severity}`,
    `Confidence: ${body.confidence}`,
    ...section('Reason', body.reason === '' ? [] : body.reason.split('\n')),
    ...section('Narrative', body.narrative === '' ? [] : body.narrative.split('\n')),
    ...FRAME.flatMap((question) =>
      section(FRAME_WORDS[question], body.questions[question] === '' ? [] : body.questions[question].split('\n')),
    ),
    ...section(
      'Techniques',
      body.techniques.map(({ id, name, data }) => `${id} ${name}${data === '' ? '' : ` (${data})`}`),
    ),
    ...events('Supporting events', body.supporting),
    ...events('Contradicting events', body.contradicting),
    ...section(
      'Entities',
      body.entities.map(({ kind, value }) => `${kind}: ${value}`),
    ),
  ].join('\n');
}
