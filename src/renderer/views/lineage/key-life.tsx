// The life of a key on one line, with a mark for each thing that happened to it, and the same as a list.
import type { LifeEvent } from '../../../shared/lineage.ts';
import { formatTime } from '../../../shared/time.ts';
import { Door, Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useZone } from '../../data/queries.ts';

/** A sign for each word: colour alone says nothing. */
const SIGNS: Record<LifeEvent['what'], string> = {
  created: '+',
  issued: '+',
  'first-use': '▸',
  activated: '●',
  deactivated: '○',
  deleted: '✖',
  'last-use': '◂',
};

/** Moments without a time stand in the list only. */
type Dated = LifeEvent & { time: number };

export function KeyLife({ life, onEvent }: { life: readonly LifeEvent[]; onEvent: (id: string) => void }) {
  const zone = useZone();
  const dated = life.filter((moment): moment is Dated => moment.time !== null);
  const [first, last] = [dated[0], dated.at(-1)];
  if (!first || !last) return null;
  const length = Math.max(1, last.time - first.time);
  const place = (time: number): string => `${((time - first.time) / length) * 100}%`;
  const uses = dated.filter(({ what }) => what === 'first-use' || what === 'last-use');
  const [from, to] = [uses[0] ?? first, uses.at(-1) ?? first];
  return (
    <section className="tc-key-life" aria-label="Life of the key" data-testid="key-life">
      <div className="tc-key-line" aria-hidden="true">
        <span className="tc-key-used" style={{ left: place(from.time), width: `${((to.time - from.time) / length) * 100}%` }} />
        {dated.map((moment) => (
          <span
            key={`${moment.what} ${moment.event.id}`}
            className={`tc-key-mark tc-key-${moment.failed === null ? moment.what : 'failed'}`}
            style={{ left: place(moment.time) }}
            title={`${moment.what}${failure(moment)}\n${formatTime(moment.time, zone)}`}
          >
            {SIGNS[moment.what]}
          </span>
        ))}
      </div>
      <ol>
        {life.map((moment) => (
          <li key={`${moment.what} ${moment.event.id}`} className={moment.failed === null ? undefined : 'tc-dim'}>
            <span aria-hidden="true">{SIGNS[moment.what]}</span> {moment.what.replace('-', ' ')}{' '}
            <Door title="This event" onOpen={() => onEvent(moment.event.id)}>
              <Time ms={moment.time} />
            </Door>
            {failure(moment)}
            {moment.who !== null && moment.what !== 'first-use' && moment.what !== 'last-use' && (
              <span className="tc-dim"> by {oneLine(moment.who)}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function failure({ failed }: LifeEvent): string {
  return failed === null ? '' : ` – attempt failed: ${oneLine(failed)}`;
}
