// A finding to be read: its claim, the five answers, its techniques, its events in order of time.
import { type Exhibit, type FindingBody, type FindingEntry, FRAME, FRAME_WORDS, isHypothesis } from '../../../shared/findings.ts';
import { PIVOT_FIELDS } from '../../../shared/pivots.ts';
import { Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { ExhibitList } from './exhibit-list.tsx';
import { SeverityMark, StateMark } from './marks.tsx';
import { LiveText } from './references.tsx';

/** That something is another examiner's, and whose export it came from: the author's name in a file can be anybody's. */
export function takenOver({ origin }: { origin: string }): string {
  return origin === '' ? '' : ` · taken over from ${oneLine(origin)}`;
}

export function FindingFacts({ entry }: { entry: FindingEntry }) {
  const { current, span } = entry;
  const { body } = current;
  return (
    <p className="tc-finding-facts">
      <StateMark state={body.state} /> <SeverityMark severity={body.severity} /> <span>confidence {body.confidence}</span>
      {span && (
        <span>
          <Time ms={span.from} />
          {span.to !== span.from && (
            <>
              {' '}
              to <Time ms={span.to} />
            </>
          )}
        </span>
      )}
      <span className="tc-dim">
        {oneLine(current.author) || 'unnamed'} · <Time ms={current.at} />
        {takenOver(current)}
      </span>
    </p>
  );
}

export function FindingText({ entry, exhibits }: { entry: FindingEntry; exhibits: readonly Exhibit[] }) {
  const { body } = entry.current;
  return (
    <>
      <FindingFacts entry={entry} />
      {body.reason !== '' && (
        <p className="tc-finding-reason" data-testid="finding-reason">
          {body.state === 'rejected' ? '✖ Rejected because: ' : isHypothesis(body.state) ? 'Kept because: ' : 'Reason: '}
          {visibleText(body.reason)}
        </p>
      )}
      {body.narrative === '' ? <p className="tc-dim">No text yet.</p> : <LiveText text={body.narrative} />}
      <Frame body={body} />
      {body.techniques.length > 0 && (
        <ul className="tc-techniques" aria-label="Techniques">
          {body.techniques.map(({ id, name, tactics, data }) => (
            <li key={id} title={[tactics.join(', '), data].filter(Boolean).join(' · ')}>
              <code>{id}</code> {oneLine(name)}
            </li>
          ))}
        </ul>
      )}
      {body.entities.length > 0 && (
        <p className="tc-finding-entities">
          {body.entities.map(({ kind, value }) => (
            <Value key={`${kind} ${value}`} field={PIVOT_FIELDS[kind]} value={value} entity={{ kind, value }} />
          ))}
        </p>
      )}
      <ExhibitList exhibits={exhibits} />
    </>
  );
}

function Frame({ body }: { body: FindingBody }) {
  const answered = FRAME.filter((question) => body.questions[question] !== '');
  if (answered.length === 0) return null;
  return (
    <dl className="tc-frame" data-testid="frame">
      {answered.map((question) => (
        <div key={question}>
          <dt>{FRAME_WORDS[question]}</dt>
          <dd>
            <LiveText text={body.questions[question]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
