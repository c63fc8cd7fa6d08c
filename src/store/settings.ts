/** The draft experiment: what the form holds, kept in the address, read once when the page opens. */
import { create } from 'zustand';
import { type RuleId, ruleIds } from '../core/rules';
import type { Experiment } from '../core/run';
import {
  conflicts,
  defaultExperiment,
  type FieldKey,
  fields,
  fromQuery,
  toQuery,
} from '../experiment/fields';
import type { ChoiceKey } from './choices';
import { formatHidden, readHidden } from './hidden';

export type TextKey = 'layers' | 'units' | 'epochs' | 'batchSize' | 'learningRate' | 'seed';
type PlainTextKey = Exclude<TextKey, 'layers' | 'units'>;

export interface Settings {
  /** The last valid value of every setting. */
  readonly draft: Experiment;
  /** What stands in the text fields, valid or not: nothing typed is lost. */
  readonly texts: Readonly<Record<TextKey, string>>;
  readonly problems: Readonly<Partial<Record<TextKey | 'rules' | 'loss', string>>>;
  /** What a link asked for and this version cannot give. */
  readonly linkProblems: readonly string[];
}

function textsOf(draft: Experiment): Settings['texts'] {
  return {
    ...formatHidden(draft.hidden),
    epochs: fields.epochs.format(draft.epochs),
    batchSize: fields.batchSize.format(draft.batchSize),
    learningRate: fields.learningRate.format(draft.learningRate),
    seed: fields.seed.format(draft.seed),
  };
}

export const useSettings = create<Settings>(() => {
  const draft = defaultExperiment();
  return { draft, texts: textsOf(draft), problems: {}, linkProblems: [] };
});

function lossProblem(draft: Experiment): string | undefined {
  return conflicts(draft)[0];
}

function withProblem(
  problems: Settings['problems'],
  key: keyof Settings['problems'],
  problem: string | undefined,
): Settings['problems'] {
  const { [key]: _old, ...others } = problems;
  return problem === undefined ? others : { ...others, [key]: problem };
}

function change(part: Partial<Experiment>): void {
  useSettings.setState(({ draft, problems }) => {
    const next = { ...draft, ...part };
    return { draft: next, problems: withProblem(problems, 'loss', lossProblem(next)) };
  });
}

function setHidden(key: 'layers' | 'units', text: string): void {
  const { draft, texts, problems } = useSettings.getState();
  const read = readHidden({ layers: texts.layers, units: texts.units, [key]: text }, key);
  useSettings.setState({
    draft: read.hidden ? { ...draft, hidden: read.hidden } : draft,
    texts: { ...texts, layers: read.layers, units: read.units },
    problems: withProblem(
      withProblem(problems, 'layers', read.problems.layers),
      'units',
      read.problems.units,
    ),
  });
}

function setPlain<K extends PlainTextKey>(key: K, text: string): void {
  const { draft, texts, problems } = useSettings.getState();
  const parsed = fields[key].parse(text, draft);
  useSettings.setState({
    draft: parsed.ok ? { ...draft, [key]: parsed.value } : draft,
    texts: { ...texts, [key]: text },
    problems: withProblem(problems, key, parsed.ok ? undefined : parsed.problem),
  });
}

/** A text field, with what was typed. */
export function setText(key: TextKey, text: string): void {
  if (key === 'layers' || key === 'units') setHidden(key, text);
  else setPlain(key, text);
}

export function setChoice<K extends ChoiceKey>(key: K, value: Experiment[K]): void {
  change({ [key]: value } as Pick<Experiment, K>);
}

export function setRule(rule: RuleId, on: boolean): void {
  const ticked = new Set(useSettings.getState().draft.rules);
  if (on) ticked.add(rule);
  else ticked.delete(rule);
  change({ rules: ruleIds.filter((id) => ticked.has(id)) });
  useSettings.setState(({ problems }) => ({
    problems: withProblem(problems, 'rules', ticked.size > 0 ? undefined : 'Algorithms: tick at least one.'),
  }));
}

let before: Pick<Experiment, 'dataset' | 'learningRate'> | undefined;

/** Choosing a data set loads its published learning rates. */
export function setDataset(id: string): void {
  const { dataset, learningRate } = useSettings.getState().draft;
  before = { dataset, learningRate };
  loadSet(id, defaultExperiment(id).learningRate);
}

/** Back to a data set that can be used, with the rates it had. */
export function returnToDataset(id: string): void {
  loadSet(id, before?.dataset === id ? before.learningRate : defaultExperiment(id).learningRate);
}

function loadSet(id: string, learningRate: Experiment['learningRate']): void {
  change({ dataset: id, learningRate });
  useSettings.setState(({ texts, problems }) => ({
    texts: { ...texts, learningRate: fields.learningRate.format(learningRate) },
    problems: withProblem(problems, 'learningRate', undefined),
  }));
}

export function setRuleRate(rule: RuleId, rate: number): void {
  const learningRate = { ...useSettings.getState().draft.learningRate, [rule]: rate };
  setPlain('learningRate', fields.learningRate.format(learningRate));
}

export function randomSeed(): void {
  setPlain('seed', String(Math.floor(Math.random() * 1_000_000)));
}

export function dismissLinkProblems(): void {
  useSettings.setState({ linkProblems: [] });
}

/** The first reason why these settings cannot be trained. */
export function firstProblem({ problems }: Settings): string | undefined {
  return Object.values(problems)[0];
}

/** Settings in which the draft differs from a run's experiment. */
export function changedFields(draft: Experiment, run: Experiment): FieldKey[] {
  return (Object.keys(fields) as FieldKey[]).filter((key) => {
    if (key !== 'learningRate') return JSON.stringify(draft[key]) !== JSON.stringify(run[key]);
    // The rate of a rule that is not ticked trains nothing.
    return draft.rules.some((rule) => draft.learningRate[rule] !== run.learningRate[rule]);
  });
}

export function openLink(search: string): void {
  const { experiment, problems } = fromQuery(search);
  useSettings.setState({
    draft: experiment,
    texts: textsOf(experiment),
    problems: withProblem({}, 'loss', lossProblem(experiment)),
    linkProblems: problems,
  });
}

export function addressOf(draft: Experiment, location: { pathname: string; hash: string }): string {
  const query = toQuery(draft).replace(/^\?/, '');
  return `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`;
}

function writeAddress(): void {
  const { draft } = useSettings.getState();
  if (draft.rules.length > 0) history.replaceState(history.state, '', addressOf(draft, location));
}

/** Reads the address once, then keeps it; `replaceState` so that the history does not fill. */
export function keepAddress(): void {
  openLink(location.search);
  let timer: ReturnType<typeof setTimeout> | undefined;
  useSettings.subscribe((now, before) => {
    if (now.draft === before.draft) return;
    clearTimeout(timer);
    timer = setTimeout(writeAddress, 250);
  });
}

/** Puts the link to these settings on the clipboard. */
export async function copyLink(): Promise<boolean> {
  writeAddress();
  try {
    await navigator.clipboard.writeText(location.href);
    return true;
  } catch {
    return false;
  }
}
