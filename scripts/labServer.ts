/** The lab's server: the built app, data files, and a fetch of those that are missing when its page asks. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pageHeaders } from './headers';
import { hostOf, isOwnName } from './hosts';
import { dataHandler, type HandlerOptions, refuse } from './serveData';
import { loadSite } from './site';

export interface LabOptions extends HandlerOptions {
  /** A folder with hashed files of earlier builds, for pages that are open since then. */
  readonly earlier?: string | undefined;
  /** Told of what went wrong with one request; the others go on. */
  readonly report?: (line: string) => void;
}

/** Milliseconds. A class has one server: who is slow on purpose must not hold its connections. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
} as const;
/** Without a byte in either direction. A page that waits for a download hears something every few seconds. */
const SILENT_FOR = 120_000;

/** Only what a person opens is answered with the page; a missing script must fail as such. */
function isNavigation({ headers }: IncomingMessage): boolean {
  const mode = headers['sec-fetch-mode'];
  return mode === undefined ? (headers.accept?.includes('text/html') ?? false) : mode === 'navigate';
}

const foreignName = (request: IncomingMessage): string => {
  const host = hostOf(request) ?? '';
  return (
    `This server does not go by the name “${host}”. Open it by its address in numbers, such as ` +
    `http://${request.socket.localAddress?.replace(/^::ffff:/, '')}:${request.socket.localPort}/, or start it with F3_HOSTS=${host || 'NAME'} npm start.`
  );
};

/** Everything but data files. */
type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function pagesOf(dist: string, earlier: string | undefined): Pages {
  const site = loadSite(dist, earlier);
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'Pages can be read only.', { Allow: 'GET, HEAD' });
    if (await site(request, response)) return undefined;
    if (isNavigation(request) && (await site(request, response, '/index.html'))) return undefined;
    return refuse(response, 404, 'There is nothing at this address.', { 'Cache-Control': 'no-store' });
  };
}

/**
 * @param dist the built app, which is read now and never again
 * @param data the folder with the data sets' folders
 * @throws where the app cannot be read
 */
export function createLabServer(dist: string, data: string, options: LabOptions = {}): Server {
  const { earlier, report = console.error } = options;
  const pages = pagesOf(dist, earlier);
  const serveData = dataHandler(data, options);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    if (!isOwnName(request, options)) return refuse(response, 403, foreignName(request));
    return serveData(request, response, () => pages(request, response));
  };
  const fail = (request: IncomingMessage, response: ServerResponse, reason: unknown): void => {
    report(`${request.method} ${request.url}: ${reason instanceof Error ? reason.message : reason}`);
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'The lab’s server could not answer that; its window says why.');
  };
  const server = createServer(timeouts, (request, response) => {
    // A connection that breaks is the browser's business; without listeners it would end the server.
    request.on('error', () => response.destroy());
    response.on('error', () => response.destroy());
    answer(request, response).catch((reason: unknown) => fail(request, response, reason));
  });
  server.timeout = SILENT_FOR;
  return server;
}
