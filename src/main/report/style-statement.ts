// How findings, the draft of a summary and forms look: blanks to write on by hand, boxes to tick, tables of what people conclude.
import { html } from './html.ts';

export const STATEMENT_STYLE = html`.story-dates th:nth-child(1) { width: 38%; } .story-dates th:nth-child(2) { width: 31%; } .story-dates th:nth-child(3) { width: 16%; }
.stated th:nth-child(1) { width: 19%; } .stated th:nth-child(2) { width: 21%; } .stated th:nth-child(3) { width: 15%; } .stated th:nth-child(4) { width: 29%; }
.derived th:nth-child(1) { width: 22%; } .derived th:nth-child(2) { width: 54%; }
.whose th:nth-child(1) { width: 42%; } .whose th:nth-child(2) { width: 34%; }
.against th:nth-child(1) { width: 42%; } .against th:nth-child(2) { width: 15%; }
.reviews th:nth-child(1) { width: 26%; } .reviews th:nth-child(2) { width: 23%; } .reviews th:nth-child(3) { width: 25%; }
.hashes th:nth-child(1) { width: 6%; } .hashes th:nth-child(3) { width: 13%; } .hashes.ticked th:nth-child(4) { width: 13%; }
.hashes th:nth-child(1), .hashes th:nth-child(3) { text-align: right; }
.stated a:not([href^="volume-"]), .against td:nth-child(2) a:not([href^="volume-"]) { white-space: nowrap; }
.hashes td { padding-top: .2rem; padding-bottom: .2rem; }
.cited-by h4 { margin-bottom: .15rem; }
.finding .opinion { break-inside: auto; }
.form { border-style: dashed; border-left-style: solid; }
.certificate { border: 1px solid #1a1d21; padding: 1rem 1.25rem; margin: 1rem 0 1.5rem; }
.certificate p { max-width: none; line-height: 1.75; margin-bottom: .55rem; }
.certificate .centre { text-align: center; line-height: 1.5; }
.certificate .signing { text-align: right; margin-top: 1rem; }
.form-list li { padding-left: 1.5em; text-indent: -1.5em; line-height: 1.9; }
.tick { font-size: 1.15em; }
.choice { display: inline-block; margin-right: 1.1rem; white-space: nowrap; }
.blank { display: inline-block; border-bottom: 1px solid #1a1d21; text-indent: 0; line-height: 1.5; }
.blank.short { width: 5rem; } .blank.medium { width: 11rem; } .blank.long { width: 19rem; max-width: 100%; } .blank.line { width: 100%; }
.ruled { max-width: none; margin: 0 0 .35rem; line-height: 1.9; }
.sign th, .sign td { border-bottom: 0; line-height: 2.4; vertical-align: bottom; padding-top: 0; padding-bottom: 0; }
`;
