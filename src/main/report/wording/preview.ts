// What a preview leaves out, and what is found only when the report is written.
import { grouped, plural } from '../../../shared/text.ts';

export const PREVIEW = {
  box: (shown: number, all: number): string =>
    shown === all
      ? 'Preview. Nothing was verified for it.'
      : `Preview. Of ${plural(all, 'exhibit')} the first ${grouped(shown)} are shown, and nothing was verified for it.`,
  namesOf: (records: number): string =>
    `Names to be hidden were looked for in the records of the first ${grouped(records)} exhibits alone: the written report may hide more.`,
  cut: 'The preview ends this section here. The written report has all of it.',
  notVerified: 'Told when the report is written.',
  whenWritten: 'The case is verified when the report is written. What that finds stands here.',
  root: 'computed when the report is written',
  throwAwaySalt:
    'The case has no salt for redacted reports yet: it is made when the first one is written. What stands in ‹ › here will have other names there.',
};
