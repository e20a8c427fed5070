// `trailcase s3 scope`: what is in a bucket, before anything is fetched.
import type { S3Choice, S3Scope } from '../../shared/s3.ts';
import { bytesText, grouped } from '../../shared/text.ts';
import { spansText } from '../acquire/s3/empty-days.ts';
import { type Command, type ExitStatus, type Invocation, numberOption, option, usage } from './command.ts';
import { withMfaCode } from './mfa-code.ts';
import { terminalText } from './output.ts';
import { ACCESS_HELP, ACCESS_OPTIONS, accessOf, CHOICE_HELP, CHOICE_OPTIONS, choiceOf } from './s3-options.ts';

export const s3Command: Command = {
  name: 's3',
  usage: 'scope s3://BUCKET/PREFIX [--account ID] [--log-region NAME] [--from DAY] [--to DAY] [--categories LIST] [--requests N]',
  summary: 'say what of CloudTrail is in a bucket, by list requests only, before anything is fetched',
  help: [
    '--requests N      list requests at most (default 1000): what they do not reach is estimated, and said to be',
    '--request-log FILE  write a line for every request made; no case has a record of them',
    ...ACCESS_HELP,
    ...CHOICE_HELP,
  ],
  options: { ...ACCESS_OPTIONS, ...CHOICE_OPTIONS, 'request-log': { type: 'string' } },
  async run(invocation) {
    const [word, address, more] = invocation.positionals;
    if (word !== 'scope' || address === undefined || more !== undefined) throw usage('s3 takes scope and one address', s3Command);
    return await scopeAddress(invocation, address, s3Command);
  },
};

/** Looks at an address and tells. Errors: USAGE, S3_*. */
export async function scopeAddress({ values, output, signal }: Invocation, address: string, command: Command): Promise<ExitStatus> {
  const choice = choiceOf(values, command);
  const requestLog = option(values, 'request-log');
  const budget = numberOption(values, 'requests', command);
  // Loaded only here: with AWS's SDK, it is larger than all the rest.
  const { scopeAt } = await import('../jobs/s3-scope.ts');
  const access = await withMfaCode(accessOf(values));
  const scope = await scopeAt(address, { access, choice, ...(budget !== undefined && { budget }), requestLog, signal });
  if (output.json) await output.object(scope);
  else await output.write(describe(scope, choice));
  return 0;
}

/** Places told one by one, and days of each. */
const TOLD_PLACES = 200;
const TOLD_DAYS = 12;

/** As in acquire/s3/bucket.ts, which comes with AWS's SDK. */
const ARCHIVES: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);
const ARCHIVED = ': archived, and not to be had before they are restored';

function amount({ objects, bytes, exact }: { objects: number; bytes: number; exact: boolean }): string {
  return `${exact ? '' : 'about '}${grouped(objects)} object${objects === 1 ? '' : 's'}, ${bytesText(bytes)}`;
}

function describe(scope: S3Scope, choice: S3Choice): string {
  const { bucket, prefix, region, identity, places, totals, requests, versions } = scope;
  const lines = [
    `s3://${terminalText(bucket)}/${terminalText(prefix)}${region ? `, in ${region}` : ''}; asked as ${identity ?? 'nobody known to STS'}`,
  ];
  let account = '';
  for (const place of places.slice(0, TOLD_PLACES)) {
    const here = `${place.root}AWSLogs/${place.organization ? `${place.organization}/` : ''}${place.account}`;
    if (here !== account) lines.push(terminalText(here));
    account = here;
    const span = place.first === null ? '' : `, ${place.first} to ${place.last}`;
    const trails = place.trails.length > 0 ? `, of ${place.trails.map(terminalText).join(', ')}` : '';
    const beside = place.beside ? ', from beside the address' : '';
    lines.push(`  ${place.region.padEnd(15)} ${place.category.padEnd(10)} ${amount(place)}${span}${trails}${beside}`);
    for (const day of place.days.slice(0, TOLD_DAYS)) lines.push(`    ${day.day.padEnd(12)} ${amount(day)}`);
    if (place.empty?.length) lines.push(`    ${'none'.padEnd(12)} of ${spansText(place.empty, TOLD_DAYS)}`);
    if (place.days.length > TOLD_DAYS) lines.push(`    … and ${grouped(place.days.length - TOLD_DAYS)} more: --json names them`);
  }
  if (places.length > TOLD_PLACES) lines.push(`… and ${grouped(places.length - TOLD_PLACES)} more places: --json names them`);
  // Where nothing is of what was chosen, a note says so.
  if (places.length === 0 && choice.everything) lines.push('everything below the prefix');
  else if (places.length === 0 && scope.notes.length === 0)
    lines.push(
      totals.objects > 0 ? 'no place of CloudTrail’s: an import takes every object below the prefix' : 'nothing is below the prefix',
    );
  lines.push(`total    ${amount(totals)}`);
  for (const { name, objects, bytes } of scope.storageClasses)
    lines.push(`  ${name.padEnd(20)} ${grouped(objects)} listed, ${bytesText(bytes)}${ARCHIVES.has(name) ? ARCHIVED : ''}`);
  lines.push(
    versions === null
      ? `versions not known: ${scope.versionsRefused}`
      : `versions ${grouped(versions.noncurrent)} not current, ${grouped(versions.deleteMarkers)} delete markers among what was listed`,
  );
  const others = scope.others.slice(0, TOLD_DAYS).map(terminalText).join(', ');
  const cut = scope.others.length + scope.othersCut - TOLD_DAYS;
  if (others !== '') lines.push(`others   ${others}${cut > 0 ? `, and ${grouped(cut)} more` : ''}: not CloudTrail's, left out`);
  for (const note of scope.notes.slice(0, TOLD_DAYS)) lines.push(`note     ${terminalText(note)}`);
  if (!scope.complete) lines.push('The look ended before every folder was seen: give it more with --requests, or name a longer prefix.');
  lines.push(
    `requests ${grouped(requests.made)} made; an import takes ${requests.exact ? '' : 'about '}${grouped(requests.lists)} lists and ${grouped(requests.gets)} gets`,
  );
  return `${lines.join('\n')}\n`;
}
