/** Generates the tables of docs/results.md from the recorded studies. */
import { type RuleId, rules } from '../src/core/rules';
import { datasetInfo } from '../src/data/storage/ownDatasets';
import type { Judged } from '../src/experiment/aggregate';
import { seedsText } from '../src/experiment/fields/seeds';
import { trainCommand } from '../src/experiment/results/command';
import { bestEpoch, epochsOf, runsOf } from '../src/experiment/results/curves';
import { type Quantity, quantitiesOf } from '../src/experiment/results/quantities';
import type { Recorded } from '../src/experiment/results/record';
import { loadRecorded, studyIds } from '../src/experiment/results/studies';
import type { Arm } from '../src/experiment/results/study';

/** Read once, because documents are written synchronously. */
const all = await Promise.all(studyIds.map(loadRecorded));

const ABSENT = '–';

/** A row: an arm's rule, its values after the last epoch by name, and its best epoch. */
interface Row {
  readonly arm: string;
  readonly rule: string;
  readonly last: Readonly<Record<string, string>>;
  readonly best: string;
}

const judgedBy = ({ experiment }: Arm): Judged =>
  datasetInfo(experiment.dataset)?.task === 'regression' ? 'testLoss' : 'testAccuracy';

const textAt = ({ at, text }: Quantity, epoch: number): string => {
  const value = at(epoch);
  return value ? text(value) : ABSENT;
};

function rowOf(recorded: Recorded, arm: Arm, rule: RuleId): Row {
  const runs = runsOf(recorded, arm.id, rule);
  const quantities = quantitiesOf(recorded, arm, rule);
  const by = judgedBy(arm);
  const judged = quantities.find(({ name }) => name === (by === 'testLoss' ? 'Test loss' : 'Test accuracy'));
  const best = bestEpoch(runs, by);
  const last = quantities.filter(({ name }) => name !== 'Training loss');
  return {
    arm: arm.name,
    rule: rules[rule].name,
    last: Object.fromEntries(last.map((one) => [one.name, textAt(one, epochsOf(runs))])),
    best: best && judged ? `${textAt(judged, best.epoch)} (epoch ${best.epoch})` : ABSENT,
  };
}

function studySection(recorded: Recorded): string {
  const { study, record } = recorded;
  const rows = study.arms.flatMap((arm) => arm.experiment.rules.map((rule) => rowOf(recorded, arm, rule)));
  const names = [...new Set(rows.flatMap(({ last }) => Object.keys(last)))];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = ['arm', 'algorithm', 'best epoch', ...names.map((name) => name.toLowerCase())];
  const { date, lab, commit, backend, machine } = record;
  const seeds = seedsText([...new Set(study.arms.flatMap(({ experiment }) => experiment.seeds))]);
  return [
    `### ${study.title}`,
    `${study.question}`,
    ...(study.published ? [`Published: ${study.published}`] : []),
    `\`${study.id}\`, recorded ${date} with version ${lab} (commit ${commit.slice(0, 10)}) on ${backend}: ${machine}; ${seeds}.`,
    [
      line(head),
      line(head.map(() => '---')),
      ...rows.map(({ arm, rule, last, best }) =>
        line([arm, rule, best, ...names.map((name) => last[name] ?? ABSENT)]),
      ),
    ].join('\n'),
    ['```sh', ...study.arms.map(({ query }) => trainCommand(query)), '```'].join('\n'),
  ].join('\n\n');
}

export const resultsTables = (): string => all.map(studySection).join('\n\n');
