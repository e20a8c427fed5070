// The histogram as a table: for whoever cannot see the bars or drag over them. Beside the picture it is there for screen readers only.
import { type FacetField, facetWord } from '../../../shared/facets.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { useZone } from '../../data/queries.ts';
import type { Span } from '../../state/view-state.ts';
import { facetText } from '../facets/words.ts';
import { barsOf, COLOURED, type Histogram } from './histogram-model.ts';

interface HistogramTableProps {
  histogram: Histogram;
  split: FacetField | null;
  isShown: boolean;
  setTimes: (span: Span) => void;
}

export function HistogramTable({ histogram, split, isShown, setTimes }: HistogramTableProps) {
  const zone = useZone();
  const heads =
    split === null || histogram.values.length === 0
      ? []
      : [...histogram.values.slice(0, COLOURED).map((value) => facetText(split, value)), 'others and none'];
  const table = (
    <table className="tc-histogram-table" data-testid="histogram-table">
      <caption className="tc-offscreen">
        Events over time{split !== null && `, by ${facetWord(split)}`}. Bars without an event are left out.
      </caption>
      <thead className="tc-histogram-head">
        <tr>
          <th scope="col">From</th>
          <th scope="col">Until</th>
          <th scope="col">Events</th>
          {heads.map((head) => (
            <th scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {barsOf(histogram).map((bar, i) => {
          const count = histogram.bins[i]?.count ?? 0;
          if (count === 0) return null;
          return (
            <tr key={bar.from}>
              <th scope="row" className="tc-time">
                {isShown ? (
                  <button
                    type="button"
                    className="tc-link"
                    title="Only these times"
                    onClick={() => setTimes({ from: bar.from, to: bar.to })}
                  >
                    {formatTime(bar.from, zone)}
                  </button>
                ) : (
                  formatTime(bar.from, zone)
                )}
              </th>
              <td className="tc-time">{formatTime(bar.to, zone)}</td>
              <td>{grouped(count)}</td>
              {heads.map((head, n) => (
                <td key={head}>{grouped(bar.parts[n] ?? 0)}</td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
  return isShown ? (
    <section className="tc-histogram-rows" aria-label="Events over time as a table">
      {table}
    </section>
  ) : (
    <div className="tc-offscreen">{table}</div>
  );
}
