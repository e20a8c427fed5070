// Log files that were altered, added or taken away; the digests are as AWS signed them.
import { appendFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Archive, type At, REGION } from '../archive.ts';
import { type Scenario, WHY } from '../reasons.ts';

const OTHER_HASH = "log 0 | INVALID: hash value doesn't match | invalid";
const NO_FORMAT = 'log 0 | INVALID: invalid format | invalid';
const NOT_FOUND = 'log 0 | INVALID: not found | missing';

/** The place of log 0 under another name: delivered in the same minute. */
function sibling(archive: Archive): At {
  const { bucket, key } = archive.log(0);
  return { bucket, key: key.replace(/_[A-Za-z0-9]{16}\.json/, '_AAAAAAAAAAAAAAAA.json') };
}

export const logs: readonly Scenario[] = [
  {
    title: 'a log: one word changed',
    change: (a) => a.edit(a.log(0), (text) => text.replace('eu-central-1', 'eu-central-2')),
    same: [OTHER_HASH],
  },
  {
    // Each file is intact, and one that its digest names is no longer there.
    title: 'a log: replaced by a copy of the next one',
    change: (a) => a.write(a.log(0), a.bytes(a.log(1))),
    same: [OTHER_HASH],
  },
  {
    title: 'two logs: each in the place of the other',
    change: (a) => {
      const bytes = a.bytes(a.log(0));
      a.write(a.log(0), a.bytes(a.log(1)));
      a.write(a.log(1), bytes);
    },
    same: ["log 0-1 | INVALID: hash value doesn't match | invalid"],
  },
  {
    title: 'a log: compressed again',
    change: (a) => a.write(a.log(0), gzipSync(a.content(a.log(0)), { level: 1 })),
  },
  { title: 'a log: deleted', change: (a) => a.remove(a.log(0)), same: [NOT_FOUND] },
  {
    title: 'a log: renamed',
    change: (a) => a.move(a.log(0), sibling(a), 'the renamed log'),
    same: [NOT_FOUND],
    differing: { 'the renamed log | - | unattested': WHY.unnamedLog },
  },
  {
    title: "a log: moved to another region's folder",
    change: (a) => a.move(a.log(0), { ...a.log(0), key: a.log(0).key.replace(`/${REGION}/`, '/eu-west-1/') }, 'the moved log'),
    same: [NOT_FOUND],
    differing: { 'the moved log | - | unattested': WHY.unnamedLog },
  },
  {
    title: 'a log: added, which no digest names',
    change: (a) => {
      a.call(sibling(a).key, 'the added log');
      a.write(sibling(a), gzipSync(a.content(a.log(0)).toString('utf8').replace('eu-central-1', 'eu-central-2')));
    },
    differing: { 'the added log | - | unattested': WHY.unnamedLog },
  },
  {
    title: 'a log: without its gzip wrapper',
    change: (a) => a.write(a.log(0), a.content(a.log(0))),
    differing: { 'log 0 | INVALID: invalid format | valid': WHY.lostWrapper },
  },
  {
    title: 'a log: without its gzip wrapper, and named so',
    change: (a) => {
      const unwrapped = { ...a.log(0), key: a.log(0).key.replace(/\.gz$/, '') };
      a.write(a.log(0), a.content(a.log(0)));
      a.move(a.log(0), unwrapped, 'the unwrapped log');
    },
    differing: { 'log 0 | INVALID: not found | -': WHY.lostWrapper, 'the unwrapped log | - | valid': WHY.lostWrapper },
  },
  {
    title: 'a log: text after the gzip data',
    change: (a) => appendFileSync(a.path(a.log(0)), 'more'),
    differing: { 'log 0 | valid | invalid': WHY.afterTheGzip },
  },
  {
    title: 'a log: zeros after the gzip data',
    change: (a) => appendFileSync(a.path(a.log(0)), Buffer.alloc(512)),
    differing: { 'log 0 | valid | invalid': WHY.afterTheGzip },
  },
  {
    title: 'a log: a second gzip member',
    change: (a) => appendFileSync(a.path(a.log(0)), gzipSync('{"Records":[]}')),
    differing: { 'log 0 | valid | invalid': WHY.afterTheGzip },
  },
  {
    title: 'a log: a second gzip member that is empty',
    change: (a) => appendFileSync(a.path(a.log(0)), gzipSync('')),
    differing: { 'log 0 | valid | invalid': WHY.afterTheGzip },
  },
  {
    title: 'a log: cut in its compressed data',
    change: (a) => a.write(a.log(0), a.bytes(a.log(0)).subarray(0, 300)),
    same: [OTHER_HASH],
  },
  {
    title: 'a log: cut before its checksum',
    change: (a) => a.write(a.log(0), a.bytes(a.log(0)).subarray(0, -8)),
    differing: { 'log 0 | valid | invalid': WHY.cutGzip },
  },
  {
    title: 'a log: another checksum',
    change: (a) => {
      const bytes = a.bytes(a.log(0));
      bytes.writeUInt32LE((bytes.readUInt32LE(bytes.length - 8) ^ 1) >>> 0, bytes.length - 8);
      a.write(a.log(0), bytes);
    },
    same: [NO_FORMAT],
  },
  { title: 'a log: some text in its place', change: (a) => a.write(a.log(0), 'no gzip at all'), same: [NO_FORMAT] },
  { title: 'a log: zeros in its place', change: (a) => a.write(a.log(0), Buffer.alloc(3000)), same: [NO_FORMAT] },
  { title: 'a log: an empty file in its place', change: (a) => a.write(a.log(0), ''), same: [OTHER_HASH] },
];
