// A note that is being written while another window may save one: what is half-written is never thrown away.

export interface Draft {
  text: string;
  /** What was stored when the text was begun. */
  base: string;
}

/** What is in the field once `stored` is stored: that, unless something else is half-written. The same object where nothing changes. */
export function draftAfter(draft: Draft, stored: string): Draft {
  if (draft.base === stored) return draft;
  const written = draft.text.trim();
  return written === draft.base.trim() || written === stored.trim() ? { text: stored, base: stored } : draft;
}
