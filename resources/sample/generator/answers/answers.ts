// ANSWERS.md: what an investigator must find, for people first, with the facts for tests at its end.
import type { Archive } from '../archive.ts';
import { ist } from '../base/time.ts';
import { byTime } from '../story.ts';
import { ACCOUNT_NAMES } from '../world/places.ts';
import type { SampleEvent } from '../world/record.ts';
import { cite, type Facts, facts, keyOf } from './facts.ts';

type Cited = ReturnType<typeof cite>;
const at = (cited: Cited): string => `${cited.timeInIndia} (${cited.eventTime}), event \`${cited.eventID}\``;

/** JSON with one line per fact where that fits: the block is for machines, but diffs of it are for people. */
function listed(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value);
  if (flat.length < 360 || typeof value !== 'object' || value === null) return flat;
  const deeper = `${indent} `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Array.isArray(value)
    ? value.map((item) => deeper + listed(item, deeper))
    : Object.entries(value).map(([name, item]) => `${deeper}${JSON.stringify(name)}: ${listed(item, deeper)}`);
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

/** The text of ANSWERS.md. */
export function answers(made: Archive): string {
  const known = facts(made);
  return [
    opening(known),
    questions(known),
    traps(known),
    timeline(made),
    numbers(known),
    `## For tests\n\nWritten by the generator from the model that the archive was made from.\n\n\`\`\`json\n${listed(known)}\n\`\`\`\n`,
  ].join('\n');
}

function opening(known: Facts): string {
  return `# The TeluguBites sample: what an investigator must find

TeluguBites, a food delivery company in Hyderabad, has two AWS accounts: ${known.accounts.production} (telugubites-prod)
and ${known.accounts.development} (telugubites-dev). Both trails deliver to one bucket. \`archive/\` is a copy of it, taken on Sunday
22 February 2026. Everything in it is invented: the key ids end in EXAMPLE, the addresses come from documentation ranges
(only 185.220.101.x is from the story), and the digests are signed with throw-away keys that were made for this sample and
that AWS never used. \`node resources/sample/generate.ts [FOLDER]\` writes it again, byte for byte.

Logs identify credentials, never the person who held them. Where this text says "the attacker", it means whoever held the
key; where it names a colleague, it means that colleague's credentials.
`;
}

function questions(known: Facts): string {
  const { leakedKey, secondKey, launches, bucketDeletion, securityGroupChange, response } = known;
  const done = launches.attempts.filter((attempt) => attempt.instanceIds.length > 0);
  const list = done.map((a) => `- ${a.instanceIds.length} in ${a.region}: ${at(a)}, key \`${a.accessKeyId}\`: ${a.instanceIds.join(', ')}`);
  const failed = launches.attempts.filter((attempt) => attempt.instanceIds.length === 0);
  return `## The five questions

### 1. Who deleted the production bucket?

\`${bucketDeletion.bucket}\` was deleted on ${at(bucketDeletion.deleted)}, from ${bucketDeletion.deleted.sourceIPAddress}, by the session
\`${bucketDeletion.session.arn}\` (\`${bucketDeletion.session.accessKeyId}\`).
That session was issued to \`${bucketDeletion.session.issuedTo.accessKeyId}\`, the long-term key of
\`${bucketDeletion.session.issuedTo.userArn}\`, in the other account: a proven edge, logged in both accounts
(${bucketDeletion.session.issuedBy.map((cited) => `\`${cited.eventID}\` in ${cited.account}`).join(' and ')}, one sharedEventID, two eventIDs).
A first DeleteBucket failed with BucketNotEmpty (\`${bucketDeletion.refusedFirst.eventID}\`); versioning was suspended before it, and
${bucketDeletion.objectsDeleted.length} DeleteObjects calls (data events) emptied the bucket.

### 2. Who launched the expensive GPU instances at 3 AM?

The user dev-temp-key in ${known.accounts.development}: ${launches.instances} ${launches.instanceType} in two regions, none of which the company uses for servers.

${list.join('\n')}

Refused before: ${failed.map((a) => `${a.errorCode} in ${a.region} (\`${a.eventID}\`)`).join(', ')}. The launches after 3 AM in India used the second
key, from ${secondKey.use.sourceIPAddress}.

### 3. Since when was the leaked key used, by whom, from where?

\`${leakedKey.accessKeyId}\` of dev-temp-key. Honest use: ${leakedKey.ordinaryUse.events} calls from ${leakedKey.ordinaryUse.sourceIPAddress} (the CI runner in the office) with
boto3, only in ${leakedKey.ordinaryUse.regions.join(', ')}, the last on ${at(leakedKey.ordinaryUse.last)}.
Strange use: ${leakedKey.hostileUse.events} calls from ${leakedKey.hostileUse.sourceIPAddress}, with an aws-cli on Kali Linux, in ${leakedKey.hostileUse.regions.join(' and ')}, none of them ever
seen with this key before. First: ${leakedKey.hostileUse.first.eventName}, ${at(leakedKey.hostileUse.first)}.
For persistence it made a second key for the same user, \`${secondKey.accessKeyId}\`, on ${at(secondKey.created)};
that one was used ${secondKey.use.events} times from ${secondKey.use.sourceIPAddress}, last on ${secondKey.use.last.timeInIndia}. How the key leaked is not in the logs.
meera.iyer (session \`${response.session.arn}\`) deactivated the first key on
${at(leakedKey.deactivated)}, the second on ${at(secondKey.deactivated)},
and terminated the instances (${launches.terminated.map((cited) => `\`${cited.eventID}\` in ${cited.region}`).join(', ')}).

### 4. Who changed the database's security group?

The IAM user rahul.intern (\`${securityGroupChange.userArn}\`) on ${at(securityGroupChange.changed)}:
port ${securityGroupChange.port} of \`${securityGroupChange.groupId}\` (${securityGroupChange.groupName}) opened to ${securityGroupChange.cidr}, from the office (${securityGroupChange.changed.sourceIPAddress}), in a console
session with MFA that began on ${securityGroupChange.signIn.timeInIndia}. It was four and a half hours before the key's strange use, with other credentials, another
address and in another account: nothing in the logs links the two. The rule is still there when the archive ends.

### 5. Was this call made by our code or by an attacker?

The same key, the same role, two hands. Our CI assumes deploy-role as \`ci-deploy-BUILD\` from ${leakedKey.ordinaryUse.sourceIPAddress} with boto3 in
ap-south-1; the session that deleted the bucket is called \`${bucketDeletion.session.arn.split('/').at(-1)}\`, from ${leakedKey.hostileUse.sourceIPAddress}, asked for in eu-central-1.
`;
}

function traps(known: Facts): string {
  return `## What can mislead

- Indian time is UTC+05:30: the night of 21 to 22 February in India is the evening of 21 February in UTC, and so are all launches.
- The story's query, \`eventName = 'RunInstances' AND eventTime > '2026-02-21 23:00:00'\`, compares text. 'T' sorts after the
  blank, so every eventTime of 21 February matches: it gives the ${known.launches.athenaQueryEventIDs.length} RunInstances calls of the incident (${known.launches.attempts.filter((a) => a.instanceIds.length > 0).length} succeeded, for ${known.launches.instances}
  instances) and nothing else. Read as UTC instants, it would give none; read as Indian time, all of them.
- Look-alikes by honest people on Friday: ${known.lookAlikes.map((cited) => `${cited.eventName} (\`${cited.eventID.slice(0, 8)}\`)`).join(', ')}.
- ${known.deliveredTwice.length} ordinary events were delivered twice, byte for byte the same. None of the incident's were.
- The first digest of each chain has no predecessor: validation was switched on then. Nothing is missing, nothing is invalid.
- The trails are configured for S3 data events of two buckets in production only; in development, none were recorded.
- To keep the sample small, log files are gathered over hours (one hour around the incident); AWS delivers about every five minutes.
  Digests are hourly, as AWS's are.
`;
}

/** Everything the attacker, the intern and the responders did, in order. */
function timeline(made: Archive): string {
  const { attack, intern, response } = made.story;
  const rows = [...attack, ...intern, ...response].sort(byTime).map((event: SampleEvent) => {
    const { eventName, errorCode, region, account, eventID, sourceIPAddress } = cite(event);
    const service = String(event.record.eventSource).replace('.amazonaws.com', '');
    return `| ${ist(event.at).slice(5, 19)} | ${ACCOUNT_NAMES[account]?.slice(12)} | ${region} | ${keyOf(event) ?? ''} | ${sourceIPAddress} | ${service}:${eventName} | ${errorCode ?? ''} | ${eventID.slice(0, 8)} |`;
  });
  return `## Timeline (Indian time)

| time | account | region | key | address | call | error | event |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function numbers(known: Facts): string {
  const { counts } = known;
  const { files } = counts;
  return `## Numbers

- ${counts.records} records, ${counts.events} distinct events (${counts.ordinary} ordinary, ${counts.attack} attack, ${counts.intern} intern, ${counts.response} response, ${counts.insights} Insights); ${counts.deliveredAgain} delivered again.
- ${files.total} files: ${files.logs} logs, ${files.insights} Insights, ${files.digests} digests in ${counts.digestChains} chains (${counts.digestsWithoutLogFiles} name no file), ${files.headSidecars} sidecars, ${files.publicKeys} key files,
  ${files.trailConfiguration} of trail configuration, ${files.other} note. ${files.bytes} bytes.
`;
}
