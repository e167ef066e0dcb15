import { elsewhere, outageBy } from './installation';

const ACCOUNTS = JSON.stringify([{ role: 'broker', apiKey: 'pk_demo_1' }]);
const asked = (line: string, file = ACCOUNTS) => elsewhere(line.split(' ').filter(Boolean), () => file);

describe('The demo against a platform that npm start did not start', () => {
  test('is that of this folder where nothing else is asked for', () => {
    expect(asked('')).toBeNull();
  });

  test('is looked for where docker-compose.yml publishes it, with the accounts that were opened there, and its entry is left alone', () => {
    expect(asked('--accounts accounts.json')).toEqual({
      installation: {
        gateway: 'http://127.0.0.1:8080',
        status: 'http://127.0.0.1:8081',
        services: {
          account: 'http://127.0.0.1:8083',
          cee: 'http://127.0.0.1:8084',
          enforcement: 'http://127.0.0.1:8085',
        },
        accounts: [{ role: 'broker', apiKey: 'pk_demo_1' }],
      },
      commands: null,
    });
  });

  test('is reached at other addresses, and its entry is killed and started by commands, where they are given', () => {
    const other = elsewhere(
      ['--accounts', 'a', '--gateway', 'https://customs.example/', '--kill', 'kill it', '--start', 'start it'],
      () => ACCOUNTS,
    );
    expect(other?.installation.gateway).toBe('https://customs.example');
    expect(other?.commands).toEqual({ kill: 'kill it', start: 'start it' });
  });

  test.each([
    ['--gateway http://customs.example', /--accounts FILE/],
    ['--accounts', /--accounts FILE/],
    ['accounts.json', /--accounts FILE/],
    ['--accounts a --portal http://customs.example', /--accounts FILE/],
    ['--accounts a --kill true', /--kill COMMAND --start COMMAND/],
    ['--accounts a --gateway customs.example:8080', /--gateway is an address like/],
  ])('%s: says what is to be given', (line, told) => {
    expect(() => asked(line)).toThrow(told);
  });

  test.each(['{}', '[{}]', '[null]', 'Portway is up'])('a file with %s holds no accounts, which is said', (file) => {
    expect(() => asked('--accounts a', file)).toThrow(/^a is not what `demo-accounts` printed/);
  });

  test('a command that fails is told with what it said', async () => {
    const outage = outageBy({ kill: 'echo no such container >&2; exit 125', start: 'true' });
    await expect(outage.kill()).rejects.toThrow(/failed \(125\): no such container/);
    await expect(outage.start()).resolves.toBeUndefined();
  });
});
