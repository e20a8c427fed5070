// Output of `aws cloudtrail lookup-events --output text`: columns of an event in order of their names, the record second, or first where no event has an access key;
// below it lines of what it was done to. Source: AWS CLI, awscli/text.py.
import type { LineShape } from './shape.ts';

const BEFORE = /^EVENTS\t(?:[^\t{]*\t)?(?=\{\s?")/;

export const lookupText: LineShape = {
  name: 'lookup-text',
  recognise: (line) => BEFORE.exec(line)?.[0].length ?? null,
  goesOn: true,
  besides: /^(?:RESOURCES|NEXTTOKEN)(?:\t|$)/,
};
