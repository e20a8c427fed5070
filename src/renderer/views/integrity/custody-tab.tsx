// The custody log: what was done to the case, by whom, with what, and the hash chain that holds it together.
import { HTMLTable } from '@blueprintjs/core';
import { Fragment, useState } from 'react';
import type { CustodyRow } from '../../../shared/domain.ts';
import { grouped } from '../../../shared/text.ts';
import { Answered, Empty } from '../../components/states.tsx';
import { Door, Hash, plural, Time } from '../../components/texts.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { useCall, useZone } from '../../data/queries.ts';
import { printJson, readJson } from '../detail/json-source.ts';
import { CustodyBar } from './custody-bar.tsx';
import { custodyMatches, isFiltered, NO_CUSTODY_FILTER } from './custody-filter.ts';

/** Entries drawn before the person asks for all; every bookmark may be one. */
const FIRST_ENTRIES = 200;

export function CustodyTab() {
  const custody = useCall('custody.list', {});
  const zone = useZone();
  const [filter, setFilter] = useState(NO_CUSTODY_FILTER);
  const [open, setOpen] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  return (
    <div className="tc-scroll tc-pad">
      <p className="tc-note">
        Newest first. Each entry holds the hash of the one before it: to change one unnoticed, all after it would have to be changed too,
        and the head recorded elsewhere.
      </p>
      <Answered asked={custody}>
        {({ rows }) => {
          const newest = rows.filter((row) => custodyMatches(row, filter, zone)).reverse();
          const shown = all ? newest : newest.slice(0, FIRST_ENTRIES);
          return (
            <>
              <CustodyBar rows={rows} filter={filter} change={setFilter} shown={newest.length} />
              {newest.length === 0 && isFiltered(filter) && (
                <Empty title="No entry matches">Searched {plural(rows.length, 'entry', 'entries')}, with their details.</Empty>
              )}
              <HTMLTable compact interactive className="tc-custody" data-testid="custody-table">
                <thead>
                  <tr>
                    <th className="tc-right">No.</th>
                    <th>Time</th>
                    <th>Who</th>
                    <th>Action</th>
                    <th>Outcome</th>
                    <th>Tool</th>
                    <th>Previous → own hash</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((row) => (
                    <Fragment key={row.seq}>
                      <tr data-testid="custody-row" data-seq={row.seq}>
                        <td className="tc-right tc-mono">
                          <Door title="Detail" onOpen={() => setOpen(open === row.seq ? null : row.seq)}>
                            {open === row.seq ? '▾' : '▸'} {grouped(row.seq)}
                          </Door>
                        </td>
                        <td>
                          <Time ms={row.at} />
                        </td>
                        <td>{visibleText(row.who)}</td>
                        <td>{visibleText(row.action)}</td>
                        <td>{visibleText(row.outcome)}</td>
                        <td className="tc-dim">{visibleText(row.tool)}</td>
                        <td>
                          <code title={row.previous}>{row.previous.slice(0, 8)}</code> → <Hash hex={row.hash} what="hash of the entry" />
                        </td>
                      </tr>
                      {open === row.seq && <DetailRow row={row} />}
                    </Fragment>
                  ))}
                </tbody>
              </HTMLTable>
              {shown.length < newest.length && (
                <Door title="All entries" onOpen={() => setAll(true)}>
                  show all {grouped(newest.length)}
                </Door>
              )}
            </>
          );
        }}
      </Answered>
    </div>
  );
}

function DetailRow({ row }: { row: CustodyRow }) {
  const node = readJson(row.detail);
  return (
    <tr>
      <td colSpan={7}>
        <pre className="tc-raw">{visibleText(node ? printJson(node) : row.detail)}</pre>
      </td>
    </tr>
  );
}
