import { setTimeout } from 'node:timers/promises';
import type { Api } from '../server-process.js';
import { until } from '../recovery.js';

/** One kind of request of a caller; it throws when the answer is not the right one. */
export type Ask = (number: number) => Promise<unknown>;

/** Callers that ask one thing after the other until they are told to stop, and count what fails. */
export class Load {
  count = 0;
  readonly failures: string[] = [];
  private stopping = false;
  private readonly callers: Promise<void>[];

  constructor(asks: Record<string, Ask>, callers: number, pauseMs: number) {
    const kinds = Object.entries(asks);
    this.callers = Array.from({ length: callers }, async (_, caller) => {
      for (let turn = caller; !this.stopping; turn += 1) {
        const [kind, ask] = kinds[turn % kinds.length] as [string, Ask];
        const number = (this.count += 1);
        await ask(number).catch((error: Error) =>
          this.failures.push(`${kind} ${number}: ${error.message} ${String(error.cause ?? '')}`),
        );
        await setTimeout(pauseMs);
      }
    });
  }

  /** Resolves when so many more requests were begun. */
  more(requests: number): Promise<void> {
    const aim = this.count + requests;
    return until(() => this.count >= aim);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.callers);
  }
}

/** Refuses an answer that does not hold these values. */
export async function expecting<T extends object>(
  answer: Promise<T>,
  values: Partial<T>,
): Promise<T> {
  const given = await answer;
  for (const [name, value] of Object.entries(values)) {
    const found = given[name as keyof T];
    if (JSON.stringify(found) !== JSON.stringify(value))
      throw new Error(`${name} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`);
  }
  return given;
}

export type { Api };
