// The history of one resource, for its pivot page: what was done with it one by one, then how often, by whom and under which names.
import type { Result } from '../../../shared/channels.ts';
import type { ResourceHistory as History, ResourceTouch } from '../../../shared/resources.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { OutcomeWord } from '../../components/outcome-marks.tsx';
import { Answered, Empty } from '../../components/states.tsx';
import { Door, Time } from '../../components/texts.tsx';
import { UnreadableLine } from '../../components/unreadable-line.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';
import { ResourceReading } from '../facets/resource-note.tsx';
import { Effect } from './effect.tsx';
import { ResourceCounts } from './resource-counts.tsx';
import { useResourceHistory } from './use-resource-list.ts';

export function ResourceHistory({ value }: { value: string }) {
  const asked = useResourceHistory(value);
  return (
    <section className="tc-resource-history" aria-label="History" data-testid="resource-history">
      <Answered asked={asked}>{(answer) => <Told answer={answer} retry={() => void asked.refetch()} />}</Answered>
    </section>
  );
}

function Told({ answer: { history, reading }, retry }: { answer: Result<'resources.history'>; retry: () => void }) {
  return (
    <>
      <ResourceReading reading={reading} retry={retry} />
      <UnreadableLine items={history?.unreadable.length ?? 0} missing="calls of its history" />
      {history && <Lived history={history} />}
      {!history && !reading && (
        <Empty title="No event names it">None of the case's events lists it, asks for it, or answers with it.</Empty>
      )}
    </>
  );
}

function Lived({ history }: { history: History }) {
  return (
    <>
      <dl className="tc-fields">
        <dt>Created</dt>
        <dd data-testid="resource-created">
          <Moment touch={history.created} />
        </dd>
        <dt>Deleted</dt>
        <dd data-testid="resource-deleted">
          <Moment touch={history.deleted} />
        </dd>
        <dt>Named as</dt>
        <dd className="tc-mono" data-testid="resource-forms">
          {history.forms.length > 0 ? history.forms.map(oneLine).join(' · ') : 'only by what is in it'}
        </dd>
        {history.also.length > 0 && <dt>May also mean</dt>}
        {history.also.map((other) => (
          <dd key={other.id}>
            <Value field="resource" value={other.id} /> <span className="tc-dim">{plural(other.events, 'event')}</span>
          </dd>
        ))}
        {history.alsoTotal > history.also.length && (
          <dd className="tc-dim">and {grouped(history.alsoTotal - history.also.length)} more with fewer events</dd>
        )}
      </dl>
      <Life history={history} />
      <ResourceCounts history={history} />
    </>
  );
}

function Moment({ touch }: { touch: ResourceTouch | null }) {
  if (!touch) return <span className="tc-dim">no such call in these events</span>;
  return (
    <>
      <Time ms={touch.timeMs} /> by <Value field="who" value={touch.who} /> from{' '}
      <Value field="sourceIPAddress" value={touch.sourceIPAddress} />
    </>
  );
}

function Life({ history: { life, lifeTotal, filter } }: { history: History }) {
  const { go } = useView();
  if (life.length === 0) return <p className="tc-dim">None of these events created, changed or deleted it.</p>;
  return (
    <ol className="tc-resource-life" data-testid="resource-life">
      {life.map((touch) => (
        <li key={touch.id} data-testid="resource-touch" data-effect={touch.effect} data-outcome={touch.outcome}>
          <Door title="This event" onOpen={() => go({ view: 'events', filter, selectedEventId: touch.id })}>
            <Time ms={touch.timeMs} />
          </Door>
          <Effect effect={touch.effect} outcome={touch.outcome} />
          <Refusal touch={touch} />
          <Value field="eventName" value={touch.eventName} />
          <span>
            <Value field="who" value={touch.who} /> <Value field="sourceIPAddress" value={touch.sourceIPAddress} />
            {touch.objectCount > 0 && <Objects touch={touch} />}
            {touch.besideCount > 0 && <Beside touch={touch} />}
          </span>
        </li>
      ))}
      {lifeTotal > life.length && (
        <li className="tc-dim">{grouped(lifeTotal - life.length)} more, between the first and the last, are left out</li>
      )}
    </ol>
  );
}

function Refusal({ touch: { outcome, errorCode } }: { touch: ResourceTouch }) {
  if (outcome === 'done') return <span />;
  return (
    <span className="tc-ellipsis">
      <OutcomeWord row={{ errorCode, failedSignIn: errorCode === null }} /> <Value field="errorCode" value={errorCode} />
    </span>
  );
}

function Objects({ touch: { objects, objectCount } }: { touch: ResourceTouch }) {
  return (
    <span className="tc-dim" title={objects.map(oneLine).join('\n')}>
      {' '}
      {oneLine(objects[0] ?? '')}
      {objectCount > 1 && ` and ${plural(objectCount - 1, 'more object')}`}
    </span>
  );
}

function Beside({ touch: { beside, besideCount } }: { touch: ResourceTouch }) {
  const [first = ''] = beside;
  return (
    <span className="tc-dim" title={beside.map(oneLine).join('\n')}>
      {' with '}
      <Value field="resource" value={first} text={first.replace(/^arn:.*[:/](?=.)/, '')} />
      {besideCount > 1 && ` and ${grouped(besideCount - 1)} more`}
    </span>
  );
}
