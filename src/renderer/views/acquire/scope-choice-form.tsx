// The choice among what a look found: categories, days, and the tree of accounts and regions.
import { Button, Checkbox } from '@blueprintjs/core';
import { S3_CATEGORIES, type S3Category, type S3Scope } from '../../../shared/s3.ts';
import { amountOf, EVERYTHING, type Picked } from './scope-choice.ts';
import { categoriesOf, type LayoutNode, regionsOf, sum } from './scope-nodes.ts';
import { ScopeTree } from './scope-tree.tsx';
import { about, CATEGORY_WORDS } from './words.ts';

interface ChoiceProps {
  scope: S3Scope;
  layouts: readonly LayoutNode[];
  picked: Picked;
  setPicked: (picked: Picked) => void;
}

export function ScopeChoice({ scope, layouts, picked, setPicked }: ChoiceProps) {
  const toggle = (category: S3Category): void => {
    const categoriesOff = new Set(picked.categoriesOff);
    if (!categoriesOff.delete(category)) categoriesOff.add(category);
    setPicked({ ...picked, categoriesOff });
  };
  const firsts = scope.places.flatMap(({ first }) => first ?? []).sort();
  const lasts = scope.places.flatMap(({ last }) => last ?? []).sort();
  const isLimited = picked.from !== '' || picked.to !== '';
  const isChanged = isLimited || picked.off.size > 0 || picked.categoriesOff.size > 0;
  const wrong = picked.from !== '' && picked.to !== '' && picked.from > picked.to;
  const there = categoriesOf(scope.places, S3_CATEGORIES);
  const on = (category: S3Category) =>
    sum(
      layouts
        .flatMap(regionsOf)
        .filter(({ id }) => !picked.off.has(id))
        .flatMap(({ places }) => places.filter((place) => place.category === category).map((place) => amountOf(place, picked))),
    );
  return (
    <>
      <div className="tc-acquire-pick">
        <fieldset className="tc-acquire-checks">
          <legend className="tc-unseen">Categories</legend>
          {there.map((category) => {
            const { objects, exact } = on(category);
            return (
              <Checkbox
                key={category}
                checked={!picked.categoriesOff.has(category)}
                onChange={() => toggle(category)}
                title={CATEGORY_WORDS[category].what}
                data-testid={`category-${category}`}
              >
                {CATEGORY_WORDS[category].name} <span className="tc-dim tc-number">{about(objects, exact)}</span>
              </Checkbox>
            );
          })}
        </fieldset>
        <span className="tc-grow" />
        {(['from', 'to'] as const).map((end) => (
          <label key={end}>
            {end === 'from' ? 'From' : 'to'}{' '}
            <input
              type="date"
              className="bp6-input bp6-small"
              value={picked[end]}
              min={firsts[0]}
              max={lasts.at(-1)}
              onChange={({ currentTarget: { value } }) => setPicked({ ...picked, [end]: value })}
              data-testid={`acquire-${end}`}
            />
          </label>
        ))}
        <Button size="small" text="Choose all" disabled={!isChanged} onClick={() => setPicked(EVERYTHING)} data-testid="acquire-all" />
      </div>
      {wrong && <p className="tc-outcome-denied">◭ The first day is after the last one: nothing is between them.</p>}
      {!there.includes('digests') && (
        <p className="tc-outcome-denied" data-testid="scope-no-digests">
          ◭ There are no digests: nothing of AWS’s vouches for these logs. Look for the folder CloudTrail-Digest elsewhere.
        </p>
      )}
      {there.includes('digests') && picked.categoriesOff.has('digests') && (
        <p className="tc-outcome-denied" data-testid="scope-without-digests">
          ◭ Without digests nothing shows whether these logs were changed before the import.
        </p>
      )}
      <ScopeTree layouts={layouts} picked={picked} setPicked={setPicked} />
      <p className="tc-note">
        Days are those of delivery, in UTC: what happened just before midnight may stand in the next.
        {isLimited && there.includes('digests') && !picked.categoriesOff.has('digests')
          ? ' Of digests the last one before the span and the first two behind it come along: they vouch for its ends.'
          : ''}
      </p>
    </>
  );
}
