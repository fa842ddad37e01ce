/** The HTTP ground both practice services stand on: raw bodies, an ordered log, faults, down and up. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gateAnswer, setHead } from './answer-gate';
import { FaultQueue, type Planned } from './faults';
import { describeBody } from './request-body';
import type { Faults, LogEntry } from './types';

/** One request being served, with its whole body read and its line in the log. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly method: string;
  /** Path without the query, as sent. */
  readonly path: string;
  /** Request target as sent: path and query. */
  readonly target: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly entry: LogEntry;
}

export interface PracticeServer {
  readonly origin: string;
  readonly log: LogEntry[];
  readonly faults: Faults;
  close(): Promise<void>;
}

const MAX_BODY = 64 * 1024 * 1024;

/** Where a server listens, when it is not alone. */
interface Place {
  /** A loopback address; 127.0.0.1 unless told. */
  readonly host?: string;
  /** The log to write in, shared with another server. */
  readonly log?: LogEntry[];
}

/**
 * Starts a server on the loopback interface at a port the system chooses.
 *
 * @param handle serves one request; what it throws becomes a 500 and a line in the log.
 * @param finish runs when an answer is complete but unsent; it may still change the headers.
 */
export async function startServer(
  handle: (exchange: Exchange) => Promise<void>,
  finish: (exchange: Exchange) => void = () => {},
  { host = '127.0.0.1', log = [] }: Place = {},
): Promise<PracticeServer> {
  const queue = new FaultQueue();
  // A kept connection may be used again after any pause of this process: it must not be closed in the same instant.
  const server = createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
    res.on('error', () => {});
    serve(req, res).catch((error: unknown) => {
      res.destroy(error instanceof Error ? error : undefined);
    });
  });

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const exchange = await arrive(req, res);
    const { entry, method, path } = exchange;
    log.push(entry);
    const planned = queue.take(method, path, entry.query);
    gateAnswer(res, async () => {
      finish(exchange);
      entry.status = res.statusCode;
      if (planned && 'hold' in planned.fault && planned.fault.when === 'after') {
        planned.announce();
        await planned.fault.hold;
      }
    });
    if (planned && (await upset(exchange, planned))) return;
    try {
      await handle(exchange);
    } catch (error) {
      entry.outcome = `internal error: ${error instanceof Error ? error.message : String(error)}`;
      if (res.headersSent) res.destroy();
      else setHead(res, 500, { 'content-type': 'application/json' }).end('{"error":"server_error"}');
    }
  }

  const port = await listen(server, 0, host);
  const faults: Faults = {
    next: (path, fault) => queue.next(path, fault),
    always: (path, fault) => queue.always(path, fault),
    clear: () => queue.clear(),
    down: () => stop(server),
    up: async () => {
      if (!server.listening) await listen(server, port, host);
    },
  };
  return { origin: `http://${host}:${port}`, log, faults, close: () => stop(server) };
}

async function arrive(req: IncomingMessage, res: ServerResponse): Promise<Exchange> {
  const at = Date.now();
  const method = req.method ?? '';
  const target = req.url ?? '/';
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark);
  const body = await readBody(req);
  const entry: LogEntry = { at, method, path, query, status: 0, outcome: 'in progress' };
  if (req.headers.origin !== undefined) entry.origin = req.headers.origin;
  const described = describeBody(req.headers['content-type'], body);
  if (described !== undefined) entry.body = described;
  return { req, res, method, path, target, query: new URLSearchParams(query), body, entry };
}

/** Applies a fault before the service sees the request. @returns true when the request ends here. */
async function upset({ res, entry }: Exchange, planned: Planned): Promise<boolean> {
  const { fault } = planned;
  if ('hold' in fault) {
    if (fault.when === 'after') return false;
    entry.outcome = 'held before processing';
    planned.announce();
    await fault.hold;
    return res.destroyed;
  }
  planned.announce();
  if ('delay' in fault) {
    await sleep(fault.delay);
    return res.destroyed;
  }
  if ('drop' in fault) {
    entry.outcome = 'fault: connection dropped';
    res.destroy();
    return true;
  }
  const { status, headers = {}, body = '' } = fault.respond;
  entry.outcome = `fault: answered ${status}`;
  setHead(res, status, headers).end(body);
  return true;
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('request body above 64 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port was given'));
      else resolve(address.port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
