// Secrets in a text, by the names and forms that are listed here: hidden in every redacted report, whatever was chosen. Others are not recognised. Sources: AWS, "Understanding unique ID prefixes" and SigV4
// query parameters; the prefixes that GitHub, Slack, Stripe, Google, GitLab, npm, SendGrid and others publish for scanning.
import type { Span } from './spans.ts';

/** The secret is what the group `s` holds; without it, all of it. */
const PATTERNS: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // JSON web tokens, and what begins like a SAML assertion in base64.
  /\beyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)*/g,
  /\bPD94bWwg[\w+/=-]{40,}|\bPHNhbWw[\w+/=-]{40,}/g,
  /<(?:saml2?p?:)?(?:Assertion|Response)\b[\s\S]*/g,
  // Session tokens of STS.
  /\b(?:FwoGZXIvYXdz|IQoJb3JpZ2lu|FQoGZXIvYXdz|AQoDYXdz|AQoEXAMPLE)[\w+/=%-]{8,}/g,
  /\b(?:gh[pousr]_\w{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_\w{20,}|xox[abeoprs]-[\w-]{8,}|xapp-[\w-]{8,})/g,
  /\b(?:[srp]k_(?:live|test)_\w{8,}|whsec_\w{16,}|sk-[\w-]{20,}|AIza[\w-]{30,}|ya29\.[\w-]{16,}|SG\.[\w-]{16,}\.[\w-]{16,}|hf_\w{20,}|dop_v1_\w{20,}|EAA[A-Za-z0-9]{40,})/g,
  /hooks\.slack\.com\/services\/(?<s>[\w/]+)/g,
  /\b(?:Bearer|Basic|Negotiate|Digest)\s+(?<s>[\w+/=.~-]{8,})/gi,
  /\b(?:X-Amz-(?:Signature|Security-Token|Credential)|Signature|AWSAccessKeyId|sig|se_token)=(?<s>[^&\s"'<>]+)/gi,
  // A password in an address.
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"'<>]*:(?<s>[^\s/@"'<>]+)@/gi,
  // `password=…`, `"secret": "…"`, `--token …`, `AWS_SECRET_ACCESS_KEY=…`
  /(?:pass(?:word|wd|phrase)|\bpwd|secret(?:[_-]?(?:access)?[_-]?key)?|[_-]token|\btoken|api[_-]?key|client[_-]?secret|private[_-]?key|authorization)["']?\s*(?:[=:]|\s(?=["']))\s*["']?(?<s>[^\s"'&,;<>{}]+)/gi,
  /--(?:password|passwd|token|secret|api-key)[ =]["']?(?<s>[^\s"'&,;<>]+)/gi,
];

const VALUE = `["'“‘]?(?<s>[^\\s"'&,;<>{}|”’]+)`;

/** What people and shells write; looked for only where one of the words in SPOKEN stands. */
const SPOKEN_PATTERNS: readonly RegExp[] = [
  // `the password is …`; words that say something about a password are none.
  new RegExp(
    `\\b(?:pass(?:word|wd|phrase|code)?|pwd?|secret|token|api key)\\s+(?:is|was|will be)\\s+(?:now\\s+)?(?:set to\\s+)?(?!(?:not|now|set|no|required|needed|null|empty|in|valid|invalid|expired|incorrect|wrong|missing|too|changed|reset|the|an?|to|correct|only|also|been|being|never|weak|used|stored|shared|sent|created|deleted|rotated|hidden|known|unknown|for|by|from|older)\\b)${VALUE}`,
    'gi',
  ),
  // `password hunter2`: with a digit or a sign in it.
  /\b(?:password|passwd|passphrase|passcode)\s+["'“‘]?(?<s>(?=[^\s"']*[\d!@#$%^*+])[^\s"'&,;<>{}|”’]{4,})/gi,
  new RegExp(`(?<![a-z])(?:pass|pw|pin|otp|passcode)["']?\\s*[=:]\\s*${VALUE}`, 'gi'),
  /\b(?:mysql|mariadb)\w*\b[^\n|;]{0,200}?\s-p["']?(?<s>[^\s"'|;]+)/gi,
  new RegExp(`\\b(?:sshpass|plink|pscp|psexec\\w*)\\b[^\\n|;]{0,100}?\\s-(?:p|pw)\\s*${VALUE}`, 'gi'),
  /\b(?:curl|wget)\b[^\n|;]{0,200}?\s(?:-u|--user)[\s=]?["']?[^\s:"'|]{1,64}:(?<s>[^\s"'|]+)/gi,
  /\bnet1?(?:\.exe)?\s+user\s+\S{1,64}\s+(?<s>[^\s/]\S*)/gi,
  /(?<![\w.-])[\w.-]{1,32}:(?<s>[^\s"'|:]+)["']?\s*\|\s*(?:sudo\s+)?chpasswd/gi,
  /(?<![a-z])(?:signintoken|(?:j|php|asp\.net_)?sess(?:ion)?_?id|connect\.sid|accountkey|sharedaccess(?:key|signature))=(?<s>[^&\s"'<>;]+=*)/gi,
  /[?&](?:code|ticket|auth|access_key|sessiontoken)=(?<s>[^&\s"'<>#]+)/gi,
  /(?<![\w-])(?:set-)?cookie\s*:\s*(?<s>[^\n"'<>]+)/gi,
  /discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/(?<s>[\w/-]+)/gi,
  /webhook\.office\.com\/(?<s>[^\s"'<>]+)/gi,
  /(?<!\d)\d{6,12}:AA[\w-]{24,}/g,
  /AGE-SECRET-KEY-1[A-Z0-9]{16,}/gi,
  /\b(?:glc_|glsa_|hvs\.|hvb\.|dckr_pat_|shp(?:at|ca|pa|ss)_|lin_api_|pypi-AgE)[\w+/=-]{12,}/g,
];
const SPOKEN =
  /pass|pwd?\b|pw["']?\s*[=:]|pin["']?\s*[=:]|otp["']?\s*[=:]|(?:secret|token|api key)\s+(?:is|was|will)|mysql|mariadb|plink|pscp|psexec|curl|wget|user\s|signintoken|sess|\.sid=|key=|signature=|[?&](?:code|ticket|auth)=|cookie|webhook|:AA|AGE-SECRET|glc_|glsa_|hv[sb]\.|dckr_|shp[acps]|lin_api|pypi/i;

/** A secret access key: forty characters of base64, of more than one sort. */
const SECRET_KEY = /(?<![A-Za-z0-9/+_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])/g;

/** Most texts have none of these. */
const SOME =
  /-----BEGIN|eyJ|PD94|PHNh|ssertion|:Response|[A-Za-z0-9/+_-]{20}|pass|pwd|secret|token|key|authoriz|bearer|basic|negotiate|digest|sig|:\/\/|x-amz|xox|xapp|[srp]k_|slack/i;

const ALL_PATTERNS: readonly RegExp[] = [...PATTERNS, ...SPOKEN_PATTERNS];

/** Longer stretches than these are cut there and hidden all the same. */
export function secretsIn(text: string): Span[] {
  const isSpoken = text.length >= 6 && SPOKEN.test(text);
  if (text.length < 6 || !(isSpoken || SOME.test(text))) return [];
  const found: Span[] = [];
  const add = (from: number, secret: string): void => {
    if (!isMasked(secret)) found.push({ from, to: from + secret.length, kind: 'secret', value: '' });
  };
  for (const pattern of isSpoken ? ALL_PATTERNS : PATTERNS)
    for (const match of text.matchAll(pattern)) {
      const secret = match.groups?.s;
      add(secret === undefined ? match.index : match.index + match[0].lastIndexOf(secret), secret ?? match[0]);
    }
  for (const { 0: key, index } of text.matchAll(SECRET_KEY))
    if (/[a-z]/.test(key) && /[A-Z]/.test(key) && /\d/.test(key) && !/^(?:[A-Z][a-z]+)+\d*$/.test(key)) add(index, key);
  return found;
}

/** What AWS writes in place of a secret hides nothing any more. */
export function isMasked(text: string): boolean {
  return (
    text === '' ||
    /^\*+$/.test(text) ||
    /^(?:HIDDEN_DUE_TO_SECURITY_REASONS|<?sensitiveDataRemoved>?|REDACTED|\(?hidden\)?|null|true|false)$/i.test(text)
  );
}
