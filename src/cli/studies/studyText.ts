/** Recorded studies as text. */
import { type RuleId, rules } from '../../core/rules';
import { seedsText } from '../../experiment/fields/seeds';
import { trainCommand } from '../../experiment/results/command';
import { epochsOf, runsOf } from '../../experiment/results/curves';
import { quantitiesOf } from '../../experiment/results/quantities';
import type { Recorded } from '../../experiment/results/record';
import { loadRecorded, loadStudy, type StudyId, studyIds } from '../../experiment/results/studies';
import type { Arm } from '../../experiment/results/study';
import { table } from '../train/summary';
import { isRecorded, notYet } from './recordFile';

const seedsOf = (arms: readonly Arm[]): string =>
  seedsText([...new Set(arms.flatMap(({ experiment }) => experiment.seeds))]);

async function listLines(id: StudyId): Promise<string[]> {
  const { title, question, arms } = await loadStudy(id);
  const when = isRecorded(id) ? `recorded ${(await loadRecorded(id)).record.date}` : notYet(id);
  return [`${id}: ${title}`, `  ${question}`, `  ${seedsOf(arms)}, ${when}`];
}

/** Id and title of each study, its question, its seeds and the day of its record. */
export async function studiesText(): Promise<string> {
  const all = await Promise.all(studyIds.map(listLines));
  return all.map((lines) => lines.join('\n')).join('\n\n');
}

/** "stopped: seed 1; learnt nothing: seeds 0,2"; empty without such runs. */
function endsText(runs: ReturnType<typeof runsOf>): string {
  const part = (what: string, key: 'stoppedAt' | 'stuckSince'): string[] => {
    const seeds = runs.filter((run) => run[key] !== undefined).map(({ seed }) => seed);
    return seeds.length > 0 ? [`${what}: ${seedsText(seeds)}`] : [];
  };
  return [...part('stopped', 'stoppedAt'), ...part('learnt nothing at the end', 'stuckSince')].join('; ');
}

/** A row per quantity, a column per epoch. */
function rowsOf(recorded: Recorded, arm: Arm, rule: RuleId, epochs: number) {
  const beside = endsText(runsOf(recorded, arm.id, rule));
  return quantitiesOf(recorded, arm, rule).map(({ name, at, text }, row) => {
    const cells = Array.from({ length: epochs + 1 }, (_, epoch) => {
      const value = at(epoch);
      return value ? text(value) : '–';
    });
    return { cells: [rules[rule].name, name, ...cells], beside: row === 0 ? beside : '' };
  });
}

function armLines(recorded: Recorded, arm: Arm): string[] {
  const { name, query, experiment } = arm;
  const epochs = epochsOf(experiment.rules.flatMap((rule) => runsOf(recorded, arm.id, rule)));
  const heads = Array.from({ length: epochs + 1 }, (_, epoch) => `epoch ${epoch}`);
  const rows = experiment.rules.flatMap((rule) => rowsOf(recorded, arm, rule, epochs));
  return [name, trainCommand(query), ...table([{ cells: ['Algorithm', '', ...heads] }, ...rows])];
}

export function studyText(recorded: Recorded): string {
  const { study, record } = recorded;
  const { lab, commit, backend, machine, date } = record;
  return [
    `${study.title}\n${study.question}`,
    `Recorded ${date} with version ${lab} (commit ${commit}) on ${backend}: ${machine}.\nMean ± sample standard deviation, ${seedsOf(study.arms)}; epoch 0 is before training.`,
    ...(study.published ? [`Published: ${study.published}`] : []),
    ...study.arms.map((arm) => armLines(recorded, arm).join('\n')),
  ].join('\n\n');
}
