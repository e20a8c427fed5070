// Evidence straight from AWS: a bucket, or CloudTrail's own history of events. The bucket is only read; nothing is fetched before it was seen and chosen.
import { Dialog } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { S3Profile } from '../../../shared/s3.ts';
import { noticeError } from '../../components/notices.tsx';
import { call } from '../../data/bridge.ts';
import { acquireStore, useAcquire } from '../../state/acquire.ts';
import { AthenaForm } from './athena-form.tsx';
import { BucketForm } from './bucket-form.tsx';
import { HistoryForm } from './history-form.tsx';

const TABS = [
  { id: 'bucket', label: 'S3 bucket', Form: BucketForm },
  { id: 'athena', label: 'Find with Athena', Form: AthenaForm },
  { id: 'history', label: 'Event history', Form: HistoryForm },
] as const;

export function AcquireDialog() {
  const { isOpen } = useAcquire();
  return isOpen ? <Opened /> : null;
}

function Opened() {
  const { tab } = useAcquire();
  const [profiles, setProfiles] = useState<readonly S3Profile[]>([]);
  useEffect(() => {
    // Anew each time: a profile may just have been written.
    call('s3.profiles', {}).then((found) => setProfiles(found.profiles), noticeError);
  }, []);
  const { Form } = TABS.find(({ id }) => id === tab) ?? TABS[0];
  return (
    <Dialog
      isOpen
      onClose={acquireStore.close}
      title="Add evidence from AWS"
      className="tc-acquire"
      // What was chosen in a large bucket is not lost by a click beside it.
      canOutsideClickClose={false}
    >
      <div className="tc-acquire-tabs" role="tablist" aria-label="Where from">
        {TABS.map(({ id, label }, at) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`acquire-tab-${id}`}
            aria-selected={id === tab}
            aria-controls="acquire-panel"
            tabIndex={id === tab ? 0 : -1}
            onClick={() => acquireStore.show(id)}
            onKeyDown={({ key, currentTarget }) => {
              const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
              const next = TABS[(at + step + TABS.length) % TABS.length];
              if (step === 0 || next === undefined) return;
              acquireStore.show(next.id);
              currentTarget.parentElement?.querySelector<HTMLElement>(`#acquire-tab-${next.id}`)?.focus();
            }}
            data-testid={`acquire-tab-${id}`}
          >
            {label}
          </button>
        ))}
      </div>
      <div id="acquire-panel" role="tabpanel" aria-labelledby={`acquire-tab-${tab}`} className="tc-acquire-panel">
        <Form profiles={profiles} />
      </div>
    </Dialog>
  );
}
