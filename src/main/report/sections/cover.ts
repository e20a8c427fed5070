// The case: its facts, how it is marked, and exactly which state of it this report shows.
import { grouped } from '../../../shared/text.ts';
import { TOOL } from '../../version.ts';
import { html, type Markup } from '../html.ts';
import { anchor, code, factTable, link, prose, time, value } from '../parts.ts';
import { hasSection } from '../template-sections.ts';
import { countsOf, toldOf } from '../told.ts';
import { ABOUT, COVER, NOT_SHOWN, TEMPLATES, TITLES } from '../wording/index.ts';
import { caseVerdict, contradicted, notShown } from './case-verdict.ts';
import { said, sectionLink } from './finding-parts.ts';
import type { Section } from './section.ts';

export const cover: Section = {
  id: 'case',
  title: TITLES.cover,
  about: ABOUT.cover,
  *render(context) {
    const { facts, custody, zone, exhibits, options, settings, redaction, statedTime } = context;
    const given = (text: string) => value(text === '' ? null : text);
    const mark = (text: string) => (text === '' ? html`<span class="none">${COVER.noMark}</span>` : html`<strong>${said(text)}</strong>`);
    const last = custody.at(-1);
    const state = last
      ? html`${link(anchor('custody', last.seq), COVER.stateAt(last.seq))}<br>${time(context, last.at)}`
      : COVER.stateEmpty;
    const more = sectionLink(context, 'verification', COVER.readMore);
    const open = notShown(context);
    const wrong = context.isPreview ? [] : contradicted(context);
    const counts = COVER.findingCounts(countsOf(toldOf(context)));
    const hasExhibits = hasSection(options, 'exhibits') || hasSection(options, 'glance');
    yield factTable([
      [COVER.template, TEMPLATES[options.template].title],
      [COVER.classification, mark(settings.classification)],
      [COVER.privilege, mark(settings.privilege)],
      ...(redaction === null ? [] : [[COVER.redacted, COVER.redactedYes] as const]),
      [COVER.number, given(facts.number)],
      [COVER.examiner, given(facts.examiner)],
      [COVER.organisation, given(facts.organisation)],
      [
        COVER.zone,
        html`${zone}${facts.timezone === zone ? null : html`<br>${COVER.zoneNamed} ${value(facts.timezone)}${COVER.zoneUnknown}`}`,
      ],
      [COVER.created, time(context, facts.created)],
      [COVER.caseId, code(facts.caseId)],
      [COVER.state, state],
      [context.redaction === null ? COVER.head : COVER.headHidden, code(context.head)],
      ...(statedTime === null || statedTime === last?.at ? [] : [[COVER.stated, time(context, statedTime)] as const]),
      [COVER.tool, TOOL],
      [
        COVER.verification,
        html`${caseVerdict(context)}${wrong.length === 0 ? null : html` ${wrong.join('; ')}.`}${more === null ? null : html` ${more}`}${
          open.length === 0 ? null : html`<br>? ${NOT_SHOWN.title}<ul class="plain">${open.map((one) => html`<li>${one}</li>`)}</ul>`
        }`,
      ],
      [COVER.findings, sectionLink(context, 'storyline', counts) ?? sectionLink(context, 'dates', counts) ?? counts],
      [
        COVER.exhibits,
        html`${
          hasExhibits
            ? link(anchor('section', hasSection(options, 'glance') ? 'glance' : 'exhibits'), grouped(exhibits.length))
            : html`${grouped(exhibits.length)} (${COVER.notHere})`
        }${options.template === 'dossier' ? html`<br>${COVER.leftOut(context.leftOut)}` : null}`,
      ],
      ...(options.template === 'brief' && last ? [[COVER.fullReport, fullReport(last.seq)] as const] : []),
    ]);
    const complete = COVER.selfContained({ isVolume: context.stretches !== null, isRedacted: redaction !== null });
    yield html`<p class="aside">${prose(COVER.times)}</p>\n<p class="aside">${prose(complete)}</p>\n`;
  },
};

/** The same state with all that a brief leaves out. */
function fullReport(entry: number): Markup {
  return html`${COVER.fullReportText(entry)} <code>trailcase report CASE --template full --as-of ${entry} --out FILE</code>`;
}
