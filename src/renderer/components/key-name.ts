// One name for a key press, whatever the keyboard.

/** `Ctrl+K`, `j`, `?`, `down`, `pageUp`, `escape` … as one text. Cmd counts as Ctrl. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const modified = event.ctrlKey || event.metaKey;
  const named = event.key.replace(/^Arrow/, '');
  const key =
    event.key.length === 1 ? (modified ? event.key.toUpperCase() : event.key) : `${named.charAt(0).toLowerCase()}${named.slice(1)}`;
  return `${modified ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${key}`;
}
