'use client';

import { useEffect } from 'react';
import { reportBrowserError } from '@/lib/reports/report-browser-error';
import './globals.css';

/** The last resort, when even the layout failed: no texts and no theme can be counted on. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => reportBrowserError(error), [error]);
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center p-6">
        <main className="max-w-md">
          <h1 className="text-xl font-semibold">The page could not be shown</h1>
          <p className="mt-2 text-muted-foreground">
            Your work is safe. Try again; if it keeps happening, tell the administrator.
          </p>
          <button
            type="button"
            onClick={retry}
            className="mt-6 h-8 rounded-md bg-primary px-3 font-medium text-primary-foreground"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
