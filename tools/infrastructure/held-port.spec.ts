import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { HeldPort } from './held-port';

/** Whether another process could listen there. */
async function bindsElsewhere(address: string | number): Promise<boolean> {
  const script = `const s = require('node:net').createServer(); s.on('error', () => process.exit(3)); s.listen(${JSON.stringify(address)}, () => process.exit(0))`;
  return promisify(execFile)(process.execPath, ['-e', script]).then(
    () => true,
    () => false,
  );
}

describe('a port that was chosen', () => {
  it("is nobody else's from that moment on, and can be listened on once it was cleared", async () => {
    const held = await HeldPort.takeAny();
    expect(await HeldPort.take(held.port)).toBeUndefined();
    expect(await held.clear()).toBe(true);
    const program = createServer();
    await new Promise<void>((done) => program.listen(held.port, '127.0.0.1', done));
    await new Promise((done) => program.close(done));
    await held.release();
  });

  it('is not chosen by another Portway on this machine while its own program is dead', async () => {
    const held = await HeldPort.takeAny();
    await held.clear();
    expect(await HeldPort.take(held.port)).toBeUndefined();
    expect(await bindsElsewhere(`\0portway-port-${held.port}`)).toBe(false);
    await held.release();
    const next = await HeldPort.take(held.port);
    expect(next?.port).toBe(held.port);
    await next?.release();
  });

  it("is told to be a stranger's when one took it meanwhile", async () => {
    const held = await HeldPort.takeAny();
    await held.clear();
    const stranger = createServer();
    await new Promise<void>((done) => stranger.listen(held.port, '127.0.0.1', done));
    expect(await held.clear()).toBe(false);
    await new Promise((done) => stranger.close(done));
    await held.release();
  });
});
