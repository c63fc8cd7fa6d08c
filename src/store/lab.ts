/**
 * A lab: settings, runs, curves, and what the Inside column shows. A page may have several labs, each with its own
 * workers and state. Data sets, messages and preferences belong to the page.
 */
import { createRunQueue } from './notebook/queue/queue';
import { createChartScale } from './page/chartScale';
import { createSmoothing } from './page/smoothing';
import { createBackend } from './run/backend';
import { createByRule } from './run/byRule';
import { createClock } from './run/clock';
import { createInside } from './run/inside';
import { createRedraw } from './run/redraw';
import { createRunActions } from './run/runActions';
import { createRunNames } from './run/runList';
import { createRuns } from './run/runs';
import { createSeries } from './run/series';
import { createSettings } from './settings/settings';

/** @param keeps whether the notebook keeps its runs; a lesson's mini-lab leaves no trace */
export function createLab({ keeps = false }: { readonly keeps?: boolean } = {}) {
  const series = createSeries();
  const clock = createClock();
  const redraw = createRedraw(series);
  const settings = createSettings();
  const backend = createBackend(settings);
  const names = createRunNames(series);
  const runs = createRuns({ series, clock, redraw, settings });
  /** The Lab trains it itself: its runs are not for the queue. */
  const isLive = (id: string): boolean => {
    const { kept, session } = runs.currentConnection();
    return kept?.id === id && session !== undefined;
  };
  return {
    series,
    clock,
    redraw,
    settings,
    backend,
    names,
    runs,
    byRule: createByRule(series),
    actions: createRunActions({ series, clock, settings, runs, names, backend, keeps }),
    queue: createRunQueue(backend, isLive),
    inside: createInside({ series, settings, runs }),
    chartScale: createChartScale(),
    smoothing: createSmoothing(),
  };
}
export type Lab = ReturnType<typeof createLab>;
