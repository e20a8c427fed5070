// A result as bars or as a line over time, drawn by Chart.js on a canvas.
import {
  BarController,
  BarElement,
  CategoryScale,
  type ChartConfiguration,
  Chart as ChartJs,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { useEffect, useMemo, useRef } from 'react';
import type { SqlResult } from '../../../shared/sql.ts';
import { grouped } from '../../../shared/text.ts';
import { formatTime } from '../../../shared/time.ts';
import { Empty } from '../../components/states.tsx';
import { plural } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useZone } from '../../data/queries.ts';
import { axisTicks } from '../overview/coverage-scale.ts';
import { type Chart, chartOf } from './chart-model.ts';

ChartJs.register(BarController, BarElement, CategoryScale, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip);

/** Of the series, in their order: the palette's. */
const COLOURS = ['--bar', '--amber', '--violet', '--green', '--orange', '--blue'];
const TIME_TICKS = 8;
/** px of a bar with the space around it, and of the axis below. */
const BAR = 24;
const AXIS = 56;
const PX_PER_CHARACTER = 7;
/** Of the width, for labels; and characters that they have at least. */
const LABEL_SHARE = 0.4;
const SHORTEST_LABEL = 12;

type Drawn = Exclude<Chart, { kind: 'none' }>;

/** @param colour value of a variable of the palette, as it is now; `width`: px that there are */
function configuration(chart: Drawn, zone: string, width: number, colour: (name: string) => string): ChartConfiguration<'bar' | 'line'> {
  const text = colour('--dim');
  const longest = Math.max(SHORTEST_LABEL, Math.floor((width * LABEL_SHARE) / PX_PER_CHARACTER));
  const line = colour('--line-soft');
  const datasets = chart.series.map(({ name, values }, i) => {
    const own = colour(COLOURS[i % COLOURS.length] ?? '');
    const data = chart.kind === 'line' ? values.map((y, at) => ({ x: chart.times[at] ?? 0, y })) : values;
    return {
      label: oneLine(name),
      data,
      backgroundColor: own,
      borderColor: own,
      borderWidth: chart.kind === 'line' ? 2 : 0,
      pointRadius: 2,
    };
  });
  const numbers = {
    beginAtZero: true,
    ticks: { color: text, callback: (value: string | number) => grouped(Number(value)) },
    grid: { color: line },
    title: { display: true, text: chart.series.length === 1 ? oneLine(chart.series[0]?.name ?? '') : '', color: text },
  };
  const labels = { ticks: { color: text }, grid: { display: false } };
  return {
    type: chart.kind === 'line' ? 'line' : 'bar',
    data: {
      datasets: datasets as never,
      ...(chart.kind === 'bars' ? { labels: chart.labels.map((label) => shortened(label, longest)) } : {}),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: chart.kind === 'bars' ? 'y' : 'x',
      interaction: { mode: chart.kind === 'line' ? 'nearest' : 'index', axis: chart.kind === 'bars' ? 'y' : 'x', intersect: false },
      scales:
        chart.kind === 'bars'
          ? { y: { ...labels, ticks: { ...labels.ticks, autoSkip: false } }, x: numbers }
          : { x: timeAxis(chart.times, zone, text), y: numbers },
      plugins: {
        legend: { display: chart.series.length > 1, labels: { color: text } },
        tooltip: {
          callbacks: {
            title: ([item]) =>
              !item
                ? ''
                : chart.kind === 'line'
                  ? formatTime(chart.times[item.dataIndex] ?? null, zone)
                  : oneLine(chart.labels[item.dataIndex] ?? ''),
            label: (item) => `${item.dataset.label}: ${grouped(Number((chart.kind === 'bars' ? item.parsed.x : item.parsed.y) ?? 0))}`,
          },
        },
      },
    },
  };
}

/** An axis of ms with ticks at round times of the case's zone. */
function timeAxis(times: readonly number[], zone: string, color: string) {
  const [from, to] = [times[0] ?? 0, times.at(-1) ?? 1];
  const labels = new Map(axisTicks(from, to, zone, TIME_TICKS).map(({ at, label }) => [Math.round(from + at * (to - from)), label]));
  return {
    type: 'linear' as const,
    min: from,
    max: to,
    grid: { display: false },
    ticks: { color, callback: (value: string | number) => labels.get(Number(value)) ?? '' },
    title: { display: true, text: zone, color },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = [...labels.keys()].map((value) => ({ value }));
    },
  };
}

/** A label in so many characters; its end says more than its beginning, of an ARN for example. */
function shortened(label: string, most: number): string {
  const line = oneLine(label);
  const head = Math.floor(most / 4);
  return line.length <= most ? line : `${line.slice(0, head)}…${line.slice(head + 1 - most)}`;
}

export function ResultChart({ result }: { result: SqlResult }) {
  const chart = useMemo(() => chartOf(result.columns, result.rows), [result]);
  if (chart.kind === 'none') return <Empty title="Nothing to draw">{chart.why}</Empty>;
  return <Canvas chart={chart} />;
}

function Canvas({ chart }: { chart: Drawn }) {
  const zone = useZone();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let drawn: ChartJs | null = null;
    const draw = () => {
      drawn?.destroy();
      const colours = getComputedStyle(element);
      ChartJs.defaults.font.family = colours.fontFamily;
      drawn = new ChartJs(
        element,
        configuration(chart, zone, element.parentElement?.clientWidth ?? 0, (name) => colours.getPropertyValue(name).trim()),
      );
    };
    draw();
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      theme.disconnect();
      drawn?.destroy();
    };
  }, [chart, zone]);
  const names = chart.series.map(({ name }) => oneLine(name)).join(', ');
  const points = chart.kind === 'line' ? plural(chart.times.length, 'point') : plural(chart.labels.length, 'bar');
  const height = chart.kind === 'bars' ? chart.labels.length * BAR * Math.max(1, chart.series.length * 0.6) + AXIS : undefined;
  return (
    <div className="tc-sql-chart">
      {chart.kind === 'bars' && chart.left > 0 && (
        <p className="tc-note">
          The first {grouped(chart.labels.length)} rows; {grouped(chart.left)} more are in the table.
        </p>
      )}
      <div className="tc-sql-canvas" style={{ height }}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`${names}: ${points}${chart.kind === 'line' ? ' over time' : ''}. The table holds the same numbers.`}
          data-testid="sql-chart"
        />
      </div>
    </div>
  );
}
