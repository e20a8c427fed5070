// A double of Athena on loopback: no Athena can run here. It is written from the service model that the SDK ships: every request and every answer is held
// against the SDK's own schemas (required members, types, no members that are not there). It checks no signatures, and it runs no SQL by itself: whoever
// starts it says what a query finds (athena-duckdb.ts has an engine that reads it).
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as sdk from '@aws-sdk/client-athena';

export interface AthenaLogged {
  operation: string;
  input: any;
  userAgent: string;
}

export interface AthenaExecution {
  id: string;
  sql: string;
  state: string;
  reason: string;
  /** Looks at it until it is done. */
  looks: number;
  input: any;
}

export type Rows = { columns: string[]; rows: (string | null)[][] };

export interface AthenaDouble {
  endpoint: string;
  log: AthenaLogged[];
  workgroup: { EnforceWorkGroupConfiguration?: boolean; [name: string]: unknown };
  /** By `catalog.database.table`. */
  tables: Map<
    string,
    { Columns: { Name: string; Type: string }[]; PartitionKeys: { Name: string; Type: string }[]; Parameters: Record<string, string> }
  >;
  executions: Map<string, AthenaExecution>;
  /** What a query finds; a thrown error is the reason why it failed. */
  answer: (sql: string) => Rows | Promise<Rows>;
  /** Looks during which a query runs. */
  running: number;
  page: number;
  /** Asked before every answer: an error of the service instead. */
  instead: (logged: AthenaLogged) => { code: string; message: string; status?: number } | undefined;
  operations(): Record<string, number>;
  close(): Promise<void>;
}

const NUMBERS: Record<string, string> = { 0: 'string', 1: 'number', 2: 'boolean', 4: 'number', 64: 'strings', 128: 'map' };

/** What is wrong with a value by a schema of the SDK; empty where nothing is. */
export function faultsOf(schema: any, value: unknown, path: string): string[] {
  const one = typeof schema === 'function' ? schema() : schema;
  if (Array.isArray(one) && one.length === 2) return faultsOf(one[0], value, path);
  if (typeof one === 'number') {
    const wanted = NUMBERS[one] ?? `type ${one}`;
    const fits =
      wanted === 'strings'
        ? Array.isArray(value) && value.every((text) => typeof text === 'string')
        : wanted === 'map'
          ? typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string')
          : typeof value === wanted;
    return fits ? [] : [`${path} is no ${wanted}`];
  }
  if (one[0] === 1)
    return Array.isArray(value) ? value.flatMap((each, i) => faultsOf(one[4], each, `${path}[${i}]`)) : [`${path} is no list`];
  if (one[0] === 2) return typeof value === 'object' ? [] : [`${path} is no map`];
  const [, , , , names, types, required = 0] = one as [number, string, string, unknown, string[], unknown[], number?];
  if (typeof value !== 'object' || value === null) return [`${path} is no structure`];
  const missing = names.slice(0, required).filter((name) => (value as any)[name] === undefined);
  return [
    ...missing.map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, each]) => {
      const at = names.indexOf(name);
      if (at === -1) return [`${path} has no member ${name}`];
      return each === undefined ? [] : faultsOf(types[at], each, `${path}.${name}`);
    }),
  ];
}

const nameOf = (operation: string): string => operation.slice(0, 1).toLowerCase() + operation.slice(1);

export async function startAthenaDouble(): Promise<AthenaDouble> {
  const double: AthenaDouble = {
    endpoint: '',
    log: [],
    workgroup: {
      EnforceWorkGroupConfiguration: false,
      EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
    },
    tables: new Map(),
    executions: new Map(),
    answer: () => ({ columns: ['path'], rows: [] }),
    running: 1,
    page: 1000,
    instead: () => undefined,
    operations() {
      const counts: Record<string, number> = {};
      for (const { operation } of double.log) counts[operation] = (counts[operation] ?? 0) + 1;
      return counts;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  const results = new Map<string, Rows>();
  const tokens = new Map<string, string>();
  /** By the name of the operation, its first letter small. */
  const handlers: Record<string, (input: any) => Promise<unknown> | unknown> = {
    getWorkGroup: ({ WorkGroup: name }) => ({ WorkGroup: { Name: name, State: 'ENABLED', Configuration: double.workgroup } }),
    getTableMetadata: ({ CatalogName, DatabaseName, TableName }) => {
      const table = double.tables.get(`${CatalogName}.${DatabaseName}.${TableName}`);
      if (!table) throw { code: 'MetadataException', message: `EntityNotFoundException: Entity Not Found: ${TableName}` };
      return { TableMetadata: { Name: TableName, TableType: 'EXTERNAL_TABLE', CreateTime: 1_700_000_000, ...table } };
    },
    startQueryExecution: async (input) => {
      const known = tokens.get(input.ClientRequestToken);
      if (known !== undefined) return { QueryExecutionId: known };
      if (input.ClientRequestToken.length < 32)
        throw { code: 'InvalidRequestException', message: 'idempotencyToken has to be at least 32 characters' };
      const id = `0000000${double.executions.size + 1}-1111-4222-8333-444444444444`;
      const execution = { id, sql: input.QueryString, state: 'QUEUED', reason: '', looks: 0, input };
      tokens.set(input.ClientRequestToken, id);
      double.executions.set(id, execution);
      return { QueryExecutionId: id };
    },
    getQueryExecution: async ({ QueryExecutionId: id }) => {
      const execution = double.executions.get(id);
      if (!execution) throw { code: 'InvalidRequestException', message: `QueryExecution ${id} was not found` };
      if (execution.state === 'QUEUED' || execution.state === 'RUNNING') {
        execution.state = 'RUNNING';
        if (execution.looks++ >= double.running) await settle(execution);
      }
      const { WorkGroup, ResultConfiguration, QueryExecutionContext } = execution.input;
      const own = double.workgroup as any;
      const base = own.EnforceWorkGroupConfiguration
        ? own.ResultConfiguration?.OutputLocation
        : (ResultConfiguration?.OutputLocation ?? own.ResultConfiguration?.OutputLocation);
      return {
        QueryExecution: {
          QueryExecutionId: id,
          Query: execution.sql,
          StatementType: 'DML',
          WorkGroup,
          QueryExecutionContext,
          ...(base && { ResultConfiguration: { OutputLocation: `${base.replace(/\/*$/, '/')}${id}.csv` } }),
          EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
          Status: {
            State: execution.state,
            SubmissionDateTime: 1_771_700_000.25,
            ...(execution.reason && { StateChangeReason: execution.reason }),
            ...(execution.state === 'SUCCEEDED' && { CompletionDateTime: 1_771_700_003.5 }),
          },
          Statistics: { DataScannedInBytes: execution.looks * 1_000_000, TotalExecutionTimeInMillis: 3250 },
        },
      };
    },
    getQueryResults: ({ QueryExecutionId: id, NextToken: token }) => {
      const { columns, rows } = results.get(id) as Rows;
      const all = [columns, ...rows];
      const from = token === undefined ? 0 : Number(token);
      const to = from + double.page;
      return {
        ResultSet: {
          Rows: all.slice(from, to).map((row) => ({ Data: row.map((text) => (text === null ? {} : { VarCharValue: text })) })),
          ResultSetMetadata: {
            ColumnInfo: columns.map((Name) => ({
              CatalogName: 'hive',
              Name,
              Label: Name,
              Type: Name === 'records' ? 'bigint' : 'varchar',
            })),
          },
        },
        ...(to < all.length && { NextToken: String(to) }),
      };
    },
    stopQueryExecution: ({ QueryExecutionId: id }) => {
      const execution = double.executions.get(id);
      if (execution) Object.assign(execution, { state: 'CANCELLED', reason: 'Query cancelled by user' });
      return {};
    },
  };
  async function settle(execution: AthenaExecution): Promise<void> {
    try {
      results.set(execution.id, await double.answer(execution.sql));
      execution.state = 'SUCCEEDED';
    } catch (error) {
      execution.state = 'FAILED';
      execution.reason = error instanceof Error ? error.message : String(error);
    }
  }
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => void serve(request, response, Buffer.concat(pieces).toString('utf8')));
  });
  async function serve(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const send = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': `ATH${double.log.length}` });
      response.end(JSON.stringify(value));
    };
    const [service, operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
    const input = JSON.parse(body || '{}');
    const logged = { operation, input, userAgent: String(request.headers['user-agent']) };
    double.log.push(logged);
    const fail = ({ code, message, status = 400 }: { code: string; message: string; status?: number }): void =>
      send(status, { __type: code, Message: message, message });
    const instead = double.instead(logged);
    if (instead) return fail(instead);
    const schema = (sdk as any)[`${operation}$`];
    if (service !== 'AmazonAthena' || !schema || !handlers[nameOf(operation)])
      return fail({ code: 'UnknownOperationException', message: operation });
    const [, , , , takes, gives] = schema;
    const faults = request.headers['content-type'] === 'application/x-amz-json-1.1' ? faultsOf(takes, input, operation) : ['not JSON 1.1'];
    if (faults.length > 0) return fail({ code: 'InvalidRequestException', message: `not of the model: ${faults.join('; ')}` });
    try {
      const answer = await handlers[nameOf(operation)]?.(input);
      const own = faultsOf(gives, answer, `answer to ${operation}`);
      if (own.length > 0) return fail({ code: 'InternalServerException', message: own.join('; '), status: 500 });
      send(200, answer);
    } catch (error) {
      fail(error as { code: string; message: string });
    }
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  double.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return double;
}
