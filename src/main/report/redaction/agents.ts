// What is shown of a user agent that is hidden: tools that everyone has, by names of ours, and versions that are numbers.
import { withoutBrackets } from '../../decode/user-agent.ts';
import { toolOfProduct } from '../../decode/user-agent-tools.ts';

/** Tools named, at most. */
const MOST = 4;

/** `aws-cli 2.15.0, Botocore 1.34.1`; empty where none is known. */
export function agentTools(agent: string): string {
  const found = new Map<string, string>();
  for (const word of withoutBrackets(agent)
    .slice(0, 1000)
    .split(/[\s;,()[\]]+/)) {
    const [, product = '', version = ''] =
      /^(?:(?:md|lib|api|app|ua|os|lang|exec-env|cfg|ft|m|vendor)\/)?([A-Za-z0-9._-]{2,40})(?:[/#]v?(\d{1,4}(?:\.\d{1,5}){0,3}))?(?=$|[^\w.])/.exec(
        word,
      ) ?? [];
    const tool = product === '' ? undefined : toolOfProduct(product.toLowerCase());
    if (tool && !found.has(tool.name) && found.size < MOST) found.set(tool.name, version);
  }
  return [...found].map(([name, version]) => (version === '' ? name : `${name} ${version}`)).join(', ');
}
