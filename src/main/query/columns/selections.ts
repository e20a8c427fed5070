// From filter text to the set of events that it leaves. Sets are kept for a while, and so is what had to be read of records.
import { TrailcaseError } from '../../../shared/errors.ts';
import { parseFilter, printTree, problemInCase, type TermNode } from '../../../shared/filter.ts';
import type { JobControl } from '../../jobs/progress.ts';
import { type FilterContext, filterContext } from '../filter/context.ts';
import { asksSignIns, atMost, invalid, type Plan, planOf, rawKey, rawTerms } from '../filter/plan.ts';
import { matchRecords } from '../filter/record-match.ts';
import { type Bits, countBits, idsOf, noBits, setBit, unite, without } from './bits.ts';
import type { CaseEvents } from './case-events.ts';
import { restrict } from './evaluate.ts';
import type { FailedSignIns } from './failed-sign-ins.ts';

/** Events that a filter leaves. */
export interface Selection {
  bits: Bits;
  count: number;
  /** Hashes of items whose records were needed and could not be read, or not wholly: they were judged as records that say nothing. */
  unreadable: readonly string[];
}

/** Sets of events kept, and answers of terms that read records. */
const REMEMBERED = 24;

/** What is known of a term that needs the record. */
interface RawAnswer {
  term: TermNode;
  /** Records that were read. */
  read: Bits;
  /** Those of them that fulfil it, also while others are being read. */
  holds: Bits;
  /** Hashes of items that could not be read. */
  unreadable: Set<string>;
}

/** A filter, understood. */
interface Question {
  /** Its canonical form. */
  key: string;
  plan: Plan;
  /** Of its terms that need records. */
  answers: ReadonlyMap<string, RawAnswer>;
}

/** Records that have to be read for some terms. */
interface Work {
  terms: TermNode[];
  answers: RawAnswer[];
  wanted: Bits;
}

export class Selections {
  private readonly events: CaseEvents;
  private readonly selections = new Map<string, Selection>();
  private readonly answers = new Map<string, RawAnswer>();
  private context: FilterContext | null = null;

  constructor(events: CaseEvents) {
    this.events = events;
  }

  /** The investigator's work or a fact of the case changed: what depends on it is found anew. */
  forgetWork(): void {
    this.selections.clear();
    this.context = null;
  }

  /** All events. */
  everything(): Selection {
    return this.kept(this.understood(''));
  }

  /** What a filter leaves, if no record has to be read for it; else null. Errors: FILTER_INVALID, naming the column. */
  ready(text: string): Selection | null {
    const question = this.understood(text);
    const known = this.known(question);
    if (known) return known;
    const isToBeRead = this.signInsOf(question)?.isRead === false || this.workOf(question).terms.length > 0;
    return isToBeRead ? null : this.kept(question);
  }

  /**
   * What a filter leaves. Records that it needs are read, in workers where there are many.
   * Errors: FILTER_INVALID, naming the column; CANCELLED.
   */
  async select(text: string, control: JobControl = {}): Promise<Selection> {
    const question = this.understood(text);
    const known = this.known(question);
    if (known) return known;
    await this.signInsOf(question)?.read(control);
    const work = this.workOf(question);
    if (work.terms.length > 0) await this.read(work, control);
    return this.kept(question);
  }

  /** Of what a filter leaves, as much as is certain while its records are still being read. */
  sofar(text: string): Selection {
    return this.selectionOf(this.understood(text));
  }

  /** Those of a selection in a span of time, ms UTC, half-open; null where it is open. */
  within(selection: Selection, from: number | null, to: number | null): Selection {
    if (from === null && to === null) return selection;
    const bits = restrict(this.events, { kind: 'span', from, to }, selection.bits, noAnswers);
    return { ...selection, bits, count: countBits(bits) };
  }

  /** Those of a selection that have a time. */
  dated(selection: Selection): Selection {
    const { dated, all } = this.events;
    if (dated === all) return selection;
    const bits = restrict(this.events, { kind: 'dated' }, selection.bits, noAnswers);
    return { ...selection, bits, count: countBits(bits) };
  }

  private times(): FilterContext {
    this.context ??= filterContext(this.events.db);
    return this.context;
  }

  private understood(text: string): Question {
    const parsed = parseFilter(text);
    if ('problem' in parsed) throw invalid(parsed.problem.column, parsed.problem.message, parsed.problem.mend);
    const problem = problemInCase(parsed, this.times());
    if (problem) throw invalid(problem.column, problem.message, problem.mend);
    const plan = planOf(parsed.tree, this.times());
    return { key: printTree(parsed.tree), plan, answers: this.answersOf(rawTerms(plan)) };
  }

  private known({ key }: Question): Selection | undefined {
    return this.selections.get(key);
  }

  private evaluate({ plan, answers }: Question): Bits {
    return restrict(this.events, plan, this.events.all, (term, isBelowNot) => {
      const { read, holds } = answers.get(rawKey(term)) as RawAnswer;
      return isBelowNot ? unite(without(this.events.all, read), holds) : holds;
    });
  }

  private selectionOf(question: Question): Selection {
    const bits = this.evaluate(question);
    const unreadable = new Set([...question.answers.values()].flatMap((answer) => [...answer.unreadable]));
    const signIns = this.signInsOf(question);
    if (signIns?.isRead) for (const hash of signIns.all().unreadable) unreadable.add(hash);
    return { bits, count: countBits(bits), unreadable: [...unreadable].sort() };
  }

  /** The sign-ins, where a filter asks which of them failed. */
  private signInsOf({ plan }: Question): FailedSignIns | null {
    return asksSignIns(plan) ? this.events.failedSignIns() : null;
  }

  /** What has to be read for a filter, beside its sign-ins. */
  private workOf({ plan, answers }: Question): Work {
    const work: Work = { terms: [], answers: [], wanted: noBits(this.events.last) };
    if (answers.size === 0) return work;
    const candidates = restrict(this.events, atMost(plan), this.events.all, noAnswers);
    for (const answer of answers.values()) {
      const unread = without(candidates, answer.read);
      if (!unread.some((word) => word !== 0)) continue;
      work.terms.push(answer.term);
      work.answers.push(answer);
      unite(work.wanted, unread);
    }
    return work;
  }

  private async read({ terms, answers, wanted }: Work, control: JobControl): Promise<void> {
    const { db } = this.events;
    const { cancelled, unreadable } = await matchRecords(db, db.name, terms, idsOf(wanted), control, (term, records) => {
      const { holds } = answers[term] as RawAnswer;
      for (const record of records) setBit(holds, record);
    });
    if (cancelled) throw new TrailcaseError('CANCELLED', 'The filter was not finished');
    for (const answer of answers) {
      unite(answer.read, wanted);
      for (const hash of unreadable) answer.unreadable.add(hash);
    }
  }

  /** What is known of some terms, which are then the last to be forgotten. */
  private answersOf(terms: readonly TermNode[]): Question['answers'] {
    const { last } = this.events;
    const answers = new Map<string, RawAnswer>();
    for (const term of terms) {
      const key = rawKey(term);
      const answer = this.answers.get(key) ?? { term, read: noBits(last), holds: noBits(last), unreadable: new Set<string>() };
      answers.set(key, answer);
      this.answers.delete(key);
      this.answers.set(key, answer);
      dropOldest(this.answers);
    }
    return answers;
  }

  private kept(question: Question): Selection {
    const known = this.known(question);
    if (known) return known;
    const selection = this.selectionOf(question);
    this.selections.set(question.key, selection);
    dropOldest(this.selections);
    return selection;
  }
}

function noAnswers(): never {
  throw new Error('a plan that asks no record');
}

function dropOldest(kept: Map<string, unknown>): void {
  if (kept.size > REMEMBERED) kept.delete(kept.keys().next().value as string);
}
