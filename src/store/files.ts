/** Settings as files, and where files that are dropped or chosen go: settings here, all others to the data set. */
import { readExperimentFile, writeExperimentFile } from '../experiment/file';
import { takeFiles } from './data';
import { exceptFor, openExperiment, setNotice, useSettings } from './settings';

const FILE_NAME = 'f3-lab-experiment.json';
/** Bytes; a file of settings has a few thousand. */
const MOST_BYTES = 1_000_000;

/** Hands the settings to the browser as a download. */
export function saveSettings(): void {
  const { draft } = useSettings.getState();
  const address = URL.createObjectURL(new Blob([writeExperimentFile(draft)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = FILE_NAME;
  link.click();
  // Not at once: the browser has yet to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function refuse(title: string, problem: string): boolean {
  setNotice({ kind: 'bad', title, problems: [`${problem} The settings stay as they were.`] });
  return false;
}

/** True when the file's settings are the draft now. */
async function openSettings(file: File): Promise<boolean> {
  const title = `“${file.name}” is no settings file of this lab`;
  if (file.size > MOST_BYTES)
    return refuse(title, 'It is far too large. Choose a file that “Save settings” wrote.');
  const read = readExperimentFile(await file.text());
  if (!read.ok) return refuse(title, read.problem);
  openExperiment(read.experiment, exceptFor(`“${file.name}” is open`, read.problems));
  return true;
}

/** By its name, else by its first sign: files of numbers begin with other bytes. */
async function isSettings(file: File): Promise<boolean> {
  if (/\.json$/i.test(file.name)) return true;
  const start = await file.slice(0, 64).text();
  return start.trimStart().startsWith('{');
}

/**
 * Files from outside, several at once.
 * @returns whether settings were opened
 */
export async function takeAnyFiles(files: readonly File[]): Promise<boolean> {
  const are = await Promise.all(files.map(isSettings));
  // The data first: with another data set come its learning rates, and the file's own must stay.
  await takeFiles(files.filter((_, i) => !are[i]));
  const [settings, ...more] = files.filter((_, i) => are[i]);
  if (settings === undefined) return false;
  if (more.length === 0) return openSettings(settings);
  const names = [settings, ...more].map(({ name }) => `“${name}”`).join(', ');
  return refuse('More than one settings file', `Open one of ${names}.`);
}
