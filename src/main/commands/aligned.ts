// Tables of text for people.

/** Rows of cells as lines: the first `right` columns are numbers, the last may be of any length. */
export function aligned(rows: readonly (readonly string[])[], right = 0): string[] {
  const widths = widthsOf(rows);
  const cell = (text: string, column: number): string =>
    column < right ? text.padStart(widths[column] as number) : column === widths.length - 1 ? text : text.padEnd(widths[column] as number);
  return rows.map((row) => row.map(cell).join('  '));
}

/** The longest cell of each column, in characters. There may be more rows than a call takes arguments. */
export function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const widths = (rows[0] as readonly string[]).map(() => 0);
  for (const row of rows)
    row.forEach((cell, column) => {
      if (cell.length > (widths[column] as number)) widths[column] = cell.length;
    });
  return widths;
}
