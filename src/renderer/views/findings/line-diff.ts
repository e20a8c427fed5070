// Which lines two versions of a text have in common, by a longest common subsequence. Pure, tested.

interface DiffLine {
  sign: ' ' | '-' | '+';
  text: string;
}

/** Longer texts are shown as one taken away and one added: comparing them line by line would take too long. */
const MOST_LINES = 1500;

export function diffLines(before: string, after: string): DiffLine[] {
  if (before === after) return before === '' ? [] : before.split('\n').map((text) => ({ sign: ' ', text }));
  const a = before === '' ? [] : before.split('\n');
  const b = after === '' ? [] : after.split('\n');
  const signed = (sign: DiffLine['sign'], lines: readonly string[]): DiffLine[] => lines.map((text) => ({ sign, text }));
  if (a.length > MOST_LINES || b.length > MOST_LINES) return [...signed('-', a), ...signed('+', b)];
  // common[i][j]: how many lines a from i on and b from j on have in common.
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j]
          ? (common[(i + 1) * width + j + 1] as number) + 1
          : Math.max(common[(i + 1) * width + j] as number, common[i * width + j + 1] as number);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const takes = (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0);
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ sign: ' ', text: a[i] as string });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && takes)) lines.push({ sign: '-', text: a[i++] as string });
    else lines.push({ sign: '+', text: b[j++] as string });
  }
  return lines;
}
