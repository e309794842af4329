import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      '@': path.join(import.meta.dirname, 'src'),
      // It throws outside of a React server build, which a test is not.
      'server-only': path.join(import.meta.dirname, 'src/test/empty.ts'),
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    // Handlers and pure rules run in Node; component tests ask for jsdom at their top.
    environment: 'node',
    restoreMocks: true,
    // A small machine that does other things at the same time is no reason to fail.
    testTimeout: 30_000,
  },
});
