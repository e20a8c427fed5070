// How a delivery compares with its handover list: the sum first, then every name that is wrong.
import type { HandoverResult } from '../../../shared/domain.ts';
import { grouped } from '../../../shared/text.ts';
import { Hash, plural } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';

export function Handover({ result }: { result: HandoverResult }) {
  const { listed, matched, counts, missing, different, extra } = result;
  const clean = counts.missing + counts.different + counts.extra === 0;
  return (
    <div className="tc-handover" data-testid="handover">
      <div className="tc-sum">
        <span>
          Handover list: {plural(listed, 'file')} listed = {grouped(matched)} matched + {grouped(counts.different)} different +{' '}
          {grouped(counts.missing)} missing; {grouped(counts.extra)} delivered and not listed
        </span>
        <span className={clean ? 'tc-verdict-valid' : 'tc-verdict-invalid'}>{clean ? '✓ as handed over' : '✖ not as listed'}</span>
        <Hash hex={result.sha256} what="SHA-256 of the list" />
      </div>
      {!clean && (
        <ul className="tc-list">
          {different.map(({ path, expected, found }) => (
            <li key={`d ${path}`}>
              ✖ different: {visibleText(path)}{' '}
              <span className="tc-dim tc-mono">
                listed {expected}, delivered {found}
              </span>
            </li>
          ))}
          {missing.map((path) => (
            <li key={`m ${path}`}>∅ missing: {visibleText(path)}</li>
          ))}
          {extra.map((path) => (
            <li key={`e ${path}`}>+ not listed: {visibleText(path)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
