// By which data countries and networks are told, and whether the case notes others.
import { Button, Callout, Intent } from '@blueprintjs/core';
import { PLACE_CAUTION, PLACE_CREDITS, sourceLine } from '../../../shared/addresses.ts';
import { attempt } from '../../components/notices.tsx';
import { Answered } from '../../components/states.tsx';
import { oneLine, visibleText } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useCall } from '../../data/queries.ts';

export function DataFoot() {
  const data = useCall('addresses.data', {});
  const pick = async () => {
    const { paths } = await call('app.pickAddressData', {});
    if (paths.length > 0) await call('addresses.setData', { paths });
  };
  return (
    <Answered asked={data} skeleton={null}>
      {({ used, differences }) => (
        <footer className="tc-address-foot">
          {differences.length > 0 && (
            <Callout intent={Intent.WARNING} compact data-testid="address-differences">
              {differences.map((difference) => (
                <div key={difference}>{visibleText(difference)}.</div>
              ))}
            </Callout>
          )}
          <span className="tc-dim" data-testid="address-data">
            Country and network as told by{' '}
            {used.sources.map((source, index) => (
              <span
                key={source.files[0]?.sha256 ?? source.name}
                title={source.files.map(({ name, sha256 }) => `${name}\n${sha256}`).join('\n')}
              >
                {index > 0 && ', '}
                {oneLine(sourceLine(source))}
              </span>
            ))}
            : {PLACE_CAUTION}. <span title="docs/addresses.md names the licences">{PLACE_CREDITS}.</span>
          </span>
          <span className="tc-grow" />
          <Button
            size="small"
            variant="minimal"
            text="Use a database of your own …"
            onClick={() => attempt(pick())}
            data-testid="address-data-pick"
          />
          {used.sources.some(({ path }) => path !== null) && (
            <Button
              size="small"
              variant="minimal"
              text="Use only what Trailcase brings along"
              onClick={() => attempt(call('addresses.setData', { paths: [] }))}
            />
          )}
        </footer>
      )}
    </Answered>
  );
}
