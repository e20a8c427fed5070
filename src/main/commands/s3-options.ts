// Options by which `import` and `s3 scope` reach a bucket and choose of it.
import type { ParseArgsOptionsConfig } from 'node:util';
import { RESTORE_TIERS, S3_CATEGORIES, type S3Access, type S3Category, type S3Choice, type S3Import } from '../../shared/s3.ts';
import { type Command, choice, numberOption, option, options, usage, type Values } from './command.ts';

export const ACCESS_OPTIONS: ParseArgsOptionsConfig = {
  profile: { type: 'string' },
  'role-arn': { type: 'string' },
  'external-id': { type: 'string' },
  'mfa-serial': { type: 'string' },
  'mfa-code': { type: 'string' },
  'no-sign-request': { type: 'boolean' },
  endpoint: { type: 'string' },
  region: { type: 'string' },
  'path-style': { type: 'boolean' },
  proxy: { type: 'string' },
  'request-payer': { type: 'boolean' },
};

export const CHOICE_OPTIONS: ParseArgsOptionsConfig = {
  account: { type: 'string', multiple: true },
  'log-region': { type: 'string', multiple: true },
  place: { type: 'string', multiple: true },
  'not-place': { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  categories: { type: 'string' },
  'no-digests': { type: 'boolean' },
  everything: { type: 'boolean' },
  requests: { type: 'string' },
};

export const FETCH_OPTIONS: ParseArgsOptionsConfig = {
  'dry-run': { type: 'boolean' },
  versions: { type: 'boolean' },
  'keep-copy': { type: 'string' },
  'request-log': { type: 'string' },
  'no-cloudtrail': { type: 'boolean' },
  restore: { type: 'boolean' },
  'restore-days': { type: 'string' },
  'restore-tier': { type: 'string' },
  'wait-credentials': { type: 'string' },
};

export const ACCESS_HELP: readonly string[] = [
  '--profile NAME    of the AWS configuration; without it the usual chain finds credentials. None are ever stored',
  '--role-arn ARN    assume this role, with --external-id TEXT, --mfa-serial ARN and --mfa-code CODE (else asked for on a terminal)',
  '--no-sign-request no credentials: a public bucket',
  '--endpoint URL    another server that speaks S3, mostly with --path-style; --region NAME of the bucket; --proxy URL; --request-payer',
];

export const CHOICE_HELP: readonly string[] = [
  '--account ID      only this account (may be repeated); --log-region NAME only logs of this region (may be repeated)',
  '--place PREFIX    only this place of an account, folder and region, as s3 scope --json names it; --not-place PREFIX all but this (both may be repeated)',
  '--from DAY        first day, as keys name it, such as 2026-02-20; --to DAY the last one',
  `--categories LIST of ${S3_CATEGORIES.join(', ')}; digests come along unless there is --no-digests`,
  '--everything      every object below the prefix, whatever it is',
];

export const FETCH_HELP: readonly string[] = [
  '--dry-run         only say what is there, as trailcase s3 scope does; --requests N list requests at most (default 1000)',
  '--versions        fetch versions that are not current, too; they are listed always',
  '--keep-copy DIR   also write everything that is taken into this folder',
  '--request-log FILE  write a line for every request made; its hash enters the custody log',
  '--no-cloudtrail   do not ask for public keys, trail configuration and configuration of the bucket',
  '--restore         ask for archived objects to be restored (it costs), for --restore-days N (default 7), --restore-tier Bulk, Standard or Expedited',
  '                  (Expedited is none for DEEP_ARCHIVE: its objects are then told, and not asked for)',
  '--wait-credentials S  seconds to wait for the renewal of expired credentials (default 900)',
];

export function accessOf(values: Values): S3Access {
  const flag = (name: string): true | undefined => (values[name] === true ? true : undefined);
  return clean({
    profile: option(values, 'profile'),
    roleArn: option(values, 'role-arn'),
    externalId: option(values, 'external-id'),
    mfaSerial: option(values, 'mfa-serial'),
    mfaCode: option(values, 'mfa-code'),
    anonymous: flag('no-sign-request'),
    endpoint: option(values, 'endpoint'),
    region: option(values, 'region'),
    pathStyle: flag('path-style'),
    proxy: option(values, 'proxy'),
    requesterPays: flag('request-payer'),
  });
}

/** Errors: USAGE. */
export function choiceOf(values: Values, command: Command): S3Choice {
  const accounts = options(values, 'account');
  const regions = options(values, 'log-region');
  const places = options(values, 'place');
  const notPlaces = options(values, 'not-place');
  const categories = option(values, 'categories')
    ?.split(',')
    .map((name) => name.trim());
  const wrong = categories?.find((name) => !S3_CATEGORIES.includes(name as S3Category));
  if (wrong !== undefined) throw usage(`--categories takes ${S3_CATEGORIES.join(', ')}, not "${wrong}"`, command);
  const account = accounts.find((id) => !/^\d{12}$/.test(id));
  if (account !== undefined) throw usage(`--account takes twelve digits, not "${account}"`, command);
  const [from, to] = [day(values, 'from', command), day(values, 'to', command)];
  if (from !== undefined && to !== undefined && from > to) throw usage(`--from ${from} is after --to ${to}: no day is chosen`, command);
  return clean({
    accounts: accounts.length > 0 ? accounts : undefined,
    regions: regions.length > 0 ? regions : undefined,
    places: places.length > 0 ? places : undefined,
    notPlaces: notPlaces.length > 0 ? notPlaces : undefined,
    from,
    to,
    categories: categories as S3Category[] | undefined,
    digests: values['no-digests'] === true ? false : undefined,
    everything: values.everything === true ? true : undefined,
  });
}

/** Errors: USAGE. */
export function fetchOptionsOf(values: Values, command: Command): S3Import {
  const restore = {
    days: numberOption(values, 'restore-days', command) ?? 7,
    tier: choice(values, 'restore-tier', RESTORE_TIERS, 'Bulk', command),
  };
  return clean({
    access: accessOf(values),
    choice: choiceOf(values, command),
    versions: values.versions === true ? true : undefined,
    keepCopy: option(values, 'keep-copy'),
    requestLog: option(values, 'request-log'),
    configuration: values['no-cloudtrail'] === true ? false : undefined,
    restore: values.restore === true ? restore : undefined,
    renewalPatience: numberOption(values, 'wait-credentials', command),
  });
}

function day(values: Values, name: string, command: Command): string | undefined {
  const text = option(values, name);
  if (text === undefined || isDay(text)) return text;
  throw usage(`--${name} takes a day such as 2026-02-20, not "${text}"`, command);
}

/** One of the calendar: `2026-02-31` is read as a day of March by some, and as none by keys. */
function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Without what was not said. */
export function clean<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
