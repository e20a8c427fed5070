// Queries to begin with: the questions of an incident, in Athena's dialect.

interface Example {
  title: string;
  query: string;
}

export const EXAMPLES: readonly [Example, ...Example[]] = [
  {
    title: 'Who launched instances, newest first',
    query: `SELECT eventTime, userIdentity.arn, sourceIPAddress, requestParameters
FROM cloudtrail_logs
WHERE eventName = 'RunInstances' AND eventTime > '2026-02-21 23:00:00'
ORDER BY eventTime DESC
LIMIT 100;`,
  },
  {
    title: 'Each access key: since when, from how many addresses',
    query: `SELECT userIdentity.accessKeyId, min(eventTime) AS first, max(eventTime) AS last,
  approx_distinct(sourceIPAddress) AS addresses, count(*) AS calls
FROM cloudtrail_logs
WHERE userIdentity.accessKeyId IS NOT NULL
GROUP BY userIdentity.accessKeyId
ORDER BY calls DESC`,
  },
  {
    title: 'Calls per hour, and how many were refused',
    query: `SELECT date_trunc('hour', from_iso8601_timestamp(eventTime)) AS hour,
  count(*) AS calls, count_if(errorCode IS NOT NULL) AS errors
FROM cloudtrail_logs
GROUP BY 1
ORDER BY 1`,
  },
  {
    title: 'Errors by who met them',
    query: `SELECT userIdentity.arn, errorCode, count(*) AS times
FROM cloudtrail_logs
WHERE errorCode IS NOT NULL
GROUP BY userIdentity.arn, errorCode
ORDER BY times DESC`,
  },
  {
    title: 'What was done to buckets',
    query: `SELECT eventTime, eventName, userIdentity.arn, sourceIPAddress,
  json_extract_scalar(requestParameters, '$.bucketName') AS bucket
FROM cloudtrail_logs
WHERE eventSource = 's3.amazonaws.com' AND readOnly = 'false'
ORDER BY eventTime`,
  },
  {
    title: 'Security groups opened or changed',
    query: `SELECT eventTime, eventName, userIdentity.arn, sourceIPAddress, requestParameters
FROM cloudtrail_logs
WHERE eventName LIKE '%SecurityGroup%' AND readOnly = 'false'
ORDER BY eventTime`,
  },
  {
    title: 'Resources, by how often they were touched',
    query: `SELECT resource.type, resource.arn, count(*) AS times
FROM cloudtrail_logs
CROSS JOIN UNNEST(resources) AS t(resource)
GROUP BY resource.type, resource.arn
ORDER BY times DESC`,
  },
  {
    title: 'Sign-ins to the console without a second factor',
    query: `SELECT eventTime, userIdentity.arn, sourceIPAddress, responseElements
FROM cloudtrail_logs
WHERE eventName = 'ConsoleLogin'
  AND json_extract_scalar(additionalEventData, '$.MFAUsed') = 'No'
ORDER BY eventTime`,
  },
  {
    title: "In SQLite, over the case's own view",
    query: `SELECT id, eventTime, eventName, actor, sourceIPAddress
FROM events
WHERE errorCode = 'AccessDenied'
ORDER BY eventTime`,
  },
];
