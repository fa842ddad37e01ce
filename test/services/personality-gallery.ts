/** The gallery: a page that asks for `perms`, uploads whose text parts are signed, and numbered errors with status 200. */
import { createHash } from 'node:crypto';
import { json } from './answers';
import { ItemStore } from './item-store';
import { parseMultipart } from './multipart';
import type { Wording } from './oauth1-gate';
import { refused, type Refused } from './oauth1-refusals';
import { wordAsText } from './oauth1-wording';
import type { ApiCall, Personality, Serving } from './personality';
import type { Exchange } from './server';

const LEVELS = ['read', 'write', 'delete'];

/** The numbers of what can be wrong with a call. */
function numberOf({ code, problem, reason }: Refused): [number, string] {
  if (code === 88) return [105, 'Service currently unavailable'];
  if (problem.startsWith('consumer_key_')) return [100, 'Invalid API Key (Key has invalid format)'];
  if (problem === 'signature_invalid' || problem === 'nonce_used' || problem === 'timestamp_refused')
    return [96, 'Invalid signature'];
  if (problem.startsWith('token_')) return [98, 'Invalid auth token'];
  if (problem === 'permission_denied') return [99, 'Insufficient permissions'];
  return code === 214 ? [2, reason] : [97, 'Missing signature'];
}

const wordAsNumber: Wording = (exchange, refusal) => {
  const [code, message] = numberOf(refusal);
  json(exchange, 200, `refused ${code}: ${refusal.reason}`, { stat: 'fail', code, message });
};

/** Starts with nothing but what the user ticks on the page: no level, no rights. */
export function gallery(): Personality {
  const photos = new ItemStore();
  return {
    title: 'Practice Gallery',
    verifier: { methods: ['HMAC-SHA1'], multipartText: true },
    rules: {
      requestTokenMethods: ['GET', 'POST'],
      accessTokenMethods: ['GET', 'POST'],
      invalidatePaths: [],
      word: wordAsText,
      replyType: 'text/plain; charset=utf-8',
      accessReply: ({ user }) => ({ fullname: user.name, user_nsid: `${user.id}@N00`, username: user.username }),
      checkPage: (query, token) => {
        const perms = query.get('perms') ?? 'read';
        if (!LEVELS.includes(perms)) return 'perms must be read, write or delete';
        token.level = perms;
        return undefined;
      },
    },
    wordApi: wordAsNumber,
    serveApi: (exchange, serving) => serveApi(exchange, serving, photos),
  };
}

function serveApi(exchange: Exchange, serving: Serving, photos: ItemStore): boolean {
  const { method, path } = exchange;
  const isUpload = method === 'POST' && path === '/services/upload';
  if (!isUpload && path !== '/services/rest') return false;
  const call = serving.admitUser(exchange);
  if (!call) return true;
  const { user, level = 'read' } = call.token;
  const may = (needed: string) => {
    if (LEVELS.indexOf(level) >= LEVELS.indexOf(needed)) return true;
    wordAsNumber(exchange, refused(220, `needs ${needed}`));
    return false;
  };
  if (isUpload) {
    if (may('write')) takeUpload(call, photos);
    return true;
  }
  const parameter = (name: string) => call.verified.parameters.find((one) => one.name === name)?.value ?? '';
  switch (parameter('method')) {
    case 'gallery.test.login': {
      const told = { id: `${user.id}@N00`, username: { _content: user.username } };
      json(exchange, 200, `signature good, ${user.username}`, { user: told, stat: 'ok' });
      return true;
    }
    case 'gallery.photos.delete':
      if (!may('delete')) return true;
      if (photos.remove(user.username, parameter('photo_id'))) json(exchange, 200, 'photo deleted', { stat: 'ok' });
      else json(exchange, 200, 'no such photo', { stat: 'fail', code: 1, message: 'Photo not found' });
      return true;
    default:
      json(exchange, 200, 'no such method', { stat: 'fail', code: 112, message: 'Method not found' });
      return true;
  }
}

/** The verifier has already read the body, so its parts are well-formed; the photo itself is not signed. */
function takeUpload({ exchange, verified, token: { user } }: ApiCall, photos: ItemStore): void {
  const type = exchange.req.headers['content-type'];
  const isMultipart = /^multipart\/form-data/i.test(type ?? '');
  const photo = isMultipart
    ? parseMultipart(type, exchange.body).find(({ name, filename }) => name === 'photo' && filename)
    : undefined;
  if (!photo) return wordAsNumber(exchange, refused(214, 'No photo specified'));
  const sha256 = createHash('sha256').update(photo.data).digest('hex');
  const title = verified.parameters.find(({ name }) => name === 'title')?.value ?? '';
  const { id } = photos.add(user.username, title);
  const told = { id, title, bytes: photo.data.length, sha256 };
  json(exchange, 200, `photo of ${photo.data.length} bytes taken`, { stat: 'ok', photo: told });
}
