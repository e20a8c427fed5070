// Saves texts that are still being written: what stands in a field when its turn comes, and nothing that was typed meanwhile is lost. A view that is left,
// a case that is closed and a window that ends leave their fields, too.
import { useEffect } from 'react';
import { attempt } from '../../components/notices.tsx';
import { call } from '../../data/bridge.ts';
import { useCase } from '../../data/queries.ts';
import { beforeLeaving } from '../../state/leaving.ts';
import { sameCase } from '../../state/same-case.ts';
import { useDraftPlace } from '../../state/session.tsx';
import { saveSetting } from './save-settings.ts';
import { type Drafts, readDrafts, type TextField, writeDrafts } from './use-report.ts';

const LINES: ReadonlySet<TextField> = new Set(['classification', 'privilege']);

const asSaved = (field: TextField, text: string): string => (LINES.has(field) ? text.trim() : text);

interface DraftSaving {
  /** One field as it was left. Throws CallError. */
  saveOne: (field: TextField, text: string, title: string) => Promise<void>;
  /** Every field as it stands when this is called, not as it stood when the window was last drawn. Throws CallError. */
  saveAll: () => Promise<void>;
}

/** Of what case they are, and under what name its drafts lie. */
interface Of {
  caseId: string;
  place: string;
}

export function useDraftSaving(): DraftSaving {
  const of = { caseId: useCase().case.caseId, place: useDraftPlace() };
  return { saveOne: (field, text, title) => saveOne(of, field, text, title), saveAll: () => saveAll(of) };
}

async function saveOne({ caseId, place }: Of, field: TextField, text: string, title: string): Promise<void> {
  await saveSetting(caseId, field, asSaved(field, text), title);
  // What was typed meanwhile stays a draft.
  const { [field]: now, ...others } = readDrafts(place);
  if (now === text) writeDrafts(place, others);
}

async function saveAll(of: Of): Promise<void> {
  for (const [field, text] of entriesOf(readDrafts(of.place))) await saveOne(of, field, text, 'Text');
}

const entriesOf = (drafts: Drafts): [TextField, string][] => Object.entries(drafts) as [TextField, string][];

/** Once for the view: nothing that was typed in it stays behind on this computer when it is left. */
export function useSavingOnLeave(): void {
  const { caseId } = useCase().case;
  const place = useDraftPlace();
  useEffect(() => {
    const of = { caseId, place };
    const stop = beforeLeaving(() => saveAll(of));
    const end = () => {
      const drafts = readDrafts(place);
      if (Object.keys(drafts).length === 0) return;
      // The page ends: nobody waits for the answer. Main passes it on before it closes the case.
      const settings = Object.fromEntries(entriesOf(drafts).map(([field, text]) => [field, asSaved(field, text)]));
      void call('report.putSettings', { settings, caseId });
      writeDrafts(place, {});
    };
    addEventListener('pagehide', end);
    const isStillOpen = sameCase();
    return () => {
      stop();
      removeEventListener('pagehide', end);
      // What could not be saved before the case was left is no text of a copy of it that is open now.
      if (isStillOpen()) attempt(saveAll(of));
    };
  }, [caseId, place]);
}
