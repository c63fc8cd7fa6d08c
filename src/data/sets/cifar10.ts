/** CIFAR-10: 60,000 small colour photographs. */
import { rates } from '../learningRates';
import type { DatasetSpec } from '../spec';

const info = {
  id: 'cifar-10',
  name: 'CIFAR-10',
  task: 'classification',
  trainSize: 50_000,
  testSize: 10_000,
  inputs: 3 * 32 * 32,
  outputs: 10,
  image: { height: 32, width: 32, channels: 3 },
  classNames: ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'],
  sentence:
    'Small colour photographs of animals and vehicles: hard for networks without convolutions, so the gaps between algorithms are wide.',
  source: 'Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009.',
  licence: 'none stated; its page asks for that citation',
  folder: 'cifar-10',
  files: [
    {
      name: 'data_batch_1.bin',
      packed: '6fcee3c4b6ea120cf82b263e2e9fe932e7edf7daf530e8b8ed62c178f70910c6',
      plain: 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5',
      bytes: 28_313_767,
      plainBytes: 30_730_000,
    },
    {
      name: 'data_batch_2.bin',
      packed: 'fdda9af5bfc1ff90c0018a3c997cc37619077ae8e4e7f1238323a8259607add2',
      plain: 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed',
      bytes: 28_346_891,
      plainBytes: 30_730_000,
    },
    {
      name: 'data_batch_3.bin',
      packed: '6cfabbc0ca93a74e247cf16f68544c0b2162576f7e2aa8d8e5d73778cbdfe628',
      plain: 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67',
      bytes: 28_358_756,
      plainBytes: 30_730_000,
    },
    {
      name: 'data_batch_4.bin',
      packed: '361042113c9a826b76ab9f91d499ae3102fd43ece9af030844a33b4d801c2743',
      plain: '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48',
      bytes: 28_352_478,
      plainBytes: 30_730_000,
    },
    {
      name: 'data_batch_5.bin',
      packed: '4c618c86d699c20baa688bcbc1ca629a1c2e9bbe7647d66c2e6869b025174b12',
      plain: '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add',
      bytes: 28_328_565,
      plainBytes: 30_730_000,
    },
    {
      name: 'test_batch.bin',
      packed: '769dbbdb7f3fb0f1a165fdea73dde4ffa43f7218019984b6fd41eb85430846ac',
      plain: '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b',
      bytes: 28_330_804,
      plainBytes: 30_730_000,
    },
  ],
  settings: { batchSize: 100 },
  learningRates: rates(0.001, { bp: 1e-4, fa: 1e-4, llo: 1e-4 }),
  learningRateSource:
    'F³ paper, first version (arXiv 2304.13372v1), Adam, CIFAR-10; it has no FA (as BP here), sDFA or PEPITA (as DFA)',
  accuracyRange: [0.3, 0.55],
  lossRange: [2, 3.3],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const cifar10: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/cifar10')).loadCifar10(info, context),
};
