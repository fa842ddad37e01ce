/** Adding and changing services on the options page, in a real browser: what is asked of whom, in which order, and what is saved. */
import { describe, expect, test } from 'vitest';
import { galleryPages, grantHosts, hasFocus, said } from './gallery-pages';

const open = galleryPages({ width: 1280, height: 800 });

describe('adding by address', { timeout: 30_000 }, () => {
  test('the hosts are asked for first thing in the click, then the same is asked again', async () => {
    const page = await open('options-look-up-needs');
    await grantHosts(page, false);
    await page.getByRole('button', { name: 'Allow and look' }).click();
    await page.getByText('It was not allowed, so nothing was asked there.').waitFor();
    const discover = { own: 'services.discover', input: { address: 'https://new.cloud.example/v1' } };
    const request = {
      own: 'permissions.request',
      input: { origins: ['https://new.cloud.example/*', 'https://login.cloud.example/*'] },
    };
    expect(await said(page, 'services.discover', 'permissions.request')).toEqual([discover, request]);
    await grantHosts(page, true);
    await page.getByRole('button', { name: 'Allow and look' }).click();
    await expect
      .poll(() => said(page, 'services.discover', 'permissions.request'))
      .toEqual([discover, request, request, discover]);
    await page.close();
  });

  test('an address in the own network is asked only after the user confirmed it', async () => {
    const page = await open('options-look-up-own');
    await page.getByRole('button', { name: 'Use this address in my network' }).click();
    await page.getByRole('heading', { name: 'nas.local' }).waitFor();
    expect((await said(page, 'services.discover')).map(({ input }) => input)).toEqual([
      { address: 'https://nas.local:8443/' },
      { address: 'https://nas.local:8443/', ownNetwork: true },
    ]);
    expect(await page.getByText('Own network', { exact: true }).count()).toBeGreaterThan(0);
    await page.close();
  });

  test('a public address that leads into the own network cannot be confirmed', async () => {
    const page = await open('options-look-up-inside');
    await page.getByText('nas.local:8443 lies in your own network').waitFor();
    expect(await page.getByRole('button', { name: 'Use this address in my network' }).count()).toBe(0);
    await page.close();
  });

  test('from the search, without a scheme; the answer of an earlier question never shows', async () => {
    const page = await open('options-services-list');
    const search = page.getByRole('searchbox', { name: 'Search by name, host or pasted URL' });
    await search.fill('late.cloud.example/#part');
    await page.getByRole('button', { name: 'Look it up' }).click();
    await page.getByText('Looking at late.cloud.example').waitFor();
    await page.getByLabel('Address', { exact: true }).fill('nothing.example');
    await page.getByRole('form', { name: 'Add by address' }).getByRole('button', { name: 'Look it up' }).click();
    await page.getByText('No sign-in service was found at nothing.example').waitFor();
    await page.waitForTimeout(1800);
    expect(await page.getByRole('heading', { name: 'Example Cloud' }).count()).toBe(0);
    expect((await said(page, 'services.discover')).map(({ input }) => input)).toEqual([
      { address: 'https://late.cloud.example/' },
      { address: 'https://nothing.example/' },
    ]);
    await page.close();
  });

  test('a mistake is named at the field and nothing is asked', async () => {
    const page = await open('options-look-up-wrong');
    await page.getByText('This URL starts with http.').waitFor();
    await hasFocus(page, 'address');
    expect(await said(page, 'services.discover')).toEqual([]);
    await page.close();
  });

  test('what was found is saved with the name and the hosts that the user wants, then signed in to', async () => {
    const page = await open('options-look-up-found');
    await page.getByLabel('Name', { exact: true }).fill('');
    await page.getByLabel('Hosts that may receive the token').fill('http://api.cloud.example');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await hasFocus(page, 'name');
    await page.getByLabel('Name', { exact: true }).fill('My cloud');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await hasFocus(page, 'apiHosts');
    expect(await said(page, 'services.save')).toEqual([]);
    await page.getByLabel('Hosts that may receive the token').fill('api.cloud.example');
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await expect
      .poll(() => said(page, 'services.save', 'windows.create'))
      .toMatchObject([
        {
          own: 'services.save',
          input: { service: { id: 'example-cloud', name: 'My cloud', apiHosts: ['https://api.cloud.example'], dpop: true } },
        },
        { own: 'windows.create', input: { url: expect.stringContaining('connect.html#service=example-cloud') } },
      ]);
    expect(new URL(page.url()).hash).toBe('#services/example-cloud');
    await page.close();
  });

  test('Enter saves without signing in', async () => {
    const page = await open('options-look-up-found');
    await page.getByLabel('Name', { exact: true }).press('Enter');
    await expect.poll(() => said(page, 'services.save', 'windows.create')).toMatchObject([{ own: 'services.save' }]);
    await page.close();
  });

  test('a service that is here already is told, and led to', async () => {
    const page = await open('options-look-up-known');
    await page.getByRole('link', { name: 'Open it' }).click();
    await page.getByRole('heading', { name: 'Example Files' }).waitFor();
    await page.close();
  });
});

describe('the form', { timeout: 30_000 }, () => {
  test('an API key service by hand', async () => {
    const page = await open('options-services-list');
    await page.getByRole('link', { name: 'Add your own' }).click();
    const form = page.getByRole('form', { name: 'Add your own' });
    await form.getByLabel('Protocol').selectOption('API key');
    await form.getByLabel('Name', { exact: true }).fill('Weather');
    await form.getByLabel('Where', { exact: true }).selectOption('In the query');
    await form.getByLabel('Header or parameter').fill('appid');
    await form.getByLabel('Value').fill('{keys}');
    await form.getByRole('button', { name: 'Save' }).click();
    await hasFocus(page, 'carry-0-value');
    await form.getByLabel('Value').fill('{key}');
    await form.getByRole('button', { name: 'Save' }).click();
    await hasFocus(page, 'apiHosts');
    await form.getByLabel('Hosts that may receive what is entered').fill('api.weather.example');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => said(page, 'services.save', 'apps.save'))
      .toMatchObject([
        {
          own: 'services.save',
          input: {
            service: {
              id: 'weather',
              protocol: 'api-key',
              fields: [{ name: 'key', label: 'API key', kind: 'secret' }],
              carry: [{ in: 'query', name: 'appid', value: '{key}' }],
              apiHosts: ['https://api.weather.example'],
            },
          },
        },
      ]);
    await page.close();
  });

  test('rows are added and removed', async () => {
    const page = await open('options-service-basic');
    await page.getByRole('button', { name: 'Add a field' }).click();
    await page.getByRole('group', { name: 'Field 3' }).getByLabel('Label').fill('Subdomain');
    await page.getByRole('group', { name: 'Subdomain' }).getByLabel('Name in templates').fill('subdomain');
    await page.getByLabel('The account’s own API host').fill('https://{subdomain}.desk.example');
    await page.getByLabel('Hosts that may receive what is entered').fill('');
    await page.getByRole('button', { name: 'Remove Email' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await hasFocus(page, 'userTemplate');
    await page.getByLabel('User name as it is sent').fill('token');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => said(page, 'services.save'))
      .toMatchObject([
        {
          input: {
            service: {
              protocol: 'basic',
              user: 'token',
              apiHosts: [],
              hostTemplate: 'https://{subdomain}.desk.example',
              fields: [{ name: 'token' }, { name: 'subdomain', label: 'Subdomain', kind: 'text' }],
            },
          },
        },
      ]);
    await page.close();
  });

  test('a wrong field in a folded part is unfolded and focused', async () => {
    const page = await open('options-service-own');
    await page.getByText('Tokens', { exact: true }).click();
    await page.getByLabel('A token lives').fill('an hour');
    await page.getByText('Tokens 1 set').click();
    await page.getByRole('button', { name: 'Save' }).click();
    await hasFocus(page, 'expiresIn');
    expect(await page.getByText('This is no number of seconds').isVisible()).toBe(true);
    await page.close();
  });

  test('the worker’s objection is shown', async () => {
    const page = await open('options-service-objected');
    await page.getByText('scopes.0.name: Invalid length').waitFor();
    await page.close();
  });

  test('an own app in place of the one that registered itself takes neither its id nor its secret along', async () => {
    const page = await open('options-service-registered');
    await page.getByRole('button', { name: 'Use an app of your own instead' }).click();
    expect(await page.getByLabel('Client id').inputValue()).toBe('');
    await page.getByLabel('Client id').fill('mine');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => said(page, 'apps.save'))
      .toEqual([{ own: 'apps.save', input: { serviceId: 'example-registered', clientId: 'mine', clientSecret: '' } }]);
    await page.close();
  });
});
