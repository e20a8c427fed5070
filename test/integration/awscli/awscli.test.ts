// Trailcase beside the AWS CLI: Debian's package awscli runs its own `cloudtrail validate-logs` over the same archives, intact and
// altered. Where the two differ, a scenario names the difference and why; one that is not named, or no longer there, fails.
import { beforeAll, describe, expect, test } from 'vitest';
import type { VerifySummary } from '../../../src/shared/domain.ts';
import { caseOf, verified } from '../../helpers/cases.ts';
import { cliJson } from '../../helpers/cli-here.ts';
import { Archive } from './archive.ts';
import { installed, isExpected, type Package, type Validated, validateLogs } from './aws-cli.ts';
import { compare, findings } from './compare.ts';
import { type Scenario, WHY } from './reasons.ts';
import { chains } from './scenarios/chains.ts';
import { digests } from './scenarios/digests.ts';
import { keys } from './scenarios/keys.ts';
import { logs } from './scenarios/logs.ts';

const INTACT: Scenario = { title: 'the whole sample, intact: two accounts, three regions', places: ['AWSLogs'], change: () => {} };
const SCENARIOS = [INTACT, ...logs, ...digests, ...chains, ...keys];

/** Cases made and verified at a time: that takes most of the time of this file. */
const AT_ONCE = 2;

interface Judged {
  path: string;
  summary: VerifySummary;
}

const awscli = installed();
if (awscli) describe(`beside the AWS CLI ${awscli.version}`, () => comparison(awscli));
else {
  test("the AWS CLI's validation did not run here: Debian's package awscli is not installed", () => {
    process.stderr.write(`NOT RUN: ${SCENARIOS.length} comparisons with the AWS CLI's validation, for want of Debian's package awscli.\n`);
    // Where apt offers it to root, `npm test` installs it: there its absence would hide what this file is for.
    expect(isExpected(), 'apt offers awscli here: node scripts/system-libraries.mjs installs it').toBe(false);
  });
}

function comparison({ python, files }: Package): void {
  const archives = new Map<string, Archive>();
  const judged = new Map<string, Promise<Judged>>();
  let validated: Validated;

  beforeAll(async () => {
    for (const { title, places, change } of SCENARIOS) {
      const archive = new Archive(places);
      change(archive);
      archives.set(title, archive);
    }
    let free: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
    for (const [title, { folder }] of archives) {
      const [turn, ...others] = free;
      const judgement = (turn as Promise<unknown>).then(() => judge(folder));
      judged.set(title, judgement);
      // A failure is told by the test that waits for it.
      free = [...others, judgement.catch(() => {})];
    }
    validated = await validateLogs(python, Object.fromEntries([...archives].map(([title, archive]) => [title, archive.asBuckets()])));
    await Promise.all(free);
  }, 300_000);

  test("the code that ran is the package's own", () => {
    expect(files).toContain(validated.module);
  });

  test.each(SCENARIOS)('$title', async ({ title, same = [], differing = {} }) => {
    const archive = archives.get(title) as Archive;
    const { summary } = await (judged.get(title) as Promise<Judged>);
    const found = compare(archive, validated.archives[title] ?? [], summary);
    expect({ same: found.same, differing: found.differing }).toEqual({
      same: [...same].sort(),
      differing: Object.keys(differing).sort(),
    });
    // Where nothing is to be said, both called every file valid, and not for lack of files.
    if (same.length + Object.keys(differing).length === 0) expect(found.valid).toBe(archive.files().length);
  });

  test('the command line lists what was compared here', async () => {
    const { path, summary } = await (judged.get('a digest: deleted') as Promise<Judged>);
    const { value } = await cliJson(['verify', path, '--details']);
    expect(findings(value)).toEqual(findings(summary));
    expect(findings(value)).not.toEqual([]);
    expect([value.digests, value.logs, value.gaps]).toEqual([summary.digests, summary.logs, summary.gaps]);
  });

  test('every scenario has a title, and every reason a difference, of its own', () => {
    expect(archives.size).toBe(SCENARIOS.length);
    const used = new Set(SCENARIOS.flatMap(({ differing = {} }) => Object.values(differing)));
    expect([...used].sort()).toEqual(Object.values(WHY).sort());
  });
}

async function judge(folder: string): Promise<Judged> {
  const { path } = await caseOf([folder]);
  return { path, summary: await verified(path) };
}
