// Reports that were written before, as the custody log tells of them: to be written again, the same, or checked.
import { Button } from '@blueprintjs/core';
import { grouped } from '../../../shared/text.ts';
import { attempt } from '../../components/notices.tsx';
import { Answered, Empty } from '../../components/states.tsx';
import { FilePath, Hash, plural, Time } from '../../components/texts.tsx';
import { useCall, useCase } from '../../data/queries.ts';
import { fileStem } from '../start/file-name.ts';
import { type WrittenBefore, writtenBefore } from './choices.ts';
import { checkReport, writeReport } from './write-report.ts';

/** Drawn at most; the custody log has all. */
const MOST = 100;

export function WrittenReports({ busy }: { busy: boolean }) {
  const custody = useCall('custody.list', {});
  const { title } = useCase().case;
  return (
    <Answered asked={custody}>
      {({ rows }) => {
        const reports = writtenBefore(rows);
        if (reports.length === 0)
          return (
            <Empty title="No report was written yet" testid="no-reports">
              Each report enters the custody log with its SHA-256, its entry and its choices: with them it can be written again, the same.
            </Empty>
          );
        return (
          <>
            <ol className="tc-report-written" aria-label="Reports written before, newest first" data-testid="written-reports">
              {reports.slice(0, MOST).map((one) => (
                <Report key={one.seq} one={one} title={title} busy={busy} />
              ))}
            </ol>
            {reports.length > MOST && <p className="tc-note">{grouped(reports.length - MOST)} earlier ones stand in the custody log.</p>}
          </>
        );
      }}
    </Answered>
  );
}

function Report({ one, title, busy }: { one: WrittenBefore; title: string; busy: boolean }) {
  const { path, options, entry } = one;
  const ending = /\.pdf$/i.test(path) ? 'pdf' : 'html';
  const again = `${fileStem(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\.[^.]*$/, ''))} again.${ending}`;
  // With the entry that it was of, and the time that it states, the same comes again.
  const same = options && { ...options, asOf: options.asOf ?? (entry || null) };
  return (
    <li data-testid="written-report" data-sha256={one.sha256}>
      <span className="tc-report-file" title={path}>
        <FilePath path={path} />
      </span>
      <span className="tc-dim tc-small">
        <Time ms={one.at} /> · as of entry {grouped(entry)} · {plural(one.exhibits, 'exhibit')}
        {one.kind === 'pack' && ' · pack'}
        {one.redacted && ' · redacted'}
      </span>
      <span>
        <Hash hex={one.sha256} what="SHA-256 of the report" />
      </span>
      <span className="tc-report-buttons">
        {one.kind === 'report' && (
          <>
            <Button
              size="small"
              text="Check"
              title="Whether the file is still what was written, and what this case gives"
              disabled={busy}
              onClick={() => attempt(checkReport(path, one.redacted ? same : null))}
              data-testid="written-check"
            />
            {same && (
              <Button
                size="small"
                text="Write again …"
                title="The same: of the same entry, with the same choices"
                disabled={busy}
                onClick={() => attempt(writeReport({ title, options: same, save: async () => {} }, ending, { suggested: again }))}
                data-testid="written-again"
              />
            )}
          </>
        )}
      </span>
    </li>
  );
}
