// Translates CQL libraries once and executes them for one patient after another: a line of JSON in, a line of JSON out.
//
// First line in:  {"libraries": {NAME: TEXT, ...}, "main": NAME, "shown": {ALIAS: [DEFINITION, ...]}}
//                 each library stands after those that it includes; ALIAS is how the main library calls another one.
// First line out: {"ready": true} or {"errors": [...]}
// Then:           {"parameters": {...}, "show": [ALIAS, ...]}
//                 -> {"main": {DEFINITION: VALUE}, "shown": {ALIAS: {DEFINITION: VALUE}}}
// It knows nothing of what it executes: types are read from the libraries themselves.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(import.meta.url);
// The translator was compiled for both kinds of modules and looks for this name.
global.require = require;
// It also logs to standard output, which belongs to the answers.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const { CqlCompilerOptions, CqlTranslator, LibraryManager, ModelManager, createLibrarySourceProvider, stringAsSource } =
  await import("@cqframework/cql/cql-to-elm");
const { NamespaceManager, SystemModelInfoProvider } = await import("@cqframework/cql/cql");
const cql = require("cql-execution");

const BASIC = "{urn:hl7-org:elm-types:r1}";

/** Translate libraries of CQL to ELM: the main one, and with it those that it includes. */
function translated(libraries, main) {
  const models = new ModelManager(new NamespaceManager());
  models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider());
  const { DisableListDemotion, DisableListPromotion } = CqlCompilerOptions.Options;
  const options = new CqlCompilerOptions().withOptions([DisableListDemotion, DisableListPromotion]);
  const manager = new LibraryManager(models, options);
  manager.librarySourceLoader.registerProvider(
    createLibrarySourceProvider((id) => (id in libraries ? stringAsSource(libraries[id]) : null)),
  );
  const errors = [];
  const told = (translator) => {
    for (const error of translator.errors.asJsReadonlyArrayView())
      errors.push(`${error.locator?.toLocator?.() ?? ""} ${error.message}`);
  };
  const translator = CqlTranslator.fromText(libraries[main], manager);
  told(translator);
  const elm = { [main]: JSON.parse(translator.toJson()) };
  for (const [id, library] of translator.libraries.asJsReadonlyMapView())
    elm[id.id] = JSON.parse(CqlTranslator.convertToJson(library));
  if (errors.length > 0)
    // What is wrong in a library that is included is told only where that is translated by itself.
    for (const name of Object.keys(libraries)) if (name !== main) told(CqlTranslator.fromText(libraries[name], manager));
  return { elm, errors };
}

/** Return a value as the engine holds it, by the type that the library declares. */
function held(value, type) {
  if (value === null || value === undefined) return null;
  if (type.type === "ListTypeSpecifier") return value.map((item) => held(item, type.elementType));
  if (type.type === "TupleTypeSpecifier")
    return Object.fromEntries(type.element.map((part) => [part.name, held(value[part.name], part.elementType)]));
  return type.name === `${BASIC}Date` ? cql.Date.parse(value) : value;
}

/** Return a value of the engine as JSON has it. */
function told(value) {
  if (value === null || value === undefined) return null;
  return value.isDate ? value.toString() : Array.isArray(value) ? value.map(told) : value;
}

/** Execute definitions of one library, each at most once. */
async function values(context, names) {
  const found = {};
  for (const name of names) {
    const kept = context.context_values[name];
    found[name] = told(kept === undefined ? await context.library.expressions[name].execute(context) : kept);
  }
  return found;
}

function say(answer) {
  write(JSON.stringify(answer) + "\n");
}

let library, shown, types;

async function answer(request) {
  if (library === undefined) {
    const { elm, errors } = translated(request.libraries, request.main);
    if (errors.length > 0) return { errors };
    library = new cql.Library(elm[request.main], new cql.Repository(elm));
    shown = request.shown;
    types = {};
    for (const each of Object.values(elm))
      for (const def of each.library.parameters?.def ?? [])
        types[def.name] = def.parameterTypeSpecifier ?? { type: "NamedTypeSpecifier", name: def.parameterType };
    return { ready: true };
  }
  const parameters = {};
  // The engine takes a parameter that is not there for something else than null.
  for (const [name, type] of Object.entries(types)) parameters[name] = held(request.parameters[name], type);
  const context = new cql.PatientContext(library, null, new cql.CodeService({}), parameters);
  const main = await values(context, Object.keys(library.expressions));
  const others = {};
  for (const alias of request.show) others[alias] = await values(context.getLibraryContext(alias), shown[alias]);
  return { main, shown: others };
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    say(await answer(JSON.parse(line)));
  } catch (error) {
    say({ errors: [String(error?.message ?? error)] });
  }
}
