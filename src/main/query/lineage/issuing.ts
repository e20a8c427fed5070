// The calls that hand out access keys, and where in their answer the key stands. A key that any other answer names was put there by someone.
import type { CaseEvents } from '../columns/case-events.ts';

/** Members of responseElements from the outside in, by API; `*` stands for each entry of a list. */
type Paths = Readonly<Record<string, string>>;

/** By eventSource. Source: AWS, the API reference of each service, and "Logging IAM and AWS STS API calls with AWS CloudTrail". */
const PATHS: Readonly<Record<string, Paths>> = {
  'sts.amazonaws.com': answering(
    'credentials.accessKeyId',
    'AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity AssumeRoot GetDelegatedAccessToken GetFederationToken GetSessionToken',
  ),
  'iam.amazonaws.com': answering('accessKey.accessKeyId', 'CreateAccessKey'),
  'rolesanywhere.amazonaws.com': answering('credentialSet.*.credentials.accessKeyId', 'CreateSession'),
  'cognito-identity.amazonaws.com': answering('credentials.accessKeyId', 'GetCredentialsForIdentity'),
  's3.amazonaws.com': answering('credentials.accessKeyId', 'CreateSession GetDataAccess'),
  's3express.amazonaws.com': answering('credentials.accessKeyId', 'CreateSession'),
  'lakeformation.amazonaws.com': answering(
    'accessKeyId',
    'AssumeDecoratedRoleWithSAML GetTemporaryGluePartitionCredentials GetTemporaryGlueTableCredentials',
  ),
  'lightsail.amazonaws.com': answering('accessKey.accessKeyId', 'CreateBucketAccessKey'),
  'gamelift.amazonaws.com': answering('credentials.accessKeyId', 'GetComputeAccess'),
};

function answering(path: string, names: string): Paths {
  return Object.fromEntries(names.split(' ').map((name) => [name, path]));
}

/** Members that lead to the key in the answer of an API; null where it hands out none. */
export function pathOfKey(eventSource: string, eventName: string): readonly string[] | null {
  const paths = Object.hasOwn(PATHS, eventSource) ? (PATHS[eventSource] as Paths) : {};
  return Object.hasOwn(paths, eventName) ? (paths[eventName] as string).split('.') : null;
}

/** By row id of a call: 1 where it hands out a key and did not fail. */
export function issuingCalls(events: CaseEvents): Uint8Array {
  const [source, name] = [events.dimension('eventSource'), events.dimension('eventName')];
  const numbers = (of: typeof name, texts: string[]): Map<number, string> => new Map(texts.map((text) => [of.numberOf(text), text]));
  const sources = numbers(source, Object.keys(PATHS));
  const names = numbers(name, Object.values(PATHS).flatMap(Object.keys));
  const outcomes = events.outcomesByCode();
  return Uint8Array.from(name.numbers, (number, call) => {
    const of = number === 0 ? undefined : sources.get(source.numbers[call] as number);
    const api = names.get(number);
    return of !== undefined && api !== undefined && outcomes[call] === 0 && pathOfKey(of, api) !== null ? 1 : 0;
  });
}

/** Whether a text stands at a path in an answer. */
export function standsAt(answer: unknown, path: readonly string[], text: string): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return answer === text;
  if (step === '*') return Array.isArray(answer) && answer.some((one) => standsAt(one, rest, text));
  return typeof answer === 'object' && answer !== null && Object.hasOwn(answer, step)
    ? standsAt((answer as Record<string, unknown>)[step], rest, text)
    : false;
}
