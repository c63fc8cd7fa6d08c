/** A graph of operations under construction. Values are named by the operation that makes them. */
import type { Weight } from '../../layers';
import { type AttributeProto, attributeTypes, dataTypes, type NodeProto, type TensorProto } from './schema';

/** A whole number, several, or one with a fraction. */
export type Attribute = number | readonly number[] | { readonly float: number };
export type Attributes = Readonly<Record<string, Attribute>>;

function attributeOf([name, value]: readonly [string, Attribute]): AttributeProto {
  if (typeof value === 'number') return { name, i: value, type: attributeTypes.int };
  return 'float' in value
    ? { name, f: value.float, type: attributeTypes.float }
    : { name, ints: value, type: attributeTypes.ints };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

export interface Graph {
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  /** Adds an operation of ONNX and returns the name of what it makes, which is its own. */
  readonly node: (
    operation: string,
    name: string,
    inputs: readonly string[],
    attributes?: Attributes,
  ) => string;
  /** Adds constants and returns their name. */
  readonly floats: (name: string, weight: Weight) => string;
  /** The same for whole numbers: [n], or a scalar. */
  readonly integers: (name: string, values: readonly number[] | number) => string;
}

export function createGraph(): Graph {
  const nodes: NodeProto[] = [];
  const initializers: TensorProto[] = [];
  return {
    nodes,
    initializers,
    node: (opType, name, input, attributes = {}) => {
      const attribute = Object.entries(attributes).map(attributeOf);
      nodes.push({ input, output: [name], name, opType, attribute });
      return name;
    },
    floats: (name, { shape, values }) => {
      initializers.push({ dims: shape, dataType: dataTypes.float, name, rawData: bytesOf(values) });
      return name;
    },
    integers: (name, values) => {
      const [dims, all] = typeof values === 'number' ? [[], [values]] : [[values.length], values];
      const rawData = bytesOf(BigInt64Array.from(all, BigInt));
      initializers.push({ dims, dataType: dataTypes.int64, name, rawData });
      return name;
    },
  };
}
