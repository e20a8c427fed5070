// The operating system that a user agent names.

/**
 * In order: a distribution before its kernel, a phone before the system that it is said to be like. Tests of text in lower case, each in linear time.
 * Forms: `os/linux#6.6.15-kali2-amd64`, `md/distrib#kali.2024`, `Linux/5.10.209-218.812.amzn2.x86_64`, `(go1.19; linux; amd64)`, `md/GOOS#darwin`,
 * `OS/Microsoft_Windows_10.0.17763`, `(Windows NT 10.0; Win64; x64)`, `(X11; Ubuntu; Linux x86_64; …)`.
 */
const PLATFORMS: readonly (readonly [platform: string, test: RegExp])[] = [
  ['Kali Linux', /(?<![a-z])kali(?![a-z])/],
  ['Parrot OS', /(?<![a-z])parrot(?![a-z])/],
  ['Pentoo', /(?<![a-z])pentoo(?![a-z])/],
  ['BlackArch Linux', /(?<![a-z])blackarch(?![a-z])/],
  ['Windows Subsystem for Linux', /microsoft-standard|(?<![a-z])wsl2?(?![a-z])/],
  ['Amazon Linux', /(?<![a-z])amzn(?![a-z])/],
  ['Ubuntu', /(?<![a-z])ubuntu(?![a-z])/],
  ['Android', /(?<![a-z])android(?![a-z])/],
  ['iOS', /iphone|ipad|(?<![a-z])ios(?![a-z])/],
  ['ChromeOS', /\bcros\b/],
  ['Windows', /(?<![a-z])windows|(?<![a-z])win(?:32|64)(?![a-z])/],
  ['macOS', /macintosh|mac[ _]os|(?<![a-z])(?:macos|darwin|osx)(?![a-z])/],
  ['FreeBSD', /(?<![a-z])freebsd(?![a-z])/],
  ['Linux', /(?<![a-z])linux(?![a-z])/],
];

/** Name of the operating system, null where the agent tells none. */
export function platformOf(agent: string): string | null {
  const text = agent.toLowerCase();
  return PLATFORMS.find(([, test]) => test.test(text))?.[0] ?? null;
}
