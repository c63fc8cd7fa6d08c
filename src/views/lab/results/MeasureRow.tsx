import {
  coefficient,
  cosineText,
  degrees,
  percent,
  percentNumber,
  threeDigits,
  twoDigits,
} from '../../../core/format';
import type { MeasureId, measures } from '../../../core/measures';
import type { Unit } from '../../../core/measures/measure';
import { cosineOf, unitOf } from '../../../core/measures/unit';
import { type RuleId, rules } from '../../../core/rules';
import { statistics } from '../../../experiment/aggregate';
import { usePreferences } from '../../../store/page/preferences';
import { commonEpoch, epochOf, measuredAt } from '../../../store/run/results';
import type { Series } from '../../../store/run/series';
import { useLab } from '../../labContext';
import { LineSample } from '../../theme/LineSample';
import { highlightRule } from '../highlightRule';
import { SeedsToggle } from './SeedsToggle';
import { Spread } from './Spread';

/** A measure with its own numbers; batch measures have none. */
export type TableMeasure = Exclude<(typeof measures)[MeasureId], { kind: 'batch' }>;

/** Formats of a value and of a standard deviation. */
const units: Readonly<Record<Unit, readonly [(value: number) => string, (sd: number) => string]>> = {
  degrees: [degrees, degrees],
  cosine: [cosineText, cosineText],
  number: [threeDigits, twoDigits],
  coefficient: [(value: number) => coefficient(value, 3), (sd: number) => coefficient(sd, 3)],
  share: [(value: number) => percent(value, 1), (sd: number) => percentNumber(sd, 1)],
};

interface CellsProps {
  id: MeasureId;
  measure: TableMeasure;
  series: string;
  columns: readonly (number | undefined)[];
  runs: readonly Series[];
  epoch: number;
}

/** The mean of several runs, or the value of one, per layer or class. */
function Cells({ id, measure, series, columns, runs, epoch }: CellsProps) {
  const wanted = usePreferences((state) => state.angleUnit);
  const own = unitOf(measure, series);
  const isCosine = own === 'degrees' && wanted === 'cosine';
  const [text, spread] = units[isCosine ? 'cosine' : own];
  const of = (place: number) => {
    const values = runs.flatMap((run) => measuredAt(run, id, epoch)?.[series]?.[place] ?? []);
    return statistics(isCosine ? values.map(cosineOf) : values);
  };
  if (measure.per === 'network')
    return (
      <td className="num" colSpan={columns.length}>
        <Spread of={of(0)} text={text} spread={spread} />
      </td>
    );
  return columns.map((layer) => (
    <td key={layer ?? 'left out'} className="num">
      {layer === undefined ? '…' : <Spread of={of(layer - 1)} text={text} spread={spread} />}
    </td>
  ));
}

interface Props extends Omit<CellsProps, 'runs' | 'epoch'> {
  rule: RuleId;
  open: boolean;
  onToggle: () => void;
}

/** A rule's row, and those of its seeds while expanded. */
export function SeriesRows({ rule, open, onToggle, ...cells }: Props) {
  const lab = useLab();
  const record = lab.byRule.rules();
  const own = record.get(rule);
  const epoch = epochOf(record, rule);
  const lit = { onPointerEnter: () => highlightRule(rule), onPointerLeave: () => highlightRule(undefined) };
  return (
    <>
      <tr {...lit}>
        <th scope="row">
          <span className={own?.several ? 'rule-cell with-seeds' : 'rule-cell'}>
            {own?.several && <SeedsToggle {...{ rule, open, onToggle }} />}
            <LineSample rule={rule} />
            {rules[rule].name}
            {epoch !== commonEpoch(record) && <span className="quiet">epoch {epoch}</span>}
          </span>
        </th>
        <td className="series-cell">{cells.measure.series[cells.series]}</td>
        <Cells {...cells} runs={own ? (own.several?.counted ?? [own]) : []} epoch={epoch} />
      </tr>
      {open &&
        own?.several?.runs.map((run) => {
          const at = own.several?.counted.includes(run) ? epoch : run.epochs.length;
          return (
            <tr key={run.id} className="seed-row" {...lit}>
              <th scope="row">
                {`seed ${run.seed}`}
                {at !== epoch && <span className="seeds-of">{at > 0 ? `epoch ${at}` : 'no epoch yet'}</span>}
              </th>
              <td className="series-cell" />
              <Cells {...cells} runs={[run]} epoch={at} />
            </tr>
          );
        })}
    </>
  );
}
