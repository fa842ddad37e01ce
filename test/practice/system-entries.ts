/** X, TwentyThree, Facebook and Dropbox as the catalogue has them, with their real hosts: their doubles stand at other places, see `entryAt`. */
import dropboxEntry from '../../src/services/catalogue/dropbox.json' with { type: 'json' };
import facebookEntry from '../../src/services/catalogue/facebook.json' with { type: 'json' };
import twentythreeEntry from '../../src/services/catalogue/twentythree.json' with { type: 'json' };
import xByOAuth1Entry from '../../src/services/catalogue/x-oauth1.json' with { type: 'json' };
import xEntry from '../../src/services/catalogue/x.json' with { type: 'json' };
import type { Template } from '../../src/core/catalogue';
import type { OAuth1Service } from '../../src/core/oauth1-service';
import type { OAuth2Service } from '../../src/core/oauth2-service';

type Has<T> = T & Template;

export const x = xEntry as unknown as Has<OAuth2Service>;
export const xByOAuth1 = xByOAuth1Entry as unknown as Has<OAuth1Service>;
export const twentythree = twentythreeEntry as unknown as Has<OAuth1Service>;
export const facebook = facebookEntry as unknown as Has<OAuth2Service>;
export const dropbox = dropboxEntry as unknown as Has<OAuth2Service>;

/** X for an app as itself, which the catalogue does not have. */
export const xAppOnly: Has<OAuth2Service> = {
  id: 'x-app',
  name: 'X (app only)',
  hue: 0,
  protocol: 'oauth2',
  ways: ['app'],
  tokenUrl: 'https://api.x.com/oauth2/token',
  clientAuth: 'client_secret_basic',
  scopes: [],
  revokeBy: {
    url: 'https://api.x.com/oauth2/invalidate_token',
    method: 'POST',
    auth: 'basic',
    parameters: { access_token: '{accessToken}' },
  },
  deadTokenCodes: ['89'],
  apiHosts: ['https://api.x.com'],
};
