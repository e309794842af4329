// Lets plain Node run these TypeScript files as they are: `./x.js` means `./x.ts` when only that exists.
// Needed where no compiler is: the worker thread under jest, and the evaluation.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (/^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts')) {
      return nextResolve(`${specifier.slice(0, -3)}.ts`, context);
    }
    return nextResolve(specifier, context);
  },
});
