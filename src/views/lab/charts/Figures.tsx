import type { Experiment } from '../../../core/run/spec';
import type { LabFigure } from '../figures';
import { CurveFigure } from './CurveFigure';
import './charts.css';

interface Props {
  /** In display order. */
  figures: readonly LabFigure[];
  experiment: Experiment;
  generation: number;
}

const titleOf = (one: LabFigure): string => ('line' in one ? one.line.title : one.own.title);

function One({
  one,
  leads,
  narrow,
  ...run
}: Omit<Props, 'figures'> & { one: LabFigure; leads: boolean; narrow: boolean }) {
  if ('own' in one) return <one.own.Part experiment={run.experiment} />;
  return <CurveFigure figure={one.line} main={one.place === 'main'} {...{ narrow, leads }} {...run} />;
}

/** The first line chart, which has the controls that all charts share. */
const leader = (all: readonly LabFigure[]): LabFigure | undefined => all.find((one) => 'line' in one);

/** Figures in one column, for phones. */
export function FigureColumn({ figures, ...run }: Props) {
  return figures.map((one) => (
    <One key={titleOf(one)} one={one} leads={one === leader(figures)} narrow {...run} />
  ));
}

/** How many labels fit above each other at the line ends of the smallest chart. */
const FEW = 6;

function rowClass(row: readonly LabFigure[], experiment: Experiment): string {
  const own = row.some((one) => 'own' in one) ? ' with-predicted' : '';
  return `loss-row${experiment.rules.length > FEW && own === '' ? ' many' : ''}${own}`;
}

/** The main figures, and below them two per row. */
export function FigureGrid({ figures, ...run }: Props) {
  const beside = figures.filter(({ place }) => place === 'beside');
  const rows = beside.flatMap((_, i) => (i % 2 === 0 ? [beside.slice(i, i + 2)] : []));
  const shown = (one: LabFigure) => (
    <One key={titleOf(one)} one={one} leads={one === leader(figures)} narrow={false} {...run} />
  );
  return (
    <>
      {figures.filter(({ place }) => place === 'main').map(shown)}
      {rows.map((row) => (
        <div key={row.map(titleOf).join()} className={rowClass(row, run.experiment)}>
          {row.map(shown)}
        </div>
      ))}
    </>
  );
}
