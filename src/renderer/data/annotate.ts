// Acts of the window on bookmarks, tags and notes: each is one step that can be taken back, and is told of with a button for that.
import type { AnnotationAct, AnnotationChange, AnnotationStep } from '../../shared/annotations.ts';
import { plural } from '../../shared/text.ts';
import { noticeDone, noticeError } from '../components/notices.tsx';
import { did } from '../state/undo.ts';
import { ChangedSince, Partly } from '../state/undo-stack.ts';
import { call } from './bridge.ts';

/**
 * Does something to targets, all or nothing. The engine tells every window what has changed.
 * @param words what was done, as "Bookmarked 12 events"
 * @returns whether it was done, or was so already; what fails is told
 */
export function annotate(words: string, changes: readonly AnnotationChange[]): Promise<boolean> {
  return changes.length === 0 ? Promise.resolve(true) : told(words, call('annotations.put', { changes: [...changes] }));
}

/** The same act on several targets. */
export function annotateEach(words: string, targets: readonly string[], act: AnnotationAct): Promise<boolean> {
  return annotate(
    words,
    targets.map((target) => ({ target, act })),
  );
}

/** Does something to every event of a filter. */
export function annotateAll(what: (events: string) => string, filter: string, act: AnnotationAct): Promise<boolean> {
  return told(
    (step) => what(plural((step as AnnotationStep & { events: number }).events, 'event')),
    call('annotations.putAll', { filter, act }),
  );
}

/** Makes a former version count again, or one of another examiner here. */
export function restoreVersion({ id, origin }: { id: number; origin: string }): Promise<boolean> {
  return told(origin === '' ? 'An earlier version counts again' : 'Taken over', call('annotations.restore', { id }));
}

async function told(words: string | ((step: AnnotationStep) => string), work: Promise<AnnotationStep>): Promise<boolean> {
  try {
    const step = await work;
    if (step.versions === null) noticeDone('Nothing to change: it is so already');
    else tellStep(typeof words === 'string' ? words : words(step), step.versions, step.targets);
    return true;
  } catch (error) {
    noticeError(error);
    return false;
  }
}

/** Taking it back writes versions too, and doing it again takes those back. */
function tellStep(words: string, versions: { first: number; last: number }, targets: number): void {
  let newest = versions;
  const turn = async (): Promise<Partly | null> => {
    const { versions: written, of, left } = await call('annotations.revert', newest);
    // What was changed since is left as it is; where that is all of it, nothing was taken back.
    if (left === of) throw new ChangedSince(of === 1 ? 'The mark' : 'Each of the marks');
    newest = written ?? newest;
    return of - left < targets ? new Partly(of - left, targets) : null;
  };
  did({ words, undo: turn, redo: turn });
}
