/** Ctrl-C and `kill`: the first signal asks training to stop, so that a summary can be printed. */

/** Debounce, in milliseconds: a terminal and a wrapper such as `npx tsx` each send a signal for one key press. */
const SAME_PRESS = 1000;

const statuses = { SIGINT: 130, SIGTERM: 143 } as const;

export class Interrupt {
  /** Exit status for the signal received; undefined before the first. */
  status: number | undefined;
  private since = 0;

  /** Installs the handlers. Before that, and on a second press, a signal ends the process at once. */
  watch(): void {
    for (const [signal, status] of Object.entries(statuses)) process.on(signal, () => this.note(status));
  }

  private note(status: number): void {
    const at = performance.now();
    if (this.status !== undefined && at - this.since > SAME_PRESS) process.exit(status);
    if (this.status === undefined) [this.status, this.since] = [status, at];
  }
}
