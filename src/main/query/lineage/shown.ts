// Ends, edges and events of lineage as they are shown: with counts, times and public ids.
import type { LifeEvent, LineageBranch, LineageEdge, LineageEvent, LineageNode, LineageStep } from '../../../shared/lineage.ts';
import { eventId, eventIdText, FROM_RECORDS, ROW_COLUMNS, type StoredRow } from '../../case/event-rows.ts';
import { actorId, actorOfArn } from '../actors/actor-of.ts';
import { typeOfKey } from './credentials.ts';
import type { Moment } from './life.ts';
import type { LineageIndex } from './lineage-index.ts';
import { type Link, type Ref, refId, sameRef } from './link.ts';
import type { Links } from './links.ts';
import { sessionIdentities } from './session.ts';
import type { Branch, Chain } from './walk.ts';

/** Copies of one event, and other edges to the same end, that an answer lists. */
const EVENTS_SHOWN = 10;
const OTHERS_SHOWN = 5;

export class Shown {
  private readonly links: Links;
  private readonly index: LineageIndex;
  private readonly row: { get(record: number): unknown };
  private readonly nodes = new Map<string, LineageNode>();

  constructor(links: Links) {
    this.links = links;
    this.index = links.index;
    this.row = this.index.events.db.prepare(`SELECT ${ROW_COLUMNS} ${FROM_RECORDS} WHERE r.id = ?`);
  }

  node(ref: Ref): LineageNode {
    const id = refId(ref);
    let node = this.nodes.get(id);
    if (!node) {
      node = this.made(ref);
      this.nodes.set(id, node);
    }
    return node;
  }

  event(record: number): LineageEvent {
    const row = this.row.get(record) as StoredRow;
    const { eventName, timeMs: time, accountId, awsRegion, errorCode } = row;
    return {
      id: eventId({ ...row, sha256: row.evidence }),
      eventID: eventIdText(row.eventID),
      eventName,
      time,
      accountId,
      awsRegion,
      errorCode,
    };
  }

  edge(link: Link): LineageEdge {
    const { from, to, records, ...facts } = this.index.issued.checked(link);
    const events = records.slice(0, EVENTS_SHOWN).map((record) => this.event(record));
    return { from: this.node(from), to: this.node(to), ...facts, event: events[0] ?? null, events, copies: records.length };
  }

  steps({ steps }: Chain): LineageStep[] {
    return steps.map(({ link, others }) => this.step(link, others));
  }

  branches(branches: readonly Branch[]): LineageBranch[] {
    return branches.map(({ link, children, more, again }) => {
      const others = this.links.parentsRead(link.to).filter(({ from }) => !sameRef(from, link.from));
      return { ...this.step(link, others), children: this.branches(children), more, again };
    });
  }

  life(moments: readonly Moment[]): LifeEvent[] {
    return moments.map(({ what, record }) => {
      const event = this.event(record);
      return {
        what,
        time: event.time,
        failed: what === 'first-use' || what === 'last-use' ? null : event.errorCode,
        who: this.index.callerWho(record),
        accessKeyId: this.index.callerKey(record),
        event,
      };
    });
  }

  private step(link: Link, others: readonly Link[]): LineageStep {
    return { ...this.edge(link), others: others.slice(0, OTHERS_SHOWN).map((other) => this.edge(other)), otherCount: others.length };
  }

  private made({ kind, value }: Ref): LineageNode {
    const { credentials } = this.index;
    const none = { who: null, actor: null, account: null, type: null, events: 0, denied: 0, first: null, last: null };
    if (kind === 'key') return this.madeKey(value);
    if (kind === 'instance' || kind === 'function') return { kind, value, ...none };
    const identities = kind === 'actor' ? credentials.identitiesOfActor(value) : sessionIdentities(this.index, value);
    const account = /^(\d+):/.exec(value)?.[1] ?? null;
    return { kind, value, ...none, ...(kind === 'actor' ? { who: value, account } : {}), ...credentials.use(identities) };
  }

  private madeKey(value: string): LineageNode {
    const { credentials } = this.index;
    const facts = credentials.facts(credentials.term(value));
    const { who, actor, account, events, denied, first, last } = facts;
    const told = who === null ? this.toldByIssuer(value) : null;
    return {
      kind: 'key',
      value,
      who: who ?? told?.who ?? null,
      actor: actor ?? told?.actor ?? null,
      account: account ?? told?.account ?? null,
      type: typeOfKey(value),
      events,
      denied,
      first,
      last,
    };
  }

  /** Of a key that no event was made with: whose it is, as the event says that issued it. */
  private toldByIssuer(value: string): { who: string; actor: string | null; account: string | null } | null {
    const { raw } = this.index;
    for (const { certainty, from, records } of this.links.parentsRead({ kind: 'key', value })) {
      const [record] = records;
      if (record === undefined || certainty !== 'proven') continue;
      const issuer = this.index.callerWho(record);
      const arn =
        raw.text(record, 'responseElements', 'assumedRoleUser', 'arn') ?? raw.text(record, 'responseElements', 'federatedUser', 'arn');
      const actor = actorOfArn(arn ?? '');
      if (arn !== null && actor) return { who: actorId(actor), actor: arn.slice(arn.indexOf('/') + 1), account: actor.account };
      const account = /^(\d+):/.exec(issuer ?? '')?.[1] ?? null;
      const user = raw.text(record, 'responseElements', 'accessKey', 'userName');
      if (user !== null && account !== null) return { who: actorId({ account, type: 'user', name: user }), actor: user, account };
      // GetSessionToken gives its caller temporary credentials of its own.
      if (issuer !== null && from.kind === 'key' && this.event(record).eventName === 'GetSessionToken')
        return { who: issuer, actor: this.node(from).actor, account };
    }
    return null;
  }
}
