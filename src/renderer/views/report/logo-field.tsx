// The organisation on the cover: its name comes from the facts of the case, its picture is chosen here.
import { Button, FileInput } from '@blueprintjs/core';
import { useEffect, useRef } from 'react';
import { attempt } from '../../components/notices.tsx';
import { visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useCall, useCase } from '../../data/queries.ts';
import { saveSetting } from './save-settings.ts';

const HEIGHT = 40;

export function LogoField({ sha256, organisation }: { sha256: string | null; organisation: string }) {
  const { caseId } = useCase().case;
  const add = async (file: File) => {
    const { sha256: added } = await call('report.addLogo', { bytes: new Uint8Array(await file.arrayBuffer()) });
    await saveSetting(caseId, 'logo', added, 'Logo');
  };
  return (
    <div className="tc-block tc-report-logo">
      <span>
        {organisation === '' ? <span className="tc-dim">No organisation: its name is a fact of the case</span> : visibleText(organisation)}
      </span>
      {sha256 !== null && <Picture sha256={sha256} />}
      <FileInput
        text={sha256 === null ? 'Choose a logo (PNG or JPEG) …' : 'Choose another …'}
        size="small"
        onInputChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) attempt(add(file));
          // The same file again is a choice, too.
          currentTarget.value = '';
        }}
        inputProps={{ accept: 'image/png,image/jpeg', 'aria-label': 'Logo: a PNG or JPEG of at most 256 KiB' }}
        data-testid="logo-pick"
      />
      {sha256 !== null && (
        <Button
          size="small"
          variant="minimal"
          text="Without a logo"
          onClick={() => attempt(saveSetting(caseId, 'logo', null, 'Logo'))}
          data-testid="logo-remove"
        />
      )}
    </div>
  );
}

/** Drawn, since the window loads no pictures but its own. */
function Picture({ sha256 }: { sha256: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { data } = useCall('report.logo', { sha256 });
  const bytes = data?.bytes ?? null;
  useEffect(() => {
    if (bytes === null) return;
    let left = false;
    createImageBitmap(new Blob([new Uint8Array(bytes)])).then(
      (picture) => {
        const drawn = canvas.current;
        if (left || !drawn) return;
        // Sharp also where a pixel of the page is two of the screen.
        drawn.height = HEIGHT * 2;
        drawn.width = Math.min(400, Math.round((picture.width / picture.height) * HEIGHT * 2));
        drawn.getContext('2d')?.drawImage(picture, 0, 0, drawn.width, drawn.height);
      },
      // The report says what it can make of it.
      () => {},
    );
    return () => {
      left = true;
    };
  }, [bytes]);
  return (
    <canvas ref={canvas} className="tc-report-logo-picture" role="img" aria-label="The logo" width={1} height={1} data-testid="logo" />
  );
}
