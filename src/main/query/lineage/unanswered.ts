// Calls that issue credentials of which the record does not hold the answer, as in tables of Event history: what they list or ask for instead.
import { actorId } from '../actors/actor-of.ts';
import type { Acts } from './acts.ts';
import { typeOfKey } from './credentials.ts';
import type { LineageIndex } from './lineage-index.ts';
import { roleOf } from './rules/rule.ts';

/** Records that are read, once per case: a second or two. */
const MOST_READ = 20_000;

/** What a record tells of the credentials that it issued. */
interface Told {
  /** Event history lists the key that was issued, and the ARN of the session, among the resources of the call. */
  resources: readonly string[];
  /** The role session that was asked for. */
  asked: { role: string; session: string } | null;
}

export class Unanswered {
  readonly acts: Acts;
  /** Row ids of those that were not read. */
  readonly unread: readonly number[];
  private readonly told = new Map<number, Told>();
  private readonly byResource = new Map<string, number[]>();
  private readonly byAsked = new Map<string, number[]>();

  /** @param acts the calls; @param most of them are read, the last ones */
  constructor(index: LineageIndex, acts: Acts, most = MOST_READ) {
    this.acts = acts;
    const cut = Math.max(0, acts.records.length - most);
    this.unread = acts.records.slice(0, cut);
    const read = acts.records.slice(cut);
    // Read as they stand in the evidence, each item once; indexed in public order.
    for (const record of [...read].sort((a, b) => a - b)) this.told.set(record, toldBy(index, record));
    for (const record of read) {
      const { resources, asked } = this.toldBy(record);
      for (const text of new Set(resources)) push(this.byResource, text, record);
      if (asked) push(this.byAsked, idOf(asked), record);
    }
  }

  toldBy(record: number): Told {
    return this.told.get(record) ?? { resources: [], asked: null };
  }

  /** Records that list a key or the ARN of a session, in public order. */
  listing(text: string): readonly number[] {
    return this.byResource.get(text) ?? [];
  }

  /** Records that ask for a session of a role, in public order. @param role as `who` */
  askingFor(role: string, session: string): readonly number[] {
    return this.byAsked.get(idOf({ role, session })) ?? [];
  }
}

function toldBy(index: LineageIndex, record: number): Told {
  const resources = index.raw.at(record, 'resources');
  const texts = (Array.isArray(resources) ? resources : [])
    .flatMap((one) => Object.values(typeof one === 'object' && one !== null ? one : {}))
    .filter((text) => typeof text === 'string');
  const role = roleOf(index.raw.text(record, 'requestParameters', 'roleArn'));
  const session = index.raw.text(record, 'requestParameters', 'roleSessionName');
  return { resources: texts, asked: role && session ? { role: actorId(role), session } : null };
}

/** Whether a record lists another key than one: then it issued that other one. */
export function listsAnother({ resources }: Told, key: string): boolean {
  return resources.some((text) => typeOfKey(text) !== null) && !resources.includes(key);
}

function idOf({ role, session }: { role: string; session: string }): string {
  return JSON.stringify([role, session]);
}

function push(map: Map<string, number[]>, text: string, record: number): void {
  const records = map.get(text);
  if (records) records.push(record);
  else map.set(text, [record]);
}
