// What the APIs of AWS do with the resources that their records name: what the first word of an API tells, and the APIs of which it does not.
// Source: AWS, the API reference of each service.
import type { ResourceEffect } from '../../../shared/resources.ts';

/** By the first word of an API's name. What is not here is read or written as the record's `readOnly` says. */
export const VERBS: ReadonlyMap<string, ResourceEffect> = new Map([
  ...of('created', 'Create Run Allocate Register Import Copy Restore Publish Provision Launch'),
  ...of('deleted', 'Delete Terminate Deregister Release Purge Close Abort'),
  ...of(
    'changed',
    `Update Modify Put Set Change Attach Detach Associate Disassociate Enable Disable Start Stop Reboot Tag Untag Add Remove Reset Rotate
     Cancel Replace Assign Unassign Move Schedule Complete Initiate Upload Write Transact Retire Deactivate Activate Promote Failover Apply
     Unlink Accept Reject Decline Leave Invite`,
  ),
  ...of('permission', 'Authorize Revoke'),
  ...of('read', 'Get Describe Head Download Select Query Scan View Lookup Test Simulate Check Validate Search Estimate Preview'),
  ...of('listed', 'List'),
  ...of('used', 'Assume Invoke Decrypt Encrypt Generate Sign Verify Derive Send Execute Resume Request Receive Console Switch Login'),
]);

function of(effect: ResourceEffect, words: string): [word: string, effect: ResourceEffect][] {
  return words.split(/\s+/).map((word) => [word, effect]);
}

/** What within an API's name, behind what it is about, says that it is about who may do what. */
export const PERMISSIONS =
  /Polic(?:y|ies)|Acl|Permission|PublicAccessBlock|Grant|LoginProfile|AccessEntr|OwnershipControls|IamInstanceProfile|Invitation/;

/** By service: what an API's name is about that lies in a resource, as objects in a bucket. */
export const CONTENTS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    s3: /^(?:Object|MultipartUpload|Part)/,
    dynamodb: /^(?:Write|Get)?Items?$/,
    ecr: /^(?:Image|Layer)/,
    logs: /^Log(?:Stream|Events)/,
  }),
);

type OfKinds = Readonly<Record<string, ResourceEffect>>;

const OF_APIS: Readonly<Record<string, Readonly<Record<string, OfKinds>>>> = {
  s3: {
    // What is restored is a copy of an archived object.
    RestoreObject: { 's3:bucket': 'written' },
    SelectObjectContent: { 's3:bucket': 'read' },
  },
  ec2: {
    AttachVolume: { 'ec2:instance': 'changed' },
    DetachVolume: { 'ec2:instance': 'changed' },
    // A route names where it leads.
    CreateRoute: { 'ec2:route-table': 'changed', '*': 'used' },
    ReplaceRoute: { 'ec2:route-table': 'changed', '*': 'used' },
    DeleteRoute: { 'ec2:route-table': 'changed', '*': 'used' },
    // Who may use a copy of the disk.
    ModifySnapshotAttribute: { 'ec2:snapshot': 'permission' },
    ResetSnapshotAttribute: { 'ec2:snapshot': 'permission' },
    ModifyImageAttribute: { 'ec2:image': 'permission' },
    ResetImageAttribute: { 'ec2:image': 'permission' },
    ModifySecurityGroupRules: { 'ec2:security-group': 'permission' },
  },
  iam: {
    AddUserToGroup: { 'iam:user': 'permission', 'iam:group': 'permission' },
    RemoveUserFromGroup: { 'iam:user': 'permission', 'iam:group': 'permission' },
    AddRoleToInstanceProfile: { 'iam:role': 'used', 'iam:instance-profile': 'permission' },
    RemoveRoleFromInstanceProfile: { 'iam:role': 'used', 'iam:instance-profile': 'permission' },
    // A key of a user lets someone act as that user.
    CreateAccessKey: { 'iam:user': 'permission' },
    UpdateAccessKey: { 'iam:user': 'permission' },
    DeleteAccessKey: { 'iam:user': 'permission' },
    // The version that counts is what the policy says.
    CreatePolicyVersion: { 'iam:policy': 'permission' },
    SetDefaultPolicyVersion: { 'iam:policy': 'permission' },
    DeletePolicyVersion: { 'iam:policy': 'permission' },
    CreateServiceLinkedRole: { 'iam:role': 'created' },
    DeleteServiceLinkedRole: { 'iam:role': 'deleted' },
  },
  kms: { ReEncrypt: { '*': 'used' }, ScheduleKeyDeletion: { 'kms:key': 'changed' } },
  rds: {
    CreateDBInstanceReadReplica: { 'rds:db': 'created' },
    // Who may restore a copy of the database.
    ModifyDBSnapshotAttribute: { 'rds:snapshot': 'permission' },
    ModifyDBClusterSnapshotAttribute: { 'rds:cluster-snapshot': 'permission' },
    StartExportTask: { '*': 'read' },
  },
  secretsmanager: { RestoreSecret: { '*': 'changed' } },
  ssm: { StartSession: { 'ssm:session': 'created' }, CreateAssociation: { '*': 'used' }, UpdateAssociation: { '*': 'used' } },
  lambda: { AddLayerVersionPermission: { 'lambda:layer': 'permission' } },
  organizations: {
    AttachPolicy: { 'organizations:policy': 'used', '*': 'permission' },
    DetachPolicy: { 'organizations:policy': 'used', '*': 'permission' },
    UpdatePolicy: { 'organizations:policy': 'permission' },
    InviteAccountToOrganization: { '*': 'used' },
  },
  logs: { StartQuery: { '*': 'read' } },
  route53: { ChangeResourceRecordSets: { 'route53:hostedzone': 'changed', '*': 'used' } },
};

/** By service and API: the effect on a kind of resource, or on every other (`*`). */
export const EXCEPTIONS: ReadonlyMap<string, ReadonlyMap<string, OfKinds>> = new Map(
  Object.entries(OF_APIS).map(([service, apis]) => [service, new Map(Object.entries(apis))]),
);
