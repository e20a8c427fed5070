// Day and minute of an instant, for lists that name the zone above them; the whole time on hover.
import { formatTime, zoned } from '../../shared/time.ts';
import { useZone } from '../data/queries.ts';

/** @param ms UTC. @param undated what stands where there is no time */
export function ShortTime({ ms, undated = 'undated' }: { ms: number | null; undated?: string }) {
  const zone = useZone();
  if (ms === null) return <span className="tc-time tc-dim">{undated}</span>;
  const { date, clock } = zoned(ms, zone);
  return (
    <time className="tc-time" title={formatTime(ms, zone)}>
      {date} {clock.slice(0, 5)}
    </time>
  );
}
