// What was ever written on one target, newest first, with who and when; any of it can be made to count again.
import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import type { AnnotationVersionRow } from '../../../shared/annotations.ts';
import { restoreVersion } from '../../data/annotate.ts';
import { useCall } from '../../data/queries.ts';
import { markdownLine } from '../markdown.tsx';
import { BookmarkMark } from '../outcome-marks.tsx';
import { Answered } from '../states.tsx';
import { plural, Time } from '../texts.tsx';
import { oneLine } from '../visible-text.ts';

const AT_ONCE = 50;

export function TargetHistory({ target }: { target: string }) {
  const [limit, setLimit] = useState(AT_ONCE);
  const asked = useCall('annotations.history', { target, author: null, offset: 0, limit: Math.min(limit, 1000) }, { keep: true });
  return (
    <div className="tc-target-history" data-testid="target-history">
      <Answered asked={asked}>
        {({ rows, total }) => (
          <>
            <ul className="tc-list">
              {rows.map((row) => (
                <li key={row.id}>
                  <span className="tc-dim tc-small">
                    {oneLine(row.author || 'unnamed')} · <Time ms={row.at} />
                  </span>{' '}
                  <VersionWords row={row} /> <Restore row={row} />
                </li>
              ))}
            </ul>
            {total > rows.length && (
              <Button
                size="small"
                variant="minimal"
                text={`${plural(total - rows.length, 'older version')}`}
                onClick={() => setLimit(1000)}
              />
            )}
          </>
        )}
      </Answered>
    </div>
  );
}

/** What a version says, in a line. */
export function VersionWords({ row }: { row: AnnotationVersionRow }) {
  if (row.kind === 'tag') {
    return (
      <span>
        {row.removed ? 'took the tag away:' : 'tagged'} <span className="tc-tag">#{oneLine(row.note)}</span>
      </span>
    );
  }
  const note = row.note === '' ? null : <span className="tc-dim"> {markdownLine(row.note, 160)}</span>;
  if (row.kind === 'note') return <span>{row.removed ? 'took the note away' : <>noted{note}</>}</span>;
  return (
    <span>
      <BookmarkMark colour={row.colour} /> {row.removed ? 'took the bookmark away' : `bookmarked ${row.colour}`}
      {!row.removed && row.label !== '' && <b> {oneLine(row.label)}</b>}
      {!row.removed && note}
    </span>
  );
}

/** The button that makes a version count here: a former one again, or one of another examiner, also that which counts there. */
export function Restore({ row }: { row: AnnotationVersionRow }) {
  if (row.removed || (row.current && row.origin === '')) return null;
  const whose = row.origin === '' ? 'again' : 'here too';
  return (
    <button
      type="button"
      className="tc-link"
      title={`Makes this version count ${whose}: a new version like it is added`}
      data-testid="version-restore"
      onClick={() => void restoreVersion(row)}
    >
      {row.origin === '' ? 'restore' : 'take over'}
    </button>
  );
}
