// What Athena named: how many log files, what it took to find them, and which they are.
import { Button } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { AthenaOutcome, NamedObject } from '../../../shared/athena.ts';
import { bytesText, grouped, plural } from '../../../shared/text.ts';
import { noticeError } from '../../components/notices.tsx';
import { Hash, Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';

/** Files that are listed at a time. */
const LISTED = 100;

export function Outcome({ outcome }: { outcome: AthenaOutcome }) {
  const { executionId, objects, records, scannedBytes, elsewhere, unusable, resultSha256, completed, results } = outcome;
  const [rows, setRows] = useState<readonly NamedObject[]>([]);
  const more = async (offset: number): Promise<void> => {
    const { rows: next } = await call('athena.objects', { offset, limit: LISTED });
    setRows((before) => [...before.slice(0, offset), ...next]);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another outcome has other files
  useEffect(() => {
    setRows([]);
    more(0).catch(noticeError);
  }, [executionId]);
  return (
    <section className="tc-block" aria-label="What Athena named" data-testid="athena-outcome">
      <h3>What Athena named</h3>
      <dl className="tc-acquire-facts">
        <dt>Log files</dt>
        <dd>
          <strong>{grouped(objects)}</strong>
          {records !== null && `, with ${plural(records, 'matching event')}`}
        </dd>
        <dt>Scanned</dt>
        <dd>
          {bytesText(scannedBytes)}
          {completed !== null && (
            <>
              , done <Time ms={completed} />
            </>
          )}
        </dd>
        <dt>Execution</dt>
        <dd className="tc-break">
          <code className="tc-code">{oneLine(executionId)}</code> {results !== null && <span className="tc-path">{oneLine(results)}</span>}
        </dd>
        <dt>Result</dt>
        <dd>
          <Hash hex={resultSha256} what="SHA-256 of the list of files" />
        </dd>
        {elsewhere + unusable.length > 0 && (
          <>
            <dt>Not fetched</dt>
            <dd className="tc-outcome-denied">
              ◭ {elsewhere > 0 && `${plural(elsewhere, 'object')} in other buckets than the evidence’s. `}
              {unusable.length > 0 &&
                `${plural(unusable.length, 'path')} that name no object: ${unusable.slice(0, 3).map(oneLine).join(', ')}`}
            </dd>
          </>
        )}
      </dl>
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
        <ul className="tc-acquire-named" tabIndex={0} aria-label="Log files that Athena named">
          {rows.map(({ bucket, key, records: n }) => (
            <li key={`${bucket}/${key}`}>
              <span className="tc-path">{oneLine(`s3://${bucket}/${key}`)}</span>
              {n !== null && <span className="tc-dim"> {grouped(n)}</span>}
            </li>
          ))}
        </ul>
      )}
      {rows.length < objects && rows.length > 0 && (
        <Button size="small" text={`Show more of ${grouped(objects)}`} onClick={() => void more(rows.length).catch(noticeError)} />
      )}
    </section>
  );
}
