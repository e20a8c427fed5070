// What docs/exports.md tells readers of tables: the text of the evidence out of a cell.

/** Of a cell of CSV: one apostrophe is taken away at its beginning, and after each semicolon, tab and line break. */
export function textOfCell(cell: string): string {
  return cell.replace(/(?<=^|[;\t\r\n])'/g, '');
}

/** Of a cell of a workbook, as a program shows it: `_xHHHH_` is the character of that number. */
export function textOfWorkbook(cell: string): string {
  return cell.replace(/_x([0-9A-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
