/** Dropbox's API v2 as it behaves: no secret, three hosts, arguments in a header, void bodies, and summaries that end in any number of dots. */
import { createHash, randomInt } from 'node:crypto';
import { answer, json } from './answers';
import { mediaType } from './request-body';
import type { Exchange } from './server';
import type { Refuse, Vendor } from './vendor-personality';
import { runVendor, type RunningVendor } from './vendor-server';
import type { VendorState, VendorToken } from './vendor-state';
import { refuseByStandard } from './vendor-wording';

export interface DropboxService extends RunningVendor {
  /** What was uploaded, by its path. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** How many dots a summary ends in from now on, each time; any number unless told. */
  dots: number | undefined;
}

type Argument = Readonly<Record<string, unknown>>;

interface Route {
  readonly scope: string;
  readonly kind: 'void' | 'rpc' | 'upload' | 'download';
  serve(exchange: Exchange, token: VendorToken, argument: Argument, state: VendorState): void;
}

export async function startDropboxService(): Promise<DropboxService> {
  const files = new Map<string, Buffer>();
  const settings = { files, dots: undefined as number | undefined };
  const summary = (tag: string) => `${tag}/${'.'.repeat(settings.dots ?? randomInt(4))}`;
  const tagged = (exchange: Exchange, status: number, tag: string, further: object = {}, why = tag) =>
    json(exchange, status, `refused ${tag}: ${why}`, { error_summary: summary(tag), error: { '.tag': tag, ...further } });
  /** Whatever is wrong with the request itself is told in plain words. */
  const bad = (exchange: Exchange, why: string) => {
    const name = exchange.path.replace(/^\/2\//, '');
    const text = `Error in call to API function "${name}": ${why}`;
    answer(exchange, 400, `refused: ${why}`, text, { 'content-type': 'text/plain; charset=utf-8' });
  };
  const about = (path: string) => {
    const bytes = files.get(path) ?? Buffer.alloc(0);
    const hash = createHash('sha256').update(bytes).digest('hex');
    return {
      name: path.split('/').at(-1),
      path_display: path,
      path_lower: path.toLowerCase(),
      size: bytes.length,
      content_hash: hash,
    };
  };
  const missing = (exchange: Exchange) =>
    json(exchange, 409, 'refused: no such path', {
      error_summary: summary('path/not_found'),
      error: { '.tag': 'path', path: { '.tag': 'not_found' } },
    });

  const routes: Record<string, Route> = {
    '/2/users/get_current_account': {
      scope: 'account_info.read',
      kind: 'void',
      serve: (exchange, { user }) => {
        const name = { given_name: user.name.split(' ')[0], display_name: user.name };
        const told = { account_id: `dbid:${user.id}`, name, email: `${user.username}@practice.example`, country: 'DK' };
        json(exchange, 200, `token good, ${user.username}`, told);
      },
    },
    '/2/auth/token/revoke': {
      scope: '',
      kind: 'void',
      serve: (exchange, { family }, _argument, state) => {
        state.endFamily(family);
        json(exchange, 200, 'revoked', null);
      },
    },
    '/2/files/list_folder': {
      scope: 'files.metadata.read',
      kind: 'rpc',
      serve: (exchange) => {
        const entries = [...files.keys()].map((path) => ({ '.tag': 'file', ...about(path) }));
        json(exchange, 200, `${entries.length} entries`, { entries, cursor: 'end', has_more: false });
      },
    },
    '/2/files/upload': {
      scope: 'files.content.write',
      kind: 'upload',
      serve: (exchange, _token, { path }) => {
        files.set(String(path), exchange.body);
        json(exchange, 200, `uploaded ${exchange.body.length} bytes`, about(String(path)));
      },
    },
    '/2/files/download': {
      scope: 'files.content.read',
      kind: 'download',
      serve: (exchange, _token, { path }) => {
        const bytes = files.get(String(path));
        if (!bytes) return missing(exchange);
        const headers = { 'content-type': 'application/octet-stream', 'dropbox-api-result': forHeader(about(String(path))) };
        answer(exchange, 200, `downloaded ${bytes.length} bytes`, bytes, headers);
      },
    },
  };

  const refuseApi: Refuse = (exchange, { error, why }) => {
    if (error === 'none') return bad(exchange, 'Must provide HTTP header "Authorization" or URL parameter "authorization".');
    if (error === 'request' || error === 'missing') return bad(exchange, why);
    tagged(exchange, 401, error === 'expired' ? 'expired_access_token' : 'invalid_access_token', {}, why);
  };

  const vendor: Vendor = {
    title: 'Practice Box',
    hosts: ['www.dropbox.com', 'api.dropboxapi.com', 'content.dropboxapi.com', 'notify.dropboxapi.com'],
    hostOf: (path) => {
      if (path === '/2/files/list_folder/longpoll') return 'notify.dropboxapi.com';
      if (/^\/2\/files\/(upload|download)/.test(path)) return 'content.dropboxapi.com';
      return path.startsWith('/2/') || path === '/oauth2/token' ? 'api.dropboxapi.com' : 'www.dropbox.com';
    },
    responseType: 'code',
    pagePath: '/oauth2/authorize',
    tokenPath: '/oauth2/token',
    auth: 'none',
    pkce: 'required',
    scopes: [
      'account_info.read',
      'files.metadata.read',
      'files.metadata.write',
      'files.content.read',
      'files.content.write',
      'sharing.read',
      'sharing.write',
      'file_requests.read',
      'file_requests.write',
      'contacts.read',
    ],
    pageParameters: {
      token_access_type: ['online', 'offline'],
      include_granted_scopes: ['user', 'team'],
      force_reapprove: ['true', 'false'],
      force_reauthentication: ['true', 'false'],
    },
    offline: (query) => query.get('token_access_type') === 'offline',
    seconds: 14_400,
    reply: (exchange, { access, refresh, expiresIn }) =>
      json(exchange, 200, 'tokens given', {
        access_token: access.value,
        token_type: 'bearer',
        expires_in: expiresIn,
        scope: access.scopes.join(' '),
        ...(refresh && { refresh_token: refresh.value }),
        ...(exchange.body.includes('grant_type=refresh_token')
          ? {}
          : { uid: access.user.id, account_id: `dbid:${access.user.id}` }),
      }),
    refuse: refuseByStandard,
    refuseApi,
    serve: (exchange, { state, admit }) => {
      const { method, path, query } = exchange;
      if (!path.startsWith('/2/')) return false;
      if (path === '/2/files/list_folder/longpoll') {
        json(exchange, 200, 'changes told', { changes: query.get('cursor') !== 'end' });
        return true;
      }
      const route = routes[path];
      const token = admit(exchange);
      if (!token) return true;
      if (method !== 'POST' || !route) return done(bad(exchange, 'Unknown API function'));
      if (route.scope !== '' && !token.scopes.includes(route.scope)) {
        return done(tagged(exchange, 401, 'missing_scope', { required_scope: route.scope }));
      }
      const argument = argumentOf(exchange, route.kind);
      if (typeof argument === 'string') return done(bad(exchange, argument));
      return done(route.serve(exchange, token, argument, state));
    },
  };
  return Object.assign(settings, await runVendor(vendor));
}

const done = (_served: void): true => true;

/** The argument of a call where its kind has it, or what is wrong with how it came. */
function argumentOf({ req, body, query }: Exchange, kind: Route['kind']): Argument | string {
  const { 'content-type': type, 'dropbox-api-arg': header } = req.headers;
  const shown = `Bad HTTP "Content-Type" header: "${type}".`;
  if (kind === 'void' || kind === 'rpc') {
    if (header !== undefined) return 'HTTP header "Dropbox-API-Arg" is not for this function';
    if (kind === 'void' && body.length === 0 && type === undefined) return {};
    if (mediaType(type) !== 'application/json') return `${shown}  Expecting one of "application/json".`;
    if (kind === 'void') return body.toString() === 'null' ? {} : 'request body: expected null, got value';
    return parsed(body.toString(), 'request body');
  }
  const wanted = kind === 'upload' ? ['application/octet-stream'] : ['application/octet-stream', 'text/plain', ''];
  if (!wanted.includes(mediaType(type))) return `${shown}  Expecting one of "application/octet-stream".`;
  if (kind === 'download' && body.length > 0) return 'request body: expected empty';
  const text = typeof header === 'string' ? header : query.get('arg');
  if (text === null) return 'Must provide HTTP header "Dropbox-API-Arg" or URL parameter "arg".';
  if (header !== undefined && /[^\x20-\x7e]/.test(text)) return 'HTTP header "Dropbox-API-Arg": could not decode input as JSON';
  return parsed(text, 'HTTP header "Dropbox-API-Arg"');
}

function parsed(text: string, where: string): Argument | string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Argument) : `${where}: expected object`;
  } catch {
    return `${where}: could not decode input as JSON`;
  }
}

/** JSON for a header: nothing but ASCII, as Dropbox writes and wants it. */
function forHeader(value: object): string {
  return JSON.stringify(value).replaceAll(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
