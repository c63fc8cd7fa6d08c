import { useState } from 'react';
import { count, threeDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import { Figure } from '../../../charts/figure/Figure';
import { TableBox } from '../../../charts/table/TableBox';
import type { Cell } from '../../inside/cells/cells';
import { NoiseNote } from '../../inside/sample/NoiseNote';
import { NoNetwork } from '../NoNetwork';
import { useBrief } from '../player/brief';
import { Card } from './cards/Card';
import { Cards } from './cards/Cards';
import { DrawerTools } from './DrawerTools';
import { drawerDrawing, drawerFile } from './drawerFile';
import { ageOf, drawerSummary, neverEmpties, startText } from './drawerText';
import { Matrix } from './matrix/Matrix';
import { NoMemory } from './NoMemory';
import { Sizes } from './sizes/Sizes';
import { Trail } from './trail/Trail';
import { type Drawer, useDrawer } from './useDrawer';
import { useSlowly } from './useSlowly';
import './memory.css';

const TITLE = 'Memory drawer';

/** All shown rows: what is stored, then what would be stored now. */
function Numbers({ drawer: { rows, names, seen } }: { drawer: Drawer }) {
  const columns = [
    ...(['size', 'cosine', 'difference', 'age'] as const).map((key) => ({ key, name: key })),
    ...names.map((name) => ({ key: `filed ${name}`, name: `${name}, filed` })),
    ...names.map((name) => ({ key: `now ${name}`, name: `${name}, now` })),
  ];
  return (
    <TableBox
      title={TITLE}
      head="Sample no."
      columns={columns}
      rows={rows.map(({ sample, size, cosine, difference, visited, filed, now, only }, i) => {
        const own = (values: Float32Array) =>
          Array.from(values, (value, c) => (only === undefined || only === c ? value : undefined));
        const numbers = [size, cosine ?? undefined, difference, ageOf(visited, seen?.epoch ?? 0)];
        return { key: i, head: count(sample + 1), cells: [...numbers, ...own(filed), ...own(now)] };
      })}
      text={threeDigits}
    />
  );
}

/** The rows, the one that is read, and how full the drawer is. */
function Body({ drawer }: { drawer: Drawer }) {
  const brief = useBrief();
  const [at, setAt] = useState<Cell>();
  const { seen, rows, experiment, alive } = drawer;
  if (!seen)
    return (
      <NoNetwork gone={drawer.started && !alive ? 'This run was stopped: its memory is gone.' : undefined} />
    );
  if (brief)
    return (
      <>
        <div className="drawer-main">
          <Matrix {...{ drawer, at }} onRead={setAt} />
        </div>
        <p className="player-sentence">{startText(seen, experiment.errorInit)}</p>
      </>
    );
  const read = rows[Math.min(at?.row ?? 0, rows.length - 1)];
  return (
    <>
      <p className="drawer-lead">{startText(seen, experiment.errorInit)}</p>
      <NoiseNote experiment={experiment} />
      {!alive && (
        <p className="drawer-gone">
          This run was stopped: what was seen last stays. Train again to look further.
        </p>
      )}
      <div className="drawer-main">
        <Matrix {...{ drawer, at }} onRead={setAt} />
        <div className="drawer-side">
          {read && (
            <section aria-labelledby="drawer-read">
              <h3 id="drawer-read">{at ? 'Row that is read' : 'First row'}</h3>
              <ul>
                <Card {...{ drawer }} row={read} epoch={seen.epoch} />
              </ul>
            </section>
          )}
          <Sizes seen={seen} bounded={neverEmpties(drawer.rule, experiment)} />
        </div>
      </div>
      <Cards drawer={drawer} />
      <Trail drawer={drawer} />
    </>
  );
}

/** F³'s error memory: one row per training sample, beside the errors now. */
export function MemoryFigure() {
  const drawer = useDrawer();
  const { seen } = drawer ?? {};
  const brief = useBrief();
  const summary =
    drawer && seen
      ? drawerSummary(seen, drawer.rows, {
          name: rules[drawer.rule].name,
          order: drawer.order,
          names: drawer.names,
          bounded: neverEmpties(drawer.rule, drawer.experiment),
        })
      : 'No memory is shown yet.';
  const said = useSlowly(summary, `${drawer?.order} ${drawer?.from} ${seen === undefined}`);
  return (
    <Figure
      title={TITLE}
      subtitle="What F³ remembers of every sample, and the errors now"
      summary={summary}
      table={drawer && seen && (() => <Numbers drawer={drawer} />)}
      exports={drawer && seen && { draw: () => drawerDrawing(drawer), rows: () => drawerFile(drawer) }}
      className="figure drawer"
    >
      {drawer ? (
        <>
          {!brief && <DrawerTools drawer={drawer} />}
          <Body drawer={drawer} />
        </>
      ) : (
        <NoMemory />
      )}
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
    </Figure>
  );
}
