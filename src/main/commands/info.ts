// `trailcase info`: what is in a case. Reads only.

import { sourceLine } from '../../shared/addresses.ts';
import { bytesText, grouped, plural } from '../../shared/text.ts';
import { formatTime } from '../../shared/time.ts';
import { listLabel } from '../../shared/watch-lists.ts';
import { notedAddressData } from '../case/address-data.ts';
import { isoTime } from '../case/event-rows.ts';
import { caseZone } from '../case/facts.ts';
import { openForReading, type ReadConnection } from '../case/open.ts';
import { currentViews } from '../case/saved-views.ts';
import { currentWatchLists } from '../case/watch-lists.ts';
import { addressData } from '../query/addresses/address-answers.ts';
import { caseInfo } from '../query/case-info.ts';
import { type Command, casePath, type ExitStatus, usage } from './command.ts';
import { terminalText } from './output.ts';
import { PROBLEMS_ADVICE, problemsText } from './problem-words.ts';

export const info: Command = {
  name: 'info',
  usage: 'CASE',
  summary: 'what is in a case',
  help: [],
  options: {},
  async run(invocation): Promise<ExitStatus> {
    const path = casePath(invocation, info);
    const { output } = invocation;
    if (invocation.positionals.length > 1) throw usage('info takes one case file', info);
    const db = openForReading(path);
    try {
      const facts = caseInfo(db, path);
      for (const difference of addressData(db).differences) output.warn(terminalText(`${difference}.`));
      if (output.json) {
        await output.object({ ...facts, views: listedViews(db), watchLists: listedWatchLists(db), addressData: notedAddressData(db) });
        return 0;
      }
      const zone = caseZone(db);
      const time = (iso: string | null) => (iso === null ? 'none' : formatTime(Date.parse(iso), zone));
      const rows: [string, string][] = [
        ['title', facts.case.title],
        ['number', facts.case.number],
        ['examiner', facts.case.examiner],
        ['organisation', facts.case.organisation],
        ['time zone', zone],
        ['created', time(facts.case.created)],
        ['case file', `${facts.case.path} (${bytesText(facts.case.bytes)}, schema ${facts.case.schema})`],
        [
          'evidence',
          `${grouped(facts.evidence.items)} items, ${bytesText(facts.evidence.bytes)}: ${facts.kinds.map((k) => `${grouped(k.count)} ${k.value}`).join(', ')}`,
        ],
        ['events', `${grouped(facts.events)} (and ${grouped(facts.sightings)} sightings, ${grouped(facts.conflicts)} conflicts)`],
        ['problems', `${problemsText(facts)}, of them ${plural(facts.recordProblems, 'record')} that could not become an event`],
        ...(facts.problems > 0 ? [['', PROBLEMS_ADVICE] as [string, string]] : []),
        [
          'period',
          `${time(facts.firstEvent)} to ${time(facts.lastEvent)}${facts.undated > 0 ? `, and ${grouped(facts.undated)} undated` : ''}`,
        ],
        ['accounts', facts.accounts.join(' ')],
        ['regions', facts.regions.join(' ')],
        ['custody', `${grouped(facts.custody.entries)} entries, head ${facts.custody.head}`],
      ];
      for (const source of notedAddressData(db)?.sources ?? [])
        rows.push(['addresses', `${source.gives.join(' and ')} by ${sourceLine(source)}`]);
      for (const list of currentWatchLists(db)) rows.push(['watch list', `${listLabel(list)}: ${grouped(list.entries)} entries`]);
      for (const { name, version } of currentViews(db)) rows.push(['view', `${name}: ${version.filter || 'all events'}`]);
      for (const [name, value] of rows) await output.line(`${name.padEnd(13)}${terminalText(value) || '–'}`);
      return 0;
    } finally {
      db.close();
    }
  },
};

function listedWatchLists(db: ReadConnection) {
  return currentWatchLists(db).map((list) => ({ ...list, at: isoTime(list.at) }));
}

/** Saved views that count now. */
function listedViews(db: ReadConnection) {
  return currentViews(db).map(({ name, view, version }) => ({
    name,
    filter: version.filter,
    display: version.display,
    author: version.author,
    at: isoTime(version.at),
    versions: view.versions.length,
  }));
}
