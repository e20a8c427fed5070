// What a query came to: its rows as a table or a chart, what was cut, hints, and files.
import { Button, ButtonGroup, Callout, Intent, SegmentedControl } from '@blueprintjs/core';
import { Download } from '@blueprintjs/icons';
import { useState } from 'react';
import { SQL_FORMATS, type SqlFormat, type SqlResult } from '../../../shared/sql.ts';
import { CopyButton } from '../../components/copy.tsx';
import { useKeys } from '../../components/keys.ts';
import { attempt } from '../../components/notices.tsx';
import { Empty, ErrorCallout } from '../../components/states.tsx';
import { Hash, IsoTime, plural } from '../../components/texts.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useCase } from '../../data/queries.ts';
import type { Console, ConsoleState, Outcome } from '../../state/sql-console.ts';
import { fileNameOf } from '../start/file-name.ts';
import { ResultChart } from './chart.tsx';
import { type CellPlace, ResultGrid } from './grid.tsx';
import { cutWords, placeWords, secondsText } from './result-words.ts';
import { WholeValue } from './whole-value.tsx';

const FORMAT_WORDS: Record<SqlFormat, string> = { csv: 'CSV', jsonl: 'JSONL' };

type Shown = 'table' | 'chart' | 'sqlite';

export function ResultPane({ state, console }: { state: ConsoleState; console: Console }) {
  const { outcome } = state;
  if (!outcome) return <NothingRun />;
  if (outcome.error) return <Failed outcome={outcome} error={outcome.error} retry={() => void console.run({ draft: outcome.query })} />;
  // Keyed: another result begins at its first row.
  return <Result key={state.history[0]?.at} outcome={outcome} result={outcome.result} state={state} console={console} />;
}

function NothingRun() {
  return (
    <Empty title="Ask the case anything">
      <p>
        Write a query over <code>cloudtrail_logs</code> as in Athena, or over the case's own tables as in SQLite, and run it with{' '}
        <kbd>Ctrl</kbd> <kbd>Enter</kbd>. Queries only read: nothing of the case changes.
      </p>
    </Empty>
  );
}

function Failed({ outcome, error, retry }: { outcome: Outcome; error: NonNullable<Outcome['error']>; retry: () => void }) {
  if (error.code === 'CANCELLED') return <Empty title="The query was cancelled">Nothing is shown of what it had found.</Empty>;
  const place = error.place && placeWords(outcome.query, error.place.from);
  // Values of the log may be quoted in it.
  const shown = { ...error, message: visibleText(error.message) };
  return (
    <div className="tc-pad" data-testid="sql-error">
      <ErrorCallout
        error={shown}
        title={place ? `${place}: the query cannot run` : 'The query did not run'}
        {...(place ? {} : { retry })}
      />
    </div>
  );
}

interface ResultProps {
  outcome: Outcome;
  result: SqlResult;
  state: ConsoleState;
  console: Console;
}

function Result({ outcome, result, state, console }: ResultProps) {
  const [shown, setShown] = useState<Shown>('table');
  const [opened, setOpened] = useState<CellPlace | null>(null);
  const close = () => setOpened(null);
  useKeys({ escape: close }, { enabled: opened !== null, first: true });
  const cut = cutWords(result, outcome);
  const options = [
    { value: 'table', label: 'Table' },
    { value: 'chart', label: 'Chart' },
    ...(result.translated === null ? [] : [{ value: 'sqlite', label: 'As SQLite' }]),
  ];
  return (
    <>
      <div className="tc-toolbar tc-sql-bar" data-testid="sql-result" data-rows={result.rows.length} data-cut={result.cut ?? ''}>
        <span>
          <strong>{plural(result.rows.length, 'row')}</strong>{' '}
          <span className="tc-dim">· {secondsText(result.seconds)} · times are UTC</span>
        </span>
        {cut !== null && (
          <span className="tc-sql-cut" role="status" data-testid="sql-cut">
            ✂ {cut}
          </span>
        )}
        <span className="tc-grow" />
        <SegmentedControl
          size="small"
          options={options.map((option) => ({ ...option, 'data-testid': `sql-show-${option.value}` }))}
          value={shown}
          onValueChange={(value) => setShown(value as Shown)}
          aria-label="How the result is shown"
        />
        <SaveButtons state={state} console={console} />
      </div>
      {result.hints.length > 0 && (
        <Callout intent={Intent.WARNING} compact className="tc-sql-hints" role="status" data-testid="sql-hints">
          {result.hints.map((hint) => (
            <p key={hint}>{oneLine(hint)}.</p>
          ))}
        </Callout>
      )}
      {state.written && (
        <Callout
          intent={Intent.SUCCESS}
          compact
          className="tc-sql-hints"
          role="status"
          data-testid="sql-written"
          data-path={state.written.path}
        >
          {plural(state.written.rows, 'row')} written to <span className="tc-path">{state.written.path}</span>
          <CopyButton text={state.written.path} what="path" /> SHA-256 <Hash hex={state.written.sha256} what="SHA-256 of the file" />
        </Callout>
      )}
      {shown === 'chart' && <ResultChart result={result} />}
      {shown === 'sqlite' && <Translated sql={result.translated ?? ''} />}
      {shown === 'table' && (result.rows.length === 0 ? <NoRows result={result} /> : <ResultGrid result={result} open={setOpened} />)}
      {shown === 'table' && opened && (
        <WholeValue column={result.columns[opened.column] ?? ''} cell={result.rows[opened.row]?.[opened.column] ?? null} close={close} />
      )}
    </>
  );
}

/** Files hold all rows: the query is run again for them. */
function SaveButtons({ state, console }: { state: ConsoleState; console: Console }) {
  const { title } = useCase().case;
  const save = async (format: SqlFormat) => {
    const suggested = fileNameOf(title || 'query').replace(/\.trailcase$/, `-query.${format}`);
    const { paths } = await call('app.pickResult', { suggested });
    if (paths[0] !== undefined) await console.write(format, paths[0]);
  };
  return (
    <ButtonGroup>
      {SQL_FORMATS.map((format) => (
        <Button
          key={format}
          size="small"
          icon={<Download size={14} />}
          text={`${FORMAT_WORDS[format]} …`}
          title={`All rows into a file, as ${FORMAT_WORDS[format]}: the query is run again. It enters the custody log.`}
          disabled={state.running !== null}
          onClick={() => attempt(save(format))}
          data-testid={`sql-save-${format}`}
        />
      ))}
    </ButtonGroup>
  );
}

/** Says what was searched, so that nobody reads "no rows" as "none happened". */
function NoRows({ result }: { result: SqlResult }) {
  const info = useCase();
  if (result.cut !== null) return <Empty title="No row had come when the query was stopped">Give it more time, or narrow it down.</Empty>;
  return (
    <Empty title="No rows" testid="sql-empty">
      <p>
        The query ran to its end over a case of {plural(info.events, 'event')}, of {plural(info.accounts.length, 'account')} and{' '}
        {plural(info.regions.length, 'region')}, between <IsoTime iso={info.firstEvent} /> and <IsoTime iso={info.lastEvent} />.
      </p>
      <p>What was never logged or never delivered cannot be found here. Texts are compared letter by letter, and times are UTC.</p>
    </Empty>
  );
}

function Translated({ sql }: { sql: string }) {
  return (
    <div className="tc-scroll tc-grow-y tc-pad">
      <p className="tc-note">
        The query as SQLite ran it, over the tables of the case. <CopyButton text={sql} what="this query" />
      </p>
      <pre className="tc-sql-text">{visibleText(sql)}</pre>
    </div>
  );
}
