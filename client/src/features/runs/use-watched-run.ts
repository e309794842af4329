'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { browserApi } from '@/lib/api/client';
import { runKey, runQuery } from './api/queries';
import { type LiveRun, isFinal, liveRunOf } from './live-run';
import type { Run } from './types';
import { watchRun } from './watch-run';

export interface WatchedRun {
  run: Run;
  live: LiveRun;
  isActive: boolean;
}

/** A run that exists: read once, then watched until it ends. */
export function useWatchedRun(id: string) {
  const queries = useQueryClient();
  const query = useQuery(runQuery(browserApi, id));
  const [live, setLive] = useState<LiveRun | null>(null);
  // The document says "any" of what JSON cannot but be.
  const run = query.data as Run | undefined;
  const isOpen = run !== undefined && !isFinal(run.status);

  useEffect(() => {
    if (!run || !isOpen) return;
    const controller = new AbortController();
    watchRun(liveRunOf(run), setLive, controller.signal)
      // Also after a broken connection: what the server knows then is the truth.
      .catch(() => undefined)
      .finally(() => {
        if (!controller.signal.aborted) void queries.invalidateQueries({ queryKey: runKey(id) });
      });
    return () => controller.abort();
    // Only a change between open and ended starts or stops the watching.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, isOpen]);

  // What was read after the end wins over what was heard.
  const shown = run && (isOpen && live?.id === id ? live : liveRunOf(run));
  const watched: WatchedRun | null =
    run && shown ? { run: shown.run ?? run, live: shown, isActive: !isFinal(shown.status) } : null;
  return { query, watched };
}
