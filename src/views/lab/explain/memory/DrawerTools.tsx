import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useId } from 'react';
import { type RuleId, rules } from '../../../../core/rules';
import type { RowOrder } from '../../../../core/run/inspect/memoryRows';
import { Select } from '../../../parts/Select';
import { RescaleButton } from '../../inside/cells/RescaleButton';
import { ScaleBar } from '../../inside/cells/ScaleBar';
import { NumberBox } from '../../inside/NumberBox';
import { largestIn } from './drawerRows';
import { orders } from './drawerText';
import type { Drawer } from './useDrawer';

/** Pages through the data set's order. */
function Paging({ drawer: { from, most, info, setFrom } }: { drawer: Drawer }) {
  const last = Math.max(0, info.trainSize - most);
  return (
    <span className="drawer-paging">
      <NumberBox
        name="From sample no."
        value={from + 1}
        min={1}
        max={last + 1}
        onChange={(number) => setFrom(number - 1)}
      />
      <button
        type="button"
        className="icon-button"
        aria-label="Previous rows"
        title="Previous rows"
        aria-disabled={from === 0}
        onClick={() => setFrom(Math.max(0, from - most))}
      >
        <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Next rows"
        title="Next rows"
        aria-disabled={from === last}
        onClick={() => setFrom(Math.min(last, from + most))}
      >
        <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </span>
  );
}

/** Choice of rule and rows, and the colour scale. */
export function DrawerTools({ drawer }: { drawer: Drawer }) {
  const id = useId();
  const { rule, offered, order, scale, rows, setOrder, chooseRule, rescale } = drawer;
  return (
    <div className="drawer-tools">
      {offered.length > 1 && (
        <Select label="Algorithm" value={rule} onChange={(next) => chooseRule(next as RuleId)}>
          {offered.map((one) => (
            <option key={one} value={one}>
              {rules[one].name}
            </option>
          ))}
        </Select>
      )}
      <span className="drawer-sort">
        <label htmlFor={id}>Sort</label>
        <Select id={id} value={order} onChange={(next) => setOrder(next as RowOrder)}>
          {orders.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      </span>
      {order === 'data' && <Paging drawer={drawer} />}
      <span className="drawer-scale">
        <ScaleBar m={scale} beyond={{ low: false, high: false }} />
        <RescaleButton
          title="Rescale the colours to the rows that are shown"
          plain={largestIn(rows) > scale / 2}
          onClick={rescale}
        />
      </span>
    </div>
  );
}
