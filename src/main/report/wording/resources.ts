// What exhibits did with the resources that their records name.
import { plural } from '../../../shared/text.ts';

export const RESOURCES = {
  intro:
    'What the calls of the exhibits did with the things that their records name: buckets, instances, users, policies. It is read from the records. Whether a call reached its aim stands beside it: a refused call changed nothing.',
  heads: ['Resource', 'What was done to it', 'Exhibits'],
  none: 'The exhibits name no resource.',
  outcome: { done: '', denied: 'tried, and denied', failed: 'tried, and failed' },
  done: 'done',
  disputed: 'so by one delivery of the event; another says otherwise',
  disputedOf: 'so by one delivery of the event; another says otherwise:',
  sharedOthers: 'by another delivery of the event:',
  sharedTitle: 'Made accessible to others',
  sharedText:
    'Exhibits whose call lets others reach data, or writes a copy for them. That data was in fact taken, such a call does not tell.',
  sharedMany: 'There are too many such exhibits to read their records here: see the exhibits.',
  sharedHeads: ['When', 'What the call does', 'Exhibits'],
  only: 'Only what exhibits did is listed. Other events of the case may have touched the same resources: “trailcase resources CASE NAME” lists them.',
  usedTitle: 'Named, but not themselves the aim',
  usedIntro:
    'These resources are named by exhibits as what was listed or used: the role that was taken on, the key pair of a new instance.',
  unnamed: 'Exhibits whose record names no resource:',
  unread: (n: number) => `The records of ${plural(n, 'file')} could not be read for it.`,
  namedTitle: 'Named by findings',
  namedNot: 'no exhibit names it',
  untold: 'other resources, too many to be told apart',
};
