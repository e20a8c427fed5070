// Calls of an acquisition with Trailcase, where they turn up among the events: the examiner's own footprint, by the name that its requests give themselves.

/** Trailcase stands in the user agent beside AWS's SDK; CloudTrail writes some agents in brackets. Anyone can call himself so. */
export function isOwnCall(userAgent: string | null): boolean {
  return userAgent !== null && /(?:^|[\s[])trailcase\/\d/.test(userAgent);
}

export const OWN_CALL_SIGN = 'Ⓣ';
export const OWN_CALL_WORDS =
  'calls itself Trailcase: the examiner’s own acquisition, if it is true. The custody log has the request ids of each.';
