// Words of acquiring from AWS that several parts of it use.
import type { S3Category } from '../../../shared/s3.ts';
import { bytesText, grouped } from '../../../shared/text.ts';
import type { Amount } from './scope-nodes.ts';

export const CATEGORY_WORDS: Record<S3Category, { name: string; what: string }> = {
  events: { name: 'Events', what: 'CloudTrail: management and data events' },
  digests: {
    name: 'Digests',
    what: 'CloudTrail-Digest: AWS’s signed lists of the logs; without them nothing vouches for what is before the import',
  },
  insights: { name: 'Insights', what: 'CloudTrail-Insight: unusual rates of calls' },
  network: { name: 'Network activity', what: 'CloudTrail-NetworkActivity: calls through VPC endpoints' },
  aggregated: { name: 'Aggregated', what: 'CloudTrail-Aggregated: sums of data events' },
};

/** `about 1,200` where it was estimated. */
export function about(n: number, exact: boolean): string {
  return exact ? grouped(n) : `about ${grouped(n)}`;
}

export function amountWords({ objects, bytes, exact }: Amount): string {
  return `${about(objects, exact)} ${objects === 1 ? 'object' : 'objects'}, ${exact ? '' : 'about '}${bytesText(bytes)}`;
}

/** Storage classes whose objects have to be restored before they can be read. */
export const ARCHIVED: ReadonlySet<string> = new Set(['GLACIER', 'DEEP_ARCHIVE']);

export function signInCommand(profile: string | null): string {
  if (profile === null) return 'aws sso login';
  return `aws sso login --profile ${/^[\w.@:+-]+$/.test(profile) ? profile : `'${profile.replaceAll("'", `'\\''`)}'`}`;
}

/** Options of the command line by what they are called in the window: the engine speaks to both. */
const FIELDS: Readonly<Record<string, string>> = {
  '--profile': '“Who asks”',
  '--no-sign-request': '“No credentials”',
  '--mfa-code': '“MFA code”',
  '--endpoint': '“Endpoint”',
  '--proxy': '“Proxy”',
  '--region': '“Region”',
  '--request-payer': '“Requester pays”',
  '--request-log': '“Write a log of requests”',
  '--log-region': '“Regions”',
  '--keep-copy': '“Keep a copy”',
  '--everything': '“Take every object”',
  '--catalog': 'the catalog',
  '--database': '“Database”',
  '--table': '“CloudTrail table”',
  '--workgroup': '“Workgroup”',
  '--results': '“Results go to”',
  '--evidence': '“Where the logs are”',
  '--sql': '“By SQL of your own”',
};

/** A sentence of the engine's with what stands here in the place of options. */
export function inWindow(text: string): string {
  return text.replace(/--[a-z]+(?:-[a-z]+)*/g, (option) => FIELDS[option] ?? option);
}
