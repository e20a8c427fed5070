// ARNs: their form stays, so that a reader sees what kind of thing is meant; the account and the names in them are hidden piece by piece.
import { isRegion } from './aws-names.ts';
import { type Kind, resourceKind } from './kinds.ts';
import type { Span } from './spans.ts';
import { withMore } from './urls.ts';
import { isVocabulary } from './vocabulary.ts';

const ARN = /\barn:([\w*-]*):([\w.*-]*):([\w.*-]*):([^:\s"'<>,]*):([^\s"'<>,;]*)/gi;

/** What the names in an ARN of IAM and STS are, by the word before them. */
const NAMES: Readonly<Record<string, readonly Kind[]>> = {
  user: ['user'],
  role: ['role'],
  'assumed-role': ['role', 'session'],
  'federated-user': ['user'],
  mfa: ['user'],
  u2f: ['user'],
  sts: ['user'],
};

/** @param whole the text is one ARN and nothing else: blanks and commas belong to it */
export function arnsIn(text: string, whole = false): Span[] {
  if (!/arn:/i.test(text)) return [];
  const found: Span[] = [];
  for (const match of text.matchAll(ARN)) {
    const [all, partition = '', service = '', region = '', account = '', rest = ''] = match;
    // The end of a sentence or of a pair of brackets is not part of it.
    const isOnly = whole && match.index === 0;
    const at = match.index + all.length - rest.length;
    // Names of IAM hold no blanks; those of objects and alarms may.
    const resource = isOnly
      ? text.slice(at)
      : /^(?:iam|sts)$/i.test(service)
        ? rest.replace(/[.)\]}]+$/, '')
        : withMore(rest, text, at, match.index);
    let from = match.index + 'arn:'.length;
    if (!/^(?:aws[a-z-]*|\*|)$/.test(partition)) found.push(spanOf(from, partition, 'resource'));
    from += partition.length + 1 + service.length + 1;
    if (region !== '' && region !== '*' && !isRegion(region)) found.push(spanOf(from, region, 'resource'));
    from += region.length + 1;
    if (/^\d{12}$/.test(account)) found.push(spanOf(from, account, 'account'));
    else if (!/^(?:aws|aws-managed|cloudfront|third-party|\*|)$/.test(account)) found.push(spanOf(from, account, 'account'));
    from += account.length + 1;
    if (account === 'aws' && service === 'iam') continue;
    found.push(...partsOf(resource, service.toLowerCase(), from));
  }
  return found;
}

function spanOf(from: number, text: string, kind: Kind): Span {
  return { from, to: from + text.length, kind, value: text };
}

function partsOf(resource: string, service: string, from: number): Span[] {
  if (service === 's3') {
    const slash = resource.indexOf('/');
    const bucket = slash < 0 ? resource : resource.slice(0, slash);
    const key = slash < 0 ? '' : resource.slice(slash + 1);
    return [...(isOpen(bucket) ? [] : [spanOf(from, bucket, 'bucket')]), ...(isOpen(key) ? [] : [spanOf(from + slash + 1, key, 'object')])];
  }
  const parts = resource.split(/([:/])/);
  const type = (parts[0] as string).toLowerCase();
  const isNames = service === 'iam' || service === 'sts' || service === 'identitystore' || service === 'sso';
  const names = isNames ? (NAMES[type] ?? [resourceKind(type)]) : null;
  const found: Span[] = [];
  let at = from;
  // The part before the first separator is a type where something follows it.
  const hasType = parts.length > 1 && (isVocabulary(type) || isNames);
  const count = parts.filter((_, i) => i % 2 === 0).length - 1;
  for (const [i, part] of parts.entries()) {
    const place = i / 2;
    if (i % 2 === 0 && !isOpen(part) && !(place === 0 && hasType) && !(isNames && part === 'root' && count === 0)) {
      // The last names are what the type says; what stands before them is a path.
      const kind =
        names === null ? kindOf(service, hasType ? type : '') : (names.at(Math.max(0, names.length - 1 - (count - place))) as Kind);
      found.push(spanOf(at, part, kind));
    }
    at += part.length;
  }
  return found;
}

function kindOf(service: string, type: string): Kind {
  return resourceKind(type !== '' ? type : (BARE[service] ?? 'resource'));
}

/** What an ARN without a type names. */
const BARE: Readonly<Record<string, string>> = { sns: 'topic', sqs: 'queue' };

/** Nothing, everything, or a version: no name. */
function isOpen(text: string): boolean {
  return /^[*?]*$/.test(text) || /^\$LATEST$|^v?\d{1,3}$/.test(text);
}
