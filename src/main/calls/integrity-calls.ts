// What the window asks of proofs: verifications, what AWS's digests say, and seals. Part of a session's channels.
import type { Args, EngineChannel } from '../../shared/channels.ts';
import { TrailcaseError } from '../../shared/errors.ts';
import { checkSeals } from '../seal/check-seals.ts';
import { sealCase } from '../seal/seal-case.ts';
import { makeKey, oneTimeKey, readKey } from '../seal/signing-key.ts';
import { readKeyFile } from '../verify/key-files.ts';
import { verifyCase } from '../verify/verify-case.ts';
import { checkTarget } from '../whole-file.ts';
import type { SessionHost } from './session-host.ts';

export function integrityCalls({ current, jobs, refuseSecond, changed, write }: SessionHost) {
  /** The verification that the window started by itself, to know what the digests say; empty before the first. */
  let asked = '';

  /**
   * What the window asks the digests by itself steps aside for what the examiner starts.
   * @param answered whether that answers the question, too: else it is waited for
   */
  const stepAside = async (answered: boolean): Promise<void> => {
    if (!jobs.running().some(({ id }) => id === asked)) return;
    if (answered) jobs.cancel(asked);
    await jobs.ended(asked);
  };

  /** Answers a question of the query thread's, which knows nothing of verdicts, with what the digests were last judged to say. */
  const askAttested = (channel: EngineChannel, args: object): Promise<unknown> => {
    const { queries, attestations } = current();
    return queries.valueOf(channel, { ...args, attestation: attestations.whole() });
  };

  return {
    'verify.start': async ({ scope = 'all', keys: named = [] }: Args<'verify.start'>) => {
      const { file, attestations, keys } = current();
      const byItself = scope === 'digests' && named.length === 0;
      if (!byItself) await stepAside(scope !== 'hashes');
      refuseSecond('import', 'verify', 'seal');
      for (const path of named) keys.set(path, readKeyFile(path));
      const jobId = jobs.start(
        'verify',
        async (control) => {
          const { state } = attestations;
          const { summary, judgement, cancelled } = await verifyCase(file.path, control, { scope, keys: [...keys.values()] });
          if (!cancelled && scope !== 'hashes') attestations.take(judgement, state);
          // A question that the window asks by itself is no act of the examiner's.
          if (!byItself) {
            await file.idle();
            const { items, itemsCut: _, seconds: __, unproven: ___, chains: ____, keys: _____, ...counts } = summary;
            file.record({
              action: 'verify',
              outcome: cancelled ? 'cancelled' : summary.ok ? 'ok' : 'found something wrong',
              detail: { ...counts, findings: items?.length ?? 0 },
            });
          }
          await changed('case');
          return { summary, cancelled };
        },
        { scope },
      );
      if (byItself) asked = jobId;
      return { jobId };
    },
    'integrity.get': () => ({ attestation: current().attestations.whole() }),
    'integrity.items': (args: Args<'integrity.items'>) => current().attestations.items(args),
    'integrity.digests': (args: Args<'integrity.digests'>) => current().attestations.digests(args),
    'integrity.item': ({ sha256 }: Args<'integrity.item'>) => current().attestations.item(sha256),
    'empty.explain': (args: Args<'empty.explain'>) => askAttested('empty.explain', args),
    'questions.get': (args: Args<'questions.get'>) => askAttested('questions.get', args),
    'timeline.backgrounds': (args: Args<'timeline.backgrounds'>) => askAttested('timeline.backgrounds', args),
    'seals.list': async () => ({ rows: (await checkSeals(current().file.db, { roots: false })).seals }),
    'seal.start': async ({ out, overwrite, note, key, timestampServer }: Args<'seal.start'>) => {
      const { file, keys, attestations } = current();
      await stepAside(true);
      refuseSecond('import', 'verify', 'report', 'pack', 'seal');
      checkTarget(out, { overwrite, notOver: file.path });
      const signing = key === null ? oneTimeKey() : key.make ? makeKey(key.path, key.passphrase) : readKey(key.path, key.passphrase);
      const jobId = jobs.start('seal', async (control) => {
        const { state } = attestations;
        const { summary: verification, judgement, cancelled } = await verifyCase(file.path, control, { keys: [...keys.values()] });
        if (cancelled) throw new TrailcaseError('CANCELLED', 'The sealing was cancelled');
        attestations.take(judgement, state);
        const summary = await sealCase(file, signing, { out, overwrite, note, timestampServer, verification, signal: control.signal });
        await changed('case');
        return { summary, cancelled: false };
      });
      return { jobId };
    },
    'proof.acknowledge': async ({ text }: Args<'proof.acknowledge'>) => {
      await write('case', (file) => {
        const seq = file.db.prepare("SELECT max(seq) FROM custody WHERE action = 'verify'").pluck().get() as number | null;
        file.record({ action: 'acknowledge', outcome: 'noted in writing', detail: { text, verification: seq } });
      });
      return {};
    },
  };
}
