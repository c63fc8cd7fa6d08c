/**
 * Records what a training step does to the backend's memory: the calls of the project's module, the kernels of
 * TensorFlow.js, and acts in JavaScript. Its tensors are given memory that stays after they are disposed, so that a
 * repetition finds each where it was; within the step, memory is used again as the heap would.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { Assembly } from '../assembly';
import type { Internals, Owner } from '../heap';
import { type Opened, type Recording, type StepFactors, type StepNumbers, setRecording } from '../memory';
import { type Call, callIds, createProgram, encode, FOLLOWED, type Followed, type Piece } from './program';

/** A tensor's place, after its id is gone. */
export interface Placed {
  readonly place: number;
  readonly shape: number[];
  readonly dtype: DataType;
}

/** Memory of the recording. */
interface Block {
  readonly bytes: number;
  /** Its values came from outside: the step writes nothing else there, neither before nor after. */
  readonly constant: boolean;
  /** Its tensor was disposed. */
  free: boolean;
}

export interface Recorded {
  /** Does the step again, with what is in its batch's tensors now. */
  readonly run: () => void;
  /** Whether the step uses the tensor at this byte address. */
  readonly uses: (place: number) => boolean;
  /** Byte address and least size of the workspace. */
  readonly workspace: { readonly place: number; readonly elements: number };
  /** Frees what the recording holds; tensors of it that are still there lose their memory. */
  readonly dispose: () => void;
}

export interface Repetition {
  readonly act: () => void;
  readonly dispose: () => void;
}

type Made = TensorInfo | TensorInfo[];

export interface Recorder {
  /** @param inputs tensors that a kernel of TensorFlow.js reads @param make runs it @param repeat how to do the same again */
  readonly foreign: (
    inputs: readonly TensorInfo[],
    make: () => Made,
    repeat: (inputs: readonly Placed[], output: Placed) => Repetition,
  ) => Made;
  /** The step cannot be repeated. */
  readonly refuse: () => void;
}

let current: Recorder | undefined;
/** The recorder of the step that is being recorded. */
export const currentRecorder = (): Recorder | undefined => current;

export const bytesOf = ({ shape, dtype }: Pick<TensorInfo, 'shape' | 'dtype'>): number =>
  util.sizeFromShape(shape) * util.bytesPerElement(dtype);

/** Room for lists of entries, whose lengths vary from batch to batch: a quarter more. */
const ROOM = 1.25;

/** Blocks of a recording, by place. */
function createBlocks({ heap }: Opened) {
  const blocks = new Map<number, Block>();
  const spare = (bytes: number): number | undefined => {
    for (const [place, block] of blocks)
      if (block.free && !block.constant && block.bytes === bytes) {
        block.free = false;
        return place;
      }
    return undefined;
  };
  const add = (place: number, bytes: number, constant = false): number => {
    blocks.set(place, { bytes, constant, free: false });
    return place;
  };
  let given = false;
  return {
    has: (place: number): boolean => blocks.has(place),
    add,
    allocate: (bytes: number): number =>
      (given ? undefined : spare(bytes)) ?? add(heap.allocate(bytes), bytes, given),
    /** What is allocated meanwhile gets values from outside. */
    giving: (act: () => void): void => {
      given = true;
      act();
      given = false;
    },
    /** Whether it is a block: then it stays. */
    free: (place: number): boolean => {
      const block = blocks.get(place);
      if (block) block.free = true;
      return block !== undefined;
    },
    /** Places of tensors that were not disposed. */
    held: (): number[] => [...blocks].flatMap(([place, { free }]) => (free ? [] : [place])),
    /** The heap's again. */
    drop: (place: number): void => {
      blocks.delete(place);
    },
    dispose: (): void => {
      for (const place of blocks.keys()) heap.free(place);
      blocks.clear();
    },
  };
}

/** Calls and acts, in order, and the numbers that they follow. */
function createScript({ heap, marks }: Opened) {
  const pieces: Piece[] = [];
  const ends: (() => void)[] = [];
  const followed: Followed[] = [];
  const places = new Map<StepFactors, number>();
  const marked: number[] = [];
  let place = 0;
  return {
    pieces,
    ends,
    followed,
    act: (act: () => void): void => {
      pieces.push(act);
    },
    call: (call: Call, args: readonly number[]): void => {
      const words = encode(call, args, place);
      const last = pieces.at(-1);
      if (Array.isArray(last)) last.push(...words);
      else pieces.push(words);
    },
    /** @returns its number */
    mark: (act: () => void): number => {
      const id = marks.add(act);
      marked.push(id);
      return id;
    },
    /** Layers that take the same step share its numbers. */
    follow: (numbers: () => StepNumbers): void => {
      const { factors } = numbers();
      place = places.get(factors) ?? heap.allocate(FOLLOWED);
      if (places.has(factors)) return;
      places.set(factors, place);
      followed.push({ numbers, place });
    },
    dispose: (): void => {
      for (const one of places.values()) heap.free(one);
      for (const id of marked) marks.drop(id);
      for (const end of ends) end();
    },
  };
}

/** The module with each call also recorded. */
function recordingAssembly(
  assembly: Assembly,
  record: (call: Call, args: readonly number[]) => void,
): Assembly {
  const wrapped = callIds.map((call) => {
    const own = assembly[call] as (...args: readonly number[]) => void;
    return [
      call,
      (...args: readonly number[]) => {
        record(call, args);
        own(...args);
      },
    ];
  });
  return { ...assembly, ...Object.fromEntries(wrapped) };
}

/**
 * @param giving called where values become a tensor, to do it
 * @param read called where a tensor is read
 * @returns what ends it
 */
function watchBackend(backend: BackendWasm, giving: (act: () => void) => void, read: () => void): () => void {
  const { move, readSync } = backend;
  Object.assign(backend, {
    move: (dataId: object, values: unknown, ...rest: [number[], DataType, number]) => {
      const act = (): void => move.call(backend, dataId, values as never, ...rest);
      if (values === null || values === undefined) act();
      else giving(act);
    },
    readSync: (...args: Parameters<BackendWasm['readSync']>) => {
      read();
      return readSync.apply(backend, args);
    },
  });
  return () => {
    for (const name of ['move', 'readSync']) Reflect.deleteProperty(backend, name);
  };
}

/** A recording under way. */
function createSession(opened: Opened, backend: BackendWasm) {
  const { memory } = opened;
  const { dataIdMap } = backend as unknown as Internals;
  const placeOf = ({ dataId }: Pick<TensorInfo, 'dataId'>): number => dataIdMap.get(dataId).memoryOffset;
  const blocks = createBlocks(opened);
  const script = createScript(opened);
  const used = new Set<number>();
  const workspace = { place: 0, elements: 0 };
  const state = { repeatable: true };
  const refuse = (): void => {
    state.repeatable = false;
  };
  const pointer = (info: Pick<TensorInfo, 'dataId'>): number => {
    const place = placeOf(info);
    used.add(place);
    return place;
  };
  const assembly = recordingAssembly(memory.assembly, script.call);
  const own: Recording = {
    allocate: blocks.allocate,
    memory: {
      ...memory,
      assembly,
      pointer,
      workspace: (elements) => {
        const place = memory.workspace(elements);
        if (workspace.place !== 0 && place !== workspace.place) refuse();
        workspace.place = place;
        workspace.elements = Math.max(workspace.elements, elements);
        return place;
      },
      perform: (act) => {
        script.act(act);
        act();
      },
      mark: (act) => assembly.mark(script.mark(act)),
      room: (count, most) => Math.min(most, Math.ceil(ROOM * count)),
      follow: script.follow,
    },
  };
  const recorder: Recorder = {
    refuse,
    foreign: (inputs, make, repeat) => {
      const placed = inputs.map((info): Placed => ({ ...info, place: pointer(info) }));
      setRecording({ memory, allocate: undefined });
      const output = make();
      setRecording(own);
      if (Array.isArray(output)) {
        refuse();
        return output;
      }
      const place = placeOf(output);
      // Reshaped: the same memory.
      if (placed.some((input) => input.place === place)) return output;
      blocks.add(place, bytesOf(output));
      const { act, dispose } = repeat(placed, { ...output, place });
      script.act(act);
      script.ends.push(dispose);
      return output;
    },
  };
  return { own, recorder, blocks, script, used, workspace, state, placeOf };
}
type Session = ReturnType<typeof createSession>;

/** Runs a step while it is recorded. @returns the tensors that stay */
function runStep(
  { own, recorder, blocks }: Session,
  backend: BackendWasm,
  step: () => readonly TensorInfo[],
): readonly TensorInfo[] {
  const unwatch = watchBackend(backend, blocks.giving, recorder.refuse);
  current = recorder;
  setRecording(own);
  try {
    return step();
  } finally {
    setRecording(undefined);
    current = undefined;
    unwatch();
  }
}

/**
 * Runs a step and records it.
 * @param step returns the tensors that stay, which must not be disposed before the recording is
 * @returns undefined where it cannot be repeated
 */
export function record(
  opened: Opened,
  backend: BackendWasm,
  step: () => readonly TensorInfo[],
): Recorded | undefined {
  const { memory, owners, heap } = opened;
  const session = createSession(opened, backend);
  const { blocks, script, used, workspace, state, placeOf } = session;
  const owns: Owner = (place) => {
    if (blocks.free(place)) return true;
    if (used.has(place)) state.repeatable = false;
    return false;
  };
  const end = (): void => {
    owners.delete(owns);
    blocks.dispose();
    script.dispose();
  };
  const abandon = (): undefined => {
    // Their tensors go on.
    for (const place of blocks.held()) blocks.drop(place);
    end();
  };
  owners.add(owns);
  try {
    const kept = new Set(runStep(session, backend, step).map(placeOf));
    if (!state.repeatable || blocks.held().some((place) => !kept.has(place))) return abandon();
  } catch (reason) {
    abandon();
    throw reason;
  }
  const program = createProgram(script.pieces, script.followed, memory, heap);
  return {
    run: program.run,
    uses: (place) => used.has(place),
    workspace,
    dispose: () => {
      program.dispose();
      end();
    },
  };
}
