/** How many runs train at once: one per core, or, on a graphics device, as many as a short measurement says. */
import type { BackendId } from '../../../core/run/backends';

export interface Limit {
  readonly atOnce: () => number;
  /** Call whenever runs report progress. @param time in seconds @param samples done by all runs so far */
  readonly note: (time: number, samples: number) => void;
  /** A run began or ended: the measurement of the present number begins again. */
  readonly changed: (training: number) => void;
}

/** Runs are started anew this many seconds after their number changed: the first ones compile and warm up. */
const WARM_UP = 2;
/** Seconds of one measurement. */
const WINDOW = 3;
/** One more run has to raise the total rate by this factor. */
const GAIN = 1.15;
const MOST_ON_GPU = 4;

const fixedLimit = (atOnce: number): Limit => ({
  atOnce: () => atOnce,
  note: () => undefined,
  changed: () => undefined,
});

/** Starts with one run, and adds another for as long as that raises samples per second over all runs. */
function measuredLimit(): Limit {
  let atOnce = 1;
  let settled = false;
  let best = 0;
  let training = 0;
  let changedAt: number | undefined;
  let from: { readonly time: number; readonly samples: number } | undefined;

  function judge(rate: number): void {
    if (rate >= best * GAIN) {
      best = rate;
      settled = atOnce === MOST_ON_GPU;
      if (!settled) atOnce += 1;
    } else {
      settled = true;
      atOnce -= 1;
    }
    from = undefined;
  }

  function note(time: number, samples: number): void {
    // With fewer runs than allowed, the rate says nothing about this number.
    if (settled || training !== atOnce) return;
    changedAt ??= time;
    if (time - changedAt < WARM_UP) return;
    from ??= { time, samples };
    const seconds = time - from.time;
    if (seconds >= WINDOW) judge((samples - from.samples) / seconds);
  }

  function changed(now: number): void {
    training = now;
    changedAt = undefined;
    from = undefined;
  }

  return { atOnce: () => atOnce, note, changed };
}

/** @param cores of this computer */
export const createLimit = (backend: BackendId, cores: number): Limit =>
  backend === 'webgpu' ? measuredLimit() : fixedLimit(cores);
