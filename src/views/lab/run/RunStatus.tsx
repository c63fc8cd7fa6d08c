import { percent, threeDigits } from '../../../core/format';
import { mainCurve } from '../../../store/run/results';
import { brokeOff } from '../../../store/run/series';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { useSeries } from '../../useSeries';
import { summary } from '../charts/summary';
import { useStatus } from './useStatus';
import './runStatus.css';

/** Live region, announced once per epoch: every rule's result. */
function EpochNews() {
  const lab = useLab();
  useSeries('epochs', 500);
  const dataset = lab.runs.useRuns((state) => state.experiment?.dataset);
  const curve = mainCurve(dataset === undefined ? 'classification' : datasetChoice(dataset).task);
  const text = curve === 'testLoss' ? threeDigits : (value: number) => percent(value, 2);
  const record = lab.byRule.rules();
  const all = [...record.values()];
  const last = Math.max(0, ...all.map((series) => series.epochs.length));
  const complete = all.every((series) => brokeOff(series) || series.epochs.length === last);
  return (
    <div className="sr-only" aria-live="polite">
      {last > 0 && complete ? summary(record, curve, text) : ''}
    </div>
  );
}

export function RunStatus() {
  const { epoch, speed, left, waiting, blocked } = useStatus();
  return (
    <div className="run-status">
      <span role="status" className="status-epoch num">
        {epoch}
      </span>
      {blocked === undefined ? (
        <>
          <span
            className="status-speed num"
            title={waiting === '' ? 'Total of all algorithms' : 'One run trains per CPU core at a time'}
          >
            {waiting || speed}
          </span>
          <span className="status-left num">{left}</span>
        </>
      ) : (
        <span className="status-blocked" id="run-blocked">
          {blocked}
        </span>
      )}
      <EpochNews />
    </div>
  );
}
