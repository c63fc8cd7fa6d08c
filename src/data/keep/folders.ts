/**
 * Where the files of public data sets can be fetched, folder by folder. Which files a folder has, and the SHA-256 of
 * each, stand in the sets that use it; here is only what the sets do not say.
 *
 * Another folder is one entry of `sources`: mirrors where its files lie one by one, archives that hold them, or both.
 */
import { type DatasetId, datasetIds, datasets } from '../index';
import type { DataFile, DatasetSpec } from '../spec';

/** An address under which the files lie one by one. */
export interface Mirror {
  /** Ends in a slash. */
  readonly address: string;
  /** Answers with `Access-Control-Allow-Origin`, so that a page from elsewhere may read it. */
  readonly browsers: boolean;
  /** Larger files are refused there. */
  readonly mostBytes?: number;
  /** In which forms files lie there, tried in turn; `name.gz` alone where nothing is said. */
  readonly forms?: readonly Form[];
}

/** As `name.gz`, or as `name`. */
export const forms = ['packed', 'plain'] as const;
export type Form = (typeof forms)[number];

/** One file that holds all of a folder's files, plain, in folders of its own or not. */
export interface Archive {
  readonly address: string;
  readonly kind: 'zip' | 'tar.gz';
  /** Of the archive itself where it is known; the files in it are checked one by one in any case. */
  readonly sha256?: string;
  /** Exact where the sum is known, else about: such an archive may be made anew, and be up to twice as large. */
  readonly bytes: number;
}

/** How the files of one folder come here. */
export interface Folder {
  /** Below `public/data/`. */
  readonly name: string;
  /** "MNIST" */
  readonly title: string;
  /** Sets that load from it. */
  readonly sets: readonly string[];
  readonly files: readonly DataFile[];
  /** Tried in turn, before the archives. */
  readonly mirrors: readonly Mirror[];
  readonly archives: readonly Archive[];
}

type Source = Pick<Folder, 'mirrors' | 'archives'>;

const fashion = 'zalandoresearch/fashion-mnist';
/** jsDelivr refuses larger files. */
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

/** Files of several sets, each once. */
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
    // "Wine Quality, classes" is one way to read Wine Quality.
    title: specs[0].name.split(',')[0] ?? name,
    sets: specs.map(({ id }) => id),
    files: union(specs),
    ...(sources[name] ?? { mirrors: [], archives: [] }),
  }));
}

/** All that the sets of the registry load from, in its order. */
export const folders: readonly Folder[] = fromRegistry();

/** By its own name, or by the id of a set that loads from it. */
export const folderOf = (name: string): Folder | undefined =>
  folders.find((folder) => folder.name === name || folder.sets.includes(name));

/** A set that loads from the folder: what reads and judges its files. */
export function specOf(folder: Folder): DatasetSpec {
  const id = folder.sets[0] as DatasetId;
  return datasets[id];
}

/**
 * Where a person can fetch a folder's files with a browser: its archives, to be given as they are, else each file at
 * the first mirror that has it.
 */
export function addressesOf({ archives, mirrors, files }: Folder): readonly string[] {
  if (archives.length > 0) return archives.map(({ address }) => address);
  return files.flatMap((file) => {
    const mirror = mirrors.find(({ mostBytes }) => mostBytes === undefined || file.bytes <= mostBytes);
    const [form] = mirror?.forms ?? (['packed'] as const);
    return mirror && form ? [mirror.address + nameIn(form, file)] : [];
  });
}

/** What a file is called in one of its forms. */
export const nameIn = (form: Form, file: DataFile): string =>
  form === 'packed' ? `${file.name}.gz` : file.name;

/** The name without its `.gz`. */
export const plainName = (name: string): string => name.replace(/\.gz$/i, '');

/** What a file is called in the wild: with a point where its publisher has a hyphen, packed or not. */
export function commonNames({ name }: Pick<DataFile, 'name'>): readonly string[] {
  const plain = [name, name.replace(/-(idx\d-ubyte)$/, '.$1')];
  return [...new Set(plain.flatMap((one) => [one, `${one}.gz`]))];
}
