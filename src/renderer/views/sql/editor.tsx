// The query, in CodeMirror: completion, brackets, and what is wrong marked where it stands.
import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  closeBrackets,
  closeBracketsKeymap,
  completionStatus,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { SQLDialect, sql } from '@codemirror/lang-sql';
import { bracketMatching } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { Place } from '../../../shared/errors.ts';
import type { SqlSchema } from '../../../shared/sql.ts';
import { oneLine } from '../../components/visible-text.ts';
import { editorStyle } from './editor-style.ts';
import { type Suggestion, suggestionsAt } from './suggest.ts';
import { KEYWORDS, TYPES } from './words.ts';

export interface EditorHandle {
  /** Puts a text in place of what is chosen, and takes the focus; the cursor then stands `back` characters before its end. */
  insert(text: string, back: number): void;
  focus(): void;
}

/** What is wrong, and where in the text. */
interface Problem {
  place: Place;
  message: string;
}

interface EditorProps {
  value: string;
  onChange: (text: string) => void;
  onRun: () => void;
  /** Undefined until it is known: then only words of SQL are completed. */
  schema: SqlSchema | undefined;
  problem: Problem | null;
  handle: Ref<EditorHandle>;
}

const NOTHING: SqlSchema = { tables: [], functions: [] };

/** Names of the case stand before functions, words of SQL last. */
const BOOST: Record<Suggestion['kind'], number> = { field: 3, column: 2, table: 1, function: 0, keyword: -1 };

function completion({ label, kind, detail, note, text, back }: Suggestion): Completion {
  return {
    label,
    type: kind,
    detail: ` ${detail}`,
    boost: BOOST[kind],
    ...(note === '' ? {} : { info: note }),
    apply: (view, _, from, to) =>
      view.dispatch({
        changes: { from, to, insert: text },
        selection: { anchor: from + text.length - back },
        userEvent: 'input.complete',
      }),
  };
}

function complete(context: CompletionContext, schema: SqlSchema) {
  // An answer that comes after the focus has gone is wanted no more.
  if (context.view?.hasFocus === false) return null;
  const word = context.matchBefore(/[\w$.]+$/);
  if (!word && !context.explicit) return null;
  const found = suggestionsAt(context.state.doc.toString(), context.pos, schema);
  return found && { from: found.from, options: found.items.map(completion), validFor: /^[\w$]*$/ };
}

/** Takes the suggestion that is chosen. While there are any, or some are on their way, the focus stays. */
function takeSuggestion(editor: EditorView): boolean {
  if (completionStatus(editor.state) === null) return false;
  acceptCompletion(editor);
  return true;
}

function dialectOf({ functions }: SqlSchema): SQLDialect {
  return SQLDialect.define({
    keywords: KEYWORDS.join(' ').toLowerCase(),
    types: TYPES.join(' '),
    builtin: functions
      .map(({ name }) => name)
      .filter((name) => !KEYWORDS.includes(name.toUpperCase()))
      .join(' '),
    doubleQuotedStrings: false,
    unquotedBitLiterals: false,
  });
}

export function SqlEditor({ value, onChange, onRun, schema = NOTHING, problem, handle }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const live = useRef({ value, onChange, onRun, schema });
  live.current = { value, onChange, onRun, schema };
  const language = useRef(new Compartment());

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const runIt = (): boolean => {
      live.current.onRun();
      return true;
    };
    // CodeMirror gives a shadow root its styles as a constructed sheet; in the page it would write a <style>, which the policy forbids.
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      root,
      parent: root,
      doc: live.current.value,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: 'Mod-Enter', run: runIt },
            { key: 'Tab', run: takeSuggestion },
          ]),
        ),
        lineNumbers(),
        // Characters that are not seen, in a query that was copied from somewhere.
        highlightSpecialChars(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        history(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [(context) => complete(context, live.current.schema)], icons: false }),
        language.current.of([]),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
        placeholder('SELECT eventTime, eventName FROM cloudtrail_logs …'),
        EditorView.lineWrapping,
        EditorState.phrases.of({ Completions: 'Suggestions' }),
        EditorView.contentAttributes.of({ 'aria-label': 'SQL query', 'data-testid': 'sql-editor' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) live.current.onChange(update.state.doc.toString());
        }),
        editorStyle,
      ],
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(sql({ dialect: dialectOf(schema) })) });
  }, [schema]);

  // A text that was chosen elsewhere: an example, a query of before.
  useEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value }, selection: { anchor: value.length } });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const { length } = editor.state.doc;
    const marks =
      problem && problem.place.to <= length ? [{ ...problem.place, severity: 'error' as const, message: oneLine(problem.message) }] : [];
    editor.dispatch(setDiagnostics(editor.state, marks));
  }, [problem]);

  useImperativeHandle(
    handle,
    () => ({
      insert: (text, back) => {
        const editor = view.current;
        if (!editor) return;
        const { from, to } = editor.state.selection.main;
        editor.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length - back }, userEvent: 'input' });
        editor.focus();
      },
      focus: () => view.current?.focus(),
    }),
    [],
  );
  return <div ref={host} className="tc-sql-editor" />;
}
