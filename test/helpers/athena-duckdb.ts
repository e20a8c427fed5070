// DuckDB in the place of Athena's engine: an independent SQL engine that reads the same text but for a layer of dialect, which is all here and stated: names of
// functions, and addresses, which DuckDB without its extension has not (IPv4 alone). A table holds each record as Hive's JSON SerDe gives it for AWS's columns.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type ColumnType, DOCUMENTED, typeOf } from '../../src/main/acquire/athena/table.ts';
import { leafOf } from '../../src/main/acquire/s3/layout.ts';
import type { Rows } from './athena-double.ts';
import { temporaryFolder } from './folder.ts';

export interface LogFile {
  key: string;
  records: readonly any[];
}

/** What the SerDe makes of a value of a type: texts of scalars, JSON for what is no scalar; names of fields in small letters. */
function asHive(value: any, type: ColumnType): unknown {
  if (value === undefined || value === null) return null;
  if (type.kind === 'struct') {
    if (typeof value !== 'object') return null;
    const byName = new Map(Object.entries(value).map(([name, inner]) => [name.toLowerCase(), inner]));
    return Object.fromEntries([...type.fields].map(([name, inner]) => [name, asHive(byName.get(name), inner)]));
  }
  if (type.kind === 'list') {
    if (!Array.isArray(value)) return null;
    const fields = new Map([
      ['arn', { kind: 'text' }],
      ['accountid', { kind: 'text' }],
      ['type', { kind: 'text' }],
    ] as [string, ColumnType][]);
    return value.map((one) => asHive(one, { kind: 'struct', fields }));
  }
  if (type.kind === 'map') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** DuckDB's name of a type of Hive. */
function duckType(type: string): string {
  return type
    .replace(/map<string,string>/g, 'MAP(VARCHAR, VARCHAR)')
    .replace(/array<struct<([^<>]*)>>/g, (_, fields: string) => `STRUCT(${fields.replace(/(\w+):string/g, '"$1" VARCHAR')})[]`)
    .replace(/\bstruct</g, 'STRUCT(')
    .replaceAll('>', ')')
    .replace(/(\w+):(?=STRUCT|MAP)/g, '"$1" ')
    .replace(/(\w+):string/g, '"$1" VARCHAR')
    .replace(/^string$/, 'VARCHAR');
}

const MACROS = [
  'CREATE MACRO regexp_like(a, b) AS regexp_matches(a, b)',
  'CREATE MACRO json_format(x) AS CAST(x AS VARCHAR)',
  `CREATE MACRO ip_number(a) AS CASE WHEN regexp_full_match(a, '[0-9]{1,3}([.][0-9]{1,3}){3}') THEN
     split_part(a, '.', 1)::BIGINT * 16777216 + split_part(a, '.', 2)::BIGINT * 65536 + split_part(a, '.', 3)::BIGINT * 256 + split_part(a, '.', 4)::BIGINT END`,
];

/** The layer of dialect; texts in quotes stay as they are. */
export function inDuckDb(sql: string): string {
  return sql
    .replace(/TRY_CAST\(("[^']*?") AS IPADDRESS\)/g, 'ip_number($1)')
    .replace(/'(?:[^']|'')*'|IPADDRESS (?=')/g, (piece) => (piece === 'IPADDRESS ' ? '' : piece))
    .replace(/(ip_number\("[^']*?"\)) BETWEEN ('[^']*') AND ('[^']*')/g, '$1 BETWEEN ip_number($2) AND ip_number($3)');
}

export class DuckAthena {
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.instance = instance;
    this.connection = connection;
  }

  /** @param bucket in which the files lie; the table is `"AwsDataCatalog"."default"."cloudtrail_logs"`, partitioned by account, region and timestamp */
  static async over(bucket: string, files: readonly LogFile[]): Promise<DuckAthena> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const lines = files.flatMap(({ key, records }) => {
      const leaf = leafOf(key);
      const timestamp = key.slice(leaf?.prefix.length).slice(0, 10);
      return records.map((record) => {
        const byName = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
        const columns = DOCUMENTED.map(([name, type]) => [name.toLowerCase(), asHive(byName.get(name.toLowerCase()), typeOf(type))]);
        const partitions = { account: leaf?.account, region: leaf?.region, timestamp };
        return JSON.stringify({ $path: `s3://${bucket}/${key}`, ...Object.fromEntries(columns), ...partitions });
      });
    });
    const path = join(temporaryFolder(), 'rows.json');
    writeFileSync(path, `${lines.join('\n')}\n`);
    const columns = [
      ...DOCUMENTED.map(([name, type]) => [name.toLowerCase(), duckType(type.toLowerCase())]),
      ...['$path', 'account', 'region', 'timestamp'].map((name) => [name, 'VARCHAR']),
    ];
    const spec = columns.map(([name, type]) => `'${name}': '${type}'`).join(', ');
    for (const macro of MACROS) await connection.run(macro);
    await connection.run(`ATTACH ':memory:' AS "AwsDataCatalog"; CREATE SCHEMA "AwsDataCatalog"."default"`);
    await connection.run(
      `CREATE TABLE "AwsDataCatalog"."default"."cloudtrail_logs" AS SELECT * FROM read_json('${path}', format = 'newline_delimited', columns = {${spec}})`,
    );
    return new DuckAthena(instance, connection);
  }

  async answer(sql: string): Promise<Rows> {
    const reader = await this.connection.runAndReadAll(inDuckDb(sql));
    return {
      columns: reader.columnNames(),
      rows: reader.getRows().map((row) => row.map((value) => (value === null ? null : String(value)))),
    };
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/** The same table as the catalog of the double has it. */
export function catalogEntry(bucket: string, prefix = '') {
  return {
    Columns: DOCUMENTED.map(([name, type]) => ({ Name: name.toLowerCase(), Type: type.toLowerCase() })),
    PartitionKeys: ['account', 'region', 'timestamp'].map((Name) => ({ Name, Type: 'string' })),
    Parameters: {
      location: `s3://${bucket}/${prefix}AWSLogs`,
      'projection.enabled': 'true',
      'projection.account.type': 'enum',
      'projection.region.type': 'enum',
      'projection.timestamp.type': 'date',
      'projection.timestamp.format': 'yyyy/MM/dd',
      'storage.location.template': `s3://${bucket}/${prefix}AWSLogs/\${account}/CloudTrail/\${region}/\${timestamp}`,
    } as Record<string, string>,
  };
}
