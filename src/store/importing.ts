/** A file on its way to becoming a data set: what was read, what the person decides, what comes out. */
import { create } from 'zustand';
import { type Imported, type ImportSession, type Outcome, openImport } from '../client/datasets';
import type { ColumnProfile, ColumnUse, FileProfile, ImportChoices, ReadOptions } from '../data/import/table';
import type { Task } from '../data/spec';
import { numberOf, wholeOf } from '../experiment/field';
import { addOwnSet, dataCame, inWords, type Problem, takeToLab, useData } from './data';
import { lookAround, lookForOwn } from './folders';
import { alone, remember } from './forgotten';
import { tellOtherTabs } from './otherTabs';
import { goTo } from './page';
import { showPreview } from './previews';
import { showToast } from './toast';

export const importTexts = ['name', 'testShare', 'splitSeed'] as const;
export type ImportText = (typeof importTexts)[number];

export interface Importing {
  /** "closed" while no file is looked at. */
  readonly phase: 'closed' | 'reading' | 'ready' | 'keeping';
  /** Another one for every import that is looked at. */
  readonly serial: number;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** Whether the file looks like a table of text, whose separator and header the person may know better. */
  readonly isText: boolean;
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
  serial: 0,
  files: [],
  isText: false,
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

/** Files to be imported, and whether they are text. */
export interface Incoming {
  readonly files: readonly File[];
  readonly isText: boolean;
}
type Decided = Pick<Importing, 'options' | 'choices' | 'texts' | 'textProblems'>;

let session: ImportSession | undefined;
let incoming: Incoming = { files: [], isText: false };
/** Says to late answers that nobody waits for them. */
let ticket = 0;
let serial = 0;
/** Settles when no data set is being made; never rejects. */
let making: Promise<void> = Promise.resolve();
/** Imports that another one came before, the last one last: their files, read again, and what was decided of them. */
let aside: readonly (Incoming & { readonly decided: Decided })[] = [];

function letSessionGo(): void {
  ticket += 1;
  session?.close();
  session = undefined;
  // What is being made goes with its worker, and says nothing more.
  making = Promise.resolve();
}

function show(next: Incoming, decided: Partial<Decided>): void {
  letSessionGo();
  incoming = next;
  session = openImport(next.files);
  const files = next.files.map(({ name, size }) => ({ name, size }));
  serial += 1;
  set({ ...closed, ...decided, phase: 'reading', serial, files, isText: next.isText });
  void readAs(decided.options ?? {});
}

/** The one under way is kept as it is decided; it comes back when the next one is through. */
function putAside(): void {
  const { options, choices, texts, textProblems } = get();
  const names = incoming.files.map(({ name }) => name).join(', ');
  const one = { ...incoming, decided: { options, choices, texts, textProblems } };
  aside = [...aside, one];
  const goBack = async (): Promise<void> => {
    await making;
    if (!aside.includes(one)) return;
    aside = aside.filter((other) => other !== one);
    if (get().phase !== 'closed') putAside();
    goTo('data');
    show(one, one.decided);
  };
  showToast({
    text: `“${names}” is put aside until this one is through.`,
    action: { name: 'Go back', act: () => void goBack() },
  });
}

/** Without it; one that was put aside comes back. */
export function closeImport(): void {
  const last = aside.at(-1);
  aside = aside.slice(0, -1);
  if (last !== undefined) show(last, last.decided);
  else {
    letSessionGo();
    set(closed);
  }
}

/** Files from outside that may become a data set: the Data page shows what is in them. */
export async function startImport(next: Incoming): Promise<void> {
  await making;
  if (get().phase !== 'closed') putAside();
  goTo('data');
  show(next, {});
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

/**
 * What was decided before and still has a meaning after the file was read in another way.
 * @param sameLabels whether what is predicted lies in the same file as before, where there are no columns
 */
export function carriedOver(
  { suggested, columns }: Pick<FileProfile, 'suggested' | 'columns'>,
  before: ImportChoices,
  sameLabels = true,
): ImportChoices {
  const { name, standardise, testShare, splitSeed } = before;
  const next = { ...suggested, name, standardise, testShare, splitSeed };
  if (columns.length === 0) return sameLabels ? { ...next, task: before.task } : next;
  const same = columns.filter((column) => Object.hasOwn(before.uses, column.name));
  const target = columns.find((column) => column.name === before.target);
  const aimed = target ? { ...withTarget(next, columns, target.name), task: before.task } : next;
  const uses = same
    .filter((column) => column.name !== aimed.target)
    .map((column) => [column.name, before.uses[column.name] ?? column.looks] as const);
  return { ...aimed, uses: { ...aimed.uses, ...Object.fromEntries(uses) } };
}

const namesTaken = (): readonly string[] => useData.getState().own.map(({ info }) => info.name);

const firstChoices = (suggested: ImportChoices): ImportChoices => ({
  ...suggested,
  name: freeName(suggested.name, namesTaken()),
});

/** Reads the file, again where the person knows better how. */
export async function readAs(options: ReadOptions): Promise<void> {
  const mine = ++ticket;
  const earlier = get().options;
  set({ phase: 'reading', options, problem: undefined, outcome: undefined, progress: closed.progress });
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
    const { choices: before, texts: typed } = get();
    const sameLabels = options.labels === earlier.labels;
    const choices = before ? carriedOver(profile, before, sameLabels) : firstChoices(profile.suggested);
    const texts = before === undefined ? textsOf(choices) : typed;
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
  const { choices, phase } = get();
  if (choices === undefined) return;
  set({ choices: { ...choices, ...part } });
  // What is being read, or made, is not to be overtaken.
  if (phase === 'ready') void workOut();
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
  return { ...choices, target, task: column.task, uses: all };
}

export function setTarget(target: string): void {
  const { choices, profile } = get();
  if (choices && profile) choose(withTarget(choices, profile.columns, target));
}
export const setTask = (task: Task): void => choose({ task });
export const setStandardise = (standardise: boolean): void => choose({ standardise });
/** @param labels name of the file that holds the labels or values */
export const setLabels = (labels: string): Promise<void> => readAs({ ...get().options, labels });
export function setUse(column: string, use: ColumnUse): void {
  const { choices } = get();
  if (choices) choose({ uses: { ...choices.uses, [column]: use } });
}

type Read = { readonly choice: Partial<ImportChoices> } | { readonly problem: string };

export function readImportText(key: ImportText, text: string): Read {
  const trimmed = text.trim();
  const value = key === 'testShare' ? numberOf(trimmed.replace(/\s*%$/, '')) : wholeOf(trimmed);
  if (key === 'name')
    return trimmed === '' || trimmed.length > 60
      ? { problem: 'Name: give it one of 1 to 60 characters.' }
      : { choice: { name: trimmed } };
  if (key === 'testShare')
    return value >= 1 && value <= 90
      ? { choice: { testShare: value / 100 } }
      : { problem: `Keep for testing: “${text}” must be a number from 1 to 90 (percent).` };
  return value >= 0 && value <= 0xffff_ffff
    ? { choice: { splitSeed: value } }
    : { problem: `Seed: “${text}” must be a whole number from 0 to ${0xffff_ffff}.` };
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

/** The same content is here already, under whatever name: nothing is added, and that one is shown. */
async function showThere(id: string): Promise<void> {
  // Another tab may have imported it, or this one has removed it a moment ago.
  await lookForOwn();
  dataCame([id]);
  const name = useData.getState().own.find(({ info }) => info.id === id)?.info.name ?? id;
  closeImport();
  useJustImported.setState({ id });
  showToast({
    text: `“${name}” is here already, with the same content.`,
    action: { name: 'Use in Lab', act: () => takeToLab(id) },
  });
}

function showMade({ info, dataset, preview, bytes, notKept }: Imported): void {
  addOwnSet({ info, bytes, kept: notKept === undefined }, dataset);
  showPreview(info.id, preview);
  closeImport();
  useJustImported.setState({ id: info.id });
  const what = notKept
    ? `“${info.name}” is here for this visit: ${notKept.title}`
    : `“${info.name}” is imported.`;
  showToast({ text: what, action: { name: 'Use in Lab', act: () => takeToLab(info.id) } });
  tellOtherTabs();
}

/** Of a set in the lists with this content. */
const listed = (checksum: string | undefined): string | undefined =>
  useData.getState().own.find(({ info }) => info.checksum === checksum)?.info.id;

/** What is being taken away is gone before anything is kept in its place, and what is kept is not taken away then. */
const makeAndKeep = (choices: ImportChoices, from: ImportSession): Promise<Imported> =>
  alone(async () => {
    // Another tab may have taken the name meanwhile.
    const imported = await from.make({ ...choices, name: freeName(choices.name, namesTaken()) });
    remember(imported.there ?? imported.info.id);
    return imported;
  });

async function make(choices: ImportChoices, from: ImportSession): Promise<void> {
  const mine = ++ticket;
  set({ phase: 'keeping' });
  try {
    const imported = await makeAndKeep(choices, from);
    if (mine !== ticket) return;
    const there = imported.notKept ? listed(imported.info.checksum) : imported.there;
    if (there !== undefined) await showThere(there);
    else showMade(imported);
    void lookAround();
  } catch (error) {
    if (mine === ticket) set({ phase: 'ready', problem: inWords(error) });
  }
}

/** Makes the data set, keeps it where the browser allows, and offers it to the Lab. */
export async function finishImport(): Promise<void> {
  const { choices, phase, outcome, textProblems } = get();
  if (session === undefined || choices === undefined || phase !== 'ready') return;
  if (outcome === undefined || Object.keys(textProblems).length > 0) return;
  making = make(choices, session);
  await making;
}

/** The set whose card is to have the focus. */
export const useJustImported = create<{ readonly id: string | undefined }>(() => ({ id: undefined }));
