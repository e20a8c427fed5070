// What the user agents of a case claim, read once: tool, version and platform are three fields of one text.
import { parseUserAgent, type UserAgent } from '../../decode/user-agent.ts';
import type { CaseEvents } from './case-events.ts';

const known = new WeakMap<CaseEvents, Map<string, UserAgent | null>>();

/** @param text of the field userAgent */
export function agentOf(events: CaseEvents, text: string): UserAgent | null {
  let agents = known.get(events);
  if (!agents) {
    agents = new Map();
    known.set(events, agents);
  }
  let agent = agents.get(text);
  if (agent === undefined) {
    agent = parseUserAgent(text);
    agents.set(text, agent);
  }
  return agent;
}
