const Runtime = require('jest-runtime').default;

/** Modules of packages by their path, for each realm that test files share. */
const keptIn = new WeakMap();
const PACKAGES = /[\\/]node_modules[\\/]/;
/** What was compiled of each script, by its path, for each realm: to run it anew takes no second compilation. */
const compiledIn = new WeakMap();

/** The runtime of the test file that runs now: what a kept module asks for later is loaded for that file, not for the one it was loaded by. */
let current;
const importNow = (...given) => current.executor.dynamicImport(...given);

/**
 * Jest's module loader, for which a package is loaded once in a worker and not once in each test file: most of what a file loads is Nest, TypeORM and
 * RxJS. Our own modules are loaded anew for each file, and so begin with nothing in their variables; they are compiled once.
 */
module.exports = class KeptPackages extends Runtime {
  constructor(...given) {
    super(...given);
    current = this;
    this.realm = this._environment.getVmContext();
    this.requireBuilder.requireDispatch = (from, name) => current.requireModuleOrMock(from, name);
    const modules = this.registries.getActiveCjsRegistry();
    for (const [path, module] of keptIn.get(this.realm) ?? []) modules.set(path, module);
    this.compileOnce();
  }

  compileOnce() {
    const { executor, realm } = this;
    const compiled = compiledIn.get(realm) ?? new Map();
    compiledIn.set(realm, compiled);
    const { injectedModuleParameters, testPath } = executor;
    // Nothing of this file's runtime, which would stay with what was compiled.
    const lasting = {
      environment: { getVmContext: () => realm },
      resolution: { isCoreModule: () => false },
      injectedModuleParameters,
      dynamicImport: importNow,
    };
    const { compile } = executor;
    executor.compile = (source, path) => {
      if (path === testPath || executor.environment.getVmContext() !== realm)
        return compile.call(executor, source, path);
      const known = compiled.get(path);
      if (known?.source === source) return known.script;
      const script = compile.call(lasting, source, path);
      compiled.set(path, { source, script });
      return script;
    };
  }

  teardown() {
    const kept = keptIn.get(this.realm) ?? new Map();
    for (const [path, module] of this.registries.getActiveCjsRegistry())
      if (PACKAGES.test(path) && module.loaded) kept.set(path, module);
    keptIn.set(this.realm, kept);
    super.teardown();
  }
};
