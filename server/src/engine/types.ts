/**
 * The vocabulary of the engine: what a definition is, what a step kind is, what a run leaves in its
 * journal, and the ports through which steps reach the world. Framework-free.
 */

import { StepError, type JsonObject, type JsonValue } from '../core/step-error.js';
import type { BuiltinAi } from './builtin-ai.js';

export { StepError, type JsonObject, type JsonValue };
/** A JSON Schema (draft 2020-12) as data. */
export type JsonSchema = JsonObject | boolean;

// --- Definition -----------------------------------------------------------------------------

/** What a maker writes, version 1. Stored as JSON, exchanged as YAML. */
export interface Definition {
  schemaVersion: 1;
  /** JSON Schema of the inputs; its root is an object. */
  inputs: JsonObject;
  steps: StepDefinition[];
  /** A template: any JSON with `{{ expressions }}` in its strings. */
  output: JsonValue;
}

export interface StepDefinition {
  /** Starts with a letter; letters, digits and underscores; how other steps refer to this one. */
  id: string;
  kind: string;
  /** Shown instead of the id. */
  title?: string;
  /** Settings of the kind, a template. */
  with?: JsonObject;
  /** The step is skipped unless this expression is true. */
  when?: string;
  /** Ids of steps that must be done first although nothing of theirs is mentioned. */
  after?: string[];
  retry?: RetryPolicy;
  /** Limit for one attempt, in seconds. */
  timeoutSeconds?: number;
  /** `fail` (default) ends the run; `continue` goes on with `steps.<id>.error` set. */
  onError?: 'fail' | 'continue';
}

export interface RetryPolicy {
  /** How often the step is tried in all, 1 to 10. */
  attempts: number;
  /** First pause in seconds; doubles each time, with jitter. Default 1. */
  backoffSeconds?: number;
}

/** One fault of a definition or of inputs: where (RFC 6901 pointer with a leading `#`) and what. */
export interface Fault {
  pointer: string;
  detail: string;
}

// --- Journal --------------------------------------------------------------------------------

export type StepStatus = 'succeeded' | 'failed' | 'skipped';

/** Why a step or a run failed. `code` is stable; `message` is for people. */
export interface RunError {
  code: string;
  message: string;
  /** Path of the step that failed; absent when the fault is not a step's. */
  path?: string;
  details?: JsonValue;
}

/** What a step used. Tokens are counted by the model server; the cost by the prices of the model. */
export interface Usage {
  inputTokens?: number;
  outputTokens?: number;
  /** In US dollars; null when the model has no price. */
  cost?: number | null;
  /** `provider-slug/model-name` that answered. */
  model?: string;
}

/** A finished step, one row of the journal. Keyed by its path within the run. */
export interface StepRecord {
  path: string;
  kind: string;
  status: StepStatus;
  /** The attempt that ended the step, from 1; 0 when it was skipped. */
  attempt: number;
  /** The settings after the expressions were put in. */
  input: JsonValue;
  output: JsonValue;
  error: RunError | null;
  usage: Usage | null;
  startedAt: Date;
  finishedAt: Date;
}

export type RunOutcome =
  | { status: 'succeeded'; output: JsonValue }
  | { status: 'failed'; error: RunError }
  | { status: 'cancelled' };

/** What people watching a run are told, in order. */
export type RunEvent =
  | { type: 'step.started'; path: string; kind: string; attempt: number; at: string }
  | { type: 'step.retrying'; path: string; attempt: number; error: RunError; delayMs: number }
  | { type: 'step.token'; path: string; text: string }
  | { type: 'step.finished'; step: StepRecord };

// --- Step kinds -----------------------------------------------------------------------------

/**
 * `pure`: gives the same value again for nothing, so it needs no commit of its own.
 * `cost`: a model call that is paid. `effect`: touches the world outside.
 */
export type StepNature = 'pure' | 'cost' | 'effect';

/** One kind of step. Its schemas feed validation, the editor's form and the reference page. */
export interface StepKind<Input = JsonObject> {
  kind: string;
  title: string;
  /** One sentence for the person who picks a kind. */
  description: string;
  nature: StepNature;
  /** True when the step asks a language model of a connected provider. */
  needsProvider: boolean;
  /** The run ends when a step of this kind succeeds; its output is the run's. */
  endsRun?: boolean;
  /** JSON Schema of `with`, checked after expressions are put in. */
  with: JsonObject;
  /** Settings that are a value of the maker's own: they keep their shape, with null for what an expression does not give. */
  shaped?: readonly string[];
  /** Faults of `with` that its schema cannot express, where no expression stands; pointers as in `#/field`. */
  checkWith?(settings: JsonObject): Fault[];
  /** JSON Schema of `steps.<id>`. */
  output: JsonObject;
  /** Seconds an attempt may take when the step does not say. */
  defaultTimeoutSeconds: number;
  /**
   * Does the work. Throws `StepError` for what went wrong outside; must stop when `signal` aborts.
   */
  run(input: Input, context: StepContext): Promise<StepResult>;
}

export interface StepResult {
  output: JsonValue;
  usage?: Usage;
  /** Set by `stop`: the run ends here, successfully, with this output. */
  stop?: { output: JsonValue };
}

export interface StepContext {
  runId: string;
  workspaceId: string;
  path: string;
  attempt: number;
  /** The run's clock: the same on every attempt and after a restart. */
  now: Date;
  /** Aborts on cancel, timeout, shutdown, and when another process owns the run. */
  signal: AbortSignal;
  /** `run:path`, the same on every attempt: sent as Idempotency-Key where a target takes one. */
  idempotencyKey: string;
  /** Text that a model just wrote, for those who watch. */
  emitToken(text: string): void;
  services: StepServices;
}

/** The ports through which steps reach the world. */
export interface StepServices {
  builtin: BuiltinAi;
  models: Models;
  http: HttpPort;
}

// --- Ports ----------------------------------------------------------------------------------

export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  /** Answers longer than this are refused. */
  maxBytes: number;
}

export interface HttpAnswer {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** Address that answered, after redirects. */
  url: string;
}

/** The guarded way out to the network. Throws `StepError` (`egress-refused`, `egress-failed`, ...). */
export interface HttpPort {
  request(request: HttpRequest): Promise<HttpAnswer>;
}

export interface ModelRequest {
  workspaceId: string;
  /** An alias such as `default`, or `provider-slug/model-name`. */
  model: string;
  /** Asked in this order when the first is unavailable. */
  fallbacks: string[];
  system?: string;
  prompt: string;
  /** `data:` or https addresses of images. */
  images: string[];
  /** When set, the answer is an object of this schema: checked, repaired once, else an error. */
  schema?: JsonObject;
  temperature?: number;
  maxOutputTokens?: number;
  idempotencyKey: string;
  signal: AbortSignal;
  onToken(text: string): void;
}

export interface ModelAnswer {
  text: string;
  /** The parsed object when a schema was asked for. */
  object?: JsonValue;
  usage: Usage;
}

/** Language models of connected providers. Throws `StepError` (`provider-missing`, ...). */
export interface Models {
  generate(request: ModelRequest): Promise<ModelAnswer>;
}
