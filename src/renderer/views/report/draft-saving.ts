// Saves texts that are still being written: what stands in a field when its turn comes, and nothing that was typed meanwhile is lost.
import { saveSetting } from './save-settings.ts';
import { type TextField, useTextDrafts } from './use-report.ts';

const LINES: ReadonlySet<TextField> = new Set(['classification', 'privilege']);

export interface DraftSaving {
  /** One field as it was left. Throws CallError. */
  saveOne: (field: TextField, text: string, title: string) => Promise<void>;
  /** Every field as it stands when this is called, not as it stood when the window was last drawn. Throws CallError. */
  saveAll: () => Promise<void>;
}

export function useDraftSaving(): DraftSaving {
  const [, write] = useTextDrafts();
  const saveOne = async (field: TextField, text: string, title: string): Promise<void> => {
    await saveSetting(field, LINES.has(field) ? text.trim() : text, title);
    // What was typed meanwhile stays a draft.
    write(({ [field]: now, ...others }) => (now === text || now === undefined ? others : { ...others, [field]: now }));
  };
  const saveAll = async (): Promise<void> => {
    const standing: [TextField, string][] = [];
    write((drafts) => {
      for (const [field, text] of Object.entries(drafts)) standing.push([field as TextField, text]);
      return drafts;
    });
    for (const [field, text] of standing) await saveOne(field, text, 'Text');
  };
  return { saveOne, saveAll };
}
