import type { Experiment } from '../../../core/run/spec';
import { seedsText } from '../../../experiment/fields/seeds';
import { sharedAddress } from '../../../store/page/classServer';
import { isSeveral } from '../../../store/run/runList';
import { addressOf } from '../../../store/settings/address';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { figuresOf } from '../figures';
import { PrintedInside } from '../InsidePart';
import { hasMeasures, MeasuresTable } from '../results/MeasuresTable';
import { ResultsTable } from '../results/ResultsTable';
import { useStatus } from '../run/useStatus';
import { PrintPlot } from './PrintPlot';
import { PrintSeeds } from './PrintSeeds';
import { printedSettings } from './printedSettings';
import './print.css';
import './further.css';

function Charts({ experiment }: { experiment: Experiment }) {
  return figuresOf(datasetChoice(experiment.dataset).task).map((one) =>
    'line' in one ? (
      <PrintPlot key={one.line.title} figure={one.line} experiment={experiment} main={one.place === 'main'} />
    ) : (
      <one.own.Print key={one.own.title} experiment={experiment} />
    ),
  );
}

/** Content of later sheets; the table header repeats on each. */
function Further({ experiment, epoch }: { experiment: Experiment; epoch: string }) {
  const lab = useLab();
  const { name } = datasetChoice(experiment.dataset);
  const inside = lab.inside.useInside((state) => state.open);
  const several = isSeveral(experiment);
  if (!inside && !several && !hasMeasures(experiment)) return null;
  return (
    <table className="print-sheet print-further" aria-label="Measures and Inside on paper">
      <thead>
        <tr>
          <th scope="col">
            <span>
              {name}, {seedsText(experiment.seeds)}
            </span>
            <span>{`F³ Lab · ${epoch}`}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>
            {several && <PrintSeeds experiment={experiment} />}
            <MeasuresTable experiment={experiment} />
            <PrintedInside />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** A run on one printed sheet: settings, curves, numbers, and the link that reproduces it. */
export function PrintSheet() {
  const lab = useLab();
  const run = lab.runs.useRuns((state) => state.experiment);
  const draft = lab.settings.useSettings((state) => state.draft);
  const { epoch, left } = useStatus();
  const experiment = run ?? draft;
  const { name, counts } = datasetChoice(experiment.dataset);
  return (
    <>
      <section className="print-sheet" aria-label="The run on paper">
        <header>
          <h1>
            {name} <span>{counts}</span>
          </h1>
          <p>F³ Lab · {[epoch, lab.series.record().size > 0 ? left : ''].filter(Boolean).join(', ')}</p>
        </header>
        <dl>
          {printedSettings(experiment).map(({ label, text }) => (
            <div key={label}>
              <dt>{label}</dt> <dd>{text}</dd>
            </div>
          ))}
        </dl>
        <div className="print-charts">
          <Charts experiment={experiment} />
        </div>
        <ResultsTable experiment={experiment} />
        <p className="print-link">
          {sharedAddress(
            `${location.origin}${addressOf(experiment, { pathname: location.pathname, hash: '' })}`,
          )}
        </p>
      </section>
      <Further experiment={experiment} epoch={epoch} />
    </>
  );
}
