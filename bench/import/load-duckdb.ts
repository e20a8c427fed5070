// One run of the benchmark's other side: DuckDB loads the archive into a database file, and makes it durable.
// Arguments: archive folder, file to make, threads, bytes of JSON in the largest file at most. Prints its figures as JSON.
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { printFigures } from './figures.ts';

const [archive = '', target = '', threads = '2', largest = '16777216'] = process.argv.slice(2);

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
const instance = await DuckDBInstance.create(target, { threads });
const connection = await instance.connect();
// A quarter less CPU time; a table of events is read by time, not by the order of loading.
await connection.run('SET preserve_insertion_order = false');
// A log file is one line. Read as "newline_delimited" it takes less than as "unstructured" or "auto".
const files = path.join(archive, '**', '*.json.gz').replaceAll("'", "''");
await connection.run(`
  CREATE TABLE events AS
  SELECT unnest(record) FROM (
    SELECT unnest(Records) AS record FROM read_json('${files}',
      format = 'newline_delimited', compression = 'gzip', maximum_object_size = ${Number(largest)}, columns = {Records: '${RECORD}[]'}))`);
await connection.run('CHECKPOINT');
const counted = await connection.runAndReadAll('SELECT count(*) FROM events');
connection.closeSync();
instance.closeSync();
printFigures(started, Number(counted.getRows()[0]?.[0]), target);
