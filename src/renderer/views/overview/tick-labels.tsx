// The times along an axis, each at its place.
import type { Tick } from './coverage-scale.ts';

export function TickLabels({ ticks }: { ticks: readonly Tick[] }) {
  return ticks.map((tick) => (
    <span key={tick.at} style={{ left: `${tick.at * 100}%` }}>
      {tick.label}
    </span>
  ));
}
