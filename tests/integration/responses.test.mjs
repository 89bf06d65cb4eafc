// The responses API of the official SDK against the starter workspace.
import assert from 'node:assert/strict';

const azure = context => new context.AzureOpenAI({ endpoint: `${context.gateway.url}/inference`, apiKey: context.gateway.key, apiVersion: '2025-03-01-preview', maxRetries: 0 });
const openai = context => new context.OpenAI({ baseURL: `${context.gateway.url}/inference/openai/v1`, apiKey: 'unused', defaultHeaders: { 'api-key': context.gateway.key }, maxRetries: 0 });
const clients = { AzureOpenAI: azure, OpenAI: openai };

export const tests = {};
for (const [name, make] of Object.entries(clients)) {
  tests[`${name}: responses`] = async context => {
    const answer = await make(context).responses.create({ model: 'gpt-4o-mini', input: 'Count to 5' });
    assert.equal(answer.output_text, '1, 2, 3, 4, 5.');
    assert.equal(answer.status, 'completed');
    assert.equal(answer.usage.total_tokens, answer.usage.input_tokens + answer.usage.output_tokens);
  };
  tests[`${name}: streamed responses`] = async context => {
    const stream = await make(context).responses.create({ model: 'gpt-4o-mini', input: 'Count to 5', stream: true });
    let text = '', usage = null;
    const types = [];
    for await (const event of stream) {
      types.push(event.type);
      if (event.type === 'response.output_text.delta') text += event.delta;
      if (event.type === 'response.completed') usage = event.response.usage;
    }
    assert.equal(text, '1, 2, 3, 4, 5.');
    assert.equal(types[0], 'response.created');
    assert.equal(types.at(-1), 'response.completed');
    assert.ok(usage.output_tokens > 5);
  };
  tests[`${name}: stream helper with a function call`] = async context => {
    const stream = make(context).responses.stream({ model: 'gpt-4o-mini', input: 'Weather in Rome?', tool_choice: 'required',
      tools: [{ type: 'function', name: 'get_weather', strict: false, parameters: { type: 'object', properties: { city: { type: 'string' } } } }] });
    const final = await stream.finalResponse();
    assert.equal(final.output[0].type, 'function_call');
    assert.equal(JSON.parse(final.output[0].arguments).city, 'Rome');
  };
}
