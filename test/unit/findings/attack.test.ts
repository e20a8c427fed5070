// MITRE's data: read through MITRE's own schemas, refused where it is something else; and the small table that comes along.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAttackFile } from '../../../src/main/attack/read-file.ts';
import { SHIPPED_ATTACK } from '../../../src/main/attack/shipped.ts';
import { attackData, noteAttackData } from '../../../src/main/case/attack-data.ts';
import { CaseFile } from '../../../src/main/case/case-file.ts';
import { openForReading } from '../../../src/main/case/open.ts';
import { verifyAttackData } from '../../../src/main/verify/attack-data-log.ts';
import { verifyFacts } from '../../../src/main/verify/fact-log.ts';
import { AttackData } from '../../../src/shared/findings.ts';
import { newCasePath, tamper } from '../../helpers/cases.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

const pattern = (id: string, name: string, more: object = {}) => ({
  type: 'attack-pattern',
  name,
  external_references: [
    { source_name: 'mitre-attack', external_id: id, url: `https://attack.mitre.org/techniques/${id.replace('.', '/')}` },
  ],
  kill_chain_phases: [{ kill_chain_name: 'mitre-attack', phase_name: 'initial-access' }],
  x_mitre_platforms: ['IaaS', 'A platform to come'],
  ...more,
});

const bundle = (...objects: object[]) => ({
  type: 'bundle',
  id: 'bundle--00000000-0000-4000-8000-000000000000',
  objects: [
    { type: 'x-mitre-collection', name: 'Enterprise ATT&CK', x_mitre_version: '17.1', modified: '2025-05-06T14:00:00.188Z' },
    { type: 'x-mitre-tactic', name: 'Initial Access', x_mitre_shortname: 'initial-access' },
    ...objects,
  ],
});

function file(content: unknown): string {
  const path = join(temporaryFolder(), 'enterprise-attack.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('a table is made of the official file: numbers, names, tactics, and what is no longer part of it', async () => {
  const data = await readAttackFile(
    file(
      bundle(
        pattern('T1078', 'Valid Accounts'),
        pattern('T1078.004', 'Cloud\nAccounts'),
        pattern('T1086', 'PowerShell', { revoked: true, x_mitre_platforms: ['Windows'] }),
        pattern('T1086', 'Taken again', { x_mitre_deprecated: false }),
        pattern('T9', 'no number of a technique'),
        { type: 'attack-pattern', name: 7 },
        { type: 'malware', name: 'x' },
      ),
    ),
  );
  expect(data).toMatchObject({
    data: 'ATT&CK 17.1',
    from: 'loaded',
    file: 'enterprise-attack.json',
    made: '2025-05-06',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(data.techniques).toEqual([
    { id: 'T1078', name: 'Valid Accounts', tactics: ['Initial Access'], cloud: true, retired: '' },
    { id: 'T1078.004', name: 'Cloud Accounts', tactics: ['Initial Access'], cloud: true, retired: '' },
    { id: 'T1086', name: 'Taken again', tactics: ['Initial Access'], cloud: true, retired: '' },
  ]);
});

test.each([
  ['no JSON', '{"type":"bundle"', /no JSON/],
  ['no bundle', { type: 'report' }, /no STIX bundle/],
  ['no version', { type: 'bundle', objects: [pattern('T1078', 'Valid Accounts')] }, /no version/],
  ['no technique', bundle({ type: 'attack-pattern', name: 'x' }), /none of its 1 techniques/],
])('%s is refused, and says why', async (_, content, words) => {
  await expect(readAttackFile(file(content))).rejects.toMatchObject({
    code: 'ATTACK_DATA_UNREADABLE',
    message: expect.stringMatching(words),
  });
});

test('what was loaded is kept in the case, and found out when it is changed', async () => {
  const path = newCasePath();
  const made = CaseFile.create(path);
  expect(attackData(made.db)).toBe(SHIPPED_ATTACK);
  const data = await readAttackFile(file(bundle(pattern('T1078', 'Valid Accounts'))));
  noteAttackData(made, data);
  expect(attackData(made.db)).toEqual(data);
  expect([...verifyAttackData(made.db), ...verifyFacts(made.db)]).toEqual([]);
  made.close();
  tamper(path, (db) => db.prepare("UPDATE case_facts SET value = replace(value, 'Valid', 'Void') WHERE name = 'attackData'").run());
  const db = openForReading(path);
  expect(verifyAttackData(db)).toEqual([expect.objectContaining({ verdict: 'differing' })]);
  db.close();
});

test('the table that comes along is whole: every technique has a tactic, every part its whole', () => {
  const { techniques } = AttackData.parse(SHIPPED_ATTACK);
  const ids = new Set(techniques.map(({ id }) => id));
  expect(techniques.length).toBeGreaterThan(80);
  for (const { id, tactics } of techniques) {
    expect(tactics, id).not.toEqual([]);
    expect(ids.has(id.split('.')[0] as string), id).toBe(true);
  }
});
