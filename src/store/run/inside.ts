/** The Inside column: which rule, layer and sample are looked at, and what was last seen there. */
import { create } from 'zustand';
import type { Inspection } from '../../core/measures/inspect';
import { type RuleId, ruleIds } from '../../core/rules';
import type { Experiment, RunId } from '../../core/run/spec';
import { datasetChoice } from '../settings/choices';
import type { SettingsForm } from '../settings/settings';
import { refsOf } from './runList';
import type { LabRuns } from './runs';
import type { RunRef, SeriesLog } from './series';

/** The measures that the angle chart can show. */
export const angleKinds = ['gradient-angle', 'delta-angle', 'counterfactual'] as const;
export type AngleKind = (typeof angleKinds)[number];

export interface Inside {
  readonly open: boolean;
  /** Chosen by the person; a rule that is not there any more is not shown. */
  readonly rule: RuleId | undefined;
  /** Chosen by the person where a rule has several; else the first. */
  readonly seed: number | undefined;
  /** Hidden layer, from 1. */
  readonly layer: number;
  /** Place of a training sample. */
  readonly sample: number;
  readonly angle: AngleKind;
  /** Of which the deltas are shown; undefined for the latest. */
  readonly deltaEpoch: number | undefined;
  /** The last look, with what it was taken of. */
  readonly seen: Look | undefined;
  readonly looks: Looks;
  /** What the ends of each colour scale stand for, by matrix: fixed when it is first seen in a run. */
  readonly scales: Scales;
}

export interface Look {
  readonly run: RunId;
  readonly layer: number;
  readonly inspection: Inspection;
  /** Inputs are drawn as units, not as a picture. */
  readonly inputs?: boolean;
}

/** Looks at one run's network, and the seconds they took. */
export interface Looks {
  readonly run: RunId | undefined;
  readonly count: number;
  readonly seconds: number;
}
const noLooks: Looks = { run: undefined, count: 0, seconds: 0 };

export function withLook(looks: Looks, { run, inspection }: Look): Looks {
  const { count, seconds } = looks.run === run ? looks : noLooks;
  return { run, count: count + 1, seconds: seconds + inspection.seconds };
}

export type Scales = Readonly<Record<string, number>>;

/** Names a scale: "B 2", "path 2", of all "W" that are drawn, "units" or the "signal" of a run's network. */
export const scaleKey = (run: RunId, what: 'B' | 'path' | 'W' | 'units' | 'signal', layer = 0): string =>
  `${run} ${what} ${layer}`;

const largestOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);

/** Forward weights grow while they learn: their scale has room for so many times what is seen first. */
const ROOM = 3;

/** Whatever feedback may start from. */
function signalsOf({ sample: { target, output, remembered } }: Inspection): number[] {
  return [...target, ...(remembered ?? []), ...target.map((y, i) => y - (output[i] ?? 0))];
}

/** The scales with those of a look that were not there before; what is all zero says nothing yet. */
export function withScales(
  scales: Scales,
  { run, layer, inspection, inputs = false }: Look,
  room = ROOM,
): Scales {
  const { heatmap, wires, layers } = inspection;
  const activations = layers.slice(inputs ? 0 : 1).flatMap(({ activations }) => activations);
  const found: [string, number][] = [
    [scaleKey(run, 'B', layer), heatmap?.largest.feedback ?? 0],
    [scaleKey(run, 'path', layer), room * (heatmap?.largest.path ?? 0)],
    // Most activations squash to −1 … 1.
    [scaleKey(run, 'units'), Math.max(1, largestOf(activations))],
    [scaleKey(run, 'W'), room * Math.max(0, ...wires.map(({ weights }) => largestOf(weights)))],
    [scaleKey(run, 'signal'), largestOf(signalsOf(inspection))],
  ];
  const fresh = found.filter(([key, m]) => m > 0 && Number.isFinite(m) && !(key in scales));
  return fresh.length === 0 ? scales : { ...scales, ...Object.fromEntries(fresh) };
}

/** The rule that is shown: the chosen one, else F³'s, else the last that feeds anything. */
export function shownRule(chosen: RuleId | undefined, rules: readonly RuleId[]): RuleId | undefined {
  if (chosen && rules.includes(chosen)) return chosen;
  return rules.find((rule) => rule === 'f3-error') ?? ruleIds.findLast((rule) => rules.includes(rule));
}

/** The run whose network is shown: of the chosen seed where that is there, else the first of its rule. */
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

/** The hidden layer that is shown: the chosen one, or the last of a network that has fewer. */
export const shownLayer = (chosen: number, hidden: number): number =>
  Math.min(Math.max(1, chosen), Math.max(1, hidden));

/** Milliseconds between two looks: numbers and colours change at most twice a second. */
export const INTERVAL = 500;

interface Wanted {
  readonly run: RunId;
  readonly layer: number;
  readonly sample: number;
}

type Remembered = Pick<Inside, 'seen' | 'looks' | 'scales'>;
const MOST_REMEMBERED = 5;

/** Of what it looks into. */
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
    looks: noLooks,
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

  /** Scales of what is seen now are taken anew; those of other layers when they are seen next. */
  function rescale(): void {
    const { seen, scales } = useInside.getState();
    if (!seen) return;
    const others = Object.entries(scales).filter(([key]) => !key.startsWith(`${seen.run} `));
    set({ scales: withScales(Object.fromEntries(others), seen, 1) });
  }

  /** What is looked at: the run, or before it what would run. */
  const experiment = (): Experiment =>
    runs.useRuns.getState().experiment ?? settings.useSettings.getState().draft;

  function requested(): Wanted | undefined {
    const { open, rule, seed, layer, sample } = useInside.getState();
    const shown = shownRun({ rule, seed }, refsOf(experiment()));
    if (!open || !shown || document.hidden) return undefined;
    return { run: shown.id, layer: shownLayer(layer, experiment().hidden.length), sample };
  }

  /** What a look would show; the same again is not worth asking for. */
  function keyOf({ run, layer, sample }: Wanted): string {
    const { generation } = runs.useRuns.getState();
    return [generation, run, layer, sample, series.record().get(run)?.step ?? 0].join('/');
  }

  async function look(last: string): Promise<string> {
    const wanted = requested();
    const key = wanted && keyOf(wanted);
    if (!wanted || key === undefined || key === last) return last;
    const { generation } = runs.useRuns.getState();
    const inspection = await runs.inspectRun(wanted.run, wanted);
    if (!inspection || generation !== runs.useRuns.getState().generation) return last;
    const { run, layer } = wanted;
    const inputs = datasetChoice(experiment().dataset).image === undefined;
    const seen = { run, layer, inspection, inputs };
    useInside.setState(({ looks, scales }) => ({
      seen,
      looks: withLook(looks, seen),
      scales: withScales(scales, seen),
    }));
    return key;
  }

  /** Of runs that may be had back: a few, the last one last. */
  const remembered = new Map<number, Remembered>();

  /** Another record of curves is shown: what was last seen of that one, if it was shown before. */
  function lookOf(before: number, now: number): Remembered {
    const { seen, looks, scales } = useInside.getState();
    remembered.delete(before);
    remembered.set(before, { seen, looks, scales });
    for (const old of [...remembered.keys()].slice(0, -MOST_REMEMBERED)) remembered.delete(old);
    return remembered.get(now) ?? { seen: undefined, looks: noLooks, scales: {} };
  }

  /** Looks while the column is open, and at once when something else is to be looked at. Closed, it costs nothing. */
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
      // A worker that broke says so itself, where the run is shown.
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
      // Who goes step by step waits for nothing.
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
