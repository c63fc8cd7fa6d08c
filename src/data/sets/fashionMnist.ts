/** Fashion-MNIST: images of clothes in MNIST's format, and harder. */
import { sharedRate } from '../learningRates';
import type { DatasetSpec } from '../spec';

const info = {
  id: 'fashion-mnist',
  name: 'Fashion-MNIST',
  task: 'classification',
  trainSize: 60_000,
  testSize: 10_000,
  inputs: 28 * 28,
  outputs: 10,
  image: { height: 28, width: 28, channels: 1 },
  // The longest edge is the image's: section 2 of the paper.
  drawn: { box: 28, centre: 'box' },
  classNames: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  sentence: 'Clothes, shoes and bags in the format of MNIST, but harder to tell apart.',
  source: 'Xiao, Rasul and Vollgraf (Zalando SE), arXiv 1708.07747.',
  licence: 'MIT',
  folder: 'fashion-mnist',
  files: [
    {
      name: 'train-images-idx3-ubyte',
      packed: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      // From several public loaders; unlike the other three, this file is too large for our test fixtures.
      plain: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
      bytes: 26_421_880,
      plainBytes: 47_040_016,
    },
    {
      name: 'train-labels-idx1-ubyte',
      packed: 'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      plain: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
      bytes: 29_515,
      plainBytes: 60_008,
    },
    {
      name: 't10k-images-idx3-ubyte',
      packed: '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      plain: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
      bytes: 4_422_102,
      plainBytes: 7_840_016,
    },
    {
      name: 't10k-labels-idx1-ubyte',
      packed: '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
      plain: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
      bytes: 5_148,
      plainBytes: 10_008,
    },
  ],
  settings: {},
  learningRates: sharedRate,
  learningRateSource: 'none published: as MNIST in the F³ paper, first version (arXiv 2304.13372v1), Adam',
  accuracyRange: [0.75, 0.91],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const fashionMnist: DatasetSpec = {
  ...info,
  load: async (context) =>
    (await import('../loaders/idxSet')).loadIdxSet(info, { mean: 0.286, deviation: 0.353 }, context),
};
