/** The chat part of OpenAI's API, as far as its client uses it: whole answers, server-sent events, errors in its own shape. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startGate, type ApiDouble, type Exchange, type GateOptions } from './gate';

interface Asked {
  readonly model: string;
  readonly stream?: boolean;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

export interface OpenAiDouble extends ApiDouble {
  /** How many streams their readers left before the end. */
  left(): number;
}

export async function startOpenAi(options: GateOptions): Promise<OpenAiDouble> {
  let left = 0;
  const stream = async ({ response, gone }: Exchange, { model, messages }: Asked): Promise<void> => {
    const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_700_000_000, model };
    const words = messages.at(-1)?.content.split(' ') ?? [];
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-request-id': 'req_1' });
    const send = (delta: object, finish: string | null = null): void => {
      const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
      response.write(`data: ${JSON.stringify({ ...base, choices })}\n\n`);
    };
    send({ role: 'assistant', content: '' });
    let here = true;
    void gone.then(() => (here = false));
    for (let index = 0; here && (model === 'endless' || index < words.length); index += 1) {
      send({ content: `${index > 0 ? ' ' : ''}${words[index % words.length]}` });
      await sleep(20);
    }
    if (!here) return void (left += 1);
    send({}, 'stop');
    response.end('data: [DONE]\n\n');
  };
  const double = await startGate(
    options,
    async (exchange) => {
      const { method, url, headers, body, json } = exchange;
      if (method !== 'POST' || url.pathname !== '/v1/chat/completions') throw new Error(`no such route: ${url.pathname}`);
      if (headers['content-type'] !== 'application/json') throw new Error(`content-type: ${headers['content-type']}`);
      if (headers['x-stainless-lang'] !== 'js') throw new Error('the client’s own headers are missing');
      const asked = JSON.parse(body.toString()) as Asked;
      if (asked.model === 'none') {
        const error = {
          message: 'The model `none` does not exist',
          type: 'invalid_request_error',
          param: null,
          code: 'model_not_found',
        };
        return json(404, { error }, { 'x-request-id': 'req_2' });
      }
      if (asked.stream) return stream(exchange, asked);
      const message = { role: 'assistant', content: asked.messages.at(-1)?.content.toUpperCase(), refusal: null };
      const choices = [{ index: 0, message, logprobs: null, finish_reason: 'stop' }];
      const usage = { prompt_tokens: 3, completion_tokens: 3, total_tokens: 6 };
      const head = { id: 'chatcmpl-2', object: 'chat.completion', created: 1_700_000_000, model: asked.model };
      return json(200, { ...head, choices, usage }, { 'x-request-id': 'req_3' });
    },
    { error: { message: 'Incorrect API key provided.', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } },
  );
  return { ...double, left: () => left };
}
