// The table into which DuckDB loads an archive.

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

/** Name and type of each column. */
export const COLUMNS: readonly (readonly [name: string, type: string])[] = Object.entries(FIELDS);

/** Every column as text, as SQL. */
export const TEXTS: readonly string[] = COLUMNS.map(([name, type]) =>
  type === 'VARCHAR' || type === 'JSON' ? name : `CAST(${name} AS VARCHAR)`,
);
