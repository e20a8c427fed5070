// Review marks on a finding: who agrees or differs and why, whether it changed since, and whether it was its own author.
import { Button } from '@blueprintjs/core';
import { useState } from 'react';
import { type FindingEntry, REVIEW_VERDICTS, type ReviewMark, type ReviewVerdict } from '../../../shared/findings.ts';
import { noticeError } from '../../components/notices.tsx';
import { Time } from '../../components/texts.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { did } from '../../state/undo.ts';
import { comparedDeed } from '../../state/version-turns.ts';
import { takenOver } from './finding-text.tsx';
import { VerdictMark } from './marks.tsx';

const BUTTONS: Record<ReviewVerdict, string> = { agree: 'I agree', differ: 'I differ', needsWork: 'It needs work' };

type Mark = Pick<ReviewMark, 'verdict' | 'note' | 'of'>;

/** Sets one's mark; undo sets the former one again, with what that was of. Throws CallError, FINDING_CHANGED among them. */
async function putMark(finding: string, mark: Mark): Promise<void> {
  const put = (one: Mark, remove = false) => call('reviews.put', { finding, origin: '', ...one, ...(remove && { remove }) });
  const { former } = await put(mark);
  did(
    await comparedDeed({
      words: 'Review mark set',
      what: 'The review',
      now: async () => {
        const { entry } = await call('findings.get', { id: finding });
        const own = entry.reviews.filter(({ origin }) => origin === '');
        return JSON.stringify(own.map(({ reviewer, at, verdict, note, of }) => [reviewer, at, verdict, note, of]));
      },
      undo: () => (former ? put(former) : put(mark, true)),
      redo: () => put(mark),
    }),
  );
}

export function Reviews({ entry }: { entry: FindingEntry }) {
  const { id, current, reviews } = entry;
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const mark = (verdict: ReviewVerdict) => {
    // What is on screen is what is reviewed.
    const set = { verdict, note: note.trim(), of: current.sha256 };
    setBusy(true);
    putMark(id, set)
      .then(() => setNote(''), noticeError)
      .finally(() => setBusy(false));
  };
  const others = reviews.filter(({ byAuthor }) => !byAuthor);
  return (
    <section className="tc-block" aria-label="Reviews" data-testid="reviews">
      <h3>Reviews</h3>
      {others.length === 0 && (
        <p className="tc-dim tc-small">
          {reviews.length === 0 ? 'Nobody has reviewed it yet.' : 'Reviewed by its own author only: no one else has looked at it yet.'}
        </p>
      )}
      <ul className="tc-list">
        {reviews.map((review) => (
          <li key={`${review.reviewer} ${review.origin}`}>
            <VerdictMark verdict={review.verdict} /> {oneLine(review.reviewer)} · <Time ms={review.at} />
            <span className="tc-dim">{takenOver(review)}</span>
            {review.reviewed && review.reviewed.origin !== current.origin && (
              <span>
                {' '}
                · reviewed as {review.reviewed.origin === '' ? 'it is here' : `${oneLine(review.reviewed.author)} has it`}
                {takenOver(review.reviewed)}
              </span>
            )}
            {!review.reviewed && <span className="tc-verdict-missing"> · ∅ what was reviewed is not in the case</span>}
            {review.byAuthor && <span className="tc-verdict-missing"> · by its own author</span>}
            {review.changed && review.reviewed && (
              <span className="tc-verdict-missing"> · ∅ the finding is no longer what was reviewed</span>
            )}
            {review.note !== '' && <p className="tc-exhibit-reason">{visibleText(review.note)}</p>}
          </li>
        ))}
      </ul>
      <div className="tc-bookmark-line">
        <textarea
          className="bp6-input tc-grow"
          rows={1}
          value={note}
          placeholder="Why, in a few words"
          aria-label="Note of the review"
          data-testid="review-note"
          onChange={({ target }) => setNote(target.value)}
        />
        {REVIEW_VERDICTS.map((verdict) => (
          <Button
            key={verdict}
            size="small"
            text={BUTTONS[verdict]}
            disabled={busy}
            onClick={() => mark(verdict)}
            data-testid={`review-${verdict}`}
          />
        ))}
      </div>
    </section>
  );
}
