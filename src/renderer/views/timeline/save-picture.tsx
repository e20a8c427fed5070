// Saves what the timeline shows as a picture for the report: SVG or PNG, drawn anew for paper from what is on screen.
import { Button, Menu, MenuItem, PopoverNext } from '@blueprintjs/core';
import { Download } from '@blueprintjs/icons';
import { PICTURE_FORMATS, type PictureFormat } from '../../../shared/channels/pictures.ts';
import { bytesText } from '../../../shared/text.ts';
import { attempt, noticeDone } from '../../components/notices.tsx';
import { call } from '../../data/bridge.ts';
import { useCase } from '../../data/queries.ts';
import { fileNameOf } from '../start/file-name.ts';
import { drawTimeline } from './picture/draw-timeline.ts';
import type { PictureModel } from './picture/model.ts';
import { pngBytes } from './picture/to-png.ts';
import { svgText } from './picture/to-svg.ts';

/** Pixels of the PNG per px of the drawing: sharp in print. */
const SCALE = 2;

const FORMATS: Record<PictureFormat, { text: string; title: string }> = {
  svg: { text: 'SVG …', title: 'Sharp at any size; the text in it can be searched' },
  png: { text: 'PNG …', title: 'Pixels, for documents that take no SVG' },
};

/** @param model what is on screen at the moment of the click; null while nothing is */
export function SavePicture({ model }: { model: () => PictureModel | null }) {
  const info = useCase();
  const save = async (format: PictureFormat) => {
    const shown = model();
    if (!shown) return;
    const drawing = drawTimeline(shown);
    const suggested = fileNameOf(info.case.title || 'case').replace(/\.trailcase$/, `-timeline.${format}`);
    const { paths } = await call('app.pickPicture', { suggested });
    const [path] = paths;
    if (path === undefined) return;
    const bytes = format === 'svg' ? new TextEncoder().encode(svgText(drawing)) : await pngBytes(drawing, SCALE);
    // The dialog has asked whether what is there may be replaced.
    const written = await call('picture.save', { path, overwrite: true, format, bytes, shows: drawing.description });
    noticeDone(
      `Picture saved (${bytesText(written.size)}), SHA-256 ${written.sha256.slice(0, 12)}…; the custody log has it: ${written.path}`,
    );
  };
  const menu = (
    <Menu size="small">
      {PICTURE_FORMATS.map((format) => (
        <MenuItem
          key={format}
          text={FORMATS[format].text}
          title={FORMATS[format].title}
          onClick={() => attempt(save(format))}
          data-testid={`timeline-save-${format}`}
        />
      ))}
    </Menu>
  );
  return (
    <PopoverNext content={menu} placement="bottom-end" arrow={false} animation="minimal">
      <Button
        size="small"
        variant="minimal"
        className="tc-tl-brief"
        icon={<Download size={14} />}
        text="Picture"
        title="Save what is shown as SVG or PNG; it enters the custody log"
        data-testid="timeline-save"
      />
    </PopoverNext>
  );
}
