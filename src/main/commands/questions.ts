// `trailcase questions`: the five questions, each answered from the case or told why not. Reads only.
import { emptyWords } from '../../shared/empty-words.ts';
import {
  type Answer,
  type Candidate,
  type EvidenceEvent,
  isFocused,
  noneWords,
  QUESTIONS,
  type QuestionId,
  type WhoActed,
} from '../../shared/questions.ts';
import { grouped, plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading } from '../case/open.ts';
import { answerQuestion } from '../query/questions/answer.ts';
import { type Command, casePath, type ExitStatus, type Invocation, option, usage } from './command.ts';
import { statusOf, warnOfLists, warnUnreadable } from './filter-args.ts';
import { terminalText } from './output.ts';

/** Evidence that is printed of one candidate; --json has all that is listed. */
const PRINTED = 6;

/** Which questions each option is about. */
const ABOUT: Record<string, readonly number[]> = { key: [3, 5], bucket: [1], event: [5] };

export const questionsCommand: Command = {
  name: 'questions',
  usage: 'CASE [1-5] [--key KEY] [--bucket BUCKET] [--event ID]',
  summary: 'the five questions: candidates with their evidence',
  help: [
    ...QUESTIONS.map(({ number, title }) => `${number}               ${title}`),
    '                left out: all five',
    '--key KEY       questions 3 and 5: about this access key',
    '--bucket BUCKET question 1: about this bucket',
    '--event ID      question 5: about this event, by its eventID or its id',
  ],
  options: { key: { type: 'string' }, bucket: { type: 'string' }, event: { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, questionsCommand);
    const { output, signal, values } = invocation;
    const asked = askedOf(invocation);
    const [key, bucket, event] = [option(values, 'key'), option(values, 'bucket'), option(values, 'event')];
    for (const [name, numbers] of Object.entries(ABOUT))
      if (values[name] !== undefined && !QUESTIONS.some(({ id, number }) => numbers.includes(number) && asked.includes(id)))
        throw usage(`--${name} is for question${numbers.length > 1 ? 's' : ''} ${numbers.join(' and ')}`, questionsCommand);
    const focus = { ...(key !== undefined && { key }), ...(bucket !== undefined && { bucket }), ...(event !== undefined && { event }) };
    const db = openForReading(path);
    try {
      const answers: Answer[] = [];
      for (const question of asked) {
        const answer = await answerQuestion(db, { question, focus }, { signal, onProgress: (progress) => output.progress(progress) });
        output.endProgress();
        if (signal.aborted) return 130;
        warnUnreadable(answer, output);
        answers.push(answer);
      }
      warnOfLists(db, output);
      if (output.json) await output.object({ questions: answers.map(listed) });
      else {
        const zone = caseZone(db);
        await output.write(answers.map((answer) => described(answer, zone)).join('\n'));
      }
      return statusOf(...answers);
    } finally {
      output.endProgress();
      db.close();
    }
  },
};

/** Errors: USAGE. */
function askedOf({ positionals }: Invocation): QuestionId[] {
  const [, number, ...others] = positionals;
  if (number === undefined) return QUESTIONS.map(({ id }) => id);
  const found = QUESTIONS.find((question) => String(question.number) === number);
  if (!found || others.length > 0) throw usage(`There is no question ${[number, ...others].join(' ')}: they are 1 to 5`, questionsCommand);
  return [found.id];
}

function titleOf({ question }: Answer): string {
  const found = QUESTIONS.find(({ id }) => id === question);
  return `${found?.number}. ${found?.title}`;
}

/** As JSON lists it: times as ISO 8601, events by their ids. */
function listed({ candidates, ...answer }: Answer) {
  const who = ({ began, ...one }: WhoActed) => ({ ...one, began: isoTime(began) });
  const event = ({ role, row }: EvidenceEvent) => ({
    role,
    id: row.id,
    eventID: row.eventID,
    time: row.time,
    eventName: row.eventName,
    awsRegion: row.awsRegion,
    accountId: row.accountId,
    errorCode: row.errorCode,
  });
  return {
    ...answer,
    number: QUESTIONS.find(({ id }) => id === answer.question)?.number,
    candidates: candidates.map((candidate) => ({
      ...candidate,
      first: isoTime(candidate.first),
      last: isoTime(candidate.last),
      who: candidate.who.map(who),
      issuedBy: candidate.issuedBy.map((issued) => ({ ...issued, by: who(issued.by), events: issued.events.map(event) })),
      events: candidate.events.map(event),
    })),
  };
}

function described(answer: Answer, zone: string): string {
  const { candidates, more, searched, beside, collect, empty, state } = answer;
  const lines = [titleOf(answer)];
  if (state === 'none') lines.push(...nothingWords(answer));
  let number = 0;
  for (const candidate of candidates)
    lines.push(
      '',
      ...candidateLines(candidate, candidate.fits ? `(${++number})` : isFocused(answer) ? '(asked for)' : '(looks alike)', zone),
    );
  if (more > 0) lines.push('', `and ${plural(more, 'further candidate')}`);
  lines.push('', `searched  ${plural(searched.events, 'event')}: ${searched.filter || 'all'}; ${plural(searched.read, 'record')} read`);
  for (const { label, filter, count } of beside) lines.push(`beside    ${label}: ${grouped(count)}: ${filter}`);
  if (empty !== null) for (const advice of collect) lines.push(`collect   ${advice}`);
  return `${lines.map(terminalText).join('\n')}\n`;
}

function nothingWords(answer: Answer): string[] {
  const { empty, candidates, searched } = answer;
  if (isFocused(answer) && candidates.length > 0) return [];
  const words = [`  ${noneWords(answer)}${candidates.length > 0 ? ' What looks alike follows.' : ''}`];
  // Where events were looked through, the logs did show such events: they are only not what is asked for.
  if (empty === null || empty.searched.events === 0 || searched.events > 0) return words;
  const { consequence, sections } = emptyWords(empty);
  const covered = sections.flatMap(({ title, covered: mark }) => (mark ? [`  ${title}: ${mark.word}`] : []));
  return [...words, `  ${consequence}`, ...covered];
}

function candidateLines(candidate: Candidate, mark: string, zone: string): string[] {
  const { title, who, moreWho, from, moreFrom, facts, cautions, issuedBy, events, moreEvents, filter, compare } = candidate;
  const hidden = Math.max(0, events.length - PRINTED) + moreEvents;
  return [
    `  ${mark} ${title}`,
    ...who.map((one) => `      who      ${whoWords(one, zone)}`),
    ...(moreWho > 0 ? [`      who      and ${plural(moreWho, 'further credential')}`] : []),
    ...issuedBy.map(
      ({ key, by, events: issuing }) => `      issued   ${key} by ${whoWords(by, zone)} (proven: ${issuing.map(eventWord).join(', ')})`,
    ),
    ...from.map(({ address, network, country, tool, platform, lists, count }) => {
      const parts = [address, country, network, tool, platform, ...lists.map((list) => `on the list ${list}`)].filter(
        (part) => part !== null,
      );
      return `      from     ${parts.join(' · ')} (${plural(count, 'event')})`;
    }),
    ...(moreFrom > 0 ? [`      from     and ${plural(moreFrom, 'further place')}`] : []),
    ...facts.map(({ text }) => `      fact     ${text}`),
    ...cautions.map((text) => `      note     ${text}`),
    ...events
      .slice(0, PRINTED)
      .map(({ role, row }) => `      event    ${formatTime(row.timeMs, zone)} ${row.eventName ?? ''} ${eventWord({ role, row })}: ${role}`),
    ...(hidden > 0 ? [`      event    and ${hidden} more`] : []),
    `      filter   ${filter}`,
    ...(compare === null ? [] : [`      compare  A ${compare.a}`, `               B ${compare.b}`]),
  ];
}

function eventWord({ row }: EvidenceEvent): string {
  return row.eventID ?? row.id;
}

function whoWords({ who, accessKeyId, sessionName, console: isConsole, began, mfa }: WhoActed, zone: string): string {
  const parts = [
    who,
    ...(sessionName === null ? [] : [`session ${sessionName}`]),
    ...(accessKeyId === null ? [] : [accessKeyId]),
    ...(isConsole ? ['in the console'] : []),
    ...(began === null ? [] : [`begun ${formatTime(began, zone)}`]),
    ...(mfa === null ? [] : [mfa ? 'with MFA' : 'without MFA']),
  ];
  return parts.join(', ');
}
