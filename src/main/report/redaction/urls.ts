// Addresses of pages and files on other computers, each as one thing: its host, who logs in there, and what stands behind the host. That may name anything: buckets
// and objects where the host is that of S3, otherwise it is shown only where names, resources and free text all are.
import { awsNameOf, hostOf, ipOf } from './addresses.ts';
import type { Span } from './spans.ts';
import { isVocabulary } from './vocabulary.ts';

const URL_FORM = /(?<![\p{L}\p{N}])[a-z][a-z0-9+.-]{1,20}:\/\/(?<authority>[^\s/?#"'<>\\|]*)(?<rest>[/?#][^\s"'<>|]*)?/giu;
/** Without a scheme: a host whose name has dots, or an address, and a path. */
const BARE =
  /(?<![\p{L}\p{N}_.@/:-])(?<authority>(?:[\p{L}\p{N}_-]{1,63}\.){1,8}[\p{L}\p{N}-]{2,24}(?::\d{1,5})?)(?<rest>\/(?!\d{1,3}(?![\p{L}\p{N}]))[^\s"'<>|]*)/gu;
const UNC = /(?<!\\)\\\\(?<host>[\w.-]{2,253})\\(?<rest>[^\s"'<>|]*)/g;
/** `git@host:group/project.git` */
const REMOTE = /(?<![\w.@/-])[\w.-]{1,64}@(?<host>[\w.-]{2,253}):(?!\/\/|\d{1,5}(?!\w))(?<rest>[\w~./][^\s"'<>|]*)/g;

const LOCAL: ReadonlySet<string> = new Set(['localhost', '']);
/** What ends a sentence, or what stands around an address. */
const AFTER = /[.,;:!?)\]}]+$/;

/** One address, with a scheme that is shown. */
export function isUrl(text: string): boolean {
  return /^(?:https?|wss?|s?ftps?|file|ssh|git|tcp|udp|tls|ldaps?|smtps?|imaps?|s3[an]?|gs|hdfs|docker|oci|redis|amqps?|mongodb(?:\+srv)?|postgres(?:ql)?|mysql|mariadb|mssql|jdbc|odbc):\/\/\S*$/i.test(
    text,
  );
}

export function urlsIn(text: string): Span[] {
  const found: Span[] = [];
  if (text.includes('://'))
    for (const { index, groups, 0: all } of text.matchAll(URL_FORM)) {
      const { authority = '', rest = '' } = groups ?? {};
      if (/^s3[an]?:/i.test(all)) continue;
      const from = index + all.length - rest.length - authority.length;
      found.push(...authorityOf(authority, from), ...behind(hostIn(authority).host, rest, from + authority.length, text));
    }
  if (/[\p{L}\p{N}]\.[\p{L}\p{N}-]{2,24}(?::\d{1,5})?\//u.test(text))
    for (const { index, groups } of text.matchAll(BARE)) {
      const { authority = '', rest = '' } = groups ?? {};
      // `requestParameters.name/x`, `2.15.0/x`: a version, a field, and no host.
      if (!/^[\d.:]+$/.test(authority) || ipOf(hostIn(authority).host) !== null)
        found.push(...behind(hostIn(authority).host, rest, index + authority.length, text));
    }
  if (text.includes('\\\\'))
    for (const { 0: all, index, groups } of text.matchAll(UNC)) {
      const { host = '', rest = '' } = groups ?? {};
      if (/^\d|^[a-z]$/i.test(host) && ipOf(host) === null) continue;
      found.push(spanOf(index + 2, host, 'host', hostOf(host)));
      if (rest !== '') found.push(spanOf(index + all.length - rest.length, rest, 'path'));
    }
  if (/@[\w.-]+:[\w~./]/.test(text))
    for (const { 0: all, index, groups } of text.matchAll(REMOTE)) {
      const { host = '', rest = '' } = groups ?? {};
      const path = rest.replace(AFTER, '');
      found.push(spanOf(index + all.length - rest.length - 1 - host.length, host, 'host', hostOf(host)));
      if (path !== '') found.push(spanOf(index + all.length - rest.length, path, 'path'));
    }
  return found;
}

function spanOf(from: number, part: string, kind: string, value = part): Span {
  return { from, to: from + part.length, kind, value };
}

/** Without who logs in, and without the port. */
function hostIn(authority: string): { host: string; from: number } {
  const from = authority.lastIndexOf('@') + 1;
  const host = authority.slice(from).replace(/:\d{0,5}$/, '');
  return { host, from };
}

function authorityOf(authority: string, at: number): Span[] {
  const found: Span[] = [];
  const { host, from } = hostIn(authority);
  const user = from > 0 ? (authority.slice(0, from - 1).split(':')[0] as string) : '';
  if (user !== '' && !isVocabulary(user)) found.push(spanOf(at, user, 'user', user));
  const name = host.replace(AFTER, '');
  // An address is found by its form, a customer's label in a name of AWS's as well.
  const isFound = LOCAL.has(name.toLowerCase()) || name.startsWith('[') || ipOf(name) !== null || awsNameOf(name) !== null;
  if (!isFound && !/^[*.$(){}-]*$/.test(name)) found.push(spanOf(at + from, name, 'host', hostOf(name)));
  return found;
}

/** What stands behind a host. @param text all of it: a key of S3 may go on behind a blank */
function behind(host: string, rest: string, from: number, text: string): Span[] {
  if (/(?:^|\.)s3[.-][a-z0-9.-]*amazonaws\.com(?:\.cn)?$|(?:^|\.)s3\.amazonaws\.com$/i.test(host)) return behindS3(host, rest, from, text);
  const part = rest.replace(AFTER, '');
  const path = part.slice(1);
  if (path === '' || isPlain(part)) return [];
  return [spanOf(from + 1, path, 'path')];
}

/** `/saml/login`, `/v1/`: words that tell nothing. */
function isPlain(part: string): boolean {
  return part
    .slice(1)
    .split('/')
    .every((word) => word === '' || /^v\d{1,2}$/.test(word) || isVocabulary(word));
}

function behindS3(host: string, rest: string, from: number, text: string): Span[] {
  const query = rest.search(/[?#]/);
  const path = query < 0 ? withMore(rest, text, from) : rest.slice(0, query);
  const found: Span[] = [];
  // The bucket is a label of the host, or the first part of the path.
  const isLabelled = !/^s3[.-]/i.test(host);
  const slash = isLabelled ? 0 : path.indexOf('/', 1);
  const bucket = isLabelled ? '' : path.slice(1, slash < 0 ? undefined : slash);
  const key = slash < 0 ? '' : path.slice(slash + 1);
  if (bucket !== '') found.push(spanOf(from + 1, bucket, 'bucket', bucket.toLowerCase()));
  if (key !== '') found.push(spanOf(from + slash + 1, key, 'object'));
  if (query >= 0 && query + 1 < rest.length) found.push(spanOf(from + query + 1, rest.slice(query + 1), 'path'));
  return found;
}

/** Words behind a key that are looked at. */
const MOST_WORDS = 6;

/**
 * A key of S3, or the name of an alarm, may hold blanks: it goes on as long as a word soon comes that has a divider of folders or ends like a file; in quotes, to
 * the closing one.
 * @param part as it was found, up to a blank; @param from where it begins in the text
 */
export function withMore(part: string, text: string, from: number, start = from): string {
  const end = from + part.length;
  const quote = /["'`]/.test(text[start - 1] ?? '') ? (text[start - 1] as string) : null;
  if (quote !== null) {
    const close = text.indexOf(quote, end);
    if (close >= 0 && close - end <= 300 && !text.slice(end, close).includes('\n')) return text.slice(from, close);
  }
  let at = end;
  let last = end;
  for (let words = 0; words < MOST_WORDS && text[at] === ' '; words++) {
    const word = /^ [^\s"'<>]*/.exec(text.slice(at, at + 200))?.[0] ?? '';
    if (/arn:|:\/\//i.test(word) || word.length < 2) break;
    at += word.length;
    const plain = word.replace(AFTER, '');
    if (/\//.test(plain) || /\.[a-z][a-z0-9]{0,4}$/i.test(plain)) last = at - (word.length - plain.length);
  }
  return last === end ? part.replace(/[.)\]}]+$/, '') : text.slice(from, last);
}
