import { root } from '../../lib/paths.mjs';
import { Problem } from '../../lib/problem.mjs';
import { command } from './command.mjs';

const WORKFLOW = '.github/workflows/deploy-backend.yml';
const DIGEST = '.[0].verificationResult.statement.subject[0].digest.sha256';

/**
 * Proves that this repository's own workflow made an image, as it is on main, on a machine of GitHub.
 * The commit cannot be a part of it: a workflow that follows CI has the commit of main's newest push.
 * @param {string} image with its tag
 * @param {object} options
 * @param {string} options.repository
 * @param {(line: string) => void} options.say
 * @param {number} [options.attempts]
 * @param {number} [options.backoffMs]
 * @returns {Promise<string>} the digest that was proven
 * @throws {Problem} when there is no such proof
 */
export async function provenDigest(image, { repository, ...options }) {
  const origin = ['--repo', repository, '--signer-workflow', `${repository}/${WORKFLOW}`];
  const place = ['--source-ref', 'refs/heads/main', '--deny-self-hosted-runners'];
  const output = ['--format', 'json', '--jq', DIGEST];
  const args = ['attestation', 'verify', `oci://${image}`, ...origin, ...place, ...output];
  const said = await command('gh', args, {
    cwd: root,
    env: process.env,
    limitMs: 120_000,
    ...options,
  });
  const digest = said.match(/^[0-9a-f]{64}$/m)?.[0];
  if (!digest) throw new Problem(`gh did not tell the digest of ${image}.`);
  return `sha256:${digest}`;
}
