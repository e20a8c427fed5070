// The events that someone marked: by colour, with note, author and time; filterable by words and by the filter bar.
import { InputGroup } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { Result } from '../../../shared/channels.ts';
import { BOOKMARK_COLOURS, type Bookmark } from '../../../shared/domain.ts';
import { grouped } from '../../../shared/text.ts';
import { ActorValue } from '../../components/actor-value.tsx';
import { useKeys } from '../../components/keys.ts';
import { OfEvent } from '../../components/of-event.tsx';
import { BookmarkMark, OutcomeGlyph } from '../../components/outcome-marks.tsx';
import { Answered, Empty } from '../../components/states.tsx';
import { plural, Time } from '../../components/texts.tsx';
import { Value } from '../../components/value.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { timesOf, useCall, useCase } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { rowMatches, wordsMatch } from './match.ts';

type Entry = Result<'bookmarks.list'>['bookmarks'][number];
type Colour = Bookmark['colour'];

export function BookmarksView() {
  const { state, select } = useView();
  const list = useCall('bookmarks.list', {});
  const [colour, setColour] = useState<Colour | null>(null);
  const [words, setWords] = useState('');
  const all = list.data?.bookmarks ?? [];
  const times = timesOf(useCase());
  const filtered = all.filter((entry) => rowMatches(state.filter, entry.row, times) && wordsMatch(words, entry));
  const shown = filtered.filter((entry) => colour === null || entry.bookmark.colour === colour);
  const at = shown.findIndex((entry) => entry.bookmark.eventId === state.selectedEventId);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => 52, overscan: 8 });
  const move = (to: number) => {
    const entry = shown[Math.min(Math.max(0, to), shown.length - 1)];
    if (!entry) return;
    select(entry.bookmark.eventId);
    rows.scrollToIndex(shown.indexOf(entry));
  };
  useKeys({ j: () => move(at + 1), k: () => move(at < 0 ? 0 : at - 1) });
  return (
    <section className="tc-view tc-view-table" aria-label="Bookmarks" data-testid="bookmarks-view">
      <div className="tc-toolbar">
        <fieldset className="tc-kinds tc-kinds-inline" aria-label="Colours">
          <button
            type="button"
            className={`tc-kind${colour === null ? ' tc-kind-on' : ''}`}
            aria-pressed={colour === null}
            onClick={() => setColour(null)}
          >
            All <span className="tc-number">{grouped(filtered.length)}</span>
          </button>
          {BOOKMARK_COLOURS.map((name) => {
            const count = filtered.filter((entry) => entry.bookmark.colour === name).length;
            if (count === 0 && colour !== name) return null;
            return (
              <button
                key={name}
                type="button"
                className={`tc-kind${colour === name ? ' tc-kind-on' : ''}`}
                aria-pressed={colour === name}
                onClick={() => setColour(name)}
                data-testid={`bookmarks-${name}`}
              >
                <BookmarkMark colour={name} /> {name} <span className="tc-number">{grouped(count)}</span>
              </button>
            );
          })}
        </fieldset>
        <span className="tc-grow" />
        <InputGroup
          size="small"
          leftIcon={<Search size={12} />}
          placeholder="Words in note, API, actor …"
          value={words}
          onValueChange={setWords}
          aria-label="Words"
          data-testid="bookmarks-words"
        />
      </div>
      <Answered asked={list}>
        {() =>
          shown.length === 0 ? (
            <Empty title={all.length === 0 ? 'Nothing is bookmarked yet' : 'No bookmark matches'}>
              {all.length === 0
                ? 'Open an event, choose a colour, write a note (b). Bookmarked events become the exhibits of the report.'
                : `Searched ${plural(all.length, 'bookmark')}${state.filter === '' ? '' : ' with the filter bar'}${words === '' ? '' : ` for “${words}”`}.`}
            </Empty>
          ) : (
            <div className="tc-scroll tc-grow-y" ref={scroller} data-testid="bookmarks-list">
              <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
                {rows.getVirtualItems().map((item) => {
                  const entry = shown[item.index];
                  if (!entry) return null;
                  return (
                    <div
                      key={entry.bookmark.eventId}
                      ref={rows.measureElement}
                      data-index={item.index}
                      className="tc-bm-place"
                      style={{ transform: `translateY(${item.start}px)` }}
                    >
                      <BookmarkRow
                        entry={entry}
                        selected={entry.bookmark.eventId === state.selectedEventId}
                        open={() => select(entry.bookmark.eventId)}
                      />
                    </div>
                  );
                })}
              </div>
            </div>
          )
        }
      </Answered>
    </section>
  );
}

function BookmarkRow({ entry: { bookmark, row }, selected, open }: { entry: Entry; selected: boolean; open: () => void }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className={`tc-bm-row${selected ? ' tc-selected' : ''}`}
      onClick={open}
      data-testid="bookmark-row"
      data-event-id={bookmark.eventId}
    >
      <BookmarkMark colour={bookmark.colour} />
      <div className="tc-bm-body">
        <div className="tc-bm-line">
          {row ? (
            <OfEvent value={row}>
              <OutcomeGlyph row={row} />
              <Time ms={row.timeMs} />
              <button type="button" className="tc-door" onClick={open}>
                {oneLine(row.eventName ?? '(no eventName)')}
              </button>
              <Value field="eventSource" value={row.eventSource} />
              <ActorValue row={row} />
              <Value field="sourceIPAddress" value={row.sourceIPAddress} />
              <Value field="awsRegion" value={row.awsRegion} />
            </OfEvent>
          ) : (
            <>
              <span className="tc-verdict-missing">∅ its event is no longer in this case</span>
              <code>{bookmark.eventId.slice(0, 24)}…</code>
            </>
          )}
        </div>
        <div className="tc-bm-note">{visibleText(bookmark.note) || <span className="tc-dim">no note</span>}</div>
        <div className="tc-dim tc-small">
          {bookmark.author || 'unnamed'} · <Time ms={bookmark.at} />
          {bookmark.versions > 1 && ` · ${plural(bookmark.versions, 'version')}, all kept`}
        </div>
      </div>
    </div>
  );
}
