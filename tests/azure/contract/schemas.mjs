// Microsoft's JSON schemas of resource bodies and templates, read by a validator of the draft-04 words that they use.
import fs from 'node:fs';
import path from 'node:path';

export class Schemas {
  constructor(folder) {
    this.documents = new Map();
    for (const file of fs.readdirSync(folder)) {
      if (!file.startsWith('arm-schema.')) continue;
      const document = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
      this.documents.set((document.id ?? document.$id).replace(/#$/, '').replace(/^http:/, 'https:'), document);
    }
  }

  /// Faults of `body` (name, type, apiVersion, properties, ...) as a resource of its type; null where no schema knows type and version.
  resource(body) {
    const [namespace, ...types] = body.type.split('/');
    for (const document of this.documents.values())
      for (const group of ['resourceDefinitions', 'extension_resourceDefinitions', 'subscription_resourceDefinitions']) {
        const definition = document[group]?.[types.join('_')];
        if (!definition || definition.properties.type.enum[0].toLowerCase() !== body.type.toLowerCase()) continue;
        if (!definition.properties.apiVersion.enum.includes(body.apiVersion)) continue;
        return this.validate(body, definition, document, body.type);
      }
    return null;
  }

  validate(value, schema, document, at) {
    if (schema === true) return [];
    if (schema.$ref) {
      const [address, pointer] = schema.$ref.split('#');
      const target = address ? this.documents.get(address.replace(/^http:/, 'https:')) : document;
      if (!target) return [];  // a schema that is not among the data
      const found = pointer.split('/').slice(1).reduce((node, key) => node?.[decodeURIComponent(key.replace(/~1/g, '/').replace(/~0/g, '~'))], target);
      return found ? this.validate(value, found, target, at) : [];
    }
    const faults = [];
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
    if (schema.type) {
      const types = [].concat(schema.type);
      if (!types.includes(type) && !(type === 'integer' && types.includes('number'))) return [`${at}: ${type} instead of ${types}`];
    }
    if (schema.enum && !schema.enum.some(item => item === value || (typeof item === 'string' && typeof value === 'string' && item.toLowerCase() === value.toLowerCase())))
      faults.push(`${at}: ${JSON.stringify(value)} is none of ${schema.enum.slice(0, 8)}`);
    if (typeof value === 'string') {
      if (schema.pattern && !new RegExp(schema.pattern, 'su').test(value)) faults.push(`${at}: "${value.slice(0, 60)}" does not match ${schema.pattern}`);
      if (schema.minLength > value.length) faults.push(`${at}: shorter than ${schema.minLength}`);
      if (schema.maxLength < value.length) faults.push(`${at}: longer than ${schema.maxLength}`);
    }
    if (typeof value === 'number' && (value < schema.minimum || value > schema.maximum)) faults.push(`${at}: ${value} is out of range`);
    if (Array.isArray(value)) {
      if (schema.minItems > value.length || schema.maxItems < value.length) faults.push(`${at}: ${value.length} items`);
      if (schema.items && !Array.isArray(schema.items)) value.forEach((item, i) => faults.push(...this.validate(item, schema.items, document, `${at}[${i}]`)));
    }
    if (type === 'object') {
      for (const name of schema.required ?? []) if (!(name in value)) faults.push(`${at}.${name} is missing`);
      for (const [name, member] of Object.entries(value)) {
        if (schema.properties?.[name]) faults.push(...this.validate(member, schema.properties[name], document, `${at}.${name}`));
        else if (schema.additionalProperties === false) faults.push(`${at}.${name} is not known`);
        else if (schema.additionalProperties && typeof schema.additionalProperties === 'object') faults.push(...this.validate(member, schema.additionalProperties, document, `${at}.${name}`));
      }
    }
    for (const part of schema.allOf ?? []) faults.push(...this.validate(value, part, document, at));
    for (const word of ['oneOf', 'anyOf']) {
      if (!schema[word]) continue;
      const results = schema[word].map(part => this.validate(value, part, document, at));
      if (!results.some(result => result.length === 0)) faults.push(...results.sort((a, b) => a.length - b.length || 0)[0]);
    }
    return faults;
  }
}
