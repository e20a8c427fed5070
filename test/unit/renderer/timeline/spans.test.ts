// Spans stay within the case; questions stand on a grid of the clock, so that moving a little asks nothing new.
import { expect, test } from 'vitest';
import {
  binWidth,
  DAY,
  gridFor,
  NARROWEST,
  nearer,
  panned,
  REACH,
  showing,
  wholeSpan,
  within,
  zoomed,
} from '../../../../src/renderer/views/timeline/spans.ts';

const whole = { from: 0, to: 1_000_000 };

test('the whole case has room at its ends, also when it is one moment', () => {
  expect(wholeSpan(0, 10_000_000)).toEqual({ from: -200_000, to: 10_200_000 });
  expect(wholeSpan(5_000_000, 5_000_000)).toEqual({ from: 3_200_000, to: 6_800_000 });
});

test('a span never leaves the whole, and never gets too narrow or too wide', () => {
  expect(within(whole, { from: -500, to: 500_000 })).toEqual({ from: 0, to: 500_500 });
  expect(within(whole, { from: 999_999, to: 1_000_100 })).toEqual({ from: 1_000_000 - NARROWEST, to: 1_000_000 });
  expect(within(whole, { from: -10, to: 5_000_000 })).toEqual(whole);
});

test('zooming keeps the point under the pointer, moving stops at the ends, a mark is shown with its surroundings', () => {
  const span = zoomed(whole, whole, 0.5, 250_000);
  expect(span).toEqual({ from: 125_000, to: 625_000 });
  expect((250_000 - span.from) / (span.to - span.from)).toBe(0.25);
  expect(zoomed(whole, span, 10)).toEqual(whole);
  expect(panned(whole, { from: 0, to: 100_000 }, 0.25)).toEqual({ from: 25_000, to: 125_000 });
  expect(panned(whole, { from: 0, to: 100_000 }, -0.25)).toEqual({ from: 0, to: 100_000 });
  expect(nearer(whole, { from: 400_000, to: 500_000 })).toEqual({ from: 300_000, to: 600_000 });
});

test('an instant in view moves nothing, one outside is brought to the middle', () => {
  const span = { from: 100_000, to: 200_000 };
  expect(showing(whole, span, 150_000)).toBe(span);
  expect(showing(whole, span, 700_000)).toEqual({ from: 650_000, to: 750_000 });
});

test('widths are those of the clock', () => {
  expect(binWidth({ from: 0, to: 60_000 }, 30)).toBe(2000);
  expect(binWidth({ from: 0, to: DAY }, 24)).toBe(3_600_000);
  expect(binWidth({ from: 0, to: 400 * DAY }, 30)).toBe(14 * DAY);
});

test('the grid covers the view and more, on edges of the clock of the zone, and stays the same while one moves a little', () => {
  const case_ = { from: 0, to: 30 * DAY };
  const offset = 5.5 * 3_600_000;
  const hour = 3_600_000;
  for (let start = 3 * DAY; start < 4 * DAY; start += 1_234_567) {
    const view = { from: start, to: start + DAY };
    const grid = gridFor(view, case_, hour, offset);
    expect(grid.from).toBeLessThanOrEqual(view.from);
    expect(grid.to).toBeGreaterThanOrEqual(view.to);
    expect((grid.from + offset) % hour).toBe(0);
    expect(grid.to - grid.from).toBe(grid.bins * hour);
    expect(grid.to - grid.from).toBeLessThanOrEqual(DAY * REACH);
  }
  const at = (start: number) => gridFor({ from: start, to: start + DAY }, case_, hour, 0);
  expect(at(10 * DAY + hour)).toEqual(at(10 * DAY + 2 * hour));
  expect(at(10 * DAY)).not.toEqual(at(10 * DAY + 7 * hour));
});
