/** `--net`: a network of the papers by its id or topology, or one from a file. */
import { readFileSync } from 'node:fs';
import { datasetInfo } from '../../data/storage/ownDatasets';
import { fields } from '../../experiment/fields/fields';
import { readExperimentFile } from '../../experiment/files/file';
import type { Source } from '../../experiment/files/read';
import { type NetworkId, networkIds, networks } from '../../experiment/networks/networks';
import { parseTopology } from '../../experiment/networks/topology';
import { isFile, refuseOtherKinds } from '../files/regularFile';
import { UsageError } from '../usage';

const WAY_OUT = `Choose ${networkIds.join(', ')}, write a topology such as CONV_32_5_1_2_FC_1000_FC_10, or name a file: a list of layers as JSON, such as [{"block": "convolution", "options": {"channels": 32}}, 1000], or one that “Save settings” wrote.`;

/** The settings that a preset's query gives. */
function fromPreset(id: NetworkId): Source {
  const given = new URLSearchParams(networks[id].query);
  return (_name, field, experiment) => {
    const text = given.get(field.key);
    return text === null ? undefined : field.parse(text, experiment);
  };
}

/** Only the hidden layers. */
const onlyHidden =
  (value: unknown): Source =>
  (name, field, experiment) => {
    if (name !== 'hidden') return undefined;
    const read = field.read(value, experiment);
    if (!read.ok) throw new UsageError(`--net: ${read.problem}`);
    return read;
  };

function fromNetFile(path: string): Source {
  refuseOtherKinds('net', path, WAY_OUT);
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const json = parsed(text);
  if (json === undefined) throw new UsageError(`--net: “${path}” is not JSON. ${WAY_OUT}`);
  if (Array.isArray(json)) return onlyHidden(json);
  const file = readExperimentFile(text, undefined);
  if (!file.ok)
    throw new UsageError(
      `--net: “${path}” is no list of layers and no settings file. ${file.problem} ${WAY_OUT}`,
    );
  if (!file.given.includes('hidden'))
    throw new UsageError(`--net: “${path}” has settings without hidden layers. ${WAY_OUT}`);
  // Invalid layers would be read as the default.
  const problem = file.problems.find((one) => one.startsWith(fields.hidden.label));
  if (problem !== undefined) throw new UsageError(`--net: ${problem}`);
  return onlyHidden(file.experiment.hidden);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The last dense layer of a topology is the output, whose size the data set says. */
function fromTopology(text: string): Source | undefined {
  const topology = parseTopology(text);
  if (!topology) return undefined;
  if ('problem' in topology) throw new UsageError(`--net: “${text}”: ${topology.problem}.`);
  const source = onlyHidden([...topology.hidden]);
  return (name, field, experiment) => {
    const outputs = datasetInfo(experiment.dataset)?.outputs;
    if (name === 'hidden' && outputs !== undefined && outputs !== topology.outputs)
      throw new UsageError(
        `--net: “${text}” ends with ${topology.outputs} outputs, and ${experiment.dataset} has ${outputs}. End it with FC_${outputs}, or choose another data set.`,
      );
    return source(name, field, experiment);
  };
}

/**
 * @param net the option's text; undefined: nothing is given
 * @param hidden the text of `--hidden`
 * @throws {UsageError}
 */
export function fromNet(net: string | boolean | undefined, hidden: string | boolean | undefined): Source {
  if (typeof net !== 'string') return () => undefined;
  if (typeof hidden === 'string')
    throw new UsageError(
      `--net ${net} and --${fields.hidden.key} ${hidden} both say what the layers are. Leave one out.`,
    );
  const id = networkIds.find((one) => one === net.trim());
  if (id) return fromPreset(id);
  const topology = fromTopology(net);
  if (topology) return topology;
  if (!isFile(net)) throw new UsageError(`--net: “${net}” is no network, and no file. ${WAY_OUT}`);
  return fromNetFile(net);
}

/** What a preset sets beside the layers, in a line; undefined for other networks. */
export function netNote(net: string | boolean | undefined, dataset: string): string | undefined {
  const id = networkIds.find((one) => one === (typeof net === 'string' ? net.trim() : undefined));
  if (!id) return undefined;
  const preset = networks[id];
  const keys = [...new URLSearchParams(preset.query)].map(([key, text]) => `--${key} ${text}`);
  const other =
    dataset === preset.dataset
      ? ''
      : ` The paper trains it on ${preset.dataset}: --dataset ${preset.dataset}.`;
  return `--net ${id} is ${keys.join(' ')}; options override them [${preset.source}].${other}`;
}
