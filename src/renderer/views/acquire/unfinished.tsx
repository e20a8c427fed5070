// An import from AWS that was cut off or paused before this case was opened: told once, with the way to go on.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { Cross } from '@blueprintjs/icons';
import { useState } from 'react';
import type { S3Unfinished } from '../../../shared/s3.ts';
import { Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { acquireStore } from '../../state/acquire.ts';

export function Unfinished() {
  const { data } = useCall('s3.unfinished', {});
  const [isAway, setAway] = useState(false);
  const unfinished = data?.unfinished ?? null;
  if (unfinished === null || isAway) return null;
  return <Told unfinished={unfinished} putAway={() => setAway(true)} />;
}

function Told({ unfinished, putAway }: { unfinished: S3Unfinished; putAway: () => void }) {
  const { paths, at, outcome } = unfinished;
  return (
    <Callout className="tc-import" intent={Intent.WARNING} title="An import did not come to its end" data-testid="acquire-unfinished">
      <p className="tc-break">
        <span className="tc-path">{paths.map(oneLine).join(', ')}</span>, begun <Time ms={at} />:{' '}
        {outcome === '' ? 'cut off' : oneLine(outcome)}. What was stored is complete; the rest of what was chosen is missing.
      </p>
      <Button
        size="small"
        text="Continue …"
        title="Shows first how the bucket is reached"
        onClick={() => acquireStore.resume(unfinished)}
        data-testid="unfinished-continue"
      />
      <Button
        variant="minimal"
        size="small"
        icon={<Cross size={14} />}
        aria-label="Put away"
        title="Put away"
        data-testid="import-dismiss"
        onClick={putAway}
      />
    </Callout>
  );
}
