/** Losses of repeated steps on the device, until they are read together. */
import type { LossQueue, QueuedLoss } from '../../../core/kernels';
import { internals, submit } from '../backend';

/** Losses of a buffer. */
export const ROOM = 4096;
const WORD = 4;

interface Chunk {
  readonly buffer: GPUBuffer;
  /** Losses given and not disposed. */
  open: number;
}

export interface Losses {
  /** Where the next step writes its loss. */
  readonly next: () => { readonly buffer: GPUBuffer; readonly at: number; readonly loss: QueuedLoss };
  readonly dispose: () => void;
}

/** Neighbours in a chunk, which are read together. */
interface Span {
  readonly chunk: Chunk;
  readonly from: number;
  readonly to: number;
}

function createChunk(device: GPUDevice): Chunk {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  return { buffer: device.createBuffer({ label: 'losses', size: WORD * ROOM, usage }), open: 0 };
}

/** One read-back of all spans, one after the other. */
async function readSpans(device: GPUDevice, spans: readonly Span[]): Promise<Float32Array> {
  const backend = internals();
  const size = WORD * spans.reduce((sum, { from, to }) => sum + to - from, 0);
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  let at = 0;
  for (const { chunk, from, to } of spans) {
    const bytes = WORD * (to - from);
    backend.commandEncoder?.copyBufferToBuffer(chunk.buffer, WORD * from, staging, at, bytes);
    at += bytes;
  }
  submit(backend);
  await staging.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return values;
}

export function createLosses(): Losses {
  const { device } = internals();
  /** By place / ROOM. */
  const chunks = new Map<number, Chunk>();
  let count = 0;
  const chunkOf = (place: number): Chunk => chunks.get(Math.floor(place / ROOM)) as Chunk;

  /** Destroys a full chunk whose losses are all disposed. Those that were not read may still wait to be submitted. */
  function tidy(index: number): void {
    const chunk = chunks.get(index);
    if (!chunk || chunk.open > 0 || (index + 1) * ROOM > count) return;
    submit(internals());
    chunk.buffer.destroy();
    chunks.delete(index);
  }

  const queue: LossQueue = {
    read: async (places) => {
      const spans: Span[] = [];
      for (const place of places) {
        const [chunk, at] = [chunkOf(place), place % ROOM];
        const last = spans.at(-1);
        if (last?.chunk === chunk && last.to === at) spans[spans.length - 1] = { ...last, to: at + 1 };
        else spans.push({ chunk, from: at, to: at + 1 });
      }
      return readSpans(device, spans);
    },
  };

  return {
    next: () => {
      const place = count;
      const index = Math.floor(place / ROOM);
      if (!chunks.has(index)) {
        chunks.set(index, createChunk(device));
        tidy(index - 1);
      }
      count += 1;
      const chunk = chunkOf(place);
      chunk.open += 1;
      const loss: QueuedLoss = {
        ...{ queue, place },
        data: () => queue.read([place]),
        dispose: () => {
          chunk.open -= 1;
          tidy(index);
        },
      };
      return { buffer: chunk.buffer, at: place % ROOM, loss };
    },
    dispose: () => {
      for (const { buffer } of chunks.values()) buffer.destroy();
      chunks.clear();
    },
  };
}
