// The SQL console: the query with what may be named in it, and what it came to.
import { Button, HTMLSelect } from '@blueprintjs/core';
import { Play, Stop } from '@blueprintjs/icons';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ROW_LIMITS, SECOND_LIMITS } from '../../../shared/sql.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { Splitter } from '../../components/splitter.tsx';
import { useCall } from '../../data/queries.ts';
import { type Console, type ConsoleState, useConsole } from '../../state/sql-console.ts';
import { isNumber, useStored } from '../../state/stored.ts';
import { type EditorHandle, SqlEditor } from './editor.tsx';
import { EXAMPLES } from './examples.ts';
import { ResultPane } from './result-pane.tsx';
import { SidePanel } from './side-panel.tsx';

const RESULT_MIN = 220;
/** Above the result at least this much stays for the query, px. */
const QUERY_MIN = 200;

export function SqlView() {
  const { state, console } = useConsole(EXAMPLES[0].query);
  const schema = useCall('sql.schema', {});
  const editor = useRef<EditorHandle>(null);
  const [height, setHeight] = useStored('sqlResultHeight', 420, isNumber);
  const { outcome, draft } = state;
  const problem = useMemo(
    () => (outcome?.error?.place && outcome.query === draft ? { place: outcome.error.place, message: outcome.error.message } : null),
    [outcome, draft],
  );
  const take = (query: string) => {
    console.put({ draft: query });
    editor.current?.focus();
  };
  const max = Math.max(RESULT_MIN, window.innerHeight - 90 - QUERY_MIN);
  const shown = Math.min(Math.max(height, RESULT_MIN), max);
  return (
    <section className="tc-view tc-view-table tc-sql" aria-label="SQL" data-testid="sql-view">
      <div className="tc-sql-top">
        <div className="tc-sql-query">
          <SqlEditor
            value={draft}
            onChange={(text) => console.put({ draft: text })}
            onRun={() => void console.run()}
            schema={schema.data}
            problem={problem}
            handle={editor}
          />
          <RunBar state={state} console={console} />
        </div>
        <SidePanel
          schema={schema}
          history={state.history}
          insert={(text, back) => editor.current?.insert(text, back)}
          take={take}
          run={(query) => void console.run({ draft: query })}
          forget={console.forgetHistory}
        />
      </div>
      <Splitter size={shown} min={RESULT_MIN} max={max} onSize={setHeight} label="Height of the result" orientation="horizontal" />
      <div className="tc-sql-result" style={{ height: shown }} aria-busy={state.running !== null}>
        <ResultPane state={state} console={console} />
      </div>
    </section>
  );
}

function RunBar({ state, console }: { state: ConsoleState; console: Console }) {
  const { running, maxRows, seconds } = state;
  return (
    <div className="tc-toolbar tc-sql-run">
      {running ? (
        <>
          <Button size="small" icon={<Stop size={14} />} text="Cancel" onClick={console.cancel} data-testid="sql-cancel" />
          <span role="status">
            {running.writing ? 'writing a file' : 'running'} · <Elapsed since={running.since} />
          </span>
        </>
      ) : (
        <>
          <Button
            size="small"
            intent="primary"
            icon={<Play size={14} />}
            text="Run"
            onClick={() => void console.run()}
            data-testid="sql-run"
          />
          <span className="tc-dim tc-sql-keys">
            <kbd>Ctrl</kbd> <kbd>Enter</kbd>
          </span>
        </>
      )}
      <span className="tc-grow" />
      <Limit
        label="Rows at most"
        values={ROW_LIMITS}
        value={maxRows}
        word={(n) => plural(n, 'row')}
        set={(n) => console.put({ maxRows: n })}
        testid="sql-limit-rows"
      />
      <Limit
        label="Time at most"
        values={SECOND_LIMITS}
        value={seconds}
        word={(n) => (n < 60 ? `${n} s` : `${n / 60} min`)}
        set={(n) => console.put({ seconds: n })}
        testid="sql-limit-time"
      />
    </div>
  );
}

interface LimitProps {
  label: string;
  values: readonly number[];
  value: number;
  word: (value: number) => string;
  set: (value: number) => void;
  testid: string;
}

function Limit({ label, values, value, word, set, testid }: LimitProps) {
  const options = [...values].sort((a, b) => a - b).map((n) => ({ value: n, label: `at most ${word(n)}` }));
  return (
    <HTMLSelect
      minimal
      aria-label={label}
      title={label}
      options={options}
      value={value}
      onChange={(event) => set(Number(event.currentTarget.value))}
      data-testid={testid}
    />
  );
}

/** Whole seconds since an instant, counting. */
function Elapsed({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return <>{grouped(Math.max(0, Math.floor((now - since) / 1000)))} s</>;
}
