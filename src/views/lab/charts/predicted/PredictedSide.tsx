import { coefficient, threeDigits } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import type { ValueScale } from '../../../../figures/axes/valueAxis';
import { useLab } from '../../../labContext';
import { Segment } from '../../../parts/Segment';
import { Select } from '../../../parts/Select';
import { SeedChoice } from '../../run/SeedChoice';
import { withUnit } from './predicted';
import type { Predicted } from './usePredicted';

interface Props {
  predicted: Predicted;
  ruleIds: readonly RuleId[];
  seeds: readonly number[];
  outputs: number;
  output: number;
  onOutput: (output: number) => void;
  /** Undefined if only a linear scale is possible. */
  scale: ValueScale | undefined;
  onScale: (scale: ValueScale) => void;
  /** "500 of 193,280 test rows, after epoch 3" */
  about: string;
}

const NONE = '–';
const scales = [
  { id: 'linear', name: 'Linear' },
  { id: 'log', name: 'Log' },
] as const;
const r2Text = (r2: number) => coefficient(r2, 3);
const known = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);

function FitNumber({
  name,
  title,
  value,
  text = threeDigits,
  unit,
}: {
  name: string;
  title: string;
  value: number | undefined;
  text?: (value: number) => string;
  unit?: string | undefined;
}) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{known(value) ? withUnit(text(value), unit) : NONE}</dd>
    </div>
  );
}

function Numbers({ fit, meanR2, unit, several }: Predicted & { several: boolean }) {
  return (
    <dl className="fit num">
      <FitNumber
        name="R²"
        title="1 is a perfect fit; 0 is no better than the mean of the true values"
        value={fit.r2}
        text={r2Text}
      />
      {several && <FitNumber name="mean R²" title="Mean over all targets" value={meanR2} text={r2Text} />}
      <FitNumber name="RMSE" title="Root mean squared error" value={fit.rmse} unit={unit} />
    </dl>
  );
}

/** Controls and fit: which algorithm and target are shown, and how good the predictions are. */
export function PredictedSide(props: Props) {
  const lab = useLab();
  const { predicted, ruleIds, seeds, outputs, output, onOutput, scale, onScale, about } = props;
  return (
    <div className="predicted-side">
      <Select
        label="Algorithm whose predictions are shown"
        value={predicted.rule ?? ''}
        onChange={(id) => lab.inside.chooseRule(id as RuleId)}
      >
        {ruleIds.map((id) => (
          <option key={id} value={id}>
            {rules[id].name}
          </option>
        ))}
      </Select>
      <SeedChoice seeds={seeds} seed={predicted.seed} />
      {outputs > 1 && (
        <Select label="Target" value={String(output)} onChange={(text) => onOutput(Number(text))}>
          {Array.from({ length: outputs }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: targets are identified by index.
            <option key={i} value={i}>{`Target ${i}`}</option>
          ))}
        </Select>
      )}
      <Numbers {...predicted} several={outputs > 1} />
      <p className="quiet">{about}</p>
      {scale !== undefined && <Segment label="Scale" options={scales} value={scale} onChange={onScale} />}
    </div>
  );
}
