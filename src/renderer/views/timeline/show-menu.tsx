// What is shown beside density and events: every layer can be switched off, and says what it is.
import { Button, Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core';
import { EyeOpen } from '@blueprintjs/icons';
import { MARKER_KINDS } from '../../../shared/timeline.ts';
import { TIMELINE_LAYERS, type TimelineLayer } from '../../../shared/timeline-layers.ts';
import { CheckedItem } from '../../components/checked-item.tsx';
import { LAYER_WORDS } from './layers.ts';

const GROUPS: readonly { title: string; layers: readonly TimelineLayer[] }[] = [
  { title: 'Markers', layers: MARKER_KINDS },
  { title: 'Behind the events', layers: ['unattested', 'uncovered', 'nights', 'offHours', 'bookmarks', 'findings'] },
  { title: 'In the lanes', layers: ['sessions', 'lineage'] },
];

export function ShowMenu({
  hidden,
  toggle,
  showAll,
}: {
  hidden: readonly TimelineLayer[];
  toggle: (layer: TimelineLayer) => void;
  showAll: () => void;
}) {
  const menu = (
    <Menu size="small" className="tc-show-menu">
      {GROUPS.map(({ title, layers }) => [
        <MenuDivider key={title} title={title} />,
        ...layers.map((layer) => {
          const { sign, label, title: words } = LAYER_WORDS[layer];
          return (
            <CheckedItem
              key={layer}
              text={
                <>
                  <span className={`tc-layer-sign tc-layer-${layer}`} aria-hidden="true">
                    {sign}
                  </span>{' '}
                  {label}
                </>
              }
              title={words}
              checked={!hidden.includes(layer)}
              turn={() => toggle(layer)}
              testid={`layer-${layer}`}
            />
          );
        }),
      ])}
      <MenuDivider />
      <MenuItem text="Everything" disabled={hidden.length === 0} shouldDismissPopover={false} onClick={showAll} data-testid="layer-all" />
    </Menu>
  );
  const shown = TIMELINE_LAYERS.length - hidden.length;
  return (
    <PopoverNext content={menu} placement="bottom-end" arrow={false} animation="minimal">
      <Button
        size="small"
        variant="minimal"
        // That something is left out is told also where there is little room.
        className={hidden.length === 0 ? 'tc-tl-brief' : ''}
        icon={<EyeOpen size={14} />}
        text={hidden.length === 0 ? 'Show' : `Show (${shown} of ${TIMELINE_LAYERS.length})`}
        title="Markers, backgrounds, sessions and lineage: choose what is shown"
        data-testid="timeline-show"
      />
    </PopoverNext>
  );
}
