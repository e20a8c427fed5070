// Changes of who may do what: users, roles, keys, passwords, factors, policies. Source: AWS, the API references of the services, and the Service
// Authorization Reference (access level "Permissions management").
import { callsOf, type Look, type MarkedCall, type MarkerRule, named, type RecordValue, textAt } from './rule.ts';

/** Parameters of IAM that say what a call is about, in the order in which they are told. */
const ABOUT = [
  'userName',
  'newUserName',
  'roleName',
  'groupName',
  'instanceProfileName',
  'policyName',
  'policyArn',
  'accessKeyId',
  'status',
  'sAMLProviderArn',
  'url',
];

function updateOfUser(record: RecordValue, general: string): string {
  const [name, path] = ['newUserName', 'newPath'].map((key) => textAt(record, 'requestParameters', key) !== '');
  if (name) return path ? 'renames a user and moves it to another path' : 'renames a user';
  return path ? 'moves a user to another path' : general;
}

/** With whom and what its parameters name: `attaches a policy to a user (dev-temp-key, AdministratorAccess)`. */
function about({ eventName, words: general }: MarkedCall) {
  return (record: RecordValue): Look => {
    const words = eventName === 'UpdateUser' ? updateOfUser(record, general) : general;
    const names = ABOUT.map((key) => textAt(record, 'requestParameters', key).replace(/^arn:.*\//s, '')).filter((name) => name !== '');
    return names.length === 0 ? {} : { words: `${words} (${names.map(named).join(', ')})` };
  };
}

export const privilege: MarkerRule = {
  kind: 'privilege',
  calls: [
    ...callsOf(
      'iam',
      `
      CreateUser creates a user
      UpdateUser changes the name or the path of a user
      DeleteUser deletes a user
      CreateRole creates a role
      UpdateRole changes a role
      UpdateAssumeRolePolicy changes who may take on a role
      DeleteRole deletes a role
      CreateServiceLinkedRole creates a role for a service
      DeleteServiceLinkedRole deletes a role of a service
      CreateGroup creates a group
      DeleteGroup deletes a group
      AddUserToGroup adds a user to a group
      RemoveUserFromGroup takes a user out of a group
      CreateAccessKey creates an access key
      UpdateAccessKey switches an access key on or off
      DeleteAccessKey deletes an access key
      CreateLoginProfile gives a user a console password
      UpdateLoginProfile sets a user's console password
      DeleteLoginProfile takes a user's console password away
      ChangePassword changes the caller's console password
      CreateVirtualMFADevice creates a second factor
      EnableMFADevice gives a user a second factor
      DeactivateMFADevice takes a user's second factor away
      DeleteVirtualMFADevice deletes a second factor
      UploadSSHPublicKey gives a user an SSH key
      UpdateSSHPublicKey turns an SSH key of a user on or off
      DeleteSSHPublicKey takes an SSH key of a user away
      UploadSigningCertificate gives a user a signing certificate
      UpdateSigningCertificate turns a signing certificate of a user on or off
      DeleteSigningCertificate takes a signing certificate of a user away
      CreateServiceSpecificCredential gives a user credentials for a service
      UpdateServiceSpecificCredential turns credentials of a user for a service on or off
      DeleteServiceSpecificCredential takes credentials of a user for a service away
      ResetServiceSpecificCredential gives a user new credentials for a service
      CreatePolicy creates a policy
      DeletePolicy deletes a policy
      CreatePolicyVersion changes what a policy says
      SetDefaultPolicyVersion changes which version of a policy counts
      DeletePolicyVersion deletes a version of a policy
      AttachUserPolicy attaches a policy to a user
      AttachRolePolicy attaches a policy to a role
      AttachGroupPolicy attaches a policy to a group
      DetachUserPolicy detaches a policy from a user
      DetachRolePolicy detaches a policy from a role
      DetachGroupPolicy detaches a policy from a group
      PutUserPolicy writes a policy into a user
      PutRolePolicy writes a policy into a role
      PutGroupPolicy writes a policy into a group
      DeleteUserPolicy deletes a policy in a user
      DeleteRolePolicy deletes a policy in a role
      DeleteGroupPolicy deletes a policy in a group
      PutUserPermissionsBoundary limits a user by a boundary
      PutRolePermissionsBoundary limits a role by a boundary
      DeleteUserPermissionsBoundary takes the boundary of a user away
      DeleteRolePermissionsBoundary takes the boundary of a role away
      CreateInstanceProfile creates an instance profile
      DeleteInstanceProfile deletes an instance profile
      AddRoleToInstanceProfile puts a role into an instance profile
      RemoveRoleFromInstanceProfile takes a role out of an instance profile
      CreateSAMLProvider trusts an identity provider (SAML)
      UpdateSAMLProvider changes a trusted identity provider (SAML)
      DeleteSAMLProvider no longer trusts an identity provider (SAML)
      CreateOpenIDConnectProvider trusts an identity provider (OpenID Connect)
      AddClientIDToOpenIDConnectProvider changes a trusted identity provider (OpenID Connect)
      UpdateOpenIDConnectProviderThumbprint changes a trusted identity provider (OpenID Connect)
      DeleteOpenIDConnectProvider no longer trusts an identity provider (OpenID Connect)
      UpdateAccountPasswordPolicy changes the password rules of the account
      DeleteAccountPasswordPolicy takes the password rules of the account away`,
    ).map((call) => ({ ...call, look: about(call) })),
    ...callsOf('sts', 'AssumeRoot takes on the root user of a member account'),
    ...callsOf(
      'sso',
      `
      CreatePermissionSet creates a permission set
      UpdatePermissionSet changes a permission set
      DeletePermissionSet deletes a permission set
      PutInlinePolicyToPermissionSet writes a policy into a permission set
      DeleteInlinePolicyFromPermissionSet deletes the policy in a permission set
      AttachManagedPolicyToPermissionSet attaches a policy to a permission set
      DetachManagedPolicyFromPermissionSet detaches a policy from a permission set
      AttachCustomerManagedPolicyReferenceToPermissionSet attaches a policy to a permission set
      DetachCustomerManagedPolicyReferenceFromPermissionSet detaches a policy from a permission set
      CreateAccountAssignment gives a user or group a permission set in an account
      DeleteAccountAssignment takes a permission set in an account away`,
    ),
    ...['sso-directory', 'identitystore'].flatMap((service) =>
      callsOf(
        service,
        `
      CreateUser creates a user of Identity Center
      DeleteUser deletes a user of Identity Center
      AddMemberToGroup adds a user of Identity Center to a group
      RemoveMemberFromGroup takes a user of Identity Center out of a group
      CreateGroupMembership adds a user of Identity Center to a group
      DeleteGroupMembership takes a user of Identity Center out of a group`,
      ),
    ),
    ...callsOf(
      'organizations',
      `
      AttachPolicy attaches a policy of the organization
      DetachPolicy detaches a policy of the organization
      UpdatePolicy changes a policy of the organization
      DeletePolicy deletes a policy of the organization
      DisablePolicyType switches a kind of policies of the organization off
      LeaveOrganization takes the account out of its organization
      RemoveAccountFromOrganization takes an account out of the organization`,
    ),
    ...callsOf(
      'ec2',
      `
      AssociateIamInstanceProfile gives an instance a role
      ReplaceIamInstanceProfileAssociation gives an instance another role
      DisassociateIamInstanceProfile takes the role of an instance away`,
    ),
    ...callsOf(
      'kms',
      `
      CreateGrant lets another use a key
      PutKeyPolicy changes who may use a key`,
    ),
    ...callsOf(
      'lambda',
      `
      AddPermission20150331v2 lets another call a function
      AddPermission20150331 lets another call a function`,
    ),
    ...callsOf(
      'eks',
      `
      CreateAccessEntry lets an actor into a cluster
      AssociateAccessPolicy gives an actor rights in a cluster`,
    ),
    ...callsOf(
      'rolesanywhere',
      `
      CreateTrustAnchor trusts certificates of an authority
      UpdateTrustAnchor changes which certificates are trusted
      CreateProfile creates a profile for certificates
      UpdateProfile changes a profile for certificates`,
    ),
  ],
};
