// Names of the profiles in the AWS configuration of this machine, so that a person may choose one. Of their lines only these are looked at that say what
// signing in takes: keys and other secrets are passed over, and never leave this file.
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { S3Profile } from '../../../shared/s3.ts';

/** Names beyond this are not told: a file with more was not written by a person. */
const MOST = 2000;

/** In the order of names; `default` first. A file that is not there or cannot be read has none. */
export async function profiles(env: NodeJS.ProcessEnv = process.env): Promise<S3Profile[]> {
  const folder = join(homedir(), '.aws');
  const found = new Map<string, S3Profile>();
  read(await textOf(env.AWS_CONFIG_FILE ?? join(folder, 'config')), found, true);
  read(await textOf(env.AWS_SHARED_CREDENTIALS_FILE ?? join(folder, 'credentials')), found, false);
  const rank = ({ name }: S3Profile): string => (name === 'default' ? '' : name);
  return [...found.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, MOST);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param isConfig in `config` a profile's section is named `profile NAME`, but for the default one; others are no profiles */
function read(text: string, found: Map<string, S3Profile>, isConfig: boolean): void {
  let profile: S3Profile | null = null;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (section !== undefined) {
      const named = /^profile\s+["']?(.+?)["']?$/.exec(section)?.[1];
      const name = isConfig ? (named ?? (section === 'default' ? section : null)) : section;
      profile = name === null ? null : (found.get(name) ?? { name, sso: false, mfa: false });
      if (profile !== null) found.set(profile.name, profile);
    } else if (profile !== null) {
      const field = /^\s*([a-z_]+)\s*=/.exec(line)?.[1];
      if (field === 'sso_session' || field === 'sso_start_url') profile.sso = true;
      if (field === 'mfa_serial') profile.mfa = true;
    }
  }
}
