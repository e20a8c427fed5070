// The line of the proof that goes back before the import: whether AWS's digests attest the item as it was delivered.
import { attempt } from '../../components/notices.tsx';
import { Door } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { useBytes } from '../../state/bytes.tsx';
import { startVerify } from '../../state/verify.ts';
import type { DeliveredAnswer } from './use-delivered.ts';

export function DeliveredLine({ answer }: { answer: DeliveredAnswer | null }) {
  const { show } = useBytes();
  if (!answer) return <span className="tc-dim">…</span>;
  const { said, digest, busy } = answer;
  return (
    <div data-testid="proof-delivered" data-verdict={answer.verdict}>
      <span className={`tc-break tc-verdict-${said.tone}`}>
        {said.sign} {visibleText(said.word)}
      </span>
      {said.why !== '' && <div className="tc-dim">{visibleText(said.why)}</div>}
      {digest && (
        <div>
          <Door
            title={digest.object}
            testid="proof-digest"
            onOpen={() => show({ sha256: digest.sha256, of: 'content', mark: null, path: digest.object })}
          >
            the digest that names it
          </Door>
          {digest.verdict !== 'valid' && <span className="tc-dim"> is itself {digest.verdict}</span>}
        </div>
      )}
      {answer.verdict === null && !answer.judged && (
        <div>
          {busy ? (
            <span className="tc-dim">being judged …</span>
          ) : (
            <Door title="Judges the digests of the case, offline" onOpen={() => attempt(startVerify('digests'))} testid="proof-judge">
              check what AWS’s digests say
            </Door>
          )}
        </div>
      )}
    </div>
  );
}
