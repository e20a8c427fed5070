// Content as delivered, read to rows: what the case would list of each event, and the bytes that stand behind it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeContent } from '../../../../src/main/content.ts';
import { applySteps, fidelityOf } from '../../../../src/main/decode/steps.ts';
import { Dictionaries } from '../../../../src/main/ingest/dictionaries.ts';
import { parseItem } from '../../../../src/main/ingest/parse-item.ts';
import type { Fidelity } from '../../../../src/shared/domain.ts';
import { COMBINATIONS, type ParsedContent } from '../../../../src/shared/parsed-item.ts';
import { ROOT } from '../../../helpers/cli.ts';

export const FIXTURES = join(ROOT, 'test/fixtures/shapes');

export function fixture(name: string): Buffer {
  return readFileSync(join(FIXTURES, name));
}

/** The records in the fixtures, as CloudTrail wrote them: compact JSON. */
export const ORIGINALS: readonly string[] = fixture('record-lines.jsonl').toString('utf8').trimEnd().split('\n');

export interface ReadRow {
  /** As CloudTrail writes times; with milliseconds where there are any; null for an undated event. */
  time: string | null;
  eventName: string | null;
  eventSource: string | null;
  eventType: string | null;
  awsRegion: string | null;
  accountId: string | null;
  errorCode: string | null;
  readOnly: string | null;
  actorType: string | null;
  actor: string | null;
  arn: string | null;
  accessKeyId: string | null;
  sourceIPAddress: string | null;
  userAgent: string | null;
  eventID: string | null;
  fidelity: Fidelity;
  steps: string;
  /** What the decoding steps give: the record's bytes, or the row or entry as it stands. */
  text: string;
  /** Codes of the problems attached to the event. */
  codes: string[];
}

export interface ReadItem extends Pick<ParsedContent, 'kind' | 'shape' | 'problems'> {
  rows: ReadRow[];
  codes: string[];
}

export function readItem(delivered: Buffer | string): ReadItem {
  const bytes = Buffer.from(delivered);
  const dictionaries = new Dictionaries();
  const { kind, shape, events, problems } = parseItem(bytes, dictionaries);
  const content = decodeContent(bytes).bytes as Buffer;
  const fresh = dictionaries.takeNew();
  const rows = Array.from({ length: events.count }, (_, i): ReadRow => {
    const [call, identity, origin] = COMBINATIONS.map((kindOf) => fresh[kindOf].terms[events[kindOf][i] as number] ?? []);
    const steps = events.stepTexts[events.steps?.[i] ?? 0] as string;
    const offset = events.offset[i] as number;
    const ms = events.time[i] as number;
    return {
      time: Number.isNaN(ms) ? null : new Date(ms).toISOString().replace('.000Z', 'Z'),
      eventSource: call?.[0] ?? null,
      eventName: call?.[1] ?? null,
      eventType: call?.[2] ?? null,
      awsRegion: call?.[5] ?? null,
      accountId: call?.[6] ?? null,
      errorCode: call?.[7] ?? null,
      readOnly: call?.[8] ?? null,
      actorType: identity?.[0] ?? null,
      actor: identity?.[2] ?? null,
      arn: identity?.[3] ?? null,
      accessKeyId: identity?.[5] ?? null,
      sourceIPAddress: origin?.[0] ?? null,
      userAgent: origin?.[1] ?? null,
      eventID: events.idKind[i] === 1 ? uuid(events.uuid, i) : (events.otherIds.get(i) ?? null),
      fidelity: fidelityOf(steps),
      steps,
      text: applySteps(content.subarray(offset, offset + (events.length[i] as number)), steps).toString('utf8'),
      codes: problems.filter(({ event }) => event === i).map(({ code }) => code),
    };
  });
  return { kind, shape, problems, rows, codes: problems.map(({ code }) => code) };
}

function uuid(bytes: Uint8Array, i: number): string {
  const hex = Buffer.from(bytes.subarray(i * 16, i * 16 + 16)).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
