// The npm packages of the build folder; their path is only known at run time.
import { createRequire } from 'node:module';
import path from 'node:path';

export function packages(modules) {
  const require = createRequire(path.join(path.resolve(modules), 'x.js'));
  const openai = require('openai');
  return { OpenAI: openai.OpenAI ?? openai.default, AzureOpenAI: openai.AzureOpenAI, openai };
}
