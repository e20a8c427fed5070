// The lists of public keys: lost, of others, in other forms.
import { createHash, createPublicKey } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { type Archive, keyOf, REGION, strangersKey } from '../archive.ts';
import { type Scenario, WHY } from '../reasons.ts';

const NO_KEYS = `the command for ${REGION} | error: No public keys found between 2026-01-20T00:00:00Z and 2026-03-10T00:00:00Z | -`;

/** The key of the chain in the other form: SubjectPublicKeyInfo (RFC 5280, 4.1), in which the PKCS#1 key is wrapped. */
function spki(): { Value: string; fingerprint: string } {
  const der = createPublicKey(keyOf().privateKey).export({ type: 'spki', format: 'der' });
  return { Value: der.toString('base64'), fingerprint: createHash('md5').update(der).digest('hex') };
}

export const keys: readonly Scenario[] = [
  {
    title: 'keys: none',
    change: (a) => rmSync(a.keyFile()),
    differing: { [NO_KEYS]: WHY.noKeysAtAll, 'digest 0-51, log 0-8 | - | unverifiable': WHY.noKeysAtAll },
  },
  {
    title: 'keys: none, and a log altered',
    change: (a: Archive) => {
      rmSync(a.keyFile());
      a.edit(a.log(0), (text) => text.replace('eu-central-1', 'eu-central-2'));
    },
    differing: {
      [NO_KEYS]: WHY.noKeysAtAll,
      'digest 0-51, log 1-8 | - | unverifiable': WHY.noKeysAtAll,
      'log 0 | - | invalid': WHY.logUnlikeUnprovenDigest,
    },
  },
  {
    title: 'keys: in the list of another region',
    change: (a) => renameSync(a.keyFile(), a.keyFile('eu-west-1')),
    differing: { [NO_KEYS]: WHY.keyOfAnotherRegion, 'digest 0-51, log 0-8 | - | valid': WHY.keyOfAnotherRegion },
  },
  {
    title: 'keys: another one only',
    change: (a) => a.setKey({ Value: strangersKey().publicDer.toString('base64'), Fingerprint: strangersKey().fingerprint }),
    differing: {
      'digest 0-51 | INVALID: public key not found in region ap-south-1 for fingerprint … | unverifiable': WHY.unknownKey,
      'log 0-8 | - | unverifiable': WHY.logOfUnprovenDigest,
    },
  },
  {
    title: 'keys: another one under the fingerprint of the first',
    change: (a) => a.setKey({ Value: strangersKey().publicDer.toString('base64') }),
    differing: {
      'digest 0-51 | INVALID: signature verification failed | unverifiable': WHY.fingerprintComputed,
      'log 0-8 | - | unverifiable': WHY.logOfUnprovenDigest,
    },
  },
  {
    title: 'keys: one that is no key',
    change: (a) => a.setKey({ Value: Buffer.from('no key').toString('base64') }),
    differing: {
      'digest 0-51 | INVALID: Unable to load PKCS #1 key with fingerprint … | unverifiable': WHY.fingerprintComputed,
      'log 0-8 | - | unverifiable': WHY.logOfUnprovenDigest,
    },
  },
  {
    title: 'keys: as SubjectPublicKeyInfo, under the fingerprint of that',
    change: (a) => {
      const { Value, fingerprint } = spki();
      a.setKey({ Value, Fingerprint: fingerprint });
      a.resign(0, (document) => {
        document.digestPublicKeyFingerprint = fingerprint;
      });
    },
  },
  {
    title: 'keys: as SubjectPublicKeyInfo, under the fingerprint of the other form',
    change: (a) => a.setKey({ Value: spki().Value }),
  },
  {
    title: 'keys: no longer valid when the digests were signed',
    change: (a) => a.setKey({ ValidityStartTime: '2025-01-14T00:00:00+00:00', ValidityEndTime: '2025-03-14T00:00:00+00:00' }),
    differing: { [NO_KEYS]: WHY.keyPeriod, 'digest 0-51, log 0-8 | - | valid': WHY.keyPeriod },
  },
];
