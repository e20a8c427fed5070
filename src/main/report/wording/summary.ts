// The summary in numbers.
import { grouped, plural } from '../../../shared/text.ts';

export const SUMMARY = {
  items: 'Evidence items',
  bytes: 'Size as delivered',
  bytesValue: (n: number) => `${plural(n, 'byte')}`,
  unread: 'Files met that could not be read',
  records: 'Records in the evidence',
  sum: (records: number, events: number, sightings: number, conflicts: number, problems: number) =>
    `${grouped(records)} = ${plural(events, 'event')} + ${plural(sightings, 'sighting')} + ${plural(conflicts, 'conflict')} + ${plural(problems, 'unreadable record')}`,
  sumText:
    'Every record is counted once. A sighting is the same event delivered again; a conflict is an event delivered again with different content.',
  first: 'First event',
  last: 'Last event',
  undated: 'Events without a readable time',
  accounts: 'AWS accounts',
  regions: 'AWS regions',
  exhibits: 'Exhibits in this report',
  exhibitsElsewhere: 'Exhibits of the case; they are not in this report',
  lost: 'Bookmarks without an event',
  problems: 'Problems',
  custody: 'Entries in the custody log',
  periodText: 'From the first to the last event that the files contain. It does not follow that the files cover the whole of that period.',
  kinds: 'Items by kind',
  kindHeads: ['Recognised as', 'Items', 'Bytes'],
};
