/** Watches a source that may fall silent: one that says nothing is as good as gone. */
export class Stall {
  readonly #controller = new AbortController();
  readonly #patience: number;
  readonly #called: AbortSignal | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param patience milliseconds that may pass without `heard`
   * @param called aborts it too
   */
  constructor(patience: number, called?: AbortSignal) {
    this.#called = called;
    this.#patience = patience;
    this.heard();
  }
  /** Its reason says in words what happened: "not a byte in 20 s", or is that of `called`. */
  get signal(): AbortSignal {
    const own = this.#controller.signal;
    return this.#called ? AbortSignal.any([this.#called, own]) : own;
  }
  /** Whether it was too slow, and not called off. */
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
