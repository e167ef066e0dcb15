const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/** What Jest defines on a global object once, and would refuse to define again on the same one. */
const DEFINED_ANEW = ['now', 'read-file', 'write-file', 'exists-file'].map((name) => Symbol.for(`jest-native-${name}`));

/** The realm of this worker and what its global object was made with. */
let realm;
let made;

const newRealm = (createContext) => {
  const context = createContext(vm.constants.DONT_CONTEXTIFY);
  for (const key of DEFINED_ANEW) Object.defineProperty(context, key, { configurable: true });
  return context;
};

/**
 * Jest's environment for Node with an ordinary global object. Jest's own is a proxy that is asked at every mention of `Array` or `Math`; what is
 * counted or checked by the thousand takes twice the time there. All test files of a worker have one realm, so that the packages that were loaded in it
 * can stay (kept-packages.cjs); what a file put on the global object, or changed of it, goes with the file.
 */
class PlainGlobal extends TestEnvironment {
  constructor(config, context) {
    const { createContext } = vm;
    vm.createContext = () => (realm ??= newRealm(createContext));
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
    made ??= Object.getOwnPropertyDescriptors(this.global);
  }

  async teardown() {
    const { global } = this;
    await super.teardown();
    for (const key of Reflect.ownKeys(global)) if (!Object.hasOwn(made, key)) Reflect.deleteProperty(global, key);
    for (const key of Reflect.ownKeys(made)) Reflect.defineProperty(global, key, made[key]);
  }
}

module.exports = PlainGlobal;
