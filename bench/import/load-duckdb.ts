// One run of the benchmark's other side: DuckDB loads the archive into a database file, and makes it durable.
// Arguments: archive folder, file to make, threads, bytes of JSON in the largest value at most, layout. Prints its figures as JSON.
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { printFigures } from './figures.ts';

const [archive = '', target = '', threads = '2', largest = '16777216', layout = 'files'] = process.argv.slice(2);

/** Fields and types as in AWS's table for Athena ("Create a table for CloudTrail logs in Athena"); free-form ones as JSON. */
const FIELDS = {
  eventVersion: 'VARCHAR',
  userIdentity: `STRUCT(
    type VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, invokedBy VARCHAR, accessKeyId VARCHAR, userName VARCHAR,
    onBehalfOf STRUCT(userId VARCHAR, identityStoreArn VARCHAR),
    sessionContext STRUCT(
      attributes STRUCT(mfaAuthenticated VARCHAR, creationDate VARCHAR),
      sessionIssuer STRUCT(type VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, userName VARCHAR),
      ec2RoleDelivery VARCHAR,
      webIdFederationData STRUCT(federatedProvider VARCHAR, attributes JSON)))`,
  eventTime: 'VARCHAR',
  eventSource: 'VARCHAR',
  eventName: 'VARCHAR',
  awsRegion: 'VARCHAR',
  sourceIPAddress: 'VARCHAR',
  userAgent: 'VARCHAR',
  errorCode: 'VARCHAR',
  errorMessage: 'VARCHAR',
  requestParameters: 'JSON',
  responseElements: 'JSON',
  additionalEventData: 'JSON',
  requestID: 'VARCHAR',
  eventID: 'VARCHAR',
  readOnly: 'VARCHAR',
  resources: 'STRUCT(ARN VARCHAR, accountId VARCHAR, type VARCHAR)[]',
  eventType: 'VARCHAR',
  apiVersion: 'VARCHAR',
  recipientAccountId: 'VARCHAR',
  serviceEventDetails: 'JSON',
  sharedEventID: 'VARCHAR',
  vpcEndpointId: 'VARCHAR',
  vpcEndpointAccountId: 'VARCHAR',
  eventCategory: 'VARCHAR',
  managementEvent: 'VARCHAR',
  addendum: 'JSON',
  sessionCredentialFromConsole: 'VARCHAR',
  edgeDeviceDetails: 'JSON',
  insightDetails: 'JSON',
  tlsDetails: 'STRUCT(tlsVersion VARCHAR, cipherSuite VARCHAR, clientProvidedHostHeader VARCHAR)',
} as const;

const columns = Object.entries(FIELDS);
const record = `STRUCT(${columns.map(([name, type]) => `${name} ${type}`).join(', ')})`;

const started = performance.now();
const instance = await DuckDBInstance.create(target, { threads });
const connection = await instance.connect();
// A quarter less CPU time; a table of events is read by time, not by the order of loading.
await connection.run('SET preserve_insertion_order = false');
const files = path.join(archive, '**', layout === 'lines' ? '*.jsonl' : '*.json.gz').replaceAll("'", "''");
// A log file is one line. Read as "newline_delimited" it takes less than as "unstructured" or "auto".
const options = `format = 'newline_delimited', maximum_object_size = ${Number(largest)}`;
const select =
  layout === 'lines'
    ? `SELECT * FROM read_json('${files}', ${options}, columns = {${columns.map(([name, type]) => `${name}: '${type}'`).join(', ')}})`
    : `SELECT unnest(record) FROM (
         SELECT unnest(Records) AS record FROM read_json('${files}', ${options}, compression = 'gzip', columns = {Records: '${record}[]'}))`;
await connection.run(`CREATE TABLE events AS ${select}`);
await connection.run('CHECKPOINT');
const counted = await connection.runAndReadAll('SELECT count(*) FROM events');
connection.closeSync();
instance.closeSync();
printFigures(started, Number(counted.getRows()[0]?.[0]), target);
