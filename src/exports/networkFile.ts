/**
 * A network as a safetensors file that says in its metadata what the network is, so that it can be read without its data
 * set or its experiment.
 */
import { z } from 'zod';
import type { Block } from '../core/blocks/block';
import { chainOf, type Ends } from '../core/blocks/chain';
import { DamagedFile, readTensors, writeTensors } from '../experiment/files/safetensors';
import { validSpec } from '../notebook/valid';
import { arraysWithInput, type Standard, type TrainedNetwork } from './network';

const FORMAT = 'f3-lab network';
const VERSION = '1';

const endsSchema = z.strictObject({
  inputs: z.int().min(1),
  outputs: z.int().min(1),
  shape: z.array(z.int().min(1)).exactOptional(),
});

/** By key, so that equal networks are equal files. */
const sorted = (object: object): object =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

export function writeNetworkFile(network: TrainedNetwork): Uint8Array<ArrayBuffer> {
  const { run, spec, epoch, ends, facts } = network;
  const metadata = {
    ...{ format: FORMAT, version: VERSION, ...sorted(facts), run, epoch: String(epoch) },
    ...{ ends: JSON.stringify(ends), settings: JSON.stringify(sorted(spec)) },
  };
  return writeTensors({ metadata, arrays: new Map(Object.entries(arraysWithInput(network))) });
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

type Tensors = ReturnType<typeof readTensors>['arrays'];

function standardFrom(arrays: Tensors, inputs: number): Standard {
  const read = (name: string): number | Float32Array => {
    const values = arrays.get(name)?.values;
    if (!(values instanceof Float32Array) || ![1, inputs].includes(values.length))
      throw new DamagedFile(`is damaged: it has no “${name}” of 1 or ${inputs} numbers`);
    return values.length === 1 ? (values[0] as number) : values;
  };
  return { mean: read('input.mean'), deviation: read('input.deviation') };
}

/** Every parameter has to be there, in its shape. @throws {DamagedFile} */
function checkParameters(arrays: Tensors, { spec, ends }: Pick<TrainedNetwork, 'spec' | 'ends'>): void {
  for (const [i, { block, ...place }] of chainOf(ends, spec.hidden).entries())
    for (const [name, { shape }] of Object.entries((block as Block).parameters(place))) {
      const found = arrays.get(`layer${i + 1}.${name}`);
      if (!found || String(found.shape) !== String(shape))
        throw new DamagedFile(
          `is damaged: its settings need layer${i + 1}.${name} of shape [${shape.join(', ')}], and ${found ? `[${found.shape.join(', ')}] is there` : 'it is missing'}`,
        );
    }
}

/** Whether a safetensors file is one of these. */
export const isNetworkFile = (metadata: Readonly<Record<string, string>>): boolean =>
  metadata.format === FORMAT;

/** @throws {DamagedFile} */
export function readNetworkFile(bytes: Uint8Array<ArrayBuffer>): TrainedNetwork {
  const { metadata, arrays } = readTensors(bytes);
  const { format: _format, version, run, epoch, ends: endsText, settings, ...facts } = metadata;
  if (!isNetworkFile(metadata))
    throw new DamagedFile(`is not a network: its metadata do not say “${FORMAT}”`);
  if (version !== VERSION)
    throw new DamagedFile(
      `has version ${version ?? '“”'} of the format, but this lab reads version ${VERSION}: open it with the version of the lab that wrote it`,
    );
  const ends = endsSchema.safeParse(json(endsText)).data as Ends | undefined;
  const spec = validSpec(json(settings));
  if (!ends || !spec || run === undefined || !/^\d+$/.test(epoch ?? ''))
    throw new DamagedFile('is damaged: its metadata do not say what the network is');
  checkParameters(arrays, { spec, ends });
  const own = [...arrays].filter(([name]) => !name.startsWith('input.'));
  return {
    ...{ run, spec, epoch: Number(epoch), ends, facts, arrays: Object.fromEntries(own) },
    ...standardFrom(arrays, ends.inputs),
  };
}
