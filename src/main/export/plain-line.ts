// Text of the evidence for a file that is read line by line, and in a terminal.

/** The text in one line: control characters, line breaks and what turns the direction of writing are shown as escapes. */
export function plainLine(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
