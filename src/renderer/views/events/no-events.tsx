// What stands where a filter gives no event: what was searched, what would give some, and whether the logs could have shown it at all.
import { Button } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import type { EmptyAnswer } from '../../../shared/empty.ts';
import { type EmptySection, emptyWords, type Part, type Sentence } from '../../../shared/empty-words.ts';
import { grouped } from '../../../shared/text.ts';
import { Answered, Skeleton } from '../../components/states.tsx';
import { Door } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall, useCase } from '../../data/queries.ts';
import { useAttestation } from '../../state/attestation.ts';
import { useView } from '../../state/view-context.tsx';
import { integrityPatch } from '../../state/view-state.ts';
import { NoEvidence } from '../import/no-evidence.tsx';
import { NothingYet } from './nothing-yet.tsx';

/** Nothing is shown of a filter for which records are still being read: it may yet give some. */
export function NoEvents({ filter, clear }: { filter: string; clear: () => void }) {
  const info = useCase();
  const count = useCall('events.count', { filter });
  if (info.events === 0) {
    return <NoEvidence testid="no-events">Here you will see what was called, by whom, from where and with which outcome.</NoEvidence>;
  }
  if (count.data?.reading) return <NothingYet reading={count.data.reading} />;
  return <Explained filter={filter} actions={<Button size="small" text="Clear the filter" onClick={clear} />} />;
}

interface ExplainedProps {
  filter: string;
  /** Of a text search: the text, and how many events the filter leaves. */
  search?: { text: string; events: number };
  /** What else could be done. */
  actions: ReactNode;
  /** Further sections. */
  children?: ReactNode;
}

/** Why nothing was found, and whether the logs could have shown it. */
export function Explained({ filter, search, actions, children }: ExplainedProps) {
  const asked = useCall('empty.explain', { filter, ...(search && { search }) });
  const loading = (
    <section className="tc-nothing" aria-label="Nothing found" aria-busy="true" data-testid="no-events">
      <h2>No event matches.</h2>
      <p className="tc-dim">Looking whether the logs could have shown it …</p>
      <Skeleton rows={8} />
    </section>
  );
  return (
    <Answered asked={asked} title="It could not be found out why" skeleton={loading}>
      {(answer) => (
        <Explanation answer={answer} actions={actions}>
          {children}
        </Explanation>
      )}
    </Answered>
  );
}

function Explanation({ answer, actions, children }: { answer: EmptyAnswer; actions: ReactNode; children: ReactNode }) {
  const { go } = useView();
  const { sign, tone, headline, consequence, tries, sections } = emptyWords(answer);
  return (
    <section className="tc-nothing" aria-label="Nothing found" data-testid="no-events" data-could-show={answer.couldShow}>
      <div role="status">
        <h2>
          <span className={`tc-nothing-sign tc-nothing-${tone}`} aria-hidden="true">
            {sign}
          </span>
          {oneLine(headline)}
        </h2>
        <p className="tc-nothing-consequence">{consequence}</p>
      </div>
      <ul className="tc-nothing-tries" aria-label="What would give events">
        {tries.map(({ label, filter, count }) => (
          <li key={`${label} ${filter}`}>
            <Button
              size="small"
              title={filter === '' ? 'No filter' : oneLine(filter)}
              onClick={() => go({ filter })}
              data-testid="empty-try"
              data-filter={filter}
            >
              {oneLine(label)} <span className="tc-number tc-dim">{grouped(count)}</span>
            </Button>
          </li>
        ))}
        <li>{actions}</li>
      </ul>
      {sections.map((section) => (
        <SectionOf key={section.id} section={section}>
          {section.id === 'attestation' && answer.attestation.state === 'notJudged' && <JudgeNow />}
        </SectionOf>
      ))}
      {children}
    </section>
  );
}

function SectionOf({ section: { id, title, covered, sentences }, children }: { section: EmptySection; children: ReactNode }) {
  return (
    <section className="tc-nothing-section" aria-labelledby={`nothing-${id}`} data-testid={`empty-${id}`}>
      <h3 id={`nothing-${id}`}>
        {title}
        {covered && (
          <span className={`tc-nothing-covered tc-nothing-${covered.tone}`}>
            <span aria-hidden="true">{covered.sign}</span> {covered.word}
          </span>
        )}
      </h3>
      <div>
        {Object.entries(sentences).map(([place, sentence]) => (
          <p key={place}>
            <Words sentence={sentence} />
          </p>
        ))}
        {children}
      </div>
    </section>
  );
}

function Words({ sentence }: { sentence: Sentence }) {
  return Object.entries(sentence).map(([place, part]) => <Word key={place} part={part} />);
}

function Word({ part }: { part: Part }) {
  const { go, openEvents } = useView();
  if (typeof part === 'string') return oneLine(part);
  const { opens } = part;
  if (opens === null) return <code>{oneLine(part.text)}</code>;
  const open = (): void => {
    if ('filter' in opens) openEvents(opens.filter);
    else go({ ...integrityPatch('chains'), integrityChosen: { ...opens, digest: null } });
  };
  return (
    <Door title={'filter' in opens ? 'Show these events' : 'Show this span among the chains of digests'} onOpen={open}>
      {oneLine(part.text)}
    </Door>
  );
}

/** Judging may take a while: it is for the person to say. */
function JudgeNow() {
  const { job, judge } = useAttestation();
  return (
    <p>
      <Button size="small" text={job ? 'Judging …' : 'Judge them now'} disabled={job !== null} onClick={judge} data-testid="empty-judge" />
    </p>
  );
}
