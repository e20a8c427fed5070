// What a user agent says of the tool behind a call: its name, version and operating system. A claim, never a proof: whoever calls writes the text.
import { platformOf } from './user-agent-platform.ts';
import { type Tool, toolOfProduct } from './user-agent-tools.ts';

export interface UserAgent {
  /** `aws-cli`, `Terraform`, `Firefox`; of a tool that is not known, what it calls itself. */
  tool: string;
  /** As it is written, `1.32.6`; null where none is told. */
  version: string | null;
  /** `Kali Linux`, `macOS`; null where none is told. */
  platform: string | null;
  /** What else it tells: where it ran, which command, what it was built with. */
  notes: string[];
}

/** A name in an agent with what follows it, as in RFC 9110, 10.1.5: `aws-cli/1.32.6`; AWS also writes `os/linux#6.1` and `md/Botocore#1.34`. */
interface Product {
  name: string;
  version: string | null;
  tool: Tool | undefined;
}

/** Words before the product that is meant: AWS's partner mark, and keys of AWS's own form, as in `os/linux#6.1`. */
const NOT_A_TOOL = new Set(['apn', 'api', 'app', 'cfg', 'exec-env', 'lang', 'm', 'md', 'os', 'ua', 'vendor']);

/**
 * Reads an agent in time linear in its length.
 * @param text as recorded
 * @returns null where it names nothing, as the empty text and `-`
 */
export function parseUserAgent(text: string): UserAgent | null {
  const agent = withoutBrackets(text);
  const service = serviceOf(agent);
  if (service) return { tool: service, version: null, platform: null, notes: [] };
  const products = productsOf(agent);
  const meant = productMeant(products, agent);
  if (!meant) return null;
  const tool = meant.tool?.name ?? meant.name;
  return { tool, version: versionOf(meant, products), platform: platformOf(agent), notes: notesOf(agent, products, tool) };
}

/** An agent as it was sent: CloudTrail encloses those of S3 requests in brackets. */
export function withoutBrackets(text: string): string {
  return text.trim().replace(/^\[(.*)\]$/s, '$1');
}

/** A service that calls on someone's behalf is its own agent: its DNS name, or `AWS Internal`. */
function serviceOf(agent: string): string | null {
  const isService = agent === 'AWS Internal' || /^[a-z0-9.-]+\.amazonaws\.com$/.test(agent);
  return isService && !toolOfProduct(agent) ? agent : null;
}

function productsOf(agent: string): Product[] {
  // With a blank before it, so that the first word begins as all others.
  const spelled = ` ${agent}`
    // Names of two words, and a comment between a name and its version: `CloudCustodian(policy)/0.9.2`.
    .replace(/\b(S3|RDS|Scout) (Browser|Console|Suite)\b/g, '$1$2')
    .replace(/\([^()]*\)(?=\/)/g, '');
  // A name has a letter or a digit.
  const words = spelled.split(/[\s()[\],;"'+]+[/#]*/).filter((word) => /^[^/#]*[\p{L}\p{N}]/u.test(word));
  const products: Product[] = [];
  for (const word of words) {
    const last = products.at(-1);
    // `ec2-api-tools 1.6.12.2`
    if (last && last.version === null && /^v?\d+\.\d/.test(word)) last.version = word;
    else products.push(productOf(word));
  }
  return products;
}

function productOf(word: string): Product {
  const [name = '', ...rest] = word.split(/[/#]/);
  const own = { name, version: rest.find((part) => /^v?\d/.test(part)) ?? null, tool: toolOfProduct(name.toLowerCase()) };
  // `md/Botocore#1.34.6` is a product within a key; `app/prowler` is what the caller named itself.
  const inner = NOT_A_TOOL.has(name.toLowerCase()) ? rest[0] : undefined;
  return inner === undefined ? own : { ...own, tool: toolOfProduct(inner.toLowerCase()) };
}

/** The product that the agent is of: the known one that tells most; an application of its own before the libraries beneath it. */
function productMeant(products: readonly Product[], agent: string): Product | undefined {
  let best: Product | undefined;
  for (const product of products) if (product.tool && product.tool.rank < (best?.tool?.rank ?? Number.POSITIVE_INFINITY)) best = product;
  const first = products.find(({ name }) => !NOT_A_TOOL.has(name.toLowerCase()));
  const isOwn = first !== undefined && first.tool === undefined;
  if (isOwn && agent.includes('aws-internal') && /console/i.test(first.name))
    return { ...first, tool: toolOfProduct('console.amazonaws.com') };
  if (!best?.tool) return first;
  return isOwn && ['aws', 'library', 'http', 'browser'].includes(best.tool.kind) ? first : best;
}

/** Safari, and browsers that are built as it is, tell their version apart. */
function versionOf({ version, tool }: Product, products: readonly Product[]): string | null {
  if (tool?.name === 'Safari') return products.find(({ name }) => name === 'Version')?.version ?? version;
  // What `Mozilla/5.0` and `Trident/7.0` number is not the browser.
  return tool?.name === 'Mozilla' || tool?.name === 'Internet Explorer' ? null : version;
}

function notesOf(agent: string, products: readonly Product[], tool: string): string[] {
  const notes: string[] = [];
  for (const [word, of] of [
    ['in', /(?:^|\s)exec-env\/([^\s\]]+)/],
    ['command', /(?:^|\s)(?:md\/)?command[/#]([^\s\]]+)/],
    ['application', /(?:^|\s)app\/([^\s\]]+)/],
  ] as const) {
    const value = of.exec(agent)?.[1];
    if (value !== undefined) notes.push(`${word} ${value}`);
  }
  const others = products.flatMap(({ tool: other, version }) =>
    other && other.name !== tool && other.kind !== 'browser' ? [version === null ? other.name : `${other.name} ${version}`] : [],
  );
  if (others.length > 0) notes.push(`with ${[...new Set(others)].join(', ')}`);
  if (tool === 'Trailcase') notes.push('requests of an acquisition with Trailcase call themselves so: the examiner’s own, if it is true');
  if (isAgentOfPacu(products)) notes.push('Pacu takes agents of this age (2018) in place of its own on Kali, Parrot and Pentoo');
  return notes;
}

/**
 * On systems for penetration tests Pacu takes, instead of its own agent, one of a list from 2018: Boto3 1.4 to 1.7 with Botocore 1.7 to 1.10, mostly on
 * Windows. Source: RhinoSecurityLabs/pacu, `user_agents.txt`. Honest clients of that year call themselves so, too.
 */
function isAgentOfPacu(products: readonly Product[]): boolean {
  const version = (tool: string): string => products.find(({ tool: of }) => of?.name === tool)?.version ?? '';
  return /^1\.[457]\.\d+$/.test(version('Boto3')) && /^1\.(?:7|8|10)\.\d+$/.test(version('Botocore'));
}

/** `aws-cli 1.32.6`, for the field `toolVersion`; null where no version is told. */
export function toolVersionText(agent: UserAgent | null): string | null {
  return agent === null || agent.version === null ? null : `${agent.tool} ${agent.version}`;
}
