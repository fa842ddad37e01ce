/** Practice Cyclr as the catalogue has Cyclr: its connectors’ own entries, with the practice service in their places and ids of their own. */
import basic from '../../src/services/catalogue/cyclr-basic-connector.json' with { type: 'json' };
import page from '../../src/services/catalogue/cyclr-connector.json' with { type: 'json' };
import key from '../../src/services/catalogue/cyclr-key-connector.json' with { type: 'json' };
import type { BrokeredService } from '../../src/core/brokered-service';
import type { OAuth2Service } from '../../src/core/oauth2-service';
import type { CyclrService } from '../services/cyclr';

export type ConnectorKind = 'page' | 'key' | 'basic';
const templates = { page, key, basic };

/** The API's own OAuth. */
export function cyclrEntry({ origin }: Pick<CyclrService, 'origin'>): OAuth2Service {
  return {
    id: 'practice-cyclr',
    name: 'Practice Cyclr',
    hue: 204,
    protocol: 'oauth2',
    tokenUrl: `${origin}/oauth/token`,
    clientAuth: 'client_secret_post',
    scopes: [],
    ways: ['app'],
    apiHosts: [origin],
  };
}

/** A connector's entry. The words are the practice service's, everything else is the catalogue's. */
export function connectorEntry(kind: ConnectorKind, service: Pick<CyclrService, 'origin' | 'pageOrigin'>): BrokeredService {
  const { variables: _, checked: __, $schema: ___, ...template } = templates[kind];
  const text = JSON.stringify(template)
    .replaceAll('https://{host}', service.origin)
    .replaceAll('https://{serviceDomain}', service.pageOrigin)
    .replaceAll('"cyclr', '"practice-cyclr')
    .replaceAll('Cyclr', 'Practice Cyclr')
    .replaceAll('X-Practice Cyclr-Account', 'X-Cyclr-Account');
  return JSON.parse(text) as BrokeredService;
}
