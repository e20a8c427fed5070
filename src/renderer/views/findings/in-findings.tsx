// In the panel of an event: the findings that cite it, and the button that puts it into one.
import { Button } from '@blueprintjs/core';
import { Door } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { useCall } from '../../data/queries.ts';
import { chooseFinding } from '../../state/finding-chooser.ts';
import { useView } from '../../state/view-context.tsx';

export function InFindings({ id }: { id: string }) {
  const { go } = useView();
  const { data } = useCall('findings.ofEvent', { id });
  const findings = data?.findings ?? [];
  return (
    <p className="tc-in-findings tc-small" data-testid="in-findings">
      {findings.length > 0 && <span className="tc-dim">In findings: </span>}
      {findings.map(({ id: finding, title, side }) => (
        <Door
          key={`${finding} ${side}`}
          title="Opens the finding"
          onOpen={() => go({ view: 'findings', findingsTab: 'findings', finding })}
        >
          {side === 'supporting' ? '+' : '−'} {oneLine(title)}
        </Door>
      ))}
      <Button
        size="small"
        variant="minimal"
        text="+ finding"
        title="To a finding (f)"
        onClick={() => chooseFinding([id])}
        data-testid="to-finding"
      />
    </p>
  );
}
