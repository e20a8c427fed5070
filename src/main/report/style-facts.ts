// How the drawn and counted sections look: pictures at the width of the page, columns of their tables. Part of the one sheet.
import { html } from './html.ts';

export const FACT_STYLE = html`figure.picture { margin: .75rem 0 .5rem; break-inside: avoid; }
svg.picture { display: block; width: 100%; height: auto; max-height: 240mm; }
svg.picture a { text-decoration: none; }
ul.plain { list-style: none; padding: 0; margin: 0; max-width: none; }
ul.plain li { margin: 0 0 .15rem; }
ul.aside { max-width: none; padding-left: 1.1rem; }
td.below { padding-left: 1.2rem; border-bottom-style: dotted; }
.timeline-bins th:nth-child(1) { width: 34%; } .timeline-bins th:nth-child(n+2) { text-align: right; }
.timeline-bins td:nth-child(n+2), .timeline-lanes td:nth-child(4) { padding-right: .6rem; }
.timeline-findings th:nth-child(1) { width: 4%; } .timeline-findings th:nth-child(2) { width: 44%; }
.timeline-lanes th:nth-child(1) { width: 25%; } .timeline-lanes th:nth-child(2), .timeline-lanes th:nth-child(3) { width: 26%; } .timeline-lanes th:nth-child(4) { width: 8%; text-align: right; }
.actors a, .keys-involved a, .indicators a, .resources a, .shared a, .lists a, .timeline-lanes a, .facts a[href^="#exhibit-"] { white-space: nowrap; }
/* Of another volume: the line may end before the volume, so that nothing lies beyond the edge of the page. */
.actors a[href^="volume-"], .keys-involved a[href^="volume-"], .indicators a[href^="volume-"], .resources a[href^="volume-"], .shared a[href^="volume-"], .lists a[href^="volume-"], .timeline-lanes a[href^="volume-"] { white-space: normal; }
.volume { white-space: nowrap; }
.actors th:nth-child(1) { width: 18%; } .actors th:nth-child(2) { width: 26%; } .actors th:nth-child(3) { width: 18%; } .actors th:nth-child(4) { width: 27%; }
.keys-involved th:nth-child(1) { width: 20%; } .keys-involved th:nth-child(2) { width: 18%; } .keys-involved th:nth-child(3) { width: 27%; } .keys-involved th:nth-child(4) { width: 22%; }
.lineage th:nth-child(1), .lineage th:nth-child(2) { width: 23%; } .lineage th:nth-child(3) { width: 28%; }
.resources th:nth-child(1) { width: 50%; } .resources th:nth-child(2) { width: 27%; }
.shared th:nth-child(1) { width: 27%; } .shared th:nth-child(2) { width: 53%; }
.indicators th:nth-child(1) { width: 27%; } .indicators th:nth-child(2) { width: 20%; } .indicators th:nth-child(3) { width: 28%; } .indicators th:nth-child(4) { width: 8%; text-align: right; }
.indicators.plain-values th:nth-child(1) { width: 47%; } .indicators.plain-values th:nth-child(2) { width: 28%; } .indicators.plain-values th:nth-child(3) { width: 8%; text-align: right; } .indicators.plain-values th:nth-child(4) { text-align: left; }
.indicators td.number { padding-right: .6rem; }
.lists th:nth-child(3) { width: 14%; text-align: right; }
.places th:nth-child(1) { width: 17%; } .places th:nth-child(2) { width: 8%; text-align: right; } .places th:nth-child(3), .places th:nth-child(4) { width: 27%; }
.places td.number { padding-right: .6rem; }
.attested th:nth-child(1), .attested th:nth-child(2) { width: 29%; } .attested th:nth-child(3), .attested th:nth-child(4) { width: 13%; }
.open-spans th:nth-child(1) { width: 25%; } .open-spans th:nth-child(2) { width: 9%; text-align: right; } .open-spans th:nth-child(3) { width: 26%; } .open-spans td.number { padding-right: .6rem; }
.recording th:nth-child(1) { width: 25%; } .recording th:nth-child(2) { width: 18%; } .recording th:nth-child(3) { width: 29%; }
.trails th:nth-child(1) { width: 14%; } .trails th:nth-child(2) { width: 12%; } .trails th:nth-child(3) { width: 15%; } .trails th:nth-child(4) { width: 21%; } .trails th:nth-child(5) { width: 18%; }
.changes th:nth-child(1) { width: 28%; } .imports th:nth-child(1) { width: 11%; } .imports th:nth-child(2) { width: 27%; } .imports th:nth-child(3) { width: 10%; }
.views th:nth-child(1) { width: 30%; } .filters-used th:nth-child(1) { width: 14%; } .filters-used th:nth-child(2) { width: 14%; }
.databases th:nth-child(1) { width: 15%; } .databases th:nth-child(2) { width: 25%; } .databases th:nth-child(3) { width: 16%; }
.forms th:nth-child(1) { width: 12%; } .forms th:nth-child(2) { width: 27%; } .forms th:nth-child(3) { width: 8%; text-align: right; } .forms th:nth-child(4) { width: 27%; } .forms td.number { padding-right: .6rem; }
.values th:nth-child(1) { width: 37%; } .values th:nth-child(2) { width: 9%; text-align: right; } .values th:nth-child(3) { width: 27%; } .values td.number { padding-right: .6rem; }
.life th:nth-child(1) { width: 28%; } .life th:nth-child(2) { width: 17%; }
.dossier-events th:nth-child(1) { width: 27%; } .dossier-events th:nth-child(2) { width: 22%; } .dossier-events th:nth-child(3) { width: 19%; } .dossier-events th:nth-child(5) { width: 13%; }
`;
