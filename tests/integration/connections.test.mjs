// The request sequences of Foundry's gateway connections (ApiManagement and ModelGateway) against the starter workspace.
import assert from 'node:assert/strict';

const request = async (context, method, path, body, credentials = { 'api-key': context.gateway.key }) => {
  const response = await fetch(context.gateway.url + path, {
    method, headers: { 'content-type': 'application/json', ...credentials }, body: body && JSON.stringify(body) });
  return { status: response.status, json: await response.json() };
};
const prompt = { messages: [{ role: 'user', content: 'Count to 3' }] };
const checkChat = ({ status, json }) => {
  assert.equal(status, 200);
  assert.equal(json.choices[0].message.content, '1, 2, 3.');
};

export const tests = {
  // Static models: no discovery, straight to the chat call.
  'ApiManagement, static models, deployment in path': async context =>
    checkChat(await request(context, 'POST', '/inference/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-12-01-preview', prompt)),
  'ApiManagement, static models, deployment in body': async context =>
    checkChat(await request(context, 'POST', '/inference/openai/v1/chat/completions', { model: 'gpt-4o-mini', ...prompt })),
  'ApiManagement, dynamic discovery with the defaults': async context => {
    const list = await request(context, 'GET', '/inference/openai/deployments?api-version=2023-05-01');
    assert.equal(list.status, 200);
    const names = list.json.value.map(one => one.name);
    assert.ok(names.includes('gpt-4o-mini') && names.includes('gpt-4.1-mini') && names.includes('text-embedding-3-small'), String(names));
    const one = await request(context, 'GET', '/inference/openai/deployments/gpt-4o-mini?api-version=2023-05-01');
    assert.equal(one.status, 200);
    assert.equal(one.json.name, 'gpt-4o-mini');
    assert.equal(one.json.properties.model.format, 'OpenAI');
    assert.equal(one.json.properties.model.name, 'gpt-4o-mini');
    checkChat(await request(context, 'POST', '/inference/openai/deployments/gpt-4o-mini/chat/completions?api-version=2024-12-01-preview', prompt));
  },
  'ApiManagement, discovery without api-version': async context => {
    assert.ok((await request(context, 'GET', '/inference/openai/deployments')).json.value.length >= 3);
    assert.equal((await request(context, 'GET', '/inference/openai/deployments/gpt-4.1-mini')).json.properties.model.version, '2025-04-14');
  },
  'ApiManagement, an unknown deployment': async context => {
    assert.equal((await request(context, 'GET', '/inference/openai/deployments/nope')).status, 404);
    const chat = await request(context, 'POST', '/inference/openai/deployments/nope/chat/completions?api-version=2024-12-01-preview', prompt);
    assert.equal(chat.status, 404);
    assert.equal(chat.json.error.code, 'DeploymentNotFound');
  },
  'ModelGateway, OpenAI discovery': async context => {
    const list = await request(context, 'GET', '/inference/openai/v1/models');
    assert.equal(list.status, 200);
    assert.ok(list.json.data.some(one => one.id === 'gpt-4.1-mini'));
    const one = await request(context, 'GET', '/inference/openai/v1/models/gpt-4.1-mini');
    assert.equal(one.json.id, 'gpt-4.1-mini');
    checkChat(await request(context, 'POST', '/inference/openai/v1/chat/completions', { model: 'gpt-4.1-mini', ...prompt }));
  },
  'ModelGateway, key as bearer token (authConfig)': async context =>
    checkChat(await request(context, 'POST', '/inference/openai/v1/chat/completions', { model: 'gpt-4.1-mini', ...prompt }, { authorization: `Bearer ${context.gateway.key}` })),
  'a wrong key is told apart from a missing one': async context => {
    const wrong = await request(context, 'GET', '/inference/openai/deployments', undefined, { 'api-key': 'wrong' });
    assert.deepEqual(wrong, { status: 401, json: { statusCode: 401, message: 'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.' } });
    const response = await fetch(`${context.gateway.url}/inference/openai/deployments`);
    assert.equal(response.status, 401);
    assert.equal((await response.json()).message, 'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.');
  },
};
