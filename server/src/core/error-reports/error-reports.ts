/** Ids and codes that tell where an error happened; never what people wrote. */
export type ReportTags = Record<string, string | undefined>;

/** Tells an outside service of faults of ours. Without SENTRY_DSN nothing of it is loaded. */
export abstract class ErrorReports {
  abstract readonly isOn: boolean;
  /** Sends in the background; never throws and never waits. */
  abstract report(error: unknown, tags?: ReportTags): void;
}

export class NoErrorReports extends ErrorReports {
  readonly isOn = false;

  report(): void {
    // Nobody asked to be told.
  }
}
