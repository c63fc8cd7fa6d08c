/** The draft experiment: the form's values, the raw text of every field, and validation problems. */
import { create } from 'zustand';
import type { HiddenLayer } from '../../core/blocks/hidden';
import { type NumberOption, optionProblem } from '../../core/options';
import { type RuleId, ruleIds } from '../../core/rules';
import { type KeysOfKind, settingKeys, settings } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { suggestible } from '../../data/spec';
import { awayConflict, type Conflict, conflicts } from '../../experiment/conflicts';
import { defaultExperiment, onDataset } from '../../experiment/defaults';
import { type FieldKey, fail } from '../../experiment/fields/field';
import { fieldKeys, fields, formatSetting } from '../../experiment/fields/fields';
import { type OptionsKey, optionNumber, optionsOf, withOwnOptions } from '../../experiment/fields/options';
import { formatSeeds } from '../../experiment/fields/seeds';
import { withSetting } from '../../experiment/files/read';
import { findWeights } from '../../experiment/networks/weights';
import type { Machine } from '../../experiment/size';
import { bytesForAll } from '../run/machine';
import type { ChoiceKey } from './choices';
import { frozenAfter, isOfHidden } from './frozen';
import { formatHidden, readHidden } from './hidden';
import {
  freshRows,
  keptRows,
  type Layers,
  type LayerTextKey,
  layerTextKey,
  withOption,
  withRows,
} from './layers';
import { useWeights } from './weights';

/** Settings with one text field. */
type PlainTextKey = KeysOfKind<'whole' | 'number' | 'text'>;
const plainTexts = settingKeys.filter((name): name is PlainTextKey =>
  ['whole', 'number', 'text'].includes(settings[name].kind),
);
/** Settings shown as checkboxes, except the algorithms, of which `setRule` requires at least one. */
export type TicksKey = Exclude<KeysOfKind<'several'>, 'rules'>;
export type TextKey = 'layers' | 'units' | PlainTextKey;
/** One option of the chosen optimizer or schedule: "optimizerOptions.momentum". */
export type OptionTextKey = `${OptionsKey}.${string}`;
/** Fields that keep what is typed. Those of layers have no text until then. */
type TypedKey = TextKey | OptionTextKey | LayerTextKey;

/** Settings of a link or file that this version does not support. */
export interface Notice {
  readonly kind: 'plain' | 'bad';
  readonly title: string;
  readonly problems: readonly string[];
  /** What else the person should know; not of settings that have their defaults. */
  readonly notes?: readonly string[];
}

export interface Settings {
  /** The last valid value of every setting. */
  readonly draft: Experiment;
  /** Raw texts of the fields, valid or not. */
  readonly texts: Readonly<Record<TypedKey, string>>;
  readonly problems: Readonly<Partial<Record<TypedKey | 'rules', string>>>;
  /** An id for each hidden layer, from the input up. */
  readonly rows: readonly number[];
  /** Conflicts between settings that are valid by themselves. */
  readonly conflicts: readonly Conflict[];
  readonly notice: Notice | undefined;
}

function optionTexts(draft: Experiment, key: OptionsKey): Record<OptionTextKey, string> {
  const entries = Object.entries(optionsOf[key](draft).options);
  return Object.fromEntries(
    entries.map(([name, option]) => [`${key}.${name}`, String(draft[key][name] ?? option.default)]),
  );
}

function textsOf(draft: Experiment): Settings['texts'] {
  const plain = Object.fromEntries(plainTexts.map((key) => [key, formatSetting(draft, key)]));
  return {
    ...(plain as Record<PlainTextKey, string>),
    ...formatHidden(draft.hidden),
    ...optionTexts(draft, 'optimizerOptions'),
    ...optionTexts(draft, 'scheduleOptions'),
  };
}

function withProblem(
  problems: Settings['problems'],
  key: keyof Settings['problems'],
  problem: string | undefined,
): Settings['problems'] {
  const { [key]: _old, ...others } = problems;
  return problem === undefined ? others : { ...others, [key]: problem };
}

/** The layers were replaced: rows of their own, without typed texts. */
const otherLayers = ({ hidden }: Experiment, { texts, problems }: Settings) => ({
  rows: freshRows(hidden),
  texts: withRows(texts, []),
  problems: withRows(problems, []),
});

function toggled<T>(all: readonly T[], ticked: readonly T[], one: T, on: boolean): T[] {
  return all.filter((id) => (id === one ? on : ticked.includes(id)));
}

/** Notice that something was opened without some of its settings. */
export function exceptFor(what: string, problems: readonly string[]): Notice | undefined {
  const count = problems.length === 1 ? 'one setting' : `${problems.length} settings`;
  return problems.length === 0
    ? undefined
    : { kind: 'plain', title: `${what}, except for ${count}`, problems };
}

/** The problem of a setting, by itself or in conflict with others. */
export function problemOf(
  { problems, conflicts: found }: Settings,
  key: TypedKey | FieldKey,
): string | undefined {
  const own = (problems as Readonly<Record<string, string | undefined>>)[key];
  // Hidden layers have two fields; conflicts are shown at the width, which can be reduced.
  return own ?? found.find(({ at }) => at === (key === 'units' ? 'hidden' : key))?.problem;
}

/** The first problem that prevents training. */
export function firstProblem({ problems, conflicts: found }: Settings): string | undefined {
  return Object.values(problems)[0] ?? found[0]?.problem;
}

/** Settings in which the draft differs from a run's experiment. */
export function changedFields(draft: Experiment, run: Experiment): FieldKey[] {
  return fieldKeys.filter((key) => {
    if (key !== 'learningRate') return JSON.stringify(draft[key]) !== JSON.stringify(run[key]);
    // Learning rates of unselected rules have no effect.
    return draft.rules.some((rule) => draft.learningRate[rule] !== run.learningRate[rule]);
  });
}

/** The settings of one lab, with all actions that change them. */
export function createSettings() {
  const useSettings = create<Settings>(() => {
    const draft = defaultExperiment();
    const rows = freshRows(draft.hidden);
    return { draft, texts: textsOf(draft), problems: {}, rows, conflicts: [], notice: undefined };
  });

  /** Memory capacity of the chosen backend, once known. */
  let capacity: Machine['capacity'];
  const conflictsOf = (draft: Experiment): readonly Conflict[] => {
    const found = conflicts(draft, { ...bytesForAll(), capacity });
    const away = awayConflict(draft);
    return away ? [...found, away] : found;
  };

  function change(draft: Experiment, rest: Partial<Omit<Settings, 'draft' | 'conflicts'>> = {}): void {
    const now = useSettings.getState();
    const others =
      draft.hidden === now.draft.hidden || rest.rows ? {} : otherLayers(draft, { ...now, ...rest });
    useSettings.setState({ ...rest, ...others, draft, conflicts: conflictsOf(draft) });
  }

  function recheck(): void {
    useSettings.setState(({ draft }) => ({ conflicts: conflictsOf(draft) }));
  }

  function setCapacity(known: Machine['capacity']): void {
    capacity = known;
    recheck();
  }
  useWeights.subscribe(recheck);

  function setHidden(key: 'layers' | 'units', text: string): void {
    const { draft, texts, problems } = useSettings.getState();
    const read = readHidden({ layers: texts.layers, units: texts.units, [key]: text }, key);
    change(read.hidden ? { ...draft, hidden: read.hidden } : draft, {
      texts: { ...texts, layers: read.layers, units: read.units },
      problems: withProblem(
        withProblem(problems, 'layers', read.problems.layers),
        'units',
        read.problems.units,
      ),
    });
    // "hidden" now refers to other layers.
    if (isOfHidden(texts.freeze)) setPlain('freeze', texts.freeze);
  }

  /** Sets the hidden layers as rows. */
  function setLayers(next: Layers): void {
    const { draft, rows, texts, problems } = useSettings.getState();
    const before = { hidden: draft.hidden, rows };
    const kept = keptRows(before, next);
    const frozen = frozenAfter(draft, texts.freeze, before, next);
    const { layers: _layers, units: _units, ...others } = withRows(problems, kept);
    change(
      { ...draft, hidden: [...next.hidden], freeze: frozen.freeze },
      {
        rows: next.rows,
        texts: { ...withRows(texts, kept), ...formatHidden(next.hidden), freeze: frozen.text },
        problems: others,
      },
    );
    if (isOfHidden(frozen.text)) setPlain('freeze', frozen.text);
  }

  /** Sets the text of an option of a hidden layer. */
  function setLayerOption(place: number, name: string, text: string): void {
    const { draft, rows } = useSettings.getState();
    const read = withOption(draft.hidden[place] as HiddenLayer, name, text);
    if ('layer' in read) setLayers({ hidden: draft.hidden.with(place, read.layer), rows });
    const { texts, problems } = useSettings.getState();
    const key = layerTextKey(rows[place] as number, name);
    useSettings.setState({
      texts: { ...texts, [key]: text },
      problems: withProblem(problems, key, 'problem' in read ? read.problem : undefined),
    });
  }

  function setPlain<K extends PlainTextKey>(key: K, text: string): void {
    const { draft, texts, problems } = useSettings.getState();
    const parsed = fields[key].parse(text, draft);
    change(parsed.ok ? { ...draft, [key]: parsed.value } : draft, {
      texts: { ...texts, [key]: text },
      problems: withProblem(problems, key, parsed.ok ? undefined : parsed.problem),
    });
  }

  /** Sets the text of a field. */
  function setText(key: TextKey, text: string): void {
    if (key === 'layers' || key === 'units') setHidden(key, text);
    else setPlain(key, text);
  }

  /** Sets the text of an option of the chosen optimizer or schedule. */
  function setOption(key: OptionsKey, name: string, option: NumberOption, text: string): void {
    const { draft, texts, problems } = useSettings.getState();
    const value = optionNumber(option, text);
    const problem = optionProblem(option, value);
    const next = { ...draft, [key]: { ...draft[key], [name]: value } };
    change(problem === undefined ? withOwnOptions(next) : draft, {
      texts: { ...texts, [`${key}.${name}`]: text },
      problems: withProblem(problems, `${key}.${name}`, problem && fail(option.label, text, problem).problem),
    });
  }

  /** Replaces the option texts by those of the newly chosen optimizer or schedule. */
  function setEntry(next: Experiment, key: OptionsKey): void {
    const { texts, problems } = useSettings.getState();
    const others = <T extends object>(record: T): T =>
      Object.fromEntries(Object.entries(record).filter(([name]) => !name.startsWith(`${key}.`))) as T;
    change(next, { texts: { ...others(texts), ...optionTexts(next, key) }, problems: others(problems) });
  }

  function setChoice<K extends ChoiceKey | KeysOfKind<'switch'>>(key: K, value: Experiment[K]): void {
    const next = withSetting(useSettings.getState().draft, key, value);
    if (key === 'optimizer') setEntry(next, 'optimizerOptions');
    else if (key === 'schedule') setEntry(next, 'scheduleOptions');
    else change(next);
  }

  function setRule(rule: RuleId, on: boolean): void {
    const { draft, problems } = useSettings.getState();
    const rules = toggled(ruleIds, draft.rules, rule, on);
    const problem = rules.length > 0 ? undefined : 'Algorithms: tick at least one.';
    change({ ...draft, rules }, { problems: withProblem(problems, 'rules', problem) });
  }

  /** Sets one checkbox of a setting with several. */
  function setTicked(key: TicksKey, id: string, on: boolean): void {
    const { draft } = useSettings.getState();
    const { ids }: { readonly ids: readonly string[] } = settings[key];
    change({ ...draft, [key]: toggled(ids, draft[key], id, on) } as Experiment);
  }

  let before: Experiment | undefined;

  /** Choosing a data set loads its published learning rates, and its suggestions for settings the user has not changed. */
  function setDataset(id: string): void {
    const { draft } = useSettings.getState();
    before = draft;
    showNext(onDataset(draft, id));
  }

  /** Returns to a usable data set, with the settings it had. */
  function returnToDataset(id: string): void {
    const next = onDataset(useSettings.getState().draft, id);
    if (before?.dataset !== id) {
      showNext(next);
      return;
    }
    const then = before;
    const kept = Object.fromEntries([...suggestible, 'learningRate' as const].map((key) => [key, then[key]]));
    showNext({ ...next, ...kept });
  }

  /** @param id `FROM_SEED`, or weights that are here: the settings of their network come with them */
  function startFrom(id: string): void {
    const { draft } = useSettings.getState();
    showNext({ ...draft, ...findWeights(id)?.settings, startFrom: id });
  }

  /** Updates the texts that match the draft; invalid texts stay. */
  function showNext(next: Experiment): void {
    const { draft, texts, problems } = useSettings.getState();
    const [old, fresh] = [textsOf(draft), textsOf(next)];
    const follows = (key: string) => key === 'learningRate' || old[key as TextKey] !== fresh[key as TextKey];
    const changed = Object.fromEntries(Object.entries(fresh).filter(([key]) => follows(key)));
    const solved = (key: string) => Object.hasOwn(changed, key);
    change(next, {
      texts: { ...texts, ...changed },
      problems: Object.fromEntries(Object.entries(problems).filter(([key]) => !solved(key))),
    });
  }

  function setRuleRate(rule: RuleId, rate: number): void {
    const { draft } = useSettings.getState();
    const learningRate = { ...draft.learningRate, [rule]: rate };
    setPlain('learningRate', fields.learningRate.format(learningRate, draft));
  }

  /** Draws as many new seeds as before, so that comparisons keep their number of seeds. */
  function randomSeeds(): void {
    const { draft } = useSettings.getState();
    const first = Math.floor(Math.random() * 1_000_000);
    setPlain('seeds', formatSeeds(draft.seeds.map((_, i) => first + i)));
  }

  /** Restores all settings. Conflicts are recomputed, since the backend may be known by now. */
  function returnToSettings(then: Settings): void {
    useSettings.setState({ ...then, conflicts: conflictsOf(then.draft) }, true);
  }

  /** Replaces the draft. */
  function openExperiment(experiment: Experiment, notice: Notice | undefined): void {
    change(experiment, { texts: textsOf(experiment), problems: {}, notice });
  }

  function setNotice(notice: Notice | undefined): void {
    useSettings.setState({ notice });
  }

  return {
    useSettings,
    setCapacity,
    setText,
    setLayers,
    setLayerOption,
    setOption,
    setChoice,
    setRule,
    setTicked,
    setDataset,
    returnToDataset,
    startFrom,
    setRuleRate,
    randomSeeds,
    returnToSettings,
    openExperiment,
    setNotice,
  };
}
export type SettingsForm = ReturnType<typeof createSettings>;
