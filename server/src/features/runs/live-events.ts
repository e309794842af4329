import { EventEmitter } from 'node:events';
import type { RunEvent } from '../../engine/types.js';

/** An event as it was sent: `id` grows within one holder of the run. */
export interface SentEvent {
  id: string;
  event: RunEvent;
}

const KEPT_EVENTS = 1_000;

/**
 * What happens in one run that this process carries out. Keeps the last events, so that a watcher
 * who comes late, or back, misses nothing that is still worth showing.
 */
export class LiveEvents {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly kept: SentEvent[] = [];
  private count = 0;
  private ended = false;

  constructor(private readonly fence: number) {}

  emit(event: RunEvent): void {
    this.count += 1;
    const sent = { id: `${this.fence}-${this.count}`, event };
    this.kept.push(sent);
    if (this.kept.length > KEPT_EVENTS) this.kept.shift();
    this.emitter.emit('event', sent);
  }

  /** No more events: the run has ended, or is no longer this process's. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.emitter.emit('end');
  }

  /** What a watcher knows who has seen everything up to `lastId`. */
  upTo(lastId: string | undefined): SentEvent[] {
    return this.kept.slice(0, this.kept.findIndex((sent) => sent.id === lastId) + 1);
  }

  /**
   * Calls `onEvent` for the kept events after `lastId` and for all that come, then `onEnd` once.
   * The answer ends the subscription.
   */
  watch(
    lastId: string | undefined,
    onEvent: (sent: SentEvent) => void,
    onEnd: () => void,
  ): () => void {
    for (const sent of this.kept.slice(this.upTo(lastId).length)) onEvent(sent);
    if (this.ended) {
      onEnd();
      return () => undefined;
    }
    this.emitter.on('event', onEvent);
    this.emitter.once('end', onEnd);
    return () => {
      this.emitter.off('event', onEvent);
      this.emitter.off('end', onEnd);
    };
  }
}
