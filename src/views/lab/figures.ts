/** The figures of a run in display order: on the page, in tabs on a phone, and in print. */
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
  /** The tasks that it applies to. */
  readonly tasks: readonly Task[];
  /** The main figure on top, or a figure in the rows of two below. */
  readonly place: 'main' | 'beside';
  /** Tab name on a phone, which shows one chart at a time. */
  readonly tab: string;
}
/** A figure other than a line chart: its components for the page and for print. */
interface OwnFigure {
  readonly title: string;
  readonly Part: ComponentType<{ experiment: Experiment }>;
  readonly Print: ComponentType<{ experiment: Experiment }>;
}
export type LabFigure = Standing & ({ readonly line: LineFigure } | { readonly own: OwnFigure });

const predicted: OwnFigure = { title: 'Predicted against true', Part: PredictedPart, Print: PrintScatter };

/** Classification is judged by accuracy, regression by loss and by predicted against true values. */
const figures: readonly LabFigure[] = [
  { line: accuracy, place: 'main', tab: 'Accuracy', tasks: ['classification'] },
  { line: testLoss, place: 'main', tab: 'Loss', tasks: ['regression'] },
  { line: trainingLoss, place: 'beside', tab: 'Loss', tasks: ['classification', 'regression'] },
  { line: testLoss, place: 'beside', tab: 'Loss', tasks: ['classification'] },
  { own: predicted, place: 'beside', tab: 'Predicted', tasks: ['regression'] },
];

export const figuresOf = (task: Task): readonly LabFigure[] =>
  figures.filter(({ tasks }) => tasks.includes(task));

/** Tab names, in order, without duplicates. */
export const tabsOf = (all: readonly LabFigure[]): readonly string[] => [
  ...new Set(all.map(({ tab }) => tab)),
];
