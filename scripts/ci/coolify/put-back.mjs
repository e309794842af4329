import { textOf } from './coolify.mjs';

const messageOf = (/** @type {Error} */ error) => error.message;

/**
 * Puts the old versions back, the last application first. Each is tried, whatever becomes of the others.
 * @param {import('./coolify.mjs').Application[]} touched
 * @param {object} options
 * @param {ReturnType<import('./coolify.mjs').coolifyAt>} options.coolify
 * @param {() => Promise<void>} options.checkOld waits until what was served before is served again
 * @param {number} options.until
 * @param {(line: string) => void} options.say
 * @returns {Promise<string>} what became of it, with a line for each application unless all went well
 */
export async function putBack(touched, { coolify, checkOld, until, say }) {
  if (touched.length === 0) return 'Nothing was changed.';
  const known = touched.filter(({ old }) => old).toReversed();
  if (known.length === 0) return 'No earlier version is known: nothing was put back.';
  /** @type {Map<import('./coolify.mjs').Application, string>} */
  const faults = new Map();
  const each = async (work) => {
    for (const app of known.filter((one) => !faults.has(one))) {
      await work(app).catch((error) => faults.set(app, messageOf(error)));
    }
  };
  // All of them are set before the first is deployed: should this end half-way, whoever presses
  // "Redeploy" gets the old version.
  await each((app) => {
    say(`${app.name}: putting ${textOf(app.old)} back`);
    return coolify.set(app, app.old);
  });
  await each((app) => coolify.deploy(app, until));

  const complete = known.length === touched.length && faults.size === 0;
  // With a part of it left on the new version, nobody can say what should be served.
  const unserved = complete ? await checkOld().then(() => '', messageOf) : '';
  if (complete && unserved === '') {
    const versions = new Set(known.map(({ old }) => textOf(old)));
    return `The old version was put back (${[...versions].join(', ')}) and is served.`;
  }
  const lines = touched.map((app) => {
    if (!app.old) return `${app.name}: no earlier version is known; LEFT as it is: ${app.state}`;
    const fault = faults.get(app);
    return fault
      ? `${app.name}: could NOT be put back: ${fault.replace(`${app.name}: `, '')}`
      : `${app.name}: ${textOf(app.old)} was put back`;
  });
  return [
    unserved ? `The old version could NOT be put back: ${unserved}` : 'NOT all of it was put back:',
    ...lines,
    'Do the rest by hand, as docs/pipeline.md says.',
  ].join('\n');
}
