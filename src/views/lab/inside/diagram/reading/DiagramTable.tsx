import { threeDigits } from '../../../../../core/format';
import type { Inspection } from '../../../../../core/run/inspect/network';
import { InsideTable } from '../../figure/InsideTable';
import type { DiagramLayout } from '../diagramLayout';
import { diagramReadings } from './diagramReadings';
import type { Parts } from './partSpots';

interface Props {
  layout: DiagramLayout;
  inspection: Inspection | undefined;
  parts: Parts;
}

/** Every value of the drawing; tooltips have full precision. */
export function DiagramTable({ layout, inspection, parts }: Props) {
  return (
    <InsideTable title="Network">
      <table aria-label="Network, numbers">
        <thead>
          <tr>
            <th scope="col">Quantity</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {diagramReadings(layout, inspection, parts).map(({ what, value }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td className="num" {...(value === undefined ? {} : { title: String(value) })}>
                {value === undefined ? '–' : threeDigits(value)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </InsideTable>
  );
}
