/** The Inside column: which rule, layer and sample it shows, and the last inspection. */
import { create } from 'zustand';
import type { AngleKind } from '../../core/measures/unit';
import { type RuleId, ruleIds } from '../../core/rules';
import type { Inspection, ShownLayer } from '../../core/run/inspect/network';
import type { Experiment, RunId } from '../../core/run/spec';
import { datasetChoice } from '../settings/choices';
import type { SettingsForm } from '../settings/settings';
import { refsOf } from './runList';
import type { LabRuns } from './runs';
import type { RunRef, SeriesLog } from './series';

export interface Inside {
  readonly open: boolean;
  /** Chosen by the user; ignored when the experiment no longer has the rule. */
  readonly rule: RuleId | undefined;
  /** Chosen by the user; otherwise the rule's first seed. */
  readonly seed: number | undefined;
  /** Hidden layer, from 1. */
  readonly layer: number;
  /** Index of a training sample. */
  readonly sample: number;
  readonly angle: AngleKind;
  /** Epoch whose deltas are shown; undefined for the latest. */
  readonly deltaEpoch: number | undefined;
  /** The last inspection, and of what it was taken. */
  readonly seen: SeenInspection | undefined;
  readonly inspectionCost: InspectionCost;
  /** The limit of each colour scale, by matrix; fixed when the matrix is first seen in a run. */
  readonly scales: Scales;
}

export interface SeenInspection {
  readonly run: RunId;
  readonly layer: number;
  readonly inspection: Inspection;
  /** Inputs are drawn as units, not as an image. */
  readonly inputs?: boolean;
}

/** Number and total seconds of inspections of one run. */
export interface InspectionCost {
  readonly run: RunId | undefined;
  readonly count: number;
  readonly seconds: number;
}
const noInspections: InspectionCost = { run: undefined, count: 0, seconds: 0 };

export function addInspection(looks: InspectionCost, { run, inspection }: SeenInspection): InspectionCost {
  const { count, seconds } = looks.run === run ? looks : noInspections;
  return { run, count: count + 1, seconds: seconds + inspection.seconds };
}

export type Scales = Readonly<Record<string, number>>;

/** Key of a colour scale: "B 2", "path 2", "filters 2" and "attention 2" per layer, "W", "units" and "signal" once per run. */
export const scaleKey = (
  run: RunId,
  what: 'B' | 'path' | 'filters' | 'attention' | 'W' | 'units' | 'signal',
  layer = 0,
): string => `${run} ${what} ${layer}`;

const largestOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);

/** Headroom: forward weights grow in training, so their scale starts at this multiple of the first maximum. */
const ROOM = 3;

/** All signals from which feedback may start: target, stored error, and target − output. */
function signalsOf({ sample: { target, output, remembered } }: Inspection): number[] {
  return [...target, ...(remembered ?? []), ...target.map((y, i) => y - (output[i] ?? 0))];
}

/** What is drawn of a layer: its units, or its feature maps. */
export const drawnOf = ({ activations, maps }: ShownLayer): ArrayLike<number> => maps?.values ?? activations;

/** Adds scales for matrices that have none yet; one that is all zero gets none. */
export function withScales(
  scales: Scales,
  { run, layer, inspection, inputs = false }: SeenInspection,
  room = ROOM,
): Scales {
  const { heatmap, wires, layers, filters, attention } = inspection;
  const shown = layers.slice(inputs ? 0 : 1);
  const found: [string, number][] = [
    [scaleKey(run, 'B', layer), heatmap?.largest.feedback ?? 0],
    [scaleKey(run, 'path', layer), room * (heatmap?.largest.path ?? 0)],
    // Most activations lie within −1 … 1.
    [scaleKey(run, 'units'), Math.max(1, ...shown.map((one) => largestOf(drawnOf(one))))],
    [scaleKey(run, 'filters', layer), room * (filters?.largest ?? 0)],
    [scaleKey(run, 'attention', layer), Math.min(1, room * largestOf(attention?.values ?? []))],
    [scaleKey(run, 'W'), room * Math.max(0, ...wires.map(({ weights }) => largestOf(weights)))],
    [scaleKey(run, 'signal'), largestOf(signalsOf(inspection))],
  ];
  const fresh = found.filter(([key, m]) => m > 0 && Number.isFinite(m) && !(key in scales));
  return fresh.length === 0 ? scales : { ...scales, ...Object.fromEntries(fresh) };
}

/** The rule to show: the chosen one, else F³-Error, else the last in the registry's order. */
export function shownRule(chosen: RuleId | undefined, rules: readonly RuleId[]): RuleId | undefined {
  if (chosen && rules.includes(chosen)) return chosen;
  return rules.find((rule) => rule === 'f3-error') ?? ruleIds.findLast((rule) => rules.includes(rule));
}

/** The run to show: the one with the chosen seed, else the rule's first. */
export function shownRun(
  { rule: chosen, seed }: Partial<Pick<Inside, 'rule' | 'seed'>>,
  runs: readonly RunRef[],
): RunRef | undefined {
  const rule = shownRule(
    chosen,
    runs.map((run) => run.rule),
  );
  const own = runs.filter((run) => run.rule === rule);
  return own.find((run) => run.seed === seed) ?? own[0];
}

/** The hidden layer to show: the chosen one, clamped to those of the network. */
export const shownLayer = (chosen: number, hidden: number): number =>
  Math.min(Math.max(1, chosen), Math.max(1, hidden));

/** Milliseconds between inspections: numbers and colours change at most twice a second. */
export const INTERVAL = 500;

interface Wanted {
  readonly run: RunId;
  readonly layer: number;
  readonly sample: number;
}

type Remembered = Pick<Inside, 'seen' | 'inspectionCost' | 'scales'>;
const MOST_REMEMBERED = 5;

/** The parts of a lab that it needs. */
interface Parts {
  readonly series: SeriesLog;
  readonly settings: SettingsForm;
  readonly runs: LabRuns;
}

/** The Inside column of one lab. */
export function createInside({ series, settings, runs }: Parts) {
  const useInside = create<Inside>(() => ({
    open: false,
    rule: undefined,
    seed: undefined,
    layer: 1,
    sample: 0,
    angle: 'gradient-angle',
    deltaEpoch: undefined,
    seen: undefined,
    inspectionCost: noInspections,
    scales: {},
  }));

  const set = (part: Partial<Inside>): void => useInside.setState(part);
  const setInsideOpen = (open: boolean): void => set({ open });
  const chooseRule = (rule: RuleId): void => set({ rule });
  const chooseSeed = (seed: number): void => set({ seed });
  const chooseLayer = (layer: number): void => set({ layer });
  const chooseSample = (sample: number): void => set({ sample });
  const chooseDeltaEpoch = (deltaEpoch: number | undefined): void => set({ deltaEpoch });
  const chooseAngle = (angle: AngleKind): void => set({ angle });

  /** Resets the shown run's scales: for the current view now, for other layers when they are next shown. */
  function rescale(): void {
    const { seen, scales } = useInside.getState();
    if (!seen) return;
    const others = Object.entries(scales).filter(([key]) => !key.startsWith(`${seen.run} `));
    set({ scales: withScales(Object.fromEntries(others), seen, 1) });
  }

  /** The experiment shown: the current run's, or the settings' before there is one. */
  const experiment = (): Experiment =>
    runs.useRuns.getState().experiment ?? settings.useSettings.getState().draft;

  function requested(): Wanted | undefined {
    const { open, rule, seed, layer, sample } = useInside.getState();
    const shown = shownRun({ rule, seed }, refsOf(experiment()));
    if (!open || !shown || document.hidden) return undefined;
    return { run: shown.id, layer: shownLayer(layer, experiment().hidden.length), sample };
  }

  /** Identifies an inspection's result, to skip repeats. */
  function keyOf({ run, layer, sample }: Wanted): string {
    const { generation } = runs.useRuns.getState();
    return [generation, run, layer, sample, series.record().get(run)?.step ?? 0].join('/');
  }

  async function look(last: string): Promise<string> {
    const wanted = requested();
    const key = wanted && keyOf(wanted);
    if (!wanted || key === undefined || key === last) return last;
    const { generation } = runs.useRuns.getState();
    const inspection = await runs.inspectRun(wanted.run, 'network', wanted);
    if (!inspection || generation !== runs.useRuns.getState().generation) return last;
    const { run, layer } = wanted;
    const inputs = datasetChoice(experiment().dataset).image === undefined;
    const seen = { run, layer, inspection, inputs };
    useInside.setState(({ inspectionCost, scales }) => ({
      seen,
      inspectionCost: addInspection(inspectionCost, seen),
      scales: withScales(scales, seen),
    }));
    return key;
  }

  /** Views of earlier runs that Undo may restore, the latest last. */
  const remembered = new Map<number, Remembered>();

  /** Stores the view of one run record and returns that of another, if it was shown before. */
  function lookOf(before: number, now: number): Remembered {
    const { seen, inspectionCost, scales } = useInside.getState();
    remembered.delete(before);
    remembered.set(before, { seen, inspectionCost, scales });
    for (const old of [...remembered.keys()].slice(0, -MOST_REMEMBERED)) remembered.delete(old);
    return remembered.get(now) ?? { seen: undefined, inspectionCost: noInspections, scales: {} };
  }

  /** Inspects periodically while the column is open, and at once when the selection changes. Closed, it costs nothing. */
  function startInside(): void {
    let last = '';
    let looking = false;
    let asked = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = async (): Promise<void> => {
      asked = looking;
      if (looking) return;
      looking = true;
      clearTimeout(timer);
      // A failed worker reports itself in the run notes.
      last = await look(last).catch(() => last);
      looking = false;
      if (useInside.getState().open) timer = setTimeout(() => void again(), asked ? 0 : INTERVAL);
    };
    void again();
    useInside.subscribe((now, before) => {
      const same = (['open', 'rule', 'seed', 'layer', 'sample'] as const).every(
        (key) => now[key] === before[key],
      );
      if (!same) void again();
    });
    runs.useRuns.subscribe((now, before) => {
      if (now.generation !== before.generation) {
        last = '';
        set(lookOf(before.generation, now.generation));
      }
      // After a single step the view updates at once.
      if (before.phase === 'stepping' && now.phase === 'paused') void again();
    });
  }

  return {
    useInside,
    setInsideOpen,
    chooseRule,
    chooseSeed,
    chooseLayer,
    chooseSample,
    chooseDeltaEpoch,
    chooseAngle,
    rescale,
    startInside,
  };
}
