import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

if (typeof document !== 'undefined') {
  afterEach(cleanup);
  // How long a condition is waited for; a small machine that does other things needs more than a second.
  configure({ asyncUtilTimeout: 8_000 });
  // jsdom has no layout; Radix asks for these.
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.hasPointerCapture = () => false;
  Element.prototype.setPointerCapture = () => {};
  Element.prototype.releasePointerCapture = () => {};
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
}
