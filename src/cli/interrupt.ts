/** Ctrl-C and `kill`: the first asks training to stop where it is, so that what was done can be summed up. */

/** Milliseconds in which another signal is the same press: a terminal sends it, and a wrapper such as `npx tsx` again. */
const SAME_PRESS = 1000;

const statuses = { SIGINT: 130, SIGTERM: 143 } as const;

export class Interrupt {
  /** Exit status of the signal that came; undefined while none did. */
  status: number | undefined;
  private since = 0;

  /** From now on; what comes before ends the process at once. A second press does that too. */
  watch(): void {
    for (const [signal, status] of Object.entries(statuses)) process.on(signal, () => this.note(status));
  }

  private note(status: number): void {
    const at = performance.now();
    if (this.status !== undefined && at - this.since > SAME_PRESS) process.exit(status);
    if (this.status === undefined) [this.status, this.since] = [status, at];
  }
}
