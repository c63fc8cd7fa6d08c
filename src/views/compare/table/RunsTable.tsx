import { ArrowDown, ArrowUp } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { Task } from '../../../data/spec';
import { runsText } from '../../../figures/compare/runsText';
import type { ColourId } from '../../../figures/theme/palette';
import { tableTexts } from '../../../notebook/stats/texts';
import { Scrolled } from '../../parts/Scrolled';
import type { ComparePlace } from '../place';
import { ShareRuns } from '../share/ShareRuns';
import type { Comparison } from '../useCompare';
import type { ColumnId, CompareView } from '../view';
import { GroupRow } from './GroupRow';
import { RunRow } from './RunRow';
import './table.css';

interface HeaderProps {
  column: ColumnId;
  name: string;
  title?: string;
  view: CompareView;
  wide?: boolean;
  onSort: (column: ColumnId) => void;
}

function Header({ column, name, title, view: { sort }, wide = false, onSort }: HeaderProps) {
  const sorted = sort?.column === column ? (sort.down ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" className={wide ? 'wide-only' : ''} aria-sort={sorted} title={title}>
      <button type="button" className="sort-button" onClick={() => onSort(column)}>
        {name}
        {sorted === 'descending' && <ArrowDown size={12} aria-hidden="true" />}
        {sorted === 'ascending' && <ArrowUp size={12} aria-hidden="true" />}
      </button>
    </th>
  );
}

interface Props {
  comparison: Comparison;
  place: ComparePlace;
  task: Task;
}

/** @param colour undefined: the usual one */
function withColour(
  colours: CompareView['colours'],
  key: string,
  colour: ColourId | undefined,
): CompareView['colours'] {
  const others = Object.entries(colours).filter(([other]) => other !== key);
  return Object.fromEntries(colour ? [...others, [key, colour]] : others);
}

/** All groups and their runs: what the table shows and hides, the charts follow. */
export function RunsTable({ comparison, place, task }: Props) {
  const { view } = place;
  const { groups, runs, experiments, experiment, change } = comparison;
  const [open, setOpen] = useState<readonly string[]>([]);
  const toggle = <T,>(list: readonly T[], one: T): readonly T[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  /** First the better end, then the other, then the order of the runs. */
  const onSort = (column: ColumnId): void => {
    const { sort } = view;
    const down = column !== 'name' && column !== 'loss' && column !== 'epoch' && column !== 'angle';
    if (sort?.column !== column) change({ sort: { column, down } });
    else if (sort.down === down) change({ sort: { column, down: !down } });
    else change({ sort: undefined } as never);
  };
  const header = { view, onSort };
  const title = `${runsText(groups.length, 'group')}, ${runsText(runs.length)}`;
  const nameOf = (id: string): string | undefined =>
    experiment ? undefined : experiments.find((one) => one.id === id)?.name;
  return (
    <section className="runs-table" aria-labelledby="runs-title">
      <Scrolled name="Runs" className="runs-scroll">
        <table aria-labelledby="runs-title">
          <thead>
            <tr>
              <th
                scope="col"
                aria-sort={
                  view.sort?.column === 'name' ? (view.sort.down ? 'descending' : 'ascending') : undefined
                }
              >
                <button type="button" className="sort-button" id="runs-title" onClick={() => onSort('name')}>
                  Runs · {title}
                </button>
              </th>
              <th scope="col">Runs done</th>
              <Header
                column="last"
                name={tableTexts[task].title}
                title="After the last epoch, on the full test set"
                {...header}
              />
              <Header
                column="baseline"
                name="To baseline"
                title="Pin a group to compare the others with it"
                wide
                {...header}
              />
              <Header
                column="gap"
                name="Gap closed, DRTP to BP"
                title="0 % is DRTP, 100 % is BP, of the best epochs’ means"
                wide
                {...header}
              />
              <Header column="loss" name="Test loss" wide {...header} />
              <Header
                column="angle"
                name="Angle to BP"
                title="Mean over hidden layers; needs the measure"
                wide
                {...header}
              />
              <Header
                column="epoch"
                name="Per epoch"
                title="Seconds of training, alone where that was timed"
                wide
                {...header}
              />
              <th scope="col">
                <span className="sr-only">Delete</span>
                <ShareRuns {...{ comparison, place, task }} />
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <Fragment key={group.key}>
                <GroupRow
                  group={group}
                  task={task}
                  open={open.includes(group.key)}
                  onToggle={() => setOpen(toggle(open, group.key))}
                  onHide={() => change({ hidden: toggle(view.hidden, group.key) })}
                  onColour={(colour) => change({ colours: withColour(view.colours, group.key, colour) })}
                  onBaseline={() => change({ baseline: group.isBaseline ? '' : group.key })}
                />
                {open.includes(group.key) &&
                  group.runs.map((run) => (
                    <RunRow
                      key={`${run.experiment} ${run.id}`}
                      run={run}
                      group={group}
                      task={task}
                      from={nameOf(run.experiment)}
                    />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </Scrolled>
      {groups.length === 0 && <p className="quiet runs-none">No run matches “{view.find}”.</p>}
    </section>
  );
}
