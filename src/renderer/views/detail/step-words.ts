// How the bytes of a wrapped record are decoded, in words: one sentence per step of its address.

/** @param steps as in a public id, '' for none */
export function stepWords(steps: string): string[] {
  const parts = steps === '' ? [] : steps.split('/');
  return parts.map((step) => {
    const range = /^at:(\d+)\+(\d+)$/.exec(step);
    if (range) return `take ${range[2]} bytes from offset ${range[1]} of it`;
    const row = /^reduced:csv:(\d+)\+(\d+)$/.exec(step);
    if (row) return `it is a row of a table whose header stands at offset ${row[1]}, ${row[2]} bytes: a reduced copy`;
    const cells = /^reduced:cells:(\d+)\+(\d+)$/.exec(step);
    if (cells) return `it is a row of cells whose columns are named at offset ${cells[1]}, ${cells[2]} bytes: a reduced copy`;
    return WORDS[step] ?? step;
  });
}

const WORDS: Readonly<Record<string, string>> = {
  'json-string': 'the bytes are a JSON string: take its value',
  'csv-cell': 'the bytes are a cell of a table: take its value',
  base64: 'decode it from base64',
  gzip: 'decompress it with gzip',
  'reduced:lake': 'it is a row of a query result of CloudTrail Lake: a reduced copy',
  'reduced:row': 'it is a row of a query result, a column in each member: a reduced copy',
  'reduced:python': 'it is a record as Python prints it: a reduced copy',
  'reduced:lookup': 'it is an entry without its record: a reduced copy',
};
