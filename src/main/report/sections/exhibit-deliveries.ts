// The same event delivered again: sightings listed, conflicts shown in full beside the exhibit, none resolved.
import { eventId } from '../../case/event-rows.ts';
import type { ReportContext } from '../context.ts';
import { deliveriesOf, type Exhibit, type OtherDelivery } from '../exhibits.ts';
import { html, type Markup } from '../html.ts';
import { anchor, code, link } from '../parts.ts';
import { COMMON, EXHIBITS } from '../wording/index.ts';
import { placesOf } from './exhibit-proof.ts';
import { rawRecord } from './exhibit-record.ts';

/** Deliveries listed, and differing records printed, per exhibit: a log may repeat one event without end. */
const LISTED = 100;
const PRINTED = 10;

function addressOf({ member }: OtherDelivery): string {
  return eventId(member);
}

function deliveryRow(context: ReportContext, other: OtherDelivery): Markup {
  const exhibit = context.byEvent.get(addressOf(other));
  const cited = exhibit ? html` (${link(anchor('exhibit', exhibit.number), COMMON.exhibit(exhibit.number))})` : null;
  return html`<li>${EXHIBITS.delivery[other.relation]}${cited}: ${code(addressOf(other))}${placesOf(context, other.member.evidence, other.member.sha256)}</li>\n`;
}

/** Deliveries whose content differs from the exhibit's: what is stored compares each with the one that stands for the event. */
function differing(own: OtherDelivery['relation'], others: readonly OtherDelivery[]): OtherDelivery[] {
  return own === 'conflict' ? others.filter((one) => one.relation === 'event') : others.filter((one) => one.relation === 'conflict');
}

export function* deliveries(context: ReportContext, { row }: Exhibit): Generator<Markup> {
  const { own, others } = deliveriesOf(context.db, row.record, context.redaction?.orderOf);
  if (others.length === 0) return;
  const different = differing(own, others);
  yield html`<h4>${EXHIBITS.deliveries}</h4>\n`;
  yield html`<p>${EXHIBITS.own[own]}</p>\n`;
  if (different.length > 0) yield html`<div class="box warning"><p>✖ ${EXHIBITS.conflict}</p></div>\n`;
  yield html`<ul>${others.slice(0, LISTED).map((one) => deliveryRow(context, one))}</ul>\n`;
  if (others.length > LISTED) yield html`<p>${COMMON.more(others.length - LISTED, 'delivery', 'deliveries')}</p>\n`;
  for (const other of different.slice(0, PRINTED)) {
    yield html`<h4>${EXHIBITS.conflictRecord} ${code(addressOf(other))}</h4>\n`;
    yield rawRecord(context, context.evidence.record(other.member.evidence, other.member), other.member);
  }
}
