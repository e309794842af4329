import { StepError } from '../step-error.js';

const TIMEOUTS = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
]);

/**
 * What people are told about a connection that failed: the host as they wrote it and what to do,
 * never the address behind it.
 */
export function toStepError(error: unknown, host: string): StepError {
  if (error instanceof StepError) return error;
  const code = codeOf(error);
  if (TIMEOUTS.has(code)) {
    const what =
      code.includes('CONNECT') || code === 'ETIMEDOUT'
        ? 'does not accept the connection'
        : 'does not answer';
    return new StepError('egress-timeout', `"${host}" ${what} in time.`, {
      retryable: true,
      cause: error,
    });
  }
  if (
    code.startsWith('UND_ERR_INVALID_ARG') ||
    code === 'UND_ERR_NOT_SUPPORTED' ||
    code === 'ERR_INVALID_CHAR'
  ) {
    const reason = error instanceof Error ? error.message : 'it is not valid';
    return new StepError('egress-request', `The request cannot be sent: ${reason}.`, {
      cause: error,
    });
  }
  if (
    code.startsWith('Z_') ||
    code.startsWith('ERR__ERROR_FORMAT') ||
    code.startsWith('ERR_BROTLI')
  ) {
    return new StepError(
      'egress-connect',
      `The answer of "${host}" is compressed in a way that cannot be read.`,
      {
        cause: error,
      },
    );
  }
  const tls = /^(ERR_TLS|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_SSL|EPROTO)/.test(code);
  return new StepError('egress-connect', `${tls ? tlsText(host, code) : connectText(host, code)}`, {
    retryable: !tls,
    cause: error,
  });
}

function connectText(host: string, code: string): string {
  if (code === 'ECONNREFUSED')
    return `"${host}" refuses the connection. Check the address and that the server runs.`;
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH')
    return `"${host}" cannot be reached from here.`;
  if (code === 'HPE_INVALID_CONSTANT' || code.startsWith('HPE_'))
    return `"${host}" does not answer in HTTP.`;
  return `The connection to "${host}" broke before the answer was complete.`;
}

const tlsText = (host: string, code: string): string =>
  `No secure connection to "${host}" (${code}). Check its certificate, or use http where that is meant.`;

/** The code of an error, or of the first one inside. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
