import { signOut } from '@/lib/bff/sign-in';

export const POST = (request: Request): Promise<Response> => signOut(request);
