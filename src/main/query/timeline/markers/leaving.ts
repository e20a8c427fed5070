// Calls that make data available to others or write copies for them: snapshots and images shared, buckets opened, exports. That data was in fact
// taken, such a call does not tell. A call is left out (`isOther`) only where its record is understood and lets nobody else in: what is not understood
// stays a marker, in general words. Source: AWS, the API references of the services; MITRE ATT&CK T1537 "Transfer Data to Cloud Account".
import { at, callsOf, type Look, listed, listOf, type MarkerRule, named, type RecordValue, textAt } from './rule.ts';

const EVERYONE = 'everyone';

/** The account whose data a call is about: as the record's list of resources names it, else that of the log. */
function ownerOf(record: RecordValue): string {
  const named = new Set(
    listOf(at(record, 'resources'))
      .map((one) => textAt(one, 'accountId'))
      .filter((text) => text !== ''),
  );
  const [only] = named;
  return only !== undefined && named.size === 1
    ? only
    : textAt(record, 'recipientAccountId') || textAt(record, 'userIdentity', 'accountId');
}

/** EC2: who is added to, and taken from, the permissions of a snapshot or an image. */
function shared(what: string, idKey: string, permissionKey: string) {
  return (record: RecordValue): Look => {
    const parameters = at(record, 'requestParameters');
    const permission = at(parameters, permissionKey);
    // A record without parameters tells nothing.
    if (permission === undefined) return parameters === undefined || parameters === null || mayShare(parameters) ? {} : { isOther: true };
    const added = at(permission, 'add');
    const items = listOf(at(added, 'items'));
    if (added === undefined ? at(permission, 'remove') === undefined : at(added, 'items') === undefined) return {};
    return receivedBy(
      record,
      items.map(receiver),
      (receivers) => `shares the ${what} ${named(textAt(parameters, idKey))} with ${receivers}`,
    );
  };
}

/** The older form of these calls: an attribute by name, an operation, lists of whom. One about another attribute shares nothing. */
function mayShare(parameters: unknown): boolean {
  const attribute = textAt(parameters, 'attributeType') || textAt(parameters, 'attribute');
  if (attribute !== '') return /permission/i.test(attribute);
  return Object.keys(parameters as object).some((key) => /^(?:operation|user|group|organi[sz]ation)/i.test(key));
}

function receiver(item: unknown): string {
  if (textAt(item, 'group') === 'all') return EVERYONE;
  return textAt(item, 'userId') || textAt(item, 'organizationArn') || textAt(item, 'organizationalUnitArn');
}

/** @param texts whom a call adds, '' where that is not understood; the owner's own account is nobody else */
function receivedBy(record: RecordValue, texts: readonly string[], wordsFor: (receivers: string) => string): Look {
  const owner = ownerOf(record);
  const others = texts.filter((text) => text !== owner || text === '');
  if (others.length === 0) return { isOther: true };
  const known = others.filter((text) => text !== '');
  return known.length === 0 ? {} : { words: wordsFor(receivers(known)) };
}

function receivers(texts: readonly string[]): string {
  if (texts.includes(EVERYONE)) return EVERYONE;
  return texts.every((text) => /^\d+$/.test(text)) ? `account ${listed(texts)}` : listed(texts);
}

/** RDS: the attribute `restore` lists who may restore a copy. */
function restorable(idKey: string) {
  return (record: RecordValue): Look => {
    const parameters = at(record, 'requestParameters');
    if (parameters === undefined || parameters === null) return {};
    const added = listOf(at(parameters, 'valuesToAdd')).map((one) => (one === 'all' ? EVERYONE : typeof one === 'string' ? one : ''));
    return receivedBy(record, added, (to) => `lets ${to} restore the database snapshot ${named(textAt(parameters, idKey))}`);
  };
}

/** Whom one statement of a policy lets in. */
interface Statement {
  isEveryone: boolean;
  accounts: string[];
  /** It names someone else, too, of whom its text does not tell the account. */
  hasUnknown: boolean;
  isConditional: boolean;
}

/** Of the statements of a policy that allow something; null where the policy cannot be read. */
function allowing(policy: unknown): Statement[] | null {
  const value = typeof policy === 'string' ? parsed(policy) : policy;
  const statements = at(value, 'Statement');
  if (statements === undefined) return null;
  return listOf(statements)
    .filter((one) => at(one, 'Effect') !== 'Deny')
    .map((one) => ({
      ...letIn(at(one, 'Principal')),
      ...(at(one, 'NotPrincipal') !== undefined && { isEveryone: true, hasUnknown: false }),
      isConditional: at(one, 'Condition') !== undefined,
    }));
}

/** AWS, "AWS JSON policy elements: Principal". */
function letIn(principal: unknown): Omit<Statement, 'isConditional'> {
  if (principal === '*') return { isEveryone: true, accounts: [], hasUnknown: false };
  const kinds = typeof principal === 'object' && principal !== null ? Object.keys(principal) : [];
  const aws = listOf(at(principal, 'AWS'));
  const accounts = aws.map((text) =>
    typeof text === 'string' ? /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(text)?.[1] : undefined,
  );
  return {
    isEveryone: aws.includes('*'),
    accounts: accounts.filter((account) => account !== undefined),
    // A canonical user, an identity provider, the id of a role: whose they are, their text does not say.
    hasUnknown:
      kinds.length === 0 ||
      kinds.some((kind) => kind !== 'AWS' && kind !== 'Service') ||
      aws.some((text, i) => text !== '*' && accounts[i] === undefined),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whom a policy of a resource lets in: everyone, or accounts other than the resource's own; nobody else is no marker. */
function policyOf(what: string, nameOf: (record: RecordValue) => string, policyAt: readonly string[]) {
  return (record: RecordValue): Look => {
    const statements = allowing(at(record, 'requestParameters', ...policyAt));
    if (statements === null) return {};
    const owner = ownerOf(record);
    const free = told(
      statements.filter(({ isConditional }) => !isConditional),
      owner,
    );
    const limited = told(
      statements.filter(({ isConditional }) => isConditional),
      owner,
    );
    const name = named(nameOf(record));
    // Others alone are told in general words.
    if ([free, limited].every((text) => text === '' || text === OTHERS)) return free === '' && limited === '' ? { isOther: true } : {};
    if (free === '') return { words: `lets ${limited} into the ${what} ${name}, under conditions` };
    return { words: `lets ${free} into the ${what} ${name}${limited === '' ? '' : `, and ${limited} under conditions`}` };
  };
}

const OTHERS = 'others';

/** `everyone`, `account 1, 2`, `account 1 and others`, `others`; '' where nobody but the owner and AWS is let in. */
function told(statements: readonly Statement[], owner: string): string {
  if (statements.some(({ isEveryone }) => isEveryone)) return EVERYONE;
  const accounts = statements.flatMap((one) => one.accounts).filter((account) => account !== owner);
  const names = [
    ...(accounts.length > 0 ? [`account ${listed(accounts)}`] : []),
    ...(statements.some(({ hasUnknown }) => hasUnknown) ? [OTHERS] : []),
  ];
  return names.join(' and ');
}

const bucketName = (record: RecordValue): string => textAt(record, 'requestParameters', 'bucketName');

/** Groups of S3 that mean everyone, and canned lists that name them. Source: AWS, "Access control list (ACL) overview". */
const GROUPS = /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(?:AllUsers|AuthenticatedUsers)$/;
const CANNED = ['public-read', 'public-read-write', 'authenticated-read'];
/** The group by which S3 itself writes its logs, and lists that name nobody but the owner and AWS. */
const OF_AWS = /^https?:\/\/acs\.amazonaws\.com\/groups\/s3\/LogDelivery$/;
const CLOSED = ['private', 'log-delivery-write', 'aws-exec-read'];
const GRANT_HEADERS = ['full-control', 'read', 'read-acp', 'write', 'write-acp'].map((right) => `x-amz-grant-${right}`);

/** One that a list of S3 gives rights to: null for the owner and AWS itself, '' where it is not understood. */
type Grantee = string | null;

function ofGroup(uri: string): Grantee {
  return GROUPS.test(uri) ? EVERYONE : OF_AWS.test(uri) ? null : '';
}

function ofGrant(grant: unknown, owner: string): Grantee {
  const grantee = at(grant, 'Grantee');
  const [id, uri] = [textAt(grantee, 'ID'), textAt(grantee, 'URI')];
  if (uri !== '') return ofGroup(uri);
  if (id !== '') return id === owner ? null : id;
  return textAt(grantee, 'EmailAddress');
}

/** `id="…", uri="…"`: a header does not say who the owner is, so that every id is told. */
function ofHeader(header: unknown): Grantee[] {
  const found = typeof header === 'string' ? [...header.matchAll(/\b(id|uri|emailAddress)\s*=\s*"?([^",\s]+)/gi)] : [];
  return found.length === 0 ? [''] : found.map(([, kind, value = '']) => (kind?.toLowerCase() === 'uri' ? ofGroup(value) : value));
}

function accessList(what: string, nameOf: (record: RecordValue) => string) {
  return (record: RecordValue): Look => {
    const parameters = at(record, 'requestParameters');
    const policy = at(parameters, 'AccessControlPolicy');
    const grants = at(policy, 'AccessControlList');
    const owner = textAt(policy, 'Owner', 'ID');
    const grantees: Grantee[] = [
      // Of others, as those that name the bucket's owner, the record does not say who that is.
      ...listOf(at(parameters, 'x-amz-acl')).map((one) =>
        CANNED.includes(String(one)) ? EVERYONE : CLOSED.includes(String(one)) ? null : '',
      ),
      ...listOf(at(grants, 'Grant')).map((grant) => ofGrant(grant, owner)),
      ...GRANT_HEADERS.flatMap((name) => listOf(at(parameters, name)).flatMap(ofHeader)),
    ];
    const others = grantees.filter((one) => one !== null && one !== '') as string[];
    const into = `into the ${what} ${named(nameOf(record))}`;
    if (others.includes(EVERYONE)) return { words: `lets everyone ${into}` };
    if (others.length > 0) return { words: `lets ${listed(others)} ${into}` };
    const isUnderstood =
      grantees.length > 0 ? !grantees.includes('') : typeof grants === 'object' && grants !== null && !Array.isArray(grants);
    return isUnderstood ? { isOther: true } : {};
  };
}

/** Switching the block of public access on is no marker. */
function publicAccess(record: RecordValue): Look {
  const block = at(record, 'requestParameters', 'PublicAccessBlockConfiguration');
  if (block === undefined) return {};
  const parts = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  // What is left out is off.
  const off = parts.filter((part) => String(at(block, part)).toLowerCase() !== 'true');
  if (off.length === 0) return { isOther: true };
  const bucket = bucketName(record);
  return {
    words: `switches the block of public access off${off.length < parts.length ? ' in part' : ''}${bucket ? ` for the bucket ${named(bucket)}` : ''}`,
  };
}

const parameter =
  (key: string) =>
  (record: RecordValue): string =>
    textAt(record, 'requestParameters', key);

export const leaving: MarkerRule = {
  kind: 'leaving',
  calls: [
    ...callsOf(
      'ec2',
      `
      ModifySnapshotAttribute changes with whom a snapshot is shared
      ModifyImageAttribute changes with whom an image is shared
      SharedSnapshotCopyInitiated tells that another account copies a shared snapshot
      SharedSnapshotVolumeCreated tells that another account makes a volume of a shared snapshot
      CreateStoreImageTask writes an image into a bucket
      CreateInstanceExportTask exports an instance into a bucket
      ExportImage exports an image into a bucket`,
      {
        ModifySnapshotAttribute: shared('snapshot', 'snapshotId', 'createVolumePermission'),
        ModifyImageAttribute: shared('image', 'imageId', 'launchPermission'),
      },
    ),
    ...callsOf(
      'rds',
      `
      ModifyDBSnapshotAttribute changes who may restore a database snapshot
      ModifyDBClusterSnapshotAttribute changes who may restore a database snapshot
      StartExportTask exports a database snapshot into a bucket`,
      {
        ModifyDBSnapshotAttribute: restorable('dBSnapshotIdentifier'),
        ModifyDBClusterSnapshotAttribute: restorable('dBClusterSnapshotIdentifier'),
      },
    ),
    ...callsOf(
      's3',
      `
      PutBucketPolicy changes who may use a bucket
      PutBucketAcl changes who may use a bucket
      PutObjectAcl changes who may use an object
      PutAccessPointPolicy changes who may use an access point
      PutBucketPublicAccessBlock changes the block of public access to a bucket
      DeleteBucketPublicAccessBlock takes the block of public access to a bucket away
      PutAccountPublicAccessBlock changes the block of public access in an account
      DeleteAccountPublicAccessBlock takes the block of public access in an account away
      PutBucketReplication sets whether what comes into a bucket is copied to another
      PutBucketWebsite makes a bucket a web site`,
      {
        PutBucketPolicy: policyOf('bucket', bucketName, ['bucketPolicy']),
        PutBucketAcl: accessList('bucket', bucketName),
        PutObjectAcl: accessList('object', (record) => `${bucketName(record)}/${textAt(record, 'requestParameters', 'key')}`),
        PutBucketPublicAccessBlock: publicAccess,
        PutAccountPublicAccessBlock: publicAccess,
      },
    ),
    ...callsOf('dynamodb', 'ExportTableToPointInTime exports a table into a bucket'),
    ...callsOf('logs', 'CreateExportTask exports logs into a bucket'),
    ...callsOf('redshift', 'AuthorizeSnapshotAccess lets an account restore a snapshot'),
    ...callsOf('secretsmanager', 'PutResourcePolicy changes who may read a secret', {
      PutResourcePolicy: policyOf('secret', parameter('secretId'), ['resourcePolicy']),
    }),
    ...callsOf('ecr', 'SetRepositoryPolicy changes who may use a repository', {
      SetRepositoryPolicy: policyOf('repository', parameter('repositoryName'), ['policyText']),
    }),
    ...callsOf(
      'ram',
      `
      CreateResourceShare shares resources with others
      AssociateResourceShare shares resources with others`,
    ),
    ...callsOf('ssm', 'ModifyDocumentPermission changes with whom a document is shared'),
    ...callsOf('lightsail', 'ExportSnapshot exports a snapshot'),
    ...callsOf('backup', 'PutBackupVaultAccessPolicy changes who may use a backup vault'),
  ],
};
