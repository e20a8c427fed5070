// Question 4: who changed the database's security group. A candidate per group; whether it is a database's is ranked by plain facts: RDS records
// that name it, a name that says so, the port of a database; and whether it was opened to everyone.
import type { QuestionFocus } from '../../../shared/questions.ts';
import { formatTime } from '../../../shared/time.ts';
import { member, texts } from '../../decode/record-path.ts';
import { type Asking, anyOf, MOST_SEARCHED, term } from './asking.ts';
import { type Draft, fact, readWords } from './candidate.ts';
import { textAt } from './credentials.ts';
import type { Found, Question } from './question.ts';
import {
  DATABASE_PORTS,
  databasePorts,
  type GroupChange,
  groupChangeOf,
  isAllPorts,
  isOpen,
  mayReachDatabase,
  ruleWords,
} from './rule-record.ts';

/** Calls that change what a group lets through, or which groups a database or a network interface has. Source: AWS, API references of EC2 and RDS. */
const CHANGES = anyOf('eventName', [
  'AuthorizeSecurityGroupIngress',
  'AuthorizeSecurityGroupEgress',
  'RevokeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'ModifySecurityGroupRules',
  'ModifyNetworkInterfaceAttribute',
  'ModifyDBInstance',
  'ModifyDBCluster',
  'AuthorizeDBSecurityGroupIngress',
  'RevokeDBSecurityGroupIngress',
]);

const DATABASES = anyOf('eventSource', ['rds.amazonaws.com', 'redshift.amazonaws.com', 'elasticache.amazonaws.com']);

/** Changes that are told of one group. */
const MOST_LINES = 8;

/** A word of a name that people call a database by. */
const DATABASE_NAME = /(^|[^a-z])(db|rds|sql|mysql|maria|mariadb|postgres|postgresql|pg|aurora|oracle|mongo|redis|database)([^a-z]|$)/i;

interface Change extends GroupChange {
  record: number;
}

export const securityGroup: Question = {
  id: 'securityGroup',
  async ask(asking: Asking, _focus: QuestionFocus): Promise<Found> {
    const records = asking.inOrder(await asking.select(CHANGES));
    const read = asking.rarest(records);
    const made = asking.rarest(asking.inOrder(await asking.select('eventName:CreateSecurityGroup -is:error')));
    const calls = asking.rarest(asking.inOrder(await asking.select(`${DATABASES} is:write`)));
    const gone = asking.inOrder(await asking.select(DELETED));
    const goneRead = asking.rarest(gone);
    asking.readAll([...read, ...made, ...calls, ...goneRead]);
    const changeOf = (record: number): Change => ({ record, ...groupChangeOf(asking.raw(record)) });
    const changes = read.map(changeOf);
    const deletions = goneRead.map(changeOf);
    const isWhole = read.length === records.length && goneRead.length === gone.length;
    const groups = new Set(changes.flatMap((change) => change.groups));
    const names = namesOf(asking, made, groups);
    const isChange = new Set(read);
    const naming = callsNaming(
      asking,
      calls.filter((record) => !isChange.has(record)),
      groups,
    );
    const drafts: Draft[] = [];
    for (const group of groups) {
      const own = changes.filter((change) => change.groups.includes(group));
      const back = [...own.filter((change) => takesBack(asking, change)), ...deletions.filter((change) => change.groups.includes(group))];
      const draft = draftOf(asking, group, {
        name: names.get(group) ?? null,
        changes: own,
        naming: naming.get(group) ?? [],
        back,
        isWhole,
        isPart: read.length < records.length && records.length <= MOST_SEARCHED,
      });
      drafts.push({ ...draft, cautions: [...draft.cautions, ...readWords(read.length, records.length)] });
    }
    const opened = 'eventName:AuthorizeSecurityGroupIngress';
    return {
      drafts,
      searched: CHANGES,
      unread: records.length - read.length,
      beside: [
        { label: 'Rules added', filter: opened, count: await asking.count(opened) },
        { label: 'Security groups made or deleted', filter: MADE, count: await asking.count(MADE) },
      ],
      collect: [
        'The trail of the database’s account and region: changes of security groups are management events there.',
        'AWS Config history of AWS::EC2::SecurityGroup, which keeps every state of its rules.',
        'The output of describe-db-instances, which says which groups a database has, and VPC flow logs, which say who came in.',
      ],
    };
  },
};

const MADE = anyOf('eventName', ['CreateSecurityGroup', 'DeleteSecurityGroup']);

/** A deleted group lets nothing through. */
const DELETED = `${anyOf('eventName', ['DeleteSecurityGroup', 'DeleteDBSecurityGroup'])} -is:error`;

/** Names of groups, where their creation is in the case. */
function namesOf(asking: Asking, made: readonly number[], ids: ReadonlySet<string>): Map<string, string> {
  const names = new Map<string, string>();
  for (const record of made) {
    const raw = asking.raw(record);
    const id = textAt(raw, 'responseElements', 'groupId');
    const name = textAt(raw, 'requestParameters', 'groupName');
    if (id !== null && name !== null && ids.has(id)) names.set(id, name);
  }
  return names;
}

/** How surely a group is a database's. */
const TIES = { none: 0, allPorts: 1, portOrName: 2, named: 3 } as const;

/** What the case has of one group. */
interface OfGroup {
  name: string | null;
  changes: readonly Change[];
  /** Calls to database services that name it. */
  naming: readonly number[];
  /** Calls that took rules of what may come in back, or the group with them. */
  back: readonly Change[];
  /** Whether the records of all such calls were read. */
  isWhole: boolean;
  /** Whether more changes are of it than were read, and all are few enough to be asked which. */
  isPart: boolean;
}

function draftOf(asking: Asking, group: string, { name, changes, naming, back, isWhole, isPart }: OfGroup): Draft {
  const done = changes.filter(({ record }) => asking.number('errorCode', record) === 0);
  const ingress = changes.filter((change) => isIngress(asking, change));
  const rules = ingress.flatMap((change) => change.rules);
  const ofService = changes.some(({ record }) => /DB/.test(asking.value('eventName', record) ?? ''));
  // An id is made of hexadecimal digits, which may spell `db`.
  const called = name ?? (/^sg-[0-9a-f]+$/.test(group) ? '' : group);
  const saysSo = DATABASE_NAME.test(called);
  const ports = [...new Set(rules.flatMap(databasePorts))].sort((a, b) => a - b);
  const isNamed = ofService || naming.length > 0;
  const tie = isNamed ? TIES.named : saysSo || ports.length > 0 ? TIES.portOrName : rules.some(isAllPorts) ? TIES.allPorts : TIES.none;
  const opened = done.filter((change) => ingress.includes(change) && change.rules.some(isOpen) && !isRevoke(asking, change));
  const openedToDatabase = opened.filter((change) => change.rules.some((rule) => isOpen(rule) && mayReachDatabase(rule)));
  const first = (openedToDatabase[0] ?? opened[0] ?? done[0] ?? changes[0]) as Change;
  const filter = `${asking.named(changes.map(({ record }) => record))} ${term('resource', group)}`;
  const lines = new Set(
    changes.flatMap((change) => change.rules.map((rule) => `${asking.value('eventName', change.record)}: ${ruleWords(rule)}.`)),
  );
  return {
    title: titleOf(asking, name === null ? group : `${group} (${name})`, first, opened.length > 0),
    fits: tie > TIES.none && done.length > 0,
    support: changes.map((change) => ({ record: change.record, role: roleOf(asking, change.record, change.rules) })),
    facts: [
      ...[...lines].slice(0, MOST_LINES).map((line) => fact(line)),
      ...(ports.length > 0
        ? [fact(`Ports of databases: ${ports.map((port) => `${port} (${DATABASE_PORTS.get(port)})`).join(', ')}.`)]
        : []),
      ...(rules.some(isAllPorts) ? [fact('All ports are named, those of databases among them.')] : []),
      ...(saysSo ? [fact(`The name says database: “${called}”.`)] : []),
      ...(naming.length > 0
        ? [fact(`Calls that change databases and name it: ${naming.length}.`, `${asking.named(naming)} ${term('resource', group)}`)]
        : []),
      ...(opened[0] === undefined ? [] : [fact('Opened to every address.'), fact(takenBack(asking, back, first, isWhole))]),
    ],
    cautions: [
      ...(tie === TIES.none ? ['A look-alike: nothing in the case ties this group to a database.'] : []),
      ...(tie === TIES.allPorts || (tie === TIES.portOrName && !saysSo)
        ? ['Only the port ties it to a database: no record in the case says which databases have this group.']
        : []),
      ...(opened.length > 0 && openedToDatabase.length === 0
        ? ['What was opened to every address is no port at which databases listen by default.']
        : []),
      ...(done.length === 0 ? ['Nothing was changed: every call failed.'] : []),
    ],
    filter,
    ...(isPart && { acts: filter }),
    rank: [Number(tie > TIES.none), openedToDatabase.length, opened.length, tie, naming.length, done.length],
  };
}

/** Calls about what may come in. */
const INGRESS = /Ingress$|^ModifySecurityGroupRules$/;

function isIngress(asking: Asking, { record }: Change): boolean {
  return INGRESS.test(asking.value('eventName', record) ?? '');
}

function isRevoke(asking: Asking, { record }: Change): boolean {
  return asking.value('eventName', record)?.startsWith('Revoke') === true;
}

function takesBack(asking: Asking, change: Change): boolean {
  return asking.number('errorCode', change.record) === 0 && isRevoke(asking, change) && isIngress(asking, change);
}

/** Whether a later call took rules away again, or the group. @param back such calls; @param isWhole whether all of the case were read */
function takenBack(asking: Asking, back: readonly Change[], opened: Change, isWhole: boolean): string {
  const places = asking.events.places();
  const placeOf = ({ record }: Change): number => places[record] as number;
  const later = back.filter((change) => placeOf(change) > placeOf(opened)).sort((a, b) => placeOf(a) - placeOf(b))[0];
  if (later === undefined) return `No call ${isWhole ? 'in the case' : 'of those read'} takes a rule of the group back afterwards.`;
  return `${asking.value('eventName', later.record)} followed on ${formatTime(asking.time(later.record), asking.zone)}.`;
}

function titleOf(asking: Asking, shown: string, { record, rules }: Change, isOpened: boolean): string {
  const error = asking.value('errorCode', record);
  if (error !== null) return `${shown}: ${asking.value('eventName', record)} failed: ${error}`;
  const open = rules.filter(isOpen);
  const [rule] = isOpened ? [open.find(mayReachDatabase) ?? open[0]] : rules;
  const what = rule ? ruleWords(rule) : (asking.value('eventName', record) ?? '');
  return `${shown} was ${isOpened ? 'opened to everyone' : 'changed'} on ${formatTime(asking.time(record), asking.zone)}: ${what}`;
}

function roleOf(asking: Asking, record: number, rules: GroupChange['rules']): string {
  const error = asking.value('errorCode', record);
  if (error !== null) return `failed: ${error}`;
  return rules.length === 0 ? 'changed which groups it has' : rules.map(ruleWords).join('; ');
}

/** Of calls to database services those that name each group. */
function callsNaming(asking: Asking, calls: readonly number[], groups: ReadonlySet<string>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const record of calls) {
    const named = new Set<string>();
    for (const part of ['requestParameters', 'responseElements'])
      texts(member(asking.raw(record), part), (text) => {
        if (groups.has(text)) named.add(text);
        return false;
      });
    for (const group of named) found.set(group, [...(found.get(group) ?? []), record]);
  }
  return found;
}
