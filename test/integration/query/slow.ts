// A case of several thousand events and the slow, obvious answers about it: all records in memory, filtered and sorted in JavaScript.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AddressBook } from '../../../src/main/addresses/address-book.ts';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { storable } from '../../../src/main/case/term-hash.ts';
import { parseUserAgent, toolVersionText } from '../../../src/main/decode/user-agent.ts';
import { actorId, actorNamed, type IdentityTexts, uniqueIdOf, unnamedActor } from '../../../src/main/query/actors/actor-of.ts';
import { parseFilter } from '../../../src/shared/filter.ts';
import { importInto, newCasePath } from '../../helpers/cases.ts';
import { filesBelow, folderOf, sha256, temporaryFolder } from '../../helpers/folder.ts';
import { random } from '../../helpers/random.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';
import { isDenied, slowHolds, slowOutcome } from './slow-filter.ts';

export { isDenied, slowOutcome };

export interface SlowEvent {
  id: string;
  evidence: string;
  offset: number;
  time: number | null;
  /** Fields by their name in the filter; null when the record has none. */
  fields: Record<string, string | null>;
  /** Exact bytes of the record. */
  raw: string;
  /** The record, parsed. */
  record: Record<string, unknown>;
}

const START = Date.UTC(2026, 1, 21);
export const SPAN = { from: START, to: START + 86_400_000 };

/** 3,600 records in six files: many at one instant across files, some undated, odd values, and repeats of some. */
function logs(): Record<string, string> {
  const { below, pick, next } = random(7);
  const files: Record<string, string> = {};
  const repeated: Fields[] = [];
  for (let file = 0; file < 6; file++) {
    const records = Array.from({ length: 600 }, (_, i): Fields => {
      const user = pick(['asha', 'ben', 'role [x]', 'a*b', 'null']);
      const instant = next() < 0.5 ? START + 3_600_000 : START + below(86_400) * 1000;
      return record({
        eventID: i % 97 === 5 ? undefined : i % 89 === 4 ? `odd id ${file} ${i}` : eventId(`slow ${file} ${i}`),
        eventTime: i % 40 === 7 ? pick([undefined, 'yesterday']) : new Date(instant).toISOString(),
        eventName: pick(['RunInstances', 'DescribeInstances', 'DeleteBucket', 'ConsoleLogin', undefined]),
        eventSource: pick(['ec2.amazonaws.com', 's3.amazonaws.com', 'signin.amazonaws.com']),
        responseElements: pick([null, { ConsoleLogin: 'Failure' }, { ConsoleLogin: 'Success' }]),
        awsRegion: pick(['ap-south-1', 'us-east-1', 'eu-west-1']),
        errorCode: pick([undefined, undefined, 'AccessDenied', 'Client.UnauthorizedOperation', 'NoSuchBucket']),
        readOnly: pick([true, false, undefined]),
        sourceIPAddress: pick(['203.0.113.10', '198.51.100.7', 'AWS Internal', undefined]),
        userIdentity: pick([
          { type: 'IAMUser', userName: user, accountId: '111122223333', accessKeyId: pick(['AKIA1', 'ASIA2', '']) },
          { type: 'Root', accountId: '111122223333' },
          undefined,
        ]),
      });
    });
    if (file === 2) repeated.push(...records.filter((one) => one.eventID !== undefined).slice(0, 25));
    if (file === 5) records.push(...repeated);
    files[`log-${file}.json`] = JSON.stringify({ Records: records });
  }
  return files;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The record as the filter sees it. */
function fieldsOf(one: Record<string, any>): SlowEvent['fields'] {
  const who = one.userIdentity ?? {};
  return {
    eventName: text(one.eventName),
    eventSource: text(one.eventSource),
    awsRegion: text(one.awsRegion),
    accountId: text(one.recipientAccountId),
    actor: who.type === 'Root' ? 'root' : text(who.userName),
    actorType: text(who.type),
    accessKeyId: text(who.accessKeyId),
    sourceIPAddress: text(one.sourceIPAddress),
    ...addressFields(text(one.sourceIPAddress)),
    userAgent: text(one.userAgent),
    ...agentFields(stored(text(one.userAgent))),
    // An empty code is none.
    errorCode: text(one.errorCode) || null,
    eventID: text(one.eventID),
    eventCategory: text(one.eventCategory),
    eventType: text(one.eventType),
    eventVersion: text(one.eventVersion),
    arn: text(who.arn),
    principalId: text(who.principalId),
    invokedBy: text(who.invokedBy),
    sessionName: stored(
      /:assumed-role\/.*\/([^/]+)$|:federated-user\/([^/]+)$/
        .exec(text(who.arn) ?? '')
        ?.slice(1)
        .find(Boolean) ?? null,
    ),
    sourceIdentity: text(who.sessionContext?.sourceIdentity),
    readOnly: one.readOnly === undefined ? null : String(one.readOnly),
  };
}

/** Who each record's identity is, with the names that any other of them gives ids and keys: asked of all records for each one anew. */
function addActors(events: readonly SlowEvent[]): void {
  const identities = events.map(({ record: one }) => textsOf((one.userIdentity ?? {}) as Record<string, any>));
  const named = identities.map((texts) => actorNamed(texts));
  const first = (holds: (i: number) => boolean): string | null =>
    named.flatMap((actor, i) => (actor !== null && holds(i) ? [actorId(actor)] : [])).sort()[0] ?? null;
  events.forEach(({ fields }, i) => {
    const texts = identities[i] as IdentityTexts;
    const id = uniqueIdOf(texts.principalId);
    const key = fields.accessKeyId;
    const own = named[i] ?? null;
    const byId = own === null && id !== null ? first((other) => uniqueIdOf(identities[other]?.principalId ?? null) === id) : null;
    const byKey = own === null && byId === null && key ? first((other) => events[other]?.fields.accessKeyId === key) : null;
    const unnamed = unnamedActor(texts);
    fields.who = stored((own && actorId(own)) ?? byId ?? byKey ?? (unnamed && actorId(unnamed)));
  });
}

function textsOf(who: Record<string, any>): IdentityTexts {
  return {
    type: text(who.type),
    accountId: text(who.accountId),
    actor: text(who.userName),
    arn: text(who.arn),
    principalId: text(who.principalId),
    invokedBy: text(who.invokedBy),
    userName: text(who.userName),
    issuerArn: text(who.sessionContext?.sessionIssuer?.arn),
    onBehalfOf: text(who.onBehalfOf?.userId),
    identityProvider: text(who.identityProvider),
    credentialId: text(who.credentialId),
  };
}

/** A text made of stored ones is made of their stored form. */
function stored(value: string | null): string | null {
  return value === null ? null : storable(value);
}

/** What an agent claims, read for each event anew. */
function agentFields(agent: string | null): SlowEvent['fields'] {
  const read = agent === null ? null : parseUserAgent(agent);
  return { tool: read?.tool ?? null, toolVersion: toolVersionText(read), platform: read?.platform ?? null };
}

/** What the data say of an address, asked for each event anew. */
function addressFields(address: string | null): SlowEvent['fields'] {
  if (address === null || address === '') return { addressKind: null, country: null, network: null, list: null };
  const { kind, country, network } = book.lookUp(address);
  return { addressKind: kind, country, network, list: null };
}

const book = new AddressBook(null);

/** Imports the logs and reads them a second time, slowly; of repeats the one with the lowest address counts. */
export async function slowCase(files = logs(), timezone = 'UTC'): Promise<{ path: string; events: SlowEvent[] }> {
  const folder = folderOf(files, join(temporaryFolder(), 'logs'));
  const path = newCasePath();
  CaseFile.create(path, { timezone }).close();
  await importInto(path, [folder], { exists: true });
  const all: SlowEvent[] = [];
  for (const name of filesBelow(folder)) {
    const content = readFileSync(join(folder, name));
    const evidence = sha256(content);
    let from = 0;
    for (const one of (JSON.parse(content.toString('utf8')) as { Records: Fields[] }).Records) {
      const raw = JSON.stringify(one);
      const length = Buffer.byteLength(raw);
      const at = content.indexOf(raw, from);
      from = at + length;
      const time = Date.parse(String(one.eventTime));
      all.push({
        id: `${evidence}@${at}+${length}`,
        evidence,
        offset: at,
        time: Number.isNaN(time) ? null : time,
        fields: fieldsOf(one),
        raw,
        record: one,
      });
    }
  }
  all.sort(byAddress);
  addActors(all);
  const seen = new Set<string>();
  const events = all.filter(({ fields: { eventID } }) => eventID == null || (!seen.has(eventID) && seen.add(eventID)));
  return { path, events };
}

function byAddress(a: SlowEvent, b: SlowEvent): number {
  if (a.evidence !== b.evidence) return a.evidence < b.evidence ? -1 : 1;
  return a.offset - b.offset;
}

/** Events that a filter leaves, in public order; undated ones last in both orders. */
export function slowList(events: readonly SlowEvent[], filter: string, order: 'asc' | 'desc' = 'asc'): SlowEvent[] {
  const parsed = parseFilter(filter);
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  const times = events.flatMap(({ time }) => (time === null ? [] : [time]));
  // A loop: so many arguments are more than a call takes.
  const end = { first: times.reduce((a, b) => Math.min(a, b), Infinity), last: times.reduce((a, b) => Math.max(a, b), -Infinity) };
  const left = events.filter((event) => slowHolds(event, parsed.tree, end));
  const dated = left.filter((event) => event.time !== null).sort((a, b) => (a.time as number) - (b.time as number) || byAddress(a, b));
  if (order === 'desc') dated.reverse();
  return [...dated, ...left.filter((event) => event.time === null).sort(byAddress)];
}

/** Counts per value with first and last time, most frequent first. */
export function slowFacet(events: readonly SlowEvent[], field: string, top: number) {
  const found = new Map<string, { value: string; count: number; first: number | null; last: number | null }>();
  for (const { fields, time } of events) {
    const value = fields[field];
    if (value == null) continue;
    const seen = found.get(value) ?? { value, count: 0, first: null, last: null };
    seen.count++;
    if (time !== null) {
      seen.first = Math.min(seen.first ?? time, time);
      seen.last = Math.max(seen.last ?? time, time);
    }
    found.set(value, seen);
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, top);
}
