// Tables of text for people.

/** Rows of cells as lines: the first `right` columns are numbers, the last may be of any length. */
export function aligned(rows: readonly (readonly string[])[], right = 0): string[] {
  const widths = (rows[0] as readonly string[]).map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const cell = (text: string, column: number): string =>
    column < right ? text.padStart(widths[column] as number) : column === widths.length - 1 ? text : text.padEnd(widths[column] as number);
  return rows.map((row) => row.map(cell).join('  '));
}
