/** A problem that the client's own server answers, in the shape of the API's problems. */
export function problemResponse(
  status: number,
  code: string,
  title: string,
  detail: string,
  headers?: HeadersInit,
): Response {
  return new Response(
    JSON.stringify({ type: `urn:aipoweredmakers:problem:${code}`, title, status, detail, code }),
    {
      status,
      headers: {
        ...headers,
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
      },
    },
  );
}

export const serverUnavailable = (): Response =>
  problemResponse(
    503,
    'server-unavailable',
    'Server unavailable',
    'The server does not answer. Try again in a moment.',
    { 'retry-after': '5' },
  );

export const insecureConnection = (): Response =>
  problemResponse(
    400,
    'insecure-connection',
    'Insecure connection',
    'Signing in needs https, or http on this machine itself (http://localhost). On a network that you trust, set INSECURE_COOKIES=true.',
  );

export const crossOrigin = (): Response =>
  problemResponse(
    403,
    'cross-origin',
    'Request from another site',
    'This address accepts changes from its own pages only.',
  );
