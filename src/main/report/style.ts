// How a report looks: one restrained sheet for screen and paper, readable in greyscale, nothing fetched.
import { html } from './html.ts';
import { FACT_STYLE } from './style-facts.ts';
import { REDACTION_STYLE } from './style-redaction.ts';
import { STATEMENT_STYLE } from './style-statement.ts';

export const STYLE = html`<style>
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { background: #fff; color: #1a1d21; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif; }
body { max-width: 62rem; margin: 0 auto; padding: 2.5rem 2rem 4rem; overflow-wrap: break-word; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: .25rem 0 1.25rem; font-weight: 650; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 3rem 0 .75rem; padding-top: .75rem; border-top: 2px solid #1a1d21; font-weight: 650; }
h3 { font-size: 1.08rem; margin: 1.75rem 0 .5rem; font-weight: 650; }
h4 { font-size: .95rem; margin: 1.25rem 0 .35rem; font-weight: 650; }
p, ul, ol { margin: 0 0 .75rem; max-width: 46rem; }
li { margin-bottom: .3rem; }
a { color: #0b4f8a; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 2px; }
a:focus-visible { outline: 2px solid #0b4f8a; outline-offset: 2px; }
code, pre, .time { font-family: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: .88em; font-variant-ligatures: none; }
/* Narrower than their longest word where that is an address or a hash; our own words stay whole. */
bdi, code, .paths li { overflow-wrap: anywhere; }
code { word-break: break-all; }
.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
bdi { white-space: pre-wrap; }
/* Fixed: no text can widen a table beyond the page, and long inventories are laid out at once. */
table { table-layout: fixed; border-collapse: collapse; width: 100%; margin: .5rem 0 1.25rem; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid #d5d9de; }
th { font-weight: 600; }
thead th { border-bottom: 1.5px solid #1a1d21; font-size: .82rem; vertical-align: bottom; }
.facts > tbody > tr > th { width: 26%; }
.facts th, .fields th[scope=row] { font-weight: 500; color: #4a525b; }
.kinds th:nth-child(1) { width: 56%; } .kinds th:nth-child(2) { width: 22%; }
.glance th:nth-child(1) { width: 10%; } .glance th:nth-child(2) { width: 24%; } .glance th:nth-child(3) { width: 21%; } .glance th:nth-child(4) { width: 16%; } .glance th:nth-child(5) { width: 15%; }
.cited th:nth-child(1) { width: 9%; } .cited th:nth-child(2) { width: 24%; } .cited th:nth-child(3) { width: 40%; }
.finding { break-inside: auto; margin-bottom: 2rem; }
.checks th:nth-child(1) { width: 17%; } .checks th:nth-child(2) { width: 45%; }
.findings th:nth-child(1) { width: 45%; } .findings th:nth-child(2) { width: 15%; }
.fields th:nth-child(1) { width: 26%; } .fields th:nth-child(2) { width: 44%; }
.rest th:nth-child(1) { width: 56%; }
.lost th:nth-child(1) { width: 29%; } .lost th:nth-child(2) { width: 19%; } .lost th:nth-child(3) { width: 23%; }
.sources th:nth-child(1) { width: 13%; } .sources th:nth-child(2) { width: 37%; } .sources th:nth-child(3) { width: 28%; }
.items tr:first-child > th:nth-child(1) { width: 7%; } .items tr:first-child > th:nth-child(2) { width: 45%; } .items tr:first-child > th:nth-child(3) { width: 16%; } .items tr:first-child > th:nth-child(4) { width: 8%; } .items tr:first-child > th:nth-child(5) { width: 12%; }
.items thead tr:first-child th, .items tr.item td { border-bottom: 0; padding-bottom: 0; }
.items tr.where td { padding-top: 0; }
/* A hash is one line, at any width of the page: it is compared digit by digit. */
.items tr.where > td > code { white-space: nowrap; }
.unread th:nth-child(1) { width: 9%; } .unread th:nth-child(2) { width: 51%; }
.problem-codes th:nth-child(1) { width: 62%; } .problem-codes th:nth-child(2) { width: 12%; }
.problem-list th:nth-child(1) { width: 38%; } .problem-list th:nth-child(2) { width: 15%; } .problem-list th:nth-child(3) { width: 11%; }
.custody th:nth-child(1) { width: 6%; } .custody th:nth-child(2) { width: 33%; } .custody th:nth-child(3) { width: 29%; }
.items tr:first-child > th:first-child, .items tr:first-child > th:nth-child(3), .items tr:first-child > th:nth-child(n+5), .kinds th:nth-child(n+2), .problem-codes th:nth-child(n+2) { text-align: right; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.none, .aside { color: #5a626b; }
.aside { font-size: .88em; }
.logo { max-height: 4rem; max-width: 16rem; float: right; margin-left: 1.5rem; }
.classification { text-transform: uppercase; letter-spacing: .06em; margin-left: 1rem; color: #8a1212; }
.privilege { font-weight: 600; margin: .25rem 0 0; }
.redacted { background: #1a1d21; color: #fff; padding: 0 .2em; border-radius: 2px; }
.page-mark { border: 2px solid #1a1d21; padding: .4rem .8rem; margin-bottom: 1.25rem; font-weight: 650; }
.kicker { color: #4a525b; margin: 0; letter-spacing: .02em; }
.contents ol { columns: 2; column-gap: 4.5rem; padding-left: 1.9rem; }
.contents ol[start] { columns: 1; margin: 0; }
.verdict { font-weight: 600; }
.flag { color: #8a1212; font-size: .85em; }
.bad { color: #8a1212; }
.good { color: #14532d; }
.box { border: 1px solid #9aa2ab; border-left-width: 4px; padding: .7rem .9rem; margin: .75rem 0 1.25rem; }
.box > :last-child { margin-bottom: 0; }
.warning { border: 2px solid #8a1212; border-left-width: 6px; }
.opinion { border-left-style: double; border-left-width: 6px; background: #f6f7f8; }
.opinion .note { margin-bottom: .4rem; }
.chains th:nth-child(1) { width: 30%; } .chains th:nth-child(2) { width: 32%; } .chains th:nth-child(3) { width: 11%; } .chains th:nth-child(4) { width: 14%; }
pre { background: #f6f7f8; border: 1px solid #d5d9de; padding: .6rem .75rem; margin: .4rem 0 1rem; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45; }
/* Every character in the order in which it stands in the record, whatever its writing direction. */
pre.raw { direction: ltr; unicode-bidi: bidi-override; }
/* Copied from the screen or from paper: a line ends only where the command lets it. */
pre.command { border-style: dashed; white-space: pre; overflow-wrap: normal; overflow-x: auto; }
.items tr.where > td, .items thead tr + tr th { padding-left: 1.2em; }
.items .paths { font-size: .94em; }
.custody tr.detail td { border-bottom-color: #8c949c; }
.custody tr.entry td { border-bottom: 0; padding-bottom: 0; }
.paths { list-style: none; padding: 0; margin: 0; }
.paths li { margin: 0 0 .15rem; }
dt { font-weight: 600; margin-top: .6rem; }
dd { margin: 0 0 .3rem; max-width: 46rem; }
${FACT_STYLE}${STATEMENT_STYLE}${REDACTION_STYLE}@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #4a525b; } }
/* Narrower than a time is wide: it breaks rather than lie over what stands beside it. */
@media screen and (max-width: 48rem) {
  body a[href]:any-link, .time, a code, .number, .choice, .items tr.where > td > code { white-space: normal; }
  html { font-size: 13px; }
  body { padding: 1.25rem 1rem 3rem; }
  h1 { font-size: 1.6rem; }
  .contents ol { columns: 1; }
  pre.command { white-space: pre-wrap; overflow-wrap: anywhere; }
  th, td { padding-right: .4rem; overflow-wrap: anywhere; }
}
@media print {
  html { font-size: 9pt; line-height: 1.4; }
  body { max-width: none; padding: 0; }
  p, ul, ol, dd { max-width: none; }
  p, li, dd { orphans: 3; widows: 3; }
  th, td { padding-top: .22rem; padding-bottom: .22rem; }
  table, pre { margin-bottom: .8rem; }
  pre { padding: .4rem .55rem; line-height: 1.3; }
  .box { padding: .5rem .7rem; margin: .5rem 0 .8rem; }
  h2 { break-before: page; margin-top: 0; border-top: 0; padding-top: 0; }
  h2.flow { break-before: auto; margin-top: 2rem; }
  h1, h2, h3, h4 { break-after: avoid; }
  h3 { margin-top: 1.2rem; }
  h4 { margin-top: .9rem; }
  .exhibit { break-before: page; }
  .exhibit.first { break-before: auto; }
  thead { display: table-header-group; }
  tr, .box, dt { break-inside: avoid; }
  dt, tr.entry, tr.item, tr.lane:has(+ tr:not(.lane)) { break-after: avoid; }
  /* A heading and what is said of a picture stand with it; whoever signs finds all of a form on one sheet. */
  p:has(+ figure.picture) { break-after: avoid; }
  .together, .sign, .certificate { break-inside: avoid; }
  .certificate { break-before: page; margin: 0 0 1rem; padding: .7rem 1rem; }
  .certificate p { line-height: 1.55; margin-bottom: .4rem; }
  .certificate .ruled { line-height: 1.75; margin-bottom: .2rem; }
  .certificate .form-list li { line-height: 1.6; margin-bottom: .15rem; }
  .items > tbody { break-inside: avoid; }
  .items { font-size: 7.5pt; line-height: 1.25; }
  .items .paths { font-size: 6.5pt; }
  .items .paths li { margin: 0; }
  .items th, .items td { padding-top: .1rem; padding-bottom: .1rem; }
  pre.command { font-size: 7.5pt; overflow: visible; }
  /* What they check stands on the same page. */
  .check, .check pre { break-inside: avoid; break-before: avoid; }
  .facts:has(+ .check) tr:nth-last-child(-n+4) { break-before: avoid; }
  a { color: inherit; }
  pre, .opinion { background: none; }
}
</style>`;
