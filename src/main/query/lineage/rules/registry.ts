// Every rule that infers who issued a key, in order: the first that finds an edge is believed. To add one: a file here, and a line below.
import { consoleLogin } from './console-login.ts';
import { delivery } from './delivery.ts';
import { identityCenter } from './identity-center.ts';
import { namedByInstance } from './named-by-instance.ts';
import { outsideArchive } from './outside-archive.ts';
import type { Rule } from './rule.ts';
import { samlSignIn } from './saml-sign-in.ts';
import { signinToken } from './signin-token.ts';
import { switchRole } from './switch-role.ts';
import { unloggedAnswer } from './unlogged-answer.ts';

export const RULES: readonly Rule[] = [
  delivery,
  identityCenter,
  switchRole,
  signinToken,
  samlSignIn,
  consoleLogin,
  unloggedAnswer,
  namedByInstance,
  outsideArchive,
];
