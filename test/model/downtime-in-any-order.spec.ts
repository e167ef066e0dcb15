import fc from 'fast-check';
import { Country, type Command } from './country';
import { ALWAYS, IN_THE_END } from './invariants';
import { PORTS } from './ports.model';

/** How many orders of events are tried, and from which seed: `MODEL_RUNS`, `MODEL_SEED`. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 10_000);
const SEED = Number(process.env['MODEL_SEED'] ?? Date.now() % 1_000_000_007);

const serial = fc.nat(2);
const either = fc.constantFrom('manifest', 'entry');
const does = <const D extends string, T extends object>(name: D, more: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record({ do: fc.constant(name), ...more } as never) as fc.Arbitrary<{ do: D } & T>;
const mostlyFalse = fc.integer({ min: 0, max: 7 }).map((n) => n === 0);

const command = fc.oneof(
  { weight: 6, arbitrary: does('file', { serial, kind: fc.constantFrom('release', 'summary'), bad: mostlyFalse }) },
  { weight: 3, arbitrary: does('file manifest', { serial, bad: mostlyFalse }) },
  { weight: 2, arbitrary: does('file again', { which: fc.nat(20), changed: fc.boolean() }) },
  { weight: 2, arbitrary: does('arrive', { serial }) },
  { weight: 1, arbitrary: does('hold', { serial }) },
  { weight: 1, arbitrary: does('free', { serial }) },
  { weight: 2, arbitrary: does('kill', { module: either }) },
  { weight: 2, arbitrary: does('start', { module: either }) },
  { weight: 1, arbitrary: does('lose database', { module: either }) },
  { weight: 1, arbitrary: does('find database', { module: either }) },
  { weight: 2, arbitrary: does('stop', { module: either }) },
  { weight: 2, arbitrary: does('resume', { module: either }) },
  { weight: 1, arbitrary: does('kill keeper', {}) },
  { weight: 5, arbitrary: does('keep', {}) },
  { weight: 6, arbitrary: does('carry', { lane: fc.nat(1), killed: mostlyFalse }) },
  {
    weight: 8,
    arbitrary: does('work', {
      module: either,
      times: fc.integer({ min: 1, max: 4 }),
      acknowledged: mostlyFalse.map((never) => !never),
    }),
  },
  { weight: 4, arbitrary: does('wait', { seconds: fc.constantFrom(1, 3, 20) }) },
  {
    weight: 3,
    arbitrary: does('invoke', {
      invocation: fc.record({
        by: fc.constantFrom('headquarters', ...PORTS),
        ports: fc.subarray([...PORTS]),
        modules: fc.constantFrom([], ['entry'], ['manifest'], ['entry', 'manifest']),
      }),
    }),
  },
  { weight: 2, arbitrary: does('revoke', { which: fc.nat(3) }) },
  { weight: 3, arbitrary: does('hear', {}) },
  {
    weight: 4,
    arbitrary: does('decide by hand', {
      serial,
      decision: fc.constantFrom('release', 'release', 'hold', 'exam', 'refuse'),
    }),
  },
  { weight: 5, arbitrary: does('take back', { which: fc.nat(5) }) },
  { weight: 1, arbitrary: does('process outside', { which: fc.nat(20) }) },
) as fc.Arbitrary<Command>;

const check = (country: Country, invariants: typeof ALWAYS, after: string): void => {
  for (const [promise, broken] of Object.entries(invariants)) {
    const faults = broken(country);
    if (faults.length > 0) throw new Error(`${after}: it is not so that ${promise}: ${faults.join('; ')}`);
  }
};

/** What the model must have seen, so that its promises were put to the test. */
const seen = {
  closed: 0,
  tried: 0,
  replayed: 0,
  setAside: 0,
  repeats: 0,
  conflicts: 0,
  onPaper: 0,
  calledBack: 0,
  electronic: 0,
  outside: 0,
  refusedDowntimes: 0,
  downtimes: 0,
};

const count = (country: Country, before: number): void => {
  const { gateway, sent, releases, ports, manifest, entry } = country;
  seen.closed += gateway.closings.length;
  seen.tried += gateway.departures.filter(({ gate }) => gate.state === 'TRIAL' && gate.phase === null).length;
  seen.replayed += gateway.departures.filter(({ gate }) => gate.state === 'TRIAL' && gate.phase !== null).length;
  seen.setAside += manifest.setAside.size + entry.setAside.size;
  seen.repeats += sent.filter(({ answer }) => answer === 'repeat').length;
  seen.conflicts += sent.filter(({ answer }) => answer === 'conflict').length;
  seen.onPaper += [...releases.releases.values()].filter(({ paperRelease }) => paperRelease !== null).length;
  seen.calledBack += [...releases.releases.values()].filter(({ paperRelease }) => paperRelease?.takenBack).length;
  seen.electronic += [...releases.releases.values()].filter(
    ({ releasedAt, paperRelease }) => releasedAt !== null && paperRelease === null,
  ).length;
  seen.outside += [...gateway.filings.values()].filter(({ state }) => state === 'processed outside').length;
  seen.downtimes += ports.downtimes.length;
  seen.refusedDowntimes += before - ports.downtimes.length;
};

test(`in ${RUNS} orders of filing, killing, stopping, starting, invoking, revoking, repeating and replaying, every promise holds (seed ${SEED})`, () => {
  fc.assert(
    fc.property(
      fc.subarray([0, 1, 2]),
      fc.array(command, { minLength: 10, maxLength: 60, size: 'max' }),
      (onManifest, commands) => {
        const country = new Country(onManifest);
        commands.forEach((c, n) => {
          country.run(c);
          check(country, ALWAYS, `after step ${n + 1}, ${c.do}`);
        });
        country.settle();
        check(country, ALWAYS, 'in the end');
        check(country, IN_THE_END, 'in the end');
        count(country, commands.filter((c) => c.do === 'invoke').length);
      },
    ),
    { numRuns: RUNS, seed: SEED, verbose: 1 },
  );
  process.stderr.write(
    `\n${RUNS} orders of events, seed ${SEED}; seen: ${Object.entries(seen)
      .map(([what, n]) => `${what} ${n}`)
      .join(', ')}\n`,
  );
  for (const [what, n] of Object.entries(seen)) expect([what, n > 0]).toEqual([what, true]);
});
