import { useState } from 'react';
import { percentSpread, threeDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import type { Statistics } from '../../../../experiment/aggregate';
import { curveAt, epochsOf, measureAt, runsOf } from '../../../../experiment/results/curves';
import type { Recorded, RecordedRun } from '../../../../experiment/results/record';
import { loadRecorded } from '../../../../experiment/results/studies';
import { openLink } from '../../../../store/settings/address';
import { undoably } from '../../../../store/settings/undoSettings';
import { useLab } from '../../../labContext';
import { Scrolled } from '../../../parts/Scrolled';
import './fairSteps.css';

const percents = (value: Statistics | undefined): string =>
  value ? percentSpread(value.mean, value.sd, 1) : '–';

/** Accuracy after the last epoch, and the factor of the first layer. */
function Cell({ runs }: { runs: readonly RecordedRun[] }) {
  const factor = measureAt(runs, { measure: 'step-factor', series: 'factor', place: 0 }, 0);
  return (
    <td className="num">
      {percents(curveAt(runs, 'testAccuracy', epochsOf(runs)))}
      <span className="quiet">{`factor ${factor ? threeDigits(factor.mean) : '–'}`}</span>
    </td>
  );
}

function RecordTable({ recorded }: { recorded: Recorded }) {
  const { arms } = recorded.study;
  const shown = arms[0]?.experiment.rules ?? [];
  return (
    <table aria-label="Recorded with and without fair step sizes">
      <thead>
        <tr>
          <th scope="col">Algorithm</th>
          {arms.map(({ id, name }) => (
            <th key={id} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((rule) => (
          <tr key={rule}>
            <th scope="row">{rules[rule].name}</th>
            {arms.map(({ id }) => (
              <Cell key={id} runs={runsOf(recorded, id, rule)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RecordText({ recorded }: { recorded: Recorded }) {
  const { settings } = useLab();
  const { study, record } = recorded;
  const on = study.arms.find(({ id }) => id === 'on');
  const { epochs, seeds } = study.arms[0]?.experiment ?? { epochs: 0, seeds: [] };
  return (
    <>
      <p>
        {`Test accuracy after epoch ${epochs} on MNIST, mean ± deviation of ${seeds.length} seeds, recorded ${record.date}. Factor: of layer 1, BP’s gradient over the algorithm’s; only the switch applies it. A tiny factor means that its own steps are huge: that alone may lift its accuracy above BP’s.`}
      </p>
      <Scrolled name="Recorded with and without fair step sizes" className="fair-steps-table">
        <RecordTable recorded={recorded} />
      </Scrolled>
      {on && (
        <button
          type="button"
          className="button small"
          onClick={() =>
            undoably(settings, 'Set up: fair step sizes on MNIST.', () => openLink(settings, `?${on.query}`))
          }
        >
          Set up this run
        </button>
      )}
    </>
  );
}

/** What the switch changed in a recorded study, loaded when it is opened. */
export function FairStepsRecord() {
  const [recorded, setRecorded] = useState<Recorded | 'failed'>();
  const load = (): void => {
    if (recorded !== undefined) return;
    loadRecorded('fair-steps').then(setRecorded, () => setRecorded('failed'));
  };
  return (
    <details className="fair-steps" onToggle={load}>
      <summary>What fair steps change</summary>
      {recorded === undefined && <p className="quiet">Loading the record…</p>}
      {recorded === 'failed' && (
        <p>The record could not be loaded. Reload the page, or run: npm run -s lab -- study fair-steps.</p>
      )}
      {recorded !== undefined && recorded !== 'failed' && <RecordText recorded={recorded} />}
    </details>
  );
}
