/** How a service differs from its protocol's standard, as sentences: what a developer wants to know before taking an entry. */
import { isEntered } from '../../../src/core/is-entered';
import type { OAuth1Service } from '../../../src/core/oauth1-service';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { Parameters } from '../../../src/core/service-base';
import type { Service } from '../../../src/core/service';
import { amount } from '../shared/times';
import { list, t, type TextKey } from '../shared/texts';
import { quirkText } from './quirk-text';

/** None where accounts are entered or hosted elsewhere: there is no standard to differ from. */
export function differences(service: Service): readonly string[] {
  if (isEntered(service) || service.protocol === 'brokered') return [];
  const own = service.protocol === 'oauth1' ? ofOAuth1(service) : ofOAuth2(service);
  const redirect = service.redirectUrl === undefined ? [] : [t('differs_redirect', { url: service.redirectUrl })];
  return [...redirect, ...own].filter((sentence) => sentence !== undefined);
}

type Sentences = readonly (string | undefined)[];

function ofOAuth2(service: OAuth2Service): Sentences {
  const { pkce, scopeSeparator, clientIdName, expiresIn, tokenAt, tokenPrefix, expiresAtFrom } = service;
  return [
    pkce && pkce !== 'S256' ? t(pkce === 'hex' ? 'differs_pkce_hex' : 'differs_pkce_none') : undefined,
    scopeSeparator && t(scopeSeparator === ',' ? 'differs_scopes_comma' : 'differs_scopes_plus'),
    clientIdName && t('differs_clientIdName', { name: clientIdName }),
    ...asked(service),
    service.tokenRequest && t('differs_tokenRequest'),
    sent('differs_tokenParameters', service.tokenParameters),
    tokenAt && t('differs_tokenAt', { path: tokenAt }),
    expiresIn === undefined ? undefined : t('differs_expiresIn', { time: amount(expiresIn * 1000) }),
    expiresAtFrom && t('differs_expiresAtFrom', { path: expiresAtFrom }),
    service.exchange && t('differs_exchange'),
    service.renewUrl && t('differs_renewUrl'),
    service.renewBy && t('differs_renewBy'),
    service.revokeBy && t('differs_revokeBy'),
    tokenPrefix && t('differs_tokenPrefix', { word: tokenPrefix }),
    sent('differs_apiHeaders', service.apiHeaders, ': '),
    ...ofBoth(service),
    ...(service.quirks ?? []).map((quirk) => t('sentence', { text: quirkText(quirk) })),
  ];
}

function ofOAuth1(service: OAuth1Service): Sentences {
  const { signatureMethod, transport, realm } = service;
  return [
    signatureMethod && signatureMethod !== 'HMAC-SHA1' ? t('differs_signatureMethod', { method: signatureMethod }) : undefined,
    transport && transport !== 'header'
      ? t(transport === 'query' ? 'differs_transport_query' : 'differs_transport_body')
      : undefined,
    realm && t('differs_realm', { realm }),
    service.requestTokenMethod === 'GET' ? t('differs_requestTokenMethod') : undefined,
    service.accessTokenMethod === 'GET' ? t('differs_accessTokenMethod') : undefined,
    sent('differs_requestTokenParameters', service.requestTokenParameters),
    ...asked(service),
    ...(['bodyHash', 'multipartText', 'authorizeOnce', 'errorsIn200'] as const).map((name) =>
      service[name] ? t('sentence', { text: t(`label_${name}`) }) : undefined,
    ),
    ...ofBoth(service),
  ];
}

function asked(service: OAuth1Service | OAuth2Service): Sentences {
  return [
    sent('differs_authorizeParameters', service.authorizeParameters),
    sent('differs_anotherParameters', service.anotherParameters),
    sent('differs_againParameters', service.againParameters),
  ];
}

function ofBoth({ apiHostFrom, deadTokenCodes = [] }: OAuth1Service | OAuth2Service): Sentences {
  return [
    apiHostFrom && t('differs_apiHostFrom', { path: apiHostFrom }),
    deadTokenCodes.length > 0 ? t('differs_deadTokenCodes', { codes: list(deadTokenCodes) }) : undefined,
  ];
}

type SentText = Extract<TextKey, `differs_${string}Parameters` | 'differs_apiHeaders'>;

/** The parameters as they are sent. */
function sent(key: SentText, parameters: Parameters | undefined, sign = '='): string | undefined {
  const what = Object.entries(parameters ?? {}).map(([name, value]) => `${name}${sign}${value}`);
  return what.length > 0 ? t(key, { what: list(what) }) : undefined;
}
