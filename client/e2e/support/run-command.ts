import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs a command of the API page in a shell, as its reader would; gives what it prints. */
export async function runCommand(command: string): Promise<string> {
  const run = promisify(execFile);
  const hasCurl = await run('curl', ['--version']).then(
    () => true,
    () => false,
  );
  if (hasCurl)
    return (
      await run('sh', ['-c', command.replace(/^curl /, 'curl --silent --show-error ')], {
        timeout: 60_000,
      })
    ).stdout;
  return fetchAsCurl(command);
}

/** The same request on a machine without curl: the shell still reads the quoting. */
async function fetchAsCurl(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    `curl() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }\n${command}`,
  ]);
  const headers: Record<string, string> = {};
  let [method, url, body] = ['POST', '', ''];
  const given = stdout.split('\0').slice(0, -1);
  for (let at = 0; at < given.length; at++) {
    const argument = given[at] ?? '';
    if (!argument.startsWith('-')) url = argument;
    else if (argument !== '-N') {
      at += 1;
      const value = given[at] ?? '';
      if (argument === '-X') method = value;
      else if (argument === '-d') body = value;
      else if (argument === '-H')
        headers[value.slice(0, value.indexOf(':'))] = value.slice(value.indexOf(':') + 1).trim();
    }
  }
  const response = await fetch(url, { method, headers, body });
  return response.text();
}
