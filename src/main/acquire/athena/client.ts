// The way to Athena: six operations, and no other, with the examiner's credentials and user agent. One of them runs something, and only a single SELECT whose
// results go where it was agreed.
import { randomUUID } from 'node:crypto';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  GetTableMetadataCommand,
  GetWorkGroupCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  type TableMetadata,
  type WorkGroup,
} from '@aws-sdk/client-athena';
import { TrailcaseError } from '../../../shared/errors.ts';
import type { Connection, Service } from '../s3/connection.ts';
import { athenaFailure } from './failures.ts';
import { checkReading } from './statement.ts';
import type { TableName } from './translate.ts';

/** All that is ever asked. Reading, but for Start (a SELECT) and Stop (of what was started). */
export const OPERATIONS: ReadonlySet<string> = new Set([
  'GetWorkGroup',
  'GetTableMetadata',
  'StartQueryExecution',
  'GetQueryExecution',
  'GetQueryResults',
  'StopQueryExecution',
]);

/** Errors: INTERNAL for an operation that is none of these, ATHENA_NOT_READING. */
export function guard(operation: string, input: unknown): void {
  if (!OPERATIONS.has(operation))
    throw new TrailcaseError('INTERNAL', `A request that is not for scoping was about to be sent: ${operation}`);
  if (operation === 'StartQueryExecution') checkReading(String((input as { QueryString?: unknown }).QueryString ?? ''));
}

const SERVICE: Service<AthenaClient> = {
  name: 'athena',
  make(common) {
    const client = new AthenaClient({ ...common });
    client.middlewareStack.add(
      (next, context) => (args) => {
        guard(String(context.commandName ?? '').replace(/Command$/, ''), args.input);
        return next(args);
      },
      { step: 'initialize', name: 'trailcaseGuard' },
    );
    return client;
  },
};

/** Rows of one page. */
const PAGE = 1000;

export class Athena {
  private readonly connection: Connection;
  private readonly workgroup: string;
  private readonly signal: AbortSignal | undefined;

  /** @param connection one that does not end with the signal: a query is stopped after it */
  constructor(connection: Connection, workgroup: string, signal: AbortSignal | undefined) {
    this.connection = connection;
    this.workgroup = workgroup;
    this.signal = signal;
  }

  private arn(): string {
    return `arn:aws:athena:*:*:workgroup/${this.workgroup}`;
  }

  /** Errors: ATHENA_*, S3_*, CANCELLED. */
  private async send<T>(
    action: string,
    resource: string,
    send: (client: AthenaClient, options: { abortSignal?: AbortSignal }) => Promise<T>,
    after = false,
  ): Promise<T> {
    const signal = after ? undefined : this.signal;
    if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'Cancelled');
    try {
      return await this.connection.ask(SERVICE, (client) => send(client, signal ? { abortSignal: signal } : {}));
    } catch (error) {
      if (signal?.aborted) throw new TrailcaseError('CANCELLED', 'Cancelled', '', { cause: error });
      throw athenaFailure(error, { action: `athena:${action}`, resource });
    }
  }

  async group(): Promise<WorkGroup> {
    const { WorkGroup: group = undefined } = await this.send('GetWorkGroup', this.arn(), (client, options) =>
      client.send(new GetWorkGroupCommand({ WorkGroup: this.workgroup }), options),
    );
    if (group === undefined) throw new TrailcaseError('ATHENA_WORKGROUP_MISSING', `There is no such workgroup: ${this.workgroup}`);
    return group;
  }

  async table({ catalog, database, table }: TableName): Promise<TableMetadata> {
    const input = { CatalogName: catalog, DatabaseName: database, TableName: table, WorkGroup: this.workgroup };
    const { TableMetadata: metadata } = await this.send(
      'GetTableMetadata',
      `${catalog}.${database}.${table} (and glue:GetTable)`,
      (client, options) => client.send(new GetTableMetadataCommand(input), options),
    );
    if (metadata === undefined) throw new TrailcaseError('ATHENA_TABLE_MISSING', `There is no such table: ${catalog}.${database}.${table}`);
    return metadata;
  }

  /**
   * Goes on after the signal: a query whose id nobody heard of could not be stopped.
   * @param results null where Athena keeps them itself, or the workgroup says where
   */
  async start(sql: string, { catalog, database }: Omit<TableName, 'table'>, results: string | null): Promise<string> {
    const input = {
      QueryString: sql,
      // The same for retries: a request that was lost on its way starts no second query.
      ClientRequestToken: randomUUID(),
      QueryExecutionContext: { Catalog: catalog, Database: database },
      WorkGroup: this.workgroup,
      ...(results !== null && { ResultConfiguration: { OutputLocation: results } }),
    };
    if (this.signal?.aborted) throw new TrailcaseError('CANCELLED', 'Cancelled');
    const { QueryExecutionId: id = '' } = await this.send(
      'StartQueryExecution',
      this.arn(),
      (client) => client.send(new StartQueryExecutionCommand(input)),
      true,
    );
    return id;
  }

  async execution(id: string): Promise<QueryExecution> {
    const { QueryExecution: execution = {} } = await this.send('GetQueryExecution', this.arn(), (client, options) =>
      client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }), options),
    );
    return execution;
  }

  async *results(id: string): AsyncGenerator<NonNullable<GetQueryResultsCommandOutput['ResultSet']>> {
    let token: string | undefined;
    do {
      const input = { QueryExecutionId: id, MaxResults: PAGE, ...(token && { NextToken: token }) };
      const { ResultSet: set = {}, NextToken: next } = await this.send(
        'GetQueryResults',
        `${this.arn()}, and s3:GetObject on its results`,
        (client, options) => client.send(new GetQueryResultsCommand(input), options),
      );
      yield set;
      token = next;
    } while (token);
  }

  /** Also after the signal. */
  async stop(id: string): Promise<void> {
    await this.send(
      'StopQueryExecution',
      this.arn(),
      (client) => client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })),
      true,
    );
  }
}
