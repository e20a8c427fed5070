// `trailcase finding`: adds a finding, changes one, cites events in it, or takes it away; each time a new version.
import { TrailcaseError } from '../../shared/errors.ts';
import { EMPTY_FINDING, FindingBody } from '../../shared/findings.ts';
import type { CaseFile } from '../case/case-file.ts';
import { recordAt } from '../case/event-rows.ts';
import { findingMissing, shownVersion, versionsOfFinding } from '../case/findings.ts';
import { checkedFinding, citeEvents, putFinding } from '../case/findings-writer.ts';
import { openCase } from '../jobs/open-case.ts';
import { type Command, casePath, choice, type ExitStatus, option, usage } from './command.ts';
import { partsOf, refuseSurplus, writtenOut } from './finding-input.ts';
import { terminalText } from './output.ts';
import { jsonFrom } from './stdin.ts';

const ACTS: readonly string[] = ['add', 'edit', 'cite', 'remove', 'restore'];
const SIDES = ['supporting', 'contradicting'] as const;

export const findingCommand: Command = {
  name: 'finding',
  usage:
    'CASE add [--from FILE] | CASE edit ID [--from FILE] | CASE cite ID EVENT… [--side SIDE] [--reason TEXT] | CASE remove ID | CASE restore ID',
  summary: 'write a finding: its body is JSON on standard input; every change is a new version',
  help: [
    'add                 a new finding; of its body only the title is needed',
    'edit ID             what the body names is changed, the rest stays',
    'cite ID EVENT…      adds events, by the ids that `trailcase events` lists',
    'remove ID           takes it away; its versions stay',
    'restore ID          brings back what was taken away',
    '--from FILE         the body from a file instead of standard input',
    `--side SIDE         ${SIDES.join(' or ')} (otherwise supporting)`,
    '--reason TEXT       why these events are cited',
    'The body is described in docs/findings.md: title, severity, confidence, state, reason, narrative, questions, techniques, supporting, contradicting, entities.',
    'Short forms: "techniques": ["T1098.001"], "supporting": ["EVENT"].',
  ],
  options: { from: { type: 'string' }, side: { type: 'string' }, reason: { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const { values, output } = invocation;
    // `-` says that the body comes from standard input, which it does anyway; and the act may stand before the case.
    const words = invocation.positionals.filter((word) => word !== '-');
    const positionals = ACTS.includes(words[0] ?? '') ? [words[1] ?? '', words[0], ...words.slice(2)] : words;
    const path = casePath({ ...invocation, positionals: positionals as string[] }, findingCommand);
    const [, act, id, ...ids] = positionals as string[];
    const from = option(values, 'from') ?? '-';
    const known =
      act === 'add' ? id === undefined : (act === 'edit' || act === 'remove' || act === 'restore' || act === 'cite') && id !== undefined;
    if (!known || ids.length > 0 !== (act === 'cite'))
      throw usage('Say add, edit ID, cite ID EVENT…, remove ID or restore ID', findingCommand);
    const side = choice(values, 'side', SIDES, 'supporting', findingCommand);
    const given = act === 'add' || act === 'edit' ? await jsonFrom(from, findingCommand) : {};
    const file = openCase(path);
    try {
      const written = write(file, { act: act as string, id: id ?? null, given, ids, side, reason: option(values, 'reason') ?? '' });
      if (output.json) await output.object({ id: written });
      else await output.line(terminalText(written));
      return 0;
    } finally {
      file.close();
    }
  },
};

interface Act {
  act: string;
  id: string | null;
  given: unknown;
  ids: readonly string[];
  side: (typeof SIDES)[number];
  reason: string;
}

function write(file: CaseFile, { act, id, given, ids, side, reason }: Act): string {
  if (id === null) return putFinding(file, { id, body: mended(file, EMPTY_FINDING, given), seen: null, removed: false }).id;
  const versions = versionsOfFinding(file.db, id);
  if (versions.length === 0) throw findingMissing(id);
  const { body, removed } = shownVersion(versions);
  if (removed && (act === 'cite' || act === 'edit'))
    throw new TrailcaseError(
      'FINDING_INVALID',
      `The finding ${id} was taken away`,
      `Bring it back first: trailcase finding CASE restore ${id}`,
    );
  if (act === 'cite') {
    refuseLost(file, ids);
    citeEvents(file, { id, side, ids, reason });
    return id;
  }
  return putFinding(file, { id, body: act === 'edit' ? mended(file, body, given) : body, seen: null, removed: act === 'remove' }).id;
}

/** Errors: EVENT_MISSING. */
function refuseLost(file: CaseFile, ids: readonly string[]): void {
  const lost = ids.find((one) => recordAt(file.db, one) === null);
  if (lost !== undefined) throw new TrailcaseError('EVENT_MISSING', `The case has no event ${lost}`);
}

/**
 * The body with what was given in place of what was there; what no finding has is a mistake, and not passed over, and so is an event that the case lacks,
 * unless it was cited already. Errors: FINDING_INVALID, EVENT_MISSING.
 */
function mended(file: CaseFile, body: FindingBody, given: unknown): FindingBody {
  const parts = writtenOut(file.db, partsOf(given, 'finding', Object.keys(EMPTY_FINDING)));
  const { questions } = parts;
  const isFrame = typeof questions === 'object' && questions !== null && !Array.isArray(questions);
  const whole = { ...body, ...parts, ...(isFrame && { questions: { ...body.questions, ...questions } }) };
  const next = checkedFinding(whole);
  refuseSurplus(whole, FindingBody.parse(whole), 'finding');
  const cited = new Set(sidesOf(body));
  refuseLost(
    file,
    sidesOf(next).filter((id) => !cited.has(id)),
  );
  return next;
}

const sidesOf = ({ supporting, contradicting }: FindingBody): string[] => [...supporting, ...contradicting].map(({ id }) => id);
