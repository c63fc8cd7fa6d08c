/**
 * A run of a sweep that is under way: its last checkpoint, and its events up to there, in one file, replaced atomically. In
 * the safetensors format, with the state and the events as text in its metadata.
 */
import { z } from 'zod';
import type { Checkpoint } from '../../core/run/checkpoint';
import type { RunEvent } from '../../core/run/events';
import { NO_CHECKSUM } from '../../experiment/files/checkpointFile';
import { DamagedFile, readTensors, writeTensors } from '../../experiment/files/safetensors';
import { verifyChecksum, writeChecksum } from '../train/fileChecksum';
import { eventFrom, eventText } from './runFile';

const FORMAT = 'f3-lab part of a run';

/** Whose it is: a part is resumed only where all of these are the same. */
export interface Origin {
  readonly experiment: string;
  readonly run: string;
  readonly checksum: string;
  readonly backend: string;
  readonly lab: string;
}

export interface Part {
  readonly checkpoint: Pick<Checkpoint, 'epoch' | 'state' | 'arrays'>;
  readonly events: readonly RunEvent[];
}

export function writePart(origin: Origin, { checkpoint, events }: Part): Uint8Array<ArrayBuffer> {
  const { epoch, state, arrays } = checkpoint;
  const bytes = writeTensors({
    metadata: {
      // First, where `writeChecksum` expects it.
      sha256: NO_CHECKSUM,
      format: FORMAT,
      ...origin,
      epoch: String(epoch),
      state: JSON.stringify(state),
      events: `[${events.map(eventText).join(',\n')}]`,
    },
    arrays: new Map(Object.entries(arrays)),
  });
  writeChecksum(bytes);
  return bytes;
}

const eventsSchema = z.array(z.looseObject({ type: z.string(), step: z.int() }));

/** Undefined if the file is damaged, or of another run, data, backend or version: then the run begins again. */
export function readPart(bytes: Uint8Array<ArrayBuffer>, origin: Origin): Part | undefined {
  try {
    const { metadata, arrays } = readTensors(bytes);
    verifyChecksum(bytes);
    const { format, epoch, state = '', events = '' } = metadata;
    const isOwn = Object.entries(origin).every(([key, value]) => metadata[key] === value);
    if (format !== FORMAT || !isOwn) return undefined;
    const kept = eventsSchema.parse(JSON.parse(events));
    return {
      checkpoint: { epoch: Number(epoch), state: JSON.parse(state), arrays: Object.fromEntries(arrays) },
      events: kept.map((event) => eventFrom(event, origin.run)),
    };
  } catch (reason) {
    if (reason instanceof DamagedFile || reason instanceof SyntaxError || reason instanceof z.ZodError)
      return undefined;
    throw reason;
  }
}
