import { PROXY_PREFIX } from '@/lib/api/client';
import { forward } from '@/lib/bff/forward';

/** A run is watched for as long as the platform lets a function live. */
export const maxDuration = 300;
export const dynamic = 'force-dynamic';

const handle = (request: Request): Promise<Response> => forward(request, PROXY_PREFIX);

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
