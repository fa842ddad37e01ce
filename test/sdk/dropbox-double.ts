/** The files part of Dropbox's API, as far as its client uses it: uploads whole and in sessions, downloads, listings. */
import { createHash } from 'node:crypto';
import { startGate, type ApiDouble, type Exchange, type GateOptions } from './gate';

interface Commit {
  readonly path: string;
}
interface Cursor {
  readonly session_id: string;
  readonly offset: number;
}

export interface DropboxDouble extends ApiDouble {
  /** What was uploaded, by its path. */
  readonly files: ReadonlyMap<string, Buffer>;
}

export async function startDropbox(options: GateOptions): Promise<DropboxDouble> {
  const files = new Map<string, Buffer>();
  const sessions = new Map<string, Buffer>();
  const metadata = (path: string): object => {
    const bytes = files.get(path) ?? Buffer.alloc(0);
    return {
      name: path.split('/').at(-1),
      path_lower: path.toLowerCase(),
      path_display: path,
      id: `id:${createHash('sha256').update(path).digest('base64url').slice(0, 22)}`,
      client_modified: '2026-01-01T00:00:00Z',
      server_modified: '2026-01-01T00:00:00Z',
      rev: '0123456789abcdef',
      size: bytes.length,
      is_downloadable: true,
      content_hash: createHash('sha256').update(createHash('sha256').update(bytes).digest()).digest('hex'),
    };
  };
  /** Adds to a session, which must stand exactly there. */
  const append = ({ json, body }: Exchange, { session_id: id, offset }: Cursor): boolean => {
    const so = sessions.get(id);
    if (so?.length === offset) return sessions.set(id, Buffer.concat([so, body])).size > 0;
    const error = so ? { '.tag': 'incorrect_offset', correct_offset: so.length } : { '.tag': 'not_found' };
    json(409, { error_summary: `${error['.tag']}/..`, error });
    return false;
  };
  const routes: Record<string, (exchange: Exchange, argument: never) => void> = {
    '/2/files/upload': ({ json, body }, { path }: Commit) => {
      files.set(path, body);
      json(200, metadata(path));
    },
    '/2/files/upload_session/start': ({ json, body }) => {
      const id = `session-${sessions.size}`;
      sessions.set(id, body);
      json(200, { session_id: id });
    },
    '/2/files/upload_session/append_v2': (exchange, { cursor }: { cursor: Cursor }) => {
      if (append(exchange, cursor)) exchange.json(200, null);
    },
    '/2/files/upload_session/finish': (exchange, { cursor, commit }: { cursor: Cursor; commit: Commit }) => {
      if (!append(exchange, cursor)) return;
      files.set(commit.path, sessions.get(cursor.session_id) ?? Buffer.alloc(0));
      sessions.delete(cursor.session_id);
      exchange.json(200, metadata(commit.path));
    },
    '/2/files/download': ({ response, json }, { path }: Commit) => {
      const bytes = files.get(path);
      const error = { '.tag': 'path', path: { '.tag': 'not_found' } };
      if (!bytes) return json(409, { error_summary: 'path/not_found/..', error });
      const headers = { 'content-type': 'application/octet-stream', 'dropbox-api-result': safeJson(metadata(path)) };
      response.writeHead(200, headers).end(bytes);
    },
    '/2/files/list_folder': ({ json }, { path }: Commit) => {
      const entries = [...files.keys()].filter((one) => one.startsWith(`${path}/`));
      json(200, { entries: entries.map((one) => ({ '.tag': 'file', ...metadata(one) })), cursor: 'end', has_more: false });
    },
  };
  const double = await startGate(
    options,
    (exchange) => {
      const { method, url, headers, body } = exchange;
      const route = routes[url.pathname];
      if (method !== 'POST' || !route) throw new Error(`no such route: ${method} ${url.pathname}`);
      const inHeader = headers['dropbox-api-arg'];
      const isRpc = url.pathname.endsWith('list_folder');
      const type = headers['content-type'];
      if (isRpc && type !== 'application/json') throw new Error(`content-type: ${type}`);
      if (!isRpc && !url.pathname.endsWith('download') && type !== 'application/octet-stream')
        throw new Error(`content-type: ${type}`);
      route(exchange, JSON.parse(isRpc ? body.toString() : String(inHeader)) as never);
    },
    { error_summary: 'invalid_access_token/..', error: { '.tag': 'invalid_access_token' } },
  );
  return { ...double, files };
}

/** JSON for a header: ASCII only, as Dropbox writes it. */
function safeJson(value: object): string {
  return JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
