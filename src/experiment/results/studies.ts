/**
 * The recorded studies, for page, documentation and command line. Their files load on demand: Vite bundles each into a
 * chunk of its own, Node reads them from the disk.
 */
import { type Recorded, readRecord } from './record';
import { readStudy, type Study } from './study';

/** Folders in `results`, in the order in which they are listed. */
export const studyIds = [
  'better-wires',
  'old-error',
  'fair-steps',
  'conv-mnist',
  'conv-cifar',
  'residual-sgemm',
  'vit-mnist',
] as const;
export type StudyId = (typeof studyIds)[number];

export const isStudyId = (text: string): text is StudyId => (studyIds as readonly string[]).includes(text);

/** @throws {StudyProblem} if the file is not valid */
export async function loadStudy(id: StudyId): Promise<Study> {
  const { default: json } = await import(`../../../results/${id}/study.json`);
  return readStudy(id, json);
}

/** The study with its curves. @throws {StudyProblem} if a file is not valid */
export async function loadRecorded(id: StudyId): Promise<Recorded> {
  const [study, { default: json }] = await Promise.all([
    loadStudy(id),
    import(`../../../results/${id}/record.json`),
  ]);
  return readRecord(study, json);
}
