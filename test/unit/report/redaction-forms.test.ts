// Forms that an attacker found shown in redacted texts: defanged addresses, digits of other scripts, spoken secrets, tools, numbers.
import { expect, test } from 'vitest';
import { agentTools } from '../../../src/main/report/redaction/agents.ts';
import { Dictionary } from '../../../src/main/report/redaction/dictionary.ts';
import { secretsIn } from '../../../src/main/report/redaction/secrets.ts';
import { Texts } from '../../../src/main/report/redaction/texts.ts';
import { EVERYTHING_HIDDEN } from '../../../src/shared/report.ts';

const texts = new Texts(EVERYTHING_HIDDEN, new Dictionary(), () => false);

test.each(['198[.]51[.]100[.]77', '198.51.100[.]77', 'evil[.]corp[.]com', 'evil[dot]corp(.)com', '٦٤٤١٦٠٥٥٨١٩٦'])(
  '%s is hidden whole',
  (text) => {
    expect(texts.spansIn(text)).toMatchObject([{ from: 0, to: text.length }]);
  },
);

test.each([
  'k=wJalrXUtnFEMI/K7MDENG/bPxRfiCYz1Q2w3EKEY',
  'password hunter2zz',
  'the password is hunter',
  'pw: hunter',
  'mysql -u root -phunter',
  'sshpass -p hunter ssh x',
  'curl -u bob:hunter https://x',
  'net user bob hunter /add',
  'echo "root:hunter" | chpasswd',
  'SigninToken=abcdef',
  '?code=abcdef&state=1',
  'Set-Cookie: a=abcdef',
  'glc_abcdefghijklmnop',
])('a secret in %s', (text) => {
  expect(secretsIn(text)).not.toEqual([]);
});

test.each(['password policy', 'the password is required', 'passRole', 'net user'])('no secret in %s', (text) => {
  expect(secretsIn(text)).toEqual([]);
});

test('the commonest tools stay named', () => {
  expect(agentTools('aws-cli/2.15.0 md/Botocore#1.34.1')).toBe('aws-cli 2.15.0, Botocore 1.34.1');
});
