// Acquiring from AWS as the window's dialog knows it: whether it is open, what stands in its form, and how imports that it started may be continued. Kept
// while the window lives, nowhere else; a code of MFA not even here.
import { useSyncExternalStore } from 'react';
import type { Args } from '../../shared/channels.ts';
import type { S3Access, S3Unfinished } from '../../shared/s3.ts';
import { call } from '../data/bridge.ts';
import type { ImportChoice } from './session.tsx';

export const LOOKUP_EVENTS = 'cloudtrail:lookup-events';

/** In the place of paths: what the newest scoping by Athena named. */
const ATHENA = 'athena:scoping';

/** What is typed into the form of who asks and where; empty where nothing was. */
export interface AccessForm {
  address: string;
  /** A profile's name; null: the usual chain. */
  profile: string | null;
  anonymous: boolean;
  role: boolean;
  roleArn: string;
  externalId: string;
  mfaSerial: string;
  endpoint: string;
  region: string;
  proxy: string;
  pathStyle: boolean;
  requesterPays: boolean;
}

const EMPTY_FORM: AccessForm = {
  address: '',
  profile: null,
  anonymous: false,
  role: false,
  roleArn: '',
  externalId: '',
  mfaSerial: '',
  endpoint: '',
  region: '',
  proxy: '',
  pathStyle: false,
  requesterPays: false,
};

/** What was asked of `import.start`, without the code. */
export interface Asked {
  paths: string[];
  options: ImportChoice;
}

interface AcquireState {
  isOpen: boolean;
  tab: 'bucket' | 'athena' | 'history';
  form: AccessForm;
  /** An execution of Athena's that the dialog was opened to take up. */
  execution: string | null;
  /** An import that the dialog was opened to continue. */
  resume: Asked | null;
}

let state: AcquireState = { isOpen: false, tab: 'bucket', form: EMPTY_FORM, execution: null, resume: null };
const asked = new Map<string, Asked>();
const listeners = new Set<() => void>();

function set(next: Partial<AcquireState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function openFor(resume: Asked): void {
  const { paths, options } = resume;
  const isHistory = paths[0] === LOOKUP_EVENTS;
  const form = formOf(isHistory ? '' : (paths[0] ?? ''), options.s3?.access ?? {});
  set({ isOpen: true, tab: isHistory ? 'history' : 'bucket', form, resume });
}

export const acquireStore = {
  open: () => set({ isOpen: true }),
  close: () => set({ isOpen: false, resume: null, execution: null }),
  /** Opens it to continue an import that a case tells of, in which anything may stand: a person sees first where it leads. */
  resume: ({ paths, access, choice, versions, taking, execution }: S3Unfinished) => {
    if (execution !== null) set({ isOpen: true, tab: 'athena', form: formOf('', access), execution });
    else openFor({ paths, options: { s3: { access, choice, ...(versions && { versions }), ...taking } } });
  },
  show: (tab: AcquireState['tab']) => set({ tab }),
  fill: (patch: Partial<AccessForm>) => set({ form: { ...state.form, ...patch } }),
};

export function useAcquire(): AcquireState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** How a bucket is reached, of what stands in the form. @param mfaCode used once */
export function accessOf(form: AccessForm, mfaCode = ''): S3Access {
  const { profile, anonymous, role, pathStyle, requesterPays } = form;
  const text = (name: 'endpoint' | 'region' | 'proxy' | 'roleArn' | 'externalId' | 'mfaSerial') =>
    form[name].trim() === '' ? {} : { [name]: form[name].trim() };
  return {
    ...(anonymous ? { anonymous } : profile !== null && { profile }),
    ...(role && !anonymous && { ...text('roleArn'), ...text('externalId'), ...text('mfaSerial') }),
    ...(mfaCode.trim() !== '' && !anonymous && { mfaCode: mfaCode.trim() }),
    ...text('endpoint'),
    ...text('region'),
    ...text('proxy'),
    ...(pathStyle && { pathStyle }),
    ...(requesterPays && { requesterPays }),
  };
}

/** The form as it stood for some access. */
export function formOf(address: string, access: S3Access): AccessForm {
  const { roleArn = '', externalId = '', mfaSerial = '', endpoint = '', region = '', proxy = '' } = access;
  return {
    address,
    profile: access.profile ?? null,
    anonymous: access.anonymous === true,
    role: roleArn !== '',
    roleArn,
    externalId,
    mfaSerial,
    endpoint,
    region,
    proxy,
    pathStyle: access.pathStyle === true,
    requesterPays: access.requesterPays === true,
  };
}

/** Starts an import, and remembers how, so that it may be continued. */
export async function startAcquire(paths: readonly string[], options: ImportChoice): Promise<void> {
  const args: Args<'import.start'> = { paths: [...paths], ...options };
  const { jobId } = await call('import.start', args);
  const { mfaCode: _, ...access } = options.s3?.access ?? {};
  asked.set(jobId, { paths: [...paths], options: { ...options, ...(options.s3 && { s3: { ...options.s3, access } }) } });
}

/** The same of what the newest scoping by Athena named. */
export async function startAthenaImport(): Promise<void> {
  const { jobId } = await call('athena.import', {});
  asked.set(jobId, { paths: [ATHENA], options: {} });
}

/** How an import was asked for in this window; null where it was not from AWS, or another window asked. */
export function askedOf(jobId: string): Asked | null {
  return asked.get(jobId) ?? null;
}

/** Goes on with an import: at once, or by way of the dialog where a code is needed. A file of requests is not written twice. */
export async function continueAcquire({ paths, options }: Asked): Promise<void> {
  if (paths[0] === ATHENA) return await startAthenaImport();
  const { requestLog: _, ...s3 } = options.s3 ?? {};
  if (s3.access?.mfaSerial === undefined) return await startAcquire(paths, { ...options, s3 });
  openFor({ paths, options });
}
