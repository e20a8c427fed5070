// Lineage as a list: who issued it, and what it issued, step by step. The same as the drawing, for reading and for screen readers.
import type { Lineage, LineageBranch, LineageEdge, LineageNode, LineageStep } from '../../../shared/lineage.ts';
import { grouped } from '../../../shared/text.ts';
import { Door, plural, Time } from '../../components/texts.tsx';
import { oneLine } from '../../components/visible-text.ts';
import { eventsText, kindWord, whoseText } from './words.ts';

interface TreeProps {
  lineage: Lineage;
  onNode: (node: LineageNode) => void;
  onEdge: (edge: LineageEdge) => void;
}

const ENDS: Record<Lineage['chainEnd'], string | null> = {
  root: null,
  circle: 'These keys issued each other: the chain ends where it would go in a circle.',
  limit: 'The chain is longer than is followed.',
};

export function LineageTree({ lineage, onNode, onEdge }: TreeProps) {
  const { node, chain, chainEnd, children, more, notes } = lineage;
  return (
    <div className="tc-lineage-list" data-testid="lineage-list">
      <h3>Issued by</h3>
      {chain.length === 0 && <p className="tc-dim">The case tells of no issuer: the chain begins here.</p>}
      <ol>
        {chain.map((step) => (
          <li key={`${step.to.kind} ${step.to.value}`}>
            <Step edge={step} end={step.from} onNode={onNode} onEdge={onEdge} />
            <Others step={step} onNode={onNode} onEdge={onEdge} />
          </li>
        ))}
      </ol>
      {ENDS[chainEnd] && <p className="tc-dim">{ENDS[chainEnd]}</p>}
      <h3>{node.kind === 'key' ? 'Issued' : 'Has, and issued'}</h3>
      {children.length === 0 && (
        <p className="tc-dim">
          Nothing in the case was issued with {kindWord(node)} {oneLine(node.value)}.
        </p>
      )}
      <Branches branches={children} more={more} onNode={onNode} onEdge={onEdge} />
      {notes.map((note) => (
        <p key={note} className="tc-dim">
          {oneLine(note)}
        </p>
      ))}
    </div>
  );
}

/** What else the logs say of where the end of a step came from. */
function Others({ step, onNode, onEdge }: Omit<TreeProps, 'lineage'> & { step: LineageStep }) {
  const untold = step.otherCount - step.others.length;
  return (
    <>
      {step.others.map((other) => (
        <div key={`${other.from.kind} ${other.from.value}`} className="tc-lineage-other">
          <span className="tc-dim">{oneLine(step.to.value)} also from</span>{' '}
          <Step edge={other} end={other.from} onNode={onNode} onEdge={onEdge} />
        </div>
      ))}
      {untold > 0 && <p className="tc-dim">and from {grouped(untold)} others</p>}
    </>
  );
}

interface BranchesProps extends Omit<TreeProps, 'lineage'> {
  branches: readonly LineageBranch[];
  more: number;
}

function Branches({ branches, more, onNode, onEdge }: BranchesProps) {
  if (branches.length === 0 && more === 0) return null;
  return (
    <ul>
      {branches.map((branch) => (
        <li key={`${branch.to.kind} ${branch.to.value}`}>
          <Step edge={branch} end={branch.to} onNode={onNode} onEdge={onEdge} />
          <Others step={branch} onNode={onNode} onEdge={onEdge} />
          {branch.again && <span className="tc-dim"> (see above)</span>}
          <Branches branches={branch.children} more={branch.more} onNode={onNode} onEdge={onEdge} />
        </li>
      ))}
      {more > 0 && <li className="tc-dim">{grouped(more)} more</li>}
    </ul>
  );
}

interface StepProps extends Omit<TreeProps, 'lineage'> {
  edge: LineageEdge;
  end: LineageNode;
}

function Step({ edge, end, onNode, onEdge }: StepProps) {
  const whose = whoseText(end);
  const { event } = edge;
  return (
    <span className="tc-lineage-step" title={oneLine(edge.why)}>
      <Door title="All about it" onOpen={() => onNode(end)}>
        <span className="tc-mono">{oneLine(end.value)}</span>
      </Door>
      <span className="tc-dim">
        {kindWord(end)}
        {whose !== '' && `, ${whose}`}
        {end.events > 0 && `; ${eventsText(end)}`}
      </span>
      <span className={`tc-lineage-how tc-lineage-how-${edge.certainty}`}>
        {edge.certainty}:{' '}
        {event === null ? (
          `${oneLine(edge.how)}, no event`
        ) : (
          <Door title={oneLine(edge.why)} onOpen={() => onEdge(edge)}>
            {oneLine(edge.how)} <Time ms={event.time} />
          </Door>
        )}
        {edge.copies > 1 && <span className="tc-dim"> in {plural(edge.copies, 'record')}</span>}
      </span>
      <span className="tc-dim tc-lineage-why">{oneLine(edge.why)}</span>
    </span>
  );
}
