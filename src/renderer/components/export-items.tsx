// The formats in which events can be exported, as entries of a menu.
import { MenuItem } from '@blueprintjs/core';
import { EVENT_FORMAT_WORDS, EVENT_FORMATS, type EventFormat } from '../../shared/exports.ts';

export function ExportItems({ pick }: { pick: (format: EventFormat) => void }) {
  return EVENT_FORMATS.map((format) => {
    const { name, is } = EVENT_FORMAT_WORDS[format];
    return <MenuItem key={format} text={`${name}: ${is}`} data-testid={`export-${format}`} onClick={() => pick(format)} />;
  });
}
