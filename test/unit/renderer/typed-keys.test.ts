// What is typed right after Ctrl-K belongs to the palette, also before its field is there.
import { expect, test } from 'vitest';
import { NOTHING_HELD, withKey } from '../../../src/renderer/app/typed-keys.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false };
const typed = (...keys: string[]) => keys.reduce((held, key) => withKey(held, { ...none, key }), NOTHING_HELD);

test('text is kept, corrected, entered or left', () => {
  expect(typed('t', 'o', 'x', 'Backspace', 'u', 'r')).toEqual({ text: 'tour', isEntered: false, isLeft: false });
  expect(typed('t', 'Enter', 'x', 'Escape')).toEqual({ text: 't', isEntered: true, isLeft: false });
  expect(typed('t', 'Escape')).toEqual({ text: '', isEntered: false, isLeft: true });
  expect(typed('é', '🐈', 'Backspace', 'ArrowDown', 'F5').text).toBe('é');
});

test('a shortcut types nothing; a letter of AltGr does', () => {
  expect(withKey(NOTHING_HELD, { ...none, ctrlKey: true, key: 's' })).toEqual(NOTHING_HELD);
  expect(withKey(NOTHING_HELD, { ...none, altKey: true, key: '1' })).toEqual(NOTHING_HELD);
  expect(withKey(NOTHING_HELD, { ...none, ctrlKey: true, altKey: true, key: '@' }).text).toBe('@');
});
