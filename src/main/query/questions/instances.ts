// Question 2: who launched the expensive GPU instances at 3 AM. A candidate per actor; types, counts and machines are read from the records of
// the few launches that columns choose.
import type { Fact } from '../../../shared/questions.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { formatTime, zoned } from '../../../shared/time.ts';
import { Clock } from '../compare/clock.ts';
import { type Asking, anyOf, groupBy, term } from './asking.ts';
import { type Draft, fact, readWords, type Support } from './candidate.ts';
import { costlyType } from './instance-types.ts';
import { type Launch, launchOf } from './launch-record.ts';
import type { Found, Question } from './question.ts';

/** Calls that start machines. Source: AWS, API references of EC2, EMR, SageMaker and EKS. */
const STARTING = [
  'RunInstances',
  'RunScheduledInstances',
  'RequestSpotInstances',
  'RequestSpotFleet',
  'CreateFleet',
  'RunJobFlow',
  'CreateTrainingJob',
  'CreateNotebookInstance',
  'CreateNodegroup',
];
const STARTS = anyOf('eventName', STARTING);

/**
 * Calls that say of which type machines will be, and start none themselves: the group's own launches are calls of their own.
 * Source: AWS, API references of EC2, EC2 Auto Scaling, SageMaker and Batch.
 */
const SETTING_UP = [
  'CreateAutoScalingGroup',
  'CreateLaunchConfiguration',
  'CreateLaunchTemplate',
  'CreateLaunchTemplateVersion',
  'CreateEndpointConfig',
  'CreateComputeEnvironment',
];
const LAUNCHES = anyOf('eventName', [...STARTING, ...SETTING_UP]);

const STOPS = 'eventName:TerminateInstances';

/** Terminations whose records are read. */
const MOST_STOPS = 50;

/** Hours of the night by the clock of the case's zone: from 22:00 to 06:00. */
const isNight = (hour: number): boolean => hour >= 22 || hour < 6;

interface Read {
  record: number;
  launch: Launch;
  isCostly: boolean;
  /** It starts machines; else it sets up what does. */
  isStart: boolean;
  /** Without an error. */
  isDone: boolean;
}

export const instances: Question = {
  id: 'instances',
  async ask(asking: Asking): Promise<Found> {
    const launches = asking.inOrder(await asking.select(LAUNCHES));
    const read = asking.rarest(launches);
    const stopped = asking.inOrder(await asking.select(`${STOPS} -is:error`)).slice(-MOST_STOPS);
    asking.readAll([...read, ...stopped]);
    const byActor = groupBy(
      read.map((record) => readLaunch(asking, record)),
      ({ record }) => asking.number('who', record),
    );
    const stops = stopped.map((record) => ({ record, instances: new Set(launchOf(asking.raw(record)).instances) }));
    const drafts: Draft[] = [];
    for (const own of byActor.values()) {
      // Ordinary launches of an actor that also made costly ones are no part of the answer.
      const costly = own.filter(({ isCostly }) => isCostly);
      const draft = draftOf(asking, costly.length > 0 ? costly : own, stops);
      drafts.push({ ...draft, cautions: [...draft.cautions, ...readWords(read.length, launches.length)] });
    }
    return {
      drafts,
      searched: LAUNCHES,
      unread: launches.length - read.length,
      beside: [{ label: 'Machines terminated', filter: STOPS, count: await asking.count(STOPS) }],
      collect: [
        'Trails of every region, also of those that are not used: a launch is logged in the region in which it happens.',
        'Trails of every account of the organization, and cost and usage reports, which tell what ran where.',
        'Events of EMR, SageMaker, Batch and EKS, which launch machines on someone’s behalf.',
      ],
    };
  },
};

interface Stop {
  record: number;
  instances: ReadonlySet<string>;
}

function readLaunch(asking: Asking, record: number): Read {
  const launch = launchOf(asking.raw(record));
  return {
    record,
    launch,
    isCostly: launch.types.some((type) => costlyType(type) !== null),
    isStart: STARTING.includes(asking.value('eventName', record) ?? ''),
    isDone: asking.number('errorCode', record) === 0,
  };
}

function draftOf(asking: Asking, own: readonly Read[], stops: readonly Stop[]): Draft {
  const done = own.filter(({ isDone, isStart }) => isDone && isStart);
  const isSetUp = done.length === 0 && own.some(({ isDone }) => isDone);
  const isCostly = own.some((one) => one.isCostly);
  const machines = new Set(done.flatMap(({ launch }) => launch.instances));
  const clock = new Clock(asking.zone);
  const atNight = done.filter(({ record }) => {
    const time = asking.time(record);
    return time !== null && isNight(clock.at(time).hour);
  });
  const first = own[0]?.record as number;
  const who = asking.value('who', first);
  const filter = `${asking.named(own.map(({ record }) => record))} ${term('who', who ?? '')}`;
  const types = typesOf(own);
  const failed = own.filter(({ isDone }) => !isDone).length;
  const ended = stops.filter((stop) => [...machines].some((id) => stop.instances.has(id)));
  return {
    title: isSetUp ? `${typeWords(own)}: set up, not launched` : titleOf(asking, done, own),
    fits: isCostly && done.length > 0,
    support: [
      ...own.map((one) => ({ record: one.record, role: roleOf(asking, one) })),
      ...ended.map(({ record }): Support => ({ record, role: 'terminated them', beside: true })),
    ],
    facts: [
      ...types.map((type) => fact(`${type}: ${costlyType(type) ?? 'neither accelerated nor very large'}.`)),
      ...(done.length === 0
        ? []
        : [fact(`By night (22:00 to 06:00, ${asking.zone}): ${atNight.length} of ${done.length}, at ${clocksOf(asking, done)}.`)]),
      ...(machines.size > 0 ? [fact(endWords(asking, machines, ended))] : []),
      ...(failed > 0 ? [fact(`${plural(failed, 'attempt')} failed.`, `${filter} is:error`)] : []),
      ...(machines.size > 0
        ? [fact(`Machines: ${[...machines].slice(0, 16).join(', ')}${machines.size > 16 ? ` and ${machines.size - 16} more` : ''}.`)]
        : []),
    ],
    ...(!isSetUp && { further: () => regionFacts(asking, done.length > 0 ? done : own, who) }),
    cautions: [
      ...(isCostly ? [] : ['A look-alike: no accelerated or very large type is named.']),
      ...(own.some(({ record }) => asking.number('invokedBy', record) !== 0) ? ['An AWS service made the call on someone’s behalf.'] : []),
      ...(isCostly && done.length > 0 && atNight.length === 0 ? ['None of it was at night by the clock of the case’s zone.'] : []),
      ...(isCostly && isSetUp
        ? ['Nothing was launched by these calls: they say of which type machines will be when something starts them.']
        : []),
      ...(isCostly && !isSetUp && done.length === 0 ? ['Nothing was launched: every attempt failed.'] : []),
    ],
    filter,
    rank: [machines.size, atNight.length, done.length, own.length],
  };
}

function titleOf(asking: Asking, done: readonly Read[], own: readonly Read[]): string {
  const counts = new Map<string, number>();
  for (const { record, launch } of done) {
    const region = asking.value('awsRegion', record) ?? 'no region';
    counts.set(region, (counts.get(region) ?? 0) + (launch.instances.length || (launch.asked ?? 0)));
  }
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  if (done.length === 0) return `${typeWords(own)}: ${plural(own.length, 'attempt')}, all failed`;
  const where = [...counts].map(([region, count]) => `${grouped(count)} in ${region}`).join(', ');
  return `${grouped(total)} × ${typeWords(done)}: ${where}`;
}

function typesOf(reads: readonly Read[]): string[] {
  return [...new Set(reads.flatMap(({ launch }) => launch.types))].sort();
}

function typeWords(reads: readonly Read[]): string {
  const types = typesOf(reads);
  return types.length === 0 ? 'machines of a type that the record does not name' : types.join(', ');
}

/** Which of the machines were terminated, as far as the case shows it. */
function endWords(asking: Asking, machines: ReadonlySet<string>, ended: readonly Stop[]): string {
  const stopped = [...machines].filter((id) => ended.some((stop) => stop.instances.has(id)));
  if (stopped.length === 0) return 'No call in the case terminated them.';
  const by = [...new Set(ended.map(({ record }) => asking.value('who', record) ?? 'an actor that is not named'))].join(', ');
  return `${stopped.length} of ${plural(machines.size, 'machine')} terminated by ${by}, last on ${formatTime(asking.time(ended.at(-1)?.record ?? 0), asking.zone)}.`;
}

function roleOf(asking: Asking, { record, launch, isStart, isDone }: Read): string {
  const type = launch.types.join(', ') || 'a type that is not named';
  if (!isDone) return `${launch.asked ?? '?'} × ${type} refused: ${asking.value('errorCode', record)}`;
  if (!isStart) return `set up for ${type}`;
  const count = launch.instances.length || launch.asked;
  return `${count ?? '?'} × ${type} launched`;
}

/** `23:56:18, 03:04:52`, at most a few. */
function clocksOf(asking: Asking, done: readonly Read[]): string {
  const clocks = done.map(({ record }) => asking.time(record)).map((ms) => (ms === null ? 'undated' : zoned(ms, asking.zone).clock));
  return `${clocks.slice(0, 6).join(', ')}${clocks.length > 6 ? ' …' : ''}`;
}

/** For each region how many launches of others the account has there: none makes it unusual. */
async function regionFacts(asking: Asking, done: readonly Read[], who: string | null): Promise<Fact[]> {
  const places = new Map(done.map(({ record }) => [`${asking.value('accountId', record)} ${asking.value('awsRegion', record)}`, record]));
  const facts: Fact[] = [];
  for (const record of places.values()) {
    const account = asking.value('accountId', record) ?? '';
    const region = asking.value('awsRegion', record) ?? '';
    const there = `${term('accountId', account)} ${term('awsRegion', region)}`;
    const others = `${STARTS} ${there} -${term('who', who ?? '')}`;
    const count = await asking.count(others);
    const all = await asking.count(`${STARTS} ${term('accountId', account)}`);
    facts.push(
      fact(
        `${region}: ${plural(count, 'launch', 'launches')} by other actors of account ${account} there, of ${plural(all, 'launch', 'launches')} in the account.`,
        others,
      ),
    );
  }
  return facts;
}
