// MITRE ATT&CK in this case: which techniques its findings name, by tactic, and which data one chooses from.
import { Button } from '@blueprintjs/core';
import type { FindingEntry } from '../../../shared/findings.ts';
import { attempt, noticeDone } from '../../components/notices.tsx';
import { Answered, Empty } from '../../components/states.tsx';
import { Door, Hash, plural } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { call } from '../../data/bridge.ts';
import { useCall } from '../../data/queries.ts';
import { useView } from '../../state/view-context.tsx';

export function AttackTab({ findings }: { findings: readonly FindingEntry[] }) {
  const { go } = useView();
  const asked = useCall('attack.data', {});
  const named = findings.filter(({ current }) => !current.removed && current.body.state !== 'rejected');
  const tactics = new Map<string, Map<string, { name: string; findings: FindingEntry[] }>>();
  for (const entry of named) {
    for (const { id, name, tactics: of } of entry.current.body.techniques) {
      for (const tactic of of.length > 0 ? of : ['Tactic not named']) {
        const techniques = tactics.get(tactic) ?? new Map();
        const technique = techniques.get(id) ?? { name, findings: [] };
        technique.findings.push(entry);
        techniques.set(id, technique);
        tactics.set(tactic, techniques);
      }
    }
  }
  const load = async () => {
    const { paths } = await call('app.pickAttack', {});
    if (paths[0] === undefined) return;
    const { data, techniques } = await call('attack.load', { path: paths[0] });
    noticeDone(`Loaded ${data}: ${plural(techniques, 'technique')}`);
  };
  return (
    <div className="tc-attack" data-testid="attack-tab">
      {tactics.size === 0 && (
        <Empty title="No finding names a technique yet">
          Techniques are chosen while a finding is edited. Rejected hypotheses are not counted here.
        </Empty>
      )}
      {[...tactics].map(([tactic, techniques]) => (
        <section key={tactic} className="tc-block" aria-label={tactic}>
          <h3>{oneLine(tactic)}</h3>
          <ul className="tc-list">
            {[...techniques].map(([id, technique]) => (
              <li key={id}>
                <code>{id}</code> {oneLine(technique.name)}:{' '}
                {technique.findings.map((entry) => (
                  <Door key={entry.id} title="Opens the finding" onOpen={() => go({ findingsTab: 'findings', finding: entry.id })}>
                    {oneLine(entry.current.body.title)}
                  </Door>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ))}
      <Answered asked={asked}>
        {({ data, from, file, sha256, techniques }) => (
          <section className="tc-block" aria-label="The data">
            <h3>What one chooses from</h3>
            <p>
              {data}, {plural(techniques.length, 'technique')}
              {from === 'loaded' ? (
                <>
                  {' '}
                  from {oneLine(file)}, SHA-256 <Hash hex={sha256} what="SHA-256 of the file" />
                </>
              ) : (
                ': the small table that comes with Trailcase. All of Enterprise ATT&CK comes with MITRE’s own file.'
              )}
            </p>
            <Button size="small" text="Load enterprise-attack.json …" onClick={() => attempt(load())} data-testid="attack-load" />
            <p className="tc-dim tc-small">
              MITRE ATT&amp;CK® is a registered trademark of The MITRE Corporation. © The MITRE Corporation. This work is reproduced and
              distributed with the permission of The MITRE Corporation.
            </p>
          </section>
        )}
      </Answered>
    </div>
  );
}
