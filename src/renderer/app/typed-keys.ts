// What was typed before the field it is for was there. Pure.

export interface HeldKeys {
  text: string;
  /** Enter came after the text. */
  isEntered: boolean;
  /** Escape came last. */
  isLeft: boolean;
}

export const NOTHING_HELD: HeldKeys = { text: '', isEntered: false, isLeft: false };

/** What is held after one more key; nothing counts after Enter. */
export function withKey(
  before: HeldKeys,
  { key, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): HeldKeys {
  if (before.isEntered) return before;
  if (key === 'Enter') return { ...before, isEntered: true };
  if (key === 'Escape') return { text: '', isEntered: false, isLeft: true };
  if (key === 'Backspace') return { ...before, text: [...before.text].slice(0, -1).join('') };
  // AltGr types with both.
  const isText = [...key].length === 1 && (ctrlKey || metaKey) === altKey;
  return isText ? { ...before, text: before.text + key, isLeft: false } : before;
}
