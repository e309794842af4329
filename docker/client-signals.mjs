import { subscribe } from 'node:diagnostics_channel';

// Loaded before the client's server (node --import): it stops like our server does. For DRAIN_SECONDS
// everything is served as before, while health says 503 and each answer closes its connection. Then
// nobody new is let in, who watches a run is left to ask the next process, and all else may finish
// within SHUTDOWN_SECONDS. Next itself would let nobody in from the first signal on, wait without end
// for whoever watches a run, and end with 143, which reads like a failure where 0 is expected.
process.env.NEXT_MANUAL_SIG_HANDLE = '1';

const HEALTH = '/api/health/';
const LOOK_MS = 200;

/** @param {string} name @param {number} otherwise */
const msOf = (name, otherwise) => Number(process.env[name] || otherwise) * 1000;

/** @type {import('node:http').Server | undefined} */
let server;
/** @type {Set<import('node:http').ServerResponse>} */
const underWay = new Set();
let isStopping = false;

// Next keeps its server to itself; Node tells of it.
subscribe('tracing:net.server.listen:asyncStart', (message) => {
  server ??= /** @type {any} */ (message).server;
});
subscribe('http.server.request.start', (message) => {
  /** @type {{ response: import('node:http').ServerResponse }} */
  const { response } = /** @type {any} */ (message);
  underWay.add(response);
  response.once('close', () => underWay.delete(response));
});

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop);

/** The second signal ends at once. */
function stop() {
  if (isStopping || !server) process.exit(isStopping ? 1 : 0);
  isStopping = true;
  announce(server);
  setTimeout(finish, msOf('DRAIN_SECONDS', 0), server);
}

/** @param {import('node:http').Server} server */
function announce(server) {
  for (const response of underWay) leaveAfter(response);
  const [answer] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    leaveAfter(response);
    if (!request.url?.startsWith(HEALTH)) return answer?.call(server, request, response);
    response.writeHead(503, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end('{"status":"stopping"}');
  });
}

/** @param {import('node:http').Server} server */
function finish(server) {
  server.close(() => process.exit(0));
  setTimeout(() => process.exit(0), msOf('SHUTDOWN_SECONDS', 20));
  const look = () => {
    server.closeIdleConnections();
    for (const response of underWay) if (isWatched(response)) response.destroy();
  };
  look();
  setInterval(look, LOOK_MS);
}

/** @param {import('node:http').ServerResponse} response */
function leaveAfter(response) {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

/** @param {import('node:http').ServerResponse} response */
const isWatched = (response) =>
  String(response.getHeader('content-type')).startsWith('text/event-stream');
