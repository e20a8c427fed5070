// An export of CloudWatch Logs to S3: lines of a time and the record.
import type { LineShape } from './shape.ts';

const PREFIX = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z\s+(?=\{\s*")/;

export const logExport: LineShape = {
  name: 'log-export',
  amongOthers: true,
  recognise: (line) => PREFIX.exec(line)?.[0].length ?? null,
};
