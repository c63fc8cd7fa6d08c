import { coefficient, degrees, percent, percentNumber, threeDigits, twoDigits } from '../../../core/format';
import type { MeasureId, measures } from '../../../core/measures';
import { type RuleId, rules } from '../../../core/rules';
import { statistics } from '../../../experiment/aggregate';
import { commonEpoch, epochOf, measuredAt } from '../../../store/run/results';
import type { Series } from '../../../store/run/series';
import { useLab } from '../../labContext';
import { LineSample } from '../../theme/LineSample';
import { light } from '../light';
import { SeedsToggle } from './SeedsToggle';
import { Spread } from './Spread';

export type SampleMeasure = Extract<(typeof measures)[MeasureId], { kind: 'samples' }>;

/** Formats of a value and of a standard deviation. */
const units = {
  degrees: [degrees, degrees],
  number: [threeDigits, twoDigits],
  coefficient: [(value: number) => coefficient(value, 3), (sd: number) => coefficient(sd, 3)],
  share: [(value: number) => percent(value, 1), (sd: number) => percentNumber(sd, 1)],
} as const satisfies Record<
  SampleMeasure['unit'],
  readonly [(value: number) => string, (sd: number) => string]
>;

interface CellsProps {
  id: MeasureId;
  measure: SampleMeasure;
  series: string;
  columns: readonly (number | undefined)[];
  runs: readonly Series[];
  epoch: number;
}

/** The mean of several runs, or the value of one, per layer. */
function Cells({ id, measure, series, columns, runs, epoch }: CellsProps) {
  const [text, spread] = units[measure.unit];
  const of = (place: number) =>
    statistics(runs.flatMap((run) => measuredAt(run, id, epoch)?.[series]?.[place] ?? []));
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
  const lit = { onPointerEnter: () => light(rule), onPointerLeave: () => light(undefined) };
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
