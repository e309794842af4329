import { ApiProblem, parseProblem } from './problem';

interface FetchResult<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The value of an API call; throws `ApiProblem` for every other answer and for no answer. A 204 gives `undefined`. */
export async function unwrap<T>(call: Promise<FetchResult<T>>): Promise<T> {
  let result: FetchResult<T>;
  try {
    result = await call;
  } catch (cause) {
    // The caller gave up itself; that is no problem to show.
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw new ApiProblem(0, { code: 'network' }, { cause });
  }
  if (!result.response.ok) throw new ApiProblem(result.response.status, parseProblem(result.error));
  return result.data as T;
}
