// Where one is in the tour, and whether it was seen on this computer: it is offered on the sample case only, and never again once done.
import { useState } from 'react';
import { useCall } from '../../data/queries.ts';
import { isBoolean, useStored } from '../../state/stored.ts';
import { useView } from '../../state/view-context.tsx';
import { SAMPLE_KEY, TOUR } from './steps.ts';

interface Tour {
  /** Null: it is not running. */
  at: number | null;
  /** Whether to ask if one wants it. */
  isOffered: boolean;
  goTo(at: number): void;
  start(): void;
  /** Ends it, or declines it. */
  end(): void;
}

export function useTour(): Tour {
  const { go } = useView();
  const [done, setDone] = useStored('tourDone', false, isBoolean);
  const [at, setAt] = useState<number | null>(null);
  const sample = useCall('events.count', { filter: `key:${SAMPLE_KEY}` }, { enabled: !done || at !== null });
  const isSample = (sample.data?.total ?? 0) > 0;
  const goTo = (next: number) => {
    setAt(next);
    const step = TOUR[next];
    if (step) go(step.patch(isSample));
  };
  return {
    at,
    isOffered: !done && at === null && isSample,
    goTo,
    start: () => goTo(0),
    end: () => {
      setAt(null);
      setDone(true);
    },
  };
}
