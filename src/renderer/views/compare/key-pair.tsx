// Chooses two access keys of the case to compare, the busiest first.
import { useState } from 'react';
import { type Pair, twoValues } from '../../../shared/compare-presets.ts';
import { grouped } from '../../../shared/text.ts';
import { Answered } from '../../components/states.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';

/** Keys to choose from; any other one can be written into the filters. */
const TOP = 200;

export function KeyPair({ set }: { set: (pair: Pair) => void }) {
  const asked = useCall('events.facets', { filter: '', names: ['accessKeyId'], top: TOP, order: 'most', search: '' });
  const [pair, setPair] = useState<Pair>({ a: '', b: '' });
  const choose = (side: keyof Pair, key: string) => {
    const next = { ...pair, [side]: key };
    setPair(next);
    if (next.a !== '' && next.b !== '') set(twoValues('accessKeyId', next.a, next.b));
  };
  return (
    <div className="tc-compare-presets">
      <Answered asked={asked}>
        {({ facets }) =>
          (['a', 'b'] as const).map((side) => (
            <label key={side}>
              {side.toUpperCase()}{' '}
              <select
                className="tc-compare-input"
                value={pair[side]}
                data-testid={`compare-key-${side}`}
                onChange={(event) => choose(side, event.target.value)}
              >
                <option value="">an access key</option>
                {facets.accessKeyId?.values.map(({ value, count }) => (
                  <option key={value} value={value}>
                    {oneLine(value)} ({grouped(count)})
                  </option>
                ))}
              </select>
            </label>
          ))
        }
      </Answered>
    </div>
  );
}
