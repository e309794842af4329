import 'server-only';
import { believeProxies } from './bff/forwarded-for';
import { env, isAtVercel } from './env';
import { reportStrayErrors } from './reports/request-errors';

/** What a process does before it answers its first request. */
export function startProcess(): void {
  const { trustedProxies } = settings();
  if (!isAtVercel()) believeProxies(trustedProxies);
  reportStrayErrors();
}

/** Next would answer each request with 500 when this threw: nobody would restart what only looks alive. */
function settings(): ReturnType<typeof env> {
  try {
    return env();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
