/**
 * Scripts run only with the nonce of this answer, or when such a script loads them.
 * Styles may be inline: Radix places its pop-ups, and CodeMirror draws, with style attributes and elements.
 */
export function contentSecurityPolicy(isDevelopment = process.env.NODE_ENV === 'development'): {
  nonce: string;
  value: string;
} {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const directives = [
    "default-src 'self'",
    // React's development build explains errors with eval; the production build does not use it.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return { nonce, value: directives.join('; ') };
}
