import { count, degrees, seconds } from '../../../core/format';
import { rules } from '../../../core/rules';
import type { Task } from '../../../data/spec';
import { chooseRule } from '../../../store/inside';
import type { Result } from '../../../store/results';
import { LineSample } from '../../theme/LineSample';
import { light } from '../light';
import { GapBar } from './GapBar';
import { words } from './words';

const NONE = '–';
const text = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? NONE : format(value);

/** "Hidden layer 1 66.1°, output layer 0.0°" */
function layersText(angles: Result['angles']): string | undefined {
  return angles
    ?.map((angle, i) => {
      const layer = i + 1 < angles.length ? `hidden layer ${i + 1}` : 'output layer';
      return `${layer} ${angle === null ? NONE : degrees(angle)}`;
    })
    .join(', ');
}

const whyEnded = {
  diverged: 'its loss is not a number',
  failed: 'its worker broke',
  stopped: 'by you',
} as const;

/** @param epoch of which the table is; a rule that broke off earlier keeps its own numbers */
function Ended({ one, epoch }: { one: Result; epoch: number }) {
  if (one.end === undefined || one.end === 'done') return null;
  const why = whyEnded[one.end];
  const numbers = one.epoch > 0 || one.meanAngle !== undefined;
  const differs = numbers && one.epoch !== epoch;
  const own = one.epoch > 0 ? `its numbers are of epoch ${one.epoch}` : 'its angle is from before training';
  const said = differs ? `${why}; ${own}` : why;
  const text = `stopped at step ${count(one.step)}`;
  return (
    <span className="ended" title={`${text}: ${said}`}>
      <span className="ended-step">{text}</span>
      {differs && <span className="ended-epoch" aria-hidden="true">{` (epoch ${one.epoch})`}</span>}
      <span className="ended-why">: {said}</span>
    </span>
  );
}

/** Where one of the two broke off, its numbers and the other's are not of the same epochs. */
const comparedText = ({ comparedEpochs }: Result): string | undefined =>
  comparedEpochs === undefined ? undefined : `Over epochs 1 to ${comparedEpochs}, which both have`;

interface RowProps {
  one: Result;
  task: Task;
  epoch: number;
}

/** What a rule has reached; a click looks into its network. */
export function ResultRow({ one, task, epoch }: RowProps) {
  const { value, toBp } = words[task];
  return (
    // The same choice has buttons of its own in the Inside column; the row is the short way for a pointer.
    <tr
      onPointerEnter={() => light(one.rule)}
      onPointerLeave={() => light(undefined)}
      onClick={() => chooseRule(one.rule)}
    >
      <th scope="row">
        <span className="rule-cell">
          <LineSample rule={one.rule} />
          <span>
            {rules[one.rule].name}
            <Ended one={one} epoch={epoch} />
            {one.stuckSince !== undefined && (
              <span className="stuck" title={`It has learnt nothing since epoch ${one.stuckSince}`}>
                stuck since epoch {one.stuckSince}
              </span>
            )}
          </span>
        </span>
      </th>
      <td className="num">{text(one.last, value)}</td>
      <td className="num wide-only">{text(one.best, value)}</td>
      <td className="num wide-only" title={comparedText(one)}>
        {text(one.toBp, toBp)}
      </td>
      <td className="gap-cell">
        <GapBar one={one} />
      </td>
      <td className="num wide-only" title={layersText(one.angles)}>
        {text(one.meanAngle, degrees)}
      </td>
      <td className="num wide-only">{text(one.aloneSeconds, seconds)}</td>
    </tr>
  );
}
