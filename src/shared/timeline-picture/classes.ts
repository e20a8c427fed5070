// How the classes of events are drawn, in the window and on paper: words and signs beside every colour, and a pattern for whoever sees none.
import type { EventClass } from '../timeline.ts';
import type { Pattern } from './drawing.ts';

/** What a class is called, and the sign that goes with its colour. */
export const CLASS_SIGNS: Record<EventClass, { sign: string; word: string }> = {
  read: { sign: '○', word: 'read' },
  write: { sign: '●', word: 'write' },
  privilege: { sign: '◆', word: 'privilege or logging change' },
  denied: { sign: '✖', word: 'denied' },
  error: { sign: '!', word: 'other error' },
};

/** From the foot up: however few, what was denied is not lost on top of a tall bar. */
export const FOOT_UP: readonly EventClass[] = ['denied', 'error', 'privilege', 'write', 'read'];

/** The second sign of each class, for whom colours do not tell apart. */
export const CLASS_PATTERNS: Record<EventClass, Pattern> = {
  denied: 'hatch',
  error: 'dots',
  privilege: 'lines',
  write: 'bars',
  read: 'plain',
};

/** Print has one palette, whatever the window's. */
export const CLASS_INK: Record<EventClass, string> = {
  read: '#7d99bd',
  write: '#1f6fd0',
  privilege: '#6a3fb8',
  denied: '#8f5a0a',
  error: '#5d6774',
};
