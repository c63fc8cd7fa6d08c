/**
 * Saves settings as a file, and routes dropped or chosen files: settings, notebooks, weights, public data sets, or an
 * import.
 */
import { create } from 'zustand';
import { type SortedFiles, sortFiles } from '../../client/datasets';
import { fields, formatSetting } from '../../experiment/fields/fields';
import { readExperimentFile, writeExperimentFile } from '../../experiment/files/file';
import type { ReadExperiment } from '../../experiment/files/read';
import type { SweepAxis } from '../../experiment/sweep/sweep';
import { takeNotebookFile } from '../notebook/files';
import { usePage } from '../page/page';
import { showToast } from '../page/toast';
import { restoreFromTrash, withStorageLock } from '../page/trash';
import { datasetChoice } from '../settings/choices';
import { exceptFor, type Notice, type SettingsForm } from '../settings/settings';
import { namesWeights, startFromFile } from '../settings/startFrom';
import { undoably } from '../settings/undoSettings';
import { NotWeights } from '../settings/weights';
import {
  dismissFileProblem,
  inWords,
  labSettings,
  openInLab,
  type Problem,
  retryDatasets,
  showFileProblem,
  useData,
} from './data';
import { dismissDownload, refreshData, setsOf } from './folders';
import { startImport } from './importing';
import { forgetFailures } from './previews';
import { saveFile } from './saveFile';
import { reportStorageFull } from './storageFull';

const FILE_NAME = 'f3-lab-experiment.json';
/** Bytes; a settings file has a few thousand. */
const MOST_BYTES = 1_000_000;

/** Hands the settings to the browser as a download. */
export function saveSettings({ useSettings }: SettingsForm): void {
  saveFile(FILE_NAME, writeExperimentFile(useSettings.getState().draft));
}

/** Shows why a settings file was refused, on the page that is open. @returns false: no settings were opened */
function refuse(title: string, problem: string): boolean {
  const detail = `${problem} The settings stay as they were.`;
  if (usePage.getState().page === 'lab') {
    labSettings().setNotice({ kind: 'bad', title, problems: [detail] });
    return false;
  }
  // A data file of the same drop may have been refused as well: both reasons are shown.
  const { fileProblem } = useData.getState();
  showFileProblem(
    fileProblem ? { ...fileProblem, detail: `${fileProblem.detail} ${title} ${detail}` } : { title, detail },
  );
  return false;
}

/** The Lab trains one combination: the file's settings, whatever its sweep has besides. */
function openedNotice(
  name: string,
  { experiment, problems, sweep }: ReadExperiment & { readonly sweep?: readonly SweepAxis[] },
): Notice | undefined {
  const what = `“${name}” is open`;
  const except = exceptFor(what, problems);
  if (!sweep) return except;
  const values = sweep.map(
    ({ setting, values: all }) =>
      `${fields[setting].label}: ${formatSetting(experiment, setting)}, of ${all.length} values.`,
  );
  return {
    kind: 'plain',
    title: except?.title ?? `${what}, without its sweep`,
    problems,
    notes: [...values, 'New experiment on the Compare page trains all values of a sweep, as lab sweep does.'],
  };
}

/** True when the file's settings are the draft now. */
async function openSettings(file: File): Promise<boolean> {
  const title = `“${file.name}” is not a settings file of this lab.`;
  if (file.size > MOST_BYTES)
    return refuse(title, 'It is too large. Choose a file written by “Save settings”.');
  const read = readExperimentFile(await file.text());
  if (!read.ok) return refuse(title, read.problem);
  const settings = labSettings();
  undoably(settings, `Opened the settings in “${file.name}”.`, () =>
    settings.openExperiment(read.experiment, openedNotice(file.name, read)),
  );
  return true;
}

/** By its extension, else by its first character: data files do not begin with a brace. */
async function isSettings(file: File): Promise<boolean> {
  if (/\.json$/i.test(file.name)) return true;
  const start = await file.slice(0, 64).text();
  return start.trimStart().startsWith('{');
}

/** Names of files being examined; large ones take a moment. */
export const useTaking = create<{ readonly names: readonly string[] }>(() => ({ names: [] }));

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

/** Files of a public set have arrived: on the Lab page it is used at once, elsewhere it is offered. */
function offer(folder: string, missing: readonly string[]): void {
  const [first, ...others] = setsOf(folder);
  if (first === undefined) return;
  const { useSettings, setDataset } = labSettings();
  const { dataset } = useSettings.getState().draft;
  if ([first, ...others].includes(dataset)) retryDatasets([dataset]);
  else if (usePage.getState().page === 'lab') setDataset(first);
  if (usePage.getState().page === 'lab') return;
  const { name } = datasetChoice(first);
  if (missing.length > 0) showToast({ text: `Saved. ${name} still lacks: ${missing.join(', ')}.` });
  else
    showToast({
      text: `${name} is on this computer now.`,
      action: { name: 'Use in Lab', act: () => openInLab(first) },
    });
}

/** Under the lock, so that a pending deletion ends before new files are stored. */
function sortAndStore(files: readonly File[]): ReturnType<typeof sortFiles> {
  return withStorageLock(async () => {
    const given = await sortFiles(files);
    for (const { folder } of given.folders) restoreFromTrash(folder);
    return given;
  });
}

/** Says what each file is, where that is known, and lists the rest as unsupported. */
export function unknownProblem(unknown: SortedFiles['unknown']): Problem {
  const said = unknown.flatMap(({ name, like }) => (like === undefined ? [] : [`“${name}”: ${like}`]));
  const others = unknown.flatMap(({ name, like }) => (like === undefined ? [name] : []));
  const rest =
    others.length > 0 ? [`${quoted(others)}: neither settings nor data in a supported format.`] : [];
  return {
    title: unknown.length === 1 ? 'This file cannot be opened.' : 'These files cannot be opened.',
    detail: [
      ...said,
      ...rest,
      'The lab opens CSV or TSV tables, NPY and IDX arrays, each gzipped or not, weights as NPZ or safetensors, and the files of the public data sets.',
    ].join(' '),
  };
}

async function takeData(files: readonly File[]): Promise<void> {
  dismissFileProblem();
  if (files.length === 0) return;
  useTaking.setState({ names: files.map(({ name }) => name) });
  try {
    const { folders, toImport, unknown, problem } = await sortAndStore(files);
    for (const { folder } of folders) {
      dismissDownload(folder);
      forgetFailures(setsOf(folder));
    }
    if (folders.length > 0) await refreshData();
    for (const { folder, missing } of folders) offer(folder, missing);
    const ofKnown = files.filter((_, i) => !toImport.some(({ place }) => place === i));
    if (problem?.needs !== undefined)
      reportStorageFull({
        what: quoted(ofKnown.map(({ name }) => name)),
        name: ofKnown.map(({ name }) => name).join(', '),
        problem,
        again: () => takeData(ofKnown),
      });
    else if (problem) showFileProblem(problem);
    else if (unknown.length > 0) showFileProblem(unknownProblem(unknown));
    const own = toImport.flatMap(({ place }) => files[place] ?? []);
    const isText = toImport.every(({ format }) => format === 'csv');
    if (own.length > 0) await startImport({ files: own, isText });
  } catch (error) {
    showFileProblem(inWords(error));
  } finally {
    useTaking.setState({ names: [] });
  }
}

/** Runs start from the last one that can be read. */
async function takeWeights(files: readonly File[]): Promise<void> {
  dismissFileProblem();
  for (const file of files)
    await startFromFile(labSettings(), file).catch((error: unknown) => {
      if (!(error instanceof NotWeights)) throw error;
      const samples = /\.npz$/i.test(file.name)
        ? ' If it holds samples, unpack it like a zip, and choose its .npy files.'
        : '';
      showFileProblem({
        title: `Runs cannot start from “${file.name}”.`,
        detail: `${error.message}${samples}`,
      });
    });
}

/**
 * Handles files that were dropped or chosen, several at once.
 * @returns whether settings were opened
 */
export async function takeAnyFiles(files: readonly File[]): Promise<boolean> {
  if (files.length === 0) return false;
  const weights = files.filter(namesWeights);
  if (weights.length > 0) {
    await takeWeights(weights);
    return takeAnyFiles(files.filter((file) => !weights.includes(file)));
  }
  const notebooks = await Promise.all(files.map(takeNotebookFile));
  if (notebooks.some(Boolean)) return takeAnyFiles(files.filter((_, i) => !notebooks[i]));
  const are = await Promise.all(files.map(isSettings));
  // Data first: switching the data set resets the learning rates, which must not overwrite the file's.
  await takeData(files.filter((_, i) => !are[i]));
  const [settings, ...more] = files.filter((_, i) => are[i]);
  if (settings === undefined) return false;
  if (more.length === 0) return openSettings(settings);
  return refuse(
    'More than one settings file was given.',
    `Open one of ${quoted([settings, ...more].map(({ name }) => name))}.`,
  );
}
