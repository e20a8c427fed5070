// Text of a log as it may be shown: characters that hide, reorder or erase what stands around them are spelled out.

// Control characters, zero-width and bidirectional formatting (Unicode TR 36, "Trojan Source"), line separators, tags.
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Spells hidden characters as `\u202e`; everything else stays as it is. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (c) => {
    const code = c.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** One line: line breaks and tabs spelled out as well. */
export function oneLine(text: string): string {
  return visibleText(text).replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}
