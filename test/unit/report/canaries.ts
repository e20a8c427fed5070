// A case in which everything that somebody can write holds a text of its own, found nowhere else: what of it stands in a redacted copy was forgotten by a rule.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { annotate } from '../../../src/main/case/annotate.ts';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { changeFacts } from '../../../src/main/case/change-facts.ts';
import { putStoryline } from '../../../src/main/case/findings-writer.ts';
import { makeRedactionSalt } from '../../../src/main/case/redaction-salt.ts';
import { putReportSettings } from '../../../src/main/case/report-settings.ts';
import { saveView } from '../../../src/main/case/saved-views.ts';
import { addWatchList } from '../../../src/main/case/watch-lists.ts';
import { putWork } from '../../../src/main/case/workbench.ts';
import { importPaths } from '../../../src/main/jobs/import-job.ts';
import { EMPTY_FINDING } from '../../../src/shared/findings.ts';
import { NO_SETTINGS } from '../../../src/shared/report.ts';
import { AT, files, idsOf, log, record } from './fixture.ts';

export type CanaryGroup = 'accounts' | 'keys' | 'names' | 'addresses' | 'resources' | 'freeText' | 'always';

export interface Canary {
  group: CanaryGroup;
  /** As it must not stand anywhere. */
  text: string;
  /** A part of it that stands nowhere else: it alone gives the text away, wherever that was cut. Empty for numbers. */
  mark: string;
}

let number = 0;

export class Canaries {
  readonly all: Canary[] = [];

  private add(group: CanaryGroup, text: string, mark = ''): string {
    this.all.push({ group, text, mark });
    return text;
  }

  account(): string {
    return this.add('accounts', `90${String(7_310_000_000 + ++number * 7919).padStart(10, '0')}`);
  }

  name(shape: (n: string) => string = (n) => `Zorvath.${n}`): string {
    const mark = `kqx${++number}w`;
    return this.add('names', shape(mark), mark);
  }

  /** Its id holds the number of its account. */
  principal(shape: (n: string) => string): string {
    const mark = `kqp${++number}w`;
    return this.add('keys', shape(mark), mark);
  }

  ip(): string {
    number++;
    return this.add('addresses', `203.${100 + (number % 99)}.${(number * 7) % 250}.${(number * 13) % 250}`);
  }

  ip6(): string {
    return this.add('addresses', `2001:db8:77:${(++number + 4096).toString(16)}::5`);
  }

  host(): string {
    return this.add('addresses', `hostz${++number}.velmo-example.com`);
  }

  resource(shape: (n: string) => string = (n) => `Rthing-${n}`): string {
    const mark = `vbn${++number}j`;
    return this.add('resources', shape(mark), mark);
  }

  free(shape: (n: string) => string = (n) => `Free words ${n} of somebody`): string {
    const mark = `pqd${++number}t`;
    return this.add('freeText', shape(mark), mark);
  }

  always(shape: (n: string) => string): string {
    const mark = `mzs${++number}h`;
    return this.add('always', shape(mark), mark);
  }
}

const KEY = 'AKIA';
const hex = (n: string, length: number): string => Buffer.from(n).toString('hex').padEnd(length, '7').slice(0, length);

function canaryRecord(c: Canaries, eventName: string, extra: Record<string, unknown> = {}): Record<string, unknown> {
  const account = c.account();
  const role = c.name((n) => `role_${n}`);
  const session = c.name((n) => `sess-${n}@wide.example`);
  const bucket = c.resource((n) => `bkt-${n}`);
  const key = c.name((n) => `${KEY}${n.toUpperCase()}QWERTY99`);
  const user = c.name();
  const policy = JSON.stringify({
    Statement: [
      { Sid: c.free((n) => `Sid${n}`), Resource: `arn:aws:s3:::${bucket}/*`, Principal: { AWS: `arn:aws:iam::${account}:user/${user}` } },
    ],
  });
  return record({
    eventName,
    eventID: c.always((n) => `${hex(n, 8)}-0000-4000-8000-${hex(n, 12)}`),
    requestID: c.always((n) => `REQ${n}`),
    recipientAccountId: account,
    sourceIPAddress: c.ip(),
    userAgent: `aws-cli/2.15.0 ${c.free((n) => `agentof-${n}`)}`,
    userIdentity: {
      type: 'AssumedRole',
      principalId: `${c.principal((n) => `AROA${n.toUpperCase()}ZXCVB`)}:${session}`,
      arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}`,
      accountId: account,
      accessKeyId: key,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: c.principal((n) => `AROA${n.toUpperCase()}ASDFG`),
          arn: `arn:aws:iam::${account}:role/path/${role}`,
          accountId: account,
          userName: role,
        },
        sourceIdentity: c.name((n) => `source-${n}`),
        attributes: { creationDate: '2026-02-21T10:00:00Z', mfaAuthenticated: 'false' },
      },
    },
    errorCode: 'AccessDenied',
    errorMessage: c.free((n) => `User ${user} is not allowed: ${n}`),
    requestParameters: {
      userName: user,
      bucketName: bucket,
      key: c.resource((n) => `folder/obj ${n}.csv`),
      functionName: `arn:aws:lambda:ap-south-1:${account}:function:${c.resource((n) => `fn-${n}`)}`,
      instancesSet: {
        items: [
          { instanceId: c.resource((n) => `i-${hex(n, 17)}`), privateIpAddress: c.ip(), imageId: c.resource((n) => `ami-${hex(n, 17)}`) },
        ],
      },
      cidrIp: `${c.ip()}/32`,
      ipv6Address: c.ip6(),
      mapped: `::ffff:${c.ip()}`,
      endpoint: `https://${c.host()}/login`,
      Host: `${bucket}.s3.ap-south-1.amazonaws.com`,
      description: c.free(),
      policyDocument: policy,
      encodedPolicy: encodeURIComponent(policy),
      unknownThing: c.free((n) => `Unknown-${n}`),
      tags: [{ key: c.free((n) => `Tag-${n}`), value: c.free() }],
      [c.free((n) => `field${n}`)]: 1,
      password: c.always((n) => `hunter2-${n}`),
      userData: Buffer.from(`#!/bin/sh\nexport SECRET=${c.always((n) => `inside-${n}`)}`).toString('base64'),
      note: `see ${bucket} by ${user} from ${c.ip()}, contact ${c.name((n) => `mail.${n}@velmo-example.org`)}`,
      blob: Buffer.from(JSON.stringify({ who: user, where: bucket })).toString('base64'),
      ownerId: c.account(),
      numericOwner: 1,
      ...extra,
    },
    responseElements: {
      credentials: {
        accessKeyId: c.name((n) => `ASIA${n.toUpperCase()}TREWQ88`),
        secretAccessKey: c.always((n) => `Zk${n}/aB3dEfGh1JkLmN0pQrStUvWxYz+12345`.slice(0, 40)),
        sessionToken: c.always((n) => `IQoJb3JpZ2luX2VjE${n}abcdefghijklmnop`),
      },
      SecretString: c.always((n) => `{"db":"${n}"}`).slice(0, 200),
      presigned: `https://${bucket}.s3.amazonaws.com/x?X-Amz-Signature=${c.always((n) => hex(n, 64))}&X-Amz-Security-Token=${c.always((n) => `tok${n}tok`)}`,
      url: `postgres://app:${c.always((n) => `pw${n}`)}@${c.host()}:5432/x`,
      jwt: c.always((n) => `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(`{"sub":"${n}"}`).toString('base64url')}.c2ln${n}`),
    },
    resources: [{ ARN: `arn:aws:s3:::${bucket}`, accountId: account, type: 'AWS::S3::Bucket' }],
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${bucket}.s3.ap-south-1.amazonaws.com`,
    },
  });
}

export interface CanaryCase {
  file: CaseFile;
  canaries: Canary[];
  /** Public ids of its two exhibits' events. */
  ids: string[];
  /** An actor of the case, as a filter names it. */
  actor: string;
  remove(): void;
}

/** Built once for many tests; `remove` takes it away. */
export async function canaryCase(): Promise<CanaryCase> {
  const c = new Canaries();
  const root = mkdtempSync(join(tmpdir(), 'trailcase-canaries-'));
  const first = canaryRecord(c, 'PutBucketPolicy');
  const second = canaryRecord(c, 'CreateAccessKey', { groupName: c.resource((n) => `sg-name-${n}`) });
  // The same event delivered again, with other content: a conflict.
  const other = {
    ...first,
    userAgent: c.free((n) => `otheragent-${n}`),
    requestParameters: { ...(first.requestParameters as object), description: c.free() },
  };
  const account = (first.userIdentity as { accountId: string }).accountId;
  const folder = c.resource((n) => `evidence-of-${n}`);
  files(join(root, folder), {
    [`AWSLogs/${account}/CloudTrail/ap-south-1/2026/02/21/${account}_CloudTrail_ap-south-1_20260221T1820Z_${c.resource((n) => `Suffix${n}`)}.json.gz`]:
      log(first),
    [`home/${c.resource((n) => `dir${n}`)}/${c.resource((n) => `copy-${n}`)}.json`]: log(
      other,
      second,
      record({ eventName: 'Uncited', requestParameters: { userName: c.name(), bucketName: c.resource((n) => `bkt-${n}`) } }),
    ),
    [`${c.resource((n) => `notes-${n}`)}.txt`]: 'no log',
    [`${c.resource((n) => `broken-${n}`)}.json`]: '{"Records":[{"eventName":',
  });
  const examiner = c.name((n) => `Dr. Exam ${n}`);
  const facts = {
    title: c.free(),
    number: c.free((n) => `NR/${n}`),
    examiner,
    organisation: c.free((n) => `Org ${n} Ltd`),
    timezone: 'Asia/Kolkata',
  };
  // Mistyped first: the custody log tells it ever after.
  const mistyped = {
    title: c.free(),
    number: c.free((n) => `NR/${n}`),
    examiner: c.name((n) => `Dr. Typo ${n}`),
    organisation: c.free((n) => `Org ${n} Inc`),
  };
  const file = CaseFile.create(join(root, 'case.trailcase'), { ...facts, ...mistyped }, AT);
  changeFacts(file, facts, AT);
  await importPaths(file, [join(root, folder)]);
  const ids = [...idsOf(file, 'PutBucketPolicy').slice(0, 1), ...idsOf(file, 'CreateAccessKey')];
  const bucket = (first.requestParameters as { bucketName: string }).bucketName;
  const user = (first.requestParameters as { userName: string }).userName;
  annotate(
    file,
    [
      {
        target: ids[0] as string,
        act: {
          kind: 'bookmark',
          colour: 'red',
          note: `${c.free()} **${c.free()}** about ${bucket} and *${user}*`,
          label: c.free((n) => `Label ${n}`),
        },
      },
      { target: ids[1] as string, act: { kind: 'bookmark', colour: 'red', note: c.free(), label: '' } },
      { target: ids[0] as string, act: { kind: 'tag', name: c.free((n) => `tag-${n}`) } },
      { target: `entity:ip:${first.sourceIPAddress}`, act: { kind: 'note', note: c.free() } },
    ],
    AT + 1000,
  );
  const finding = (n: number, more: object) => ({
    kind: 'finding' as const,
    subject: `f${String(n).padStart(12, '0')}`,
    removed: false,
    body: {
      ...EMPTY_FINDING,
      title: c.free(),
      narrative: `${c.free()}\n\n- ${c.free()} [[ip:${first.sourceIPAddress}]] [[event:${ids[0]}]]\n\n> ${user} opened \`${bucket}\``,
      questions: { who: c.free(), what: c.free(), when: c.free(), where: c.free(), how: c.free() },
      techniques: [
        { id: 'T1078', name: c.free((x) => `Tech ${x}`), tactics: [c.free((x) => `Tactic ${x}`)], data: c.free((x) => `Data ${x}`) },
      ],
      supporting: [{ id: ids[0] as string, reason: c.free() }],
      contradicting: [{ id: ids[1] as string, reason: c.free() }],
      entities: [
        { kind: 'key' as const, value: (first.userIdentity as { accessKeyId: string }).accessKeyId },
        { kind: 'resource' as const, value: c.resource((x) => `only-named-${x}`) },
        { kind: 'sourceIdentity' as const, value: c.name((x) => `only-borne-${x}`) },
      ],
      ...more,
    },
  });
  putWork(file, [finding(1, { state: 'asserted', severity: 'high' }), finding(2, { state: 'rejected', reason: c.free() })], AT + 2000);
  putStoryline(
    file,
    {
      version: 1,
      parts: [
        { kind: 'heading', text: c.free() },
        { kind: 'text', text: c.free() },
        { kind: 'finding', id: 'f000000000001' },
      ],
    },
    null,
    AT + 3000,
  );
  saveView(
    file,
    {
      name: c.free(),
      filter: `key:${(first.userIdentity as { accessKeyId: string }).accessKeyId}`,
      display: { version: 1, view: 'events', order: 'asc', columns: [], split: null, facets: [] },
    },
    AT + 4000,
  );
  addWatchList(
    file,
    {
      name: c.free((n) => `List ${n}`),
      date: '',
      format: 'plain',
      entries: 1,
      leftOut: 0,
      bytes: Buffer.from(`${first.sourceIPAddress}\n`),
    } as never,
    AT + 5000,
  );
  const { options: _, logo: __, ...texts } = NO_SETTINGS;
  const written = Object.fromEntries(Object.keys(texts).map((name) => [name, c.free()]));
  putReportSettings(file, { ...NO_SETTINGS, ...written }, AT + 6000);
  file.record(
    {
      action: 'query',
      outcome: 'done',
      detail: {
        sql: `SELECT '${c.free()}'`,
        path: join(
          '/srv',
          c.resource((n) => `case-${n}`),
          'out.csv',
        ),
        who: c.name((n) => `Person ${n}`),
      },
    },
    AT + 7000,
  );
  file.record(
    {
      action: 'report',
      outcome: 'done',
      detail: { options: { redaction: { entities: [c.always((n) => `Entity ${n}`)], patterns: [c.always((n) => `Pat${n}`)] } } },
    },
    AT + 8000,
  );
  const typed = {
    filter: `eventName:"${c.free()}"`,
    out: join(
      '/srv',
      c.resource((n) => `exports-${n}`),
      c.resource((n) => `rows-${n}.csv`),
    ),
  };
  file.record({ action: 'export', outcome: 'done', detail: typed }, AT + 8500);
  file.record(
    {
      action: 'import',
      outcome: 'done',
      detail: {
        handover: {
          path: join(
            '/mnt',
            c.resource((n) => `lists-${n}`),
            'sums.txt',
          ),
        },
      },
    },
    AT + 8600,
  );
  makeRedactionSalt(file, AT + 9000);
  return {
    file,
    canaries: c.all,
    ids,
    actor: `actor:${account}:role/${(first.userIdentity as { sessionContext: { sessionIssuer: { userName: string } } }).sessionContext.sessionIssuer.userName}`,
    remove() {
      file.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A text in every reading that an attacker gives it: decoded, without marks of markup, in small letters. */
export function readings(html: string): string[] {
  const plain = html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(?:amp|lt|gt|quot|#39);/g,
      (entity) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" })[entity] as string,
    )
    .replace(/⟦U\+[0-9A-F]+⟧/g, '');
  const decoded = plain.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) => Buffer.from(run.replace(/%/g, ''), 'hex').toString('utf8'));
  const base64 = [...new Set(plain.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? [])].map((run) => Buffer.from(run, 'base64').toString('latin1'));
  const codes = [...new Set(plain.match(/(?:[0-9a-f]{2}){8,}/gi) ?? [])].map((run) => Buffer.from(run, 'hex').toString('latin1'));
  return [html, plain, decoded, base64.join('\n'), codes.join('\n')].map((one) => one.toLowerCase());
}

/** Which of the canaries stand somewhere, each with what stands around it. */
export function foundIn(html: string, canaries: readonly Canary[]): string[] {
  const all = readings(html);
  return canaries.flatMap(({ group, text, mark }) => {
    for (const part of new Set([text.toLowerCase(), mark]))
      for (const one of all) {
        const at = part === '' ? -1 : one.indexOf(part);
        if (at >= 0) return [`${group} ${text}: …${one.slice(Math.max(0, at - 60), at + part.length + 20)}…`];
      }
    return [];
  });
}
