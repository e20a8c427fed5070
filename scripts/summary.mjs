// What a person without a window gets to see of a case: what is in it, whether its proofs hold, and where it is.
import { trailcase } from './trailcase.mjs';

const number = (n) => n.toLocaleString('en-US');

/** Verifies the case, prints the summary on stdout, returns the exit status (1 when a proof failed). */
export function summarise(file) {
  const { value: info } = trailcase('info', file);
  const { status, value: proof } = trailcase('verify', file);
  const lines = [
    ['Case', file],
    ['Title', info.case.title || '(none)'],
    ['Evidence', `${number(info.evidence.items)} items, ${number(info.evidence.bytes)} bytes`],
    ['Events', `${number(info.events)} (sightings ${number(info.sightings)}, conflicts ${number(info.conflicts)})`],
    ['Problems', number(info.problems)],
    ['Period', info.firstEvent ? `${info.firstEvent} to ${info.lastEvent}` : 'no dated event'],
    ['Accounts', info.accounts.join(', ') || 'none'],
    ['Regions', info.regions.join(', ') || 'none'],
    ['Custody', `${number(info.custody.entries)} entries, head ${info.custody.head}`],
    ['Verified', proof.ok ? 'nothing was contradicted' : 'CONTRADICTED: run `bin/trailcase verify --details` on the case'],
  ];
  process.stdout.write(`${lines.map(([name, value]) => `${name.padEnd(9)} ${value}`).join('\n')}\n`);
  return status;
}
