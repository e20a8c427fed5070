// CREATE EXTERNAL TABLE for a bucket's CloudTrail logs, with partition projection: Athena then computes which folders a query needs, and no partition has to be
// added. It is printed, never run. Source: AWS, "Create the table for CloudTrail logs in Athena using partition projection", "Supported types for partition
// projection" (Athena User Guide), and "Finding your CloudTrail log files" for the layouts.
import type { AthenaTableAsk } from '../../../shared/athena.ts';
import { TrailcaseError } from '../../../shared/errors.ts';
import { parseAddress } from '../s3/address.ts';
import { leafOf } from '../s3/layout.ts';
import { DOCUMENTED } from './table.ts';

/** Hive's names stand in backticks, in which nothing but a backtick is special. */
const hiveName = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** A text in DDL: Hive escapes by a backslash; of two quotes it makes none. Source: Apache Hive, "Literals" (Language Manual). */
const hiveText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** Errors: USAGE. */
export function createTable({
  address,
  accounts,
  regions,
  organization,
  from,
  to,
  database,
  table = 'cloudtrail_logs',
}: AthenaTableAsk): string {
  const root = rootOf(address, organization);
  const location = `${root}\${account}/CloudTrail/\${region}/\${timestamp}`;
  const columns = DOCUMENTED.map(([name, type]) => `  ${hiveName(name.toLowerCase())} ${hiveType(type)}`);
  const properties: [string, string][] = [
    ['projection.enabled', 'true'],
    ...projection('account', accounts),
    ...projection('region', regions),
    ['projection.timestamp.type', 'date'],
    ['projection.timestamp.format', 'yyyy/MM/dd'],
    ['projection.timestamp.interval', '1'],
    ['projection.timestamp.interval.unit', 'DAYS'],
    ['projection.timestamp.range', `${slashed(from)},${to === undefined ? 'NOW' : slashed(to)}`],
    ['storage.location.template', location],
  ];
  return [
    `CREATE EXTERNAL TABLE ${database === undefined ? '' : `${hiveName(database)}.`}${hiveName(table)} (`,
    columns.join(',\n'),
    ')',
    `COMMENT ${hiveText(`CloudTrail logs below ${root}`)}`,
    'PARTITIONED BY (`account` STRING, `region` STRING, `timestamp` STRING)',
    "ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'",
    "STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'",
    "OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'",
    `LOCATION ${hiveText(root)}`,
    'TBLPROPERTIES (',
    properties.map(([name, value]) => `  ${hiveText(name)} = ${hiveText(value)}`).join(',\n'),
    ');',
    '',
  ].join('\n');
}

/** Without a list of values any is right, and every query has to name it. */
function projection(column: 'account' | 'region', values: readonly string[] | undefined): [string, string][] {
  if (values === undefined || values.length === 0) return [[`projection.${column}.type`, 'injected']];
  return [
    [`projection.${column}.type`, 'enum'],
    [`projection.${column}.values`, [...new Set(values)].sort().join(',')],
  ];
}

const slashed = (day: string): string => day.replaceAll('-', '/');

function hiveType(type: string): string {
  return type.toLowerCase().replace(/\b(string|struct|array|map)(?=[<>,]|$)/g, (word) => word.toUpperCase());
}

/** `s3://bucket/prefix/AWSLogs/[o-…/]`. Errors: USAGE. */
function rootOf(address: string, organization: string | undefined): string {
  const { bucket, prefix } = parseAddress(address);
  if (leafOf(`${prefix}/`) !== null || /AWSLogs\/.+/.test(prefix))
    throw new TrailcaseError(
      'USAGE',
      `${address} is within AWSLogs/`,
      'Name the bucket and what stands before AWSLogs/; accounts and regions have options of their own.',
    );
  const before = prefix
    .replace(/(^|\/)AWSLogs\/?$/, '$1')
    .replace(/\/?$/, (slash) => (prefix === '' || prefix === 'AWSLogs' || prefix === 'AWSLogs/' ? '' : slash || '/'));
  return `s3://${bucket}/${before}AWSLogs/${organization === undefined ? '' : `${organization}/`}`;
}
