// `trailcase sql`: a query over the case, in Athena's dialect or in SQLite's own.
import type { Cell, Cut } from '../sql/messages.ts';
import { csvRow, jsonNames, jsonRow } from '../sql/row-text.ts';
import { type ResultSink, runQuery } from '../sql/run-query.ts';
import { type Command, casePath, choice, type ExitStatus, numberOption, usage } from './command.ts';
import { checkFormat } from './filter-args.ts';
import { type Output, terminalText } from './output.ts';

const SECONDS = 60;
/** Rows that a table shows when nothing else is said: more than a person reads. */
const TABLE_ROWS = 10_000;
/** Characters of a cell in a table. */
const WIDEST = 60;
const LONGEST_TIMEOUT = 7 * 86_400;

export const sql: Command = {
  name: 'sql',
  usage: 'CASE QUERY [--format table|jsonl|csv] [--timeout SECONDS] [--max-rows N]',
  summary: 'run a query: Athena\u2019s CloudTrail dialect, or SQLite over the case\u2019s tables and the view events',
  help: [
    "QUERY        as SELECT eventTime, userIdentity.arn FROM cloudtrail_logs WHERE eventName = 'RunInstances'; see docs/sql.md",
    `--timeout    seconds after which the result is cut (${SECONDS})`,
    `--max-rows   rows after which the result is cut (${TABLE_ROWS} for a table, else none)`,
  ],
  options: { format: { type: 'string' }, timeout: { type: 'string' }, 'max-rows': { type: 'string' } },
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, sql);
    const { values, output, signal, positionals } = invocation;
    checkFormat(values, sql);
    const format = choice(values, 'format', ['table', 'jsonl', 'csv'] as const, 'table', sql);
    const seconds = numberOption(values, 'timeout', sql) ?? SECONDS;
    if (seconds < 1 || seconds > LONGEST_TIMEOUT) throw usage(`--timeout takes 1 to ${LONGEST_TIMEOUT} seconds`, sql);
    const asTable = format === 'table' && !output.json;
    const maxRows = numberOption(values, 'max-rows', sql) ?? (asTable ? TABLE_ROWS : null);
    const [, query, surplus] = positionals;
    if (query === undefined || query.trim() === '') throw usage('The query is missing', sql);
    if (surplus !== undefined) throw usage('The query is one argument: put it in quotes', sql);
    const writer = output.json
      ? jsonWriter(output)
      : format === 'jsonl'
        ? lineWriter(output)
        : format === 'csv'
          ? csvWriter(output)
          : tableWriter(output);
    let hints: string[] = [];
    const sink: ResultSink = {
      begun: async ({ columns, hints: given }) => {
        hints = given;
        for (const hint of given) output.warn(`hint: ${terminalText(hint)}.`);
        await writer.begin(columns);
      },
      rows: (rows) => writer.rows(rows),
    };
    const cut = await runQuery(path, query, { timeout: seconds * 1000, maxRows }, signal, sink);
    await writer.end(cut, hints);
    await output.flush();
    if (cut === 'rows') output.warn(`cut after ${maxRows} rows: there are more (--max-rows).`);
    if (cut === 'time') output.warn(`cut after ${seconds} seconds: the result is not complete (--timeout).`);
    return 0;
  },
};

interface Writer {
  begin(columns: string[]): Promise<void>;
  rows(rows: Cell[][]): Promise<void>;
  end(cut: Cut, hints: string[]): Promise<void>;
}

/** One object, written as the rows come. */
function jsonWriter(output: Output): Writer {
  let names: string[] = [];
  let before = '';
  return {
    async begin(columns) {
      names = jsonNames(columns);
      await output.write(`{"columns":${JSON.stringify(columns)},"rows":[`);
    },
    async rows(rows) {
      for (const row of rows) {
        await output.write(`${before}\n${jsonRow(names, row)}`);
        before = ',';
      }
    },
    async end(cut, hints) {
      await output.write(`\n],"cut":${JSON.stringify(cut)},"hints":${JSON.stringify(hints)}}\n`);
    },
  };
}

function lineWriter(output: Output): Writer {
  let names: string[] = [];
  return {
    async begin(columns) {
      names = jsonNames(columns);
    },
    async rows(rows) {
      for (const row of rows) await output.line(jsonRow(names, row));
    },
    end: async () => undefined,
  };
}

function csvWriter(output: Output): Writer {
  return {
    begin: (columns) => output.line(csvRow(columns)),
    async rows(rows) {
      for (const row of rows) await output.line(csvRow(row));
    },
    end: async () => undefined,
  };
}

/** Columns as wide as the first rows need. */
function tableWriter(output: Output): Writer {
  let names: string[] = [];
  let widths: number[] | null = null;
  const shown = (cell: Cell): string => {
    const text = terminalText(cell === null ? '–' : String(cell).slice(0, WIDEST * 4));
    return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
  };
  const line = (cells: string[]): Promise<void> =>
    output.line(
      cells
        .map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths?.[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    );
  const head = async (rows: string[][]): Promise<void> => {
    widths = names.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] as string).length)));
    await line(names);
    await line(widths.map((width) => '-'.repeat(width)));
  };
  return {
    async begin(columns) {
      names = columns.map(shown);
    },
    async rows(rows) {
      const texts = rows.map((row) => row.map(shown));
      if (widths === null) await head(texts);
      for (const row of texts) await line(row);
    },
    async end() {
      if (widths === null) await head([]);
    },
  };
}
