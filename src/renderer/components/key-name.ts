// One name for a key press, whatever the keyboard.

/** `Ctrl+K`, `Ctrl+Shift+Z`, `j`, `?`, `down`, `pageUp`, `escape` … as one text. Cmd counts as Ctrl; Shift is named with letters that Ctrl goes with. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'> & { shiftKey?: boolean }): string {
  const modified = event.ctrlKey || event.metaKey;
  const named = event.key.replace(/^Arrow/, '');
  const key =
    event.key.length === 1 ? (modified ? event.key.toUpperCase() : event.key) : `${named.charAt(0).toLowerCase()}${named.slice(1)}`;
  const shifted = modified && event.shiftKey === true && /^\p{L}$/u.test(event.key);
  return `${modified ? 'Ctrl+' : ''}${shifted ? 'Shift+' : ''}${event.altKey ? 'Alt+' : ''}${key}`;
}
