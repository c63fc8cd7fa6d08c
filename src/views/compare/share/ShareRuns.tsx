import type { Task } from '../../../data/spec';
import { tableRows } from '../../../exports/tables/csv';
import { groupTable } from '../../../exports/tables/groups';
import { localDecimal, usePreferences } from '../../../store/page/preferences';
import { tabbed } from '../../charts/table/rows';
import { ShareTable } from '../../menus/ShareTable';
import type { ComparePlace } from '../place';
import type { Comparison } from '../useCompare';
import { compareAbout } from './compareAbout';
import { compareCurves } from './compareCurves';

interface Props {
  comparison: Comparison;
  place: ComparePlace;
  task: Task;
}

/** The table of runs, and their curves, for other tools. */
export function ShareRuns({ comparison, place, task }: Props) {
  const { groups, by, experiments } = comparison;
  const decimal = usePreferences((kept) => kept.decimal) ?? localDecimal();
  const about = () => compareAbout(comparison, place);
  const table = () => {
    const { subject, lines, links } = about();
    return groupTable(groups, {
      ...{ task, by, title: subject, link: links.at(-1) ?? '' },
      caption: `${[...lines, 'Mean ± sample standard deviation over runs'].join('. ')}.`,
      nameOf: (id) => experiments.find((one) => one.id === id)?.name ?? id,
    });
  };
  return (
    <ShareTable
      what="table"
      disabled={groups.length === 0}
      subject={() => about().subject}
      table={table}
      text={() => tabbed(tableRows(table()), decimal)}
      curves={() => compareCurves(comparison)}
    />
  );
}
