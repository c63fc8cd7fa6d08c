/** A stall timeout: aborts when no bytes arrive for too long. */
export class Stall {
  readonly #controller = new AbortController();
  readonly #patience: number;
  readonly #called: AbortSignal | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param patience milliseconds without `heard` before the timeout
   * @param called a signal that aborts it as well
   */
  constructor(patience: number, called?: AbortSignal) {
    this.#called = called;
    this.#patience = patience;
    this.heard();
  }
  /** Its reason is "not a byte in 20 s" or that of `called`. */
  get signal(): AbortSignal {
    const own = this.#controller.signal;
    return this.#called ? AbortSignal.any([this.#called, own]) : own;
  }
  /** Whether it timed out, rather than being aborted by the caller. */
  get given(): boolean {
    return this.#controller.signal.aborted && !this.#called?.aborted;
  }
  heard(): void {
    clearTimeout(this.#timer);
    const reason = new Error(`not a byte in ${this.#patience / 1000} s`);
    this.#timer = setTimeout(() => this.#controller.abort(reason), this.#patience);
  }
  end(): void {
    clearTimeout(this.#timer);
  }
}
