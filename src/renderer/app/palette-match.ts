// Finds actions by the words of their label.

/** Actions whose label holds every word of the text, in their order. */
export function matching<T extends { label: string }>(actions: readonly T[], text: string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return actions.filter((action) => words.every((word) => action.label.toLowerCase().includes(word)));
}
