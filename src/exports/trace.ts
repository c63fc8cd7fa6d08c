/**
 * When layers worked, as a Chrome JSON trace, which ui.perfetto.dev and chrome://tracing open: a process for each run, a
 * thread for each worker, a complete event for each work. Format: "Trace Event Format", Google; times in microseconds.
 */
import { type Span, spansOf } from '../core/cost/lanes';
import type { Work } from '../core/cost/timeline';
import type { TraceEvent } from '../core/run/events';

export interface TracedRun extends Pick<TraceEvent, 'epoch' | 'lanes'> {
  /** "F³-Error, seed 3" */
  readonly name: string;
}

const letters: Readonly<Record<Work, string>> = {
  forward: 'F',
  'second-forward': 'F′',
  backward: 'B',
  update: 'U',
};

/** "layer 2", "layers 1–3" */
export function layersText(first: number, last: number): string {
  return first === last ? `layer ${first}` : `layers ${first}–${last}`;
}

/** "stage 2: layers 3–4"; of a run without stages its layers alone. */
function laneName(lanes: TraceEvent['lanes'], lane: number): string {
  const layers = lanes[lane]?.works.map(({ layer }) => layer + 1) ?? [];
  const text = layersText(Math.min(...layers), Math.max(...layers));
  return lanes.length > 1 ? `stage ${lane + 1}: ${text}` : text;
}

/** Whole nanoseconds, so that the end of a work is exactly where the next one begins. */
const nanoseconds = (seconds: number): number => Math.round(1e9 * seconds);

function complete({ layer, batch, work, from, to, lane }: Span, pid: number): object {
  const [ts, end] = [nanoseconds(from), nanoseconds(to)];
  return {
    ...{ ph: 'X', name: `${letters[work]}${layer} · batch ${batch}`, cat: work, pid, tid: lane },
    ...{ ts: ts / 1000, dur: (end - ts) / 1000 },
    args: { layer, batch, work },
  };
}

function eventsOf({ name, epoch, lanes }: TracedRun, pid: number): object[] {
  const about = (what: string, args: object, tid = 0) => ({ ph: 'M', name: what, pid, tid, args });
  const threads = lanes.flatMap((_, lane) => [
    about('thread_name', { name: laneName(lanes, lane) }, lane + 1),
    about('thread_sort_index', { sort_index: lane + 1 }, lane + 1),
  ]);
  return [
    about('process_name', { name: `${name}, epoch ${epoch}` }),
    about('process_sort_index', { sort_index: pid }),
    ...threads,
    ...spansOf(lanes).map((span) => complete(span, pid)),
  ];
}

/**
 * @param runs each on a clock of its own, which begins with its epoch's first batch
 * @returns JSON text, an event a line
 */
export function traceText(runs: readonly TracedRun[]): string {
  const events = runs.flatMap((run, i) => eventsOf(run, i + 1));
  const lines = events.map((event) => JSON.stringify(event)).join(',\n');
  return `{"displayTimeUnit":"ms","traceEvents":[\n${lines}\n]}\n`;
}
