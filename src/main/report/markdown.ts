// The examiner's Markdown as markup of the report: few kinds of parts, everything escaped; no link is followed and nothing is loaded.
import MarkdownIt from 'markdown-it';
import { isTangled, MARKDOWN_OPTIONS, type MarkdownPart, type MarkdownToken, markdownTree, withReferences } from '../../shared/markdown.ts';
import { caseText, html, type Markup, multiline, noteSet } from './html.ts';

const parser = new MarkdownIt(MARKDOWN_OPTIONS);
withReferences(parser as never);

/** How a reference is shown, by what stands in `[[…]]`; null: as it is written. */
export type ReferenceMarkup = (text: string) => Markup | null;

/** A whole text; one with too many parts or brackets is shown as it is written. */
export function markdown(text: string, reference: ReferenceMarkup): Markup {
  const parts = isTangled(text) ? null : markdownTree(parser.parse(text, {}) as MarkdownToken[]);
  if (parts === null) return html`<p><bdi>${multiline(text)}</bdi></p>\n`;
  return noteSet(text, html`${parts.map((part) => html`${block(part, reference)}\n`)}`);
}

function block(part: MarkdownPart, reference: ReferenceMarkup): Markup {
  switch (part.kind) {
    case 'heading':
      // Headings of a text are not headings of the report.
      return html`<p><strong>${inline(part.of, reference)}</strong></p>`;
    case 'quote':
      return html`<blockquote>${part.of.map((one) => block(one, reference))}</blockquote>`;
    case 'list': {
      const items = part.of.map((one) => html`<li>${'of' in one ? within(one.of, reference) : null}</li>`);
      return part.start === null ? html`<ul>${items}</ul>` : html`<ol start="${part.start}">${items}</ol>`;
    }
    case 'table':
      return html`<table>${part.rows.map((row) => html`<tr>${row.map((cell) => html`<td>${inline(cell, reference)}</td>`)}</tr>`)}</table>`;
    case 'block':
      return html`<pre>${multiline(part.text)}</pre>`;
    case 'rule':
      return html`<hr>`;
    case 'paragraph':
      return html`<p>${inline(part.of, reference)}</p>`;
    default:
      return html`<p>${inline([part], reference)}</p>`;
  }
}

/** Parts of a list's item: a tight one has its text in a paragraph that needs no room of its own. */
function within(parts: readonly MarkdownPart[], reference: ReferenceMarkup): Markup {
  if (parts.length === 1 && parts[0]?.kind === 'paragraph') return inline(parts[0].of, reference);
  return html`${parts.map((one) => block(one, reference))}`;
}

function inline(parts: readonly MarkdownPart[], reference: ReferenceMarkup): Markup {
  return html`${parts.map((part): Markup => {
    switch (part.kind) {
      case 'strong':
        return html`<strong>${inline(part.of, reference)}</strong>`;
      case 'emphasis':
        return html`<em>${inline(part.of, reference)}</em>`;
      case 'struck':
        return html`<s>${inline(part.of, reference)}</s>`;
      case 'code':
        return html`<code>${note(part.text)}</code>`;
      case 'link':
        return html`${inline(part.of, reference)} (<bdi>${note(part.address)}</bdi>)`;
      case 'image':
        return html`[picture, not loaded: <bdi>${note(part.text)}</bdi> (<bdi>${note(part.address)}</bdi>)]`;
      case 'break':
        return html`<br>`;
      case 'reference':
        return reference(part.text) ?? html`<bdi>[[${note(part.text)}]]</bdi>`;
      case 'text':
        return html`<bdi>${note(part.text)}</bdi>`;
      default:
        return block(part, reference);
    }
  })}`;
}

function note(text: string): Markup {
  return caseText(text, 'note');
}
