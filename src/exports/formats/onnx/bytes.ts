/** Messages of ONNX's schema as bytes; the field numbers are those of onnx.proto. */
import protobuf from 'protobufjs/minimal.js';
import type { ModelProto } from './schema';

/** Field number, and a scalar type of protobuf or a message of the schema. Arrays are repeated fields, none of them packed. */
type Field = readonly [number: number, type: 'int32' | 'int64' | 'float' | 'string' | 'bytes' | MessageName];
type MessageName =
  | 'Model'
  | 'OperatorSetId'
  | 'StringStringEntry'
  | 'Graph'
  | 'Node'
  | 'Attribute'
  | TypeName;
type TypeName = 'Tensor' | 'ValueInfo' | 'Type' | 'TypeTensor' | 'TensorShape' | 'Dimension';

const schema: Readonly<Record<MessageName, Readonly<Record<string, Field>>>> = {
  Model: {
    irVersion: [1, 'int64'],
    producerName: [2, 'string'],
    docString: [6, 'string'],
    graph: [7, 'Graph'],
    opsetImport: [8, 'OperatorSetId'],
    metadataProps: [14, 'StringStringEntry'],
  },
  OperatorSetId: { domain: [1, 'string'], version: [2, 'int64'] },
  StringStringEntry: { key: [1, 'string'], value: [2, 'string'] },
  Graph: {
    node: [1, 'Node'],
    name: [2, 'string'],
    initializer: [5, 'Tensor'],
    docString: [10, 'string'],
    input: [11, 'ValueInfo'],
    output: [12, 'ValueInfo'],
  },
  Node: {
    input: [1, 'string'],
    output: [2, 'string'],
    name: [3, 'string'],
    opType: [4, 'string'],
    attribute: [5, 'Attribute'],
  },
  Attribute: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    ints: [8, 'int64'],
    type: [20, 'int32'],
  },
  Tensor: { dims: [1, 'int64'], dataType: [2, 'int32'], name: [8, 'string'], rawData: [9, 'bytes'] },
  ValueInfo: { name: [1, 'string'], type: [2, 'Type'], docString: [3, 'string'] },
  Type: { tensorType: [1, 'TypeTensor'] },
  TypeTensor: { elemType: [1, 'int32'], shape: [2, 'TensorShape'] },
  TensorShape: { dim: [1, 'Dimension'] },
  Dimension: { dimValue: [1, 'int64'], dimParam: [2, 'string'] },
};

/** Wire types of protobuf. */
const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

type Writer = protobuf.Writer;
const tag = (number: number, wireType: number): number => number * 8 + wireType;

function writeField(writer: Writer, [number, type]: Field, value: unknown): void {
  switch (type) {
    case 'int32':
    case 'int64':
      writer.uint32(tag(number, VARINT))[type](value as number);
      break;
    case 'float':
      writer.uint32(tag(number, FIXED32)).float(value as number);
      break;
    case 'string':
      writer.uint32(tag(number, LENGTH_DELIMITED)).string(value as string);
      break;
    case 'bytes':
      writer.uint32(tag(number, LENGTH_DELIMITED)).bytes(value as Uint8Array);
      break;
    default:
      writer.uint32(tag(number, LENGTH_DELIMITED)).fork();
      writeMessage(writer, type, value as object);
      writer.ldelim();
  }
}

function writeMessage(writer: Writer, name: MessageName, message: object): void {
  for (const [key, field] of Object.entries(schema[name])) {
    const value = (message as Readonly<Record<string, unknown>>)[key];
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) writeField(writer, field, one);
  }
}

export function modelBytes(model: ModelProto): Uint8Array<ArrayBuffer> {
  const writer = new protobuf.Writer();
  writeMessage(writer, 'Model', model);
  const bytes = new Uint8Array(writer.len);
  writer.finishInto(bytes);
  return bytes;
}
