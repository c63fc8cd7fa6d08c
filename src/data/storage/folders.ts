/**
 * Download sources of public data sets, by folder. File names and their SHA-256 are declared by the sets that use the
 * folder.
 *
 * A new folder is one entry of `sources`: mirrors with single files, archives that contain them, or both.
 */
import { type DatasetId, datasetIds, datasets } from '../index';
import type { DataFile, DatasetSpec } from '../spec';

/** A base address of single files. */
export interface Mirror {
  /** Ends in a slash. */
  readonly address: string;
  /** Sends `Access-Control-Allow-Origin` (CORS), so that pages from other origins may read it. */
  readonly browsers: boolean;
  /** The mirror rejects larger files. */
  readonly mostBytes?: number;
  /** Forms in which it has the files, tried in order; default: `name.gz` only. */
  readonly forms?: readonly Form[];
}

/** As `name.gz`, or as `name`. */
export const forms = ['packed', 'plain'] as const;
export type Form = (typeof forms)[number];

/** One file that contains all of a folder's files, uncompressed inside, at any path. */
export interface Archive {
  readonly address: string;
  readonly kind: 'zip' | 'tar.gz';
  /** Checksum of the archive if known; the files in it are always checked one by one. */
  readonly sha256?: string;
  /** Exact if the checksum is known. Otherwise approximate: the archive may be repacked, up to twice as large. */
  readonly bytes: number;
}

/** One folder's files and sources. */
export interface Folder {
  /** Below `public/data/`. */
  readonly name: string;
  /** "MNIST" */
  readonly title: string;
  /** Sets that load from it. */
  readonly sets: readonly string[];
  readonly files: readonly DataFile[];
  /** Tried in order, before the archives. */
  readonly mirrors: readonly Mirror[];
  readonly archives: readonly Archive[];
}

type Source = Pick<Folder, 'mirrors' | 'archives'>;

const fashion = 'zalandoresearch/fashion-mnist';
/** Bytes; jsDelivr rejects larger files. */
const jsDelivrLimit = 20_000_000;

const sources: Readonly<Record<string, Source>> = {
  mnist: {
    mirrors: [
      { address: 'https://ossci-datasets.s3.amazonaws.com/mnist/', browsers: false },
      { address: 'https://storage.googleapis.com/cvdf-datasets/mnist/', browsers: false },
      { address: 'https://cdn.jsdelivr.net/gh/fgnt/mnist/', browsers: true, mostBytes: jsDelivrLimit },
      { address: 'https://raw.githubusercontent.com/fgnt/mnist/master/', browsers: true },
    ],
    archives: [],
  },
  'fashion-mnist': {
    mirrors: [
      {
        address: `https://cdn.jsdelivr.net/gh/${fashion}@master/data/fashion/`,
        browsers: true,
        mostBytes: jsDelivrLimit,
      },
      { address: `https://raw.githubusercontent.com/${fashion}/master/data/fashion/`, browsers: true },
      { address: 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/', browsers: false },
    ],
    archives: [],
  },
  'cifar-10': {
    mirrors: [],
    archives: [
      {
        address: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
        kind: 'tar.gz',
        sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
        bytes: 170_052_171,
      },
    ],
  },
  adult: {
    mirrors: [],
    archives: [
      { address: 'https://archive.ics.uci.edu/static/public/2/adult.zip', kind: 'zip', bytes: 620_000 },
    ],
  },
  sgemm: {
    mirrors: [],
    archives: [
      {
        address: 'https://archive.ics.uci.edu/static/public/440/sgemm+gpu+kernel+performance.zip',
        kind: 'zip',
        bytes: 3_000_000,
      },
    ],
  },
  'wine-quality': {
    mirrors: [],
    archives: [
      {
        address: 'https://archive.ics.uci.edu/static/public/186/wine+quality.zip',
        kind: 'zip',
        bytes: 98_000,
      },
    ],
  },
};

/** Files of several sets without duplicates. */
function union(specs: readonly DatasetSpec[]): readonly DataFile[] {
  const files = new Map<string, DataFile>();
  for (const file of specs.flatMap((spec) => spec.files)) files.set(file.name, file);
  return [...files.values()];
}

function fromRegistry(): readonly Folder[] {
  const byName = new Map<string, [DatasetSpec, ...DatasetSpec[]]>();
  for (const id of datasetIds) {
    const spec: DatasetSpec = datasets[id];
    if (spec.files.length === 0) continue;
    const others = byName.get(spec.folder);
    if (others) others.push(spec);
    else byName.set(spec.folder, [spec]);
  }
  return [...byName].map(([name, specs]) => ({
    name,
    // Several sets can share a folder: "Wine Quality, classes" reads the files of Wine Quality.
    title: specs[0].name.split(',')[0] ?? name,
    sets: specs.map(({ id }) => id),
    files: union(specs),
    ...(sources[name] ?? { mirrors: [], archives: [] }),
  }));
}

/** All folders of registered sets, in registry order. */
export const folders: readonly Folder[] = fromRegistry();

/** By its own name, or by the id of a set that loads from it. */
export const folderOf = (name: string): Folder | undefined =>
  folders.find((folder) => folder.name === name || folder.sets.includes(name));

/** A set that loads from the folder; its loader checks the files. */
export function specOf(folder: Folder): DatasetSpec {
  const id = folder.sets[0] as DatasetId;
  return datasets[id];
}

/**
 * Addresses for manual download: the archives, which can be dropped as they are, else each file at the first mirror
 * that has it.
 */
export function addressesOf({ archives, mirrors, files }: Folder): readonly string[] {
  if (archives.length > 0) return archives.map(({ address }) => address);
  return files.flatMap((file) => {
    const mirror = mirrors.find(({ mostBytes }) => mostBytes === undefined || file.bytes <= mostBytes);
    const [form] = mirror?.forms ?? (['packed'] as const);
    return mirror && form ? [mirror.address + nameIn(form, file)] : [];
  });
}

/** File name in one of its forms. */
export const nameIn = (form: Form, file: DataFile): string =>
  form === 'packed' ? `${file.name}.gz` : file.name;

/** The name without its `.gz`. */
export const plainName = (name: string): string => name.replace(/\.gz$/i, '');

/** Common names of a file: with a dot where its publisher has a hyphen, gzipped or not. */
export function commonNames({ name }: Pick<DataFile, 'name'>): readonly string[] {
  const plain = [name, name.replace(/-(idx\d-ubyte)$/, '.$1')];
  return [...new Set(plain.flatMap((one) => [one, `${one}.gz`]))];
}
