// What AWS's digests say of the open case, kept as it was last judged, and the questions that the window asks of it.
// Nothing of this is stored in the case: a verdict is worth as much as the moment at which it was reached.
import type { Statement } from 'better-sqlite3';
import type { Args, Result } from '../../shared/channels.ts';
import type { Attestation } from '../../shared/integrity.ts';
import type { ReadConnection } from '../case/open.ts';
import { overviewOf } from './digests/chains.ts';
import { type JudgedItem, type Judgement, judgedByItem, worstFirst } from './digests/items.ts';
import { countsOf, numberOf } from './findings.ts';

interface Kept {
  judgement: Judgement;
  at: number;
  /** All verdicts, worst first. */
  ordered: JudgedItem[];
  byKey: Map<string, JudgedItem>;
}

export class Attestations {
  private readonly pathOf: Statement;
  private kept: Kept | null = null;
  private forgotten = 0;

  constructor(db: ReadConnection) {
    this.pathOf = db
      .prepare('SELECT f.path FROM evidence e JOIN found_at f ON f.evidence = e.id WHERE e.sha256 = ? ORDER BY f.id LIMIT 1')
      .pluck();
  }

  /** To be asked before judging begins, and given with its outcome. */
  get state(): number {
    return this.forgotten;
  }

  /** @param state what `state` was as the judging began: if evidence was added since, the outcome is of less than there is, and dropped */
  take(judgement: Judgement, state = this.forgotten, at = Date.now()): void {
    if (state !== this.forgotten) return;
    this.kept = { judgement, at, ordered: worstFirst(judgement), byKey: judgedByItem(judgement) };
  }

  /** Evidence was added: what was judged is no longer all. */
  forget(): void {
    this.forgotten++;
    this.kept = null;
  }

  /** All of it. The same object until it is judged anew. */
  get judgement(): Judgement | null {
    return this.kept?.judgement ?? null;
  }

  whole(): Attestation | null {
    if (!this.kept) return null;
    const { judgement, at } = this.kept;
    const { digests, logs, chains, keys, keysAbsent, attestation } = judgement;
    return {
      at,
      digests: countsOf(digests),
      logs: { ...countsOf(logs), unattested: numberOf(logs, 'unattested') },
      attestation,
      chains: chains.map(overviewOf),
      keys,
      keysAbsent,
    };
  }

  items({ verdicts, chain, offset, limit }: Args<'integrity.items'>): Result<'integrity.items'> {
    const of = (this.kept?.ordered ?? []).filter((item) => chain === null || item.chain === chain);
    const counts: Record<string, number> = {};
    for (const { verdict } of of) counts[verdict] = (counts[verdict] ?? 0) + 1;
    const wanted = of.filter(({ verdict }) => (verdicts.length === 0 ? verdict !== 'valid' : verdicts.includes(verdict)));
    const rows = wanted
      .slice(offset, offset + limit)
      .map(({ kind, key, verdict, reason }) => ({ kind, key, verdict, reason, path: this.path(key) }));
    return { total: wanted.length, counts, rows };
  }

  digests({ chain, from, to, limit }: Args<'integrity.digests'>): Result<'integrity.digests'> {
    const links = this.kept?.judgement.chains.find(({ id }) => id === chain)?.links ?? [];
    const touching = links.filter((link) => link.to > from && link.from < to);
    return { total: touching.length, spans: touching.slice(0, limit) };
  }

  item(sha256: string): Result<'integrity.item'> {
    const found = this.kept?.byKey.get(sha256);
    if (!found) return { judged: null, digest: null };
    const { kind, key, verdict, reason, digest } = found;
    return { judged: { kind, key, verdict, reason }, digest };
  }

  /** Where an item was found; an object that is missing has no place but its key. */
  private path(key: string): string | null {
    return /^[0-9a-f]{64}$/.test(key) ? ((this.pathOf.get(Buffer.from(key, 'hex')) as string | undefined) ?? null) : null;
  }
}
