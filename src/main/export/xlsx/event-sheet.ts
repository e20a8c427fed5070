// Rows of events as rows of a worksheet.
import { EVENT_COLUMNS } from '../../case/event-columns.ts';
import { LocalTime } from '../../query/local-time.ts';
import type { CallTexts, IdentityTexts, OriginTexts } from '../events/combinations.ts';
import type { OwnParts, RowFormat } from '../events/row-format.ts';
import { type Altered, numberCellXml, STYLE, serialTime, textCellXml } from './cell.ts';
import { type Column, columnName } from './parts.ts';

const WIDTHS: Partial<Record<string, number>> = { id: 20, awsRegion: 15, accountId: 15, eventID: 38, evidence: 20, offset: 12, length: 10 };

/** The columns of the other formats, and the time by the clock of the case's zone beside that of UTC. */
export function eventColumns(zone: string): Column[] {
  const [id, , ...others] = EVENT_COLUMNS.map((title) => ({ title, width: WIDTHS[title] ?? 26 }));
  return [id as Column, { title: 'time (UTC)', width: 24 }, { title: `time (${zone})`, width: 24 }, ...others];
}

/** Cells of a kind of combination, without their addresses, and how many of them were altered. */
interface Cells {
  xml: (string | null)[];
  altered: Altered;
}

const [ID, UTC, LOCAL, NAME, SOURCE, REGION, ACCOUNT, ACTOR, KEY, ADDRESS, AGENT, ERROR, EVENT_ID, EVIDENCE, OFFSET, LENGTH] = Array.from(
  { length: 16 },
  (_, i) => `<c r="${columnName(i)}`,
) as [string, string, string, string, string, string, string, string, string, string, string, string, string, string, string, string];

export class EventSheet implements RowFormat<Cells, Cells, Cells> {
  /** Of the rows written so far. */
  readonly altered: Altered = { escaped: 0, cut: 0, quoted: 0 };
  undated = 0;
  private readonly local: LocalTime;
  private readonly perSheet: number;
  private written = 0;
  private lastTime: { ms: number | null; cells: [string | null, string | null] } = { ms: null, cells: [null, null] };

  /** @param perSheet events in a sheet, whose first row has the titles */
  constructor(zone: string, perSheet: number) {
    this.local = new LocalTime(zone);
    this.perSheet = perSheet;
  }

  call({ eventName, eventSource, awsRegion, accountId, errorCode }: CallTexts): Cells {
    return cells(eventName, eventSource, awsRegion, accountId, errorCode);
  }

  identity({ actor, accessKeyId }: IdentityTexts): Cells {
    return cells(actor, accessKeyId);
  }

  origin({ sourceIPAddress, userAgent }: OriginTexts): Cells {
    return cells(sourceIPAddress, userAgent);
  }

  row(own: OwnParts, call: Cells, identity: Cells, origin: Cells): string {
    if (own.timeMs === null) this.undated++;
    const n = `${(this.written++ % this.perSheet) + 2}"`;
    for (const { altered } of [call, identity, origin]) this.count(altered);
    const at = (begin: string, xml: string | null | undefined): string => (xml ? begin + n + xml : '');
    const [name, source, region, account, error] = call.xml;
    const [utc, local] = this.times(own.timeMs, own.time);
    const id = `${own.evidence}@${own.offset}+${own.length}${own.steps}`;
    return `<row r="${n}>${at(ID, plainCell(id))}${at(UTC, utc)}${at(LOCAL, local)}${at(NAME, name)}${at(SOURCE, source)}${at(REGION, region)}${at(
      ACCOUNT,
      account,
    )}${at(ACTOR, identity.xml[0])}${at(KEY, identity.xml[1])}${at(ADDRESS, origin.xml[0])}${at(AGENT, origin.xml[1])}${at(ERROR, error)}${at(
      EVENT_ID,
      own.isUuid ? plainCell(own.eventID as string) : textCellXml(own.eventID, this.altered),
    )}${at(EVIDENCE, plainCell(own.evidence))}${at(OFFSET, numberCellXml(own.offset))}${at(LENGTH, numberCellXml(own.length))}</row>`;
  }

  private count({ escaped, cut, quoted }: Altered): void {
    this.altered.escaped += escaped;
    this.altered.cut += cut;
    this.altered.quoted += quoted;
  }

  /** A time that workbooks do not know is a text. */
  private times(ms: number | null, iso: string | null): [string | null, string | null] {
    if (ms === null) return [null, null];
    if (this.lastTime.ms !== ms) {
      const cell = (clock: number): string | null => {
        const serial = serialTime(clock);
        return serial === null ? null : numberCellXml(serial, STYLE.time);
      };
      this.lastTime = { ms, cells: [cell(ms) ?? plainCell(iso as string), cell(this.local.at(ms))] };
    }
    return this.lastTime.cells;
  }
}

/** A text of which it is known that every character can stand as it is. */
function plainCell(text: string): string {
  return ` s="${STYLE.text}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

function cells(...texts: (string | null)[]): Cells {
  const altered: Altered = { escaped: 0, cut: 0, quoted: 0 };
  return { xml: texts.map((text) => textCellXml(text, altered)), altered };
}
