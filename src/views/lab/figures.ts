/** The figures of a run, in the order in which they stand: on the page, on a phone by tabs, and on paper. */
import type { ComponentType } from 'react';
import type { Experiment } from '../../core/run/spec';
import type { DatasetInfo } from '../../data/spec';
import { accuracy } from './charts/accuracy';
import type { LineFigure } from './charts/lineFigure';
import { testLoss, trainingLoss } from './charts/losses';
import { PredictedPart } from './charts/predicted/PredictedPart';
import { PrintScatter } from './print/PrintScatter';

type Task = DatasetInfo['task'];

interface Standing {
  /** For which data sets. */
  readonly tasks: readonly Task[];
  /** The large figure on top, or two in a row under it. */
  readonly place: 'main' | 'beside';
  /** Of a phone, which has room for one chart. */
  readonly tab: string;
}
/** A figure that is no chart of lines: on the page, and on paper. */
interface OwnFigure {
  readonly title: string;
  readonly Part: ComponentType<{ experiment: Experiment }>;
  readonly Print: ComponentType<{ experiment: Experiment }>;
}
export type LabFigure = Standing & ({ readonly line: LineFigure } | { readonly own: OwnFigure });

const predicted: OwnFigure = { title: 'Predicted against true', Part: PredictedPart, Print: PrintScatter };

/** Classes are judged by their accuracy, predicted numbers by their loss and by how they lie beside the true ones. */
const figures: readonly LabFigure[] = [
  { line: accuracy, place: 'main', tab: 'Accuracy', tasks: ['classification'] },
  { line: testLoss, place: 'main', tab: 'Loss', tasks: ['regression'] },
  { line: trainingLoss, place: 'beside', tab: 'Loss', tasks: ['classification', 'regression'] },
  { line: testLoss, place: 'beside', tab: 'Loss', tasks: ['classification'] },
  { own: predicted, place: 'beside', tab: 'Predicted', tasks: ['regression'] },
];

export const figuresOf = (task: Task): readonly LabFigure[] =>
  figures.filter(({ tasks }) => tasks.includes(task));

/** Names of the tabs that they stand on, in order. */
export const tabsOf = (all: readonly LabFigure[]): readonly string[] => [
  ...new Set(all.map(({ tab }) => tab)),
];
