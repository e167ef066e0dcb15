const { TestEnvironment } = require('jest-environment-node');

/**
 * A test environment whose tests can move their machine to another time zone: `hostZone('Pacific/Kiritimati')`. Only the process's real
 * environment does that, which tests see a copy of. Afterwards the machine stands where it stood.
 */
module.exports = class HostZoneEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.zoneBefore = process.env.TZ;
    this.home = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.global.hostZone = (zone) => {
      process.env.TZ = zone;
    };
  }

  async teardown() {
    process.env.TZ = this.home;
    if (this.zoneBefore === undefined) delete process.env.TZ;
    await super.teardown();
  }
};
