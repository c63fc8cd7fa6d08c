/**
 * A lab: settings, the run that they come to, its curves, and what is looked at. A page may have several; each has its
 * own workers and its own state. Data sets, messages and preferences are the page's.
 */
import { createBackend } from './backend';
import { createByRule } from './byRule';
import { createChartScale } from './chartScale';
import { createClock } from './clock';
import { createInside } from './inside';
import { createRedraw } from './redraw';
import { createRunNames } from './runList';
import { createRuns } from './runs';
import { createVerbs } from './runVerbs';
import { createSeries } from './series';
import { createSettings } from './settings';
import { createSmoothing } from './smoothing';

export function createLab() {
  const series = createSeries();
  const clock = createClock();
  const redraw = createRedraw(series);
  const settings = createSettings();
  const backend = createBackend(settings);
  const names = createRunNames(series);
  const runs = createRuns({ series, clock, redraw, settings });
  return {
    series,
    clock,
    redraw,
    settings,
    backend,
    names,
    runs,
    byRule: createByRule(series),
    verbs: createVerbs({ series, clock, settings, runs, names, backend }),
    inside: createInside({ series, settings, runs }),
    chartScale: createChartScale(),
    smoothing: createSmoothing(),
  };
}
export type Lab = ReturnType<typeof createLab>;
