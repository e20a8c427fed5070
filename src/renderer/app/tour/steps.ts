// The four steps of the tour: what each says, and what it shows meanwhile. Pure.
import type { ViewState } from '../../state/view-state.ts';

interface TourStep {
  title: string;
  text: readonly string[];
  /** What stands on screen while it is read. `sample`: the case is the sample, so that names of it can be used. */
  patch(sample: boolean): Partial<ViewState>;
  /** What is pointed at: test ids of the marked elements stand in styles/tour.css under this name. */
  mark: 'proof' | 'filter' | 'timeline' | 'findings';
}

/** The key that was leaked in the sample, by which the sample is known. */
export const SAMPLE_KEY = 'AKIADEVTEMPK2EXAMPLE';

export const TOUR: readonly TourStep[] = [
  {
    title: 'One file, and its proof',
    text: [
      'A case is one file. It holds the logs byte for byte as they came, the events read from them, and what you add. Nothing in it is changed or erased.',
      'The mark at the top says whether that still holds. Verify once after importing, and again before you hand anything on.',
    ],
    patch: () => ({ view: 'integrity', integrityTab: 'proof' }),
    mark: 'proof',
  },
  {
    title: 'Filter, then follow a value',
    text: [
      'The bar at the top filters every view. Press / to type in it; what you type is explained as you go.',
      'Names, keys and addresses lead on: a click shows all about one, Alt-click keeps only its events, Ctrl-click opens it in a window of its own. [ and ] go back and forward.',
    ],
    patch: (sample) => ({ view: 'events', filter: sample ? `key:${SAMPLE_KEY}` : 'is:write' }),
    mark: 'filter',
  },
  {
    title: 'See when, and mark what matters',
    text: [
      'The timeline shows how much happened when, and single events once you are near: drag across it, or press + and the arrows.',
      'b marks an event, n writes a note on it. Ctrl-Z takes back what you did; the case keeps both versions and says who wrote them.',
    ],
    patch: () => ({ view: 'timeline', timelineSpan: null }),
    mark: 'timeline',
  },
  {
    title: 'Write down what you found',
    text: [
      'A finding says what happened and which events show it. Press f on an event, or drag it there. Say also what speaks against it.',
      'The findings in their order are the report: one file that others can check without Trailcase. Logs name credentials; who held them is for you to show.',
    ],
    patch: () => ({ view: 'findings' }),
    mark: 'findings',
  },
];
