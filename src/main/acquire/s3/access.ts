// How a bucket is reached: checked before anybody is asked, and told without what is secret in it.
import { TrailcaseError } from '../../../shared/errors.ts';
import type { S3Access } from '../../../shared/s3.ts';

/** A proxy that is no address would be passed by, and nobody would notice. Errors: USAGE. */
export function checkAccess({ endpoint, proxy }: S3Access, env: NodeJS.ProcessEnv = process.env): void {
  for (const [name, address] of Object.entries({ endpoint, proxy })) {
    if (address === undefined || isAddress(address)) continue;
    const advice = `Write it with http:// or https://${hasScheme(address) ? ', and what is special in a user or password as %40 is for @' : ''}.`;
    throw new TrailcaseError('USAGE', `--${name} takes an address such as http://${name}.example.com:8080`, advice);
  }
  // Node would say which address it is, with its password.
  const wrong = proxy === undefined && PROXIES.find((name) => hasScheme(env[name] ?? '') && !isAddress(env[name] ?? ''));
  if (wrong) throw new TrailcaseError('USAGE', `The variable ${wrong} is no address of a proxy`, 'Set it right, or name one with --proxy.');
}

const PROXIES = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'];

function hasScheme(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function isAddress(text: string): boolean {
  if (!hasScheme(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** What a case may have of it: no code, and no password that stands in an address. */
export function accessTold({ mfaCode: _, ...access }: S3Access): S3Access {
  const { endpoint, proxy } = access;
  return {
    ...access,
    ...(endpoint !== undefined && { endpoint: withoutPassword(endpoint) }),
    ...(proxy !== undefined && { proxy: withoutPassword(proxy) }),
  };
}

/** As whoever uses it reads it: `http:///user:password@proxy` is one with a password, too. */
function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.username === '' && url.password === '') return address;
  url.username = '';
  url.password = '';
  return address.endsWith('/') ? url.href : url.href.replace(/\/$/, '');
}
