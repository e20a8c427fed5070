// Text in Markdown as notes and findings have it: drawn as elements of our own, one for each kind of part. Nothing in it opens, loads or runs.
import MarkdownIt from 'markdown-it';
import { memo, type ReactNode } from 'react';
import { isTangled, MARKDOWN_OPTIONS, type MarkdownPart, type MarkdownToken, markdownTree, withReferences } from '../../shared/markdown.ts';
import { oneLine, visibleText } from './visible-text.ts';

const parser = withReferences(new MarkdownIt(MARKDOWN_OPTIONS));

/** The parts of a text; null where there are too many of them to be drawn. */
export function markdownParts(text: string): MarkdownPart[] | null {
  return isTangled(text) ? null : markdownTree(parser.parse(text, {}) as MarkdownToken[]);
}

/** How a reference `[[text]]` is shown; null: as it is written. */
export type ReferenceView = (text: string) => ReactNode | null;

interface MarkdownProps {
  text: string;
  /** Keep it the same function while it answers the same: the text is drawn again with another. */
  reference?: ReferenceView;
}

/** A whole text, as a block. */
export const Markdown = memo(function Markdown({ text, reference = asWritten }: MarkdownProps) {
  const parts = markdownParts(text);
  return (
    <div className="tc-markdown" data-testid="markdown">
      {parts ? <Parts of={parts} reference={reference} /> : <pre className="tc-markdown-plain">{visibleText(text)}</pre>}
    </div>
  );
});

const asWritten: ReferenceView = () => null;

/** Whether a text reads otherwise than it is written. */
export function hasMarkup(text: string): boolean {
  const [first, ...more] = markdownParts(text) ?? [];
  return (
    more.length > 0 ||
    (first !== undefined && !(first.kind === 'paragraph' && first.of.every(({ kind }) => kind === 'text' || kind === 'break')))
  );
}

/** The beginning of a text in one line, without its signs: for lists. */
export function markdownLine(text: string, most = 300): string {
  const parts = markdownParts(text.slice(0, most * 4));
  const plain = parts ? wordsOf(parts).join('') : text;
  const line = plain.replace(/\s+/g, ' ').trim();
  return oneLine(line.length > most || text.length > most * 4 ? `${line.slice(0, most)}…` : line);
}

function wordsOf(parts: readonly MarkdownPart[]): string[] {
  return parts.flatMap((part): string[] => {
    if (part.kind === 'table') return part.rows.flatMap((row) => row.flatMap((cell) => [...wordsOf(cell), ' ']));
    if ('of' in part) return [...wordsOf(part.of), ...(isBlock(part) ? [' '] : [])];
    if (part.kind === 'reference') return [`[[${part.text}]]`];
    return 'text' in part ? [part.text, ...(part.kind === 'block' ? [' '] : [])] : [' '];
  });
}

function isBlock({ kind }: MarkdownPart): boolean {
  return kind === 'paragraph' || kind === 'heading' || kind === 'item' || kind === 'quote';
}

function Parts({ of, reference }: { of: readonly MarkdownPart[]; reference: ReferenceView }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have nothing else, and change all at once
  return of.map((part, i) => <Part key={i} part={part} reference={reference} />);
}

function Part({ part, reference }: { part: MarkdownPart; reference: ReferenceView }): ReactNode {
  const within = 'of' in part ? <Parts of={part.of} reference={reference} /> : null;
  switch (part.kind) {
    case 'paragraph':
      return <p>{within}</p>;
    case 'quote':
      return <blockquote>{within}</blockquote>;
    case 'item':
      return <li>{within}</li>;
    case 'strong':
      return <strong>{within}</strong>;
    case 'emphasis':
      return <em>{within}</em>;
    case 'struck':
      return <s>{within}</s>;
    case 'heading':
      // Headings of a note are not headings of the page.
      return <p className={`tc-markdown-heading tc-markdown-heading-${Math.min(part.level, 3)}`}>{within}</p>;
    case 'list':
      return part.start === null ? <ul>{within}</ul> : <ol start={part.start}>{within}</ol>;
    case 'table':
      return <Table rows={part.rows} reference={reference} />;
    case 'link':
      return (
        <>
          {within}
          {wordsOf(part.of).join('') !== part.address && <span className="tc-dim"> ({oneLine(part.address)})</span>}
        </>
      );
    case 'image':
      return (
        <span className="tc-dim">
          [picture, not loaded: {oneLine(part.text)} ({oneLine(part.address)})]
        </span>
      );
    case 'code':
      return <code>{visibleText(part.text)}</code>;
    case 'block':
      return <pre>{visibleText(part.text)}</pre>;
    case 'reference':
      return reference(part.text) ?? `[[${oneLine(part.text)}]]`;
    case 'rule':
      return <hr />;
    case 'break':
      return <br />;
    case 'text':
      return visibleText(part.text);
  }
}

function Table({ rows, reference }: { rows: MarkdownPart[][][]; reference: ReferenceView }) {
  const [head = [], ...body] = rows;
  const cells = (row: MarkdownPart[][], Cell: 'th' | 'td') =>
    row.map((cell, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Cell key={i}>
        <Parts of={cell} reference={reference} />
      </Cell>
    ));
  return (
    <table>
      <thead>
        <tr>{cells(head, 'th')}</tr>
      </thead>
      <tbody>
        {body.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <tr key={i}>{cells(row, 'td')}</tr>
        ))}
      </tbody>
    </table>
  );
}
