/** One fault in one field of a request, from `errors[]` of a problem answer. */
export interface FieldFault {
  /** JSON pointer into the body that was sent, such as `#/models/0/name`. */
  pointer: string;
  detail: string;
  code?: string;
}

/** The body of an `application/problem+json` answer (RFC 9457). */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  /** Stable name of the problem; switch on this, never on the text. */
  code?: string;
  errors?: FieldFault[];
  traceId?: string;
  [member: string]: unknown;
}

/** An answer of the API that is not a success, or no answer at all (`code` "network"). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldFault[];
  readonly traceId: string | undefined;
  /** Every member of the answer, for problems that carry more. */
  readonly body: ProblemBody;

  constructor(status: number, body: ProblemBody, options?: ErrorOptions) {
    super(body.detail ?? body.title ?? `HTTP ${status}`, options);
    this.status = status;
    this.body = body;
    this.code = body.code ?? (status === 0 ? 'network' : `http-${status}`);
    this.title = body.title ?? '';
    this.detail = body.detail ?? '';
    this.errors = Array.isArray(body.errors) ? body.errors : [];
    this.traceId = body.traceId;
  }
}

/** Also true for a problem that crossed a server-to-browser border and lost its class. */
export const isApiProblem = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem ||
  (error instanceof Error && error.name === 'ApiProblem' && 'status' in error);

/** Code of our own problem, and digest of the error, when the server does not answer. */
export const SERVER_UNAVAILABLE = 'server-unavailable';

/** Turns any failed answer into a problem, also one that is no JSON (a gateway's error page). */
export async function toApiProblem(response: Response): Promise<ApiProblem> {
  const text = await response.text().catch(() => '');
  return new ApiProblem(response.status, parseProblem(text));
}

export function parseProblem(value: unknown): ProblemBody {
  if (typeof value === 'string') {
    try {
      return parseProblem(JSON.parse(value));
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as ProblemBody)
    : {};
}
