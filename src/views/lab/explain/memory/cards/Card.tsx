import { count } from '../../../../../core/format';
import { SampleImage } from '../../../inside/sample/SampleImage';
import type { DrawerRow } from '../drawerRows';
import { comparedText, rowText, visitText } from '../drawerText';
import type { Drawer } from '../useDrawer';
import { Bars } from './Bars';

interface Props {
  drawer: Drawer;
  row: DrawerRow;
  /** Epoch from which its age is counted. */
  epoch: number;
  /** Which of the two errors stands out. */
  shows?: 'filed' | 'now' | undefined;
}

/** A row of the memory as an index card. */
export function Card({ drawer, row, epoch, shows }: Props) {
  const { info, names, scale, experiment } = drawer;
  const { sample, label, only, filed, now } = row;
  return (
    <li className="drawer-card" aria-label={rowText(row, { epoch, names })}>
      <div className="drawer-card-head">
        {info.image && (
          <SampleImage dataset={experiment.dataset} shape={info.image} sample={sample} side={32} />
        )}
        <span className="drawer-card-name">
          <b>{label === undefined ? `Sample ${count(sample + 1)}` : (names[label] ?? label)}</b>
          <span className="quiet">{label === undefined ? '' : `no. ${count(sample + 1)}`}</span>
        </span>
      </div>
      <dl>
        <div className={shows === 'now' ? 'past' : undefined}>
          <dt>Filed</dt>
          <dd>
            <Bars values={filed} {...{ only }} m={scale} faint={shows === 'now'} />
          </dd>
        </div>
        <div className={shows === 'filed' ? 'past' : undefined}>
          <dt>Now</dt>
          <dd>
            <Bars values={now} {...{ only }} m={scale} faint={shows === 'filed'} />
          </dd>
        </div>
      </dl>
      <p className="quiet">{visitText(row.visited, epoch)}</p>
      <p className="quiet num">{comparedText(row)}</p>
    </li>
  );
}
