// What a call did with a resource, as a sign and a word; refused ones are struck through and say so.
import { EFFECT_WORDS, type Outcome, type ResourceEffect } from '../../../shared/resources.ts';

const SIGNS: Partial<Record<ResourceEffect, string>> = { created: '+', deleted: '−', emptied: '⊖', changed: '●', permission: '◆' };

export function Effect({ effect, outcome = 'done' }: { effect: ResourceEffect; outcome?: Outcome }) {
  return (
    <span className={`tc-resource-effect tc-resource-${effect}${outcome === 'done' ? '' : ' tc-resource-refused'}`}>
      <span className="tc-resource-sign" aria-hidden="true">
        {SIGNS[effect] ?? '\u00a0'}
      </span>
      <span className="tc-resource-word">{EFFECT_WORDS[effect]}</span>
    </span>
  );
}
