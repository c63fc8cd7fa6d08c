/** A file on its way to becoming a data set: what was read, what the person decides, what comes out. */
import { create } from 'zustand';
import {
  type Imported,
  type ImportSession,
  keepOwnSet,
  type Outcome,
  openImport,
} from '../../client/datasets';
import { bytesText } from '../../core/format';
import {
  aimOf,
  choicesOf,
  type Decided,
  nothingDecided,
  openQuestions,
  type Way,
} from '../../data/import/decided';
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
import { askForRoom } from './room';

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
  /** Whether the file could be read as it was last asked for: the profile may be of an earlier reading. */
  readonly unread: boolean;
  /** The last valid value of each decision. */
  readonly decided: Decided;
  /** What was suggested, with what was decided in its place. */
  readonly choices: ImportChoices | undefined;
  /** What stands in the text fields, valid or not; absent where nothing was typed. */
  readonly texts: Readonly<Partial<Record<ImportText | ReadingText, string>>>;
  readonly textProblems: Readonly<Partial<Record<ImportText | ReadingText, string>>>;
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
  unread: false,
  decided: nothingDecided,
  choices: undefined,
  texts: {},
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
type Typed = Pick<Importing, 'options' | 'decided' | 'texts' | 'textProblems'>;
type ImportAsDecided = Incoming & { readonly typed: Typed };

let session: ImportSession | undefined;
let incoming: Incoming = { files: [], isText: false };
/** Says to late answers that nobody waits for them. */
let ticket = 0;
let serial = 0;
/** Settles when no data set is being made; never rejects. */
let making: Promise<void> = Promise.resolve();
/** Imports that another one came before, the last one last: their files, read again, and what was decided of them. */
let aside: readonly ImportAsDecided[] = [];

function closeSession(): void {
  ticket += 1;
  session?.close();
  session = undefined;
  // What is being made goes with its worker, and says nothing more.
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

/** The one under way, as it is decided. */
function underWay(): ImportAsDecided {
  const { options, decided, texts, textProblems } = get();
  return { ...incoming, typed: { options, decided, texts, textProblems } };
}
const namesOf = ({ files }: Incoming): string => files.map(({ name }) => name).join(', ');

/** In the place of the one under way, which is put aside. */
async function open(next: Incoming, typed: Partial<Typed>): Promise<void> {
  await making;
  if (get().phase !== 'closed') putAside();
  goTo('data');
  show(next, typed);
}

/** The one under way is kept as it is decided; it comes back when the next one is through. */
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
    text: `“${namesOf(one)}” is put aside until this one is through.`,
    action: { name: 'Go back', act: () => void goBack() },
  });
}

/** The person does without it; for ten seconds it can be had back as it was decided. */
export function cancelImport(): void {
  if (get().phase === 'closed') return;
  const one = underWay();
  closeImport();
  offerUndo(`“${namesOf(one)}” is not imported.`, () => void open(one, one.typed));
}

/** Without it; one that was put aside comes back. */
export function closeImport(): void {
  const last = aside.at(-1);
  aside = aside.slice(0, -1);
  if (last !== undefined) show(last, last.typed);
  else {
    closeSession();
    set(closed);
  }
}

/** Files from outside that may become a data set: the Data page shows what is in them. */
export const startImport = (next: Incoming): Promise<void> => open(next, {});

/** "Iris", or "Iris (2)" where there is one already. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let n = 2; ; n++) if (!taken.includes(`${name} (${n})`)) return `${name} (${n})`;
}

const namesTaken = (): readonly string[] => useData.getState().own.map(({ info }) => info.name);

/** What a text field shows: what was typed, else what is so. */
export const shownText = (
  key: ImportText | ReadingText,
  { texts, choices, options, profile }: Importing,
): string => texts[key] ?? textOf(key, choices, options, profile);

/** The name that was suggested first stays, however the file is read. */
function named(profile: FileProfile): FileProfile {
  const name = get().profile?.suggested.name ?? freeName(profile.suggested.name, namesTaken());
  return { ...profile, suggested: { ...profile.suggested, name } };
}

const later = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Between two keys of one who types a number. */
const PAUSE = 350;

/**
 * Reads the file, again where the person knows better how.
 * @param pause milliseconds in which another wish may still take this one's place
 */
export async function readAs(options: ReadOptions, pause = 0): Promise<void> {
  // What is being kept is kept as it was decided, and told of.
  if (get().phase === 'keeping') return;
  const mine = ++ticket;
  // What the last reading made of it stays in sight until this one is through: nothing jumps.
  set({ phase: 'reading', options, progress: closed.progress });
  if (pause > 0) await later(pause);
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

/** What the choices make, or why they cannot. */
async function workOut(): Promise<void> {
  const mine = ++ticket;
  const { choices } = get();
  if (session === undefined || choices === undefined) return;
  const found = await session.outcome(choices).then(
    (outcome) => ({ outcome, problem: undefined }),
    (error: unknown) => ({ outcome: undefined, problem: inWords(error) }),
  );
  if (mine !== ticket) return;
  // What was decided while the file was being read counts too.
  if (get().choices !== choices) await workOut();
  else set({ phase: 'ready', ...found });
}

function decide(part: Partial<Decided>): void {
  const { decided: before, profile, phase, unread } = get();
  const decided = { ...before, ...part };
  set({ decided, ...(profile ? { choices: choicesOf(profile, decided) } : {}) });
  // What is being read, or made, is not to be overtaken; what cannot be read makes nothing.
  if (phase === 'ready' && !unread) void workOut();
}

/** Another target is predicted as it looks. */
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

/** Nothing typed gets lost, right or wrong. @returns what it means, where it means anything */
function keepText<T>(
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
  const value = keepText(key, text, readImportText(key, text));
  if (value) decide(value);
}

export function setReadingText(key: ReadingText, text: string): void {
  const value = keepText(key, text, readReadingText(key, text));
  if (!value) return;
  const { [key]: before, ...others } = get().options;
  if (JSON.stringify(before) !== JSON.stringify(value[key])) void readAs({ ...others, ...value }, PAUSE);
}

/** What a field had to say about how the file is read is overruled by what differs. */
function forgetTyped(next: ReadOptions): void {
  const { texts, textProblems, options } = get();
  const isSame = (key: string): boolean => {
    const name = key as keyof ReadOptions;
    return JSON.stringify(options[name]) === JSON.stringify(next[name]);
  };
  const without = <T extends object>(all: T): T =>
    Object.fromEntries(Object.entries(all).filter(([key]) => isSame(key))) as T;
  set({ texts: without(texts), textProblems: without(textProblems) });
}

/** One of the other readings that the file allows. Marks for missing values come to those that were declared. */
export function takeReading({ options }: Pick<OtherReading, 'options'>): Promise<void> {
  const now = get().options;
  const next = { ...now, ...withMarks(now, options) };
  forgetTyped(next);
  return readAs(next);
}

/** Texts in columns of numbers of which it is still open what they are. */
export function questionsOf({ profile, choices }: Importing): readonly StrayText[] {
  return profile && choices ? openQuestions(profile, choices) : [];
}

/** The same content is here already, under whatever name: nothing is added, and that one is shown. */
async function showThere(id: string): Promise<void> {
  // Another tab may have imported it, or this one has removed it a moment ago.
  await refreshOwnSets();
  retryDatasets([id]);
  const name = useData.getState().own.find(({ info }) => info.id === id)?.info.name ?? id;
  closeImport();
  useJustImported.setState({ id });
  showToast({
    text: `“${name}” is here already, with the same content.`,
    action: { name: 'Use in Lab', act: () => openInLab(id) },
  });
}

/** What is full stays in sight elsewhere, with the way out. */
const notKeptText = ({ title, detail, needs }: Problem): string =>
  needs === undefined
    ? `${title} ${detail}`.trim()
    : `it needs ${bytesText(needs)}, and the browser’s storage is full.`;

/** While the page has its samples, and the person has not removed it. */
async function keepMade(info: DatasetInfo): Promise<void> {
  const { own, sets } = useData.getState();
  const state = sets[info.id];
  const waits = own.some((set) => set.info.id === info.id && !set.kept);
  if (!waits || state?.phase !== 'ready') return;
  try {
    await withStorageLock(() => keepOwnSet(info, state.dataset));
    await refreshData();
    showToast({ text: `“${info.name}” is kept on this computer now.` });
    tellOtherTabs();
  } catch (error) {
    wantRoom(info, inWords(error));
  }
}

const wantRoom = (info: DatasetInfo, problem: Problem): void =>
  askForRoom({ what: info.id, name: info.name, problem, again: () => keepMade(info) });

function showMade({ info, dataset, preview, bytes, notKept }: Imported): void {
  addOwnSet({ info, bytes, kept: notKept === undefined }, dataset);
  showPreview(info.id, preview);
  closeImport();
  useJustImported.setState({ id: info.id });
  if (notKept?.needs !== undefined) wantRoom(info, notKept);
  const what = notKept
    ? `“${info.name}” is here for this visit: ${notKeptText(notKept)}`
    : `“${info.name}” is imported.`;
  showToast({ text: what, action: { name: 'Use in Lab', act: () => openInLab(info.id) } });
  tellOtherTabs();
}

/** Of a set in the lists with this content. */
const listed = (checksum: string | undefined): string | undefined =>
  useData.getState().own.find(({ info }) => info.checksum === checksum)?.info.id;

/** What is being taken away is gone before anything is kept in its place, and what is kept is not taken away then. */
const makeAndKeep = (choices: ImportChoices, from: ImportSession): Promise<Imported> =>
  withStorageLock(async () => {
    // Another tab may have taken the name meanwhile.
    await refreshOwnSets();
    const imported = await from.make({ ...choices, name: freeName(choices.name, namesTaken()) });
    restoreFromTrash(imported.there ?? imported.info.id);
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
    void refreshData();
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
