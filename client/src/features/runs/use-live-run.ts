'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { JsonObject } from '@/features/tools/definition';
import { workspaceKey } from '@/lib/api/queries';
import { type LiveRun, isFinal, startingRun } from './live-run';
import { type RunTarget, cancelRun, startRun } from './watch-run';

export interface LiveRunControl {
  live: LiveRun | null;
  /** Why the run could not be started or watched. */
  problem: unknown;
  isActive: boolean;
  isCancelling: boolean;
  start: (inputs: JsonObject, planned?: readonly { path: string; kind: string }[]) => Promise<void>;
  cancel: () => Promise<void>;
}

/** Runs a tool and watches it. Leaving the page stops the watching, not the run. */
export function useLiveRun(target: RunTarget): LiveRunControl {
  const queries = useQueryClient();
  const [live, setLive] = useState<LiveRun | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isCancelling, setCancelling] = useState(false);
  const connection = useRef<AbortController | null>(null);
  useEffect(() => () => connection.current?.abort(), []);

  const start: LiveRunControl['start'] = async (inputs, planned) => {
    connection.current?.abort();
    const controller = new AbortController();
    connection.current = controller;
    const begin = startingRun(planned);
    setProblem(null);
    setCancelling(false);
    setLive(begin);
    try {
      await startRun(target, inputs, begin, setLive, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return;
      setProblem(error);
      setLive((now) => (now?.id ? now : null));
    } finally {
      void queries.invalidateQueries({ queryKey: workspaceKey(target.workspace, 'runs') });
    }
  };

  const cancel = async () => {
    if (!live?.id) return;
    setCancelling(true);
    try {
      await cancelRun(live.id);
    } catch (error) {
      setProblem(error);
    }
    setCancelling(false);
  };

  return {
    live,
    problem,
    isActive: live !== null && problem === null && !isFinal(live.status),
    isCancelling,
    start,
    cancel,
  };
}
