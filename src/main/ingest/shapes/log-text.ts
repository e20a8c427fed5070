// Output of `aws logs filter-log-events --output text`: columns of an event in order of their names, the record behind the name of its stream.
// That of `get-log-events` has fewer: lookup-text.ts. Source: AWS CLI, awscli/text.py.
import type { LineShape } from './shape.ts';

const BEFORE = /^EVENTS\t(?:[^\t{]*\t){2,4}(?=\{\s?")/;

export const logText: LineShape = {
  name: 'log-text',
  recognise: (line) => BEFORE.exec(line)?.[0].length ?? null,
  goesOn: true,
  besides: /^SEARCHEDLOGSTREAMS(?:\t|$)/,
};
