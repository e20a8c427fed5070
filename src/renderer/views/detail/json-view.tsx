// Pretty JSON: folds, tinted, every literal as it was written; values of known fields are handles.
import { Button } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import type { WindowEventRow } from '../../../shared/domain.ts';
import { FILTER_FIELDS, type FilterField } from '../../../shared/filter.ts';
import { kindOfField } from '../../../shared/pivots.ts';
import { grouped } from '../../../shared/text.ts';
import { Value } from '../../components/value.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { handleOf } from './handles.ts';
import { type JsonLine, type JsonNode, jsonLines } from './json-source.ts';

/** Lines drawn before a person asks for all of them; a record has at most a few thousand. */
const FIRST_LINES = 1500;

/** Last parts of a path that name a field of ours. */
const FIELD_OF_KEY: Record<string, FilterField> = { recipientAccountId: 'accountId' };
for (const field of Object.keys(FILTER_FIELDS) as FilterField[]) FIELD_OF_KEY[field] = field;

const keyOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** The field whose value a line holds: only when the event has this very value in that field. */
function fieldOf(line: Pick<JsonLine, 'path' | 'node'>, row: WindowEventRow): FilterField | null {
  const node = line.node;
  if (!node || node.kind === 'object' || node.kind === 'array') return null;
  const field = FIELD_OF_KEY[keyOf(line.path)];
  if (!field || !(field in row)) return null;
  const held = row[field as keyof WindowEventRow];
  return held !== null && String(held) === node.text ? field : null;
}

/** @param props.row the event whose values are handles; null for JSON that is no event's record */
export function JsonView({ node, row }: { node: JsonNode; row: WindowEventRow | null }) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set());
  const [all, setAll] = useState(false);
  const lines = useMemo(() => jsonLines(node, folded), [node, folded]);
  const shown = all ? lines : lines.slice(0, FIRST_LINES);
  const toggle = (path: string) => {
    const next = new Set(folded);
    if (!next.delete(path)) next.add(path);
    setFolded(next);
  };
  return (
    <div className="tc-json">
      {shown.map((line) => (
        <div key={`${line.path}${line.kind === 'close' ? '/' : ''}`} className="tc-json-line" style={{ paddingLeft: 14 + line.depth * 14 }}>
          {line.foldable && (
            <button
              type="button"
              className="tc-json-fold"
              style={{ left: line.depth * 14 }}
              aria-label={line.folded ? 'Unfold' : 'Fold'}
              aria-expanded={!line.folded}
              onClick={() => toggle(line.path)}
            >
              {line.folded ? '▸' : '▾'}
            </button>
          )}
          {line.rawKey !== null && (
            <>
              <span className="tc-json-key">{visibleText(line.rawKey)}</span>
              {': '}
            </>
          )}
          <Literal line={line} row={row} />
          {line.comma && ','}
        </div>
      ))}
      {lines.length > shown.length && <Button size="small" text={`Show all ${grouped(lines.length)} lines`} onClick={() => setAll(true)} />}
    </div>
  );
}

function Literal({ line, row }: { line: JsonLine; row: WindowEventRow | null }) {
  const className = `tc-json-${line.kind}`;
  const { node } = line;
  const own = row && fieldOf(line, row);
  const named = node?.kind === 'string' ? handleOf(node.text, keyOf(line.path)) : null;
  const handle = own ? { field: own, kind: kindOfField(own) } : named;
  if (!handle || !node || !('text' in node)) return <span className={className}>{visibleText(line.text)}</span>;
  const { field, kind } = handle;
  return (
    <span className={className}>
      <Value field={field} value={node.text} text={line.text} entity={kind && { kind, value: node.text }} />
    </span>
  );
}
