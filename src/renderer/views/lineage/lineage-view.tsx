// The view "Lineage": of the key, actor or session that was looked at last, or of one that is typed in.
import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import { LINEAGE_KINDS, type LineageKind } from '../../../shared/lineage.ts';
import { Empty } from '../../components/states.tsx';
import { useView } from '../../state/view-context.tsx';
import { LineageGraph } from './lineage-graph.tsx';

const isLineageKind = (kind: string): kind is LineageKind => (LINEAGE_KINDS as readonly string[]).includes(kind);

const WORDS: Record<LineageKind, string> = { key: 'access key', actor: 'actor', session: 'session' };

export function LineageView() {
  const { state } = useView();
  const { pivot } = state;
  const known = pivot && isLineageKind(pivot.kind) ? { kind: pivot.kind, value: pivot.value } : null;
  return (
    <section className="tc-view tc-view-table" aria-label="Lineage" data-testid="lineage-view">
      <Choice key={`choice ${known?.kind} ${known?.value}`} kind={known?.kind ?? 'key'} value={known?.value ?? ''} />
      {known ? (
        <LineageGraph key={`${known.kind} ${known.value}`} kind={known.kind} value={known.value} />
      ) : (
        <Empty title="Nothing chosen" testid="lineage-idle">
          Enter an access key, an actor or a session, or choose Lineage on its page: who issued it, and everything that came of it. What no
          record proves is marked as inferred.
        </Empty>
      )}
    </section>
  );
}

function Choice(now: { kind: LineageKind; value: string }) {
  const { go } = useView();
  const [kind, setKind] = useState(now.kind);
  const [value, setValue] = useState(now.value);
  const text = value.trim();
  return (
    <form
      className="tc-toolbar"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== '') go({ view: 'lineage', pivot: { kind, value: text } });
      }}
    >
      <HTMLSelect
        aria-label="Kind"
        value={kind}
        onChange={({ currentTarget }) => setKind(currentTarget.value as LineageKind)}
        options={LINEAGE_KINDS.map((one) => ({ value: one, label: WORDS[one] }))}
      />
      <InputGroup
        className="tc-grow tc-mono"
        aria-label="Whose lineage"
        placeholder="AKIA…, ASIA…"
        value={value}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
        spellCheck={false}
        data-testid="lineage-input"
      />
      <Button type="submit" text="Show" disabled={text === ''} data-testid="lineage-show" />
    </form>
  );
}
