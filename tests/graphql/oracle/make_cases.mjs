// Makes tests/data/graphql/cases.json with graphql-js, the reference implementation: what each query of queries.json comes to.
//   npm install graphql@16 && node make_cases.mjs ../../data/graphql/queries.json > ../../data/graphql/cases.json
// A source "Type.field": value answers that field; "$arguments" as value answers with the field's arguments as JSON text, "$fail" fails.
import { readFileSync } from 'node:fs';
import { buildSchema, defaultTypeResolver, execute, getIntrospectionQuery, parse, validate } from 'graphql';

const groups = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const cases = [];
for (const [index, group] of groups.entries()) {
  const schema = buildSchema(group.schema);
  const sources = group.sources ?? {};
  const resolve = (source, args, _context, info) => {
    const key = `${info.parentType.name}.${info.fieldName}`;
    if (!(key in sources)) return source?.[info.fieldName];
    if (sources[key] === '$fail') throw new Error('failed');
    return sources[key] === '$arguments' ? JSON.stringify(args) : sources[key];
  };
  for (const each of group.queries) {
    const query = each.query === '$introspection' ? getIntrospectionQuery() : each.query;
    const made = { group: index, query, variables: each.variables ?? {} };
    let document;
    try {
      document = parse(query);
    } catch (error) {
      cases.push({ ...made, syntax: error.locations[0] });
      continue;
    }
    const problems = validate(schema, document);
    if (problems.length > 0) {
      cases.push({ ...made, invalid: problems.map((p) => p.locations.map((l) => `${l.line}:${l.column}`)) });
      continue;
    }
    const result = await execute({
      schema, document, variableValues: made.variables, fieldResolver: resolve, operationName: each.operation,
      typeResolver: (value, context, info, type) => value.__typename ?? defaultTypeResolver(value, context, info, type),
    });
    if (each.operation) made.operation = each.operation;
    const paths = (result.errors ?? []).filter((e) => e.path).map((e) => JSON.stringify(e.path)).sort();
    cases.push(result.data === undefined ? { ...made, refused: result.errors.length } : { ...made, data: result.data, errorPaths: paths });
  }
}
console.log(JSON.stringify(cases, null, 1));
