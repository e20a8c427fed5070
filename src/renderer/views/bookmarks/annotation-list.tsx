// The list of what is annotated: by kind, colour, tag, author and words; each line leads to what it is about, and can be changed beside it.
import { Button, HTMLSelect, InputGroup } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { useCallback, useDeferredValue, useRef, useState } from 'react';
import { type AnnotatedRow, TARGET_KINDS, TARGET_TITLES, type TargetKind, targetKindOf } from '../../../shared/annotations.ts';
import type { Args, Result } from '../../../shared/channels.ts';
import { BOOKMARK_COLOURS, type BookmarkColour } from '../../../shared/domain.ts';
import { grouped } from '../../../shared/text.ts';
import { AnnotationEditor, targetWord } from '../../components/annotations/annotation-editor.tsx';
import { TagList } from '../../components/annotations/tags.tsx';
import { CloseDetail } from '../../components/close-detail.tsx';
import { InDetail } from '../../components/detail-slot.tsx';
import { useKeys } from '../../components/keys.ts';
import { useListKeys } from '../../components/list-keys.ts';
import { markdownLine } from '../../components/markdown.tsx';
import { BookmarkMark } from '../../components/outcome-marks.tsx';
import { Empty, ErrorCallout } from '../../components/states.tsx';
import { plural, Time } from '../../components/texts.tsx';
import { VirtualRows, type VirtualRowsHandle } from '../../components/virtual-rows.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';
import { LoadingCell } from '../events/event-cells.tsx';
import { useRows } from '../events/pages.ts';
import { KindMark, TargetTitle, useOpenTarget } from './target-title.tsx';

const ROW_PX = 52;

type Counts = Result<'annotations.list'>['counts'];
interface Wish {
  kind: TargetKind | null;
  colour: BookmarkColour | null;
  tag: string;
  author: string;
  words: string;
  order: 'time' | 'changed';
}
const EVERYTHING: Wish = { kind: null, colour: null, tag: '', author: '', words: '', order: 'time' };

export function AnnotationList() {
  const { state, select } = useView();
  const [wish, setWish] = useState(EVERYTHING);
  const change = (part: Partial<Wish>) => setWish((now) => ({ ...now, ...part }));
  const search = useDeferredValue(wish.words);
  const asked: Omit<Args<'annotations.list'>, 'offset' | 'limit'> = {
    kinds: wish.kind ? [wish.kind] : [],
    colours: wish.colour ? [wish.colour] : [],
    tags: wish.tag === '' ? [] : [wish.tag],
    authors: wish.author === '' ? [] : [wish.author],
    search,
    filter: state.filter,
    order: wish.order,
  };
  const first = useCall('annotations.list', { ...asked, offset: 0, limit: 200 }, { keep: true });
  const total = first.data?.total ?? 0;
  const [range, setRange] = useState({ first: 0, end: 40 });
  const rows = useRows('annotations.list', { range, total, argsOf: (offset, limit) => ({ ...asked, offset, limit }) });
  const handle = useRef<VirtualRowsHandle>(null);
  // In another list another line may stand at its place.
  const [chosen, setChosen] = useState<{ index: number; key: string } | null>(null);
  const open = useOpenTarget();
  const held = chosen && chosen.index < total ? rows.row(chosen.index) : undefined;
  const chosenRow = held && keyOf(held) === chosen?.key ? held : undefined;
  const at = chosenRow && chosen ? chosen.index : -1;
  const choose = (index: number) => {
    handle.current?.reveal(index);
    const row = rows.row(index);
    if (!row) return;
    setChosen({ index, key: keyOf(row) });
    if (targetKindOf(row.target) === 'event') select(row.row?.id ?? row.target);
  };
  const moveTo = (wanted: number) => total > 0 && choose(Math.min(Math.max(0, wanted), total - 1));
  useListKeys({ at, total, moveTo, handle }, { o: () => chosenRow && open(chosenRow.target) });
  const onRange = useCallback((from: number, end: number) => setRange({ first: from, end }), []);
  const counts = first.data?.counts;
  const isNarrowed =
    wish.kind !== null || wish.colour !== null || wish.tag !== '' || wish.author !== '' || search !== '' || state.filter !== '';
  return (
    <>
      <Choices wish={wish} change={change} counts={counts} />
      {first.error !== null && <ErrorCallout error={first.error} retry={() => void first.refetch()} title="The list could not be read" />}
      {first.data && total === 0 ? (
        <Nothing all={first.data.counts.all} isNarrowed={isNarrowed} clear={() => setWish({ ...EVERYTHING, order: wish.order })} />
      ) : (
        <VirtualRows
          count={total}
          rowHeight={ROW_PX}
          handle={handle}
          onRange={onRange}
          label="Bookmarks, tags and notes"
          activeId={at >= 0 ? `annotation-row-${at}` : undefined}
          testid="bookmarks-list"
          renderRow={(index, place) => {
            const row = rows.row(index);
            return (
              // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
              // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's keys do the same
              <div
                key={index}
                id={`annotation-row-${index}`}
                className={`tc-row tc-bm-row${index === at ? ' tc-selected' : ''}`}
                style={place}
                role="row"
                aria-rowindex={index + 1}
                aria-selected={index === at}
                data-testid="bookmark-row"
                data-target={row?.target}
                data-event-id={row?.row?.id}
                onClick={() => choose(index)}
              >
                {row ? <Row row={row} /> : <LoadingCell />}
              </div>
            );
          }}
        />
      )}
      {chosenRow && targetKindOf(chosenRow.target) !== 'event' && <Beside row={chosenRow} close={() => setChosen(null)} />}
    </>
  );
}

/** A target may stand in the list once for each who annotated it. */
const keyOf = ({ target, origin }: AnnotatedRow): string => `${origin} ${target}`;

function Choices({ wish, change, counts }: { wish: Wish; change: (part: Partial<Wish>) => void; counts: Counts | undefined }) {
  const of = (list: Counts['kinds'] | undefined, value: string): number => list?.find((one) => one.value === value)?.count ?? 0;
  return (
    <div className="tc-toolbar tc-bm-choices">
      <fieldset className="tc-kinds tc-kinds-inline" aria-label="Kinds">
        <Choice on={wish.kind === null} choose={() => change({ kind: null })} count={counts?.all ?? 0}>
          All
        </Choice>
        {TARGET_KINDS.map((kind) => (
          <Choice
            key={kind}
            on={wish.kind === kind}
            choose={() => change({ kind })}
            count={of(counts?.kinds, kind)}
            testid={`bookmarks-kind-${kind}`}
          >
            {TARGET_TITLES[kind].many}
          </Choice>
        ))}
      </fieldset>
      <fieldset className="tc-kinds tc-kinds-inline" aria-label="Colours">
        {BOOKMARK_COLOURS.map((name) => {
          const count = of(counts?.colours, name);
          if (count === 0 && wish.colour !== name) return null;
          return (
            <Choice
              key={name}
              on={wish.colour === name}
              choose={() => change({ colour: wish.colour === name ? null : name })}
              count={count}
              testid={`bookmarks-${name}`}
            >
              <BookmarkMark colour={name} /> {name}
            </Choice>
          );
        })}
      </fieldset>
      <span className="tc-grow" />
      <Pick label="Tag" all="any tag" value={wish.tag} values={counts?.tags} pick={(tag) => change({ tag })} />
      {(counts?.authors.length ?? 0) > 1 && (
        <Pick label="Author" all="anyone" value={wish.author} values={counts?.authors} pick={(author) => change({ author })} />
      )}
      <HTMLSelect
        aria-label="Order"
        value={wish.order}
        options={[
          { value: 'time', label: 'by time' },
          { value: 'changed', label: 'last changed first' },
        ]}
        onChange={(event) => change({ order: event.target.value === 'changed' ? 'changed' : 'time' })}
      />
      <InputGroup
        size="small"
        leftIcon={<Search size={12} />}
        placeholder="Words in note, label, API, actor …"
        value={wish.words}
        onValueChange={(words) => change({ words })}
        aria-label="Words"
        data-testid="bookmarks-words"
      />
    </div>
  );
}

interface ChoiceProps {
  on: boolean;
  choose: () => void;
  count: number;
  children: React.ReactNode;
  testid?: string;
}

function Choice({ on, choose, count, children, testid }: ChoiceProps) {
  return (
    <button type="button" className={`tc-kind${on ? ' tc-kind-on' : ''}`} aria-pressed={on} onClick={choose} data-testid={testid}>
      {children} <span className="tc-number">{grouped(count)}</span>
    </button>
  );
}

interface PickProps {
  label: string;
  all: string;
  value: string;
  values: Counts['tags'] | undefined;
  pick: (value: string) => void;
}

/** One of the values in use, or all. */
export function Pick({ label, all, value, values = [], pick }: PickProps) {
  const options = values.map((one) => ({ value: one.value, label: `${oneLine(one.value || 'unnamed')} (${grouped(one.count)})` }));
  const known = value === '' || values.some((one) => one.value === value);
  return (
    <HTMLSelect
      aria-label={label}
      value={value}
      data-testid={`bookmarks-by-${label.toLowerCase()}`}
      options={[{ value: '', label: all }, ...options, ...(known ? [] : [{ value, label: oneLine(value) }])]}
      onChange={(event) => pick(event.target.value)}
    />
  );
}

function Row({ row }: { row: AnnotatedRow }) {
  const { bookmark, note, tags, origin, versions, at } = row;
  const text = bookmark?.note || note?.note || '';
  const author = bookmark?.author ?? note?.author ?? tags[0]?.author ?? '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant
    <div className="tc-bm-body" role="gridcell">
      <div className="tc-bm-line">
        {bookmark ? <BookmarkMark colour={bookmark.colour} label={bookmark.label} /> : <span className="tc-bookmark" />}
        <KindMark target={row.target} />
        <TargetTitle target={row.target} row={row.row} missing={row.missing} />
      </div>
      <div className="tc-bm-line tc-bm-second">
        {bookmark && bookmark.label !== '' && <b>{oneLine(bookmark.label)}</b>}
        <TagList tags={tags.map(({ name }) => name)} inRow />
        <span className="tc-bm-excerpt">{text === '' ? <span className="tc-dim">no note</span> : markdownLine(text)}</span>
        <span className="tc-dim tc-small tc-bm-by">
          {origin !== '' && `of ${oneLine(origin)} · `}
          {oneLine(author || 'unnamed')} · <Time ms={at} />
          {versions > 1 && ` · ${plural(versions, 'version')}`}
        </span>
      </div>
    </div>
  );
}

/** What is written on a target that is no event, to be read and changed. */
function Beside({ row, close }: { row: AnnotatedRow; close: () => void }) {
  useKeys({ escape: close });
  return (
    <InDetail>
      <aside className="tc-detail" aria-label={TARGET_TITLES[targetKindOf(row.target)].one} data-testid="annotation-panel">
        <CloseDetail label="Close (Escape)" close={close} />
        <div className="tc-detail-scroll">
          <header className="tc-detail-head tc-bm-line">
            <KindMark target={row.target} />
            <TargetTitle target={row.target} row={null} missing={row.missing} />
          </header>
        </div>
        <AnnotationEditor key={row.target} target={row.target} what={targetWord(row.target)} />
      </aside>
    </InDetail>
  );
}

function Nothing({ all, isNarrowed, clear }: { all: number; isNarrowed: boolean; clear: () => void }) {
  if (all === 0) {
    return (
      <Empty title="Nothing is bookmarked yet">
        Open an event and press <kbd>b</kbd>; <kbd>t</kbd> tags it, <kbd>n</kbd> writes a note. Entities, spans of time and views can be
        marked as well. Bookmarked events become the exhibits of the report.
      </Empty>
    );
  }
  return (
    <Empty title="No bookmark matches" action={<Button text="Show all of them" onClick={clear} />}>
      Searched {plural(all, 'marked thing')}
      {isNarrowed ? ' with what is chosen above and the filter bar' : ''}.
    </Empty>
  );
}
