// What a look found, to choose from: layouts, accounts, regions with check boxes; months and days that set the span of days. Names are the bucket's: text only.
import { Checkbox, InputGroup } from '@blueprintjs/core';
import { CaretDown, CaretRight } from '@blueprintjs/icons';
import { type CSSProperties, type ReactNode, useMemo, useState } from 'react';
import { bytesText } from '../../../shared/text.ts';
import { oneLine } from '../../components/visible-text.ts';
import { amountOf, type Picked, shareIn, stateOf, withRegions, withSpan } from './scope-choice.ts';
import { type Amount, daysOf, type LayoutNode, layoutWords, monthsOf, type Place, type RegionNode, regionsOf, sum } from './scope-nodes.ts';
import { about, CATEGORY_WORDS } from './words.ts';

/** Rows of one level that are drawn at once. */
const DRAWN = 300;

interface TreeProps {
  layouts: readonly LayoutNode[];
  picked: Picked;
  setPicked: (picked: Picked) => void;
}

export function ScopeTree({ layouts, picked, setPicked }: TreeProps) {
  // Few things are shown at once, many are opened by whoever looks for one.
  const few = layouts.flatMap(({ accounts }) => accounts).length <= 6;
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [drawn, setDrawn] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  const added = (set: ReadonlySet<string>, id: string): ReadonlySet<string> => {
    const next = new Set(set);
    if (!next.delete(id)) next.add(id);
    return next;
  };
  const wanted = search.trim().toLowerCase();
  const matches = (account: string, region: string): boolean => wanted === '' || `${account} ${region}`.toLowerCase().includes(wanted);
  const isOpen = (id: string, byItself: boolean): boolean => (wanted !== '' && byItself) || toggled.has(id) !== byItself;

  const { categoriesOff, from, to } = picked;
  // An organization has thousands of places with a year of days each.
  const amounts = useMemo(() => {
    const counted = (places: readonly Place[]): Amount =>
      sum(places.filter(({ category }) => !categoriesOff.has(category)).map((place) => amountOf(place, { from, to })));
    return new Map(layouts.flatMap(regionsOf).map(({ id, places }) => [id, counted(places)]));
  }, [layouts, categoriesOff, from, to]);
  const amountIn = (regions: readonly RegionNode[]): Amount => sum(regions.flatMap(({ id }) => amounts.get(id) ?? []));
  const mostOf = (groups: readonly (readonly RegionNode[])[]): number => Math.max(0, ...groups.map((regions) => amountIn(regions).bytes));

  const row = (node: RowProps) => <Row {...node} toggle={() => setToggled(added(toggled, node.id))} />;
  const list = <T extends { id: string }>(id: string, nodes: readonly T[], draw: (node: T) => ReactNode): ReactNode => {
    const some = drawn.has(id) ? nodes : nodes.slice(0, DRAWN);
    return (
      <ul>
        {some.map(draw)}
        {some.length < nodes.length && (
          <li>
            <button type="button" className="tc-door" onClick={() => setDrawn(added(drawn, id))}>
              Show {nodes.length - some.length} more
            </button>
          </li>
        )}
      </ul>
    );
  };

  const regionNode = (region: RegionNode, most: number) => {
    const open = isOpen(region.id, false);
    const counted = amountIn([region]);
    const months = open ? monthsOf(daysOf(region.places.filter(({ category }) => !picked.categoriesOff.has(category)))) : [];
    return (
      <li key={region.id}>
        {row({
          id: region.id,
          level: 3,
          label: region.region,
          regions: [region],
          picked,
          setPicked,
          amount: counted,
          most,
          open,
          more: (
            <span className="tc-dim tc-small">
              {region.places.map(placeWords).join(' · ')}
              {trailsOf(region.places)}
            </span>
          ),
          span: spanWords(region.places),
        })}
        {open && (
          <ul>
            {months.map((month) => {
              const id = `${region.id} ${month.month}`;
              const shown = toggled.has(id);
              const top = Math.max(...months.map(({ bytes }) => bytes));
              return (
                <li key={month.month}>
                  <DayRow
                    name={month.month}
                    amount={month}
                    most={top}
                    level={4}
                    picked={picked}
                    setPicked={setPicked}
                    toggle={month.days.length > 0 ? { open: shown, act: () => setToggled(added(toggled, id)) } : null}
                  />
                  {shown && (
                    <ul>
                      {month.days.map((day) => (
                        <li key={day.day}>
                          <DayRow
                            name={day.day}
                            amount={day}
                            most={Math.max(...month.days.map(({ bytes }) => bytes))}
                            level={5}
                            picked={picked}
                            setPicked={setPicked}
                            toggle={null}
                          />
                        </li>
                      ))}
                    </ul>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </li>
    );
  };

  return (
    <div className="tc-scope">
      {!few && (
        <InputGroup
          size="small"
          value={search}
          onValueChange={setSearch}
          placeholder="Find an account or a region"
          aria-label="Find an account or a region"
          data-testid="scope-search"
        />
      )}
      <div className="tc-scope-head" aria-hidden>
        <span>Where</span>
        <span className="tc-right">Objects</span>
        <span className="tc-right">Size</span>
        <span />
        <span>Days (UTC)</span>
      </div>
      <div className="tc-scope-tree" data-testid="scope-tree">
        {list('', layouts, (layout) => {
          const open = isOpen(layout.id, true);
          const { what, where } = layoutWords(layout);
          const most = mostOf(layout.accounts.map(({ regions }) => regions));
          const accounts = layout.accounts
            .map((account) => ({ ...account, regions: account.regions.filter(({ region }) => matches(account.account, region)) }))
            .filter(({ regions }) => regions.length > 0);
          return (
            <li key={layout.id}>
              {row({
                id: layout.id,
                level: 1,
                label: `${what}: ${where}`,
                regions: regionsOf(layout),
                picked,
                setPicked,
                amount: amountIn(regionsOf(layout)),
                most: 0,
                open,
                more: null,
                span: spanWords(placesIn(regionsOf(layout))),
              })}
              {open &&
                list(layout.id, accounts, (account) => {
                  const shown = isOpen(account.id, few || wanted !== '');
                  const topRegion = mostOf(account.regions.map((region) => [region]));
                  return (
                    <li key={account.id}>
                      {row({
                        id: account.id,
                        level: 2,
                        label: account.account,
                        regions: account.regions,
                        picked,
                        setPicked,
                        amount: amountIn(account.regions),
                        most,
                        open: shown,
                        more: null,
                        span: spanWords(placesIn(account.regions)),
                      })}
                      {shown && list(account.id, account.regions, (region) => regionNode(region, topRegion))}
                    </li>
                  );
                })}
            </li>
          );
        })}
      </div>
    </div>
  );
}

function placeWords({ category, objects, exact, beside }: Place): string {
  return `${CATEGORY_WORDS[category].name} ${about(objects, exact)}${beside ? ' (from beside the address)' : ''}`;
}

const placesIn = (regions: readonly RegionNode[]): Place[] => regions.flatMap(({ places }) => places);

function spanWords(places: readonly Place[]): string {
  const firsts = places.flatMap(({ first }) => first ?? []).sort();
  const lasts = places.flatMap(({ last }) => last ?? []).sort();
  const [first, last] = [firsts[0], lasts.at(-1)];
  return first === undefined ? '' : first === last ? first : `${first} – ${last}`;
}

function trailsOf(places: readonly Place[]): string {
  const trails = [...new Set(places.flatMap((place) => place.trails))];
  if (trails.length === 0) return '';
  return ` · ${trails.length === 1 ? 'trail' : 'trails'} ${trails.slice(0, 3).map(oneLine).join(', ')}${trails.length > 3 ? ' …' : ''}`;
}

interface RowProps {
  id: string;
  level: number;
  label: string;
  regions: readonly RegionNode[];
  picked: Picked;
  setPicked: (picked: Picked) => void;
  amount: Amount;
  /** Bytes of the largest of its siblings; 0: no bar. */
  most: number;
  open: boolean;
  more: ReactNode;
  span: string;
}

function Row({ level, label, regions, picked, setPicked, amount, most, open, more, span, toggle }: RowProps & { toggle: () => void }) {
  const state = stateOf(regions, picked);
  const shown = oneLine(label);
  return (
    <div className="tc-scope-row" style={{ '--level': level - 1 } as CSSProperties} data-level={level} data-chosen={state}>
      <span className="tc-scope-name">
        <button
          type="button"
          className="tc-scope-caret"
          aria-expanded={open}
          aria-label={`${open ? 'Close' : 'Open'} ${shown}`}
          onClick={toggle}
        >
          {open ? <CaretDown size={14} /> : <CaretRight size={14} />}
        </button>
        <Checkbox
          checked={state === 'all'}
          indeterminate={state === 'some'}
          onChange={() => setPicked(withRegions(picked, regions, state !== 'all'))}
          className="tc-scope-check"
          data-testid="scope-check"
          aria-label={shown}
        >
          <span className="tc-path tc-ellipsis" title={shown}>
            {shown}
          </span>
        </Checkbox>
        {more}
      </span>
      <Numbers amount={amount} most={most} />
      <span className="tc-dim tc-time">{span}</span>
    </div>
  );
}

function Numbers({ amount, most }: { amount: Amount; most: number }) {
  const { objects, bytes, exact } = amount;
  return (
    <>
      <span className="tc-right tc-number">{about(objects, exact)}</span>
      <span className="tc-right tc-number">{bytesText(bytes)}</span>
      <span className="tc-scope-bar" aria-hidden>
        {most > 0 && <span style={{ width: `${Math.max(bytes > 0 ? 2 : 0, (100 * bytes) / most)}%` }} />}
      </span>
    </>
  );
}

interface DayProps {
  name: string;
  amount: Amount;
  most: number;
  level: number;
  picked: Picked;
  setPicked: (picked: Picked) => void;
  toggle: { open: boolean; act: () => void } | null;
}

function DayRow({ name, amount, most, level, picked, setPicked, toggle }: DayProps) {
  const share = shareIn(name, picked);
  const words = name === '' ? 'under no day' : name;
  return (
    <div
      className="tc-scope-row tc-scope-day"
      style={{ '--level': level - 1 } as CSSProperties}
      data-level={level}
      data-chosen={share === 0 ? 'none' : 'all'}
    >
      <span className="tc-scope-name">
        {toggle ? (
          <button
            type="button"
            className="tc-scope-caret"
            aria-expanded={toggle.open}
            aria-label={`${toggle.open ? 'Close' : 'Open'} ${words}`}
            onClick={toggle.act}
          >
            {toggle.open ? <CaretDown size={14} /> : <CaretRight size={14} />}
          </button>
        ) : (
          <span className="tc-scope-caret" />
        )}
        {name === '' ? (
          <span className="tc-dim">{words}</span>
        ) : (
          <button
            type="button"
            className="tc-door tc-time"
            title="Take these days only; with Shift, up to here"
            onClick={(event) => setPicked(withSpan(picked, name, event.shiftKey))}
            data-testid="scope-day"
          >
            {words}
          </button>
        )}
        <span className="tc-dim tc-small">{share === 0 ? '− left out' : share < 1 ? '◐ in part' : ''}</span>
      </span>
      <Numbers amount={amount} most={most} />
      <span />
    </div>
  );
}
