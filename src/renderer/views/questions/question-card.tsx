// One question: its answer in a line, and opened, its candidates with their evidence, or why there is none and what to collect next.
import { Button } from '@blueprintjs/core';
import { ChevronDown, ChevronRight } from '@blueprintjs/icons';
import { type Answer, isFocused, noneWords, type QUESTIONS } from '../../../shared/questions.ts';
import { grouped } from '../../../shared/text.ts';
import { ErrorCallout, Skeleton } from '../../components/states.tsx';
import { Door, plural } from '../../components/texts.tsx';
import { UnreadableLine } from '../../components/unreadable-line.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';
import { Explained } from '../events/no-events.tsx';
import { CandidateBlock } from './candidate-block.tsx';
import { Focus } from './focus.tsx';

type Question = (typeof QUESTIONS)[number];

interface Asked {
  data: Answer | undefined;
  error: unknown;
  refetch: () => unknown;
}

export function QuestionCard({ question, asked }: { question: Question; asked: Asked }) {
  const { state, go } = useView();
  const { id, number, title } = question;
  const isOpen = state.question?.id === id;
  const { data, error } = asked;
  return (
    <section className="tc-question" aria-label={title} data-testid={`question-${id}`} data-state={data?.state ?? 'asking'}>
      <button
        type="button"
        className="tc-question-head"
        aria-expanded={isOpen}
        data-testid={`question-open-${id}`}
        onClick={() => go({ question: isOpen ? null : { id, focus: {} } })}
      >
        {isOpen ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
        <span className="tc-question-number">{number}</span>
        <span className="tc-question-title">
          <strong>{title}</strong>
          <span className="tc-question-line" data-testid={`question-line-${id}`}>
            {data ? <Line answer={data} /> : error ? 'could not be answered' : 'looking …'}
          </span>
        </span>
      </button>
      {data && data.unreadable.length > 0 && (
        <div className="tc-question-unreadable">
          <UnreadableLine items={data.unreadable.length} missing="candidates and their evidence" />
        </div>
      )}
      {isOpen && (
        <div className="tc-question-body">
          <Focus question={question} />
          {data ? (
            <Body answer={data} />
          ) : error ? (
            <ErrorCallout error={error} retry={() => void asked.refetch()} title="The question could not be answered" />
          ) : (
            <Skeleton rows={6} />
          )}
        </div>
      )}
    </section>
  );
}

function Line({ answer }: { answer: Answer }) {
  const { candidates, more } = answer;
  const fitting = candidates.filter(({ fits }) => fits || isFocused(answer));
  const alike = candidates.length - fitting.length;
  const [first] = fitting;
  const counts = [
    ...(fitting.length + more > 1 ? [`${grouped(fitting.length + more)} candidates`] : []),
    ...(alike > 0 ? [`${plural(alike, 'look-alike')} below`] : []),
  ];
  return (
    <>
      <span className={`tc-question-sign ${first?.fits ? 'tc-question-found' : 'tc-dim'}`} aria-hidden="true">
        {first?.fits ? '●' : '∅'}
      </span>
      {first ? oneLine(first.title) : noneWords(answer)}
      {counts.length > 0 && <span className="tc-dim"> · {counts.join(' · ')}</span>}
    </>
  );
}

function Body({ answer }: { answer: Answer }) {
  const { openEvents } = useView();
  const { candidates, more, searched, beside, collect, state } = answer;
  return (
    <>
      {state === 'none' && !(isFocused(answer) && candidates.length > 0) && <p data-testid="question-none">{noneWords(answer)}</p>}
      {Object.entries(candidates).map(([place, candidate]) => (
        <CandidateBlock
          key={place}
          candidate={candidate}
          kind={candidate.fits ? 'Candidate' : isFocused(answer) ? 'Asked for' : 'Looks alike'}
        />
      ))}
      {more > 0 && <p className="tc-note">{plural(more, 'further candidate is', 'further candidates are')} not listed.</p>}
      {state === 'none' && searched.events === 0 && (
        <Explained filter={searched.filter} actions={<Button size="small" text="All events" onClick={() => openEvents('')} />} />
      )}
      <p className="tc-note">
        Looked through:{' '}
        <Door title="Show these events" onOpen={() => openEvents(searched.filter)}>
          {plural(searched.events, 'event')}
        </Door>
        ; {plural(searched.read, 'record')} read{searched.unread > 0 && `, ${grouped(searched.unread)} that could matter not read`}.
        {beside.map(({ label, filter, count }) => (
          <span key={label}>
            {' '}
            {label}:{' '}
            <Door title="Show these events" onOpen={() => openEvents(filter)}>
              {grouped(count)}
            </Door>
            .
          </span>
        ))}
      </p>
      {state === 'none' && (
        <div className="tc-question-collect" data-testid="question-collect">
          <h4>What to collect next</h4>
          <ul className="tc-list">
            {collect.map((advice) => (
              <li key={advice}>{advice}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
