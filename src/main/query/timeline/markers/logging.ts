// Changes of what is logged or watched: switched off, narrowed, set up anew. Source: AWS, the API references of the services; MITRE ATT&CK T1562.008
// "Disable or Modify Cloud Logs". Of CloudTrail all calls that change what is recorded: see empty/data-events.ts.
import { at, callsOf, type Look, listOf, type MarkerRule, named, type RecordValue, textAt } from './rule.ts';

/** PutBucketLogging without a target switches logging off. */
function bucketLogging(record: RecordValue): Look {
  const bucket = named(textAt(record, 'requestParameters', 'bucketName'));
  const status = at(record, 'requestParameters', 'BucketLoggingStatus');
  if (status === undefined) return {};
  const isOn = at(status, 'LoggingEnabled') !== undefined;
  return { words: isOn ? `sets where access to the bucket ${bucket} is logged` : `stops logging access to the bucket ${bucket}` };
}

function detector(record: RecordValue): Look {
  const enable = at(record, 'requestParameters', 'enable');
  if (typeof enable !== 'boolean') return {};
  return { words: enable ? 'sets GuardDuty to be on' : 'switches GuardDuty off' };
}

/** A filter hides what it finds only where its action says so. */
function findingFilter(words: string) {
  return (record: RecordValue): Look => {
    const action = textAt(record, 'requestParameters', 'action');
    if (action === 'ARCHIVE') return { words: `${words}: what it finds is hidden` };
    return action === 'NOOP' ? { words: `${words}: it hides nothing` } : {};
  };
}

function trustedAddresses(words: string) {
  return (record: RecordValue): Look => {
    const activate = at(record, 'requestParameters', 'activate');
    return typeof activate === 'boolean' ? { words: `${words}, switched ${activate ? 'on' : 'off'}` } : {};
  };
}

const FILTERS = { CreateFilter: 'creates a filter of GuardDuty findings', UpdateFilter: 'changes a filter of GuardDuty findings' };
const IP_SETS = {
  CreateIPSet: 'creates a list of addresses that GuardDuty trusts',
  UpdateIPSet: 'changes a list of addresses that GuardDuty trusts',
};

/** Which trail is touched tells most of what it means. */
function trail(words: string) {
  return (record: RecordValue): Look => {
    const [name] = [textAt(record, 'requestParameters', 'name'), textAt(record, 'requestParameters', 'trailName')].filter(
      (text) => text !== '',
    );
    return name === undefined ? {} : { words: `${words} ${named(name)}` };
  };
}

function selectors(record: RecordValue): Look {
  const all = listOf(at(record, 'requestParameters', 'eventSelectors'));
  const name = named(textAt(record, 'requestParameters', 'trailName'));
  if (all.length === 0 || name === '') return {};
  const leavesOut = all.every((one) => at(one, 'includeManagementEvents') === false);
  return leavesOut
    ? { words: `sets the trail ${name} to record no management events` }
    : { words: `changes what the trail ${name} records` };
}

export const logging: MarkerRule = {
  kind: 'logging',
  calls: [
    ...callsOf(
      'cloudtrail',
      `
      StopLogging stops a trail from logging
      StartLogging starts the logging of a trail
      CreateTrail creates a trail
      DeleteTrail deletes a trail
      UpdateTrail changes a trail
      PutEventSelectors changes what a trail records
      PutInsightSelectors changes which insights a trail records
      CreateEventDataStore creates an event data store
      UpdateEventDataStore changes an event data store
      DeleteEventDataStore deletes an event data store
      StartEventDataStoreIngestion starts recording into an event data store
      StopEventDataStoreIngestion stops recording into an event data store`,
      {
        StopLogging: trail('stops the logging of the trail'),
        StartLogging: trail('starts the logging of the trail'),
        CreateTrail: trail('creates the trail'),
        DeleteTrail: trail('deletes the trail'),
        UpdateTrail: trail('changes the trail'),
        PutEventSelectors: selectors,
      },
    ),
    ...callsOf('ec2', 'DeleteFlowLogs deletes flow logs of a network'),
    ...callsOf(
      'config',
      `
      StopConfigurationRecorder stops the recording of AWS Config
      DeleteConfigurationRecorder deletes the recorder of AWS Config
      PutConfigurationRecorder changes what AWS Config records
      DeleteDeliveryChannel deletes where AWS Config delivers to
      DeleteConfigRule deletes a rule of AWS Config
      DeleteConfigurationAggregator deletes an aggregator of AWS Config`,
    ),
    ...callsOf(
      'guardduty',
      `
      DeleteDetector deletes a detector of GuardDuty
      UpdateDetector changes a detector of GuardDuty
      StopMonitoringMembers stops GuardDuty from watching member accounts
      DisassociateMembers takes member accounts out of GuardDuty
      DeleteMembers deletes member accounts of GuardDuty
      DisassociateFromAdministratorAccount takes this account out of its GuardDuty administrator's view
      DisassociateFromMasterAccount takes this account out of its GuardDuty administrator's view
      CreateFilter ${FILTERS.CreateFilter}
      UpdateFilter ${FILTERS.UpdateFilter}
      CreateIPSet ${IP_SETS.CreateIPSet}
      UpdateIPSet ${IP_SETS.UpdateIPSet}
      DeletePublishingDestination stops the export of GuardDuty findings`,
      {
        UpdateDetector: detector,
        CreateFilter: findingFilter(FILTERS.CreateFilter),
        UpdateFilter: findingFilter(FILTERS.UpdateFilter),
        CreateIPSet: trustedAddresses(IP_SETS.CreateIPSet),
        UpdateIPSet: trustedAddresses(IP_SETS.UpdateIPSet),
      },
    ),
    ...callsOf(
      'securityhub',
      `
      DisableSecurityHub switches Security Hub off
      BatchDisableStandards switches standards of Security Hub off
      DisableImportFindingsForProduct stops the findings of a product
      DisassociateFromAdministratorAccount takes this account out of its Security Hub administrator's view`,
    ),
    ...callsOf('macie2', 'DisableMacie switches Macie off'),
    ...callsOf('access-analyzer', 'DeleteAnalyzer deletes an analyzer of access'),
    ...callsOf('detective', 'DeleteGraph switches Detective off'),
    ...callsOf('inspector2', 'Disable switches Inspector off'),
    ...callsOf(
      'logs',
      `
      DeleteLogGroup deletes a log group
      DeleteLogStream deletes a log stream
      PutRetentionPolicy changes how long a log group is kept
      DeleteSubscriptionFilter stops the forwarding of a log group
      DeleteMetricFilter deletes a filter that counts in logs
      DeleteDestination deletes a destination of logs`,
    ),
    ...callsOf(
      'monitoring',
      `
      DeleteAlarms deletes alarms
      DisableAlarmActions stops what alarms set off`,
    ),
    ...callsOf(
      'events',
      `
      DisableRule switches a rule of EventBridge off
      DeleteRule deletes a rule of EventBridge
      RemoveTargets takes the targets of a rule of EventBridge away`,
    ),
    ...callsOf('s3', 'PutBucketLogging changes the logging of access to a bucket', { PutBucketLogging: bucketLogging }),
    ...callsOf('wafv2', 'DeleteLoggingConfiguration stops the logging of a web firewall'),
    ...callsOf(
      'route53resolver',
      `
      DeleteResolverQueryLogConfig deletes the logging of DNS queries
      DisassociateResolverQueryLogConfig stops the logging of DNS queries of a network`,
    ),
  ],
};
