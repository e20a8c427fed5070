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
  ...of('read', 'Get Describe Head Download Select Query Scan View Lookup Test Simulate Check Validate Search Estimate Preview Export'),
  ...of('listed', 'List'),
  ...of('used', 'Assume Invoke Decrypt Encrypt Generate Sign Verify Derive Send Execute Resume Request Receive Console Switch Login'),
]);

function of(effect: ResourceEffect, words: string): [word: string, effect: ResourceEffect][] {
  return words.split(/\s+/).map((word) => [word, effect]);
}

/** What within an API's name, behind what it is about, says that it is about who may do what. Policies of how long something is kept, and the like, are settings. */
export const PERMISSIONS =
  /(?<!Lifecycle|Retention|Scaling|Password|Backup|Cache|DataProtection)Polic(?:y|ies)|Acl|Permission|PublicAccessBlock|Grant|LoginProfile|AccessEntr|OwnershipControls|IamInstanceProfile|Invitation/;

/** By service: what an API's name is about that lies in a resource, as objects in a bucket. */
export const CONTENTS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    s3: /^(?:Object|MultipartUpload|Part)/,
    dynamodb: /^(?:Write|Get)?Items?$/,
    // An image’s scans are no images, nor what is set of all of them.
    ecr: /^(?:Image$|Layer)/,
    logs: /^Log(?:Stream|Events)/,
  }),
);

type OfKinds = Readonly<Record<string, ResourceEffect>>;

/** Shared is what is named beside the share, those whom it is shared with, and what they may do. */
const sharing = (share: ResourceEffect): OfKinds => ({
  'ram:resource-share': share,
  'ram:permission': 'used',
  'iam:role': 'used',
  'iam:user': 'used',
  'organizations:organization': 'used',
  'organizations:ou': 'used',
  '*': 'permission',
});

const OF_APIS: Readonly<Record<string, Readonly<Record<string, OfKinds>>>> = {
  s3: {
    // What is restored is a copy of an archived object.
    RestoreObject: { 's3:bucket': 'written' },
    SelectObjectContent: { 's3:bucket': 'read' },
    // The object stays, and of an upload that was not finished there is none.
    DeleteObjectTagging: { 's3:bucket': 'written' },
    AbortMultipartUpload: { 's3:bucket': 'written' },
    CreateSession: { 's3:bucket': 'used' },
    CreateJob: { '*': 'used' },
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
    CreateDefaultVpc: { 'ec2:vpc': 'created' },
    CreateDefaultSubnet: { 'ec2:subnet': 'created' },
    CreateFleet: { 'ec2:instance': 'created', '*': 'used' },
    RequestSpotFleet: { '*': 'used' },
    CreateReplaceRootVolumeTask: { 'ec2:instance': 'changed', '*': 'used' },
    // Copies that leave as files.
    CreateInstanceExportTask: { 'ec2:instance': 'read' },
    CreateStoreImageTask: { 'ec2:image': 'read' },
    // What another account did with what was shared with it. Source: AWS, "View the lifecycle of snapshots shared with other accounts".
    SharedSnapshotVolumeCreated: { 'ec2:snapshot': 'read' },
    SharedSnapshotCopyInitiated: { 'ec2:snapshot': 'read' },
  },
  // Snapshots, block by block.
  ebs: {
    StartSnapshot: { 'ec2:snapshot': 'created' },
    PutSnapshotBlock: { 'ec2:snapshot': 'changed' },
    CompleteSnapshot: { 'ec2:snapshot': 'changed' },
    GetSnapshotBlock: { 'ec2:snapshot': 'read' },
    ListSnapshotBlocks: { 'ec2:snapshot': 'read' },
    ListChangedBlocks: { 'ec2:snapshot': 'read' },
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
    UploadSSHPublicKey: { 'iam:user': 'permission' },
    UpdateSSHPublicKey: { 'iam:user': 'permission' },
    DeleteSSHPublicKey: { 'iam:user': 'permission' },
    UploadSigningCertificate: { 'iam:user': 'permission' },
    UpdateSigningCertificate: { 'iam:user': 'permission' },
    DeleteSigningCertificate: { 'iam:user': 'permission' },
    CreateServiceSpecificCredential: { 'iam:user': 'permission' },
    UpdateServiceSpecificCredential: { 'iam:user': 'permission' },
    ResetServiceSpecificCredential: { 'iam:user': 'permission' },
    DeleteServiceSpecificCredential: { 'iam:user': 'permission' },
    // So does a second factor of one's own, or none.
    EnableMFADevice: { 'iam:user': 'permission', 'iam:mfa': 'used' },
    DeactivateMFADevice: { 'iam:user': 'permission', 'iam:mfa': 'used' },
    UploadServerCertificate: { 'iam:server-certificate': 'created' },
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
    StartExportTask: { 'rds:snapshot': 'read', 'rds:cluster-snapshot': 'read', 'rds:db': 'read', 'rds:cluster': 'read', '*': 'used' },
    DeleteDBInstance: { 'rds:snapshot': 'created' },
    DeleteDBCluster: { 'rds:cluster-snapshot': 'created' },
  },
  // Resources are shared with other accounts. Source: AWS, RAM API reference.
  ram: {
    CreateResourceShare: sharing('created'),
    AssociateResourceShare: sharing('changed'),
    DisassociateResourceShare: sharing('changed'),
  },
  backup: {
    // A recovery point is named by the ARN of the snapshot, image or backup that it is. Source: AWS, "How AWS Backup works with other AWS services".
    DeleteRecoveryPoint: {
      'ec2:snapshot': 'deleted',
      'ec2:image': 'deleted',
      'rds:snapshot': 'deleted',
      'rds:cluster-snapshot': 'deleted',
      'dynamodb:backup': 'deleted',
    },
  },
  secretsmanager: { RestoreSecret: { '*': 'changed' } },
  ssm: {
    StartSession: { 'ssm:session': 'created' },
    CreateAssociation: { '*': 'used' },
    UpdateAssociation: { '*': 'used' },
    StartAutomationExecution: { '*': 'used' },
  },
  dynamodb: {
    ExportTableToPointInTime: { 'dynamodb:export': 'created' },
    ImportTable: { 'dynamodb:table': 'created', 'dynamodb:import': 'created' },
  },
  lambda: { AddLayerVersionPermission: { 'lambda:layer': 'permission' } },
  organizations: {
    AttachPolicy: { 'organizations:policy': 'used', '*': 'permission' },
    DetachPolicy: { 'organizations:policy': 'used', '*': 'permission' },
    UpdatePolicy: { 'organizations:policy': 'permission' },
    InviteAccountToOrganization: { 'organizations:handshake': 'created', '*': 'used' },
    CreateAccountResult: { 'organizations:account': 'created' },
    CreateGovCloudAccount: { 'organizations:account': 'created' },
    EnablePolicyType: { '*': 'permission' },
    DisablePolicyType: { '*': 'permission' },
    RegisterDelegatedAdministrator: { 'organizations:account': 'permission' },
    DeregisterDelegatedAdministrator: { 'organizations:account': 'permission' },
  },
  ecr: {
    StartImageScan: { 'ecr:repository': 'used' },
    // A lifecycle policy deleted images. Source: AWS, "Logging Amazon ECR actions with AWS CloudTrail".
    PolicyExecutionEvent: { 'ecr:repository': 'emptied' },
  },
  eks: {
    AssociateAccessPolicy: { 'eks:cluster-access-policy': 'used' },
    DisassociateAccessPolicy: { 'eks:cluster-access-policy': 'used' },
  },
  logs: { StartQuery: { '*': 'read' }, CreateExportTask: { 'logs:log-group': 'read' } },
  route53: { ChangeResourceRecordSets: { 'route53:hostedzone': 'changed', '*': 'used' } },
};

/** By service and API: the effect on a kind of resource, or on every other (`*`). */
export const EXCEPTIONS: ReadonlyMap<string, ReadonlyMap<string, OfKinds>> = new Map(
  Object.entries(OF_APIS).map(([service, apis]) => [service, new Map(Object.entries(apis))]),
);
