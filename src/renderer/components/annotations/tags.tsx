// Tags: as chips, each a handle of the filter, and the field that adds one, which offers those in use.
import { Cross } from '@blueprintjs/icons';
import { type Ref, useId, useState } from 'react';
import { TagName, tagKey } from '../../../shared/annotations.ts';
import { grouped } from '../../../shared/text.ts';
import { useCall } from '../../data/queries.ts';
import { Value } from '../value.tsx';
import { oneLine } from '../visible-text.ts';

interface TagListProps {
  tags: readonly string[];
  /** Takes a tag away; left out: they cannot be. */
  remove?: (name: string) => void;
  inRow?: boolean;
}

export function TagList({ tags, remove, inRow = false }: TagListProps) {
  return tags.map((name) => (
    <span key={name} className="tc-tag" data-testid="tag">
      <Value field="tag" value={name} text={`#${name}`} inRow={inRow} />
      {remove && (
        <button type="button" className="tc-tag-remove" aria-label={`Take the tag ${oneLine(name)} away`} onClick={() => remove(name)}>
          <Cross size={10} />
        </button>
      )}
    </span>
  ));
}

interface TagFieldProps {
  add: (name: string) => void;
  /** Tags that are on it: they are not offered. */
  held?: readonly string[];
  field?: Ref<HTMLInputElement>;
  autoFocus?: boolean;
  /** Escape was pressed. */
  leave?: () => void;
}

export function TagField({ add, held = [], field, autoFocus = false, leave }: TagFieldProps) {
  const [text, setText] = useState('');
  const id = useId();
  const inUse = useCall('annotations.tags', {}, { keep: true }).data?.tags ?? [];
  const keys = new Set(held.map(tagKey));
  const name = text.trim().replace(/^#/, '');
  const isWrong = name !== '' && !TagName.safeParse(name).success;
  const submit = () => {
    if (name === '' || isWrong) return;
    add(name);
    setText('');
  };
  return (
    <>
      <input
        ref={field}
        className={`bp6-input bp6-small tc-tag-field${isWrong ? ' bp6-intent-danger' : ''}`}
        list={id}
        value={text}
        placeholder="Tag (t)"
        aria-label="Tag"
        aria-invalid={isWrong}
        title={isWrong ? 'Letters, digits, - _ . and : (64 at most)' : 'Enter adds it'}
        // biome-ignore lint/a11y/noAutofocus: it stands where a person has just asked for it
        autoFocus={autoFocus}
        data-testid="tag-field"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            submit();
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            event.currentTarget.blur();
            leave?.();
          }
        }}
      />
      <datalist id={id}>
        {inUse
          .filter(({ value }) => !keys.has(tagKey(value)))
          .slice(0, 200)
          .map(({ value, count }) => (
            <option key={value} value={value} label={`on ${grouped(count)}`} />
          ))}
      </datalist>
      {isWrong && (
        <span className="tc-small tc-wrong" role="status">
          letters, digits, - _ . : only
        </span>
      )}
    </>
  );
}
