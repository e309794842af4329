import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Sets one value of a gauge; labels are those that were declared. */
export type SetGauge<Label extends string> = (labels: Record<Label, string>, value: number) => void;

/**
 * The Prometheus registry of this process, one instance per application. Each slice registers its
 * own metrics when it is made, so that all of them are known (and documented) from the start. Label
 * values come from small fixed sets: never a name that somebody chose, an id or an address.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'apm_' });
  }

  counter<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: number[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }

  /** A value that is read when Prometheus asks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): Gauge {
    return this.gauges(name, help, [], async (set) => set({}, await read()));
  }

  /** Values that are read when Prometheus asks; what is not set then is not shown. */
  gauges<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    read: (set: SetGauge<Label>) => void | Promise<void>,
  ): Gauge<Label> {
    return new Gauge<Label>({
      name,
      help,
      labelNames,
      registers: [this.registry],
      async collect() {
        this.reset();
        await read((labels, value) => this.set(labels as never, value));
      },
    });
  }

  /** A counter that somebody else counts, read when Prometheus asks. */
  counted<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    read: (set: SetGauge<Label>) => void,
  ): Counter<Label> {
    return new Counter<Label>({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect() {
        this.reset();
        read((labels, value) => this.inc(labels as never, value));
      },
    });
  }
}
