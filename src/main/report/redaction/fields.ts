// What a field of a record holds, by the names on the way to it. What no rule knows is text that somebody chose: nothing is shown for want of a rule.
import type { Kind } from './kinds.ts';

export type FieldClass =
  /** Never shown. */
  | { is: 'secret' }
  /** The record's own reference: event, request, and the like. */
  | { is: 'id' }
  /** The name of something; hidden whole where it has no form of its own. */
  | { is: 'name'; kind: Kind }
  | { is: 'agent' }
  /** What somebody wrote. */
  | { is: 'free' }
  /** AWS's own word. `isCall`: the name of a call. */
  | { is: 'open'; isCall?: boolean }
  | { is: 'unknown' };

/** Fields of the record itself that hold words of AWS's. */
const OPEN_FIELDS: ReadonlySet<string> = new Set(
  'eventversion eventtime eventsource eventname awsregion errorcode readonly eventtype eventcategory managementevent apiversion invokedbydelegate'.split(
    ' ',
  ),
);

/** The same words anywhere else are names that somebody chose. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  'useridentity.sessioncontext.attributes.creationdate',
  'useridentity.sessioncontext.attributes.mfaauthenticated',
  'tlsdetails.tlsversion',
  'tlsdetails.ciphersuite',
  'insightdetails.state',
  'insightdetails.eventsource',
  'insightdetails.errorcode',
  'insightdetails.insighttype',
  'timewindow.windowstart',
  'timewindow.windowend',
  'timewindow.windowsize',
  'summary.primarydimension.dimension',
]);

const SECRET =
  /^(?:.*(?:secretaccesskey|secretkey|sessiontoken|securitytoken|password|passwd|passphrase|privatekey|private_key|secretstring|secretbinary|samlassertion|webidentitytoken|clientsecret|accesstoken|refreshtoken|idtoken|bearertoken|authtoken|oauthtoken|apikey|api_key|apikeyvalue|keymaterial|plaintext|connectionstring|signingkey|licensekey|federationtoken|samlresponse|base32stringseed|qrcodepng|passworddata)|authorization|authentication|token|secret|secrets|credential|pwd|userdata|externalid|x-amz-(?:security-token|signature|credential)|signature|authcode|code_verifier|presharedkey|preshared_key|otp|mfacode|authenticationcode\d?|tokencode|cookie|set-cookie|jwt|sshkey|x509certificatedata)$/;
/** Named like secrets, and none: what a password has to be, when it was used. */
const NO_SECRET =
  /(?:reset|required|policy|lastused|age|length|expir|enabled|type|status|arn|name|hint)|^(?:next|continuation|pagination|client|clientrequest|request|idempotency|creation|start|change|publicaccess).*token$|^(?:authorizationtype|authenticationmethod|authenticationtype)$/;

const ID =
  /^(?:eventid|requestid|sharedeventid|originaleventid|originaluid|x-amz-request-id|x-amz-id-2|clienttoken|clientrequesttoken|idempotencytoken|nexttoken|continuationtoken|paginationtoken|marker|nextmarker|changetoken|_return|correlationid|traceid|etag|contentmd5|content-md5|x-amz-content-sha256|codesha256|requesterid|versionid|revisionid)$/;

const ACCOUNT =
  /account(?:id|ids|number|numbers)?$|^(?:owner|ownerid|owneralias|ownersset|awsaccountids?|registryid|payerid|masterid|delegatedadmin.*)$|ownerid$/;

const NAMES: readonly (readonly [RegExp, Kind])[] = [
  [/^accesskey(?:id)?$|^credentialid$/, 'key'],
  [/^principalid$|^(?:role|user|group|unique|instanceprofile)id$|^assumedroleid$/, 'principal'],
  [/^rolesessionname$|^sessionname$|^sourceidentity$|^sessionid$|^signinsessionarn$/, 'session'],
  [/^(?:role|rolename|servicerole|assumedrole|iamrole|executionrole)$|^roles$/, 'role'],
  [
    /user(?:name|s|id)?$|^username|^user_|^(?:principal|principals|subject|sub|login|loginname|displayname|ownerdisplayname|givenname|familyname|firstname|lastname|fullname|nickname|actor|createdby|modifiedby|requestedby|approvedby|assignee|author|contact.*|onbehalfof|subjectfromwebidentitytoken|person|people|phone|phonenumber|telephone|mfaserial|serialnumber|mfaidentifier|invokedby|issuedto|credentialsissuedto)$/,
    'user',
  ],
  [/mail$|mailaddress(?:es)?$|^emails?$/, 'email'],
  [
    /^(?:identityprovider|federatedprovider|provider|providername|samlprovider.*|oidcprovider.*|issuer|audience|aud|trustanchor.*|profile|instanceprofile.*|policyname|policynames|groupname.*|permissionset.*)$/,
    'identity',
  ],
  [
    /ip(?:v[46])?(?:address(?:es)?)?(?:set)?$|^(?:cidr.*|.*cidr|.*cidrblock|.*cidrip.*|publicip.*|privateip.*|.*ipaddress.*|iprange.*|ipv6range.*|macaddress|network|netmask|address|addresses|aws:sourceip|source_ip)$/,
    'ip',
  ],
  [
    /(?:host|hostname|dnsname|domain|domainname|domainnames|fqdn|endpoint|endpoints|hostheader|url|uri|urls|uris|servername|nameserver|nameservers|computername|origin|website|referer|referrer|callback.*|redirect.*|loginto|clientprovidedhostheader)$/,
    'host',
  ],
];

const AGENT = /^(?:useragent|user-agent|user_agent|agent|agentname)$/;

const FREE =
  /(?:description|message|comment|comments|reason|statusreason|note|notes|title|document|policy|policies|query|querystring|statement|statements|template|templatebody|script|command|commands|args|arguments|body|content|contents|text|input|output|payload|details|detail|summary|customjson|configjson|definition|metadata|environment|variables|parameters|encryptioncontext|constraint|data|tagset|tags?|taglist|labels?|annotations|errormessage|explanation|justification|purpose)$/;

/** In these, names are chosen by customers as well as values. */
const MAPS =
  /^(?:tags?|tagset|tagslist|taglist|tagspecification.*|tagging|resourcetags|variables|environment|environmentvariables|metadata|labels|annotations|encryptioncontext|x-amz-meta-.*|attributes|headers|dimensions|statusdetails|customjson|parameters|useparameters|responseparameters)$/;

const OBJECT =
  /^(?:key|keys|prefix|prefixes|objectkey|object|objects|s3key|s3keyprefix|outputs3keyprefix|path|pathprefix|filename|file|filepath|folder|mountpoint|uploadid)$/;
const BUCKET = /bucket(?:name|s)?$/;

const RESOURCE =
  /(?:id|ids|idset|identifier|identifiers|name|names|nameset|namelist|arn|arns|arnprefix|set|group|groups|stream|queue|topic|table|tables|database|cluster|clusters|function|repository|stack|vpc|subnet|subnets|instance|instances|image|images|volume|snapshot|alias|aliases|resource|resources|parameter|bucketpolicy|target|targets|destination|location|source)$/;

/** Names that end like those of resources, and hold AWS's words. */
const NO_RESOURCE =
  /^(?:type|typename|regionname|zonename|zoneid|availabilityzoneid|enginename|ownersset|regionset|resourcetype|insecure|offset|isset|reset|resourcecollectiontype|eventsource|source_type|valid|paid|void|grid|sourcetype|targettype|namespace|platformname|metricname|attributename|servicename|servicenames|eventname|keyspec|operationname|actionname)$/;

const known = new Map<string, FieldClass>();
/** Classes that are remembered. */
const MOST = 20_000;

/** @param path names of members and positions in lists on the way to the value, its own last */
export function classOf(path: readonly string[]): FieldClass {
  const names = path.filter((name) => !/^\d+$/.test(name)).map((name) => name.toLowerCase());
  const key = names.join('\0');
  const ready = known.get(key);
  if (ready) return ready;
  const made = classOfNames(names);
  if (known.size < MOST) known.set(key, made);
  return made;
}

function classOfNames(names: readonly string[]): FieldClass {
  const own = names.at(-1) ?? '';
  if (names.length === 1 && OPEN_FIELDS.has(own)) return own === 'eventname' ? { is: 'open', isCall: true } : { is: 'open' };
  if (own === 'type' && (names[0] === 'useridentity' || names[0] === 'resources')) return { is: 'open' };
  if (OPEN_PATHS.has(names.join('.'))) return { is: 'open' };
  if (own === 'eventname' && names.length === 2 && names[0] === 'insightdetails') return { is: 'open', isCall: true };
  if ((own === 'name' || own === 'code') && /state(?:reason)?$|status$/.test(names.at(-2) ?? '')) return { is: 'unknown' };
  // What stands below a secret is a secret.
  if (names.some((name) => SECRET.test(name) && !NO_SECRET.test(name))) return { is: 'secret' };
  if (ID.test(own)) return { is: 'id' };
  if (names.slice(0, -1).some((name) => MAPS.test(name)) && names[0] !== 'useridentity') return { is: 'free' };
  if (AGENT.test(own)) return { is: 'agent' };
  if (ACCOUNT.test(own)) return { is: 'name', kind: 'account' };
  for (const [pattern, kind] of NAMES) if (pattern.test(own)) return { is: 'name', kind };
  if (FREE.test(own)) return { is: 'free' };
  if (BUCKET.test(own)) return { is: 'name', kind: 'bucket' };
  if (OBJECT.test(own)) return { is: 'name', kind: 'object' };
  if (RESOURCE.test(own) && !NO_RESOURCE.test(own)) return { is: 'name', kind: 'resource' };
  return { is: 'unknown' };
}

/** Whether the names of a member's members are a customer's. */
export function isMap(name: string): boolean {
  return MAPS.test(name.toLowerCase());
}
