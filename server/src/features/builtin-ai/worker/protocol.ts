import type { BuiltinAi } from '../../../engine/builtin-ai.js';

export type Operation = keyof BuiltinAi;
export type InputOf<Op extends Operation> = Parameters<BuiltinAi[Op]>[0];
export type OutputOf<Op extends Operation> = Awaited<ReturnType<BuiltinAi[Op]>>;

/** What the server says to the worker thread. */
export type ToWorker =
  | { type: 'run'; id: number; operation: Operation; input: InputOf<Operation> }
  | { type: 'cancel'; id: number };

/** What the worker thread answers, once for each `run`. `fault`: the input cannot work as it is. */
export type FromWorker =
  | { id: number; outcome: 'done'; output: OutputOf<Operation> }
  | { id: number; outcome: 'cancelled' | 'no-model' }
  | { id: number; outcome: 'fault' | 'failed'; message: string };
