// Where an event stands in the evidence, and by which hashes anyone can check it.
import type { Result } from '../../../shared/channels.ts';
import { bytesText, grouped } from '../../../shared/text.ts';
import { CopyButton } from '../../components/copy.tsx';
import { Door, Hash } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { useBytes } from '../../state/bytes.tsx';
import { KIND_WORDS } from '../evidence/words.ts';
import type { Delivered } from './delivered.ts';
import { DeliveredLine } from './delivered-line.tsx';
import { intactTone, intactWords } from './intact.ts';
import { stepWords } from './step-words.ts';
import { useDelivered } from './use-delivered.ts';

type Detail = Result<'events.detail'>;

/** The proof as text for a note or a mail. @param said what AWS's digests say of the item; null where that is not known */
function proofText(detail: Detail, said: Delivered | null): string {
  const { proof, row } = detail;
  return [
    `event    ${row.id}`,
    `eventID  ${row.eventID ?? '(none)'}`,
    `time     ${row.time ?? 'undated'}`,
    ...proof.paths.map((path) => `item     ${path}`),
    `SHA-256  ${proof.evidence}`,
    `offset   ${proof.offset} (decompressed content), length ${proof.length} bytes`,
    `record   SHA-256 ${proof.recordSha256}`,
    ...stepWords(proof.steps).map((words) => `then     ${words}`),
    `intact   ${proof.intact === null ? 'not hashed here: too large' : proof.intact ? 'yes' : 'NO: the stored item no longer has its SHA-256'}`,
    `delivery ${said ? `${said.word}${said.why === '' ? '' : `: ${said.why}`}` : 'not known'}`,
  ].join('\n');
}

export function ProofBlock({ detail }: { detail: Detail }) {
  const { proof } = detail;
  const { show } = useBytes();
  const answer = useDelivered(proof.evidence, proof.kind);
  return (
    <section className="tc-block" aria-label="Proof">
      <header className="tc-block-head">
        <h3>Proof</h3>
        <span className={intactTone(proof.intact)} data-testid="proof-intact">
          {intactWords(proof.intact)}
        </span>
        <CopyButton text={() => proofText(detail, answer?.said ?? null)} what="the whole proof" label="Copy proof" />
      </header>
      <dl className="tc-fields">
        <dt>Item</dt>
        <dd>
          {proof.paths.map((path) => (
            <div key={path} className="tc-path">
              {visibleText(path)} <CopyButton text={path} what="path" />
            </div>
          ))}
          <div className="tc-dim">
            {KIND_WORDS[proof.kind]}, {bytesText(proof.size)}, {proof.encoding}
          </div>
        </dd>
        <dt>SHA-256</dt>
        <dd>
          <Hash hex={proof.evidence} what="SHA-256 of the item" whole testid="proof-sha256" />
        </dd>
        <dt>Delivered</dt>
        <dd>
          <DeliveredLine answer={answer} />
        </dd>
        <dt>Record at</dt>
        <dd>
          <span className="tc-mono" title="Counted in the decompressed content">
            offset{' '}
            <span data-testid="proof-offset" data-offset={proof.offset}>
              {grouped(proof.offset)}
            </span>
            , {grouped(proof.length)} bytes
          </span>
          <CopyButton text={`${proof.offset}+${proof.length}`} what="offset and length" />{' '}
          <Door
            title="Show these bytes of the decoded content"
            testid="proof-bytes"
            onOpen={() =>
              show({
                sha256: proof.evidence,
                of: 'content',
                mark: { offset: proof.offset, length: proof.length },
                path: proof.paths[0] ?? '',
              })
            }
          >
            show bytes
          </Door>
        </dd>
        {proof.steps !== '' && (
          <>
            <dt>Decoded</dt>
            <dd data-testid="proof-steps">
              {stepWords(proof.steps).map((words) => (
                <div key={words}>{words}</div>
              ))}
            </dd>
          </>
        )}
        <dt>Record SHA-256</dt>
        <dd>
          <Hash hex={proof.recordSha256} what="SHA-256 of the record" whole testid="proof-record-sha256" />
        </dd>
        <dt>Address</dt>
        <dd>
          <span className="tc-mono tc-break">{detail.row.id}</span> <CopyButton text={detail.row.id} what="address of the event" />
        </dd>
      </dl>
    </section>
  );
}
