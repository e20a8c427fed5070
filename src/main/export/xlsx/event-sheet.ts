// Rows of events as rows of a worksheet.
import { DELIVERY_COLUMNS, EVENT_COLUMNS } from '../../case/event-columns.ts';
import { deliveryCells } from '../../query/event-deliveries.ts';
import { LocalTime } from '../../query/local-time.ts';
import type { CallTexts, IdentityTexts, OriginTexts } from '../events/combinations.ts';
import type { OwnParts, RowFormat } from '../events/row-format.ts';
import { type Altered, numberCellXml, STYLE, serialTime, textCellXml } from './cell.ts';
import { type Column, columnName } from './parts.ts';

const WIDTHS: Partial<Record<string, number>> = {
  id: 20,
  awsRegion: 15,
  accountId: 15,
  eventID: 38,
  evidence: 20,
  offset: 12,
  length: 10,
  reduced: 10,
};

/** The columns of the other formats, and the time by the clock of the case's zone beside that of UTC, where that is another. */
export function eventColumns(zone: string): Column[] {
  const [id, , ...others] = [...EVENT_COLUMNS, ...DELIVERY_COLUMNS].map((title) => ({ title, width: WIDTHS[title] ?? 26 }));
  const local = isUtc(zone) ? [] : [{ title: `time (${zone})`, width: 24 }];
  return [id as Column, { title: 'time (UTC)', width: 24 }, ...local, ...others];
}

/** Whether its clock shows UTC at all times, as far as its name says so. */
export function isUtc(zone: string): boolean {
  return /^(?:Etc\/)?(?:UTC|UCT|GMT|Zulu|Universal)$/i.test(zone);
}

/** Cells of a kind of combination, without their addresses, and how many of them were altered. */
interface Cells {
  xml: (string | null)[];
  altered: Altered;
}

/** How the cells of a row begin, but for the number of the row. */
const begins = (count: number): string[] => Array.from({ length: count }, (_, i) => `<c r="${columnName(i)}`);

export class EventSheet implements RowFormat<Cells, Cells, Cells> {
  /** Of the rows written so far. */
  readonly altered: Altered = { escaped: 0, cut: 0, quoted: 0 };
  undated = 0;
  /** null: that is UTC, too. */
  private readonly local: LocalTime | null;
  private readonly perSheet: number;
  private readonly begins: readonly string[];
  private written = 0;
  private lastTime: { ms: number | null; cells: [string | null, string | null] } = { ms: null, cells: [null, null] };

  /** @param perSheet events in a sheet, whose first row has the titles */
  constructor(zone: string, perSheet: number) {
    this.local = isUtc(zone) ? null : new LocalTime(zone);
    this.perSheet = perSheet;
    this.begins = begins(eventColumns(zone).length);
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
    const [name, source, region, account, error] = call.xml;
    const [utc, local] = this.times(own.timeMs, own.time);
    const parts = [
      plainCell(`${own.evidence}@${own.offset}+${own.length}${own.steps}`),
      utc,
      ...(this.local === null ? [] : [local]),
      name,
      source,
      region,
      account,
      ...identity.xml,
      ...origin.xml,
      error,
      own.isUuid ? plainCell(own.eventID as string) : textCellXml(own.eventID, this.altered),
      plainCell(own.evidence),
      numberCellXml(own.offset),
      numberCellXml(own.length),
      ...(own.delivery === null ? [] : deliveryCells(own.delivery).map((text) => text && textCellXml(text, this.altered))),
    ];
    let row = `<row r="${n}>`;
    for (let i = 0; i < parts.length; i++) if (parts[i]) row += (this.begins[i] as string) + n + (parts[i] as string);
    return `${row}</row>`;
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
      this.lastTime = { ms, cells: [cell(ms) ?? plainCell(iso as string), this.local && cell(this.local.at(ms))] };
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
