import { signInWith } from '@/lib/bff/sign-in';

export const POST = (request: Request): Promise<Response> => signInWith(request, 'login');
