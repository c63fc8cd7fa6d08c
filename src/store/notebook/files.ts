/** Experiments as files, and back. */
import { inDigits } from '../../core/format';
import { looksLikeNotebook, readNotebookFile, writeNotebookFile } from '../../notebook/file';
import { newId } from '../../notebook/newExperiment';
import { NotebookProblem } from '../../notebook/problem';
import { listNotebook, readCheckpoint, readPieces } from '../../notebook/read';
import type { ExperimentId, ExperimentRecord, RunKey, RunRecord } from '../../notebook/records';
import { addAll } from '../../notebook/write';
import { saveFile } from '../data/saveFile';
import { goTo } from '../page/page';
import { showToast } from '../page/toast';

/** "six-rules-five-seeds.f3lab.json" */
function fileName({ name }: ExperimentRecord): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${slug || 'experiment'}.f3lab.json`;
}

const problemText = (problem: unknown): string => {
  if (!(problem instanceof NotebookProblem)) throw problem;
  return problem.message;
};

/** Saves an experiment with its runs and curves. @param weights with checkpoints, from which unfinished runs can go on */
export async function exportExperiment(id: ExperimentId, weights: boolean): Promise<void> {
  try {
    const { experiments, runs: all } = await listNotebook();
    const experiment = experiments.find((one) => one.id === id);
    if (!experiment) return;
    const runs = all.filter((run) => run.experiment === id);
    const keys = runs.map((run): RunKey => [id, run.id]);
    const curves = await Promise.all(keys.map(readPieces));
    const checkpoints = await Promise.all(keys.map((key) => (weights ? readCheckpoint(key) : undefined)));
    const bare = weights ? runs : runs.map(({ checkpoint: _left, ...run }) => run);
    saveFile(
      fileName(experiment),
      writeNotebookFile({ experiments: [experiment], runs: bare, curves, checkpoints }),
    );
  } catch (problem) {
    showToast({ text: problemText(problem), lasts: true });
  }
}

/** Records as text, without checkpoints, which a file may leave out. */
const recordsText = (experiment: ExperimentRecord, runs: readonly RunRecord[]): string => {
  const own = runs
    .filter((run) => run.experiment === experiment.id)
    .map(({ checkpoint: _any, ...run }) => run);
  return JSON.stringify([experiment, own.toSorted((a, b) => a.place - b.place)]);
};

/** What is there already is shown; an experiment that has changed since is added beside it, under another id. */
async function add(text: string): Promise<string> {
  const read = readNotebookFile(text);
  if (!read.ok) return read.problem;
  const { file, problems } = read;
  const [first] = file.experiments;
  const there = await listNotebook();
  const same = (one: ExperimentRecord): boolean =>
    there.experiments.some(
      (other) => other.id === one.id && recordsText(other, there.runs) === recordsText(one, file.runs),
    );
  if (first && problems.length === 0 && file.experiments.every(same)) {
    goTo('compare', first.id);
    return 'It is in the notebook already.';
  }
  const ids = await addAll(file, newId);
  if (first) goTo('compare', ids.get(first.id) ?? first.id);
  return [`Opened ${inDigits(file.runs.length, 'run')}.`, ...problems].join(' ');
}

/** By its name, or by its first letters: a renamed file is still a notebook. */
async function isNotebook(file: File): Promise<boolean> {
  return file.name.endsWith('.f3lab.json') || looksLikeNotebook(await file.slice(0, 200).text());
}

/** @returns whether it is a notebook file; what came of it is shown */
export async function takeNotebookFile(file: File): Promise<boolean> {
  if (!(await isNotebook(file))) return false;
  const said = await file.text().then(add).catch(problemText);
  showToast({ text: `${file.name}: ${said}`, lasts: true });
  return true;
}
