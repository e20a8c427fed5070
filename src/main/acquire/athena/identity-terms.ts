// Who acted. A case resolves records to actors by all that it knows; a table has one record at a time. So these terms look for the parts of a name in all that
// a record says of its identity, and records that name nobody are found as well where the case might know them.
import { matcher } from '../../../shared/filter/glob.ts';
import type { TermNode } from '../../../shared/filter.ts';
import { atMost, type Bounds, exactly, joinedSql } from './bounds.ts';
import { identityField, neededIdentityField, type TranslateContext, type Translated } from './context.ts';
import { fits, holds, likeParts, literal, orEmpty, sure } from './literals.ts';

/** Fields of which the name of an actor is made. */
const NAMING = [
  ['arn'],
  ['userName'],
  ['principalId'],
  ['invokedBy'],
  ['accountId'],
  ['sessionContext', 'sessionIssuer', 'userName'],
  ['sessionContext', 'sessionIssuer', 'arn'],
  ['onBehalfOf', 'userId'],
] as const;

/** All that a record says of its identity, as one text; parts are kept apart by what no name has. */
function identityText(context: TranslateContext): string {
  const fields = NAMING.flatMap((path) => identityField(context, ...path) ?? []);
  return fields.map(orEmpty).join(` || chr(10) || `);
}

/** What CloudTrail writes for a name that no user has: it names nobody, in a case either. See ingest/actor.ts. */
const HIDDEN = literal('HIDDEN_DUE_TO_SECURITY_REASONS');

/** Records that one of these fields may name, where the table has not all of them: it never has the last. */
function namedOtherwise(context: TranslateContext): string {
  const fields = [['arn'], ['userName'], ['principalId'], ['invokedBy'], ['onBehalfOf', 'userId']].flatMap(
    (path) => identityField(context, ...path) ?? [],
  );
  return sure(fields.map((sql) => `${orEmpty(sql)} IN ('', ${HIDDEN})`).join(' AND '));
}

const LESS = 'a record does not say as the case does who acted, so records may be found that a case would not count';

/** Types of actors, as ids of them have: see query/actors/actor-of.ts. */
const TYPES =
  'user role root federated-user saml-user web-identity-user identity-center-user directory-user service account principal user-name';

/** `actor:`, the name as a record has it: `role/session`, a user's name, `root`, or the best there is. */
export function actorTerm(term: TermNode, context: TranslateContext): Translated {
  const { value } = term;
  const type = neededIdentityField(term, context, 'type');
  const principal = neededIdentityField(term, context, 'principalId');
  if (value === '')
    return { bounds: atMost(sure(`${orEmpty(principal)} = '' AND ${orEmpty(type)} <> 'Root'`)), wider: LESS, excludesLess: LESS };
  const parts = value.split(/[*/]/).filter((part) => part !== '');
  const inText = joinedSql(
    'and',
    parts.map((part) => holds(identityText(context), part)),
  );
  const isRoot = matcher(value)('root') ? [sure(`${type} = 'Root'`)] : [];
  const upper = joinedSql('or', [inText, namedOtherwise(context), ...isRoot]);
  return { bounds: atMost(upper, certainActor(value, context)), wider: LESS, excludesLess: LESS };
}

/** Records whose actor is certainly that one: a user by name, a role's session by its ARN. */
function certainActor(value: string, context: TranslateContext): string {
  const [type, userName, arn] = [identityField(context, 'type'), identityField(context, 'userName'), identityField(context, 'arn')];
  if (type === null || userName === null || arn === null) return 'FALSE';
  const user = sure(`${type} = 'IAMUser' AND ${orEmpty(userName)} NOT IN ('', ${HIDDEN}) AND ${fits(userName, value)}`);
  const [role = '', session = '', ...more] = value.split('/');
  if (value.includes('*') || role === '' || session === '' || more.length > 0) return user;
  const issuer = identityField(context, 'sessionContext', 'sessionIssuer', 'userName');
  const isRole = issuer === null ? [] : [`${orEmpty(issuer)} IN ('', ${literal(role)})`];
  const ofRole = [`${type} = 'AssumedRole'`, likeParts(arn, ['', `:assumed-role/${role}/${session}`]), ...isRole];
  return joinedSql('or', [user, sure(ofRole.join(' AND '))]);
}

/** `who:`, an actor as the case resolves it: `111122223333:role/deploy-role`. */
export function whoTerm(term: TermNode, context: TranslateContext): Translated {
  const { value } = term;
  const type = neededIdentityField(term, context, 'type');
  const [arn, userName, issuer] = [['arn'], ['userName'], ['sessionContext', 'sessionIssuer', 'arn']].map((path) =>
    neededIdentityField(term, context, ...path),
  ) as [string, string, string];
  const namesNobody = [arn, userName, issuer].map((sql) => `${orEmpty(sql)} = ''`).join(' AND ');
  const parts = requiredParts(value);
  const inText = joinedSql(
    'and',
    parts.map((part) => holds(identityText(context), part)),
  );
  const alternatives = [inText, sure(namesNobody)];
  // Names that stand in no record.
  if (/root/i.test(value) || value.includes('*')) alternatives.push(sure(`${type} = 'Root'`));
  if (/hidden|\*/i.test(value)) alternatives.push(sure(`${userName} = ${HIDDEN}`));
  if (identityField(context, 'onBehalfOf', 'userId') === null) alternatives.push(sure(`${type} = 'IdentityCenterUser'`));
  if (/account|\*/.test(value)) alternatives.push(sure(`${type} = 'AWSAccount'`));
  const wider =
    'it is the case that resolves actors: found are records that have the parts of the name anywhere in their identity, and records that name nobody';
  return { bounds: atMost(value === '' ? sure(namesNobody) : joinedSql('or', alternatives)), wider, excludesLess: wider };
}

/** What of a value of `who:` must stand in the record: parts of the name, which follows account and type. */
function requiredParts(value: string): string[] {
  const slash = value.indexOf('/');
  if (slash >= 0)
    return value
      .slice(slash + 1)
      .split(/[*/]/)
      .filter((part) => part !== '');
  const pieces = value.split(/[*:]/).filter((part) => part !== '');
  return value.includes('*') ? pieces.filter((piece) => !/^\d+$/.test(piece) && !TYPES.includes(piece)) : [];
}

/** `session:`, by its temporary key or by its name. */
export function sessionTerm(term: TermNode, context: TranslateContext): Bounds {
  const pattern = term.value === '' ? '*' : term.value;
  const key = neededIdentityField(term, context, 'accessKeyId');
  const arn = neededIdentityField(term, context, 'arn');
  const parts = pattern.split('*');
  const [first = '', ...rest] = parts;
  const found = [
    sure(`${likeParts(key, ['ASIA', ''])} AND ${fits(key, pattern)}`),
    sure(likeParts(arn, ['', ':assumed-role/', `/${first}`, ...rest])),
    sure(likeParts(arn, ['', `:federated-user/${first}`, ...rest])),
  ];
  const sql = joinedSql('or', found);
  return exactly(term.value === '' ? `NOT (${sql})` : sql);
}

/** `sessionName:`, which ends the ARN of a role's or a federated session. */
export function sessionNameTerm(term: TermNode, context: TranslateContext): Bounds {
  const arn = neededIdentityField(term, context, 'arn');
  const value = term.value === '' ? '*' : term.value;
  if (value.split('*').some((part) => part.includes('/'))) return exactly('FALSE');
  const [first = '', ...rest] = value.split('*');
  const sql = joinedSql('or', [
    sure(likeParts(arn, ['arn:', ':sts:', ':', ':assumed-role/', `/${first}`, ...rest])),
    sure(likeParts(arn, ['arn:', ':sts:', ':', `:federated-user/${first}`, ...rest])),
  ]);
  return exactly(term.value === '' ? `NOT (${sql})` : sql);
}
