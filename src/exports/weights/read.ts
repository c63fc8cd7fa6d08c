/** Reads a file of weights, NPZ or safetensors, from which runs start. */
import { inDigits } from '../../core/format';
import { type GivenWeights, shapesOf } from '../../core/network/given';
import { rules } from '../../core/rules';
import type { RunSpec } from '../../core/run/spec';
import { checksumOf } from '../../data/storage/contentChecksum';
import { datasetInfo, slugOf } from '../../data/storage/ownDatasets';
import { DamagedFile, readTensors, type TensorFile } from '../../experiment/files/safetensors';
import type { NetworkSettings, WeightsAbout } from '../../experiment/networks/weights';
import { validSpec } from '../../notebook/valid';
import { isNetworkFile } from '../networkFile';
import { denseHidden, layersIn } from './layers';
import { isZip, readNpz } from './npz';

export interface OpenedWeights {
  readonly about: WeightsAbout;
  readonly weights: GivenWeights;
}

function settingsOf(spec: RunSpec | undefined, arrays: GivenWeights['arrays']): NetworkSettings {
  const dense = denseHidden(arrays);
  if (!spec) return dense ? { hidden: dense } : {};
  const { hidden, activation, outputActivation, bias } = spec;
  return { hidden, activation, outputActivation, bias };
}

const sentenceOf = (
  { dataset = '', datasetName, epoch }: Readonly<Record<string, string>>,
  { rule, seed }: RunSpec,
) =>
  `Trained by ${rules[rule].name} on ${datasetName ?? datasetInfo(dataset)?.name ?? dataset}, seed ${seed}, ${inDigits(Number(epoch), 'epoch')}.`;

function parsed(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param file its name
 * @throws {DamagedFile} with a sentence that lacks its subject, the file
 */
export async function readWeights(file: string, bytes: Uint8Array<ArrayBuffer>): Promise<OpenedWeights> {
  if (/\.npz$/i.test(file) && !isZip(bytes))
    throw new DamagedFile('is not an NPZ archive, or is damaged: it does not begin as one');
  const { arrays: all, metadata }: TensorFile = isZip(bytes)
    ? { arrays: await readNpz(bytes), metadata: {} }
    : readTensors(bytes);
  if (metadata.format === 'f3-lab checkpoint')
    throw new DamagedFile(
      'is a checkpoint, of several runs perhaps: `lab export FILE --run RUN --as safetensors` makes a file of one network’s weights',
    );
  const arrays = layersIn(all);
  const checksum = await checksumOf(
    Object.entries(arrays)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { shape, values }]) => [name, [...shape], values]),
  );
  const id = `${slugOf(file)}-${checksum}`;
  const spec = isNetworkFile(metadata) ? validSpec(parsed(metadata.settings)) : undefined;
  return {
    about: {
      ...{ id, file, shapes: shapesOf(arrays), settings: settingsOf(spec, arrays) },
      ...(spec ? { said: sentenceOf(metadata, spec) } : {}),
    },
    weights: { id, arrays },
  };
}
