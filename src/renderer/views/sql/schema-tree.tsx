// What a query may name: tables with their columns and structs, and functions. A click puts the name into the query.
import { InputGroup } from '@blueprintjs/core';
import { useState } from 'react';
import type { SqlColumn, SqlFunction, SqlSchema, SqlTable } from '../../../shared/sql.ts';
import { type Found, foundIn } from './schema-search.ts';
import { callText } from './suggest.ts';

interface TreeProps {
  schema: SqlSchema;
  /** @param back how far before the end of the text the cursor then stands */
  insert: (text: string, back: number) => void;
}

export function SchemaTree({ schema, insert }: TreeProps) {
  const [wanted, setWanted] = useState('');
  return (
    <>
      <InputGroup
        size="small"
        type="search"
        placeholder="Find a column or a function"
        aria-label="Find a column or a function"
        value={wanted}
        onValueChange={setWanted}
        data-testid="sql-schema-find"
      />
      <div className="tc-scroll tc-grow-y tc-sql-tree" data-testid="sql-schema">
        {wanted.trim() === '' ? (
          <>
            {schema.tables.map((table, i) => (
              <Table key={table.name} table={table} open={i === 0} insert={insert} />
            ))}
            {groupsOf(schema.functions).map(([group, functions]) => (
              <details key={group}>
                <summary>
                  functions: {group} <span className="tc-dim">{functions.length}</span>
                </summary>
                {functions.map((one) => (
                  <FunctionName key={one.name} of={one} insert={insert} />
                ))}
              </details>
            ))}
          </>
        ) : (
          <FoundList found={foundIn(schema, wanted)} insert={insert} />
        )}
      </div>
    </>
  );
}

function Table({ table, open, insert }: { table: SqlTable; open: boolean } & Pick<TreeProps, 'insert'>) {
  return (
    <details open={open}>
      <summary title={table.note}>
        <strong>{table.name}</strong> <span className="tc-dim">{table.note}</span>
      </summary>
      {table.columns.map((column) => (
        <Column key={column.name} column={column} path={column.name} insert={insert} />
      ))}
    </details>
  );
}

function Column({ column, path, insert }: { column: SqlColumn; path: string } & Pick<TreeProps, 'insert'>) {
  const [open, setOpen] = useState(false);
  // Fields of a list are those of its elements: no path leads to them.
  const fields = column.type === 'array' ? [] : column.fields;
  return (
    <div className="tc-sql-name-row">
      {fields.length > 0 && (
        <button
          type="button"
          className="tc-sql-fold"
          aria-label={`Fields of ${column.name}`}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? '▾' : '▸'}
        </button>
      )}
      <Name text={path} label={column.name} type={column.type} note={column.note} insert={insert} />
      {open && fields.map((field) => <Column key={field.name} column={field} path={`${path}.${field.name}`} insert={insert} />)}
    </div>
  );
}

function Name({
  text,
  label,
  type,
  note,
  insert,
}: { text: string; label: string; type: string; note: string } & Pick<TreeProps, 'insert'>) {
  return (
    <>
      <button
        type="button"
        className="tc-link tc-sql-name"
        title={`${note}${note === '' ? '' : '\n'}click: into the query`}
        onClick={() => insert(text, 0)}
      >
        {label}
      </button>{' '}
      <span className="tc-dim">{type}</span>
    </>
  );
}

function FunctionName({ of, insert }: { of: SqlFunction } & Pick<TreeProps, 'insert'>) {
  const { text, back } = callText(of);
  return (
    <div className="tc-sql-name-row">
      <button type="button" className="tc-link tc-sql-name" title={`${of.note}\nclick: into the query`} onClick={() => insert(text, back)}>
        {of.call}
      </button>{' '}
      <span className="tc-dim">{of.note}</span>
    </div>
  );
}

function FoundList({ found, insert }: { found: Found } & Pick<TreeProps, 'insert'>) {
  if (found.columns.length + found.functions.length === 0) return <p className="tc-note">No column and no function is called so.</p>;
  return (
    <>
      {found.columns.map(({ table, path, column }) => (
        <div key={`${table}.${path}`} className="tc-sql-name-row">
          <Name text={path} label={path} type={column.type} note={column.note} insert={insert} /> <span className="tc-dim">· {table}</span>
        </div>
      ))}
      {found.functions.map((one) => (
        <FunctionName key={one.name} of={one} insert={insert} />
      ))}
    </>
  );
}

function groupsOf(functions: readonly SqlFunction[]): [string, SqlFunction[]][] {
  const groups = new Map<string, SqlFunction[]>();
  for (const one of functions) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  return [...groups];
}
