// How the list of a redacted copy looks: columns of its tables. Part of the one sheet.
import { html } from './html.ts';

export const REDACTION_STYLE = html`.redaction-rules th:nth-child(2) { width: 20%; } .redaction-rules th:nth-child(3) { width: 10%; text-align: right; }
.redactions th:nth-child(1) { width: 25%; } .redactions th:nth-child(2) { width: 8%; text-align: right; } .redactions th:nth-child(3) { width: 24%; } .redactions th:nth-child(4) { width: 10%; text-align: right; }
.redactions td:nth-child(3), .redactions td:nth-child(5) { padding-left: .6rem; }
.redacted { overflow-wrap: anywhere; }
`;
