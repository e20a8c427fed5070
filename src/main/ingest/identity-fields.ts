// Where the columns of an identity stand in userIdentity, beside the actor's name, which actor.ts derives.
// Source: AWS, "CloudTrail userIdentity element", and "Logging IAM and AWS STS API calls" for ec2RoleDelivery and inScopeOf.
import type { IDENTITY_FIELDS } from '../../shared/parsed-item.ts';
import { isObject } from './json-scan.ts';

type Fields = Record<string, unknown>;

const EMPTY: Fields = Object.freeze({});

function objectOf(value: unknown): Fields {
  return isObject(value) ? value : EMPTY;
}

/** The objects in a userIdentity that columns are read from; an empty one for each that is not there. */
export interface IdentityParts {
  identity: Fields;
  context: Fields;
  issuer: Fields;
  attributes: Fields;
  federation: Fields;
  behalf: Fields;
  scope: Fields;
}

export function identityParts(identity: Fields): IdentityParts {
  const context = objectOf(identity.sessionContext);
  return {
    identity,
    context,
    issuer: objectOf(context.sessionIssuer),
    attributes: objectOf(context.attributes),
    federation: objectOf(context.webIdFederationData),
    behalf: objectOf(identity.onBehalfOf),
    scope: objectOf(identity.inScopeOf),
  };
}

type IdentityField = Exclude<(typeof IDENTITY_FIELDS)[number], 'actor'>;

/** The value of each field, whatever it is. */
export const IDENTITY_VALUES: { readonly [F in IdentityField]: (parts: IdentityParts) => unknown } = {
  type: ({ identity }) => identity.type,
  accountId: ({ identity }) => identity.accountId,
  arn: ({ identity }) => identity.arn,
  principalId: ({ identity }) => identity.principalId,
  accessKeyId: ({ identity }) => identity.accessKeyId,
  invokedBy: ({ identity }) => identity.invokedBy,
  userName: ({ identity }) => identity.userName,
  issuerArn: ({ issuer }) => issuer.arn,
  creationDate: ({ attributes }) => attributes.creationDate,
  // Text in CloudTrail's own records; other tools make a truth value of it.
  mfaAuthenticated: ({ attributes: { mfaAuthenticated: value } }) => (typeof value === 'boolean' ? String(value) : value),
  sourceIdentity: ({ context }) => context.sourceIdentity,
  onBehalfOf: ({ behalf }) => behalf.userId,
  identityProvider: ({ identity, federation }) => identity.identityProvider ?? federation.federatedProvider,
  credentialId: ({ identity }) => identity.credentialId,
  credentialsIssuedTo: ({ scope }) => scope.credentialsIssuedTo,
  ec2RoleDelivery: ({ context }) => context.ec2RoleDelivery,
};
