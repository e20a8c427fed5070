// Scoping by Athena: what would be run, running it, and what came of it. AWS's SDK is loaded with this, so only where it is asked for.
import type { QueryExecution, TableMetadata } from '@aws-sdk/client-athena';
import { type AthenaAsk, type AthenaOutcome, type AthenaPlan, MARGIN_DAYS, type NamedObject } from '../../shared/athena.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { bytesText } from '../../shared/text.ts';
import { checkAsk, timesOf } from '../acquire/athena/check-ask.ts';
import { Athena } from '../acquire/athena/client.ts';
import { hashOf } from '../acquire/athena/named-paths.ts';
import { bucketOf, evidenceOf, refuseWithin, resultsPlace } from '../acquire/athena/places.ts';
import { scopingDocument } from '../acquire/athena/record.ts';
import { collect, waitFor } from '../acquire/athena/run.ts';
import { type AthenaTable, columnsOf } from '../acquire/athena/table.ts';
import { type TableName, translate } from '../acquire/athena/translate.ts';
import { checkAccess } from '../acquire/s3/access.ts';
import { Connection } from '../acquire/s3/connection.ts';
import { RequestLog, type RequestSummary } from '../acquire/s3/request-log.ts';
import type { JobControl } from './progress.ts';

interface ScopingOptions extends JobControl {
  /** Seconds that are waited for the renewal of expired credentials; 0 where it is left out. */
  renewalPatience?: number | undefined;
  /** Path of a new file that gets a line for every request. */
  requestLog?: string | undefined;
  /** Asked with what is about to be run, once nothing else stands in its way; what it throws ends the work before anything ran. */
  agree?: ((plan: AthenaPlan) => Promise<void>) | undefined;
}

export interface Scoping {
  outcome: AthenaOutcome;
  /** In the buckets of the evidence, in order of their bytes. */
  objects: NamedObject[];
  /** In other buckets. */
  elsewhere: NamedObject[];
  /** Text of the document that is kept as evidence. */
  document: string;
  /** Every request made, for the custody log. */
  requests: RequestSummary;
}

/** Errors: those of `athena.prepare` in shared/channels/athena.ts. */
export async function prepareScoping(ask: AthenaAsk, options: ScopingOptions = {}): Promise<AthenaPlan> {
  return await withAthena(ask, options, async (session) => (await session.prepare()).plan);
}

/** Runs it; that a person agreed is for the caller to know, or for `agree`. Errors: those of `athena.start`. */
export async function runScoping(ask: AthenaAsk, options: ScopingOptions = {}): Promise<Scoping> {
  return await withAthena(ask, options, (session) => session.run());
}

async function withAthena<T>(ask: AthenaAsk, options: ScopingOptions, work: (session: Session) => Promise<T>): Promise<T> {
  checkAccess(ask.access ?? {});
  const log = new RequestLog(options.requestLog);
  const connection = new Connection(ask.access ?? {}, log, {
    renewalPatience: options.renewalPatience ?? 0,
    onWaiting: (words) => options.onProgress?.({ phase: words ?? 'Asking Athena', ...NOTHING, waiting: words }),
  });
  try {
    if (!connection.mayAskAws('ATHENA'))
      throw new TrailcaseError(
        'USAGE',
        'With --endpoint another server than AWS’s is meant',
        'Say where Athena is in AWS_ENDPOINT_URL_ATHENA.',
      );
    if ((await connection.usualRegion()) === null)
      throw new TrailcaseError('USAGE', 'Nothing says in which region Athena is asked', 'Name it with --region.');
    return await work(new Session(ask, connection, log, options));
  } finally {
    connection.close();
    log.close();
  }
}

const NOTHING = { bytes: 0, totalBytes: 0, files: 0, totalFiles: 0, events: 0 };

interface Prepared {
  plan: AthenaPlan;
  metadata: TableMetadata | null;
}

class Session {
  private readonly ask: AthenaAsk;
  private readonly connection: Connection;
  private readonly log: RequestLog;
  private readonly options: ScopingOptions;
  private readonly athena: Athena;
  private readonly name: Omit<TableName, 'table'>;
  private readonly workgroup: string;

  constructor(ask: AthenaAsk, connection: Connection, log: RequestLog, options: ScopingOptions) {
    this.ask = ask;
    this.connection = connection;
    this.log = log;
    this.options = options;
    this.workgroup = ask.workgroup ?? 'primary';
    this.name = { catalog: ask.catalog ?? 'AwsDataCatalog', database: ask.database ?? 'default' };
    this.athena = new Athena(connection, this.workgroup, options.signal);
  }

  async prepare(): Promise<Prepared> {
    const { filter, sql, table, evidence: named } = this.ask;
    // What cannot be asked is told before anybody is.
    checkAsk(this.ask);
    const identity = await this.connection.identity();
    const group = await this.athena.group();
    const metadata = table === undefined ? null : await this.athena.table({ ...this.name, table });
    const own: AthenaTable | null = metadata && {
      columns: columnsOf(metadata.Columns ?? []),
      partitions: (metadata.PartitionKeys ?? []).map(({ Name: name = '', Type: type = 'string' }) => ({ name, type })),
      parameters: metadata.Parameters ?? {},
    };
    const evidence = evidenceOf(own, named);
    if (evidence.length === 0)
      throw new TrailcaseError(
        'USAGE',
        'The table does not say where its logs are',
        'Say it with --evidence s3://BUCKET: results never go there.',
      );
    const results = resultsPlace(this.ask.results, evidence, group);
    const translated =
      own !== null && filter !== undefined && table !== undefined
        ? translate(filter, { ...this.name, table }, own, timesOf(this.ask), this.ask.margin ?? MARGIN_DAYS)
        : { sql: sql ?? '', notes: [], limits: [] };
    const configuration = group.Configuration ?? {};
    const plan: AthenaPlan = {
      sql: translated.sql,
      filter: filter ?? null,
      notes: translated.notes,
      partitions: translated.limits,
      evidence,
      results,
      workgroup: {
        name: this.workgroup,
        engineVersion: configuration.EngineVersion?.EffectiveEngineVersion ?? null,
        cutoffBytes: configuration.BytesScannedCutoffPerQuery ?? null,
      },
      ...this.name,
      table: table ?? null,
      region: await this.connection.usualRegion(),
      identity: identity?.arn ?? null,
    };
    return { plan, metadata };
  }

  async run(): Promise<Scoping> {
    this.tell('Asking Athena for workgroup and table', 0);
    const prepared = await this.prepare();
    const { plan } = prepared;
    if (this.ask.execution !== undefined) return await this.takeUp(this.ask.execution, prepared);
    const { address, managed, enforced } = plan.results;
    if (address === null && !managed)
      throw new TrailcaseError(
        'ATHENA_RESULTS_PLACE',
        'No place was named for Athena’s results',
        'Name one outside the bucket of the evidence with --results s3://BUCKET/PREFIX/.',
      );
    await this.options.agree?.(plan);
    const id = await this.athena.start(plan.sql, this.name, managed || enforced ? null : address);
    return await this.takeUp(id, prepared);
  }

  /** Waits for an execution, and collects what it named. */
  private async takeUp(id: string, { plan, metadata }: Prepared): Promise<Scoping> {
    const { signal } = this.options;
    const own = this.ask.execution === undefined;
    const execution = await waitFor(
      this.athena,
      { id, own },
      signal,
      ({ state, scannedBytes }, { Query: text, ResultConfiguration: place = {} }) => {
        if (!own && plan.filter !== null && text !== undefined && text.trim() !== plan.sql.trim())
          throw new TrailcaseError(
            'ATHENA_EXECUTION',
            `Execution ${id} ran another query than this filter gives`,
            'Leave the filter out, or give filter, table, --timezone and --margin-days as when it was started.',
          );
        // Also of what was started elsewhere, and where a workgroup was changed in between.
        if (place.OutputLocation !== undefined)
          refuseWithin(place.OutputLocation, plan.evidence, 'The place to which Athena writes results');
        this.tell(`Athena: ${state.toLowerCase()}, ${bytesText(scannedBytes)} scanned, execution ${id}`, scannedBytes);
      },
    );
    this.tell(`Reading what execution ${id} named`, execution.Statistics?.DataScannedInBytes ?? 0);
    const named = await collect(this.athena, id);
    const all = named.objects();
    const isEvidence = ({ bucket }: NamedObject): boolean => plan.evidence.includes(`s3://${bucket}`);
    const objects = all.filter(isEvidence);
    const elsewhere = all.filter((one) => !isEvidence(one));
    const outcome = outcomeOf(id, execution, plan, { objects, elsewhere, all, unusable: named.unusable() });
    const document = scopingDocument(outcome, metadata && tableTold(metadata), all).toString('utf8');
    // What is not in the file is told beside the rest: the query is paid for, and what it named is there.
    this.log.settle();
    return { outcome, objects, elsewhere, document, requests: this.log.summary() };
  }

  private tell(phase: string, scannedBytes: number): void {
    this.options.onProgress?.({ phase, ...NOTHING, bytes: scannedBytes });
  }
}

interface Named {
  objects: NamedObject[];
  elsewhere: NamedObject[];
  all: NamedObject[];
  unusable: string[];
}

function outcomeOf(id: string, execution: QueryExecution, plan: AthenaPlan, { objects, elsewhere, all, unusable }: Named): AthenaOutcome {
  const { Status: status = {}, Statistics: statistics = {}, EngineVersion: engine, QueryExecutionContext: context = {} } = execution;
  const counted = objects.flatMap(({ records }) => records ?? []);
  const notes = [...plan.notes];
  const resultsBucket = execution.ResultConfiguration?.OutputLocation;
  if (resultsBucket !== undefined && elsewhere.some(({ bucket }) => bucket === bucketOf(resultsBucket)))
    notes.push('the query read objects of the bucket in which its results were written');
  return {
    executionId: id,
    sql: execution.Query ?? plan.sql,
    filter: plan.filter,
    notes,
    workgroup: execution.WorkGroup ?? plan.workgroup.name,
    catalog: context.Catalog ?? plan.catalog,
    database: context.Database ?? plan.database,
    table: plan.table,
    region: plan.region,
    identity: plan.identity,
    engineVersion: engine?.EffectiveEngineVersion ?? plan.workgroup.engineVersion,
    submitted: status.SubmissionDateTime?.getTime() ?? null,
    completed: status.CompletionDateTime?.getTime() ?? null,
    scannedBytes: statistics.DataScannedInBytes ?? 0,
    results: execution.ResultConfiguration?.OutputLocation ?? null,
    evidence: plan.evidence,
    objects: objects.length,
    records: counted.length === objects.length ? counted.reduce((sum, n) => sum + n, 0) : null,
    elsewhere: elsewhere.length,
    unusable,
    resultSha256: hashOf(all),
  };
}

/** What the catalog said of the table, without what changes by itself. */
function tableTold({ LastAccessTime: _, ...metadata }: TableMetadata): unknown {
  return { ...metadata, ...(metadata.CreateTime && { CreateTime: metadata.CreateTime.toISOString() }) };
}

/** Objects of each bucket of the evidence, for an import: an address, and its keys. */
export function importsOf(objects: readonly NamedObject[]): { address: string; keys: string[] }[] {
  const byBucket = new Map<string, string[]>();
  for (const { bucket, key } of objects) {
    const keys = byBucket.get(bucket);
    if (keys) keys.push(key);
    else byBucket.set(bucket, [key]);
  }
  return [...byBucket].map(([bucket, keys]) => ({ address: `s3://${bucket}`, keys }));
}
