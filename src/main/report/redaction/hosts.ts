// Names of hosts with any ending, in running text: looked for where all else was, for many such texts are names of files or fields.
import { awsNameOf, hostOf } from './addresses.ts';
import { HOST_ENDINGS } from './endings.ts';
import type { Span } from './spans.ts';
import { isVocabulary } from './vocabulary.ts';

const DOTTED =
  /(?<![\p{L}\p{N}_@./\\-])(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.){1,8}[\p{L}][\p{L}-]{1,23}(?![\p{L}\p{N}_(-]|\.[\p{L}\p{N}])/gu;

/** Two labels that end so are a file, a field or an abbreviation more often than a host. */
const NOT_ALONE: ReadonlySet<string> = new Set(
  'py sh rs pl ps md zip mov cc so id name host domain type date data app apps info group network email support services systems cloud zone run tools report py js ts go to is it in at as be by do me my no us am pm am et al vs'.split(
    ' ',
  ),
);
/** Endings of files, with however many dots before them. */
const FILES =
  /^(?:json|jsonl|ndjson|csv|tsv|gz|zip|tar|tgz|zst|bz2|xz|log|txt|md|pem|key|crt|cer|sig|parquet|yaml|yml|xml|html?|css|js|mjs|ts|tsx|jsx|py|sh|bash|ps1|bat|cmd|exe|dll|so|jar|war|class|java|rb|php|conf|cfg|ini|toml|lock|tf|tfvars|sql|db|sqlite|bak|tmp|pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|ico|mp4|mov|head|trailcase)$/i;

export function anyHostsIn(text: string): Span[] {
  if (!/[\p{L}\p{N}]\.\p{L}{2}/u.test(text)) return [];
  const found: Span[] = [];
  for (const { 0: all, index } of text.matchAll(DOTTED)) {
    const labels = all.split('.');
    const ending = (labels.at(-1) as string).toLowerCase();
    if (FILES.test(ending) || awsNameOf(all) !== null || !isHost(all, labels, ending)) continue;
    found.push({ from: index, to: index + all.length, kind: 'host', value: hostOf(all) });
  }
  return found;
}

function isHost(all: string, labels: readonly string[], ending: string): boolean {
  // `requestParameters.policyDocument`, `Client.UnauthorizedOperation`, the end of a sentence without a blank behind it.
  if (/\p{Ll}\p{Lu}/u.test(all) || labels.slice(1).some((label) => /^\p{Lu}\p{Ll}/u.test(label))) return false;
  if (labels.every((label) => isVocabulary(label) || /^\d+$/.test(label))) return false;
  // Endings in other scripts have no letter of ours.
  if (/^[^a-z]+$/.test(ending)) return true;
  return labels.length > 2 ? ending.length > 1 : HOST_ENDINGS.has(ending) && !NOT_ALONE.has(ending);
}
