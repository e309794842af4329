/** Whose a provider is: of this workspace, or of the platform, which lends it to all workspaces. */
export type ProviderScope = 'workspace' | 'platform';

const PRIVATE_HOSTS = [
  /^(0|10|127)\./,
  /^169\.254\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^\[(::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/,
  /(^|\.)(localhost|local|lan|internal|home\.arpa)$/,
  // A name without a dot, such as that of a container.
  /^[^.[]+$/,
];

/**
 * Whether an address looks like one of the server's own machine or network, which workspaces may
 * not call. It only chooses what a form suggests; the server decides.
 */
export function isInternalAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const host = new URL(address).hostname.toLowerCase();
  return PRIVATE_HOSTS.some((pattern) => pattern.test(host));
}
