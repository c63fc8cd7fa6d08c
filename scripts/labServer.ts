/** The lab's server: serves the built app and data files, and downloads missing ones on request. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { classMeta } from '../src/store/page/classMeta';
import { pageHeaders } from './headers';
import { hostOf, isOwnName } from './hosts';
import { dataHandler, type HandlerOptions, refuse } from './serveData';
import { loadSite } from './site';

export interface LabOptions extends HandlerOptions {
  /** Folder with hashed files of earlier builds, for open pages. */
  readonly earlier?: string | undefined;
  /** Tells the page that it is served for a class, and the addresses under which others open it, best first. */
  readonly classAddresses?: () => readonly string[];
  /** Called with the error of a single request. */
  readonly report?: (line: string) => void;
}

/** Timeouts in milliseconds, so that deliberately slow clients cannot hold all connections. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
} as const;
/** Without a byte in either direction; downloads send keep-alive lines every few seconds. */
const SILENT_FOR = 120_000;

/** Whether it is a navigation, which gets the page; a missing script must be a 404. */
function isNavigation({ headers }: IncomingMessage): boolean {
  const mode = headers['sec-fetch-mode'];
  return mode === undefined ? (headers.accept?.includes('text/html') ?? false) : mode === 'navigate';
}

const unknownHostText = (request: IncomingMessage): string => {
  const host = hostOf(request) ?? '';
  return (
    `“${host}” is not a host name of this server. Open it by its numeric address, such as ` +
    `http://${request.socket.localAddress?.replace(/^::ffff:/, '')}:${request.socket.localPort}/, or start it with F3_HOSTS=${host || 'NAME'} npm start.`
  );
};

/** Serves everything except data files. */
type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function pagesOf(dist: string, { earlier, classAddresses }: LabOptions): Pages {
  const site = loadSite(dist, {
    earlier,
    ...(classAddresses && { head: () => classMeta(classAddresses()) }),
  });
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, 'Only GET and HEAD are allowed.', { Allow: 'GET, HEAD' });
    if (await site(request, response)) return undefined;
    if (isNavigation(request) && (await site(request, response, '/index.html'))) return undefined;
    return refuse(response, 404, 'There is nothing at this address.', { 'Cache-Control': 'no-store' });
  };
}

/**
 * @param dist the built app, which is read once, now
 * @param data the folder with the data sets' folders
 * @throws Error if the app cannot be read
 */
export function createLabServer(dist: string, data: string, options: LabOptions = {}): Server {
  const { report = console.error } = options;
  const pages = pagesOf(dist, options);
  const serveData = dataHandler(data, options);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    if (!isOwnName(request, options)) return refuse(response, 403, unknownHostText(request));
    return serveData(request, response, () => pages(request, response));
  };
  const fail = (request: IncomingMessage, response: ServerResponse, reason: unknown): void => {
    report(`${request.method} ${request.url}: ${reason instanceof Error ? reason.message : reason}`);
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'The lab’s server failed; its terminal shows the reason.');
  };
  const server = createServer(timeouts, (request, response) => {
    // Ignore broken connections: without a listener, the error would end the server.
    request.on('error', () => response.destroy());
    response.on('error', () => response.destroy());
    answer(request, response).catch((reason: unknown) => fail(request, response, reason));
  });
  server.timeout = SILENT_FOR;
  return server;
}
