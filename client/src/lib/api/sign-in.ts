import { ApiProblem, toApiProblem } from './problem';

async function post(route: string, body?: unknown): Promise<void> {
  let response: Response;
  try {
    response = await fetch(`/api/auth/${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (cause) {
    throw new ApiProblem(0, { code: 'network' }, { cause });
  }
  if (!response.ok) throw await toApiProblem(response);
}

/** The session comes as httpOnly cookies; the page never holds a token. */
export const signIn = (credentials: { email: string; password: string }): Promise<void> =>
  post('login', credentials);

export const signUp = (account: { name: string; email: string; password: string }): Promise<void> =>
  post('register', account);

export const signOut = (): Promise<void> => post('logout');
