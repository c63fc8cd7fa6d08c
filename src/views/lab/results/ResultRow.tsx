import { Fragment } from 'react';
import { cosineText, count, degrees, seconds } from '../../../core/format';
import { cosineOf } from '../../../core/measures/unit';
import { rules } from '../../../core/rules';
import type { Task } from '../../../data/spec';
import type { Result } from '../../../store/run/results';
import { useLab } from '../../labContext';
import { LineSample } from '../../theme/LineSample';
import { highlightRule } from '../highlightRule';
import { GapBar } from './GapBar';
import { SeedsToggle } from './SeedsToggle';
import { Spread } from './Spread';
import { seedsParts, whyEnded } from './seedTexts';
import { taskTexts } from './taskTexts';
import './rows.css';

const NONE = '–';
const text = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? NONE : format(value);

/** "Hidden layer 1 66.1° (cosine 0.405), output layer 0.0° (cosine 1.000)" */
function layersText(angles: Result['angles']): string | undefined {
  return angles
    ?.map((angle, i) => {
      const layer = i + 1 < angles.length ? `hidden layer ${i + 1}` : 'output layer';
      return `${layer} ${angle === null ? NONE : `${degrees(angle)} (cosine ${cosineText(cosineOf(angle))})`}`;
    })
    .join(', ');
}

/** @param epoch the table's; a rule that ended earlier keeps its own numbers */
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

/** Explains over which epochs a rule is compared with BP, if one of them ended early. */
const comparedText = ({ comparedEpochs }: Result): string | undefined =>
  comparedEpochs === undefined ? undefined : `Over epochs 1 to ${comparedEpochs}, which both have`;

interface RowProps {
  one: Result;
  task: Task;
  epoch: number;
  /** For a rule with several seeds: whether they are listed below it. */
  open: boolean;
  onToggle: () => void;
}

/** Below a rule's name: the runs of its mean, or why its only run has ended. */
function Standing({ one, epoch }: Pick<RowProps, 'one' | 'epoch'>) {
  const lab = useLab();
  const alive = lab.runs.useRuns((state) => state.alive);
  if (one.runs)
    return (
      <span className="seeds-of">
        {seedsParts(one, { common: epoch, alive }).map((part, i, all) => (
          <Fragment key={part}>
            {i > 0 && ' '}
            <span>{i < all.length - 1 ? `${part},` : part}</span>
          </Fragment>
        ))}
      </span>
    );
  return (
    <>
      <Ended one={one} epoch={epoch} />
      {one.stuckSince !== undefined && (
        <span className="stuck" title={`No progress since epoch ${one.stuckSince}`}>
          stuck since epoch {one.stuckSince}
        </span>
      )}
    </>
  );
}

/** A rule's results; a click shows its network. */
export function ResultRow({ one, task, epoch, open, onToggle }: RowProps) {
  const lab = useLab();
  const { value, spread, toBp } = taskTexts[task];
  return (
    // The Inside column has accessible buttons for this; the row is a shortcut for pointers.
    <tr
      onPointerEnter={() => highlightRule(one.rule)}
      onPointerLeave={() => highlightRule(undefined)}
      onClick={() => lab.inside.chooseRule(one.rule)}
    >
      <th scope="row">
        <span className={one.runs ? 'rule-cell with-seeds' : 'rule-cell'}>
          {one.runs && <SeedsToggle rule={one.rule} open={open} onToggle={onToggle} />}
          <LineSample rule={one.rule} />
          <span>
            <span>{rules[one.rule].name}</span>
            <Standing one={one} epoch={epoch} />
          </span>
        </span>
      </th>
      <td className="num">
        <Spread of={one.last} text={value} spread={spread} />
      </td>
      <td className="num wide-only">
        <Spread of={one.best} text={value} spread={spread} />
      </td>
      <td className="num wide-only" title={comparedText(one)}>
        {text(one.toBp, toBp)}
      </td>
      <td className="gap-cell">
        <GapBar one={one} />
      </td>
      <td className="num wide-only" title={layersText(one.angles)}>
        <Spread of={one.meanAngle} text={degrees} spread={degrees} />
      </td>
      <td className="num wide-only">{text(one.aloneSeconds, seconds)}</td>
    </tr>
  );
}
