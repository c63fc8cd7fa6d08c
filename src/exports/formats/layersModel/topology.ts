/** A functional model of TensorFlow.js (Keras' JSON) under construction. Values are named by the layer that makes them. */
import type { Weight } from '../../layers';

/** Values of a layer's options, under their names in JSON. */
export type Config = Readonly<Record<string, unknown>>;

interface LayerJson {
  readonly class_name: string;
  readonly name: string;
  readonly config: Config;
  readonly inbound_nodes: readonly unknown[];
}

export interface NamedWeight extends Weight {
  /** "layer1/kernel" */
  readonly name: string;
}

export interface Topology {
  readonly layers: readonly LayerJson[];
  readonly weights: readonly NamedWeight[];
  /** Adds a layer and returns the name of what it makes, which is its own. Weights are under Keras' names: "kernel". */
  readonly add: (
    className: string,
    name: string,
    inputs: readonly string[],
    config?: Config,
    weights?: Readonly<Record<string, Weight>>,
  ) => string;
}

export function createTopology(): Topology {
  const layers: LayerJson[] = [];
  const weights: NamedWeight[] = [];
  return {
    layers,
    weights,
    add: (className, name, inputs, config = {}, own = {}) => {
      // One call of the layer: of each input the layer, its call and its output.
      const call = inputs.map((input) => [input, 0, 0, {}]);
      layers.push({
        class_name: className,
        name,
        config: { name, trainable: true, dtype: 'float32', ...config },
        inbound_nodes: inputs.length === 0 ? [] : [call],
      });
      for (const [key, weight] of Object.entries(own)) weights.push({ name: `${name}/${key}`, ...weight });
      return name;
    },
  };
}
