// Records that read like a situation: who calls, with which key, and what is handed out. And the case of them.

import { openForReading, type ReadConnection } from '../../../src/main/case/open.ts';
import { type LineageQuestion, lineageOf } from '../../../src/main/query/lineage/lineage.ts';
import type { LineageKind } from '../../../src/shared/lineage.ts';
import { caseOf } from '../../helpers/cases.ts';
import { folderOf } from '../../helpers/folder.ts';
import { eventId, type Fields, record } from '../../helpers/trail.ts';

export const HOME = '111122223333';
export const OTHER = '444455556666';

export const user = (name: string, accessKeyId?: string, created?: string): Fields => ({
  type: 'IAMUser',
  principalId: `AIDA${name.toUpperCase()}`,
  arn: `arn:aws:iam::${HOME}:user/${name}`,
  accountId: HOME,
  userName: name,
  ...(accessKeyId && { accessKeyId }),
  ...(created && { sessionContext: { attributes: { creationDate: created } } }),
});

export const session = (role: string, name: string, accessKeyId?: string, created?: string, account = HOME): Fields => ({
  type: 'AssumedRole',
  principalId: `AROA${role.toUpperCase()}:${name}`,
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
  accountId: account,
  ...(accessKeyId && { accessKeyId }),
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      principalId: `AROA${role.toUpperCase()}`,
      arn: `arn:aws:iam::${account}:role/${role}`,
      accountId: account,
      userName: role,
    },
    ...(created && { attributes: { creationDate: created } }),
  },
});

export const service = (invokedBy: string): Fields => ({ type: 'AWSService', invokedBy });

/** An event of which the eventID is made from its name. */
export function call(name: string, userIdentity: Fields, eventTime: string, fields: Fields = {}): Fields {
  return record({ eventID: eventId(name), userIdentity, eventTime, ...fields });
}

/** AssumeRole that hands out `key`; without one, its answer is not logged. */
export function assume(
  name: string,
  userIdentity: Fields,
  at: string,
  role: string,
  sessionName: string,
  key?: string,
  fields: Fields = {},
): Fields {
  const arn = `arn:aws:sts::${HOME}:assumed-role/${role}/${sessionName}`;
  return call(name, userIdentity, at, {
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    requestParameters: { roleArn: `arn:aws:iam::${HOME}:role/${role}`, roleSessionName: sessionName },
    responseElements:
      key === undefined
        ? null
        : { credentials: { accessKeyId: key }, assumedRoleUser: { assumedRoleId: `AROA${role.toUpperCase()}:${sessionName}`, arn } },
    ...fields,
  });
}

/** The case of some records, imported in one file. */
export async function caseWith(...records: Fields[]): Promise<string> {
  return (await caseOf([folderOf({ 'a.json': JSON.stringify({ Records: records }) })])).path;
}

export function reading<T>(path: string, look: (db: ReadConnection) => T): T {
  const db = openForReading(path);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/** Lineage of what the case knows. */
export function lineage(path: string, value: string, kind: LineageKind = 'key', more: Partial<LineageQuestion> = {}) {
  return reading(path, (db) => {
    const found = lineageOf(db, { kind, value, ...more });
    if (found === null) throw new Error(`the case does not know ${value}`);
    return found;
  });
}

/** A chain in short: `proven AssumeRole key AKIA100000000EXAMPLE [eventIDs]`. */
export function chainText(path: string, value: string): string[] {
  return lineage(path, value).chain.map(({ certainty, how, from, events }) =>
    [certainty, how, from.kind, from.value, ...events.map((event) => event.eventID?.slice(0, 8))].join(' '),
  );
}

/** The eventID that `call` gives, as `chainText` shows it. */
export const idOf = (name: string): string => eventId(name).slice(0, 8);
