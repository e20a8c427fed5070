// One run of the benchmark's other side: DuckDB loads the archive into a database file, and makes it durable.
// Arguments: archive folder, file to make. Prints its figures as JSON on the last line.
import { statSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Figures } from './figures.ts';

const [archive = '', target = ''] = process.argv.slice(2);

/** Fields and types as in AWS's table for Athena ("Create a table for CloudTrail logs in Athena"); free-form ones as JSON. */
const RECORD = `STRUCT(
  eventVersion VARCHAR,
  userIdentity STRUCT(
    type VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, invokedBy VARCHAR, accessKeyId VARCHAR, userName VARCHAR,
    onBehalfOf STRUCT(userId VARCHAR, identityStoreArn VARCHAR),
    sessionContext STRUCT(
      attributes STRUCT(mfaAuthenticated VARCHAR, creationDate VARCHAR),
      sessionIssuer STRUCT(type VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, userName VARCHAR),
      ec2RoleDelivery VARCHAR,
      webIdFederationData STRUCT(federatedProvider VARCHAR, attributes JSON))),
  eventTime VARCHAR, eventSource VARCHAR, eventName VARCHAR, awsRegion VARCHAR, sourceIPAddress VARCHAR, userAgent VARCHAR,
  errorCode VARCHAR, errorMessage VARCHAR, requestParameters JSON, responseElements JSON, additionalEventData JSON,
  requestID VARCHAR, eventID VARCHAR, readOnly VARCHAR,
  resources STRUCT(ARN VARCHAR, accountId VARCHAR, type VARCHAR)[],
  eventType VARCHAR, apiVersion VARCHAR, recipientAccountId VARCHAR, serviceEventDetails JSON, sharedEventID VARCHAR, vpcEndpointId VARCHAR,
  vpcEndpointAccountId VARCHAR, eventCategory VARCHAR, managementEvent VARCHAR, addendum JSON, sessionCredentialFromConsole VARCHAR,
  edgeDeviceDetails JSON, insightDetails JSON, tlsDetails STRUCT(tlsVersion VARCHAR, cipherSuite VARCHAR, clientProvidedHostHeader VARCHAR))`;

const started = performance.now();
const instance = await DuckDBInstance.create(target, { threads: process.env.BENCH_THREADS ?? '2' });
const connection = await instance.connect();
// Faster, and what a reader who wants a table by time would choose.
await connection.run('SET preserve_insertion_order = false');
await connection.run(`
  CREATE TABLE events AS
  SELECT r.* FROM (
    SELECT unnest(Records) AS r FROM read_json('${path.join(archive, '**', '*.json.gz').replaceAll("'", "''")}',
      format = 'unstructured', compression = 'gzip', maximum_object_size = 268435456, columns = {Records: '${RECORD}[]'}))`);
await connection.run('CHECKPOINT');
const count = await (await connection.run('SELECT count(*) FROM events')).getRows();
connection.closeSync();
instance.closeSync();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const figures: Figures = {
  events: Number(count[0]?.[0]),
  seconds: (performance.now() - started) / 1000,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  peakBytes: maxRSS * 1024,
  fileBytes: statSync(target).size,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
