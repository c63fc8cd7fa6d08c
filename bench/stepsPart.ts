/** Times steps of all requested shapes, environments and backends. */
import type { Page } from '@playwright/test';
import type { BackendId } from '../src/core/run/backends';
import { openNodeRunner } from './node/openRunner';
import { findTorch, openTorchRunner, torchSubjects } from './node/openTorch';
import type { BenchOptions, Environment } from './options';
import { launch, launchWithWebgpu, openBenchPage, openPageRunner } from './page/browser';
import type { Skipped } from './results';
import type { Budget } from './rounds';
import type { RemoteRunner } from './runner/remote';
import { TFJS } from './runner/tfjsName';
import { type Shape, sizesOf } from './shapes';
import { type Place, type StepTimings, timeSteps } from './steps';

export interface StepsPart extends StepTimings {
  readonly skipped: readonly Skipped[];
}

/** Milliseconds for the rounds of one shape; slow ones need more for the fewest rounds. */
const BUDGETS: Record<Environment, Budget> = {
  chromium: { milliseconds: 14_000, fewest: 3, most: 15 },
  node: { milliseconds: 6000, fewest: 3, most: 9 },
};
/** Steps on a software adapter, which takes seconds each: one to run, one to count. */
const SOFTWARE: Budget = { milliseconds: 0, fewest: 1, most: 1 };

const weights = (shape: Shape): number =>
  sizesOf(shape).reduce((sum, units, i, all) => sum + units * (all[i + 1] ?? 0), 0);
/** Multiply-adds of a forward pass that plain JavaScript, or a software adapter, does in well under a second. */
const isSmall = (shape: Shape): boolean => weights(shape) * shape.batch < 40e6;

/** Where nothing was asked for: what the app would use there, and the others where they are quick enough. */
const usual: Record<Environment, readonly BackendId[]> = {
  chromium: ['wasm', 'webgpu'],
  node: ['wasm', 'cpu'],
};

const isShallow = (shape: Shape): boolean => sizesOf(shape).length <= 4;
const isSoftware = (places: readonly Place[]): boolean =>
  places.some(({ note }) => note.startsWith('software'));

/** The requested shapes, else those that are fast enough here. */
function plan(
  { backends, shapes }: BenchOptions,
  backend: BackendId,
  places: readonly Place[],
): readonly Shape[] {
  if (backends) return shapes;
  if (isSoftware(places)) return shapes.filter(isShallow).filter(isSmall);
  return backend === 'cpu' ? shapes.filter(isSmall) : shapes;
}

export interface Source {
  /** Of the bench's page. */
  readonly address: string;
  /** The folder with mnist/; undefined if there is none. */
  readonly data: string | undefined;
}

/** Someone who opens places of training in an environment, and closes what it is made of. */
interface Host {
  /** Where its runners find MNIST; undefined if it is not there. */
  readonly mnist: string | undefined;
  readonly open: (kind: 'lab' | 'tfjs') => Promise<RemoteRunner>;
  readonly close: () => Promise<void>;
}

async function openHost(
  environment: Environment,
  backend: BackendId,
  { address, data }: Source,
): Promise<Host | string> {
  if (environment === 'node')
    return { mnist: data, open: async (kind) => openNodeRunner(kind), close: async () => undefined };
  const browser = await (backend === 'webgpu' ? launchWithWebgpu(address) : launch());
  if (!browser) return 'This Chromium offers no WebGPU adapter, not even in software.';
  const page: Page = await openBenchPage(browser, address);
  const mnist = data === undefined ? undefined : `${address}data/mnist/`;
  return { mnist, open: (kind) => openPageRunner(page, kind), close: () => browser.close() };
}

async function started(
  runner: RemoteRunner,
  backend: BackendId,
  subjects: readonly string[],
  mnist?: string,
): Promise<Pick<Place, 'runner' | 'subjects' | 'note'>> {
  const told = await runner.start(backend, mnist);
  const note = told.startsWith('software') ? `${told}: its milliseconds mean nothing` : told;
  return { runner, subjects, note };
}

/** @param track is shown each place before it starts: whatever happens, it is to be closed */
async function openPlaces(
  rules: readonly string[],
  host: Host,
  backend: BackendId,
  track: (runner: RemoteRunner) => RemoteRunner,
): Promise<Place[]> {
  return [
    await started(track(await host.open('lab')), backend, rules, host.mnist),
    await started(track(await host.open('tfjs')), backend, [TFJS], host.mnist),
  ];
}

/** Beside WebGPU, PyTorch computes on the same machine's GPU; where it finds none, it says so. */
async function openTorch(runner: RemoteRunner, backend: BackendId): Promise<Place | string> {
  try {
    return { ...(await started(runner, backend, torchSubjects)), environment: 'python' };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function budgetOf(environment: Environment, places: readonly Place[], quick: boolean): Budget {
  const { milliseconds, fewest, most } = isSoftware(places) ? SOFTWARE : BUDGETS[environment];
  if (!quick) return { milliseconds, fewest, most };
  return { milliseconds: milliseconds / 5, fewest: Math.min(fewest, 3), most: Math.min(most, 5) };
}

/** All shapes on one backend; a failure is reported and does not stop the others. */
async function onBackend(
  options: BenchOptions,
  environment: Environment,
  backend: BackendId,
  source: Source,
  python: string | undefined,
  say: (text: string) => void,
): Promise<StepsPart> {
  const name = `${environment}, ${backend}`;
  const host = await openHost(environment, backend, source);
  if (typeof host === 'string') return { ...nothing, skipped: [{ what: name, why: host }] };
  const parts: StepsPart[] = [];
  const opened: RemoteRunner[] = [];
  const track = (runner: RemoteRunner): RemoteRunner => {
    opened.push(runner);
    return runner;
  };
  try {
    const places = await openPlaces(options.rules, host, backend, track);
    if (python !== undefined && backend !== 'cpu') {
      const torch = await openTorch(track(openTorchRunner(python)), backend);
      if (typeof torch !== 'string') places.push(torch);
      else parts.push({ ...nothing, skipped: [{ what: `PyTorch beside ${name}`, why: torch }] });
    }
    const budget = budgetOf(environment, places, options.quick);
    for (const shape of plan(options, backend, places)) {
      say(`${name}, ${shape.id}`);
      const at = { shape: shape.id, batch: shape.batch, environment, backend };
      parts.push({ ...(await timeSteps(at, shape, places, budget)), skipped: [] });
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    parts.push({ ...nothing, skipped: [{ what: name, why }] });
  } finally {
    for (const runner of opened) runner.close();
    await host.close();
  }
  return joined(parts);
}

const nothing: StepsPart = { results: [], ratios: [], savings: [], skipped: [] };

const joined = (all: readonly StepsPart[]): StepsPart => ({
  results: all.flatMap(({ results }) => results),
  ratios: all.flatMap(({ ratios }) => ratios),
  savings: all.flatMap(({ savings }) => savings),
  skipped: all.flatMap(({ skipped }) => skipped),
});

export async function stepsPart(
  options: BenchOptions,
  source: Source,
  say: (text: string) => void,
): Promise<StepsPart> {
  const python = findTorch();
  const missing = { what: 'PyTorch', why: 'No Python with PyTorch was found; F3_PYTHON names one.' };
  const parts: StepsPart[] = [{ ...nothing, skipped: python ? [] : [missing] }];
  for (const environment of options.environments)
    for (const backend of options.backends ?? usual[environment])
      parts.push(await onBackend(options, environment, backend, source, python, say));
  return joined(parts);
}
