// What the window writes on events, entities and filters: bookmarks, tags, notes and saved views. Part of a session's channels.
import type { AnnotationStep } from '../../shared/annotations.ts';
import type { Args } from '../../shared/channels.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { annotate, restoreAnnotation, revertAnnotations } from '../case/annotate.ts';
import { bookmarkOf } from '../case/annotations.ts';
import type { CaseFile } from '../case/case-file.ts';
import { putNote } from '../case/entity-notes.ts';
import { recordAt } from '../case/event-rows.ts';
import { removeView, renameView, saveView } from '../case/saved-views.ts';
import type { SessionHost } from './session-host.ts';

export function annotationCalls({ current, idle, changed, write }: SessionHost) {
  const annotated = async <Step extends AnnotationStep>(act: (file: CaseFile) => Step, { file } = current()): Promise<Step> => {
    await idle(file);
    const step = act(file);
    if (step.written > 0) await changed('bookmarks');
    return step;
  };
  return {
    'bookmarks.put': async ({ eventId, colour, note, remove }: Args<'bookmarks.put'>) => {
      if (recordAt(current().file.db, eventId) === null) throw new TrailcaseError('EVENT_MISSING', `The case has no event ${eventId}`);
      await write('bookmarks', (file) => {
        const label = bookmarkOf(file.db, eventId)?.label ?? '';
        file.putBookmark({ event: eventId, colour, label, note, removed: remove === true });
      });
      return {};
    },
    'annotations.put': async ({ changes }: Args<'annotations.put'>) => annotated((file) => annotate(file, changes)),
    'annotations.putAll': async ({ filter, act }: Args<'annotations.putAll'>) => {
      const asked = current();
      const ids = (await asked.queries.valueOf('ids', { filter })) as string[];
      const changes = ids.map((target) => ({ target, act }));
      const step = await annotated((file) => annotate(file, changes), asked);
      return { ...step, events: ids.length };
    },
    'annotations.revert': async (range: Args<'annotations.revert'>) => annotated((file) => revertAnnotations(file, range)),
    'annotations.restore': async ({ id }: Args<'annotations.restore'>) => annotated((file) => restoreAnnotation(file, id)),
    'notes.put': async ({ kind, value, note }: Args<'notes.put'>) => {
      await write('bookmarks', (file) => putNote(file, kind, value, note));
      return {};
    },
    'views.put': async ({ name, filter, display, remove }: Args<'views.put'>) => {
      await write('views', (file) => {
        if (remove) removeView(file, name);
        else saveView(file, { name, filter, display });
      });
      return {};
    },
    'views.rename': async ({ from, to }: Args<'views.rename'>) => {
      const renamed = await write('views', (file) => renameView(file, from, to));
      if (renamed.annotated) await changed('bookmarks');
      return {};
    },
  };
}
