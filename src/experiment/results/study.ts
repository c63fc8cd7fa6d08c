/** A study's question and arms, from `results/<id>/study.json`, which is written by hand. */
import { z } from 'zod';
import type { Experiment } from '../../core/run/spec';
import { fromQuery } from '../files/link';
import { checked, pathOf, problemIn } from './checked';

const text = z.string().trim().min(1, 'must not be empty');
const id = z.string().regex(/^[a-z\d]+(-[a-z\d]+)*$/, 'must be words of a-z and 0-9, joined by hyphens');

const studySchema = z.strictObject({
  id,
  title: text,
  question: text,
  published: text.exactOptional(),
  arms: z.array(z.strictObject({ id, name: text, experiment: text })).min(1, 'needs at least one arm'),
});

/** One experiment of a study: each of its rules with each of its seeds. */
export interface Arm {
  readonly id: string;
  readonly name: string;
  /** The experiment as in the page's address. */
  readonly query: string;
  readonly experiment: Experiment;
}

export interface Study {
  /** The name of its folder. */
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** What papers report of the same, and where. */
  readonly published?: string;
  readonly arms: readonly Arm[];
}

/** @throws {StudyProblem} */
export function readStudy(folder: string, json: unknown): Study {
  const file = pathOf(folder, 'study.json');
  const { arms: written, ...study } = checked(file, studySchema, json);
  if (study.id !== folder) throw problemIn(file, 'id', `“${study.id}” is not the folder’s name, ${folder}.`);
  const arms = written.map(({ experiment: query, ...arm }, i): Arm => {
    const field = `arms.${i}`;
    if (written.findIndex((one) => one.id === arm.id) < i)
      throw problemIn(file, `${field}.id`, `“${arm.id}” is also the id of an earlier arm. Rename one.`);
    const { experiment, problems } = fromQuery(query);
    if (problems.length > 0) throw problemIn(file, `${field}.experiment`, problems.join(' '));
    return { ...arm, query, experiment };
  });
  const [first] = arms;
  const odd = arms.findIndex(({ experiment }) => experiment.backend !== first?.experiment.backend);
  if (odd > 0)
    throw problemIn(
      file,
      `arms.${odd}.experiment`,
      `its backend is ${arms[odd]?.experiment.backend}, that of the first arm ${first?.experiment.backend}. Use one for all.`,
    );
  return { ...study, arms };
}
