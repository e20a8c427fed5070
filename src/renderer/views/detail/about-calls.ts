// The facts of an event that is no call: what an Insight or an aggregated event tells of calls, as the record writes it.
import type { FilterField } from '../../../shared/filter.ts';
import { grouped } from '../../../shared/text.ts';
import type { FieldLine } from './fields.ts';
import { childAt, type JsonNode, textAt } from './json-source.ts';

/** Values listed of one attribute or dimension: the record has them all. */
const MOST = 12;

interface Told {
  label: string;
  field?: FilterField;
  mono?: boolean;
}

/** Attributes of Insights and dimensions of aggregated events, by their names in the record. */
const TOLD: ReadonlyMap<string, Told> = new Map<string, Told>([
  ['eventName', { label: 'API', field: 'eventName' }],
  ['userIdentityArn', { label: 'By', field: 'arn', mono: true }],
  ['userIdentity', { label: 'By', field: 'arn', mono: true }],
  ['userAgent', { label: 'User agent', field: 'userAgent' }],
  ['errorCode', { label: 'Error', field: 'errorCode' }],
  ['errorCodes', { label: 'Error', field: 'errorCode' }],
  ['resourceARN', { label: 'Resource', field: 'resource', mono: true }],
  ['sourceIpAddress', { label: 'From', field: 'sourceIPAddress', mono: true }],
]);

/** Empty where the record is a call. */
export function aboutCallsLines(node: JsonNode | null): FieldLine[] {
  const details = childAt(node, 'insightDetails');
  if (details?.kind === 'object') return insightLines(details);
  const summary = childAt(node, 'summary');
  const window = childAt(node, 'timeWindow');
  return summary?.kind === 'object' && window?.kind === 'object' ? aggregatedLines(window, summary) : [];
}

const STATES: Readonly<Record<string, string>> = { Start: 'Start of what is unusual', End: 'End of what is unusual' };

function insightLines(details: JsonNode): FieldLine[] {
  const state = textAt(details, 'state');
  const context = childAt(details, 'insightContext');
  const statistics = childAt(context, 'statistics');
  return [
    { label: 'Insight', value: textAt(details, 'insightType') },
    { label: 'State', value: state, ...(state !== null && Object.hasOwn(STATES, state) && { text: STATES[state] as string }) },
    { label: 'API', value: textAt(details, 'eventName'), field: 'eventName' },
    { label: 'Service', value: textAt(details, 'eventSource'), field: 'eventSource' },
    { label: 'Error', value: textAt(details, 'errorCode'), field: 'errorCode' },
    { label: 'Usual rate', value: after(textAt(statistics, 'baseline', 'average'), 'per minute') },
    { label: 'Unusual rate', value: after(textAt(statistics, 'insight', 'average'), 'per minute') },
    { label: 'Compared with', value: after(textAt(statistics, 'baselineDuration'), 'min before') },
    { label: 'Duration', value: after(textAt(statistics, 'insightDuration'), 'min') },
    ...itemsOf(childAt(context, 'attributions')).flatMap(attributed),
  ];
}

/** A number as it is written, with its unit. */
function after(number: string | null, unit: string): string | null {
  return number === null ? null : `${number} ${unit}`;
}

/** Who, with which program and which error, and how often each: during the insight, and before it. */
function attributed(attribution: JsonNode): FieldLine[] {
  const before = new Map(itemsOf(childAt(attribution, 'baseline')).map((one) => [textAt(one, 'value'), textAt(one, 'average')]));
  const values = itemsOf(childAt(attribution, 'insight'));
  return listed(textAt(attribution, 'attribute'), values, (one) => {
    const value = textAt(one, 'value');
    const usual = before.get(value);
    return {
      value,
      count: [`${textAt(one, 'average') ?? '?'}/min`, usual == null ? '' : `usually ${usual}/min`].filter(Boolean).join(', '),
    };
  });
}

function aggregatedLines(window: JsonNode, summary: JsonNode): FieldLine[] {
  const [start, end] = [textAt(window, 'windowStart'), textAt(window, 'windowEnd')];
  const dimensions = [childAt(summary, 'primaryDimension'), ...itemsOf(childAt(summary, 'details'))];
  return [
    { label: 'Window', value: start === null || end === null ? (start ?? end) : `${start} – ${end}`, mono: true },
    ...dimensions.flatMap((one) =>
      listed(textAt(one, 'dimension'), itemsOf(childAt(one, 'statistics')), (counted) => ({
        value: textAt(counted, 'name'),
        count: textAt(counted, 'value') ?? '?',
      })),
    ),
  ];
}

function listed(
  name: string | null,
  items: readonly JsonNode[],
  of: (item: JsonNode) => { value: string | null; count: string },
): FieldLine[] {
  const { label, field, mono = false } = TOLD.get(name ?? '') ?? { label: name ?? '(no name)' };
  const lines = items.slice(0, MOST).map((item): FieldLine => {
    const { value, count } = of(item);
    // CloudTrail writes "null" for calls without an error.
    if (field === 'errorCode' && (value === 'null' || value === null)) return { label, value: `no error: ${count}` };
    return { label, value, text: `${value}: ${count}`, mono, ...(field && { field }) };
  });
  if (items.length > MOST) lines.push({ label, value: `and ${grouped(items.length - MOST)} more, in the record` });
  return lines;
}

function itemsOf(node: JsonNode | null): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}
