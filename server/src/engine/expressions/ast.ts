/** The part of JSONata's syntax tree that is read here. */
export interface AstNode {
  type: string;
  value?: unknown;
  position?: number;
  steps?: AstNode[];
  expressions?: AstNode[];
  arguments?: AstNode[];
  procedure?: AstNode;
  stages?: AstNode[];
  predicate?: AstNode[];
  terms?: { expression: AstNode }[];
  lhs?: AstNode | [AstNode, AstNode][];
  rhs?: AstNode;
  group?: { lhs: [AstNode, AstNode][] };
  expr?: AstNode;
  expression?: AstNode;
  condition?: AstNode;
  then?: AstNode;
  else?: AstNode;
  body?: AstNode;
  pattern?: AstNode;
  update?: AstNode;
  delete?: AstNode;
  keepArray?: boolean;
  keepSingletonArray?: boolean;
  focus?: string;
  index?: string;
}

/** Every direct part of a node, with what it is to the node. */
export function childrenOf(node: AstNode): AstNode[] {
  const children: (AstNode | undefined)[] = [
    ...(node.steps ?? []),
    ...(node.expressions ?? []),
    ...(node.arguments ?? []),
    ...(node.stages ?? []),
    ...(node.predicate ?? []),
    ...(node.terms ?? []).map((term) => term.expression),
    ...(Array.isArray(node.lhs) ? node.lhs.flat() : [node.lhs]),
    ...(node.group?.lhs.flat() ?? []),
    node.procedure,
    node.rhs,
    node.expr,
    node.expression,
    node.condition,
    node.then,
    node.else,
    node.body,
    node.pattern,
    node.update,
    node.delete,
  ];
  return children.filter((child): child is AstNode => child !== undefined && child !== null);
}
