/** A file on its way to becoming a data set: what was read, what the person decides, what comes out. */
import { create } from 'zustand';
import { type ImportSession, type Outcome, openImport } from '../client/datasets';
import type { ColumnProfile, ColumnUse, FileProfile, ImportChoices, ReadOptions } from '../data/import/table';
import { ownId } from '../data/own';
import type { Task } from '../data/spec';
import { addOwnSet, inWords, type Problem, takeToLab, useData } from './data';
import { lookAround } from './folders';
import { isForgotten } from './forgotten';
import { goTo } from './page';
import { showPreview } from './previews';
import { showToast } from './toast';

export const importTexts = ['name', 'testShare', 'splitSeed'] as const;
export type ImportText = (typeof importTexts)[number];

export interface Importing {
  /** "closed" while no file is looked at. */
  readonly phase: 'closed' | 'reading' | 'ready' | 'keeping';
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** Bytes read, while reading. */
  readonly progress: { readonly done: number; readonly total: number };
  /** How the person wants the file read; what is absent is found out. */
  readonly options: ReadOptions;
  readonly profile: FileProfile | undefined;
  /** The last valid value of each. */
  readonly choices: ImportChoices | undefined;
  /** What stands in the text fields, valid or not. */
  readonly texts: Readonly<Record<ImportText, string>>;
  readonly textProblems: Readonly<Partial<Record<ImportText, string>>>;
  readonly outcome: Outcome | undefined;
  /** Why it cannot be read or made as things stand. */
  readonly problem: Problem | undefined;
}

const closed: Importing = {
  phase: 'closed',
  files: [],
  progress: { done: 0, total: 0 },
  options: {},
  profile: undefined,
  choices: undefined,
  texts: { name: '', testShare: '', splitSeed: '' },
  textProblems: {},
  outcome: undefined,
  problem: undefined,
};
export const useImporting = create<Importing>(() => closed);

const set = (part: Partial<Importing>): void => useImporting.setState(part);
const get = (): Importing => useImporting.getState();

let session: ImportSession | undefined;
/** Says to late answers that nobody waits for them. */
let ticket = 0;

export function closeImport(): void {
  ticket += 1;
  session?.close();
  session = undefined;
  useImporting.setState(closed, true);
}

/** Files from outside that may become a data set: the Data page shows what is in them. */
export async function startImport(files: readonly File[]): Promise<void> {
  closeImport();
  session = openImport(files);
  set({ files: files.map(({ name, size }) => ({ name, size })) });
  goTo('data');
  await readAs({});
}

/** "Iris", or "Iris (2)" where there is one already. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let n = 2; ; n++) if (!taken.includes(`${name} (${n})`)) return `${name} (${n})`;
}

const textsOf = ({ name, testShare, splitSeed }: ImportChoices): Importing['texts'] => ({
  name,
  testShare: String(Number((testShare * 100).toFixed(2))),
  splitSeed: String(splitSeed),
});

/** What was decided before and still has a meaning after the file was read in another way. */
export function carriedOver(
  { suggested, columns }: Pick<FileProfile, 'suggested' | 'columns'>,
  before: ImportChoices,
): ImportChoices {
  const { name, standardise, testShare, splitSeed } = before;
  const next = { ...suggested, name, standardise, testShare, splitSeed };
  const same = columns.filter((column) => Object.hasOwn(before.uses, column.name));
  const target = columns.find((column) => column.name === before.target);
  const aimed = target ? { ...withTarget(next, columns, target.name), task: before.task } : next;
  const uses = same
    .filter((column) => column.name !== aimed.target)
    .map((column) => [column.name, before.uses[column.name] ?? column.looks] as const);
  return { ...aimed, uses: { ...aimed.uses, ...Object.fromEntries(uses) } };
}

function firstChoices(suggested: ImportChoices): ImportChoices {
  const taken = useData.getState().own.map(({ info }) => info.name);
  return { ...suggested, name: freeName(suggested.name, taken) };
}

/** Reads the file, again where the person knows its separator or header better. */
export async function readAs(options: ReadOptions): Promise<void> {
  const mine = ++ticket;
  const before = get().choices;
  set({ phase: 'reading', options, problem: undefined, outcome: undefined, progress: { done: 0, total: 0 } });
  let shown = 0;
  const progress = (done: number, total: number): void => {
    const now = performance.now();
    if (mine !== ticket || now - shown < 100) return;
    shown = now;
    set({ progress: { done, total } });
  };
  try {
    const profile = await session?.examine(options, progress);
    if (mine !== ticket || profile === undefined) return;
    const choices = before ? carriedOver(profile, before) : firstChoices(profile.suggested);
    const texts = before === undefined ? textsOf(choices) : get().texts;
    set({ phase: 'ready', profile, choices, texts });
    await workOut();
  } catch (error) {
    if (mine === ticket) set({ phase: 'ready', problem: inWords(error) });
  }
}

/** What the choices make, or why they cannot. */
async function workOut(): Promise<void> {
  const mine = ++ticket;
  const { choices } = get();
  if (session === undefined || choices === undefined) return;
  try {
    const outcome = await session.outcome(choices);
    if (mine === ticket) set({ outcome, problem: undefined });
  } catch (error) {
    if (mine === ticket) set({ outcome: undefined, problem: inWords(error) });
  }
}

function choose(part: Partial<ImportChoices>): void {
  const { choices } = get();
  if (choices === undefined) return;
  set({ choices: { ...choices, ...part } });
  void workOut();
}

/** More classes than this are rather numbers. */
const MOST_LIKELY_CLASSES = 20;

export function taskOf({ looks, distinct }: ColumnProfile): Task {
  return looks === 'categories' || distinct <= MOST_LIKELY_CLASSES ? 'classification' : 'regression';
}

/** With another target: it is no input any more, and the one before is one again. */
export function withTarget(
  choices: ImportChoices,
  columns: readonly ColumnProfile[],
  target: string,
): ImportChoices {
  const column = columns.find(({ name }) => name === target);
  if (column === undefined) return choices;
  const { [target]: _target, ...uses } = choices.uses;
  const old = columns.find(({ name }) => name === choices.target);
  const all = old && old.name !== target ? { ...uses, [old.name]: old.looks } : uses;
  return { ...choices, target, task: taskOf(column), uses: all };
}

export function setTarget(target: string): void {
  const { choices, profile } = get();
  if (choices && profile) choose(withTarget(choices, profile.columns, target));
}
export const setTask = (task: Task): void => choose({ task });
export const setStandardise = (standardise: boolean): void => choose({ standardise });
export function setUse(column: string, use: ColumnUse): void {
  const { choices } = get();
  if (choices) choose({ uses: { ...choices.uses, [column]: use } });
}

type Read = { readonly choice: Partial<ImportChoices> } | { readonly problem: string };

export function readImportText(key: ImportText, text: string): Read {
  const trimmed = text.trim();
  const value = trimmed === '' ? Number.NaN : Number(trimmed.replace(/\s*%$/, ''));
  if (key === 'name')
    return trimmed === '' || trimmed.length > 60
      ? { problem: 'Name: give it one of 1 to 60 characters.' }
      : { choice: { name: trimmed } };
  if (key === 'testShare')
    return value >= 1 && value <= 90
      ? { choice: { testShare: value / 100 } }
      : { problem: `Keep for testing: “${text}” must be a number from 1 to 90 (percent).` };
  return Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff
    ? { choice: { splitSeed: value } }
    : { problem: `Seed: “${text}” must be a whole number from 0.` };
}

export function setImportText(key: ImportText, text: string): void {
  const read = readImportText(key, text);
  const { texts, textProblems } = get();
  const { [key]: _old, ...others } = textProblems;
  const wrong = 'problem' in read;
  set({
    texts: { ...texts, [key]: text },
    textProblems: wrong ? { ...others, [key]: read.problem } : others,
  });
  if (!wrong) choose(read.choice);
}

/** Makes the data set, keeps it where the browser allows, and offers it to the Lab. */
export async function finishImport(): Promise<void> {
  const { choices, phase, outcome, textProblems } = get();
  if (session === undefined || choices === undefined || phase !== 'ready') return;
  if (outcome === undefined || Object.keys(textProblems).length > 0) return;
  const taken = (id: string) => isForgotten(id) || useData.getState().own.some(({ info }) => info.id === id);
  const id = ownId(choices.name, taken);
  const mine = ++ticket;
  set({ phase: 'keeping' });
  try {
    const { info, dataset, preview, bytes, notKept } = await session.make(choices, id);
    if (mine !== ticket) return;
    addOwnSet({ info, bytes, kept: notKept === undefined }, dataset);
    showPreview(id, preview);
    closeImport();
    useJustImported.setState({ id });
    const what = notKept
      ? `“${info.name}” is here for this visit: ${notKept.title}`
      : `“${info.name}” is imported.`;
    showToast({ text: what, action: { name: 'Use in Lab', act: () => takeToLab(id) } });
    void lookAround();
  } catch (error) {
    if (mine === ticket) set({ phase: 'ready', problem: inWords(error) });
  }
}

/** The set whose card is to have the focus. */
export const useJustImported = create<{ readonly id: string | undefined }>(() => ({ id: undefined }));
