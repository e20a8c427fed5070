// Imports from the double, and what cases then say of what was met.
import { sqlite } from './cases.ts';
import { cliJson } from './cli-here.ts';
import type { S3Double } from './s3-server.ts';
import { trail } from './trail.ts';

export const LEAF = 'AWSLogs/111122223333/CloudTrail/eu-west-1/';

/** Key of a log of a day, `2026/02/21`. */
export function logKey(name: string, day = '2026/02/21', leaf = LEAF): string {
  return `${leaf}${day}/111122223333_CloudTrail_eu-west-1_20260221T0005Z_${name}.json.gz`;
}

export function log(eventName: string): Buffer {
  return trail().event({ eventName }).gz();
}

/** Credentials and addresses of the double, as variables that the SDK knows. */
export function awsEnv({ endpoint }: S3Double): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMINER',
    AWS_SECRET_ACCESS_KEY: 'verysecretvalue',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-west-1',
  };
}

export function importS3(server: S3Double, path: string, ...args: string[]): ReturnType<typeof cliJson> {
  const address = args[0]?.includes(':') ? [] : ['s3://evidence/'];
  return cliJson(['import', path, ...address, ...args], { env: awsEnv(server) });
}

/** Problems of places as `path: code`, in order. */
export function problemsOf(path: string): Record<string, { code: string; detail: string }[]> {
  const rows = query<{ path: string; code: string; detail: string }>(
    path,
    'SELECT path, code, detail FROM problems WHERE path IS NOT NULL ORDER BY path, code',
  );
  const problems: Record<string, { code: string; detail: string }[]> = {};
  for (const { path: place, ...problem } of rows) problems[place] = [...(problems[place] ?? []), problem];
  return problems;
}

export function query<T>(path: string, sql: string): T[] {
  const db = sqlite(path, { readonly: true });
  try {
    return db.prepare(sql).all() as T[];
  } finally {
    db.close();
  }
}

/** Names of the events of a case, in order. */
export function eventNames(path: string): string[] {
  return query<{ eventName: string }>(path, 'SELECT eventName FROM events ORDER BY eventName').map(({ eventName }) => eventName);
}

/** The detail of the newest custody entry. */
export function lastCustody(path: string): any {
  const [row] = query<{ detail: string }>(path, "SELECT detail FROM custody WHERE action = 'import' ORDER BY seq DESC LIMIT 1");
  return JSON.parse(row?.detail ?? '{}');
}
