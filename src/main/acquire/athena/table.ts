// Columns of a CloudTrail table: as AWS documents them, or as the user's own table has them. What a table lacks cannot be asked of it.
// Source: AWS, "Create the table for CloudTrail logs in Athena using partition projection" (Athena User Guide).

/** A type of Hive, as far as it matters: `text` is any scalar; fields are found by their name in lower case. */
export type ColumnType =
  | { kind: 'text' }
  | { kind: 'map' }
  | { kind: 'list'; of: ColumnType }
  | { kind: 'struct'; fields: ReadonlyMap<string, ColumnType> };

export interface AthenaTable {
  /** By name in lower case, without partition columns. */
  columns: ReadonlyMap<string, ColumnType>;
  partitions: readonly { name: string; type: string }[];
  /** TBLPROPERTIES and what the catalog adds, such as `location`. */
  parameters: Readonly<Record<string, string>>;
}

const ISSUER = 'struct<type:string,principalId:string,arn:string,accountId:string,userName:string>';
const CONTEXT = `struct<attributes:struct<mfaAuthenticated:string,creationDate:string>,sessionIssuer:${ISSUER},ec2RoleDelivery:string,webIdFederationData:struct<federatedProvider:string,attributes:map<string,string>>>`;

/** Columns with their types, in AWS's order; names of fields as CloudTrail writes them (Hive knows no letter case). */
export const DOCUMENTED: readonly (readonly [name: string, type: string])[] = [
  ['eventVersion', 'string'],
  [
    'userIdentity',
    `struct<type:string,principalId:string,arn:string,accountId:string,invokedBy:string,accessKeyId:string,userName:string,onBehalfOf:struct<userId:string,identityStoreArn:string>,sessionContext:${CONTEXT}>`,
  ],
  ['eventTime', 'string'],
  ['eventSource', 'string'],
  ['eventName', 'string'],
  ['awsRegion', 'string'],
  ['sourceIPAddress', 'string'],
  ['userAgent', 'string'],
  ['errorCode', 'string'],
  ['errorMessage', 'string'],
  ['requestParameters', 'string'],
  ['responseElements', 'string'],
  ['additionalEventData', 'string'],
  ['requestID', 'string'],
  ['eventID', 'string'],
  ['readOnly', 'string'],
  ['resources', 'array<struct<arn:string,accountId:string,type:string>>'],
  ['eventType', 'string'],
  ['apiVersion', 'string'],
  ['recipientAccountId', 'string'],
  ['serviceEventDetails', 'string'],
  ['sharedEventID', 'string'],
  ['vpcEndpointId', 'string'],
  ['vpcEndpointAccountId', 'string'],
  ['eventCategory', 'string'],
  ['addendum', 'struct<reason:string,updatedFields:string,originalRequestID:string,originalEventID:string>'],
  ['sessionCredentialFromConsole', 'string'],
  ['edgeDeviceDetails', 'string'],
  ['tlsDetails', 'struct<tlsVersion:string,cipherSuite:string,clientProvidedHostHeader:string>'],
];

/** Names of fields as CloudTrail writes them, by their lower case: below a struct the table has forgotten it. */
const SPELLINGS: ReadonlyMap<string, string> = new Map(
  DOCUMENTED.flatMap(([name, type]) => [name, ...(type.match(/[A-Za-z0-9]+(?=:)/g) ?? [])]).map((name) => [name.toLowerCase(), name]),
);

/** Whether a field is written as CloudTrail writes it: a path in another letter case finds nothing in a record, but would in a table. */
export function isSpelled(name: string): boolean {
  return SPELLINGS.get(name.toLowerCase()) === name;
}

export function documentedTable(): AthenaTable {
  return { columns: columnsOf(DOCUMENTED.map(([Name, Type]) => ({ Name, Type }))), partitions: [], parameters: {} };
}

export function columnsOf(columns: readonly { Name?: string | undefined; Type?: string | undefined }[]): Map<string, ColumnType> {
  return new Map(columns.map(({ Name = '', Type = 'string' }) => [Name.toLowerCase(), typeOf(Type)]));
}

/** Reads `struct<a:string,b:array<string>>`. What is not understood is taken for a text. */
export function typeOf(text: string): ColumnType {
  const type = text.replace(/\s+/g, '').toLowerCase();
  if (type.startsWith('array<') && type.endsWith('>')) return { kind: 'list', of: typeOf(type.slice('array<'.length, -1)) };
  if (type.startsWith('map<')) return { kind: 'map' };
  if (!type.startsWith('struct<') || !type.endsWith('>')) return { kind: 'text' };
  const fields = new Map<string, ColumnType>();
  for (const field of fieldsOf(type.slice('struct<'.length, -1))) {
    const colon = field.indexOf(':');
    if (colon > 0) fields.set(field.slice(0, colon), typeOf(field.slice(colon + 1)));
  }
  return { kind: 'struct', fields };
}

/** Fields between commas that stand in no further brackets. */
function fieldsOf(text: string): string[] {
  const fields: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= text.length; at++) {
    const c = text[at];
    if (c === '<' || c === '(') depth++;
    else if (c === '>' || c === ')') depth--;
    else if (c === undefined || (c === ',' && depth === 0)) {
      fields.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return fields;
}
