// Asks before files beside a report are replaced, and names each of them.
import { Button, Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect } from 'react';
import { grouped } from '../../../shared/text.ts';
import { FilePath, plural } from '../../components/texts.tsx';
import { keepAll, useReplaceQuestion } from './replacing.ts';

export function ReplaceDialog() {
  const question = useReplaceQuestion();
  // Whoever leaves the view has not said yes.
  useEffect(() => keepAll, []);
  if (question === null) return null;
  const { further, path, pdf, answer } = question;
  return (
    <Dialog
      isOpen
      role="alertdialog"
      onClose={() => answer(false)}
      title={`Replace ${plural(further.length, 'more file')}?`}
      className="tc-seal-dialog"
    >
      <DialogBody>
        <div data-testid="replace-dialog">
          <p>
            Beside <FilePath path={path} /> {further.length === 1 ? 'this file is' : `these ${grouped(further.length)} files are`} there
            already, under {further.length === 1 ? 'a name' : 'names'} that the report may take.
            {pdf && ' A volume is replaced only if the report has as many; those that it has not are left, and told.'} What{' '}
            {further.length === 1 ? 'it holds' : 'they hold'} now is lost.
          </p>
          <ul className="tc-report-replaced">
            {further.map((file) => (
              <li key={file} data-testid="replaced-file">
                <FilePath path={file} />
              </li>
            ))}
          </ul>
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <Button text="Keep them" autoFocus onClick={() => answer(false)} data-testid="replace-keep" />
            <Button intent="danger" text="Replace them" onClick={() => answer(true)} data-testid="replace-go" />
          </>
        }
      />
    </Dialog>
  );
}
