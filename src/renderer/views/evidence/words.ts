// Names of what evidence items and verdicts are called on screen.
import type { Finding, ItemKind } from '../../../shared/domain.ts';

export const KIND_WORDS: Record<ItemKind, string> = {
  log: 'log',
  insight: 'insight log',
  container: 'container',
  digest: 'digest',
  sidecar: 'sidecar',
  keys: 'public keys',
  config: 'trail configuration',
  sign: 'signature',
  unknownJson: 'other JSON',
  unknownCsv: 'other CSV',
  notCloudTrail: 'not CloudTrail',
  unreadable: 'unreadable',
};

export const KIND_PLURALS: Record<ItemKind, string> = {
  log: 'Logs',
  insight: 'Insight logs',
  container: 'Containers',
  digest: 'Digests',
  sidecar: 'Sidecars',
  keys: 'Public keys',
  config: 'Trail configurations',
  sign: 'Signatures',
  unknownJson: 'Other JSON',
  unknownCsv: 'Other CSV',
  notCloudTrail: 'Not CloudTrail',
  unreadable: 'Unreadable',
};

/** Each verdict with its sign: never colour alone. */
export const VERDICT_WORDS: Record<Finding['verdict'], { sign: string; word: string; tone: 'invalid' | 'missing' }> = {
  altered: { sign: '✖', word: 'altered', tone: 'invalid' },
  differing: { sign: '✖', word: 'differing', tone: 'invalid' },
  broken: { sign: '✖', word: 'broken', tone: 'invalid' },
  invalid: { sign: '✖', word: 'invalid', tone: 'invalid' },
  unverifiable: { sign: '?', word: 'unverifiable', tone: 'missing' },
  unattested: { sign: '?', word: 'unattested', tone: 'missing' },
  missing: { sign: '∅', word: 'missing', tone: 'missing' },
  extra: { sign: '∅', word: 'extra', tone: 'missing' },
};
