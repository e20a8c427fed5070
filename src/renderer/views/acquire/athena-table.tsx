// For whoever has no table yet: the CREATE TABLE over a bucket, to be run in Athena by whoever may. Trailcase does not run it.
import { Button, InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import { CopyButton } from '../../components/copy.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useAcquire } from '../../state/acquire.ts';
import { Obstacle } from './obstacle.tsx';

const list = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

export function TableHelp() {
  const { form } = useAcquire();
  const [typed, setTyped] = useState({ address: form.address, accounts: '', regions: '', organization: '', from: '' });
  const [sql, setSql] = useState('');
  const [error, setError] = useState<unknown>(null);
  const make = async (): Promise<void> => {
    setError(null);
    const accounts = list(typed.accounts);
    const regions = list(typed.regions);
    const made = await call('athena.createTable', {
      address: typed.address.trim(),
      from: typed.from,
      ...(accounts.length > 0 && { accounts }),
      ...(regions.length > 0 && { regions }),
      ...(typed.organization.trim() !== '' && { organization: typed.organization.trim() }),
    });
    setSql(made.sql);
  };
  const field = (name: 'address' | 'accounts' | 'regions' | 'organization', label: string, placeholder: string) => (
    <label htmlFor={`athena-table-${name}`}>
      {label}
      <InputGroup
        id={`athena-table-${name}`}
        size="small"
        value={typed[name]}
        placeholder={placeholder}
        spellCheck={false}
        onValueChange={(value) => setTyped({ ...typed, [name]: value })}
        data-testid={`athena-table-${name}`}
      />
    </label>
  );
  return (
    <details className="tc-acquire-more">
      <summary data-testid="athena-table-help">No table yet: show the CREATE TABLE for a bucket</summary>
      <div className="tc-acquire-fields">
        {field('address', 'Bucket and what stands before AWSLogs/', 's3://bucket/prefix/')}
        {field('organization', 'Organization', 'o-…, of an organization’s trail')}
        {field('accounts', 'Accounts', 'all: each query must name one')}
        {field('regions', 'Regions', 'all: each query must name one')}
        <label>
          From
          <input
            type="date"
            className="bp6-input bp6-small tc-acquire-wide"
            value={typed.from}
            onChange={({ currentTarget: { value } }) => setTyped({ ...typed, from: value })}
            data-testid="athena-table-from"
          />
        </label>
      </div>
      <div className="tc-acquire-gap">
        <Button
          size="small"
          text="Show"
          disabled={typed.address.trim() === '' || typed.from === ''}
          onClick={() => void make().catch(setError)}
          data-testid="athena-table-show"
        />{' '}
        <span className="tc-dim tc-small">It is only written here: run it in Athena yourself.</span>
      </div>
      {error !== null && <Obstacle error={error} title="No table can be made of this" profile={null} />}
      {sql !== '' && (
        <div className="tc-acquire-code">
          <pre data-testid="athena-table-sql">{visibleText(sql)}</pre>
          <CopyButton text={sql} what="CREATE TABLE" />
        </div>
      )}
    </details>
  );
}
