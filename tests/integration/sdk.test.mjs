// The official SDK against the starter workspace, unchanged.
import assert from 'node:assert/strict';

const azure = context => new context.AzureOpenAI({ endpoint: `${context.gateway.url}/inference`, apiKey: context.gateway.key, apiVersion: '2024-10-21', maxRetries: 0 });
const openai = (context, key = context.gateway.key) => new context.OpenAI({ baseURL: `${context.gateway.url}/inference/openai/v1`, apiKey: 'unused', defaultHeaders: { 'api-key': key }, maxRetries: 0 });
const messages = [{ role: 'user', content: 'Say hello in three languages and tell me which region answered.' }];
const weather = { type: 'function', function: { name: 'get_weather', description: 'Weather of a city', parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } } };

function checkChat(answer, model) {
  assert.equal(answer.object, 'chat.completion');
  assert.match(answer.model, new RegExp(`^${model}`));
  assert.match(answer.choices[0].message.content, /^Hola\. Bonjour\. Hallo\./);
  assert.match(answer.choices[0].message.content, /aoai-(east|west)us/);
  assert.equal(answer.choices[0].finish_reason, 'stop');
  assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
}
async function checkStream(stream) {
  let text = '', usage = null, finish = null;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? '';
    finish = chunk.choices[0]?.finish_reason ?? finish;
    if (chunk.usage) usage = chunk.usage;
  }
  assert.match(text, /^Hola\. Bonjour\. Hallo\./);
  assert.equal(finish, 'stop');
  assert.ok(usage.completion_tokens > 10 && usage.prompt_tokens > 10);
}

export const tests = {
  'AzureOpenAI: chat': async context => checkChat(await azure(context).chat.completions.create({ model: 'gpt-4o-mini', messages }), 'gpt-4o-mini'),
  'AzureOpenAI: streamed chat with usage': async context =>
    checkStream(await azure(context).chat.completions.create({ model: 'gpt-4o-mini', messages, stream: true, stream_options: { include_usage: true } })),
  'AzureOpenAI: stream helper': async context => {
    const final = await azure(context).chat.completions.stream({ model: 'gpt-4o-mini', messages }).finalChatCompletion();
    assert.match(final.choices[0].message.content, /^Hola/);
  },
  'AzureOpenAI: embeddings in the SDK\'s default encoding': async context => {
    const answer = await azure(context).embeddings.create({ model: 'text-embedding-3-small', input: ['hello world', 'hello there world'] });
    assert.equal(answer.data.length, 2);
    assert.equal(answer.data[0].embedding.length, 1536);
    const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    assert.ok(Math.abs(dot(answer.data[0].embedding, answer.data[0].embedding) - 1) < 1e-4);
    assert.ok(dot(answer.data[0].embedding, answer.data[1].embedding) > 0.4);
  },
  'AzureOpenAI: models': async context => {
    const names = [];
    for await (const model of azure(context).models.list()) names.push(model.id);
    assert.ok(names.includes('gpt-4o-mini') && names.includes('text-embedding-3-small'));
  },
  'AzureOpenAI: forced tool call': async context => {
    const answer = await azure(context).chat.completions.create({ model: 'gpt-4.1-mini', messages: [{ role: 'user', content: 'How is it in Paris?' }], tools: [weather], tool_choice: { type: 'function', function: { name: 'get_weather' } } });
    const [call] = answer.choices[0].message.tool_calls;
    assert.equal(call.function.name, 'get_weather');
    assert.equal(JSON.parse(call.function.arguments).city, 'Paris');
    assert.equal(answer.choices[0].message.content, null);
  },
  'AzureOpenAI: 401 on a wrong key': async context => {
    const client = new context.AzureOpenAI({ endpoint: `${context.gateway.url}/inference`, apiKey: 'wrong', apiVersion: '2024-10-21', maxRetries: 0 });
    await assert.rejects(client.chat.completions.create({ model: 'gpt-4o-mini', messages }), error => error instanceof context.openai.AuthenticationError && error.status === 401);
    const raw = await context.gateway.chat('hi', {}, { key: 'wrong' });
    assert.equal(await raw.text(), '{ "statusCode": 401, "message": "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription." }');
  },
  'AzureOpenAI: 404 on an unknown deployment': async context => {
    await assert.rejects(azure(context).chat.completions.create({ model: 'no-such-deployment', messages }), error => error.status === 404 && error.code === 'DeploymentNotFound');
  },
  'OpenAI: chat': async context => checkChat(await openai(context).chat.completions.create({ model: 'gpt-4.1-mini', messages }), 'gpt-4.1-mini'),
  'OpenAI: streamed chat with usage': async context =>
    checkStream(await openai(context).chat.completions.create({ model: 'gpt-4.1-mini', messages, stream: true, stream_options: { include_usage: true } })),
  'OpenAI: embeddings in the SDK\'s default encoding': async context => {
    const answer = await openai(context).embeddings.create({ model: 'text-embedding-3-small', input: 'hello world' });
    assert.equal(answer.data[0].embedding.length, 1536);
    assert.equal(answer.usage.prompt_tokens, 2);
  },
  'OpenAI: models': async context => {
    const names = [];
    for await (const model of openai(context).models.list()) names.push(model.id);
    assert.ok(names.includes('gpt-4.1-mini'));
    assert.equal((await openai(context).models.retrieve('gpt-4o-mini')).id, 'gpt-4o-mini');
  },
  'OpenAI: forced tool call, streamed': async context => {
    const stream = await openai(context).chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'How is it in Oslo?' }], tools: [weather], tool_choice: 'required', stream: true });
    let text = '';
    for await (const chunk of stream) text += chunk.choices[0]?.delta?.tool_calls?.[0]?.function?.arguments ?? '';
    assert.equal(JSON.parse(text).city, 'Oslo');
  },
  'OpenAI: key as bearer token': async context => {
    const client = new context.OpenAI({ baseURL: `${context.gateway.url}/inference/openai/v1`, apiKey: context.gateway.key, maxRetries: 0 });
    checkChat(await client.chat.completions.create({ model: 'gpt-4o-mini', messages }), 'gpt-4o-mini');
  },
  'OpenAI: 401 on a wrong key': async context => {
    await assert.rejects(openai(context, 'wrong').chat.completions.create({ model: 'gpt-4o-mini', messages }), error => error.status === 401);
  },
  'OpenAI: 404 on an unknown model': async context => {
    await assert.rejects(openai(context).chat.completions.create({ model: 'no-such-model', messages }), error => error.status === 404 && error.code === 'DeploymentNotFound');
  },
};
