/** `lab study NAME` prints a recorded study, or records it again. */
import type { Dataset } from '../../core/samples/dataset';
import { pathOf } from '../../experiment/results/checked';
import type { Recorded } from '../../experiment/results/record';
import { isStudyId, loadRecorded, loadStudy, type StudyId, studyIds } from '../../experiment/results/studies';
import type { Arm } from '../../experiment/results/study';
import { parseOnce } from '../arguments';
import { backendOf, startBackend } from '../backend';
import { checkDataFolder, usualDataFolder } from '../files/dataFolder';
import { printLine } from '../files/output';
import { Interrupt } from '../interrupt';
import { plain } from '../plain';
import { loadSet } from '../train/setFiles';
import { UsageError } from '../usage';
import { provenanceOf } from './provenance';
import { recordStudy } from './record';
import { isRecorded, notYet, recordPath } from './recordFile';
import { studyText } from './studyText';

const HELP = `Usage: npm run -s lab -- study NAME [options]
Prints a recorded study: each arm's command, and its values after every epoch, mean ± sample standard deviation over the
seeds. NAME: ${studyIds.join(', ')}

  --record    trains all arms again, and replaces the record once they have finished
  --data DIR  with --record: folder that contains mnist/, sgemm/, … [F3_DATA, else public/data]
  --help      this text`;

interface Asked {
  readonly id: StudyId;
  readonly record: boolean;
  readonly data: string;
}

function parsed(args: readonly string[]) {
  try {
    return parseOnce({
      args: [...args],
      allowPositionals: true,
      options: {
        record: { type: 'boolean', default: false },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Undefined if help was asked for. @throws {UsageError} */
export function readStudyOptions(args: readonly string[]): Asked | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  const [name, ...more] = positionals;
  const names = studyIds.join(', ');
  if (name === undefined) throw new UsageError(`study needs a name. The studies are: ${names}.`);
  if (!isStudyId(name)) throw new UsageError(`“${name}” is not a study. The studies are: ${names}.`);
  if (more.length > 0) throw new UsageError(`study takes one name: remove “${more[0]}”.`);
  const { record, data } = values;
  if (data !== undefined && !record)
    throw new UsageError('--data: a recorded study needs no data. Add --record, or leave it out.');
  if (data !== undefined) checkDataFolder(data);
  return { id: name, record, data: data ?? usualDataFolder() };
}

/** Each data set is loaded once. */
function datasetsIn(folder: string): (id: string) => Promise<Dataset> {
  const loaded = new Map<string, Promise<Dataset>>();
  return (id) => {
    const found = loaded.get(id) ?? loadSet(id, folder, (line) => console.error(plain(line)));
    loaded.set(id, found);
    return found;
  };
}

/** Undefined if it was interrupted. */
async function recordAgain({ id, data }: Asked): Promise<Recorded | undefined> {
  const study = await loadStudy(id);
  const backend = backendOf((study.arms[0] as Arm).experiment);
  // Before training, during which the source may change.
  const provenance = provenanceOf(backend);
  const kernels = await startBackend(backend);
  const interrupt = new Interrupt();
  interrupt.watch();
  const recorded = await recordStudy({
    study,
    provenance,
    kernels,
    dataset: datasetsIn(data),
    path: recordPath(id),
    isStopped: () => interrupt.status !== undefined,
  });
  if (recorded === undefined) {
    console.error(`Interrupted: ${pathOf(id, 'record.json')} is as it was.`);
    process.exitCode = interrupt.status;
  }
  return recorded;
}

export async function studyCommand(args: readonly string[]): Promise<void> {
  const asked = readStudyOptions(args);
  if (asked === undefined) return printLine(HELP);
  const { id, record } = asked;
  if (!record && !isRecorded(id)) return printLine(`${id} is ${notYet(id)}`);
  const recorded = record ? await recordAgain(asked) : await loadRecorded(id);
  if (recorded) printLine(`${record ? '\n' : ''}${studyText(recorded)}`);
}
