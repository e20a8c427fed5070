// Acts of the palette: the events of the filter as a file for other programs.
import { EVENT_FORMAT_WORDS, EVENT_FORMATS } from '../../../shared/exports.ts';
import { exportEvents } from '../../data/export-events.ts';
import { useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { fileStem } from '../../views/start/file-name.ts';
import type { Action } from './action.ts';

export function useExportActions(): Action[] {
  const { filter } = useView().state;
  const { title } = useCase().case;
  return EVENT_FORMATS.map((format) => ({
    label: `Export the events of the filter as ${EVENT_FORMAT_WORDS[format].name}`,
    run: () => void exportEvents(format, fileStem(title), () => ({ ids: null, filter })),
  }));
}
