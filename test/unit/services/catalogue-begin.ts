/** How a sign-in at a service begins, without the service: its own protocol's first step, and what was sent on the way. */
import { generateKeyPairSync } from 'node:crypto';
import type { Context, Outgoing, Step } from '../../../src/core/protocol';
import { systemClock, systemRandom } from '../../../src/core/ports';
import type { Service, Way } from '../../../src/core/service';
import { protocolOf } from '../../../src/protocols/protocols';
import { ownKeyFor } from '../oauth2/own-key';

/** The redirect URL of this browser. */
export const ours = 'https://practice-extension.example/cb';
export const app = { clientId: 'the-client', clientSecret: 'the-secret' };

export interface Begun {
  readonly step: Step;
  /** In order, without the questions behind the first step. */
  readonly sent: readonly Outgoing[];
  readonly redirectUrl: string;
  /** The parameters of the service's page, wherever they travelled. */
  readonly parameters: URLSearchParams;
}

export async function beginAt(service: Service, way: Way | undefined): Promise<Begun> {
  const redirectUrl = service.redirectUrl ?? ours;
  const sent: Outgoing[] = [];
  const scopes = service.protocol === 'oauth2' ? service.scopes.filter(({ optional }) => !optional).map(({ name }) => name) : [];
  const context: Context = {
    service,
    app: { serviceId: service.id, ...app, ...(usesRsa(service) && { clientSecret: rsaKey() }) },
    clock: systemClock,
    random: systemRandom,
    signal: new AbortController().signal,
    redirectUrl,
    intent: { scopes, ...(way && { way }) },
    key: ownKeyFor(service.id),
    http: async (request) => {
      sent.push(request);
      return answerTo(service, request);
    },
  };
  const step = await protocolOf(service).begin(context);
  const page = new URL(step.do === 'visit' ? step.url : ours).searchParams;
  const pushed = page.has('request_uri') ? sent.at(-1)?.body : undefined;
  return { step, sent, redirectUrl, parameters: pushed instanceof URLSearchParams ? pushed : page };
}

/** What a service that grants everything would say. */
function answerTo(service: Service, { url }: Outgoing): Response {
  if (service.protocol === 'oauth1') {
    return new Response('oauth_token=request-token&oauth_token_secret=x&oauth_callback_confirmed=true');
  }
  const { parUrl, deviceUrl, quirks = [] } = service.protocol === 'oauth2' ? service : {};
  if (url.href === parUrl) return Response.json({ request_uri: 'urn:practice:1', expires_in: 60 }, { status: 201 });
  const device = { device_code: 'd', user_code: 'ABCD', verification_uri: 'https://practice.example/device', expires_in: 600 };
  const answer = url.href === deviceUrl ? device : { access_token: 't', token_type: 'bearer', expires_in: 3600 };
  const asForm = quirks.includes('reply-form');
  return asForm
    ? new Response(new URLSearchParams(Object.entries(answer).map(([k, v]) => [k, String(v)])))
    : Response.json(answer);
}

const usesRsa = (service: Service): boolean =>
  service.protocol === 'oauth1' && service.signatureMethod?.startsWith('RSA') === true;

function rsaKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}
