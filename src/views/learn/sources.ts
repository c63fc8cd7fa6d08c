/** Works that lessons cite. */
export interface Source {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  /** Where it appeared. */
  readonly where: string;
  /** Absent where no stable address is known. */
  readonly url?: string;
}

const arxiv = (id: string): string => `https://arxiv.org/abs/${id}`;

export const sources = {
  rumelhart: {
    authors: 'Rumelhart, Hinton and Williams',
    year: 1986,
    title: 'Learning representations by back-propagating errors',
    where: 'Nature 323',
    url: 'https://doi.org/10.1038/323533a0',
  },
  grossberg: {
    authors: 'Grossberg',
    year: 1987,
    title: 'Competitive learning: From interactive activation to adaptive resonance',
    where: 'Cognitive Science 11',
  },
  crick: {
    authors: 'Crick',
    year: 1989,
    title: 'The recent excitement about neural networks',
    where: 'Nature 337',
    url: 'https://doi.org/10.1038/337129a0',
  },
  lillicrap: {
    authors: 'Lillicrap, Cownden, Tweed and Akerman',
    year: 2016,
    title: 'Random synaptic feedback weights support error backpropagation for deep learning',
    where: 'Nature Communications 7',
    url: 'https://doi.org/10.1038/ncomms13276',
  },
  nokland: {
    authors: 'Nøkland',
    year: 2016,
    title: 'Direct feedback alignment provides learning in deep neural networks',
    where: 'NeurIPS 2016',
    url: arxiv('1609.01596'),
  },
  jaderberg: {
    authors: 'Jaderberg et al.',
    year: 2017,
    title: 'Decoupled neural interfaces using synthetic gradients',
    where: 'ICML 2017',
    url: arxiv('1608.05343'),
  },
  bartunov: {
    authors: 'Bartunov et al.',
    year: 2018,
    title: 'Assessing the scalability of biologically-motivated deep learning algorithms and architectures',
    where: 'NeurIPS 2018',
    url: arxiv('1807.04587'),
  },
  frenkel: {
    authors: 'Frenkel, Lefebvre and Bol',
    year: 2021,
    title:
      'Learning without feedback: Fixed random learning signals allow for feedforward training of deep neural networks',
    where: 'Frontiers in Neuroscience 15',
    url: 'https://doi.org/10.3389/fnins.2021.629892',
  },
  refinetti: {
    authors: 'Refinetti, d’Ascoli, Ohana and Goldt',
    year: 2021,
    title: 'Align, then memorise: the dynamics of learning with feedback alignment',
    where: 'ICML 2021',
    url: arxiv('2011.12428'),
  },
  pepita: {
    authors: 'Dellaferrera and Kreiman',
    year: 2022,
    title: 'Error-driven input modulation: solving the credit assignment problem without a backward pass',
    where: 'ICML 2022',
    url: arxiv('2201.11665'),
  },
  f3: {
    authors: 'Flügel, Coquelin, Weiel, Debus, Streit and Götz',
    year: 2023,
    title: 'Feed-Forward Optimization With Delayed Feedback for Neural Networks',
    where: 'arXiv 2304.13372',
    url: arxiv('2304.13372'),
  },
  fluegel: {
    authors: 'Flügel',
    year: 2021,
    title: 'Feed-Forward-Only Training of Neural Networks',
    where: 'thesis, Karlsruhe Institute of Technology',
  },
  launay: {
    authors: 'Launay, Poli and Krzakala',
    year: 2019,
    title: 'Principled training of neural networks with direct feedback alignment',
    where: 'arXiv 1906.04554',
    url: arxiv('1906.04554'),
  },
} as const satisfies Record<string, Source>;
export type SourceId = keyof typeof sources;
