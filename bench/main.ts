/** `npm run bench`: see `help` in options.ts. Timings are benchmarks, never tests. */
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../src/cli/usage';
import { bytesOf } from './app/bytes';
import { classPart } from './app/classPart';
import { epochPart } from './app/epochPart';
import { lessonsPart } from './app/lessonsPart';
import { memoryPart } from './app/memoryPart';
import { notebookPart } from './app/notebookPart';
import { pagePart } from './app/pagePart';
import { mapPart } from './map/mapPart';
import { recordWays } from './map/recordWays';
import { type BenchOptions, help, readOptions } from './options';
import { appFolder, buildApp, launch, openBenchPage, serve, serveBenchPage } from './page/browser';
import { pipelinePart } from './pipeline/pipelinePart';
import { reportText } from './report';
import type {
  BenchResult,
  Bytes,
  ClassResult,
  EpochResult,
  LessonResult,
  NotebookResult,
  PageResult,
  Skipped,
} from './results';
import { type StepsPart, stepsPart } from './stepsPart';
import { judge } from './targets';
import { threadsPart } from './threadsPart';

const root = join(import.meta.dirname, '..');
const say = (text: string): void => console.error(`bench: ${text}`);

/** The first folder with MNIST; undefined if none has it. */
function mnistFolder(): string | undefined {
  const places = [process.env.F3_DATA, 'public/data', '../shared/data'].flatMap((place) =>
    place ? [resolve(root, place)] : [],
  );
  return places.find((place) => existsSync(join(place, 'mnist', 'train-images-idx3-ubyte.gz')));
}

interface AppFindings {
  readonly epochs: readonly EpochResult[];
  readonly page?: PageResult;
  readonly bytes?: Bytes;
  readonly classOpening?: ClassResult;
  readonly lessons?: readonly LessonResult[];
  readonly notebook?: NotebookResult;
  readonly skipped: readonly Skipped[];
}

/** Measurements of the built app. */
async function measureApp(
  options: BenchOptions,
  benchAddress: string,
  data: string | undefined,
): Promise<AppFindings> {
  const { parts, quick, windowSeconds } = options;
  const wantsEpoch = parts.includes('epoch');
  const wantsPage = parts.includes('page');
  const wantsClass = parts.includes('class');
  const wantsLessons = parts.includes('lessons');
  const wantsNotebook = parts.includes('notebook');
  if (!wantsEpoch && !wantsPage && !wantsClass && !wantsLessons && !wantsNotebook)
    return { epochs: [], skipped: [] };
  say('building the app');
  await buildApp();
  const folder = data ?? join(root, 'public/data');
  const served = await serve(appFolder, folder);
  const browser = await launch();
  try {
    if (wantsPage) say('the page while four rules train');
    const page = wantsPage ? { page: await pagePart(browser, served.address, windowSeconds, quick) } : {};
    if (wantsEpoch) say('epochs of MNIST');
    const epochs =
      wantsEpoch && data
        ? await epochPart(browser, await openBenchPage(browser, benchAddress), served.address, quick)
        : [];
    const why = 'There is no MNIST in public/data or ../shared/data: npm run data -- mnist.';
    if (wantsClass) say('a class that opens the page');
    const opening = wantsClass ? { classOpening: await classPart(browser, appFolder, folder) } : {};
    if (wantsLessons) say('lessons');
    const taught = wantsLessons ? { lessons: await lessonsPart(browser, served.address, quick) } : {};
    if (wantsNotebook) say('the Compare page with many runs and with long ones');
    const kept = wantsNotebook ? { notebook: await notebookPart(browser, served.address, quick) } : {};
    const skipped = wantsEpoch && !data ? [{ what: 'epochs of MNIST', why }] : [];
    return { epochs, ...page, ...opening, ...taught, ...kept, bytes: bytesOf(appFolder), skipped };
  } finally {
    await browser.close();
    served.close();
  }
}

const NOTE =
  'A step is what the app does for a batch: gather it from the data set, train, keep its loss and read it back with the ' +
  'others, twenty times an epoch. All subjects of a table take turns in the same run; ratios are medians of pairs.';

async function bench(options: BenchOptions): Promise<BenchResult> {
  const from = performance.now();
  const [loadBefore = 0] = loadavg();
  const data = mnistFolder();
  say('building the bench’s page');
  const served = await serveBenchPage(data ?? join(root, 'public/data'));
  try {
    const none: StepsPart = { results: [], ratios: [], savings: [], skipped: [] };
    const steps = options.parts.includes('steps')
      ? await stepsPart(options, { address: served.address, data }, say)
      : none;
    const app = await measureApp(options, served.address, data);
    const held = options.parts.includes('memory') && data ? { memory: await memoryPart(data, say) } : {};
    const wantsThreads = options.parts.includes('threads');
    const together = wantsThreads ? { threads: await threadsPart(data, options.quick, say) } : {};
    const wantsStages = options.parts.includes('pipeline');
    const staged = wantsStages ? { pipeline: await pipelinePart(data, options.quick, say) } : {};
    const mapped = options.parts.includes('map') ? { ways: await mapPart(data, options.quick, say) } : {};
    const skipped = [...steps.skipped, ...app.skipped];
    const findings = { ...steps, ...app, ...held, ...together, ...staged, ...mapped, skipped };
    return {
      machine: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
      load: [loadBefore, loadavg()[0] ?? 0],
      note: NOTE,
      ...findings,
      targets: judge(findings),
      seconds: (performance.now() - from) / 1000,
    };
  } finally {
    served.close();
  }
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return console.log(help);
  const result = await bench(options);
  if (options.record && result.ways) say(`wrote ${await recordWays(result.ways)}`);
  console.log(options.json ? JSON.stringify(result) : reportText(result));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error && !(error instanceof UsageError) ? error : (error as Error).message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
