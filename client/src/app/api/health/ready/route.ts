import { findHealth } from '@/lib/health';

/** Pages can be shown; `degraded` while the server does not answer. */
export const dynamic = 'force-dynamic';

export const GET = async (): Promise<Response> =>
  Response.json(await findHealth(), { headers: { 'cache-control': 'no-store' } });
