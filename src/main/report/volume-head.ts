// What a further volume begins with: which report and state it is a part of, and which volume holds what. All else of the cover is in volume 1.
import type { ReportContext } from './context.ts';
import { html, type Markup } from './html.ts';
import { anchor, code, factTable, link, time } from './parts.ts';
import { sectionLink } from './sections/finding-parts.ts';
import { type Volume, volumeParts } from './volumes.ts';
import { COVER, PAGES } from './wording/index.ts';

/** In place of the cover. The title, the number of the volume and what it holds stand above. */
export function volumeHead(context: ReportContext, volumes: readonly Volume[], own: Volume): Markup {
  const { facts, custody, head, redaction } = context;
  const last = custody.at(-1);
  const elsewhere = volumes.filter((one) => one !== own && one.number > 1);
  const verified = sectionLink(context, 'verification', COVER.readMore);
  return factTable([
    [COVER.caseId, code(facts.caseId)],
    [
      COVER.state,
      last ? html`${link(anchor('custody', last.seq), COVER.stateAt(last.seq))}<br>${time(context, last.at)}` : COVER.stateEmpty,
    ],
    [redaction === null ? COVER.head : COVER.headHidden, code(head)],
    ...(verified === null ? [] : [[COVER.verification, verified] as const]),
    [
      PAGES.elsewhere,
      html`<ul class="plain"><li>${PAGES.volumeOne}</li>${elsewhere.map(
        (one) => html`<li>${PAGES.volumeHolds(one.number, volumeParts(one))}</li>`,
      )}</ul>`,
    ],
  ]);
}
