// An empty answer of a command: the structure for --json, and sentences on stderr for everyone else. stdout stays as it is.

import type { EmptyAnswer } from '../../shared/empty.ts';
import { emptyWords, plainSentence } from '../../shared/empty-words.ts';
import { and, type TermNode } from '../../shared/filter/tree.ts';
import { parseFilter, printTree } from '../../shared/filter.ts';
import type { Attestation } from '../../shared/integrity.ts';
import { grouped } from '../../shared/text.ts';
import { isoUtc } from '../../shared/time.ts';
import type { ReadConnection } from '../case/open.ts';
import { explainEmpty } from '../query/empty/explain.ts';
import { Attestations } from '../verify/attestations.ts';
import { comparedItems, judgeCase } from '../verify/digests/gather.ts';
import type { Invocation } from './command.ts';
import type { NothingFound } from './empty.ts';
import { terminalText } from './output.ts';

/** Digests, and bytes of logs as delivered, up to which they are judged for the sake of an empty answer. */
const FEW_DIGESTS = 2000;
const SMALL_BYTES = 32_000_000;

/**
 * Why nothing was found. Without --json it is told on stderr as well.
 * Errors: CANCELLED.
 */
export async function explained(
  db: ReadConnection,
  { output, signal }: Pick<Invocation, 'output' | 'signal'>,
  { filter, from = null, to = null, search }: NothingFound,
): Promise<EmptyAnswer> {
  const question = { filter: withTimes(filter, from, to), search: search ?? null, attestation: judgedHere(db) };
  const answer = await explainEmpty(db, question, { signal });
  if (!output.json) {
    // After what the command itself wrote.
    await output.flush();
    for (const line of linesOf(answer)) output.warn(terminalText(line));
  }
  return answer;
}

/** --from and --to as terms of the filter. */
function withTimes(filter: string, from: number | null, to: number | null): string {
  const parsed = parseFilter(filter);
  if ('problem' in parsed) return filter;
  const terms: TermNode[] = [];
  if (from !== null) terms.push({ kind: 'term', field: 'after', value: written(from) });
  if (to !== null) terms.push({ kind: 'term', field: 'before', value: written(to) });
  return printTree(and([parsed.tree, ...terms]));
}

/** The years that a filter takes; an offset may lead out of them. */
const EARLIEST = Date.UTC(1000, 0);
const LATEST = Date.UTC(9999, 11, 31);

function written(ms: number): string {
  return isoUtc(Math.min(Math.max(ms, EARLIEST), LATEST));
}

function linesOf(answer: EmptyAnswer): string[] {
  const { headline, consequence, tries, sections } = emptyWords(answer);
  const lines = [`${headline} ${consequence}`];
  for (const { label, filter, count } of tries) lines.push(`  ${label}: ${grouped(count)} – ${filter === '' ? 'no filter' : filter}`);
  for (const { title, covered, sentences } of sections)
    lines.push(`${title}${covered ? `: ${covered.word}` : ''}`, ...sentences.map((sentence) => `  ${plainSentence(sentence)}`));
  if (answer.attestation.state === 'notJudged') lines.push('  trailcase verify judges them.');
  return lines;
}

/** What the digests of a small case say, judged with the keys in its evidence; null where that would take long. */
function judgedHere(db: ReadConnection): Attestation | null {
  const digests = db.prepare("SELECT count(*) FROM evidence WHERE kind = 'digest'").pluck().get() as number;
  if (digests === 0 || digests > FEW_DIGESTS) return null;
  const bytes = db.prepare('SELECT sum(size) FROM evidence WHERE id IN (SELECT value FROM json_each(?))').pluck();
  if ((bytes.get(JSON.stringify(comparedItems(db))) as number) > SMALL_BYTES) return null;
  const attestations = new Attestations(db);
  attestations.take(judgeCase(db, []));
  return attestations.whole();
}
