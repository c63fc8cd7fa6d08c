import { ChevronDown, ChevronRight, Eye, EyeOff, Pin, Trash2 } from 'lucide-react';
import { degrees, percent, seconds } from '../../../core/format';
import type { Task } from '../../../data/spec';
import type { ShownGroup } from '../../../figures/compare/groups';
import { runsText } from '../../../figures/compare/runsText';
import type { ColourId } from '../../../figures/theme/palette';
import type { RunKey } from '../../../notebook/records';
import { NONE, tableTexts } from '../../../notebook/stats/texts';
import { removeRuns } from '../../../store/notebook/actions';
import { highlightMark } from '../../highlightMark';
import { Spread } from '../../lab/results/Spread';
import { ColourMenu } from './ColourMenu';
import { Squares } from './Squares';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

function Gap({ gap, rule, style }: { gap: number | undefined } & Pick<ShownGroup, 'rule' | 'style'>) {
  if (gap === undefined) return <>{NONE}</>;
  if (rule === 'bp') return <span className="quiet">reference</span>;
  if (gap < 0) return <span className="quiet">below DRTP</span>;
  return (
    <span className="gap">
      <svg width={64} height={6} aria-hidden="true">
        <rect width={64} height={6} rx={3} fill="var(--s3)" />
        <rect width={64 * Math.min(1, gap)} height={6} rx={3} fill={style.text} />
      </svg>
      <span className="num">{percent(gap, 0)}</span>
    </span>
  );
}

interface Props {
  group: ShownGroup;
  task: Task;
  open: boolean;
  onToggle: () => void;
  onHide: () => void;
  onBaseline: () => void;
  /** @param colour undefined: the usual one */
  onColour: (colour: ColourId | undefined) => void;
}

/** A group: the table's controls for its line, and its numbers. */
export function GroupRow({ group, task, open, onToggle, onHide, onBaseline, onColour }: Props) {
  const { name, rule, runs, result, style, isHidden, isBaseline, mark } = group;
  const { value, spread, toBaseline } = tableTexts[task];
  const keys = runs.map((run): RunKey => [run.experiment, run.id]);
  const light = (): void => highlightMark(mark, `rule-${rule}`);
  const dim = (): void => highlightMark(undefined);
  return (
    <tr
      className={`group-row ${mark}${isHidden ? ' is-hidden' : ''}`}
      onPointerEnter={light}
      onPointerLeave={dim}
      onFocus={light}
      onBlur={dim}
    >
      <th scope="row">
        <span className="group-name">
          <button
            type="button"
            className="icon-button"
            aria-expanded={open}
            aria-label={`Runs of ${name}`}
            onClick={onToggle}
          >
            {open ? <ChevronDown {...icon} /> : <ChevronRight {...icon} />}
          </button>
          <button
            type="button"
            className="icon-button"
            aria-pressed={!isHidden}
            aria-label={`Show ${name}`}
            title={isHidden ? 'Show its line' : 'Hide its line'}
            onClick={onHide}
          >
            {isHidden ? <EyeOff {...icon} /> : <Eye {...icon} />}
          </button>
          <ColourMenu group={group} onColour={onColour} />
          <span style={{ color: style.text }}>{name}</span>
          <button
            type="button"
            className={isBaseline ? 'chip pinned' : 'icon-button pin'}
            aria-pressed={isBaseline}
            aria-label={`Compare the others with ${name}`}
            title="Baseline: compare the others with it"
            onClick={onBaseline}
          >
            <Pin size={14} strokeWidth={1.75} aria-hidden="true" />
            {isBaseline && 'baseline'}
          </button>
        </span>
      </th>
      <td>
        <Squares runs={runs} style={style} />
      </td>
      <td className="num strong" title={runsText(result.n)}>
        <Spread of={result.last} text={value} spread={spread} />
      </td>
      <td className="num wide-only">
        {result.toBaseline === undefined ? NONE : toBaseline(result.toBaseline)}
      </td>
      <td className="wide-only">
        <Gap gap={result.gap} rule={rule} style={style} />
      </td>
      <td className="num wide-only">
        <Spread
          of={result.testLoss}
          text={tableTexts.regression.value}
          spread={tableTexts.regression.spread}
        />
      </td>
      <td className="num wide-only">
        <Spread of={result.meanAngle} text={degrees} spread={degrees} />
      </td>
      <td className="num wide-only">{result.epochSeconds ? seconds(result.epochSeconds.mean) : NONE}</td>
      <td>
        <button
          type="button"
          className="icon-button"
          aria-label={`Delete the runs of ${name}`}
          title="Delete its runs"
          onClick={() => void removeRuns(keys)}
        >
          <Trash2 {...icon} size={14} />
        </button>
      </td>
    </tr>
  );
}
