// The drawing of lineage: boxes open pivots, labels of arrows open events. Everything in it stands in the list beside it, too.
import {
  BaseEdge,
  Controls,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getBezierPath,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { LineageEdge, LineageNode } from '../../../shared/lineage.ts';
import { boxId, type More } from '../../../shared/lineage-graph.ts';
import { grouped } from '../../../shared/text.ts';
import { zoned } from '../../../shared/time.ts';
import { oneLine } from '../../components/visible-text.ts';
import { useZone } from '../../data/queries.ts';
import { BOX, type Drawing } from './graph-model.ts';
import { edgeText, eventsText, kindWord, whoseText } from './words.ts';

type EndNode = Node<{ node: LineageNode; asked: boolean; open: (node: LineageNode) => void }, 'end'>;
type MoreNode = Node<{ more: More; open: (more: More) => void }, 'more'>;
type LinkEdge = Edge<{ edge: LineageEdge; open: (edge: LineageEdge) => void }, 'link'>;

/** px left free beside the drawing. */
const EDGE = 24;

/** Zoom below which the text of a box cannot be read. */
const SMALLEST = 0.7;

interface GraphCanvasProps {
  drawing: Drawing;
  asked: LineageNode;
  onNode: (node: LineageNode) => void;
  onMore: (more: More) => void;
  onEdge: (edge: LineageEdge) => void;
}

export function GraphCanvas({ drawing, asked, onNode, onMore, onEdge }: GraphCanvasProps) {
  const nodes = useMemo<(EndNode | MoreNode)[]>(
    () =>
      drawing.boxes.map(({ id, at, shows }) =>
        shows.kind === 'more'
          ? { id, type: 'more', position: at, ...BOX, data: { more: shows, open: onMore } }
          : { id, type: 'end', position: at, ...BOX, data: { node: shows, asked: id === boxId(asked), open: onNode } },
      ),
    [drawing, asked, onNode, onMore],
  );
  const edges = useMemo<Edge[]>(
    () =>
      drawing.arrows.map(({ id, from, to, edge }) => ({
        id,
        source: from,
        target: to,
        markerEnd: { type: MarkerType.ArrowClosed },
        className: `tc-lineage-arrow tc-lineage-${edge?.certainty ?? 'more'}`,
        ...(edge && { type: 'link', data: { edge, open: onEdge } }),
      })),
    [drawing, onEdge],
  );
  const frame = useRef<HTMLDivElement>(null);
  return (
    <ReactFlow
      ref={frame}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      // From its upper left, as wide as can be read: the page scrolls for what is below.
      onInit={(flow) => {
        const zoom = (frame.current?.clientWidth ?? 0) / (drawing.width + EDGE);
        void flow.setViewport({ x: 0, y: 0, zoom: Math.max(SMALLEST, Math.min(1, zoom)) });
      }}
      fitViewOptions={{ maxZoom: 1, padding: 0.05 }}
      minZoom={0.1}
      zoomOnScroll={false}
      preventScrolling={false}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      proOptions={{ hideAttribution: true }}
    >
      <Controls showInteractive={false} />
    </ReactFlow>
  );
}

function EndBox({ data: { node, asked, open } }: NodeProps<EndNode>) {
  const whose = whoseText(node);
  const hasEvents = node.kind !== 'instance' && node.kind !== 'function';
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className={`tc-lineage-box tc-lineage-${node.kind} nopan`}
        aria-current={asked ? 'true' : undefined}
        title={`${oneLine(node.value)}\n${whose}\nclick: all about it`}
        onClick={() => open(node)}
        data-testid="lineage-node"
        data-value={node.value}
      >
        <span className="tc-lineage-kind">{kindWord(node)}</span>
        <span className="tc-mono tc-ellipsis">{oneLine(node.value)}</span>
        <span className="tc-dim tc-ellipsis">{whose}</span>
        {hasEvents && <span className={node.denied > 0 ? 'tc-outcome-denied' : 'tc-dim'}>{eventsText(node)}</span>}
        {hasEvents && node.first !== null && <Period node={node} />}
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

/** First and last use, short: the list beside the drawing has them whole. */
function Period({ node: { first, last } }: { node: LineageNode }) {
  const zone = useZone();
  if (first === null || last === null) return null;
  const [from, to] = [zoned(first, zone), zoned(last, zone)];
  const end = from.date === to.date ? to.clock : `${to.date} ${to.clock}`;
  return (
    <span className="tc-lineage-period tc-dim">
      {from.date} {from.clock} – {end}
    </span>
  );
}

function MoreBox({ data: { more, open } }: NodeProps<MoreNode>) {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button type="button" className="tc-lineage-box tc-lineage-more-box nopan" onClick={() => open(more)} data-testid="lineage-more">
        {grouped(more.count)} more
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
}

function LinkArrow({ id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, markerEnd, data }: EdgeProps<LinkEdge>) {
  const zone = useZone();
  const [path, x, y] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  return (
    <>
      <BaseEdge id={id} path={path} {...(markerEnd === undefined ? {} : { markerEnd })} />
      {data && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`tc-lineage-label tc-lineage-label-${data.edge.certainty} nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            title={edgeText(data.edge, zone)}
            disabled={data.edge.event === null}
            onClick={() => data.open(data.edge)}
            data-testid="lineage-edge"
            data-certainty={data.edge.certainty}
          >
            {oneLine(data.edge.how)}
            {data.edge.certainty === 'inferred' && <em> inferred</em>}
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

const NODE_TYPES = { end: EndBox, more: MoreBox };
const EDGE_TYPES = { link: LinkArrow };
