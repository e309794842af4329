import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const workspaceRoot = path.join(import.meta.dirname, '..');

/** Headers that are the same for every answer; the Content-Security-Policy has a nonce and is set in `src/proxy.ts`. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  // Browsers ignore it over plain http, so a local start is not affected. Subdomains are not ours to decide about.
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
];

const config: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: workspaceRoot,
  // The same commit gives the same files, so that a built image can be checked by building it again.
  generateBuildId: () =>
    /^[0-9a-f]{40}$/.test(process.env.COMMIT ?? '') ? process.env.COMMIT! : null,
  // No page needs Next to change pictures: without that there is no native code to keep safe.
  images: { unoptimized: true },
  turbopack: { root: workspaceRoot },
  reactCompiler: true,
  poweredByHeader: false,
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default createNextIntlPlugin('./src/i18n/request.ts')(config);
