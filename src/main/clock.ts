// How far the clock of this machine can be trusted: times in the custody log are taken from it, so the log says what is known of it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Null where nothing is known. */
type ClockState = {
  source: string;
  synchronised: boolean /** By how much this clock is off, ms, without sign. */;
  offsetMs?: number;
} | null;

const PATIENCE_MS = 500;

let asked: ClockState | undefined;

/** What the service that sets the clock says of it; asked once in the life of a process. */
export function clockState(): ClockState {
  asked ??= chrony() ?? timesyncd();
  return asked;
}

/** `chronyc -c tracking`: the fifth field is the offset of the system's time in seconds; the 14th says whether it is synchronised. */
function chrony(): ClockState {
  if (!existsSync('/usr/bin/chronyc')) return null;
  try {
    const text = execFileSync('/usr/bin/chronyc', ['-c', 'tracking'], {
      timeout: PATIENCE_MS,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const fields = text.trim().split(',');
    const seconds = Number(fields[4]);
    if (fields.length < 14 || Number.isNaN(seconds)) return null;
    return {
      source: 'chrony',
      synchronised: fields[13] !== 'Not synchronised',
      offsetMs: Math.round(Math.abs(seconds) * 1_000_000) / 1000,
    };
  } catch {
    return null;
  }
}

/** systemd-timesyncd makes this file once it has set the clock. */
function timesyncd(): ClockState {
  if (!existsSync('/run/systemd/timesync')) return null;
  return { source: 'systemd-timesyncd', synchronised: existsSync('/run/systemd/timesync/synchronized') };
}
