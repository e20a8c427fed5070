// Checks a report that was written earlier against a case: what the custody log notes of it, whether the case gives the same bytes again, and where that
// cannot be, each of its parts on its own. Changes nothing in the case.
import { createHash } from 'node:crypto';
import type { VerifySummary } from '../../shared/domain.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import type { ReportCheck, ReportOptions } from '../../shared/report.ts';
import { CHAIN_START } from '../case/custody.ts';
import { caseZone, readFacts } from '../case/facts.ts';
import { momentNow } from '../case/moment.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { neededSalt, redactionSalt } from '../case/redaction-salt.ts';
import { eventsManifest } from '../case/roots.ts';
import { canonicalJson } from '../exchange/content.ts';
import { type ReportControl, writeReport } from '../report/document.ts';
import { Keyed } from '../report/redaction/keyed.ts';
import { standardRedactions } from '../report/redaction/standard.ts';
import { sectionsOf } from '../report/templates.ts';
import { Comparison, type Difference, Differs } from '../report-check/compare.ts';
import { type KeysOfReport, keysOfReport } from '../report-check/key-files.ts';
import { CustodyLog, type Noted } from '../report-check/noted.ts';
import { type OneByOne, oneByOne } from '../report-check/one-by-one.ts';
import { ReportFile } from '../report-check/report-file.ts';
import { type SignatureAsked, signatureLine } from '../report-check/signed.ts';
import { strangeAt } from '../report-check/strange.ts';
import { AGAIN, CASE, NOTED, PARTS, QUESTIONS, STATE } from '../report-check/words.ts';
import { type Judgement, judgedByItem } from '../verify/digests/items.ts';
import type { KeyFile } from '../verify/key-files.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { TOOL } from '../version.ts';
import { breathe, type JobControl } from './progress.ts';
import { sectionProgress } from './report-job.ts';

interface CheckRequest extends SignatureAsked {
  /** Of the case. */
  path: string;
  /** Of the report: HTML or PDF. */
  file: string;
  /** Of a redacted report that the case did not note; null otherwise. */
  options: ReportOptions | null;
  /** AWS's public keys, beside those in the evidence: those with which the report was written. */
  keys: readonly KeyFile[];
}

type Line = ReportCheck['lines'][number];
type Verdict = Line['verdict'];

/** Errors: REPORT_UNREADABLE, CANCELLED, and those of opening a case. */
export async function checkReportFile(request: CheckRequest, control: JobControl): Promise<{ check: ReportCheck; judgement: Judgement }> {
  const file = new ReportFile(request.file);
  try {
    const known = keysAtHand(file, request);
    const { summary, judgement, cancelled } = await verifyCase(request.path, control, { keys: known.keys });
    if (cancelled) throw new TrailcaseError('CANCELLED', 'The check was cancelled');
    const db = openForReading(request.path);
    try {
      db.prepare('BEGIN').run();
      const check = await new Check(file, db, { ...request, known }, summary, judgement, control).run();
      return { check, judgement };
    } finally {
      db.close();
    }
  } finally {
    file.close();
  }
}

function keysAtHand(file: ReportFile, { path, keys }: CheckRequest): KeysOfReport {
  const db = openForReading(path);
  try {
    // Of another case nothing is compared.
    if (readFacts(db).caseId !== file.identity.caseId) return { keys: [...keys], complete: true, line: null };
    return keysOfReport(file.identity, keys, db);
  } finally {
    db.close();
  }
}

class Check {
  private readonly file: ReportFile;
  private readonly db: ReadConnection;
  private readonly request: CheckRequest & { known: KeysOfReport };
  private readonly verification: VerifySummary;
  private readonly judgement: Judgement;
  private readonly control: JobControl;
  private readonly log: CustodyLog;
  private readonly lines: Line[] = [];

  constructor(
    file: ReportFile,
    db: ReadConnection,
    request: CheckRequest & { known: KeysOfReport },
    verification: VerifySummary,
    judgement: Judgement,
    control: JobControl,
  ) {
    this.file = file;
    this.db = db;
    this.request = request;
    this.verification = verification;
    this.judgement = judgement;
    this.control = control;
    this.log = new CustodyLog(db);
  }

  async run(): Promise<ReportCheck> {
    const { identity, path, sha256, kind } = this.file;
    const facts = readFacts(this.db);
    const isOfCase = identity.caseId === facts.caseId;
    this.say(
      QUESTIONS.caseOf,
      isOfCase ? 'holds' : 'differs',
      isOfCase ? STATE.sameCase(facts.caseId) : STATE.otherCase(identity.caseId, facts.caseId),
    );
    let ok = false;
    if (isOfCase) {
      const noted = this.log.noted(sha256);
      this.sayNoted(noted, caseZone(this.db));
      const hasState = this.hasState();
      if (this.request.known.line) this.lines.push(this.request.known.line);
      const again = hasState ? await this.again(noted) : 'differs';
      if (kind === 'pdf') this.sayPages(noted?.isUnbroken === true);
      else if (again !== 'holds') await this.parts(again === 'differs');
      const signature = signatureLine(this.file, this.verification.seals, this.request);
      if (signature) this.lines.push(signature);
      // Of a PDF only its own hash speaks for its pages.
      const isSigned = this.request.fingerprint !== null && signature?.verdict === 'holds';
      const isShown = isSigned || noted?.isUnbroken === true || (kind === 'html' && again === 'holds');
      ok = isShown && this.lines.every(({ verdict }) => verdict !== 'differs');
      this.sayCase();
    }
    return {
      path,
      sha256,
      ok,
      entry: identity.entry,
      exhibits: identity.exhibits,
      lines: this.lines,
    };
  }

  private say(what: string, verdict: Verdict, reason: string): void {
    this.lines.push({ what, verdict, reason });
  }

  private sayNoted(noted: Noted | null, zone: string): void {
    if (noted === null) this.say(QUESTIONS.noted, 'unknown', NOTED.no);
    else if (!noted.isUnbroken) this.say(QUESTIONS.noted, 'differs', NOTED.broken(noted.entry.seq));
    else this.say(QUESTIONS.noted, 'holds', NOTED.yes(noted.entry.seq, noted.entry.at, zone));
  }

  /** Whether the case has the custody entry that the report tells of. */
  private hasState(): boolean {
    const { entry, head, redacted } = this.file.identity;
    const hash = entry === 0 ? CHAIN_START : this.log.at(entry)?.hash;
    const verdict = (verdict: Verdict, reason: string): boolean => {
      this.say(QUESTIONS.entry, verdict, reason);
      return verdict === 'holds';
    };
    if (entry === 0 && this.log.rows.length > 0) return verdict('differs', STATE.notEmpty(this.log.rows.length));
    if (hash === undefined) return verdict('differs', STATE.lacks(entry, this.log.rows.at(-1)?.seq ?? 0));
    if (redacted && redactionSalt(this.db) === null) return verdict('unknown', STATE.noSalt);
    const expected = redacted ? this.commitment(hash) : hash;
    return expected === head ? verdict('holds', STATE.has(entry)) : verdict('differs', STATE.otherHead(entry));
  }

  /** Writes the report again and compares. */
  private async again(noted: Noted | null): Promise<Verdict> {
    const say = (verdict: Verdict, reason: string): Verdict => {
      this.say(QUESTIONS.again, verdict, reason);
      return verdict;
    };
    const options = this.options(noted);
    if (typeof options === 'string') return say(options === AGAIN.contradictory ? 'differs' : 'unknown', options);
    if (!this.request.known.complete) return say('unknown', AGAIN.keysWanting);
    const { entry, tool } = this.file.identity;
    let difference: Difference | 'other' | 'statement' | null;
    try {
      difference = await this.difference(options);
    } catch (error) {
      if (!(error instanceof TrailcaseError) || error.code === 'CANCELLED') throw error;
      if (error.code === 'REPORT_STATE_GONE') return say('unknown', AGAIN.gone(error.message));
      // This version never wrote one with a section that it does not have.
      const isImpossible = error.code === 'REPORT_SECTION_UNKNOWN' && tool === TOOL;
      return say(isImpossible ? 'differs' : 'unknown', AGAIN.failed(error.message));
    }
    if (difference === null) return say('holds', this.file.kind === 'pdf' ? AGAIN.samePrinted(entry) : AGAIN.same(entry));
    const words = difference === 'other' ? AGAIN.otherPrinted : difference === 'statement' ? AGAIN.onlyStatement : inWords(difference);
    if (this.log.isUnsettledAt(entry)) return say('unknown', `${words} ${AGAIN.unsettled}`);
    if (tool === TOOL) return say('differs', words);
    const wasHere = this.log.rows.some((row) => row.seq <= entry && row.tool === tool);
    return wasHere
      ? say('unknown', `${words} ${AGAIN.otherTool(tool, TOOL)}`)
      : say('differs', `${words} ${AGAIN.neverHere(tool)} ${AGAIN.otherTool(tool, TOOL)}`);
  }

  /** With which options the report was written; a sentence where that is not known or cannot be. */
  private options(noted: Noted | null): ReportOptions | string {
    const { identity } = this.file;
    const at = this.log.at(identity.entry)?.at ?? null;
    const settled = (options: ReportOptions): ReportOptions => ({
      ...options,
      asOf: identity.entry === 0 ? null : identity.entry,
      statedTime: options.statedTime ?? at,
    });
    if (!identity.redacted) {
      const { options } = identity;
      const fits = options !== null && options.redaction === null && canonicalJson(options) === canonicalJson(settled(options));
      return fits ? options : AGAIN.contradictory;
    }
    if (identity.options !== null) return AGAIN.contradictory;
    const known = [this.request.options, noted?.options ?? null].filter((one) => one !== null).map(settled);
    const isThese = (one: ReportOptions): boolean => this.commitment(canonicalJson(one)) === identity.optionsCommitment;
    // The commitment is keyed with the case's salt: only who holds the case can try what is usual.
    const found = known.find(isThese) ?? standardRedactions().map(settled).find(isThese);
    return found ?? (known.length === 0 ? AGAIN.unknownOptions : AGAIN.otherOptions);
  }

  /** As this case commits to it in a redacted report. */
  private commitment(text: string): string {
    return new Keyed(neededSalt(this.db)).commitment(text);
  }

  /** `other`: of a PDF, whose text is known by its hash only; `statement`: only what the file says of itself. */
  private async difference(options: ReportOptions): Promise<Difference | 'other' | 'statement' | null> {
    const control: ReportControl = {
      options,
      judged: judgedByItem(this.judgement),
      ...sectionProgress(this.control),
      ...this.control,
    };
    if (this.file.kind === 'pdf') {
      const hash = createHash('sha256');
      await writeReport(this.db, this.verification, (text) => hash.update(text, 'utf8'), control);
      return hash.digest('hex') === this.file.printedFrom ? null : 'other';
    }
    const comparison = new Comparison(this.file, this.file.identity.tool === TOOL ? null : this.file.statement);
    try {
      await writeReport(this.db, this.verification, comparison.write, control);
      comparison.end();
    } catch (error) {
      if (!(error instanceof Differs)) throw error;
    }
    return comparison.difference ?? (comparison.isOtherStatement ? 'statement' : null);
  }

  /**
   * Each exhibit and each custody entry on its own.
   * @param differs the bytes differ: then nothing that can be seen is said to hold
   */
  private async parts(differs: boolean): Promise<void> {
    const { identity } = this.file;
    if (identity.redacted) {
      this.say(QUESTIONS.exhibits, 'unknown', PARTS.redacted);
      return;
    }
    const strange = strangeAt(this.file);
    const found = await oneByOne(this.file, this.db, this.control);
    const mustHave = sectionIds(identity.options);
    const mayHold: Verdict = differs ? 'unknown' : 'holds';
    const tellsExhibits = found.exhibits > 0 || mustHave.has('exhibits');
    if (found.wrongExhibits.length > 0) this.say(QUESTIONS.exhibits, 'differs', PARTS.wrongExhibits(found.wrongExhibits, found.cut));
    else if (found.exhibits !== identity.exhibits && tellsExhibits)
      this.say(QUESTIONS.exhibits, 'differs', PARTS.otherCount(found.exhibits, identity.exhibits));
    else if (strange !== null) this.say(QUESTIONS.exhibits, identity.tool === TOOL ? 'differs' : 'unknown', PARTS.strange(strange));
    else if (found.exhibits === 0) this.say(QUESTIONS.exhibits, mayHold, PARTS.noExhibits);
    else this.say(QUESTIONS.exhibits, mayHold, differs ? PARTS.exhibitsWithin(found.exhibits) : PARTS.exhibits(found.exhibits));
    if (found.wrongEntries.length > 0) this.say(QUESTIONS.entries, 'differs', PARTS.wrongExhibits(found.wrongEntries, found.cut));
    else if (found.entries !== identity.entry && (found.entries > 0 || mustHave.has('custody')))
      this.say(QUESTIONS.entries, 'differs', PARTS.fewerEntries(found.entries, identity.entry));
    else if (found.entries > 0) this.say(QUESTIONS.entries, strange === null ? mayHold : 'unknown', PARTS.entries(found.entries));
    if (found.unreadableFrom !== null) this.say(QUESTIONS.again, 'differs', PARTS.unreadable(found.unreadableFrom));
    await this.sayEvents(found, strange === null ? mayHold : 'unknown');
    if (found.evidenceRoot === null) return;
    const root = this.log.evidenceRootAt(identity.entry);
    if (found.manyRoots) this.say(QUESTIONS.roots, 'differs', PARTS.manyRoots);
    else if (root === null) this.say(QUESTIONS.roots, 'unknown', PARTS.noRoot);
    else if (root === found.evidenceRoot) this.say(QUESTIONS.roots, strange === null ? mayHold : 'unknown', PARTS.root);
    else this.say(QUESTIONS.roots, 'differs', PARTS.otherRoot);
  }

  private async sayEvents({ eventsRoot: stated, manyRoots }: OneByOne, mayHold: Verdict): Promise<void> {
    if (stated === null || manyRoots) return;
    const { entry } = this.file.identity;
    const items = this.log.itemsAt(entry);
    if (items === null || this.log.isDerivedAnewSince(entry)) this.say(QUESTIONS.events, 'unknown', PARTS.eventsUnknown);
    else if ((await this.eventsRootAt(items)) === stated) this.say(QUESTIONS.events, mayHold, PARTS.events);
    else this.say(QUESTIONS.events, 'differs', PARTS.otherEvents);
  }

  /** @param items how many evidence items count: of the events nothing else does */
  private async eventsRootAt(items: number): Promise<string> {
    const root = createHash('sha256');
    for (const lines of eventsManifest(this.db, { ...momentNow(this.db), evidence: items })) {
      root.update(lines);
      await breathe();
      if (this.control.signal?.aborted) throw new TrailcaseError('CANCELLED', 'The check was cancelled');
    }
    return root.digest('hex');
  }

  private sayPages(areNoted: boolean): void {
    this.say(QUESTIONS.pages, areNoted ? 'holds' : 'unknown', areNoted ? PARTS.pagesNoted : PARTS.pages);
  }

  private sayCase(): void {
    const { ok, items = [] } = this.verification;
    const [first] = items;
    if (ok) this.say(QUESTIONS.case, 'holds', CASE.holds);
    else this.say(QUESTIONS.case, 'differs', CASE.contradicted(items.length, first ? `${first.kind} ${first.key}: ${first.reason}` : ''));
  }
}

function inWords({ offset, place, file, case: ours, isCut, isLonger }: Difference): string {
  if (isCut) return AGAIN.cut(place, offset);
  return isLonger ? AGAIN.more(offset) : AGAIN.differs(place, offset, file, ours);
}

/** Of a report written with these options; none where they name what there is not. */
function sectionIds(options: ReportOptions | null): ReadonlySet<string> {
  try {
    return new Set(options === null ? [] : sectionsOf(options).map(({ id }) => id));
  } catch {
    return new Set();
  }
}
