// healthy.mjs PATH: ends with 0 when the program of this container answers PATH with success. A command
// without quotes, so that a platform can be given it as its own health check (docs/deploy/coolify.md).
const { API_PORT, PORT } = process.env;
const answer = await fetch(`http://127.0.0.1:${API_PORT ?? PORT}${process.argv[2]}`).catch(
  () => undefined,
);
process.exit(answer?.ok ? 0 : 1);
