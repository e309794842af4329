/** The process answers. Asks nobody, so that a server that is away does not restart the client. */
export const dynamic = 'force-dynamic';

export const GET = (): Response =>
  Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
