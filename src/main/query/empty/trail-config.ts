// Trail configuration in the evidence: outputs of CloudTrail's API, put together per trail. They are text from elsewhere: nothing in them is
// taken for granted. Source of the shapes: AWS CloudTrail API Reference (DescribeTrails, GetTrail, GetTrailStatus, GetEventSelectors,
// GetInsightSelectors, ListTrails, GetEventDataStore).

import type { TrailFacts } from '../../../shared/empty.ts';
import { EvidenceReader } from '../../case/evidence.ts';
import type { ReadConnection } from '../../case/open.ts';
import { isObject } from '../../ingest/json-scan.ts';
import { advancedSelectors, basicSelectors, type Selector } from './selectors.ts';

/** Documents that are read, and bytes of each. */
const MOST_DOCUMENTS = 500;
const LARGEST = 4_000_000;

export interface Trail {
  facts: TrailFacts;
  /** What it selects, per differing capture; empty: no document says. */
  selectors: Selector[][];
  /** Types of Insights events, per differing capture. */
  insights: string[][];
  /** Whether it has Insights at all, where only that is said. */
  hasInsights: boolean | null;
  /** Facts in which captures differ, by name. */
  differing: ReadonlySet<string>;
}

export interface Configuration {
  trails: Trail[];
  /** Documents that do not say which trail they are about, or cannot be read. */
  unassigned: number;
}

interface ConfigDocument {
  sha256: string;
  /** Of the file, ms UTC; null where the delivery did not keep it. */
  modified: number | null;
  /** Number of the source, `:`, and the path within it. */
  paths: readonly string[];
  content: Buffer;
}

/** All trail configuration of a case, in order of ARN. */
export function configurationIn(db: ReadConnection): Configuration {
  const rows = db
    .prepare(
      `SELECT e.id, lower(hex(e.sha256)) AS sha256, max(f.modified) AS modified, json_group_array(f.source || ':' || f.path) AS paths
       FROM evidence e JOIN found_at f ON f.evidence = e.id WHERE e.kind = 'config' GROUP BY e.id ORDER BY e.sha256 LIMIT ?`,
    )
    .all(MOST_DOCUMENTS) as { id: number; sha256: string; modified: number | null; paths: string }[];
  const evidence = new EvidenceReader(db);
  return configurationOf(
    rows.map(({ id, paths, ...row }) => ({
      ...row,
      paths: JSON.parse(paths) as string[],
      content: evidence.contentRange(id, 0, LARGEST),
    })),
  );
}

/** What documents say of trails. Pure. */
export function configurationOf(documents: readonly ConfigDocument[]): Configuration {
  const gathered = new Gathered();
  for (const { content, ...rest } of documents) {
    const value = parsed(content);
    gathered.add({ ...rest, value: value ?? {} }, value !== null);
  }
  return gathered.configuration();
}

type Document = Omit<ConfigDocument, 'content'> & { value: Record<string, unknown> };

function parsed(content: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(content.toString('utf8').replace(/^\ufeff/, ''));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** What one document says of a trail. */
interface Statement {
  document: Document;
  said: Record<string, unknown>;
}

class Gathered {
  private readonly byArn = new Map<string, Statement[]>();
  private readonly statuses: Document[] = [];
  private unassigned = 0;

  add(document: Document, readable: boolean): void {
    const { value } = document;
    // What of the bucket is kept says nothing of what is recorded.
    if (readable && ('Rules' in value || 'Status' in value) && !('EventDataStoreArn' in value)) return;
    const lists = [value.trailList, value.Trails].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []));
    const described = [...lists, value.Trail].filter(isObject);
    for (const said of described) this.say(text(said.TrailARN), { document, said });
    if (described.length > 0) return;
    if (typeof value.IsLogging === 'boolean') this.statuses.push(document);
    else this.say(text(value.TrailARN) || text(value.EventDataStoreArn), { document, said: value });
  }

  private say(arn: string, statement: Statement): void {
    if (!/^arn:[^:]*:cloudtrail:[^:]*:\d{12}:(trail|eventdatastore)\/./.test(arn)) {
      this.unassigned++;
      return;
    }
    this.byArn.set(arn, [...(this.byArn.get(arn) ?? []), statement]);
  }

  configuration(): Configuration {
    for (const status of this.statuses) this.assign(status);
    const trails = [...this.byArn].sort(([a], [b]) => (a < b ? -1 : 1)).map(([arn, statements]) => trailOf(arn, statements));
    return { trails, unassigned: this.unassigned };
  }

  /**
   * GetTrailStatus does not name its trail: it is that of the only trail whose name its file bears, or that is described beside it, or that
   * there is.
   */
  private assign(status: Document): void {
    const arns = [...this.byArn.keys()];
    const found = status.paths.map((path) => only(arns.filter((arn) => bears(path, nameOf(arn)))) ?? only(this.beside(path)) ?? only(arns));
    if (found.includes(null)) this.unassigned++;
    for (const arn of new Set(found)) if (arn !== null) this.say(arn, { document: status, said: status.value });
  }

  /** Trails that documents in the same folder describe. */
  private beside(path: string): string[] {
    const folder = folderOf(path);
    const isBeside = ({ document }: Statement): boolean => document.paths.some((other) => folderOf(other) === folder);
    return [...this.byArn].filter(([, statements]) => statements.some(isBeside)).map(([arn]) => arn);
  }
}

function only<T>(list: readonly T[]): T | null {
  return list.length === 1 ? (list[0] as T) : null;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('!')) + 1);
}

/** Whether a file name has a trail's name in it as a word. */
function bears(path: string, name: string): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const at = file.indexOf(name);
  return at >= 0 && !/[A-Za-z0-9]/.test(file[at - 1] ?? '.') && !/[A-Za-z0-9]/.test(file[at + name.length] ?? '.');
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function trailOf(arn: string, statements: readonly Statement[]): Trail {
  const [, , , region = '', account = ''] = arn.split(':');
  const differing = new Set<string>();
  const agreed = <T>(fact: string, of: (said: Record<string, unknown>) => T | null): T | null => {
    const values = new Set(statements.map(({ said }) => of(said)).filter((value) => value !== null));
    if (values.size > 1) differing.add(fact);
    return values.size === 1 ? ([...values][0] as T) : null;
  };
  const selectors = distinct(statements.map(({ said }) => selectorsOf(said)));
  const custom = agreed('customSelectors', ({ HasCustomEventSelectors }) => flag(HasCustomEventSelectors));
  const dates = statements.map(({ document }) => document.modified).filter((at) => at !== null);
  return {
    facts: {
      name: text(agreed('name', ({ Name }) => (typeof Name === 'string' ? Name : null))) || nameOf(arn),
      arn,
      account,
      homeRegion: agreed('homeRegion', ({ HomeRegion }) => (typeof HomeRegion === 'string' ? HomeRegion : null)) ?? region,
      multiRegion: agreed('multiRegion', (said) => flag(said.IsMultiRegionTrail) ?? flag(said.MultiRegionEnabled)),
      organization: agreed('organization', (said) => flag(said.IsOrganizationTrail) ?? flag(said.OrganizationEnabled)),
      globalServices: agreed('globalServices', ({ IncludeGlobalServiceEvents }) => flag(IncludeGlobalServiceEvents)),
      logging: agreed('logging', ({ IsLogging }) => flag(IsLogging)),
      stopped: agreed('stopped', ({ StopLoggingTime }) => instant(StopLoggingTime)),
      started: agreed('started', ({ StartLoggingTime }) => instant(StartLoggingTime)),
      selectors: selectors.length > 0 ? 'given' : custom === false ? 'default' : 'unknown',
      captured: dates.length === 0 ? null : Math.max(...dates),
      items: [...new Set(statements.map(({ document }) => document.sha256))],
    },
    selectors: selectors.length > 0 ? selectors : custom === false ? [DEFAULT_SELECTORS] : [],
    insights: distinct(statements.map(({ said }) => insightsOf(said))),
    hasInsights: agreed('hasInsights', ({ HasInsightSelectors }) => flag(HasInsightSelectors)),
    differing,
  };
}

/** A trail without selectors of its own records all management events. Source: AWS API Reference, PutEventSelectors. */
const DEFAULT_SELECTORS = basicSelectors([{}]);

/** Null where a document is not about selectors. */
function selectorsOf(said: Record<string, unknown>): Selector[] | null {
  const advanced = Array.isArray(said.AdvancedEventSelectors) ? (said.AdvancedEventSelectors as unknown[]) : null;
  const basic = Array.isArray(said.EventSelectors) ? (said.EventSelectors as unknown[]) : null;
  if (advanced === null && basic === null) return null;
  // A trail has one kind or the other; some tools print the other as an empty list.
  return [...advancedSelectors(advanced ?? []), ...basicSelectors(basic ?? [])];
}

function insightsOf(said: Record<string, unknown>): string[] | null {
  if (!Array.isArray(said.InsightSelectors)) return null;
  return (said.InsightSelectors as unknown[])
    .filter(isObject)
    .map(({ InsightType }) => text(InsightType))
    .sort();
}

function distinct<T>(captures: readonly (T | null)[]): T[] {
  return [...new Map(captures.filter((one) => one !== null).map((one) => [JSON.stringify(one), one as T])).values()];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2048) : '';
}

function flag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** ms UTC of what tools print for a time: seconds since the epoch, or ISO 8601. */
function instant(value: unknown): number | null {
  const ms = typeof value === 'number' ? Math.round(value * 1000) : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? ms : null;
}
