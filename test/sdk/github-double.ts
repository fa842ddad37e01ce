/** The issues part of GitHub's API, as far as its client uses it: reading, writing, pages by the Link header, errors. */
import { startGate, type ApiDouble, type GateOptions } from './gate';

interface Issue {
  readonly number: number;
  readonly title: string;
}

/** @param count how many issues there are */
export async function startGitHub(options: GateOptions, count: number): Promise<ApiDouble> {
  const issues: Issue[] = Array.from({ length: count }, (_, index) => ({ number: index + 1, title: `Issue ${index + 1}` }));
  const docs = 'https://docs.github.com/rest';
  const double = await startGate(
    options,
    ({ method, url, headers, body, json, response }) => {
      if (!String(headers.accept).startsWith('application/vnd.github')) throw new Error(`accept: ${headers.accept}`);
      if (headers['x-github-api-version'] !== '2022-11-28') throw new Error('the API’s version is missing');
      const list = '/repos/alice/plans/issues';
      if (url.pathname === '/user') return json(200, { login: 'alice', id: 1, type: 'User' });
      if (method === 'POST' && url.pathname === list) {
        const { title } = JSON.parse(body.toString() || '{}') as { title?: unknown };
        const errors = [{ resource: 'Issue', code: 'missing_field', field: 'title' }];
        if (typeof title !== 'string')
          return json(422, { message: 'Validation Failed', errors, documentation_url: docs, status: '422' });
        const issue = { number: issues.length + 1, title };
        issues.push(issue);
        return json(201, issue, { location: `${double.origin}${list}/${issue.number}` });
      }
      if (method === 'DELETE' && url.pathname === '/user/starred/alice/plans') return void response.writeHead(204).end();
      if (method !== 'GET' || url.pathname !== list)
        return json(404, { message: 'Not Found', documentation_url: docs, status: '404' });
      const size = Number(url.searchParams.get('per_page') ?? 30);
      const page = Number(url.searchParams.get('page') ?? 1);
      const last = Math.ceil(issues.length / size);
      const link = (to: number, rel: string): string => `<${double.origin}${list}?per_page=${size}&page=${to}>; rel="${rel}"`;
      const links = page < last ? { link: `${link(page + 1, 'next')}, ${link(last, 'last')}` } : { link: link(1, 'first') };
      return json(200, issues.slice((page - 1) * size, page * size), links);
    },
    { message: 'Bad credentials', documentation_url: docs, status: '401' },
  );
  return double;
}
