// All values of a facet: a long list that a search narrows. What is clicked takes effect at once; the list stays.
import { Button, Dialog, DialogBody, DialogFooter, InputGroup, SegmentedControl } from '@blueprintjs/core';
import { Search } from '@blueprintjs/icons';
import { useEffect, useState } from 'react';
import { FACET_TITLES, type FacetField, isColumnFacet } from '../../../shared/facets.ts';
import { grouped, plural } from '../../../shared/text.ts';
import { Answered } from '../../components/states.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useView } from '../../state/view-context.tsx';
import type { FacetOrder } from './questions.ts';
import { ResourceNote } from './resource-note.tsx';
import { useFacets } from './use-facets.ts';
import { useResources } from './use-resources.ts';
import { ValueList } from './value-list.tsx';

/** Values listed at once: more than anyone reads, few enough to draw. */
const LISTED = 500;
/** After this long without a key (ms) the engine is asked. */
const REST_MS = 150;

export function FacetDialog({ field, order, close }: { field: FacetField; order: FacetOrder; close: () => void }) {
  const { state } = useView();
  const [text, setText] = useState('');
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<FacetOrder>(order);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const isOfColumn = isColumnFacet(field);
  const wanted = { top: LISTED, search };
  const counted = useFacets(state.filter, isOfColumn ? [field] : [], () => sort === 'rarest', wanted);
  const resources = useResources(state.filter, !isOfColumn, sort, wanted);
  const { counts, total, isStale, error, retry } = isOfColumn ? counted(field) : resources;
  return (
    <Dialog isOpen onClose={close} title={FACET_TITLES[field]} className="tc-facet-dialog">
      <DialogBody>
        <div className="tc-facet-search">
          <InputGroup
            leftIcon={<Search />}
            placeholder="Values that hold …"
            aria-label="Search the values"
            value={text}
            onValueChange={setText}
            autoFocus
            data-testid="facet-search"
          />
          <SegmentedControl
            size="small"
            value={sort}
            onValueChange={(value) => setSort(value === 'rarest' ? 'rarest' : 'most')}
            options={[
              { label: 'Most frequent', value: 'most' },
              { label: 'Rarest', value: 'rarest' },
            ]}
          />
        </div>
        <Answered asked={{ data: counts, error, refetch: retry }}>
          {({ distinct, found, values }) => (
            <div className={isStale ? 'tc-stale' : undefined}>
              <p className="tc-note" role="status" data-testid="facet-found">
                {search === '' ? plural(distinct, 'value') : `${grouped(found)} of ${plural(distinct, 'value')} hold "${oneLine(search)}"`}
                {found > values.length && `, the first ${grouped(values.length)} listed: search to narrow`}
              </p>
              {!isOfColumn && <ResourceNote {...resources} />}
              <div className="tc-facet-all" data-testid="facet-all">
                <ValueList field={field} values={values} total={total} label={FACET_TITLES[field]} />
              </div>
            </div>
          )}
        </Answered>
      </DialogBody>
      <DialogFooter actions={<Button text="Close" onClick={close} />} />
    </Dialog>
  );
}
