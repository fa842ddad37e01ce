/** What the page does with the clients: each as its own documentation says, with `account.fetch` as its `fetch`. */
import { Octokit } from '@octokit/core';
import { Dropbox, DropboxResponseError } from 'dropbox';
import OpenAI, { NotFoundError, type APIError } from 'openai';

type Fetch = typeof fetch;
type Json = Record<string, unknown>;

const failure = (work: () => Promise<unknown>, tell: (error: never) => Json): Promise<Json> =>
  work().then(
    () => ({ worked: true }),
    (error: unknown) => tell(error as never),
  );

export async function openAi(fetch: Fetch, origin: string, apiKey: string): Promise<Json> {
  const client = new OpenAI({ apiKey, dangerouslyAllowBrowser: true, baseURL: `${origin}/v1`, fetch });
  const messages = [{ role: 'user' as const, content: 'grün und gut' }];
  const whole = await client.chat.completions.create({ model: 'practice', messages });
  let streamed = '';
  const pieces = await client.chat.completions.create({ model: 'practice', messages, stream: true });
  for await (const { choices } of pieces) streamed += choices[0]?.delta.content ?? '';

  const endless = await client.chat.completions.create({ model: 'endless', messages, stream: true });
  let seen = 0;
  for await (const { choices } of endless) {
    if (choices[0]?.delta.content) seen += 1;
    if (seen === 5) endless.controller.abort();
  }
  const aborter = new AbortController();
  setTimeout(() => aborter.abort(), 300);
  const late = await failure(
    async () => {
      const stream = await client.chat.completions.create(
        { model: 'endless', messages, stream: true },
        { signal: aborter.signal },
      );
      for await (const _ of stream) seen += 1;
      throw new Error('ended');
    },
    ({ name, message }: Error) => ({ name, message }),
  );
  const refused = await failure(
    () => client.chat.completions.create({ model: 'none', messages }),
    (error: APIError) => ({
      real: error instanceof NotFoundError,
      status: error.status,
      code: error.code,
      id: error.requestID,
    }),
  );
  return { whole: whole.choices[0]?.message.content, id: whole._request_id, streamed, seen: seen > 5, late, refused };
}

export async function dropbox(fetch: Fetch, host: string, accessToken: string): Promise<Json> {
  const client = new Dropbox({ accessToken, fetch, domain: host, domainDelimiter: '' });
  const bytes = Uint8Array.from({ length: 700_000 }, (_, index) => index % 251);
  const small = await client.filesUpload({ path: '/plans/grün.txt', contents: new Blob(['grün']) });
  const start = await client.filesUploadSessionStart({ close: false, contents: bytes.subarray(0, 300_000) });
  const { session_id } = start.result;
  const second = bytes.subarray(300_000, 600_000);
  await client.filesUploadSessionAppendV2({ cursor: { session_id, offset: 300_000 }, contents: second });
  const wrong = await failure(
    () => client.filesUploadSessionAppendV2({ cursor: { session_id, offset: 1 }, contents: second }),
    (error: DropboxResponseError<Json>) => ({ status: error.status, error: error.error }),
  );
  const large = await client.filesUploadSessionFinish({
    cursor: { session_id, offset: 600_000 },
    commit: { path: '/plans/large.bin' },
    contents: bytes.subarray(600_000),
  });
  const listed = await client.filesListFolder({ path: '/plans' });
  const { result, status } = await client.filesDownload({ path: '/plans/large.bin' });
  const { fileBlob } = result as unknown as { fileBlob: Blob };
  const back = new Uint8Array(await fileBlob.arrayBuffer());
  const missing = await failure(
    () => client.filesDownload({ path: '/plans/none' }),
    (error: DropboxResponseError<Json>) => ({
      real: error instanceof DropboxResponseError,
      status: error.status,
      error: error.error,
    }),
  );
  return {
    small: small.result.name,
    large: large.result.size,
    names: listed.result.entries.map(({ name }) => name),
    status,
    name: result.name,
    same: back.length === bytes.length && back.every((byte, index) => byte === bytes[index]),
    wrong,
    missing,
  };
}

export async function octokit(fetch: Fetch, baseUrl: string, auth: string): Promise<Json> {
  const client = new Octokit({ auth, baseUrl, request: { fetch } });
  const headers = { 'x-github-api-version': '2022-11-28' };
  const repo = { owner: 'alice', repo: 'plans', headers };
  const { data: user } = await client.request('GET /user', { headers });
  const added = await client.request('POST /repos/{owner}/{repo}/issues', { ...repo, title: 'Grün' });
  const starred = await client.request('DELETE /user/starred/{owner}/{repo}', repo);
  const titles: string[] = [];
  let pages = 0;
  for (let route: string | undefined = 'GET /repos/{owner}/{repo}/issues?per_page=4'; route; pages += 1) {
    const { data, headers: got } = (await client.request(route, repo)) as {
      data: { title: string }[];
      headers: { link?: string };
    };
    titles.push(...data.map(({ title }) => title));
    const next: string | undefined = /<([^>]+)>; rel="next"/.exec(got.link ?? '')?.[1];
    route = next === undefined ? undefined : `GET ${next}`;
  }
  const told = (error: Error & { status: number }): Json => ({ name: error.name, status: error.status, message: error.message });
  const missing = await failure(() => client.request('GET /repos/{owner}/{repo}/nothing', repo), told);
  const invalid = await failure(() => client.request('POST /repos/{owner}/{repo}/issues', repo as never), told);
  return {
    user: user.login,
    added: added.status,
    number: added.data.number,
    starred: starred.status,
    titles,
    pages,
    missing,
    invalid,
  };
}
