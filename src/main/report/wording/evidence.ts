// The evidence inventory, and the kinds of items.
import { plural } from '../../../shared/text.ts';

export const EVIDENCE = {
  intro:
    'An item is one file as it was delivered, named by the SHA-256 of its bytes. Two files with the same bytes are one item found at two places. The list is in order of the hash.',
  notKept:
    'Of items marked “no” the bytes are not in the case file: they were hashed and listed only. Their hashes can be compared with the original files.',
  sources: 'Sources: where the evidence came from',
  sourceHeads: ['Source', 'Path as given', 'Acquired', 'By, with'],
  kinds: { folder: 'folder', file: 'file', s3: 'bucket', 's3-record': 'bucket record', 'aws-api': 'AWS service' } as Record<string, string>,
  items: 'Items',
  heads: ['No.', 'Kind', 'Bytes', 'Kept', 'Records', 'Problems'],
  secondHead: 'SHA-256, exhibits from it, and where it was found (source: path)',
  altered: (n: number) =>
    `Of ${plural(n, 'item')} the stored bytes no longer have the SHA-256 under which they were imported. They are marked ✖ below, with the hash that the bytes have now. The hash in the list is that of the import, not of these bytes.`,
  alteredItem: 'The stored bytes no longer have this SHA-256. They have now:',
  alteredHidden: 'The stored bytes no longer have the SHA-256 under which they were imported.',
  unreadableNow: 'they cannot be read',
  yes: 'yes',
  no: 'no',
  none: 'The case has no evidence.',
  unread: 'Files that were met and could not be read',
  unreadText: 'No bytes of these are in the case and no hash of them is known.',
  unreadHeads: ['Source', 'Path', 'Why'],
};

export const KINDS: Record<string, string> = {
  log: 'CloudTrail log',
  insight: 'CloudTrail Insights log',
  digest: 'CloudTrail digest (AWS’s signed list of log files)',
  sidecar: 'S3 metadata of a file (.head.json)',
  keys: 'AWS public keys',
  config: 'Configuration of a trail',
  sign: 'Sign file of a query export',
  unknownJson: 'JSON that was not recognised',
  unknownCsv: 'CSV that was not recognised',
  notCloudTrail: 'Not CloudTrail',
  unreadable: 'Could not be read: damaged, or of a kind that is not opened',
};
