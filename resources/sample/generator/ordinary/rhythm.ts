// When ordinary things happen: machines all day, customers at meal times, people in Indian office hours.
import type { Random } from '../base/random.ts';
import { FROM, HOUR, istDay, istHour, SECOND, UNTIL } from '../base/time.ts';

/** Relative likelihood of an hour; 0 means never. */
export type Weight = (ms: number) => number;

export const always: Weight = () => 1;

/** Orders: quiet nights, a lunch peak and a longer dinner peak. */
export const meals: Weight = (ms) => {
  const hour = istHour(ms);
  if (hour < 7) return 0.15;
  if (hour >= 12 && hour <= 14) return 3;
  if (hour >= 19 && hour <= 22) return 4;
  return 1;
};

/** Friday in full, Saturday with a small crew, Sunday almost nobody. */
export const office: Weight = (ms) => {
  const hour = istHour(ms);
  if (hour < 9 || hour > 19) return 0;
  const day = istDay(ms);
  const crew = day === 0 ? 0.06 : day === 6 ? 0.45 : 1;
  return hour === 13 ? crew * 0.4 : crew;
};

/** `count` times in whole seconds, ascending, drawn by weight between `from` and `until`. */
export function times(random: Random, count: number, weight: Weight, from = FROM, until = UNTIL): number[] {
  const hours: { start: number; upTo: number }[] = [];
  let total = 0;
  for (let start = from; start < until; start += HOUR) {
    total += weight(start);
    hours.push({ start, upTo: total });
  }
  const list: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const aim = random.float() * total;
    const hour = hours.find((h) => h.upTo > aim) ?? hours[hours.length - 1];
    const at = (hour?.start ?? from) + random.int(0, 3599) * SECOND;
    list.push(Math.min(at, until - SECOND));
  }
  return list.sort((a, b) => a - b);
}

/** Every `step` ms from `from`, a few seconds early or late, as pollers are. */
export function every(random: Random, step: number, from = FROM, until = UNTIL): number[] {
  const list: number[] = [];
  for (let at = from + random.int(0, step / SECOND) * SECOND; at < until - 30 * SECOND; at += step) {
    list.push(at + random.int(0, 9) * SECOND);
  }
  return list;
}
