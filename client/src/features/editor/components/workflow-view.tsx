'use client';

import { Background, Handle, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { LogIn, LogOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import type { Definition } from '@/features/tools/definition';
import { cn } from '@/lib/cn';
import { stepKindIcon } from '@/lib/step-kinds';
import { INPUTS_NODE, OUTPUT_NODE, toWorkflow } from '../references';

const COLUMN_PX = 190;
const ROW_PX = 64;

type StepNode = Node<{ label: string; kind: string }, 'step'>;

const nodeTypes = { step: StepNodeView };

/** The workflow as its references draw it; nobody wires boxes. */
export function WorkflowView({
  definition,
  onSelect,
}: {
  definition: Definition;
  onSelect: (id: string) => void;
}) {
  const t = useTranslations('editor.drawing');
  const { resolvedTheme } = useTheme();
  const { nodes, edges } = toWorkflow(definition);
  const levels = Map.groupBy(nodes, (node) => node.level);
  const tallest = Math.max(...[...levels.values()].map((column) => column.length));
  const names: Record<string, string> = { [INPUTS_NODE]: t('inputs'), [OUTPUT_NODE]: t('output') };
  const placed = nodes.map((node): StepNode => {
    const column = levels.get(node.level) ?? [];
    const top = ((tallest - column.length) / 2 + column.indexOf(node)) * ROW_PX;
    return {
      id: node.id,
      type: 'step',
      position: { x: node.level * COLUMN_PX, y: top },
      data: { label: names[node.id] ?? node.id, kind: node.kind },
    };
  });
  const summary = edges
    .map(({ from, to }) => `${names[from] ?? from} → ${names[to] ?? to}`)
    .join(', ');
  return (
    <figure
      aria-label={`${t('label')}: ${summary}`}
      className="overflow-hidden rounded-xl border bg-sunken"
      style={{ height: Math.min(380, Math.max(190, tallest * ROW_PX + 70)) }}
    >
      <ReactFlow
        key={nodes.map((node) => `${node.id}${node.level}`).join()}
        nodes={placed}
        edges={edges.map(({ from, to }) => ({
          id: `${from}-${to}`,
          source: from,
          target: to,
          focusable: false,
        }))}
        nodeTypes={nodeTypes}
        colorMode={resolvedTheme === 'dark' ? 'dark' : 'light'}
        onNodeClick={(_, node) => onSelect(node.id)}
        fitView
        fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
        minZoom={0.3}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={16} />
      </ReactFlow>
    </figure>
  );
}

function StepNodeView({ data }: NodeProps<StepNode>) {
  const Icon =
    data.kind === 'inputs' ? LogIn : data.kind === 'output' ? LogOut : stepKindIcon(data.kind);
  const isEnd = data.kind === 'inputs' || data.kind === 'output';
  return (
    <div
      className={cn(
        'flex h-10 w-36 items-center gap-2 rounded-lg border bg-surface px-2.5 text-[0.8125rem] text-foreground shadow-card',
        isEnd && 'border-dashed bg-sunken',
      )}
    >
      <Handle type="target" position={Position.Left} className="opacity-0" isConnectable={false} />
      <Icon aria-hidden className="size-4 shrink-0 text-accent-foreground" strokeWidth={1.75} />
      <span className="truncate font-medium">{data.label}</span>
      <Handle type="source" position={Position.Right} className="opacity-0" isConnectable={false} />
    </div>
  );
}
