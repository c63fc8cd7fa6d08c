import type { Task } from '../../../../data/spec';
import { localDecimal, usePreferences } from '../../../../store/page/preferences';
import type { Result } from '../../../../store/run/results';
import { datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { ShareTable } from '../../../menus/ShareTable';
import { resultsText } from '../resultsText';
import { MEANS } from '../taskTexts';
import { experimentOf, labAbout } from './labAbout';
import { labCurves } from './labCurves';
import { resultsTable } from './resultsTable';

interface Props {
  /** Reads the results when sharing, because the table is redrawn at most twice a second. */
  read: () => readonly Result[];
  task: Task;
}

/** The results table, and the curves, for other tools. */
export function ShareResults({ read, task }: Props) {
  const lab = useLab();
  const decimal = usePreferences((kept) => kept.decimal) ?? localDecimal();
  const table = () => {
    const { subject, lines, links } = labAbout(lab);
    const results = read();
    const epoch = Math.max(...results.map((one) => one.epoch));
    const caption = [
      ...lines,
      `After epoch ${epoch}`,
      results.some(({ runs }) => runs) ? MEANS.replace('mean', 'Mean') : '',
    ];
    const [link = ''] = links;
    return resultsTable(results, task, {
      ...{ title: `Results on ${subject}`, link },
      caption: `${caption.filter(Boolean).join('. ')}.`,
    });
  };
  const choice = () => datasetChoice(experimentOf(lab).dataset);
  return (
    <ShareTable
      what="results"
      disabled={read().every(({ last, meanAngle }) => last === undefined && meanAngle === undefined)}
      subject={() => choice().name}
      table={table}
      text={() => resultsText(read(), task, decimal)}
      curves={() => labCurves(lab.series.record(), experimentOf(lab), choice().trainSize)}
    />
  );
}
