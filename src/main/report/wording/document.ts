// Words around the sections: the title, the contents, volumes, and the margins of printed pages.
import { grouped } from '../../../shared/text.ts';

export const DOCUMENT = {
  untitled: 'Untitled case',
  contents: 'Contents',
};

/** `items 1 to 1,107`, `item 1` */
function span(one: string, from: number, to: number, many = `${one}s`): string {
  return from === to ? `${one} ${grouped(from)}` : `${many} ${grouped(from)} to ${grouped(to)}`;
}

export const PAGES = {
  redacted: 'REDACTED COPY: parts of this report are hidden. What stands in ‹ › stands in the place of something else.',
  redactedShort: 'REDACTED COPY',
  asOf: (entry: number, time: string) => `as of custody entry ${entry}, ${time}`,
  volumeText: (number: number, of: number, parts: readonly string[]) =>
    number === 1
      ? `This is volume 1 of ${of}. Its long lists go on in the volumes after it: it holds ${parts.join(', ')}.`
      : `This is volume ${number} of ${of}. It holds ${parts.join(', ')}; all other parts of the report are in volume 1.`,
  stretch: {
    exhibits: (from: number, to: number) => (to === 0 ? 'no exhibits' : span('exhibit', from, to)),
    evidence: (from: number, to: number) => `${span('item', from, to)} of the evidence inventory`,
    custody: (from: number, to: number) => `${span('entry', from, to, 'entries')} of the custody log`,
  },
  contentsOfVolume: 'Contents of this volume',
  elsewhere: 'The rest of the report',
  volumeOne: 'Volume 1: the cover, with the result of the verification; the contents of the whole report; all parts but these:',
  volumeHolds: (number: number, parts: readonly string[]) => `Volume ${number}: ${parts.join(', ')}`,
  inVolume: (volume: number) => ` (volume ${volume})`,
};

/** In the margins of a printed page. */
export const PRINTED = {
  volume: (number: number, of: number) => `Volume ${number} of ${of}`,
  page: 'page',
  of: 'of',
};
