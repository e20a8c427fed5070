// The report: what it is made of on the left, how it reads on the right, and the buttons that write it.
import { Button, Tab, Tabs } from '@blueprintjs/core';
import { Document } from '@blueprintjs/icons';
import { useState } from 'react';
import type { ReportCatalogue, ReportSettings } from '../../../shared/report.ts';
import { grouped } from '../../../shared/text.ts';
import { attempt } from '../../components/notices.tsx';
import { Splitter } from '../../components/splitter.tsx';
import { Answered, Skeleton } from '../../components/states.tsx';
import { TabPanel } from '../../components/tab-panel.tsx';
import { call, errorOf } from '../../data/bridge.ts';
import { useCall, useCase } from '../../data/queries.ts';
import { isNumber, useStored } from '../../state/stored.ts';
import { type ErrorPlace, needsActor, placeOf } from './choices.ts';
import { useDraftSaving, useSavingOnLeave } from './draft-saving.ts';
import { PackDialog } from './pack-dialog.tsx';
import { PreviewFrame, type Shown } from './preview-frame.tsx';
import { RedactionFields } from './redaction-fields.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';
import { ReportFacts } from './report-facts.tsx';
import { ReportJob, useReportJob } from './report-job.tsx';
import { SectionList } from './section-list.tsx';
import { TemplateChoice } from './template-choice.tsx';
import { TextFields } from './text-fields.tsx';
import { AsOf, DossierActor, StatedTime } from './told-as-of.tsx';
import { usePreview } from './use-preview.ts';
import { useReportOptions, useTextDrafts } from './use-report.ts';
import { checkReport, writePack, writeReport } from './write-report.ts';
import { WrittenReports } from './written-reports.tsx';

const TABS = ['contents', 'texts', 'redaction', 'written'] as const;
type TabId = (typeof TABS)[number];

const TITLES: Record<TabId, string> = { contents: 'Contents', texts: 'Texts', redaction: 'Redaction', written: 'Written' };

/** Of the preview, px of the page: first nearly half of a wide window. */
const WIDTH = { least: 320, most: 1100, first: () => Math.min(900, Math.max(620, Math.round(innerWidth * 0.47))) };

export function ReportView() {
  const { caseId } = useCase().case;
  const catalogue = useCall('report.catalogue', {});
  const settings = useCall('report.settings', {});
  return (
    <section className="tc-view tc-view-table" aria-label="Report" data-testid="report-view">
      <Answered asked={catalogue} skeleton={<Skeleton rows={14} />}>
        {(known) => (
          <Answered asked={settings} skeleton={<Skeleton rows={14} />}>
            {({ settings: stored }) => <Report key={caseId} catalogue={known} stored={stored} />}
          </Answered>
        )}
      </Answered>
    </section>
  );
}

function Report({ catalogue, stored }: { catalogue: ReportCatalogue; stored: ReportSettings }) {
  const { title } = useCase().case;
  const [options, change] = useReportOptions(stored);
  const [drafts] = useTextDrafts();
  const [tab, setTab] = useState<TabId>('contents');
  const [shown, setShown] = useState<Shown | null>(null);
  const [packing, setPacking] = useState(false);
  const [width, setWidth] = useStored('width.report-preview', WIDTH.first(), isNumber);
  const job = useReportJob();
  const busy = job?.state === 'running';
  // What is told as of an earlier entry has the texts of then.
  const unsaved = options.asOf === null && Object.keys(drafts).length > 0;
  const preview = usePreview(options, unsaved ? { ...stored, ...drafts } : null);
  const show = (section: string) => setShown({ section });
  const faultAt = (place: ErrorPlace): string => {
    if (preview.error === null) return '';
    const { code, message, advice } = errorOf(preview.error);
    return placeOf(code) === place ? `${message}. ${advice}` : '';
  };
  const { saveAll } = useDraftSaving();
  useSavingOnLeave();
  const order = { title, options, save: saveAll };
  const check = async () => {
    const { paths } = await call('app.pickWritten', {});
    if (paths[0] !== undefined) await checkReport(paths[0]);
  };
  return (
    <>
      <div className="tc-toolbar tc-report-bar">
        <Button
          intent="primary"
          icon={<Document />}
          text="Write HTML …"
          disabled={busy}
          onClick={() => attempt(writeReport(order, 'html'))}
          data-testid="report-write"
        />
        <Button text="Write PDF …" disabled={busy} onClick={() => attempt(writeReport(order, 'pdf'))} data-testid="report-write-pdf" />
        <Button
          text="Pack, or signed …"
          title="The report with all that is needed to check it: zip or folder; or a report with a signature"
          disabled={busy}
          onClick={() => setPacking(true)}
          data-testid="report-write-pack"
        />
        {options.asOf !== null && (
          <strong className="tc-report-mark" data-testid="report-earlier">
            ◷ as of entry {grouped(options.asOf)}
          </strong>
        )}
        {options.redaction !== null && (
          <strong className="tc-report-mark" data-testid="report-redacted">
            ■ redacted copy
          </strong>
        )}
        <span className="tc-grow" />
        <Button
          variant="minimal"
          text="Check a report …"
          title="Whether a file is what this case gives"
          disabled={busy}
          onClick={() => attempt(check())}
          data-testid="report-check"
        />
      </div>
      <ReportJob />
      <div className="tc-report">
        <div className="tc-report-left">
          <div className="tc-toolbar tc-toolbar-tabs">
            <Tabs id="report-tabs" selectedTabId={tab} onChange={(id) => setTab(id as TabId)} renderActiveTabPanelOnly>
              {TABS.map((id) => (
                <Tab key={id} id={id} title={TITLES[id]} data-testid={`report-tab-${id}`} />
              ))}
            </Tabs>
          </div>
          <TabPanel tabs="report-tabs" tab={tab}>
            <div className="tc-scroll tc-pad">
              {tab === 'contents' && (
                <>
                  <TemplateChoice catalogue={catalogue} options={options} change={change} />
                  {needsActor(catalogue, options) && <DossierActor options={options} change={change} error={faultAt('actor')} />}
                  <SectionList catalogue={catalogue} options={options} change={change} show={show} />
                  {faultAt('sections') !== '' && (
                    <p className="tc-report-fault" role="alert">
                      ✖ {faultAt('sections')}
                    </p>
                  )}
                  <AsOf options={options} change={change} error={faultAt('asOf')} />
                  <StatedTime options={options} change={change} />
                  <ReportFacts exhibits={preview.exhibits} />
                </>
              )}
              {tab === 'texts' && <TextFields settings={stored} asOf={options.asOf} show={show} />}
              {tab === 'redaction' && <RedactionFields options={options} change={change} fault={faultAt('patterns')} />}
              {tab === 'written' && <WrittenReports busy={busy} />}
            </div>
          </TabPanel>
        </div>
        <Splitter size={width} min={WIDTH.least} max={WIDTH.most} onSize={setWidth} label="Width of the preview" testid="report-splitter" />
        <div className="tc-report-right" style={{ width }}>
          <PreviewFrame preview={preview} shown={shown} />
        </div>
      </div>
      <ReplaceDialog />
      {packing && (
        <PackDialog
          close={() => setPacking(false)}
          write={(kind, choices) =>
            kind === 'zip' || kind === 'folder' ? writePack(order, kind, choices) : writeReport(order, kind, { key: choices.key })
          }
          isRedacted={options.redaction !== null}
        />
      )}
    </>
  );
}
