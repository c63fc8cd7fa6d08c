import { degrees, seconds } from '../../../core/format';
import type { RuleId } from '../../../core/rules';
import type { Task } from '../../../data/spec';
import type { RunResult } from '../../../store/run/results';
import { brokeOff } from '../../../store/run/series';
import { useLab } from '../../labContext';
import { highlightRule } from '../highlightRule';
import { seedStateText } from './seedTexts';
import { taskTexts } from './taskTexts';
import './rows.css';

const text = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? '–' : format(value);

interface Props {
  run: RunResult;
  rule: RuleId;
  task: Task;
  /** The epoch of its rule's mean. */
  epoch: number;
}

/** A single seed below its rule's mean; a click shows its network. */
export function SeedRow({ run, rule, task, epoch }: Props) {
  const lab = useLab();
  const { value } = taskTexts[task];
  const alive = lab.runs.useRuns((state) => state.alive);
  const standing = seedStateText(run, epoch, alive);
  return (
    <tr
      className="seed-row"
      onPointerEnter={() => highlightRule(rule)}
      onPointerLeave={() => highlightRule(undefined)}
      onClick={() => {
        lab.inside.chooseRule(rule);
        lab.inside.chooseSeed(run.seed);
      }}
    >
      <th scope="row">
        {`seed ${run.seed}`}
        {standing !== '' && <span className={brokeOff(run) ? 'ended' : 'seeds-of'}>{standing}</span>}
      </th>
      <td className="num">{text(run.last, value)}</td>
      <td className="num wide-only">{text(run.best, value)}</td>
      <td className="wide-only" />
      <td className="gap-cell" />
      <td className="num wide-only">{text(run.meanAngle, degrees)}</td>
      <td className="num wide-only">{text(run.aloneSeconds, seconds)}</td>
    </tr>
  );
}
