// Whether such events are recorded, in sentences. Configuration is as of its capture: no sentence says what was configured at another time.
import type { EmptyAnswer, EmptyKind, Reason, Recorded, TrailFacts } from './empty.ts';
import { at, cut, events, link, type Sentence, when } from './empty-words-parts.ts';
import { grouped, plural } from './text.ts';

const RECORDED: Readonly<Record<Recorded, string>> = {
  recorded: 'records them',
  partly: 'records some of them',
  notRecorded: 'does not record them',
  contradictory: 'is described in two ways',
  unknown: 'is not described far enough to tell',
};

/** What trail configuration in the case says of the kinds of events that could answer. */
export function recordingSentences({ recording: r, zone }: EmptyAnswer): Sentence[] {
  const sentences: Sentence[] = r.kinds.flatMap((kind) => ofKind(kind, r.trails, zone));
  for (const { service, region, filter, count } of r.elsewhere)
    sentences.push([
      `AWS records ${cut(service)} in ${region}, wherever it was called from: there the filter gives `,
      link(events(count), filter),
      '.',
    ]);
  if (r.trails.length > 0) sentences.push([asOf(r.trails, zone)]);
  if (r.changes.count > 0)
    sentences.push([
      link(plural(r.changes.count, 'call'), r.changes.filter),
      ` in the logs may have changed what is recorded${when(r.changes, zone)}.`,
    ]);
  if (r.unassigned > 0)
    sentences.push([
      `${plural(r.unassigned, 'document')} of configuration ${r.unassigned === 1 ? 'does' : 'do'} not say which trail it is about, or cannot be read.`,
    ]);
  return sentences;
}

function ofKind(kind: EmptyKind, trails: readonly TrailFacts[], zone: string): Sentence[] {
  const sentences = [...assumptions(kind), inLogs(kind, zone), [conclusion(kind, kindName(kind))]];
  for (const { trail, recorded, reasons } of kind.trails) {
    const facts = trails.find(({ arn }) => arn === trail);
    if (facts) sentences.push([`${trailName(facts)} ${RECORDED[recorded]}${reasonWords(reasons, zone)}.`]);
  }
  return sentences;
}

/** What makes the filter one about events of this kind. */
function assumptions(kind: EmptyKind): Sentence[] {
  const { category, apis, assumed } = kind;
  if (category !== 'Management' && apis.length === 0)
    return [[`${capital(kindName(kind))} are recorded only where a trail is set to record them; by default none is.`]];
  if (category !== 'Management') {
    const are = apis.length === 1 ? 'is' : 'are';
    return [
      [`${listed(apis)} ${are} recorded only as ${kindName(kind, true)}, where a trail is set to record such events; by default none is.`],
    ];
  }
  if (assumed.length === 0) return [];
  const taken = assumed.length === 1 ? 'is taken for a management event' : 'are taken for management events';
  return [[`${listed(assumed)} ${taken}: the case has none of that name, and Trailcase knows no more of it.`]];
}

function listed(apis: readonly string[]): string {
  return apis.map(cut).join(', ');
}

function inLogs(kind: EmptyKind, zone: string): Sentence {
  const { count, filter } = kind.inLogs;
  // The filter names the account and the region where there is one of each.
  const asked = [...(/\baccountId:/.test(filter) ? ['account'] : []), ...(/\bawsRegion:/.test(filter) ? ['region'] : [])];
  const where = asked.length === 0 ? '' : ` of the asked ${asked.join(' and ')}`;
  const name = kindName(kind);
  if (count === 0) return ['The case has ', link(`no ${name}`, filter), `${where}.`];
  const counted = `${grouped(count)} ${count === 1 ? name.replace('events', 'event') : name}`;
  return ['The case has ', link(counted, filter), `${where}${when(kind.inLogs, zone)}.`];
}

function conclusion({ recorded, inLogs }: EmptyKind, name: string): string {
  switch (recorded) {
    case 'recorded':
      return `Trail configuration in the case records ${name}.`;
    case 'partly':
      return `Trail configuration in the case records only some ${name}, or only of some places or times.`;
    case 'notRecorded':
      return inLogs.count > 0
        ? `No trail whose configuration is in the case records ${name}; the logs have some all the same, so something recorded them then.`
        : `No trail whose configuration is in the case records ${name}: logs of theirs could not have shown it.`;
    case 'contradictory':
      return `Captures of trail configuration in the case contradict each other on ${name}: whether they were recorded is not known.`;
    case 'unknown':
      return `Whether ${name} were recorded is unknown: no trail configuration in the case says so. Outputs of describe-trails and get-event-selectors would.`;
  }
}

/** @param one `a data event of AWS::S3::Object` */
function kindName(kind: Pick<EmptyKind, 'category' | 'effect' | 'resourceType'>, one = false): string {
  const name = namesOf(kind);
  return one ? name.replace('events', 'event').replace(/^[aeiou]?/i, (first) => (first === '' ? 'a ' : `an ${first}`)) : name;
}

function namesOf({ category, effect, resourceType }: Pick<EmptyKind, 'category' | 'effect' | 'resourceType'>): string {
  const which = effect === null ? '' : effect === 'read' ? 'reading ' : 'writing ';
  switch (category) {
    case 'Management':
      return `${which}management events`;
    case 'Data':
      return resourceType === null ? `${which}data events` : `${which}data events of ${resourceType}`;
    case 'NetworkActivity':
      return 'network activity events';
    case 'Insight':
      return 'Insights events';
  }
}

function capital(text: string): string {
  return text.replace(/^./, (c) => c.toUpperCase());
}

function trailName({ arn, name, account, homeRegion, multiRegion }: TrailFacts): string {
  const what = arn.includes(':eventdatastore/') ? 'Event data store' : 'Trail';
  const regions = multiRegion === null ? `home region ${homeRegion}` : multiRegion ? 'all regions' : `${homeRegion} only`;
  return `${what} ${cut(name)} (${account}, ${cut(regions)})`;
}

/** `: its event selectors are not in the case; …`; '' where there is nothing to say. */
export function reasonWords(reasons: readonly Reason[], zone: string): string {
  const words = reasons.map((reason) => reasonOf(reason, zone)).filter((text) => text !== '');
  return words.length === 0 ? '' : `: ${words.join('; ')}`;
}

function reasonOf({ code: reason, values }: Reason, zone: string): string {
  const said = values.map(cut).join('; ');
  switch (reason) {
    case 'selected':
      return said;
    case 'byDefault':
      return 'it has no selectors of its own, so it records all management events and nothing else';
    case 'notSelected':
      return 'it does not select them';
    case 'excluded':
      return `it leaves out events of ${said}`;
    case 'narrowed':
      return said === '' ? 'not all of them' : `only where ${said}`;
    case 'selectorsMissing':
      return 'its event selectors are not in the case';
    case 'capturesDiffer':
      return 'captures of its configuration differ';
    case 'otherRegion':
      return `it records ${said} only`;
    case 'placeUnknown':
      return 'whether it records other regions than its own is not said';
    case 'organization':
      return 'it is an organization’s trail, and records the accounts of that organization';
    case 'globalOff':
      return 'it leaves out global services';
    case 'stopped':
      return stopped(values, zone);
    case 'insightsMissing':
      return 'its Insights selectors are not in the case';
  }
}

function stopped([from = '', to = '']: readonly string[], zone: string): string {
  const began = from === '' ? '' : ` from ${at(Number(from), zone)}`;
  const ended = to === '' ? '' : ` until ${at(Number(to), zone)}`;
  return began + ended === '' ? 'it was not logging when that was captured, since when is not said' : `it was not logging${began}${ended}`;
}

function asOf(trails: readonly TrailFacts[], zone: string): string {
  const dates = trails.map(({ captured }) => captured).filter((captured) => captured !== null);
  const files =
    dates.length === 0 ? 'the files bear no date' : `the newest file is dated ${at(Math.max(...dates), zone)}, if no copy changed that`;
  return `Configuration is as of its capture (${files}), not of the asked period.`;
}
