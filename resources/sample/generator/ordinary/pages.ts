// What the AWS console calls when a person opens a page: the background hum of every console session.

import { MUMBAI, VIRGINIA } from '../world/places.ts';
import type { Json } from '../world/record.ts';

export interface PageCall {
  call: string;
  region: string;
  params?: Json;
}

const mumbai = (call: string, params?: Json): PageCall => ({ call, region: MUMBAI, ...(params === undefined ? {} : { params }) });
const virginia = (call: string, params?: Json): PageCall => ({ call, region: VIRGINIA, ...(params === undefined ? {} : { params }) });

/** Pages by name. Params are those that the console sends, shortened. */
export const PAGES = {
  instances: [
    mumbai('ec2:DescribeInstances', { maxResults: 50, instancesSet: {}, filterSet: {} }),
    mumbai('ec2:DescribeInstanceStatus', { instancesSet: {}, filterSet: {}, includeAllInstances: false }),
    mumbai('ec2:DescribeAccountAttributes', { accountAttributeNameSet: { items: [{ attributeName: 'supported-platforms' }] } }),
    mumbai('monitoring:DescribeAlarms', { maxRecords: 100 }),
  ],
  securityGroups: [
    mumbai('ec2:DescribeSecurityGroups', { securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} }),
    mumbai('ec2:DescribeVpcs', { vpcSet: {}, filterSet: {} }),
    mumbai('ec2:DescribeTags', { maxResults: 1000, filterSet: {} }),
  ],
  databases: [
    mumbai('rds:DescribeDBInstances', { maxRecords: 100 }),
    mumbai('rds:DescribeDBClusters', { maxRecords: 100 }),
    mumbai('rds:DescribeEvents', { sourceType: 'db-instance', duration: 1440 }),
    mumbai('pi:GetResourceMetrics', { serviceType: 'RDS' }),
  ],
  buckets: [
    { call: 's3:ListBuckets', region: VIRGINIA, params: { Host: 's3.amazonaws.com' } },
    virginia('cloudtrail:DescribeTrails', { trailNameList: [] }),
  ],
  containers: [
    mumbai('ecs:ListClusters', { maxResults: 100 }),
    mumbai('ecs:DescribeClusters', { clusters: ['telugubites'] }),
    mumbai('ecs:ListServices', { cluster: 'telugubites', maxResults: 100 }),
    mumbai('ecs:DescribeServices', { cluster: 'telugubites', services: ['order-api'] }),
  ],
  functions: [
    mumbai('lambda:ListFunctions20150331', { maxItems: 50 }),
    mumbai('lambda:GetAccountSettings20160819'),
    mumbai('logs:DescribeLogGroups', { limit: 50 }),
  ],
  logs: [
    mumbai('logs:DescribeLogGroups', { limit: 50 }),
    mumbai('logs:DescribeLogStreams', { logGroupName: '/aws/lambda/order-notify', orderBy: 'LastEventTime', descending: true }),
    mumbai('logs:StartQuery', { logGroupName: '/aws/lambda/order-notify', limit: 1000 }),
    mumbai('logs:GetQueryResults', { queryId: '2f6c1d8e-0a47-4b93-9d15-6e8b7c3f5a20' }),
  ],
  people: [
    virginia('iam:ListUsers', { maxItems: 1000 }),
    virginia('iam:GetAccountSummary'),
    virginia('iam:ListAccountAliases'),
    virginia('iam:ListMFADevices', { maxItems: 100 }),
  ],
  billing: [
    virginia('ce:GetCostAndUsage', {
      TimePeriod: { Start: '2026-02-01', End: '2026-02-23' },
      Granularity: 'DAILY',
      Metrics: ['UnblendedCost'],
    }),
    virginia('ce:GetCostForecast', {
      TimePeriod: { Start: '2026-02-23', End: '2026-03-01' },
      Granularity: 'MONTHLY',
      Metric: 'UNBLENDED_COST',
    }),
    virginia('health:DescribeEventAggregates', { aggregateField: 'eventTypeCategory' }),
  ],
} as const satisfies Record<string, readonly PageCall[]>;

export type Page = keyof typeof PAGES;
