interface Environment {
  readonly global: Record<PropertyKey, unknown>;
  getVmContext(): object;
  teardown(): Promise<void>;
}
const PlainGlobal = jest.requireActual<new (config: object, context: object) => Environment>('./plain-global.cjs');
const environment = (): Environment => new PlainGlobal({ projectConfig: { testEnvironmentOptions: {} } }, {});

describe('the realm that the test files of a process share', () => {
  it('is handed to the next file without what the one before put on its global object or changed of it', async () => {
    const first = environment();
    const { URL: url } = first.global;
    first.global['leftOver'] = true;
    first.global[Symbol.for('left over')] = true;
    first.global['URL'] = undefined;
    delete first.global['structuredClone'];
    const realm = first.getVmContext();
    await first.teardown();

    const second = environment();
    expect(second.getVmContext()).toBe(realm);
    expect(Object.keys(second.global)).not.toContain('leftOver');
    expect(second.global[Symbol.for('left over')]).toBeUndefined();
    expect(second.global['URL']).toBe(url);
    expect(typeof second.global['structuredClone']).toBe('function');
    await second.teardown();
  });

  it('has a process of its own for each file, so that none sees what another put into its environment', async () => {
    const first = environment();
    const { env } = first.global['process'] as NodeJS.Process;
    env['LEFT_OVER'] = 'yes';
    await first.teardown();
    const second = environment();
    expect((second.global['process'] as NodeJS.Process).env).not.toHaveProperty('LEFT_OVER');
    await second.teardown();
  });
});
