/** The import of a file: its profile, the user's decisions, and the resulting data set. */
import { create } from 'zustand';
import {
  type Imported,
  type ImportSession,
  type Outcome,
  openImport,
  storeOwnSet,
} from '../../client/datasets';
import { bytesText } from '../../core/format';
import {
  aimOf,
  choicesOf,
  type Decisions,
  noDecisions,
  openQuestions,
  type Way,
} from '../../data/import/decisions';
import { withMarks } from '../../data/import/numbers/marks';
import type {
  FileProfile,
  ImportChoices,
  OtherReading,
  ReadOptions,
  StrayText,
} from '../../data/import/table/table';
import type { DatasetInfo, Task } from '../../data/spec';
import { tellOtherTabs } from '../page/otherTabs';
import { goTo } from '../page/page';
import { offerUndo, showToast } from '../page/toast';
import { restoreFromTrash, withStorageLock } from '../page/trash';
import { addOwnSet, inWords, openInLab, type Problem, retryDatasets, useData } from './data';
import { refreshData, refreshOwnSets } from './folders';
import { type ImportText, type ReadingText, readImportText, readReadingText, textOf } from './importTexts';
import { showPreview } from './previews';
import { reportStorageFull } from './storageFull';

export interface Importing {
  /** "closed" while no import is open. */
  readonly phase: 'closed' | 'reading' | 'ready' | 'storing';
  /** Changes with every import that is shown. */
  readonly serial: number;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** Whether it is a text table, for which the user may set separator and header. */
  readonly isText: boolean;
  /** Bytes read, while reading. */
  readonly progress: { readonly done: number; readonly total: number };
  /** Reading options set by the user; absent ones are detected. */
  readonly options: ReadOptions;
  readonly profile: FileProfile | undefined;
  /** True if the last reading failed; the profile is then from an earlier one. */
  readonly unread: boolean;
  /** The last valid value of each decision. */
  readonly decided: Decisions;
  /** The suggestions, overridden by the decisions. */
  readonly choices: ImportChoices | undefined;
  /** Raw text of the fields, valid or not; absent where nothing was typed. */
  readonly texts: Readonly<Partial<Record<ImportText | ReadingText, string>>>;
  readonly textProblems: Readonly<Partial<Record<ImportText | ReadingText, string>>>;
  readonly outcome: Outcome | undefined;
  /** Why the file cannot be read or imported with these choices. */
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
  unread: false,
  decided: noDecisions,
  choices: undefined,
  texts: {},
  textProblems: {},
  outcome: undefined,
  problem: undefined,
};
export const useImporting = create<Importing>(() => closed);

const set = (part: Partial<Importing>): void => useImporting.setState(part);
const get = (): Importing => useImporting.getState();

/** Files to import, and whether they are text. */
export interface Incoming {
  readonly files: readonly File[];
  readonly isText: boolean;
}
type Typed = Pick<Importing, 'options' | 'decided' | 'texts' | 'textProblems'>;
type ImportAsDecided = Incoming & { readonly typed: Typed };

let session: ImportSession | undefined;
let incoming: Incoming = { files: [], isText: false };
/** Increases with every request, to discard stale responses. */
let ticket = 0;
let serial = 0;
/** Settles when no data set is being created; never rejects. */
let making: Promise<void> = Promise.resolve();
/** Imports that were put aside for another one, the latest last; their files are read again. */
let aside: readonly ImportAsDecided[] = [];

function closeSession(): void {
  ticket += 1;
  session?.close();
  session = undefined;
  // Its worker is gone, so a data set under way never settles.
  making = Promise.resolve();
}

function show(next: Incoming, typed: Partial<Typed>): void {
  closeSession();
  incoming = next;
  session = openImport(next.files);
  const files = next.files.map(({ name, size }) => ({ name, size }));
  serial += 1;
  set({ ...closed, ...typed, phase: 'reading', serial, files, isText: next.isText });
  void readAs(typed.options ?? {});
}

/** The current import with its decisions. */
function underWay(): ImportAsDecided {
  const { options, decided, texts, textProblems } = get();
  return { ...incoming, typed: { options, decided, texts, textProblems } };
}
const namesOf = ({ files }: Incoming): string => files.map(({ name }) => name).join(', ');

/** Opens an import; the current one is put aside. */
async function open(next: Incoming, typed: Partial<Typed>): Promise<void> {
  await making;
  if (get().phase !== 'closed') putAside();
  goTo('data');
  show(next, typed);
}

/** Puts the current import aside with its decisions; it returns when the next one is done. */
function putAside(): void {
  const one = underWay();
  aside = [...aside, one];
  const goBack = async (): Promise<void> => {
    await making;
    if (!aside.includes(one)) return;
    aside = aside.filter((other) => other !== one);
    await open(one, one.typed);
  };
  showToast({
    text: `“${namesOf(one)}” is put aside until this import is done.`,
    action: { name: 'Go back', act: () => void goBack() },
  });
}

/** Cancels the import; Undo reopens it with its decisions. */
export function cancelImport(): void {
  if (get().phase === 'closed') return;
  const one = underWay();
  closeImport();
  offerUndo(`“${namesOf(one)}” was not imported.`, () => void open(one, one.typed));
}

/** Closes the import; one that was put aside returns. */
export function closeImport(): void {
  const last = aside.at(-1);
  aside = aside.slice(0, -1);
  if (last !== undefined) show(last, last.typed);
  else {
    closeSession();
    set(closed);
  }
}

/** Starts an import and shows its preview on the Data page. */
export const startImport = (next: Incoming): Promise<void> => open(next, {});

/** "Iris", or "Iris (2)" if the name is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let n = 2; ; n++) if (!taken.includes(`${name} (${n})`)) return `${name} (${n})`;
}

const namesTaken = (): readonly string[] => useData.getState().own.map(({ info }) => info.name);

/** What a text field shows: the typed text, else the value in effect. */
export const shownText = (
  key: ImportText | ReadingText,
  { texts, choices, options, profile }: Importing,
): string => texts[key] ?? textOf(key, choices, options, profile);

/** Keeps the first suggested name when the file is read again. */
function named(profile: FileProfile): FileProfile {
  const name = get().profile?.suggested.name ?? freeName(profile.suggested.name, namesTaken());
  return { ...profile, suggested: { ...profile.suggested, name } };
}

const later = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds of debounce while typing. */
const DEBOUNCE = 350;

/**
 * Reads the file with these options.
 * @param debounce milliseconds in which a newer call may replace this one
 */
export async function readAs(options: ReadOptions, debounce = 0): Promise<void> {
  // Too late to change: the data set is being stored.
  if (get().phase === 'storing') return;
  const mine = ++ticket;
  // The previous reading stays visible until this one is done, so that nothing jumps.
  set({ phase: 'reading', options, progress: closed.progress });
  if (debounce > 0) await later(debounce);
  if (mine !== ticket) return;
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
    const next = named(profile);
    set({ profile: next, choices: choicesOf(next, get().decided), unread: false });
    await workOut();
  } catch (error) {
    if (mine !== ticket) return;
    set({ phase: 'ready', unread: true, outcome: undefined, problem: inWords(error) });
  }
}

/** Computes the outcome of the choices, or why there is none. */
async function workOut(): Promise<void> {
  const mine = ++ticket;
  const { choices } = get();
  if (session === undefined || choices === undefined) return;
  const found = await session.outcome(choices).then(
    (outcome) => ({ outcome, problem: undefined }),
    (error: unknown) => ({ outcome: undefined, problem: inWords(error) }),
  );
  if (mine !== ticket) return;
  // The choices changed meanwhile.
  if (get().choices !== choices) await workOut();
  else set({ phase: 'ready', ...found });
}

function decide(part: Partial<Decisions>): void {
  const { decided: before, profile, phase, unread } = get();
  const decided = { ...before, ...part };
  set({ decided, ...(profile ? { choices: choicesOf(profile, decided) } : {}) });
  // While reading or storing, the outcome is computed afterwards; an unreadable file has none.
  if (phase === 'ready' && !unread) void workOut();
}

/** A new target resets the task to the suggested one. */
export function setTarget(target: string): void {
  const { task: _task, ...rest } = get().decided;
  set({ decided: rest });
  decide({ target });
}
export function setTask(task: Task): void {
  const { profile, choices } = get();
  if (profile && choices) decide({ task: { of: aimOf(profile, choices), task } });
}
export const setStandardise = (standardise: ImportChoices['standardise']): void => decide({ standardise });
/** @param labels name of the file that holds the labels or values */
export const setLabels = (labels: string): Promise<void> => readAs({ ...get().options, labels });
export function setWays(ways: Readonly<Record<string, Way>>): void {
  decide({ ways: { ...get().decided.ways, ...ways } });
}

/** Keeps the typed text, valid or not. @returns its value if valid */
function rememberText<T>(
  key: ImportText | ReadingText,
  text: string,
  read: { readonly value: T } | { readonly problem: string },
): T | undefined {
  const { texts, textProblems } = get();
  const { [key]: _old, ...others } = textProblems;
  const wrong = 'problem' in read;
  set({
    texts: { ...texts, [key]: text },
    textProblems: wrong ? { ...others, [key]: read.problem } : others,
  });
  return wrong ? undefined : read.value;
}

export function setImportText(key: ImportText, text: string): void {
  const value = rememberText(key, text, readImportText(key, text));
  if (value) decide(value);
}

export function setReadingText(key: ReadingText, text: string): void {
  const value = rememberText(key, text, readReadingText(key, text));
  if (!value) return;
  const { [key]: before, ...others } = get().options;
  if (JSON.stringify(before) !== JSON.stringify(value[key])) void readAs({ ...others, ...value }, DEBOUNCE);
}

/** Discards typed texts whose options are about to change. */
function discardTyped(next: ReadOptions): void {
  const { texts, textProblems, options } = get();
  const isSame = (key: string): boolean => {
    const name = key as keyof ReadOptions;
    return JSON.stringify(options[name]) === JSON.stringify(next[name]);
  };
  const without = <T extends object>(all: T): T =>
    Object.fromEntries(Object.entries(all).filter(([key]) => isSame(key))) as T;
  set({ texts: without(texts), textProblems: without(textProblems) });
}

/** Applies an alternative reading. Its missing-value marks are added to those already declared. */
export function takeReading({ options }: Pick<OtherReading, 'options'>): Promise<void> {
  const now = get().options;
  const next = { ...now, ...withMarks(now, options) };
  discardTyped(next);
  return readAs(next);
}

/** Texts in numeric columns about which the user has not decided. */
export function questionsOf({ profile, choices }: Importing): readonly StrayText[] {
  return profile && choices ? openQuestions(profile, choices) : [];
}

/** The same content is already stored, under whatever name: shows that set and adds nothing. */
async function showThere(id: string): Promise<void> {
  // Another tab may have imported it, or this tab may just have removed it.
  await refreshOwnSets();
  retryDatasets([id]);
  const name = useData.getState().own.find(({ info }) => info.id === id)?.info.name ?? id;
  closeImport();
  useJustImported.setState({ id });
  showToast({
    text: `“${name}” already has the same content.`,
    action: { name: 'Use in Lab', act: () => openInLab(id) },
  });
}

/** Short when storage is full, because a banner has the details. */
const notStoredText = ({ title, detail, needs }: Problem): string =>
  needs === undefined
    ? `${title} ${detail}`.trim()
    : `it needs ${bytesText(needs)}, and the browser’s storage is full.`;

/** Retries storing a set that is still in memory and was not removed. */
async function retryStoringSet(info: DatasetInfo): Promise<void> {
  const { own, sets } = useData.getState();
  const state = sets[info.id];
  const waits = own.some((set) => set.info.id === info.id && !set.stored);
  if (!waits || state?.phase !== 'ready') return;
  try {
    await withStorageLock(() => storeOwnSet(info, state.dataset));
    await refreshData();
    showToast({ text: `“${info.name}” is now saved on this computer.` });
    tellOtherTabs();
  } catch (error) {
    reportNoSpace(info, inWords(error));
  }
}

const reportNoSpace = (info: DatasetInfo, problem: Problem): void =>
  reportStorageFull({ what: info.id, name: info.name, problem, again: () => retryStoringSet(info) });

function showImported({ info, dataset, preview, bytes, notStored }: Imported): void {
  addOwnSet({ info, bytes, stored: notStored === undefined }, dataset);
  showPreview(info.id, preview);
  closeImport();
  useJustImported.setState({ id: info.id });
  if (notStored?.needs !== undefined) reportNoSpace(info, notStored);
  const what = notStored
    ? `“${info.name}” is available until the page is closed: ${notStoredText(notStored)}`
    : `“${info.name}” was imported.`;
  showToast({ text: what, action: { name: 'Use in Lab', act: () => openInLab(info.id) } });
  tellOtherTabs();
}

/** Id of a listed set with this content. */
const listed = (checksum: string | undefined): string | undefined =>
  useData.getState().own.find(({ info }) => info.checksum === checksum)?.info.id;

/** Under the storage lock: a pending deletion ends first, and cannot delete what is stored here. */
const makeAndStore = (choices: ImportChoices, from: ImportSession): Promise<Imported> =>
  withStorageLock(async () => {
    // Another tab may have used the name meanwhile.
    await refreshOwnSets();
    const imported = await from.make({ ...choices, name: freeName(choices.name, namesTaken()) });
    restoreFromTrash(imported.there ?? imported.info.id);
    return imported;
  });

async function make(choices: ImportChoices, from: ImportSession): Promise<void> {
  const mine = ++ticket;
  set({ phase: 'storing' });
  try {
    const imported = await makeAndStore(choices, from);
    if (mine !== ticket) return;
    const there = imported.notStored ? listed(imported.info.checksum) : imported.there;
    if (there !== undefined) await showThere(there);
    else showImported(imported);
    void refreshData();
  } catch (error) {
    if (mine === ticket) set({ phase: 'ready', problem: inWords(error) });
  }
}

/** Creates the data set, stores it if possible, and offers to open it in the Lab. */
export async function finishImport(): Promise<void> {
  const { choices, phase, outcome, textProblems } = get();
  if (session === undefined || choices === undefined || phase !== 'ready') return;
  if (outcome === undefined || Object.keys(textProblems).length > 0) return;
  making = make(choices, session);
  await making;
}

/** The set whose card receives the focus. */
export const useJustImported = create<{ readonly id: string | undefined }>(() => ({ id: undefined }));
