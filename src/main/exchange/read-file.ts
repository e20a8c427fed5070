// Reads an exchange file that another examiner wrote, and refuses what is damaged, of another kind, or of other evidence.
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { TrailcaseError } from '../../shared/errors.ts';
import { EXCHANGE_FORMAT, EXCHANGE_VERSION, ExchangeContent } from '../../shared/exchange.ts';
import { FindingBody, FindingId, ReviewBody, StorylineBody } from '../../shared/findings.ts';
import { annotationProblem, contentHash } from './content.ts';

const LONGEST_FILE = 256 * 1024 * 1024;

export interface ExchangeFile {
  content: ExchangeContent;
  /** Of the file, lower-case hex. */
  sha256: string;
}

/** @param root of the case that takes it over. Errors: ANNOTATIONS_UNREADABLE, ANNOTATIONS_OTHER_EVIDENCE. */
export function readExchange(path: string, root: string): ExchangeFile {
  const bytes = readBytes(path);
  const { content: raw, sha256 } = parsed(bytes, path);
  // Before anything goes through it by calling itself.
  if (isDeep(raw)) throw unreadable(path, 'its values stand in one another deeper than in any such file');
  const head = (raw ?? {}) as { format?: unknown; version?: unknown; evidenceRoot?: unknown };
  if (head.format !== EXCHANGE_FORMAT) throw unreadable(path, 'it holds no annotations of Trailcase');
  if (head.version !== EXCHANGE_VERSION)
    throw unreadable(path, `it is of version ${JSON.stringify(head.version)}, which this Trailcase does not know`);
  if (sha256 !== contentHash(raw))
    throw unreadable(path, 'its content does not have the SHA-256 that it states: it was changed or cut after it was written');
  const read = ExchangeContent.safeParse(raw);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw unreadable(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  // In the form in which they are stored: compared with what is here by it.
  const work = read.data.work.map((one) => {
    const value = jsonOf(one.body);
    return { ...one, body: (isDeep(value) ? undefined : JSON.stringify(value)) ?? one.body };
  });
  const from = read.data.from.trim() || 'unnamed';
  const content = { ...read.data, from, work };
  if (content.evidenceRoot !== root) {
    throw new TrailcaseError(
      'ANNOTATIONS_OTHER_EVIDENCE',
      `${path} speaks of other evidence: it was written for the evidence root ${content.evidenceRoot}, and this case has ${root}`,
      'Open the case with the same evidence files, or import what is missing there or here, and export again.',
    );
  }
  checkVersions(content, path);
  return { content, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A single version that cannot be understood stops all: taking over half of what someone said would misquote them. */
function checkVersions({ annotations, work }: ExchangeContent, path: string): void {
  for (const [i, annotation] of annotations.entries()) {
    const problem = annotationProblem(annotation);
    if (problem) throw unreadable(path, `annotation ${i + 1}: ${problem}`);
  }
  for (const [i, { kind, subject, body, author }] of work.entries()) {
    const value = jsonOf(body);
    const good = isDeep(value)
      ? false
      : kind === 'finding'
        ? FindingId.safeParse(subject).success && FindingBody.safeParse(value).success
        : kind === 'storyline'
          ? subject === '' && StorylineBody.safeParse(value).success
          : ReviewBody.safeParse(value).success && // Nobody's mark but the author's own.
            subject === `${(value as ReviewBody).finding} ${author}`;
    if (!good) throw unreadable(path, `version ${i + 1} of a ${kind} is not one that this Trailcase can read`);
  }
}

/** Values within values, at most: those of this format are fewer. */
const DEEPEST = 32;

function isDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    const next: unknown[] = [];
    for (const one of level) if (typeof one === 'object' && one !== null) for (const held of Object.values(one)) next.push(held);
    level = next;
  }
  return false;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readBytes(path: string): Buffer {
  try {
    if (statSync(path).size > LONGEST_FILE) throw new Error('it is larger than any such file');
    return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, (cause as Error).message);
  }
}

function parsed(bytes: Buffer, path: string): { content?: unknown; sha256?: unknown } {
  // Some programs begin a text with a byte order mark.
  const value = jsonOf(bytes.toString('utf8').replace(/^\uFEFF/, ''));
  if (value === undefined) throw unreadable(path, 'it is no JSON: it may be cut');
  return typeof value === 'object' && value !== null ? value : {};
}

function unreadable(path: string, why: string): TrailcaseError {
  return new TrailcaseError(
    'ANNOTATIONS_UNREADABLE',
    `${path} cannot be taken over: ${why.replace(/\.$/, '')}`,
    'Ask for the file again; nothing was changed.',
  );
}
