// Small pieces of text with one fixed form everywhere: times, hashes, counts that are doors.
import type { ReactNode } from 'react';
import { plural, shortHash } from '../../shared/text.ts';
import { isoUtc, zoned } from '../../shared/time.ts';
import { useZone } from '../data/queries.ts';
import { goAs } from '../state/view-context.tsx';
import { CopyButton } from './copy.tsx';
import { oneLine } from './visible-text.ts';

/** An instant (ms UTC) in the case's zone with its offset; UTC on hover. */
export function Time({ ms, undated = 'undated' }: { ms: number | null; undated?: string }) {
  const zone = useZone();
  if (ms === null) return <span className="tc-time tc-dim">{undated}</span>;
  const { date, clock, offset } = zoned(ms, zone);
  return (
    <time className="tc-time" dateTime={isoUtc(ms)} title={`${isoUtc(ms)} (UTC)`}>
      {date} {clock} <span className="tc-offset">{offset}</span>
    </time>
  );
}

/** ISO text of an instant as `Time`; what is not an instant is shown as it is. */
export function IsoTime({ iso }: { iso: string | null }) {
  const ms = iso === null ? null : Date.parse(iso);
  if (ms !== null && Number.isNaN(ms)) return <span className="tc-time">{iso}</span>;
  return <Time ms={ms} undated="none" />;
}

/** A hash shortened in the middle: whole on hover and on copy. */
export function Hash({ hex, what = 'SHA-256', whole = false, testid }: { hex: string; what?: string; whole?: boolean; testid?: string }) {
  return (
    <span className="tc-hash">
      <code title={hex} data-testid={testid} data-hash={hex} className={whole ? 'tc-hash-whole' : undefined}>
        {whole ? hex : shortHash(hex)}
      </code>
      <CopyButton text={hex} what={what} />
    </span>
  );
}

/** A count that opens what it counts; with Ctrl or the middle button in a new window. */
export function Door({
  onOpen,
  children,
  title,
  testid,
  className = '',
}: {
  onOpen: () => void;
  children: ReactNode;
  title: string;
  testid?: string;
  className?: string;
}) {
  return (
    <button
      type="button"
      className={`tc-door ${className}`}
      onClick={(event) => goAs(event, onOpen)}
      onAuxClick={(event) => event.button === 1 && goAs(event, onOpen)}
      title={title}
      data-testid={testid}
    >
      {children}
    </button>
  );
}

export { plural };

/** A path in one line, the file name first: what a cut path loses is then its folders. */
export function FilePath({ path }: { path: string }) {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return (
    <span className="tc-ellipsis">
      {oneLine(path.slice(at + 1))} {at > 0 && <span className="tc-dim">{oneLine(path.slice(0, at))}</span>}
    </span>
  );
}
